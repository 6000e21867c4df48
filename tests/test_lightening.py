"""Large factbases: Datasette's pages of views neither count all rows nor count them by facet, unless asked to."""

from __future__ import annotations

import asyncio
import html
import json
import re
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from datasette.app import Datasette

from factbase import Factbase
from factbase.plugin import lightening
from factbase.plugin.pages import contrasts, remembering, sayings, timeline
from factbase.plugin.pages import question as pages
from tests.datasette_server import CHECKOUT
from tests.records import filled, record
from tests.worlds import build, question, said, source

if TYPE_CHECKING:
    from pathlib import Path


def _texts(path: Path, *addresses: str) -> list[str]:
    """Return what Datasette answers to each address."""

    async def ask() -> list[str]:
        datasette = Datasette([str(path)])
        await datasette.invoke_startup()
        return [(await datasette.client.get(address)).text for address in addresses]

    return asyncio.run(ask())


def _ask(path: Path, *addresses: str) -> list[dict[str, object]]:
    """Return what Datasette answers in JSON to each address."""

    async def ask() -> list[dict[str, object]]:
        datasette = Datasette(
            [str(path)],
            metadata={"databases": {"facts": {"tables": {name: {"facets": ["kind"]} for name in FACETED}}}},
        )
        await datasette.invoke_startup()
        return [(await datasette.client.get(address)).json() for address in addresses]

    return asyncio.run(ask())


FACETED = ("statement_summary", "statements")
STATEMENTS = "/facts/statements.json?_extra=count,facet_results&_shape=objects"
VIEW = "/facts/statement_summary.json?_extra=count,facet_results&_shape=objects"


@pytest.mark.parametrize("large", [True, False], ids=["large", "small"])
def test_views_of_a_large_factbase_are_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    """A view page of it has its rows and no count and no facets; who asks for a facet gets it; tables are as ever."""
    if large:
        monkeypatch.setattr(lightening, "MANY", 1)
    with filled(tmp_path / "facts.db"):
        pass
    plain, faceted, counted, table = _ask(
        tmp_path / "facts.db",
        VIEW,
        f"{VIEW}&_facet=family",
        f"{VIEW}&_nocount=",
        "/facts/sources.json?_shape=objects",
    )
    statements, asked_for = _ask(tmp_path / "facts.db", STATEMENTS, f"{STATEMENTS}&_facet=kind")
    assert (statements["facet_results"] == {}) == large
    assert "kind" in asked_for["facet_results"]
    assert statements["filtered_table_rows_count"] == len(statements["rows"])
    assert plain["rows"]
    assert (plain["filtered_table_rows_count"] is None) == large
    assert (plain["facet_results"] == {}) == large
    assert "family" in faceted["facet_results"]
    assert counted["filtered_table_rows_count"] == len(plain["rows"])
    assert table["filtered_table_rows_count"] == len(table["rows"])


def test_what_is_worked_out_of_many_statements_is_shown_of_one_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says which; another that is asked for is shown instead; data and small factbases are whole."""
    with filled(tmp_path / "facts.db") as base:
        asked = {row.question for row in base.attestation()}
        (first_shown,) = base._database().conn.execute(lightening._FIRST["question"]).fetchone()
    assert first_shown in asked
    assert len(asked) > 1
    other = min(asked - {first_shown})
    addresses = [
        "/facts/attestation",
        f"/facts/attestation?question={other}",
        "/facts/attestation.json?_shape=array",
    ]
    monkeypatch.setattr(lightening, "MANY", 1)
    page, chosen, data = _texts(tmp_path / "facts.db", *addresses)
    assert f'question = "{first_shown}"' in html.unescape(page)
    assert f'question = "{other}"' in html.unescape(chosen)
    assert {row["question"] for row in json.loads(data)} == asked
    monkeypatch.setattr(lightening, "MANY", 10**9)
    page, *_ = _texts(tmp_path / "facts.db", *addresses)
    assert "question = " not in html.unescape(page)


def test_every_view_that_is_shown_in_part_says_of_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heading of its page names the column by which rows are chosen, and what for."""
    with filled(tmp_path / "facts.db"):
        pass
    monkeypatch.setattr(lightening, "MANY", 1)
    pages = _texts(tmp_path / "facts.db", *(f"/facts/{view}" for view in lightening._OF_ONE))
    for (view, (column, _)), page in zip(lightening._OF_ONE.items(), pages, strict=True):
        assert re.search(rf"where {column} = ", html.unescape(page)), view


