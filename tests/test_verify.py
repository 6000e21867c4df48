"""Verifying reads a file page by page: what was altered is named wherever it stands, and memory does not grow."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from benchmarks import generating
from factbase import Factbase
from factbase.formats import jsonl
from factbase.model import Attribution, Document, Name, Source, Statement
from factbase.store.fetching import BATCH
from factbase.store.verifying import nouns
from tests.records import record

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 4
"""How many statements the small base has on a page, of ten."""

MEASURED = """
import resource, sys
from factbase import Factbase
from factbase.store import verifying

verifying._CACHE_KIB = 2000  # what SQLite may hold is not what grows
with Factbase(sys.argv[1], read_only=True) as base:
    assert base.verify().ok
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def found(path: Path) -> tuple[str, ...]:
    """Return the problems that verifying the file finds."""
    with Factbase(path, read_only=True) as base:
        return base.verify().problems


def saying(number: int) -> Statement:
    """Return the statement of that number."""
    hop = Attribution(source="paper", certainty="certain")
    return Statement(
        id=f"s{number:02}", document="page", content=f"It is {number}.", kind="assertion", attributions=(hop,)
    )


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of ten statements, whose pks are their numbers."""
    path = tmp_path_factory.mktemp("template") / "facts.db"
    with Factbase(path) as base:
        paper = Source(id="paper", kind="outlet", names=(Name(name="Paper"),))
        record(base, [paper, Document(id="page", publisher="paper"), *map(saying, range(1, 11))])
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of that file for a test to attack; statements are read four at a time."""
    monkeypatch.setattr(nouns, "BATCH", PAGE)
    return shutil.copy(template, tmp_path / "facts.db")


def alter(path: Path, *commands: str) -> None:
    """Run commands as nobody should, with every trigger out of the way for as long."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for command in commands:
            connection.execute(command)
        for _, sql in triggers:
            connection.execute(sql)


@pytest.mark.parametrize("number", [1, PAGE, PAGE + 1, 10])
@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (
            "UPDATE statements SET content = 'x' WHERE pk = {}",
            "was altered; its digest is not the recorded one",
        ),
        ("UPDATE attributions SET said_latest = '2020' WHERE statement = {}", "attributions was altered"),
        ("INSERT INTO likelihoods VALUES (1, {}, 9, 'factbank', 'probable')", "likelihoods was altered"),
        ("UPDATE summaries SET chain = 'x' WHERE statement = {}", "its summary was altered"),
        ("UPDATE statements_fts SET content = 'x' WHERE rowid = {}", "its full text was altered"),
        ("DELETE FROM roots WHERE statement = {}", "its roots were altered"),
    ],
)
def test_what_was_altered_is_named_at_every_edge_of_a_page(
    path: Path, number: int, command: str, problem: str
) -> None:
    """The first and last row of a page, of the next one and of all: the problem names that statement and no other."""
    assert found(path) == ()
    alter(path, command.format(number))
    problems = [each for each in found(path) if "changeset" not in each]
    assert problems == [f'statement "s{number:02}": {problem}']


def test_two_altered_rows_on_different_pages_are_both_named_the_first_first(path: Path) -> None:
    """A page that is not whole does not end the reading."""
    alter(path, "UPDATE statements SET content = 'x' WHERE pk IN (3, 10)")
    problems = [each for each in found(path) if each.startswith("statement")]
    assert [each.split('"')[1] for each in problems] == ["s03", "s10"]


def test_pages_with_gaps_are_read_as_well(path: Path) -> None:
    """Where statements were withdrawn, pks no longer follow one another; the rest is as it was, or found."""
    with Factbase(path) as base, base.recording(by="desk", note="gone") as changes:
        for number in (1, 3, 8, 10):
            changes.retire(f"s{number:02}", "not so")
    assert found(path) == ()
    alter(path, "UPDATE attributions SET certainty = 'possible' WHERE statement = 9")
    assert found(path)[0] == 'statement "s09": was altered; its digest is not the recorded one'


def test_a_row_that_cannot_be_read_does_not_hide_the_rest_of_its_page(path: Path) -> None:
    """A statement without speaker is no statement; its neighbours are compared all the same."""
    alter(
        path,
        "DELETE FROM attributions WHERE statement = 6",
        "UPDATE summaries SET hops = 9 WHERE statement = 7",
    )
    problems = found(path)
    assert problems[0].startswith('statement "s06": was altered; it can no longer be read')
    assert 'statement "s07": its summary was altered' in problems


def test_verifying_leaves_every_byte_as_it_was(path: Path) -> None:
    """No journal stays, and the connection is as before, also that of somebody who may write."""
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with Factbase(path) as base:
        assert base.verify().ok
        conn = base._database().conn
        assert conn.execute("PRAGMA cache_size").fetchone() == (-2000,)
        assert not conn.in_transaction
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [each.name for each in path.parent.iterdir()] == ["facts.db"]


def test_the_index_of_words_is_compared_while_another_holds_the_file(path: Path) -> None:
    """Where nobody may write, as in a file that is being recorded into, a copy of the index is compared."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert found(path) == ()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(
            "UPDATE statements_fts_docsize SET sz = (SELECT sz FROM statements_fts_docsize WHERE id = 1)"
        )
        row = other.execute("SELECT c0, c1, c2, c3 FROM statements_fts_content WHERE id = 7").fetchone()
        other.execute("DELETE FROM statements_fts WHERE rowid = 7")
        other.execute("INSERT INTO statements_fts_content VALUES (7, ?, ?, ?, ?)", row)
        other.execute(
            "INSERT INTO statements_fts_docsize SELECT 7, sz FROM statements_fts_docsize WHERE id = 1"
        )
        other.execute("BEGIN IMMEDIATE")
        assert found(path) == ('statement "s07": the index of its full text was altered',)


