"""Crashes and crowds: killed at any moment, a file holds the old or the new changeset whole; builds never collide."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from factbase import Factbase
from factbase.errors import StoreError
from factbase.model import Topic
from tests.records import everything, record, state

if TYPE_CHECKING:
    from pathlib import Path

KILLED = -9

# Builds in processes that it forks, each killed at its moment: a number of SQL statements, or of seconds. Imports are
# paid once. Prints, for each, its exit and whether it left a journal behind.
KILLER = """
import json, os, shutil, signal, sys, time
from pathlib import Path
from factbase import Factbase

template, folder, facts, moments = sys.argv[1:4] + [json.loads(sys.argv[4])]

def build(path, unit, moment):
    base = Factbase(path)
    base._open()
    conn = base._connection().conn
    if unit != "seconds":
        left = [moment]
        def count(sql):
            left[0] -= 1
            if left[0] <= 0 or (unit == "commit" and sql == "COMMIT"):
                os.kill(os.getpid(), signal.SIGKILL)
        conn.set_trace_callback(count)
    conn.execute("PRAGMA cache_size = 5")  # pages are written out early, so that the file itself is half changed
    base.record_folder(facts)
    os._exit(0)

for number, (unit, moment) in enumerate(moments):
    path = Path(folder) / f"{number}.db"
    if template:
        shutil.copy(template, path)
    child = os.fork()
    if child == 0:
        try:
            build(path, unit, moment)
        finally:
            os._exit(1)
    if unit == "seconds":
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)  # which one that has ended does not mind
    status = os.waitpid(child, 0)[1]
    journal = Path(f"{path}-journal")
    print(json.dumps([os.waitstatus_to_exitcode(status), journal.exists() and journal.stat().st_size > 0]), flush=True)
