"""sqlite-utils: rows as dictionaries into ``insert_all``; asked like any SQLite file."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from benchmarks.peers import relational as sql
from benchmarks.peers import sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "sqlite-utils"
CANNOT = sql.CANNOT
ASK, opened = sqlite.ASK, sqlite.opened
AT_ONCE = 10_000


def version() -> str:
    """Return the version of sqlite-utils."""
    return version_of("sqlite-utils")


def load(lines: str, db: str) -> None:
    """Make the tables, hand over the rows in batches, then add indexes and full text."""
    database = Database(db)
    with database.atomic():
        held: dict[str, list[dict[str, Any]]] = {}
        for table, columns in sql.TABLES.items():
            types: dict[str, type] = {c: int if c in sql.INTEGERS else str for c in columns.split()}
            database.table(table).create(types, pk="id" if table in sql.KEYED else None)
            held[table] = []
        for table, row in sql.rows(lines):
            held[table].append(row)
            if len(held[table]) >= AT_ONCE:
                database.table(table).insert_all(_taken(held[table]), batch_size=1000)
        for table, batch in held.items():
            database.table(table).insert_all(_taken(batch), batch_size=1000)
        sqlite.finish(database.conn)
    database.close()


def _taken(batch: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield from batch
    batch.clear()
