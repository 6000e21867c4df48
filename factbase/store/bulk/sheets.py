"""Sheets: rows that are gathered table by table, then written together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from factbase.model import Document, Question, Source, Statement
from factbase.store.deriving import INSERT_SUMMARY, INSERT_TEXT, derived_row
from factbase.store.rows import insert, rows, statement_rows
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from sqlite_utils import Database

    from factbase.model import Record
    from factbase.store.bulk.acquaintance import Acquaintance
    from factbase.store.rows import Row

_MOST_SOURCES = 50_000  # remembered by name


class _Sources(dict[str, tuple[int, str]]):
    """The pk and the name of each source that is asked for."""

    def __init__(self, met: Acquaintance) -> None:
        super().__init__()
        self._met = met

    def __missing__(self, ident: str) -> tuple[int, str]:
        source = cast("Source", self._met.find(Noun.SOURCE, ident))
        self[ident] = self._met.pk_of(Noun.SOURCE, ident), source.name
        return self[ident]


class Sheets:
    """Gathers the rows of records, and what is derived of each statement alone."""

    def __init__(self, db: Database, number: int, met: Acquaintance) -> None:
        """Gather for the open changeset of that number; what records name was `met`."""
        self._db, self._number, self._met = db, number, met
        self._tables: defaultdict[str, list[Row]] = defaultdict(list)
        self._summaries: list[Row] = []
        self._texts: list[Row] = []
        self._sources = _Sources(met)
        self._source_of = self._sources.__getitem__

    def put(self, record: Record, pk: int, digest: str) -> None:
        """Gather the rows of a record."""
        if isinstance(record, Statement):
            self.put_statement(record, pk, digest)
            return
        if isinstance(record, Source):
            self._sources.pop(record.id, None)  # its name may be another now
        for table, row in rows(
            record,
            pk=pk,
            digest=digest,
            recorded_in=self._number,
            pk_of=self._met.pk_of,
            question_of=self._question,
        ):
            self._tables[table].append(row)

    def put_statement(self, statement: Statement, pk: int, digest: str) -> None:
        """Gather the rows of a statement, or of what has its fields."""
        head = pk, statement.id, digest, self._number
        statement_rows(self._tables, statement, head, self._met.pk_of, self._question)
        document = cast("Document", self._met.find(Noun.DOCUMENT, statement.document))
        summary, text = derived_row(pk, statement, document, self._source_of)
        self._summaries.append(summary)
        self._texts.append(text)

    def write(self) -> None:
        """Write what was gathered; the rows of a noun come before those of its parts."""
        for table, gathered in self._tables.items():
            self._db.conn.executemany(insert(table), gathered)
            gathered.clear()
        self._db.conn.executemany(INSERT_SUMMARY, self._summaries)
        self._db.conn.executemany(INSERT_TEXT, self._texts)
        self._summaries.clear()
        self._texts.clear()
        if len(self._sources) > _MOST_SOURCES:
            self._sources.clear()

    def _question(self, ident: str) -> Question:
        return cast("Question", self._met.find(Noun.QUESTION, ident))
