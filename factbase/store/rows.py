"""Records as rows: which rows of which tables a record is, its derived bounds among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, assert_never

from factbase import answering, dates
from factbase.model import VOID, Document, Link, Question, Rating, Source, Statement, Topic
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from factbase.model import Answer, Attribution, Record

Cell = str | int | float | None
Row = tuple[Cell, ...]
Tables = Mapping[str, list[Row]]
PkOf = Callable[[Noun, str], int]
QuestionOf = Callable[[str], Question]

TABLES: dict[Noun, str] = {noun: f"{noun}s" for noun in Noun}
"""The table of each noun."""

PARTS: dict[Noun, tuple[str, ...]] = {
    Noun.SOURCE: ("source_names", "roles"),
    Noun.QUESTION: ("choices",),
    Noun.STATEMENT: ("spans", "attributions", "likelihoods", "answers", "declines", "statement_topics"),
}
"""The tables that hold the parts of a noun."""

_NOUN = "pk id digest recorded_in "
COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(columns.split())
    for table, columns in {
        "topics": _NOUN + "kind name",
        "sources": _NOUN + "kind name anonymous reason capacity acts_for wikidata",
        "documents": _NOUN + "title publisher credit byline url archived_url published published_earliest "
        "published_latest retrieved language media_type rights text sha256 copy_of copy_type seen",
        "questions": _NOUN
        + "text answer_type multiple timezone precision unit resolution deadline deadline_earliest "
        "deadline_latest outcome outcome_earliest outcome_latest outcome_low outcome_high outcome_statement",
        "statements": _NOUN + "document content kind words stated condition event_date event_date_earliest "
        "event_date_latest event_date_printed locator",
        "ratings": _NOUN + "source statement evaluator scheme value rated rated_earliest rated_latest reason",
        "links": _NOUN + "from_statement to_statement from_document to_document type confidence basis",
        "source_names": "source position name language",
        "roles": "source position title capacity start start_earliest end end_latest",
        "choices": "question position value label",
        "spans": "statement position part start end exact locator",
        "attributions": "statement step source as_printed cue hedge certainty polarity capacity said said_earliest "
        "said_latest said_printed confidence basis",
        "likelihoods": "statement step scheme term",
        "answers": "statement question value written earliest latest low high confidence",
        "declines": "statement question",
        "statement_topics": "statement topic",
    }.items()
}
"""The columns that are written, in the order of the rows; parts get their own pk from SQLite."""


@cache
def insert(table: str) -> str:
    """Return the INSERT for one row of a table."""
    columns = COLUMNS[table]
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608 - names are ours


def rows(  # noqa: PLR0911, PLR0913 - a record of any noun, and all that its rows refer to
    record: Record, *, pk: int, digest: str, recorded_in: int, pk_of: PkOf, question_of: QuestionOf
) -> Iterable[tuple[str, Row]]:
    """Return the rows of a record with their tables, its own first, then its parts.

    `pk_of` gives the pk of what it names, `question_of` the question that it answers.
    """
    head: Row = (pk, record.id, digest, recorded_in)

    def ref(noun: Noun, ident: str | None) -> int | None:
        return None if ident is None else pk_of(noun, ident)

    match record:
        case Statement():
            tables: defaultdict[str, list[Row]] = defaultdict(list)
            statement_rows(tables, record, head, pk_of, question_of)
            return [(table, row) for table, found in tables.items() for row in found]
        case Topic():
            return [("topics", (*head, str(record.kind), record.name))]
        case Source():
            return _source(record, head, ref(Noun.SOURCE, record.acts_for))
        case Document():
            return [("documents", (*head, *_document(record, pk_of)))]
        case Question():
            return _question(record, head, ref(Noun.STATEMENT, record.outcome_statement))
        case Rating():
            targets = ref(Noun.SOURCE, record.source), ref(Noun.STATEMENT, record.statement)
            judged = str(record.scheme), record.value, *_dated(record.rated), record.reason
            return [("ratings", (*head, *targets, pk_of(Noun.SOURCE, record.evaluator), *judged))]
        case Link():
            statements = (ref(Noun.STATEMENT, end) for end in (record.from_statement, record.to_statement))
            documents = (ref(Noun.DOCUMENT, end) for end in (record.from_document, record.to_document))
            how = str(record.type), str(record.confidence), str(record.basis)
            return [("links", (*head, *statements, *documents, *how))]
        case _:
            assert_never(record)


def _dated(text: str | None) -> tuple[str | None, str | None, str | None]:
    if text is None:
        return None, None, None
    dating = dates.parse(text)
    return text, dating.earliest, dating.latest


def _term(term: str | None) -> str | None:
    return None if term is None else str(term)


def _source(source: Source, head: Row, acts_for: int | None) -> Iterator[tuple[str, Row]]:
    told = int(source.anonymous), source.reason, _term(source.capacity), acts_for, source.wikidata
    yield "sources", (*head, str(source.kind), source.name, *told)
    for position, name in enumerate(source.names, start=1):
        yield "source_names", (head[0], position, name.name, name.language)
    for position, role in enumerate(source.roles, start=1):
        start = dates.parse(role.start).earliest if role.start else None
        end = dates.parse(role.end).latest if role.end else None
        yield "roles", (head[0], position, role.title, str(role.capacity), role.start, start, role.end, end)


def _document(document: Document, pk_of: PkOf) -> Row:
    original = document.copy_of
    return (
        document.title,
        pk_of(Noun.SOURCE, document.publisher),
        None if document.credit is None else pk_of(Noun.SOURCE, document.credit),
        document.byline,
        document.url,
        document.archived_url,
        *_dated(document.published),
        document.retrieved,
        document.language,
        document.media_type,
        _term(document.rights),
        document.text,
        document.sha256,
        None if original is None else pk_of(Noun.DOCUMENT, original),
        None if original is None else "copies" if document.copies else "translates",
        int(document.seen),
    )


def _question(question: Question, head: Row, outcome_statement: int | None) -> Iterator[tuple[str, Row]]:
    value = None
    if question.outcome is not None and question.outcome != VOID:
        value = answering.read(question, question.outcome)
    yield (
        "questions",
        (
            *head,
            question.text,
            str(question.answer_type),
            int(question.multiple),
            question.timezone,
            _term(question.precision),
            question.unit,
            question.resolution,
            *_dated(question.deadline),
            question.outcome,
            *((value.earliest, value.latest, value.low, value.high) if value else (None,) * 4),
            outcome_statement,
        ),
    )
    for position, choice in enumerate(question.choices, start=1):
        yield "choices", (head[0], position, choice.value, choice.label)


def statement_rows(
    tables: Tables, statement: Statement, head: Row, pk_of: PkOf, question_of: QuestionOf
) -> None:
    """Add the rows of a statement, or of what has its fields, to those of their tables; `head` is pk, id, digest ..."""
    pk = head[0]
    words, event = statement.words, statement.event_date
    tables["statements"].append(
        (
            *head,
            pk_of(Noun.DOCUMENT, statement.document),
            statement.content,
            str(statement.kind),
            None if words is None else str(words),
            str(statement.stated),
            statement.condition,
            *((None, None, None) if event is None else _dated(event)),
            statement.event_date_printed,
            statement.locator,
        )
    )
    for position, span in enumerate(statement.spans, start=1):
        row = (pk, position, str(span.part), span.start, span.end, span.exact, span.locator)
        tables["spans"].append(row)
    for step, hop in enumerate(statement.attributions, start=1):
        tables["attributions"].append(_hop(pk, step, hop, pk_of(Noun.SOURCE, hop.source)))
        for each in hop.likelihoods:
            tables["likelihoods"].append((pk, step, each.scheme, each.term))
    for answer in statement.answers:
        tables["answers"].append((pk, *_answer(answer, pk_of, question_of)))
    for question in statement.declines:
        tables["declines"].append((pk, pk_of(Noun.QUESTION, question)))
    for topic in statement.topics:
        tables["statement_topics"].append((pk, pk_of(Noun.TOPIC, topic)))


def _hop(pk: Cell, step: int, hop: Attribution, source: int) -> Row:
    certainty, capacity, said = hop.certainty, hop.capacity, hop.said
    confidence, basis = hop.confidence, hop.basis
    return (
        pk,
        step,
        source,
        hop.as_printed,
        hop.cue,
        hop.hedge,
        None if certainty is None else str(certainty),
        str(hop.polarity),
        None if capacity is None else str(capacity),
        *((None, None, None) if said is None else _dated(said)),
        hop.said_printed,
        None if confidence is None else str(confidence),
        None if basis is None else str(basis),
    )


def _answer(answer: Answer, pk_of: PkOf, question_of: QuestionOf) -> Row:
    value = answering.read(question_of(answer.question), answer.value)
    bounds = value.earliest, value.latest, value.low, value.high
    question = pk_of(Noun.QUESTION, answer.question)
    return question, answer.value, answer.written, *bounds, str(answer.confidence)
