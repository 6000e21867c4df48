"""Statements: one proposition each, as attributed, with the exact words and what it answers."""

from __future__ import annotations

from collections.abc import Iterable  # noqa: TC003 - read at run time by attrs

from attrs import evolve, field, frozen

from factbase.model.attribution import Attribution
from factbase.model.faults import DERIVED, Faults
from factbase.model.soundness import WITHOUT_CERTAINTY, is_answer, is_span, is_statement, said_after
from factbase.model.terms import as_confidence, as_family, as_kind, as_part, as_stated, as_tuple, as_words
from factbase.vocabulary import Certainty, Confidence, Family, Kind, Part, Stated, Words


@frozen(kw_only=True)
class Span:
    """The exact words at ``text[start:end]`` (code points) of a part of the document; `locator` such as ``p. 4``."""

    start: int
    end: int
    exact: str
    part: Part = field(default=Part.TEXT, converter=as_part)
    locator: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the span.

        Raises:
            RecordError: with every field that is wrong.
        """
        if not is_span(self):
            self._check()

    def _check(self) -> None:
        faults = Faults()
        faults.text("exact", self.exact)
        faults.text_or_none("locator", self.locator)
        faults.term("part", self.part, Part)
        if not isinstance(self.start, int) or not isinstance(self.end, int):
            faults.add("start", "start and end are whole numbers of code points")
        elif not 0 <= self.start < self.end:
            faults.add("start", f"{self.start}..{self.end} is no stretch of text")
        elif isinstance(self.exact, str) and len(self.exact) != self.end - self.start:
            faults.add(
                "exact", f"has {len(self.exact)} characters, but {self.start}..{self.end} has another number"
            )
        faults.finish(f"span {self.start}..{self.end}")


@frozen(kw_only=True)
class Answer:
    """A typed value that a statement gives to a question.

    `value` is in the question's timezone and precision; `written` is what the recorder wrote where that differs;
    `confidence` is how sure the recorder is that the statement answers the question so.
    """

    question: str
    value: str
    written: str | None = None
    confidence: Confidence = field(default=Confidence.CERTAIN, converter=as_confidence)

    def __attrs_post_init__(self) -> None:
        """Check the answer.

        Raises:
            RecordError: with every field that is wrong.
        """
        if is_answer(self):
            return
        faults = Faults()
        faults.ident("question", self.question)
        faults.text("value", self.value)
        faults.text_or_none("written", self.written)
        faults.term("confidence", self.confidence, Confidence)
        faults.finish(f'answer to "{self.question}"')


def as_attributions(values: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Return hops as a tuple."""
    return as_tuple(values)


