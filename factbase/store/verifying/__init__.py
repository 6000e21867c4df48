"""Verifying: every digest and every derived value worked out again and compared with what the file holds."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from sqlite_utils.utils import sqlite3

from factbase.findings import Verification
from factbase.store import relating, repeating, schema
from factbase.store.connection import reading
from factbase.store.verifying import following, past, words
from factbase.store.verifying.nouns import Nouns
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

_CACHE_KIB = 65_536
"""How much of the file is held while it is verified: its indexes are met in another order than its rows."""


def verify(db: Database) -> Verification:
    """Return what is not as it was recorded; the first problem names the first row that was altered.

    Rows are read a page at a time, in the order of their tables: memory does not grow with the file.
    """
    nouns, retired = Nouns(db), past.Retired(db)
    with reading(db), _cached(db):
        problems = list(_problems(db, nouns, retired))
        newest = db.conn.execute("SELECT pk, digest FROM changesets ORDER BY pk DESC LIMIT 1").fetchone()
    return Verification(
        head=newest[1] if newest else None,
        changesets=newest[0] if newest else 0,
        records=nouns.records,
        retired=retired.count,
        withheld=nouns.withheld + retired.withheld,
        problems=tuple(problems),
    )


def _problems(db: Database, nouns: Nouns, retired: past.Retired) -> Iterator[str]:
    parts: tuple[Callable[[], Iterator[str]], ...] = (
        partial(_schema, db),
        *(partial(nouns.problems, noun) for noun in Noun),
        retired.problems,
        partial(past.pks, db),
        partial(past.changes, db),
        partial(following.strays, db),
        partial(words.differences, db),
        partial(relating.differences, db),
        partial(repeating.differences, db),
        partial(_file, db),
    )
    for part in parts:
        try:
            yield from part()
        except sqlite3.DatabaseError as error:
            yield f"file: is damaged ({error})"


@contextlib.contextmanager
def _cached(db: Database) -> Iterator[None]:
    """Let SQLite hold more of the file for a while."""
    before = db.conn.execute("PRAGMA cache_size").fetchone()[0]
    db.conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        yield
    finally:
        db.conn.execute(f"PRAGMA cache_size = {before}")


def _schema(db: Database) -> Iterator[str]:
    found, expected = schema.objects(db), schema.expected_objects()
    for name in sorted(found.keys() | expected.keys()):
        if name not in found:
            yield f"schema: {name} is missing"
        elif name not in expected:
            yield f"schema: {name} does not belong here"
        elif found[name] != expected[name]:
            yield f"schema: {name} was altered"
    for table, made in (("vocabulary", schema.vocabulary_rows()), ("scales", schema.scale_rows())):
        if set(db.conn.execute(f"SELECT * FROM {table}")) != set(made):  # noqa: S608 - a name of ours
            yield f"{table}: was altered"


def _file(db: Database) -> Iterator[str]:
    for (message,) in db.conn.execute("PRAGMA integrity_check(10)"):
        if message != "ok":
            yield f"file: {message}"
    for table, rowid, target, _ in db.conn.execute("PRAGMA foreign_key_check"):
        yield f"{table} {rowid}: names a row of {target} that does not exist"
