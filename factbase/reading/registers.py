"""Registers: sources.yaml, questions.yaml, topics.yaml and ratings.yaml, each a list of one noun."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from factbase.model import Choice, Name, Question, Rating, Role, Source, Topic
from factbase.reading.located import Located, Places, build
from factbase.reading.nodes import Fields, Mapping, Node, Scalar, as_items, as_mapping, as_scalar
from factbase.vocabulary import Noun, RatingScheme

if TYPE_CHECKING:
    from factbase.model import Record
    from factbase.reading.nodes import Problems

Declare = Callable[[Noun, str], None]


def read_register(name: str, node: Node, problems: Problems, declare: Declare) -> list[Located]:
    """Return the records of the register called `name` (``sources``, ``questions``, ``topics``, ``ratings``).

    Every id that is written is told to `declare`, also that of a faulty record.
    """
    found = []
    for item in as_items(node, problems):
        mapping = as_mapping(item, problems)
        if mapping is not None:
            fields = Fields(mapping, problems)
            places = Places(mapping.location, {name: fields.where(name) for name in fields.names()})
            record = READERS[name](fields, places, problems, declare)
            fields.finish()
            if record is not None:
                found.append(Located(record, places))
    return found


def _id(noun: Noun, fields: Fields, places: Places, declare: Declare) -> str:
    ident = fields.text(str(noun), required=True)
    places.put("id", fields.where(str(noun)))
    if ident is not None:
        declare(noun, ident)
    return ident or ""


def _source(fields: Fields, places: Places, problems: Problems, declare: Declare) -> Record | None:
    ident = _id(Noun.SOURCE, fields, places, declare)
    kind = fields.text("kind", required=True)
    names_node = fields.node("names", required=True)
    names = _names(names_node, places, problems) if names_node else ()
    roles = [
        role
        for number, item in enumerate(fields.items("roles"))
        if (role := _role(number, item, places, problems)) is not None
    ]
    anonymous = fields.flag("anonymous") or False
    told = {name: fields.text(name) for name in ("reason", "capacity", "acts_for", "wikidata")}
    if not (ident and kind and names):
        return None
    return build(
        lambda: Source(id=ident, kind=kind, names=names, anonymous=anonymous, roles=roles, **told),
        places,
        problems,
    )


def _names(node: Node, places: Places, problems: Problems) -> list[Name]:
    """Return names written as one text, or as a list of texts and of ``{name, language}``."""
    items = (node,) if isinstance(node, Scalar) else as_items(node, problems)
    names = []
    for number, item in enumerate(items):
        at = f"names[{number}]"
        places.put(at, item.location)
        if isinstance(item, Mapping):
            fields = Fields(item, problems)
            name, language = fields.text("name", required=True), fields.text("language")
            fields.finish()
        else:
            scalar = as_scalar(item, problems)
            name, language = scalar.text if scalar else None, None
        if name is not None:
            made = build(partial(Name, name=name, language=language), places, problems, at)
            names += [made] if made else []
    return names


def _role(number: int, item: Node, places: Places, problems: Problems) -> Role | None:
    mapping = as_mapping(item, problems)
    if mapping is None:
        return None
    fields, at = Fields(mapping, problems), f"roles[{number}]"
    places.put(at, item.location)
    title, capacity = fields.text("title", required=True), fields.text("capacity", required=True)
    start, end = fields.text("start"), fields.text("end")
    for name in fields.names():
        places.put(f"{at}.{name}", fields.where(name))
    fields.finish()
    if title is None or capacity is None:
        return None
    return build(lambda: Role(title=title, capacity=capacity, start=start, end=end), places, problems, at)


def _question(fields: Fields, places: Places, problems: Problems, declare: Declare) -> Record | None:
    ident = _id(Noun.QUESTION, fields, places, declare)
    text, answer_type = fields.text("text", required=True), fields.text("answer_type", required=True)
    choices = _choices(fields.mapping("choices"), places, problems)
    multiple = fields.flag("multiple") or False
    names = ("timezone", "precision", "unit", "resolution", "deadline", "outcome", "outcome_statement")
    told = {name: fields.text(name) for name in names}
    if not (ident and text and answer_type):
        return None
    return build(
        lambda: Question(
            id=ident, text=text, answer_type=answer_type, choices=choices, multiple=multiple, **told
        ),
        places,
        problems,
    )


def _choices(mapping: Mapping | None, places: Places, problems: Problems) -> list[Choice]:
    found = []
    for number, entry in enumerate(mapping.entries if mapping else ()):
        at, label = f"choices[{number}]", as_scalar(entry.value, problems)
        places.put(at, entry.key.location)
        if label is not None:
            value = entry.key.text
            made = build(partial(Choice, value=value, label=label.text), places, problems, at)
            found += [made] if made else []
    return found


def _topic(fields: Fields, places: Places, problems: Problems, declare: Declare) -> Record | None:
    ident = _id(Noun.TOPIC, fields, places, declare)
    kind, name = fields.text("kind", required=True), fields.text("name", required=True)
    if not (ident and kind and name):
        return None
    return build(lambda: Topic(id=ident, kind=kind, name=name), places, problems)


def _rating(fields: Fields, places: Places, problems: Problems, _declare: Declare) -> Record | None:
    evaluator, value = fields.text("evaluator", required=True), fields.text("value", required=True)
    rated, reason = fields.text("date", required=True), fields.text("reason", required=True)
    source, statement, ident = fields.text("source"), fields.text("statement"), fields.text("id")
    scheme = RatingScheme.RELIABILITY if source else RatingScheme.CREDIBILITY
    places.put("rated", fields.where("date"))
    if not (evaluator and value and rated and reason):
        return None
    return build(
        lambda: Rating(
            id=ident,
            evaluator=evaluator,
            scheme=scheme,
            value=value,
            rated=rated,
            reason=reason,
            source=source,
            statement=statement,
        ),
        places,
        problems,
    )


READERS = {"sources": _source, "questions": _question, "topics": _topic, "ratings": _rating}
"""How one item of each register is read."""
