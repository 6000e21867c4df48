"""What a bulk recording has met: enough of it in memory to be quick, the rest looked up where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.model import NOUNS, Document, Statement
from factbase.store.fetching import find, find_pk
from factbase.store.rows import TABLES
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from sqlite_utils import Database

    from factbase.model import Record
    from factbase.store.bulk.waiting import Waiting

BATCH = 256
"""How many records are written together; what was met since the last batch is always in memory."""

_MOST = {Noun.DOCUMENT: 10 * BATCH, Noun.SOURCE: 50_000, Noun.QUESTION: 20_000, Noun.TOPIC: 20_000}
_MOST_TEXT = 1 << 25
_MOST_PKS = 1 << 19


class Acquaintance:
    """A world (see `factbase.world`) of what stands, what was just met, and what waits."""

    def __init__(self, db: Database, waiting: Waiting) -> None:
        """Look up in the database what is not, or no longer, in memory."""
        self._db, self._waiting = db, waiting
        self._records: dict[Noun, dict[str, Record]] = {noun: {} for noun in Noun}
        self._pks: dict[Noun, dict[str, int]] = {noun: {} for noun in Noun}
        self._declared: set[tuple[Noun, str | None]] = set()
        self._text = 0

    def meet(self, record: Record) -> None:
        """Keep a record in memory, for as long as it is likely to be named. Statements are never asked for."""
        noun = NOUNS[type(record)]
        if noun not in _MOST or record.id is None:
            return
        held = self._records[noun]
        self._text -= _length(held.pop(record.id, None))
        held[record.id] = record
        self._text += _length(record)
        while len(held) > _MOST[noun] or (
            noun is Noun.DOCUMENT and self._text > _MOST_TEXT and len(held) > 1
        ):
            self._text -= _length(held.pop(next(iter(held))))

    def declare(self, noun: Noun, ident: str | None) -> None:
        """Make an id known whose record is faulty, so that what names it is not blamed for that."""
        self._declared.add((noun, ident))

    def declared(self, noun: Noun, ident: str) -> bool:
        """Tell whether the id is that of a faulty record."""
        return (noun, ident) in self._declared

    def find(self, noun: Noun, ident: str) -> Record | None:
        """Return the record of that noun and id, or None."""
        held = self._records[noun].get(ident)
        if held is not None:
            return held
        if (noun, ident) in self._declared:
            return None
        found = self._waiting.find(noun, ident)
        if found is None and (stored := find(self._db, noun, ident)) is not None:
            found = stored.record
        if found is not None:
            self.meet(found)
        return found

    def knows(self, noun: Noun, ident: str) -> bool:
        """Tell whether the id is declared, even if its record is faulty and cannot be found."""
        if ident in self._records[noun] or ident in self._pks[noun] or (noun, ident) in self._declared:
            return True
        return self.pk(noun, ident) is not None

    def pk(self, noun: Noun, ident: str) -> int | None:
        """Return the pk that the id has or will have, or None where it was not met."""
        known = self._pks[noun].get(ident)
        if known is None:
            known = self._waiting.pk(noun, ident) or find_pk(self._db, noun, ident)
            if known is not None:
                self.number(noun, ident, known)
        return known

    def pk_of(self, noun: Noun, ident: str) -> int:
        """Return the pk that the id has. Raises `LookupError` where it was not met."""
        known = self._pks[noun].get(ident) or self.pk(noun, ident)
        if known is None:
            message = f'{noun} "{ident}" is not recorded'
            raise LookupError(message)
        return known

    def number(self, noun: Noun, ident: str, pk: int) -> None:
        """Keep the pk of an id; of a statement only links tell, so that is looked up when they come.

        The oldest is forgotten for the newest: those of the batch that is being written stand nowhere else yet.
        """
        if noun is Noun.STATEMENT:
            return
        held = self._pks[noun]
        held[ident] = pk
        if len(held) > _MOST_PKS:
            del held[next(iter(held))]

    def numbered(self, noun: Noun) -> Container[str]:
        """Return those ids of a noun whose pk is in memory, now and later."""
        return self._pks[noun]

    def ids(self, noun: Noun) -> Iterable[str]:
        """Return every id of a noun, to suggest what was meant."""
        standing = self._db.conn.execute(f"SELECT id FROM {TABLES[noun]}")  # noqa: S608 - a name of ours
        return {*(ident for (ident,) in standing), *self._records[noun], *self._waiting.ids(noun)}

    def lacks(self, statement: Statement) -> bool:
        """Tell whether a statement names something that was not met yet."""
        records, pks = self._records, self._pks
        if statement.document not in records[Noun.DOCUMENT] and not self.knows(
            Noun.DOCUMENT, statement.document
        ):
            return True
        known = pks[Noun.SOURCE]
        for hop in statement.attributions:
            if hop.source not in known and not self.knows(Noun.SOURCE, hop.source):
                return True
        known = pks[Noun.TOPIC]
        for topic in statement.topics:
            if topic not in known and not self.knows(Noun.TOPIC, topic):
                return True
        asked = (*[answer.question for answer in statement.answers], *statement.declines)
        return not all(self.knows(Noun.QUESTION, question) for question in asked)


def _length(record: Record | None) -> int:
    return len(record.text) if isinstance(record, Document) and record.text else 0
