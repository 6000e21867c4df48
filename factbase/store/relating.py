"""Relating: what follows from how things rest on one another, kept in tables of its own outside every digest.

Each table is what a view of `schema.sql` defines (`expected_...`), or what following the dependencies gives. After a
bulk load all is worked out at once; after a recording only for what was touched, and what rests on that.
"""

from __future__ import annotations

import contextlib
import heapq
import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from factbase.store import graph, repeating, schema, touching
from factbase.store.connection import analyze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

Edge = tuple[int, int]
Row = tuple[int, int, int]

DEFINED = ("mandates", "principals", "reprints", "stances", "dependencies", "stance_roots", "latest_stances")
"""The tables that a view ``expected_...`` defines, in the order in which they follow from one another."""

_FOLLOWING = DEFINED.index("stance_roots")  # the first for which the dependencies are followed

FOLLOWED = ("roots", "loops", "unnamed_grounds")
"""The tables that come of following the dependencies."""

_INDEX = re.compile(r"^CREATE (?:UNIQUE )?INDEX (\w+) ON (\w+)", re.MULTILINE)

COLUMNS = {
    "mandates": "source, acts_for",
    "principals": "source, principal",
    "reprints": "document, original",
    "stances": "pk, question, answer_type, multiple, statement, answer, polarity, earliest, latest, low, high, "
    "confidence, speaker, principal, capacity, family, kind, certainty, said, said_earliest, said_latest, document, "
    "publisher, reporter, standing",
    "dependencies": "from_statement, to_statement, via, level",
    "stance_roots": "stance, root, voice, heard",
    "latest_stances": "stance, rests",
    "roots": "statement, root, in_loop",
    "loops": "statement, first",
    "unnamed_grounds": "statement, ground, own",
}
"""The columns of each table that follow from others."""


def relate(db: Database, statements: Iterable[int], gone: Iterable[int]) -> None:
    """Work out again, in the open changeset, what follows from what was recorded, changed or withdrawn in it.

    `statements` are those whose summaries were derived again, `gone` those that were withdrawn (both pks).
    """
    touched = set(statements) | set(gone)
    touched |= _represent(db)
    touched |= touching.answering(db)
    linked = touching.linked(db)
    starts = touched | linked | touching.carried(db, _reprint(db)) | touching.resting(db, touched)
    sides = touching.sides(db, touched)
    for table in ("stance_roots", "latest_stances"):
        _each(db, _delete_of(table), touched)
    _each(db, "DELETE FROM stances WHERE statement = ?", touched)
    _each(db, _insert("stances", "statement = ?"), touched)
    _each(db, "DELETE FROM dependencies WHERE from_statement = ?", starts)
    _each(db, _insert("dependencies", "from_statement = ?"), starts)
    above = touching.above(db, starts)
    for table, rows in _following(db, above):
        _each(db, f"DELETE FROM {table} WHERE statement = ?", above)  # noqa: S608 - names of ours
        _put(db, table, rows)
    _each(db, _delete_of("stance_roots"), above)
    _each(db, _insert("stance_roots", "statement = ?"), above)
    sides |= touching.sides(db, above | touching.taken_back(db, touched | linked))
    _take_sides(db, sides)
    repeating.repeat(db, touched | above)


def _represent(db: Database) -> set[int]:
    """Work out again who acts for whom, if that may have changed; return the statements (pks) that it changes."""
    if not touching.sources(db):
        return set()
    query = "SELECT source, principal FROM principals"
    before = set(db.conn.execute(query))
    for table in ("mandates", "principals"):
        _fill(db, table)
    return touching.speaking(
        db, {source for source, _ in before.symmetric_difference(db.conn.execute(query))}
    )


def _delete_of(table: str) -> str:
    return f"DELETE FROM {table} WHERE stance IN (SELECT pk FROM stances WHERE statement = ?)"  # noqa: S608 - ours


