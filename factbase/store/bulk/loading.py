"""Recording in bulk: one act, one transaction, one changeset, for more records than memory holds."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple, cast

from attrs import evolve

from factbase import checks, identity
from factbase.errors import FactsError, HistoryError
from factbase.model import NOUNS, Document, Question, Record, Source, Statement
from factbase.problems import Location, Problem
from factbase.resolving import resolve
from factbase.store import changesets, deriving, relating
from factbase.store.bulk import structure
from factbase.store.bulk.acquaintance import BATCH, Acquaintance
from factbase.store.bulk.places import Places
from factbase.store.bulk.plain import Plain
from factbase.store.bulk.sheets import Sheets
from factbase.store.bulk.waiting import Waiting
from factbase.store.connection import DatabaseError, analyze
from factbase.store.fetching import fetch
from factbase.store.planning import current, owned_by
from factbase.store.recording import Recorded, dependents, duplicate, problem
from factbase.store.writing import Numbers, retire
from factbase.vocabulary import Noun, Route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from factbase.store.planning import Current

MOST_PROBLEMS = 100
"""How many problems are collected before the rest of the input is left unread."""

_MOST_TEXT = 1 << 24
_CACHE_KIB = 1 << 17
_MANY = 20_000


class _Met(NamedTuple):
    """A record that was read: its digest, its place in a file, and whether all that it names is known to exist.

    A `plain` statement is none yet, but has the fields of one, and is known to be without fault.
    """

    record: Record
    digest: str
    path: str
    line: int
    named: bool
    plain: bool = False

    @property
    def place(self) -> Location:
        return Location(path=self.path, line=self.line)


class Bulk:
    """Writes records as they come, within a transaction that is open; `finish` ends the changeset.

    Problems are collected and told together, at most about `MOST_PROBLEMS`. What names something that comes later
    waits. `large` says that so much is coming that indexes are better made anew.
    """

    def __init__(self, db: Database, *, by: str, why: str, file: str | None, large: bool) -> None:
        """Begin to record into `db`: `by` whom, `why`, from which `file`."""
        self._db, self._by, self._why, self._file = db, by, why, file
        self._standing = db.conn.execute("SELECT max(pk) FROM statements").fetchone()[0] or 0
        self._large, self._anew = large, large and not self._standing
        self._lifted, self._found_by_id = self._anew, not self._anew
        if large:
            db.conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        if self._anew:
            structure.lift(db, empty=True)
        self._waiting = Waiting(db)
        self._met = Acquaintance(db, self._waiting)
        self._numbers = Numbers(db)
        self._places = Places()
        self._plain = Plain(self._met)
        self._digest = identity.digests(Noun.STATEMENT)
        self._batch: list[_Met] = []
        self._text = 0
        self._problems: list[Problem] = []
        self._refused: list[str] = []
        self._changeset: int | None = None
        self._sheets: Sheets | None = None
        self.recorded: Recorded | None = None
        self._written = array("q")
        self._added = 0
        self._changed: dict[Noun, list[int]] = {noun: [] for noun in Noun}

    # What comes

    def add(self, record: Record, place: Location | None = None) -> None:
        """Take a record; `place` is where it stands in a file, for error messages.

        Raises:
            FactsError: when there are too many problems to go on.
        """
        where = place or Location(path=f'{NOUNS[type(record)]} "{record.id or record}"', line=0)
        if self._names_what_is_to_come(record):
            self._wait(record, where)
        else:
            self._take(record, where, named=True)

    def add_plain(self, statement: Statement, path: str, line: int) -> bool:
        """Take what reads like a statement (see `factbase.wire.sketch`) if it is `Plain`, and tell whether it is."""
        if not self._plain(statement):
            return False
        self._batch.append(_Met(statement, self._digest(statement), path, line, named=True, plain=True))
        if len(self._batch) >= BATCH:
            self._flush()
        return True

    def reject(self, problems: Iterable[Problem], noun: Noun | None = None, ident: str | None = None) -> None:
        """Take what is wrong with a line that is no record; who names what it would have been is not blamed for that.

        Raises:
            FactsError: when there are too many problems to go on.
        """
        if noun is not None:
            self._met.declare(noun, ident)
        self._tell(problems)

    def find(self, noun: Noun, ident: str) -> Record | None:
        """Return the record of that noun and id that stands or came, or None."""
        return self._met.find(noun, ident)

    def declared(self, noun: Noun, ident: str) -> bool:
        """Tell whether the id is that of a faulty record that came."""
        return self._met.declared(noun, ident)

    def _names_what_is_to_come(self, record: Record) -> bool:
        """Tell whether a record cannot be written yet; statements are found by their ids at the end alone."""
        if isinstance(record, Statement):
            return self._met.lacks(record)
        return any(
            noun is Noun.STATEMENT or not self._met.knows(noun, ident)
            for _, noun, ident in checks.references(record)
        )

    def _wait(self, record: Record, place: Location) -> None:
        noun, pk = NOUNS[type(record)], None
        if isinstance(record, Source | Document | Question):
            pk = self._met.pk(noun, record.id) or self._numbers.of(noun, record.id)
            self._met.number(noun, record.id, pk)
        self._waiting.put(record, pk, place)
        self._met.meet(record)

    def _take(self, record: Record, place: Location, *, named: bool) -> None:
        if isinstance(record, Statement):
            record, faults = resolve(record, self._met)
            if faults:
                self._met.declare(Noun.STATEMENT, record.id)
                self._tell(problem(record, fault, lambda _: place) for fault in faults)
                return
        self._batch.append(_Met(record, identity.digest(record), place.path, place.line, named))
        self._met.meet(record)
        if isinstance(record, Document) and record.text:
            self._text += len(record.text)
        if len(self._batch) >= BATCH or self._text >= _MOST_TEXT:
            self._flush()

    def _tell(self, problems: Iterable[Problem]) -> None:
        self._problems += problems
        if len(self._problems) >= MOST_PROBLEMS:
            batch, self._batch = self._batch, []
            self._problems += [each for met in batch if not met.plain for each in self._faults(met)]
            last = max((each.location for each in self._problems), key=lambda place: place.line)
            message = f"{len(self._problems)} problems up to here: the rest was not read"
            raise FactsError([*self._problems, Problem(location=evolve(last, column=1), message=message)])

    def _faults(self, met: _Met) -> list[Problem]:
        found = checks.check(met.record, self._met, named=met.named)
        return [problem(met.record, fault, lambda _: met.place) for fault in found]

    # What is written

    def _flush(self) -> None:
        """Compare what came with what stands, check what is new, and write it."""
        batch, self._batch, self._text = self._batch, [], 0
        groups: dict[Noun, list[_Met]] = {noun: [] for noun in Noun}
        for met in batch:
            groups[Noun.STATEMENT if met.plain else NOUNS[type(met.record)]].append(met)
        news = {noun: self._news(noun, group) for noun, group in groups.items() if group}
        new = [met for group in news.values() for met, _ in group if not met.plain]
        self._tell([each for met in new for each in self._faults(met)])
        news = {noun: group for noun, group in news.items() if group}
        if news and not self._problems and not self._refused:
            self._write(news)

    def _news(self, noun: Noun, group: list[_Met]) -> list[tuple[_Met, Current | None]]:
        """Return what is new, or differs from the version that stands, which comes with it."""
        if noun is Noun.STATEMENT and not self._found_by_id:  # `_find_by_id` tells which came twice
            return [(met, None) for met in group]
        standing = current(self._db, noun, [met.record.id or "" for met in group])
        found: dict[str, tuple[_Met, Current | None]] = {}
        repeated: list[Problem] = []
        for met in group:
            ident = met.record.id or ""
            stands = standing.get(ident)
            if stands is not None and stands.digest == met.digest:
                self._met.number(noun, ident, stands.pk)
            elif ident in found or (stands is not None and stands.recorded_in == self._changeset):
                if ident not in found or found[ident][0].digest != met.digest:
                    repeated.append(_repeated(noun, ident, met.place))
            elif stands is not None and stands.route is not Route.LOAD:
                self._refused.append(owned_by(noun, ident, stands.route))
            else:
                found[ident] = met, stands
        self._tell(repeated)
        return list(found.values())

    def _write(self, news: dict[Noun, list[tuple[_Met, Current | None]]]) -> None:
        sheets = self._open()
        if self._large and not self._lifted and len(self._written) > max(_MANY, self._standing // 4):
            structure.lift(self._db, empty=False)
            self._lifted = True
        self._retire({noun: [each.pk for _, each in group if each] for noun, group in news.items()})
        for noun, group in news.items():
            if noun is Noun.STATEMENT:
                self._put_statements(sheets, group)
            else:
                self._put(sheets, noun, group)
            self._added += sum(stands is None for _, stands in group)
        sheets.write()

    def _put_statements(self, sheets: Sheets, group: list[tuple[_Met, Current | None]]) -> None:
        for met, stands in group:
            pk = stands.pk if stands else self._numbers.of(Noun.STATEMENT, met.record.id)
            self._written.append(pk)
            self._places.put(pk, met.path, met.line)
            sheets.put_statement(cast("Statement", met.record), pk, met.digest)

    def _put(self, sheets: Sheets, noun: Noun, group: list[tuple[_Met, Current | None]]) -> None:
        """Put records into the sheets, which may name each other: so that each has its number first."""
        pks = [stands.pk if stands else self._number(noun, met.record.id) for met, stands in group]
        for (met, _), pk in zip(group, pks, strict=True):
            self._met.number(noun, met.record.id or "", pk)
        for (met, _), pk in zip(group, pks, strict=True):
            sheets.put(met.record, pk, met.digest)

    def _open(self) -> Sheets:
        """Open the changeset when the first row is written."""
        if self._sheets is None:
            self._changeset = changesets.start(
                self._db, by=self._by, why=self._why, file=self._file, route=Route.LOAD
            )
            self._sheets = Sheets(self._db, self._changeset, self._met)
        return self._sheets

    def _retire(self, leaving: dict[Noun, list[int]]) -> None:
        """Move the versions that leave (by their pks) into history: all are read before one is taken out."""
        stored = [each for noun, pks in leaving.items() for each in fetch(self._db, noun, pks)]
        for each in stored:
            retire(self._db, self._changeset or 0, each, self._why)
        deriving.forget(self._db, leaving.get(Noun.STATEMENT, ()))
        for noun, pks in leaving.items():
            self._changed[noun] += pks

    def _number(self, noun: Noun, ident: str | None) -> int:
        return self._waiting.pk(noun, ident or "") or self._numbers.of(noun, ident)

    # The end

    def finish(self) -> Recorded:
        """Write what waits, derive what follows, and close the changeset; recording what stands writes nothing.

        Raises:
            FactsError: with every problem of what came, up to `MOST_PROBLEMS`.
            HistoryError: when an id belongs to another route.
        """
        self._flush()
        if self._anew:
            self._find_by_id()
        for group in self._waiting.groups():
            for record, place in group:
                self._take(record, place, named=False)
            self._flush()  # what is named stands before what names it comes
        self._check_dependents()
        if self._problems:
            raise FactsError(self._problems)
        if self._refused:
            raise HistoryError("\n".join(dict.fromkeys(self._refused)))
        if self._lifted:
            structure.restore(self._db)
        if self._changeset is None:
            return Recorded(changeset=None)
        deriving.derive_bounds(self._db, self._changed[Noun.QUESTION])
        self._derive()
        analyze(self._db)
        changed = sum(map(len, self._changed.values()))
        return Recorded(
            changeset=changesets.close(self._db, self._changeset), added=self._added, changed=changed
        )

    def _find_by_id(self) -> None:
        """Make the index of the statements' ids, which finds out that one came twice."""
        self._found_by_id = True
        query = (
            "SELECT statements.id, statements.pk, first.pk, statements.digest = first.digest FROM statements "
            "JOIN (SELECT id, min(pk) AS pk FROM statements GROUP BY id HAVING count(*) > 1) AS named "
            "ON named.id = statements.id AND named.pk <> statements.pk JOIN statements AS first ON first.pk = named.pk"
        )
        try:
            structure.restore(self._db, structure.STATEMENT_IDS)
        except DatabaseError:
            twice = self._db.conn.execute(query).fetchall()
            self._tell(
                [_repeated(Noun.STATEMENT, i, self._places.of(pk)) for i, pk, _, same in twice if not same]
            )
            if not self._problems:
                self._added -= len(twice)
                deriving.drop_unindexed(self._db, [pk for _, pk, _, _ in twice])
                structure.restore(self._db, structure.STATEMENT_IDS)

    def _check_dependents(self) -> None:
        """Check the statements that rest on a document or a question that changed."""
        pks = dependents(self._db, self._changed[Noun.DOCUMENT], self._changed[Noun.QUESTION])
        for stored in fetch(self._db, Noun.STATEMENT, pks):
            faults = checks.check(stored.record, self._met)
            self._tell(problem(stored.record, fault, None) for fault in faults)

    def _derive(self) -> None:
        stale = set[int]()
        if any(self._changed.values()):
            changed = {noun: set(pks) for noun, pks in self._changed.items()}
            stale = deriving.affected(self._db, changed).difference(self._written)
            deriving.derive(self._db, stale)
        if self._lifted:  # indexes that were just made have no statistics yet
            analyze(self._db)
            relating.relate_all(self._db)
        else:
            relating.relate(self._db, stale.union(self._written), ())


def _repeated(noun: Noun, ident: str, place: Location) -> Problem:
    return Problem(location=place, message=str(duplicate(noun, ident)))
