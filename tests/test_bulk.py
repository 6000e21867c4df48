"""Loading in bulk: the same base as by any other way, in any order of the lines, and nothing of it after an error."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import generating
from factbase import Factbase, Statement
from factbase.errors import FactsError, StoreError
from factbase.formats import inputs, jsonl
from factbase.identity import digest
from factbase.model import NOUNS
from factbase.store.bulk import acquaintance, loading
from factbase.store.schema import expected_objects, objects
from factbase.vocabulary import Noun
from tests.records import changed, everything, record, state
from tests.strategies import worlds
from tests.worlds import build, question, said

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from factbase.model import Record
    from tests.strategies import World

EXAMPLES = settings().max_examples // 2


def lines(records: Sequence[Record]) -> list[bytes]:
    """Return the lines of records, in their order."""
    return [jsonl.line(NOUNS[type(each)], each) for each in records]


def file(path: Path, *texts: bytes) -> Path:
    """Write lines into a file and return it."""
    path.write_bytes(b"".join(texts))
    return path


@pytest.fixture(params=[True, False], ids=["large", "few"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Take a few lines for very many, or for what they are."""
    if request.param:
        monkeypatch.setattr(jsonl, "FEW", 1)
    return bool(request.param)


def load(base: Factbase, path: Path) -> tuple[int, int]:
    """Load a file; return how many records were added and changed."""
    recorded = jsonl.load(base, [path], by="desk", why="bulk")
    return recorded.added, recorded.changed


def digests(base: Factbase) -> dict[tuple[Noun, str | None], str]:
    """Return the digest of every record that stands."""
    return {key: digest(each) for key, each in state(base).items()}


def assert_whole(base: Factbase) -> None:
    """Everything verifies, the schema is that of schema.sql, and the connection is as all are."""
    assert base.verify().problems == ()
    database = base._database()
    assert objects(database) == expected_objects()
    assert database.conn.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert database.conn.execute("PRAGMA cache_size").fetchone() == (-2000,)


@pytest.mark.usefixtures("large")
def test_a_load_is_the_same_base_as_a_recording(tmp_path: Path) -> None:
    """Every record stands with the digest it gets by hand, and everything that follows from it is there."""
    path = file(tmp_path / "all.jsonl", *lines(everything()))
    with Factbase(":memory:") as by_hand, Factbase(tmp_path / "bulk.db") as base:
        record(by_hand, everything())
        assert load(base, path) == (len(state(by_hand)), 0)
        assert digests(base) == digests(by_hand)
        assert_whole(base)
        for view in ("positions", "corroboration", "attestation", "disputes", "provenance"):
            rows = [
                sorted(each._database().conn.execute(f"SELECT * FROM {view}"), key=repr)
                for each in (base, by_hand)
            ]
            assert rows[0] == rows[1]


@settings(max_examples=EXAMPLES)
@given(worlds(), st.randoms(use_true_random=False), st.booleans())
def test_lines_may_come_in_any_order(world: World, at_random: random.Random, large: bool) -> None:  # noqa: FBT001
    """What names something that comes later waits for it: however the lines are shuffled, the same records stand."""
    shuffled = list(world)
    at_random.shuffle(shuffled)
    with Factbase(":memory:") as by_hand, Factbase(":memory:") as base:
        record(by_hand, world)
        with base.loading(by="desk", note="bulk", large=large) as bulk:
            for number, each in enumerate(shuffled, start=1):
                bulk.add(each, inputs.Location(path="x.jsonl", line=number))
        assert digests(base) == digests(by_hand)
        assert_whole(base)


@pytest.mark.usefixtures("large")
def test_loading_again_writes_nothing(tmp_path: Path) -> None:
    """No changeset, no byte of the file: not even the statistics of the indexes are touched."""
    path = file(tmp_path / "all.jsonl", *lines(everything()))
    with Factbase(tmp_path / "bulk.db") as base:
        load(base, path)
    before = (tmp_path / "bulk.db").read_bytes()
    with Factbase(tmp_path / "bulk.db") as base:
        assert jsonl.load(base, [path], by="desk", why="again").changeset is None
        assert_whole(base)
    assert (tmp_path / "bulk.db").read_bytes() == before


