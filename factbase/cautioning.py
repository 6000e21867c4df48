"""Cautioning: what is not wrong but should be looked at, from all records together: the warnings of a facts folder."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from factbase.chains import fingerprint
from factbase.model import Document, Link, Question, Rating, Record
from factbase.vocabulary import Kind, LinkType, Noun, RatingScheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factbase.base import Factbase
    from factbase.findings import StatementSummary

R = TypeVar("R")

CONFIRMED = "1"
"""The credibility that says "confirmed by other independent sources" (Admiralty code)."""

FEWEST_WORDS = 5
"""How many words two quotes must share to be no accident."""

_RESTING = frozenset({LinkType.DERIVED_FROM, LinkType.COPIES, LinkType.TRANSLATES})


@frozen(kw_only=True)
class Caution:
    """A record of which one field should be looked at, and why."""

    record: Record
    field: str
    message: str


def cautions(base: Factbase) -> list[Caution]:
    """Return everything in `base` that should be looked at, in the order of `CAUTIONS`."""
    return [found for each in CAUTIONS for found in each(base)]


def confirmed_by_too_few(base: Factbase) -> Iterator[Caution]:
    """A credibility of 1 says that other independent sources confirm it: two origins at least stand behind it."""
    rated = [
        each
        for each in _records(base, Rating, Noun.RATING)
        if each.scheme is RatingScheme.CREDIBILITY and each.value == CONFIRMED and each.statement
    ]
    columns, rows = base.table("answer_roots") if rated else ([], iter(()))
    held = [dict(zip(columns, row, strict=True)) for row in rows]
    for rating in rated:
        origins = _origins(base, rating.statement or "", held)
        if origins < 2:
            found = f"{origins} independent origin{'' if origins == 1 else 's'}"
            message = f'credibility 1 says "confirmed by other sources", but "{rating.statement}" has {found}'
            yield Caution(record=rating, field="value", message=message)


def _origins(base: Factbase, ident: str, held: Iterable[Mapping[str, Any]]) -> int:
    """Return how many independent origins stand behind an answer of a statement, over claims and assessments together.

    `held` are the rows of the view `answer_roots`. Whoever both claims and assesses it is one origin, and so are all
    unnamed sources together.
    """
    of_answer: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for each in held:
        of_answer[each["question_id"], each["answer"], each["polarity"]].append(each)
    most = 0
    for rows in of_answer.values():
        if not any(each["statement_id"] == ident for each in rows):
            continue
        vouched = [each for each in rows if each["standing"] == "vouched"]
        ids = {each["statement"]: each["statement_id"] for each in vouched}
        roots = {each["root"] for each in vouched} & ids.keys()
        voices = [base.source(base.summary(ids[root]).speaker) for root in sorted(roots)]
        named = {each.id for each in voices if not each.anonymous}
        most = max(most, len(named) + any(each.anonymous for each in voices))
    return most


def recorded_twice(base: Factbase) -> Iterator[Caution]:
    """One speaker's same words, or what one reporter tells of it alike, in statements that do not rest on one another.

    Two reporters who heard the same are no duplicate, unless they print the same words (`FEWEST_WORDS` at least).
    """
    told: dict[tuple[str, str, str], list[StatementSummary]] = defaultdict(list)
    for each in base.summaries():
        told[each.speaker, each.kind, fingerprint(each.content) or each.id].append(each)
        if len((each.quote or "").split()) >= FEWEST_WORDS:
            told[each.speaker, "", fingerprint(each.quote) or each.id].append(each)
    pairs = {
        (one.id, other.id): (one, other) for same in told.values() for one, other in combinations(same, 2)
    }
    for one, other in pairs.values():
        if _may_be_one(base, one, other):
            message = (
                f'is likely what "{one.id}" says too: link the two (derived-from, copies), or record it once'
            )
            yield Caution(record=base.statement(other.id), field="content", message=message)


def _may_be_one(base: Factbase, one: StatementSummary, other: StatementSummary) -> bool:
    """Tell whether two statements of the same words could be one that was recorded twice."""
    if one.polarity != other.polarity:
        return False
    if one.document == other.document:
        return one.quote == other.quote and fingerprint(one.content) == fingerprint(other.content)
    if max(_day(one.said_earliest, ""), _day(other.said_earliest, "")) > min(
        _day(one.said_latest, "9999"), _day(other.said_latest, "9999")
    ):
        return False
    reporters = {each.credit or each.publisher for each in map(base.document, (one.document, other.document))}
    printed = one.quote is not None and fingerprint(one.quote) == fingerprint(other.quote)
    return (printed or len(reporters) == 1) and not _roots(base, one.id) & _roots(base, other.id)


def _day(known: str | None, otherwise: str) -> str:
    return known or otherwise


def _roots(base: Factbase, ident: str) -> set[str]:
    return {each.statement for each in base.roots(ident)}


def forecast_without_rule(base: Factbase) -> Iterator[Caution]:
    """A question that forecasts answer says how it is settled."""
    foretold = Counter(
        ident
        for each in base.statements()
        if each.kind is Kind.FORECAST
        for ident in {answer.question for answer in each.answers}
    )
    for question in _records(base, Question, Noun.QUESTION):
        if question.resolution is None and foretold[question.id]:
            count = foretold[question.id]
            who = "1 forecast answers" if count == 1 else f"{count} forecasts answer"
            message = (
                f"{who} it, but no `resolution` says how it is settled, so none can come out right or wrong"
            )
            yield Caution(record=question, field="resolution", message=message)


def credited_without_link(base: Factbase) -> Iterator[Caution]:
    """A document that credits a wire rests, by a link or as a copy, on a report of that wire."""
    publishers = {each.id: each.publisher for each in _records(base, Document, Noun.DOCUMENT)}
    stands_in = {each.id: each.document for each in base.statements()}
    linked: dict[str, set[str]] = defaultdict(set)
    for link in _records(base, Link, Noun.LINK):
        if link.type in _RESTING:
            start = link.from_document or stands_in.get(link.from_statement or "")
            end = link.to_document or stands_in.get(link.to_statement or "")
            if start and end:
                linked[start].add(publishers[end])
    for document in _records(base, Document, Noun.DOCUMENT):
        wire = document.credit
        if wire is None or wire == document.publisher:
            continue
        carried = publishers.get(document.copy_of or "")
        if wire not in linked[document.id] | {carried}:
            message = (
                f'credits "{wire}", but is not linked to a report of "{wire}": '
                "record that report and link the two (derived-from), so that they count once"
            )
            yield Caution(record=document, field="credit", message=message)


def _records(base: Factbase, of: type[R], noun: Noun) -> Iterator[R]:
    return (each for each in base.records(noun) if isinstance(each, of))


Check = Callable[["Factbase"], "Iterable[Caution]"]

CAUTIONS: tuple[Check, ...] = (
    confirmed_by_too_few,
    recorded_twice,
    forecast_without_rule,
    credited_without_link,
)
"""Every caution; each is a small function over all records together."""
