"""Quick answers to whether a value is sound, so that a record without fault is checked in a few microseconds.

Each says yes only where `Faults` finds nothing; whatever gets a no is looked at again by `Faults`, which tells why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factbase import dates
from factbase.errors import ValueSyntaxError
from factbase.vocabulary import (
    Basis,
    Capacity,
    Certainty,
    Confidence,
    Family,
    Kind,
    Part,
    Polarity,
    Stated,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from factbase.model.attribution import Attribution, Likelihood
    from factbase.model.statement import Answer, Span, Statement

WITHOUT_CERTAINTY = (Kind.REFUSAL, Kind.DIRECTIVE)
"""The kinds that commit to nothing."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 250

matches_id: Callable[[str], object] = _ID.fullmatch
"""Tells whether a text has the form of an id, of whatever length."""


def is_id(value: object) -> bool:
    """Tell whether the value is an id."""
    return type(value) is str and len(value) <= _LONGEST_ID and matches_id(value) is not None


_SEEN: set[str] = set()
_DATES: set[str] = set()
_MOST_SEEN = 1 << 16


def is_id_of_many(value: object) -> bool:
    """Tell whether the value is an id, remembering those that are: for ids that many records name."""
    if type(value) is not str:
        return False
    if value in _SEEN:
        return True
    if not is_id(value):
        return False
    if len(_SEEN) >= _MOST_SEEN:
        _SEEN.clear()
    _SEEN.add(value)
    return True


def storable(text: str) -> bool:
    """Tell whether a text can be stored: a lone surrogate has no UTF-8, and SQLite ends a text at a NUL."""
    if "\x00" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_text(value: object) -> bool:
    """Tell whether the value is text that says something and can be stored."""
    if type(value) is not str or not value or value.isspace():
        return False
    return (value.isascii() and "\x00" not in value) or storable(value)


def is_text_or_none(value: object) -> bool:
    """Tell whether the value is None or text that says something and can be stored."""
    return value is None or is_text(value)


def is_date_or_none(value: object) -> bool:
    """Tell whether the value is None or a date in EDTF."""
    if value is None:
        return True
    if type(value) is not str:
        return False
    if value in _DATES:
        return True
    try:
        dates.parse(value)
    except ValueSyntaxError:
        return False
    if len(_DATES) >= _MOST_SEEN:
        _DATES.clear()
    _DATES.add(value)
    return True


def is_likelihood(likelihood: Likelihood) -> bool:
    """Tell whether a likelihood says a scheme and a term."""
    return is_text(likelihood.scheme) and is_text(likelihood.term)


def is_hop(hop: Attribution) -> bool:
    """Tell whether a hop is sound, if each of its likelihoods is."""
    return (
        is_id_of_many(hop.source)
        and ((printed := hop.as_printed) is None or is_text(printed))
        and ((cue := hop.cue) is None or is_text(cue))
        and ((hedge := hop.hedge) is None or is_text(hedge))
        and (hop.said_printed is None or is_text(hop.said_printed))
        and ((certainty := hop.certainty) is None or type(certainty) is Certainty)
        and type(hop.polarity) is Polarity
        and ((capacity := hop.capacity) is None or type(capacity) is Capacity)
        and is_date_or_none(hop.said)
        and ((confidence := hop.confidence) is None or type(confidence) is Confidence)
        and ((basis := hop.basis) is None or type(basis) is Basis)
        and (basis is not Basis.INFERRED or confidence is not None)
        and (not hop.likelihoods or _schemes_in_order(hop.likelihoods))
    )


def _schemes_in_order(likelihoods: tuple[Likelihood, ...]) -> bool:
    """Tell whether there is at most one likelihood of each scheme, in the order of these."""
    schemes = [each.scheme for each in likelihoods]
    return len(schemes) < 2 or schemes == sorted(set(schemes))


def is_span(span: Span) -> bool:
    """Tell whether a span is sound."""
    start, exact = span.start, span.exact
    return (
        is_text(exact)
        and type(start) is int
        and type(span.end) is int
        and 0 <= start < span.end == start + len(exact)
        and type(span.part) is Part
        and (span.locator is None or is_text(span.locator))
    )


def is_answer(answer: Answer) -> bool:
    """Tell whether an answer is sound, whatever its question takes."""
    return (
        is_id_of_many(answer.question)
        and is_text(answer.value)
        and (answer.written is None or is_text(answer.written))
        and type(answer.confidence) is Confidence
    )


def is_statement(statement: Statement) -> bool:
    """Tell whether a statement is sound, if each of its hops, spans and answers is."""
    kind = statement.kind
    return (
        type(kind) is Kind
        and is_id_of_many(statement.document)
        and ((ident := statement.id) is None or is_id(ident))
        and is_text(statement.content)
        and ((words := statement.words) is None or type(words) is Words)
        and type(statement.stated) is Stated
        and ((condition := statement.condition) is None or is_text(condition))
        and ((printed := statement.event_date_printed) is None or is_text(printed))
        and is_date_or_none(statement.event_date)
        and ((family := statement.family) is None or _is_family_of(kind, family))
        and ((locator := statement.locator) is None or (not statement.spans and is_text(locator)))
        and _is_chain(statement.attributions, bare=kind in WITHOUT_CERTAINTY)
        and (not (topics := statement.topics) or _are_sorted_ids(topics))
        and (not statement.answers or (kind is not Kind.REFUSAL and _are_sorted(statement.answers)))
        and (not (declined := statement.declines) or (kind is Kind.REFUSAL and _are_sorted_ids(declined)))
    )


def _is_family_of(kind: Kind, family: Family) -> bool:
    return family is kind.family


def _is_chain(hops: tuple[Attribution, ...], *, bare: bool) -> bool:
    """Tell whether every hop commits, none follows itself, and none spoke after one outside it."""
    if not hops:
        return False
    before = None
    dated = 0
    for hop in hops:
        if hop.certainty is None or hop.source == before:
            return False
        dated += hop.said is not None
        before = hop.source
    if bare and hops[-1].certainty is not Certainty.UNCOMMITTED:
        return False
    return dated < 2 or not any(
        said_after(inner, outer) for step, inner in enumerate(hops) for outer in hops[:step]
    )


def _are_sorted_ids(values: tuple[str, ...]) -> bool:
    before = ""
    for value in values:
        if not is_id_of_many(value) or value <= before:
            return False
        before = value
    return True


def _are_sorted(answers: tuple[Answer, ...]) -> bool:
    """Tell whether answers are in their order, none of them twice."""
    if len(answers) < 2:
        return True
    given = [(answer.question, answer.value) for answer in answers]
    return given == sorted(set(given))


def said_after(inner: Attribution, outer: Attribution) -> bool:
    """Tell whether a hop spoke after one that passed it on."""
    if inner.said is None or outer.said is None:
        return False
    try:
        first, last = dates.parse(inner.said).earliest, dates.parse(outer.said).latest
    except ValueError:  # the hop's own check has reported the date
        return False
    return first is not None and last is not None and first > last
