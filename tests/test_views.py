"""The promised views: their columns, what they cost, and those that answer where, when and on whose word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from factbase import Factbase
from factbase.errors import HistoryError
from factbase.model import Attribution, Document, Span, Statement
from factbase.store import schema
from factbase.store.connection import connect
from tests.worlds import build, chain, columns, counts, question, rests, row, rows, said, unnamed

if TYPE_CHECKING:
    from pathlib import Path

PROMISED = {
    "positions": "question question_text answer statement speaker capacity family kind certainty polarity "
    "said document",
    "corroboration": "question answer polarity family statements documents publishers utterances origins principals "
    "expected unsourced collapsed",
    "attestation": "speaker said question answer documents reporters",
    "disputes": "question answer_a answer_b statement_a statement_b speaker_a speaker_b",
    "revisions": "statement earlier_statement question answer earlier_answer",
    "drift": "statement source_statement question answer source_answer",
    "forecasts": "statement speaker kind question answer polarity outcome result revision",
    "forecast_scores": "statement question scheme term probability brier",
    "track_record": "speaker kind scheme forecasts resolved open void scored mean_brier",
    "certainty_shifts": "statement via outer_source outer_certainty inner_source inner_certainty",
    "circular_reporting": "statement loop",
    "unanchored": "statement why",
    "rests_on_unnamed": "statement why",
    "timeline": "at_earliest at_latest axis statement source content",
    "statement_history": "id version recorded_at recorded_by retired_at digest content",
}


@pytest.fixture(scope="module")
def small() -> Factbase:
    """Return a world with a little of everything."""
    return build(
        question("q", resolution="As reported."), chain(2), said("f", "x", {"q": "no"}, kind="forecast")
    )


@pytest.mark.parametrize("view", PROMISED)
def test_views_have_the_promised_columns(small: Factbase, view: str) -> None:
    """Every promised column is there, first and in the promised order."""
    cursor = small._database().conn.execute(f"SELECT * FROM {view}")
    promised = PROMISED[view].split()
    assert [column[0] for column in cursor.description if column[0] in promised] == promised


@pytest.mark.parametrize(
    ("view", "column"),
    [
        *((view, "question") for view in PROMISED if "question" in PROMISED[view].split()[:4]),
        *((view, "statement") for view in ("positions", "revisions", "forecasts", "timeline", "unanchored")),
        ("track_record", "speaker"),
        ("statement_history", "id"),
    ],
)
def test_asking_for_one_thing_reads_its_rows_only(view: str, column: str) -> None:
    """The condition reaches the tables that hold statements: none of them is read from end to end.

    Of a file that is made and never analysed, so that what is chosen does not hang on how many rows there are.
    """
    empty = connect(":memory:")
    schema.create(empty)
    plan = empty.conn.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE {column} = 'x'")
    whole = "SCAN (statements|answers|summaries|attributions|declines|roots|retired)"
    assert [step[3] for step in plan if re.match(whole, step[3])] == []


# Positions


def test_positions_show_answers_denials_and_refusals() -> None:
    """A denial of yes stands as no, a denied date as denied, and a refusal as silence without an answer."""
    base = build(
        question("q"),
        question("when", "date"),
        said("a", "putin", {"q": "yes"}, polarity="denies", on="2023-09-13"),
        said("b", "shin", {"when": "2023-10"}, polarity="denies", kind="forecast"),
        said("c", "shin", kind="refusal", declines=("q",)),
    )
    names = ("question", "statement", "answer", "polarity", "family", "certainty")
    assert columns(base, "positions", *names) == [
        ("q", "a", "no", "affirms", "claim", "certain"),
        ("q", "c", None, "affirms", "silence", "uncommitted"),
        ("when", "b", "2023-10", "denies", "assessment", "certain"),
    ]


# Withdrawing


def test_withdrawing_the_middle_of_a_chain_is_refused_until_it_is_pointed_elsewhere() -> None:
    """s0 > s1 > s2: s1 is named by a link. With s0 pointed at s2 it can go, and there is still one origin."""
    base = build(question("q"), chain(2))
    with (
        pytest.raises(HistoryError, match=r"s0\.derived-from\.s1"),
        base.recording(by="x", note="x") as changes,
    ):
        changes.retire("s1", why="wrong")
    with base.recording(by="x", note="x") as changes:
        changes.add(rests("s0", "s2"))
        changes.retire("s0.derived-from.s1", why="s1 goes", noun="link")
        changes.retire("s1.derived-from.s2", why="s1 goes", noun="link")
        changes.retire("s1", why="wrong")
    assert counts(base) == (2, 2, 2, 1, 1, 1)
    assert base.verify().ok


# Where the words are, and who is named


def test_statements_without_exact_words_say_why() -> None:
    """A paraphrase of a held text, of one that is not held, of a document that was not seen; a quote is anchored."""
    quoted = Statement(
        id="quoted",
        document="held",
        content="It",
        kind="assertion",
        attributions=(Attribution(source="shin", certainty="certain", confidence="certain"),),
        spans=(Span(start=0, end=4, exact="Shin"),),
        words="reporter",
    )
    base = build(
        Document(id="held", publisher="herald", text="Shin said it."),
        Document(id="dispatch", publisher="wire", seen=False),
        quoted,
        said("paraphrase", "shin", document="held"),
        said("elsewhere", "shin", document="paper"),
        said("unseen", "shin", document="dispatch"),
    )
    assert columns(base, "unanchored", "statement", "why") == [
        ("elsewhere", "the text of the document is not held"),
        ("paraphrase", "a paraphrase of a text that is held"),
        ("unseen", "the document is known only through others"),
    ]


def test_what_rests_on_the_unnamed_is_shown_with_the_reason() -> None:
    """An unnamed speaker, an unnamed hop on the way to a named one, and whatever depends on either, however far."""
    base = build(
        unnamed("aide"),
        said("speaker", "aide"),
        said("hop", "aide > shin"),
        said("near", "shin"),
        said("far", "yang"),
        said("free", "yang"),
        rests("near", "speaker"),
        rests("far", "near"),
        rests("near", "far"),
    )
    assert columns(base, "rests_on_unnamed", "statement", "why") == [
        ("far", "rests on a statement of an unnamed source: speaker"),
        ("hop", "a hop is unnamed: aide > shin"),
        ("near", "rests on a statement of an unnamed source: speaker"),
        ("speaker", "the speaker is unnamed: aide"),
    ]


# When


def test_the_timeline_keeps_four_axes_apart() -> None:
    """When it happens, when each hop said it, when it was published and recorded; a reprint has no statement."""
    told = Statement(
        id="s",
        document="story",
        content="A launch",
        kind="assertion",
        event_date="2023-11-21/2023-11-30",
        attributions=(
            Attribution(source="yoo", said="2023-11-03", confidence="certain"),
            Attribution(source="nis", said="2023-11", certainty="certain", confidence="certain"),
        ),
    )
    base = build(
        Document(id="story", publisher="herald", published="2023-11-05"),
        Document(
            id="reprint", publisher="navy-news", title="A reprint", published="2023-11-07", copies="story"
        ),
        told,
    )
    found = rows(base, "timeline", order="axis, at_earliest, source")
    recorded = base.changesets()[0].recorded_at
    names = ("axis", "at_earliest", "at_latest", "statement", "source", "content")
    assert [tuple(each[name] for name in names) for each in found] == [
        ("event", "2023-11-21", "2023-11-30", "s", "nis", "A launch"),
        ("published", "2023-11-05", "2023-11-05", "s", "herald", "A launch"),
        ("published", "2023-11-07", "2023-11-07", None, "navy-news", "A reprint"),
        ("recorded", recorded, recorded, "s", None, "A launch"),
        ("said", "2023-11-01", "2023-11-30", "s", "nis", "A launch"),
        ("said", "2023-11-03", "2023-11-03", "s", "yoo", "A launch"),
    ]


def test_the_history_of_a_statement_shows_every_version() -> None:
    """Recorded, changed, withdrawn, recorded again: three versions, of which the last stands."""
    base = build(said("s", "shin", content="First"))
    build(said("s", "shin", content="Second"), base=base)
    with base.recording(by="editor", note="clean") as changes:
        changes.retire("s", why="wrong")
    assert columns(base, "statement_history", "version", "content", "retired_by") == [
        (1, "First", "tests"),
        (2, "Second", "editor"),
    ]
    build(said("s", "shin", content="Third"), base=base)
    found = rows(base, "statement_history", order="version")
    assert [(each["version"], each["content"], each["retired_at"] is None) for each in found] == [
        (1, "First", False),
        (2, "Second", False),
        (3, "Third", True),
    ]
    assert [each["why"] for each in found][1] == "wrong"


def test_every_view_answers_for_the_curated_facts(tmp_path: Path, facts_folder: Path) -> None:
    """Each view can be read whole for the real record, and none of its statements is lost on the way."""
    base = Factbase.build(tmp_path / "facts.db", facts_folder, by="tests")
    answered = {each["statement"] for each in rows(base, "positions")}
    assert answered <= {each["statement"] for each in rows(base, "timeline")}
    for view in PROMISED:
        rows(base, view)
    for each in rows(base, "corroboration"):
        assert each["origins"] <= each["statements"] + each["expected"]
        assert each["principals"] <= each["origins"] <= each["utterances"]
    assert row(base, "official_claims", id="shin-first-launch-on-nov-30")["kind"] == "intention"
