"""Who departed from what: revised positions, retellings that drifted, and certainty that grew on the way."""

from __future__ import annotations

import pytest

from factbase.model import Attribution, Statement
from tests.worlds import build, columns, question, rests, rows, said, source

DATE = question("q", "date")
NUMBER = question("q", "number")

# Revisions


def test_a_revision_departs_from_the_position_before_it() -> None:
    """Shin says October, says it again, then November, then December: two revisions, each from the last before."""
    base = build(
        DATE,
        said("one", "shin", {"q": "2023-10"}, on="2023-08-01"),
        said("two", "shin", {"q": "2023-10"}, on="2023-09-01"),
        said("three", "shin", {"q": "2023-11"}, on="2023-10-01"),
        said("four", "shin", {"q": "2023-12"}, on="2023-11-01"),
    )
    assert columns(base, "revisions", "statement", "earlier_statement", "conflicting") == [
        ("four", "three", 1),
        ("three", "two", 1),
    ]


def test_a_narrower_date_is_a_revision_without_contradiction() -> None:
    """From "in November" to "on Nov. 30": another answer, and both can hold."""
    base = build(
        DATE,
        said("one", "shin", {"q": "2023-11"}, on="2023-10-01"),
        said("two", "shin", {"q": "2023-11-30"}, on="2023-11-01"),
    )
    assert columns(base, "revisions", "answer", "earlier_answer", "conflicting") == [
        ("2023-11-30", "2023-11", 0)
    ]


def test_what_is_said_at_the_same_time_is_no_revision() -> None:
    """Two answers on one day: nobody can say which came later, unless one corrects the other."""
    told = [
        said("one", "shin", {"q": "5"}, on="2023-11-03"),
        said("two", "shin", {"q": "6"}, on="2023-11-03"),
    ]
    assert rows(build(NUMBER, told), "revisions") == []
    corrected = build(NUMBER, told, rests("two", "one", "corrects"))
    assert columns(corrected, "revisions", "statement", "earlier_statement") == [("two", "one")]


def test_another_of_several_answers_is_no_revision() -> None:
    """Where several can hold, a second purpose does not depart from the first; denying the first does."""
    base = build(
        question("q", "choice", "x y", multiple=True),
        said("one", "shin", {"q": "x"}, on="2023-10-01"),
        said("two", "shin", {"q": "y"}, on="2023-10-02"),
        said("three", "shin", {"q": "x"}, on="2023-10-03", polarity="denies"),
    )
    assert columns(base, "revisions", "statement", "earlier_statement") == [("three", "one")]


def test_other_words_are_no_revision() -> None:
    """Answers in free text differ in every wording."""
    base = build(
        question("q", "text"),
        said("one", "shin", {"q": "smoke"}, on="2023-10-01"),
        said("two", "shin", {"q": "smoke over the pad"}, on="2023-10-02"),
    )
    assert rows(base, "revisions") == []


def test_a_retelling_revises_nothing() -> None:
    """A later paper retells the earlier answer with a drift: that is drift, and its speaker revised nothing."""
    base = build(
        NUMBER,
        said("one", "shin", {"q": "5"}, on="2023-10-01"),
        said("two", "shin", {"q": "6"}, document="other", on="2023-10-05"),
        rests("two", "one"),
    )
    assert rows(base, "revisions") == []
    assert columns(base, "drift", "statement", "answer", "source_answer") == [("two", "6", "5")]


def test_a_plan_is_revised_by_whoever_claims_for_its_principal() -> None:
    """The minister announces Nov. 30, the ministry puts it off; the army's forecast revises nobody's plan."""
    base = build(
        source("ministry"),
        source("shin", acts_for="ministry"),
        source("army", acts_for="ministry"),
        DATE,
        said("plan", "shin", {"q": "2023-11-30"}, kind="intention", on="2023-11-03"),
        said("guess", "army", {"q": "2023-12-24"}, kind="forecast", on="2023-11-20"),
        said("delay", "ministry", {"q": "2023-12-02"}, kind="intention", on="2023-11-28"),
    )
    assert columns(base, "revisions", "statement", "earlier_statement") == [("delay", "plan")]


# Drift


