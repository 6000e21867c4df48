"""What one source says of an amount over time: answers as stops of a line, and few of them where there are many."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from factbase.plugin.drawing.days import Days

MOST_STOPS = 160
"""Into how many parts a line is cut that has more than four times as many points: of each at most four are drawn."""


@frozen(kw_only=True)
class Stop:
    """One answer: the days it is of, and from what to what it reaches (None: open)."""

    days: Days
    low: float | None
    high: float | None

    @property
    def level(self) -> float:
        """Where it is drawn: at its only bound, else in the middle of both."""
        known = [each for each in (self.low, self.high) if each is not None]
        return sum(known) / len(known)

    @property
    def low_end(self) -> float:
        """Its lower bound, or where it is drawn."""
        return self.level if self.low is None else self.low

    @property
    def high_end(self) -> float:
        """Its upper bound, or where it is drawn."""
        return self.level if self.high is None else self.high

    @property
    def open(self) -> str:
        """Which end is open: ``above`` of a floor, ``below`` of a ceiling, or neither."""
        return "above" if self.high is None else "below" if self.low is None else ""

    @property
    def at(self) -> float | None:
        """The day, or the middle of the days, as an ordinal; None if not known."""
        known = self.days.known
        return sum(known) / len(known) if known else None


@frozen(kw_only=True)
class Line:
    """All that one source says, in the order of time, in the pattern of a family; `second` tells two of one apart.

    `last` is its last answer, as short as it can be said.
    """

    name: str
    family: str
    stops: Sequence[Stop]
    last: str
    second: bool = False

    @property
    def open(self) -> str:
        """Which end most of its answers leave open."""
        ends = [each.open for each in self.stops]
        return max(("", "above", "below"), key=ends.count)

    @property
    def names(self) -> str:
        """Its classes."""
        return f"course course-{self.family}{' second' if self.second else ''}"


def few(stops: Sequence[Stop], most: int = MOST_STOPS) -> Sequence[Stop]:
    """Return stops that draw the same line: in each of `most` parts the first and the last, the lowest and the highest.

    Any two days or amounts between which all of them lie are still the ends of what is returned.
    """
    if len(stops) <= most * 4:
        return stops
    kept = []
    for part in range(most):
        start, end = (len(stops) * each // most for each in (part, part + 1))
        numbers = range(start, end)
        lowest, highest = (
            min(numbers, key=lambda each: stops[each].low_end),
            max(numbers, key=lambda each: stops[each].high_end),
        )
        kept += sorted({start, end - 1, lowest, highest})
    return [stops[each] for each in kept]
