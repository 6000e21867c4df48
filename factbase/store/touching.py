"""Touching: which statements an open changeset touches, directly or through what they rest on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

_OPEN = "(SELECT pk FROM changesets WHERE digest IS NULL)"
_LISTED = "(SELECT value FROM json_each(?))"
AT_ONCE = 5000
"""How many pks are asked for with one query."""


def sources(db: Database) -> bool:
    """Tell whether for whom a source acts may have changed: one that acts for another came, changed or went."""
    query = (
        f"SELECT EXISTS (SELECT 1 FROM sources WHERE recorded_in = {_OPEN} AND acts_for IS NOT NULL) "  # noqa: S608
        f"OR EXISTS (SELECT 1 FROM retired WHERE retired_in = {_OPEN} AND noun = 'source')"
    )
    return bool(db.conn.execute(query).fetchone()[0])


def speaking(db: Database, speakers: Iterable[int]) -> set[int]:
    """Return the statements that answer something, or take something back, spoken by one of these sources."""
    return _statements(db, "SELECT statement FROM stances WHERE speaker = ?", speakers) | _statements(
        db,
        "SELECT summaries.statement FROM summaries CROSS JOIN links WHERE summaries.speaker = ? "
        "AND links.from_statement = summaries.statement AND links.type IN ('corrects', 'retracts')",
        speakers,
    )


def answering(db: Database) -> set[int]:
    """Return the statements that answer a question of which another version was recorded."""
    query = (
        "SELECT answers.statement FROM retired JOIN answers ON answers.question = retired.row_pk "  # noqa: S608 - ours
        f"WHERE retired.retired_in = {_OPEN} AND retired.noun = 'question'"
    )
    return {pk for (pk,) in db.conn.execute(query)}


def linked(db: Database) -> set[int]:
    """Return the statements from which a link leads that came, changed or went."""
    query = (
        f"SELECT from_statement FROM links WHERE recorded_in = {_OPEN} AND from_statement IS NOT NULL "  # noqa: S608
        "UNION SELECT statements.pk FROM retired "
        "JOIN statements ON statements.id = json_extract(retired.body, '$.from_statement') "
        f"WHERE retired.retired_in = {_OPEN} AND retired.noun = 'link'"
    )
    return {pk for (pk,) in db.conn.execute(query)}


def taken_back(db: Database, statements: Iterable[int]) -> set[int]:
    """Return what these statements correct or retract, and what a link that came, changed or went leads to."""
    query = (
        f"SELECT to_statement FROM links WHERE recorded_in = {_OPEN} AND to_statement IS NOT NULL "  # noqa: S608
        "UNION SELECT statements.pk FROM retired "
        "JOIN statements ON statements.id = json_extract(retired.body, '$.to_statement') "
        f"WHERE retired.retired_in = {_OPEN} AND retired.noun = 'link'"
    )
    back = "SELECT to_statement FROM links WHERE from_statement = ? AND type IN ('corrects', 'retracts')"
    return {pk for (pk,) in db.conn.execute(query)} | _statements(db, back, statements)


def sides(db: Database, statements: Iterable[int]) -> set[tuple[int, int]]:
    """Return the pairs of a question and a principal whose stances these statements hold."""
    query = "SELECT question, principal FROM stances WHERE statement = ?"
    return {pair for pk in statements for pair in db.conn.execute(query, (pk,))}


def copying(db: Database) -> set[int]:
    """Return the documents of which it changed what they copy, with all that copied them or copy them now."""
    query = f"""
        SELECT pk FROM documents WHERE recorded_in = {_OPEN} AND copy_of IS NOT NULL
        UNION SELECT from_document FROM links WHERE recorded_in = {_OPEN} AND from_document IS NOT NULL
        UNION SELECT row_pk FROM retired WHERE retired_in = {_OPEN} AND noun = 'document'
          AND coalesce(json_extract(body, '$.copies'), json_extract(body, '$.translates')) IS NOT NULL
        UNION SELECT documents.pk FROM retired JOIN documents ON documents.id = json_extract(body, '$.from_document')
        WHERE retired.retired_in = {_OPEN} AND retired.noun = 'link'"""  # noqa: S608 - a query of ours
    found = {pk for (pk,) in db.conn.execute(query)}
    found |= _statements(db, "SELECT document FROM reprints WHERE original = ?", found)
    return _closure(db, "SELECT document FROM copies WHERE original = ?", found)


def carried(db: Database, documents: Iterable[int]) -> set[int]:
    """Return the statements of these documents."""
    return _statements(db, "SELECT pk FROM statements WHERE document = ?", documents)


def resting(db: Database, statements: set[int]) -> set[int]:
    """Return the statements that depended on these, or may depend on them because their documents copy theirs."""
    return _statements(
        db, "SELECT from_statement FROM dependencies WHERE to_statement = ?", statements
    ) | _statements(
        db,
        "SELECT carried.pk FROM statements AS printed CROSS JOIN reprints CROSS JOIN statements AS carried "
        "WHERE printed.pk = ? AND reprints.original = printed.document AND carried.document = reprints.document",
        statements,
    )


def above(db: Database, statements: set[int]) -> set[int]:
    """Return these statements and all that depend on one of them, directly or through others."""
    return _closure(db, "SELECT from_statement FROM dependencies WHERE to_statement = ?", statements)


def roots(db: Database, statements: Iterable[int]) -> dict[int, frozenset[tuple[int, bool]]]:
    """Return the roots of statements, as they are kept."""
    found: dict[int, set[tuple[int, bool]]] = {}
    query = "SELECT statement, root, in_loop FROM roots"
    for statement, root, in_loop in of(db, query, "statement", statements):
        found.setdefault(statement, set()).add((root, bool(in_loop)))
    return {statement: frozenset(each) for statement, each in found.items()}


def grounds(db: Database, statements: Iterable[int]) -> dict[int, int]:
    """Return the first unnamed ground of those of the statements that rest on one, as they are kept."""
    return dict(of(db, "SELECT statement, ground FROM unnamed_grounds", "statement", statements))


def ids(db: Database, statements: Iterable[int]) -> dict[int, str]:
    """Return the ids of statements by their pks."""
    return dict(of(db, "SELECT pk, id FROM statements", "pk", statements))


def of(db: Database, query: str, column: str, pks: Iterable[int] | None) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query whose `column` is one of these pks (None: all rows)."""
    if pks is None:
        yield from db.conn.execute(query)
        return
    listed = sorted(pks)
    for at in range(0, len(listed), AT_ONCE):
        command = f"{query} WHERE {column} IN {_LISTED}"
        yield from db.conn.execute(command, (json.dumps(listed[at : at + AT_ONCE]),))


def _statements(db: Database, query: str, pks: Iterable[int]) -> set[int]:
    return {found for pk in pks for (found,) in db.conn.execute(query, (pk,))}


def _closure(db: Database, query: str, pks: Iterable[int]) -> set[int]:
    found, waiting = set(pks), list(pks)
    while waiting:
        new = {each for (each,) in db.conn.execute(query, (waiting.pop(),))} - found
        found |= new
        waiting += new
    return found
