"""History: which versions stood at a changeset, whole or only those that one id or question needs."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

from factbase import checks, wire
from factbase.model import Document, Link, Question, Record, Statement
from factbase.store import deriving, relating, schema
from factbase.store.connection import reading
from factbase.store.fetching import Stored, fetch, fetch_all, find_pk
from factbase.store.rows import TABLES, insert, rows
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from factbase.store.rows import Row

Key = tuple[Noun, str]
Needed = Callable[["Database", "Iterable[Key]", int], list[Record]]
"""Returns what stood at a changeset of all that some ids need."""

_MOST = 1 << 14
"""How many rows are written together, and of how many ids the pk is remembered."""

_CHANGESET = "pk, parent, recorded_at, recorded_by, why, file, route, digest"
_RETIRED = "pk, noun, id, row_pk, version, digest, body, recorded_in, retired_in, why"
_STOOD = "recorded_in <= :at AND retired_in > :at"


def standing(db: Database, noun: Noun, at: int, *, by_id: bool = False) -> Iterator[Stored[Record]]:
    """Yield every version of a noun that stood at the changeset of number `at`.

    What stands still comes first, in the order of the pks, then what was retired since; `by_id` all in that order.
    """
    current = (stored for stored in fetch_all(db, noun, by_id=by_id) if stored.recorded_in <= at)
    order = "id" if by_id else "row_pk"
    query = f"SELECT row_pk, digest, recorded_in, body FROM retired WHERE noun = :noun AND {_STOOD} ORDER BY {order}"  # noqa: S608
    retired = (
        Stored(wire.decode(noun, body), pk, digest, recorded_in)
        for pk, digest, recorded_in, body in db.conn.execute(query, {"noun": str(noun), "at": at})
    )
    if by_id:
        yield from heapq.merge(current, retired, key=lambda stored: stored.record.id or "")
    else:
        yield from current
        yield from retired


def stood(db: Database, noun: Noun, ident: str, at: int) -> Record | None:
    """Return the version of one id that stood at the changeset of number `at`; only its rows are read."""
    pk = find_pk(db, noun, ident)
    if pk is not None:
        stored = next(fetch(db, noun, [pk]))
        if stored.recorded_in <= at:
            return stored.record
    query = f"SELECT body FROM retired WHERE noun = :noun AND id = :id AND {_STOOD}"  # noqa: S608 - a condition of ours
    row = db.conn.execute(query, {"noun": str(noun), "id": ident, "at": at}).fetchone()
    return None if row is None else wire.decode(noun, row[0])


def versions(db: Database, noun: Noun, ident: str) -> list[Record]:
    """Return every version of one id, the first one first: what was retired, then what stands."""
    query = "SELECT body FROM retired WHERE noun = :noun AND id = :id ORDER BY version"
    earlier = [
        wire.decode(noun, body)
        for (body,) in db.conn.execute(query, {"noun": str(noun), "id": ident}).fetchall()
    ]
    pk = find_pk(db, noun, ident)
    return earlier if pk is None else [*earlier, *(stored.record for stored in fetch(db, noun, [pk]))]


def closure(db: Database, seeds: Iterable[Key], at: int) -> list[Record]:
    """Return the versions that stood at `at` of these ids, and of all that they rest on.

    That is everything they name, and for a statement the links that lead away from it, for a document all its links
    and its copies, and what stands in those of which it is one, for a question the statements that answer or decline
    it, and the links that lead to those: a retraction answers nothing itself.
    """
    waiting, found = list(seeds), dict[Key, Record]()
    asked_for = {ident for noun, ident in waiting if noun is Noun.QUESTION}
    while waiting:
        key = waiting.pop()
        record = found.get(key) or stood(db, *key, at)
        if record is None or key in found:
            continue
        found[key] = record
        waiting += [(noun, ident) for _, noun, ident in checks.references(record)]
        waiting += _copied(db, record, at)
        match record:
            case Statement():
                waiting += _naming(db, Noun.LINK, "from_statement", record.id or "", at)
            case Document():
                waiting += _naming(db, Noun.LINK, "from_document", record.id, at)
                waiting += _naming(db, Noun.LINK, "to_document", record.id, at)
                waiting += _copies(db, record.id, at)
            case Question() if record.id in asked_for:
                answering = _answering(db, record.id, at)
                waiting += answering
                waiting += [
                    key for _, ident in answering for key in _naming(db, Noun.LINK, "to_statement", ident, at)
                ]
            case _:
                pass
    return list(found.values())


def neighbourhood(db: Database, seeds: Iterable[Key], at: int) -> list[Record]:
    """Return the versions that stood at `at` as `closure` does, of these statements and of what they answered."""
    keys = list(seeds)
    records = [stood(db, noun, ident, at) for noun, ident in keys]
    for record in records:
        if isinstance(record, Statement):
            asked = (*(answer.question for answer in record.answers), *record.declines)
            keys += [(Noun.QUESTION, ident) for ident in asked]
    return closure(db, keys, at)


def grounding(db: Database, seeds: Iterable[Key], at: int) -> list[Record]:
    """Return the versions that stood at `at` of these statements, of all that they name, and of all that they rest on.

    That is what their links lead to, and what stands in the documents of which theirs are copies.
    """
    waiting, found = list(seeds), dict[Key, Record]()
    while waiting:
        key = waiting.pop()
        record = None if key in found else stood(db, *key, at)
        if record is None:
            continue
        found[key] = record
        waiting += [(noun, ident) for _, noun, ident in checks.references(record)]
        waiting += _copied(db, record, at)
        match record:
            case Statement():
                waiting += _naming(db, Noun.LINK, "from_statement", record.id or "", at)
            case Document():
                waiting += _naming(db, Noun.LINK, "from_document", record.id, at)
            case _:
                pass
    return list(found.values())


def _copied(db: Database, record: Record, at: int) -> list[Key]:
    """Return what stood in the original of a document, or in the one to which a link leads."""
    match record:
        case Document():
            document = record.copy_of
        case Link():
            document = record.to_document
        case _:
            return []
    if document is None:
        return []
    query = (
        "SELECT statements.id FROM documents JOIN statements ON statements.document = documents.pk "  # noqa: S608 - ours
        "WHERE documents.id = :id AND statements.recorded_in <= :at UNION "
        f"SELECT id FROM retired WHERE noun = 'statement' AND {_STOOD} AND json_extract(body, '$.document') = :id"
    )
    return [(Noun.STATEMENT, name) for (name,) in db.conn.execute(query, {"id": document, "at": at})]


def _naming(db: Database, noun: Noun, column: str, ident: str, at: int) -> list[Key]:
    table, target = TABLES[noun], "statements" if column.endswith("statement") else "documents"
    query = (
        f"SELECT {table}.id FROM {table} JOIN {target} ON {target}.pk = {table}.{column} "  # noqa: S608 - names of ours
        f"WHERE {target}.id = :id AND {table}.recorded_in <= :at UNION "
        f"SELECT id FROM retired WHERE noun = '{noun}' AND {_STOOD} AND json_extract(body, '$.{column}') = :id"
    )
    return [(noun, name) for (name,) in db.conn.execute(query, {"id": ident, "at": at})]


def _copies(db: Database, ident: str, at: int) -> list[Key]:
    query = (
        "SELECT documents.id FROM documents JOIN documents AS originals ON originals.pk = documents.copy_of "  # noqa: S608
        "WHERE originals.id = :id AND documents.recorded_in <= :at UNION "
        f"SELECT id FROM retired WHERE noun = 'document' AND {_STOOD} AND :id IN "
        "(json_extract(body, '$.copies'), json_extract(body, '$.translates'))"
    )
    return [(Noun.DOCUMENT, name) for (name,) in db.conn.execute(query, {"id": ident, "at": at})]


def _answering(db: Database, ident: str, at: int) -> list[Key]:
    query = (
        "SELECT statements.id FROM questions JOIN answers ON answers.question = questions.pk "  # noqa: S608 - ours
        "JOIN statements ON statements.pk = answers.statement "
        "WHERE questions.id = :id AND statements.recorded_in <= :at "
        "UNION SELECT statements.id FROM questions JOIN declines ON declines.question = questions.pk "
        "JOIN statements ON statements.pk = declines.statement "
        "WHERE questions.id = :id AND statements.recorded_in <= :at "
        f"UNION SELECT id FROM retired WHERE noun = 'statement' AND {_STOOD} AND ("
        "EXISTS (SELECT 1 FROM json_each(body, '$.answers') WHERE json_extract(value, '$.question') = :id) OR "
        "EXISTS (SELECT 1 FROM json_each(body, '$.declines') WHERE value = :id))"
    )
    return [(Noun.STATEMENT, name) for (name,) in db.conn.execute(query, {"id": ident, "at": at})]


def write_snapshot(
    db: Database, out: Database, at: int, told: Callable[[Record], Record] | None = None
) -> None:
    """Write into the empty database `out`, within its open transaction, the database as it was after changeset `at`.

    Rows keep their pk, digest and changeset, so that the snapshot verifies to the same head. `told` says of each
    record, of earlier versions too, what is written of it: the same with less, such as a document without its text.
    """
    as_told = told or _whole
    schema.create(out, triggers=False)
    with reading(db):
        _copy(db, out, "changesets", _CHANGESET, "pk <= ?", at)
        _copy_retired(db, out, at, as_told)
        pk_of, question_of = lru_cache(_MOST)(partial(_pk, db)), lru_cache(_MOST)(partial(_question, db, at))
        for noun in Noun:
            made = (
                rows(
                    as_told(stored.record),
                    pk=stored.pk,
                    digest=stored.digest,
                    recorded_in=stored.recorded_in,
                    pk_of=pk_of,
                    question_of=question_of,
                )
                for stored in standing(db, noun, at)
            )
            _write(out, chain.from_iterable(made))
    deriving.derive_all(out)
    out.conn.execute("ANALYZE")  # else what rests on what is looked for in an order that takes minutes
    relating.relate_all(out)
    schema.create_triggers(out)
    out.conn.execute("ANALYZE")


def _write(out: Database, made: Iterable[tuple[str, Row]]) -> None:
    """Insert rows into their tables, so many at a time that a statement is made ready once for many rows."""
    remaining = iter(made)
    while batch := list(islice(remaining, _MOST)):
        tables: dict[str, list[Row]] = {}
        for table, row in batch:
            tables.setdefault(table, []).append(row)
        for table, group in tables.items():
            out.conn.executemany(insert(table), group)


def _pk(db: Database, noun: Noun, ident: str) -> int:
    """Return the pk of an id, which is the same in all its versions."""
    query = "SELECT row_pk FROM retired WHERE noun = ? AND id = ? LIMIT 1"
    return find_pk(db, noun, ident) or int(db.conn.execute(query, (noun, ident)).fetchone()[0])


def _question(db: Database, at: int, ident: str) -> Question:
    """Return a question as it stood, as statements that stood then answer it."""
    return cast("Question", stood(db, Noun.QUESTION, ident, at))


def _whole(record: Record) -> Record:
    return record


def _copy_retired(db: Database, out: Database, at: int, told: Callable[[Record], Record]) -> None:
    marks = ", ".join("?" * len(_RETIRED.split(",")))
    query = f"SELECT {_RETIRED} FROM retired WHERE retired_in <= ? ORDER BY pk"  # noqa: S608 - columns of ours
    for row in db.conn.execute(query, (at,)):
        named = dict(zip(_RETIRED.split(", "), row, strict=True))
        record = wire.decode(Noun(named["noun"]), named["body"])
        less = told(record)
        if less is not record:
            named["body"] = wire.encode(less).decode()
        out.conn.execute(f"INSERT INTO retired ({_RETIRED}) VALUES ({marks})", tuple(named.values()))  # noqa: S608 - ours


def _copy(db: Database, out: Database, table: str, columns: str, condition: str, at: int) -> None:  # noqa: PLR0913
    marks = ", ".join("?" * len(columns.split(",")))
    taken = db.conn.execute(f"SELECT {columns} FROM {table} WHERE {condition} ORDER BY pk", (at,))  # noqa: S608 - ours
    out.conn.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", taken)  # noqa: S608 - ours
