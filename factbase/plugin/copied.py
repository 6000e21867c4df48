"""Copied: metadata that Datasette copies quickly.

For every permission that it looks up, Datasette 0.65 copies the whole of its metadata with `copy.deepcopy`: for the
page of a database that is twice for each table. Descriptions of some hundred columns make that half a second, though
texts need no copies.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from datasette.app import Datasette

_UNCHANGING = (str, int, float, bool, type(None))


class QuickDict(dict[str, Any]):
    """A dictionary of which a deep copy copies only what can be changed."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        made = type(self)(self)
        for key, each in self.items():
            if not isinstance(each, _UNCHANGING):
                made[key] = copy.deepcopy(each, memo)
        return made


class QuickList(list[Any]):
    """A list of which a deep copy copies only what can be changed."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return type(self)(
            each if isinstance(each, _UNCHANGING) else copy.deepcopy(each, memo) for each in self
        )


def quickly(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return the same value, made of what is copied quickly."""
    if isinstance(value, dict):
        return QuickDict((key, quickly(each)) for key, each in value.items())
    return QuickList(map(quickly, value)) if isinstance(value, list) else value


def prepare(datasette: Datasette) -> None:
    """Have Datasette keep its metadata so; Datasette 1.0, which keeps it in a table, is left as it is."""
    local = getattr(datasette, "_metadata_local", None)
    if callable(getattr(datasette, "metadata", None)) and isinstance(local, dict):
        datasette._metadata_local = quickly(local)  # noqa: SLF001 - it has no other place for it
