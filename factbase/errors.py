"""One root for every error factbase raises on purpose, so that callers can catch them all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.problems import Fault, Problem


class FactbaseError(Exception):
    """The root of all errors that factbase raises deliberately."""


class ValueSyntaxError(FactbaseError, ValueError):
    """A written value (a date, a number) that cannot be read; the message says what was wrong and what is allowed."""


class RecordError(FactbaseError, ValueError):
    """A record that cannot exist: one `Fault` for each field that is wrong, all of them at once."""

    def __init__(self, what: str, faults: Iterable[Fault]) -> None:
        """Keep the faults of the record described by `what` (for example ``statement "a-b"``)."""
        self.what = what
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{what}: {fault}" for fault in self.faults))


class FactsError(FactbaseError):
    """Facts that cannot be recorded: every `Problem` found in the run. Nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in the order in which they should be shown."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class StoreError(FactbaseError):
    """The database file cannot be used as asked: not ours, newer than this version, busy, read-only, full, altered."""


class HistoryError(FactbaseError):
    """A recording that history does not allow, such as withdrawing what another row names."""


class NotFoundError(FactbaseError, LookupError):
    """No row has the id asked for; the message names the nearest one, `near`, if any; `noun` is what was asked for."""

    def __init__(self, message: str, *, noun: str = "", near: str | None = None) -> None:
        """Keep what was asked for, and the id that was probably meant."""
        self.noun, self.near = noun, near
        super().__init__(f'{message}; did you mean "{near}"?' if near else message)
