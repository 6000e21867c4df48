"""The pages that compare two sources, over HTTP: series over time, other questions, limits, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factbase import Document, Factbase, Name, Source
from factbase.plugin.pages import series
from tests.counted import question, recorded, statement
from tests.datasette_server import serving_database
from tests.page import Page, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.datasette_server import Server


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of those statements."""
    return recorded(tmp_path_factory.mktemp("compared") / "facts.db")


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    """A real Datasette that serves it."""
    with serving_database(path, measured=False) as running:
        yield running


@pytest.fixture(scope="module")
def page(server: Server) -> Page:
    """The page that compares the ministry with the eyes."""
    answer = server.get("/compare/ministry/eyes")
    assert answer.status == 200, answer.text[:500]
    return Page(answer.text)


def test_a_series_is_drawn_with_its_words_and_a_table(page: Page) -> None:
    """The heading asks without a date; the picture tells both courses; the table leads to the statements."""
    assert page.faults == []
    assert [words(each) for each in page.all("h2")][:2] == [
        "How many bridges were closed on …?",
        "Other questions that both speak to",
    ]
    told = words(page.one("desc", id="course-1-d"))
    assert told == (
        "Ministry of <i>Roads</i>, 20 answers: 1,000 for 1 May 2024, 1,019 for 20 May 2024. "
        "Eyes, 15 answers: at least 405 for 6 May 2024, at least 2,000 for 20 May 2024. "
        "Of 15 dates to which both speak, they exclude one another on 1."
    )
    rows = page.all("a", class_="course-answer")
    assert ("/statement/official-2024-05-06", "1,005") in [
        (each.attributes["href"], words(each)) for each in rows
    ]
    assert ("/statement/seen-2024-05-20", "at least 2,000") in [
        (each.attributes["href"], words(each)) for each in rows
    ]


def test_a_floor_above_the_other_figure_is_told_and_crossed(page: Page) -> None:
    """On one of 15 dates both cannot hold: in words, in the picture, and in the table, where that date is kept."""
    assert "On 1 of 15 dates to which both speak, their answers cannot both hold." in page.text
    assert page.all("svg", class_="over apart")
    assert "20 May 2024 cannot both hold 1,019 at least 2,000" in page.text


def test_questions_of_no_series_stand_side_by_side_with_how_they_stand(page: Page) -> None:
    """A denial of yes is in dispute with a yes; who declines does not answer; a spokeswoman speaks for the ministry."""
    table = words(page.all("table")[-1])
    assert "Is it safe? yes said 1 May 2024" in table.replace("Yes", "yes")
    assert "in dispute: both cannot hold" in table
    assert "Who pays? declines to answer said 3 May 2024 the town" in table
    assert "one alone answers" in table
    assert "Of another series?" not in page.text


def test_the_page_has_one_address_and_says_what_it_is(page: Page, server: Server) -> None:
    """Its canonical link, title and description are its own; the other way round is another page, which is there."""
    assert page.one("link", rel="canonical").attributes["href"] == f"{server.address}/compare/ministry/eyes"
    assert page.one("meta", property="og:title").attributes["content"] == "Ministry of <i>Roads</i> and Eyes"
    assert (
        "17 questions, 15 of them in 1 series over time"
        in page.one("meta", name="description").attributes["content"]
    )
    assert server.get("/compare/eyes/ministry").status == 200


def test_names_are_text(server: Server) -> None:
    """No markup in a name or in words becomes markup of the page."""
    for path in ("/compare", "/compare/ministry/eyes"):
        assert "<i>Roads" not in server.get(path).text


def test_one_chooses_whom_to_compare(server: Server) -> None:
    """Pairs are offered with how many questions both answer; the menu and the page of a source lead there."""
    chosen = Page(server.get("/compare").text)
    found = {
        each.attributes["href"]: words(each)
        for each in chosen.all("a")
        if "/compare/" in each.attributes["href"]
    }
    assert found == {
        "/compare/eyes/ministry": "Eyes and Ministry of <i>Roads</i>",
        "/compare/eyes/spokeswoman": "Eyes and A spokeswoman",
    }
    assert "/compare" in Page(server.get("/").text).links
    source = Page(server.get("/source/eyes").text)
    assert "/compare/eyes/ministry" in source.links
    assert "/compare/eyes/spokeswoman" in source.links


