"""Records as JSON and back: the form of retired versions and of JSON Lines. msgspec stands here alone."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import Any

import attrs
import msgspec

from factbase.errors import RecordError
from factbase.model import RECORDS, Record
from factbase.problems import Fault, did_you_mean
from factbase.vocabulary import Noun

_LINE = "line"
"""What a fault of the whole line is a fault of."""


QUOTING: dict[str, Any] = {
    "quote": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "occurrence": {"anyOf": [{"type": "integer"}, {"const": "all"}]},
    "in": {"$ref": "#/$defs/Part"},
}
"""The keys with which a line of JSON Lines may quote words that are to be found, instead of giving spans."""


def encode(record: Record) -> bytes:
    """Return the record as one JSON object in UTF-8: every field that is not absent, in its declared order."""
    return msgspec.json.encode(_present(record))


def decode(noun: Noun, data: bytes | str) -> Record:
    """Return the record of that noun that `encode` wrote.

    Raises:
        RecordError: for JSON that is none, an unknown field, a field of the wrong type, or a record that cannot exist.
    """
    return from_mapping(noun, parse(data))


def parse(data: bytes | str) -> dict[str, Any]:
    """Return a JSON object as a dictionary.

    Raises:
        RecordError: for JSON that is none, and for JSON that is no object.
    """
    try:
        raw = msgspec.json.decode(data)
    except RecursionError:
        fault = Fault(field="line", message="is too deep: no record has so many lists inside each other")
        raise RecordError(_LINE, [fault]) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        fault = Fault(field="line", message=f"is no JSON: {error}")
        raise RecordError(_LINE, [fault]) from None
    if not isinstance(raw, dict):
        raise RecordError(_LINE, [Fault(field="line", message="is no JSON object")])
    return raw


def noun(name: object) -> Noun:
    """Return the noun of that name.

    Raises:
        RecordError: when there is none.
    """
    known = [str(each) for each in Noun]
    if name not in known:
        message = f'"{name}" is no noun: {", ".join(known)}'
        fault = Fault(field="noun", message=message, suggestion=did_you_mean(str(name), known))
        raise RecordError(_LINE, [fault])
    return Noun(str(name))


def from_mapping(noun: Noun, raw: dict[str, Any]) -> Record:
    """Return the record that a decoded JSON object describes.

    Raises:
        RecordError: as for `decode`.
    """
    cls = RECORDS[noun]
    if faults := list(_unknown(cls, raw, "")):
        raise RecordError(_name(noun, raw), faults)
    try:
        return msgspec.convert(raw, cls)
    except msgspec.ValidationError as error:
        # It names one fault, in its own words: the records' own checks name all.
        faults = _faults(cls, raw, "")[1] or [Fault(field="line", message=str(error))]
        raise RecordError(_name(noun, raw), faults) from None


def _name(noun: Noun, raw: dict[str, Any]) -> str:
    return f'{noun} "{raw.get("id", "?")}"'


def _present(value: Any) -> Any:  # noqa: ANN401 - any field of any record
    if attrs.has(type(value)):
        pairs = ((each.name, each.default, getattr(value, each.name)) for each in attrs.fields(type(value)))
        return {
            name: _present(found)
            for name, default, found in pairs
            if found is not None and found not in {default, ()}
        }
    return [_present(item) for item in value] if isinstance(value, tuple) else value


def _unknown(cls: type, raw: dict[str, Any], at: str) -> list[Fault]:
    known = _nested(cls)
    faults = [
        Fault(field=at + key, message=f'unknown key "{key}"', suggestion=did_you_mean(key, known))
        for key in raw
        if key not in known
    ]
    for key, inner in known.items():
        items = raw.get(key) if inner else None
        if inner and isinstance(items, list):
            for number, item in enumerate(items):
                if isinstance(item, dict):
                    faults += _unknown(inner, item, f"{at}{key}[{number}].")
    return faults


def _faults(cls: type, raw: object, at: str) -> tuple[object, list[Fault]]:
    """Return the record that is described, if it can be made, and every fault of it and of the records inside it."""
    if not isinstance(raw, dict):
        return None, [Fault(field=at.rstrip(".") or "line", message="must be a JSON object")]
    faults: list[Fault] = []
    told = dict(raw)
    inside = set()
    for name, inner in _nested(cls).items():
        if inner and isinstance(raw.get(name), list):
            made = [_faults(inner, item, f"{at}{name}[{number}].") for number, item in enumerate(raw[name])]
            told[name] = [record for record, _ in made if record is not None]
            faults += [fault for _, found in made for fault in found]
            inside |= {name} if any(found for _, found in made) else set()
    for each in attrs.fields(cls):
        if each.default is attrs.NOTHING and each.name not in raw:
            faults.append(Fault(field=at + each.name, message="missing"))
            told[each.name] = None
            inside.add(each.name)
    try:
        return cls(**told), faults
    except RecordError as error:
        own = [fault for fault in error.faults if re.split(r"[.\[]", fault.field)[0] not in inside]
        return None, faults + [attrs.evolve(fault, field=at + fault.field) for fault in own]


@cache
def _nested(cls: type) -> dict[str, type | None]:
    """Return the fields of a record class, each with the record class of its items if it is a sequence of records."""
    found: dict[str, type | None] = {}
    for each in attrs.fields(attrs.resolve_types(cls)):
        inner = getattr(each.type, "__args__", (None,))[0]
        found[each.name] = inner if isinstance(inner, type) and attrs.has(inner) else None
    return found


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a line of JSON Lines: a record of one noun; unknown keys are refused.

    The key ``noun`` says which; a line without it is a statement.
    """
    refs, found = msgspec.json.schema_components(tuple(RECORDS.values()), ref_template="#/$defs/{name}")
    for each in found.values():
        each["description"] = inspect.cleandoc(each.get("description", ""))
        if each.get("type") == "object":
            each["additionalProperties"] = False
    for named, cls in RECORDS.items():
        record = found[cls.__name__]
        record["properties"] = {"noun": {"const": str(named)}, **record["properties"]}
        if named is not Noun.STATEMENT:
            record["required"] = ["noun", *record["required"]]
    found["Statement"]["properties"] |= QUOTING
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of factbase's JSON Lines",
        "anyOf": list(refs),
        "$defs": found,
    }
