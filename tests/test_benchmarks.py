"""The benchmarks are fair: the data is what it says, and the loader written by hand writes what factbase writes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from benchmarks import asking, bare, generating
from benchmarks.child import peer
from benchmarks.news.wording import HEDGES
from benchmarks.questions import QUESTIONS, choose, fingerprint, words
from benchmarks.results import report
from benchmarks.running import Measured, Run
from factbase import Factbase, chains
from factbase.cli import main
from factbase.scales import likelihoods
from factbase.vocabulary import Kind

if TYPE_CHECKING:
    from pathlib import Path
from typing import Any

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


NAMED = "topics sources documents questions statements".split()
"""The tables whose rows others name by their pk."""


def tables(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table, with ids in place of the pks that depend on the order of recording."""
    with closing(sqlite3.connect(db)) as conn:
        made = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        ids = {table: dict(conn.execute(f"SELECT pk, id FROM {table}").fetchall()) for table in NAMED}
        found = {name: rows(conn, name, ids) for (name,) in made if "_fts" not in name}
        words = (
            "SELECT id, texts.content, quote, chain, pieces FROM statements_fts AS texts "
            "JOIN statements ON statements.pk = texts.rowid"
        )
        return {**found, "statements_fts": sorted(conn.execute(words).fetchall(), key=repr)}


def rows(conn: sqlite3.Connection, table: str, ids: dict[str, dict[int, str]]) -> list[tuple[object, ...]]:
    """Return the sorted rows of a table without their own pk, pks of others replaced by ids."""
    keys = conn.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,)).fetchall()
    targets = dict(keys)
    infos = conn.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    columns = [name for (name,) in infos if name != "pk"]
    listed = ", ".join(f'"{name}"' for name in columns)
    named = [ids.get(targets.get(column, ""), {}) for column in columns]
    found = conn.execute(f"SELECT {listed} FROM {table}").fetchall()
    return sorted((tuple(n.get(c, c) for c, n in zip(row, named, strict=True)) for row in found), key=repr)


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


def test_a_seed_gives_the_same_lines_and_another_seed_others(lines: Path) -> None:
    """The file depends on its size and seed alone."""
    again = "".join(map(generating.line, generating.records(STATEMENTS)))
    assert again == lines.read_text(encoding="utf-8")
    assert again != "".join(map(generating.line, generating.records(STATEMENTS, seed=2)))


def test_lines_are_what_the_export_writes(lines: Path, loaded: Path) -> None:
    """Loaded and exported again they are the same lines: nothing was left to be worked out or dropped."""
    out = lines.with_name("again.jsonl")
    main(["export", str(loaded), "--jsonl", str(out)], standalone_mode=False)
    assert sorted(out.read_bytes().splitlines()) == sorted(lines.read_bytes().splitlines())


def test_the_news_has_what_bulk_news_has(loaded: Path) -> None:
    """All kinds, chains of one to four written hops, every type of link and of answer, Hangul, clusters of copies."""
    with closing(sqlite3.connect(loaded)) as conn:

        def values(query: str) -> set[object]:
            return {value for (value,) in conn.execute(query)}

        assert values("SELECT count(*) FROM statements") == {STATEMENTS}
        assert values("SELECT kind FROM statements") == {str(kind) for kind in Kind}
        assert values("SELECT max(step) FROM attributions GROUP BY statement") == {1, 2, 3, 4}
        wanted = {"derived-from", "copies", "corrects", "retracts", "responds-to"}
        assert values("SELECT type FROM links") == wanted
        assert values("SELECT answer_type FROM questions") == {"yes-no", "date", "number", "choice"}
        assert values("SELECT kind FROM sources") == {"person", "organization", "outlet", "group"}
        assert values("SELECT count(*) > 0 FROM declines") == {1}
        assert values("SELECT count(*) > 50 FROM statements_fts WHERE pieces <> ''") == {1}
        sizes = "SELECT count(*) FROM summaries WHERE fingerprint IS NOT NULL GROUP BY fingerprint"
        assert max(int(str(size)) for size in values(sizes)) > 10
        answered = "SELECT count(DISTINCT statement) FROM answers"
        assert 0.25 < int(str(values(answered).pop())) / STATEMENTS < 0.35


def test_hedges_are_terms_of_the_schemes_that_factbase_finds() -> None:
    """The table of hedges in the made-up news is what `factbase.scales` says of each."""
    for hedge, (_, schemes) in HEDGES.items():
        assert tuple((each.scheme, each.term) for each in likelihoods(hedge)) == tuple(
            (s, hedge) for s in schemes
        )


def test_changes_are_recorded_on_top(lines: Path, loaded: Path) -> None:
    """The second file adds as many statements as asked for and changes a tenth as many, and nothing is amiss."""
    db, changes = lines.with_name("changed.db"), lines.with_name("changes.jsonl")
    shutil.copy(loaded, db)
    write(changes, generating.changes(STATEMENTS, 100))
    main(["load", str(db), str(changes), "--by", "desk"], standalone_mode=False)
    with Factbase(db, read_only=True) as base:
        found = base.verify()
        assert (found.problems, found.retired) == ((), 10)
    with closing(sqlite3.connect(db)) as conn:
        assert conn.execute("SELECT count(*) FROM statements").fetchone() == (STATEMENTS + 100,)


