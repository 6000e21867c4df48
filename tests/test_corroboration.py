"""What counts for an answer and what does not, as whose voice; and who attests that it was said.

Every value is worked by hand from the definitions; the reasoning stands in the docstrings.
"""

from __future__ import annotations

import pytest

from factbase.model import Document
from tests.worlds import build, columns, counts, question, rests, row, rows, said, source, unnamed

# Voices, principals and utterances


def test_one_official_on_three_days_is_one_origin_and_three_utterances() -> None:
    """Repeating oneself is a new utterance, never a new origin."""
    base = build(
        question("q"),
        *(said(f"day-{d}", "shin", {"q": "yes"}, document=f"d{d}", on=f"2023-11-0{d}") for d in (3, 4, 5)),
    )
    assert counts(base) == (3, 3, 3, 3, 1, 1)


@pytest.mark.parametrize(
    ("times", "utterances"),
    [
        (("2023-11-03", None), 1),  # the unknown one may be the known one
        ((None, None), 1),
        (("2023-11-03", "2023-11-05", None), 2),
        (("2023-11-03", "2023-11"), 1),  # they overlap
        (
            ("2023-11-01/2023-11-03", "2023-11-03/2023-11-05", "2023-11-05/2023-11-07"),
            1,
        ),  # each overlaps the next
        (("2023-10", "2023-11", "2023-12-01"), 3),
        (("../2023-11-03", "2023-11-02", "2023-11-04"), 2),
    ],
)
def test_overlapping_or_unknown_times_are_one_utterance(
    times: tuple[str | None, ...], utterances: int
) -> None:
    """Times that overlap, be it through a third, count as one, and an unknown time adds none to a known one."""
    told = [said(f"s{n}", "shin", {"q": "yes"}, document=f"d{n}", on=on) for n, on in enumerate(times)]
    assert row(build(question("q"), told), "corroboration")["utterances"] == utterances


def test_sources_that_act_for_one_another_are_one_principal() -> None:
    """A minister and the army act for the ministry, and a professor for nobody: three origins, two principals."""
    base = build(
        source("ministry"),
        source("army", acts_for="ministry"),
        source("shin", acts_for="army"),
        question("q"),
        *(said(f"by-{s}", s, {"q": "yes"}) for s in ("army", "shin", "yang")),
    )
    assert counts(base)[-2:] == (3, 2)


def test_a_source_acting_for_itself_through_two_others_is_one_principal() -> None:
    """Source a acts for b, b for c, c for a, and d for a: four voices of one principal, and the query ends."""
    base = build(
        source("a", acts_for="b"),
        source("b", acts_for="c"),
        source("c", acts_for="a"),
        source("d", acts_for="a"),
        question("q"),
        *(said(f"by-{s}", s, {"q": "yes"}) for s in "abcd"),
    )
    assert counts(base)[-2:] == (4, 1)


@pytest.mark.parametrize(
    ("speakers", "origins", "principals"),
    [
        (("official-1", "official-2"), 1, 1),
        (("official-1", "official-2", "shin"), 2, 2),
        (("aide", "shin"), 2, 1),  # the aide may be another voice, but it speaks for whom Shin speaks for
        (("aide", "official-1", "shin"), 2, 2),
    ],
)
def test_unnamed_sources_count_together_as_one(
    speakers: tuple[str, ...], origins: int, principals: int
) -> None:
    """They may be one and the same: together they add at most one origin, and at most one principal."""
    base = build(
        source("ministry"),
        source("shin", acts_for="ministry"),
        unnamed("aide", acts_for="ministry"),
        unnamed("official-1"),
        unnamed("official-2"),
        question("q"),
        *(said(f"by-{s}", s, {"q": "yes"}, document=f"d-{s}") for s in speakers),
    )
    assert counts(base)[-2:] == (origins, principals)


# What counts


