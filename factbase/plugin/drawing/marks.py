"""Marks on an axis: a bar for where something lies, a dot for when it was said, a line for what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.plugin.drawing.axis import Axis

LEAST = 0.7
"""How wide a bar is at least, in per cent of the axis."""


@frozen(kw_only=True)
class Bar:
    """Where something lies, from `start` to `end`; None is an open end, drawn with an arrow to the edge.

    `family` gives its pattern (claim, assessment, silence), `certainty` the style of its outline; what is `denied` is
    crossed; `lane` is how far below the middle of the row it lies, in pixels.
    """

    start: float | None
    end: float | None
    family: str
    certainty: str = "certain"
    denied: bool = False
    lane: int = 0

    def drawn(self, axis: Axis, ident: str) -> Markup:
        """Return the bar; `ident` is the picture's, which holds the patterns."""
        left = 0.0 if self.start is None else axis.place(self.start)
        right = 100.0 if self.end is None else axis.place(self.end)
        if right - left < LEAST:  # still to be seen, around where it lies
            left, right = (left + right - LEAST) / 2, (left + right + LEAST) / 2
        width = right - left
        open_end = " open" if self.start is None or self.end is None else ""
        pattern = f"url(#{ident}-{self.family})" if self.family in PATTERNS else "none"
        box = Markup('<rect x="{x:.2f}%" y="-6" width="{w:.2f}%" height="12" rx="1.5"{more}/>')
        return Markup(
            '<g class="bar-of bar-{family} line-{certainty}{open_end}"{lane}>{under}{fill}{ends}{cross}</g>'
        ).format(
            lane=_lane(self.lane),
            family=self.family,
            certainty=self.certainty,
            open_end=open_end,
            under=box.format(x=left, w=width, more=Markup(' class="under"')),
            fill=box.format(x=left, w=width, more=Markup(' fill="{}"').format(pattern)),
            ends=Markup("").join(self._arrows()),
            cross=_cross(left + width / 2) if self.denied else "",
        )

    def _arrows(self) -> Iterable[Markup]:
        if self.start is None:
            yield _at(0, '<path class="arrow" d="M9 -6 2 0 9 6"/>')
        if self.end is None:
            yield _at(100, '<path class="arrow" d="M-9 -6 -2 0 -9 6"/>')


@frozen(kw_only=True)
class Dot:
    """When something was said: a dot if the day is known, else a thin bar; `start` None: not before, but by `end`."""

    start: float | None
    end: float
    lane: int = 0

    def drawn(self, axis: Axis, _ident: str) -> Markup:
        """Return the dot, with a rim that parts it from what lies below."""
        right = axis.place(self.end)
        left = right if self.start is None else axis.place(self.start)
        if right - left <= LEAST:
            left = right = (left + right) / 2
        line = Markup('<line class="{name}" x1="{left:.2f}%" x2="{right:.2f}%"/>')
        rim, dot = (line.format(name=name, left=left, right=right) for name in ("said-rim", "said"))
        by = (
            _at(right, '<path class="said-by" d="M-4 0H-22M-17 -4-22 0-17 4"/>')
            if self.start is None
            else Markup("")
        )
        return Markup("<g{}>{}{}{}</g>").format(_lane(self.lane), rim, by, dot)


@frozen(kw_only=True)
class Joint:
    """A thin line from a place in one lane to a place in another."""

    start: float
    end: float
    lanes: tuple[int, int] = (0, 0)

    def drawn(self, axis: Axis, _ident: str) -> Markup:
        """Return the line."""
        return Markup('<line class="joint" x1="{:.2f}%" x2="{:.2f}%" y1="{}" y2="{}"/>').format(
            axis.place(self.start), axis.place(self.end), *self.lanes
        )


@frozen(kw_only=True)
class Outcome:
    """What came out: a line across the row; a band where it is not known to the day."""

    start: float
    end: float

    def drawn(self, axis: Axis, _ident: str) -> Markup:
        """Return the line, with a flag at its top."""
        middle = (axis.place(self.start) + axis.place(self.end)) / 2
        line = Markup('<line class="came" x1="{0:.2f}%" x2="{0:.2f}%" y1="-200" y2="200"/>').format(middle)
        return line + _at(middle, '<path class="came-flag" d="M-5 -17H5L0 -10Z"/>')


Mark = Bar | Dot | Joint | Outcome

PATTERNS = {
    "claim": ("4", '<rect class="fill-claim" width="4" height="4"/>'),
    "assessment": (
        "6",
        """<rect class="wash-assessment" width="6" height="6"/>
        <path class="stroke-assessment" stroke-width="1.8" d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5"/>""",
    ),
    "silence": ("6", '<circle class="fill-silence" cx="3" cy="3" r="1.2"/>'),
}
"""How each family is filled: the size of the pattern in pixels, and what it repeats."""


def patterns(ident: str) -> Markup:
    """Return the patterns of the families, under ids that begin with the picture's."""
    return Markup("<defs>{}</defs>").format(
        Markup("").join(
            Markup(
                '<pattern id="{ident}-{family}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
                "{tile}</pattern>"
            ).format(ident=ident, family=family, size=size, tile=Markup(tile))  # noqa: S704 - of our own
            for family, (size, tile) in PATTERNS.items()
        )
    )


def _at(place: float, shape: str) -> Markup:
    """Return a shape of ours, in pixels, at a place in per cent."""
    return Markup('<svg class="over" x="{:.2f}%" width="1" height="1" overflow="visible">{}</svg>').format(
        place,
        Markup(shape),  # noqa: S704 - of our own
    )


def _lane(lane: int) -> Markup:
    return Markup(' transform="translate(0 {})"').format(lane) if lane else Markup("")


def _cross(place: float) -> Markup:
    return _at(
        place,
        '<path class="cross-rim" d="M-6 -9 6 9M6 -9-6 9"/><path class="cross" d="M-6 -9 6 9M6 -9-6 9"/>',
    )
