"""Recording: one act is one changeset, the whole of it or nothing; the same again writes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import Factbase
from factbase.cli import main
from factbase.errors import FactsError, HistoryError, RecordError, StoreError
from factbase.identity import Operation, changeset_digest, digest
from factbase.model import NOUNS, Answer, Attribution, Document, Link, Question, Source, Statement, Topic
from factbase.store import changesets
from factbase.vocabulary import Noun
from tests.records import changed, dump, everything, filled, record, state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factbase.model import Record


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Factbase]:
    """Return a base in a file, in which everything stands."""
    with Factbase(tmp_path / "facts.db") as opened:
        record(opened, everything())
        yield opened


@pytest.fixture
def folder(tmp_path: Path, facts_folder: Path) -> Path:
    """Return a copy of the curated facts that a test may edit."""
    return shutil.copytree(facts_folder, tmp_path / "facts")


def _named(base: Factbase, noun: str, ident: str) -> Record:
    return state(base)[Noun(noun), ident]


def _pk(base: Factbase, table: str, ident: str) -> int:
    return int(base._database().conn.execute(f"SELECT pk FROM {table} WHERE id = ?", (ident,)).fetchone()[0])


def test_what_is_recorded_reads_back_as_it_was(base: Factbase) -> None:
    """Every record of every noun comes back equal, but for what recording resolves (capacity, basis, confidence)."""
    found = state(base)
    assert len(found) == len(everything())
    for each in everything():
        if not isinstance(each, Statement):
            assert found[NOUNS[type(each)], each.id or ""] == each
    hop = base.statement("launch-in-november").attributions[0]
    assert (hop.capacity, hop.basis, hop.confidence) == ("official", "titled", "certain")
    assert base.verify().ok


def test_recording_again_writes_nothing(base: Factbase) -> None:
    """The same records, or what was read back, again: no changeset, and not one byte of the file differs."""
    before = base.path.read_bytes()
    assert record(base, everything()) is None
    assert record(base, state(base).values()) is None
    assert base.path.read_bytes() == before


def test_building_unchanged_facts_writes_nothing(tmp_path: Path, facts_folder: Path) -> None:
    """A second build of the same folder leaves the file as it is, to the byte."""
    with Factbase.build(tmp_path / "facts.db", facts_folder) as base:
        before = base.path.read_bytes()
        assert base.record_folder(facts_folder).changeset is None
        assert base.path.read_bytes() == before
        assert base.verify().ok


def test_a_changeset_names_no_path_of_the_machine(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """History is published: of a path from the root it has what lies below where we are, else the last name alone."""
    assert changesets.named("../desk/facts") == "../desk/facts"
    assert changesets.named("-") == "-"
    monkeypatch.chdir(tmp_path)
    assert changesets.named(tmp_path / "a" / "b.jsonl") == str(Path("a", "b.jsonl"))
    assert changesets.named(tmp_path) == tmp_path.name
    with Factbase.build(tmp_path / "below.db", folder) as below:
        assert [(each.file, each.why) for each in below.changesets()] == [("facts", "build of facts")]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    (lines := tmp_path / "more" / "a.jsonl").parent.mkdir()
    lines.write_text('{"noun": "topic", "id": "t", "kind": "theme", "name": "n"}\n')
    done = CliRunner().invoke(main, ["load", "lines.db", str(lines), str(lines)])
    assert done.exit_code == 0, done.output
    with Factbase("lines.db") as loaded:
        assert [(each.file, each.why) for each in loaded.changesets()] == [
            ("a.jsonl, a.jsonl", "load of a.jsonl, a.jsonl")
        ]
    for file in (tmp_path / "below.db", Path("lines.db")):
        assert str(tmp_path).encode() not in file.read_bytes()


def test_a_changeset_says_who_when_why_and_whence(base: Factbase) -> None:
    """The newest changeset carries what was said about it, follows its parent, and its digest can be worked out."""
    topic = Topic(id="t", kind="theme", name="n")
    with base.recording(by="a desk", note="a note", file="a.jsonl") as changes:
        changes.add(topic)
        changes.retire("launched.derived-from.launch-in-november", why="no longer so", noun="link")
    head = base.head()
    assert head is not None
    assert changes.recorded is not None
    assert changes.recorded.changeset == head
    assert (changes.recorded.added, changes.recorded.changed, changes.recorded.retired) == (1, 0, 1)
    assert (head.id, head.parent, head.recorded_by, head.why) == ("c2", 1, "a desk", "a note")
    link = Link(
        type="derived-from", from_statement="launched", to_statement="launch-in-november", basis="inferred"
    )
    assert head.digest == changeset_digest(
        parent=base.changesets()[1].digest,
        recorded_at=head.recorded_at,
        recorded_by="a desk",
        why="a note",
        file="a.jsonl",
        route="load",
        operations=[
            Operation(noun=Noun.TOPIC, operation="add", id="t", digest=digest(topic)),
            Operation(
                noun=Noun.LINK, operation="retire", id=link.id or "", digest=digest(link), why="no longer so"
            ),
        ],
    )


@pytest.mark.parametrize(
    ("by", "note"), [("", "n"), (" ", "n"), ("desk", ""), ("desk", "a\0b"), ("\ud800", "n")]
)
def test_a_changeset_needs_a_name_and_a_reason(base: Factbase, by: str, note: str) -> None:
    """Who records and why must say something that can be stored; nothing is written otherwise."""
    with pytest.raises(RecordError, match=r"changeset: (by|why): "):
        record(base, [Topic(id="t", kind="theme", name="n")], by=by, note=note)
    assert len(base.changesets()) == 1


def test_a_withdrawal_needs_a_reason(base: Factbase) -> None:
    """Why something is withdrawn is kept with it for good, so it must say something."""
    with (
        pytest.raises(RecordError, match='withdrawal of statement "no-details": why: is empty'),
        base.recording(by="desk", note="n") as changes,
    ):
        changes.retire("no-details", why="")
    assert base.statement("no-details")


def test_an_error_in_the_block_writes_nothing(base: Factbase) -> None:
    """What was staged before an error is forgotten with it."""
    before = base.path.read_bytes()

    def fail() -> None:
        with base.recording(by="desk", note="n") as changes:
            changes.add(Topic(id="t", kind="theme", name="n"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert base.path.read_bytes() == before


def test_every_problem_of_an_act_is_told_at_once_and_nothing_is_written(base: Factbase) -> None:
    """A misspelt source, a wrong answer and a duplicate id are three problems of one error."""
    hop = Attribution(source="shim", certainty="certain", confidence="certain")
    wrong = Statement(
        id="s", document="paper", content="c", kind="assertion", attributions=[hop],
        answers=[Answer(question="when", value="soon")],
    )  # fmt: skip
    before = base.path.read_bytes()
    with pytest.raises(FactsError) as caught:
        record(base, [wrong, Topic(id="t", kind="theme", name="1"), Topic(id="t", kind="theme", name="2")])
    messages = [str(problem) for problem in caught.value.problems]
    assert len(messages) == 3
    assert 'statement "s": attributions[0].source: unknown source "shim"' in messages[0]
    assert "shin" in messages[0]
    assert "answers[0].value: " in messages[1]
    assert '"soon"' in messages[1]
    assert "duplicate id" in messages[2]
    assert base.path.read_bytes() == before


def test_two_faulty_statements_without_ids_are_not_taken_for_one(base: Factbase) -> None:
    """Statements that could not be given an id are each blamed for their own fault only."""
    hop = Attribution(source="shin", certainty="certain")
    unsure = [
        Statement(document="paper", content=content, kind="assertion", attributions=[hop]) for content in "ab"
    ]
    with pytest.raises(FactsError) as caught:
        record(base, unsure)
    assert ["confidence" in str(problem) for problem in caught.value.problems] == [True, True]


def test_the_same_record_twice_in_one_act_is_one(base: Factbase) -> None:
    """Staging a record twice is staging it once."""
    topic = Topic(id="t", kind="theme", name="n")
    record(base, [topic, topic])
    assert [each for each in base.records("topic") if each.id == "t"] == [topic]


def test_a_statement_without_an_id_gets_one(base: Factbase) -> None:
    """It is named by its document and its digest, and recording it again finds it there."""
    hop = Attribution(source="shin", certainty="certain", confidence="certain")
    unnamed = Statement(document="paper", content="c", kind="assertion", attributions=[hop])
    record(base, [unnamed])
    (ident,) = [each.id for each in base.statements(kind="assertion") if each.content == "c"]
    assert ident == f"paper-{digest(base.statement(ident or ''))[:12]}"
    assert record(base, [unnamed]) is None


@given(st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_order_within_an_act_does_not_matter(random: st.DataObject) -> None:
    """Adding, changing and withdrawing in any order leaves the same rows in every table."""
    first, second = Factbase(":memory:"), Factbase(":memory:")
    records = everything()
    again = [changed(each) for each in records if not isinstance(each, Link)]
    links = [each for each in records if isinstance(each, Link)]
    for base in (first, second):
        for stage, gone in ((records, []), (again, links)):
            if base is second:
                stage, gone = random.sample(stage, len(stage)), random.sample(gone, len(gone))  # noqa: PLW2901
            record(base, stage, retire=gone)
    assert dump(first) == dump(second)
    assert first.verify().ok
    first.close()
    second.close()


@given(st.data())
@settings(max_examples=15)
def test_one_act_or_many_leave_the_same_standing(data: st.DataObject) -> None:
    """Recorded at once or one after the other, what stands is equal; the history, and so the head, is not."""
    at_once, piecemeal = Factbase(":memory:"), Factbase(":memory:")
    records = everything()[:6]  # sources and a topic: none names a later one
    record(at_once, records)
    for each in records:
        record(piecemeal, [each])
    assert state(at_once) == state(piecemeal)
    assert at_once.head() != piecemeal.head()
    assert len(piecemeal.changesets()) == len(records)
    at_once.close()
    piecemeal.close()


# Withdrawing


def test_withdrawing_what_others_name_is_refused_and_they_are_named(base: Factbase) -> None:
    """A source that speaks, is spoken for and rated cannot go: the error lists what names it, and nothing changes."""
    before = base.path.read_bytes()
    with pytest.raises(HistoryError) as caught:
        record(base, retire=[_named(base, "source", "shin")])
    message = str(caught.value)
    assert 'source "shin" cannot be withdrawn: it is named by ' in message
    for name in ('statement "launch-in-november"', 'statement "no-details"', 'rating "herald.shin.'):
        assert name in message
    assert base.path.read_bytes() == before


@pytest.mark.parametrize(
    ("noun", "ident", "by"),
    [
        ("topic", "launch", 'statement "launch-in-november"'),
        ("source", "ministry", 'source "shin"'),
        ("source", "herald", 'document "paper"'),
        ("source", "insider", 'statement "launched"'),
        ("document", "paper", 'document "reprint"'),
        ("document", "paper", 'link "reprint.corrects.paper"'),
        ("document", "reprint", 'statement "launched"'),
        ("question", "why", 'statement "no-details"'),
        ("question", "when", 'statement "launched"'),
        ("statement", "launched", 'question "when"'),
        ("statement", "launched", 'rating "herald.launched.admiralty-credibility.2023-11"'),
        ("statement", "launch-in-november", 'link "launched.derived-from.launch-in-november"'),
    ],
)
def test_each_way_of_naming_holds_a_row(base: Factbase, noun: str, ident: str, by: str) -> None:
    """Topics, principals, publishers, speakers, originals, questions, outcomes, ratings and links hold things."""
    with pytest.raises(HistoryError, match=f'{noun} "{ident}" cannot be withdrawn') as caught:
        record(base, retire=[_named(base, noun, ident)])
    assert by in str(caught.value)


def test_more_than_five_that_name_it_are_counted(base: Factbase) -> None:
    """The list is cut after five."""
    for number in range(7):
        record(base, [Document(id=f"d{number}", publisher="insider")])
    with pytest.raises(HistoryError, match=r"and \d more$"):
        record(base, retire=[_named(base, "source", "insider")])


def test_withdrawing_all_at_once_is_allowed(base: Factbase) -> None:
    """What names a row may go in the same act; then nothing stands, and everything is retired."""
    standing = state(base)
    record(base, retire=standing.values())
    assert state(base) == {}
    assert base.verify().ok
    assert base.verify().retired == len(standing)


def test_withdrawing_what_is_not_there_is_refused(base: Factbase) -> None:
    """An id that nothing has cannot be withdrawn."""
    with pytest.raises(HistoryError, match='topic "nothing" cannot be withdrawn: there is none'):
        record(base, retire=[Topic(id="nothing", kind="theme", name="n")])


def test_recording_and_withdrawing_one_id_in_one_act_is_refused(base: Factbase) -> None:
    """Which of both was meant cannot be told."""
    topic = _named(base, "topic", "launch")
    with pytest.raises(FactsError, match='topic "launch" is both recorded and withdrawn'):
        record(base, [changed(topic)], retire=[topic])


def test_naming_what_is_withdrawn_in_the_same_act_is_a_problem(base: Factbase) -> None:
    """A new statement about a topic that goes is refused as naming something unknown."""
    record(base, [Topic(id="t", kind="theme", name="n")])
    hop = Attribution(source="shin", certainty="certain", confidence="certain")
    late = Statement(document="paper", content="c", kind="assertion", attributions=[hop], topics=["t"])
    with pytest.raises(FactsError, match='unknown topic "t"'):
        record(base, [late], retire=[_named(base, "topic", "t")])


def test_an_id_that_comes_back_keeps_its_pk_and_its_versions(base: Factbase) -> None:
    """Withdrawn and recorded again, a statement has the same pk, and its next version is the next number."""
    statement = base.statement("no-details")
    pk = _pk(base, "statements", "no-details")
    record(base, [changed(statement)])
    record(base, retire=[statement])
    record(base, [Statement(**{**_fields(statement), "id": "another"})])
    record(base, [statement])
    assert _pk(base, "statements", "no-details") == pk
    assert _pk(base, "statements", "another") != pk
    assert [each.version for each in base.history("no-details")] == [1, 2, 3]
    assert [each.digest for each in base.history("no-details")][::2] == [digest(statement)] * 2
    record(base, [changed(statement)])
    assert [each.version for each in base.history("no-details")] == [1, 2, 3, 4]
    assert base.verify().ok


def _fields(statement: Statement) -> dict[str, object]:
    return {name: getattr(statement, name) for name in statement.__slots__ if not name.startswith("__")}


# What rests on a record that changes


def test_a_changed_text_must_still_hold_the_quotes(base: Factbase) -> None:
    """A newer text in which a standing quote is gone is refused, naming the statement."""
    paper = base.document("paper")
    cut = evolve(paper, text=(paper.text or "").replace("He declined", "He refused"), sha256=None)
    with pytest.raises(FactsError, match='statement "no-details": spans'):
        record(base, [cut])


def test_a_statement_may_go_together_with_its_words(base: Factbase) -> None:
    """A text may lose a quote in the act that withdraws the statement."""
    paper = base.document("paper")
    cut = evolve(paper, text=(paper.text or "").replace("He declined", "He refused"), sha256=None)
    record(base, [cut], retire=[base.statement("no-details")])
    assert base.document("paper").text == cut.text
    assert base.verify().ok


def test_a_build_may_drop_a_statement_together_with_its_words(tmp_path: Path, folder: Path) -> None:
    """A folder from which a sentence and its statement are gone builds."""
    (folder / "a.txt").write_text("One. Two.\n", encoding="utf-8")
    facts = (
        "document: a\npublisher: korea-herald\ntext: a.txt\nstatements:\n"
        "- {id: a-one, quote: One., said_by: [shin-won-sik: {confidence: certain, certainty: certain}], "
        "kind: assertion, content: One}\n"
    )
    two = facts.splitlines()[-1].replace("a-one", "a-two").replace("One", "Two") + "\n"
    (folder / "a.yaml").write_text(facts + two, encoding="utf-8")
    with Factbase.build(tmp_path / "facts.db", folder) as base:
        (folder / "a.txt").write_text("One. \n", encoding="utf-8")
        (folder / "a.yaml").write_text(facts, encoding="utf-8")
        recorded = base.record_folder(folder)
        assert (recorded.added, recorded.changed, recorded.retired) == (0, 1, 1)
        assert base.verify().ok


@pytest.mark.parametrize(
    ("fields", "bounds"),
    [
        ({"precision": "month"}, [("2023-11-01", "2023-11-30", None, None)]),
        ({"answer_type": "text", "precision": None, "timezone": None, "outcome": None, "outcome_statement": None},
         [(None, None, None, None)]),
    ],
)  # fmt: skip
def test_bounds_follow_a_question_that_changes(
    base: Factbase, fields: dict[str, object], bounds: list[tuple[object, ...]]
) -> None:
    """What an answer's words mean follows from its question: with another precision or type, other bounds."""
    record(base, [evolve(base.question("when"), **fields)])
    query = "SELECT DISTINCT earliest, latest, low, high FROM answers WHERE value LIKE '2023%'"
    assert base._database().conn.execute(query).fetchall() == bounds
    assert base.verify().ok
    assert base.as_of(1).verify().ok