# Many


def loaded(folder: Path, statements: int) -> Path:
    """Return a file with so many statements, recorded in bulk."""
    lines, path = folder / f"{statements}.jsonl", folder / f"{statements}.db"
    with lines.open("w", encoding="utf-8") as out:
        out.writelines(f"{json.dumps(each, ensure_ascii=False)}\n" for each in generating.records(statements))
    with Factbase(path) as base:
        jsonl.load(base, [lines], by="desk", why="bulk")
    lines.unlink()
    return path


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of 2,000 statements: four pages."""
    return loaded(tmp_path_factory.mktemp("few"), 4 * BATCH)


def test_a_row_altered_on_the_last_page_of_many_is_named(few: Path) -> None:
    """Of 2,000 statements the last one is looked at as the first is."""
    last = 4 * BATCH
    with closing(sqlite3.connect(few, isolation_level=None)) as connection:
        (ident,) = connection.execute("SELECT id FROM statements WHERE pk = ?", (last,)).fetchone()
        (chain,) = connection.execute("SELECT chain FROM summaries WHERE statement = ?", (last,)).fetchone()
        connection.execute("UPDATE summaries SET chain = 'x' WHERE statement = ?", (last,))
        assert found(few) == (f'statement "{ident}": its summary was altered',)
        connection.execute("UPDATE summaries SET chain = ? WHERE statement = ?", (chain, last))
    assert found(few) == ()


def test_verifying_ten_times_as_many_statements_takes_hardly_more_memory(few: Path, tmp_path: Path) -> None:
    """The peak of a process that verifies 20,000 statements is at most 1.25 times that for 2,000."""
    many = loaded(tmp_path, 40 * BATCH)
    small, large = (
        int(subprocess.run([sys.executable, "-c", MEASURED, each], check=True, capture_output=True).stdout)
        for each in (few, many)
    )
    assert large < 1.25 * small, (small, large)


def test_records_come_in_the_order_of_ids_a_page_at_a_time(few: Path) -> None:
    """By id or by first recording: the same records, and those of a past base too."""
    with Factbase(few, read_only=True) as base:
        recorded = [each.id for each in base.records("statement")]
        assert len(recorded) == 4 * BATCH
        assert recorded != sorted(recorded, key=str)
        for reader in (base, base.as_of(1)):
            assert [each.id for each in reader.records("statement", by_id=True)] == sorted(recorded, key=str)
        assert [each.id for each in base.statements()] == recorded


def test_what_was_withdrawn_since_stands_in_its_place_by_id(path: Path) -> None:
    """A past base gives what stands still and what is gone in one order."""
    with Factbase(path) as base:
        with base.recording(by="desk", note="gone") as changes:
            changes.retire("s05", "not so")
            changes.retire("s10", "not so")
        before = [each.id for each in base.as_of(1).records("statement", by_id=True)]
        after = [each.id for each in base.records("statement", by_id=True)]
    assert before == [f"s{number:02}" for number in range(1, 11)]
    assert after == ["s01", "s02", "s03", "s04", "s06", "s07", "s08", "s09"]
