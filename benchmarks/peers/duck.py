"""DuckDB: reads the lines itself, column by column; no full-text index (that extension comes from the net)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import duckdb

from benchmarks.peers import relational as sql
from benchmarks.questions import Rows, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.peers.peer import Ask

NAME = "DuckDB"
CANNOT = (
    *sql.CANNOT,
    "no full-text index without an extension from the net: search reads every text (a regular expression)",
    "Unicode is folded by hand (NFKC is not among its functions): enough for these quotes, not for any",
)

_HOP = "source as_printed cue hedge certainty polarity capacity said confidence basis".split()
_LISTS = {
    "names": "STRUCT(name VARCHAR)[]",
    "attributions": f"STRUCT({', '.join(f'{name} VARCHAR' for name in _HOP)})[]",
    "spans": 'STRUCT("start" INTEGER, "end" INTEGER, exact VARCHAR)[]',
    "answers": "STRUCT(question VARCHAR, value VARCHAR)[]",
    "declines": "VARCHAR[]",
    "topics": "VARCHAR[]",
    "anonymous": "BOOLEAN",
}
_TEXTS = (
    "noun id kind name acts_for publisher credit title url published copies text answer_type resolution outcome "
    "document content family event_date type from_statement to_statement from_document to_document evaluator source "
    "statement scheme value rated reason"
).split()
_WORDS = r"trim(regexp_replace(regexp_replace(lower({}), '[''’ʼ]', '', 'g'), '[^\p{{L}}\p{{N}}]+', ' ', 'g'))"
_QUOTE = "array_to_string(list_transform(spans, lambda span: span.exact), ' [...] ')"

_MADE = {
    "topics": "SELECT id, kind, name FROM raw WHERE noun = 'topic'",
    "sources": "SELECT id, kind, names[1].name AS name, anonymous, acts_for FROM raw WHERE noun = 'source'",
    "documents": "SELECT id, publisher, credit, title, url, published, copies, text FROM raw WHERE noun = 'document'",
    "questions": "SELECT id, text, answer_type, resolution, outcome FROM raw WHERE noun = 'question'",
    "statements": f"""SELECT id, document, content, kind, family, attributions[-1].source AS speaker,
        attributions[-1].certainty AS certainty, coalesce(attributions[-1].polarity, 'affirms') AS polarity, event_date,
        {_QUOTE} AS quote, {_WORDS.format(_QUOTE)} AS words FROM raw WHERE noun IS NULL""",  # noqa: S608 - ours
    "hops": """SELECT statement, step, hop.* FROM (SELECT id AS statement, unnest(attributions) AS hop,
        generate_subscripts(attributions, 1) AS step FROM raw WHERE noun IS NULL)""",
    "spans": """SELECT statement, step, span.* FROM (SELECT id AS statement, unnest(spans) AS span,
        generate_subscripts(spans, 1) AS step FROM raw WHERE noun IS NULL)""",
    "answers": """SELECT statement, answer.* FROM (SELECT id AS statement, unnest(answers) AS answer
        FROM raw WHERE noun IS NULL)""",
    "declines": "SELECT id AS statement, unnest(declines) AS question FROM raw WHERE noun IS NULL",
    "statement_topics": "SELECT id AS statement, unnest(topics) AS topic FROM raw WHERE noun IS NULL",
    "links": """SELECT id, type AS kind, from_statement AS origin, to_statement AS target
        FROM raw WHERE noun = 'link' AND from_statement IS NOT NULL""",
    "document_links": """SELECT id, type AS kind, from_document AS origin, to_document AS target
        FROM raw WHERE noun = 'link' AND from_document IS NOT NULL""",
    "ratings": """SELECT id, evaluator, coalesce(source, statement) AS target, scheme, value, rated, reason
        FROM raw WHERE noun = 'rating'""",
}
SEARCH = r"""
SELECT id FROM statements WHERE regexp_matches(content || ' ' || coalesce(quote, ''), '(?i)\b' || $first || '\b')
  AND regexp_matches(content || ' ' || coalesce(quote, ''), '(?i)\b' || $second || '\b')
"""


def version() -> str:
    """Return the version of DuckDB."""
    return str(duckdb.__version__)


def load(lines: str, db: str) -> None:
    """Read the lines into one table with lists, and the tables from that."""
    with duckdb.connect(db) as conn:
        columns = {**dict.fromkeys(_TEXTS, "VARCHAR"), **_LISTS}
        listed = ", ".join(f"{name}: '{kind}'" for name, kind in columns.items())
        conn.execute(f"CREATE TEMP TABLE raw AS FROM read_ndjson(?, columns = {{{listed}}})", [lines])
        for table, query in _MADE.items():
            conn.execute(f"CREATE TABLE {table} AS {query}")
        conn.execute(sql.GIVEN)
        conn.execute("CREATE INDEX statements_by_id ON statements (id)")
        conn.execute("CREATE INDEX hops_by_statement ON hops (statement)")
        conn.execute(f"CREATE TABLE carried AS {sql.CARRIED}")


def opened(db: str) -> Any:  # noqa: ANN401 - duckdb has no types to name here
    """Open the database to read."""
    return duckdb.connect(db, read_only=True)


def _rows(query: str, conn: Any, it: str) -> Rows:  # noqa: ANN401 - as above
    found: list[tuple[object, ...]] = conn.execute(query.replace(":it", "$it"), {"it": it}).fetchall()
    return found


def _search(conn: Any, it: str) -> Rows:  # noqa: ANN401 - as above
    first, second = it.split()
    found: list[tuple[object, ...]] = conn.execute(SEARCH, {"first": first, "second": second}).fetchall()
    return found


ASK: Mapping[str, Ask] = {
    "chain": partial(_rows, sql.CHAIN),
    "judgements": partial(_rows, sql.JUDGEMENTS),
    "positions": partial(_rows, sql.POSITIONS),
    "origins": partial(_rows, sql.ORIGINS),
    "search": _search,
    "duplicates": lambda conn, it: _rows(sql.DUPLICATES, conn, words(it)),
}
