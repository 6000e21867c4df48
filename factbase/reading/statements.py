"""Statements as written: quotes are found in the text, links and answers are taken apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import field, frozen

from factbase import anchoring
from factbase.model import Answer, Attribution, Document, Span, Statement
from factbase.reading.attributions import Inherited, attributions, read_group
from factbase.reading.dated import dated
from factbase.reading.links import read_links
from factbase.reading.located import Located, Places, build
from factbase.reading.nodes import Fields, Mapping, Node, Problems, Scalar, Sequence, as_mapping, as_scalars
from factbase.reading.quotes import read_spans
from factbase.vocabulary import Kind, Noun, Part, Words

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
        spans = read_spans(fields, self.document, self.text, self.problems)
        told: dict[str, Any] = {name: value for name in _TEXTS if (value := fields.text(name)) is not None}
        for name, scalar in zip(_EVENT, dated(fields, "event_date", self.problems), strict=True):
            told[name] = scalar.text if scalar else None
            places.put(name, scalar.location if scalar else fields.location)
        told["condition"] = fields.text("if")
        places.put("condition", fields.where("if"))
        answers = self._answers(fields, places)
        topics, declines = fields.texts("topics"), fields.texts("declines")
        links = read_links(fields, Noun.STATEMENT, ident or "", self.problems)
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
        if isinstance(node, Sequence):
            return [pair for item in node.items for pair in self._values(item)]
        if not isinstance(node, Mapping):
            return [(scalar, {}) for scalar in as_scalars(node, self.problems)]
        fields = Fields(node, self.problems)
        scalars, confidence = fields.scalars("value", required=True), fields.text("confidence")
        fields.finish()
        return [(scalar, {"confidence": confidence} if confidence else {}) for scalar in scalars]


def _with_answers(statement: Statement, places: Places) -> Places:
    """Return the places with those of answers, topics and declined questions by their sorted numbers."""
    for number, answer in enumerate(statement.answers):
        places.put(f"answers[{number}]", places.at(f"answers.{answer.question}"))
        value = places.fields.get(f"answers.{answer.question}={answer.value}")
        if value is not None:
            places.put(f"answers[{number}].value", value)
    return places
