"""Comparing sources: who answers what, side by side, and whether their latest words can both hold."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from factbase import Factbase
from factbase.cli import main
from factbase.comparing import Verdict, compare
from factbase.errors import NotFoundError
from factbase.model import Attribution
from tests.worlds import build, question, said, source

if TYPE_CHECKING:
    from pathlib import Path


def verdicts(base: Factbase, *sources: str) -> dict[str, Verdict]:
    """Return how the sources stand on each question."""
    return {each.question.id: each.verdict for each in compare(base, sources)}


def test_each_verdict_by_its_test() -> None:
    """Yes against no is a dispute; the same answer agreement; two causes of many a difference; one voice is alone."""
    base = build(
        question("agreed"),
        question("alone"),
        question("different", "choice", "x y", multiple=True),
        question("disputed"),
        said("a1", "adam", {"agreed": "yes", "disputed": "yes", "different": "x", "alone": "yes"}),
        said("b1", "beth", {"agreed": "yes", "disputed": "no", "different": "y"}),
    )
    found = verdicts(base, "adam", "beth")
    assert found == {name: Verdict(name) for name in ("disputed", "agreed", "different", "alone")}
    assert list(found) == ["disputed", "agreed", "different", "alone"]


def test_silence_is_no_agreement() -> None:
    """One who declines to answer is shown with it, and leaves the other alone: they neither agree nor differ."""
    base = build(
        question("q"), said("a", "adam", {"q": "yes"}), said("b", "beth", kind="refusal", declines=["q"])
    )
    (found,) = compare(base, ["adam", "beth"])
    assert found.verdict is Verdict.ALONE
    assert [[each.answer for each in side.positions] for side in found.sides] == [["yes"], [None]]


def test_a_source_speaks_through_those_who_act_for_it() -> None:
    """A state speaks through its ministry and through the ministry's spokesman, unless these are named apart."""
    acting = [
        source("state"),
        source("ministry", acts_for="state"),
        source("spokesman", acts_for="ministry"),
        source("other"),
    ]
    told = [
        said("m", "ministry", {"q": "yes"}),
        said("s", "spokesman", {"q": "yes"}),
        said("o", "other", {"q": "no"}),
    ]
    base = build(question("q"), acting, told)
    (found,) = compare(base, ["state", "other"])
    assert [[each.statement for each in side.positions] for side in found.sides] == [["m", "s"], ["o"]]
    assert found.verdict is Verdict.DISPUTED
    (found,) = compare(base, ["state", "spokesman"])
    assert [[each.statement for each in side.positions] for side in found.sides] == [["m"], ["s"]]


def test_two_that_act_for_each_other_end() -> None:
    """A loop of who acts for whom is walked once."""
    base = build(
        source("a", acts_for="b"),
        source("b", acts_for="a"),
        source("c"),
        question("q"),
        said("x", "b", {"q": "yes"}),
    )
    assert verdicts(base, "a", "c") == {"q": Verdict.ALONE}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Path:
    """The database of the facts folder."""
    made = tmp_path_factory.mktemp("compared") / "facts.db"
    Factbase.build(made, facts_folder, by="desk").close()
    return made


