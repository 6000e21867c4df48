"""The benchmarks are fair: the data is what it says, and the loader written by hand writes what factbase writes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import bare, generating
from factbase import Factbase
from factbase.cli import main

STATEMENTS = 2000


def write(path: Path, records: object) -> Path:
    """Write the lines of made-up records into a file."""
    path.write_text("".join(map(generating.line, records)), encoding="utf-8")  # type: ignore[call-overload]
    return path


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 2,000 statements."""
    return write(tmp_path_factory.mktemp("bulk") / "news.jsonl", generating.records(STATEMENTS))


@pytest.fixture(scope="module")
def loaded(lines: Path) -> Path:
    """The database that `factbase load` makes of it."""
    db = lines.with_name("loaded.db")
    main(["load", str(db), str(lines), "--by", "desk", "--why", "bulk"], standalone_mode=False)
    return db


@pytest.fixture(scope="module")
def by_hand(lines: Path, loaded: Path) -> Path:
    """The database that the loader written by hand makes of it, at the same moment by its own account."""
    db = lines.with_name("bare.db")
    with closing(sqlite3.connect(loaded)) as conn:
        (at,) = conn.execute("SELECT recorded_at FROM changesets").fetchone()
    bare.load(str(db), [str(lines)], by="desk", why="bulk", at=at)
    return db


# Tables whose pk other rows name, with what tells a row apart from its pk.
NAMED = "topics sources documents questions statements".split()


def tables(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table, with ids in place of the pks that depend on the order of recording."""
    with closing(sqlite3.connect(db)) as conn:
        names = [n for (n,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if "_fts" not in n]
        ids = {table: dict(conn.execute(f"SELECT pk, id FROM {table}").fetchall()) for table in NAMED}
        found = {}
        for table in names:
            keys = {c: t for t, c in conn.execute("SELECT \"table\", \"from\" FROM pragma_foreign_key_list(?)", (table,))}
            columns = [c for (c,) in conn.execute("SELECT name FROM pragma_table_info(?)", (table,)) if c != "pk"]
            rows = conn.execute(f"SELECT {', '.join(map(repr_name, columns))} FROM {table}").fetchall()
            named = [ids.get(keys.get(column, ""), None) for column in columns]
            found[table] = sorted(
                (tuple(known[cell] if known and cell else cell for cell, known in zip(row, named, strict=True)) for row in rows),
                key=repr,
            )
        texts = "SELECT id, content, quote, chain, pieces FROM statements_fts JOIN statements ON pk = statements_fts.rowid"
        found["statements_fts"] = sorted(conn.execute(texts.replace("content", "statements_fts.content")).fetchall())
    return found


def repr_name(column: str) -> str:
    """Return a column's name as SQL quotes it."""
    return f'"{column}"'


def test_by_hand_writes_what_load_writes(loaded: Path, by_hand: Path) -> None:
    """Every table has the same rows, digests and derived values among them; so has the full text."""
    ours, theirs = tables(loaded), tables(by_hand)
    assert ours.keys() == theirs.keys()
    for table, rows in ours.items():
        if not table.startswith("sqlite_stat"):
            assert rows == theirs[table], table


def test_by_hand_has_the_same_schema_and_is_intact(loaded: Path, by_hand: Path) -> None:
    """Indexes, views and triggers are those of the schema, and `verify` finds every digest as it should be."""
    made = []
    for db in (loaded, by_hand):
        with closing(sqlite3.connect(db)) as conn:
            made.append(dict(conn.execute("SELECT name, sql FROM sqlite_master").fetchall()))
    assert made[0] == made[1]
    with Factbase(by_hand, read_only=True) as base, Factbase(loaded, read_only=True) as other:
        found = base.verify()
        assert found.problems == ()
        assert found.head == other.verify().head
