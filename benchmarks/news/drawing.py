"""Random numbers and what is drawn by them: items, numbers by Zipf's law, dates; and records without empty fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
Record = dict[str, Any]

Draw = Callable[[], float]

FIRST_DAY, DAYS = date(2015, 1, 1), 3650
"""When the first document was published, and for how many days they go on."""


def pick(options: Sequence[T], draw: Draw) -> T:
    """Return one of some things."""
    return options[int(draw() * len(options))]


def zipf(count: int, draw: Draw) -> int:
    """Return a number from 0 to count - 1, the n-th about n times rarer than the first."""
    return min(int((count + 1) ** draw()) - 1, count - 1)


def evenly(count: int, draw: Draw) -> int:
    """Return such a number with a short head: no question is answered by a tenth of all that is said."""
    return int(count * draw() ** 1.3)


def slug(text: str) -> str:
    """Return the id that a name gives."""
    plain = text.replace("ü", "u").replace("Ó", "o").lower()
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in plain).split())


def compact(pairs: Record) -> Record:
    """Return a record without what is absent or empty, as the export writes it."""
    return {name: value for name, value in pairs.items() if value not in (None, [], ())}


def edtf(day: date, draw: Draw) -> str:
    """Return a date in EDTF: mostly plain days."""
    how = draw()
    if how < 0.7:
        return day.isoformat()
    if how < 0.8:
        return f"{day:%Y-%m}"
    if how < 0.88:
        return f"{day}/{day + timedelta(days=9)}"
    return (f"../{day:%Y}", f"{day}/..", f"{day:%Y-%m}~", f"{day:%Y-%m}-2X", f"{day:%Y}")[int(draw() * 5)]
