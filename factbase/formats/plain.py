"""Records as the plain mappings of a facts file: only texts, lists and mappings, and nothing the reader works out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from factbase import anchoring, answering
from factbase.anchoring import NotAnchoredError
from factbase.errors import ValueSyntaxError
from factbase.model import Question
from factbase.resolving import resolve, usual_words
from factbase.vocabulary import Basis, Certainty, Confidence, Part, Polarity, Stated
from factbase.world import find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.model import Answer, Attribution, Document, Link, Rating, Source, Span, Statement, Topic
    from factbase.world import Records

Plain = dict[str, Any]
_YES, _NO = "yes", "no"


def _kept(**fields: object) -> Plain:
    """Return the fields that say something, as text where they are no list or mapping."""
    return {
        name.rstrip("_"): value if isinstance(value, list | dict) else str(value)
        for name, value in fields.items()
        if value is not None and value not in ([], {}, "")
    }


def topic(record: Topic) -> Plain:
    """Return a topic as an item of topics.yaml."""
    return _kept(topic=record.id, kind=record.kind, name=record.name)


def source(record: Source) -> Plain:
    """Return a source as an item of sources.yaml."""
    return _kept(
        source=record.id,
        kind=record.kind,
        names=[
            name.name if name.language is None else {"name": name.name, "language": name.language}
            for name in record.names
        ],
        anonymous=_YES if record.anonymous else None,
        reason=record.reason,
        capacity=record.capacity,
        acts_for=record.acts_for,
        wikidata=record.wikidata,
        roles=[
            _kept(title=role.title, capacity=role.capacity, start=role.start, end=role.end)
            for role in record.roles
        ],
    )


def question(record: Question) -> Plain:
    """Return a question as an item of questions.yaml."""
    return _kept(
        question=record.id,
        text=record.text,
        answer_type=record.answer_type,
        choices={choice.value: choice.label for choice in record.choices},
        multiple=_YES if record.multiple else None,
        timezone=record.timezone,
        precision=record.precision,
        unit=record.unit,
        resolution=record.resolution,
        deadline=record.deadline,
        outcome=record.outcome,
        outcome_statement=record.outcome_statement,
    )


def rating(record: Rating) -> Plain:
    """Return a rating as an item of ratings.yaml."""
    return _kept(
        id=None if record.id == evolve(record, id=None).id else record.id,
        evaluator=record.evaluator,
        source=record.source,
        statement=record.statement,
        value=record.value,
        date=record.rated,
        reason=record.reason,
    )


def link(record: Link) -> Plain:
    """Return a link as an item of `links`."""
    return _kept(
        type=record.type,
        to=record.target,
        confidence=None if record.confidence is Confidence.CERTAIN else record.confidence,
        basis=None if record.basis is Basis.NAMED else record.basis,
        id=None if record.id == evolve(record, id=None).id else record.id,
    )


def document(record: Document, text: str) -> Plain:
    """Return a document as the head of its file; its held text, if any, is the file called `text`."""
    usual = evolve(record, rights=None).rights
    return _kept(
        document=record.id,
        title=record.title,
        publisher=record.publisher,
        credit=record.credit,
        byline=record.byline,
        published=record.published,
        retrieved=record.retrieved,
        url=record.url,
        archived_url=record.archived_url,
        language=record.language,
        media_type=record.media_type,
        rights=None if record.rights is usual else record.rights,
        text=text if record.text is not None else None,
        sha256=record.sha256,
        copies=record.copies,
        translates=record.translates,
        seen=None if record.seen else _NO,
    )


def statement(record: Statement, stands_in: Document, world: Records, links: Iterable[Link]) -> Plain:
    """Return a statement of the document `stands_in` as an item of `statements`, with the links that lead from it."""
    full = [link(each) for each in links]
    short: dict[str, list[str]] = {}
    for each in full:
        if each.keys() == {"type", "to"}:
            short.setdefault(each["type"].replace("-", "_"), []).append(each["to"])
    return {
        **_kept(id=record.id),
        **quotation(record, stands_in),
        **_kept(
            said_by=chain(record, world),
            kind=record.kind,
            content=record.content,
            stated=None if record.stated is Stated.ASSERTED else record.stated,
            if_=record.condition,
            **_dated("event_date", record.event_date, record.event_date_printed),
            locator=record.locator if not record.spans else None,
            topics=list(record.topics),
            answers=_answers(record.answers, world),
            declines=list(record.declines),
        ),
        **short,
        **_kept(links=[each for each in full if each.keys() != {"type", "to"}]),
    }


def quotation(record: Statement, stands_in: Document) -> Plain:
    """Return the spans as a quote that is found again just there, else by their offsets."""
    if not record.spans:
        return _kept(words=record.words)
    found = _quote(record.spans, stands_in)
    if found is None:
        found = {"spans": [_offsets(span, stands_in) for span in record.spans]}
    return (
        found
        if record.words is usual_words(record.spans, stands_in)
        else {**found, "words": str(record.words)}
    )


def _quote(spans: tuple[Span, ...], stands_in: Document) -> Plain | None:
    part, locator = spans[0].part, spans[0].locator
    held = stands_in.title if part is Part.TITLE else stands_in.text
    if held is None or any((span.part, span.locator) != (part, locator) for span in spans):
        return None
    wanted = tuple((span.start, span.end) for span in spans)
    words = " [...] ".join(dict.fromkeys(span.exact for span in spans))
    text = anchoring.Text(held)
    for occurrence in (None, "all", *range(1, 1 + held.count(spans[0].exact))):
        try:
            hits = anchoring.find(text, words, occurrence=occurrence)
        except NotAnchoredError:
            continue
        if hits == wanted:
            title = Part.TITLE if part is Part.TITLE else None
            return _kept(quote=words, occurrence=occurrence, in_=title, locator=locator)
    return None


def _offsets(span: Span, stands_in: Document) -> Plain:
    held = stands_in.title if span.part is Part.TITLE else stands_in.text
    return _kept(
        start=span.start,
        end=span.end,
        in_=None if span.part is Part.TEXT else span.part,
        exact=span.exact if held is None else None,
        locator=span.locator,
    )


def chain(record: Statement, world: Records) -> list[Any]:
    """Return the hops, each without what resolving gives it anyway."""
    bare = evolve(record, attributions=[_bare(hop) for hop in record.attributions])
    resolved, faults = resolve(bare, world)
    unclear = {fault.field for fault in faults}
    last = len(record.attributions) - 1
    found: list[Any] = []
    for step, (hop, usual) in enumerate(zip(record.attributions, resolved.attributions, strict=True)):
        # Which of several roles it spoke in is never usual.
        clear = f"attributions[{step}].capacity" not in unclear
        told = _hop(hop, usual if clear else evolve(usual, capacity=None), last=step == last)
        found.append({hop.source: told} if told else hop.source)
    return found


def _bare(hop: Attribution) -> Attribution:
    """Return a hop without what can be worked out; how sure an inferred one is cannot."""
    return evolve(
        hop,
        basis=None,
        capacity=None,
        confidence=hop.confidence if hop.as_printed is None else None,
        likelihoods=(),
    )


def _hop(hop: Attribution, usual: Attribution, *, last: bool) -> Plain:
    relays = hop.certainty is Certainty.UNCOMMITTED and not last
    doubtless = hop.confidence is Confidence.CERTAIN and hop.basis is not Basis.INFERRED
    picked = {each.scheme: each.term for each in hop.likelihoods}
    return _kept(
        as_=hop.as_printed,
        cue=hop.cue,
        hedge=hop.hedge,
        certainty=None if relays else hop.certainty,
        polarity=None if hop.polarity is Polarity.AFFIRMS else hop.polarity,
        **_dated("said", hop.said, hop.said_printed),
        capacity=None if hop.capacity is usual.capacity else hop.capacity,
        confidence=None if doubtless and usual.basis is not Basis.INFERRED else hop.confidence,
        basis=None if hop.basis is usual.basis else hop.basis,
        likelihood=None if hop.likelihoods == usual.likelihoods else picked,
    )


def _dated(name: str, date: str | None, printed: str | None) -> Plain:
    """Return a date with its printed words: beside it, or, where there is no date, as a field of their own."""
    if date is None or printed is None:
        return {name: date, f"{name}_printed": printed}
    return {name: {date: printed}}


def _answers(answers: Iterable[Answer], world: Records) -> Plain:
    found: dict[str, list[Any]] = {}
    for answer in answers:
        confidence = None if answer.confidence is Confidence.CERTAIN else answer.confidence
        written = answer.written
        if written is not None and _converted(written, answer, world):
            told = _kept(value=written, confidence=confidence)
        else:
            told = _kept(value=answer.value, written=written, confidence=confidence)
        found.setdefault(answer.question, []).append(told["value"] if len(told) == 1 else told)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _converted(written: str, answer: Answer, world: Records) -> bool:
    """Tell whether the answer's value, and that it was written so, follow from what was written."""
    question = find(world, Question, answer.question)
    try:
        return question is not None and written != answer.value == answering.read(question, written).text
    except ValueSyntaxError:
        return False
