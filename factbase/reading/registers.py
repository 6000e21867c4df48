"""Registers: sources.yaml, questions.yaml, topics.yaml and ratings.yaml, each a list of one noun."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from factbase.model import Choice, Name, Question, Rating, Role, Source, Topic
from factbase.reading.located import Declare, Located, Places, build
from factbase.reading.nodes import Fields, Mapping, Node, Scalar, as_items, as_mapping, as_scalar
from factbase.vocabulary import Noun, RatingScheme

if TYPE_CHECKING:
    from factbase.model import Record
    from factbase.reading.nodes import Problems

R = TypeVar("R", bound=object)


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


def _id(noun: Noun, fields: Fields, places: Places, declare: Declare) -> str | None:
    ident = fields.text(str(noun), required=True)
    places.put("id", fields.where(str(noun)))
    if ident is not None:
        declare(noun, ident, places.at("id"))
    return ident


def _made(  # noqa: PLR0913 - what was told, and all that is needed to blame it
    cls: type[R], told: dict[str, Any], needed: str, places: Places, problems: Problems, at: str = ""
) -> R | None:
    """Return the record of what was told, or None; that one of the `needed` fields is not there has been reported."""
    absent = {name for name in needed.split() if not told[name]}
    return build(partial(cls, **told), places, problems, at, absent)


def _source(fields: Fields, places: Places, problems: Problems, declare: Declare) -> Record | None:
    told: dict[str, Any] = {"id": _id(Noun.SOURCE, fields, places, declare)}
    told["kind"] = fields.text("kind", required=True)
    names = fields.node("names", required=True)
    told["names"] = _names(names, places, problems) if names else ()
    told["roles"] = [
        role
        for number, item in enumerate(fields.items("roles"))
        if (role := _role(number, item, places, problems)) is not None
    ]
    told["anonymous"] = fields.flag("anonymous") or False
    told |= {name: fields.text(name) for name in ("reason", "capacity", "acts_for", "wikidata")}
    return _made(Source, told, "id kind names", places, problems)


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
    told = {name: fields.text(name, required=True) for name in ("title", "capacity")}
    told |= {name: fields.text(name) for name in ("start", "end")}
    for name in fields.names():
        places.put(f"{at}.{name}", fields.where(name))
    fields.finish()
    return _made(Role, told, "title capacity", places, problems, at)


def _question(fields: Fields, places: Places, problems: Problems, declare: Declare) -> Record | None:
    told: dict[str, Any] = {"id": _id(Noun.QUESTION, fields, places, declare)}
    told |= {name: fields.text(name, required=True) for name in ("text", "answer_type")}
    told["choices"] = _choices(fields.mapping("choices"), places, problems)
    told["multiple"] = fields.flag("multiple") or False
    names = ("timezone", "precision", "unit", "resolution", "deadline", "outcome", "outcome_statement")
    told |= {name: fields.text(name) for name in names}
    needed = "id text answer_type"
    if told["answer_type"] is None:  # what else a question may have depends on it
        told |= {"choices": (), "timezone": None, "precision": None, "unit": None}
        needed += " choices"
    return _made(Question, told, needed, places, problems)


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
    told: dict[str, Any] = {"id": _id(Noun.TOPIC, fields, places, declare)}
    told |= {name: fields.text(name, required=True) for name in ("kind", "name")}
    return _made(Topic, told, "id kind name", places, problems)


def _rating(fields: Fields, places: Places, problems: Problems, _declare: Declare) -> Record | None:
    told: dict[str, Any] = {
        name: fields.text(name, required=True) for name in ("evaluator", "value", "reason")
    }
    told["rated"] = fields.text("date", required=True)
    places.put("rated", fields.where("date"))
    told |= {name: fields.text(name) for name in ("source", "statement", "id")}
    told["scheme"] = RatingScheme.RELIABILITY if told["source"] else RatingScheme.CREDIBILITY
    return _made(Rating, told, "evaluator value rated reason", places, problems)


READERS = {"sources": _source, "questions": _question, "topics": _topic, "ratings": _rating}
"""How one item of each register is read."""