def _take_sides(db: Database, sides: set[Edge]) -> None:
    """Work out again which stances are the latest, for these pairs of a question and a principal."""
    held = "SELECT pk FROM stances WHERE question = ? AND principal = ?"
    db.conn.executemany(f"DELETE FROM latest_stances WHERE stance IN ({held})", sorted(sides))  # noqa: S608 - ours
    db.conn.executemany(_insert("latest_stances", "question = ? AND principal = ?"), sorted(sides))


def relate_all(db: Database) -> None:
    """Work out everything that follows, for every statement: after a bulk load whose summaries are there.

    The indexes of nouns and their parts must stand; those of the derived tables are made anew after their rows.
    """
    for table in DEFINED[:_FOLLOWING]:
        with _unindexed(db, table):
            _fill(db, table)
    for table, rows in _following(db, None):
        with _unindexed(db, table):
            db.conn.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
            if table == "roots":
                linked = {row[0] for row in rows}
                _put(db, table, _alone(db, linked))
            _put(db, table, rows)
    for table in DEFINED[_FOLLOWING:]:
        with _unindexed(db, table):
            _fill(db, table)
    repeating.repeat_all(db)


def differences(db: Database) -> Iterator[str]:
    """Yield what is not in the derived tables as it follows from the rows of this file."""
    yield from _not_as_defined(db, DEFINED[:_FOLLOWING])
    for table, rows in _following(db, None):
        pk = _first_differing(db, table, rows)
        if pk is not None:
            ident = touching.ids(db, [pk]).get(pk)
            yield (
                f'statement "{ident}": its {table} were altered'
                if ident
                else f"{table}: has rows of no statement"
            )
    yield from _not_as_defined(db, DEFINED[_FOLLOWING:])


def _first_differing(db: Database, table: str, rows: Iterable[tuple[int, ...]]) -> int | None:
    """Return the first statement (its pk) whose rows of a table are not these, both read in one order; else None."""
    following = sorted(set(rows))
    alone = _alone(db, {row[0] for row in following}) if table == "roots" else ()
    held = db.conn.execute(f"SELECT {COLUMNS[table]} FROM {table} ORDER BY {COLUMNS[table]}")  # noqa: S608 - ours
    for found, expected in zip_longest(held, heapq.merge(following, alone)):
        if found != expected:
            return min(row[0] for row in (found, expected) if row)
    return None


