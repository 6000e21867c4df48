"""A world: what a record can refer to while it is resolved and checked, wherever that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, overload

from factbase.model import NOUNS, Document, Question, Source, Statement, Topic
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factbase.model import Record


class World(Protocol):
    """Looks records up by id: a facts folder, or a database with what is about to be recorded in it."""

    def find(self, noun: Noun, ident: str) -> Record | None:
        """Return the record of that noun and id, or None."""

    def knows(self, noun: Noun, ident: str) -> bool:
        """Tell whether the id is declared, even if its record is faulty and cannot be found."""

    def ids(self, noun: Noun) -> Iterable[str]:
        """Return every id of a noun, to suggest what was meant."""


class Records:
    """A world in memory: records by noun and id."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """Hold the records; of two with one id the first stands."""
        self._by_id: dict[Noun, dict[str, Record]] = {noun: {} for noun in Noun}
        self._declared: set[tuple[Noun, str | None]] = set()
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Add a record unless its id is taken."""
        self._by_id[NOUNS[type(record)]].setdefault(record.id or "", record)

    def find(self, noun: Noun, ident: str) -> Record | None:
        """Return the record of that noun and id, or None."""
        return self._by_id[noun].get(ident)

    def knows(self, noun: Noun, ident: str) -> bool:
        """Tell whether there is a record of that noun and id, or one was declared."""
        return self.find(noun, ident) is not None or not self._declared.isdisjoint(
            {(noun, ident), (noun, None)}
        )

    def declare(self, noun: Noun, ident: str | None) -> None:
        """Make an id known whose record is faulty, so that what names it is not blamed for that.

        None stands for all ids of the noun, where a file cannot be read that may hold any.
        """
        self._declared.add((noun, ident))

    def ids(self, noun: Noun) -> Iterable[str]:
        """Return every id of a noun."""
        return self._by_id[noun].keys()

    def all(self) -> Mapping[Noun, Mapping[str, Record]]:
        """Return every record, by noun and id."""
        return self._by_id


@overload
def find(world: World, cls: type[Source], ident: str | None) -> Source | None: ...
@overload
def find(world: World, cls: type[Document], ident: str | None) -> Document | None: ...
@overload
def find(world: World, cls: type[Question], ident: str | None) -> Question | None: ...
@overload
def find(world: World, cls: type[Statement], ident: str | None) -> Statement | None: ...
@overload
def find(world: World, cls: type[Topic], ident: str | None) -> Topic | None: ...
def find(world: World, cls: type[Record], ident: str | None) -> Record | None:
    """Return the record of a class by its id, typed; None where there is none."""
    return None if ident is None else world.find(NOUNS[cls], ident)
