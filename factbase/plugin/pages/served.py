"""Served: the base that a page asks, over the connection that Datasette gives, so that its limits hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factbase.base import Factbase
from factbase.errors import FactbaseError
from factbase.store.connection import around
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from sqlite_utils.utils import sqlite3


MOST_REBUILT = 3_000
"""The most statements of which a page rebuilds the past in memory; above that, `factbase snapshot` writes it."""


class TooLargeError(FactbaseError):
    """A page would have to rebuild more of the past than a server should for one reader."""


class Served(Factbase):
    """The present of a served database, read-only, on a connection that belongs to Datasette."""

    def __init__(self, connection: sqlite3.Connection, path: str | Path = "-") -> None:
        """Ask the database behind `connection`."""
        self.path, self.read_only = Path(path), True
        self._opened = around(connection)

    def at(self, *, as_of: str | None = None, known_by: str | None = None) -> Factbase:
        """Return the base as it stood then, the present itself when no time is given; close what it returns.

        Raises:
            FactbaseError: when there was no such changeset, or the text is no time.
            TooLargeError: when it would take too much memory.
        """
        if not as_of and not known_by:
            return self
        if self.counted("statement") > MOST_REBUILT:
            message = (
                f"this database holds more than {MOST_REBUILT} statements, too many to look back at in a page; "
                "`factbase snapshot` writes its past as a database of its own"
            )
            raise TooLargeError(message)
        base = self.as_of(as_of) if as_of else self
        return base.known_by(known_by) if known_by else base

    def counted(self, noun: Noun | str) -> int:
        """Return how many current records of a noun there are."""
        (count,) = self._database().conn.execute(f"SELECT count(*) FROM {noun}s").fetchone()  # noqa: S608 - ours
        return int(count)

    def holds(self, noun: Noun | str, ident: str) -> bool:
        """Tell whether there is a current record of that noun and id."""
        return self._find(Noun(noun), ident) is not None

    def close(self) -> None:
        """Let go of the connection; it stays open, since Datasette reads on with it."""
        self._opened = None


def is_factbase(connection: sqlite3.Connection) -> bool:
    """Tell whether the database behind a connection holds statements in our schema."""
    found = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name IN ('statements', 'changesets', 'statement_summary')"
    ).fetchone()
    return bool(found[0] == 3)
