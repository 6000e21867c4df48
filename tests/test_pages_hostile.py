"""Pages of hostile texts, of an empty base, under a base_url, and where no factbase is served."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest
from datasette.app import Datasette

from factbase import Factbase
from factbase.model import (
    Answer,
    Attribution,
    Choice,
    Document,
    Name,
    Question,
    Source,
    Span,
    Statement,
    Topic,
)
from factbase.plugin.pages.links import Links
from factbase.store import schema
from factbase.store.connection import connect
from tests.page import Page, words
from tests.worlds import build, question, said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from httpx import Response

    from factbase.model import Record

HOSTILE = '"><script>alert(1)</script><i-was-here onclick=x>{{7*7}}{% raise %}</script>\u202e\ue000&lt;'
"""Markup, quotes, template syntax, a right-to-left override, and the private-use mark of found words."""

LONG = "word" * 250_000
"""A word of a million characters."""


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
    path = tmp_path_factory.mktemp("hostile") / "facts.db"
    text = f"{HOSTILE} {LONG}"
    hop = Attribution(
        source="speaker",
        as_printed=HOSTILE,
        cue=HOSTILE,
        hedge=HOSTILE,
        certainty="possible",
        polarity="denies",
        confidence="possible",
    )
    span = Span(start=0, end=len(text), exact=text)
    with Factbase(path) as base, base.recording(by=HOSTILE, note=HOSTILE, file=HOSTILE) as changes:
        changes.add(Source(id="speaker", kind="person", names=(Name(name=HOSTILE),)))
        changes.add(Source(id="outlet", kind="outlet", names=(Name(name=HOSTILE),)))
        changes.add(
            Document(
                id="paper",
                publisher="outlet",
                title=HOSTILE,
                url=f"javascript:{HOSTILE}",
                text=text,
                rights="full",
            )
        )
        choices = (Choice(value="a", label=HOSTILE), Choice(value="b", label=LONG))
        changes.add(Question(id="q", text=HOSTILE, answer_type="choice", choices=choices, resolution=HOSTILE))
        for ident, value in (("first", "a"), ("second", "b")):
            changes.add(
                Statement(
                    id=ident,
                    document="paper",
                    content=text,
                    kind="forecast",
                    attributions=(hop,),
                    spans=(span,),
                    answers=(Answer(question="q", value=value),),
                    condition=HOSTILE,
                )
            )
        changes.add(
            Statement(
                id="silent",
                document="paper",
                content=HOSTILE,
                kind="refusal",
                attributions=(Attribution(source="speaker", cue=HOSTILE, confidence="certain"),),
                declines=("q",),
            )
        )
    return path


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/question/q",
        "/search?q=alert",
        f"/search?q={'%22%3E%3Cscript%3E'}&speaker=%3Ci-was-here%3E",
        "/search?speaker=speaker",
    ],
)
def test_no_text_becomes_markup(hostile: Path, address: str) -> None:
    """What is printed as a tag is shown as its characters: no element, handler, template or link comes of it."""
    answer = get(hostile, address)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.faults == []
    assert {each.tag for each in page.elements}.isdisjoint({"i-was-here", "iframe", "object"})
    assert all(each.attributes.get("type") == "application/ld+json" for each in page.all("script"))
    assert not [name for each in page.elements for name in each.attributes if name.startswith("on")]
    assert not [each for each in page.links if not re.match(r"(/|#|https?://)", each)]
    assert "49" not in re.findall(r"(?<!\d)49(?!\d)", words(page.one("main")))
    for script in page.all("script"):
        assert "<" not in script.text


def test_a_million_characters_do_not_drown_the_search(hostile: Path) -> None:
    """Search shows the stretch around what it found, marked, and little more."""
    answer = get(hostile, "/search?q=alert")
    assert len(answer.text) < 60_000
    assert {words(each) for each in Page(answer.text).all("mark")} == {"alert"}


def test_a_feed_of_hostile_texts_is_xml(hostile: Path) -> None:
    """The feed is well formed whatever the statements hold."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - needed here alone

    answer = get(hostile, "/question/q.atom")
    assert ET.fromstring(answer.text).tag.endswith("feed")  # noqa: S314 - of our own server


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
