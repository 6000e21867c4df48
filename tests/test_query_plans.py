"""How SQLite goes about what is asked: by an index wherever one thing is asked for, however large the base.

The plans are read from a base without statistics and from one that was measured: SQLite plans differently for the two.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from factbase.plugin.serving import NAME
from factbase.store import schema
from factbase.store.connection import connect
from factbase.store.schema import top_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

QUERIES: dict[str, Any] = json.loads(top_level("metadata.json").read_text(encoding="utf-8"))["databases"][
    NAME
]["queries"]

LARGE = {
    "statements": 1_000_000,
    "summaries": 1_000_000,
    "attributions": 1_500_000,
    "spans": 950_000,
    "roots": 1_000_000,
    "statement_topics": 1_900_000,
    "answers": 300_000,
    "stances": 300_000,
    "stance_roots": 300_000,
    "latest_stances": 170_000,
    "likelihoods": 200_000,
    "documents": 125_000,
    "unnamed_grounds": 60_000,
    "links": 47_000,
    "declines": 40_000,
    "dependencies": 31_000,
    "reprints": 10_000,
    "retired": 10_000,
}
"""The tables that grow with what is said, and about how many rows they have where a million statements are held."""

ASKED = {
    "same_words": ("fingerprint", "statement"),
    "repeated_words": ("fingerprint",),
    "provenance": ("statement", "source", "document", "publisher"),
    "statement_summary": ("id", "speaker", "document", "publisher"),
    "official_claims": ("id", "speaker"),
    "assessments": ("id", "speaker"),
    "positions": ("question", "statement", "speaker"),
    "corroboration": ("question",),
    "attestation": ("question", "speaker"),
    "disputes": ("question", "statement_a", "statement_b", "speaker_a", "speaker_b"),
    "revisions": ("question", "statement", "earlier_statement"),
    "drift": ("question", "statement", "source_statement"),
    "forecasts": ("question", "statement", "speaker"),
    "forecast_scores": ("question", "statement"),
    "track_record": ("speaker",),
    "certainty_shifts": ("statement", "outer_source", "inner_source"),
    "circular_reporting": ("statement",),
    "unanchored": ("statement",),
    "rests_on_unnamed": ("statement",),
    "timeline": ("statement", "document"),
    "statement_history": ("id",),
    "changes": ("changeset", "number"),
}
"""Each view that is asked for one thing, and the columns by which it is."""


@pytest.fixture(scope="module", params=["not measured", "measured"])
def empty(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Yield a base without rows: as SQLite plans for it unmeasured, and with the statistics of a million statements."""
    db = connect(":memory:")
    schema.create(db)
    if request.param == "measured":
        _measure(db)
    db.conn.create_function("escape_fts", 1, str)
    yield db
    db.conn.close()


def _measure(db: Database) -> None:
    """Write the statistics that ANALYZE would: a table's rows, and how many share a value of each index column."""
    db.conn.execute("ANALYZE")
    db.conn.execute("DELETE FROM sqlite_stat1")
    indexes = db.conn.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'").fetchall()
    for index, table in indexes:
        rows = LARGE.get(table, 5000)
        columns = len(db.conn.execute(f"PRAGMA index_info({index})").fetchall())
        unique = dict(db.conn.execute(f"SELECT name, \"unique\" FROM pragma_index_list('{table}')"))[index]
        shared = [max(2, min(150, rows // 2000) // 3**place) for place in range(columns)]
        shared[-1] = 1 if unique else shared[-1]
        stat = " ".join(map(str, [rows, *shared]))
        db.conn.execute("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (table, index, stat))
    db.conn.execute("ANALYZE sqlite_schema")


def scanned(db: Database, query: str, params: dict[str, str]) -> set[str]:
    """Return the large tables that a query reads from end to end."""
    plan = [row[3] for row in db.conn.execute(f"EXPLAIN QUERY PLAN {query}", params)]
    names = {*re.findall(r"(?:FROM|JOIN) (\w+)(?: AS (\w+))?", query + "\n".join(schema.commands()))}
    aliases: dict[str, set[str]] = {}
    for table, alias in names:
        aliases.setdefault(alias or table, set()).add(table)
    scans = {
        found[1]
        for line in plan
        if (found := re.match(r"(?:SCAN|SEARCH) (\w+)\b(?! USING .*[(]\w+[=<>])", line))
        and "VIRTUAL" not in line
    }
    scans -= {found[1] for line in plan if (found := re.match(r"(?:MATERIALIZE|CO-ROUTINE) (\w+)", line))}
    return {table for scan in scans for table in aliases.get(scan, {scan}) if table in LARGE}


@pytest.mark.parametrize(
    ("view", "column"), [(view, column) for view, names in ASKED.items() for column in names]
)
def test_one_thing_is_found_by_an_index(empty: Database, view: str, column: str) -> None:
    """No view reads a large table from end to end to tell of one statement, source, document or question."""
    assert scanned(empty, f"SELECT * FROM {view} WHERE {column} = :one", {"one": "x"}) == set()


@pytest.mark.parametrize("name", QUERIES)
def test_a_canned_query_finds_by_an_index(empty: Database, name: str) -> None:
    """Nor does a query of metadata.json, save for the first ids that it lists where nothing is asked for."""
    query = QUERIES[name]["sql"]
    assert scanned(empty, query, dict.fromkeys(QUERIES[name]["params"], "x")) <= LISTED.get(name, set())


LISTED = {"find-words": {"statements"}}
"""The queries that list the first of all ids where nothing is asked for: that arm of theirs reads a table so far."""


def test_every_promised_view_is_asked_here() -> None:
    """A view that is added is asked for one thing here, or is a step between others."""
    db = connect(":memory:")
    schema.create(db)
    views = {name for (name,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert set(ASKED) <= views
    assert views - set(ASKED) == STEPS
    db.conn.close()


STEPS = {
    *(
        "agreements",
        "answer_roots",
        "backing",
        "conflicts",
        "copies",
        "departures",
        "latest_standpoints",
        "repetitions",
    ),
    *("reports", "resolutions", "standpoints", "successions", "tellings", "unnamed_hops", "utterances"),
    *("expected_dependencies", "expected_latest_stances", "expected_mandates", "expected_principals"),
    *(
        "expected_reprints",
        "expected_stance_roots",
        "expected_stances",
        "expected_repeats",
        "expected_wordings",
    ),
}
"""Steps between the promised views; those that define a derived table are asked whole, after a load and by verify."""


def test_every_reference_is_found_by_an_index() -> None:
    """Else SQLite reads a whole table each time a row leaves that it may name; changesets and scales never leave."""
    database = connect(":memory:")
    schema.create(database)
    unfound = []
    for table in database.table_names():
        rows = database.conn.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        begun = {index.columns[0] for index in database[table].indexes} | {*database[table].pks}
        unfound += [
            f"{table}.{column}"
            for _, _, to, column, *_ in rows
            if column not in begun and to not in {"changesets", "scales"}
        ]
    assert unfound == []
