"""What every tool can do here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from benchmarks.questions import Rows

Ask = Callable[[Any, str], Rows]
"""Answers a question on an open connection for one argument."""


class Peer(Protocol):
    """A tool: a module of this package."""

    NAME: str
    CANNOT: tuple[str, ...]
    ASK: Mapping[str, Ask]

    @staticmethod
    def version() -> str:
        """Return the version of the tool."""

    @staticmethod
    def load(lines: str, db: str) -> None:
        """Load the file into a new database."""

    @staticmethod
    def opened(db: str) -> Any:  # noqa: ANN401 - each tool has its own connections
        """Open the database to be asked."""
