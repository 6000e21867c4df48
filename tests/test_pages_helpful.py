"""What pages say where something is missing, is elsewhere, or could be misread; over HTTP, as a reader meets it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.page import seen, words

if TYPE_CHECKING:
    from tests.datasette_server import Server

REPRINT = "/document/american-military-news-2023-11-07"
ARTICLE = "korea-herald-2023-11-05"
ATTEMPT = "/question/third-north-korean-launch-attempt"
UNHEARD = "/statement/nada-cause-is-no-big-problem"  # published on 24 August 2023


# Documents


def test_a_reprint_carries_the_statements_of_its_original(server: Server) -> None:
    """It has none of its own; those of the article are counted, one click away."""
    page = seen(server, REPRINT)
    count = len(server.rows("/facts/statement_summary", document=ARTICLE, _size="max"))
    assert (
        f"It carries the {count} statements of The Korea Herald, 5 November 2023, of which it is a copy."
        in page.text
    )
    assert "0 statements" not in page.text
    assert "Nothing is recorded here" not in page.text
    description = page.one("meta", name="description").attributes["content"]
    assert description == f"American Military News, 7 November 2023: {count} carried statements."


def test_a_document_without_a_title_is_named_by_its_publisher_and_day(server: Server) -> None:
    """In the heading, in the title and to machines; its id is for addresses."""
    page = seen(server, REPRINT)
    expected = "Untitled, American Military News, 7 November 2023"
    assert words(page.one("h1")) == page.data["headline"] == expected
    assert words(page.all("title")[0]).startswith(expected)


def test_a_document_says_how_much_of_it_is_quoted(server: Server) -> None:
    """4,772 of the 5,445 characters of the article stand in a quote, each counted once: 88 %."""
    assert (
        "Statements quote 4,772 of its 5,445 characters, 88 %." in seen(server, f"/document/{ARTICLE}").text
    )


# Questions


def test_what_was_counted_once_is_told_apart(server: Server) -> None:
    """Each end of a repetition is named by its speaker and its document, so that no two lines are alike."""
    nada = "National Aerospace Development Administration, in"
    source = server.get(ATTEMPT).text
    (edges, *_) = re.findall(r'(?s)<ul class="edges">(.*?)</ul>', source)
    lines = [
        " ".join(re.sub("<[^>]+>", "", each).split()) for each in re.findall("(?s)<li>(.*?)</li>", edges)
    ]
    assert f"{nada} TASS, 24 August 2023 rests on {nada} Korean Central News Agency, 24 August 2023" in lines
    assert len(lines) == len(set(lines)) > 3


def test_expectations_say_where_they_stand(server: Server) -> None:
    """North Korea's October stands in five statements: of KCNA, three papers and the article, which has a reprint."""
    weights = [words(each) for each in seen(server, ATTEMPT).all("p", class_="weight")]
    assert "1 expectation in 5 statements, 6 documents, 6 publishers" in weights


# Statements


def test_a_publisher_needs_no_printed_name(server: Server) -> None:
    """Nothing is held of the LA Post's text: it is the document's publisher, and credits the wire."""
    text = seen(server, "/statement/experts-doubt-satellite-imagery").text
    assert "recorder: certain, named: it is the document's publisher" in text
    assert "recorder: certain, named: the document credits it" in text
    assert "the text prints a known name" not in text


# Search


def test_nothing_found_among_filters_says_so(server: Server) -> None:
    """There are statements with the word, but not of that kind: the way to them is one click."""
    page = seen(server, "/search", q="satellite", kind="directive", speaker="kcna")
    assert "With these filters, no statement holds “satellite”." in page.text
    assert "/search?q=satellite" in page.links
    assert (
        "With this filter, no statement holds “zebra”."
        in seen(server, "/search", q="zebra", kind="forecast").text
    )
    assert "No statement holds “zebra”." in seen(server, "/search", q="zebra").text


def test_what_cannot_be_seen_is_no_part_of_a_search(server: Server) -> None:
    """Control characters, and those that turn what follows, part words and come back nowhere in the page."""
    page = seen(server, "/search", q="launch\x00\x07\u202enovember\x1b[31m")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page.source)
    assert "“launch november [31m”" in words(page.all("title")[0])


# Addresses


def test_a_mistyped_id_leads_to_the_nearest_one(server: Server) -> None:
    """What was probably meant is a link."""
    page = seen(server, "/statement/delay-due-to-russian-guidence", 404)
    assert "did you mean “delay-due-to-russian-guidance”?" in page.text
    assert "/statement/delay-due-to-russian-guidance" in page.links


def test_what_was_not_yet_said_is_not_called_unknown(server: Server) -> None:
    """Looked at as known by a day before it was published, it is "not yet", and leads to the present."""
    page = seen(server, UNHEARD, 404, known_by="2023-08-01")
    expected = 'The statement "nada-cause-is-no-big-problem" had not been published or said by 1 August 2023.'
    assert expected in page.text
    assert "did you mean" not in page.text
    assert "See it in the present" in page.text
    assert UNHEARD in page.links
    assert words(page.one("h1")) == "Not yet"
    unknown = seen(server, "/statement/nada-cause-is-no-bigger", 404, known_by="2023-10-01")
    assert "did you mean “nada-cause-is-no-big-problem”?" in unknown.text


def test_an_address_that_leads_nowhere_has_the_masthead(server: Server) -> None:
    """As every page: the name of the site, and the ways to questions, timeline, comparisons and data."""
    page = seen(server, "/nowhere", 404)
    home = seen(server, "/")
    assert words(page.one("a", class_="site")) == words(home.one("a", class_="site"))
    for href in ("/#questions", "/timeline", "/compare", "/facts"):
        assert href in page.links


def test_a_time_that_is_none_is_not_kept(server: Server) -> None:
    """The page that refuses it shows no banner of the past, and no link of it leads back to the same refusal."""
    page = seen(server, "/", 400, known_by="soon")
    assert not page.all("div", class_="then")
    assert not [each for each in page.links if "soon" in each]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/?page=999", "/"),
        ("/?page=1", "/"),
        ("/search?q=launch&page=2", "/search?page=2&q=launch"),
        ("/timeline?page=999", "/timeline?page=3"),
    ],
)
def test_a_page_beyond_the_last_is_the_last(server: Server, path: str, expected: str) -> None:
    """One page has one canonical address, whatever number was asked for."""
    canonical = seen(server, path).one("link", rel="canonical").attributes["href"]
    assert canonical == server.address + expected


def test_home_explains_every_mark(server: Server) -> None:
    """The key has the mark of what no origin stands behind, beside those of origins and expectations."""
    key = seen(server, "/").one("p", class_="key")
    assert "no origin: only unsourced, in a publisher's own voice" in words(key)
    assert 'class="dot dot-none"' in server.get("/").text[: server.get("/").text.index("</article>")]
