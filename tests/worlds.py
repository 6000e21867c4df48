"""Small worlds for tests of the views: a few records each, and a database that holds them.

A world is a list of records in which only what matters is written. `build` supplies the rest: an outlet for every
publisher or credit that is not declared, a person for every other source, a document for every one that is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factbase import Factbase
from factbase.model import (
    NOUNS,
    Answer,
    Attribution,
    Choice,
    Document,
    Likelihood,
    Link,
    Name,
    Question,
    Source,
    Statement,
)
from factbase.vocabulary import Kind, Noun, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factbase.model import Record

Row = dict[str, Any]


def source(ident: str, **fields: Any) -> Source:  # noqa: ANN401 - any field of the record
    """Return a source: a person named by its id, unless `fields` say otherwise."""
    return Source(**{"id": ident, "kind": "person", "names": (Name(name=ident),), **fields})


def unnamed(ident: str, **fields: Any) -> Source:  # noqa: ANN401 - any field of the record
    """Return a source whose name is not given."""
    return source(ident, anonymous=True, **fields)


def question(
    ident: str,
    answer_type: str = "yes-no",
    choices: str = "",
    **fields: Any,  # noqa: ANN401 - any field of the record
) -> Question:
    """Return a question; `choices` are its values, separated by spaces."""
    values = tuple(Choice(value=value, label=value) for value in choices.split())
    return Question(id=ident, text=f"{ident}?", answer_type=answer_type, choices=values, **fields)


def said(
    ident: str,
    by: str,
    answers: Mapping[str, str] | None = None,
    *,
    document: str = "herald",
    certainty: str | None = "certain",
    polarity: str = "affirms",
    kind: str = "assertion",
    on: str | None = None,
    hedge: str | None = None,
    likelihood: Mapping[str, str] | None = None,
    **fields: Any,  # noqa: ANN401 - any field of the record
) -> Statement:
    """Return a statement: `by` is its chain ("yoo > nis"), whose last hop commits itself; it spoke `on` a day."""
    *relays, speaker = by.split(" > ")
    unsure = kind in {Kind.REFUSAL, Kind.DIRECTIVE}
    last = Attribution(
        source=speaker,
        certainty=None if unsure else certainty,
        polarity=polarity,
        said=on,
        hedge=hedge,
        confidence="certain",
        likelihoods=[Likelihood(scheme=scheme, term=term) for scheme, term in (likelihood or {}).items()],
    )
    outer = tuple(Attribution(source=relay, confidence="certain") for relay in relays)
    return Statement(
        **{
            "id": ident,
            "document": document,
            "content": f"What {ident} says",
            "kind": kind,
            "attributions": (*outer, last),
            "answers": tuple(Answer(question=q, value=value) for q, value in (answers or {}).items()),
            **fields,
        }
    )


def rests(statement: str, on: str, how: str = "derived-from") -> Link:
    """Return the link by which a statement depends on another."""
    return Link(from_statement=statement, to_statement=on, type=how)


def chain(length: int, answer: str = "yes") -> list[Record]:
    """Return a chain of `length` links: s0 rests on s1, and so on; each by another speaker, all give one answer."""
    told = [said(f"s{n}", f"speaker-{n}", {"q": answer}, document=f"d{n}") for n in range(length + 1)]
    return [*told, *(rests(f"s{n}", f"s{n + 1}") for n in range(length))]


def build(*records: Record | Iterable[Record], base: Factbase | None = None) -> Factbase:
    """Record a world as one changeset, into a new database in memory or into `base`, and return the base."""
    written: list[Record] = []
    for part in records:
        if isinstance(part, tuple(NOUNS)):
            written.append(part)
        else:
            written.extend(part)
    known = _recorded(base) if base else set()
    base = base or Factbase(":memory:")
    with base.recording(by="tests", note="a small world") as changes:
        for record in [*written, *_missing(written, known)]:
            changes.add(record)
    return base


def rows(base: Factbase, view: str, *, order: str = "1, 2", **where: str) -> list[Row]:
    """Return the rows of a view in which every column of `where` is so, in the order of some of its columns."""
    conditions = " AND ".join(f"{name} = :{name}" for name in where) or "TRUE"
    cursor = base._database().conn.execute(f"SELECT * FROM {view} WHERE {conditions} ORDER BY {order}", where)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def row(base: Factbase, view: str, **where: str) -> Row:
    """Return the one row of a view in which every column of `where` is so."""
    found = rows(base, view, **where)
    assert len(found) == 1, found
    return found[0]


def columns(base: Factbase, view: str, *names: str, **where: str) -> list[tuple[Any, ...]]:
    """Return some columns of the rows that `rows` finds, sorted."""
    found = [tuple(each[name] for name in names) for each in rows(base, view, **where)]
    return sorted(found, key=lambda cells: [(cell is not None, cell) for cell in cells])


def counts(base: Factbase, **where: str) -> tuple[int, ...]:
    """Return statements, documents, publishers, utterances, origins and principals of the one answer that fits."""
    found = row(base, "corroboration", **where)
    names = ("statements", "documents", "publishers", "utterances", "origins", "principals")
    return tuple(found[name] for name in names)


def _recorded(base: Factbase) -> set[str]:
    both = (Noun.SOURCE, Noun.DOCUMENT)
    return {record.id or "" for noun in both for record in base.records(noun)}


def _missing(records: list[Record], known: set[str]) -> Iterable[Record]:
    documents = {record.id for record in records if isinstance(record, Document)}
    needed = {record.document for record in records if isinstance(record, Statement)}
    supplied = [Document(id=name, publisher=name) for name in sorted(needed - documents - known)]
    yield from supplied
    sources = {record.id for record in records if isinstance(record, Source)} | known
    outlets = {each.publisher for each in [*records, *supplied] if isinstance(each, Document)} | {
        each.credit for each in records if isinstance(each, Document) and each.credit
    }
    for name in sorted(outlets - sources):
        yield source(name, kind=SourceKind.OUTLET)
    hops = {hop.source for each in records if isinstance(each, Statement) for hop in each.attributions}
    for name in sorted(hops - outlets - sources):
        yield source(name)


__all__ = [
    "Row",
    "build",
    "chain",
    "columns",
    "counts",
    "question",
    "rests",
    "row",
    "rows",
    "said",
    "source",
    "unnamed",
]