@pytest.mark.parametrize("name", ["plain.jsonl", "packed.jsonl.gz", "packed.jsonl.zst"])
def test_files_are_packed_as_they_are_named(name: str, tmp_path: Path) -> None:
    """What is written can be read back by the loader by hand, packed or not."""
    path = tmp_path / name
    with generating.opened(str(path)) as out:
        out.writelines(map(generating.line, generating.records(10)))
    digest = bare.load(str(tmp_path / "bare.db"), [str(path)], at="2026-11-23T00:00:00.000000Z")
    assert len(digest) == 64


@pytest.mark.parametrize("told", [{"triggers": True}, {"foreign_keys": "each"}, {"foreign_keys": "off"}])
def test_what_the_database_checks_changes_nothing_but_the_time(told: dict[str, Any], tmp_path: Path) -> None:
    """With triggers kept, or foreign keys checked for each row or never, the same rows are written."""
    lines = write(tmp_path / "news.jsonl", generating.records(50))
    at = "2026-11-23T00:00:00.000000Z"
    bare.load(str(tmp_path / "told.db"), [str(lines)], at=at, **told)
    bare.load(str(tmp_path / "usual.db"), [str(lines)], at=at)
    assert tables(tmp_path / "told.db") == tables(tmp_path / "usual.db")


@pytest.mark.parametrize("module", ["sqlite", "by_sqlite_utils", "duck", "oxigraph"])
def test_peers_give_the_answers_that_factbase_gives(
    module: str, lines: Path, loaded: Path, tmp_path: Path
) -> None:
    """Every tool answers each of the six questions, about each thing, with the same rows."""
    pytest.importorskip({"duck": "duckdb", "oxigraph": "pyoxigraph"}.get(module, "sqlite3"))
    tool, ours, db = peer(module), peer("ours"), str(tmp_path / "peer.db")
    tool.load(str(lines), db)
    with lines.open("rb") as read:
        arguments = choose(read)
    theirs, mine = tool.opened(db), ours.opened(str(loaded))
    for asked in QUESTIONS:
        things = arguments[asked.name]
        assert len(things) >= 4
        found = [fingerprint(tool.ASK[asked.name](theirs, each)) for each in things]
        assert found == [fingerprint(ours.ASK[asked.name](mine, each)) for each in things], asked.name
        assert len(set(found)) > 1, "answers are not all the same nothing"
    for conn in (theirs, mine):
        if hasattr(conn, "close"):
            conn.close()


def test_the_key_of_copies_is_that_of_factbase() -> None:
    """Quotes meet under one key exactly where they have one fingerprint."""
    quotes = ["A, b: “c’s”", "a b cs", "A B C S", "third-stage", "third stage", "위성을", "...", "Ｆull"]
    assert [[words(a) == words(b) for a in quotes] for b in quotes] == [
        [chains.fingerprint(a) == chains.fingerprint(b) for a in quotes] for b in quotes
    ]


def test_the_report_tells_spread_ratios_and_disagreement() -> None:
    """Ratios go round by round; answers that differ, who was asked less and what nobody can are told."""
    asked = {each.name: {"hashes": ["a1", "a2"], "times": [1.0, 2.0, 3.0]} for each in QUESTIONS}
    ours = Measured("factbase", "1", [Run(3.0, 4.0, 10**7), Run(2.0, 2.0, 2 * 10**7)], 5000, asked)
    hand = Measured("by hand", "2", [Run(2.0, 2.0, 10**7), Run(2.0, 2.0, 10**7)], 4000)
    slow = {"hashes": ["a1"], "times": [20_000.0]}
    other = {**asked, "chain": {**asked["chain"], "hashes": ["a1", "b2"]}, "search": slow}
    plain = Measured("sqlite3", "3", [Run(1.0, 1.0, 10**6)], 100, other)
    told = report(
        10, 2000, [ours, hand, plain], {"verify": Run(0.5, 0.6, 10**6)}, {"sqlite3": ("no history",)}
    )
    assert "| factbase | 2.50 (2.00-3.00) | 3.00 (2.00-4.00) | 1.25 (1.00-1.50) | 4 | 20 | 2 |" in told
    assert "| verify | 0.50 | 0.60 | 1 |" in told
    assert "| chain | 2.00 / 2.90 | 2.00 / 2.90 | **THEY DIFFER** |" in told
    assert f"| origins | 2.00 / 2.90 | 2.00 / 2.90 | {fingerprint([['a1'], ['a2']])} from all 2 |" in told
    assert "20,000.00 / 20,000.00" in told
    assert "from all 2; sqlite3 of 1 of 2 things |" in told
    assert "| factbase | 0 | 500 |" in told
    assert "sqlite3:\n\n- no history\n" in told


def test_every_question_is_timed(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table has a line for each canned query, and for what Python and counts ask, each with three times."""
    asking.main([str(loaded), "--times", "2"])
    lines = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    named = {line[0] for line in lines}
    queries = json.loads(asking.METADATA.read_text(encoding="utf-8"))["databases"]["facts"]["queries"]
    assert {*queries, "positions", "as_of: positions", "compare", "search", "count: statements"} <= named
    assert all(float(p50) <= float(p95) <= float(worst) for *_, p50, p95, worst in lines)