def run(*arguments: str) -> str:
    """Return what a command prints."""
    done = CliRunner().invoke(main, [*arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_shin_and_the_agency_before_and_after_the_launch(path: Path) -> None:
    """By Nov. 10 Shin's late November disputes the agency's October; after the launch nothing is left to dispute."""
    attempt = "third-north-korean-launch-attempt"
    with Factbase(path, read_only=True) as base:
        assert verdicts(base, "shin-won-sik", "nada")[attempt] is Verdict.DIFFERENT
        with base.known_by("2023-11-10") as then:
            assert verdicts(then, "shin-won-sik", "nada")[attempt] is Verdict.DISPUTED


def test_the_command_prints_it_in_every_form(path: Path) -> None:
    """The sheet names verdict and sides; CSV and JSON have the same positions, a row each."""
    sheet = run("compare", str(path), "shin-won-sik", "nada", "--known-by", "2023-11-10")
    assert "disputed: their latest words cannot both hold" in sheet
    assert sheet.index("Shin Won-sik\n") < sheet.index("National Aerospace Development Administration\n")
    told = json.loads(run("compare", str(path), "shin-won-sik", "nada", "--json"))
    rows = list(csv.DictReader(io.StringIO(run("compare", str(path), "shin-won-sik", "nada", "--csv"))))
    sides = [side for each in told for side in each["sides"]]
    assert [row["statement"] for row in rows] == [
        each["statement"] for side in sides for each in side.get("positions", ())
    ]
    assert {row["side"] for row in rows} == {"shin-won-sik", "nada"}


def test_wrong_usage_is_said(path: Path) -> None:
    """One source, or the same twice, is wrong usage; an unknown one gets what was meant."""
    for names in (["nada"], ["nada", "nada"]):
        assert CliRunner().invoke(main, ["compare", str(path), *names]).exit_code == 2
    done = CliRunner().invoke(main, ["compare", str(path), "nada", "shin"])
    assert (done.exit_code, 'did you mean "shin' in done.stderr) == (1, True)
    with Factbase(path, read_only=True) as base, pytest.raises(NotFoundError):
        compare(base, ["nada", "nobody"])


# The forecasts command


def test_forecasts_are_shown_with_result_score_and_revision(path: Path) -> None:
    """Eight forecasts on the real content; the plan for Nov. 30 came out wrong, and shows its revision."""
    sheet = run("forecasts", str(path))
    assert sheet.startswith("Forecasts and plans (8)")
    plan = sheet[sheet.index("wrong, intention: Shin Won-sik: 2023-11-30") :]
    assert plan.index("revised by ministry-puts-off-launch-of-nov-30") < plan.index(
        "shin-first-launch-on-nov-30"
    )
    assert "97.5 % (factbank: certain): Brier 0.951" in plan
    assert sheet.index("Track record") > sheet.index("outcome: 2023-12-01 (2023-12-01T18:19Z)")


def test_forecasts_can_be_chosen(path: Path) -> None:
    """By source, with its own record; by question, where no record of a source would be whole."""
    told = json.loads(run("forecasts", str(path), "--source", "shin-won-sik", "--json"))
    assert sorted(each["result"] for each in told["forecasts"]) == ["right", "right", "wrong"]
    assert {each["speaker"] for each in told["track_record"]} == {"shin-won-sik"}
    told = json.loads(
        run("forecasts", str(path), "--question", "third-north-korean-launch-attempt", "--json")
    )
    assert len(told["forecasts"]) == 3
    assert told["track_record"] == []
    rows = list(csv.DictReader(io.StringIO(run("forecasts", str(path), "--csv"))))
    assert len(rows) == 8
    assert CliRunner().invoke(main, ["forecasts", str(path), "--source", "shin"]).exit_code == 1


def test_before_the_outcome_everything_is_open(path: Path) -> None:
    """By Nov. 10, 2023, nothing had come out: every forecast then known is open, and none is scored."""
    told = json.loads(run("forecasts", str(path), "--known-by", "2023-11-10", "--json"))
    assert {each["result"] for each in told["forecasts"]} == {"open"}
    assert all(row["scored"] == 0 and row["open"] == row["forecasts"] for row in told["track_record"])


def test_why_says_what_is_to_be_minded(path: Path, tmp_path: Path) -> None:
    """A drift, an unnamed source, and a hedge that was lost on the way, as the statement's page says them too."""
    told = run("why", str(path), "north-korea-blames-third-stage-explosion")
    minded = told[told.index("To be minded") :]
    assert "It departs from what it rests on:" in minded
    assert "nada-blames-emergency-blasting-system" in minded
    told = run("why", str(path), "experts-doubt-satellite-imagery")
    assert "It rests on an unnamed source: the speaker is unnamed: outside experts." in told
    certain = Attribution(source="wire", certainty="certain", confidence="certain")
    probable = Attribution(source="agency", certainty="probable", confidence="certain")
    shifted = tmp_path / "shifted.db"
    build(said("a", "wire > agency", attributions=(certain, probable))).snapshot(shifted)
    told = run("why", str(shifted), "a")
    words = " ".join(told.split())
    assert "wire puts it as certain, agency puts it as probable: a hedge was lost on the way." in words
    notices = json.loads(run("why", str(shifted), "a", "--json"))["notices"]
    assert any("a hedge was lost" in each["words"] for each in notices)


def test_the_question_in_the_terminal_says_what_its_page_says(path: Path) -> None:
    """Who was right, who attests, and by Nov. 10 the dispute; of the failure's cause, the change in the retelling."""
    sheet = run("question", str(path), "third-north-korean-launch-attempt")
    for words in ("Who was right", "1 expectation in 5 statements", "5 documents, 1 reporter"):
        assert words in sheet
    sheet = run("question", str(path), "third-north-korean-launch-attempt", "--known-by", "2023-11-10")
    assert "Disputes\n  National Aerospace Development Administration: 2023-10" in sheet
    assert "against Shin Won-sik: 2023-11-21/2023-11-30" in sheet
    sheet = run("question", str(path), "august-2023-failure-cause")
    assert "Changed in the retelling" in sheet
    assert "retold as North Korea: third-stage-explosion" in sheet
    sheet = run("question", str(path), "first-south-korean-spy-satellite-launch")
    assert "Revised\n  Shin Won-sik: 2023-11-30" in sheet
