"""Statements as written: quotes are found in the text, links and answers are taken apart."""

from __future__ import annotations

from functools import partial
from typing import Any

from attrs import evolve, field, frozen

from factbase import anchoring
from factbase.model import Answer, Attribution, Document, Statement
from factbase.reading.attributions import Inherited, attributions, read_group
from factbase.reading.dated import dated
from factbase.reading.links import read_links
from factbase.reading.located import Declare, Located, Places, build, stand_in_id
from factbase.reading.nodes import Fields, Mapping, Node, Problems, Scalar, Sequence, as_mapping, as_scalars
from factbase.reading.quotes import read_spans
from factbase.vocabulary import Kind, Noun

_EVENT = ("event_date", "event_date_printed")
_TEXTS = ("words", "stated")


@frozen
class StatementReader:
    """Reads the statements of one document; what it finds is in `found`, what is wrong in `problems`.

    It is `blind` when the document's text could not be read, which has been reported: quotes are not looked for.
    """

    document: Document
    text: anchoring.Text | None
    problems: Problems
    declare: Declare
    found: list[Located] = field(factory=list)
    blind: bool = False

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
        told: dict[str, Any] = {name: value for name in _TEXTS if (value := fields.text(name)) is not None}
        told |= {"document": self.document.id, "id": self._id(fields)}
        told |= {
            "content": fields.text("content", required=True),
            "kind": fields.choice("kind", Kind, required=True),
        }
        told["attributions"], sound = attributions(
            fields, inherited, self.document.own_voice, places, self.problems
        )
        spans = read_spans(fields, self.document, self.text, self.problems, blind=self.blind)
        for name, scalar in zip(_EVENT, dated(fields, "event_date", self.problems), strict=True):
            told[name] = scalar.text if scalar else None
            places.put(name, scalar.location if scalar else fields.location)
        told["condition"] = fields.text("if")
        # With a quote it is the quote's.
        told["locator"] = None if spans else fields.text("locator")
        places.put("condition", fields.where("if"))
        told |= {"spans": spans or (), "answers": self._answers(fields, places)}
        told |= {name: _listed(name, fields, places) for name in ("topics", "declines")}
        links = read_links(fields, Noun.STATEMENT, told["id"], self.problems)
        fields.finish()
        reported = {name for name in ("content", "kind") if told[name] is None}
        reported |= set() if sound else {"attributions"}
        made = build(partial(Statement, **told), places, self.problems, reported=reported)
        made = made or self._stand_in(told, fields)
        if made is not None:
            self.found.append(Located(made, _with_numbers(made, places)))
        self.found.extend(links)

    def _id(self, fields: Fields) -> str:
        """Return the id; of a statement without one, or with one that is taken, an id for this run."""
        ident = fields.text("id", required=True)
        if ident is not None and self.declare(Noun.STATEMENT, ident, fields.where("id")):
            return ident
        ident = stand_in_id(fields.location)
        self.declare(Noun.STATEMENT, ident, None)
        return ident

    def _stand_in(self, told: dict[str, Any], fields: Fields) -> Statement | None:
        """Return, for a faulty statement, one that refers to the same, so that this is checked in the same run."""
        spoken = told["attributions"] or [Attribution(source=self.document.own_voice)]
        hops = [
            evolve(hop, certainty="uncommitted", said=None, capacity=hop.capacity or "other")
            for hop in spoken
        ]
        told = {
            "id": stand_in_id(fields.location),
            "content": "faulty",
            "kind": Kind.REFUSAL if told["declines"] else Kind.ASSERTION,
            "attributions": [
                hop for at, hop in enumerate(hops) if not at or hops[at - 1].source != hop.source
            ],
            "answers": () if told["declines"] else told["answers"],
            **{name: told[name] for name in ("document", "spans", "topics", "declines")},
        }
        return build(partial(Statement, **told), Places(fields.location), [])

    def _answers(self, fields: Fields, places: Places) -> tuple[Answer, ...]:
        mapping = fields.mapping("answers")
        found: list[Answer | None] = []
        for entry in mapping.entries if mapping else ():
            places.put(f"answers.{entry.key.text}", entry.key.location)
            for scalar, told in self._values(entry.value):
                at = f"answers.{entry.key.text}={scalar.text}"
                places.put(at, scalar.location)
                made = build(
                    partial(Answer, question=entry.key.text, value=scalar.text, **told),
                    places,
                    self.problems,
                    at,
                )
                found.append(made)
        return tuple(answer for answer in found if answer)

    def _values(self, node: Node) -> list[tuple[Scalar, dict[str, str]]]:
        """Return the values of an answer, each with what else is told of it."""
        if isinstance(node, Sequence):
            return [pair for item in node.items for pair in self._values(item)]
        if not isinstance(node, Mapping):
            return [(scalar, {}) for scalar in as_scalars(node, self.problems)]
        fields = Fields(node, self.problems)
        scalars = fields.scalars("value", required=True)
        told = {name: text for name in ("confidence", "written") if (text := fields.text(name)) is not None}
        fields.finish()
        return [(scalar, told) for scalar in scalars]


def _listed(name: str, fields: Fields, places: Places) -> tuple[str, ...]:
    scalars = fields.scalars(name)
    for scalar in scalars:
        places.put(f"{name}={scalar.text}", scalar.location)
    return tuple(scalar.text for scalar in scalars)


def _with_numbers(statement: Statement, places: Places) -> Places:
    """Return the places with those of answers, topics and declined questions by their sorted numbers."""
    for number, answer in enumerate(statement.answers):
        places.put(f"answers[{number}]", places.at(f"answers.{answer.question}"))
        value = places.fields.get(f"answers.{answer.question}={answer.value}")
        if value is not None:
            places.put(f"answers[{number}].value", value)
    for name in ("topics", "declines"):
        for number, ident in enumerate(getattr(statement, name)):
            places.put(f"{name}[{number}]", places.at(f"{name}={ident}"))
    return places
