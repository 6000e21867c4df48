"""Drawings: small pictures in SVG, made on the server, that say in words what they show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 720
_ROW = 22
_FEW_YEARS = 4
_TOP = 26
_LEFT = 8


@frozen(kw_only=True)
class Bar:
    """A stretch of days on a row: from the first to the last on which it may be; None is an open end."""

    row: int
    earliest: str | None
    latest: str | None
    label: str
    shape: str
    href: str


def timeline(bars: Iterable[Bar], *, title: str, description: str) -> Markup:
    """Return bars over a common scale of days: what is uncertain is as wide as it is uncertain, an open end fades.

    Nothing is drawn when no bar has a known end.
    """
    drawn = [bar for bar in bars if bar.earliest or bar.latest]
    ends = sorted(each for bar in drawn for each in (bar.earliest, bar.latest) if each)
    if not ends:
        return Markup("")
    first, last = _day(ends[0]), _day(ends[-1])
    scale = (WIDTH - 2 * _LEFT) / max(last - first + 1, 1)
    height = _TOP + _ROW * (1 + max(bar.row for bar in drawn))
    marks = [_bar(bar, first, last, scale) for bar in drawn]
    return Markup(
        '<svg class="timeline" viewBox="0 0 {w} {h}" role="group" aria-labelledby="tl-t" aria-describedby="tl-d">'
        '<title id="tl-t">{title}</title><desc id="tl-d">{desc}</desc>{years}{bars}</svg>'
    ).format(
        w=WIDTH,
        h=height,
        title=title,
        desc=description,
        years=_years(first, last, scale, height),
        bars=Markup("").join(marks),
    )


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def _bar(bar: Bar, first: int, last: int, scale: float) -> Markup:
    start = _day(bar.earliest) if bar.earliest else first
    end = _day(bar.latest) if bar.latest else last
    open_end = "" if bar.earliest and bar.latest else " open"
    return Markup(
        '<a href="{href}"><rect class="{shape}{open_end}" x="{x:.1f}" y="{y}" width="{w:.1f}" height="12" rx="2">'
        "<title>{label}</title></rect></a>"
    ).format(
        href=bar.href,
        shape=bar.shape,
        open_end=open_end,
        x=_LEFT + (start - first) * scale,
        y=_TOP + bar.row * _ROW,
        w=max((end - start + 1) * scale, 4.0),
        label=bar.label,
    )


def _years(first: int, last: int, scale: float, height: int) -> Markup:
    """Return a line and a number for the start of each year, or of each month where there are few."""
    starts = _starts(first, last)
    return Markup("").join(
        Markup(
            '<g class="tick"><path d="M{x:.1f} 14V{h}"/><text x="{x:.1f}" y="11">{label}</text></g>'
        ).format(x=_LEFT + (day - first) * scale, h=height, label=label)
        for day, label in starts
    )


def _starts(first: int, last: int) -> Sequence[tuple[int, str]]:
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    if len(years) > _FEW_YEARS:
        step = max(1, len(years) // 10)
        found = [(date(year, 1, 1).toordinal(), str(year)) for year in years[::step]]
    else:
        found = [
            (date(year, month, 1).toordinal(), f"{year}-{month:02}" if month > 1 else str(year))
            for year in years
            for month in range(1, 13, 3 if len(years) > 1 else 1)
        ]
    return [(day, label) for day, label in found if first <= day <= last]
