"""A date as written, with its printed words: ``said: 2023-11-03``, or ``said: {2023-11-03: Friday}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.problems import Problem
from factbase.reading.nodes import Mapping, Scalar, as_scalar

if TYPE_CHECKING:
    from factbase.reading.nodes import Fields, Problems


def dated(fields: Fields, name: str, problems: Problems) -> tuple[Scalar | None, Scalar | None]:
    """Return the date of a field and its printed words, which may also stand in the field ``<name>_printed``."""
    node, printed = fields.node(name), fields.scalar(f"{name}_printed")
    if not isinstance(node, Mapping):
        return (None if node is None else as_scalar(node, problems)), printed
    if len(node.entries) != 1:
        message = f"{name}: one date with its printed words, such as {{2023-11-03: Friday}}"
        problems.append(Problem(location=node.location, message=message))
        return None, None
    entry = node.entries[0]
    words = as_scalar(entry.value, problems)
    if printed is not None:
        message = f"{name}_printed: written twice, here and beside the date"
        problems.append(Problem(location=printed.location, message=message))
    return entry.key, words
