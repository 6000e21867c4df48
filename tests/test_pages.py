"""The home page, a question and the search, as a real Datasette serves them over HTTP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.page import Page, seen, words

if TYPE_CHECKING:
    from tests.datasette_server import Server

ATTEMPT = "/question/third-north-korean-launch-attempt"


@pytest.mark.parametrize(
    "path", ["/", ATTEMPT, "/question/signs-of-third-launch", "/search", "/search?q=launch"]
)
def test_every_page_is_whole(server: Server, path: str) -> None:
    """Tags close what they opened; one main heading, a title, a canonical link, a skip link, a language."""
    page = seen(server, path)
    assert page.faults == []
    assert words(page.one("h1"))
    assert words(page.all("title")[0])
    assert page.one("html").attributes["lang"] == "en"
    assert page.one("link", rel="canonical").attributes["href"] == server.address + path
    assert page.one("a", class_="skip").attributes["href"] == "#main"
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))


def test_home_shows_every_question_with_its_answers(server: Server) -> None:
    """Nobody needs to open a question to see its competing answers and how many stand behind each."""
    page = seen(server, "/")
    assert "When will North Korea make its third attempt" in page.text
    for answer in ("October 2023", "21–30 November 2023", "Not 3–17 November 2023"):
        assert answer in page.text
    assert "2 origins" in page.text  # the ministry and the North both say that the August launch failed
    assert "1 statement declines to answer." in page.text


def test_home_counts_claims_and_assessments_apart(server: Server) -> None:
    """The two numbers stand in two tables, and each leads to its rows."""
    page = seen(server, "/")
    totals = [words(each) for each in page.all("p", class_="side-title")]
    assert [each.split(":")[0] for each in totals] == ["Claims", "Assessments"]
    for title, family in zip(totals, ("claim", "assessment"), strict=True):
        rows = server.rows("/facts/statement_summary", family=family, _size="max")
        assert title.endswith(f": {len(rows)}")


def test_a_question_keeps_claims_and_assessments_in_two_columns(server: Server) -> None:
    """What the North plans stands under claims; what the minister expects, under assessments; never in one card."""
    page = seen(server, ATTEMPT)
    cards = {words(each): each.attributes["class"] for each in page.all("article")}
    plan = next(name for text, name in cards.items() if text.startswith("North Korea official"))
    forecast = next(name for text, name in cards.items() if "toward the end of November" in text)
    assert plan == "card family-claim"
    assert forecast == "card family-assessment"
    assert not page.all("article", class_="family-claim family-assessment")


def test_a_position_shows_speaker_capacity_words_certainty_and_date(server: Server) -> None:
    """A reader sees who says it, as what, in which words, how surely and with which hedge, when, and where."""
    page = seen(server, ATTEMPT)
    card = next(words(each) for each in page.all("article") if "toward the end of November" in each.text)
    assert card.startswith(
        "Shin Won-sik official “our assessment suggests that a launch could potentially occur"
    )
    assert "forecast, put as possible “could potentially” · said 3 November 2023" in card
    assert "in The Korea Herald, 5 November 2023" in card


def test_a_denial_is_an_answer_of_its_own(server: Server) -> None:
    """Its heading says not, and so does the position."""
    page = seen(server, ATTEMPT)
    assert "Not 3–17 November 2023" in [words(each) for each in page.all("h3")]
    assert "denied, put as probable" in page.text


def test_silence_is_shown_as_silence(server: Server) -> None:
    """A refusal is no answer: it stands in a section of its own, with what was withheld and no certainty."""
    page = seen(server, "/question/signs-of-third-launch")
    assert "No answers" in page.text
    card = words(page.one("article", class_="family-silence"))
    assert "silence: refusal “declining to elaborate on indications” Withheld:" in card
    assert "certain" not in card


def test_expectations_are_no_origins(server: Server) -> None:
    """Two statements of one forecast are one expectation in two statements, and no origin."""
    page = seen(server, ATTEMPT)
    weights = [words(each) for each in page.all("p", class_="weight family-assessment")]
    assert "1 expectation in 2 statements, 2 documents, 2 publishers" in weights
    assert not any("origin" in each for each in weights)


def test_one_click_leads_to_sql_csv_and_json(server: Server) -> None:
    """Below a question stand the rows of the views behind it, in every format, and each of them is there."""
    page = seen(server, ATTEMPT)
    rows = page.one("ul", class_="rows")
    assert "Positions" in rows.text
    for name in ("positions", "corroboration", "attestation", "disputes", "forecasts"):
        for href in (each for each in page.links if f"/facts/{name}" in each):
            assert server.get(href).status == 200, href
    query = next(each for each in page.links if "sql=select" in each)
    assert "shin-launch-toward-end-of-november" in server.get(query).text


def test_a_feed_tells_of_new_statements(server: Server) -> None:
    """The page names its Atom feed; every entry leads to its statement and has an author and a time."""
    page = seen(server, ATTEMPT)
    href = page.one("link", type="application/atom+xml").attributes["href"]
    answer = server.get(href)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = ET.fromstring(answer.text)  # noqa: S314 - of our own server
    entries = feed.findall("a:entry", atom)
    assert len(entries) == len(server.rows("/facts/positions", question__exact=ATTEMPT.rpartition("/")[2]))
    assert all(
        each.findtext("a:author/a:name", "", atom) and each.findtext("a:updated", "", atom)
        for each in entries
    )
    assert feed.findtext("a:id", "", atom) == server.address + ATTEMPT


def test_a_source_has_a_feed_of_its_own(server: Server) -> None:
    """It holds what the source itself says, not what it passes on."""
    feed = ET.fromstring(server.get("/source/shin-won-sik.atom").text)  # noqa: S314 - of our own server
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == len(server.rows("/facts/statement_summary", speaker__exact="shin-won-sik"))


def test_machines_read_the_question_too(server: Server) -> None:
    """JSON-LD in the page says question and suggested answers in the terms of schema.org."""
    data = seen(server, ATTEMPT).data
    assert (data["@type"], data["answerCount"]) == (
        "Question",
        4,
    )  # October, late November, not so soon, and the day
    assert {each["author"]["name"] for each in data["suggestedAnswer"]} >= {"North Korea", "Shin Won-sik"}


def test_the_footer_vouches_for_the_page(server: Server) -> None:
    """Every page shows the head digest, when it was recorded last, and the licence."""
    (head,) = server.rows("/facts/changesets", _sort_desc="pk", _size="1")
    for path in ("/", ATTEMPT, "/search"):
        page = seen(server, path)
        assert words(page.one("code", class_="digest")) == head["digest"]
        assert "Licence: Apache-2.0" in page.text


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/question/third-north-korean-lunch-attempt", "third-north-korean-launch-attempt"),
        ("/question/thrid-launch-delay-cause.atom", "third-launch-delay-cause"),
    ],
)
def test_a_mistyped_id_gets_the_nearest_one(server: Server, path: str, near: str) -> None:
    """Not found says what was probably meant, and offers a search for the words of the id."""
    page = seen(server, path, 404)
    assert f"did you mean “{near}”?" in page.text
    assert page.all("input", type="search")


@pytest.mark.parametrize(
    "path", ["/nowhere", "/question", "/question/a/b", "/question/%2e%2e", "/question/..%2f", "/q?x=1"]
)
def test_an_address_that_leads_nowhere_helps_on(server: Server, path: str) -> None:
    """Whatever is typed, the answer is 404 with a search box, never an error of the server."""
    page = seen(server, path, 404)
    assert page.faults == []
    assert page.all("input", type="search")


def test_search_marks_what_it_found(server: Server) -> None:
    """The words are marked in the quote and in the content; all facets count the statements found."""
    page = seen(server, "/search", q="launch november")
    assert {words(each).lower() for each in page.all("mark")} == {"launch", "november"}
    assert any(
        "<mark>" in str(quote) for quote in re.findall(r"(?s)<blockquote.*?</blockquote>", page.source)
    )
    assert "&lt;mark" not in page.source
    assert "&amp;#" not in page.source
    total = int(words(page.one("h2", id="found-title")).split()[0])
    facet = page.all("section", aria_labelledby="facet-kind")
    assert sum(int(number) for number in re.findall(r"\d+", facet[0].text)) == total


def test_search_narrows_by_facets_and_back(server: Server) -> None:
    """A facet's link narrows; chosen ones can be taken back one by one."""
    page = seen(server, "/search", q="launch", kind="forecast", speaker="shin-won-sik")
    assert {words(each).split(":")[0] for each in page.all("a", class_="chip")} == {"kind", "speaker"}
    assert page.all("article", class_="family-assessment")
    assert not page.all("article", class_="family-claim")
    wider = next(each for each in page.all("a", class_="chip") if each.text.startswith("kind"))
    assert "kind=" not in wider.attributes["href"]
    assert "speaker=shin-won-sik" in wider.attributes["href"]


