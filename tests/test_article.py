"""The article in facts/: the text as it was found, every sentence recorded, and what it says, checked by hand.

The counts were reached by reading the record against the text, sentence by sentence: whoever changes it reads again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from factbase import Factbase
from factbase.coverage import coverage
from factbase.reading.folder import read_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factbase.findings import StatementSummary
    from factbase.reading.folder import Folder

ARTICLE = "korea-herald-2023-11-05"
SHA256 = "46cbe4659f2bf4f99c4e31e6d14cdfbb3841cabc8b89cb3246f7db6531ba328d"
"""Of the text as it was handed over, byte for byte: mixed quotation marks, captions twice, a misprint."""

SPEAKERS = {
    "associated-press": 2,
    "kcna": 1,
    "kim-jong-un": 1,
    "korea-herald": 16,
    "korean-central-television": 1,
    "north-korea": 4,
    "rok-armed-forces": 2,
    "rok-ministry-of-defense": 12,
    "shin-won-sik": 8,
    "stock-photos-123rf": 1,
    "vladimir-putin": 2,
    "yang-moo-jin": 5,
    "yonhap": 1,
}
KINDS = {
    "assertion": 19,
    "assessment": 20,
    "directive": 2,
    "forecast": 3,
    "intention": 8,
    "observation": 3,
    "refusal": 1,
}


@pytest.fixture(scope="module")
def folder(facts_folder: Path) -> Folder:
    """Return what is read from the facts."""
    return read_folder(facts_folder)


@pytest.fixture(scope="module")
def base(facts_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Factbase]:
    """Return a database built from the facts."""
    with Factbase.build(tmp_path_factory.mktemp("article") / "facts.db", facts_folder) as built:
        yield built


@pytest.fixture(scope="module")
def summaries(base: Factbase) -> dict[str, StatementSummary]:
    """Return the summary of each statement of the article, by its id."""
    return {each.id: each for each in base.summaries(document=ARTICLE)}


def test_the_text_is_the_one_that_was_found(facts_folder: Path, base: Factbase) -> None:
    """Byte for byte, in the folder and in the database; a misprint stays as printed."""
    data = (facts_folder / f"{ARTICLE}.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256
    held = base.document(ARTICLE)
    assert held.text is not None
    assert held.text.encode() == data
    assert held.sha256 == SHA256
    assert "within the next one of two weeks" in held.text


def test_every_sentence_and_every_caption_is_recorded(folder: Folder) -> None:
    """No sentence is untouched: 20 of the text, and three captions that are printed twice each."""
    (article,) = [each for each in folder.documents() if each.id == ARTICLE]
    spans = [span for each in folder.statements() if each.document == ARTICLE for span in each.spans]
    found = coverage(article, spans)
    assert found.words() == ()
    assert found.sentences == 20 + 2 * 3


def test_nothing_in_the_facts_is_wrong(folder: Folder) -> None:
    """Not even a warning."""
    assert folder.problems == ()


def test_every_span_is_the_words_at_its_place(base: Factbase) -> None:
    """`text[start:end] == exact`, and no statement of the article is without words."""
    text = base.document(ARTICLE).text or ""
    for statement in base.statements(document=ARTICLE):
        assert statement.spans, statement.id
        assert all(text[span.start : span.end] == span.exact for span in statement.spans)


def test_both_printings_of_a_caption_are_anchored(base: Factbase) -> None:
    """A caption is one statement with a span for each printing."""
    spans = base.statement("caption-flags").spans
    assert len(spans) == 2
    assert len({span.exact for span in spans}) == 1


def test_so_many_statements_of_each_kind_by_each_speaker(summaries: dict[str, StatementSummary]) -> None:
    """56 in all, counted by hand."""
    assert len(summaries) == 56
    assert Counter(each.speaker for each in summaries.values()) == SPEAKERS
    assert Counter(each.kind for each in summaries.values()) == KINDS


class TestRussianGuidance:
    """What the minister added: that the military puts more weight on guidance from Russia as the cause of the delay."""

    def test_the_chain_has_the_minister_and_the_military(self, base: Factbase) -> None:
        """The paper relays, the minister relays, the military judges."""
        rows = base.provenance("delay-due-to-russian-guidance")
        assert [
            (row.hop, row.source, row.as_printed, row.cue, row.certainty, row.capacity, row.basis, row.said)
            for row in rows
        ] == [
            (0, "korea-herald", None, None, "uncommitted", "press", "named", "2023-11-05"),
            (
                1,
                "shin-won-sik",
                "The defense chief",
                "added",
                "uncommitted",
                "official",
                "titled",
                "2023-11-03",
            ),
            (
                2,
                "rok-armed-forces",
                "the South Korean military",
                None,
                "probable",
                "official",
                "titled",
                None,
            ),
        ]
        assert rows[2].hedge == "puts more weight on the likelihood"
        assert {row.confidence for row in rows} == {"certain"}

    def test_it_is_an_assessment_and_no_claim(
        self, base: Factbase, summaries: dict[str, StatementSummary]
    ) -> None:
        """By an official, about a cause that it did not observe."""
        found = summaries["delay-due-to-russian-guidance"]
        assert (found.kind, found.family, found.capacity) == ("assessment", "assessment", "official")
        assert found.chain == "Shin Won-sik > South Korean military"
        assert (found.said, found.said_latest) == (None, "2023-11-03")
        answers = {(p.question, p.answer, p.certainty) for p in base.positions("third-launch-delay-cause")}
        assert ("third-launch-delay-cause", "russian-guidance", "probable") in answers

    def test_no_scheme_gives_its_hedge_a_number(self, base: Factbase) -> None:
        """What "more weight on the likelihood" is in per cent, nobody has said."""
        assert base.statement("delay-due-to-russian-guidance").attributions[1].likelihoods == ()


def test_a_launch_within_two_weeks_is_denied(base: Factbase, summaries: dict[str, StatementSummary]) -> None:
    """It "doesn't appear feasible": the content is bare, the polarity denies, and "appear" makes it probable."""
    found = summaries["shin-attempt-within-two-weeks"]
    assert (found.polarity, found.certainty, found.hedge, found.kind) == (
        "denies",
        "probable",
        "appear",
        "forecast",
    )
    assert " not " not in f" {found.content} "
    (answer,) = base.statement(found.id).answers
    assert answer.value == "2023-11-03/2023-11-17"


def test_toward_the_end_of_november_is_the_last_third(base: Factbase) -> None:
    """By the convention for early, mid and late; the printed words are kept."""
    found = base.statement("shin-launch-toward-end-of-november")
    assert (found.event_date, found.event_date_printed) == (
        "2023-11-21/2023-11-30",
        "toward the end of November",
    )
    assert (found.attributions[0].certainty, found.attributions[0].hedge) == ("possible", "could potentially")


def test_that_the_media_are_the_state_news_agency_is_inferred(base: Factbase) -> None:
    """The text prints "the North Korean media": KCNA is the recorder's inference, with its confidence."""
    (hop,) = base.statement("kcna-goal-is-watching-us-and-allies").attributions
    assert (hop.source, hop.as_printed, hop.basis, hop.confidence) == (
        "kcna",
        "the North Korean media",
        "inferred",
        "probable",
    )
    assert (hop.capacity, hop.said, hop.said_printed) == ("state-media", "2022-03", "At that time")


