"""Patience: how long a page may ask its database, as a whole and for each part that it can do without."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from sqlite_utils.utils import sqlite3

V = TypeVar("V")

WHOLE, PARTS = 5, 3
"""A page may take as long as so many queries of a reader's (`sql_time_limit_ms`), its parts together as so many."""

Part = Callable[[Callable[[], Any], Any], Any]
"""Returns what is asked for, or what stands in its place: `Patience.part`, or `unhurried`."""

_STEPS = 1000
"""How many steps SQLite takes between two looks at the clock (https://sqlite.org/c3ref/progress_handler.html)."""


class Patience:
    """A deadline for everything that is asked on one connection; a ``with`` block that sets and lifts it."""

    def __init__(self, connection: sqlite3.Connection, limit: int) -> None:
        """Watch `connection`; `limit` is what one query may take, in milliseconds."""
        self.late = 0
        """How many parts were given up."""
        self._connection, self._limit = connection, limit / 1000
        self._until = self._parts_until = 0.0

    def __enter__(self) -> Self:
        now = time.perf_counter()
        self._until, self._parts_until = now + WHOLE * self._limit, now + PARTS * self._limit
        self._connection.set_progress_handler(lambda: time.perf_counter() >= self._until, _STEPS)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.set_progress_handler(None, _STEPS)

    def part(self, ask: Callable[[], V], otherwise: V) -> V:
        """Return what `ask` returns, or `otherwise` when it takes longer than one query may, or parts have so far."""
        whole, self._until = self._until, min(time.perf_counter() + self._limit, self._parts_until)
        try:
            return ask()
        except Exception as error:
            if not is_late(error):
                raise
            self.late += 1
            return otherwise
        finally:
            self._until = whole


def unhurried(ask: Callable[[], V], _: V) -> V:
    """Return what `ask` returns, however long it takes: for what no reader waits for."""
    return ask()


def is_late(error: Exception) -> bool:
    """Tell whether SQLite gave a query up at the deadline: it has no error class for that, only this word."""
    return str(error) == "interrupted"