def test_search_finds_questions_and_sources_by_name(server: Server) -> None:
    """A name in any script leads to its source."""
    page = seen(server, "/search", q="신원식")
    assert "/source/shin-won-sik" in page.links


@pytest.mark.parametrize("q", ['"', "%", "'", "AND", "NEAR(", "*", "a" * 5000, "\u202e", "<b>", "100%", "\\"])
def test_search_takes_anything_typed(server: Server, q: str) -> None:
    """No character is taken for the syntax of SQL or of the index."""
    page = seen(server, "/search", q=q)
    assert page.faults == []


def test_search_helps_when_nothing_is_found(server: Server) -> None:
    """Words that no statement holds together are offered one by one."""
    page = seen(server, "/search", q="zebra launch")
    assert "Nothing found" in page.text
    assert any(each.endswith("/search?q=launch") for each in page.links)


def test_the_past_stays_while_one_reads_on(server: Server) -> None:
    """Seen as of a day, every link to a noun keeps the day; the present is one click away."""
    page = seen(server, ATTEMPT, known_by="2023-11-04")
    assert "Only what had been published or said by 4 November 2023." in page.text
    nouns = [each for each in page.links if re.match(r"/(source|statement|document|question)/[a-z]", each)]
    assert [each for each in nouns if "known_by=2023-11-04" not in each] == [
        ATTEMPT,
        ATTEMPT,
    ]  # back, and the form
    assert page.one("meta", name="robots").attributes["content"] == "noindex"


