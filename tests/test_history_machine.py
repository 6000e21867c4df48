"""Any sequence of recording, changing, withdrawing, failing and reopening, against a model kept in plain dicts."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from factbase import Factbase
from factbase.errors import HistoryError
from factbase.identity import digest
from factbase.model import NOUNS, Question, Record
from factbase.vocabulary import Noun
from tests.records import changed, everything, record, state

if TYPE_CHECKING:
    from tests.records import State


def _pool() -> list[Record]:
    with Factbase(":memory:") as base:
        record(base, everything())
        return list(state(base).values())


POOL = _pool()
"""What may stand, as recording resolves it."""

some = st.lists(st.sampled_from(POOL), unique_by=lambda each: each.id, max_size=6)


class _CrashError(Exception):
    """What goes wrong in the middle of a recording."""


def _key(each: Record) -> tuple[Noun, str]:
    return NOUNS[type(each)], each.id or ""


class HistoryMachine(RuleBasedStateMachine):
    """The base beside its model: `states[n]` is what must stand after changeset n."""

    def __init__(self) -> None:
        """Open a base in a folder of its own."""
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "facts.db"
        self.base = Factbase(self.path)
        self.states: list[State] = [{}]
        self.heads: list[str | None] = [None]
        self.versions: dict[tuple[Noun, str], list[str]] = {}

    def teardown(self) -> None:
        """Close the base and take its folder away."""
        self.base.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        """Record all there is, so that most of what follows has something to work on."""
        self._commit(POOL, [])

    @rule(chosen=some, data=st.data())
    def add_and_change(self, chosen: list[Record], data: st.DataObject) -> None:
        """Record some again: as they were at first, as they stand, or changed."""
        staged = []
        for each in chosen:
            standing = self.states[-1].get(_key(each))
            versions = [each, changed(each), *([standing, changed(standing)] if standing else [])]
            staged.append(data.draw(st.sampled_from(versions)))
        self._commit([*self._missing(staged), *staged], [])

    @precondition(lambda self: any(noun in {Noun.LINK, Noun.RATING} for noun, _ in self.states[-1]))
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """Withdraw some of what nothing rests on."""
        free = [each for (noun, _), each in self.states[-1].items() if noun in {Noun.LINK, Noun.RATING}]
        self._commit([], data.draw(st.lists(st.sampled_from(free), unique_by=_key, min_size=1)))

    @precondition(lambda self: (Noun.STATEMENT, "launched") in self.states[-1])
    @rule()
    def withdraw_a_statement_and_all_that_names_it(self) -> None:
        """A statement goes with its links and ratings, and the question forgets the outcome that it showed."""
        standing = self.states[-1]
        gone = [each for (noun, _), each in standing.items() if noun is Noun.LINK]
        gone += [
            each for (noun, ident), each in standing.items() if noun is Noun.RATING and "launched" in ident
        ]
        when = standing[Noun.QUESTION, "when"]
        assert isinstance(when, Question)
        self._commit(
            [evolve(when, outcome=None, outcome_statement=None)],
            [standing[Noun.STATEMENT, "launched"], *[e for e in gone if "launched" in (e.id or "")]],
        )

    @rule(data=st.data())
    def refuse(self, data: st.DataObject) -> None:
        """Withdrawing a source that is named, beside other changes, is refused, and none of them is made."""
        source = self.states[-1][
            Noun.SOURCE, data.draw(st.sampled_from(["shin", "herald", "wire", "ministry"]))
        ]
        with pytest.raises(HistoryError, match="cannot be withdrawn: it is named by"):
            record(self.base, [changed(self.states[-1][Noun.TOPIC, "launch"])], retire=[source])

    @rule(chosen=some)
    def crash(self, chosen: list[Record]) -> None:
        """An error in the block leaves everything as it was."""
        with pytest.raises(_CrashError):
            self._fail(chosen)

    @rule(at=st.integers(1, 60))
    def crash_while_writing(self, at: int) -> None:
        """An interruption at any of the first statements of SQL takes the whole act back."""
        conn = self.base._database().conn
        left = [at]

        def interrupt(_sql: str) -> None:
            left[0] -= 1
            if left[0] == 0:
                conn.interrupt()

        before = self.base.path.read_bytes()
        conn.set_trace_callback(interrupt)
        again = [changed(each) for each in self.states[-1].values()]
        written = False
        with contextlib.suppress(sqlite3.OperationalError):
            record(self.base, again)
            written = True
        conn.set_trace_callback(None)
        event("written before the interruption" if written else "interrupted")
        if written:
            self._note(again, [])
        else:
            assert self.base.path.read_bytes() == before

    @rule()
    def reopen(self) -> None:
        """Close the file and open it again."""
        self.base.close()
        self.base = Factbase(self.path)

    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        """An earlier state is what the model says, and as a snapshot verifies to the head that stood then."""
        number = data.draw(st.integers(1, len(self.states) - 1))
        past = self.base.as_of(number)
        assert state(past) == self.states[number]
        out = self.folder / "then.db"
        self.base.snapshot(out, as_of=number)
        with Factbase(out) as then:
            found = then.verify()
            assert found.problems == ()
            assert found.head == self.heads[number]
            assert state(then) == state(past)
        out.unlink()

    @invariant()
    def everything_verifies(self) -> None:
        """No sequence of honest acts leaves anything that verifying objects to, and what stands is the model's."""
        if len(self.states) == 1:
            return
        found = self.base.verify()
        assert found.problems == ()
        assert found.changesets == len(self.states) - 1
        assert found.head == self.heads[-1]
        assert state(self.base) == self.states[-1]
        assert found.records == len(self.states[-1])
        assert found.records + found.retired == sum(len(each) for each in self.versions.values())

    def _commit(self, staged: list[Record], gone: list[Record]) -> None:
        changeset = record(self.base, staged, retire=gone)
        new = [each for each in staged if self.states[-1].get(_key(each)) != each]
        assert (changeset is not None) == bool(new or gone)
        if changeset is not None:
            self._note(staged, gone)

    def _note(self, staged: list[Record], gone: list[Record]) -> None:
        before = self.states[-1]
        after = {key: each for key, each in before.items() if key not in {_key(each) for each in gone}}
        after |= {_key(each): each for each in staged}
        for each in staged:
            if before.get(_key(each)) != each:
                self.versions.setdefault(_key(each), []).append(digest(each))
        head = self.base.head()
        self.states.append(after)
        self.heads.append(head.digest if head else None)

    def _missing(self, staged: list[Record]) -> list[Record]:
        """Return what must be added with the staged so that all they name is there."""
        known = {*self.states[-1], *(_key(each) for each in staged)}
        return [each for each in POOL if _key(each) not in known]

    def _fail(self, chosen: list[Record]) -> None:
        with self.base.recording(by="desk", note="n") as changes:
            for each in chosen:
                changes.add(changed(each))
            raise _CrashError


HistoryMachine.TestCase.settings = settings(max_examples=12, stateful_step_count=12)


class TestHistory(HistoryMachine.TestCase):  # type: ignore[misc]
    """Quick: a dozen stories of a dozen acts."""


@pytest.mark.slow
class TestLongHistory(HistoryMachine.TestCase):  # type: ignore[misc]
    """The same for long stories."""

    settings = settings(max_examples=100, stateful_step_count=40)
