"""The example on losses in a war: what becomes of a row, on hand-made rows, and known totals where the data are."""

from __future__ import annotations

import csv
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from factbase import Factbase

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parent.parent
LOSSES = CHECKOUT / "examples" / "losses"
MODULES = ("categories", "convert", "load", "official", "photographed")

EQUIPMENT = [
    {"date": "2022-04-30", "tank": 1008, "military auto": 1701, "fuel tank": 76, "drone": 0},
    {"date": "2022-05-01", "tank": 1026, "vehicles and fuel tanks": 1796, "drone": 5},
    {"date": "2022-05-02", "tank": 1024, "vehicles and fuel tanks": 1800, "drone": 30},
    {
        "date": "2022-05-03",
        "tank": 1030,
        "vehicles and fuel tanks": 1843,
        "drone": 33,
        "greatest losses direction": "Izyum",
    },
]
"""Tanks fall by 2 on May 2; vehicles grow by 43 on May 3, of which 40 are a correction that is dated a day early."""

PERSONNEL = [
    {"date": "2022-04-30", "personnel": 11000, "personnel*": "more", "POW": 489},
    {"date": "2022-05-01", "personnel": 23800, "personnel*": "about"},
    {"date": "2022-05-02", "personnel": 23850, "personnel*": "about"},
    {"date": "2022-05-03", "personnel": 24000, "personnel*": "about"},
]
CORRECTIONS = [
    {"date": "2022-05-02", "tank": 0, "vehicles and fuel tanks": 40, "drone": 0, "personnel": 0},
]
HEAD = "country equipment_type destroyed abandoned captured damaged type_total date_recorded destroyed_diff".split()
COUNTS = [
    ("Russia", "Tanks", 0, 0, 0, 0, 0, "2022-02-23", 0),  # before the invasion
    ("Russia", "Tanks", 400, 50, 200, 21, 671, "2022-04-30", 0),
    ("Russia", "Tanks", 400, 50, 201, 21, 672, "2022-05-01", 0),
    ("Russia", "Tanks", 400, 50, 200, 21, 671, "2022-05-02", 0),  # one less: an item left the list
    ("Russia", "Surface-To-Air Missile Systems\n", 5, 0, 1, 0, 6, "2022-05-02", 0),
    (
        "Russia",
        "Losses excluding Recon Drones and Trucks - 12, of which: destroyed: 7",
        7,
        1,
        4,
        0,
        12,
        "2022-05-03",
        0,
    ),
    ("Russia", "Tanks", 900, 100, 40, 10, 1050, "2022-05-03", 0),  # more than the official 1030
    ("Ukraine", "Tanks", 90, 10, 40, 10, 150, "2022-05-03", 0),
]


@pytest.fixture(scope="module")
def losses() -> Iterator[SimpleNamespace]:
    """The modules of the example, which lie beside one another and are no package."""
    sys.path.insert(0, str(LOSSES))
    try:
        yield SimpleNamespace(**{name: importlib.import_module(name) for name in MODULES})
    finally:
        sys.path.remove(str(LOSSES))
        for name in MODULES:
            sys.modules.pop(name, None)


def written(folder: Path, **changed: Any) -> Path:  # noqa: ANN401 - rows of any file
    """Write the hand-made rows, in the form of the two data sets, and return their folder."""
    given = {"equipment": EQUIPMENT, "personnel": PERSONNEL, "corrections": CORRECTIONS, "counts": COUNTS}
    given |= changed
    official, seen = folder / "ukr-losses" / "data", folder / "oryx"
    official.mkdir(parents=True)
    seen.mkdir()
    for name, rows in (
        ("equipment", given["equipment"]),
        ("personnel", given["personnel"]),
        ("equipment_correction", given["corrections"]),
    ):
        (official / f"russia_losses_{name}.json").write_text(json.dumps(rows, indent=4), "utf-8")
    with (seen / "daily_count.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows([HEAD, *given["counts"]])
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, losses: SimpleNamespace) -> Path:
    """The JSON Lines of the hand-made rows."""
    out = tmp_path_factory.mktemp("lines")
    losses.convert.convert(written(tmp_path_factory.mktemp("data")), out)
    return out


@pytest.fixture(scope="module")
def base(
    tmp_path_factory: pytest.TempPathFactory, losses: SimpleNamespace, folder: Path
) -> Iterator[Factbase]:
    """A base into which they were loaded, day by day."""
    path = tmp_path_factory.mktemp("base") / "losses.db"
    losses.load.load(path, folder)
    with Factbase(path) as found:
        yield found


def answers(base: Factbase, question: str) -> set[tuple[str, str | None, str]]:
    """Return who answers a question with what, and as which family."""
    return {(each.speaker, each.answer, each.family) for each in base.positions(question)}


STAFF = "ukrainian-general-staff"


