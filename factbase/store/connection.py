"""Opening a database file: the settings that every connection needs, and errors in plain words."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from factbase.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

DatabaseError = sqlite3.DatabaseError
"""What SQLite raises; `explained` turns into words what concerns the file."""

BUSY_SECONDS = 30.0
"""How long a recording waits for another one to finish."""

_TEMPORARY_KIB = 65_536

_EXPLANATIONS = (
    ("locked", "another recording is under way: wait for it to finish, then try again"),
    ("busy", "another recording is under way: wait for it to finish, then try again"),
    ("readonly", "the file or its folder is read-only"),
    ("unable to open", "the file cannot be opened or made: is the folder there, and writable?"),
    ("disk is full", "the disk is full; what was recorded before is untouched"),
    ("disk i/o", "the disk failed; what was recorded before is untouched if the file can be opened again"),
    ("not a database", "the file is not a SQLite database"),
    ("malformed", "the file is damaged"),
)


@contextlib.contextmanager
def explained(path: str | Path) -> Iterator[None]:
    """Turn a SQLite error about the file into a `StoreError` that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = str(error).lower()
        for sign, explanation in _EXPLANATIONS:
            if sign in message:
                text = f"{path}: {explanation} (SQLite: {error})"
                raise StoreError(text) from error
        raise


def connect(path: str | Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Open a database file (or ``:memory:``) with foreign keys and recursive triggers on.

    Transactions are begun and ended by name. A read-only connection never makes or changes the file, save that what
    an interrupted recording left half written is taken back.

    Raises:
        StoreError: when the file cannot be opened, or is not SQLite.
    """
    if str(path) == ":memory:":
        return _open("file::memory:", busy_seconds)
    uri = f"file:{quote(os.fsencode(Path(path).absolute()))}?mode="
    with explained(path):
        if not read_only:
            return _open(f"{uri}rwc", busy_seconds)
        try:
            return _open(f"{uri}ro", busy_seconds)
        except sqlite3.OperationalError as error:
            if "readonly" not in str(error):
                raise
            # A killed recording left its journal: only a connection that may write can take it back.
            _open(f"{uri}rw", busy_seconds).conn.close()
            return _open(f"{uri}ro", busy_seconds)


def temporary() -> Database:
    """Open a database of this connection alone, gone when it closes; what memory should not hold is on disk."""
    db = _open("", BUSY_SECONDS)
    db.conn.execute(f"PRAGMA cache_size = -{_TEMPORARY_KIB}")
    return db


def _open(uri: str, busy_seconds: float) -> Database:
    # Pages of a server are read by threads of a pool; the connection is used by one at a time.
    conn = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=busy_seconds, check_same_thread=False)
    try:
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        conn.close()
        raise
    return Database(conn, execute_plugins=False)


def around(connection: sqlite3.Connection) -> Database:
    """Return the database behind a connection that somebody else opened and will close; nothing is set on it."""
    return Database(connection, recursive_triggers=False, execute_plugins=False)


@contextlib.contextmanager
def reading(db: Database) -> Iterator[None]:
    """Hold one state of the file for several queries: what another process records meanwhile is not seen."""
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")


@contextlib.contextmanager
def transaction(db: Database, path: str | Path) -> Iterator[None]:
    """Hold the one write lock from the start; commit at the end, or take everything back.

    Raises:
        StoreError: when another recording holds the lock for longer than it is waited for, the file is read-only, or
            the disk is full.
    """
    with explained(path):
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            raise


def analyze(db: Database, table: str = "") -> None:
    """Let SQLite measure the indexes (of a table), by a sample of each: without that it may choose a very slow plan."""
    db.conn.execute("PRAGMA analysis_limit = 1000")
    db.conn.execute(f"ANALYZE {table}")
