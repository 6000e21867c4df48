"""The pages of a statement, a source, a document, and the timeline, as a reader meets them over HTTP."""

from __future__ import annotations

import re
import shutil
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from factbase import Factbase
from tests.datasette_server import serving_database

if TYPE_CHECKING:
    from pathlib import Path

    from tests.datasette_server import Server


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
    linked = set(re.findall(r'<sup><a class="cited[^"]*" href="#card-([^"]+)"', held))
    reached = re.findall(r'id="words-([^"]+)"', held)
    with Factbase(":memory:") as base:
        base.record_folder(facts_folder, by="desk")
        expected = {each.id for each in base.statements(document="korea-herald-2023-11-05")}
    assert linked == set(reached) == expected
    assert len(reached) == len(set(reached))
    assert expected <= set(re.findall(r'id="card-([^"]+)"', html))
    assert "Every one of its 26 sentences is touched by a quote." in words(html)


def test_a_document_can_be_narrowed_to_a_speaker(server: Server) -> None:
    """With a speaker chosen, only that speaker's words are marked and listed."""
    html = server.get("/document/korea-herald-2023-11-05?speaker=yang-moo-jin").text
    assert "5 statements" in words(html)
    assert set(re.findall(r'<mark[^>]*><a href="#card-([^"]+)"', html)) == {
        "yang-race-is-between-us-and-russia",
        "yang-south-aims-at-kill-chain",
        "yang-us-supports-south",
        "yang-north-aims-at-watching-us-and-south",
        "yang-russia-aids-north",
    }


def test_the_words_of_one_statement_stand_out(server: Server) -> None:
    """A link from a quote marks every piece of its words, and sets its card first; others stay as they were."""
    html = server.get("/document/korea-herald-2023-11-05?at=shin-third-attempt-in-late-november").text
    pieces = [unescape(each) for each in re.findall(r'<mark class="[^"]* here"><a[^>]*>([^<]*)</a>', html)]
    assert " ".join("".join(pieces).split()).startswith(
        "North Korea might conduct a third attempt at launching"
    )
    assert pieces[-1].endswith("in late November")
    assert html.index("stands out in the text") < html.index('id="card-')


def test_a_statement_says_what_is_to_be_minded(server: Server) -> None:
    """The article's reason for the August failure is not the one that it rests on; and so it reads the other way."""
    found = words(server.get("/statement/north-korea-blames-third-stage-explosion").text)
    minded = found[found.index("To be minded") : found.index("In its sentence")]
    assert "It departs from what it rests on: National Aerospace Development Administration" in minded
    found = words(server.get("/statement/nada-blames-emergency-blasting-system").text)
    assert "It was retold otherwise: North Korea" in found


def test_a_source_is_listed_as_texts_print_it(server: Server) -> None:
    """Shin's recorded names, and beside them how the texts print him."""
    found = words(server.get("/source/shin-won-sik").text)
    assert "Shin · 신원식 Also printed as “The defense chief” (2 times)." in found


def test_rows_come_as_a_spreadsheet(server: Server) -> None:
    """The link XLSX gives the rows behind a page as a workbook: a heading, and the same rows as JSON gives."""
    html = server.get("/statement/delay-due-to-russian-guidance").text
    address = unescape(re.findall(r'href="([^"]*provenance\.xlsx[^"]*)"', html)[0])
    sheet = load_workbook(BytesIO(server.get(address).body)).active
    assert sheet is not None
    heading, *rows = sheet.iter_rows(values_only=True)
    expected = server.rows("/facts/provenance", statement="delay-due-to-russian-guidance", _sort="hop")
    assert [row[heading.index("source_name")] for row in rows] == [row["source_name"] for row in expected]
    assert len(rows) == 3


def test_the_timeline_shows_uncertain_dates_as_bars(server: Server) -> None:
    """Late November is ten days wide in the picture, and the same stands beside it in words."""
    html = server.get("/timeline?axis=event").text
    assert '<svg class="timeline ' in html
    assert (
        "<title>Said 3 November 2023. To happen 21–30 November 2023. Outcome 21 November 2023</title>" in html
    )
    assert "21–30 November 2023" in words(html)


def test_every_version_says_what_changed(tmp_path: Path, facts_folder: Path) -> None:
    """What the recorder corrects is shown with its field, the old words struck out, and the new ones."""
    folder, database = tmp_path / "facts", tmp_path / "facts.db"
    shutil.copytree(facts_folder, folder)
    Factbase.build(database, folder, by="desk").close()
    file = folder / "korea-herald-2023-11-05.yaml"
    before = file.read_text(encoding="utf-8")
    after = before.replace(
        "delayed because Russia gave specific technological", "delayed because Russia gave"
    )
    assert after != before
    file.write_text(after, encoding="utf-8")
    Factbase.build(database, folder, by="desk", why="looked again").close()
    with serving_database(database) as server:
        html = server.get("/statement/delay-due-to-russian-guidance").text
    assert "2 versions" in words(html)
    table = html[html.index("What changed") : html.index("To cite it")]
    assert re.findall(r'<th scope="row"><code>([^<]+)</code>', table) == ["content"]
    assert (
        "<del>The third launch was delayed because Russia gave specific technological guidance.</del>"
        in table
    )
    assert "<ins>The third launch was delayed because Russia gave guidance.</ins>" in table


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
