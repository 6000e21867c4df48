"""Whether the index of the full text finds each word where it stands."""

from __future__ import annotations

import contextlib
import os
import tempfile
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlite_utils.utils import sqlite3

from factbase.store import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_CHECK = "INSERT INTO statements_fts (statements_fts) VALUES ('integrity-check')"
_SHADOWS = tuple(f"statements_fts_{part}" for part in ("config", "content", "data", "docsize", "idx"))
_CORRUPT, _PRIMARY = 11, 0xFF
"""SQLITE_CORRUPT, and the bits of an error that say of which kind it is: FTS5 has a CORRUPT of its own."""


def differences(db: Database) -> Iterator[str]:
    """Yield the first statement of whose words the index does not have the places that its full text gives.

    SQLite compares them word by word, place by place; only where they differ is the index compared with one that is
    made anew, to find the place.
    """
    if not _is_sound(db):
        yield from _altered(db)


def _is_sound(db: Database) -> bool:
    """Tell whether the index of the full text is that of the texts.

    FTS5 compares them (its ``integrity-check``) as part of a write, which writes nothing and is taken back. In a file
    that may not be written now, it compares a copy of both.
    """
    path = db.conn.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    if not path:
        return bool(_agrees(db.conn))
    uri = _uri(path, "rw")
    with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0)) as conn:
        conn.execute("BEGIN")  # closing takes it back
        sound = _agrees(conn)
    return _copy_is_sound(path) if sound is None else sound


def _agrees(conn: sqlite3.Connection) -> bool | None:
    """Return what FTS5 says of index and texts; None when this connection may not ask."""
    try:
        conn.execute(_CHECK)
    except sqlite3.DatabaseError as error:
        return False if error.sqlite_errorcode & _PRIMARY == _CORRUPT else None
    return True


def _uri(path: str, mode: str) -> str:
    return f"file:{quote(os.fsencode(path))}?mode={mode}"


def _copy_is_sound(path: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        copy = _uri(str(Path(folder, "words.db")), "rwc")
        with contextlib.closing(sqlite3.connect(copy, uri=True, isolation_level=None)) as conn:
            conn.execute("PRAGMA journal_mode = OFF")
            conn.execute("PRAGMA synchronous = OFF")
            conn.execute(schema.expected_objects()["statements_fts"])
            conn.execute("ATTACH ? AS held", (_uri(path, "ro"),))
            for table in _SHADOWS:
                conn.execute(f"DELETE FROM main.{table}")  # noqa: S608 - a name of ours
                conn.execute(f"INSERT INTO main.{table} SELECT * FROM held.{table}")  # noqa: S608 - a name of ours
        # Another connection, which never saw the empty index.
        with contextlib.closing(sqlite3.connect(copy, uri=True, isolation_level=None)) as conn:
            return bool(_agrees(conn))


def _altered(db: Database) -> Iterator[str]:
    """Compare the index of the full text with one that is made anew of the same texts, on disk where it is large."""
    with contextlib.closing(sqlite3.connect("", isolation_level=None)) as fresh:
        fresh.execute(schema.expected_objects()["statements_fts"])
        texts = db.conn.execute("SELECT rowid, * FROM statements_fts")
        fresh.execute("BEGIN")
        fresh.executemany(
            "INSERT INTO statements_fts (rowid, content, quote, chain, pieces) VALUES (?, ?, ?, ?, ?)", texts
        )
        for found, expected in zip_longest(_instances(db.conn), _instances(fresh)):
            if found != expected:
                pk = min(each for each in (found, expected) if each)[1]
                row = db.conn.execute("SELECT id FROM statements WHERE pk = ?", (pk,)).fetchone()
                yield f'statement "{row[0] if row else pk}": the index of its full text was altered'
                return


def _instances(conn: sqlite3.Connection) -> Iterator[tuple[str, int, str, int]]:
    """Yield every word of the full text's index: the word, its row, its column and its place there."""
    conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, statements_fts, instance)")
    words = conn.execute('SELECT term, doc, col, "offset" FROM temp.words')
    try:
        yield from words
    finally:
        words.close()
        conn.execute("DROP TABLE temp.words")
