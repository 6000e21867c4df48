"""Records with their places: which line and column each field of a record was written at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from attrs import field, frozen

from factbase.errors import RecordError
from factbase.model import Record
from factbase.problems import Location, Problem
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Container

    from factbase.problems import Fault
    from factbase.reading.nodes import Problems

R = TypeVar("R")

Declare = Callable[[Noun, str | None, Location | None], bool]
"""Makes a written id known and tells whether it is the first of its kind.

Without a place it makes known that of a stand-in, or, without an id, whatever a part that cannot be read may hold.
"""


@frozen
class Places:
    """The places of a record's fields, by path (``attributions[1].certainty``)."""

    location: Location
    fields: dict[str, Location] = field(factory=dict)

    def at(self, path: str) -> Location:
        """Return the place of a field, else that of what holds it, else that of the record."""
        while path:
            if path in self.fields:
                return self.fields[path]
            path = re.sub(r"(\.[^.\[]+|\[[^\]]*\]|^[^.\[]+)$", "", path)
        return self.location

    def put(self, path: str, location: Location) -> None:
        """Note the place of a field."""
        self.fields[path] = location


@frozen
class Located:
    """A record and the places of its fields."""

    record: Record
    places: Places


def stand_in_id(where: Location) -> str:
    """Return an id for what has none, or a wrong one, while the rest of it is checked; it is never recorded."""
    return f"faulty-{crc32(str(where).encode('utf-8', 'surrogatepass')):08x}"


_WRITTEN = {
    "as_printed": "as",
    "attributions": "said_by",
    "condition": "if",
    "exact": "quote",
    "likelihoods": "likelihood",
    "rated": "date",
    "source": "said_by",
    "spans": "quote",
}


def in_words(fault: Fault) -> str:
    """Return what is wrong, after the key under which a facts file writes the field; an unknown name needs no key.

    Of a path only the last key is given (``attributions[1].as_printed`` is ``as``): the place says which one.
    """
    if fault.message.startswith("unknown"):
        return fault.message
    names = re.findall(r"[a-z_0-9]*[a-z][a-z_0-9]*", fault.field)
    name = names[-1] if names else fault.field
    if name in {"value", "question"} and len(names) > 1:
        name = names[0]
    if name == "source" and len(names) == 1:
        return f"{name}: {fault.message}"
    if name.startswith(("from_", "to_")):
        return fault.message
    return f"{_WRITTEN.get(name, name)}: {fault.message}"


def build(
    make: Callable[[], R],
    places: Places,
    problems: Problems,
    at: str = "",
    reported: Container[str] = (),
) -> R | None:
    """Return the record that `make` makes; else add its faults, at their places below `at`, and return None.

    Faults of the fields that were `reported` already are left out.
    """
    try:
        return make()
    except RecordError as error:
        for fault in error.faults:
            if re.split(r"[.\[]", fault.field)[0] in reported:
                continue
            path = f"{at}.{fault.field}" if at else fault.field
            problems.append(
                Problem(location=places.at(path), message=in_words(fault), suggestion=fault.suggestion)
            )
        return None