@pytest.mark.parametrize(("name", "value"), [("as_of", "yesterday"), ("known_by", "soon"), ("as_of", "c99")])
def test_a_time_that_is_none_is_explained(server: Server, name: str, value: str) -> None:
    """It is a mistake of the reader's (400, or 404 for no such changeset), told in words."""
    answer = server.get("/", **{name: value})
    assert answer.status in {400, 404}
    assert value in Page(answer.text).text


def test_an_unchanged_page_is_not_sent_twice(server: Server) -> None:
    """A page has an entity tag, the same for the same page."""
    first, second = server.get(ATTEMPT), server.get(ATTEMPT)
    assert first.headers["etag"] == second.headers["etag"] != server.get("/").headers["etag"]


def test_a_question_tells_who_attests_that_it_was_said(server: Server) -> None:
    """Putin's answer of Sept. 13 stands in three documents; two reporters heard it, and the third retells it."""
    page = Page(server.get("/question/russian-help-for-north-korean-satellites").text)
    table = page.text[page.text.index("Said in many places") :]
    assert "Vladimir Putin Yes 13 September 2023 3 2" in table


def test_a_forecast_has_its_score_by_each_scheme(server: Server) -> None:
    """Shin's "could potentially" is 40 % by both schemes: (0.4 - 1)^2 = 0.36; "October" came out wrong: 0.95."""
    page = Page(server.get("/question/third-north-korean-launch-attempt").text)
    table = page.text[page.text.index("Who was right") :]
    assert table.count("0.36 at 40 % by") == 2
    assert "✗ wrong 0.95 at 97.5 % by factbank" in table


def test_an_outcome_is_told_by_the_calendar_of_its_question(server: Server) -> None:
    """The first South Korean one lifted off at 18:19 UTC of Dec. 1, in California: that day is the outcome."""
    page = seen(server, "/question/first-south-korean-spy-satellite-launch")
    assert words(page.one("h2", id="outcome-title")) == "Outcome 1 December 2023"
    assert "Recorded as 2023-12-01T18:19Z." in page.text
    (answer,) = [words(each) for each in page.all("h3") if "✓" in each.text]
    assert answer == "1 December 2023 ✓ the outcome"
    home = seen(server, "/")
    asked = next(
        each for each in home.all("article", class_="asked") if "South Korea launch its first" in each.text
    )
    assert "1 December 2023 ✓ outcome" in words(asked)


def test_a_denial_has_one_probability_on_every_page(server: Server) -> None:
    """Shin puts "not within two weeks" as probable, which is 77.5 % that it will not: there and on his own page."""
    asked, source = (seen(server, path).text for path in (ATTEMPT, "/source/shin-won-sik"))
    assert "at 77.5 % that it will not by factbank" in asked
    assert "Not 3–17 November 2023" in asked
    assert "77.5 % that it will not “probable”" in source
    assert "22.5 %" not in asked + source
