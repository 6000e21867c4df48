"""Remembering: what a page worked out of the whole base, until the next changeset is recorded."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock, Thread
from time import sleep
from typing import TYPE_CHECKING, Any, TypeVar

from factbase.base import Factbase
from factbase.plugin import lightening
from factbase.plugin.pages import asking
from factbase.plugin.pages.served import Served

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")

Key = tuple[Any, ...]

MOST = 256
"""How many answers are held; the one that was asked for longest ago goes first."""

MOST_UNDER_WAY = 16
"""How many answers may wait to be worked out, one after the other; who asks for more asks again later."""

LATER = 0.5
"""How long what nobody waits for is put off, in seconds: the page that asks for it is to be shown first."""

_HELD: OrderedDict[Key, Any] = OrderedDict()
_UNDER_WAY: dict[Key, Thread] = {}
_ONE_AT_A_TIME = Lock()
_LOOKING = Lock()
_MISSING = object()


def remembered(base: Factbase, name: str, make: Callable[[], V]) -> V:
    """Return what `make` returns, worked out once for each name, file and head of its history."""
    key = _key(base, name)
    if key is None:
        return make()
    found: V | object = _held(key)
    if found is _MISSING:
        found = make()
        _keep(key, found)
    return found  # type: ignore[return-value]


def of_the_whole(base: Factbase, name: str, make: Callable[[Factbase], V]) -> V | None:
    """Return what `remembered` does, for what is worked out of every statement.

    Of a large base the first time None, while another thread works it out (see `of_many`).
    """
    ((statements,),) = asking.select(base, "SELECT max(pk) FROM statements")
    if (statements or 0) < lightening.MANY:
        return remembered(base, name, lambda: make(base))
    return of_many(base, name, make)


def of_many(base: Factbase, name: str, make: Callable[[Factbase], V], *, wait: float = 0) -> V | None:
    """Return what `remembered` does, for what is worked out of so many statements that nobody is to wait for it.

    Another thread, with a base of its own on the same file, works it out; None when it takes longer than `wait`, in
    seconds. What looks back at an earlier time, which stands in no file, is worked out at once.
    """
    key = _key(base, name)
    if key is None or not isinstance(base, Served) or not base.path.is_file():
        return make(base)
    found: V | object = _held(key)
    if found is not _MISSING:
        return found  # type: ignore[return-value]
    worker = _at_work(key, make, 0 if wait else LATER)
    if worker is not None and wait:
        worker.join(wait)
    found = _held(key)
    return None if found is _MISSING else found  # type: ignore[return-value]


def _key(base: Factbase, name: str) -> Key | None:
    """Return under what an answer is held; None before anything was recorded."""
    head = base.head()
    return None if head is None else (str(base.path), head.digest, name)


def _at_work(key: Key, make: Callable[[Factbase], Any], later: float) -> Thread | None:
    """Return the thread that works it out, which is started if there is none; None where too many wait."""
    with _LOOKING:
        worker = _UNDER_WAY.get(key)
        if worker is None and len(_UNDER_WAY) < MOST_UNDER_WAY:
            worker = _UNDER_WAY[key] = Thread(target=_work_out, args=(key, make, later), daemon=True)
            worker.start()
        return worker


def _work_out(key: Key, make: Callable[[Factbase], Any], later: float) -> None:
    sleep(later)
    try:
        with _ONE_AT_A_TIME, Factbase(key[0], read_only=True) as base:
            _keep(key, make(base))
    finally:
        _UNDER_WAY.pop(key, None)


def _held(key: Key) -> Any:  # noqa: ANN401 - whatever was worked out
    with _LOOKING:
        found = _HELD.get(key, _MISSING)
        if found is not _MISSING:
            _HELD.move_to_end(key)
    return found


def _keep(key: Key, value: object) -> None:
    with _LOOKING:
        _HELD[key] = value
        while len(_HELD) > MOST:
            _HELD.popitem(last=False)
