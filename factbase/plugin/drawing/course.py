"""A course: what two sources say of one amount over time, on a scale of their own, from zero where that is near.

What a source gives as an amount is a line; a floor is a line over a field in its family's pattern, a ceiling one below
a field, and what lies between two bounds is in a field between them. Dots mark what was said, where there is room for
them (arrows, where one end is open): lines only join. Along the axis all is in per cent, across it in pixels.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import attrs
from attrs import frozen
from markupsafe import Markup

from factbase.plugin.drawing.amounts import step_of, written
from factbase.plugin.drawing.axis import NARROW, WIDE
from factbase.plugin.drawing.days import axis_of_days
from factbase.plugin.drawing.marks import patterns
from factbase.plugin.drawing.stops import few

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factbase.plugin.drawing.axis import Axis, Label
    from factbase.plugin.drawing.stops import Line, Stop

HEIGHT = 280
"""How high the field is, in pixels."""

MOST_DOTS = 48
"""Up to how many points of a line are dots too."""


_TOP = 34  # pixels above the highest point, for the name of the scale and the amount at the end of a line
_FOOT = 56  # pixels below the field, for the labels of the axis and its name
_WIDE = 0.01  # of the height: bounds that are further apart are drawn as two
_LINES = 5
_NEAR = 0.5
_BESIDE = 0.1  # of the width: ends that are nearer to one another would share the room for their amounts


@frozen(kw_only=True)
class Scale:
    """Which amounts the field reaches, and where lines are drawn across it."""

    low: float
    high: float
    step: float

    @property
    def marks(self) -> tuple[float, ...]:
        """The amounts at which a line is drawn."""
        first, last = math.ceil(self.low / self.step), math.floor(self.high / self.step)
        return tuple(number * self.step for number in range(first, last + 1))

    def share(self, amount: float) -> float:
        """Return how far below the top of the field an amount lies, as a share of its height."""
        top = _TOP / HEIGHT
        return top + (1 - top) * (1 - (amount - self.low) / (self.high - self.low))


def scale(lines: Iterable[Line]) -> Scale | None:
    """Return a scale for all amounts: from zero if the lowest is less than half the highest, or a floor is drawn."""
    known = list(lines)
    ends = [end for line in known for stop in line.stops for end in (stop.low, stop.high) if end is not None]
    if not ends or not all(math.isfinite(each) for each in ends):
        return None
    low, high = min(ends), max(ends)
    if low >= 0 and (low <= high * _NEAR or any(line.open == "above" for line in known)):
        low = 0.0
    if low == high:
        low, high = low - 1, high + 1
    step = step_of(high - low, _LINES)
    return Scale(low=math.floor(low / step) * step, high=high, step=step)


def course(  # noqa: PLR0913 - a picture and all that it says
    lines: Sequence[Line],
    *,
    ident: str,
    title: str,
    description: str,
    unit: str = "amount",
    apart: Sequence[tuple[Stop, Stop]] = (),
) -> Markup | None:
    """Return the picture of the lines with their key; None if there is no day or no amount to draw.

    `apart` are answers for one date that exclude one another: they are joined by a line across.
    """
    lines = [attrs.evolve(line, stops=few(line.stops)) for line in lines]
    axis = axis_of_days({stop.days for line in lines for stop in line.stops})
    amounts = scale(lines)
    if axis is None or amounts is None:
        return None
    placed = [(line, _places(line, axis, amounts)) for line in lines]
    ends = [places[-1] for _, places in placed if places]
    return Markup(
        '<figure class="course-of">{keys}<svg class="over-time" role="img" focusable="false" height="{whole}" '
        'aria-labelledby="{id}-t" aria-describedby="{id}-d"><title id="{id}-t">{title}</title>'
        '<desc id="{id}-d">{description}</desc>{patterns}{days}{fields}{amounts}{drawn}{apart}{last}{labels}'
        "{names}</svg></figure>"
    ).format(
        keys=_keys(lines, ident, apart=bool(apart)),
        id=ident,
        whole=HEIGHT + _FOOT,
        title=title,
        description=description,
        patterns=patterns(ident),
        days=_days(axis),
        amounts=_amounts(amounts),
        fields=_join(
            _field(line, places, f"{ident}-{number}", ident) for number, (line, places) in enumerate(placed)
        ),
        drawn=_join(_drawn(*each) for each in placed),
        apart=_join(_crossing(one, other, axis, amounts) for one, other in apart[:MOST_DOTS]),
        last=_join(_last(line, places, ends) for line, places in placed if places),
        labels=_labels(axis.narrow, NARROW, "tight") + _labels(axis.wide, WIDE, "roomy"),
        names=Markup(
            '<text class="lower" x="0" y="12">{}</text>'
            '<text class="lower" x="100%" y="{}" text-anchor="end">date</text>'
        ).format(unit, HEIGHT + _FOOT - 6),
    )


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _places(line: Line, axis: Axis, amounts: Scale) -> list[Place]:
    """Return where the points of a line lie, in the order of time."""
    found = []
    for stop in line.stops:
        at = stop.at
        if at is not None:
            ends = (stop.level, stop.high_end, stop.low_end)
            found.append(Place(axis.place(at) / 100, *map(amounts.share, ends)))
    return found


class Place(NamedTuple):
    """Where a point lies, as shares of the width and of the height from the top: its level and its bounds."""

    x: float
    y: float
    top: float
    foot: float


def _field(line: Line, places: Sequence[Place], ident: str, picture: str) -> Markup:
    """Return the field of a line: below a floor, above a ceiling, between two bounds where these are apart."""
    if len(places) < 2 or not (line.open or any(each.foot - each.top > _WIDE for each in places)):
        return Markup("")
    over = [(each.x, 0.0 if line.open == "below" else each.top) for each in places]
    under = [(each.x, 1.0 if line.open == "above" else each.foot) for each in reversed(places)]
    return Markup(
        '<clipPath id="{id}" clipPathUnits="objectBoundingBox"><path d="M{path}Z"/></clipPath>'
        '<rect class="field" width="100%" height="{height}" fill="url(#{picture}-{family})" clip-path="url(#{id})"/>'
    ).format(
        id=ident,
        path="L".join(f"{x:.4f} {y:.4f}" for x, y in (*over, *under)),
        height=HEIGHT,
        picture=picture,
        family=line.family,
    )


def _drawn(line: Line, places: Sequence[Place]) -> Markup:
    if not places:
        return Markup("")
    path = "L".join(f"{each.x * 1000:.1f} {each.y * HEIGHT:.1f}" for each in places)
    joined = Markup(
        '<svg class="stretched" viewBox="0 0 1000 {height}" preserveAspectRatio="none" height="{height}">'
        '<path class="rim" d="M{path}"/><path class="course-line" d="M{path}"/></svg>'
    ).format(height=HEIGHT, path=path)
    few = places if len(places) <= MOST_DOTS else places[-1:]
    return Markup('<g class="{names}">{joined}{dots}</g>').format(
        names=line.names,
        joined=joined if len(places) > 1 else "",
        dots=_join(_dot(each.x, each.y, line.open) for each in few),
    )


def _last(line: Line, places: Sequence[Place], ends: Sequence[Place]) -> Markup:
    """Return the last amount of a line: above its end, or below where another of the `ends` lies above and near."""
    end = places[-1]
    under = any(abs(each.x - end.x) < _BESIDE and each.y < end.y < 1 - _TOP / HEIGHT for each in ends)
    return Markup(
        '<g class="{}"><text class="last" x="{:.2f}%" y="{:.1f}" text-anchor="{}">{}</text></g>'
    ).format(
        line.names,
        end.x * 100,
        end.y * HEIGHT + (20 if under else -9),
        "end" if end.x > _NEAR else "start",
        line.last,
    )


def _crossing(one: Stop, other: Stop, axis: Axis, amounts: Scale) -> Markup:
    """Return a line from one answer to another that excludes it, with a cross in its middle."""
    if one.at is None:
        return Markup("")
    ends = [amounts.share(each.level) * HEIGHT for each in (one, other)]
    return Markup(
        '<svg class="over apart" x="{x:.2f}%" width="1" height="1"><path d="M0 {a:.1f}V{b:.1f}"/>'
        '<path d="M-5 {c:.1f}l10 10m0 -10l-10 10"/></svg>'
    ).format(x=axis.place(one.at), a=ends[0], b=ends[1], c=sum(ends) / 2 - 5)


def _dot(x: float, y: float, ends: str) -> Markup:
    """Return a dot; that of a floor is an arrow upward: it may be more; that of a ceiling one downward."""
    shape = {"above": "M-5 3 0 -5 5 3Z", "below": "M-5 -3 0 5 5 -3Z"}.get(ends)
    mark = Markup('<path d="{}"/>').format(shape) if shape else Markup('<circle r="3.5"/>')
    return Markup('<svg class="over" x="{:.2f}%" y="{:.1f}" width="1" height="1">{}</svg>').format(
        x * 100, y * HEIGHT, mark
    )


def _days(axis: Axis) -> Markup:
    line = Markup('<line class="grid" x1="{0:.2f}%" x2="{0:.2f}%" y1="0" y2="{1}"/>')
    return _join(
        Markup('<g class="{}">{}</g>').format(
            name,
            _join(line.format(at, HEIGHT) for at in sorted({each.at for each in labels if each.tick})),
        )
        for name, labels in (("tight", axis.narrow), ("roomy", axis.wide))
    )


def _amounts(amounts: Scale) -> Markup:
    """Return lines across the field, each with its amount above it at the left, where there is room in the field."""
    return _join(
        Markup(
            '<line class="grid{base}" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
            '<text class="amount" x="0" y="{above:.1f}">{words}</text>'
        ).format(
            base=" base" if amount == amounts.low else "",
            y=amounts.share(amount) * HEIGHT,
            above=amounts.share(amount) * HEIGHT - 4,
            words=written(amount, amounts.step),
        )
        for amount in amounts.marks
    )


def _labels(labels: Iterable[Label], width: int, name: str) -> Markup:
    return Markup('<g class="{}">{}</g>').format(
        name,
        _join(
            Markup('<text x="{:.2f}%" y="{}" text-anchor="{}"{}>{}</text>').format(
                each.at,
                HEIGHT + (34 if each.lower else 17),
                each.anchor(width),
                Markup(' class="lower"') if each.lower else "",
                each.text,
            )
            for each in labels
        ),
    )


def _keys(lines: Iterable[Line], ident: str, *, apart: bool) -> Markup:
    items = [(_swatch(line, ident), f"{line.name}: {_meant(line)}") for line in lines]
    if apart:
        cross = Markup('<g class="apart"><path d="M21 1V21"/><path d="M16 6l10 10m0 -10l-10 10"/></g>')
        items.append((cross, "both cannot hold"))
    return Markup('<ul class="strip-keys">{}</ul>').format(
        _join(
            Markup('<li><svg class="swatch" aria-hidden="true" focusable="false">{}</svg>{}</li>').format(
                *each
            )
            for each in items
        )
    )


def _swatch(line: Line, ident: str) -> Markup:
    level = {"above": 7, "below": 15}.get(line.open, 11)
    field = Markup('<rect class="field" y="{}" width="42" height="{}" fill="url(#{}-{})"/>')
    return Markup('<g class="{}">{}<path class="course-line" d="M0 {y}H42"/>{}</g>').format(
        line.names,
        field.format(level if line.open == "above" else 0, 15, ident, line.family) if line.open else "",
        Markup('<svg class="over" x="21" y="{}" width="1" height="1">{}</svg>').format(
            level, _dot(0, 0, line.open)
        ),
        y=level,
    )


def _meant(line: Line) -> str:
    family = "claimed" if line.family == "claim" else "assessed"
    ends = {"above": ", a floor (at least so much)", "below": ", a ceiling (at most so much)"}
    return family + ends.get(line.open, "")
