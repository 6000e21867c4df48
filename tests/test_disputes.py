"""Who disputes what: which answers conflict, and which positions are held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.worlds import build, columns, question, rests, row, rows, said, source

if TYPE_CHECKING:
    from factbase.model import Question

DATE = question("q", "date")
NUMBER = question("q", "number")
CHOICE = question("q", "choice", "x y")


# What conflicts


@pytest.mark.parametrize(
    ("asked", "one", "other", "in_dispute"),
    [
        (question("q"), "yes", "no", True),
        (question("q"), "yes", "yes", False),
        (question("q"), "yes", "not yes", True),
        (question("q"), "no", "not yes", False),
        (question("q"), "not yes", "not no", True),
        (DATE, "2023-11-03", "2023-11-04", True),
        (DATE, "2023-11", "2023-11-04", False),  # the narrower lies in the wider
        (DATE, "2023-11-21/2023-11-30", "2023-12", True),
        (DATE, "../2025", "2026", True),
        (DATE, "../2025", "2024", False),
        (DATE, "2023-11-03/..", "2023-10", True),  # an open end is unbounded
        (DATE, "not 2023-11", "2023-11-04", True),  # it lies within what is denied
        (DATE, "not 2023-11", "2023", False),  # another part of the year is left
        (DATE, "not 2023-11", "2023-12", False),
        (DATE, "not ../2025", "../2024", True),
        (DATE, "not 2023", "../2023", False),
        (DATE, "not 2023-11", "not 2023-12", False),
        (NUMBER, "5", "6", True),
        (NUMBER, "5", ">=5", False),
        (NUMBER, "<=4", ">=5", True),
        (NUMBER, "~300000", "349999", False),
        (NUMBER, "~300000", "350000", True),
        (NUMBER, "not >=5", "7", True),
        (NUMBER, "not >=5", "4..7", False),
        (CHOICE, "x", "y", True),
        (CHOICE, "x", "not x", True),
        (CHOICE, "x", "not y", False),
        (question("q", "choice", "x y", multiple=True), "x", "y", False),
        (question("q", "choice", "x y", multiple=True), "x", "not x", True),
        (question("q", "date", multiple=True), "2023-11-03", "2023-11-04", False),
        (question("q", "text"), "one thing", "another", False),
        (question("q", "text"), "one thing", "not one thing", True),  # the same words, denied
        (question("q", "text"), "one thing", "not another", False),
    ],
)
def test_answers_conflict_by_their_type(asked: Question, one: str, other: str, *, in_dispute: bool) -> None:
    """Two sources that give these answers dispute, or do not; whichever of them is named first."""
    for first, second in ((one, other), (other, one)):
        told = [
            said(
                name,
                f"by-{name}",
                {"q": answer.removeprefix("not ")},
                polarity="denies" if answer.startswith("not ") else "affirms",
            )
            for name, answer in (("a", first), ("b", second))
        ]
        assert bool(rows(build(asked, told), "disputes")) == in_dispute


# Disputes


def test_a_dispute_is_shown_once() -> None:
    """One row for the pair, with both answers, both statements and both speakers."""
    base = build(question("q"), said("b", "putin", {"q": "yes"}), said("a", "kirby", {"q": "no"}))
    found = row(base, "disputes")
    assert {name: found[name] for name in ("answer_a", "statement_a", "speaker_a")} == {
        "answer_a": "no",
        "statement_a": "a",
        "speaker_a": "kirby",
    }
    assert (found["answer_b"], found["statement_b"], found["speaker_b"]) == ("yes", "b", "putin")


def test_copies_of_a_position_do_not_multiply_a_dispute() -> None:
    """Three papers carry Putin's answer, linked or heard on the same day; the dispute is between two speakers."""
    base = build(
        question("q"),
        said("a", "putin", {"q": "yes"}, document="one", on="2023-09-13"),
        said("b", "putin", {"q": "yes"}, document="two", on="2023-09-13"),
        said("c", "putin", {"q": "yes"}, document="three"),
        rests("c", "b"),
        said("d", "kirby", {"q": "no"}, document="one"),
    )
    assert columns(base, "disputes", "statement_a", "statement_b") == [("a", "d")]


def test_those_who_speak_for_one_principal_are_not_in_dispute() -> None:
    """The minister and the army both speak for the ministry in the end; the professor does not."""
    base = build(
        source("ministry"),
        source("army", acts_for="ministry"),
        source("shin", acts_for="army"),
        question("q"),
        said("a", "shin", {"q": "yes"}),
        said("b", "ministry", {"q": "no"}),
        said("c", "yang", {"q": "no"}),
    )
    assert columns(base, "disputes", "statement_a", "statement_b") == [("a", "c")]


