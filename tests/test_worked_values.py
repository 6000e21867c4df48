"""Values worked by hand from the real documents about the two Koreas' satellites, with the reasoning beside them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from scoringrules import brier_score

from factbase import Factbase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factbase.findings import Corroboration

HELP = "russian-help-for-north-korean-satellites"
CAUSE = "august-2023-failure-cause"
ATTEMPT = "third-north-korean-launch-attempt"
FIRST_LAUNCH = "first-south-korean-spy-satellite-launch"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Iterator[Factbase]:
    """The database of the facts folder."""
    with Factbase.build(tmp_path_factory.mktemp("worked") / "facts.db", facts_folder, by="desk") as built:
        yield built


def support(base: Factbase, question: str, answer: str, family: str) -> Corroboration:
    """Return what stands behind one affirmed answer."""
    (found,) = (
        each
        for each in base.corroboration(question)
        if (each.answer, each.family, each.polarity) == (answer, family, "affirms")
    )
    return found


def test_five_papers_carry_one_plan_of_one_voice(base: Factbase) -> None:
    """The dispatch, five papers and the article tell Kim's plan: seven expectations, and nobody vouches for it.

    Their roots are all the dispatch's statement, whose voice is Kim. Seven documents attest that he said it, through
    one reporter, KCNA: the five papers rest on its dispatch.
    """
    plan = support(base, "north-korean-satellites-by-2025", "a large number", "claim")
    assert (plan.expected, plan.origins, plan.statements, plan.unsourced) == (7, 0, 0, 1)
    _, rows = base.table("corroboration")
    columns, _ = base.table("corroboration")
    shown = [dict(zip(columns, row, strict=True)) for row in rows]
    (row,) = (each for each in shown if each["question"] == "north-korean-satellites-by-2025")
    assert row["expected_origins"] == 1
    (heard,) = (
        each
        for each in base.attestation(question="north-korean-satellites-by-2025")
        if each.speaker == "kim-jong-un"
    )
    assert (heard.documents, heard.reporters) == (7, 1)


def test_four_papers_tell_the_failure_from_one_dispatch(base: Factbase) -> None:
    """The dispatch and four papers give the emergency blasting system as cause: five documents, one origin, NADA."""
    cause = support(base, CAUSE, "emergency-blasting-system", "claim")
    assert (cause.statements, cause.documents, cause.origins, cause.utterances) == (5, 5, 1, 1)
    assert len(json.loads(cause.collapsed or "[]")) == 4


def test_the_articles_wording_of_the_failure_is_drift(base: Factbase) -> None:
    """The article's "third-stage rocket explosion" is the one departure from a source in the whole record.

    It is no dispute: both speak for North Korea, and the one is rooted in the other.
    """
    (drift,) = base.drift()
    assert drift.statement == "north-korea-blames-third-stage-explosion"
    assert drift.source_statement == "nada-blames-emergency-blasting-system"
    assert (drift.answer, drift.source_answer) == ("third-stage-explosion", "emergency-blasting-system")
    assert base.disputes(question=CAUSE) == []


def test_putins_answer_was_heard_by_two_reporters(base: Factbase) -> None:
    """Reuters and TASS heard the same answer at the same place; the article retells it: three documents."""
    (heard,) = (each for each in base.attestation(question=HELP) if each.speaker == "vladimir-putin")
    assert (heard.documents, heard.reporters, heard.own_reporters) == (3, 2, 0)


def test_russian_help_rests_on_two_who_claim_and_three_who_judge(base: Factbase) -> None:
    """Putin and the NIS claim it; the South Korean military, Yang and the NIS judge it.

    The military and the NIS end in South Korea, so the three who judge have two principals. The paper's own voice is no
    origin.
    """
    claims = support(base, HELP, "yes", "claim")
    assert (claims.statements, claims.documents, claims.utterances, claims.origins) == (6, 6, 2, 2)
    assert (claims.principals, claims.unsourced, claims.expected) == (2, 1, 0)
    judged = support(base, HELP, "yes", "assessment")
    assert (judged.statements, judged.documents, judged.utterances, judged.origins) == (3, 3, 3, 3)
    assert (judged.principals, judged.unsourced) == (2, 0)


def test_a_chain_of_three_hops(base: Factbase) -> None:
    """The Straits Times carries Reuters, which heard the lawmaker, who tells what the service says."""
    chain = base.provenance("straits-times-nis-russia-gave-analysis")
    assert [hop.source for hop in chain][1:] == ["reuters", "yoo-sang-bum", "national-intelligence-service"]


FORECASTS = {
    # NADA's October: the attempt came on Nov. 21. p = .975, so (.975 - 0)^2.
    "nada-third-attempt-in-october": ("wrong", 0.950625),
    # Shin denied Nov. 3 to 17: the day lies outside. p(answer) = 1 - .775 = .225, so .225^2.
    "shin-attempt-within-two-weeks": ("right", 0.050625),
    # Shin, late November, possible: p = .4, so (.4 - 1)^2.
    "shin-launch-toward-end-of-november": ("right", 0.36),
    # The South's plan for Nov. 30 slipped to Dec. 1 at Vandenberg.
    "shin-first-launch-on-nov-30": ("wrong", 0.950625),
    # Its being put off: denied Nov. 30 for certain, p(answer) = .025.
    "ministry-puts-off-launch-of-nov-30": ("right", 0.000625),
    # "This Saturday", tentatively: p = .775.
    "ministry-sets-saturday-instead": ("right", 0.050625),
    # The deadline is past, but nothing recorded shows the outcome.
    "ministry-five-satellites-by-2025": ("open", None),
    # The NIS: a high chance of success, probable.
    "nis-third-attempt-likely-to-succeed": ("right", 0.050625),
}


def test_how_the_forecasts_and_plans_came_out(base: Factbase) -> None:
    """Eight forecasts and plans, retellings making none of their own, with their Brier scores under factbank."""
    scores = {each.statement: each.brier for each in base.forecast_scores(scheme="factbank")}
    found = base.forecasts()
    # Shin said late November twice on one day: that is one utterance, of which either statement may stand for both.
    alias = {"shin-third-attempt-in-late-november": "shin-launch-toward-end-of-november"}
    results = {alias.get(each.statement, each.statement): each.result for each in found}
    assert results == {statement: result for statement, (result, _) in FORECASTS.items()}
    for each in found:
        expected = FORECASTS[alias.get(each.statement, each.statement)][1]
        assert scores[each.statement] == (None if expected is None else pytest.approx(expected))


def test_a_plan_that_slips_shows_its_revision(base: Factbase) -> None:
    """Shin's Nov. 30 was put off by the ministry on Nov. 28: missed, with the statement that put it off."""
    (plan,) = base.forecasts(statement="shin-first-launch-on-nov-30")
    assert plan.revision == "ministry-puts-off-launch-of-nov-30"
    revised = {(each.statement, each.earlier_statement) for each in base.revisions()}
    assert revised == {
        ("ministry-puts-off-launch-of-nov-30", "shin-first-launch-on-nov-30"),
        ("ministry-sets-saturday-instead", "shin-first-launch-on-nov-30"),
    }


