"""Verifying: every digest and every derived value worked out again and compared with what the file holds."""

from __future__ import annotations

import json
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from sqlite_utils.utils import sqlite3

from factbase import identity, wire
from factbase.errors import NotFoundError, RecordError, ValueSyntaxError
from factbase.findings import Verification
from factbase.model import Document, Question, Statement
from factbase.store import changesets, deriving, relating, repeating, schema
from factbase.store.connection import connect, full_text_is_sound, reading
from factbase.store.fetching import BATCH, document, fetch, find, find_pk
from factbase.store.rows import COLUMNS, PARTS, TABLES, rows
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

    from factbase.model import Record
    from factbase.store.fetching import Stored
    from factbase.store.rows import Row


def verify(db: Database) -> Verification:
    """Return what is not as it was recorded; the first problem names the first row that was altered."""
    checker = _Checker(db)
    with reading(db):
        problems = list(checker.problems())
        newest = db.conn.execute("SELECT pk, digest FROM changesets ORDER BY pk DESC LIMIT 1").fetchone()
    return Verification(
        head=newest[1] if newest else None,
        changesets=newest[0] if newest else 0,
        records=checker.records,
        retired=checker.retired,
        withheld=checker.withheld,
        problems=tuple(problems),
    )


_MOST_PKS = 1 << 18
_MOST_DOCUMENTS = 1 << 10
_SUMMARIES = "SELECT * FROM summaries WHERE statement IN (SELECT value FROM json_each(?))"
_TEXTS = """
SELECT rowid, content, quote, chain, pieces FROM statements_fts
WHERE rowid IN (SELECT value FROM json_each(?))
"""
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


