"""An axis of amounts: numbers on a plain scale, labelled in round steps, whole ones for whole numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from factbase.plugin.drawing.axis import LEFT, NARROW, RIGHT, WIDE, Axis, Label, Stretch, without_touching

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEPS = (1.0, 2.0, 5.0, 10.0)
_ROOM = 70  # pixels from one label to the next, at least


def axis_of_amounts(found: Iterable[float]) -> Axis | None:
    """Return an axis on which all the numbers lie, with room on both sides; None if there is none."""
    known = [float(each) for each in found if math.isfinite(each)]
    if not known:
        return None
    low, high = min(known), max(known)
    pad = (high - low) * 0.08 or max(1.0, abs(high) * 0.1)
    stretch = Stretch(first=low - pad, last=high + pad, left=LEFT, right=RIGHT)
    if not math.isfinite(stretch.last - stretch.first):
        return None
    least = 1.0 if all(each.is_integer() for each in known) else 0.0
    return Axis(
        stretches=(stretch,), narrow=_labels(stretch, NARROW, least), wide=_labels(stretch, WIDE, least)
    )


def step_of(length: float, most: int) -> float:
    """Return the least of 1, 2, 5 times a power of ten of which at most `most` fit into a length."""
    least = length / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def _labels(stretch: Stretch, width: int, least: float) -> tuple[Label, ...]:
    length = stretch.last - stretch.first
    step = max(step_of(length, width // _ROOM), least)
    first, last = math.ceil(stretch.first / step), math.floor(stretch.last / step)
    labels = (
        Label(
            at=stretch.left + (number * step - stretch.first) / length * (stretch.right - stretch.left),
            text=written(number * step, step),
        )
        for number in range(first, last + 1)
    )
    return without_touching(labels, width)


def written(value: float, step: float) -> str:
    """Return a number with no more decimals than the step has, thousands parted."""
    if abs(value) >= 1e15:  # beyond, a float has no units
        return f"{value:.3g}"
    return f"{value:,.{max(0, -math.floor(math.log10(step)))}f}"
