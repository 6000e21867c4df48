"""Derived values: kept beside the rows, outside every digest, and worked out again by `verify`."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from factbase import answering
from factbase.chains import Summary, summarize
from factbase.model import Statement
from factbase.store import fetching, schema
from factbase.store.rows import PARTS
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlite_utils import Database

    from factbase.model import Document, Record
    from factbase.store.fetching import Stored
    from factbase.store.rows import Row

INSERT_SUMMARY = f"INSERT INTO summaries VALUES ({', '.join('?' * (len(Summary._fields) + 1))})"  # noqa: S608 - a count
INSERT_TEXT = "INSERT INTO statements_fts (rowid, content, quote, chain, pieces) VALUES (?, ?, ?, ?, ?)"
_MOST = 1 << 14  # documents remembered, since statements of one stand together
# Hangul (composed), Han, kana: scripts in which a word is searched inside a longer one.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")


def derive(db: Database, statements: Iterable[int]) -> None:
    """Work out again what follows from these statements (pks) alone: their summaries and full texts."""
    pks = sorted(set(statements))
    for table, column in (("summaries", "statement"), ("statements_fts", "rowid")):
        db.conn.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((pk,) for pk in pks))  # noqa: S608 - ours
    for summary, text in _derived_rows(db, fetching.statements(db, pks)):
        db.conn.execute(INSERT_SUMMARY, summary)
        db.conn.execute(INSERT_TEXT, text)


def derive_bounds(db: Database, questions: Iterable[int]) -> None:
    """Work out again the bounds of every answer to these questions (pks): they follow from the question's type."""
    for pk in questions:
        question = fetching.question(db, pk)
        query = "SELECT pk, value, earliest, latest, low, high FROM answers WHERE question = ?"
        for answer, written, *before in db.conn.execute(query, (pk,)).fetchall():
            value = answering.read(question, written)
            bounds = [value.earliest, value.latest, value.low, value.high]
            if bounds != before:
                db.conn.execute(
                    "UPDATE answers SET earliest = ?, latest = ?, low = ?, high = ? WHERE pk = ?",
                    (*bounds, answer),
                )


def forget(db: Database, statements: Iterable[int]) -> None:
    """Take out the summaries and full texts of statements that are being withdrawn."""
    for pk in statements:
        for table, column in (("summaries", "statement"), ("statements_fts", "rowid")):
            db.conn.execute(f"DELETE FROM {table} WHERE {column} = ?", (pk,))  # noqa: S608 - ours


def drop_unindexed(db: Database, statements: Iterable[int]) -> None:
    """Take out statements (pks) of the open changeset that came twice, while no index finds their parts."""
    db.conn.execute("CREATE TEMP TABLE dropped (pk INTEGER PRIMARY KEY)")
    db.conn.executemany("INSERT INTO temp.dropped VALUES (?)", ((pk,) for pk in statements))
    with schema.unlocked(db):
        for table, column in (
            *((part, "statement") for part in PARTS[Noun.STATEMENT]),
            ("summaries", "statement"),
            ("statements_fts", "rowid"),
            ("statements", "pk"),
        ):
            db.conn.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT pk FROM temp.dropped)")  # noqa: S608 - ours
    db.conn.execute("DROP TABLE temp.dropped")


def derive_all(db: Database) -> None:
    """Work out the summaries and full texts of all statements of a database that has none of either yet."""
    remaining = _derived_rows(db, fetching.fetch_all(db, Noun.STATEMENT))
    while batch := list(islice(remaining, fetching.BATCH)):
        db.conn.executemany(INSERT_SUMMARY, (summary for summary, _ in batch))
        db.conn.executemany(INSERT_TEXT, (text for _, text in batch))


def _derived_rows(db: Database, found: Iterable[Stored[Record]]) -> Iterator[tuple[Row, Row]]:
    """Yield, for each of these statements, its row of `summaries` and its row of the full text."""
    sources = {ident: (pk, name) for ident, pk, name in db.conn.execute("SELECT id, pk, name FROM sources")}
    document_of = lru_cache(_MOST)(lambda ident: fetching.publication(db, ident))
    for stored in found:
        if isinstance(statement := stored.record, Statement):
            yield derived_row(stored.pk, statement, document_of(statement.document), sources.__getitem__)


def derived_row(
    pk: int, statement: Statement, document: Document, source_of: Callable[[str], tuple[int, str]]
) -> tuple[Row, Row]:
    """Return the row of `summaries` and the row of the full text; `source_of` gives the pk and name of a source."""
    summary = summarize(statement, document, lambda ident: source_of(ident)[1])
    content, quote, chain = statement.content, summary.quote, summary.chain
    words = f"{content} {quote} {chain}" if quote else f"{content} {chain}"
    return (pk, source_of(summary.speaker)[0], *summary[1:]), (pk, content, quote, chain, pieces(words))


def pieces(text: str) -> str:
    """Return the overlapping pairs of characters of the text's Hangul, Han and kana, and each last character alone.

    "정찰위성을" gives "정찰 찰위 위성 성을 을", so that a word inside it is found as a phrase of its pairs.
    """
    if text.isascii():
        return ""
    runs = _UNSPACED.findall(unicodedata.normalize("NFC", text))
    return " ".join(run[at : at + 2] for run in runs for at in range(len(run)))


def affected(db: Database, changed: dict[Noun, set[int]]) -> set[int]:
    """Return the statements (pks) whose derived values may follow from rows that were changed."""
    sources, documents = json.dumps(sorted(changed[Noun.SOURCE])), json.dumps(sorted(changed[Noun.DOCUMENT]))
    rows = db.conn.execute(
        """
        SELECT statement FROM attributions WHERE source IN (SELECT value FROM json_each(:sources))
        UNION SELECT statements.pk FROM documents JOIN statements ON statements.document = documents.pk
        WHERE documents.pk IN (SELECT value FROM json_each(:documents))
          OR documents.publisher IN (SELECT value FROM json_each(:sources))
          OR documents.credit IN (SELECT value FROM json_each(:sources))
        """,
        {"sources": sources, "documents": documents},
    )
    return changed[Noun.STATEMENT] | {pk for (pk,) in rows}
