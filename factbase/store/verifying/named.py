"""What rows name, looked up once and remembered while it is named again; not all of it, however large the file."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from factbase.errors import NotFoundError
from factbase.model import Question
from factbase.store.fetching import find, find_pk, publication
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOST = 1 << 14


class Named:
    """Looks up what rows name by its id. Each method raises `NotFoundError` where nothing has the id, save `pk`."""

    def __init__(self, db: Database) -> None:
        """Look into this file."""
        self._db = db
        self.pk = lru_cache(_MOST)(self._pk)
        self.question = lru_cache(_MOST)(self._question)
        self.document = lru_cache(_MOST)(lambda ident: publication(db, ident))
        self.source = lru_cache(_MOST)(self._source)

    def _pk(self, noun: Noun, ident: str) -> int:
        """Return the pk of that id; 0, which no row has, for none."""
        return find_pk(self._db, noun, ident) or 0

    def _question(self, ident: str) -> Question:
        stored = find(self._db, Noun.QUESTION, ident)
        if stored is None or not isinstance(stored.record, Question):
            message = f'there is no question "{ident}"'
            raise NotFoundError(message)
        return stored.record

    def _source(self, ident: str) -> tuple[int, str]:
        """Return the pk and the name of a source."""
        row = self._db.conn.execute("SELECT pk, name FROM sources WHERE id = ?", (ident,)).fetchone()
        if row is None:
            message = f'there is no source "{ident}"'
            raise NotFoundError(message)
        return int(row[0]), str(row[1])
