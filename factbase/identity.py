"""Identity: the digest of a record, and the digest of a changeset over its rows.

A digest is the SHA-256 of the UTF-8 canonical JSON array of everything recorded on a thing except its id and derived
values: no white space, no ASCII escaping, absent is null, no Unicode normalization. Arrays keep parts apart, so that
``a.b`` with ``c`` never meets ``a`` with ``b.c``.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from factbase.model import NOUNS
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.model import Record

FORMAT = 1
"""The version of the digest format; the first element of every digested array names it."""

_LONGEST_START = 237
"""How much of a document's id can begin the id of its statement, which has at most 250 characters."""

Json = str | int | bool | None | list["Json"]
"""What a canonical array is made of."""


@frozen(kw_only=True)
class Operation:
    """A line of a changeset: what was done (``add``, ``change``, ``retire``) to which id; the digest that came or went.

    `why` is the reason kept with the version that left, so that it cannot be altered either.
    """

    noun: Noun
    operation: str
    id: str
    digest: str
    why: str | None = None


def digest(record: Record) -> str:
    """Return the digest of a record as 64 hexadecimal digits.

    Two records that say the same have the same digest whatever their ids; a record that differs in any recorded field
    has another.
    """
    return _sha256(canonical(record))


def canonical(record: Record) -> list[Json]:
    """Return the array that is digested: the format tag, then every recorded field in its declared order."""
    return [
        f"factbase/{NOUNS[type(record)]}/{FORMAT}",
        *(_json(getattr(record, name)) for name in _recorded(type(record))),
    ]


def default_id(document: str, of: str) -> str:
    """Return the id of a statement that was recorded without one: its document and 12 digits of its digest `of`."""
    return f"{document[:_LONGEST_START].rstrip('-')}-{of[:12]}"


def changeset_digest(  # noqa: PLR0913 - the parts of a changeset, each its own word
    *,
    parent: str | None,
    recorded_at: str,
    recorded_by: str,
    why: str,
    file: str | None,
    route: str,
    operations: Iterable[Operation],
) -> str:
    """Return the digest of a changeset: over its parent's digest, its own words, and the sorted lines of its rows."""
    lines = sorted((str(o.noun), o.operation, o.id, o.digest, o.why or "") for o in operations)
    array: list[Json] = [f"factbase/changeset/{FORMAT}", parent, recorded_at, recorded_by, why, file, route]
    return _sha256([*array, [list(line) for line in lines]])


def _recorded(cls: type) -> tuple[str, ...]:
    """Return the names of a class's recorded fields; they are worked out once."""
    if cls not in _RECORDED:
        fields = attrs.fields(cls)
        _RECORDED[cls] = tuple(
            each.name for each in fields if each.name != "id" and not each.metadata.get("derived")
        )
    return _RECORDED[cls]


_RECORDED: dict[type, tuple[str, ...]] = {}


def _json(value: object) -> Json:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if attrs.has(type(value)):
        return [_json(getattr(value, name)) for name in _recorded(type(value))]
    message = f"{type(value).__name__} has no canonical form"
    raise TypeError(message)


def _sha256(array: list[Json]) -> str:
    text = json.dumps(array, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
