"""A reader's way through Datasette, over HTTP, on a database built from facts/."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from factbase import Factbase
from factbase.plugin.searching import query as as_query
from tests.datasette_server import Server, serving_database
from tests.test_metadata import QUERIES, TABLES, example

if TYPE_CHECKING:
    from pathlib import Path

RUSSIAN_GUIDANCE = "delay-due-to-russian-guidance"
HANGUL_NAME = "신원식"
"""Shin Won-sik, as the Korean press prints him."""


def text_of(page: str) -> str:
    """Return the text of a page without its markup, spaces made single."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_plugin_is_there(server: Server) -> None:
    """Datasette lists the plugin, and finds its static files and templates."""
    plugins = {each["name"]: each for each in json.loads(server.get("/-/plugins.json").text)}
    assert plugins["factbase"]["static"] is True
    assert plugins["factbase"]["templates"] is True
    assert {"prepare_connection", "render_cell", "startup"} <= set(plugins["factbase"]["hooks"])


def test_the_home_page_answers(server: Server) -> None:
    """The address that `make serve` prints leads somewhere."""
    assert server.get("/").status == 200


def test_the_database_page_leads_a_newcomer_on(server: Server) -> None:
    """It names the way to every statement first, and all queries by their titles; every link in it leads somewhere."""
    page = server.get("/facts").text
    opening = page[page.index("metadata-description") : page.index("Data license")]
    links = [html.unescape(each) for each in re.findall(r'href="([^"]+)"', opening)]
    assert links[0].startswith("facts/statement_summary?")
    for link in links:
        assert server.get(f"/{link}").status == 200, link
    for each in QUERIES.values():
        assert html.escape(each["title"], quote=False) in page


@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_view_has_its_page(server: Server, name: str) -> None:
    """Its title, its description and the meaning of each column stand there; JSON has the same columns."""
    page = server.get(f"/facts/{name}")
    assert page.status == 200
    text = text_of(page.text)
    entry = TABLES[name]
    for words in (entry["title"], entry["description"], *entry["columns"].values()):
        assert " ".join(words.split()) in text
    rows = server.rows(f"/facts/{name}")
    assert all(set(row) >= set(entry["columns"]) - {"statements_fts", "rank"} for row in rows[:3])


WITHOUT_ROWS = {"same-words"}
"""Queries that find nothing in the facts: of the documents there one alone has words that are quoted."""


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_finds_rows_with_its_example_and_without(server: Server, name: str) -> None:
    """A reader who opens a query sees rows at once; its example narrows them down or keeps them."""
    page = server.get(f"/facts/{name}")
    assert page.status == 200
    assert html.escape(QUERIES[name]["title"], quote=False) in page.text
    shown = server.rows(f"/facts/{name}")
    narrowed = server.rows(f"/facts/{name}", **example(QUERIES[name]))
    assert len(narrowed) <= len(shown)
    assert narrowed or name in WITHOUT_ROWS


def test_every_statement_shows_who_said_it_and_how_sure(server: Server) -> None:
    """The view to start with has every statement, each with speaker, chain, words, kind and both confidences."""
    rows = server.rows("/facts/statement_summary", _size="max")
    assert len(rows) == server.rows("/facts", sql="select count(*) as n from statements")[0]["n"]
    for row in rows:
        for column in ("speaker_name", "chain", "kind", "family", "certainty", "confidence"):
            assert row[column], (row["id"], column)
        # A paraphrase has no exact words, and says so.
        assert bool(row["quote"]) == (row["anchored"] == 1), row["id"]


def test_the_chain_of_the_russian_guidance(server: Server) -> None:
    """The paper relays the minister, who relays the military, which holds it probable: nobody vouches for it."""
    rows = server.rows("/facts/chain-of-statement", statement=RUSSIAN_GUIDANCE)
    assert [(row["hop"], row["source"], row["certainty"]) for row in rows] == [
        (0, "korea-herald", "uncommitted"),
        (1, "shin-won-sik", "uncommitted"),
        (2, "rok-armed-forces", "probable"),
    ]
    assert rows[1]["as_printed"] == "The defense chief"
    assert rows[2]["hedge"] == "puts more weight on the likelihood"


def test_everything_that_rests_on_shin(server: Server) -> None:
    """What he says and what he passes on, told apart."""
    rows = server.rows("/facts/rests-on-source", source="shin-won-sik")
    parts = {row["statement"]: row["part"] for row in rows}
    assert parts[RUSSIAN_GUIDANCE] == "relays"
    assert parts["shin-first-launch-on-nov-30"] == "speaks"


