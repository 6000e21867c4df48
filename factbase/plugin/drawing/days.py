"""An axis of days: days as ordinals of the proleptic Gregorian calendar, labelled by day, month or year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from factbase.plugin import wording
from factbase.plugin.drawing.axis import (
    NARROW,
    WIDE,
    Axis,
    Label,
    Stretch,
    clusters,
    laid_out,
    without_touching,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MONTHS = tuple(month[:3] for month in wording.MONTHS)
_GAP = 92  # no break for less than a season
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_ROOM = 64  # pixels: a narrower stretch has one label, for the whole of it
_DAY_ROOM, _MONTH_ROOM, _YEAR_ROOM = 26, 34, 40  # pixels that a label of the unit needs, with space
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_WITHIN = 0.5  # days
_MONTH = 30.44  # days


@frozen(kw_only=True)
class Days:
    """The days on which something may be: from the first to the last, ISO, both included; None is an open end.

    `text` is how that is written, in EDTF.
    """

    earliest: str | None
    latest: str | None
    text: str | None = None

    @property
    def start(self) -> int | None:
        """The first day as an ordinal; None if open, or no day of the calendar."""
        return ordinal(self.earliest)

    @property
    def end(self) -> int | None:
        """The day after the last as an ordinal; None if open, or no day of the calendar."""
        found = ordinal(self.latest)
        return None if found is None else found + 1

    @property
    def known(self) -> tuple[float, ...]:
        """The ends that are known, as ordinals; the last one still within its day."""
        end = None if self.end is None else self.end - _WITHIN
        return tuple(float(each) for each in (self.start, end) if each is not None)


def ordinal(iso: str | None) -> int | None:
    """Return a day's ordinal; None for no day, or one outside the years 1 to 9999."""
    try:
        return date.fromisoformat((iso or "")[:10]).toordinal()
    except ValueError:
        return None


def axis_of_days(found: Iterable[Days]) -> Axis | None:
    """Return an axis on which all the days lie, broken where for long nothing is; None if no end of any is known."""
    points = [point for each in found for point in each.known]
    if not points:
        return None
    ranges = clusters(points, _GAP)
    pad = max(2.0, 0.03 * sum(last - first for first, last in ranges))
    padded = [(max(first - pad, _FIRST), min(last + pad, _LAST)) for first, last in ranges]
    stretches = laid_out(padded)
    return Axis(
        stretches=stretches,
        narrow=_labels(stretches, ranges, NARROW),
        wide=_labels(stretches, ranges, WIDE),
    )


def _labels(
    stretches: tuple[Stretch, ...], ranges: list[tuple[float, float]], width: int
) -> tuple[Label, ...]:
    labels: list[Label] = []
    for stretch, (first, last) in zip(stretches, ranges, strict=True):
        pixels = (stretch.right - stretch.left) * width / 100
        found = [] if pixels < _ROOM else list(_ticks(stretch, pixels))
        labels += found or _whole(stretch, int(first), int(last))
    return without_touching(labels, width)


def _whole(stretch: Stretch, first: int, last: int) -> Iterator[Label]:
    """Yield the one label of a short stretch: its month over its year, its year, or its years."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    middle = (stretch.left + stretch.right) / 2
    years = str(start.year) if start.year == end.year else f"{start.year}–{end.year % 100:02}"
    if (start.year, start.month) == (end.year, end.month):
        yield Label(at=middle, text=MONTHS[start.month - 1], tick=False, weight=9)
    yield Label(at=middle, text=years, lower=True, tick=False, weight=9)


def _ticks(stretch: Stretch, pixels: float) -> Iterator[Label]:
    """Yield the labels of a stretch in the finest unit of which the labels have room."""
    days = stretch.last - stretch.first
    for step in (1, 2, 5, 10):
        if days / step * _DAY_ROOM <= pixels:
            return _by_day(stretch, step)
    for step in (1, 3, 6):
        if days / _MONTH / step * _MONTH_ROOM <= pixels:
            return _by_month(stretch, step)
    for step in _YEAR_STEPS:
        if days / 365.25 / step * _YEAR_ROOM <= pixels:
            return _by_year(stretch, step)
    return _by_year(stretch, _YEAR_STEPS[-1])


def _at(stretch: Stretch, day: int) -> float:
    share = (day - stretch.first) / (stretch.last - stretch.first)
    return stretch.left + share * (stretch.right - stretch.left)


def _label(stretch: Stretch, day: int, text: str, *, lower: bool = False, weight: int) -> Label:
    """Return the label of a day, which keeps within its stretch."""
    return Label(
        at=_at(stretch, day),
        text=text,
        lower=lower,
        weight=weight,
        low=stretch.left,
        high=stretch.right,
    )


def _by_day(stretch: Stretch, step: int) -> Iterator[Label]:
    """Yield the numbers of days, the month and year below at the first and at each first of a month."""
    begun = False
    for day in range(-int(-stretch.first // 1), int(stretch.last) + 1):
        found = date.fromordinal(day)
        late = step > 1 and found.day > 31 - step  # the 31st would touch the 1st
        if found.day != 1 and (late or (found.day % step if step > 1 else 0)):
            continue
        yield _label(stretch, day, str(found.day), weight=2 if found.day == 1 else 1)
        if not begun or found.day == 1:
            month = f"{MONTHS[found.month - 1]} {found.year}"
            yield _label(stretch, day, month, lower=True, weight=1 if begun else 2)
        begun = True


def _by_month(stretch: Stretch, step: int) -> Iterator[Label]:
    """Yield the names of months, the year below at the first and at each January."""
    begun = False
    for year in _years(stretch):
        for month in range(1, 13, step):
            day = date(year, month, 1).toordinal()
            if not stretch.first <= day <= stretch.last:
                continue
            yield _label(stretch, day, MONTHS[month - 1], weight=2 if month == 1 else 1)
            if not begun or month == 1:
                yield _label(stretch, day, str(year), lower=True, weight=2 if month == 1 else 1)
            begun = True


def _by_year(stretch: Stretch, step: int) -> Iterator[Label]:
    for year in _years(stretch):
        day = date(year, 1, 1).toordinal()
        if year % step == 0 and stretch.first <= day <= stretch.last:
            yield _label(stretch, day, str(year), lower=True, weight=1)


def _years(stretch: Stretch) -> range:
    first, last = (date.fromordinal(int(each)).year for each in (stretch.first, stretch.last))
    return range(first, last + 1)
