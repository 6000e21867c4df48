"""Identity: the digest of a record, and the digest of a changeset over its rows.

A digest is the SHA-256 of the UTF-8 canonical JSON array of everything recorded on a thing except its id and derived
values: no white space, no ASCII escaping, absent is null, no Unicode normalization. Arrays keep parts apart, so that
``a.b`` with ``c`` never meets ``a`` with ``b.c``.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from attrs import frozen

from factbase import wire
from factbase.model import NOUNS, RECORDS
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factbase.model import Record

FORMAT = 1
"""The version of the digest format; the first element of every digested array names it."""

_LONGEST_START = 237
"""How much of a document's id can begin the id of its statement, which has at most 250 characters."""

_AT_ONCE = 1000

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
    return hashlib.sha256(_written(NOUNS[type(record)])(record)).hexdigest()


def canonical(record: Record) -> list[Json]:
    """Return the array that is digested: the format tag, then every recorded field in its declared order."""
    array: list[Json] = json.loads(_written(NOUNS[type(record)])(record))
    return array


@cache
def _written(noun: Noun) -> Callable[[object], bytes]:
    return wire.arrays(RECORDS[noun], f"factbase/{noun}/{FORMAT}")


def digests(noun: Noun) -> Callable[[object], str]:
    """Return what digests the records of that noun, and whatever has their fields."""
    written = _written(noun)
    return lambda record: hashlib.sha256(written(record)).hexdigest()


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

    They are taken some at a time, so that a million need no more memory than these.
    """
    own: list[Json] = [f"factbase/changeset/{FORMAT}", parent, recorded_at, recorded_by, why, file, route]
    hashed = hashlib.sha256(wire.compact(own)[:-1] + b",[")
    remaining = iter(lines)
    between = b""
    while some := list(islice(remaining, _AT_ONCE)):
        hashed.update(between + wire.compact(some)[1:-1])
        between = b","
    hashed.update(b"]]")
    return hashed.hexdigest()
