"""Whether history is as it was recorded: earlier versions, the pks of every id, and the changesets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase import identity, wire
from factbase.model import Document
from factbase.store import changesets
from factbase.store.rows import TABLES
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from factbase.model import Record

_PKS = """
WITH left AS (SELECT DISTINCT id, row_pk AS pk FROM retired WHERE noun = :noun)
SELECT left.id FROM left JOIN statements ON statements.id = left.id AND statements.pk <> left.pk
UNION SELECT left.id FROM left JOIN statements ON statements.pk = left.pk AND statements.id <> left.id
UNION SELECT statements.id FROM left JOIN statements ON statements.pk = left.pk AND statements.id <> left.id
UNION SELECT id FROM left GROUP BY id HAVING count(*) > 1
UNION SELECT id FROM left WHERE pk IN (SELECT pk FROM left GROUP BY pk HAVING count(*) > 1)
ORDER BY 1
"""
"""The ids of statements, or of the noun in their place, that had another pk before, or whose pk another id had."""
_GAPS = """
SELECT noun, id, version FROM (
  SELECT pk, noun, id, version, row_number() OVER (PARTITION BY noun, id ORDER BY pk) AS expected FROM retired)
WHERE version <> expected ORDER BY pk
"""


class Retired:
    """Reads every earlier version once, and counts them."""

    def __init__(self, db: Database) -> None:
        """Read the versions of this file."""
        self._db = db
        self.count = self.withheld = 0

    def problems(self) -> Iterator[str]:
        """Yield which earlier versions are not as they were, and where one is missing."""
        query = "SELECT noun, id, version, digest, body FROM retired ORDER BY pk"
        for name, ident, version, digest, body in self._db.conn.execute(query):
            self.count += 1
            label = f'retired {name} "{ident}" version {version}'
            try:
                record = wire.decode(Noun(name), body)
            except ValueError as error:  # a record that cannot exist, or no noun
                yield f"{label}: was altered; it can no longer be read ({error})"
                continue
            if identity.digest(record) != digest or record.id != ident:
                yield f"{label}: was altered; its digest is not the recorded one"
            elif wire.encode(record).decode() != body:
                yield f"{label}: was altered; its words are not as they were written"
            self.withheld += is_withheld(record)
        for name, ident, version in self._db.conn.execute(_GAPS):
            yield f'retired {name} "{ident}" version {version}: a version is missing'


def pks(db: Database) -> Iterator[str]:
    """Yield the ids of whose versions one has another pk than the rest, or one that another id ever had."""
    for noun in Noun:
        query = _PKS.replace("statements", TABLES[noun])
        for (ident,) in db.conn.execute(query, {"noun": str(noun)}).fetchall():
            yield f'{noun} "{ident}": its pk was altered'


def changes(db: Database) -> Iterator[str]:
    """Yield which changesets are not as they were closed, or do not follow one another."""
    count, first, last = db.conn.execute("SELECT count(*), min(pk), max(pk) FROM changesets").fetchone()
    if count and (first, last) != (1, count):
        yield "changesets: one is missing"
    query = "SELECT pk, parent, digest FROM changesets ORDER BY pk"
    for number, parent, digest in db.conn.execute(query):
        if digest is None:
            yield f"changeset c{number}: was left open, which no recording does"
        elif (parent or 0) != number - 1:
            yield f"changeset c{number}: was altered; it does not follow c{number - 1}"
        elif digest != changesets.digest(db, number):
            yield f"changeset c{number}: its rows or words are not those that were recorded"


def is_withheld(record: Record) -> bool:
    """Tell whether it is a document whose text was left out of a published file."""
    return isinstance(record, Document) and record.text is None and record.sha256 is not None
