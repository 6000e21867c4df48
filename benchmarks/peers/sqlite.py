"""Plain sqlite3 from the standard library, with FTS5."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.peers import relational as sql
from benchmarks.questions import Rows, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.peers.peer import Ask

NAME = "sqlite3"
CANNOT = sql.CANNOT
AT_ONCE = 10_000
SEARCH = "SELECT statement FROM texts WHERE texts MATCH :it"


def version() -> str:
    """Return the version of SQLite."""
    return sqlite3.sqlite_version


def load(lines: str, db: str) -> None:
    """Make the tables, put in the rows in batches, then the indexes and the full text, in one transaction."""
    with closing(sqlite3.connect(db)) as conn, conn:
        held: dict[str, list[Any]] = {}
        for table, columns in sql.TABLES.items():
            types = ((c, "INTEGER" if c in sql.INTEGERS else "TEXT") for c in columns.split())
            key = ", PRIMARY KEY (id)" if table in sql.KEYED else ""
            conn.execute(f"CREATE TABLE {table} ({', '.join(f'{c} {t}' for c, t in types)}{key})")
            held[table] = []
        for table, row in sql.rows(lines):
            batch = held[table]
            batch.append(tuple(row.values()))
            if len(batch) >= AT_ONCE:
                _insert(conn, table, batch)
        for table, batch in held.items():
            _insert(conn, table, batch)
        finish(conn)


def _insert(conn: sqlite3.Connection, table: str, batch: list[Any]) -> None:
    marks = ", ".join("?" * len(sql.TABLES[table].split()))
    conn.executemany(f"INSERT INTO {table} VALUES ({marks})", batch)  # noqa: S608 - names of ours
    batch.clear()


def finish(conn: sqlite3.Connection) -> None:
    """Add the indexes, the full text and what is carried by copied documents."""
    for table, columns in sql.INDEXES.items():
        for column in columns:
            conn.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column})")
    conn.execute("CREATE VIRTUAL TABLE texts USING fts5 (content, quote, statement UNINDEXED)")
    conn.execute("INSERT INTO texts SELECT content, quote, id FROM statements")
    conn.execute(sql.GIVEN)
    conn.execute("ANALYZE")
    conn.execute(f"CREATE TABLE carried AS {sql.CARRIED}")
    conn.execute("CREATE INDEX carried_by_origin ON carried (origin)")


def opened(db: str) -> sqlite3.Connection:
    """Open the database."""
    return sqlite3.connect(db)


def _rows(query: str, conn: sqlite3.Connection, it: str) -> Rows:
    return conn.execute(query, {"it": it}).fetchall()


ASK: Mapping[str, Ask] = {
    "chain": partial(_rows, sql.CHAIN),
    "judgements": partial(_rows, sql.JUDGEMENTS),
    "positions": partial(_rows, sql.POSITIONS),
    "origins": partial(_rows, sql.ORIGINS),
    "search": partial(_rows, SEARCH),
    "duplicates": lambda conn, it: _rows(sql.DUPLICATES, conn, words(it)),
}
