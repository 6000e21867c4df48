"""How single values look in Datasette's tables: ids lead on, printed words are marked as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

if TYPE_CHECKING:
    from datasette.app import Datasette

SUMMARIES = frozenset({"statement_summary", "official_claims", "assessments"})
"""The views whose rows are statements, by their `id`."""

PLACES = {
    "statement_summary": (
        "statement statement_id statement_a statement_b earlier_statement earlier_statement_id source_statement "
        "revision"
    ),
    "sources": "source speaker publisher speaker_a speaker_b outer_source inner_source",
    "documents": "document",
    "questions": "question question_id",
}
"""By the table or view where a thing is found by its `id`, the columns of views that name such things by it."""

PLACE_OF = {column: place for place, columns in PLACES.items() for column in columns.split()}

PRINTED = frozenset("quote exact as_printed cue hedge said_printed event_date_printed".split())
"""The columns that hold words as they are printed."""

_WIKIDATA_ITEM = re.compile(r"Q[1-9][0-9]{0,15}")


def shown(value: str, column: str, table: str | None, database: str, datasette: Datasette) -> Markup | None:
    """Return how a text is shown, or None for Datasette's own way; `table` is None in the result of a query.

    Columns of tables hold numbers, which Datasette labels itself: only ids in views, which are text, come here.
    """
    if column in PRINTED:
        return Markup('<q dir="auto">{}</q>').format(
            shortened(value, datasette.setting("truncate_cells_html"))
        )
    if column == "wikidata" and _WIKIDATA_ITEM.fullmatch(value):
        return Markup('<a href="https://www.wikidata.org/wiki/{0}">{0}</a>').format(value)
    if column == "id" and table in SUMMARIES:
        return link(datasette, database, "provenance", {"statement": value, "_sort": "hop"}, value)
    if column == "id" and table == "statement_history":
        return link(datasette, database, "statement_summary", {"id": value}, value)
    if column in PLACE_OF:
        return link(datasette, database, PLACE_OF[column], {"id": value}, value)
    return None


def link(datasette: Datasette, database: str, table: str, filters: dict[str, str], text: str) -> Markup:
    """Return a link to the rows of a table or view that pass the filters."""
    return Markup('<a href="{}?{}">{}</a>').format(
        datasette.urls.table(database, table), urlencode(filters), text
    )


def shortened(text: str, longest: int) -> str:
    """Return the text, cut after `longest` characters as Datasette cuts other cells; 0 cuts nothing."""
    return text if not longest or len(text) <= longest else f"{text[:longest]}…"
