"""Identity: the digest of a record, and the digest of a changeset over its rows.

A digest is the SHA-256 of the UTF-8 canonical JSON array of everything recorded on a thing except its id and derived
values: no white space, no ASCII escaping, absent is null, no Unicode normalization. Arrays keep parts apart, so that
``a.b`` with ``c`` never meets ``a`` with ``b.c``.
"""

from __future__ import annotations

import hashlib
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, cast

import attrs
from attrs import frozen

from factbase import wire
from factbase.model import NOUNS
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factbase.model import Record

FORMAT = 1
"""The version of the digest format; the first element of every digested array names it."""

_LONGEST_START = 237
"""How much of a document's id can begin the id of its statement, which has at most 250 characters."""

Json = str | int | bool | None | list["Json"] | tuple["Json", ...]
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
    return _sha256(_canonical(record))


def canonical(record: Record) -> list[Json]:
    """Return the array that is digested: the format tag, then every recorded field in its declared order."""
    return [list(item) if isinstance(item, tuple) else item for item in _canonical(record)]


def _canonical(record: Record) -> list[Json]:
    cls: type[attrs.AttrsInstance] = type(record)
    return [f"factbase/{NOUNS[type(record)]}/{FORMAT}", *_array_of(cls)(record)]


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
    return sealed(
        lines,
        parent=parent,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        why=why,
        file=file,
        route=route,
    )


def sealed(  # noqa: PLR0913 - the parts of a changeset, each its own word
    lines: Iterable[tuple[str, str, str, str, str]],
    *,
    parent: str | None,
    recorded_at: str,
    recorded_by: str,
    why: str,
    file: str | None,
    route: str,
) -> str:
    """Return what `changeset_digest` does, of lines in their order: noun, operation, id, digest, why (or ``""``).

    They are taken one by one, so that a million need no more memory than one.
    """
    own: list[Json] = [f"factbase/changeset/{FORMAT}", parent, recorded_at, recorded_by, why, file, route]
    hashed = hashlib.sha256(wire.compact(own)[:-1] + b",[")
    first = True
    for line in lines:
        hashed.update(wire.compact(line) if first else b"," + wire.compact(line))
        first = False
    hashed.update(b"]]")
    return hashed.hexdigest()


def _sha256(array: list[Json]) -> str:
    return hashlib.sha256(wire.compact(array)).hexdigest()


def _recorded(cls: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    """Return the names of a class's recorded fields."""
    fields = attrs.fields(cls)
    return tuple(each.name for each in fields if each.name != "id" and not each.metadata.get("derived"))


@cache
def _array_of(cls: type[attrs.AttrsInstance]) -> Callable[[object], list[Json]]:
    """Return what makes the array of a record of that class: worked out once, since a load digests millions."""
    names = _recorded(cls)
    values: Callable[[object], tuple[Json, ...]] = attrgetter(*names)
    nested = wire.nested(cls)
    parts = [(at, _array_of(of)) for at, name in enumerate(names) if (of := nested[name]) is not None]

    def array(record: object) -> list[Json]:
        made: list[Json] = list(values(record))
        for at, of in parts:
            made[at] = [of(each) for each in cast("tuple[object, ...]", made[at])]
        return made

    return array