def test_a_retelling_that_adds_an_answer_has_drifted_from_nothing_said() -> None:
    """The dispatch does not speak to the question, the retelling of the same speaker answers it; an analysis may."""
    base = build(
        question("q"),
        said("dispatch", "nada"),
        said("retold", "nada", {"q": "yes"}, document="other"),
        said("analysis", "yang", {"q": "yes"}, document="other", kind="assessment"),
        rests("retold", "dispatch"),
        rests("analysis", "dispatch"),
    )
    assert columns(base, "drift", "statement", "source_statement", "answer", "source_answer") == [
        ("retold", "dispatch", "yes", None)
    ]


def test_drift_is_seen_through_a_silent_statement() -> None:
    """The statement in between does not answer; the root does, and otherwise."""
    base = build(
        question("q"),
        said("a", "x", {"q": "yes"}),
        said("silent", "x"),
        said("root", "x", {"q": "no"}),
        rests("a", "silent"),
        rests("silent", "root"),
    )
    assert columns(base, "drift", "statement", "source_statement", "source_answer") == [("a", "root", "no")]


def test_a_less_precise_retelling_has_drifted_without_contradiction() -> None:
    """From "Nov. 21" to "in November": not what was said, though both can hold."""
    base = build(
        DATE,
        said("exact", "nis", {"q": "2023-11-21"}),
        said("vague", "nis", {"q": "2023-11"}, document="other"),
        rests("vague", "exact"),
    )
    assert columns(base, "drift", "answer", "source_answer", "conflicting") == [("2023-11", "2023-11-21", 0)]


# Certainty


def hops(ident: str, *certainties: str | None, polarity: str = "affirms") -> Statement:
    """Return a statement passed on by one hop per certainty, outermost first."""
    chain = tuple(
        Attribution(source=f"hop-{n}", certainty=certainty, polarity=polarity, confidence="certain")
        for n, certainty in enumerate(certainties, start=1)
    )
    return Statement(
        id=ident, document="herald", content=f"What {ident} says", kind="assessment", attributions=chain
    )


@pytest.mark.parametrize(
    ("certainties", "shifts"),
    [
        (("certain", "probable"), [("hop-1", "certain", "hop-2", "probable")]),
        (("probable", "possible"), [("hop-1", "probable", "hop-2", "possible")]),
        (("probable", "certain"), []),  # a relay that doubts does not add
        (("certain", "certain"), []),
        ((None, "probable"), []),  # a relay that merely relays
        (("certain", None, "possible"), [("hop-1", "certain", "hop-3", "possible")]),
        (
            ("certain", "probable", "possible"),
            [("hop-1", "certain", "hop-2", "probable"), ("hop-2", "probable", "hop-3", "possible")],
        ),
        (("certain", "uncommitted"), []),
    ],
)
def test_certainty_that_grows_over_a_hop_is_a_shift(
    certainties: tuple[str | None, ...], shifts: list[tuple[str, ...]]
) -> None:
    """Each hop is compared to the nearest committing one inside it."""
    base = build(hops("s", *certainties))
    names = ("outer_source", "outer_certainty", "inner_source", "inner_certainty")
    assert columns(base, "certainty_shifts", *names) == shifts


def test_certainty_that_grows_over_a_link_is_a_shift() -> None:
    """The source says it is possible, the retelling that it is certain; a denial is no firmer version of it."""
    base = build(
        said("source", "nis", certainty="possible"),
        said("retold", "nis", certainty="certain", document="other"),
        said("weaker", "nis", certainty="possible", document="other"),
        said("denial", "nis", certainty="certain", polarity="denies", document="other"),
        *(rests(name, "source") for name in ("retold", "weaker", "denial")),
    )
    assert columns(base, "certainty_shifts", "statement", "via", "source_statement") == [
        ("retold", "link", "source")
    ]


def test_a_relay_with_the_opposite_polarity_is_no_shift() -> None:
    """Who is certain that it is not so does not strengthen who finds it possible that it is."""
    inner = Attribution(source="nis", certainty="possible", confidence="certain")
    outer = Attribution(source="yoo", certainty="certain", polarity="denies", confidence="certain")
    told = Statement(id="s", document="herald", content="It", kind="assessment", attributions=(outer, inner))
    assert rows(build(told), "certainty_shifts") == []
