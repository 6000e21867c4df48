"""Sheets of unusual things: what is rare is said in words, and nothing is shown where there is nothing to say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve

from factbase import Document, Factbase, Rating
from factbase.dossiers import dossier
from factbase.model import Attribution, Link, Span
from factbase.terminal.dossiers import print_dossier
from tests.worlds import build, question, rests, said, source, unnamed

Sheet = Callable[..., str]
"""Gives the printed sheet of the thing of an id and a noun in a base."""


@pytest.fixture
def sheet(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """Return a function that gives the printed sheet of a thing."""
    monkeypatch.setenv("COLUMNS", "100")

    def printed(base: Factbase, ident: str, noun: str = "statement") -> str:
        print_dossier(dossier(base, base.named(ident, noun)[0]))
        return capsys.readouterr().out

    return printed


def test_a_statement_says_what_is_unusual_about_it(sheet: Sheet) -> None:
    """A condition, a presupposition, a denial, a paraphrase, a place in it, an open date: each in words."""
    base = build(
        question("q", "choice", "far near"),
        said(
            "odd",
            "shin",
            {"q": "far"},
            polarity="denies",
            condition="the engine holds",
            stated="presupposed",
            locator="p. 4",
            event_date="../2025",
            event_date_printed="by 2025",
        ),
    )
    found = sheet(base, "odd")
    assert "  how sure      certain, denies\n                the speaker says that it is not so\n" in found
    assert "  if            the engine holds\n" in found
    assert "  stated        presupposed: only taken for granted\n" in found
    assert "  quote         none: the content is the recorder's paraphrase\n" in found
    assert "  place         p. 4\n" in found
    assert "  happens       ../2025 (open to 2025-12-31), printed “by 2025”\n" in found
    assert "    not far (far)\n" in found


def test_an_answer_tells_what_was_written_and_how_sure_the_recorder_is(sheet: Sheet) -> None:
    """A converted answer shows what stood in the file; a doubtful one says so."""
    dated = said("dated", "shin", {"q": "2023-12-02"})
    answer = evolve(dated.answers[0], written="2023-12-01T18:19Z", confidence="probable")
    asked = question("q", "date", timezone="Asia/Seoul", precision="day")
    base = build(asked, evolve(dated, answers=(answer,)))
    assert "    2023-12-02, written 2023-12-01T18:19Z, recorder: probable\n" in sheet(base, "dated")


def test_words_printed_twice_and_in_the_headline(sheet: Sheet) -> None:
    """A caption printed twice is shown once, with how often; the headline is called so."""
    spans = (
        Span(start=0, end=5, exact="Flags"),
        Span(start=8, end=13, exact="Flags"),
        Span(start=0, end=3, exact="Two", part="title"),
    )
    base = build(
        Document(id="d", publisher="herald", title="Two flags", text="Flags.\n\nFlags.\n"),
        said("caption", "shin", document="d", spans=spans),
    )
    found = sheet(base, "caption")
    assert "  headline      «Two» flags\n  quote         «Flags».\n                printed 2 times\n" in found
    assert "  characters    0..5, 8..13\n" in found


def test_a_document_says_how_it_is_held(sheet: Sheet) -> None:
    """A copy, a translation, a document nobody saw, one without text, and what nobody recorded."""
    base = build(
        Document(id="first", publisher="herald", text="One. Two.", title="First"),
        Document(id="copy", publisher="times", copies="first"),
        Document(id="translation", publisher="times", translates="first", seen=False),
        Document(id="withheld", publisher="times", sha256="0" * 64),
        Link(from_document="withheld", to_document="first", type="responds-to"),
        said("one", "shin", document="first", spans=(Span(start=0, end=3, exact="One"),)),
    )
    first = sheet(base, "first", "document")
    assert "  text          9 characters, 33 % of them quoted; 1 of 2 sentences recorded\n" in first
    assert "Sentences that nobody recorded\n  5             Two.\n" in first
    assert "  copied by     copy\n                translation\n" in first
    assert "  replied to by withheld  recorder: certain, named\n" in first
    copy = sheet(base, "copy", "document")
    assert "  copies        first\n  carries       1 statement of first\n" in copy
    told = sheet(base, "translation", "document")
    assert "  translates    first\n" in told
    assert "  seen          no: it is known only through others\n" in told
    assert "  text          not held\n" in told
    withheld = sheet(base, "withheld", "document")
    assert "  text          withheld; its SHA-256 is kept\n" in withheld
    assert "  responds-to first  recorder: certain, named\n" in withheld
    link = sheet(base, "withheld.responds-to.first", "link")
    assert "  from          withheld\n  responds-to   first\n                replies to it\n" in link
    assert "  recorder      certain, named: the text prints a known name\n" in link


def test_a_source_says_what_is_not_known_of_it(sheet: Sheet) -> None:
    """An unnamed source gives its reason, or that there is none; one that says nothing is said to."""
    base = build(
        unnamed("official-one", reason="not allowed to speak"),
        unnamed("official-two"),
        source("agent", acts_for="official-one", wikidata="Q1"),
    )
    one = sheet(base, "official-one", "source")
    assert "  unnamed       not allowed to speak\n" in one
    assert "  for it act    agent\n" in one
    assert "Nothing is recorded as said by it\n" in one
    assert "  unnamed       no reason given\n" in sheet(base, "official-two", "source")
    assert "  wikidata      https://www.wikidata.org/wiki/Q1\n" in sheet(base, "agent", "source")


def test_a_question_shows_its_outcome_and_what_collapsed(sheet: Sheet) -> None:
    """An outcome with what shows it; copies counted once; a paper's own voice is no origin; nobody's answer."""
    base = build(
        question(
            "q",
            "number",
            unit="satellites",
            resolution="Those in orbit.",
            outcome="5",
            outcome_statement="told",
        ),
        question("unasked", "date", precision="year", multiple=True),
        said("told", "shin", {"q": "5"}),
        said("copied", "shin", {"q": "5"}, document="times"),
        said("own", "herald", {"q": "5"}),
        rests("copied", "told", "copies"),
    )
    found = sheet(base, "q", "question")
    assert "  outcome       5 satellites\n  shown by      told\n" in found
    assert "Other claims (3)\n  5 satellites\n" in found
    assert (
        "    at least 1 origin, 1 principal, 1 utterance\n    2 statements in 2 documents of 2 publishers\n"
        in found
    )
    assert "    1 statement of a publisher in its own voice: no origin\n" in found
    assert "    counted once: copied > told (copies)\n" in found
    unasked = sheet(base, "unasked", "question")
    assert "  answers are   an EDTF date, to the year, several can hold at once\n" in unasked
    assert "Nobody answers it\n" in unasked


def test_links_and_ratings_stand_with_a_statement(sheet: Sheet) -> None:
    """A statement shows what it corrects, what rests on it, and each evaluator's judgement with its scheme."""
    base = build(
        said("new", "shin"),
        said("old", "shin"),
        said("other", "kim"),
        rests("new", "old", "corrects"),
        rests("other", "new"),
        Rating(
            evaluator="herald",
            statement="new",
            scheme="admiralty-credibility",
            value="6",
            rated="2023",
            reason="New.",
        ),
    )
    found = sheet(base, "new")
    assert (
        "Links\n  corrects old  recorder: certain, named\n  rested on by other  recorder: certain, named\n"
        in found
    )
    assert "  credibility   6 cannot be judged (admiralty-credibility), by herald, 2023\n" in found


def test_a_hop_that_endorses_is_not_said_to_relay(sheet: Sheet) -> None:
    """An outer hop that doubts or denies shows its own stand."""
    hops = (
        Attribution(source="shin", certainty="possible", polarity="denies", confidence="certain"),
        Attribution(source="kim", certainty="certain", confidence="certain"),
    )
    found = sheet(build(said("told", "kim", attributions=hops)), "told")
    assert "shin (other) passes it on\n        possible, denies\n" in found
