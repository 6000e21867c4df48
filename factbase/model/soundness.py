"""Quick answers to whether a value is sound, so that a record without fault is checked in a few microseconds.

Each says yes only where `Faults` finds nothing; whatever gets a no is looked at again by `Faults`, which tells why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factbase import dates
from factbase.errors import ValueSyntaxError

if TYPE_CHECKING:
    from collections.abc import Callable

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 250

matches_id: Callable[[str], object] = _ID.fullmatch
"""Tells whether a text has the form of an id, of whatever length."""


def is_id(value: object) -> bool:
    """Tell whether the value is an id."""
    return type(value) is str and len(value) <= _LONGEST_ID and matches_id(value) is not None


_SEEN: set[str] = set()
_DATES: set[str] = set()
_MOST_SEEN = 1 << 16


def is_id_of_many(value: object) -> bool:
    """Tell whether the value is an id, remembering those that are: for ids that many records name."""
    if type(value) is not str:
        return False
    if value in _SEEN:
        return True
    if not is_id(value):
        return False
    if len(_SEEN) >= _MOST_SEEN:
        _SEEN.clear()
    _SEEN.add(value)
    return True


def storable(text: str) -> bool:
    """Tell whether a text can be stored: a lone surrogate has no UTF-8, and SQLite ends a text at a NUL."""
    if "\x00" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_text(value: object) -> bool:
    """Tell whether the value is text that says something and can be stored."""
    if type(value) is not str or not value or value.isspace():
        return False
    return (value.isascii() and "\x00" not in value) or storable(value)


def is_text_or_none(value: object) -> bool:
    """Tell whether the value is None or text that says something and can be stored."""
    return value is None or is_text(value)


def is_date_or_none(value: object) -> bool:
    """Tell whether the value is None or a date in EDTF."""
    if value is None:
        return True
    if type(value) is not str:
        return False
    if value in _DATES:
        return True
    try:
        dates.parse(value)
    except ValueSyntaxError:
        return False
    if len(_DATES) >= _MOST_SEEN:
        _DATES.clear()
    _DATES.add(value)
    return True


def are_ids(values: object) -> bool:
    """Tell whether the value is a sequence of ids, none of them twice."""
    if type(values) is not tuple or not all(is_id_of_many(value) for value in values):
        return False
    return len(values) < 2 or len(set(values)) == len(values)