@pytest.mark.usefixtures("large")
def test_what_changed_is_a_new_version_and_the_old_one_is_kept(tmp_path: Path) -> None:
    """Other words of ids that stand: the versions before go into history, whole; what is derived follows."""
    news = [changed(each) for each in everything() if not isinstance(each, Statement)]
    news += [
        evolve(each, content=each.content + " indeed") for each in everything() if isinstance(each, Statement)
    ]
    with Factbase(":memory:") as by_hand, Factbase(tmp_path / "bulk.db") as base:
        for each in (everything(), news):
            record(by_hand, each)
        load(base, file(tmp_path / "one.jsonl", *lines(everything())))
        added, altered = load(base, file(tmp_path / "two.jsonl", *lines(news)))
        assert digests(base) == digests(by_hand)
        assert (added, altered) == (0, base.verify().retired)
        assert base.verify().retired == by_hand.verify().retired > 10
        assert_whole(base)


def test_very_many_new_statements_beside_old_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes come off in the middle of a load into a base that holds statements, and are back at its end."""
    monkeypatch.setattr(jsonl, "FEW", 1)
    monkeypatch.setattr("factbase.store.bulk.loading._MANY", 2)
    monkeypatch.setattr("factbase.store.bulk.loading.BATCH", 3)
    told = [each for each in everything() if isinstance(each, Statement)]
    more = [evolve(told[0], id=f"more-{number}", content=f"c {number}") for number in range(30)]
    more.append(evolve(told[0], content="another"))
    with Factbase(tmp_path / "bulk.db") as base:
        load(base, file(tmp_path / "one.jsonl", *lines(everything())))
        assert load(base, file(tmp_path / "two.jsonl", *lines(more))) == (30, 1)
        assert_whole(base)
        assert base.statement("more-29").content == "c 29"


@pytest.mark.usefixtures("large")
def test_a_line_that_comes_twice_is_one_record(tmp_path: Path) -> None:
    """The whole file twice over: each record is added once."""
    twice = lines(everything()) * 2
    with Factbase(tmp_path / "bulk.db") as base:
        added, _ = load(base, file(tmp_path / "twice.jsonl", *twice))
        assert added == len(state(base)) == len({*twice})
        assert_whole(base)


@pytest.mark.usefixtures("large")
def test_two_records_of_one_id_are_told_at_the_second(tmp_path: Path) -> None:
    """Of each noun, with file and line; nothing is written."""
    other = [changed(each) for each in everything() if each.id]
    first = lines(everything())
    path = file(tmp_path / "both.jsonl", *first, *lines(other))
    with Factbase(tmp_path / "bulk.db") as base:
        with pytest.raises(FactsError) as caught:
            jsonl.load(base, [path], by="desk", why="bulk")
        told = [each for each in caught.value.problems if "duplicate id" in each.message]
        assert {(each.location.line, each.message.split("are ")[1]) for each in told} <= {
            (len(first) + number, f'{NOUNS[type(each)]} "{each.id}"')
            for number, each in enumerate(other, start=1)
        }
        assert told
        assert base.head() is None if (tmp_path / "bulk.db").stat().st_size else True


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("later", ["first", "second"])
def test_one_of_two_with_the_same_id_may_wait_for_its_question(tmp_path: Path, later: str) -> None:
    """Whichever of them names a question that comes below: one of the two lines is told, and nothing is written."""
    answering = said("twice", "adam", {"late": "yes"})
    pair = [answering, said("twice", "adam")] if later == "first" else [said("twice", "adam"), answering]
    around = build(said("before", "adam"))
    others = [*around.records(Noun.SOURCE), *around.records(Noun.DOCUMENT)]
    found = lines([*others, *pair, question("late")])
    path = file(tmp_path / "pair.jsonl", *found)
    with Factbase(tmp_path / "bulk.db") as base:
        with pytest.raises(FactsError) as caught:
            jsonl.load(base, [path], by="desk", why="bulk")
        (told,) = caught.value.problems
        assert 'statement "twice"' in told.message
        assert told.location.line in {len(found) - 2, len(found) - 1}
        with pytest.raises(StoreError, match="nothing was recorded"):
            base.head()


def _packed(path: Path, data: bytes) -> Path:
    """Write bytes packed as the name of the file says, in two pieces as parallel packers do."""
    pack = {".gz": gzip.compress, ".zst": zstd.compress}[path.suffix]
    path.write_bytes(pack(data[:500]) + pack(data[500:]))
    return path


@pytest.mark.parametrize("suffix", ["gz", "zst"])
@pytest.mark.usefixtures("large")
def test_packed_files_are_the_same_lines(tmp_path: Path, suffix: str) -> None:
    """A .gz and a .zst of several pieces is unpacked to its end."""
    path = _packed(tmp_path / f"all.jsonl.{suffix}", b"".join(lines(everything())))
    with Factbase(":memory:") as by_hand, Factbase(":memory:") as base:
        record(by_hand, everything())
        load(base, path)
        assert digests(base) == digests(by_hand)


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_a_damaged_file_is_told_and_nothing_is_written(tmp_path: Path, suffix: str) -> None:
    """One that was cut off, and one that is not packed at all: the line up to which it could be read is told."""
    whole = _packed(tmp_path / f"all.jsonl.{suffix}", b"".join(lines(everything())))
    cut = file(tmp_path / f"cut.jsonl.{suffix}", whole.read_bytes()[:-20])
    plain = file(tmp_path / f"plain.jsonl.{suffix}", *lines(everything()))
    with Factbase(tmp_path / "bulk.db") as base:
        with pytest.raises(FactsError, match=rf"cut.jsonl.{suffix}:\d+:1: cannot be unpacked"):
            jsonl.load(base, [cut], by="desk", why="bulk")
        with pytest.raises(FactsError, match=rf"plain.jsonl.{suffix}:1:1: cannot be unpacked"):
            jsonl.load(base, [plain], by="desk", why="bulk")
        assert base._opened is None


def test_who_watches_is_told_lines_and_bytes(tmp_path: Path) -> None:
    """Every thousand lines, and at the end all lines and all bytes of all files."""
    one = file(tmp_path / "one.jsonl", *[b"\n"] * 2500)
    two = file(tmp_path / "two.jsonl", b" \n")
    told: list[tuple[int, int]] = []
    assert len(list(inputs.lines([str(one), str(two)], lambda *each: told.append(each)))) == 2501
    assert [count for count, _ in told] == [1000, 2000, 2501]
    assert told[-1] == (2501, 2502)


@pytest.mark.usefixtures("large")
def test_an_error_in_the_last_line_takes_everything_back(tmp_path: Path) -> None:
    """However much was written before it: the file is as it was, and the next load works."""
    good = lines(everything())
    with Factbase(tmp_path / "bulk.db") as base:
        load(base, file(tmp_path / "one.jsonl", *good[:3]))
        before = state(base)
        for wrong in (b'{"document":"nowhere"}\n', good[-1].replace(b'"confidence":"', b'"confidence":"un')):
            with pytest.raises(FactsError, match=rf"two.jsonl:{len(good) + 1}:1: "):
                load(base, file(tmp_path / "two.jsonl", *good, wrong))
            assert state(base) == before
            assert_whole(base)
        assert load(base, file(tmp_path / "two.jsonl", *good))[0] == len(good) - 3
        assert_whole(base)


KILLED = """
import os, signal, sys
from factbase import Factbase
from factbase.formats import jsonl
jsonl.FEW = 1
left = int(sys.argv[3])
with Factbase(sys.argv[1]) as base:
    base._open()
    conn = base._connection().conn
    def count(sql):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    conn.set_trace_callback(count)
    conn.execute("PRAGMA cache_spill = 1")
    jsonl.load(base, [sys.argv[2]], by="desk", why="bulk")