def test_a_question_may_not_change_away_from_its_answers(base: Factbase) -> None:
    """A choice that a standing statement gives cannot be taken from the question."""
    why = base.question("why")
    with pytest.raises(FactsError, match='statement "launched": answers'):
        record(base, [evolve(why, choices=why.choices[1:])])


def test_a_renamed_source_is_renamed_in_every_chain(base: Factbase) -> None:
    """Derived values follow: the chains of statements that it passed on show the new name."""
    shin = base.source("shin")
    record(base, [evolve(shin, names=[evolve(shin.names[0], name="Shin Won-sik"), *shin.names])])
    assert base.summary("launch-in-november").chain.startswith("Wire > Shin Won-sik")
    assert base.verify().ok


# Routes


def test_a_build_withdraws_only_what_a_build_recorded(tmp_path: Path, folder: Path) -> None:
    """Rows of Python stay when a folder is built again without them; what left the folder is withdrawn."""
    with Factbase.build(tmp_path / "facts.db", folder) as base:
        record(base, [Topic(id="by-hand", kind="theme", name="n")])
        topics = (folder / "topics.yaml").read_text(encoding="utf-8")
        extra = "- {topic: extra, kind: theme, name: Extra}\n"
        (folder / "topics.yaml").write_text(topics + extra, encoding="utf-8")
        assert base.record_folder(folder).added == 1
        (folder / "topics.yaml").write_text(topics, encoding="utf-8")
        recorded = base.record_folder(folder)
        assert (recorded.added, recorded.changed, recorded.retired) == (0, 0, 1)
        ids = {each.id for each in base.records("topic")}
        assert "by-hand" in ids
        assert "extra" not in ids
        why = base._database().conn.execute("SELECT why FROM retired WHERE id = 'extra'").fetchone()
        assert why == ("no longer in the facts folder",)
        assert base.verify().ok


