"""Statements as written: quotes are found in the text, links and answers are taken apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from factbase import anchoring
from factbase.anchoring import Failure, NotAnchoredError
from factbase.model import Answer, Attribution, Document, Link, Span, Statement
from factbase.problems import Problem
from factbase.reading.attributions import Inherited, attributions, read_group
from factbase.reading.dated import dated
from factbase.reading.located import Located, Places, build
from factbase.reading.nodes import Fields, Mapping, Problems, Scalar, as_mapping, as_scalars
from factbase.vocabulary import Kind, LinkType, Noun, Part, Words

if TYPE_CHECKING:
    from factbase.reading.nodes import Node

LINKS = {str(term).replace("-", "_"): term for term in LinkType}
"""The key of each type of link."""

_EVENT = ("event_date", "event_date_printed")
_TEXTS = ("words", "stated", "locator")


@frozen
class StatementReader:
    """Reads the statements of one document; what it finds is in `found`, what is wrong in `problems`."""

    document: Document
    text: anchoring.Text | None
    problems: Problems
    declare: Callable[[Noun, str], None]
    found: list[Located] = field(factory=list)

    def read(self, item: Node) -> None:
        """Read one item of `statements`: a statement, or a group with its own `statements`."""
        mapping = as_mapping(item, self.problems)
        if mapping is None:
            return
        fields = Fields(mapping, self.problems)
        if "statements" not in fields.names():
            self._statement(fields, Inherited())
            return
        inherited = read_group(fields, self.problems)
        for member in fields.items("statements"):
            inner = as_mapping(member, self.problems)
            if inner is not None:
                self._statement(Fields(inner, self.problems), inherited)
        fields.finish()

    def _statement(self, fields: Fields, inherited: Inherited) -> None:
        places = Places(fields.location, {name: fields.where(name) for name in fields.names()})
        ident = fields.text("id", required=True)
        if ident is not None:
            self.declare(Noun.STATEMENT, ident)
        content, kind = fields.text("content", required=True), fields.choice("kind", Kind, required=True)
        chain = attributions(fields, inherited, self.document.own_voice, places, self.problems)
        spans = self._spans(fields, places)
        told: dict[str, Any] = {name: value for name in _TEXTS if (value := fields.text(name)) is not None}
        for name, scalar in zip(_EVENT, dated(fields, "event_date", self.problems), strict=True):
            told[name] = scalar.text if scalar else None
            places.put(name, scalar.location if scalar else fields.location)
        told["condition"] = fields.text("if")
        places.put("condition", fields.where("if"))
        answers = self._answers(fields, places)
        topics, declines = fields.texts("topics"), fields.texts("declines")
        links = self._links(fields, ident or "")
        fields.finish()
        told.setdefault("words", self._wording(spans or ()))
        # A faulty part has been reported: the rest is checked in the same run with something in its place.
        made = build(
            lambda: Statement(
                id=ident,
                document=self.document.id,
                content=content or "faulty",
                kind=kind or Kind.ASSERTION,
                attributions=chain or (Attribution(source=self.document.own_voice, certainty="uncommitted"),),
                spans=spans or (),
                answers=answers,
                topics=topics,
                declines=declines,
                **told,
            ),
            places,
            self.problems,
        )
        if made is not None:
            self.found.append(Located(made, _with_answers(made, places)))
            self.found.extend(links)

    def _spans(self, fields: Fields, places: Places) -> tuple[Span, ...] | None:
        """Return the spans of the quotes, found in the text or the title; None where one was not found."""
        quotes = fields.scalars("quote")
        part, occurrence, locator = self._part(fields), self._occurrence(fields), fields.scalar("locator")
        held = self.text if part is Part.TEXT else anchoring.Text(self.document.title or "")
        if not quotes:
            return ()
        if held is None or not held.raw:
            message = f"the document holds no {part} to quote from: leave the quote out, for a paraphrase"
            self.problems.append(Problem(location=quotes[0].location, message=message))
            return None
        spans: list[Span] = []
        failed = False
        for quote in quotes:
            try:
                hits = anchoring.find(held, quote.text, occurrence=occurrence)
            except NotAnchoredError as error:
                failed = True
                numbered = error.outcome.failure is Failure.OCCURRENCE
                where = places.at("occurrence") if numbered else quote.location
                self.problems.append(Problem(location=where, message=f"quote {error}"))
                continue
            at = locator.text if locator else None
            spans += [
                Span(part=part, start=start, end=end, exact=held.raw[start:end], locator=at)
                for start, end in hits
            ]
        return None if failed else tuple(spans)

    def _part(self, fields: Fields) -> Part:
        return fields.choice("in", Part) or Part.TEXT

    def _occurrence(self, fields: Fields) -> anchoring.Occurrence:
        node = fields.node("occurrence")
        if isinstance(node, Scalar) and node.text == "all":
            return "all"
        return None if node is None else fields.integer("occurrence")

    def _wording(self, spans: tuple[Span, ...]) -> Words | None:
        quoted = [(span.start, span.end) for span in spans if span.part is Part.TEXT]
        if self.text is None or not quoted:
            return Words.REPORTER if spans else None
        return Words(anchoring.wording(self.text, quoted))

    def _answers(self, fields: Fields, places: Places) -> tuple[Answer, ...]:
        mapping = fields.mapping("answers")
        found: list[Answer | None] = []
        for entry in mapping.entries if mapping else ():
            places.put(f"answers.{entry.key.text}", entry.key.location)
            for scalar, confidence in self._values(entry.value):
                at = f"answers.{entry.key.text}={scalar.text}"
                places.put(at, scalar.location)
                made = build(
                    partial(Answer, question=entry.key.text, value=scalar.text, **confidence),
                    places,
                    self.problems,
                    at,
                )
                found.append(made)
        return tuple(answer for answer in found if answer)

    def _values(self, node: Node) -> list[tuple[Scalar, dict[str, str]]]:
        """Return the values of an answer, each with the confidence if one is written."""
        if not isinstance(node, Mapping):
            return [(scalar, {}) for scalar in as_scalars(node, self.problems)]
        fields = Fields(node, self.problems)
        scalars, confidence = fields.scalars("value", required=True), fields.text("confidence")
        fields.finish()
        return [(scalar, {"confidence": confidence} if confidence else {}) for scalar in scalars]

    def _links(self, fields: Fields, ident: str) -> list[Located]:
        return read_links(fields, Noun.STATEMENT, ident, self.problems)


def read_links(
    fields: Fields, noun: Noun, ident: str, problems: Problems, leaving_out: tuple[str, ...] = ()
) -> list[Located]:
    """Return the links that a statement or document writes: an id, a list of ids, or ``{id: {confidence, basis}}``."""
    found = []
    for key, link_type in LINKS.items():
        node = None if key in leaving_out else fields.node(key)
        for target, told in _targets(node, problems) if node else ():
            places = Places(target.location)
            ends = {f"from_{noun}": ident, f"to_{noun}": target.text}
            made = build(
                partial(Link, type=link_type, **ends, **told),
                places,
                problems,
            )
            if made is not None:
                found.append(Located(made, places))
    return found


def _targets(node: Node, problems: Problems) -> list[tuple[Scalar, dict[str, str]]]:
    if not isinstance(node, Mapping):
        return [(scalar, {}) for scalar in as_scalars(node, problems)]
    found = []
    for entry in node.entries:
        mapping = as_mapping(entry.value, problems)
        if mapping is not None:
            fields = Fields(mapping, problems)
            told = {
                name: value for name in ("confidence", "basis") if (value := fields.text(name)) is not None
            }
            fields.finish()
            found.append((entry.key, told))
    return found


def _with_answers(statement: Statement, places: Places) -> Places:
    """Return the places with those of answers, topics and declined questions by their sorted numbers."""
    for number, answer in enumerate(statement.answers):
        places.put(f"answers[{number}]", places.at(f"answers.{answer.question}"))
        value = places.fields.get(f"answers.{answer.question}={answer.value}")
        if value is not None:
            places.put(f"answers[{number}].value", value)
    return places