def test_the_total_is_an_official_claim_and_the_count_an_assessment_that_answers_as_a_floor(
    base: Factbase,
) -> None:
    """1,008 tanks of the General Staff, 671 on Oryx's photographs: a claim beside an assessment, and no dispute."""
    assert answers(base, "tanks-lost-by-russia-2022-04-30") == {
        (STAFF, "1008", "claim"),
        ("oryx", ">=671", "assessment"),
    }
    assert base.disputes(question="tanks-lost-by-russia-2022-04-30") == []
    official = base.summary("general-staff-2022-04-30-tanks")
    assert (official.capacity, official.kind, official.certainty) == ("official", "assertion", "certain")
    assert (official.said, official.event_date) == ("2022-04-30", "2022-02-24/2022-04-30")
    seen = base.summary("oryx-2022-04-30-russia-tanks")
    assert (seen.capacity, seen.kind, seen.certainty) == ("expert", "assessment", "certain")


def test_a_floor_above_the_official_total_is_a_dispute(base: Factbase) -> None:
    """On May 3 the made count is 1,050, above the official 1,030: both cannot hold. It is the only dispute."""
    (found,) = base.disputes()
    assert found.question == "tanks-lost-by-russia-2022-05-03"
    assert {found.answer_a, found.answer_b} == {"1030", ">=1050"}


def test_about_and_more_are_bounds(base: Factbase) -> None:
    """About spans the rounding, more is at least; either is what the General Staff hedges with."""
    assert answers(base, "personnel-lost-by-russia-2022-04-30") == {(STAFF, ">=11000", "claim")}
    assert answers(base, "personnel-lost-by-russia-2022-05-01") == {(STAFF, "~23800", "claim")}
    assert base.summary("general-staff-2022-05-01-personnel").hedge == "about"


def test_a_key_that_vanished_is_no_zero_and_what_merges_is_asked_anew(base: Factbase) -> None:
    """Until April 30 vehicles and fuel tanks are two questions, from May 1 on one of their own; nothing is summed."""
    asked = {each.id for each in base.records("question")}
    assert {each for each in asked if "vehicles" in each or "fuel" in each} == {
        "military-vehicles-lost-by-russia-2022-04-30",
        "fuel-tanks-lost-by-russia-2022-04-30",
        "vehicles-and-fuel-tanks-lost-by-russia-2022-05-01",
        "vehicles-and-fuel-tanks-lost-by-russia-2022-05-02",
        "vehicles-and-fuel-tanks-lost-by-russia-2022-05-03",
        "vehicles-and-fuel-tanks-corrected-by-the-general-staff-2022-05-02",
    }


def test_a_zero_that_is_there_is_a_zero(base: Factbase) -> None:
    """The key `drone` is there with 0 on April 30: the General Staff said none."""
    assert answers(base, "drones-lost-by-russia-2022-04-30") == {(STAFF, "0", "claim")}


def test_who_compiled_the_data_is_not_who_speaks(base: Factbase) -> None:
    """The compiler publishes; the General Staff speaks, as the recorder thinks probable; prisoners are another's."""
    compiler, staff = base.provenance("general-staff-2022-05-01-tanks")
    assert (compiler.source, compiler.hop, compiler.certainty) == ("petro-ivaniuk", 0, "uncommitted")
    assert (staff.source, staff.confidence, staff.basis) == (STAFF, "probable", "inferred")
    assert answers(base, "prisoners-taken-from-russia-2022-04-30") == {("invaders", "489", "claim")}
    assert [each.source for each in base.provenance("oryx-2022-05-01-russia-tanks")] == [
        "scrape-oryx",
        "oryx",
    ]


def test_every_statement_stands_in_the_exact_words_of_its_row(base: Factbase) -> None:
    """Quotes are what the files print, the flag beside a figure included; the row of a CSV ends with its date."""
    assert base.summary("general-staff-2022-05-01-tanks").quote == '"tank": 1026'
    quoted = base.summary("general-staff-2022-05-01-personnel").quote
    assert quoted is not None
    assert quoted.split() == ['"personnel":', "23800,", '"personnel*":', '"about"']
    assert base.summary("oryx-2022-05-01-russia-tanks").quote == "Russia,Tanks,400,50,201,21,672,2022-05-01"
    assert all(each.anchored for each in base.summaries())


def test_a_total_that_falls_corrects_the_day_before(base: Factbase) -> None:
    """1,026 tanks become 1,024: with certainty a correction. The earlier figure stands, and is a revised one."""
    link = base.links("general-staff-2022-05-02-tanks")[0]
    assert (link.type, link.to_statement, link.confidence, link.basis) == (
        "corrects",
        "general-staff-2022-05-01-tanks",
        "certain",
        "inferred",
    )
    revised = base.revisions(question="tanks-lost-by-russia-2022-05-01", statement=link.from_statement)
    assert [(each.earlier_answer, each.answer) for each in revised] == [("1026", None)]
    assert (STAFF, "1026", "claim") in answers(base, "tanks-lost-by-russia-2022-05-01")
    assert [each.version for each in base.history("general-staff-2022-05-01-tanks")] == [1]