"""


@pytest.mark.parametrize("statements", [30, 60, 120, 160, 200])
@pytest.mark.parametrize("standing", [True, False], ids=["beside", "empty"])
def test_killed_in_the_middle_of_a_load(tmp_path: Path, statements: int, *, standing: bool) -> None:
    """SIGKILL between any two commands to SQLite: nothing of the load is there, and the next one works."""
    good = lines(everything())
    base_path, path = tmp_path / "bulk.db", file(tmp_path / "all.jsonl", *good)
    with Factbase(base_path) as base:
        if standing:
            load(base, file(tmp_path / "one.jsonl", *good[:3]))
    killed = subprocess.run([sys.executable, "-c", KILLED, base_path, path, str(statements)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with Factbase(base_path) as base:
        if standing:
            assert len(state(base)) == 3
            assert_whole(base)
        load(base, path)
        assert len(state(base)) == len(good)
        assert_whole(base)


@pytest.mark.usefixtures("large")
def test_ids_that_are_no_longer_in_memory_are_found_where_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of half a million documents: those of the batch that is being written are never among the forgotten."""
    path = tmp_path / "news.jsonl"
    path.write_text("".join(map(generating.line, generating.records(400))), encoding="utf-8")
    with Factbase(tmp_path / "whole.db") as base:
        load(base, path)
        whole = digests(base)
    monkeypatch.setattr(loading, "BATCH", 5)
    monkeypatch.setattr(acquaintance, "_MOST_PKS", 11)
    with Factbase(tmp_path / "parts.db") as base:
        load(base, path)
        assert digests(base) == whole
        assert_whole(base)
