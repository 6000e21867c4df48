"""Asking: rows of views as frozen records, and full-text search in words of any script."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import attrs

from factbase.findings import Ground, Hit, Root
from factbase.problems import did_you_mean
from factbase.store.deriving import pieces
from factbase.store.rows import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlite_utils import Database

    from factbase.vocabulary import Noun

MARKS = ("\ue000", "\ue001")
"""What opens and closes a found word in a snippet: private-use characters, so that no text is taken for them."""


_LISTED = {
    "agents": "SELECT agents.id FROM sources JOIN sources AS agents ON agents.acts_for = sources.pk "
    "WHERE sources.id = :id ORDER BY agents.pk",
    "published": "SELECT documents.id FROM sources JOIN documents ON documents.publisher = sources.pk "
    "WHERE sources.id = :id ORDER BY documents.pk",
    "copies": "SELECT documents.id FROM documents AS originals JOIN documents ON documents.copy_of = originals.pk "
    "WHERE originals.id = :id ORDER BY documents.pk",
    "relayed": "SELECT DISTINCT statements.id FROM sources JOIN summaries ON summaries.speaker = sources.pk "
    "JOIN statements ON statements.pk = summaries.statement JOIN documents ON documents.pk = statements.document "
    "JOIN attributions ON attributions.statement = statements.pk WHERE sources.id = :id "
    "AND attributions.source NOT IN (documents.publisher, coalesce(documents.credit, documents.publisher)) "
    "AND attributions.step < (SELECT max(step) FROM attributions AS hops WHERE hops.statement = statements.pk)",
}
"""Ids that have to do with one id, found by indexes."""

FILTERS = ("speaker", "family", "kind", "capacity", "document", "publisher", "certainty", "polarity")
"""The columns of `statement_summary` by which `Reader.statements` selects."""


class Viewed(Protocol):
    """A record class that names the view whose columns it has."""

    VIEW: str


RANKED = 2_000
"""Of how many statements that hold the words the best come first; where there are more, the last recorded."""

V = TypeVar("V")


def ask(  # noqa: PLR0913 - which rows, in which order, and how many
    db: Database,
    record: type[V],
    where: Mapping[str, Any],
    order: str = "",
    *,
    view: str = "",
    most: int = -1,
) -> Iterator[V]:
    """Yield the rows of the record's view (or of `view`, which has its columns) in which every column of `where` is so.

    `order` is a list of columns; without one, the first that are found come, which is quick where there are thousands
    and few are wanted. `most` is how many, all where it is negative. Names are ours; values are bound.
    """
    names = [each.name for each in attrs.fields(record)]  # type: ignore[arg-type]
    source = view or record.VIEW  # type: ignore[attr-defined]
    conditions = " AND ".join(f'"{name}" = :{name}' for name in where)
    query = "SELECT " + ", ".join(f'"{name}"' for name in names) + f" FROM {source}"  # noqa: S608 - names of ours
    query += f" WHERE {conditions}" if where else ""
    # Every column counts in the end, so that rows which begin alike always come in one order.
    query += f" ORDER BY {order}, " + ", ".join(f'"{name}"' for name in names) if order else ""
    for row in db.conn.execute(f"{query} LIMIT :most", {**where, "most": most}):
        yield record(**dict(zip(names, row, strict=True)))


def table(db: Database, view: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Return the columns of a view and, one after the other, its rows.

    Raises:
        ValueError: when there is no such view.
    """
    known = [name for (name,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    if view not in known:
        message = f"there is no view {view!r}"
        raise ValueError(message)
    found = db.conn.execute(f"SELECT * FROM {view}")  # noqa: S608 - a name that was just found
    return [column[0] for column in found.description], found


def search(db: Database, words: str, limit: int) -> Iterator[Hit]:
    """Yield the statements that hold all the words, the best first; a Hangul word inside a longer one is found too.

    Of more than `RANKED` the last recorded come first.
    """
    query = match(words)
    if not query:
        return
    rows = db.conn.execute(
        "SELECT statements.id, speakers.name, statements.content, summaries.polarity, "  # noqa: S608 - an order of ours
        "snippet(statements_fts, -1, :open, :close, '…', 24), documents.id "
        "FROM statements_fts CROSS JOIN statements CROSS JOIN summaries CROSS JOIN sources AS speakers "
        "CROSS JOIN documents WHERE statements_fts MATCH :query AND statements.pk = statements_fts.rowid "
        "AND summaries.statement = statements.pk AND speakers.pk = summaries.speaker "
        f"AND documents.pk = statements.document ORDER BY {order(db, query)} LIMIT :limit",
        {"open": MARKS[0], "close": MARKS[1], "query": query, "limit": limit},
    )
    for statement, speaker_name, content, polarity, snippet, document in rows:
        yield Hit(
            statement=statement,
            speaker_name=speaker_name,
            content=content,
            polarity=polarity,
            snippet=snippet,
            document=document,
        )


def order(db: Database, query: str) -> str:
    """Return by what the statements that match are ordered: words that thousands hold tell nothing of what is best.

    And to rank them takes a second.
    """
    many = db.conn.execute(
        "SELECT 1 FROM statements_fts WHERE statements_fts MATCH ? LIMIT 1 OFFSET ?", (query, RANKED)
    ).fetchone()
    return "statements_fts.rowid DESC" if many else "rank"


def ids(db: Database, noun: Noun) -> Iterator[str]:
    """Yield every current id of a noun."""
    return (ident for (ident,) in db.conn.execute(f"SELECT id FROM {TABLES[noun]}"))  # noqa: S608 - a name of ours


def links(db: Database, ident: str) -> list[int]:
    """Return the links (pks) from or to the statement or document of that id."""
    arms = (
        f"SELECT links.pk FROM {noun}s JOIN links ON links.{end}_{noun} = {noun}s.pk WHERE {noun}s.id = :id"  # noqa: S608
        for noun in ("statement", "document")
        for end in ("from", "to")
    )
    return [pk for (pk,) in db.conn.execute(" UNION ".join(arms) + " ORDER BY 1", {"id": ident})]


def listed(db: Database, what: str, ident: str) -> list[str]:
    """Return the ids that a query of `_LISTED` finds for one id."""
    return [each for (each,) in db.conn.execute(_LISTED[what], {"id": ident})]


def passed_on(db: Database, ident: str) -> int:
    """Return in how many statements the source of that id stands on the way."""
    query = "SELECT count(DISTINCT statement) FROM provenance WHERE source = ? AND hop > 0 AND hop < hops"
    return int(db.conn.execute(query, (ident,)).fetchone()[0])


def ratings(db: Database, ident: str) -> list[int]:
    """Return the ratings (pks) of the source or the statement of that id."""
    rows = db.conn.execute(
        "SELECT ratings.pk FROM sources JOIN ratings ON ratings.source = sources.pk WHERE sources.id = :id "
        "UNION SELECT ratings.pk FROM statements JOIN ratings ON ratings.statement = statements.pk "
        "WHERE statements.id = :id ORDER BY 1",
        {"id": ident},
    )
    return [pk for (pk,) in rows]


def grounds(db: Database, ident: str) -> Iterator[Ground]:
    """Yield every step from a statement to what it rests on, directly or through others; loops end where they meet."""
    rows = db.conn.execute(
        "WITH RECURSIVE ways (statement) AS (SELECT pk FROM statements WHERE id = :id UNION SELECT to_statement "
        "FROM ways JOIN dependencies ON dependencies.from_statement = ways.statement) "
        "SELECT resting.id, grounds.id, dependencies.via, dependencies.level FROM ways "
        "JOIN dependencies ON dependencies.from_statement = ways.statement "
        "JOIN statements AS resting ON resting.pk = dependencies.from_statement "
        "JOIN statements AS grounds ON grounds.pk = dependencies.to_statement ORDER BY resting.id, grounds.id",
        {"id": ident},
    )
    for statement, rests_on, via, level in rows:
        yield Ground(statement=statement, rests_on=rests_on, via=via, level=level)


def roots(db: Database, ident: str) -> Iterator[Root]:
    """Yield where following what a statement rests on ends; a statement that rests on nothing is its own root."""
    rows = db.conn.execute(
        "SELECT ends.id, roots.in_loop FROM statements JOIN roots ON roots.statement = statements.pk "
        "JOIN statements AS ends ON ends.pk = roots.root WHERE statements.id = ? ORDER BY ends.id",
        (ident,),
    )
    for statement, in_loop in rows:
        yield Root(statement=statement, in_loop=in_loop)


def match(words: str) -> str:
    """Return the FTS5 query for words as a person types them: all of them, ``"in quotes"`` in that order.

    No character of theirs is taken for FTS5 syntax. Empty when nothing in them can be searched.
    """
    found = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', unicodedata.normalize("NFC", words)):
        text = phrase or word
        split = pieces(text)
        if split:
            pairs = split.split(" ")
            # The last piece is a lone character, which ends a run; inside a longer word the pairs before it suffice.
            found.append(
                f"pieces : {pairs[0]} *" if len(pairs) == 1 else f'pieces : "{" ".join(pairs[:-1])}"'
            )
        elif any(c.isalnum() for c in text):
            found.append('"{}"'.format(text.replace('"', " ")))
    return " AND ".join(found)


def selected(db: Database, where: dict[str, Any]) -> list[int]:
    """Return the statements (pks) for which every filter holds.

    Raises:
        TypeError: for a filter that there is not.
    """
    conditions = []
    for name in where:
        if name in FILTERS:
            conditions.append(f"statement_summary.{name} = :{name}")
        elif name in {"question", "topic"}:
            table = "answers" if name == "question" else "statement_topics"
            conditions.append(
                f"statements.pk IN (SELECT {table}.statement FROM {table} JOIN {name}s "  # noqa: S608 - names of ours
                f"ON {name}s.pk = {table}.{name} WHERE {name}s.id = :{name})"
            )
        else:
            known = [*FILTERS, "question", "topic"]
            message = f"statements() has no filter {name!r} ({did_you_mean(name, known) or ', '.join(known)})"
            raise TypeError(message)
    query = (
        "SELECT statements.pk FROM statements JOIN statement_summary ON statement_summary.id = statements.id"
    )
    query += f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return [pk for (pk,) in db.conn.execute(f"{query} ORDER BY statements.pk", where)]