def test_an_id_of_the_other_route_is_refused_both_ways(tmp_path: Path, folder: Path) -> None:
    """Python cannot change or withdraw what a build recorded, nor a build what Python recorded."""
    with Factbase.build(tmp_path / "facts.db", folder) as base:
        shin = base.source("shin-won-sik")
        with pytest.raises(HistoryError, match='source "shin-won-sik" belongs to another route'):
            record(base, [changed(shin)])
        topic = next(each for each in base.records("topic") if each.id == "satellite-race")
        with pytest.raises(HistoryError, match='topic "satellite-race" belongs to another route'):
            record(base, retire=[topic])
        record(base, [Topic(id="extra", kind="theme", name="n")])
        with (folder / "topics.yaml").open("a", encoding="utf-8") as file:
            file.write("- {topic: extra, kind: theme, name: Extra}\n")
        with pytest.raises(HistoryError, match='topic "extra" belongs to another route'):
            base.record_folder(folder)
        assert len(base.changesets()) == 2
        assert base.verify().ok


def test_the_same_by_the_other_route_writes_nothing(tmp_path: Path, folder: Path) -> None:
    """What stands is not recorded again by another route; the row stays with the route that had it first."""
    with Factbase.build(tmp_path / "facts.db", folder) as base:
        before = base.path.read_bytes()
        assert record(base, state(base).values()) is None
        assert base.path.read_bytes() == before


