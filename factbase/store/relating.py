"""Relating: what follows from how statements rest on one another, kept in tables of its own outside every digest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from factbase.store import graph, repeating

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database


def relate(db: Database, statements: Iterable[int], gone: Iterable[int]) -> None:
    """Work out again, in the open changeset, the roots of what was recorded or changed and of all that rests on it.

    `statements` are those whose summaries were derived again, `gone` those that were withdrawn (both pks).
    """
    linked = expected_roots(db)
    before = {
        pk for (pk,) in db.conn.execute("SELECT statement FROM roots WHERE root <> statement OR in_loop")
    }
    stale = before | set(linked) | set(statements) | set(gone)
    db.conn.executemany("DELETE FROM roots WHERE statement = ?", ((pk,) for pk in sorted(stale)))
    current = {
        pk
        for (pk,) in db.conn.execute(
            "SELECT pk FROM statements WHERE pk IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(stale)),),
        )
    }
    rows = (
        (pk, root, in_loop) for pk in sorted(current) for root, in_loop in sorted(linked.get(pk) or {(pk, 0)})
    )
    db.conn.executemany("INSERT INTO roots (statement, root, in_loop) VALUES (?, ?, ?)", rows)
    repeating.repeat(db, stale)


def relate_all(db: Database) -> None:
    """Work out the roots of every statement anew, after a bulk load whose summaries are there."""
    linked = expected_roots(db)
    db.conn.execute("DELETE FROM roots")
    db.conn.execute(
        "INSERT INTO roots (statement, root, in_loop) SELECT pk, pk, 0 FROM statements ORDER BY pk"
    )
    db.conn.executemany("DELETE FROM roots WHERE statement = ?", ((pk,) for pk in linked))
    rows = ((pk, root, in_loop) for pk in sorted(linked) for root, in_loop in sorted(linked[pk]))
    db.conn.executemany("INSERT INTO roots (statement, root, in_loop) VALUES (?, ?, ?)", rows)
    repeating.repeat_all(db)


def expected_roots(db: Database) -> dict[int, set[tuple[int, int]]]:
    """Return the roots of every statement that depends on another, as the dependencies have them.

    For a loop stands the statement whose id is the first: pks would tell in which order it was recorded.
    """

    def first(loop: list[int]) -> int:
        query = "SELECT pk FROM statements WHERE pk IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1"
        (pk,) = db.conn.execute(query, (json.dumps(loop),)).fetchone()
        return int(pk)

    edges = db.conn.execute("SELECT from_statement, to_statement FROM dependencies").fetchall()
    found = graph.roots(edges, first)
    return {start: {(root, int(looped)) for root, looped in found[start]} for start, _ in edges}