def test_only_what_a_speaker_vouches_for_counts() -> None:
    """A forecast, an intention and an order are expected; the paper's own words are unsourced; a relay counts nowhere.

    What remains is Shin's claim. The paper's own observation and the ministry's own page are vouched for as well.
    """
    base = build(
        source("ministry", kind="organization", capacity="official"),
        question("q"),
        said("claim", "shin", {"q": "yes"}),
        said("plan", "kim", {"q": "yes"}, kind="intention"),
        said("order", "kim", {"q": "yes"}, kind="directive"),
        said("own", "herald", {"q": "yes"}),
        said("relay", "yoo", {"q": "yes"}, certainty="uncommitted"),
        said("seen", "gazette", {"q": "yes"}, document="gazette", kind="observation"),
        said("release", "ministry", {"q": "yes"}, document="ministry"),
    )
    found = row(base, "corroboration", family="claim")
    assert (found["statements"], found["origins"], found["expected"], found["unsourced"]) == (3, 3, 2, 1)
    standing = {each["statement"]: each["standing"] for each in rows(base, "positions")}
    assert standing == {
        "claim": "vouched",
        "plan": "expected",
        "order": "expected",
        "own": "unsourced",
        "relay": "uncommitted",
        "seen": "vouched",
        "release": "vouched",
    }


def test_expectations_alone_have_no_origin_but_one_voice() -> None:
    """Two papers carry a plan from one dispatch: three statements expect it, one voice is behind them, none saw it."""
    base = build(
        question("q", "number"),
        *(said(name, "kim", {"q": "5"}, document=name, kind="intention") for name in ("kcna", "one", "two")),
        rests("one", "kcna"),
        rests("two", "kcna"),
    )
    found = row(base, "corroboration")
    assert (found["statements"], found["origins"]) == (0, 0)
    assert (found["expected"], found["expected_origins"]) == (3, 1)


def test_what_rests_on_an_unsourced_report_has_no_origin() -> None:
    """A paper cites another, which said it in its own voice without a source: nobody is behind it, linked or not."""
    base = build(
        question("q"),
        said("cited", "gazette", {"q": "yes"}),
        said("unsourced", "gazette", {"q": "yes"}, document="gazette"),
        rests("cited", "unsourced"),
    )
    found = row(base, "corroboration")
    assert (found["statements"], found["origins"], found["unsourced"]) == (0, 0, 2)
    unlinked = build(question("q"), source("gazette", kind="outlet"), said("cited", "gazette", {"q": "yes"}))
    found = row(unlinked, "corroboration")
    assert (found["statements"], found["origins"], found["unsourced"]) == (0, 0, 1)
    seen = build(
        question("q"),
        source("gazette", kind="outlet"),
        said("seen", "gazette", {"q": "yes"}, kind="observation"),
    )
    assert row(seen, "corroboration")["origins"] == 1


def test_a_wire_speaks_in_its_own_voice_in_the_papers_that_print_it() -> None:
    """What a credited agency says without a source is as unsourced as what the paper itself says."""
    base = build(
        Document(id="story", publisher="herald", credit="wire"),
        question("q"),
        said("s", "wire", {"q": "yes"}, document="story"),
    )
    assert row(base, "corroboration")["unsourced"] == 1


def test_claims_and_assessments_are_counted_apart() -> None:
    """One claims, one judges: two rows, one origin each."""
    base = build(
        question("q"), said("a", "putin", {"q": "yes"}), said("b", "yang", {"q": "yes"}, kind="assessment")
    )
    assert columns(base, "corroboration", "family", "origins") == [("assessment", 1), ("claim", 1)]


def test_denying_yes_counts_with_affirming_no() -> None:
    """Two say no in two ways: one row, two origins."""
    base = build(question("q"), said("a", "x", {"q": "no"}), said("b", "y", {"q": "yes"}, polarity="denies"))
    assert columns(base, "corroboration", "answer", "polarity", "origins") == [("no", "affirms", 2)]


def test_denying_a_date_is_a_row_of_its_own() -> None:
    """That it will not be in October says not when it will be."""
    base = build(
        question("q", "date"),
        said("a", "x", {"q": "2023-10"}),
        said("b", "y", {"q": "2023-10"}, polarity="denies"),
    )
    assert columns(base, "corroboration", "polarity", "origins") == [("affirms", 1), ("denies", 1)]


# Drift


