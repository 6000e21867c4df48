"""History: what stood at any time comes back exactly, and what was known by a day had been published by then."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import Factbase, dates
from factbase.errors import NotFoundError, StoreError, ValueSyntaxError
from factbase.identity import digest
from factbase.knowing import known_by
from factbase.model import (
    Answer,
    Attribution,
    Document,
    Link,
    Name,
    Question,
    Rating,
    Source,
    Statement,
    Topic,
)
from factbase.vocabulary import LinkType, Noun
from tests.records import changed, everything, record, state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factbase.model import Changeset, Record
    from tests.records import State

Told = tuple[Factbase, list["State"]]

BY_QUESTION = (
    "positions",
    "corroboration",
    "attestation",
    "disputes",
    "revisions",
    "drift",
    "forecasts",
    "forecast_scores",
)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """Return a base with six changesets, and what stood after each: nouns of all kinds come, change, go, come back."""
    states: list[State] = [{}]
    with Factbase(tmp_path / "facts.db") as base:
        records = everything()
        late = [each for each in records if isinstance(each, Link | Rating)]
        acts: list[tuple[list[Record], list[Record]]] = [
            (records, []),
            ([changed(each) for each in records], []),
            ([Topic(id="other", kind="theme", name="Other")], late),
            (late, [Topic(id="other", kind="theme", name="Other")]),
            ([changed(changed(each)) for each in records if isinstance(each, Statement | Question)], []),
            (records, []),
        ]
        for added, gone in acts:
            record(base, added, retire=gone)
            states.append(state(base))
        yield base, states


def _head(base: Factbase) -> Changeset:
    head = base.head()
    assert head is not None
    return head


def test_what_stood_after_each_changeset_comes_back_exactly(told: Told) -> None:
    """Every noun, with its hops, spans and answers, is equal to what could be read then."""
    base, states = told
    assert len({len(each) for each in states}) > 2
    for number, stood in enumerate(states[1:], start=1):
        for when in (number, f"c{number}"):
            assert state(base.as_of(when)) == stood
        with base.as_of(number) as past:
            assert past.verify().ok
            assert past.head() == base.changesets()[-number]
            assert state(past) == stood


def test_a_time_means_the_changeset_that_stood_then(told: Told) -> None:
    """A date-time is that of the newest changeset not after it, in any offset; just before it, the one before stood."""
    base, states = told
    for changeset in base.changesets():
        at = datetime.fromisoformat(changeset.recorded_at)
        assert state(base.as_of(changeset.recorded_at)) == states[changeset.number]
        assert state(base.as_of(at.isoformat())) == states[changeset.number]
        east = at.astimezone(datetime.strptime("+0900", "%z").tzinfo)
        assert state(base.as_of(east.isoformat())) == states[changeset.number]
        before = (at - timedelta(microseconds=1)).isoformat(timespec="microseconds")
        assert state(base.as_of(before)) == states[changeset.number - 1]


def test_a_time_holds_all_of_what_it_is_written_to(told: Told) -> None:
    """A day holds until its end, a minute and a second too; what is far off is everything or nothing."""
    base, states = told
    last = datetime.fromisoformat(_head(base).recorded_at)
    for form in ("%Y-%m-%d", "%Y-%m", "%Y", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%MZ"):
        assert state(base.as_of(last.strftime(form))) == states[-1]
    assert state(base.as_of("9999-12-31")) == states[-1]
    assert state(base.as_of("2023/..")) == states[-1]


@pytest.mark.parametrize("when", ["1999-12-31", "1999-12-31T23:59Z", "../1999"])
def test_before_the_first_changeset_stood_nothing(told: Told, when: str) -> None:
    """An earlier time gives a base in which every question finds nothing."""
    past = told[0].as_of(when)
    assert state(past) == {}
    assert past.head() is None
    assert past.verify().ok
    with pytest.raises(NotFoundError, match='there is no statement "launched"'):
        past.statement("launched")


@pytest.mark.parametrize("when", [0, -1, 7, "c0", "c7", 10**30, "c999999999999999999"])
def test_a_changeset_that_is_not_there_is_not_found(told: Told, when: int | str) -> None:
    """The error names the newest."""
    with pytest.raises(NotFoundError, match=r"there is no changeset c.*; the newest is c6"):
        told[0].as_of(when)


@pytest.mark.parametrize(
    "when",
    ["", "yesterday", "c", "c1x", "2023-13-01", "2023-02-30T10:00", "2023-11-03T25:00Z", "0001-01-01T00:00+14:00",
     "2023-11-03T10:00+99:00", "٢٠٢٣-01-01T00:00"],
)  # fmt: skip
def test_what_is_neither_changeset_nor_time_is_refused(told: Told, when: str) -> None:
    """Nothing is guessed: the error says what was written."""
    with pytest.raises(StoreError, match=re.escape(f'"{when}" is no changeset (c3) and no time')):
        told[0].as_of(when)


def test_the_past_of_the_past(told: Told) -> None:
    """A past base shows earlier states still, and never a later one."""
    base, states = told
    past = base.as_of(3)
    assert state(past.as_of(1)) == states[1]
    assert state(past.as_of(5)) == states[3]
    assert state(past.as_of("9999")) == states[3]


def test_single_things_are_those_of_the_whole(told: Told) -> None:
    """Asked for one id, the past reads only its rows, and answers as a database that holds all of that time."""
    base, _ = told
    for number in (1, 3, 5):
        one, whole = base.as_of(number), base.as_of(number)
        assert whole.verify().ok  # reads everything, so that `whole` answers from all of it
        for statement in list(whole.statements()):
            ident = statement.id or ""
            assert one.statement(ident) == statement
            assert one.summary(ident) == whole.summary(ident)
            assert one.provenance(ident) == whole.provenance(ident)
            assert one.ratings(ident) == whole.ratings(ident)
        for question in whole.records("question"):
            for verb in BY_QUESTION:
                assert _ask(one, verb, question.id or "") == _ask(whole, verb, question.id or "")
        one.close()
        whole.close()


def _ask(base: Factbase, verb: str, question: str) -> Any:  # noqa: ANN401 - rows of any view
    method = getattr(base, verb)
    return method(question) if verb in {"positions", "corroboration"} else method(question=question)


@st.composite
def reports(draw: st.DrawFn) -> list[Record]:
    """Draw a small world of reports on two questions: copies, links, spokesmen, refusals, forecasts and outcomes."""
    numbers = range(4)
    sources: list[Record] = []
    for n in numbers:
        acts_for = draw(st.sampled_from([None, *(f"s{m}" for m in range(n))]))
        kind = draw(st.sampled_from(["person", "outlet"]))
        sources.append(Source(id=f"s{n}", kind=kind, names=[Name(name=f"S{n}")], acts_for=acts_for))
    some_source = st.sampled_from([f"s{n}" for n in numbers])
    days = st.sampled_from([None, "2023-11-01", "2023-11-02", "2023-11", "2023-11-03"])
    documents: list[Record] = [
        Document(
            id=f"d{n}",
            publisher=draw(some_source),
            credit=draw(st.none() | some_source),
            published=draw(days),
            copies=draw(st.sampled_from([None, *(f"d{m}" for m in range(n))])),
        )
        for n in range(3)
    ]
    statements = [draw(_statements(n, some_source, days)) for n in range(5)]
    shown = draw(st.sampled_from([None, *(each.id for each in statements)]))
    rule = {"resolution": "By the record.", "outcome": "yes", "outcome_statement": shown}
    questions: list[Record] = [
        Question(id="q0", text="Q?", answer_type="yes-no", **(rule if shown else {})),
        Question(id="q1", text="Q?", answer_type="yes-no"),
    ]
    return [*sources, *documents, *questions, *statements, *draw(_links())]


@st.composite
def _statements(
    draw: st.DrawFn, number: int, source: st.SearchStrategy[str], days: st.SearchStrategy[str | None]
) -> Statement:
    kind = draw(st.sampled_from(["assertion", "forecast", "refusal"]))
    questions = draw(st.lists(st.sampled_from(["q0", "q1"]), unique=True, max_size=2))
    last = Attribution(
        source=draw(source),
        certainty=None
        if kind == "refusal"
        else draw(st.sampled_from(["certain", "possible", "uncommitted"])),
        polarity=draw(st.sampled_from(["affirms", "denies"])),
        said=draw(days),
        hedge=draw(st.sampled_from([None, "likely"])),
        confidence="certain",
    )
    outer = draw(st.none() | source.filter(lambda each: each != last.source))
    return Statement(
        id=f"t{number}",
        document=draw(st.sampled_from(["d0", "d1", "d2"])),
        content=f"T{number}",
        kind=kind,
        attributions=[*([Attribution(source=outer, confidence="certain")] if outer else []), last],
        answers=[]
        if kind == "refusal"
        else [Answer(question=q, value=draw(st.sampled_from(["yes", "no"]))) for q in questions],
        declines=questions if kind == "refusal" else [],
    )


@st.composite
def _links(draw: st.DrawFn) -> list[Record]:
    types = st.sampled_from(["derived-from", "copies", "translates", "corrects", "retracts", "responds-to"])
    ends = st.tuples(st.integers(0, 4), st.integers(0, 4), types).filter(lambda each: each[0] != each[1])
    between = draw(st.lists(ends, unique=True, max_size=6))
    pairs = draw(st.lists(st.sampled_from([(0, 1), (0, 2), (1, 2), (2, 1)]), unique=True, max_size=2))
    return [
        *(Link(from_statement=f"t{a}", to_statement=f"t{b}", type=how) for a, b, how in between),
        *(Link(from_document=f"d{a}", to_document=f"d{b}", type=draw(types)) for a, b in pairs),
    ]


@given(reports())
@settings(max_examples=5)
def test_one_question_reads_all_that_bears_on_it(world: list[Record]) -> None:
    """In any world, the past answers about one question or statement as a database with all of it would."""
    _hold_one_against_all(world)


@pytest.mark.slow
@given(reports())
@settings(max_examples=200)
def test_one_question_reads_all_that_bears_on_it_in_many_worlds(world: list[Record]) -> None:
    """The same law, looked at for long."""
    _hold_one_against_all(world)


def test_a_retraction_bears_on_the_question_of_what_it_retracts(tmp_path: Path) -> None:
    """A statement that answers nothing itself, but retracts an answer, is read with the question."""
    hop = Attribution(source="shin", certainty="certain", confidence="certain", said="2023-11-08")
    taken_back = Statement(
        id="taken-back", document="reprint", content="c", kind="assertion", attributions=[hop]
    )
    retracts = Link(type="retracts", from_statement="taken-back", to_statement="launch-in-november")
    with Factbase(tmp_path / "facts.db") as base:
        record(base, [*everything(), taken_back, retracts])
        with base.as_of(1) as past:
            assert past.revisions(question="when") == base.revisions(question="when")


def test_a_link_that_makes_a_copy_bears_on_the_question(tmp_path: Path) -> None:
    """A document that copies another by a link, not by its own field, counts as a copy in the past too."""
    copying = Document(id="copying", publisher="insider", published="2023-11-07")
    link = Link(type="copies", from_document="copying", to_document="paper")
    with Factbase(tmp_path / "facts.db") as base:
        record(base, [*everything(), copying, link])
        with base.as_of(1) as past:
            assert past.attestation(question="when") == base.attestation(question="when")
            assert past.corroboration("when") == base.corroboration("when")


def _hold_one_against_all(world: list[Record]) -> None:
    with Factbase(":memory:") as base:
        record(base, world)
        with base.as_of(1) as one:
            for verb in BY_QUESTION:
                assert _ask(one, verb, "q0") == _ask(base, verb, "q0"), verb
            for statement in base.statements():
                assert one.provenance(statement.id or "") == base.provenance(statement.id or "")
                assert one.summary(statement.id or "") == base.summary(statement.id or "")


# The article, edited and built again


def test_an_edited_statement_has_one_retired_version_and_one_that_stands(
    tmp_path: Path, facts_folder: Path
) -> None:
    """One word edited and built: two versions in the history, one pk, and the earlier state exactly as it was."""
    folder = shutil.copytree(facts_folder, tmp_path / "facts")
    facts = folder / "korea-herald-2023-11-05.yaml"
    with Factbase.build(tmp_path / "facts.db", folder) as base:
        before, ident = state(base), "delay-due-to-russian-guidance"
        was = base.statement(ident)
        chain = base.provenance(ident)
        query = "SELECT pk FROM statements WHERE id = ?"
        pk = base._database().conn.execute(query, (ident,)).fetchone()
        text = facts.read_text(encoding="utf-8")
        facts.write_text(text.replace(was.content, was.content + " Or so it is said."), encoding="utf-8")
        recorded = base.record_folder(folder, by="desk", why="made plain")
        assert (recorded.added, recorded.changed, recorded.retired) == (0, 1, 0)
        now = base.statement(ident)
        assert now.content == was.content + " Or so it is said."
        assert base._database().conn.execute(query, (ident,)).fetchone() == pk
        first, second = base.history(ident)
        acts = base.changesets()[::-1]
        assert attrs.astuple(first) == (
            ident, 1, acts[0].recorded_at, acts[0].recorded_by, acts[1].recorded_at, digest(was), was.content,
        )  # fmt: skip
        assert attrs.astuple(second) == (
            ident,
            2,
            acts[1].recorded_at,
            "desk",
            None,
            digest(now),
            now.content,
        )
        assert state(base.as_of(1)) == before
        assert base.as_of("c1").provenance(ident) == chain
        assert base.verify().ok


# Snapshots


def test_a_snapshot_verifies_to_the_head_that_stood(told: Told, tmp_path: Path) -> None:
    """Written as a file of its own, each earlier state verifies, has that head, and holds the history up to then."""
    base, states = told
    for number, stood in enumerate(states[1:], start=1):
        out = tmp_path / f"c{number}.db"
        base.snapshot(out, as_of=number)
        with Factbase(out) as then:
            found = then.verify()
            assert found.problems == ()
            assert found.head == base.changesets()[-number].digest
            assert state(then) == stood
            assert [state(then.as_of(n)) for n in range(1, number + 1)] == states[1 : number + 1]
            record(then, [Topic(id="further", kind="theme", name="F")])
            assert then.verify().ok


def test_a_snapshot_of_now_is_a_copy(told: Told, tmp_path: Path) -> None:
    """Without a time it holds what stands, and all of history; the rows are the same rows."""
    base, _ = told
    base.snapshot(tmp_path / "copy.db")
    with Factbase(tmp_path / "copy.db") as copy:
        for table in ("statements", "retired", "attributions", "changesets", "roots"):
            rows = [
                sorted(b._database().conn.execute(f"SELECT * FROM {table}"), key=repr) for b in (base, copy)
            ]
            assert len(rows[0]) == len(rows[1])
        assert copy.head() == base.head()
        assert copy.verify() == base.verify()


def test_a_snapshot_before_everything_is_an_empty_base(told: Told, tmp_path: Path) -> None:
    """It has the schema and nothing in it, and can be recorded into."""
    told[0].snapshot(tmp_path / "empty.db", as_of="1999")
    with Factbase(tmp_path / "empty.db") as empty:
        assert state(empty) == {}
        assert empty.verify().ok
        record(empty, everything())
        assert empty.verify().ok


def test_a_snapshot_never_overwrites(told: Told, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    (tmp_path / "there.db").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="exists already"):
        told[0].snapshot(tmp_path / "there.db")
    assert (tmp_path / "there.db").read_text(encoding="utf-8") == "mine"


def test_one_state_is_read_while_another_process_records(tmp_path: Path) -> None:
    """A recording that comes in the middle of a verify or a snapshot has to wait: neither mixes two states."""
    with Factbase(tmp_path / "facts.db") as base:
        record(base, everything())
        refused: list[str] = []
        with Factbase(tmp_path / "facts.db") as other:
            other._database().conn.execute("PRAGMA busy_timeout = 0")

            def interfere(sql: str) -> None:
                if sql.startswith("SELECT") and len(refused) < 3:
                    try:
                        record(other, [Topic(id="t", kind="theme", name="n")])
                    except StoreError as error:
                        refused.append(str(error))

            base._database().conn.set_trace_callback(interfere)
            assert base.verify().ok
            base.snapshot(tmp_path / "copy.db")
            base._database().conn.set_trace_callback(None)
            assert all("another recording is under way" in message for message in refused)
            record(other, [Topic(id="t", kind="theme", name="n")])
        with Factbase(tmp_path / "copy.db") as copy:
            assert copy.verify().ok


# What was known by a day

WORLD_DAYS = [
    "2023-10-31",
    "2023-11-01",
    "2023-11-02",
    "2023-11-03",
    "2023-11",
    "2023",
    "../2023-11-02",
    "2023-11/..",
]


def _last(day: str) -> str:
    return dates.parse(day).latest or "9999-12-31"


def _ids(records: list[Record]) -> set[tuple[type, str | None]]:
    return {(type(each), each.id) for each in records}


@given(reports(), st.sampled_from(WORLD_DAYS), st.sampled_from(WORLD_DAYS))
def test_more_is_known_by_a_later_day(world: list[Record], one: str, other: str) -> None:
    """What was known by a day is known by every later one."""
    first, second = sorted((one, other), key=_last)
    assert _ids(known_by(world, first)) <= _ids(known_by(world, second))


@given(reports(), st.sampled_from(WORLD_DAYS))
def test_what_was_known_is_known_of_what_was_known(world: list[Record], day: str) -> None:
    """Asking again, of what was known by a day, for what was known by that day changes nothing."""
    known = known_by(world, day)
    assert known_by(known, day) == known


@given(reports(), st.sampled_from(WORLD_DAYS))
def test_nothing_that_was_published_later_is_known(world: list[Record], day: str) -> None:
    """Every statement stood, by then, in its document or in a copy of it; undated, somebody had said it."""
    known = known_by(world, day)
    published = {each.id: each.published for each in world if isinstance(each, Document)}
    edges = {(each.id, each.copy_of) for each in world if isinstance(each, Document)} | {
        (each.from_document, each.to_document)
        for each in world
        if isinstance(each, Link) and each.type in {LinkType.COPIES, LinkType.TRANSLATES}
    }
    copies = {ident: {ident} for ident in published}
    for _ in published:  # as far as the longest way of copies of copies
        for copy, original in edges:
            if copy in copies and original in copies:
                copies[original] |= copies[copy]
    for each in known:
        if isinstance(each, Statement):
            printed = [p for copy in copies[each.document] if (p := published[copy]) is not None]
            said = (
                [hop.said for hop in each.attributions if hop.said][:1]
                if not published[each.document]
                else []
            )
            assert any((dates.parse(d).latest or "9999") <= _last(day) for d in [*printed, *said])


@given(reports(), st.sampled_from(WORLD_DAYS))
@settings(max_examples=15)
def test_what_was_known_is_a_base_of_its_own(world: list[Record], day: str) -> None:
    """Whatever is kept names only what is kept: it can be recorded, and verifies."""
    with Factbase(":memory:") as base:
        record(base, world)
        with base.known_by(day) as known:
            assert known.verify().ok
            assert _ids([*state(known).values()]) == _ids(known_by(list(state(base).values()), day))


def test_a_copy_makes_its_original_known() -> None:
    """An undated dispatch behind a dated reprint is known, with its statements, as soon as the reprint is."""
    hop = Attribution(source="s", certainty="certain", confidence="certain")
    world = [
        Document(id="dispatch", publisher="s", seen=False),
        Document(id="reprint", publisher="s", published="2023-11-05", copies="dispatch"),
        Statement(id="t", document="dispatch", content="c", kind="assertion", attributions=[hop]),
    ]
    assert _ids(known_by(world, "2023-11-05")) == _ids(world)
    assert known_by(world, "2023-11-04") == []


def test_what_nobody_can_date_is_left_out() -> None:
    """A statement that was neither published nor said at a known time was known by no day."""
    hop = Attribution(source="s", certainty="certain", confidence="certain")
    undated = [
        Document(id="d", publisher="s"),
        Statement(id="t", document="d", content="c", kind="assertion", attributions=[hop]),
    ]
    assert known_by(undated, "9999") == []
    said = [undated[0], evolve(undated[1], attributions=[evolve(hop, said="2023-11-01")])]
    assert known_by(said, "2023-11-01") == said
    assert known_by(said, "2023-10-31") == []


def test_outcomes_links_and_ratings_wait_for_what_they_rest_on() -> None:
    """An outcome is known with the statement that shows it, a link with both its ends, a rating by its date."""
    world = everything()
    early = {each.id: each for each in known_by(world, "2023-11-05")}
    assert {"paper", "launch-in-november", "no-details"} <= early.keys()
    assert (
        not {"reprint", "launched", "launched.derived-from.launch-in-november", "reprint.corrects.paper"}
        & early.keys()
    )
    when = early["when"]
    assert isinstance(when, Question)
    assert (when.outcome, when.outcome_statement, when.deadline) == (None, None, "2023-12-31")
    assert not any(isinstance(each, Rating) for each in early.values())
    later = known_by(world, "2023-11-07")
    assert [each.value for each in later if isinstance(each, Rating)] == ["B"]
    assert next(each for each in later if each.id == "when") == next(
        each for each in world if each.id == "when"
    )
    assert known_by(world, "2023-11-30") == world


def test_known_by_needs_a_day() -> None:
    """What is no EDTF date is refused."""
    with pytest.raises(ValueSyntaxError):
        known_by(everything(), "soon")


def test_a_snapshot_of_what_was_known_is_a_new_base(told: Told, tmp_path: Path) -> None:
    """It has one changeset of its own, which says what it is; with a time, of what stood then."""
    base, states = told
    base.snapshot(tmp_path / "known.db", known_by="2023-11-05", as_of=1)
    with Factbase(tmp_path / "known.db") as known:
        assert state(known) == state(base.as_of(1).known_by("2023-11-05"))
        assert state(known).keys() < states[1].keys()
        assert len(known.changesets()) == 1
        assert _head(known).why.startswith("what was known by 2023-11-05, of ")
        assert known.verify().ok
        assert (Noun.STATEMENT, "launched") not in state(known)


def test_the_time_of_a_changeset_never_runs_backwards(told: Told) -> None:
    """Times of changesets are UTC, to the microsecond, and none is before its parent's: times can be searched."""
    times = [each.recorded_at for each in told[0].changesets()[::-1]]
    assert times == sorted(times)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", each) for each in times)
    assert datetime.fromisoformat(times[-1]) <= datetime.now(UTC)
