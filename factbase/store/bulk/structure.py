"""Indexes and the triggers of single rows: taken off before very many rows are written, and put back after them.

An index that is made after the rows costs a third of one that grows with them. The triggers require of each row that it
enters in the open changeset, which a bulk recording gives every row itself; a trigger costs more than the row.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factbase.store import schema

if TYPE_CHECKING:
    from sqlite_utils import Database

_INDEX = re.compile(r"^CREATE (?:UNIQUE )?INDEX (\w+)", re.MULTILINE)
_ENTRY = re.compile(r"^CREATE TRIGGER (\w+_enter_\w+)", re.MULTILINE)
_FINDS = ("retired_by_", "topics_by_id", "sources_by_id", "documents_by_id", "questions_by_id")
STATEMENT_IDS = "statements_by_id"
"""The index that finds a statement by its id, and keeps ids unique."""


@cache
def indexes() -> dict[str, str]:
    """Return the definition of every index by its name."""
    return {found[1]: command for command in schema.commands() if (found := _INDEX.search(command))}


@cache
def _entry_triggers() -> dict[str, str]:
    return {found[1]: command for command in schema.commands() if (found := _ENTRY.search(command))}


def lift(db: Database, *, empty: bool) -> None:
    """Take off the triggers of entering rows, and the indexes that no look-up of a bulk recording needs.

    In a database that holds statements those stay by which a version that leaves is found, with its parts.
    """
    for name in _entry_triggers():
        db.conn.execute(f"DROP TRIGGER {name}")
    for name in indexes():
        serves = name.startswith(_FINDS) or (not empty and (name == STATEMENT_IDS or "_of_" in name))
        if not serves:
            db.conn.execute(f"DROP INDEX {name}")


def restore(db: Database, *names: str) -> None:
    """Put back what was taken off: the indexes of these names, or everything."""
    there = schema.objects(db)
    missing = {
        name: command for name, command in {**indexes(), **_entry_triggers()}.items() if name not in there
    }
    for name, command in missing.items():
        if not names or name in names:
            db.conn.execute(command)
