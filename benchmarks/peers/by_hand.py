"""The loader written by hand: it makes the same database as factbase, so it is only timed, and not asked."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from benchmarks import bare
from benchmarks.bare_rows import CODEC

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.peers.peer import Ask

NAME = "by hand"
CANNOT = ("nothing is checked: a file with one wrong line makes a wrong database or a traceback",)
ASK: Mapping[str, Ask] = {}


def version() -> str:
    """Return with what it decodes."""
    return f"{CODEC.__name__} {getattr(CODEC, '__version__', '')}, sqlite3 {sqlite3.sqlite_version}"


def opened(db: str) -> Any:  # noqa: ANN401 - as for every tool
    """Open the database."""
    return sqlite3.connect(db)


def load(lines: str, db: str) -> None:
    """Load the lines."""
    bare.load(db, [lines])