"""


def _facts(folder: Path, topics: int, word: str) -> Path:
    """Write a facts folder of topics, each with a word in its name."""
    folder.mkdir(exist_ok=True)
    lines = [f"- {{topic: t{n}, kind: theme, name: {word * 20} {n}}}\n" for n in range(topics)]
    (folder / "topics.yaml").write_text("".join(lines), encoding="utf-8")
    return folder


def _kill(
    template: Path | None, folder: Path, facts: Path, moments: list[tuple[str, float]]
) -> list[tuple[int, bool]]:
    command = [
        sys.executable,
        "-c",
        KILLER,
        str(template or ""),
        str(folder),
        str(facts),
        json.dumps(moments),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def _heal(path: Path, facts: Path, before: int, *, read_only: bool) -> int:
    """Open what a killed build left: it holds the old or the new changeset whole, verifies, and builds again.

    Return how many changesets it held.
    """
    with Factbase(path, read_only=read_only) as base:
        found = base.verify()
        assert found.problems == ()
        assert found.changesets in {before, before + 1}
    with Factbase(path) as base:
        base.record_folder(facts)
        assert base.verify().problems == ()
        assert base.verify().changesets == before + 1
    return found.changesets


def test_killed_at_any_statement_of_a_build(tmp_path: Path) -> None:
    """SIGKILL before the n-th SQL statement, for n all over the build: the old state, and never a half of the new."""
    topics = 60
    facts = _facts(tmp_path / "facts", topics, "old")
    template = tmp_path / "template.db"
    Factbase.build(template, facts).close()
    _facts(facts, topics, "new")
    moments: list[tuple[str, float]] = [("statements", n) for n in (*range(2, 12, 2), *range(20, 600, 30))]
    moments += [("commit", 10**9), ("statements", 10**9)]
    ends = _kill(template, tmp_path, facts, moments)
    assert ends[-1] == (0, False)
    assert {code for code, _ in ends[:-1]} <= {KILLED, 0}
    assert ends[0][0] == ends[-2][0] == KILLED
    assert any(journal for _, journal in ends)  # the file itself was half changed, and must be taken back
    held = [
        _heal(tmp_path / f"{number}.db", facts, 1, read_only=number % 2 == 0)
        for number in range(len(moments))
    ]
    assert held == [2 if code == 0 else 1 for code, _ in ends]


def test_killed_while_the_file_is_made(tmp_path: Path) -> None:
    """SIGKILL during the first build of all: what is left holds nothing, or all, and the next build makes it whole."""
    facts = _facts(tmp_path / "facts", 10, "first")
    moments: list[tuple[str, float]] = [("statements", n) for n in (1, 2, 3, 10, 50, 150, 300)] + [
        ("commit", 10**9)
    ]
    ends = _kill(None, tmp_path, facts, moments)
    assert {code for code, _ in ends} == {KILLED}
    for number in range(len(moments)):
        with Factbase(tmp_path / f"{number}.db") as base:
            with pytest.raises(StoreError, match="nothing was recorded into it yet"):
                base.verify()
            base.record_folder(facts)
            assert base.verify().ok
            assert base.verify().changesets == 1


def _seconds(count: int, longest: float) -> list[tuple[str, float]]:
    chosen = random.Random(20231105)  # noqa: S311 - moments, not secrets
    return [("seconds", chosen.uniform(0.01, longest)) for _ in range(count)]


def _kill_at_random(tmp_path: Path, topics: int, count: int, longest: float) -> None:
    facts = _facts(tmp_path / "facts", topics, "old")
    template = tmp_path / "template.db"
    Factbase.build(template, facts).close()
    _facts(facts, topics, "new")
    moments = _seconds(count, longest)
    ends = _kill(template, tmp_path, facts, moments)
    for number, (code, _) in enumerate(ends):
        held = _heal(tmp_path / f"{number}.db", facts, 1, read_only=number % 2 == 0)
        assert held == 2 or code != 0


def test_killed_at_random_times(tmp_path: Path) -> None:
    """Ended by a signal after any time: in the reading, the writing, the commit, or after it."""
    _kill_at_random(tmp_path, topics=100, count=8, longest=0.4)


@pytest.mark.slow
def test_killed_at_random_times_of_a_large_build(tmp_path: Path) -> None:
    """The same for a build that takes seconds."""
    _kill_at_random(tmp_path, topics=1500, count=20, longest=2)


BUILD = (
    "import sys; from factbase import Factbase; base = Factbase.build(*sys.argv[1:3]); print(base.head().id)"
)


def _build(path: Path, facts: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(path), str(facts)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("exists", [True, False])
def test_two_builds_at_once(tmp_path: Path, facts_folder: Path, *, exists: bool) -> None:
    """Of two processes one waits for the other, and then finds nothing left to write: one changeset, all well."""
    path = tmp_path / "facts.db"
    if exists:
        with Factbase(path) as base:
            record(base, [Topic(id="t", kind="theme", name="n")])
    builds = [_build(path, facts_folder) for _ in range(2)]
    ends = [build.communicate(timeout=120) for build in builds]
    assert ends == [("c2\n" if exists else "c1\n", "")] * 2
    with Factbase(path) as base:
        found = base.verify()
        assert found.problems == ()
        assert found.changesets == 1 + exists
        assert base.record_folder(facts_folder).changeset is None


def test_two_builds_of_different_folders(tmp_path: Path) -> None:
    """The second to come sees what the first recorded: each is a changeset of its own, on top of the other."""
    path = tmp_path / "facts.db"
    folders = [_facts(tmp_path / word, 50, word) for word in ("one", "two")]
    builds = [_build(path, folder) for folder in folders]
    for build in builds:
        out, errors = build.communicate(timeout=120)
        assert out.startswith("c")
        assert errors == ""
    with Factbase(path) as base:
        assert base.verify().problems == ()
        assert base.verify().changesets == 2
        names = {str(topic.name).split()[0] for topic in base.records("topic")}  # type: ignore[union-attr]
        assert len(names) == 1


def test_a_recording_waits_until_the_lock_is_free(tmp_path: Path) -> None:
    """A build that comes while another program holds the lock ends well once it is let go."""
    path, facts = tmp_path / "facts.db", _facts(tmp_path / "facts", 5, "word")
    Factbase.build(path, _facts(tmp_path / "before", 1, "word")).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        build = _build(path, facts)
        with pytest.raises(subprocess.TimeoutExpired):
            build.communicate(timeout=1)
        holder.execute("ROLLBACK")
        assert build.communicate(timeout=60) == ("c2\n", "")


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_lock_that_is_held_too_long(tmp_path: Path, lock: str) -> None:
    """After waiting as long as it was told to, a recording says that another is under way, and writes nothing."""
    with Factbase(tmp_path / "facts.db") as base:
        record(base, everything())
        before = state(base)
        base._database().conn.execute("PRAGMA busy_timeout = 20")
        with closing(sqlite3.connect(base.path, isolation_level=None)) as holder:
            holder.execute(lock)
            with pytest.raises(StoreError, match="another recording is under way: wait for it to finish"):
                base.record_folder(_facts(tmp_path / "facts", 1, "word"))
        assert state(base) == before
        assert base.record_folder(_facts(tmp_path / "facts", 1, "word")).added == 1
        assert base.verify().ok


def test_a_reader_that_stays_too_long(tmp_path: Path) -> None:
    """A commit that a reader does not let through is taken back whole, with the same error."""
    with Factbase(tmp_path / "facts.db") as base:
        record(base, everything())
        base._database().conn.execute("PRAGMA busy_timeout = 20")
        with closing(sqlite3.connect(base.path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM statements").fetchone()
            with pytest.raises(StoreError, match="another recording is under way"):
                record(base, [Topic(id="t", kind="theme", name="n")])
            assert len(base.changesets()) == 1
        assert record(base, [Topic(id="t", kind="theme", name="n")]) is not None
        assert base.verify().ok
