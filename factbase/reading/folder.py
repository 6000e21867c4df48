"""A facts folder: every file read, every record resolved and checked, every problem collected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from factbase import checks
from factbase.errors import FactsError, RecordError
from factbase.model import NOUNS, Document, Statement
from factbase.problems import Location, Problem, Severity, did_you_mean, place
from factbase.reading.documents import DocumentReader
from factbase.reading.located import Located, Places, in_words
from factbase.reading.nodes import Mapping, Sequence
from factbase.reading.registers import READERS, read_register
from factbase.reading.relaying import relay
from factbase.reading.yaml_source import compose
from factbase.resolving import resolve
from factbase.vocabulary import Noun
from factbase.world import Records, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factbase.model import Record
    from factbase.problems import Fault
    from factbase.reading.documents import Relay

_HELD = {"sources": (Noun.SOURCE,), "questions": (Noun.QUESTION,), "topics": (Noun.TOPIC,), "ratings": ()}

SUFFIXES = (".yaml", ".yml")


@frozen
class Folder:
    """What a facts folder holds: its records with their places, and every problem, in the order of the files."""

    path: str
    located: tuple[Located, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the folder from being recorded."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def require(self) -> Folder:
        """Return the folder itself if nothing in it is wrong.

        Raises:
            FactsError: with every error.
        """
        if self.errors:
            raise FactsError(self.errors)
        return self

    def place(self, record: Record, field_name: str) -> Location:
        """Return where a field of a record is written, else the record; a link where it was made out of a statement."""
        for each in self.located:
            if type(each.record) is type(record) and each.record.id == record.id:
                return each.places.at(field_name)
        return Location(path=self.path)

    def documents(self) -> Iterator[Document]:
        """Yield the documents."""
        return (each.record for each in self.located if isinstance(each.record, Document))

    def statements(self) -> Iterator[Statement]:
        """Yield the statements."""
        return (each.record for each in self.located if isinstance(each.record, Statement))


def read_folder(path: str | Path) -> Folder:
    """Read a facts folder whole; what is wrong is in its `problems`, and nothing is raised for it."""
    problems: list[Problem] = []
    root = Path(path)
    files = sorted(
        each
        for each in root.rglob("*")
        if each.suffix in SUFFIXES and each.is_file() and _visible(each, root)
    )
    if not files:
        what = "holds no .yaml file" if root.is_dir() else "is no folder"
        return Folder(
            str(path),
            (),
            (Problem(location=Location(path=str(path)), message=f"{what}: a facts folder is needed"),),
        )
    reading = _Reading(root, problems)
    for each in files:
        reading.read(each)
    located = reading.finish()
    return Folder(str(path), tuple(located), tuple(dict.fromkeys(sorted(problems, key=place))))


def _visible(path: Path, root: Path) -> bool:
    return not any(part.startswith(".") for part in path.relative_to(root).parts)


class _Reading:
    """One reading of a folder: the files first, then what needs all of them."""

    def __init__(self, root: Path, problems: list[Problem]) -> None:
        self._root, self._problems = root, problems
        self._world = Records()
        self._located: list[Located] = []
        self._declared: dict[tuple[Noun, str], Location] = {}
        self._documents = DocumentReader(root, problems, self._declare)

    def read(self, path: Path) -> None:
        """Read one file: a register by its name, else a document."""
        try:
            data = path.read_bytes()
        except OSError as error:
            where = Location(path=str(path))
            self._problems.append(Problem(location=where, message=f"cannot be read: {error.strerror}"))
            return
        node = compose(data, str(path), self._problems)
        register = path.parent == self._root and path.stem in READERS
        if not isinstance(node, Sequence if register else Mapping):
            for noun in _HELD[path.stem] if register else (Noun.DOCUMENT, Noun.STATEMENT):
                self._world.declare(noun, None)
        if node is None:
            return
        if register:
            self._located += read_register(path.stem, node, self._problems, self._declare)
        else:
            self._documents.read(path, node)

    def finish(self) -> list[Located]:
        """Return every record, resolved; problems of all of them together are noted."""
        located = self._unique([*self._located, *self._documents.found])
        for each in located:
            self._world.add(each.record)
        located = [self._resolved(each) for each in located]
        world = Records(each.record for each in located)
        relayed = [pair for each in self._documents.relays for pair in self._relayed(each, world)]
        for each in self._unique([*located, *relayed]):
            self._world.add(each.record)
        found = [*located, *relayed]
        for each in found:
            for fault in checks.check(each.record, self._world):
                self._blame(fault, each.places)
        return found

    def _blame(self, fault: Fault, places: Places) -> None:
        where = places.at(fault.field)
        self._problems.append(Problem(location=where, message=in_words(fault), suggestion=fault.suggestion))

    def _declare(self, noun: Noun, ident: str | None, where: Location | None) -> bool:
        """Make a written id known, also that of a faulty record; tell whether it is the first of its kind."""
        if where is None or ident is None:
            self._world.declare(noun, ident)
            return True
        first = self._declared.setdefault((noun, ident), where)
        self._world.declare(noun, ident)
        if first is not where:
            self._duplicate(noun, ident, where, first)
        return first is where

    def _duplicate(self, noun: Noun, ident: str, where: Location, first: Location) -> None:
        message = f'duplicate id: {noun} "{ident}" is also at {first}'
        self._problems.append(Problem(location=where, message=message))

    def _unique(self, located: list[Located]) -> list[Located]:
        """Return the records without those whose id is taken; each of these is a problem, if it is not one already."""
        first: dict[tuple[Noun, str], Located] = {}
        for each in located:
            key = NOUNS[type(each.record)], each.record.id or ""
            if first.setdefault(key, each) is not each and key not in self._declared:
                self._duplicate(*key, each.places.at("id"), first[key].places.at("id"))
        return list(first.values())

    def _resolved(self, each: Located) -> Located:
        if not isinstance(each.record, Statement):
            return each
        record, faults = resolve(each.record, self._world)
        for fault in faults:
            self._blame(fault, each.places)
        return Located(record, each.places)

    def _relayed(self, each: Relay, world: Records) -> list[Located]:
        original = find(world, Statement, each.statement.text)
        stands_in = find(world, Document, original.document) if original else None
        places = Places(each.statement.location)
        if original is None or stands_in is None:
            if not self._world.knows(Noun.STATEMENT, each.statement.text):
                message = f'unknown statement "{each.statement.text}"'
                meant = did_you_mean(each.statement.text, world.ids(Noun.STATEMENT))
                self._problems.append(Problem(location=places.location, message=message, suggestion=meant))
            return []
        if original.document == each.document.id:
            message = f'"{original.id}" stands in this document: it relays statements of others'
            self._problems.append(Problem(location=places.location, message=message))
            return []
        try:
            retold, link = relay(original, stands_in, each.document)
        except RecordError as error:
            message = f'"{original.id}" cannot be relayed: {"; ".join(map(in_words, error.faults))}'
            self._problems.append(Problem(location=places.location, message=message))
            return []
        return [Located(retold, places), Located(link, places)]