def test_claims_and_assessments_never_mix(server: Server) -> None:
    """On whether Russia helps: Putin's own claim on the one side, what others judge on the other."""
    rows = server.rows("/facts/claims-and-assessments", question="russian-help-for-north-korean-satellites")
    sides = {row["statement"]: row["side"] for row in rows}
    assert sides["putin-met-kim-to-assist-with-satellites"] == "official claim"
    assert sides["russian-guidance-given"] == sides["yang-russia-aids-north"] == "assessment"


def test_what_is_merely_relayed(server: Server) -> None:
    """What Shin says that North Korea said is not what North Korea told the paper."""
    rows = server.rows("/facts/merely-relayed", speaker="north-korea")
    chains = {row["statement"]: row["chain"] for row in rows}
    assert chains["north-korea-calls-satellite-military"] == "Shin Won-sik > North Korea"
    assert "north-korea-declares-october-launch" not in chains


def test_a_refusal_names_what_is_withheld(server: Server) -> None:
    """Shin declined to name the signs, which a question asks for."""
    withheld = {row["statement"]: row["question_text"] for row in server.rows("/facts/refusals")}
    signs = "Which signs of a third North Korean attempt has South Korea seen?"
    assert withheld["shin-declines-to-name-the-signs"] == signs


def test_nothing_changed_since_the_head(server: Server) -> None:
    """Since the beginning all has changed, since the newest changeset nothing."""
    everything = server.rows("/facts/changed-since", since="c0", _size="max")
    assert {row["change"] for row in everything} == {"recorded"}
    newest = server.rows("/facts/changesets", _sort_desc="pk")[0]["id"]
    assert server.rows("/facts/changed-since", since=newest) == []


@pytest.mark.parametrize(
    "words", ['"', "AND OR NOT", "content : x", "a*b^c{}()", "' OR 1=1 --", "\x00", "%", "  "]
)
def test_no_character_of_a_search_is_taken_for_syntax(server: Server, words: str) -> None:
    """Whatever a reader types is searched for, in the views, in the table and in the query."""
    for path, name in (
        ("/facts/statement_summary", "_search"),
        ("/facts/statements", "_search"),
        ("/facts/find-words", "words"),
    ):
        assert server.get(path, **{name: words}).status == 200, path


@pytest.mark.parametrize("view", ["statement_summary", "official_claims", "assessments", "statements"])
def test_statements_can_be_searched_where_they_are_listed(server: Server, view: str) -> None:
    """A page that lists statements has a search box that finds words of the content and of the quote."""
    assert 'name="_search"' in server.get(f"/facts/{view}").text
    found = server.rows(f"/facts/{view}", _search="satellite")
    assert 0 < len(found) < len(server.rows(f"/facts/{view}", _size="max"))
    assert server.rows(f"/facts/{view}", _search="satellite zzzz") == []


def test_a_source_is_found_by_its_name_in_hangul(server: Server) -> None:
    """The name as the Korean press prints it leads to all that came through Shin, as he stands in the chains."""
    found = {row["statement"] for row in server.rows("/facts/find-words", words=HANGUL_NAME, _size="max")}
    chains = server.rows("/facts/rests-on-source", source="shin-won-sik", _size="max")
    assert found == {row["statement"] for row in chains}
    names = server.rows("/facts/source_names", name=HANGUL_NAME)
    assert [row["language"] for row in names] == ["ko"]


def test_foreign_keys_show_names(server: Server) -> None:
    """Where a table names a row by its number, the page shows a name that leads to it."""
    hops = server.get("/facts/attributions").text
    assert re.search(r'<a href="/facts/sources/\d+">Shin Won-sik</a>', hops)
    assert re.search(r'<a href="/facts/statements/\d+">The third launch was delayed', hops)
    statements = server.get("/facts/statements").text
    assert re.search(r'<a href="/facts/documents/\d+">korea-herald-2023-11-05</a>', statements)
    assert re.search(r'<a href="/facts/changesets/1">c1</a>', statements)
    assert re.search(r'<a href="/facts/questions/\d+">Why was North Korea', server.get("/facts/answers").text)