class _Checker:
    """Goes once through the whole file."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known_pks: dict[tuple[Noun, str], int] = {}
        self._sources: dict[str, tuple[int, str]] = {}
        self._documents: dict[str, Document] = {}
        self._questions: dict[str, Question] = {}
        self.records = self.retired = self.withheld = 0

    def problems(self) -> Iterator[str]:
        parts: tuple[Callable[[], Iterator[str]], ...] = (
            self._schema,
            *(partial(self._nouns, noun) for noun in Noun),
            self._retired,
            self._pks,
            self._changesets,
            self._strays,
            self._words,
            self._related,
            partial(repeating.differences, self._db),
            self._file,
        )
        for part in parts:
            try:
                yield from part()
            except sqlite3.DatabaseError as error:
                yield f"file: is damaged ({error})"

    def _schema(self) -> Iterator[str]:
        found, expected = schema.objects(self._db), schema.expected_objects()
        for name in sorted(found.keys() | expected.keys()):
            if name not in found:
                yield f"schema: {name} is missing"
            elif name not in expected:
                yield f"schema: {name} does not belong here"
            elif found[name] != expected[name]:
                yield f"schema: {name} was altered"
        for table, made in (("vocabulary", schema.vocabulary_rows()), ("scales", schema.scale_rows())):
            if set(self._db.conn.execute(f"SELECT * FROM {table}")) != set(made):  # noqa: S608 - a name of ours
                yield f"{table}: was altered"

    def _file(self) -> Iterator[str]:
        for (message,) in self._db.conn.execute("PRAGMA integrity_check(10)"):
            if message != "ok":
                yield f"file: {message}"
        for table, rowid, target, _ in self._db.conn.execute("PRAGMA foreign_key_check"):
            yield f"{table} {rowid}: names a row of {target} that does not exist"

    def _nouns(self, noun: Noun) -> Iterator[str]:
        """Compare every current row, and the rows of its parts, with those that its record gives."""
        query = f"SELECT pk, id, digest FROM {TABLES[noun]} WHERE pk > ? ORDER BY pk LIMIT {BATCH}"  # noqa: S608 - ours
        last = -(2**63)
        while batch := self._db.conn.execute(query, (last,)).fetchall():
            last = batch[-1][0]
            self.records += len(batch)
            yield from self._batch(noun, {pk: (ident, digest) for pk, ident, digest in batch})

    def _batch(self, noun: Noun, recorded: dict[int, tuple[str, str]]) -> Iterator[str]:
        """Compare records (ids and digests by pk) that are read together; one that cannot be read is read alone."""
        try:
            found = {stored.pk: stored for stored in fetch(self._db, noun, list(recorded))}
        except RecordError:
            found = {}
        if len(found) < len(recorded) > 1:
            for pk, each in recorded.items():
                yield from self._batch(noun, {pk: each})
            return
        sound = []
        for pk, (ident, digest) in recorded.items():
            if pk not in found:
                yield from self._unreadable(noun, pk, ident)
            elif identity.digest(found[pk].record) != digest:
                yield f'{noun} "{ident}": was altered; its digest is not the recorded one'
            else:
                sound.append(found[pk])
        yield from self._rows(noun, sound)
        if noun is Noun.STATEMENT:
            yield from self._derived(cast("list[Stored[Statement]]", sound))
        self.withheld += sum(_is_withheld(stored.record) for stored in found.values())

    def _unreadable(self, noun: Noun, pk: int, ident: str) -> Iterator[str]:
        try:
            next(fetch(self._db, noun, [pk]))
        except (RecordError, StopIteration) as error:
            yield f'{noun} "{ident}": was altered; it can no longer be read ({error})'

    def _rows(self, noun: Noun, group: list[Stored[Record]]) -> Iterator[str]:
        """Compare what is derived within the rows (bounds of dates and numbers), which no digest covers."""
        tables = (TABLES[noun], *PARTS.get(noun, ()))
        expected: dict[str, dict[int, list[Row]]] = {table: {} for table in tables}
        for stored in group:
            try:
                made = rows(
                    stored.record,
                    pk=stored.pk,
                    digest=stored.digest,
                    recorded_in=stored.recorded_in,
                    pk_of=self._pk_of,
                    question_of=self._question,
                )
            except (RecordError, ValueSyntaxError, NotFoundError) as error:
                yield f'{noun} "{stored.record.id}": what it rests on was altered ({error})'
                continue
            for table, row in made:
                expected[table].setdefault(stored.pk, []).append(row)
        ids = {stored.pk: stored.record.id for stored in group if stored.pk in expected[TABLES[noun]]}
        for table in tables:
            found = self._standing(table, "pk" if table == TABLES[noun] else str(noun), list(ids))
            for pk, ident in ids.items():
                one, other = found.get(pk, []), expected[table].get(pk, [])
                if one != other and sorted(one, key=repr) != sorted(other, key=repr):
                    yield f'{noun} "{ident}": {table} was altered'

    def _standing(self, table: str, owner: str, pks: list[int]) -> dict[int, list[Row]]:
        """Return the rows of a table by their owners."""
        columns = ", ".join(f'"{column}"' for column in COLUMNS[table])
        query = (
            f'SELECT {columns} FROM {table} WHERE "{owner}" IN (SELECT value FROM json_each(?)) '  # noqa: S608 - ours
            'ORDER BY "pk"'
        )
        found: dict[int, list[Row]] = {}
        at = COLUMNS[table].index(owner)
        for row in self._db.conn.execute(query, (json.dumps(pks),)):
            found.setdefault(row[at], []).append(row)
        return found

    def _pk_of(self, noun: Noun, ident: str) -> int:
        if noun is Noun.STATEMENT:
            return find_pk(self._db, noun, ident) or 0
        known = self._known_pks.get((noun, ident))
        if known is None:
            if len(self._known_pks) > _MOST_PKS:
                self._known_pks.clear()
            known = self._known_pks[noun, ident] = find_pk(self._db, noun, ident) or 0
        return known

    def _question(self, ident: str) -> Question:
        known = self._questions.get(ident)
        if known is None:
            stored = find(self._db, Noun.QUESTION, ident)
            if stored is None or not isinstance(stored.record, Question):
                message = f'there is no question "{ident}"'
                raise NotFoundError(message)
            known = self._questions[ident] = stored.record
        return known

    def _retired(self) -> Iterator[str]:
        versions: dict[tuple[str, str], int] = {}
        query = "SELECT noun, id, version, digest, body FROM retired ORDER BY pk"
        for name, ident, version, digest, body in self._db.conn.execute(query):
            self.retired += 1
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
            self.withheld += _is_withheld(record)
            versions[name, ident] = versions.get((name, ident), 0) + 1
            if versions[name, ident] != version:
                yield f"{label}: a version is missing"

    def _pks(self) -> Iterator[str]:
        """Every version of an id has one pk, which no other id ever had."""
        for noun in Noun:
            query = _PKS.replace("statements", TABLES[noun])
            for (ident,) in self._db.conn.execute(query, {"noun": str(noun)}).fetchall():
                yield f'{noun} "{ident}": its pk was altered'

    def _changesets(self) -> Iterator[str]:
        known = {number for (number,) in self._db.conn.execute("SELECT pk FROM changesets")}
        if known != set(range(1, len(known) + 1)):
            yield "changesets: one is missing"
        query = "SELECT pk, parent, digest FROM changesets ORDER BY pk"
        for number, parent, digest in self._db.conn.execute(query).fetchall():
            if digest is None:
                yield f"changeset c{number}: was left open, which no recording does"
            elif (parent or 0) != number - 1:
                yield f"changeset c{number}: was altered; it does not follow c{number - 1}"
            elif digest != changesets.digest(self._db, number):
                yield f"changeset c{number}: its rows or words are not those that were recorded"

    def _derived(self, group: list[Stored[Statement]]) -> Iterator[str]:
        """Compare the summaries and the full text of statements with those that their records give."""
        pks = json.dumps([stored.pk for stored in group])
        summaries, texts = (
            {row[0]: row for row in self._db.conn.execute(query, (pks,))} for query in (_SUMMARIES, _TEXTS)
        )
        for stored in group:
            try:
                summary, text = deriving.derived_row(
                    stored.pk, stored.record, self._document(stored.record.document), self._source
                )
            except (RecordError, NotFoundError, KeyError):
                continue  # a record that cannot be read has been reported
            if summaries.get(stored.pk) != summary:
                yield f'statement "{stored.record.id}": its summary was altered'
            if texts.get(stored.pk) != text:
                yield f'statement "{stored.record.id}": its full text was altered'

    def _document(self, ident: str) -> Document:
        if ident not in self._documents:
            if len(self._documents) > _MOST_DOCUMENTS:
                self._documents.clear()
            self._documents[ident] = document(self._db, self._pk_of(Noun.DOCUMENT, ident))
        return self._documents[ident]

    def _source(self, ident: str) -> tuple[int, str]:
        if ident not in self._sources:
            row = self._db.conn.execute("SELECT pk, name FROM sources WHERE id = ?", (ident,)).fetchone()
            if row is None:
                raise KeyError(ident)
            self._sources[ident] = row
        return self._sources[ident]

    def _strays(self) -> Iterator[str]:
        """Nothing is derived of what is no statement."""
        for table, column in (("summaries", "statement"), ("statements_fts", "rowid")):
            query = f"SELECT 1 FROM {table} WHERE {column} NOT IN (SELECT pk FROM statements) LIMIT 1"  # noqa: S608
            if self._db.conn.execute(query).fetchone():
                yield f"{table}: has rows of no statement"

    def _words(self) -> Iterator[str]:
        """Have SQLite compare the index of the full text with the texts; only where they differ look for the place."""
        if not full_text_is_sound(self._db):
            yield from self._altered_words()

    def _altered_words(self) -> Iterator[str]:
        """Compare the index of the full text with one that is made anew of the same texts."""
        fresh = connect(":memory:")
        try:
            fresh.conn.execute(schema.expected_objects()["statements_fts"])
            texts = self._db.conn.execute("SELECT rowid, * FROM statements_fts")
            fresh.conn.executemany(
                "INSERT INTO statements_fts (rowid, content, quote, chain, pieces) VALUES (?, ?, ?, ?, ?)",
                texts,
            )
            for found, expected in zip_longest(_instances(self._db), _instances(fresh)):
                if found != expected:
                    pk = min(each for each in (found, expected) if each)[1]
                    row = self._db.conn.execute("SELECT id FROM statements WHERE pk = ?", (pk,)).fetchone()
                    yield f'statement "{row[0] if row else pk}": the index of its full text was altered'
                    return
        finally:
            fresh.conn.close()

    def _related(self) -> Iterator[str]:
        """Compare what is kept of how things rest on one another with what follows from the rows."""
        yield from relating.differences(self._db)


def _is_withheld(record: Record) -> bool:
    return isinstance(record, Document) and record.text is None and record.sha256 is not None


def _instances(db: Database) -> Iterator[tuple[str, int, str, int]]:
    """Yield every word of the full text's index: the word, its row, its column and its place there."""
    db.conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, statements_fts, instance)")
    words = db.conn.execute('SELECT term, doc, col, "offset" FROM temp.words')
    try:
        yield from words
    finally:
        words.close()
        db.conn.execute("DROP TABLE temp.words")
