"""An axis: where values lie across a picture, in per cent of its width, with breaks where nothing would be shown."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEFT, RIGHT = 3.0, 97.0
"""Where the first and the last value lie: beyond is room for what has an open end."""

NARROW, WIDE = 300, 600
"""How many CSS pixels an axis is taken to be wide on a phone and on a desk, to choose labels that do not touch."""

BREAK = 4.0
"""How wide a break is, in per cent."""

_LEAST_WIDTH = 9.0
_MOST_BREAKS = 4
_LARGE = 6
_EIGHTH = 8
_LETTER = 6.6  # pixels that a letter of a label takes at most
_SPACE = 6.0  # pixels between two labels


@frozen(kw_only=True)
class Stretch:
    """A part of an axis without a break: the values from `first` to `last` lie from `left` to `right` per cent."""

    first: float
    last: float
    left: float
    right: float


@frozen(kw_only=True)
class Label:
    """A label at a place (per cent): on the upper line, or on the `lower` one, which tells the larger unit.

    It keeps between `low` and `high` (per cent); without `tick` it is of a whole stretch and has no line.
    """

    at: float
    text: str
    lower: bool = False
    tick: bool = True
    weight: int = 0  # labels of more weight keep their place when two would touch
    low: float = 0.0
    high: float = 100.0

    def anchor(self, width: float) -> str:
        """Return at which end the text is anchored so that it keeps between `low` and `high`, at a width in pixels."""
        half = len(self.text) * _LETTER / 2 * 100 / width
        return "start" if self.at - half < self.low else "end" if self.at + half > self.high else "middle"

    def ends(self, width: float) -> tuple[float, float]:
        """Return from where to where the text reaches, in pixels."""
        at, length = self.at * width / 100, len(self.text) * _LETTER
        start = at - {"start": 0.0, "middle": length / 2, "end": length}[self.anchor(width)]
        return start, start + length


@frozen(kw_only=True)
class Axis:
    """The stretches of an axis from left to right, and its labels where it is narrow and where it is wide."""

    stretches: tuple[Stretch, ...]
    narrow: tuple[Label, ...] = ()
    wide: tuple[Label, ...] = ()

    @property
    def breaks(self) -> tuple[tuple[float, float], ...]:
        """From where to where each break reaches, in per cent."""
        return tuple((before.right, after.left) for before, after in pairwise(self.stretches))

    def place(self, value: float) -> float:
        """Return where a value lies, in per cent; within a break by its share of what is left out."""
        first, last = self.stretches[0], self.stretches[-1]
        if value <= first.first:
            return first.left
        for each in self.stretches:
            if each.first <= value <= each.last:
                return _between(value, each.first, each.last, each.left, each.right)
        for before, after in pairwise(self.stretches):
            if before.last < value < after.first:
                return _between(value, before.last, after.first, before.right, after.left)
        return last.right


def _between(value: float, first: float, last: float, left: float, right: float) -> float:
    return left if last == first else left + (value - first) / (last - first) * (right - left)


def clusters(points: Iterable[float], least: float) -> list[tuple[float, float]]:
    """Return the ranges in which values lie, parted where a gap would take the room that the values need.

    A gap parts them if it is longer than `least`, than six times the median gap and than an eighth of what is not
    parted yet; at most four gaps do, the longest first.
    """
    known = sorted(set(points))
    gaps = sorted(((after - before, before) for before, after in pairwise(known)), key=lambda each: -each[0])
    kept = known[-1] - known[0]
    usual = gaps[-(-len(gaps) // 2)][0] if len(gaps) > 1 else kept
    parted = set()
    for length, before in gaps[:_MOST_BREAKS]:
        if length <= least or length <= _LARGE * usual or length * _EIGHTH <= kept:
            break
        parted.add(before)
        kept -= length
    found = [[known[0], known[0]]]
    for before, after in pairwise(known):
        if before in parted:
            found.append([after, after])
        found[-1][1] = after
    return [(first, last) for first, last in found]


def laid_out(ranges: Sequence[tuple[float, float]]) -> tuple[Stretch, ...]:
    """Return ranges as stretches: each as wide as it is long, but none too narrow for a label."""
    room = RIGHT - LEFT - BREAK * (len(ranges) - 1)
    lengths = [max(last - first, 1e-9) for first, last in ranges]
    narrow: set[int] = set()
    while True:
        rest = sum(length for number, length in enumerate(lengths) if number not in narrow)
        free = room - _LEAST_WIDTH * len(narrow)
        slim = {
            n for n, length in enumerate(lengths) if n not in narrow and length / rest * free < _LEAST_WIDTH
        }
        if not slim or len(narrow | slim) == len(ranges):
            break
        narrow |= slim
    stretches, left = [], LEFT
    for number, (first, last) in enumerate(ranges):
        width = _LEAST_WIDTH if number in narrow else lengths[number] / rest * free
        stretches.append(Stretch(first=first, last=last, left=left, right=left + width))
        left += width + BREAK
    return tuple(stretches)


def without_touching(labels: Iterable[Label], width: float) -> tuple[Label, ...]:
    """Return labels of which no two on one line touch at that width in pixels: the weightier stay, then the first."""
    taken: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    kept = []
    for label in sorted(labels, key=lambda each: (-each.weight, each.at)):
        start, end = label.ends(width)
        if all(end + _SPACE <= left or right + _SPACE <= start for left, right in taken[label.lower]):
            taken[label.lower].append((start, end))
            kept.append(label)
    return tuple(sorted(kept, key=lambda each: (each.at, each.lower)))
