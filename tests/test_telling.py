"""What a denial says: never its opposite, in the terminal, in a citation, on a page, to a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from factbase import Factbase
from factbase.dossiers import statement_dossier
from factbase.findings import ForecastScore
from factbase.model import Attribution, Statement
from factbase.telling import lead, likelihood, recorded, told
from tests.desk import run
from tests.page import Page, words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.datasette_server import Server

DENIED = {
    "experts-doubt-satellite-imagery": "The satellite can send high-resolution pictures and do proper military "
    "reconnaissance.",
    "ministry-puts-off-launch-of-nov-30": "South Korea will launch its first military spy satellite on Nov. 30, 2023.",
}
"""Denials of which no words are held, with what they deny."""

QUOTED = "shin-attempt-within-two-weeks"
"""A denial of which the words are held."""


def test_a_content_is_led_by_what_is_done_with_it() -> None:
    """A denial and a refusal say so before their content, the bare proposition; what is affirmed needs none."""
    assert lead("assertion", "denies") == "Denied:"
    assert lead("refusal", "affirms") == "Withheld:"
    assert lead("assertion", "affirms") == ""


@pytest.mark.parametrize(
    ("polarity", "expected"), [("denies", "Denied: The engine burns."), ("affirms", "The engine burns.")]
)
def test_a_version_is_told_by_the_polarity_of_its_speaker(polarity: str, expected: str) -> None:
    """The last hop is the speaker: what an outer one denies does not turn the statement round."""
    outer = Attribution(source="paper", certainty="certain", polarity="denies")
    speaker = Attribution(source="nada", certainty="certain", polarity=polarity)
    statement = Statement(
        id="burns",
        document="report",
        content="The engine burns.",
        kind="assertion",
        attributions=(outer, speaker),
    )
    assert recorded(statement) == expected


@pytest.mark.parametrize("ident", DENIED)
def test_a_denial_without_words_is_denied_wherever_a_page_tells_it(server: Server, ident: str) -> None:
    """Title, heading, description, card for other sites, JSON-LD, versions and citation all say that it is denied."""
    page = Page(server.get(f"/statement/{ident}").text)
    expected = f"Denied: {DENIED[ident]}"
    assert words(page.all("title")[0]).startswith(expected)
    assert words(page.one("h1")) == expected
    assert page.one("meta", property="og:title").attributes["content"] == expected
    for meta in (page.one("meta", name="description"), page.one("meta", property="og:description")):
        assert expected in meta.attributes["content"]
    assert (page.data["text"], page.data["name"]) == (expected, expected)
    assert f": {expected} Statement {ident}, sha256:" in words(page.one("p", class_="citation"))
    assert f"which stands: {expected}" in words(page.one("ol", class_="versions"))
    assert page.source.count(DENIED[ident]) == page.source.count(expected) + words(page.one("h1")).count(
        DENIED[ident]
    )  # in the heading an element stands between the two


def test_a_denial_is_no_claim_of_its_words_to_a_machine(server: Server) -> None:
    """The quoted words may be those of what it denies: the claim is the denial, which rests on the words."""
    data = Page(server.get(f"/statement/{QUOTED}").text).data
    assert (
        data["text"]
        == "Denied: A third North Korean launch is feasible within one or two weeks of Nov. 3, 2023."
    )
    assert data["isBasedOn"]["text"].startswith("Judging from the signs")


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("/source/outside-experts", DENIED["experts-doubt-satellite-imagery"]),
        ("/document/la-post-2023-11-28", DENIED["experts-doubt-satellite-imagery"]),
        ("/search?q=military+reconnaissance+pictures", DENIED["experts-doubt-satellite-imagery"]),
        ("/question/first-south-korean-spy-satellite-launch", DENIED["ministry-puts-off-launch-of-nov-30"]),
    ],
)
def test_a_denial_without_words_is_denied_on_every_card(server: Server, address: str, content: str) -> None:
    """On the page of its source, of its document and of its question, and found by search."""
    text = Page(server.get(address).text).text
    assert content in text
    assert text.count(content) == text.count(f"Denied: {content}")


def test_a_line_about_a_denial_says_so(server: Server) -> None:
    """Where another statement is named in a line, as what rests on this one, it is denied too."""
    text = Page(server.get("/statement/nada-cause-is-no-big-problem").text).text
    content = "The cause of the failure is a big problem for the reliability of the engines."
    resting = text[text.index("What rests on it") :]
    assert content in resting
    assert resting.count(content) == resting.count(f"Denied: {content}")


def test_a_feed_tells_a_denial_as_one(server: Server) -> None:
    """Neither title nor summary of an entry has what is denied alone."""
    feed = ET.fromstring(server.get("/source/outside-experts.atom").text)  # noqa: S314 - of our own server
    atom = "{http://www.w3.org/2005/Atom}"
    content = DENIED["experts-doubt-satellite-imagery"]
    (entry,) = [each for each in feed.findall(f"{atom}entry") if content in each.findtext(f"{atom}title", "")]
    assert entry.findtext(f"{atom}title") == f"outside experts: Denied: {content}"
    assert entry.findtext(f"{atom}summary", "").startswith(f"Denied: {content}")


def test_the_terminal_tells_a_denial_as_one(facts_database: Path) -> None:
    """Shown, asked why, listed by its source, and found by its words."""
    ident = "experts-doubt-satellite-imagery"
    for line in (
        ("show", facts_database, ident),
        ("why", facts_database, ident),
        ("show", facts_database, "outside-experts"),
    ):
        assert "Denied: The satellite can send" in " ".join(run(*line).output.split())
    assert f"denies  {ident}" in run("search", facts_database, "reconnaissance", "pictures").output


def test_the_words_of_a_quoted_denial_are_cited_with_what_they_deny(facts_database: Path) -> None:
    """The words alone may not hold the "not"."""
    with Factbase(facts_database) as base:
        found = statement_dossier(base, base.statement(QUOTED))
    assert f"“{found.summary.quote}” {told(found.summary)} Statement {QUOTED}" in found.citation


@pytest.mark.parametrize(
    ("polarity", "probability", "expected"),
    [
        ("affirms", 0.4, "40 %"),
        ("affirms", 0.975, "97.5 %"),
        ("denies", 0.225, "77.5 % that it will not"),
        ("denies", 0.6, "40 % that it will not"),
    ],
)
def test_a_probability_is_that_of_what_is_said(polarity: str, probability: float, expected: str) -> None:
    """The view has that of the answer, also where it is denied; a reader gets that of the denial."""
    score = ForecastScore(
        statement="late",
        question="when",
        scheme="factbank",
        term="probable",
        probability=probability,
        brier=None,
        answer="2023-11",
        polarity=polarity,
        result="open",
    )
    assert likelihood(score) == expected


def test_the_terminal_tells_an_outcome_by_the_calendar_of_its_question(facts_database: Path) -> None:
    """As the answers are, and beside it as it was recorded."""
    told = " ".join(run("question", facts_database, "first-south-korean-spy-satellite-launch").output.split())
    assert "outcome 2023-12-01 (2023-12-01T18:19Z)" in told
    assert "97.5 % that it will not (factbank: certain)" in told
