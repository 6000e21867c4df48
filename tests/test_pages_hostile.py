"""Pages of hostile texts, of an empty base, under a base_url, and where no factbase is served."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from datasette.app import Datasette

from factbase import Factbase
from factbase.model import Topic
from factbase.plugin.pages.links import Links
from factbase.store import schema
from factbase.store.connection import connect
from tests.datasette_server import Server, serving_database
from tests.hostile import DOCUMENTS, HOSTILE, LONG, QUESTIONS, SOURCES, STATEMENTS, hostile_world
from tests.page import Page, words
from tests.test_metadata import QUERIES, TABLES
from tests.worlds import build, question, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from httpx import Response

    from factbase.model import Record


def get(path: Path, address: str, **settings: str | int) -> Response:
    """Return what a Datasette in this process answers for the database at `path`."""

    async def ask() -> Response:
        datasette = Datasette([str(path)], settings=settings)
        try:
            await datasette.invoke_startup()
            return await datasette.client.get(address)
        finally:
            for database in datasette.databases.values():
                database.close()

    return asyncio.run(ask())


def made(path: Path, *records: Record | Iterable[Record]) -> Path:
    """Return the path of a new database with a small world in it."""
    base = Factbase(path)
    with base.recording(by="tests", note="the beginning") as changes:
        changes.add(Topic(id="topic", kind="theme", name="Topic"))
    build(*records, base=base).close()
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with hostile text in every field that takes text."""
    return hostile_world(tmp_path_factory.mktemp("hostile") / "facts.db")


@pytest.fixture(scope="module")
def server(hostile: Path) -> Iterator[Server]:
    """Yield a Datasette that serves it to all."""
    with serving_database(hostile, "--public") as running:
        yield running


WORDS = quote(HOSTILE)
EVALUATED = str(1234 * 4321)
"""What the template in the hostile words would make."""

OWN = (
    "/",
    "/timeline",
    "/compare",
    "/search",
    "/search?q=alert",
    "/search?q=word*",
    "/search?speaker=speaker",
    "/?known_by=2024-06",
    f"/?page={WORDS}&x={WORDS}",
    f"/timeline?axis={WORDS}&page={WORDS}",
    f"/search?q={WORDS}&speaker={WORDS}&kind={WORDS}&page={WORDS}",
    f"/document/paper?speaker={WORDS}&kind={WORDS}",
    "/statement/silent?as_of=c1",
    "/question/q?as_of=c1",
    "/source/speaker?as_of=c1",
    "/document/paper?known_by=2024-02",
    *(f"/source/{each}" for each in SOURCES),
    *(f"/statement/{each}" for each in STATEMENTS),
    *(f"/question/{each}" for each in QUESTIONS),
    *(f"/document/{each}" for each in DOCUMENTS),
)
DATASETTES = (
    "/facts",
    *(f"/facts/{each}" for each in TABLES),
    *(f"/facts/{each}" for each in QUERIES if each != "rests-on-source"),
    "/facts/rests-on-source?source=nameless",  # of all sources it holds more words than an answer may
    *(f"/facts/{each}/1" for each in ("statements", "sources", "documents", "questions", "changesets")),
    f"/facts?sql={quote('select * from statement_summary')}",
    f"/facts?sql={quote('select :x')}&x={WORDS}",
    f"/facts?sql={quote('select ' + repr('<script>alert(1)</script>') + ' as ' + chr(34) + '<b onclick=x>' + chr(34))}",
    f"/facts/statement_summary?_search={WORDS}&speaker={WORDS}&_sort=id",
    f"/facts/statements?content__contains={WORDS}",
    f"/facts/find-words?words={WORDS}",
)


def defused(text: str) -> Page:
    """Return a page of which no element, attribute, link or script comes of the hostile words."""
    page = Page(text)
    assert "i-was-here" not in {each.tag for each in page.elements}
    for each in page.elements:
        assert not {
            name
            for name in each.attributes
            if name.startswith("on") or not re.fullmatch("[a-zA-Z:-]+[0-9]?", name)
        }
        assert each.attributes.get("style") != "x"
    for link in page.links:
        assert re.match(r"(/(?!/)|#|\?|https?://|facts/|$)", link), link[:100]
    for script in page.all("script"):
        if "json" not in script.attributes.get("type", ""):
            assert "alert(1)" not in script.text
    return page


@pytest.mark.parametrize("address", OWN)
def test_no_text_becomes_markup(server: Server, address: str) -> None:
    """What is printed as a tag is shown as its characters: no element, handler, template or link comes of it."""
    answer = server.get(address)
    assert answer.status == 200
    page = defused(answer.text)
    assert page.faults == []
    assert {each.tag for each in page.elements}.isdisjoint({"iframe", "object", "style", "base"})
    assert EVALUATED not in answer.text
    for script in page.all("script"):
        assert script.attributes == {"type": "application/ld+json"}
        assert "<" not in script.text
        assert page.data["@context"] == "https://schema.org"
    assert len(answer.text) < 20 * len(LONG)


