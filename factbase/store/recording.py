"""Recording: one act, one transaction, one changeset; the whole of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import frozen

from factbase import checks, identity
from factbase.errors import FactsError
from factbase.model import NOUNS, Changeset, Document, Question, Statement
from factbase.model.faults import Faults
from factbase.problems import Fault, Location, Problem
from factbase.resolving import resolve
from factbase.store import changesets, deriving, relating, schema
from factbase.store.connection import analyze, connect, transaction
from factbase.store.fetching import fetch, find
from factbase.store.planning import plan, refuse_dangling
from factbase.store.rows import TABLES
from factbase.store.writing import Writer
from factbase.vocabulary import Noun, Route
from factbase.world import Records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlite_utils import Database

    from factbase.model import Record
    from factbase.store.planning import Key, Plan

Locate = Callable[[str], Location]
"""Gives the place in a file of a field of a record, by the field's path."""


@frozen(kw_only=True)
class Recorded:
    """What a recording did: its changeset (None: there was nothing new), and how many records it touched."""

    changeset: Changeset | None
    added: int = 0
    changed: int = 0
    retired: int = 0


class Recording:
    """Stages records and withdrawals, then writes them as one changeset."""

    def __init__(  # noqa: PLR0913 - who, why and whence are each said
        self,
        db: Database,
        path: str | Path,
        *,
        by: str,
        why: str,
        route: Route,
        file: str | None = None,
        at: str | None = None,
    ) -> None:
        """Stage for the database at `path`: `by` whom, `why`, from which `file`, by which `route`, `at` which time.

        Raises:
            RecordError: when `by` or `why` says nothing.
        """
        faults = Faults()
        faults.text("by", by)
        faults.text("why", why)
        faults.text_or_none("file", file)
        faults.finish("changeset")
        self._db, self._path = db, path
        self._by, self._why, self._file, self._route, self._at = by, why, file, route, at
        self._staged: list[tuple[Record, Locate | None]] = []
        self._withdrawals: dict[Key, str] = {}
        self._rejected: list[tuple[Iterable[Problem], Key | None]] = []

    def stage(self, record: Record, locate: Locate | None = None) -> None:
        """Take a record to be written; `locate` gives the places of its fields for error messages."""
        self._staged.append((record, locate))

    def reject(self, problems: Iterable[Problem], key: Key | None = None) -> None:
        """Take what is wrong with a record that could not be made, so that it is told with what the checks find.

        `key` is what the record would have been: those who name it are not blamed for that.
        """
        self._rejected.append((problems, key))

    def withdraw(self, noun: Noun, ident: str, why: str) -> None:
        """Take an id to be retired, with the reason.

        Raises:
            RecordError: when the reason says nothing.
        """
        faults = Faults()
        faults.text("why", why)
        faults.finish(f'withdrawal of {noun} "{ident}"')
        self._withdrawals[noun, ident] = why

    def commit(self, *, whole: bool = False) -> Recorded:
        """Check everything that was staged and write it as one changeset; recording again what stands writes nothing.

        With `whole`, rows of this route that were not staged are withdrawn.

        Raises:
            FactsError: with every problem of what was staged; nothing was written.
            HistoryError: when history does not allow it; nothing was written.
            StoreError: when the file cannot be written; nothing was written.
        """
        with transaction(self._db, self._path):
            if schema.is_empty(self._db):
                schema.create(self._db)
            else:
                schema.require(self._db, self._path)
            records = self._checked()
            planned = plan(self._db, records, self._withdrawals, route=self._route, whole=whole)
            if not planned:
                return Recorded(changeset=None)
            self._check_dependents(planned, records)
            return self._write(planned)

    def _checked(self) -> list[Record]:
        """Return the staged records, resolved and without repetitions."""
        world = StoreWorld(self._db, self._withdrawals)
        for record, _ in self._staged:
            world.add(record)
        problems: list[Problem] = []
        for told, rejected in self._rejected:
            problems += told
            if rejected is not None:
                world.declare(*rejected)
        found: dict[Key, tuple[Record, str]] = {}
        for staged, locate in self._staged:
            record, faults = resolve(staged, world) if isinstance(staged, Statement) else (staged, [])
            key = NOUNS[type(record)], record.id or ""
            digest = identity.digest(record)
            if record.id is not None and key in found and found[key][1] != digest:
                faults = [*faults, duplicate(*key)]
            if key in self._withdrawals:
                faults = [
                    *faults,
                    Fault(field="id", message=f'{key[0]} "{key[1]}" is both recorded and withdrawn'),
                ]
            faults = [*faults, *checks.check(record, world)]
            problems += [problem(record, fault, locate) for fault in faults]
            found.setdefault(key, (record, digest))
        if problems:
            raise FactsError(problems)
        return [record for record, _ in found.values()]

    def _check_dependents(self, planned: Plan, records: Iterable[Record]) -> None:
        """Check the statements that stand and rest on a document or question that changes."""
        changed = [
            each.before.pk for each in planned.incoming if each.before and isinstance(each.record, Document)
        ]
        asked = [
            each.before.pk for each in planned.incoming if each.before and isinstance(each.record, Question)
        ]
        pks = dependents(self._db, changed, asked)
        staged = {record.id for record in records if isinstance(record, Statement)}
        staged |= {s.record.id for s, _ in planned.withdrawn if isinstance(s.record, Statement)}
        world = StoreWorld(self._db, self._withdrawals)
        for each in planned.incoming:
            world.add(each.record)
        problems = [
            problem(stored.record, fault, None)
            for stored in fetch(self._db, Noun.STATEMENT, pks)
            if stored.record.id not in staged
            for fault in checks.check(stored.record, world)
        ]
        if problems:
            raise FactsError(problems)

    def _write(self, planned: Plan) -> Recorded:
        number = changesets.start(
            self._db, by=self._by, why=self._why, file=self._file, route=self._route, at=self._at
        )
        writer = Writer(self._db, number)
        for stored, why in planned.leaving():
            writer.retire(stored, why or self._why)
        writer.insert(planned.incoming)
        withdrawn = [stored for stored, _ in planned.withdrawn]
        refuse_dangling(self._db, withdrawn)
        gone = {stored.pk for stored in withdrawn if isinstance(stored.record, Statement)}
        deriving.forget(self._db, gone)
        questions = [e.before.pk for e in planned.incoming if e.before and isinstance(e.record, Question)]
        deriving.derive_bounds(self._db, questions)
        affected = deriving.affected(self._db, writer.written) - gone
        deriving.derive(self._db, affected)
        relating.relate(self._db, affected, gone)
        analyze(self._db)
        changeset = changesets.close(self._db, number)
        changed = sum(1 for each in planned.incoming if each.before)
        added = len(planned.incoming) - changed
        return Recorded(changeset=changeset, added=added, changed=changed, retired=len(withdrawn))


