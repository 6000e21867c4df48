"""factbase: `factbase load`, then its public views in SQL."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING

from benchmarks.peers.sqlite import opened
from factbase.chains import fingerprint
from factbase.cli import main

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from benchmarks.peers.peer import Ask
    from benchmarks.questions import Rows

NAME = "factbase"
CANNOT: tuple[str, ...] = ()

CHAIN = "SELECT hop, source, certainty FROM provenance WHERE statement = :it"
JUDGEMENTS = "SELECT id, kind, certainty, polarity FROM assessments WHERE speaker = :it"
POSITIONS = "SELECT answer, statement, speaker, family, polarity FROM positions WHERE question = :it"
ORIGINS = """
SELECT stances.answer, stances.polarity, count(DISTINCT origins.speaker)
FROM stances JOIN roots ON roots.statement = stances.statement
JOIN summaries AS origins ON origins.statement = roots.root
JOIN questions ON questions.pk = stances.question
WHERE questions.id = :it GROUP BY stances.answer, stances.polarity
"""
SEARCH = """
SELECT statements.id FROM statements_fts JOIN statements ON statements.pk = statements_fts.rowid
WHERE statements_fts MATCH :it
"""
DUPLICATES = """
SELECT statements.id, documents.id FROM summaries JOIN statements ON statements.pk = summaries.statement
JOIN documents ON documents.pk = statements.document WHERE summaries.fingerprint = :it
"""


def version() -> str:
    """Return the version of factbase."""
    return version_of("factbase")


def load(lines: str, db: str) -> None:
    """Load as the command line does."""
    main(["load", db, lines, "--by", "bench"], standalone_mode=False)


def _rows(query: str, conn: sqlite3.Connection, it: str) -> Rows:
    return conn.execute(query, {"it": it}).fetchall()


ASK: Mapping[str, Ask] = {
    "chain": partial(_rows, CHAIN),
    "judgements": partial(_rows, JUDGEMENTS),
    "positions": partial(_rows, POSITIONS),
    "origins": partial(_rows, ORIGINS),
    "search": lambda conn, it: _rows(SEARCH, conn, f"{{content quote}} : ({it.replace(' ', ' AND ')})"),
    "duplicates": lambda conn, it: _rows(DUPLICATES, conn, fingerprint(it) or ""),
}

__all__ = ["ASK", "CANNOT", "NAME", "load", "opened", "version"]