def test_the_correction_file_corrects_the_day_whose_figures_hold_it(base: Factbase) -> None:
    """40 of vehicles do not fit May 2, which has 4 more, and do fit May 3, which has 43: there it is, probably."""
    corrected = {
        each.from_statement: (each.to_statement, each.confidence)
        for each in base.records("link")
        if each.from_statement.startswith("general-staff")
    }
    assert corrected == {
        "general-staff-2022-05-02-tanks": ("general-staff-2022-05-01-tanks", "certain"),
        "general-staff-2022-05-03-vehicles-and-fuel-tanks": (
            "general-staff-2022-05-02-vehicles-and-fuel-tanks",
            "probable",
        ),
    }


def test_the_compilers_reckoning_is_his_own_assessment(base: Factbase) -> None:
    """What the correction file says is said by who compiled it, with its amounts, and its zeros as zeros."""
    question = "vehicles-and-fuel-tanks-corrected-by-the-general-staff-2022-05-02"
    assert answers(base, question) == {("petro-ivaniuk", "40", "assessment")}
    assert answers(base, "drones-corrected-by-the-general-staff-2022-05-02") == {
        ("petro-ivaniuk", "0", "assessment")
    }


def test_a_count_that_falls_corrects_the_one_before(base: Factbase) -> None:
    """672 tanks become 671 when an item leaves the list: Oryx corrects itself."""
    (link,) = [each for each in base.records("link") if each.from_statement.startswith("oryx")]
    assert (link.from_statement, link.to_statement) == (
        "oryx-2022-05-02-russia-tanks",
        "oryx-2022-05-01-russia-tanks",
    )


def test_what_oryx_alone_counts_has_questions_of_its_own(base: Factbase) -> None:
    """Headings that the General Staff does not share, Oryx's own sums, Ukraine's losses; nothing before the war."""
    asked = {
        each.question: each.answer
        for each in base.positions("surface-to-air-missile-systems-seen-lost-by-russia-2022-05-02")
    }
    assert list(asked.values()) == [">=6"]
    assert (
        base.positions("equipment-seen-but-drones-and-trucks-lost-by-russia-2022-05-03")[0].answer == ">=12"
    )
    assert answers(base, "tanks-lost-by-ukraine-2022-05-03") == {("oryx", ">=150", "assessment")}
    assert not [each for each in base.records("statement") if "2022-02-23" in each.id]


def test_each_day_is_a_changeset_and_a_second_load_records_nothing(
    base: Factbase, losses: SimpleNamespace, folder: Path
) -> None:
    """A register and four days: five changesets, each with its reason; the past can be asked; all is intact."""
    found = [each.why for each in reversed(base.changesets())]
    assert found == [
        "who counts losses, and of what",
        *(f"the totals of 2022-0{each}" for each in ("4-30", "5-01", "5-02", "5-03")),
    ]
    assert losses.load.load(base.path, folder) == 0
    assert len(base.as_of("c2").positions("tanks-lost-by-russia-2022-04-30")) == 2
    assert base.verify().ok


def test_a_load_that_was_stopped_goes_on_where_it_stood(
    tmp_path: Path, losses: SimpleNamespace, folder: Path
) -> None:
    """Two files at most, then the rest."""
    assert losses.load.load(tmp_path / "a.db", folder, 2) == 2
    assert losses.load.load(tmp_path / "a.db", folder) == 3


def test_what_nobody_said_the_meaning_of_stops_the_conversion(
    tmp_path: Path, losses: SimpleNamespace
) -> None:
    """A key that is new in the data is named, and never dropped."""
    data = written(tmp_path, equipment=[{**EQUIPMENT[0], "hovercraft": 1}, *EQUIPMENT[1:]])
    with pytest.raises(ValueError, match=r"2022-04-30: say in categories.py .*'hovercraft'"):
        losses.convert.convert(data, tmp_path / "out")


def test_days_that_do_not_match_stop_the_conversion(tmp_path: Path, losses: SimpleNamespace) -> None:
    """A day of which one file has no row is no document."""
    data = written(tmp_path, personnel=[*PERSONNEL[:1], {**PERSONNEL[2]}, *PERSONNEL[2:]])
    with pytest.raises(ValueError, match="2022-05-01 stands beside 2022-05-02"):
        losses.convert.convert(data, tmp_path / "out")


def test_the_two_commands_of_the_readme_do_it(tmp_path: Path) -> None:
    """From the data to a database, as scripts; without arguments each says how it is called."""
    data, out, database = written(tmp_path / "data"), tmp_path / "lines", tmp_path / "losses.db"
    assert run("convert.py", data, out) == (0, f"{out}: 4 days\n")
    assert run("load.py", database, out) == (0, f"{database}: 5 changesets\n")
    assert run("convert.py")[0] == 1
    assert run("load.py")[0] == 1


def run(script: str, *arguments: Path) -> tuple[int, str]:
    """Run a script of the example; return its exit status and what it printed."""
    done = subprocess.run(
        [sys.executable, LOSSES / script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    return done.returncode, done.stdout
