"""The pages as people meet them: in a real Chromium, on a desk and on a phone, by mouse, by keyboard, by axe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from factbase import Factbase
from tests.browser import DESKTOP, PHONE, complaints, launched, opened, picture
from tests.datasette_server import serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.datasette_server import Server

pytestmark = pytest.mark.browser

QUESTION = "/question/third-north-korean-launch-attempt"
DOCUMENT = "/document/korea-herald-2023-11-05"

KINDS = {
    "home": "/",
    "question": QUESTION,
    "question-disputed": "/question/august-2023-failure-cause",
    "statement": "/statement/delay-due-to-russian-guidance",
    "statement-minded": "/statement/north-korea-blames-third-stage-explosion",
    "source": "/source/shin-won-sik",
    "source-publisher": "/source/korea-herald",
    "document": DOCUMENT,
    "document-unheld": "/document/american-military-news-2023-11-07",
    "timeline": "/timeline",
    "compare": "/compare",
    "compare-two": "/compare/nada/shin-won-sik",
    "search": "/search?q=satellite",
    "search-empty": "/search",
    "missing": "/statement/delay-due-to-russian-guidence",
    "past": f"{QUESTION}?known_by=2023-11-10",
}
"""Each kind of page, and each of its faces that looks different."""

OTHERS = {
    "datasette-database": "/facts",
    "datasette-table": "/facts/statement_summary",
    "datasette-row": "/facts/statements/1",
    "datasette-sql": "/facts?sql=select+id%2C+content+from+statement_summary+where+speaker+%3D+%3Aspeaker&speaker=kcna",
    "datasette-query": "/facts/changed-since",
}
"""Datasette's own pages, which the plugin completes."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Iterator[Server]:
    """A real Datasette that serves the facts folder."""
    path = tmp_path_factory.mktemp("served") / "facts.db"
    Factbase.build(path, facts_folder, by="desk").close()
    with serving_database(path, measured=False) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with launched() as running:
        yield running


# The reader's path


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("javascript", [True, False], ids=["", "no-javascript"])
def test_from_the_home_page_to_the_words_in_the_article(
    server: Server, browser: Browser, size: tuple[int, int], *, javascript: bool
) -> None:
    """A reader lands on a question, sees claims and assessments apart, clicks a quote, and stands at its words."""
    with opened(browser, size, javascript=javascript) as page:
        found = complaints(page)
        page.goto(server.address + "/")
        page.get_by_role("link", name="When will North Korea make its third attempt").click()
        expect(page).to_have_url(server.address + QUESTION)
        page.wait_for_load_state()
        claimed = page.locator(".side.family-claim .card").first.bounding_box()
        assessed = page.locator(".side.family-assessment .card").first.bounding_box()
        assert claimed is not None
        assert assessed is not None
        if size == DESKTOP:
            assert claimed["x"] + claimed["width"] < assessed["x"]
        quote = page.get_by_role("link", name="a launch could potentially occur toward the end of November")
        quote.first.click()
        expect(page).to_have_url(re.compile(rf"{DOCUMENT}\?at=[a-z-]+#words-[a-z-]+$"))
        words = page.locator("mark.here").first
        assert words.inner_text().startswith("our assessment suggests")
        # The browser goes to the words when it has laid the page out, which is later than the click returns.
        expect(words).to_be_in_viewport()
        assert found == []


def test_a_number_in_the_text_leads_to_its_statement_and_back(server: Server, browser: Browser) -> None:
    """By keyboard alone: from a number to its card, from the card to the statement; and back to the words."""
    with opened(browser) as page:
        page.goto(server.address + DOCUMENT)
        number = page.locator(".cited", has_text="45").first
        number.focus()
        page.keyboard.press("Enter")
        card = page.locator(".numbered:target")
        assert card.locator(".number-of").inner_text() == "45"
        card.get_by_role("link", name="in the text").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#words-"))
        card = page.locator(".numbered", has_text="specific technological guidance").first
        card.get_by_role("link", name="Full record").click()
        expect(page).to_have_url(re.compile("/statement/delay-due-to-russian-guidance"))


