"""The pages of a statement, a source, a document, and the timeline, as a reader meets them over HTTP."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from factbase import Factbase
from tests.datasette_server import serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.datasette_server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Iterator[Server]:
    """A real Datasette that serves the facts folder."""
    path = tmp_path_factory.mktemp("served") / "facts.db"
    Factbase.build(path, facts_folder, by="desk").close()
    with serving_database(path) as running:
        yield running


def words(html: str) -> str:
    """Return what a page says in words, without its markup."""
    body = re.sub(r"(?s)<(script|style|head).*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_a_statement_tells_its_whole_chain(server: Server) -> None:
    """The page has each hop in order with its printed words, cue and certainty, and the words in their sentence."""
    found = words(server.get("/statement/delay-due-to-russian-guidance").text)
    chain = found[found.index("Who said it, through whom") :]
    hops = [chain.index(name) for name in ("The Korea Herald", "Shin Won-sik", "South Korean military")]
    assert hops == sorted(hops)
    assert "printed “The defense chief” · cue “added”" in chain
    assert "put as probable “puts more weight on the likelihood”" in chain
    assert "The defense chief added the South Korean military puts more weight" in found
    assert "Why was North Korea's third launch delayed? Russia gave technological guidance" in found
    assert re.search(r"Statement delay-due-to-russian-guidance, sha256:[0-9a-f]{64}", found)


def test_a_refusal_is_shown_as_silence(server: Server) -> None:
    """What Shin declined to say stands as withheld, with the question that it leaves unanswered."""
    found = words(server.get("/statement/shin-declines-to-name-the-signs").text)
    assert "Withheld: The signs on which South Korea bases its judgement" in found
    assert "Leaves unanswered Which signs of a third North Korean attempt" in found


def test_a_source_keeps_claims_and_assessments_apart(server: Server) -> None:
    """Shin's page lists what he claims, what he assesses and what he withholds under headings of their own."""
    found = words(server.get("/source/shin-won-sik").text)
    assert found.index("Claims (3)") < found.index("Assesses (4)") < found.index("Withholds (1)")
    assert "Minister of National Defense official, from 7 October 2023" in found
    assert "Acts for Ministry of National Defense" in found


def test_what_others_say_of_a_source_stands_apart(server: Server) -> None:
    """The military's two judgements are told by Shin: they stand as said by others, not among its own words."""
    found = words(server.get("/source/rok-armed-forces").text)
    assert "Claims (0)" in found
    assert "Assesses (0)" in found
    assert "Is said by others to have said (2)" in found


def test_a_document_marks_every_quote_and_links_it(server: Server, facts_folder: Path) -> None:
    """Every quoted word of the article stands marked, and each statement can be reached from a mark."""
    html = server.get("/document/korea-herald-2023-11-05").text
    held = html[html.index('<div class="text"') : html.index("</div>", html.index('<div class="text"'))]
    linked = set(re.findall(r'href="/statement/([^"]+)"', held))
    with Factbase(":memory:") as base:
        base.record_folder(facts_folder, by="desk")
        expected = {each.id for each in base.statements(document="korea-herald-2023-11-05")}
    assert linked == expected
    assert "Every one of its 26 sentences is touched by a quote." in words(html)


def test_a_document_can_be_narrowed_to_a_speaker(server: Server) -> None:
    """With a speaker chosen, only that speaker's words are marked and listed."""
    html = server.get("/document/korea-herald-2023-11-05?speaker=yang-moo-jin").text
    assert "5 statements" in words(html)
    assert set(re.findall(r'<mark[^>]*><a href="/statement/([^"]+)"', html)) <= {
        "yang-race-is-between-us-and-russia",
        "yang-south-aims-at-kill-chain",
        "yang-us-supports-south",
        "yang-north-aims-at-watching-us-and-south",
        "yang-russia-aids-north",
    }


def test_the_timeline_shows_uncertain_dates_as_bars(server: Server) -> None:
    """Late November is ten days wide in the picture, and the same rows stand below it in words."""
    html = server.get("/timeline?axis=event").text
    assert '<svg class="timeline"' in html
    assert "<title>to happen 21–30 November 2023: " in unescape(html)
    assert "21–30 November 2023" in words(html)


@pytest.mark.parametrize("path", ["statement", "source", "document"])
def test_an_unknown_id_gets_a_helpful_404(server: Server, path: str) -> None:
    """A mistyped id is a 404 that says what was probably meant."""
    known = {
        "statement": "delay-due-to-russian-guidance",
        "source": "shin-won-sik",
        "document": "korea-herald-2023-11-05",
    }
    found = server.get(f"/{path}/{known[path]}x")
    assert found.status == 404
    assert known[path] in found.text