def test_the_home_page_of_a_large_factbase_does_not_wait_for_what_counts_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first visit says that it is being counted; soon after the page is as that of a small one."""
    with filled(tmp_path / "facts.db"):
        pass
    (whole,) = _texts(tmp_path / "facts.db", "/")
    monkeypatch.setattr(lightening, "MANY", 1)
    remembering._HELD.clear()
    (first,) = _texts(tmp_path / "facts.db", "/")
    assert "Being counted for the first time" in first
    for _ in range(100):
        (later,) = _texts(tmp_path / "facts.db", "/")
        if not any(each in later for each in ("Being counted", "open the question", "being looked for")):
            break
        time.sleep(0.1)
    assert later == whole


def test_a_page_of_a_question_with_very_many_answers_shows_those_with_the_most_behind_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says how many there are and where the others stand; disputes are shown as far as they were looked for."""
    with Factbase(tmp_path / "facts.db") as base:
        record(base, [source(each) for each in ("a", "b", "c")])
        build(
            question("many", answer_type="number"),
            *(said(f"{each}-seven", each, {"many": "7"}) for each in ("a", "b")),
            said("c-nine", "c", {"many": "9"}),
            base=base,
        )
    (whole,) = _texts(tmp_path / "facts.db", "/question/many")
    assert "2 answers" in whole
    assert "with the most behind them" not in whole
    monkeypatch.setattr(pages, "MOST_ANSWERS", 1)
    monkeypatch.setattr(pages, "MOST_DRAWN", 1)
    monkeypatch.setattr(pages, "MANY_STANDS", 1)
    monkeypatch.setattr(contrasts, "MOST", 1)
    (page,) = _texts(tmp_path / "facts.db", "/question/many")
    assert "2 answers" in page
    assert "Shown are the 1 with the most behind them" in page
    assert 'id="answer-1"' in page
    assert 'id="answer-2"' not in page
    assert page.count('class="against">against') == 1
    assert whole.count('class="against">against') == 2


def test_a_source_that_says_very_much_is_counted_while_its_page_shows_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first visit has its last statements and says what is missing; later the counts are those of a small one."""
    with filled(tmp_path / "facts.db") as base:
        idents = [each.id for each in base.records("source")]
    addresses = [f"/source/{ident}" for ident in idents]
    whole = _texts(tmp_path / "facts.db", *addresses)
    monkeypatch.setattr(sayings, "BUSY", -1)
    monkeypatch.setattr(sayings, "WAIT", 0)
    remembering._HELD.clear()
    first, *_ = _texts(tmp_path / "facts.db", addresses[0])
    assert "is being counted" in first
    monkeypatch.setattr(sayings, "WAIT", 30)
    later = _texts(tmp_path / "facts.db", *addresses)
    assert any("card family-" in page for page in whole)
    for small, busy in zip(whole, later, strict=True):
        assert "is being counted" not in busy
        assert "the last recorded statements of each kind are shown" in busy
        assert _without_order(small) == _without_order(busy)


def test_the_page_of_a_question_with_very_many_statements_is_that_of_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no list is longer than is shown, it only draws fewer voices; asked again it is the same."""
    with filled(tmp_path / "facts.db") as base:
        addresses = [f"/question/{each.id}" for each in base.records("question")]
    whole = _texts(tmp_path / "facts.db", *addresses)
    monkeypatch.setattr(pages, "MANY_STANDS", -1)
    monkeypatch.setattr(pages, "FEWER_VOICES", pages.MOST_VOICES)
    monkeypatch.setattr(pages, "FEWER_REPEATED", pages.MOST_OTHERS)
    assert _texts(tmp_path / "facts.db", *addresses, *addresses) == whole * 2


def test_of_a_long_list_the_number_of_all_and_the_way_to_them_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number is that of the view; where no more were looked for, it says that there are more."""
    Factbase.build(tmp_path / "facts.db", CHECKOUT / "facts")
    with Factbase(tmp_path / "facts.db") as base:
        ((asked, several),) = Counter(each.question for each in base.revisions()).most_common(1)
    assert several > 1
    monkeypatch.setattr(contrasts, "MOST", 1)
    (page,) = _texts(tmp_path / "facts.db", f"/question/{asked}")
    assert f"Shown are 1 of {several};" in page
    assert re.search(rf'href="/facts/revisions\?[^"]*{asked}">all of them</a>', page)
    cut = contrasts.listed(["one", "other"], cut=True)
    assert (cut.shown, cut.count, cut.open) == (("one",), 1, True)


def test_the_timeline_of_a_speaker_who_says_very_much_has_the_last_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one who says no more than is put in order nothing is said, and the page is the same."""
    path = tmp_path / "facts.db"
    with Factbase(path) as base:
        record(base, [source("adam")])
        for day in (3, 1, 2):
            build(said(f"told-{day}", "adam", on=f"2023-11-0{day}"), base=base)
    address = "/timeline?speaker=adam"
    (whole,) = _texts(path, address)
    monkeypatch.setattr(timeline, "MOST_OF_ONE", 2)
    (last,) = _texts(path, address)
    monkeypatch.setattr(timeline, "MOST_ORDERED", 2)
    (of_all,) = _texts(path, "/timeline")
    monkeypatch.setattr(timeline, "MOST_OF_ONE", 3)
    (same,) = _texts(path, address)
    assert same == whole
    assert "that were recorded stand here in order" not in whole
    assert _statements(whole) == {"told-1", "told-2", "told-3"}
    for page in (last, of_all):
        assert "the last 2 that were recorded stand here in order" in page
        assert _statements(page) == {"told-1", "told-2"}


def _statements(page: str) -> set[str]:
    """Return the ids of the statements to which a page leads."""
    return set(re.findall(r'href="/statement/([a-z0-9-]+)"', page))


def _without_order(page: str) -> tuple[list[str], set[str], int]:
    """Return the headings of a page, with their numbers, and its links, in no order."""
    headings = re.findall(r"<h[12].*?</h[12]>", page)
    return headings, set(re.findall(r'href="([^"]+)"', page)), page.count("<article")