def test_who_is_named_beside_a_principal_stands_apart(server: Server) -> None:
    """Between a ministry and its own spokeswoman each stands for itself: on no day do both speak."""
    page = Page(server.get("/compare/ministry/spokeswoman").text)
    assert "There is no question that both answer or decline to answer." in page.text


def test_what_is_not_there_is_said(server: Server) -> None:
    """No such source is a 404 that helps on; a source beside itself is refused."""
    missing = server.get("/compare/ministry/eye")
    assert missing.status == 404
    assert "eyes" in missing.text
    assert server.get("/compare/eyes/eyes").status == 400
    assert server.get("/compare/ministry/eyes?page=99").status == 200
    assert server.get("/compare/ministry/eyes?as_of=c1").status == 200


def test_all_answers_of_a_series_are_a_query_away(page: Page, server: Server) -> None:
    """The query of the caption runs, and finds all answers to the questions of that series, and to no others."""
    (address,) = [each.attributes["href"] for each in page.all("a") if words(each) == "All of them in SQL"]
    path, _, query = address.partition("?")
    rows = server.get(f"{path}.json?{query}&_shape=array")
    assert rows.status == 200
    assert rows.text.count('"question"') == 35  # twenty for the ministry, fifteen of the eyes


def test_a_series_is_a_name_and_a_date() -> None:
    """A day, a month or a year at the end of an id, and nothing else."""
    for ident, found in (
        ("bridges-closed-2024-05-01", ("bridges-closed", "2024-05-01")),
        ("bridges-closed-2024-05", ("bridges-closed", "2024-05")),
        ("bridges-closed-2024", ("bridges-closed", "2024")),
        ("t-72-2024", ("t-72", "2024")),
    ):
        dated = series.DATED.fullmatch(ident)
        assert dated is not None
        assert (dated["series"], dated["date"]) == found
    for ident in ("bridges-closed", "bridges-2024-13x", "t-72", "2024-05-01"):
        assert series.DATED.fullmatch(ident) is None


def test_the_latest_answer_stands_and_denials_do_not(tmp_path: Path) -> None:
    """Of 5, said first, and 6, said later, 6 is drawn; that it is not 9 is no amount."""
    with Factbase(tmp_path / "a.db") as base:
        with base.recording(by="desk", note="made") as changes:
            for ident in ("paper", "eyes"):
                changes.add(
                    Source(id=ident, kind="organization", names=[Name(name=ident)], capacity="expert")
                )
            changes.add(Document(id="news", publisher="paper"))
            changes.add(question("b-2024", "How many in 2024?"))
            changes.add(statement("a-later", "eyes", "b-2024", "6", "2024-05-02"))
            changes.add(statement("b-first", "eyes", "b-2024", "5", "2024-05-01"))
            changes.add(statement("c-denied", "eyes", "b-2024", "9", "2024-05-03", denies=True))
        both = series.sides(base, ("eyes", "paper"))
        found = series.answered(base, "b", both.speakers[0])
        assert {date: point.quantity.text for date, point in found.items()} == {"2024": "6"}


def test_some_pairs_keep_the_ends_and_what_excludes_one_another(path: Path) -> None:
    """Of 15 dates four: the first, the one that cannot hold, which is the last, and two between."""
    with Factbase(path) as base:
        both = series.sides(base, ("ministry", "eyes"))
        pairs = series.common(*(series.answered(base, "bridges-closed", each) for each in both.speakers))
    chosen = [one.date for one, _ in series.some(pairs, 4)]
    assert chosen == ["2024-05-06", "2024-05-12", "2024-05-19", "2024-05-20"]
