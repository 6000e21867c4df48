"""A budget for answers: how much memory the rows of one query may take, counted as they come."""

from __future__ import annotations

from contextlib import contextmanager
from sys import getsizeof
from typing import TYPE_CHECKING, Any
from weakref import ReferenceType, ref

from factbase.plugin import limits

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class Budget:
    """Makes the rows of a connection as they were made before, and refuses those that take an answer beyond `most`."""

    def __init__(self, connection: sqlite3.Connection, most: int = limits.MOST) -> None:
        """Take the place of the connection's own ``row_factory``; `most` is in bytes."""
        self.most = most
        self._make: Any = connection.row_factory
        self._error = connection.OperationalError
        self._asked: ReferenceType[Any] | None = None
        self._left = most
        connection.row_factory = self

    def __call__(self, cursor: Any, values: tuple[Any, ...]) -> Any:  # noqa: ANN401 - what sqlite3 gives and takes
        """Return the row of these values.

        Raises:
            OperationalError: when it is more than may be held.
        """
        if self._asked is None or self._asked() is not cursor:
            # No more than a reference: a cursor that is held keeps the file locked.
            self._asked, self._left = ref(cursor), self.most
        self._left -= sum(map(getsizeof, values))
        if self._left < 0:
            del values  # Datasette keeps the error, and with it this frame, until much later
            message = "the answer is too big: ask for fewer or shorter rows"
            raise self._error(message)
        return self._make(cursor, values) if self._make else values


@contextmanager
def raised(connection: sqlite3.Connection, most: int = limits.MOST_OF_A_PAGE) -> Iterator[None]:
    """Let answers take more for a while, for a page that keeps little of what it reads."""
    budget = connection.row_factory
    if not isinstance(budget, Budget):
        yield
        return
    usual, budget.most = budget.most, most
    try:
        yield
    finally:
        budget.most = usual
