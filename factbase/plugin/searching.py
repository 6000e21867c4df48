"""Full-text search in Datasette, for words of any script and as people type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.filters import FilterArguments

from factbase.store.asking import match

if TYPE_CHECKING:
    import sqlite3

    from datasette.utils.asgi import Request

NOTHING = '""'
"""An FTS5 query that finds nothing and is no error."""


def query(words: str | None) -> str:
    """Return the FTS5 query for words as a person types them; none of their characters is taken for syntax."""
    return match(str(words or "")) or NOTHING


def register(conn: sqlite3.Connection) -> None:
    """Put `query` in the place of the SQL function by which Datasette makes words safe for ``MATCH``.

    Datasette's own knows nothing of the index of parts of words, without which no Hangul word inside another is found.
    """
    conn.create_function("escape_fts", 1, query, deterministic=True)


def filters(request: Request) -> FilterArguments:
    """Return what ``?_search=`` means on a view whose rows are statements and whose `id` is theirs.

    Datasette itself searches tables only: it asks for a column that holds the row of the index.
    """
    words = request.args.get("_search") or ""
    context = {"supports_search": True, "search": words}
    if not words.strip():
        return FilterArguments([], {}, [], context)
    where = (
        "id IN (SELECT statements.id FROM statements_fts JOIN statements ON statements.pk = statements_fts.rowid "
        "WHERE statements_fts MATCH escape_fts(:search))"
    )
    return FilterArguments([where], {"search": words}, [f'search matches "{words}"'], context)