def as_spans(values: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans as a tuple."""
    return as_tuple(values)


def as_answers(values: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return answers as a tuple."""
    return as_tuple(values)


def as_texts(values: Iterable[str]) -> tuple[str, ...]:
    """Return texts as a tuple."""
    return as_tuple(values)


@frozen(kw_only=True)
class Statement:
    """One proposition, as attributed: never a fact, always something that somebody said.

    `content` is the bare proposition in the recorder's plain words, without negation; `spans` are the exact words;
    `attributions` the hops, outermost first, of which the last is the speaker; `event_date` is when the thing happens
    (EDTF), `event_date_printed` the words for it; `condition` an ``if`` in plain words, certainty being that of the
    whole; `topics` and `answers` are kept sorted, since their order says nothing. `id` may be None: recording then
    gives ``<document>-<12 hexadecimal digits of the digest>``. `family` follows from `kind`; written, it must agree.
    """

    document: str
    content: str
    kind: Kind = field(converter=as_kind)
    attributions: tuple[Attribution, ...] = field(converter=as_attributions)
    id: str | None = None
    family: Family | None = field(default=None, converter=as_family, metadata=DERIVED)
    spans: tuple[Span, ...] = field(default=(), converter=as_spans)
    words: Words | None = field(default=None, converter=as_words)
    stated: Stated = field(default=Stated.ASSERTED, converter=as_stated)
    condition: str | None = None
    event_date: str | None = None
    event_date_printed: str | None = None
    locator: str | None = None
    topics: tuple[str, ...] = field(default=(), converter=as_texts)
    answers: tuple[Answer, ...] = field(default=(), converter=as_answers)
    declines: tuple[str, ...] = field(default=(), converter=as_texts)

    def __attrs_post_init__(self) -> None:
        """Check the statement, and fill in what follows from the rest.

        Raises:
            RecordError: with every field that is wrong.
        """
        if self._holds_records() and is_statement(self):
            object.__setattr__(self, "family", self.kind.family)
        else:
            self._check()

    def _holds_records(self) -> bool:
        return (
            type(self.attributions) is tuple
            and {*map(type, self.attributions)} == {Attribution}
            and _are(Span, self.spans)
            and _are(Answer, self.answers)
            and type(self.topics) is tuple
            and type(self.declines) is tuple
        )

    def _check(self) -> None:
        faults = Faults()
        faults.ident_or_none("id", self.id)
        faults.ident("document", self.document)
        faults.text("content", self.content)
        faults.term_or_none("words", self.words, Words)
        faults.term("stated", self.stated, Stated)
        for name in ("condition", "event_date_printed", "locator"):
            faults.text_or_none(name, getattr(self, name))
        faults.date_or_none("event_date", self.event_date)
        if faults.records("spans", self.spans, Span) and self.spans and self.locator is not None:
            faults.add("locator", "belongs to the spans where there are some")
        self._check_kind(faults)
        self._check_chain(faults)
        self._check_answers(faults)
        faults.finish(f'statement "{self.id or self.content}"')

    def _check_kind(self, faults: Faults) -> None:
        faults.term("kind", self.kind, Kind)
        if not isinstance(self.kind, Kind):
            return
        if self.family is None:
            object.__setattr__(self, "family", self.kind.family)
        elif self.family is not self.kind.family:
            faults.add(
                "family", f'kind "{self.kind}" belongs to the family {self.kind.family}, never {self.family}'
            )

    def _check_chain(self, faults: Faults) -> None:
        if not faults.records("attributions", self.attributions, Attribution):
            return
        if not self.attributions:
            faults.add(
                "attributions", "missing: nobody says it; a statement has at least one hop, the speaker"
            )
            return
        self._fill_certainty(faults)
        for step, inner in enumerate(self.attributions):
            if step and self.attributions[step - 1].source == inner.source:
                faults.add(
                    f"attributions[{step}].source", f'"{inner.source}" follows itself: one hop, not two'
                )
            late = [outer for outer in self.attributions[:step] if said_after(inner, outer)]
            if late:
                faults.add(
                    f"attributions[{step}].said",
                    f"hops out of order: {inner.source} said it {inner.said}, after {late[-1].source} passed it on "
                    f"({late[-1].said}); the outermost hop comes first",
                )

    def _fill_certainty(self, faults: Faults) -> None:
        last = len(self.attributions) - 1
        bare = self.kind in WITHOUT_CERTAINTY
        speaker = self.attributions[last].certainty
        if not isinstance(self.kind, Kind):
            pass  # what the speaker has to state depends on it
        elif speaker is None and not bare:
            faults.add(
                f"attributions[{last}].certainty",
                "missing: say how sure the speaker is: certain, probable, possible or uncommitted",
            )
        elif bare and speaker not in {None, Certainty.UNCOMMITTED}:
            faults.add(
                f"attributions[{last}].certainty", f"a {self.kind} commits to nothing: it must be uncommitted"
            )
        if any(hop.certainty is None for hop in self.attributions):
            filled = (
                evolve(hop, certainty=Certainty.UNCOMMITTED)
                if hop.certainty is None and (bare or step < last)
                else hop
                for step, hop in enumerate(self.attributions)
            )
            object.__setattr__(self, "attributions", tuple(filled))

    def _check_answers(self, faults: Faults) -> None:
        for name in ("topics", "declines"):
            values = getattr(self, name)
            if faults.idents(name, values):
                object.__setattr__(self, name, tuple(sorted(values, key=str)))
        if faults.records("answers", self.answers, Answer):
            pairs = [(answer.question, answer.value) for answer in self.answers]
            if len(set(pairs)) < len(pairs):
                faults.add("answers", "gives one answer twice")
            object.__setattr__(
                self, "answers", tuple(sorted(self.answers, key=lambda a: (a.question, a.value)))
            )
        if self.kind is Kind.REFUSAL and self.answers:
            faults.add("answers", 'a refusal answers nothing: name the question under "declines"')
        if self.declines and isinstance(self.kind, Kind) and self.kind is not Kind.REFUSAL:
            faults.add("declines", f"only a refusal declines questions: this is of the kind {self.kind}")

    @property
    def speaker(self) -> str:
        """The id of the source whose statement it is: the last hop."""
        return self.attributions[-1].source

    @property
    def quote(self) -> str | None:
        """The exact words, the parts joined by `` [...] ``; a caption printed twice is given once; None if unquoted."""
        if len(self.spans) == 1:
            return self.spans[0].exact
        parts = dict.fromkeys(span.exact for span in self.spans)
        return " [...] ".join(parts) or None


def _are(cls: type, values: object) -> bool:
    return values == () or (type(values) is tuple and {*map(type, values)} == {cls})
