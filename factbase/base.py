"""The base: one database of attributed statements, to record into and to ask."""

from __future__ import annotations

import getpass
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from factbase.errors import StoreError
from factbase.knowing import known_by
from factbase.reader import Reader
from factbase.reading.folder import read_folder
from factbase.staging import Changes
from factbase.store import changesets, schema
from factbase.store.bulk import bulk
from factbase.store.connection import connect, explained, temporary, transaction
from factbase.store.history import Needed, closure, grounding, neighbourhood, standing, stood, write_snapshot
from factbase.store.publishing import holds_withheld, publish
from factbase.store.recording import Recorded, Recording, alone
from factbase.store.standstill import Standstill
from factbase.store.verifying import verify
from factbase.vocabulary import Noun, Route

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from sqlite_utils import Database

    from factbase.findings import Verification
    from factbase.identity import Operation
    from factbase.model import Changeset, Record
    from factbase.store.bulk import Bulk
    from factbase.store.publishing import Withheld


class Factbase(Reader):
    """A database of statements, each with who said it, where it stands, in which words, and how sure each party is.

    A context manager that closes the file. It is opened to be read, and made or written only by recording.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        """Open the database at `path` (``:memory:`` for none on disk); recording makes the file if need be.

        Raises:
            StoreError: when the file is not SQLite, not a factbase, or of a newer version; or absent, if `read_only`.
        """
        self.path = Path(path)
        self.read_only = read_only
        self._opened: Database | None = None
        if read_only or str(path) == ":memory:" or self.path.exists():
            self._open()

    @classmethod
    def build(
        cls, path: str | Path, folder: str | Path, *, by: str | None = None, why: str | None = None
    ) -> Self:
        """Record a facts folder into the database at `path` as one changeset, and return the base.

        Raises:
            FactsError: with every problem in the folder; nothing was written.
            HistoryError: when history does not allow it; nothing was written.
            StoreError: when the file cannot be written; nothing was written.
        """
        base = cls(path)
        base.record_folder(folder, by=by, why=why)
        return base

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._opened is not None:
            self._opened.conn.close()
            self._opened = None

    # Recording

    def record_folder(self, folder: str | Path, *, by: str | None = None, why: str | None = None) -> Recorded:
        """Record a facts folder as one changeset: what it no longer holds is withdrawn, unchanged facts write nothing.

        Raises:
            FactsError: with every problem in the folder; nothing was written.
            HistoryError: when history does not allow it; nothing was written.
            StoreError: when the file cannot be written; nothing was written.
        """
        found = read_folder(folder).require()
        file = changesets.named(folder)
        recording = self._recording(by, why or f"build of {Path(folder).name}", Route.BUILD, file)
        for each in found.located:
            recording.stage(each.record, each.places.at)
        return recording.commit(whole=True)

    @contextmanager
    def recording(self, *, by: str, note: str, file: str | None = None) -> Iterator[Changes]:
        """Stage changes in a ``with`` block, written as one changeset when it ends; an error in it writes nothing.

        `by` is who records (never who said it), `note` why.

        Raises:
            FactsError: with every problem of what was staged; nothing was written.
            HistoryError: when history does not allow it; nothing was written.
            StoreError: when the file cannot be written; nothing was written.
        """
        recording = self._recording(by, note, Route.LOAD, file)
        changes = Changes(recording)
        yield changes
        changes.recorded = recording.commit()

    @contextmanager
    def loading(self, *, by: str, note: str, file: str | None = None, large: bool = False) -> Iterator[Bulk]:
        """Record what a ``with`` block adds while it is added, as one changeset; an error in it writes nothing.

        For more records than memory holds. `large` says that tens of thousands come: indexes are then made anew.

        Raises:
            FactsError: with the problems of what was added; nothing was written.
            HistoryError: when history does not allow it; nothing was written.
            StoreError: when the file cannot be written; nothing was written.
        """
        database = self._writable()
        with bulk(database, self.path, by=by, why=note, file=file, large=large) as loading:
            yield loading

    def _writable(self) -> Database:
        if self.read_only:
            message = f"{self.path}: opened to be read only"
            raise StoreError(message)
        if self._opened is None:
            self._open()
        return self._connection()

    def _recording(self, by: str | None, why: str, route: Route, file: str | None) -> Recording:
        return Recording(
            self._writable(),
            self.path,
            by=getpass.getuser() if by is None else by,
            why=why,
            route=route,
            file=file,
        )

    # History

    def changesets(self, since: int | str | None = None) -> list[Changeset]:
        """Return every recording act, the newest first; with `since` those after what stood then (as for `as_of`)."""
        start = 0 if since is None else changesets.standing_at(self._history(), since)
        return [each for each in changesets.log(self._history()) if each.number > start]

    def changeset(self, which: int | str) -> Changeset:
        """Return the changeset of that number (3) or id (``c3``). Raises `NotFoundError` when there is none."""
        number = str(which).removeprefix("c")
        return changesets.get(self._history(), int(number) if number.isdecimal() else 0)

    def operations(self, which: int | str) -> list[Operation]:
        """Return what a changeset did, noun by noun. Raises `NotFoundError` when there is no such changeset."""
        number = self.changeset(which).number
        return sorted(changesets.operations(self._history(), number), key=lambda each: (each.noun, each.id))

    def head(self) -> Changeset | None:
        """Return the newest changeset, whose digest vouches for everything; None where nothing was recorded."""
        return changesets.head(self._history())

    def verify(self) -> Verification:
        """Work every digest and derived value out again and return what is not as it was recorded."""
        return verify(self._database())

    def as_of(self, when: int | str) -> Factbase:
        """Return what stood then, as a read-only base: after a changeset (3, ``c3``), or at a time (a date: its end).

        Raises:
            NotFoundError: when there is no such changeset.
            StoreError: when it is neither a changeset nor a time.
        """
        return Past(self, changesets.standing_at(self._database(), when))

    def known_by(self, day: str) -> Factbase:
        """Return what had been published, or else said, by the end of a day, as a read-only base (see `knowing`)."""
        return Known(self, day)

    def snapshot(
        self, out: str | Path, *, as_of: int | str | None = None, known_by: str | None = None
    ) -> Recorded | None:
        """Write what stood then (`as_of`), or what was known by a day (`known_by`), or both, as a database of its own.

        A snapshot `as_of` keeps its history up to then, and verifies to the head that stood. One of `known_by` is a new
        database with a single changeset, which is returned.

        Raises:
            StoreError: when the file exists or cannot be written.
        """
        if Path(out).exists():
            message = f"{out}: exists already; a snapshot is written into a new file"
            raise StoreError(message)
        if known_by is not None:
            source = self if as_of is None else self.as_of(as_of)
            with Factbase(out) as known:
                return known._keep(source, known_by)
        number = (
            changesets.standing_at(self._database(), as_of)
            if as_of is not None
            else len(list(changesets.log(self._database())))
        )
        target = connect(out)
        try:
            with transaction(target, out):
                write_snapshot(self._database(), target, number)
        finally:
            target.conn.close()
        return None

    def publish(self, out: str | Path) -> tuple[Withheld, ...]:
        """Write the whole history as a database of its own, without the texts whose rights are not ``full``.

        It is written anew, so that no such text is anywhere in the file; it verifies to the same head, with those texts
        withheld. What rights say now holds for earlier versions too. Returns what was left out.

        Raises:
            StoreError: when the file exists or cannot be written.
        """
        return publish(self._database(), out)

    def holds_withheld(self) -> bool:
        """Tell whether a text, in any version, may not be published: then `publish`, and serve what that writes."""
        return holds_withheld(self._database())

    def _keep(self, source: Factbase, day: str) -> Recorded:
        """Record what was known by a day, at the time of the newest changeset: the same at each asking."""
        head = source.head()
        why = f"what was known by {day}, of {head.digest[:12] if head else 'nothing'}"
        by, at = (head.recorded_by, head.recorded_at) if head else ("-", None)
        recording = Recording(self._writable(), self.path, by=by, why=why, route=Route.LOAD, at=at)
        for record in known_by([record for noun in Noun for record in source.records(noun)], day):
            recording.stage(record)
        return recording.commit()

    # Inside

    def _open(self) -> None:
        self._opened = connect(self.path, read_only=self.read_only)
        with explained(self.path):
            if not schema.is_empty(self._opened):
                try:
                    schema.require(self._opened, self.path)
                except StoreError:
                    self.close()
                    raise

    def _connection(self) -> Database:
        """Return the open file, whether or not anything was ever recorded into it."""
        if self._opened is None:
            message = f"{self.path}: there is no such file; record something into it first"
            raise StoreError(message)
        return self._opened

    def _database(self) -> Database:
        """Return the database that answers questions about everything."""
        database = self._connection()
        if schema.is_empty(database):
            message = f"{self.path}: nothing was recorded into it yet; record something into it first"
            raise StoreError(message)
        return database


class Known(Factbase):
    """What was known by a day, in memory; when, by whom and in which versions it was recorded, its source says."""

    def __init__(self, source: Factbase, day: str) -> None:
        """Look at what of `source` had been published, or else said, by the end of a day; `source` stays open."""
        super().__init__(":memory:")
        self._source: Factbase | None = None
        self._keep(source, day)
        self._source, self.read_only = source, True

    def _history(self) -> Database:
        return self._source._history() if self._source else self._database()  # noqa: SLF001 - of its own class


class Past(Factbase):
    """What stood after one changeset, read-only. Questions about one thing read only its rows."""

    def __init__(self, present: Factbase, number: int) -> None:
        """Look at `present` as it was after the changeset of that number."""
        self.path, self.read_only, self._opened = present.path, True, None
        self._present, self._number, self._standstill = present, number, Standstill(number)
        self._slice: tuple[tuple[Noun, str, Needed], Database] | None = None

    def as_of(self, when: int | str) -> Factbase:
        """Return what stood at an earlier time still."""
        number = changesets.standing_at(self._present._database(), when)  # noqa: SLF001 - of its own class
        return Past(self._present, min(number, self._number))

    def records(self, noun: Noun | str, *, by_id: bool = False) -> Iterator[Record]:
        """Yield every record of a noun that stood then."""
        database = self._present._database()  # noqa: SLF001 - of its own class
        return (stored.record for stored in standing(database, Noun(noun), self._number, by_id=by_id))

    def close(self) -> None:
        """Forget what was read; the present stays open."""
        super().close()
        if self._slice is not None:
            self._slice[1].conn.close()
            self._slice = None

    def _database(self) -> Database:
        if self._opened is None:
            self._opened = temporary()
            with transaction(self._opened, "a temporary file"):
                write_snapshot(self._present._database(), self._opened, self._number)  # noqa: SLF001 - of its own class
        return self._opened

    def _for(self, noun: Noun, ident: str) -> Database:
        return self._sliced(noun, ident, closure)

    def _grounding(self, ident: str) -> Database:
        return self._sliced(Noun.STATEMENT, ident, grounding)

    def _sliced(self, noun: Noun, ident: str, needed: Needed) -> Database:
        """Return a database that answers what is asked of one thing: the present if that is still the same."""
        present = self._present._database()  # noqa: SLF001 - of its own class
        if self._opened is not None or self._standstill.holds(present, noun, ident):
            return self._opened or present
        if self._slice is None or self._slice[0] != (noun, ident, needed):
            if self._slice is not None:
                self._slice[1].conn.close()
            small = alone(needed(present, [(noun, ident)], self._number))
            self._slice = (noun, ident, needed), small
        return self._slice[1]

    def _rated(self, _ident: str) -> Iterator[Record]:
        return self.records(Noun.RATING)

    def _around(self, ident: str) -> Database:
        return self._sliced(Noun.STATEMENT, ident, neighbourhood)

    def _beyond(self, ident: str) -> Database:
        present = self._present._database()  # noqa: SLF001 - of its own class
        still = self._opened is None and self._standstill.holds(present, Noun.STATEMENT, ident)
        return present if still else self._database()

    def _find(self, noun: Noun, ident: str) -> Record | None:
        return stood(self._present._database(), noun, ident, self._number)  # noqa: SLF001 - of its own class
