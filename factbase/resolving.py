"""Resolving: what recording works out when it was left unwritten, so that it is stored and never changes by itself.

The capacity of a hop comes from the roles held when it was said, its basis from the printed words, its likelihoods from
the hedge; whose wording a quote is, from the quotation marks; answers are converted to the timezone of their question;
a statement without an id gets one.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from attrs import evolve

from factbase import anchoring, answering, dates, scales
from factbase.errors import ValueSyntaxError
from factbase.identity import default_id, digest
from factbase.model import Document, Question, Source, Statement
from factbase.problems import Fault
from factbase.vocabulary import Basis, Capacity, Confidence, Part, SourceKind, Words
from factbase.world import find

if TYPE_CHECKING:
    from factbase.model import Answer, Attribution, Span
    from factbase.world import World

PRONOUNS = frozenset(
    "he she it they we i you him her them us his hers its their theirs our ours my mine himself herself itself "
    "themselves who one 그 그녀 그들 그가 그는 그녀는 그들은 彼 彼女 彼ら 他 她 他们 она он они".split()
)
"""Printed words that are pronouns, in the languages that the project's documents use."""


def resolve(statement: Statement, world: World) -> tuple[Statement, list[Fault]]:
    """Return the statement with everything worked out, and what could not be.

    What refers to an unknown source, document or question is left as it is: the checks report it.
    """
    faults: list[Fault] = []
    document = find(world, Document, statement.document)
    hops = tuple(
        [  # a list is quicker
            _resolve_hop(hop, statement, document, world, faults, step)
            for step, hop in enumerate(statement.attributions)
        ]
    )
    answers = tuple([_resolve_answer(answer, world) for answer in statement.answers])
    words = statement.words or usual_words(statement.spans, document)
    # What was written in full is the very same; to compare it would cost more than to make it anew.
    same = all(map(is_, hops, statement.attributions)) and all(map(is_, answers, statement.answers))
    if not same or words is not statement.words:
        statement = evolve(statement, attributions=hops, answers=answers, words=words)
    if statement.id is None and not faults:
        statement = evolve(statement, id=default_id(statement.document, digest(statement)))
    return statement, faults


def usual_words(spans: tuple[Span, ...], document: Document | None) -> Words | None:
    """Return whose wording the spans are by the quotation marks of the held text; a paraphrase has none."""
    quoted = [(span.start, span.end) for span in spans if span.part is Part.TEXT]
    if document is None or document.text is None or not quoted:
        return Words.REPORTER if spans else None
    return Words(anchoring.wording(anchoring.prepared(document.text), quoted))


def _when(statement: Statement, step: int, document: Document | None) -> dates.Dating | None:
    """Return when a hop spoke: its own date, else that of the nearest outer hop, else the publication's."""
    said = [hop.said for hop in statement.attributions[: step + 1] if hop.said]
    written = said[-1] if said else document.published if document else None
    return dates.parse(written) if written else None


def _resolve_hop(  # noqa: PLR0913 - one hop and all that it depends on
    hop: Attribution,
    statement: Statement,
    document: Document | None,
    world: World,
    faults: list[Fault],
    step: int,
) -> Attribution:
    likelihoods = hop.likelihoods or scales.likelihoods(hop.hedge)
    if hop.basis and hop.confidence and hop.capacity and likelihoods == hop.likelihoods:
        return hop
    source = find(world, Source, hop.source)
    basis = hop.basis or _basis(hop, source, document)
    if hop.confidence is None and basis is Basis.INFERRED:
        message = "missing: no printed words are given, so the source is inferred: say how sure you are of it"
        faults.append(Fault(field=f"attributions[{step}].confidence", message=message))
        return hop
    capacity = hop.capacity
    if capacity is None and source is not None:
        held = _capacities(source, _when(statement, step, document))
        if len(held) > 1:
            message = f"{source.id} held roles in several capacities then ({', '.join(held)}): write which"
            faults.append(Fault(field=f"attributions[{step}].capacity", message=message))
        capacity = held[0]
    return evolve(
        hop,
        basis=basis,
        confidence=hop.confidence or Confidence.CERTAIN,
        capacity=capacity,
        likelihoods=likelihoods,
    )


def _basis(hop: Attribution, source: Source | None, document: Document | None) -> Basis:
    if hop.as_printed is None:
        # Of a document that is unknown, or faulty, nothing more is asked: that has been said.
        own_voice = document is None or hop.source in {document.publisher, document.credit}
        return Basis.NAMED if own_voice else Basis.INFERRED
    if source is not None and hop.as_printed in {name.name for name in source.names}:
        return Basis.NAMED
    return Basis.PRONOUN if hop.as_printed.casefold() in PRONOUNS else Basis.TITLED


def _capacities(source: Source, when: dates.Dating | None) -> list[Capacity]:
    held = [role.capacity for role in source.roles if when is None or role.held(when)]
    usual = source.capacity or (Capacity.PRESS if source.kind is SourceKind.OUTLET else Capacity.OTHER)
    return list(dict.fromkeys(held)) or [usual]


def _resolve_answer(answer: Answer, world: World) -> Answer:
    question = find(world, Question, answer.question)
    if question is None:
        return answer
    try:
        value = answering.read(question, answer.value).text
    except ValueSyntaxError:
        return answer
    if value == answer.value:
        return answer
    return evolve(answer, value=value, written=answer.written or answer.value)
