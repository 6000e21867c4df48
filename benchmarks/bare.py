"""A loader written by hand for one kind of file: what `factbase load` is measured against.

It reads JSON Lines with orjson and hands tuples to ``executemany``: the same rows, derived values, digests, full text
and indexes, by straight-line code, without a record, a check or a message. It trusts the file: whole, right, into a new
database, what is named by documents and statements (topics, sources, questions, documents) on lines above them.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import re
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from backports import zstd

from benchmarks.bare_rows import NOUNS, Load, Row, dumps, loads, statement
from factbase.store import relating, schema
from factbase.store.connection import around
from factbase.store.rows import insert

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE_KIB = 1 << 17
"""How much of the database is kept in memory: as much as `factbase load` keeps."""
AT_ONCE = 4000
"""How many lines are read before their rows are handed over."""

_SUMMARY = f"INSERT INTO summaries VALUES ({', '.join('?' * 15)})"  # noqa: S608 - a count


def load(  # noqa: PLR0913 - who, why and when are each said
    db: str,
    files: list[str],
    *,
    by: str = "bare",
    why: str = "load",
    at: str | None = None,
    triggers: bool = False,
    foreign_keys: str = "end",
) -> str:
    """Load the files into a new database as one changeset and return the changeset's digest.

    As `factbase load` treats them, the triggers of entering rows come back after the rows, and foreign keys are checked
    together at the end; either can be kept for each row.
    """
    at = at or datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    named = ", ".join(Path(file).name if Path(file).is_absolute() else file for file in files)
    gc.disable()  # as factbase does for a load: rows hold no cycles
    with closing(sqlite3.connect(db, isolation_level=None)) as conn:
        conn.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys == 'each' else 'OFF'}")
        conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        conn.execute("BEGIN IMMEDIATE")
        digest = _record(conn, files, (at, by, why, named, "load"), triggers=triggers)
        if foreign_keys == "end" and conn.execute("PRAGMA foreign_key_check").fetchone():
            message = "a row names another that does not exist"
            raise ValueError(message)
        conn.execute("COMMIT")
    gc.enable()
    return digest


def _record(conn: sqlite3.Connection, files: list[str], told: Row, *, triggers: bool) -> str:
    after = _create(conn, triggers=triggers)
    into = "INSERT INTO changesets (pk, recorded_at, recorded_by, why, file, route) VALUES (1, ?, ?, ?, ?, ?)"
    conn.execute(into, told)
    _fill(conn, files)
    for command in after:
        conn.execute(command)
    conn.execute("PRAGMA analysis_limit = 1000")
    conn.execute("ANALYZE")  # before what follows: the query for dependencies goes astray without
    relating.relate_all(
        around(conn)
    )  # nothing but SQL and a walk over what is linked: nobody would write it otherwise
    conn.execute("ANALYZE")
    digest = _changeset(conn, told)
    conn.execute("UPDATE changesets SET digest = ? WHERE pk = 1", (digest,))
    return digest


def _create(conn: sqlite3.Connection, *, triggers: bool) -> list[str]:
    """Make the tables and views, and return the commands that are left until the rows are in."""
    after = []
    for command in schema.commands():
        bare = re.sub(r"\A(?:\s|--[^\n]*\n)*", "", command)
        if bare.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")) or (
            bare.startswith("CREATE TRIGGER") and not triggers
        ):
            after.append(command)
        else:
            conn.execute(command)
    conn.executemany("INSERT INTO vocabulary VALUES (?, ?, ?, ?, ?)", schema.vocabulary_rows())
    conn.executemany("INSERT INTO scales VALUES (?, ?, ?, ?, ?)", schema.scale_rows())
    return after


def _fill(conn: sqlite3.Connection, files: list[str]) -> None:
    """Put in the rows of every line, their summaries, and the full text."""
    into = Load()
    for file in files:
        with _opened(file) as lines:
            for number, line in enumerate(lines, start=1):
                raw = loads(line)
                noun = raw.get("noun")
                if noun is None:
                    statement(into, raw)
                else:
                    NOUNS[noun](into, raw)
                if number % AT_ONCE == 0:
                    _hand_over(conn, into)
    _hand_over(conn, into)
    conn.execute("CREATE TEMP TABLE pieces (statement INTEGER PRIMARY KEY, pieces TEXT)")
    conn.executemany("INSERT INTO pieces VALUES (?, ?)", into.pieces)
    conn.execute(
        "INSERT INTO statements_fts (rowid, content, quote, chain, pieces) "
        "SELECT statements.pk, content, quote, chain, coalesce(pieces.pieces, '') FROM statements "
        "JOIN summaries ON summaries.statement = statements.pk LEFT JOIN pieces ON pieces.statement = statements.pk "
        "ORDER BY statements.pk"
    )
    conn.execute("DROP TABLE pieces")


def _opened(file: str) -> IO[bytes]:
    if file == "-":
        return sys.stdin.buffer
    opener: Any = {".gz": gzip.open, ".zst": zstd.open}.get(Path(file).suffix, open)
    opened: IO[bytes] = opener(file, "rb")
    return opened


def _hand_over(conn: sqlite3.Connection, into: Load) -> None:
    for table, rows in into.rows.items():
        if rows:
            conn.executemany(_SUMMARY if table == "summaries" else insert(table), rows)
            rows.clear()


def _changeset(conn: sqlite3.Connection, told: Row) -> str:
    """Return the digest of the changeset, over the lines of all rows in the order of their ids."""
    at, by, why, file, route = told
    found = sha256(dumps(["factbase/changeset/1", None, at, by, why, file, route])[:-1] + b",[")
    for number, piece in enumerate(_lines(conn)):
        found.update(b"," * (number > 0) + piece)
    found.update(b"]]")
    return found.hexdigest()


def _lines(conn: sqlite3.Connection) -> Iterator[bytes]:
    for noun in sorted(NOUNS):
        rows = conn.execute(f"SELECT id, digest FROM {noun}s ORDER BY id")  # noqa: S608 - a noun of ours
        while some := rows.fetchmany(AT_ONCE):
            yield dumps([(noun, "add", ident, digest, "") for ident, digest in some])[1:-1]


def main() -> None:
    """Load what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("db")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--triggers", choices=("keep", "off"), default="off", help="while the rows go in")
    parser.add_argument(
        "--foreign-keys", choices=("each", "end", "off"), default="end", help="when they are checked"
    )
    told = parser.parse_args()
    load(told.db, told.files, triggers=told.triggers == "keep", foreign_keys=told.foreign_keys)


if __name__ == "__main__":
    main()
