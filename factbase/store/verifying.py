"""Verifying: every digest and every derived value worked out again and compared with what the file holds."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from sqlite_utils.utils import sqlite3

from factbase import identity, wire
from factbase.errors import NotFoundError, RecordError, ValueSyntaxError
from factbase.findings import Verification
from factbase.model import Document, Question
from factbase.store import changesets, deriving, schema
from factbase.store.connection import connect, reading
from factbase.store.fetching import fetch, find, find_pk
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


class _Checker:
    """Goes once through the whole file."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.records = self.retired = self.withheld = 0

    def problems(self) -> Iterator[str]:
        parts: tuple[Callable[[], Iterator[str]], ...] = (
            self._schema,
            *(partial(self._nouns, noun) for noun in Noun),
            self._retired,
            self._pks,
            self._changesets,
            self._summaries,
            self._words,
            self._roots,
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
        query = f"SELECT pk, id, digest FROM {TABLES[noun]} ORDER BY pk"  # noqa: S608 - a name of ours
        for pk, ident, digest in self._db.conn.execute(query).fetchall():
            self.records += 1
            try:
                stored = next(fetch(self._db, noun, [pk]))
            except (RecordError, StopIteration) as error:
                yield f'{noun} "{ident}": was altered; it can no longer be read ({error})'
                continue
            if identity.digest(stored.record) != digest:
                yield f'{noun} "{ident}": was altered; its digest is not the recorded one'
            else:
                try:
                    yield from self._rows(noun, stored)
                except (RecordError, ValueSyntaxError, NotFoundError) as error:
                    yield f'{noun} "{ident}": what it rests on was altered ({error})'
            if isinstance(stored.record, Document) and stored.record.text is None and stored.record.sha256:
                self.withheld += 1

    def _rows(self, noun: Noun, stored: Stored[Record]) -> Iterator[str]:
        """Compare what is derived within the rows (bounds of dates and numbers), which no digest covers."""
        expected: dict[str, list[Row]] = {table: [] for table in (TABLES[noun], *PARTS.get(noun, ()))}
        made = rows(
            stored.record,
            pk=stored.pk,
            digest=stored.digest,
            recorded_in=stored.recorded_in,
            pk_of=self._pk_of,
            question_of=self._question,
        )
        for table, row in made:
            expected[table].append(row)
        for table, wanted in expected.items():
            owner = "pk" if table == TABLES[noun] else str(noun)
            columns = ", ".join(f'"{column}"' for column in COLUMNS[table])
            query = f'SELECT {columns} FROM {table} WHERE "{owner}" = ?'  # noqa: S608 - names of ours
            found = self._db.conn.execute(query, (stored.pk,)).fetchall()
            if sorted(found, key=repr) != sorted(wanted, key=repr):
                yield f'{noun} "{stored.record.id}": {table} was altered'

    def _pk_of(self, noun: Noun, ident: str) -> int:
        return find_pk(self._db, noun, ident) or 0

    def _question(self, ident: str) -> Question:
        stored = find(self._db, Noun.QUESTION, ident)
        if stored is None or not isinstance(stored.record, Question):
            message = f'there is no question "{ident}"'
            raise NotFoundError(message)
        return stored.record

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
            if isinstance(record, Document) and record.text is None and record.sha256:
                self.withheld += 1
            versions[name, ident] = versions.get((name, ident), 0) + 1
            if versions[name, ident] != version:
                yield f"{label}: a version is missing"

    def _pks(self) -> Iterator[str]:
        """Every version of an id has one pk, which no other id ever had."""
        for noun in Noun:
            table = TABLES[noun]
            query = (
                f"WITH held (id, pk) AS (SELECT id, pk FROM {table} UNION "  # noqa: S608 - a name of ours
                "SELECT id, row_pk FROM retired WHERE noun = ?) SELECT DISTINCT one.id FROM held AS one "
                "JOIN held AS other ON (one.id = other.id) <> (one.pk = other.pk) "
                "AND (one.id = other.id OR one.pk = other.pk) ORDER BY one.id"
            )
            for (ident,) in self._db.conn.execute(query, (str(noun),)).fetchall():
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
            elif digest != self._changeset_digest(number):
                yield f"changeset c{number}: its rows or words are not those that were recorded"

    def _changeset_digest(self, number: int) -> str | None:
        try:
            return changesets.digest(self._db, number, changesets.operations(self._db, number))
        except ValueError:  # a retired version of what is no noun: it has been reported
            return None

    def _summaries(self) -> Iterator[str]:
        summaries = {row[0]: row for row in self._db.conn.execute("SELECT * FROM summaries")}
        texts = {
            row[0]: row
            for row in self._db.conn.execute(
                "SELECT rowid, content, quote, chain, pieces FROM statements_fts"
            )
        }
        ids = dict(self._db.conn.execute("SELECT pk, id FROM statements").fetchall())
        try:
            for summary, text in deriving.derived_rows(self._db, sorted(ids)):
                pk = int(str(summary[0]))
                if summaries.pop(pk, None) != summary:
                    yield f'statement "{ids[pk]}": its summary was altered'
                if texts.pop(pk, None) != text:
                    yield f'statement "{ids[pk]}": its full text was altered'
        except (RecordError, NotFoundError, KeyError):
            return  # a record that cannot be read has been reported
        for table, left in (("summaries", summaries), ("statements_fts", texts)):
            if left:
                yield f"{table}: has rows of no statement"

    def _words(self) -> Iterator[str]:
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

    def _roots(self) -> Iterator[str]:
        linked = deriving.expected_roots(self._db)
        found: dict[int, set[tuple[int, int]]] = {}
        for statement, root, in_loop in self._db.conn.execute("SELECT statement, root, in_loop FROM roots"):
            found.setdefault(statement, set()).add((root, in_loop))
        for pk, ident in self._db.conn.execute("SELECT pk, id FROM statements ORDER BY pk"):
            if found.pop(pk, None) != (linked.get(pk) or {(pk, 0)}):
                yield f'statement "{ident}": its roots were altered'
        if found:
            yield "roots: has rows of no statement"


def _instances(db: Database) -> Iterator[tuple[str, int, str, int]]:
    """Yield every word of the full text's index: the word, its row, its column and its place there."""
    db.conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, statements_fts, instance)")
    words = db.conn.execute('SELECT term, doc, col, "offset" FROM temp.words')
    try:
        yield from words
    finally:
        words.close()
        db.conn.execute("DROP TABLE temp.words")
