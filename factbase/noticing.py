"""Noticing: what a reader of one statement should mind, from the provenance views, each in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from factbase.errors import NotFoundError
from factbase.findings import StatementSummary
from factbase.vocabulary import Certainty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from factbase.findings import CertaintyShift
    from factbase.reader import Reader

Side = tuple[str, str, str]
"""A view's column for this statement, its column for the other, and what that makes of the other."""

SIDES: dict[str, tuple[Side, ...]] = {
    "disputes": (
        ("statement_a", "statement_b", "Disputed by:"),
        ("statement_b", "statement_a", "Disputed by:"),
    ),
    "revisions": (
        ("statement", "earlier_statement", "It revises"),
        ("earlier_statement", "statement", "It was revised:"),
    ),
    "drift": (
        ("statement", "source_statement", "It departs from what it rests on:"),
        ("source_statement", "statement", "It was retold otherwise:"),
    ),
}


@frozen(kw_only=True)
class Notice:
    """Something to be minded, in words, and the other statements that it is about."""

    words: str
    others: tuple[StatementSummary, ...] = ()


def notices(base: Reader, ident: str, questions: Iterable[str]) -> Iterator[Notice]:
    """Yield what is to be minded about a statement that answers these questions."""
    for unnamed in base.rests_on_unnamed(statement=ident):
        yield Notice(words=f"It rests on an unnamed source: {unnamed.why}.")
    for loop in base.circular_reporting(statement=ident):
        yield Notice(words=f"It rests on itself, by way of a loop: {loop.loop}.")
    for shift in base.certainty_shifts(statement=ident):
        yield _surer(base, shift)
    for missing in base.unanchored(statement=ident):
        yield Notice(words=f"It has no exact words: {missing.why}.")
    for question in questions:
        yield from _pairs(base, ident, question)


def _surer(base: Reader, shift: CertaintyShift) -> Notice:
    outer, inner = (base.source(each).name for each in (shift.outer_source, shift.inner_source))
    told = (
        f"{outer} {_stand(shift.outer_certainty)}, {inner} {_stand(shift.inner_certainty)}: "
        "a hedge was lost on the way."
    )
    return Notice(words=told, others=_summaries(base, filter(None, [shift.source_statement])))


def _stand(certainty: str) -> str:
    return "does not commit to it" if certainty == Certainty.UNCOMMITTED else f"puts it as {certainty}"


def _pairs(base: Reader, ident: str, question: str) -> Iterator[Notice]:
    """Yield the pairs of the question's positions in which the statement is one."""
    asked: dict[str, Callable[..., list[Any]]] = {
        "disputes": base.disputes,
        "revisions": base.revisions,
        "drift": base.drift,
    }
    for view, sides in SIDES.items():
        for own, other, words in sides:
            found = asked[view](**{"question": question, own: ident})
            ids = dict.fromkeys(getattr(each, other) for each in found)
            if ids:
                yield Notice(words=words, others=_summaries(base, ids))


def _summaries(base: Reader, idents: Iterable[str]) -> tuple[StatementSummary, ...]:
    found = []
    for ident in idents:
        try:
            found.append(base.summary(ident))
        except NotFoundError:
            continue
    return tuple(found)