def test_a_refusal_answers_nothing_and_is_silence(base: Factbase) -> None:
    """The words "declining to elaborate on indications" stands among the positions without an answer."""
    found = base.statement("shin-declines-to-name-the-signs")
    assert (found.kind, found.family, found.answers) == ("refusal", "silence", ())
    assert found.declines == ("signs-of-third-launch",)
    assert [(row.statement, row.answer, row.family) for row in base.positions("signs-of-third-launch")] == [
        (found.id, None, "silence")
    ]


def test_kims_order_is_a_directive_of_march_2022(base: Factbase) -> None:
    """Who orders commits to no truth; "by 2025" ends with the year and begins nowhere."""
    found = base.statement("kim-orders-many-satellites")
    (hop,) = found.attributions
    assert (found.kind, hop.certainty, hop.capacity, hop.said) == (
        "directive",
        "uncommitted",
        "official",
        "2022-03",
    )
    assert found.event_date == "../2025"


def test_the_professor_judges_as_an_expert(base: Factbase) -> None:
    """Five judgements, all his own, all put plainly; in the second paragraph he is "he"."""
    found = list(base.statements(speaker="yang-moo-jin"))
    assert len(found) == 5
    assert {
        (each.family, each.attributions[0].capacity, each.attributions[0].certainty) for each in found
    } == {("assessment", "expert", "certain")}
    assert Counter(each.attributions[0].basis for each in found) == {"named": 1, "pronoun": 4}


def test_shin_spoke_as_minister(base: Factbase) -> None:
    """He took office on 2023-10-07; everything that he says here he says as an official, on 3 November."""
    found = [
        hop
        for each in base.statements(document=ARTICLE)
        for hop in each.attributions
        if hop.source == "shin-won-sik"
    ]
    assert {(hop.capacity, hop.said) for hop in found} == {("official", "2023-11-03")}
    assert len(found) == 11


def test_what_is_set_is_an_intention_and_what_is_scheduled_an_assertion(base: Factbase) -> None:
    """The minister commits his own side to Nov. 30; that Falcon 9 will carry it, the paper reports as settled."""
    assert base.statement("shin-first-launch-on-nov-30").kind == "intention"
    assert base.statement("kh-falcon-9-carries-satellite").kind == "assertion"


def test_a_failure_that_is_taken_for_granted_is_presupposed(base: Factbase) -> None:
    """Recorded because it answers a question; North Korea itself concedes the failure of August."""
    presupposed = {each.id for each in base.statements(document=ARTICLE) if each.stated == "presupposed"}
    assert presupposed == {
        "ministry-may-launch-failed",
        "ministry-august-launch-failed",
        "north-korea-concedes-august-failure",
    }


def test_official_claims_and_assessments_never_share_a_statement(base: Factbase) -> None:
    """Of the article, 21 claims of officials and state media, 23 assessments by whoever judges; officials do both."""
    claims = {each.id: each for each in base.summaries("official_claims", document=ARTICLE)}
    judged = {each.id: each for each in base.summaries("assessments", document=ARTICLE)}
    assert not claims.keys() & judged.keys()
    assert (len(claims), len(judged)) == (21, 23)
    assert {each.capacity for each in claims.values()} == {"official", "state-media"}
    assert Counter(each.capacity for each in judged.values()) == {"press": 9, "official": 9, "expert": 5}
    both = {each.speaker for each in claims.values()} & {each.speaker for each in judged.values()}
    assert both == {"shin-won-sik", "rok-ministry-of-defense"}


def test_nothing_was_altered(base: Factbase) -> None:
    """Every digest and derived value is as it was recorded."""
    assert base.verify().ok
