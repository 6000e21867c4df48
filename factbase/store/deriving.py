"""Derived values: kept beside the rows, outside every digest, and worked out again by `verify`."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

import attrs

from factbase import answering
from factbase.chains import Summary, summarize
from factbase.store import fetching, graph
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from factbase.model import Document
    from factbase.store.rows import Row

_SUMMARY = tuple(each.name for each in attrs.fields(Summary))
_INSERT_SUMMARY = f"INSERT INTO summaries VALUES ({', '.join('?' * (len(_SUMMARY) + 1))})"  # noqa: S608 - a count
_INSERT_TEXT = "INSERT INTO statements_fts (rowid, content, quote, chain, pieces) VALUES (?, ?, ?, ?, ?)"
# Hangul (composed), Han, kana: scripts in which a word is searched inside a longer one.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")


def derive(db: Database, statements: Iterable[int]) -> None:
    """Work out the derived values of these statements (pks) again, and the roots of all that are linked."""
    pks = sorted(set(statements))
    for table, column in (("summaries", "statement"), ("statements_fts", "rowid")):
        db.conn.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((pk,) for pk in pks))  # noqa: S608 - ours
    for summary, text in derived_rows(db, pks):
        db.conn.execute(_INSERT_SUMMARY, summary)
        db.conn.execute(_INSERT_TEXT, text)
    _derive_roots(db, pks)


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
    """Take out the derived values of statements that are being withdrawn; `derive` mends what led to them."""
    for pk in statements:
        for table, column in (
            ("summaries", "statement"),
            ("statements_fts", "rowid"),
            ("roots", "statement"),
        ):
            db.conn.execute(f"DELETE FROM {table} WHERE {column} = ?", (pk,))  # noqa: S608 - ours


def derived_rows(db: Database, pks: Iterable[int]) -> Iterator[tuple[Row, Row]]:
    """Yield, for each current statement, its row of `summaries` and its row of the full text."""
    sources = {ident: (pk, name) for ident, pk, name in db.conn.execute("SELECT id, pk, name FROM sources")}
    documents: dict[str, Document] = {}
    for stored in fetching.statements(db, pks):
        statement = stored.record
        document = documents.get(statement.document) or _document(db, statement.document, documents)
        summary = summarize(statement, document, lambda ident: sources[ident][1])
        cells = [getattr(summary, name) for name in _SUMMARY]
        cells[0] = sources[summary.speaker][0]
        cells[_SUMMARY.index("anchored")] = int(summary.anchored)
        words = f"{statement.content} {summary.quote or ''} {summary.chain}"
        text = stored.pk, statement.content, summary.quote, summary.chain, pieces(words)
        yield (stored.pk, *cells), text


def _document(db: Database, ident: str, known: dict[str, Document]) -> Document:
    pk = db.conn.execute("SELECT pk FROM documents WHERE id = ?", (ident,)).fetchone()[0]
    known[ident] = fetching.document(db, pk)
    return known[ident]


def pieces(text: str) -> str:
    """Return the overlapping pairs of characters of the text's Hangul, Han and kana, and each last character alone.

    "정찰위성을" gives "정찰 찰위 위성 성을 을", so that a word inside it is found as a phrase of its pairs.
    """
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


def expected_roots(db: Database) -> dict[int, set[tuple[int, int]]]:
    """Return the roots of every statement that depends on another, as the dependencies have them.

    For a loop stands the statement whose id is the first: pks would tell in which order it was recorded.
    """

    def first(loop: list[int]) -> int:
        query = "SELECT pk FROM statements WHERE pk IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1"
        (pk,) = db.conn.execute(query, (json.dumps(loop),)).fetchone()
        return int(pk)

    edges = db.conn.execute("SELECT from_statement, to_statement FROM dependencies").fetchall()
    found = graph.roots(edges, first)
    return {start: {(root, int(looped)) for root, looped in found[start]} for start, _ in edges}


def _derive_roots(db: Database, pks: list[int]) -> None:
    linked = expected_roots(db)
    before = {
        pk for (pk,) in db.conn.execute("SELECT statement FROM roots WHERE root <> statement OR in_loop")
    }
    stale = before | set(linked) | set(pks)
    db.conn.executemany("DELETE FROM roots WHERE statement = ?", ((pk,) for pk in sorted(stale)))
    current = {
        pk
        for (pk,) in db.conn.execute(
            "SELECT pk FROM statements WHERE pk IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(stale)),),
        )
    }
    rows = (
        (pk, root, in_loop) for pk in sorted(current) for root, in_loop in sorted(linked.get(pk) or {(pk, 0)})
    )
    db.conn.executemany("INSERT INTO roots (statement, root, in_loop) VALUES (?, ?, ?)", rows)