# A base that holds nothing


def test_a_base_that_does_not_exist_says_so(tmp_path: Path) -> None:
    """Asking before anything was recorded is a clear error, with a file or without."""
    with Factbase(tmp_path / "facts.db") as base:
        with pytest.raises(StoreError, match="there is no such file"):
            base.head()
        with pytest.raises(ZeroDivisionError), base.recording(by="desk", note="n"):
            raise ZeroDivisionError
        with pytest.raises(StoreError, match="nothing was recorded into it yet"):
            base.head()
        record(base, everything())
        assert base.verify().ok
    with Factbase(":memory:") as base, pytest.raises(StoreError, match="nothing was recorded"):
        base.head()


def test_a_read_only_base_is_not_recorded_into(base: Factbase) -> None:
    """Opened read-only, a base refuses to record; so does one that shows the past."""
    with Factbase(base.path, read_only=True) as reader, pytest.raises(StoreError, match="read only"):
        record(reader, [])
    with base.as_of(1) as past, pytest.raises(StoreError, match="read only"):
        record(past, [])


def test_every_table_is_filled_by_the_records_of_these_tests(tmp_path: Path) -> None:
    """No table is left without a row, so that tests over all tables mean all of them.

    But for loops and repeated words: these records have none, `test_relating` and `test_copies` have.
    """
    with filled(tmp_path / "facts.db") as base:
        assert [table for table, rows in dump(base).items() if not rows] == ["loops", "repeats", "wordings"]
        assert base.verify().ok


def test_a_source_can_be_given_a_principal_that_comes_later(base: Factbase) -> None:
    """Within one act records may name one another in any order, even in a ring."""
    pair = [
        Source(id=one, kind="organization", names=everything()[2].names, acts_for=other)  # type: ignore[union-attr]
        for one, other in (("a", "b"), ("b", "a"))
    ]
    record(base, pair)
    assert base.source("a").acts_for == "b"
    record(base, retire=pair)
    assert base.verify().ok


def test_a_question_and_the_statement_that_shows_its_outcome_name_one_another(tmp_path: Path) -> None:
    """A statement answers a question whose outcome it shows: both enter, change and leave in one act."""
    with Factbase(tmp_path / "facts.db") as base:
        record(base, everything())
        both: list[Record] = [base.question("when"), base.statement("launched")]
        record(base, [changed(each) for each in both])
        assert isinstance(_named(base, "question", "when"), Question)
        assert base.verify().ok
