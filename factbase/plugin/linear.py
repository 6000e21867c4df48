"""SQL functions whose time grows with the length of their arguments, not with its square or with a number in them.

SQLite's own ``instr``, ``replace`` and ``trim`` look at every place of one argument for every place of the other: two
texts of a megabyte keep a thread busy for minutes. Its ``printf('%.*c', 1000000000, 'x')`` writes a thousand million
letters to find that they are too many. No time limit stops a function that has begun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factbase.plugin.limits import LENGTH, LONGEST, WIDEST
from factbase.store.connection import connect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    Value = str | bytes | int | float | None

_WIDTH = re.compile(r"%[-+ 0#!,]*(\*|\d{1,20})?(?:\.(\*|\d{1,20}))?")


def instr(value: Value, wanted: Value) -> int | None:
    """Return where `wanted` first stands in `value`, from 1; 0 for nowhere. Blobs are counted in bytes."""
    if value is None or wanted is None:
        return None
    if isinstance(value, bytes) and isinstance(wanted, bytes):
        return value.find(wanted) + 1
    return text(value).find(text(wanted)) + 1


def replace(value: Value, old: Value, new: Value) -> Value:
    """Return the text with `new` wherever `old` stands.

    Raises:
        OverflowError: when the result would be longer than `LONGEST`; SQLite makes "string or blob too big" of it.
    """
    if value is None or old is None:
        return None
    parts = text(old)
    if not parts or parts[0] == "\0":
        return value
    if new is None:
        return None
    whole, other = text(value), text(new)
    if len(whole) + whole.count(parts) * (len(other) - len(parts)) > LONGEST:
        raise OverflowError
    return whole.replace(parts, other)


def trim(value: Value, characters: Value, *, left: bool = True, right: bool = True) -> str | None:
    """Return the text without the `characters` at its ends."""
    if value is None or characters is None:
        return None
    whole, unwanted = text(value), set(text(characters))
    start, end = 0, len(whole)
    while left and start < end and whole[start] in unwanted:
        start += 1
    while right and end > start and whole[end - 1] in unwanted:
        end -= 1
    return whole[start:end]


def ltrim(value: Value, characters: Value) -> str | None:
    """Return the text without the `characters` at its start."""
    return trim(value, characters, right=False)


def rtrim(value: Value, characters: Value) -> str | None:
    """Return the text without the `characters` at its end."""
    return trim(value, characters, left=False)


def formatter(name: str) -> Callable[..., Value]:
    """Return ``printf`` or ``format`` as SQLite has it, on a connection of its own.

    It raises OverflowError for a format that is longer than `WIDEST`, or in which a number is larger or a ``*``.
    """
    aside = connect(":memory:").conn
    aside.setlimit(LENGTH, LONGEST)

    def formatted(*values: Value) -> Value:
        if not values or values[0] is None:
            return None
        form = text(values[0])
        numbers = [number for found in _WIDTH.findall(form) for number in found if number]
        if len(form) > WIDEST or any(number == "*" or int(number) > WIDEST for number in numbers):
            raise OverflowError
        result: Value = aside.execute(f"SELECT {name}({', '.join('?' * len(values))})", values).fetchone()[0]
        return result

    return formatted


def text(value: str | bytes | float) -> str:
    """Return a value as SQLite casts it to text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, int):
        return str(value)
    written = f"{value + 0.0:.15g}"  # to SQLite, -0.0 is 0.0
    if "inf" in written:
        return written.replace("inf", "Inf")
    digits, mark, exponent = written.partition("e")
    return f"{digits}{'' if '.' in digits else '.0'}{mark}{exponent}"


def register(conn: sqlite3.Connection) -> None:
    """Put these functions in the place of SQLite's own on a connection."""
    conn.create_function("instr", 2, instr, deterministic=True)
    conn.create_function("replace", 3, replace, deterministic=True)
    for name, function in (("trim", trim), ("ltrim", ltrim), ("rtrim", rtrim)):
        conn.create_function(name, 2, function, deterministic=True)
    for name in ("printf", "format"):
        conn.create_function(name, -1, formatter(name), deterministic=True)