def test_ids_lead_to_their_pages_and_printed_words_are_marked(server: Server) -> None:
    """In a view, in a table and in the result of a query, an id leads to its page; quotes stand in <q>."""
    page = server.get("/facts/statement_summary", id=RUSSIAN_GUIDANCE).text
    assert re.findall(rf'<a href="([^"]+)">{RUSSIAN_GUIDANCE}</a>', page) == [
        f"/statement/{RUSSIAN_GUIDANCE}"
    ]
    assert '<q dir="auto">the third satellite launch delay is due to &#34;specific' in page
    hops = server.get("/facts/provenance", statement=RUSSIAN_GUIDANCE).text
    assert re.findall(r'<a href="([^"]+)">shin-won-sik</a></td>', hops) == ["/source/shin-won-sik"]
    assert '<a href="/source/nada">nada</a>' in server.get("/facts/sources", id="nada").text
    asked = server.get("/facts", sql="select question, document from positions limit 1").text
    links = re.findall(r'<td class="col-[a-z]+"><a href="([^"]+)">', asked)
    assert [each.split("/")[1] for each in links] == ["question", "document"]
    assert all(server.get(each).status == 200 for each in links)


def test_a_wikidata_item_is_a_link(server: Server) -> None:
    """An item leads to Wikidata."""
    assert '<a href="https://www.wikidata.org/wiki/Q7747">Q7747</a>' in server.get("/facts/sources").text


def test_a_query_cannot_fill_the_memory(server: Server) -> None:
    """A value of 600 MB, which no time limit stops, is refused, and the server goes on."""
    answer = server.get("/facts.json", sql="select hex(zeroblob(300000000))")
    assert answer.status == 400
    assert "too big" in answer.text
    assert server.get("/facts").status == 200


def test_a_database_of_another_name_is_described_and_linked_too(facts_database: Path, tmp_path: Path) -> None:
    """``factbase serve "my desk.db"`` gives the same titles and queries, with links to where it is served."""
    other = tmp_path / "my desk.db"
    other.write_bytes(facts_database.read_bytes())
    with serving_database(other, "--public") as server:
        page = server.get("/my+desk").text
        link = re.findall(r'href="(my\+desk/[^"]+)"', page)[0]
        assert "Every statement" in server.get(f"/{html.unescape(link)}").text
        assert server.rows("/my+desk/chain-of-statement", statement=RUSSIAN_GUIDANCE)
        settings = json.loads(server.get("/-/settings.json").text)
        assert (settings["allow_facet"], settings["suggest_facets"]) == (False, False)
        facets = server.get("/my+desk/statement_summary.json").text
        assert "official" in json.loads(facets)["facet_results"]["capacity"]["results"][0]["value"]


def test_another_database_is_left_alone(tmp_path: Path) -> None:
    """A file that is no factbase keeps its own columns called statement, its own search, and its looks."""
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (statement TEXT, quote TEXT)")
    connection.execute("INSERT INTO notes VALUES ('some-id', 'some words')")
    connection.commit()
    connection.close()
    with serving_database(path, command=("datasette", "serve")) as server:
        page = server.get("/other/notes").text
        assert "some-id" in page
        assert "<q" not in page
        assert "statement_summary?" not in page
        assert "datasette.css" not in page


def test_what_is_searched_for_is_quoted() -> None:
    """All words must be found; none is an operator; nothing searchable finds nothing."""
    assert as_query("Russia guidance") == '"Russia" AND "guidance"'
    assert as_query("a OR b") == '"a" AND "OR" AND "b"'
    assert as_query("  ") == as_query(None) == as_query('"') == '""'


def test_hostile_words_are_shown_as_words(tmp_path: Path, facts_folder: Path) -> None:
    """Markup in a quote and a script as an address stay text."""
    folder = tmp_path / "facts"
    folder.mkdir()
    evil = "<script>alert(1)</script>"
    (folder / "sources.yaml").write_text("- source: paper\n  kind: outlet\n  names: ['<b>Paper</b>']\n")
    (folder / "evil.txt").write_text(f"They said {evil} today.")
    (folder / "evil.yaml").write_text(
        "document: evil\npublisher: paper\npublished: 2024-01-01\ntext: evil.txt\nstatements:\n- id: evil-words\n"
        f"  quote: '{evil}'\n  kind: assertion\n  certainty: certain\n  content: '{evil}'\n"
    )
    path = tmp_path / "facts.db"
    Factbase.build(path, folder, by="test").close()
    with serving_database(path) as server:
        for name in ("statement_summary", "spans", "provenance", "sources", "find-words"):
            page = server.get(f"/facts/{name}").text
            assert evil not in page
            assert "<b>Paper</b>" not in page
        assert server.get(f"/facts/statement_summary?_search={quote(evil)}").status == 200
