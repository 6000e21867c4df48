"""Records that wait: they name something that was not met yet, and are written when everything has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase import wire
from factbase.model import NOUNS
from factbase.problems import Location
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from factbase.model import Record

# What is named comes before what names it, but for the statement that shows an outcome: its question comes after it.
_ORDER = (Noun.TOPIC, Noun.SOURCE, Noun.DOCUMENT, Noun.STATEMENT, Noun.QUESTION, Noun.RATING, Noun.LINK)
_BATCH = 1000


class Waiting:
    """Keeps records in a temporary table, each with the pk that it will have and its place in a file."""

    def __init__(self, db: Database) -> None:
        """Make the table; it is gone when the connection is closed."""
        self._db = db
        self._counts = dict.fromkeys(Noun, 0)
        self._numbered = set[Noun]()
        self._paths: dict[str, int] = {}
        db.conn.execute("DROP TABLE IF EXISTS temp.waiting")
        db.conn.execute(
            "CREATE TEMP TABLE waiting "
            "(number INTEGER PRIMARY KEY, noun TEXT, id TEXT, pk INTEGER, body TEXT, path INTEGER, line INTEGER)"
        )
        db.conn.execute("CREATE INDEX temp.waiting_by_id ON waiting (noun, id)")

    def put(self, record: Record, pk: int | None, place: Location) -> None:
        """Let a record wait."""
        noun = NOUNS[type(record)]
        self._counts[noun] += 1
        if pk is not None:
            self._numbered.add(noun)
        path = self._paths.setdefault(place.path, len(self._paths))
        self._db.conn.execute(
            "INSERT INTO temp.waiting (noun, id, pk, body, path, line) VALUES (?, ?, ?, ?, ?, ?)",
            (str(noun), record.id, pk, wire.encode(record).decode(), path, place.line),
        )

    def pk(self, noun: Noun, ident: str) -> int | None:
        """Return the pk that a waiting record will have, or None."""
        if noun not in self._numbered:
            return None
        row = self._find("pk", noun, ident)
        return None if row is None else int(row)

    def find(self, noun: Noun, ident: str) -> Record | None:
        """Return the waiting record of that noun and id, or None."""
        body = self._find("body", noun, ident)
        return None if body is None else wire.decode(noun, str(body))

    def _find(self, column: str, noun: Noun, ident: str) -> str | int | None:
        if not self._counts[noun]:
            return None
        query = f"SELECT {column} FROM temp.waiting WHERE noun = ? AND id = ? ORDER BY number LIMIT 1"  # noqa: S608
        row = self._db.conn.execute(query, (str(noun), ident)).fetchone()
        return row[0] if row else None

    def ids(self, noun: Noun) -> set[str]:
        """Return the ids of a noun that wait."""
        query = "SELECT id FROM temp.waiting WHERE noun = ? AND id IS NOT NULL"
        return {ident for (ident,) in self._db.conn.execute(query, (str(noun),))}

    def groups(self) -> Iterator[Iterator[tuple[Record, Location]]]:
        """Yield the waiting records with their places, noun by noun: first what is named, then what names it."""
        return (self._records(noun) for noun in _ORDER if self._counts[noun])

    def _records(self, noun: Noun) -> Iterator[tuple[Record, Location]]:
        paths = {number: path for path, number in self._paths.items()}
        query = (
            "SELECT number, body, path, line FROM temp.waiting NOT INDEXED WHERE noun = ? AND number > ? "
            "ORDER BY number LIMIT ?"
        )
        last = 0
        while rows := self._db.conn.execute(query, (str(noun), last, _BATCH)).fetchall():
            for _, body, path, line in rows:
                yield wire.decode(noun, body), Location(path=paths[path], line=line)
            last = rows[-1][0]