def test_the_one_hedge_that_a_survey_scores(base: Factbase) -> None:
    """The hedge "could potentially" is CAPphrase's could, 40: (.4 - 1)^2; no other printed hedge is in any scheme."""
    (score,) = (each for each in base.forecast_scores() if each.scheme != "factbank")
    assert (score.scheme, score.probability) == ("capphrase", 0.4)
    assert score.brier == pytest.approx(0.36)


def test_track_records(base: Factbase) -> None:
    """Six rows by speaker, kind and scheme; Shin's two judgements average (.36 + .050625) / 2."""
    found = {(each.speaker, each.kind, each.scheme): each for each in base.track_record()}
    assert len(found) == 6
    shin = found["shin-won-sik", "forecast", "factbank"]
    assert (shin.forecasts, shin.right, shin.wrong, shin.scored) == (2, 2, 0, 2)
    assert shin.mean_brier == pytest.approx(0.2053125)
    ministry = found["rok-ministry-of-defense", "intention", "factbank"]
    assert (ministry.forecasts, ministry.right, ministry.open, ministry.scored) == (3, 2, 1, 2)
    assert ministry.mean_brier == pytest.approx(0.025625)
    assert found["nada", "intention", "factbank"].wrong == 1
    assert found["national-intelligence-service", "forecast", "factbank"].right == 1


def test_the_one_dispute(base: Factbase) -> None:
    """Whether the satellite sent back imagery: outside experts, unnamed, against North Korea. Nothing else is open."""
    (dispute,) = base.disputes()
    assert dispute.question == "north-korean-satellite-returned-imagery"
    assert {dispute.statement_a, dispute.statement_b} == {
        "experts-doubt-satellite-imagery",
        "north-korea-kim-reviewed-satellite-images",
    }
    (unnamed,) = base.rests_on_unnamed()
    assert unnamed.statement == "experts-doubt-satellite-imagery"


