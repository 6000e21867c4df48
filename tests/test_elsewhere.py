"""The documented queries give the same answers in DuckDB, over the Parquet files, as in SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
import sqlglot

from benchmarks import generating
from factbase import Factbase
from factbase.formats import jsonl, parquet
from tests import elsewhere
from tests.elsewhere import EXCEPTIONS, in_sqlite, rows, translated, used

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATEMENTS = 10_000


def opened(lake: Path, queries: list[str]) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB with the tables of an export under their own columns, and the views that the queries use."""
    connection = duckdb.connect()
    for name, columns in elsewhere.tables().items():
        file = f"'{lake / name}.parquet'"
        types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {file}").fetchall()}
        # SQLite counts with truths, so the views do.
        cells = [f'"{c}"::INTEGER AS "{c}"' if types[c] == "BOOLEAN" else f'"{c}"' for c in columns]
        connection.execute(f"CREATE VIEW {name} AS SELECT {', '.join(cells)} FROM {file}")
    defined = elsewhere.views()
    for name in used(queries):
        connection.execute(f"CREATE VIEW {name} AS {translated(defined[name], 'duckdb')}")
    return connection


def agree(base: Factbase, lake: Path, *, made_up: bool) -> dict[str, int]:
    """Compare every documented query in both; return how many rows each gave."""
    asked = elsewhere.documented(base, made_up=made_up)
    asked = {name: sql for name, sql in asked.items() if name not in EXCEPTIONS["duckdb"]}
    connection = opened(lake, list(asked.values()))
    counts = {}
    for name, sql in asked.items():
        expected = in_sqlite(base, sql)
        found = rows(connection.execute(translated(sql, "duckdb")).fetchall())
        assert found == expected, f"{name}: {len(found)} rows in DuckDB, {len(expected)} in SQLite"
        counts[name] = len(found)
    connection.close()
    return counts


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Iterator[tuple[Factbase, Path]]:
    """The curated facts, as they are published, and their export."""
    folder = tmp_path_factory.mktemp("curated")
    with Factbase.build(folder / "facts.db", facts_folder, by="tests") as base:
        base.publish(folder / "public.db")
        parquet.write(base, folder / "lake", head=None)
    with Factbase(folder / "public.db", read_only=True) as base:
        yield base, folder / "lake"


def test_the_documented_examples_agree_on_the_facts(curated: tuple[Factbase, Path]) -> None:
    """Canned queries with the parameters of their examples, the SQL of the README, and all of each public view."""
    counts = agree(*curated, made_up=False)
    # What these facts do not have: the same words twice, a loop, a certainty that grew.
    none = {"same-words", "repeated_words", "same_words", "circular_reporting", "certainty_shifts"}
    assert {name for name, count in counts.items() if count == 0} <= none


def test_every_answer_agrees_on_ten_thousand_statements(tmp_path: Path) -> None:
    """On made-up news with chains, copies, links, loops, revisions and disputes; no text in it is withheld."""
    lines = tmp_path / "news.jsonl"
    with lines.open("w", encoding="utf-8") as out:
        for each in generating.records(STATEMENTS):
            free = {**each, "rights": "full"} if each.get("noun") == "document" else each
            out.write(generating.line(free))
    with Factbase(tmp_path / "news.db") as base:
        jsonl.load(base, [str(lines)], by="tests", why="made up")
        elsewhere.grow(base)
        parquet.write(base, tmp_path / "lake", head=None)
        counts = agree(base, tmp_path / "lake", made_up=True)
    assert counts["statement_summary"] == STATEMENTS + 3
    assert counts["certainty_shifts"] == 2
    assert {name for name, count in counts.items() if count == 0} <= {"unnamed-sources"}


def test_every_view_can_be_translated() -> None:
    """Each view of schema.sql is SQL that sqlglot reads, and writes for DuckDB, Spark, ClickHouse and Postgres."""
    for name, sql in elsewhere.views().items():
        for dialect in ("duckdb", "spark", "clickhouse", "postgres"):
            assert sqlglot.parse(translated(sql, dialect), read=dialect), name


def test_what_does_not_go_is_told_in_the_readme(repository: Path) -> None:
    """The list of exceptions names documented queries and views alone, and the README tells each with its reason."""
    text = " ".join((repository / "README.md").read_text(encoding="utf-8").split())
    names = {*elsewhere.PUBLIC, *elsewhere.QUERIES}
    for engine, found in EXCEPTIONS.items():
        assert found.keys() <= names, engine
        for name, reason in found.items():
            assert f"`{name}`" in text, f"{name} ({engine}) is not in the README"
            assert reason in text, f"why {name} does not go to {engine} is not in the README"
