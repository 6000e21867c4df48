"""Picturing: what a page knows, as its picture needs it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from factbase import dates, numbers
from factbase.errors import ValueSyntaxError
from factbase.plugin import wording
from factbase.plugin.drawing.days import Days
from factbase.plugin.drawing.graph import MOST, Edge, Node, graph
from factbase.plugin.drawing.positions import Standpoint
from factbase.plugin.drawing.positions import positions as drawn
from factbase.plugin.pages import asking
from factbase.vocabulary import AnswerType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from factbase.base import Factbase
    from factbase.dossiers import StatementDossier
    from factbase.findings import Provenance, StatementSummary
    from factbase.model import Question
    from factbase.plugin.drawing.positions import Lies
    from factbase.plugin.pages.answers import Stand
    from factbase.plugin.pages.shell import Visit

_RESTING_ON_THE_SAME = (
    "FROM statements AS here JOIN roots AS own ON own.statement = here.pk "
    "JOIN roots ON roots.root = own.root JOIN statements ON statements.pk = roots.statement "
    "WHERE here.id = :ident AND NOT EXISTS (SELECT 1 FROM json_each(:known) WHERE json_each.value = statements.id)"
)
_TIED = (
    "SELECT starts.id, ends.id, dependencies.via, dependencies.level FROM dependencies "
    "JOIN statements AS starts ON starts.pk = dependencies.from_statement "
    "JOIN statements AS ends ON ends.pk = dependencies.to_statement "
    "WHERE dependencies.from_statement IN (SELECT pk FROM statements WHERE id IN (SELECT value FROM json_each(:ids))) "
    "ORDER BY starts.id, ends.id, dependencies.via"
)

MOST_OTHERS = 12
"""How many others that rest on the same are drawn."""


def provenance(base: Factbase, visit: Visit, found: StatementDossier) -> Markup | None:
    """Return the graph of a statement: through whom it came, what it rests on, and who else rests on the same.

    None for a statement that its publisher makes itself and that nothing is tied to.
    """
    ident = found.summary.id
    steps = base.grounds(ident)
    known = list(dict.fromkeys([ident, *(each.rests_on for each in steps), *_linked(found)]))
    others, left_out = _others(base, ident, known)
    tied = [*known, *others]
    edges = list(_ties(base, found, tied))
    summaries = [base.summary(each) for each in tied[: MOST + 1]]
    places = asking.places(base, {each.document for each in summaries})
    hops = found.chain[:-1]
    nodes = [
        _statement(
            found.summary, f"{wording.capacity(found.summary.capacity)} · this statement", visit, chief=True
        ),
        *(_hop(each, visit) for each in hops),
        *(
            _statement(each, _about(each, found.summary, places), visit)
            for each in summaries
            if each.id != ident
        ),
    ]
    return graph(
        nodes,
        [*_chain(found.chain, ident), *edges],
        ident="provenance",
        title="Where this statement comes from",
        description="Boxes from the publisher down to the speaker, and on to what the statement rests on; arrows lead "
        "from who tells it to whom it comes from. The sections on this page say the same in words.",
        left_out=len(tied) - len(summaries) + left_out,
    )


def _others(base: Factbase, ident: str, known: Sequence[str]) -> tuple[list[str], int]:
    """Return the first of the others that rest on the same, in the order of their ids, and how many more there are."""
    asked = {"ident": ident, "known": json.dumps(known)}
    query = f"SELECT DISTINCT statements.id {_RESTING_ON_THE_SAME} ORDER BY 1 LIMIT {MOST_OTHERS}"
    found = [each for (each,) in asking.select(base, query, **asked)]
    ((count,),) = asking.select(base, f"SELECT count(DISTINCT statements.id) {_RESTING_ON_THE_SAME}", **asked)
    return found, count - len(found)


def _linked(found: StatementDossier) -> Iterator[str]:
    """Yield the other statements to which it is linked in any way."""
    for each in found.links:
        for end in (each.from_statement, each.to_statement):
            if end and end != found.summary.id:
                yield end


def _ties(base: Factbase, found: StatementDossier, idents: Iterable[str]) -> Iterator[Edge]:
    for start, end, via, level in asking.select(base, _TIED, ids=json.dumps(list(idents))):
        whole = " (the whole document)" if level == "document" else ""
        yield Edge(start=start, end=end, words=wording.tie(via) + whole)
    for each in found.links:
        if each.from_statement and each.to_statement:
            yield Edge(start=each.from_statement, end=each.to_statement, words=wording.tie(str(each.type)))


def _chain(chain: Sequence[Provenance], ident: str) -> Iterator[Edge]:
    """Yield the steps of a chain, with the words that introduce the inner source, where they are printed."""
    names = [*(f"hop {each.hop}" for each in chain[:-1]), ident]
    for outer, inner, step in zip(names, names[1:], chain[1:], strict=False):
        yield Edge(start=outer, end=inner, words=f"cue “{step.cue}”" if step.cue else "passes on")


def _hop(hop: Provenance, visit: Visit) -> Node:
    told = "publishes it" if hop.hop == 0 else "passes it on"
    return Node(
        ident=f"hop {hop.hop}",
        name=hop.source_name,
        about=f"{wording.capacity(hop.capacity)} · {told}",
        href=visit.links.source(hop.source),
    )


def _about(each: StatementSummary, chief: StatementSummary, places: Mapping[str, str]) -> str:
    """Return where another statement stands, after the capacity of its speaker if that is another one."""
    where = f"in {places.get(each.document, each.document)}"
    same = (each.speaker, each.capacity) == (chief.speaker, chief.capacity)
    return where if same else f"{wording.capacity(each.capacity)} · {where}"


def _statement(summary: StatementSummary, about: str, visit: Visit, *, chief: bool = False) -> Node:
    return Node(
        ident=summary.id,
        name=summary.speaker_name,
        about=about,
        href=visit.links.statement(summary.id),
        family=summary.family,
        chief=chief,
    )


def positions(asked: Question, stands: Iterable[Stand], visit: Visit) -> Markup | None:
    """Return the positions on a question of dates or numbers, of each speaker one for each answer; None for others."""
    if asked.answer_type not in {AnswerType.DATE, AnswerType.NUMBER}:
        return None
    found: dict[tuple[str | None, ...], list[Stand]] = {}
    for each in stands:
        said = each.summary
        if each.answer is not None:
            key = (said.speaker, said.family, each.answer, each.polarity, said.certainty)
            found.setdefault(key, []).append(each)
    outcome = asked.outcome if asked.outcome not in {None, "void"} else None
    came = _lies(asked, outcome) if outcome else None
    return drawn(
        [standpoint for group in found.values() if (standpoint := _standpoint(asked, group, visit))],
        outcome=came,
        outcome_words=_words(asked, outcome, came),
        title=f"Answers on one axis: {asked.text}",
        description="A bar for each position, from the first to the last that it allows, claims above and assessments "
        "below; the outline tells how sure the speaker is. The words of each row say the same.",
    )


def _standpoint(asked: Question, group: Sequence[Stand], visit: Visit) -> Standpoint | None:
    first = next((each for each in group if each.summary.anchored), group[0])
    lies = _lies(asked, first.answer or "")
    if lies is None:
        return None
    notes = [f"said {wording.day(first.summary.said)}"] if first.summary.said else []
    documents = len({each.summary.document for each in group})
    notes += [f"in {wording.counted(documents, 'document')}"] if documents > 1 else []
    return Standpoint(
        speaker=first.summary.speaker_name,
        speaker_href=visit.links.source(first.summary.speaker),
        answer=wording.answer(asked, first.answer),
        href=visit.links.statement(first.summary.id),
        family=first.summary.family,
        certainty=first.summary.certainty,
        denied=first.polarity == "denies",
        notes=tuple(notes),
        lies=lies,
    )


def _words(asked: Question, outcome: str | None, came: Lies | None) -> str:
    """Return the outcome in words, a day by the calendar of the question."""
    return (
        wording.day(came.text) if isinstance(came, Days) else wording.answer(asked, outcome) if came else ""
    )


def _lies(asked: Question, value: str) -> Lies | None:
    """Return the days (by the calendar of the question) or numbers within which an answer lies; None for neither."""
    try:
        if asked.answer_type is AnswerType.NUMBER:
            quantity = numbers.parse(value)
            return quantity.low, quantity.high
        if asked.timezone:
            value = dates.in_timezone(value, asked.timezone, str(asked.precision or "day"))
        dating = dates.parse(value)
    except ValueSyntaxError:
        return None
    return Days(earliest=dating.earliest, latest=dating.latest, text=value)
