"""Records as JSON and back: the form of retired versions and of JSON Lines. msgspec stands here alone."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import attrs
import msgspec

from factbase.errors import RecordError
from factbase.model import RECORDS, Record
from factbase.problems import Fault, did_you_mean
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Callable

    from factbase.model import Statement

_LINE = "line"
"""What a fault of the whole line is a fault of."""


_NOUNS = {str(each): each for each in Noun}
_NAMED = re.compile(rb'\{"noun":"(\w+)"')
_OF_A_NOUN = b'{"noun":"'

QUOTING: dict[str, Any] = {
    "quote": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "occurrence": {"anyOf": [{"type": "integer"}, {"const": "all"}]},
    "in": {"$ref": "#/$defs/Part"},
}
"""The keys with which a line of JSON Lines may quote words that are to be found, instead of giving spans."""


def encode(record: Record) -> bytes:
    """Return the record as one JSON object in UTF-8: every field that is not absent, in its declared order."""
    return msgspec.json.encode(_present(record))


def compact(array: object) -> bytes:
    """Return an array of texts, whole numbers, truth values, nulls and arrays as JSON in UTF-8.

    There is no white space and no ASCII escaping: what `json.dumps` gives with ``ensure_ascii=False``.
    """
    return msgspec.json.encode(array)


def decode(noun: Noun, data: bytes | str) -> Record:
    """Return the record of that noun that `encode` wrote.

    Raises:
        RecordError: for JSON that is none, an unknown field, a field of the wrong type, or a record that cannot exist.
    """
    return _quickly(_reader(noun), noun, data) or from_mapping(noun, parse(data))


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


def quickly(data: bytes) -> Record | None:
    """Return the record that one line of JSON describes in full, or None: then `parse` and `from_mapping` tell why.

    It is first read as what msgspec reads quickest, which refuses unknown keys too, then made a record that checks
    itself. A line that begins with its ``noun`` is of that noun; a statement names none.
    """
    named = _NAMED.match(data)
    found = Noun.STATEMENT if named is None else _NOUNS.get(named[1].decode())
    return None if found is None else _quickly(_line_reader(found), found, data)


def _quickly(reader: msgspec.json.Decoder[msgspec.Struct], noun: Noun, data: bytes | str) -> Record | None:
    try:
        return msgspec.convert(reader.decode(data), RECORDS[noun], from_attributes=True)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def sketch(data: bytes) -> Statement | None:
    """Return what one line says of a statement, or None where it says more, less, or of something else.

    It has the fields of a `Statement`, of their types, but it is none, and nothing else of it was checked: it is read
    in a sixth of the time in which it is made one.
    """
    if data.startswith(_OF_A_NOUN):
        return None
    try:
        return cast("Statement", _reader(Noun.STATEMENT).decode(data))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def noun(name: object) -> Noun:
    """Return the noun of that name.

    Raises:
        RecordError: when there is none.
    """
    found = _NOUNS.get(name) if isinstance(name, str) else None
    if found is None:
        known = list(_NOUNS)
        message = f'"{name}" is no noun: {", ".join(known)}'
        fault = Fault(field="noun", message=message, suggestion=did_you_mean(str(name), known))
        raise RecordError(_LINE, [fault])
    return found


def from_mapping(noun: Noun, raw: dict[str, Any]) -> Record:
    """Return the record that a decoded JSON object describes.

    Raises:
        RecordError: as for `decode`.
    """
    cls = RECORDS[noun]
    if not _all_known(cls, raw):
        raise RecordError(_name(noun, raw), _unknown(cls, raw, ""))
    try:
        return msgspec.convert(raw, cls)
    except msgspec.ValidationError as error:
        # It names one fault, in its own words: the records' own checks name all.
        faults = _faults(cls, raw, "")[1] or [Fault(field="line", message=str(error))]
        raise RecordError(_name(noun, raw), faults) from None


def _name(noun: Noun, raw: dict[str, Any]) -> str:
    return f'{noun} "{raw.get("id", "?")}"'


def _present(value: attrs.AttrsInstance) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, default, holds_records in _fields(type(value)):
        each = getattr(value, name)
        if each is not None and each not in ((), default):
            found[name] = [_present(item) for item in each] if holds_records else each
    return found


@cache
def _fields(cls: type[attrs.AttrsInstance]) -> tuple[tuple[str, object, bool], ...]:
    """Return the fields of a record class: name, default, and whether it holds records."""
    inner = nested(cls)
    return tuple((each.name, each.default, inner[each.name] is not None) for each in attrs.fields(cls))


def _all_known(cls: type[attrs.AttrsInstance], raw: dict[str, Any]) -> bool:
    """Tell whether no key is unknown; what should hold records and does not is refused for that."""
    names, holding = _keys(cls)
    if not names.issuperset(raw):
        return False
    for name, inner in holding:
        items = raw.get(name)
        if items and type(items) is list:
            for item in items:
                if type(item) is dict and not _all_known(inner, item):
                    return False
    return True


@cache
def _keys(
    cls: type[attrs.AttrsInstance],
) -> tuple[frozenset[str], tuple[tuple[str, type[attrs.AttrsInstance]], ...]]:
    """Return the fields of a record class, and those of them that hold records, with the class of these."""
    fields = nested(cls)
    return frozenset(fields), tuple((name, inner) for name, inner in fields.items() if inner is not None)


def _unknown(cls: type, raw: dict[str, Any], at: str) -> list[Fault]:
    known = nested(cls)
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
    for name, inner in nested(cls).items():
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
def nested(cls: type[attrs.AttrsInstance]) -> dict[str, type[attrs.AttrsInstance] | None]:
    """Return the fields of a record class, each with the record class of its items if it is a sequence of records."""
    found: dict[str, type[attrs.AttrsInstance] | None] = {}
    for each in attrs.fields(attrs.resolve_types(cls)):
        inner = getattr(each.type, "__args__", (None,))[0]
        found[each.name] = inner if isinstance(inner, type) and attrs.has(inner) else None
    return found


@cache
def _reader(noun: Noun) -> msgspec.json.Decoder[msgspec.Struct]:
    return msgspec.json.Decoder(_mirror(RECORDS[noun]))


@cache
def _line_reader(noun: Noun) -> msgspec.json.Decoder[msgspec.Struct]:
    """Return what reads a line, which names its noun unless that is a statement."""
    return (
        _reader(noun) if noun is Noun.STATEMENT else msgspec.json.Decoder(_mirror(RECORDS[noun], str(noun)))
    )


def _mirror(cls: type[attrs.AttrsInstance], tag: str | None = None) -> type[msgspec.Struct]:
    """Return a Struct with the fields of a record class, whose JSON has the tag as its ``noun``."""
    types: dict[str, Any] = {each.name: each.type for each in attrs.fields(attrs.resolve_types(cls))}
    for name, inner in _keys(cls)[1]:
        types[name] = tuple.__class_getitem__((_mirror(inner), ...))
    fields: list[Any] = [
        (each.name, types[each.name], *(() if each.default is attrs.NOTHING else (each.default,)))
        for each in attrs.fields(cls)
    ]
    tagged: dict[str, Any] = {"tag": tag, "tag_field": "noun"} if tag else {}
    worked_out = {name: value for name, value in vars(cls).items() if isinstance(value, property)}
    return msgspec.defstruct(
        cls.__name__,
        fields,
        kw_only=True,
        forbid_unknown_fields=True,
        gc=False,
        namespace=worked_out,
        **tagged,
    )


def arrays(cls: type[attrs.AttrsInstance], tag: str) -> Callable[[object], bytes]:
    """Return what writes a record of that class, or its `sketch`, as one array: the tag, then every recorded field.

    The fields come in their declared order without the id and what is worked out; records inside are arrays too.
    """
    mirror = _array(cls, tag)

    def written(record: object) -> bytes:
        return msgspec.json.encode(msgspec.convert(record, mirror, from_attributes=True))

    return written


def _array(cls: type[attrs.AttrsInstance], tag: str | None = None) -> type[msgspec.Struct]:
    inner = nested(cls)
    fields: list[Any] = []
    for each in attrs.fields(attrs.resolve_types(cls)):
        if each.name != "id" and not each.metadata.get("derived"):
            of = inner[each.name]
            fields.append((each.name, Any if of is None else tuple.__class_getitem__((_array(of), ...))))
    tagged: dict[str, Any] = {"tag": tag, "tag_field": "noun"} if tag else {}
    return msgspec.defstruct(cls.__name__, fields, array_like=True, gc=False, **tagged)


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
