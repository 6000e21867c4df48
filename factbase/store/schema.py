"""The schema: schema.sql as the only data definition, put into a file, and compared with what a file holds."""

from __future__ import annotations

import contextlib
import re
import sqlite3 as standard_sqlite3
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from factbase.errors import StoreError
from factbase.scales import SCALES
from factbase.store.connection import connect
from factbase.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

VERSION = 1
"""The version of the schema that this version of factbase reads and writes (``PRAGMA user_version``)."""

_LEAVING = re.compile(r"^CREATE TRIGGER (\w+_leave_\w+)", re.MULTILINE)

APPLICATION_ID = 1178812978
"""What marks a SQLite file as factbase's (``PRAGMA application_id``)."""


def top_level(name: str) -> Path:
    """Return a file that stands at the top of the project: inside the package when installed, else beside it."""
    package = Path(__file__).parent.parent
    inside = package / name
    return inside if inside.exists() else package.parent / name


@cache
def ddl() -> str:
    """Return the text of schema.sql."""
    return top_level("schema.sql").read_text(encoding="utf-8")


@cache
def commands() -> tuple[str, ...]:
    """Return the single commands of schema.sql, in their order."""
    found, held = [], ""
    for line in ddl().splitlines(keepends=True):
        held += line
        if standard_sqlite3.complete_statement(held):
            found.append(held.strip())
            held = ""
    return tuple(found)


def create(db: Database, *, triggers: bool = True) -> None:
    """Put the schema and the vocabularies into an empty database, within the transaction that is open.

    Without `triggers`, rows can be put in as they were recorded; `create_triggers` then ends the making.
    """
    for command in commands():
        if triggers or not _is_trigger(command):
            db.conn.execute(command)
    db.conn.executemany("INSERT INTO vocabulary VALUES (?, ?, ?, ?, ?)", list(vocabulary_rows()))
    db.conn.executemany("INSERT INTO scales VALUES (?, ?, ?, ?, ?)", list(scale_rows()))


def create_triggers(db: Database) -> None:
    """Put in the rules of history that `create` left out."""
    for command in commands():
        if _is_trigger(command):
            db.conn.execute(command)


@contextlib.contextmanager
def unlocked(db: Database) -> Iterator[None]:
    """Lift the triggers that keep rows from leaving, within the transaction that is open."""
    lifted = [command for command in commands() if _LEAVING.search(command)]
    for command in lifted:
        db.conn.execute(f"DROP TRIGGER {_LEAVING.findall(command)[0]}")
    yield
    for command in lifted:
        db.conn.execute(command)


def _is_trigger(command: str) -> bool:
    return "\nCREATE TRIGGER" in f"\n{command}"


def vocabulary_rows() -> Iterator[tuple[str, str, str, str | None, str | None]]:
    """Yield the rows of the table `vocabulary`."""
    for field, terms in VOCABULARIES.items():
        for term in terms:
            test, family = getattr(term, "test", None), getattr(term, "family", None)
            yield field, str(term), term.meaning, test, str(family) if family else None


def scale_rows() -> Iterator[tuple[str, str, float | None, float | None, float | None]]:
    """Yield the rows of the table `scales`."""
    for each in SCALES:
        yield each.scheme, each.term, each.low, each.high, each.value


def is_empty(db: Database) -> bool:
    """Tell whether nothing was ever put into the file, not even another program's mark."""
    mark = db.conn.execute("PRAGMA application_id").fetchone()[0]
    return mark == 0 and db.conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def require(db: Database, path: str | Path) -> None:
    """Require that the file is a factbase of this version.

    Raises:
        StoreError: when it is another program's database, or of another version.
    """
    mark = db.conn.execute("PRAGMA application_id").fetchone()[0]
    version = db.conn.execute("PRAGMA user_version").fetchone()[0]
    if mark != APPLICATION_ID:
        message = f"{path}: this is a SQLite database, but not one of factbase's; nothing was changed"
        raise StoreError(message)
    if version > VERSION:
        message = (
            f"{path}: made by a newer factbase (schema {version}, this one knows {VERSION}): upgrade factbase"
        )
        raise StoreError(message)
    if version < VERSION:
        message = f"{path}: schema version {version} is older than {VERSION}: export it with the factbase that made it"
        raise StoreError(message)


def objects(db: Database) -> dict[str, str]:
    """Return every table, index, view and trigger by name, with its definition; SQLite's own are left out."""
    rows = db.conn.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return {name: sql or "" for name, sql in rows}


@cache
def expected_objects() -> dict[str, str]:
    """Return what `objects` gives for a database that was just made."""
    db = connect(":memory:")
    create(db)
    found = objects(db)
    db.conn.close()
    return found
