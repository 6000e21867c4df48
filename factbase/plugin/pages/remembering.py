"""Remembering: what a page worked out of the whole base, until the next changeset is recorded."""

from __future__ import annotations

from collections import OrderedDict
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from factbase.base import Factbase
from factbase.plugin import lightening
from factbase.plugin.pages import asking

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")

MOST = 64
"""How many answers are held; the one that was asked for longest ago goes first."""

_HELD: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_UNDER_WAY: set[tuple[Any, ...]] = set()


def remembered(base: Factbase, name: str, make: Callable[[], V]) -> V:
    """Return what `make` returns, worked out once for each name, file and head of its history."""
    head = base.head()
    if head is None:
        return make()
    key = str(base.path), head.digest, name
    if key not in _HELD:
        _keep(key, make())
    _HELD.move_to_end(key)
    found: V = _HELD[key]
    return found


def of_the_whole(base: Factbase, name: str, make: Callable[[Factbase], V]) -> V | None:
    """Return what `remembered` does, for what is worked out of every statement.

    Of a large base the first time None, while another thread, with a base of its own, works it out: nobody waits for
    what counts a million statements.
    """
    head = base.head()
    known = None if head is None else (str(base.path), head.digest, name)
    ((statements,),) = asking.select(base, "SELECT max(pk) FROM statements")
    if known is None or known in _HELD or (statements or 0) < lightening.MANY:
        return remembered(base, name, lambda: make(base))
    if known not in _UNDER_WAY:
        _UNDER_WAY.add(known)
        Thread(target=_work_out, args=(known, make), daemon=True).start()
    return None


def _work_out(key: tuple[Any, ...], make: Callable[[Factbase], Any]) -> None:
    try:
        with Factbase(key[0], read_only=True) as base:
            _keep(key, make(base))
    finally:
        _UNDER_WAY.discard(key)


def _keep(key: tuple[Any, ...], value: object) -> None:
    _HELD[key] = value
    while len(_HELD) > MOST:
        _HELD.popitem(last=False)