def test_the_first_tab_skips_to_the_content(server: Server, browser: Browser) -> None:
    """The first thing that Tab reaches is the skip link, which shows itself; every next one has a visible focus."""
    with opened(browser) as page:
        page.goto(server.address + QUESTION)
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        assert skip.inner_text() == "Skip to the content"
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        for _ in range(25):
            page.keyboard.press("Tab")
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline not in {"none", ""}, page.evaluate("document.activeElement.outerHTML")


# For everybody


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    server: Server, browser: Browser, size: tuple[int, int], *, dark: bool
) -> None:
    """No violation on any kind of page, no wider than the screen, no complaint; each is kept as a picture."""
    wrong = {}
    with opened(browser, size, dark=dark) as page:
        found = complaints(page)
        for name, path in (KINDS | OTHERS).items():
            page.goto(server.address + path)
            picture(page, f"{name}-{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}")
            wrong[name] = [*violations(page), *([] if name in OTHERS else sideways(page))]
    assert {name: what for name, what in wrong.items() if what} == {}
    assert [each for each in found if "404" not in each] == []


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong, with the first place where."""
    results = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in results]


def sideways(page: Page) -> list[str]:
    """Return by how much the page is too wide, if it is."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wider} px too wide"] if wider > 0 else []


def test_nothing_scrolls_sideways_on_the_narrowest_phone_nor_enlarged_text(
    server: Server, browser: Browser
) -> None:
    """At 320 px, which is also 1280 px enlarged four times (WCAG 1.4.10), every kind of page fits."""
    with opened(browser, (320, 640)) as page:
        wrong = {}
        for name, path in KINDS.items():
            page.goto(server.address + path)
            wrong[name] = sideways(page)
    assert {name: what for name, what in wrong.items() if what} == {}


def test_families_differ_without_colour(server: Server, browser: Browser) -> None:
    """A claim and an assessment differ in words and in the shape of their marks, not only in hue."""
    with opened(browser) as page:
        page.goto(server.address + QUESTION)
        shapes = {
            family: page.locator(f"main .side.family-{family} .mark").first.evaluate(
                "each => [getComputedStyle(each).transform, getComputedStyle(each).borderStyle].join()"
            )
            for family in ("claim", "assessment")
        }
        titles = page.locator(".sides-head .side-title > span").all_inner_texts()
    assert shapes["claim"] != shapes["assessment"]
    assert titles == ["Claims", "Assessments"]


def test_a_printed_page_has_the_words_and_not_the_navigation(server: Server, browser: Browser) -> None:
    """On paper the search and the navigation are gone, the background is white, and the words are there."""
    with opened(browser, dark=True) as page:
        page.emulate_media(media="print")
        page.goto(server.address + QUESTION)
        assert not page.get_by_role("search").first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.get_by_text("our assessment suggests that").first.is_visible()


def test_a_printed_document_is_whole(server: Server, browser: Browser) -> None:
    """On a wide paper too, the text is not cut at the height of a screen, nor stuck to it."""
    with opened(browser) as page:
        page.goto(server.address + DOCUMENT)
        page.emulate_media(media="print")
        held = page.locator(".held")
        style = held.evaluate(
            "each => (({position, maxHeight, overflowY}) => [position, maxHeight, overflowY])"
            "(getComputedStyle(each))"
        )
        assert style == ["static", "none", "visible"]
        assert held.evaluate("each => each.scrollHeight <= each.clientHeight")
        assert page.get_by_text("Every one of its 26 sentences").is_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_words_are_the_largest_thing(server: Server, browser: Browser, size: tuple[int, int]) -> None:
    """A statement's words are its heading at the largest step, a card's are larger than any heading of a section."""

    def pixels(page: Page, selector: str) -> float:
        found = page.locator(selector).first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        return float(found)

    with opened(browser, size) as page:
        page.goto(server.address + "/statement/delay-due-to-russian-guidance")
        assert pixels(page, "h1.statement-words") == pytest.approx(
            39.04 if size == DESKTOP else 27.2, abs=0.1
        )
        assert pixels(page, "main h2") == 20
        page.goto(server.address + QUESTION)
        assert pixels(page, ".card .said:not(.unquoted)") == 25
        assert pixels(page, "h2#answers-title") == 20
