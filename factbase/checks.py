"""Checks: what a record must agree with in the world around it. Each is a small function that yields faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from factbase import anchoring, answering, scales
from factbase.errors import ValueSyntaxError
from factbase.model import VOID, Document, Link, Question, Rating, Source, Statement
from factbase.problems import Fault, did_you_mean
from factbase.vocabulary import AnswerType, Noun, Part
from factbase.world import find

if TYPE_CHECKING:
    from factbase.model import Record
    from factbase.world import World

Check = Callable[["Record", "World"], Iterator[Fault]]

_TAKES = {
    AnswerType.YES_NO: "yes or no",
    AnswerType.DATE: "a date",
    AnswerType.NUMBER: "a number",
    AnswerType.CHOICE: "one of its choices",
}

CREDIT_CUE = "credit"
"""The cue of a caption's credit, which is no printed verb."""


def references(record: Record) -> Iterator[tuple[str, Noun, str]]:
    """Yield everything that a record names: the field's path, the noun and the id."""
    match record:
        case Source():
            yield from _named(("acts_for", Noun.SOURCE, record.acts_for))
        case Document():
            yield "publisher", Noun.SOURCE, record.publisher
            yield from _named(
                ("credit", Noun.SOURCE, record.credit),
                ("copies", Noun.DOCUMENT, record.copies),
                ("translates", Noun.DOCUMENT, record.translates),
            )
        case Question():
            yield from _named(("outcome_statement", Noun.STATEMENT, record.outcome_statement))
        case Statement():
            yield from _references_of_statement(record)
        case Rating():
            yield "evaluator", Noun.SOURCE, record.evaluator
            yield from _named(
                ("source", Noun.SOURCE, record.source), ("statement", Noun.STATEMENT, record.statement)
            )
        case Link():
            yield from _named(
                ("from_statement", Noun.STATEMENT, record.from_statement),
                ("to_statement", Noun.STATEMENT, record.to_statement),
                ("from_document", Noun.DOCUMENT, record.from_document),
                ("to_document", Noun.DOCUMENT, record.to_document),
            )


def _named(*ends: tuple[str, Noun, str | None]) -> Iterator[tuple[str, Noun, str]]:
    for path, noun, ident in ends:
        if ident is not None:
            yield path, noun, ident


def _references_of_statement(statement: Statement) -> Iterator[tuple[str, Noun, str]]:
    yield "document", Noun.DOCUMENT, statement.document
    for step, hop in enumerate(statement.attributions):
        yield f"attributions[{step}].source", Noun.SOURCE, hop.source
    for number, topic in enumerate(statement.topics):
        yield f"topics[{number}]", Noun.TOPIC, topic
    for number, answer in enumerate(statement.answers):
        yield f"answers[{number}].question", Noun.QUESTION, answer.question
    for number, question in enumerate(statement.declines):
        yield f"declines[{number}]", Noun.QUESTION, question


def names_what_exists(record: Record, world: World) -> Iterator[Fault]:
    """Everything that a record names is recorded."""
    for path, noun, ident in references(record):
        if not world.knows(noun, ident):
            yield Fault(
                field=path,
                message=f'unknown {noun} "{ident}"',
                suggestion=did_you_mean(ident, world.ids(noun)),
            )


def answers_fit_their_questions(record: Record, world: World) -> Iterator[Fault]:
    """An answer is a value of its question's type, and so is an outcome."""
    if isinstance(record, Question) and record.outcome not in {None, VOID}:
        yield from _unfit(record, str(record.outcome), "outcome")
    if isinstance(record, Statement):
        for number, answer in enumerate(record.answers):
            question = find(world, Question, answer.question)
            if question is not None:
                yield from _unfit(question, answer.value, f"answers[{number}].value")


def _unfit(question: Question, value: str, path: str) -> Iterator[Fault]:
    try:
        answering.read(question, value)
    except ValueSyntaxError as error:
        takes = _TAKES.get(question.answer_type, "text")
        yield Fault(field=path, message=f'"{question.id}" takes {takes}: {error}')


