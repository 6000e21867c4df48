"""Whether current rows are those that their records give: all that digests cover, and what follows from one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from factbase import identity
from factbase.errors import NotFoundError, RecordError, ValueSyntaxError
from factbase.store import deriving
from factbase.store.fetching import BATCH, fetch
from factbase.store.rows import COLUMNS, PARTS, TABLES, rows
from factbase.store.statements import among, held
from factbase.store.verifying.named import Named
from factbase.store.verifying.past import is_withheld
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from factbase.model import Record, Statement
    from factbase.store.fetching import Stored
    from factbase.store.rows import Row


_UNSOUND = (RecordError, ValueSyntaxError, NotFoundError)
_SUMMARIES = "SELECT * FROM summaries WHERE statement :pks ORDER BY statement"
_TEXTS = "SELECT rowid, content, quote, chain, pieces FROM statements_fts WHERE rowid :pks ORDER BY rowid"


class Nouns:
    """Reads every current record once, and counts them."""

    def __init__(self, db: Database) -> None:
        """Read the records of this file."""
        self._db = db
        self._named = Named(db)
        self.records = self.withheld = 0

    def problems(self, noun: Noun) -> Iterator[str]:
        """Yield which current rows of a noun, or rows of their parts, are not those that their record gives."""
        query = f"SELECT pk, id, digest FROM {TABLES[noun]} WHERE pk > ? ORDER BY pk LIMIT {BATCH}"  # noqa: S608 - ours
        last = -(2**63)
        while batch := self._db.conn.execute(query, (last,)).fetchall():
            last = batch[-1][0]
            self.records += len(batch)
            if noun is not Noun.STATEMENT or not self._are_whole([pk for pk, _, _ in batch]):
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
        self.withheld += sum(is_withheld(stored.record) for stored in found.values())

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
                made = list(self._made(stored.record, stored.pk, stored.digest, stored.recorded_in))
            except _UNSOUND as error:
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
        query = f'SELECT {columns} FROM {table} WHERE "{owner}" :pks ORDER BY pk'  # noqa: S608 - names of ours
        found: dict[int, list[Row]] = {}
        at = COLUMNS[table].index(owner)
        for row in self._selected(query, pks) if pks else ():
            found.setdefault(cast("int", row[at]), []).append(row)
        return found

    def _are_whole(self, pks: list[int]) -> bool:
        """Tell whether everything about statements that are read together is as it should be.

        Their rows make the records, and are compared with the rows that these give: one reading for both.
        """
        found = held(self._db, pks)
        expected: dict[str, list[Row]] = {table: [] for table in found.rows}
        summaries: list[Row] = []
        texts: list[Row] = []
        try:
            for pk, digest, recorded_in, record in found.records():
                if identity.digest(record) != digest:
                    return False
                for table, row in self._made(record, pk, digest, recorded_in):
                    expected[table].append(row)
                summary, text = self._following(pk, record)
                summaries.append(summary)
                texts.append(text)
        except _UNSOUND:
            return False
        return (
            len(summaries) == len(pks)
            and all(found.bare(table) == made for table, made in expected.items())
            and self._selected(_SUMMARIES, pks) == summaries
            and self._selected(_TEXTS, pks) == texts
        )

    def _made(self, record: Record, pk: int, digest: str, recorded_in: int) -> Iterable[tuple[str, Row]]:
        pk_of, question_of = self._named.pk, self._named.question
        return rows(
            record, pk=pk, digest=digest, recorded_in=recorded_in, pk_of=pk_of, question_of=question_of
        )

    def _following(self, pk: int, statement: Statement) -> tuple[Row, Row]:
        """Return the summary and the full text of a statement."""
        document = self._named.document(statement.document)
        return deriving.derived_row(pk, statement, document, self._named.source)

    def _selected(self, query: str, pks: list[int]) -> list[Row]:
        condition, values = among(pks)
        return self._db.conn.execute(query.replace(":pks", condition), values).fetchall()

    def _derived(self, group: list[Stored[Statement]]) -> Iterator[str]:
        """Compare the summaries and the full text of statements with those that their records give."""
        pks = [stored.pk for stored in group]
        summaries, texts = (
            {row[0]: row for row in self._selected(query, pks)} if pks else {}
            for query in (_SUMMARIES, _TEXTS)
        )
        for stored in group:
            try:
                summary, text = self._following(stored.pk, stored.record)
            except _UNSOUND:
                continue  # a record that cannot be read has been reported
            if summaries.get(stored.pk) != summary:
                yield f'statement "{stored.record.id}": its summary was altered'
            if texts.get(stored.pk) != text:
                yield f'statement "{stored.record.id}": its full text was altered'