def _not_as_defined(db: Database, tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        columns = COLUMNS[table]
        for one, other in ((table, f"expected_{table}"), (f"expected_{table}", table)):
            query = f"SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other} LIMIT 1"  # noqa: S608 - ours
            if db.conn.execute(query).fetchone() is not None:
                yield f"{table}: was altered; it is not what follows from the rows"
                break


@contextlib.contextmanager
def _unindexed(db: Database, table: str) -> Iterator[None]:
    """Take the indexes of a derived table away while it is filled, and make them anew and measured after that."""
    commands = [each for each in schema.commands() if (found := _INDEX.search(each)) and found[2] == table]
    for command in commands:
        db.conn.execute(f"DROP INDEX IF EXISTS {_INDEX.findall(command)[0][0]}")
    yield
    for command in commands:
        db.conn.execute(command)
    analyze(db, table)


def _alone(db: Database, linked: set[int]) -> Iterator[Row]:
    """Yield the root of each statement that is linked to none: itself."""
    for (pk,) in db.conn.execute("SELECT pk FROM statements ORDER BY pk"):
        if pk not in linked:
            yield pk, pk, 0


def _fill(db: Database, table: str) -> None:
    db.conn.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
    db.conn.execute(_insert(table, "TRUE"))


def _insert(table: str, condition: str) -> str:
    columns = COLUMNS[table]
    return f"INSERT INTO {table} ({columns}) SELECT {columns} FROM expected_{table} WHERE {condition}"  # noqa: S608


def _put(db: Database, table: str, rows: Iterable[tuple[int, ...]]) -> None:
    marks = ", ".join("?" * len(COLUMNS[table].split(",")))
    db.conn.executemany(f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({marks})", rows)  # noqa: S608 - ours


def _each(db: Database, command: str, pks: Iterable[int]) -> None:
    db.conn.executemany(command, ((pk,) for pk in sorted(pks)))


def _reprint(db: Database) -> set[int]:
    """Work out again which originals the documents carry whose copying changed; return those documents (pks)."""
    documents = touching.copying(db)
    _each(db, "DELETE FROM reprints WHERE document = ?", documents)
    _each(
        db,
        "INSERT INTO reprints (document, original) WITH RECURSIVE carried (document, original) AS ("
        "SELECT document, original FROM copies WHERE document = ? UNION "
        "SELECT carried.document, copies.original FROM carried JOIN copies ON copies.document = carried.original) "
        "SELECT document, original FROM carried WHERE document <> original",
        documents,
    )
    return documents


def _following(db: Database, statements: set[int] | None) -> Iterator[tuple[str, list[tuple[int, ...]]]]:
    """Yield the tables of `FOLLOWED` with their rows for these statements (None: all that are linked or unnamed).

    For a loop stands the statement whose id is the first: pks would tell in which order it was recorded.
    """
    edges, unnamed = _edges(db, statements), _unnamed(db, statements)
    linked = {pk for edge in edges for pk in edge}
    standing = linked | unnamed if statements is None else _standing(db, statements)
    beyond = {end for _, end in edges} - standing
    ids = touching.ids(db, linked)
    known = touching.roots(db, beyond)
    found = graph.roots(edges, lambda loop: min(loop, key=ids.__getitem__), known)
    starts = linked if statements is None else standing
    yield (
        "roots",
        [
            (pk, root, int(looped))
            for pk in sorted(starts)
            for root, looped in sorted(found.get(pk) or ((pk, False),))
        ],
    )
    knots = ((pk, min(loop, key=ids.__getitem__)) for loop in graph.loops(edges) for pk in loop)
    yield "loops", sorted(knots)
    grounds = touching.grounds(db, beyond)
    ids |= touching.ids(db, grounds.values())
    least = graph.least(
        edges,
        {pk: ids[pk] for pk in linked & unnamed},
        {pk: ids[ground] for pk, ground in grounds.items()},
    )
    pks = {ids[pk]: pk for pk in {*(linked & unnamed), *grounds.values()}}
    resting = sorted((unnamed | set(least)) & standing)
    yield (
        "unnamed_grounds",
        [(pk, pks[least[pk]] if pk in least else pk, int(pk in unnamed)) for pk in resting],
    )


def _edges(db: Database, statements: set[int] | None) -> list[Edge]:
    query = "SELECT from_statement, to_statement FROM dependencies"
    return list(touching.of(db, query, "from_statement", statements))


def _standing(db: Database, statements: set[int] | None) -> set[int]:
    return {pk for (pk,) in touching.of(db, "SELECT pk FROM statements", "pk", statements)}


def _unnamed(db: Database, statements: set[int] | None) -> set[int]:
    if statements is None:
        return {pk for (pk,) in db.conn.execute("SELECT statement FROM unnamed_hops")}
    query = (
        "SELECT pk FROM statements WHERE pk = ? AND (EXISTS (SELECT 1 FROM attributions CROSS JOIN sources "
        "WHERE attributions.statement = statements.pk AND sources.pk = attributions.source AND sources.anonymous = 1) "
        "OR EXISTS (SELECT 1 FROM documents CROSS JOIN sources WHERE documents.pk = statements.document "
        "AND sources.pk = documents.publisher AND sources.anonymous = 1) "
        "OR EXISTS (SELECT 1 FROM documents CROSS JOIN sources WHERE documents.pk = statements.document "
        "AND sources.pk = documents.credit AND sources.anonymous = 1))"
    )
    return {pk for each in statements for (pk,) in db.conn.execute(query, (each,))}
