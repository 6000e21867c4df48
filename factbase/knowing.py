"""What was known by a day: the records that had been published, or else said, by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from factbase import dates
from factbase.model import Document, Link, Question, Rating, Statement
from factbase.vocabulary import LinkType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.model import Record

_COPYING = frozenset({LinkType.COPIES, LinkType.TRANSLATES})


def known_by(records: Iterable[Record], day: str) -> list[Record]:
    """Return the records that were known by the end of `day` (an EDTF date).

    A document counts as known when the last day on which it may have been published has come, or one that copies or
    translates it is known, since a copy carries its statements. Where nothing tells when it was published, its
    statements count by when they were said, outermost hop first, and it is kept if one of them is. Ratings count by
    their date. Links and outcomes are kept if what they join or rest on is; a statement whose time is not known at all
    is left out, since nobody can say that it was known. Sources and topics stay as they are.

    Raises:
        ValueSyntaxError: when `day` is no date.
    """
    limit = dates.parse(day).latest or "9999-12-31"
    kept = list(records)
    documents = {record.id: record for record in kept if isinstance(record, Document)}
    shown = {ident for ident, each in documents.items() if _by(each.published, limit)}
    copied = _copied(documents, kept)
    shown |= _originals(shown, copied)
    statements: dict[str | None, Statement] = {
        record.id: record
        for record in kept
        if isinstance(record, Statement)
        and (record.document in shown or _said_by(record, documents[record.document], limit))
    }
    holding = {record.document for record in statements.values()} - shown
    shown |= holding | _originals(holding, copied)
    return [
        _without_future(record, statements) if isinstance(record, Question) else record
        for record in kept
        if _keeps(record, statements, shown, limit)
    ]


def _keeps(record: Record, statements: dict[str | None, Statement], shown: set[str], limit: str) -> bool:
    match record:
        case Document():
            return record.id in shown
        case Statement():
            return record.id in statements
        case Link():
            ends = {record.from_statement, record.to_statement} - {None}
            return ends <= statements.keys() and {record.from_document, record.to_document} - {None} <= shown
        case Rating():
            return _by(record.rated, limit) and (record.statement is None or record.statement in statements)
        case _:
            return True


def _said_by(statement: Statement, document: Document, limit: str) -> bool:
    said = next((hop.said for hop in statement.attributions if hop.said), None)
    return document.published is None and _by(said, limit)


def _by(date: str | None, limit: str) -> bool:
    latest = dates.parse(date).latest if date else None
    return latest is not None and latest <= limit


def _copied(documents: dict[str, Document], records: Iterable[Record]) -> dict[str, set[str]]:
    """Return what each document copies or translates, as it says itself or a link between the two does."""
    copied = {ident: {each.copy_of} - {None} for ident, each in documents.items()}
    for record in records:
        if isinstance(record, Link) and record.type in _COPYING and record.from_document in copied:
            copied[record.from_document].add(record.to_document)
    return {ident: {each for each in found if each} for ident, found in copied.items()}


def _originals(shown: set[str], copied: dict[str, set[str]]) -> set[str]:
    """Return what the known documents copy: a copy carries its original's statements."""
    found: set[str] = set()
    waiting = list(shown)
    while waiting:
        originals = copied[waiting.pop()] - found
        found |= originals
        waiting += originals
    return found


def _without_future(question: Question, statements: dict[str | None, Statement]) -> Question:
    """Return the question without an outcome that nothing known shows."""
    if question.outcome is None or question.outcome_statement in statements:
        return question
    return evolve(question, outcome=None, outcome_statement=None)