@pytest.mark.parametrize("address", DATASETTES)
def test_no_text_becomes_markup_in_the_pages_of_datasette(server: Server, address: str) -> None:
    """Nor in the tables, rows and queries that one click leads to."""
    answer = server.get(address)
    assert answer.status == 200
    defused(answer.text)
    assert EVALUATED not in answer.text
    assert len(answer.text) < 20 * len(LONG)


@pytest.mark.parametrize("suffix", [".json", ".csv"])
def test_files_hold_the_words_as_they_are(server: Server, suffix: str) -> None:
    """JSON and CSV are no pages, and say so: a browser shows what they hold."""
    answer = server.get(f"/facts/topics{suffix}")
    assert answer.headers["content-type"].split(";")[0] in {"application/json", "text/plain"}
    assert "i-was-here" in answer.text


def test_a_million_characters_do_not_drown_the_search(server: Server) -> None:
    """Search shows the stretch around what it found, marked, and little more."""
    page = Page(server.get("/search?q=alert").text)
    assert {words(each) for each in page.all("mark")} == {"alert"}
    assert all(len(each.text) < 2000 for each in page.all("blockquote"))


@pytest.mark.parametrize(
    "address",
    [*(f"/question/{each}.atom" for each in QUESTIONS), *(f"/source/{each}.atom" for each in SOURCES)],
)
def test_a_feed_of_hostile_texts_is_xml(server: Server, address: str) -> None:
    """The feed is well formed whatever the statements hold."""
    answer = server.get(address)
    root = ET.fromstring(answer.text)  # noqa: S314 - of our own server
    assert root.tag.endswith("feed")
    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {
        *("feed", "title", "id", "updated", "link", "entry", "author", "name", "category", "summary")
    }


@pytest.mark.parametrize("address", ["/", "/search", "/search?q=x"])
def test_an_empty_base_has_pages(tmp_path: Path, address: str) -> None:
    """Where nothing was recorded, the pages say so."""
    path = tmp_path / "facts.db"
    database = connect(path)
    schema.create(database)
    database.conn.close()
    answer = get(path, address)
    assert answer.status_code == 200
    assert Page(answer.text).faults == []


def test_a_question_that_nobody_answers_has_a_page(tmp_path: Path) -> None:
    """It says that nobody has answered, and does not fail."""
    made(tmp_path / "facts.db", question("lonely"))
    page = Page(get(tmp_path / "facts.db", "/question/lonely").text)
    assert "Nobody has answered this question yet." in page.text


def test_everything_stays_under_the_base_url(tmp_path: Path) -> None:
    """Behind a proxy at a path, every link of every page of ours begins with that path."""
    made(tmp_path / "facts.db", question("q"), said("one", "ann", {"q": "yes"}))
    for address in (
        "/",
        "/question/q",
        "/search?q=one",
        "/question/qq",
    ):  # the client puts the path before them
        page = Page(get(tmp_path / "facts.db", address, base_url="/under/").text)
        inside = [each for each in page.links if each.startswith("/")]
        assert inside
        assert [each for each in inside if not each.startswith("/under/")] == []


def test_long_lists_page(tmp_path: Path) -> None:
    """Twenty questions, and twenty statements, are a page; each is on exactly one page."""
    asked = [question(f"q{n}") for n in range(45)]
    told = [said(f"s{n}", "ann", {f"q{n}": "yes"}) for n in range(45)]
    made(tmp_path / "facts.db", asked, told)
    for address, count in (("/?page={}", "/question/"), ("/search?q=says&page={}", "/statement/")):
        pages = [Page(get(tmp_path / "facts.db", address.format(number)).text) for number in (1, 2, 3)]
        shown = [{each.partition("#")[0] for each in page.links if each.startswith(count)} for page in pages]
        assert (
            [len(each) for each in shown] == [20, 20, 5]
            if count == "/statement/"
            else sum(map(len, shown)) == 45
        )
        assert len(set.union(*shown)) == 45


def test_other_databases_keep_the_index_of_datasette(tmp_path: Path) -> None:
    """Where no factbase is served, the plugin is not in the way."""
    database = connect(tmp_path / "other.db")
    database.conn.execute("CREATE TABLE other (id INTEGER)")
    database.conn.close()
    assert get(tmp_path / "other.db", "/").status_code == 200
    assert "other" in get(tmp_path / "other.db", "/").text
    assert get(tmp_path / "other.db", "/question/x").status_code == 404


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("HTTPS://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, may: bool) -> None:  # noqa: FBT001 - a parameter of the cases
    """A printed address becomes a link only if a browser will do nothing but fetch it."""
    assert (Links.outside(url) is not None) is may
