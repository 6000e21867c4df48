"""Problems are values: what is wrong, where, and what was probably meant; they are collected, then shown together."""

from __future__ import annotations

import difflib
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST_PART = 3
"""How many characters of a name point to it."""
_MOST_WEIGHED = 5000


class Severity(StrEnum):
    """How much a problem matters: an error stops the run, a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


@frozen(kw_only=True)
class Location:
    """A place in a file: its path as given by the user, and line and column counted from 1.

    What was made in Python has no line (0): its path then says which record it is.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@frozen(kw_only=True)
class Fault:
    """Something wrong inside one record: the field's path (``attributions[1].certainty``), why, and what was meant."""

    field: str
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        meant = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.field}: {self.message}{meant}"


@frozen(kw_only=True)
class Problem:
    """A fault with its place in a file; `str` gives ``path:line:column: message``."""

    location: Location
    message: str
    suggestion: str | None = None
    severity: Severity = field(default=Severity.ERROR)

    def __str__(self) -> str:
        kind = "warning: " if self.severity is Severity.WARNING else ""
        meant = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.location}: {kind}{self.message}{meant}"


def place(problem: Problem) -> tuple[str, int, int]:
    """Return the order of problems in a listing: by path, line and column."""
    return problem.location.path, problem.location.line, problem.location.column


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Return the known name nearest to what was written, or None when none is near.

    Nearness is the Ratcliff/Obershelp ratio of `difflib.get_close_matches`, with its default cut-off of 0.6; where no
    name comes up to that, the shortest that holds what was written (three characters at least) is near. Of more than
    5,000 names only those are weighed that begin or end alike.
    """
    names = _narrowed(written, list(known))
    if close := difflib.get_close_matches(written, names, n=1):
        return close[0]
    holding = (name for name in names if len(written) >= SHORTEST_PART and written in name)
    return min(holding, key=len, default=None)


def _narrowed(written: str, names: list[str]) -> list[str]:
    """Return the names that are worth weighing: to weigh a million takes minutes."""
    if len(names) <= _MOST_WEIGHED:
        return names
    for kept in (len(written) * 3 // 4, len(written) // 2, len(written) // 3):
        begun, ended = written[:kept], written[-kept:]
        alike = [name for name in names if name.startswith(begun) or name.endswith(ended)]
        if kept >= SHORTEST_PART and alike:
            return sorted(alike, key=lambda name: abs(len(name) - len(written)))[:_MOST_WEIGHED]
    return [name for name in names if written in name]


def did_you_mean(written: str, known: Iterable[str]) -> str | None:
    """Return ``did you mean "x"?`` for the `nearest` known name, or None when none is near."""
    near = nearest(written, known)
    return f'did you mean "{near}"?' if near else None
