"""How forecasts and plans came out, and how well each speaker's were placed on each scale.

Values are worked by hand; the numbers of the scales are those of `factbase.scales`.
"""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoringrules import brier_score

from factbase.model import Document, Question
from factbase.scales import HEDGE_SCHEMES, SCALES, ScaleTerm
from tests.worlds import Row, build, columns, question, rests, row, rows, said, source

if TYPE_CHECKING:
    from factbase import Factbase
    from factbase.model import Statement


def resolved(answer_type: str, outcome: str | None, choices: str = "", **fields: Any) -> Question:  # noqa: ANN401
    """Return a question with a resolution rule and this outcome, shown by the statement ``shown``."""
    return question(
        "q",
        answer_type,
        choices,
        **{"resolution": "As reported.", "outcome": outcome, "outcome_statement": "shown", **fields},
    )


def shown(on: str = "2023-12-02") -> Statement:
    """Return the statement that shows the outcome."""
    return said("shown", "ministry", document="star", on=on)


def forecast(ident: str, answer: str, by: str = "shin", **fields: Any) -> Statement:  # noqa: ANN401
    """Return a forecast of Nov. 3; an answer that begins with "not " is denied."""
    denied = answer.startswith("not ")
    return said(
        ident,
        by,
        {"q": answer.removeprefix("not ")},
        **{"kind": "forecast", "on": "2023-11-03", "polarity": "denies" if denied else "affirms", **fields},
    )


def scored(hedged: Statement, outcome: str = "2023-11-21", **where: str) -> Row:
    """Return the score of one forecast of a date, for the scheme that `where` names."""
    return row(build(resolved("date", outcome), shown(), hedged), "forecast_scores", **where)


# Results


@pytest.mark.parametrize(
    ("answer_type", "outcome", "answer", "result"),
    [
        ("yes-no", "yes", "yes", "right"),
        ("yes-no", "no", "yes", "wrong"),
        ("yes-no", "no", "not yes", "right"),
        ("yes-no", "yes", "not yes", "wrong"),
        ("date", "2023-11-21", "2023-11-21/2023-11-30", "right"),
        ("date", "2023-11-21", "2023-10", "wrong"),
        (
            "date",
            "2023-11-21",
            "not 2023-11-03/2023-11-17",
            "right",
        ),  # the outcome lies outside what was denied
        ("date", "2023-11-21", "not 2023-11", "wrong"),
        ("date", "2023-12-01", "2023-11-30", "wrong"),  # missed by one day is missed
        ("date", "2023-11-21", "../2025", "right"),
        ("date", "2023-11", "2023-11-21/2023-11-30", "void"),  # the outcome straddles the answer
        ("date", "2023-11", "not 2023-11-21/2023-11-30", "void"),
        ("date", "2024-01-01/..", "2023-11-30", "wrong"),  # nothing by the deadline: the time after it
        ("date", "2024-01-01/..", "2024-02", "void"),
        ("number", "5", ">=5", "right"),
        ("number", "4", ">=5", "wrong"),
        ("number", "4", "not >=5", "right"),
        ("number", "~300000", "300000", "void"),
        ("number", ">=5", ">=3", "right"),
        ("choice", "x", "x", "right"),
        ("choice", "x", "y", "wrong"),
        ("choice", "x", "not y", "right"),
        ("text", "smoke", "smoke", "right"),
        ("text", "smoke", "fire", "void"),  # other words may mean the same
        ("yes-no", "void", "yes", "void"),
    ],
)
def test_a_forecast_is_right_wrong_or_void(answer_type: str, outcome: str, answer: str, result: str) -> None:
    """Right when the outcome lies within the answer, wrong when apart from it, a denial the other way round."""
    asked = resolved(answer_type, outcome, "x y" if answer_type == "choice" else "")
    base = build(asked, shown("2024-06-01"), forecast("f", answer))
    found = row(base, "forecasts")
    assert (found["result"], found["outcome"]) == (result, outcome)


def test_one_of_several_choices_disproves_no_other() -> None:
    """Where several can hold, the outcome "x" tells nothing about "y"."""
    base = build(
        resolved("choice", "x", "x y", multiple=True), shown(), forecast("f", "y"), forecast("g", "not y")
    )
    assert columns(base, "forecasts", "statement", "result") == [("f", "void"), ("g", "void")]


