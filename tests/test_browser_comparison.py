"""The comparison of two sources in a real Chromium: on a desk and on a phone, light and dark, with no script at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import DESKTOP, PHONE, complaints, launched, opened, picture
from tests.counted import recorded
from tests.datasette_server import serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.datasette_server import Server

pytestmark = pytest.mark.browser

PAGES = {"compare": "/compare", "comparison": "/compare/ministry/eyes"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real Datasette that serves two counts over time."""
    with serving_database(
        recorded(tmp_path_factory.mktemp("compared") / "facts.db"), measured=False
    ) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with launched() as running:
        yield running


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE, (320, 640)], ids=["desktop", "phone", "narrowest"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    server: Server, browser: Browser, size: tuple[int, int], *, dark: bool
) -> None:
    """No violation, no wider than the screen, no complaint; each is kept as a picture."""
    with opened(browser, size, dark=dark) as page:
        found = complaints(page)
        for name, path in PAGES.items():
            page.goto(server.address + path)
            picture(page, f"{name}-{size[0]}-{'dark' if dark else 'light'}")
            wrong = [each["id"] for each in Axe().run(page).response["violations"]]
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert (wrong, wider) == ([], 0), path
        assert found == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_menu_to_the_words_behind_a_figure(
    server: Server, browser: Browser, size: tuple[int, int]
) -> None:
    """Without JavaScript: from the menu to two sources, from a figure of the table to its statement."""
    with opened(browser, size, javascript=False) as page:
        page.goto(server.address + "/")
        page.get_by_role("link", name="Compare", exact=True).click()
        page.get_by_role("link", name="Eyes and Ministry").click()
        expect(page).to_have_url(server.address + "/compare/eyes/ministry")
        page.wait_for_load_state()
        drawn = page.locator("svg.over-time").bounding_box()
        assert drawn is not None
        assert drawn["width"] > size[0] * 0.8
        page.get_by_role("link", name="at least 2,000").click()
        expect(page).to_have_url(server.address + "/statement/seen-2024-05-20")


def test_what_is_drawn_stays_in_the_picture(server: Server, browser: Browser) -> None:
    """On a phone too: every arrow of a floor, and the last amount of each line, whose words keep their size."""
    with opened(browser, PHONE) as page:
        page.goto(server.address + PAGES["comparison"])
        whole = page.locator("svg.over-time").bounding_box()
        assert whole is not None
        arrows = page.locator("svg.over-time .course-assessment .over path")
        last = page.locator("svg.over-time .last")
        assert arrows.count() == 15
        assert sorted(last.all_text_contents()) == ["1,019", "≥ 2,000"]
        for each in (*arrows.all(), *last.all()):
            box = each.bounding_box()
            assert box is not None
            assert box["x"] >= whole["x"] - 1
            assert box["x"] + box["width"] <= whole["x"] + whole["width"] + 1
        assert {each.evaluate("each => getComputedStyle(each).fontSize") for each in last.all()} == {"12px"}
