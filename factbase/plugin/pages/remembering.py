"""Remembering: what a page worked out of the whole base, until the next changeset is recorded."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from factbase.base import Factbase

V = TypeVar("V")

MOST = 64
"""How many answers are held; the one that was asked for longest ago goes first."""

_HELD: OrderedDict[tuple[Any, ...], Any] = OrderedDict()


def remembered(base: Factbase, name: str, make: Callable[[], V]) -> V:
    """Return what `make` returns, worked out once for each name, file and head of its history."""
    head = base.head()
    if head is None:
        return make()
    key = str(base.path), head.digest, name
    if key not in _HELD:
        _HELD[key] = make()
        while len(_HELD) > MOST:
            _HELD.popitem(last=False)
    _HELD.move_to_end(key)
    found: V = _HELD[key]
    return found
