"""Differing: what one version of a record says otherwise than another, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from factbase import wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factbase.model import Record


@frozen(kw_only=True)
class Difference:
    """One field that changed: `field` as a path such as ``attributions[2].certainty``; None is an absent value."""

    field: str
    before: str | None
    after: str | None


def differences(before: Record, after: Record) -> tuple[Difference, ...]:
    """Return the fields in which two versions of one record differ, in the order of the record; none when equal.

    Entries of a list are compared by their place, counted from 1.
    """
    old, new = (dict(_flat(wire.parse(wire.encode(each)))) for each in (before, after))
    return tuple(
        Difference(field=name, before=old.get(name), after=new.get(name))
        for name in _in_order(old, new)
        if old.get(name) != new.get(name)
    )


def _in_order(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields of both as the newer version orders them; those that it lacks follow."""
    return tuple(dict.fromkeys([*new, *old]))


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """Yield each single value with its path."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _flat(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, each in enumerate(value, 1):
            yield from _flat(each, f"{path}[{place}]")
    else:
        yield path, str(value)