def duplicate(noun: Noun, ident: str) -> Fault:
    """Return the fault of a second record of one id that is not the same."""
    return Fault(field="id", message=f'duplicate id: two records are {noun} "{ident}"')


def problem(record: Record, fault: Fault, locate: Locate | None) -> Problem:
    """Return the problem that a fault of a record is, at its place in a file if it has one."""
    if locate is not None:
        location = locate(fault.field)
    else:
        location = Location(path=f'{NOUNS[type(record)]} "{record.id or record}"', line=0)
    message = f"{fault.field}: {fault.message}"
    return Problem(location=location, message=message, suggestion=fault.suggestion)


class StoreWorld(Records):
    """What staged records can refer to: one another, and what stands and is not being withdrawn."""

    def __init__(self, db: Database, withdrawn: Iterable[Key] = ()) -> None:
        """Look up in the database what was not added here."""
        super().__init__()
        self._db, self._withdrawn = db, frozenset(withdrawn)
        self._read: dict[Key, Record | None] = {}

    def find(self, noun: Noun, ident: str) -> Record | None:
        """Return the record of that noun and id, or None."""
        staged = super().find(noun, ident)
        if staged is not None:
            return staged
        key = noun, ident
        if key not in self._read:
            stored = None if key in self._withdrawn else find(self._db, noun, ident)
            self._read[key] = stored.record if stored else None
        return self._read[key]

    def ids(self, noun: Noun) -> Iterable[str]:
        """Return every id of a noun."""
        standing = self._db.conn.execute(f"SELECT id FROM {TABLES[noun]}")  # noqa: S608 - a name of ours
        return {*super().ids(noun), *(ident for (ident,) in standing)} - {
            i for n, i in self._withdrawn if n is noun
        }


def alone(records: Iterable[Record]) -> Database:
    """Return a database in memory that holds these records and nothing else."""
    small = connect(":memory:")
    recording = Recording(small, ":memory:", by="-", why="-", route=Route.LOAD)
    for record in records:
        recording.stage(record)
    recording.commit()
    return small


def dependents(db: Database, documents: Iterable[int], questions: Iterable[int]) -> list[int]:
    """Return the statements (pks) that stand in these documents or answer these questions (pks)."""
    found = db.conn.execute(
        "SELECT pk FROM statements WHERE document IN (SELECT value FROM json_each(?)) "
        "UNION SELECT statement FROM answers WHERE question IN (SELECT value FROM json_each(?)) ORDER BY 1",
        (json.dumps(sorted(documents)), json.dumps(sorted(questions))),
    )
    return [pk for (pk,) in found]