def spans_stand_in_their_document(record: Record, world: World) -> Iterator[Fault]:
    """``text[start:end] == exact`` for every span, in the held text or the title."""
    if not isinstance(record, Statement) or not record.spans:
        return
    document = find(world, Document, record.document)
    if document is None:
        return
    for number, span in enumerate(record.spans):
        held = document.title if span.part is Part.TITLE else document.text
        if held is None:
            # A text that is withheld keeps its hash: its spans were checked when it was held.
            if span.part is Part.TITLE or document.sha256 is None:
                message = f'document "{document.id}" holds no {span.part} to quote: leave the quote out'
                yield Fault(field=f"spans[{number}]", message=message)
        elif held[span.start : span.end] != span.exact:
            message = f'{span.start}..{span.end} of "{document.id}" reads "{held[span.start : span.end]}"'
            yield Fault(field=f"spans[{number}].exact", message=f'{message}, not "{span.exact}"')


def hop_words_stand_in_the_paragraph(record: Record, world: World) -> Iterator[Fault]:
    """What a hop prints (`as_printed`, `cue`, `hedge`) stands in a paragraph of the quote."""
    if not isinstance(record, Statement) or not record.spans:
        return
    document = find(world, Document, record.document)
    if document is None or document.text is None:
        return
    spans = [(span.start, span.end) for span in record.spans if span.part is Part.TEXT]
    if not spans or anchoring.surely_stand(document.text, spans[0], _printed(record)):
        return
    text = anchoring.prepared(document.text)
    stretches = [anchoring.paragraph(text, start, end) for start, end in spans]
    for step, hop in enumerate(record.attributions):
        for name, words in (("as_printed", hop.as_printed), ("cue", hop.cue), ("hedge", hop.hedge)):
            if words is None or (name == "cue" and words == CREDIT_CUE):
                continue
            if not any(anchoring.stands_in(text, stretch, words) for stretch in stretches):
                message = f'"{words}" does not stand in the paragraph of the quote'
                yield Fault(field=f"attributions[{step}].{name}", message=message)


def _printed(statement: Statement) -> list[str]:
    """Return the words that the hops of a statement print."""
    found = []
    for hop in statement.attributions:
        if hop.as_printed is not None:
            found.append(hop.as_printed)
        if hop.cue is not None and hop.cue != CREDIT_CUE:
            found.append(hop.cue)
        if hop.hedge is not None:
            found.append(hop.hedge)
    return found


def likelihoods_are_of_a_scale(record: Record, _world: World) -> Iterator[Fault]:
    """A likelihood is a term of a known scheme."""
    if not isinstance(record, Statement):
        return
    for step, hop in enumerate(record.attributions):
        for number, likelihood in enumerate(hop.likelihoods):
            path = f"attributions[{step}].likelihoods[{number}]"
            if likelihood.scheme not in scales.HEDGE_SCHEMES:
                meant = did_you_mean(likelihood.scheme, scales.HEDGE_SCHEMES)
                yield Fault(field=path, message=f'unknown scheme "{likelihood.scheme}"', suggestion=meant)
            elif likelihood.term not in (known := scales.terms(likelihood.scheme)):
                message = f'"{likelihood.term}" is no term of {likelihood.scheme}: {", ".join(known)}'
                yield Fault(field=path, message=message, suggestion=did_you_mean(likelihood.term, known))


CHECKS: tuple[Check, ...] = (
    names_what_exists,
    answers_fit_their_questions,
    spans_stand_in_their_document,
    hop_words_stand_in_the_paragraph,
    likelihoods_are_of_a_scale,
)
"""Every check, in the order in which its faults are shown."""


def check(record: Record, world: World, *, named: bool = False) -> list[Fault]:
    """Return every fault that the checks find in a record; `named` says that everything it names is known to exist."""
    faults: list[Fault] = []
    for each in CHECKS[1:] if named else CHECKS:
        faults += each(record, world)
    return faults
