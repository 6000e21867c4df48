"""Rows as records: reading current nouns back, many at a time."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import frozen

from factbase.errors import NotFoundError
from factbase.model import (
    Choice,
    Document,
    Link,
    Name,
    Question,
    Rating,
    Record,
    Role,
    Source,
    Statement,
    Topic,
)
from factbase.store.rows import TABLES
from factbase.store.statements import Cells, among, held
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlite_utils import Database


BATCH = 500
"""How many records are read with one round of queries."""

Parts = dict[int, list[Cells]]


R_co = TypeVar("R_co", bound=Record, covariant=True)


@frozen
class Stored(Generic[R_co]):
    """A record as it stands in the database: its pk, its recorded digest, and the number of its changeset."""

    record: R_co
    pk: int
    digest: str
    recorded_in: int


def fetch(db: Database, noun: Noun, pks: Iterable[int]) -> Iterator[Stored[Record]]:
    """Yield the current records with these pks, in the order of the pks."""
    remaining = iter(pks)
    while batch := list(islice(remaining, BATCH)):
        yield from _FETCH[noun](db, batch)


def statements(db: Database, pks: Iterable[int]) -> Iterator[Stored[Statement]]:
    """Yield the current statements with these pks, in their order."""
    remaining = iter(pks)
    while batch := list(islice(remaining, BATCH)):
        yield from _statements(db, batch)


def publication(db: Database, ident: str) -> Document:
    """Return of the document of that id what statements in it follow from: who published it, and when.

    Raises:
        NotFoundError: when there is none, or what it names was taken out by hand.
    """
    query = """
        SELECT publishers.id, credits.id, documents.published FROM documents
        JOIN sources AS publishers ON publishers.pk = documents.publisher
        LEFT JOIN sources AS credits ON credits.pk = documents.credit
        WHERE documents.id = ?"""
    row = db.conn.execute(query, (ident,)).fetchone()
    if row is None:
        message = f'the document "{ident}" cannot be read: it, or what it names, is gone'
        raise NotFoundError(message)
    publisher, credit, published = row
    return Document(id=ident, publisher=publisher, credit=credit, published=published)


def question(db: Database, pk: int) -> Question:
    """Return the current question of that pk."""
    return next(_questions(db, [pk])).record


def fetch_all(db: Database, noun: Noun, *, by_id: bool = False) -> Iterator[Stored[Record]]:
    """Yield every current record of a noun, in the order of the pks or, `by_id`, of the ids; a page at a time."""
    column, last = ("id", "") if by_id else ("pk", -1)
    query = f"SELECT pk, {column} FROM {TABLES[noun]} WHERE {column} > ? ORDER BY {column} LIMIT {BATCH}"  # noqa: S608 - ours
    while batch := db.conn.execute(query, (last,)).fetchall():
        found = _FETCH[noun](db, sorted(pk for pk, _ in batch))
        yield from sorted(found, key=_ident) if by_id else found
        last = batch[-1][1]


def _ident(stored: Stored[Record]) -> str:
    return stored.record.id or ""


def find_pk(db: Database, noun: Noun, ident: str) -> int | None:
    """Return the pk of the current record of that id, or None."""
    row = db.conn.execute(f"SELECT pk FROM {TABLES[noun]} WHERE id = ?", (ident,)).fetchone()  # noqa: S608 - ours
    return None if row is None else int(row[0])


def find(db: Database, noun: Noun, ident: str) -> Stored[Record] | None:
    """Return the current record of that id, or None."""
    pk = find_pk(db, noun, ident)
    return None if pk is None else next(fetch(db, noun, [pk]), None)


def _rows(db: Database, query: str, pks: list[int]) -> Iterator[Cells]:
    """Yield the rows of a query that names the pks as ``:pks``."""
    condition, values = among(pks)
    return iter(db.conn.execute(query.replace(":pks", condition), values).fetchall())


def _parts(db: Database, query: str, pks: list[int]) -> Parts:
    """Return the rows of a query by their first column, which is the owner."""
    found: Parts = defaultdict(list)
    for owner, *cells in _rows(db, query, pks):
        found[owner].append(tuple(cells))
    return found


def _topics(db: Database, pks: list[int]) -> Iterator[Stored[Topic]]:
    query = "SELECT pk, digest, recorded_in, id, kind, name FROM topics WHERE pk :pks ORDER BY pk"
    for pk, digest, recorded_in, ident, kind, name in _rows(db, query, pks):
        yield Stored(Topic(id=ident, kind=kind, name=name), pk, digest, recorded_in)


def _sources(db: Database, pks: list[int]) -> Iterator[Stored[Source]]:
    names = _parts(
        db,
        "SELECT source, name, language FROM source_names WHERE source :pks ORDER BY source, position",
        pks,
    )
    roles = _parts(
        db,
        'SELECT source, title, capacity, start, "end" FROM roles WHERE source :pks ORDER BY source, position',
        pks,
    )
    query = """
        SELECT sources.pk, sources.digest, sources.recorded_in, sources.id, sources.kind, sources.anonymous,
          sources.reason, sources.capacity, principals.id, sources.wikidata
        FROM sources LEFT JOIN sources AS principals ON principals.pk = sources.acts_for
        WHERE sources.pk :pks ORDER BY sources.pk"""
    for pk, digest, recorded_in, ident, kind, anonymous, reason, capacity, acts_for, wikidata in _rows(
        db, query, pks
    ):
        record = Source(
            id=ident,
            kind=kind,
            names=tuple(Name(name=name, language=language) for name, language in names[pk]),
            anonymous=bool(anonymous),
            reason=reason,
            capacity=capacity,
            acts_for=acts_for,
            wikidata=wikidata,
            roles=tuple(Role(title=t, capacity=c, start=start, end=end) for t, c, start, end in roles[pk]),
        )
        yield Stored(record, pk, digest, recorded_in)


def _documents(db: Database, pks: list[int]) -> Iterator[Stored[Document]]:
    query = """
        SELECT documents.pk, documents.digest, documents.recorded_in, documents.copy_type, originals.id,
          documents.id, publishers.id, documents.title, credits.id, documents.byline, documents.url,
          documents.archived_url, documents.published, documents.retrieved, documents.language,
          documents.media_type, documents.rights, documents.text, documents.sha256, documents.seen
        FROM documents
        JOIN sources AS publishers ON publishers.pk = documents.publisher
        LEFT JOIN sources AS credits ON credits.pk = documents.credit
        LEFT JOIN documents AS originals ON originals.pk = documents.copy_of
        WHERE documents.pk :pks ORDER BY documents.pk"""
    names = (
        "id publisher title credit byline url archived_url published retrieved language media_type rights text sha256 "
        "seen"
    ).split()
    for pk, digest, recorded_in, copy_type, original, *cells in _rows(db, query, pks):
        fields = dict(zip(names, cells, strict=True))
        fields["seen"] = bool(fields["seen"])
        if copy_type in {"copies", "translates"}:
            fields[copy_type] = original
        yield Stored(Document(**fields), pk, digest, recorded_in)


def _questions(db: Database, pks: list[int]) -> Iterator[Stored[Question]]:
    choices = _parts(
        db,
        "SELECT question, value, label FROM choices WHERE question :pks ORDER BY question, position",
        pks,
    )
    query = """
        SELECT questions.pk, questions.digest, questions.recorded_in, questions.multiple, questions.id, questions.text,
          questions.answer_type, questions.timezone, questions.precision, questions.unit, questions.resolution,
          questions.deadline, questions.outcome, statements.id
        FROM questions LEFT JOIN statements ON statements.pk = questions.outcome_statement
        WHERE questions.pk :pks ORDER BY questions.pk"""
    names = (
        "id text answer_type timezone precision unit resolution deadline outcome outcome_statement".split()
    )
    for pk, digest, recorded_in, multiple, *cells in _rows(db, query, pks):
        options = tuple(Choice(value=value, label=label) for value, label in choices[pk])
        fields = dict(zip(names, cells, strict=True))
        yield Stored(Question(choices=options, multiple=bool(multiple), **fields), pk, digest, recorded_in)


def _statements(db: Database, pks: list[int]) -> Iterator[Stored[Statement]]:
    for pk, digest, recorded_in, record in held(db, pks).records():
        yield Stored(record, pk, digest, recorded_in)


def _ratings(db: Database, pks: list[int]) -> Iterator[Stored[Rating]]:
    query = """
        SELECT ratings.pk, ratings.digest, ratings.recorded_in, ratings.id, sources.id, statements.id, evaluators.id,
          ratings.scheme, ratings.value, ratings.rated, ratings.reason
        FROM ratings
        JOIN sources AS evaluators ON evaluators.pk = ratings.evaluator
        LEFT JOIN sources ON sources.pk = ratings.source
        LEFT JOIN statements ON statements.pk = ratings.statement
        WHERE ratings.pk :pks ORDER BY ratings.pk"""
    names = "id source statement evaluator scheme value rated reason".split()
    for pk, digest, recorded_in, *cells in _rows(db, query, pks):
        yield Stored(Rating(**dict(zip(names, cells, strict=True))), pk, digest, recorded_in)


def _links(db: Database, pks: list[int]) -> Iterator[Stored[Link]]:
    query = """
        SELECT links.pk, links.digest, links.recorded_in, links.id, from_statements.id, to_statements.id,
          from_documents.id, to_documents.id, links.type, links.confidence, links.basis
        FROM links
        LEFT JOIN statements AS from_statements ON from_statements.pk = links.from_statement
        LEFT JOIN statements AS to_statements ON to_statements.pk = links.to_statement
        LEFT JOIN documents AS from_documents ON from_documents.pk = links.from_document
        LEFT JOIN documents AS to_documents ON to_documents.pk = links.to_document
        WHERE links.pk :pks ORDER BY links.pk"""
    names = "id from_statement to_statement from_document to_document type confidence basis".split()
    for pk, digest, recorded_in, *cells in _rows(db, query, pks):
        yield Stored(Link(**dict(zip(names, cells, strict=True))), pk, digest, recorded_in)


_FETCH: dict[Noun, Callable[[Database, list[int]], Iterator[Stored[Record]]]] = {
    Noun.TOPIC: _topics,
    Noun.SOURCE: _sources,
    Noun.DOCUMENT: _documents,
    Noun.QUESTION: _questions,
    Noun.STATEMENT: _statements,
    Noun.RATING: _ratings,
    Noun.LINK: _links,
}