def test_only_the_latest_position_of_each_is_in_dispute() -> None:
    """Shin says no, then yes; Yang says no: only the yes disputes with Yang, and the change is a revision."""
    base = build(
        question("q"),
        said("a", "shin", {"q": "no"}, on="2023-10-01"),
        said("b", "shin", {"q": "yes"}, on="2023-11-03"),
        said("c", "yang", {"q": "no"}),
    )
    assert columns(base, "disputes", "statement_a", "statement_b") == [("b", "c")]
    assert columns(base, "revisions", "statement", "earlier_statement") == [("b", "a")]


def test_a_position_of_unknown_time_may_be_the_latest() -> None:
    """Nobody can say that it was given up: it stays in dispute."""
    base = build(
        question("q"),
        said("a", "shin", {"q": "yes"}),
        said("b", "shin", {"q": "no"}, on="2023-11-03"),
        said("c", "yang", {"q": "no"}),
    )
    assert columns(base, "disputes", "statement_a", "statement_b") == [("a", "c")]


def test_a_position_that_was_taken_back_is_not_in_dispute() -> None:
    """Shin retracts what he said: there is nothing left to dispute, and a revision without an answer."""
    base = build(
        question("q"),
        said("a", "shin", {"q": "yes"}, on="2023-11-03"),
        said("c", "yang", {"q": "no"}),
        said("sorry", "shin", on="2023-11-04"),
        rests("sorry", "a", "retracts"),
    )
    assert rows(base, "disputes") == []
    assert columns(base, "revisions", "statement", "earlier_statement", "answer", "earlier_answer") == [
        ("sorry", "a", None, "yes")
    ]


def test_who_does_not_commit_is_not_in_dispute() -> None:
    """A relay that is uncommitted, an order and a refusal hold no position on what is so."""
    base = build(
        question("q"),
        said("a", "shin", {"q": "yes"}),
        said("b", "yoo", {"q": "no"}, certainty="uncommitted"),
        said("c", "kim", {"q": "no"}, kind="directive"),
        said("d", "kirby", kind="refusal", declines=("q",)),
    )
    assert rows(base, "disputes") == []


def test_what_rests_on_the_other_is_drift_and_no_dispute() -> None:
    """A retelling that says the opposite of its source, be it three steps away, does not dispute with it."""
    base = build(
        question("q"),
        said("a", "x", {"q": "yes"}),
        said("b", "y", {"q": "no"}),
        said("c", "z", {"q": "yes"}),
        said("far", "w", {"q": "no"}),
        rests("a", "b"),
        rests("b", "c"),
        rests("c", "far"),
    )
    assert rows(base, "disputes") == []
    assert columns(base, "drift", "statement", "source_statement", "conflicting") == [
        ("a", "b", 1),
        ("b", "c", 1),
        ("c", "far", 1),
    ]


def test_what_rests_on_one_hearing_of_the_other_is_drift_too() -> None:
    """Two papers heard Shin say yes on one day, a third draws its no from either of them: no dispute, whatever the ids.

    If the third says no on grounds of its own as well, that is a dispute, whichever of its two has the first id.
    """
    for heard, own in (("a", "m"), ("b", "z")):
        told = [
            said("a", "shin", {"q": "yes"}, document="one", on="2023-11-03"),
            said("b", "shin", {"q": "yes"}, document="two", on="2023-11-03"),
            said("n", "yang", {"q": "no"}, document="three"),
            rests("n", heard),
        ]
        assert rows(build(question("q"), told), "disputes") == []
        base = build(question("q"), told, said(own, "yang", {"q": "no"}, document="four"))
        assert columns(base, "disputes", "statement_a", "statement_b") == [("a", own)]


def test_two_that_rest_on_a_third_can_dispute() -> None:
    """Two analysts who start from one report and reach opposite judgements disagree with each other."""
    base = build(
        question("q"),
        said("report", "kcna"),
        said("a", "yang", {"q": "yes"}, kind="assessment"),
        said("b", "kirby", {"q": "no"}, kind="assessment"),
        rests("a", "report"),
        rests("b", "report"),
    )
    assert columns(base, "disputes", "statement_a", "statement_b") == [("a", "b")]
    assert rows(base, "drift") == []


def test_a_loop_in_which_one_is_caught_hides_no_dispute() -> None:
    """The first quotes itself through a mirror; it does not rest on the second, which disputes it."""
    base = build(
        question("q"),
        said("a", "x", {"q": "yes"}),
        said("mirror", "x", {"q": "yes"}),
        said("b", "y", {"q": "no"}),
        rests("a", "mirror"),
        rests("mirror", "a"),
    )
    assert len(rows(base, "disputes")) == 1
