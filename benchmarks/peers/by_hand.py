"""The loader written by hand: it makes the same database as factbase, so it is only timed, and asked by factbase."""

from __future__ import annotations

from benchmarks import bare
from benchmarks.peers import ours

NAME = "by hand"
CANNOT = ("nothing is checked: a file with one wrong line makes a wrong database or a traceback",)
ASK, opened = ours.ASK, ours.opened


def version() -> str:
    """Return with what it decodes."""
    return f"{bare.loads.__module__}, sqlite3 {bare.sqlite3.sqlite_version}"


def load(lines: str, db: str) -> None:
    """Load the lines."""
    bare.load(db, [lines])
