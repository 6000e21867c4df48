"""Statements: one proposition each, as attributed, with the exact words and what it answers."""

from __future__ import annotations

from collections.abc import Iterable  # noqa: TC003 - read at run time by attrs

from attrs import evolve, field, frozen

from factbase import dates
from factbase.model.attribution import Attribution
from factbase.model.faults import DERIVED, Faults
from factbase.model.soundness import (
    are_ids,
    is_date_or_none,
    is_id,
    is_id_of_many,
    is_text,
    is_text_or_none,
)
from factbase.model.terms import as_confidence, as_family, as_kind, as_part, as_stated, as_tuple, as_words
from factbase.vocabulary import Certainty, Confidence, Family, Kind, Part, Stated, Words

_WITHOUT_CERTAINTY = (Kind.REFUSAL, Kind.DIRECTIVE)


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
        if not self._is_sound():
            self._check()

    def _is_sound(self) -> bool:
        return (
            is_text(self.exact)
            and type(self.start) is int
            and type(self.end) is int
            and 0 <= self.start < self.end == self.start + len(self.exact)
            and type(self.part) is Part
            and (self.locator is None or is_text(self.locator))
        )

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
        if (
            is_id_of_many(self.question)
            and is_text(self.value)
            and is_text_or_none(self.written)
            and type(self.confidence) is Confidence
        ):
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
        if not self._is_sound():
            self._check()

    def _is_sound(self) -> bool:
        """Tell whether there is no fault; what follows from the rest is filled in then."""
        kind, hops = self.kind, self.attributions
        if type(kind) is not Kind or type(hops) is not tuple or not hops:
            return False
        if (
            is_id_of_many(self.document)
            and (self.id is None or is_id(self.id))
            and is_text(self.content)
            and (self.words is None or type(self.words) is Words)
            and type(self.stated) is Stated
            and is_text_or_none(self.condition)
            and is_text_or_none(self.event_date_printed)
            and is_date_or_none(self.event_date)
            and (self.family is None or self.family is kind.family)
            and self._spans_are_sound()
            and self._chain_is_sound()
            and (kind not in _WITHOUT_CERTAINTY or hops[-1].certainty is Certainty.UNCOMMITTED)
            and self._answers_are_sound(kind)
        ):
            object.__setattr__(self, "family", kind.family)
            return True
        return False

    def _spans_are_sound(self) -> bool:
        if not self.spans:
            return type(self.spans) is tuple and is_text_or_none(self.locator)
        return (
            self.locator is None
            and type(self.spans) is tuple
            and all([type(each) is Span for each in self.spans])  # noqa: C419 - a list is quicker
        )

    def _chain_is_sound(self) -> bool:
        """Tell whether every hop commits, none follows itself, and none spoke after one outside it."""
        outer: Attribution | None = None
        dated = 0
        for hop in self.attributions:
            if type(hop) is not Attribution or hop.certainty is None:
                return False
            if outer is not None and outer.source == hop.source:
                return False
            dated += hop.said is not None
            outer = hop
        return dated < 2 or not self._out_of_order()

    def _out_of_order(self) -> bool:
        hops = self.attributions
        return any(_said_after(inner, outer) for step, inner in enumerate(hops) for outer in hops[:step])

    def _answers_are_sound(self, kind: Kind) -> bool:
        """Tell whether topics, answers and declined questions are as they must be, and in their order."""
        answers, topics = self.answers, self.topics
        if self.declines and (kind is not Kind.REFUSAL or not _sorted_ids(self.declines)):
            return False
        if topics and not _sorted_ids(topics):
            return False
        if not answers:
            return type(answers) is tuple and type(topics) is tuple and type(self.declines) is tuple
        return (
            type(answers) is tuple
            and len(answers) == 1
            and type(answers[0]) is Answer
            and kind is not Kind.REFUSAL
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
            late = [outer for outer in self.attributions[:step] if _said_after(inner, outer)]
            if late:
                faults.add(
                    f"attributions[{step}].said",
                    f"hops out of order: {inner.source} said it {inner.said}, after {late[-1].source} passed it on "
                    f"({late[-1].said}); the outermost hop comes first",
                )

    def _fill_certainty(self, faults: Faults) -> None:
        last = len(self.attributions) - 1
        bare = self.kind in _WITHOUT_CERTAINTY
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


def _sorted_ids(values: tuple[str, ...]) -> bool:
    return are_ids(values) and (len(values) < 2 or list(values) == sorted(values))


def _said_after(inner: Attribution, outer: Attribution) -> bool:
    if inner.said is None or outer.said is None:
        return False
    try:
        first, last = dates.parse(inner.said).earliest, dates.parse(outer.said).latest
    except ValueError:  # the hop's own check has reported the date
        return False
    return first is not None and last is not None and first > last