def test_without_an_outcome_a_forecast_is_open() -> None:
    """Whenever it was said, and even if nobody knows when."""
    asked = question("q", "date", resolution="As reported.")
    base = build(asked, forecast("f", "2023-11-30"), forecast("g", "2023-12", on=None))
    assert columns(base, "forecasts", "statement", "result") == [("f", "open"), ("g", "open")]


# What counts as a forecast


def test_only_forecasts_and_intentions_on_a_question_with_a_rule_count() -> None:
    """An assessment, an assertion or an order foretells nothing; and without a rule nobody can tell how it came out."""
    told = [
        forecast(kind, "2023-11-30", kind=kind)
        for kind in ("forecast", "intention", "assessment", "assertion", "directive", "observation")
    ]
    told = [each for each in told if each.kind != "directive"]
    told.append(forecast("directive", "2023-11-30", kind="directive", certainty=None))
    base = build(question("q", "date", resolution="As reported."), told)
    assert columns(base, "forecasts", "statement", "kind") == [
        ("forecast", "forecast"),
        ("intention", "intention"),
    ]
    assert rows(build(question("q", "date"), forecast("f", "2023-11-30")), "forecasts") == []


@pytest.mark.parametrize(
    ("on", "published", "counts"),
    [
        ("2023-11-20", None, True),
        ("2023-11-21", None, False),  # on the day itself nobody can tell whether before
        ("2023-11-22", None, False),
        ("2023-11", None, False),  # it may have been said afterwards
        (None, "2023-11-20", True),  # published before: said before
        (None, "2023-11-22", False),
        (None, None, False),
    ],
)
def test_only_what_was_certainly_said_before_the_outcome_counts(
    on: str | None, published: str | None, *, counts: bool
) -> None:
    """The outcome is Nov. 21: hindsight is no forecast."""
    base = build(
        Document(id="herald", publisher="herald", published=published),
        resolved("date", "2023-11-21"),
        shown("2023-11-22"),
        forecast("f", "2023-11", on=on),
    )
    assert bool(rows(base, "forecasts")) == counts


@pytest.mark.parametrize(("on", "counts"), [("2023-11-20", True), ("2023-11-23", False)])
def test_an_outcome_without_a_date_of_its_own_is_dated_by_what_shows_it(on: str, *, counts: bool) -> None:
    """The statement that shows it was said on Nov. 22."""
    base = build(resolved("yes-no", "yes"), shown("2023-11-22"), forecast("f", "yes", on=on))
    assert bool(rows(base, "forecasts")) == counts


def test_only_the_root_of_its_retellings_is_a_forecast() -> None:
    """Two papers retell it, and a third heard it on the same day: one utterance, one forecast."""
    base = build(
        resolved("date", "2023-11-21"),
        shown(),
        forecast("f", "2023-11"),
        forecast("retold", "2023-11", document="other"),
        rests("retold", "f"),
        forecast("heard-too", "2023-11", document="third"),
        forecast("undated", "2023-11", document="fourth", on=None),
    )
    assert columns(base, "forecasts", "statement") == [("f",)]


def test_a_forecast_made_twice_is_two_utterances() -> None:
    """On another day, or by another speaker, it is another forecast."""
    base = build(
        resolved("date", "2023-11-21"),
        shown(),
        forecast("f", "2023-11"),
        forecast("again", "2023-11", on="2023-11-10"),
        forecast("other", "2023-11", by="yang"),
    )
    assert columns(base, "forecasts", "statement") == [("again",), ("f",), ("other",)]


# Revisions


def slipped() -> Factbase:
    """Return the launch of Nov. 30 that the ministry put off on Nov. 28, and that took place on Dec. 1."""
    return build(
        source("ministry"),
        source("shin", acts_for="ministry"),
        resolved("date", "2023-12-01"),
        shown("2023-12-03"),
        forecast("plan", "2023-11-30", kind="intention"),
        forecast("delay", "2023-12-02", by="ministry", kind="intention", on="2023-11-28"),
    )


def test_a_plan_that_slips_with_an_announced_revision_is_missed_and_shows_it() -> None:
    """Missed by one day, and so is the new date."""
    assert columns(slipped(), "forecasts", "statement", "result", "revision") == [
        ("delay", "wrong", None),
        ("plan", "wrong", "delay"),
    ]


