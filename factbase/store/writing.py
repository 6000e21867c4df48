"""Writing: the rows of one open changeset, in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase import wire
from factbase.model import NOUNS, Question
from factbase.store.fetching import find, find_pk
from factbase.store.rows import PARTS, TABLES, insert, rows
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from factbase.model import Record
    from factbase.store.fetching import Stored
    from factbase.store.planning import Incoming, Key


class Numbers:
    """Gives pks: an id keeps its own across versions, and no pk is ever given to two."""

    def __init__(self, db: Database) -> None:
        """Go on from the pks that were ever given."""
        self._db = db
        self._next: dict[Noun, int] = {}
        self._any_retired = db.conn.execute("SELECT 1 FROM retired LIMIT 1").fetchone() is not None

    def of(self, noun: Noun, ident: str | None) -> int:
        """Return the pk that the id had before, or one that no row ever had."""
        if self._any_retired:
            before = self._db.conn.execute(
                "SELECT row_pk FROM retired WHERE noun = ? AND id = ? LIMIT 1", (str(noun), ident)
            ).fetchone()
            if before is not None:
                return int(before[0])
        if noun not in self._next:
            query = (
                f"SELECT max(coalesce((SELECT max(pk) FROM {TABLES[noun]}), 0), "  # noqa: S608 - a name of ours
                "coalesce((SELECT max(row_pk) FROM retired WHERE noun = ?), 0))"
            )
            self._next[noun] = self._db.conn.execute(query, (str(noun),)).fetchone()[0]
        self._next[noun] += 1
        return self._next[noun]


def retire(db: Database, number: int, stored: Stored[Record], why: str) -> None:
    """Move a version that stands into `retired`, whole, by the open changeset of that number; take its rows out."""
    noun, ident = NOUNS[type(stored.record)], stored.record.id or ""
    db.conn.execute(
        "INSERT INTO retired (noun, id, row_pk, version, digest, body, recorded_in, retired_in, why) "
        "VALUES (?, ?, ?, 1 + (SELECT count(*) FROM retired WHERE noun = ? AND id = ?), ?, ?, ?, ?, ?)",
        (
            *(str(noun), ident, stored.pk),
            *(str(noun), ident),
            *(stored.digest, wire.encode(stored.record).decode(), stored.recorded_in, number, why),
        ),
    )
    for part in PARTS.get(noun, ()):
        db.conn.execute(f'DELETE FROM {part} WHERE "{noun}" = ?', (stored.pk,))  # noqa: S608 - ours
    db.conn.execute(f"DELETE FROM {TABLES[noun]} WHERE pk = ?", (stored.pk,))  # noqa: S608 - ours


class Writer:
    """Writes the rows of one open changeset."""

    def __init__(self, db: Database, number: int) -> None:
        """Write for the open changeset of that number."""
        self._db, self._number = db, number
        self._pks: dict[Key, int] = {}
        self._numbers = Numbers(db)
        self.written: dict[Noun, set[int]] = {noun: set() for noun in Noun}

    def retire(self, stored: Stored[Record], why: str) -> None:
        """Move a version that stands into `retired`, whole, and take its rows out."""
        retire(self._db, self._number, stored, why)
        self._pks[NOUNS[type(stored.record)], stored.record.id or ""] = stored.pk

    def insert(self, incoming: Iterable[Incoming]) -> None:
        """Put in the new versions; pks are given in the order of the ids, so that staging order does not matter."""
        ordered = sorted(incoming, key=lambda each: (NOUNS[type(each.record)], each.record.id or ""))
        for each in ordered:
            noun, ident = NOUNS[type(each.record)], each.record.id or ""
            if (noun, ident) not in self._pks:
                self._pks[noun, ident] = self._numbers.of(noun, ident)
        questions = {e.record.id: e.record for e in ordered if isinstance(e.record, Question)}
        for each in ordered:
            noun, ident = NOUNS[type(each.record)], each.record.id or ""
            pk = self._pks[noun, ident]
            self.written[noun].add(pk)
            for table, row in rows(
                each.record,
                pk=pk,
                digest=each.digest,
                recorded_in=self._number,
                pk_of=self._pk_of,
                question_of=lambda wanted: questions.get(wanted) or self._question(wanted),
            ):
                self._db.conn.execute(insert(table), row)

    def _pk_of(self, noun: Noun, ident: str) -> int:
        if (noun, ident) not in self._pks:
            pk = find_pk(self._db, noun, ident)
            if pk is None:
                message = f'{noun} "{ident}" is not recorded'
                raise LookupError(message)
            self._pks[noun, ident] = pk
        return self._pks[noun, ident]

    def _question(self, ident: str) -> Question:
        stored = find(self._db, Noun.QUESTION, ident)
        if stored is None or not isinstance(stored.record, Question):
            message = f'question "{ident}" is not recorded'
            raise LookupError(message)
        return stored.record