def test_a_wording_that_its_source_does_not_hold_stands_on_its_own() -> None:
    """Four papers retell the dispatch, the seed words it otherwise: that answer has one document and its own root."""
    cause = question("cause", "choice", "blasting-system explosion")
    papers = ["tass", "shine", "nk-news", "news-on-japan"]
    base = build(
        cause,
        said("dispatch", "nada", {"cause": "blasting-system"}, document="kcna"),
        *(said(f"in-{p}", "nada", {"cause": "blasting-system"}, document=p) for p in papers),
        *(rests(f"in-{p}", "dispatch") for p in papers),
        said("seed", "north-korea", {"cause": "explosion"}, document="herald"),
        rests("seed", "dispatch"),
    )
    assert counts(base, answer="blasting-system") == (5, 5, 5, 1, 1, 1)
    assert counts(base, answer="explosion") == (1, 1, 1, 1, 1, 1)
    assert row(base, "corroboration", answer="explosion")["collapsed"] == "[]"


def test_what_copies_a_drifted_statement_is_no_second_origin() -> None:
    """Statement b departs from what c says, and a copies b: the answer came in with b, whose speaker is its origin."""
    base = build(
        question("q"),
        said("a", "x", {"q": "yes"}),
        said("b", "y", {"q": "yes"}),
        said("c", "z", {"q": "no"}),
        rests("a", "b"),
        rests("b", "c"),
    )
    assert columns(base, "corroboration", "answer", "origins") == [("no", 1), ("yes", 1)]


def test_a_silent_statement_on_the_way_is_passed_over() -> None:
    """Statement b answers nothing, but c at the end gives a's answer: one origin."""
    base = build(question("q"), said("a", "x", {"q": "yes"}), said("b", "y"), said("c", "z", {"q": "yes"}))
    build(rests("a", "b"), rests("b", "c"), base=base)
    assert row(base, "corroboration")["origins"] == 1


# Attestation


def test_two_reporters_who_heard_one_answer_attest_it() -> None:
    """Reuters (in a paper that credits it) and TASS heard Putin; the seed retells Reuters, dating it by the month only.

    Three documents, two reporters, one utterance and one origin. TASS and Putin act for one state, but not for each
    other.
    """
    base = build(
        source("russia"),
        source("putin", acts_for="russia"),
        source("tass", kind="outlet", capacity="state-media", acts_for="russia"),
        Document(id="japan-news", publisher="yomiuri", credit="reuters"),
        question("q"),
        said("heard-by-reuters", "putin", {"q": "yes"}, document="japan-news", on="2023-09-13"),
        said("heard-by-tass", "putin", {"q": "yes"}, document="tass", on="2023-09-13"),
        said("retold", "putin", {"q": "yes"}, on="2023-09"),
        rests("retold", "heard-by-reuters"),
    )
    assert rows(base, "attestation") == [
        {
            "speaker": "putin",
            "said": "2023-09-13",
            "question": "q",
            "answer": "yes",
            "polarity": "affirms",
            "documents": 3,
            "reporters": 2,
            "own_reporters": 0,
        }
    ]
    assert counts(base) == (3, 3, 3, 1, 1, 1)


def test_a_reporter_tied_to_the_speaker_stands_apart() -> None:
    """KCNA acts for North Korea: it attests what North Korea said, but not independently; nor does a speaker itself."""
    base = build(
        source("north-korea"),
        source("kcna", kind="outlet", acts_for="north-korea"),
        question("q"),
        said("a", "north-korea", {"q": "yes"}, document="kcna", on="2023-08-24"),
        said("b", "north-korea", {"q": "yes"}, document="yonhap", on="2023-08-24"),
        said("c", "yonhap", {"q": "yes"}, document="yonhap"),
    )
    assert columns(base, "attestation", "speaker", "documents", "reporters", "own_reporters") == [
        ("north-korea", 2, 1, 1),
        ("yonhap", 1, 0, 1),
    ]


def test_each_utterance_is_attested_by_itself() -> None:
    """Shin says it on two days, heard by one paper and by two; a report without a date counts to the latest."""
    base = build(
        question("q"),
        said("a", "shin", {"q": "yes"}, document="one", on="2023-11-03"),
        said("b", "shin", {"q": "yes"}, document="one", on="2023-11-10"),
        said("c", "shin", {"q": "yes"}, document="two", on="2023-11-10"),
        said("d", "shin", {"q": "yes"}, document="three"),
    )
    assert columns(base, "attestation", "said", "documents", "reporters") == [
        ("2023-11-03", 1, 1),
        ("2023-11-10", 3, 3),
    ]
