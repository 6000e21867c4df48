"""Standing still: whether all that one thing rests on is now as it was after a changeset.

Then what stood is asked of the rows that stand, by their indexes, and no earlier version need be read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import frozen

from factbase.store.fetching import find_pk
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

MOST = 2000
"""How many later withdrawals are looked at; with more, it is not told that something stood still."""

_REMEMBERED = 10_000
_IN = "IN (SELECT value FROM json_each(?))"


@frozen(kw_only=True)
class Surroundings:
    """All that an answer about one thing is made of (pks)."""

    statements: set[int]
    documents: set[int]
    sources: set[int]
    questions: set[int]


class Standstill:
    """Tells of one thing after the other whether it stood still since a changeset; what it told it remembers."""

    def __init__(self, at: int) -> None:
        """Tell what stood still since the changeset of that number."""
        self._at = at
        self._newest = at
        self._told: dict[tuple[Noun, str], bool] = {}

    def holds(self, db: Database, noun: Noun, ident: str) -> bool:
        """Tell whether nothing that a question about one statement or question reads has changed since then.

        False may also mean that it would take long to tell.
        """
        newest = db.conn.execute("SELECT max(pk) FROM changesets").fetchone()[0] or 0
        if newest <= self._at:
            return True
        if newest != self._newest or len(self._told) >= _REMEMBERED:
            self._newest, self._told = newest, {}
        if (noun, ident) not in self._told:
            self._told[noun, ident] = _still(db, noun, ident, self._at)
        return self._told[noun, ident]


def _still(db: Database, noun: Noun, ident: str, at: int) -> bool:
    pk = find_pk(db, noun, ident)
    if pk is None or noun not in {Noun.STATEMENT, Noun.QUESTION}:
        return False
    around = _surroundings(db, noun, pk)
    named = {
        "statements": around.statements,
        "documents": around.documents,
        "sources": around.sources,
        "questions": around.questions,
    }
    for table, pks in named.items():
        query = f"SELECT 1 FROM {table} WHERE pk {_IN} AND recorded_in > ? LIMIT 1"  # noqa: S608 - ours
        if db.conn.execute(query, (_list(pks), at)).fetchone():
            return False
    return not _linked_since(db, around, at) and not _withdrawn_since(db, around, at)


def _surroundings(db: Database, noun: Noun, pk: int) -> Surroundings:
    statements, questions = {pk}, {pk}
    if noun is Noun.STATEMENT:
        questions = {
            *_column(db, "answers", "question", "statement", statements),
            *_column(db, "declines", "question", "statement", statements),
        }
        # What rests on it may have drifted from it.
        statements = _reached(db, statements, "to_statement", "from_statement")
    else:
        statements = set()
    statements |= set(_column(db, "answers", "statement", "question", questions))
    statements |= set(_column(db, "declines", "statement", "question", questions))
    statements |= set(_column(db, "questions", "outcome_statement", "pk", questions))
    statements = _reached(db, statements, "from_statement", "to_statement")
    statements |= set(_column(db, "links", "from_statement", "to_statement", statements))
    documents = set(_column(db, "statements", "document", "pk", statements))
    documents |= set(_column(db, "reprints", "document", "original", documents))
    documents |= set(_column(db, "reprints", "original", "document", documents))
    sources = {
        *_column(db, "attributions", "source", "statement", statements),
        *_column(db, "documents", "publisher", "pk", documents),
        *_column(db, "documents", "credit", "pk", documents),
    }
    sources |= set(_column(db, "mandates", "acts_for", "source", sources))
    return Surroundings(statements=statements, documents=documents, sources=sources, questions=questions)


def _reached(db: Database, statements: set[int], start: str, end: str) -> set[int]:
    """Return these statements, and all to which dependencies lead from them, from one end to the other."""
    found, new = set(statements), statements
    while new:
        new = set(_column(db, "dependencies", end, start, new)) - found
        found |= new
    return found


def _linked_since(db: Database, around: Surroundings, at: int) -> bool:
    """Tell whether a link or a copy that leads from or to what is around was recorded later."""
    ends = {
        "from_statement": around.statements,
        "to_statement": around.statements,
        "from_document": around.documents,
        "to_document": around.documents,
    }
    for column, pks in ends.items():
        query = f"SELECT 1 FROM links WHERE {column} {_IN} AND recorded_in > ? LIMIT 1"  # noqa: S608 - ours
        if db.conn.execute(query, (_list(pks), at)).fetchone():
            return True
    return False


def _withdrawn_since(db: Database, around: Surroundings, at: int) -> bool:
    """Tell whether a version that was part of what is around, or led to it, was changed or withdrawn later."""
    query = "SELECT noun, row_pk, body FROM retired WHERE retired_in > ? AND noun IN ('statement', 'document', 'link')"
    rows = db.conn.execute(f"{query} LIMIT {MOST + 1}", (at,)).fetchall()
    if len(rows) > MOST:
        return True
    names = {
        *_column(db, "statements", "id", "pk", around.statements),
        *_column(db, "documents", "id", "pk", around.documents),
        *_column(db, "questions", "id", "pk", around.questions),
    }
    pks = {"statement": around.statements, "document": around.documents, "link": set[int]()}
    return any(pk in pks[noun] or not names.isdisjoint(_named(body)) for noun, pk, body in rows)


def _named(body: str) -> Iterator[str]:
    """Yield every text of a body that may be an id of what it names."""
    waiting = [json.loads(body)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each


def _list(pks: Iterable[int]) -> str:
    return json.dumps(sorted(pks))


def _column(db: Database, table: str, column: str, key: str, pks: Iterable[int]) -> list[Any]:
    """Return what stands in a column of the rows whose key is one of these pks."""
    query = f"SELECT {column} FROM {table} WHERE {key} {_IN} AND {column} IS NOT NULL"  # noqa: S608 - names of ours
    return [value for (value,) in db.conn.execute(query, (_list(pks),))]
