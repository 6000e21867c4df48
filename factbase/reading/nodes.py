"""Located nodes: what a facts file says, each part with its place, and `Fields` to take values out of a mapping.

Nothing here knows YAML or the model: a reader makes the nodes, and whoever knows the grammar asks for fields by name.
What is wrong is added to a list of problems and asking goes on, so that one run shows every fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, TypeVar

from attrs import frozen

from factbase.problems import Location, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    EnumT = TypeVar("EnumT", bound=StrEnum)

_MOST_SHOWN: Final = 60
_FLAGS: Final = {"yes": True, "true": True, "no": False, "false": False}
_WHOLE_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}")  # 18 digits always fit SQLite's 64 bits


class Problems(Protocol):
    """Whatever problems are added to; a `list[Problem]` will do."""

    def append(self, problem: Problem, /) -> None:
        """Add one problem."""


@frozen(kw_only=True)
class Scalar:
    """A text, exactly as written: `NO`, `1.10` and `2023-11-21` stay text."""

    text: str
    location: Location


@frozen(kw_only=True)
class Sequence:
    """A list, in the order written."""

    items: tuple[Node, ...]
    location: Location


@frozen(kw_only=True)
class Entry:
    """One ``key: value`` of a mapping."""

    key: Scalar
    value: Node


@frozen(kw_only=True)
class Mapping:
    """Keys with their values, in the order written; no key occurs twice."""

    entries: tuple[Entry, ...]
    location: Location


@frozen(kw_only=True)
class Unreadable:
    """A place whose fault is already among the problems (an empty value, an alias): readers pass over it silently."""

    location: Location


Node: TypeAlias = Scalar | Sequence | Mapping | Unreadable


def describe(node: Node) -> str:
    """Return what a node is, in the words of an error message: ``text``, ``a list`` or ``a mapping``."""
    match node:
        case Scalar():
            return "text"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
        case Unreadable():
            return "nothing readable"


def shown(text: str) -> str:
    """Return a text as it can stand in an error message: on one line, cut after 60 characters, nothing invisible.

    What does not print (control characters, marks that turn the direction of writing) is shown as its escape, so that
    a facts file cannot write to the terminal of whoever checks it.
    """
    line = " ".join(text.split())
    line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in line)
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}..."


def as_scalar(node: Node, problems: Problems) -> Scalar | None:
    """Return a node that must be a text with something in it; else add a problem and return None."""
    match node:
        case Scalar(text=text) if text.strip():
            return node
        case Scalar():
            problems.append(
                Problem(location=node.location, message="empty value: write one, or leave it out")
            )
        case Sequence() | Mapping():
            _wrong_type("text", node, problems)
        case Unreadable():
            pass
    return None


def as_mapping(node: Node, problems: Problems) -> Mapping | None:
    """Return a node that must be a mapping; else add a problem and return None."""
    if isinstance(node, Mapping):
        return node
    _wrong_type("a mapping", node, problems)
    return None


def as_items(node: Node, problems: Problems) -> tuple[Node, ...]:
    """Return the items of a node that must be a list; else add a problem and return no items."""
    if isinstance(node, Sequence):
        return node.items
    _wrong_type("a list", node, problems)
    return ()


def as_scalars(node: Node, problems: Problems) -> tuple[Scalar, ...]:
    """Return the texts of a node that must be one text or a list of texts; what is neither adds a problem."""
    match node:
        case Sequence(items=items):
            return tuple(text for item in items if (text := as_scalar(item, problems)))
        case Mapping():
            _wrong_type("text or a list of texts", node, problems)
            return ()
        case _:
            text = as_scalar(node, problems)
            return (text,) if text else ()


def _wrong_type(expected: str, node: Node, problems: Problems) -> None:
    if not isinstance(node, Unreadable):
        message = f"expected {expected}, found {describe(node)}"
        problems.append(Problem(location=node.location, message=message))


class Fields:
    """The fields of one mapping, asked for by name; what is wrong is added to the problems, and asking goes on.

    Every getter returns None (or an empty tuple) both for a field that is absent and for one that is faulty; with
    ``required=True`` absence is a problem too, at the place of the mapping. Call `finish` last: it reports every key
    that was never asked for.
    """

    def __init__(self, mapping: Mapping, problems: Problems) -> None:
        """Ask `mapping` for its fields, and add what is wrong to `problems`."""
        self.location: Final = mapping.location
        self._entries: Final = {entry.key.text: entry for entry in mapping.entries}
        self._problems: Final = problems
        self._asked: Final[dict[str, None]] = {}  # a set that keeps the order of asking

    def node(self, name: str, *, required: bool = False) -> Node | None:
        """Return the value of a field whatever it is, for fields that may be written in several forms."""
        self._asked[name] = None
        entry = self._entries.get(name)
        if entry is None:
            if required:
                self._problems.append(Problem(location=self.location, message=f'missing field "{name}"'))
            return None
        return entry.value

    def scalar(self, name: str, *, required: bool = False) -> Scalar | None:
        """Return a field that is text, with its place."""
        node = self.node(name, required=required)
        return None if node is None else as_scalar(node, self._problems)

    def scalars(self, name: str, *, required: bool = False) -> tuple[Scalar, ...]:
        """Return a field that is one text or a list of texts, each with its place."""
        node = self.node(name, required=required)
        return () if node is None else as_scalars(node, self._problems)

    def text(self, name: str, *, required: bool = False) -> str | None:
        """Return a field that is text."""
        scalar = self.scalar(name, required=required)
        return None if scalar is None else scalar.text

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a field that is one text or a list of texts."""
        return tuple(scalar.text for scalar in self.scalars(name, required=required))

    def mapping(self, name: str, *, required: bool = False) -> Mapping | None:
        """Return a field that is a mapping."""
        node = self.node(name, required=required)
        return None if node is None else as_mapping(node, self._problems)

    def items(self, name: str, *, required: bool = False) -> tuple[Node, ...]:
        """Return the items of a field that is a list."""
        node = self.node(name, required=required)
        return () if node is None else as_items(node, self._problems)

    def flag(self, name: str, *, required: bool = False) -> bool | None:
        """Return a field that is ``yes`` or ``true``, ``no`` or ``false``, in small or capital letters."""
        scalar = self.scalar(name, required=required)
        if scalar is None:
            return None
        flag = _FLAGS.get(scalar.text.lower())
        if flag is None:
            self._add(scalar, f'expected yes or no, found "{shown(scalar.text)}"')
        return flag

    def integer(self, name: str, *, required: bool = False) -> int | None:
        """Return a field that is a whole number of at most 18 digits, with or without a sign."""
        scalar = self.scalar(name, required=required)
        if scalar is None:
            return None
        if not _WHOLE_NUMBER.fullmatch(scalar.text):
            self._add(scalar, f'expected a whole number, found "{shown(scalar.text)}"')
            return None
        return int(scalar.text)

    def choice(self, name: str, allowed: type[EnumT], *, required: bool = False) -> EnumT | None:
        """Return a field that is one word of a closed vocabulary; another word adds ``unknown kind "x"``."""
        scalar = self.scalar(name, required=required)
        if scalar is None:
            return None
        words = [member.value for member in allowed]
        if scalar.text in words:
            return allowed(scalar.text)
        meant = did_you_mean(scalar.text, words) or f"one of: {', '.join(words)}"
        self._add(scalar, f'unknown {name} "{shown(scalar.text)}"', meant)
        return None

    def where(self, name: str) -> Location:
        """Return the place of a field's value, or that of the whole mapping when it has no such field."""
        entry = self._entries.get(name)
        return self.location if entry is None else entry.value.location

    def names(self) -> Iterable[str]:
        """Return the keys that are written, in their order, asked for or not."""
        return self._entries.keys()

    def finish(self) -> None:
        """Add a problem for every key that was never asked for, with the nearest one that was."""
        for name, entry in self._entries.items():
            if name not in self._asked:
                self._add(entry.key, f'unknown key "{shown(name)}"', did_you_mean(name, self._asked))

    def _add(self, scalar: Scalar, message: str, suggestion: str | None = None) -> None:
        self._problems.append(Problem(location=scalar.location, message=message, suggestion=suggestion))