def test_no_certainty_grew_and_nothing_rests_on_itself(base: Factbase) -> None:
    """No outer hop commits beyond an inner one, no link leads from the firmer to the weaker, and no loop exists."""
    assert base.certainty_shifts() == []
    assert base.circular_reporting() == []


def test_what_was_known_on_the_tenth_of_november(base: Factbase) -> None:
    """By 2023-11-10 the October declaration stood against Shin's late November, and no outcome was known."""
    with base.known_by("2023-11-10") as known:
        assert len(known.positions(ATTEMPT)) == 8
        assert {each.result for each in known.forecasts()} == {"open"}
        (dispute,) = known.disputes()
        assert {dispute.speaker_a, dispute.speaker_b} == {"nada", "shin-won-sik"}
        claims = support(known, HELP, "yes", "claim")
        assert (claims.statements, claims.origins, claims.unsourced) == (3, 1, 1)


def test_what_was_counted_once_is_shown_of_plans_too(base: Factbase) -> None:
    """Kim's plan is told by the dispatch; six documents rest on it, and one reprints the article: seven edges."""
    plan = support(base, "north-korean-satellites-by-2025", "a large number", "claim")
    edges = json.loads(plan.collapsed)
    ends = [edge.partition(" > ")[2] for edge in edges]
    assert ends.count("kim-many-satellites-in-five-year-plan (derived-from)") == 6
    assert ends.count("korea-herald-2023-11-05 (copies)") == 1
    assert len(edges) == 7


def test_what_is_said_of_the_north_is_heard_of_its_agency(base: Factbase) -> None:
    """The article has "North Korea" declare October; it rests on the agency's word of Aug. 24, which five carry.

    Both speak for North Korea, so there is one utterance: KCNA's dispatch, NK News, Shine, TASS, and the article; the
    one reporter is KCNA. The article's other wording of the failure is no such retelling: it gives another answer.
    """
    (heard,) = base.attestation(question=ATTEMPT, answer="2023-10")
    assert (heard.speaker, heard.said, heard.documents, heard.reporters) == ("nada", "2023-08-24", 5, 1)
    apart = {each.answer: each.speaker for each in base.attestation(question=CAUSE)}
    assert apart == {"emergency-blasting-system": "nada", "third-stage-explosion": "north-korea"}


def test_an_outcome_is_the_day_where_the_question_is_asked(base: Factbase) -> None:
    """The launch was at 18:19 UTC on Dec. 1: that day in California, and Dec. 2 in Seoul; the question asks California.

    So the plan for Nov. 30 was missed by one day there, and would be by two in Seoul.
    """
    (plan,) = (
        each
        for each in base.forecasts(question=FIRST_LAUNCH)
        if each.answer == "2023-11-30" and each.revision
    )
    assert base.question(FIRST_LAUNCH).outcome == "2023-12-01T18:19Z"
    assert (plan.outcome, plan.result) == ("2023-12-01", "wrong")
    outcome = datetime(2023, 12, 1, 18, 19, tzinfo=UTC)
    days = {zone: outcome.astimezone(ZoneInfo(zone)).date() for zone in ("America/Los_Angeles", "Asia/Seoul")}
    assert base.question(FIRST_LAUNCH).timezone == "America/Los_Angeles"
    assert [(day - date(2023, 11, 30)).days for day in days.values()] == [1, 2]


def test_our_brier_scores_are_those_of_other_hands(base: Factbase) -> None:
    """Of every forecast that came out right or wrong, under every scheme: `scoringrules` gives the same.

    The probability is that of the answer, so what was rightly denied is an answer that did not come true.
    """
    scored = [each for each in base.forecast_scores() if each.brier is not None]
    assert len(scored) >= 8
    for each in scored:
        outcome = int((each.result == "right") == (each.polarity == "affirms"))
        assert each.brier == pytest.approx(float(brier_score(outcome, each.probability)))
    for row in base.track_record():
        own = [
            each.brier
            for each in scored
            if each.scheme == row.scheme and kind_and_speaker(base, each.statement) == (row.kind, row.speaker)
        ]
        assert row.scored == len(own)
        assert row.mean_brier == (pytest.approx(sum(own) / len(own)) if own else None)


def kind_and_speaker(base: Factbase, ident: str) -> tuple[str, str]:
    """Return the kind of a statement and its speaker."""
    summary = base.summary(ident)
    return summary.kind, summary.speaker
