"""The pictures on their pages, over HTTP and in a real Chromium: there, in words, at no cost to anyone's screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from factbase import Factbase
from tests.browser import DESKTOP, PHONE, launched, opened
from tests.datasette_server import serving_database
from tests.worlds import build, question, rests, said, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from factbase.model import Record
    from tests.datasette_server import Server

LEAST_TEXT = 11
"""How large text in a picture is at least, in CSS pixels."""

PATHS = (
    "/",
    "/timeline",
    "/question/when",
    "/question/tons",
    "/statement/copy-1",
    "/statement/loop-a",
    "/source/shin",
    "/source/yoon",
)


def forecasts(speaker: str, count: int) -> Iterator[Record]:
    """Yield so many forecasts by a speaker, each on a question of its own; every third came out otherwise."""
    for number in range(count):
        ident = f"{speaker}-{number}"
        outcome = "no" if number % 3 == 0 else "yes"
        yield question(ident, resolution="As reported.", outcome=outcome, outcome_statement="shown")
        yield said(
            f"says-{ident}",
            speaker,
            {ident: "yes"},
            kind="forecast",
            on="2023-11-03",
            event_date="2023-12",
            polarity="denies" if speaker == "yoon" and number == 0 else "affirms",
        )


def world() -> Iterator[Record]:
    """Yield a world with every kind of picture: copies of one report, a loop, dates and numbers, and forecasts."""
    yield source("zero")
    yield said("shown", "ministry", on="2024-02-01")
    yield from forecasts("shin", 20)
    yield from forecasts("yoon", 19)
    yield question("when", "date", resolution="As reported.", outcome="2023-11-21", outcome_statement="shown")
    yield question("tons", "number")
    for number, value in enumerate(("2012/2014", "2023-11-20/..", "../2030", "2023-11-21")):
        yield said(
            f"w{number}",
            f"speaker-{number}",
            {"when": value},
            kind="forecast",
            on="2023-11-05",
            event_date=value,
        )
        yield said(f"n{number}", f"speaker-{number}", {"tons": f">={number + 1}00"})
    yield said("root", "kim", {"when": "2023-11"}, document="kcna", content="It flew.", on="2023-11-22")
    for number in range(30):
        yield said(
            f"copy-{number}",
            "kcna-tv > kim",
            {"when": "2023-11"},
            document=f"paper-{number}",
            content="It flew.",
            on="2023-11-22",
        )
        yield rests(f"copy-{number}", "root", "copies")
    for one, other in (("loop-a", "loop-b"), ("loop-b", "loop-a")):
        yield said(one, one, {"when": "2023-11"}, document=f"d-{one}")
        yield rests(one, other)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real Datasette that serves the world."""
    path: Path = tmp_path_factory.mktemp("pictures") / "world.db"
    base = Factbase(path)
    with base.recording(by="tests", note="begun") as changes:
        changes.add(source("first"))
    build(world(), base=base).close()
    with serving_database(path) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with launched() as running:
        yield running


def test_twenty_scored_forecasts_are_drawn_and_nineteen_are_a_table(server: Server) -> None:
    """The 20 of Shin, of which 13 came true, are a plot; the 19 of Yoon a table with a row each."""
    drawn, listed = server.get("/source/shin").text, server.get("/source/yoon").text
    assert "Calibration: 20 scored forecasts under the scheme factbank" in drawn
    assert "13 of 20 came true, 65% (43% to 82%)" in drawn  # Wilson: 0.4329 to 0.8188
    assert 'class="calibration"' not in listed
    assert "19 scored forecasts under the scheme factbank" in listed
    assert listed.count("97.5 % ") == listed.count("“certain”") == 19
    assert re.search(r">No</a>.*?<td data-label=\"Came true\">yes</td>.*?0\.001<", listed)


def test_a_copy_shows_its_chain_its_root_and_who_else_copies_it(server: Server) -> None:
    """Publisher, relay and speaker, the root, twelve of the other 29 copies; the other 17 are counted."""
    html = server.get("/statement/copy-1").text
    picture = html[
        html.index('<svg class="graph"') : html.index("</figure>", html.index('<svg class="graph"'))
    ]
    assert picture.count('class="box') - picture.count('class="box-') == 16
    assert picture.count(">copies</text>") == 13
    assert "17 more are left out of the picture." in picture


def test_a_loop_is_told_in_the_picture(server: Server) -> None:
    """Two statements that rest on one another are joined both ways, one way dashed and named."""
    assert "rests on (closes a loop)" in server.get("/statement/loop-a").text


def test_the_timeline_can_be_narrowed_and_keeps_its_choice_and_time(server: Server) -> None:
    """By speaker, question and axis; links to other pages keep all, and the time at which one looks."""
    html = server.get("/timeline", speaker="shin", as_of="c2").text
    assert "20 rows" in html
    assert "/source/yoon" not in html
    assert 'name="as_of" value="c2"' in html
    assert re.search(r'href="/statement/says-shin-0\?as_of=c2"', html)
    assert "page=2&amp;speaker" not in html
    assert "4 rows" in server.get("/timeline", question="when", axis="event").text
    assert "Nothing dated is recorded that fits" in server.get("/timeline", speaker="nobody").text
    pages = server.get("/timeline", axis="event").text
    assert re.search(r'rel="next" href="/timeline\?axis=event&amp;page=2"', pages)


def test_what_many_documents_repeat_is_one_row(server: Server) -> None:
    """Thirty papers that copy Kim's words are one row with the root, which says in how many documents it stands."""
    html = server.get("/timeline", speaker="kim").text
    assert "1 row ·" in html
    assert "in 31 documents" in html
    assert 'href="/statement/root"' in html


@pytest.mark.parametrize("path", PATHS)
def test_pictures_are_legible_and_accessible(server: Server, browser: Browser, path: str) -> None:
    """Each has a title; no text is smaller than 11 px, nothing scrolls sideways, and axe finds no fault."""
    for size, dark in ((DESKTOP, False), (PHONE, True)):
        with opened(browser, size, dark=dark) as page:
            page.goto(server.address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
            assert page.evaluate(_SMALLEST) >= LEAST_TEXT
            assert page.evaluate(_UNTITLED) == 0
            assert page.evaluate("document.querySelectorAll('[style]').length") == 0
            ids = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
            assert len(ids) == len(set(ids))
            assert not Axe().run(page).response["violations"]


_SMALLEST = """() => {
  const sizes = [99];
  for (const text of document.querySelectorAll('main svg text')) {
    const svg = text.ownerSVGElement, box = svg.viewBox.baseVal;
    if (!text.getBoundingClientRect().width) continue;
    const scale = box && box.width ? svg.getBoundingClientRect().width / box.width : 1;
    sizes.push(parseFloat(getComputedStyle(text).fontSize) * scale);
  }
  return Math.min(...sizes);
}"""
"""The size of the smallest text that is seen in a picture, in CSS pixels."""

_UNTITLED = """() => [...document.querySelectorAll('main svg[role]')]
  .filter(svg => !svg.querySelector(':scope > title')).length"""
"""How many pictures have no title."""