def test_what_is_said_of_the_outcome_revises_no_forecast() -> None:
    """North Korea declared October; that it says on Nov. 22 that it launched on Nov. 21 is no new plan."""
    base = build(
        resolved("date", "2023-11-21"),
        shown(),
        forecast("declared", "2023-10", by="nada", kind="intention", on="2023-08-24"),
        said("launched", "nada", {"q": "2023-11-21"}, on="2023-11-22"),
    )
    assert columns(base, "forecasts", "statement", "result", "revision") == [("declared", "wrong", None)]
    assert rows(base, "revisions") == []


# Scores


def test_a_hedge_is_scored_by_each_scale_that_covers_it_and_by_factbank() -> None:
    """ICD 203 "likely" is 55-80 per cent, mid-point 67.5; STIX gives 70, the survey 75, FactBank "probable" 77.5.

    It came out: brier is (0.675 - 1)^2 = 0.105625, (0.70 - 1)^2 = 0.09, 0.0625 and (0.775 - 1)^2 = 0.050625.
    """
    likely = forecast("f", "2023-11", certainty="probable", hedge="is likely")
    base = build(resolved("date", "2023-11-21"), shown(), likely)
    found = {
        each["scheme"]: (each["term"], each["probability"], each["brier"])
        for each in rows(base, "forecast_scores")
    }
    assert found == {
        "capphrase": ("likely", 0.75, pytest.approx(0.0625)),
        "factbank": ("probable", 0.775, pytest.approx(0.050625)),
        "icd203": ("likely", 0.675, pytest.approx(0.105625)),
        "stix": ("likely", 0.7, pytest.approx(0.09)),
    }


def test_a_denial_gives_the_answer_what_is_left() -> None:
    """Shin held it probable (77.5 per cent) that it would not be by Nov. 17: he gave that window 22.5 per cent.

    The launch was outside it (o = 0): brier is 0.225^2 = 0.050625, as for his being right with 77.5 per cent.
    """
    found = scored(forecast("f", "not 2023-11-03/2023-11-17", certainty="probable"), scheme="factbank")
    assert (found["probability"], found["brier"]) == (pytest.approx(0.225), pytest.approx(0.050625))
    assert found["result"] == "right"
    found = scored(forecast("f", "not 2023-11", certainty="probable"), scheme="factbank")
    assert (found["result"], found["brier"]) == ("wrong", pytest.approx(0.775**2))


def test_a_term_that_says_improbable_holds_the_denial_in_itself() -> None:
    """Unlikely in October (ICD 203: 20-45 per cent, 32.5) gives October 32.5 per cent, not 67.5.

    May not be in October (survey: 40 per cent) is a weak denial: it leaves October 60.
    """
    unlikely = forecast("f", "not 2023-10", certainty="probable", likelihood={"icd203": "unlikely"})
    assert scored(unlikely, scheme="icd203")["probability"] == pytest.approx(0.325)
    may_not = forecast("f", "not 2023-10", certainty="possible", likelihood={"capphrase": "may"})
    assert scored(may_not, scheme="capphrase")["probability"] == pytest.approx(0.6)


def test_denying_yes_gives_no_its_probability() -> None:
    """Denying yes is affirming no: "no" has 77.5 per cent, or what "unlikely" (32.5) leaves, and came out."""
    told = forecast("f", "not yes", certainty="probable", likelihood={"icd203": "unlikely"})
    base = build(resolved("yes-no", "no"), shown(), told)
    assert columns(base, "forecast_scores", "scheme", "answer", "probability", "brier") == [
        ("factbank", "no", 0.775, pytest.approx(0.225**2)),
        ("icd203", "no", 0.675, pytest.approx(0.325**2)),
    ]


def test_the_last_hop_is_the_one_that_is_scored() -> None:
    """What the speaker said is scored, not how a relay put it."""
    assert scored(forecast("f", "2023-11", by="yoo > nis", certainty="possible"))["term"] == "possible"


@pytest.mark.parametrize("outcome", [None, "void", "2023"])
def test_open_and_void_have_a_probability_and_no_score(outcome: str | None) -> None:
    """They are shown, and not scored."""
    asked = resolved("date", outcome, outcome_statement="shown" if outcome else None)
    found = row(build(asked, shown("2024-06-01"), forecast("f", "2023-11")), "forecast_scores")
    assert (found["probability"], found["brier"]) == (0.975, None)


