"""Known totals of the data on losses, where they are present: named by FACTBASE_LOSSES_DATA, or in ../shared/data."""

from __future__ import annotations

import importlib
import os
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from factbase import Factbase

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parent.parent
LOSSES = CHECKOUT / "examples" / "losses"
DATA = Path(os.environ.get("FACTBASE_LOSSES_DATA") or CHECKOUT.parent / "shared" / "data")

pytestmark = pytest.mark.skipif(
    not (DATA / "ukr-losses").is_dir(),
    reason=f"no data sets on losses in {DATA}: name their folder by FACTBASE_LOSSES_DATA",
)


@pytest.fixture(scope="module")
def losses() -> Iterator[SimpleNamespace]:
    """The modules of the example, and what they read from the data."""
    sys.path.insert(0, str(LOSSES))
    names = ("categories", "convert", "load", "official", "photographed")
    try:
        modules = {name: importlib.import_module(name) for name in names}
        official = modules["official"]
        folder = DATA / "ukr-losses" / "data"
        yield SimpleNamespace(
            **modules,
            days=official.days(folder),
            equipment=official.rows(folder / official.EQUIPMENT),
            personnel=official.rows(folder / official.PERSONNEL),
            corrections=official.rows(folder / official.CORRECTIONS),
            counts=modules["photographed"].counts(DATA / "oryx" / "daily_count.csv"),
        )
    finally:
        sys.path.remove(str(LOSSES))
        for name in names:
            sys.modules.pop(name, None)


def test_no_day_is_missing(losses: SimpleNamespace) -> None:
    """1,626 days of equipment and as many of personnel, from 2022-02-25 to 2026-08-08, one after the other."""
    first, last = date(2022, 2, 25), date(2026, 8, 8)
    every = [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]
    assert len(every) == 1626
    assert [each.day for each in losses.equipment] == every
    assert [each.day for each in losses.personnel] == every


def test_totals_fall_thirteen_times_and_personnel_never(losses: SimpleNamespace) -> None:
    """13 falls, each a correction by what it is: 11 on a day that the file lists, one a day after it, one unlisted."""
    assert len(losses.corrections) == 28
    falls = [each for each in losses.official.corrected(losses.days, losses.corrections) if each.falls]
    assert len(falls) == 13
    assert not [each for each in falls if each.key == "personnel"]
    dated = {(row.day, key) for row in losses.corrections for key, by in row.figures.items() if by}
    undated = [(each.later.day, each.key) for each in falls if (each.later.day, each.key) not in dated]
    assert undated == [("2023-05-28", "tank"), ("2026-03-04", "field artillery")]
    unlisted = [(each.later.day, each.key) for each in falls if not each.listed]
    assert unlisted == [("2026-03-04", "field artillery")]


def test_one_row_of_the_correction_file_is_dated_a_day_early(losses: SimpleNamespace) -> None:
    """On 2023-05-27 no aircraft was lost, of which 3 were a correction; on the 28th three: there all amounts fit."""
    moved = {
        row.day: losses.official.published(row, losses.days)
        for row in losses.corrections
        if losses.official.published(row, losses.days) != row.day
    }
    assert moved == {"2023-05-27": "2023-05-28"}


def test_categories_merge_on_the_first_of_may(losses: SimpleNamespace) -> None:
    """Three keys end on 2022-04-30, and two begin the day after; none has a gap in between."""
    found: dict[str, list[str]] = {}
    for each in losses.days:
        for key in each.figures:
            found.setdefault(key, []).append(each.day)
    ends = {key for key, days in found.items() if days[-1] == "2022-04-30"}
    begins = {key for key, days in found.items() if days[0] == "2022-05-01"}
    assert ends == {"military auto", "fuel tank", "mobile SRBM system"}
    assert begins == {"vehicles and fuel tanks", "cruise missiles"}
    for days in found.values():
        ordinals = [date.fromisoformat(day).toordinal() for day in days]
        assert all(after == before + 1 for before, after in pairwise(ordinals))


def test_on_one_day_both_count_tanks(losses: SimpleNamespace, tmp_path: Path) -> None:
    """2025-07-19: 11,032 and at least 4,074, and no dispute; recorded with the days around, all is intact."""
    losses.convert.convert(DATA, tmp_path / "all")
    few = tmp_path / "few"
    few.mkdir()
    for name in ("0000-register", "2025-07-18", "2025-07-19", "2025-07-20"):
        (tmp_path / "all" / f"{name}.jsonl").rename(few / f"{name}.jsonl")
    losses.load.load(tmp_path / "few.db", few)
    with Factbase(tmp_path / "few.db") as base:
        found = {each.speaker: each.answer for each in base.positions("tanks-lost-by-russia-2025-07-19")}
        assert found == {"ukrainian-general-staff": "11032", "oryx": ">=4074"}
        assert base.disputes() == []
        assert base.verify().ok


@pytest.mark.slow
def test_every_day_loads_and_nothing_is_in_dispute(losses: SimpleNamespace, tmp_path: Path) -> None:
    """1,627 changesets: the register and the days; 128 corrections by links; no count lies above its total."""
    losses.convert.convert(DATA, tmp_path / "all")
    assert losses.load.load(tmp_path / "all.db", tmp_path / "all") == 1627
    with Factbase(tmp_path / "all.db") as base:
        assert base.disputes() == []
        assert len(list(base.records("link"))) == 128
        assert len(base.revisions()) == 128
        assert len(list(base.records("statement"))) == 24333
