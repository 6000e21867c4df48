"""Whether nothing follows from what is no statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_STRAYS = (
    "SELECT 1 FROM {0} LEFT JOIN statements ON statements.pk = {0}.{1} WHERE statements.pk IS NULL LIMIT 1"
)


def strays(db: Database) -> Iterator[str]:
    """Yield the tables of what follows from statements that have rows of what is no statement."""
    for table, column in (("summaries", "statement"), ("statements_fts", "rowid")):
        if db.conn.execute(_STRAYS.format(table, column)).fetchone():
            yield f"{table}: has rows of no statement"