def test_what_no_scale_covers_stays_without_a_number() -> None:
    """A speaker who does not commit is in no scheme; its forecast is counted all the same."""
    base = build(resolved("date", "2023-11-21"), shown(), forecast("f", "2023-11", certainty="uncommitted"))
    assert rows(base, "forecast_scores") == []
    found = row(base, "track_record")
    assert (found["forecasts"], found["resolved"], found["scored"], found["mean_brier"]) == (1, 1, 0, None)


TERMS = st.sampled_from(["certain", "probable", "possible"])


@given(certainty=TERMS, denied=st.booleans(), within=st.booleans())
def test_a_score_is_that_of_the_position_itself(certainty: str, *, denied: bool, within: bool) -> None:
    """Brier = (p - o)^2 is the same for the answer with what a denial leaves it as for the position with its own p."""
    window = "2023-11" if within else "2023-10"
    found = scored(
        forecast("f", f"not {window}" if denied else window, certainty=certainty), scheme="factbank"
    )
    own = {"certain": 0.975, "probable": 0.775, "possible": 0.4}[certainty]
    assert found["brier"] == pytest.approx((own - (denied != within)) ** 2)


NUMBERED = [each for each in SCALES if each.scheme in (*HEDGE_SCHEMES, "factbank") and each.value is not None]


@given(st.lists(st.tuples(st.sampled_from(NUMBERED), st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_scores_and_their_means_are_those_of_other_hands(told: list[tuple[ScaleTerm, bool, bool]]) -> None:
    """Any term of any scheme, affirmed or denied, come true or not: `scoringrules` gives the same.

    A mean has the scores of one scheme alone, each of them once. A denial gives the answer 1 minus the term's value,
    unless the term itself says improbable (below 40 per cent) and so holds the denial.
    """
    forecasts = [
        forecast(
            f"f{n}",
            ("not " if denied else "") + ("2023-11" if within else "2023-10"),
            on=f"2023-10-{n + 1:02}",
            certainty=str(each.term) if each.scheme == "factbank" else "probable",
            likelihood={} if each.scheme == "factbank" else {each.scheme: each.term},
        )
        for n, (each, denied, within) in enumerate(told)
    ]
    base = build(resolved("date", "2023-11-21"), shown(), forecasts)
    found = {(each["statement"], each["scheme"]): each for each in rows(base, "forecast_scores")}
    by_scheme: dict[str, list[float]] = {"factbank": []}
    for n, (each, denied, within) in enumerate(told):
        value = (each.value or 0) / 100
        expected = 1 - value if denied and not (each.value or 0) < 40 else value
        score = found[f"f{n}", each.scheme]
        assert score["probability"] == pytest.approx(expected)
        assert score["brier"] == pytest.approx(float(brier_score(int(within), expected)))
    for (_, scheme), score in found.items():
        by_scheme.setdefault(scheme, []).append(score["brier"])
    assert len(by_scheme["factbank"]) == len(told)
    means = {each["scheme"]: each["mean_brier"] for each in rows(base, "track_record")}
    assert means == {scheme: pytest.approx(fmean(scores)) for scheme, scores in by_scheme.items()}


# Track records


def test_a_track_record_counts_all_and_mixes_no_scheme() -> None:
    """Shin made four forecasts and one plan; the survey covers one forecast ("could": 40 per cent), which came out.

    FactBank scores the two that are resolved: (0.4 - 1)^2 = 0.36 and (0.775 - 0)^2 = 0.600625, mean 0.4803125.
    """
    base = build(
        resolved("date", "2023-11-21"),
        shown(),
        forecast("could", "2023-11-21/2023-11-30", certainty="possible", hedge="could potentially occur"),
        forecast("wrong", "2023-12", certainty="probable"),
        question("void", resolution="As reported.", outcome="void"),
        said("voided", "shin", {"void": "yes"}, kind="forecast", on="2023-11-03"),
        question("open", resolution="As reported."),
        said("opened", "shin", {"open": "yes"}, kind="forecast", on="2023-11-03"),
        said("planned", "shin", {"open": "no"}, kind="intention", on="2023-11-04"),
    )
    names = ("kind", "scheme", "forecasts", "resolved", "open", "void", "scored", "mean_brier")
    assert columns(base, "track_record", *names, speaker="shin") == [
        ("forecast", "capphrase", 4, 2, 1, 1, 1, pytest.approx(0.36)),
        ("forecast", "factbank", 4, 2, 1, 1, 2, pytest.approx(0.4803125)),
        ("intention", "factbank", 1, 0, 1, 0, 0, None),
    ]
