"""The warnings of a facts folder: what is not wrong, but should be looked at; and what must not be warned of."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from factbase import Factbase
from factbase.cautioning import CAUTIONS, cautions, recorded_twice
from factbase.cli import main
from factbase.model import Document, Rating, Source, Span
from tests.worlds import build, question, rests, said, source, unnamed

if TYPE_CHECKING:
    from pathlib import Path

FOUR_LINES = """\
document: morning-post-2023-08-24
publisher: morning-post
published: 2023-08-24
relays: [nada-third-attempt-in-october, nada-blames-emergency-blasting-system]
"""


def found(base: Factbase) -> list[tuple[str, str]]:
    """Return which field of which record should be looked at."""
    return [(each.record.id or "", each.field) for each in cautions(base)]


UNNAMED = {"c": "assertion", "d": "assessment"}
"""Statements of unnamed sources, by their kinds."""


def rated(statement: str, value: str) -> Rating:
    """Return a credibility."""
    return Rating(
        id="r",
        statement=statement,
        evaluator="desk",
        scheme="admiralty-credibility",
        value=value,
        rated="2024-01-01",
        reason="-",
    )


@pytest.mark.parametrize(
    ("value", "others", "warned"),
    [
        ("1", [], True),
        ("1", [said("b", "beth", {"q": "yes"})], False),
        ("1", [said("b", "beth", {"q": "yes"}), rests("b", "a")], True),
        ("1", [said("b", "beth", {"q": "no"})], True),
        ("2", [], False),
    ],
)
def test_confirmed_needs_two_origins(value: str, others: list[object], *, warned: bool) -> None:
    """A credibility of 1 stands when a second origin gives the answer: not a retelling, nor another answer."""
    base = build(question("q"), said("a", "adam", {"q": "yes"}), source("desk"), rated("a", value), *others)  # type: ignore[arg-type]
    assert found(base) == ([("r", "value")] if warned else [])


def test_a_claim_is_confirmed_by_an_assessment() -> None:
    """Origins count over both families together; whoever both claims and assesses is one, and so are the unnamed."""
    claimed = said("a", "adam", {"q": "yes"}, kind="assertion")
    by_beth, by_adam = (said("b", who, {"q": "yes"}, kind="assessment") for who in ("beth", "adam"))
    for other, warned in ((by_beth, False), (by_adam, True)):
        base = build(question("q"), claimed, source("desk"), rated("a", "1"), other)
        assert found(base) == ([("r", "value")] if warned else [])
    hidden = [said(each, f"hidden-{each}", {"q": "yes"}, kind=kind) for each, kind in UNNAMED.items()]
    base = build(
        question("q"), *map(unnamed, ("hidden-c", "hidden-d")), *hidden, source("desk"), rated("c", "1")
    )
    (caution,) = [each for each in cautions(base) if each.field == "value"]
    assert caution.message.endswith('"c" has 1 independent origin')


def test_what_answers_nothing_cannot_be_confirmed() -> None:
    """A statement on no question has no other to confirm it: the message counts its independent origins as none."""
    (caution,) = cautions(build(said("a", "adam"), source("desk"), rated("a", "1")))
    assert (
        caution.message
        == 'credibility 1 says "confirmed by other sources", but "a" has 0 independent origins'
    )


def twice(second: str = "adam", /, **fields: object) -> Factbase:
    """Return a base with two statements of the same content; `fields` are those of the second."""
    same = {"content": "The bridge opens in June."}
    told = {"on": "2024-05-02", "document": "post", **fields}
    return build(said("a", "adam", on="2024-05-02", **same), said("b", second, **{**same, **told}))  # type: ignore[arg-type]


def test_the_same_by_one_reporter_is_likely_one() -> None:
    """In one document, or through one wire, the same content of one speaker at one time is likely one statement."""
    assert found(twice(document="herald")) == [("b", "content")]
    wire = build(
        Document(id="herald", publisher="herald", credit="wire"),
        Document(id="post", publisher="post", credit="wire"),
        said("a", "adam", content="It opens."),
        said("b", "adam", content="It opens!", document="post"),
    )
    assert [each.record.id for each in recorded_twice(wire)] == ["b"]


def test_what_only_looks_alike_is_no_duplicate() -> None:
    """Two reporters, two speakers, two times, a denial, another kind, or a link: each is a statement of its own."""
    assert found(twice()) == []
    assert found(twice("beth", document="herald")) == []
    assert found(twice(document="herald", polarity="denies")) == []
    assert found(twice(document="herald", kind="forecast")) == []
    base = build(
        Document(id="post", publisher="herald"),
        said("a", "adam", content="It opens.", on="2024-05-02"),
        said("b", "adam", content="It opens.", on="2024-06-02", document="post"),
    )
    assert found(base) == []
    linked = build(
        Document(id="post", publisher="herald"),
        said("a", "adam", content="It opens."),
        said("b", "adam", content="It opens.", document="post"),
        rests("b", "a"),
    )
    assert found(linked) == []


def test_the_same_printed_words_in_two_papers_are_likely_one() -> None:
    """Two papers that print the same five words or more of one speaker, unlinked, likely print one report."""
    words = "the bridge will not open"
    texts = {"herald": f"Adam said {words} in June.", "post": f"“{words.capitalize()}”, Adam said."}
    told = [
        said(
            f"in-{paper}",
            "adam",
            document=paper,
            content=f"As {paper} has it.",
            spans=[
                Span(
                    part="text",
                    start=(at := text.lower().index(words)),
                    end=at + len(words),
                    exact=text[at : at + len(words)],
                )
            ],
        )
        for paper, text in texts.items()
    ]
    held = [Document(id=paper, publisher=paper, text=text) for paper, text in texts.items()]
    assert found(build(held, told)) == [("in-post", "content")]


def test_a_forecast_needs_a_rule_by_which_it_comes_out() -> None:
    """A question that a forecast answers has a resolution; one that only assertions answer needs none."""
    told = said("a", "adam", {"q": "yes"}, kind="forecast")
    assert found(build(question("q"), told)) == [("q", "resolution")]
    assert found(build(question("q", resolution="By the ministry's page."), told)) == []
    assert found(build(question("q"), said("a", "adam", {"q": "yes"}))) == []


def test_a_credit_wants_a_link_to_the_report() -> None:
    """A paper that credits a wire is linked to a report of that wire: by a statement, by itself, or as a copy of it."""
    wire = Source(id="wire", kind="outlet", names=source("wire").names)
    report, paper = (
        Document(id="report", publisher="wire"),
        Document(id="paper", publisher="paper", credit="wire"),
    )
    told = [said("r", "adam", document="report"), said("p", "adam", document="paper")]
    assert found(build(wire, report, paper, told)) == [("paper", "credit")]
    assert found(build(wire, report, paper, told, rests("p", "r"))) == []
    copy = Document(id="paper", publisher="paper", credit="wire", copies="report")
    assert found(build(wire, report, copy, told)) == []
    other = Document(id="report", publisher="another")
    assert found(build(wire, other, paper, told, rests("p", "r"))) == [("paper", "credit")]


def test_every_caution_says_what_should_be_so() -> None:
    """Each has a docstring of its own, and a test here."""
    assert all(each.__doc__ for each in CAUTIONS)
    assert len(CAUTIONS) == 4


def test_checking_shows_them_and_does_not_fail(facts_folder: Path) -> None:
    """The real folder has seven wire credits whose wire report is not recorded: shown with their place, exit 0."""
    done = CliRunner().invoke(main, ["check", str(facts_folder)])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert len(lines) == 7
    assert f'{facts_folder}/straits-times-2023-11-23.yaml:4:9: warning: credits "reuters"' in done.stdout
    assert "7 warnings in 23 documents, 124 statements" in done.stderr


def test_one_more_paper_is_four_lines(tmp_path: Path, facts_folder: Path) -> None:
    """A paper that carries KCNA's dispatch: documents one more, origins and reporters as before, no new warning."""
    folder = tmp_path / "facts"
    shutil.copytree(facts_folder, folder)
    assert len(FOUR_LINES.splitlines()) == 4
    (folder / "morning-post-2023-08-24.yaml").write_text(FOUR_LINES, encoding="utf-8")
    with (folder / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("- {source: morning-post, kind: outlet, names: [Morning Post]}\n")
    with (
        Factbase.build(tmp_path / "before.db", facts_folder, by="desk") as before,
        Factbase.build(tmp_path / "after.db", folder, by="desk") as after,
    ):
        was, now = (failure(each) for each in (before, after))
        assert now == (was[0] + 1, was[1], was[2])
        assert was == (5, 1, 1)
        assert len(cautions(after)) == len(cautions(before))


def failure(base: Factbase) -> tuple[int, int, int]:
    """Return documents and origins behind the agency's reason for the August failure, and who reported it."""
    (row,) = (
        each
        for each in base.corroboration("august-2023-failure-cause")
        if each.answer == "emergency-blasting-system"
    )
    (heard,) = base.attestation(question="august-2023-failure-cause", speaker="nada")
    return row.documents, row.origins, heard.reporters
