"""Every link leads somewhere: pages in a real Chromium, the files and Datasette pages behind them by HTTP."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest

from factbase import Factbase
from tests.browser import complaints, launched, opened
from tests.datasette_server import serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.datasette_server import Server

pytestmark = pytest.mark.browser

OURS = re.compile(
    r"/((question|statement|source|document)/[^/?]+(?<!\.atom)|timeline|compare|search|)(\?.*)?"
)
"""Paths of pages of ours, feeds apart."""

LINKS = """() => [...document.querySelectorAll("[href], [src], form[action]")]
    .map(each => each.href?.baseVal ?? each.href ?? each.src ?? each.action)
    .map(each => new URL(each, location).href)"""
"""The addresses to which a page leads, those in drawings too."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Iterator[Server]:
    """A real Datasette that serves the facts folder."""
    path = tmp_path_factory.mktemp("served") / "facts.db"
    Factbase.build(path, facts_folder, by="desk").close()
    with serving_database(path, measured=False) as running:
        yield running


def test_every_link_of_every_page_leads_somewhere_and_no_page_complains(server: Server) -> None:
    """From the home page on, no page of ours has a console error, and nothing that one links to is a 4xx or 5xx."""
    with launched() as browser, opened(browser) as page:
        found = complaints(page)
        visited, others, dangling = crawled(server, page)
    assert found == []
    assert dangling == []
    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(lambda path: (path, server.get(path).status), sorted(others))
        wrong = [(path, status) for path, status in answers if status != 200]
    assert wrong == []
    with Factbase(":memory:") as base:
        base.record_folder("facts", by="desk")
        named = {
            f"/{noun}/{record.id}"
            for noun in ("question", "statement", "source", "document")
            for record in base.records(noun)
        }
    assert named <= visited, "a page that nothing leads to"
    print(f"{len(visited)} pages in Chromium, {len(others)} other addresses")  # noqa: T201 - totals, for -s


def crawled(server: Server, page: Page) -> tuple[set[str], set[str], list[str]]:
    """Return the pages of ours that were visited, the other addresses found, and fragments that lead to nothing."""
    waiting, visited, others = ["/"], set[str](), set[str]()
    fragments, places = set[tuple[str, str]](), dict[str, set[str]]()
    while waiting:
        path = waiting.pop()
        if path in visited:
            continue
        visited.add(path)
        response = page.goto(server.address + path)
        assert response is not None
        assert response.status == 200, path
        places[path] = set(page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)"))
        for address in page.evaluate(LINKS):
            plain, fragment = urldefrag(address)
            if not plain.startswith(server.address):
                continue
            target = plain.removeprefix(server.address) or "/"
            if fragment:
                fragments.add((target, fragment))
            if OURS.fullmatch(target) and is_page(target):
                waiting.append(target)
            elif not is_pair_of_facets(target):
                others.add(target)
    dangling = [f"{path}#{name}" for path, name in fragments if path in places and name not in places[path]]
    return visited, others, sorted(dangling)


def is_page(target: str) -> bool:
    """Tell whether an address is worth a visit: of a document with one quote standing out, the document is."""
    asked = dict(parse_qsl(urlsplit(target).query))
    return "at" not in asked and not is_pair_of_facets(target)


def is_pair_of_facets(target: str) -> bool:
    """Tell whether an address narrows a search by two facets: there are as many as pairs, and each leads on."""
    parts = urlsplit(target)
    return parts.path == "/search" and len(parse_qsl(parts.query)) > 1
