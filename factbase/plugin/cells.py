"""How single values look in Datasette's tables: ids lead on, printed words are marked as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

if TYPE_CHECKING:
    from datasette.app import Datasette

SUMMARIES = frozenset({"statement_summary", "official_claims", "assessments"})
"""The views whose rows are statements, by their `id`."""

NOUNS = {
    "statement": (
        "statement statement_id statement_a statement_b earlier_statement earlier_statement_id source_statement "
        "revision"
    ),
    "source": "source speaker publisher speaker_a speaker_b outer_source inner_source",
    "document": "document",
    "question": "question question_id",
}
"""By the noun that has a page, the columns of views that name such things by their `id`."""

NOUN_OF = {column: noun for noun, columns in NOUNS.items() for column in columns.split()}

OWN = {
    **dict.fromkeys(SUMMARIES, "statement"),
    "statement_history": "statement",
    **{f"{noun}s": noun for noun in NOUNS},
}
"""The tables and views that have an `id` of their own, with the noun that it names."""

PRINTED = frozenset("quote exact as_printed cue hedge said_printed event_date_printed".split())
"""The columns that hold words as they are printed."""

_WIKIDATA_ITEM = re.compile(r"Q[1-9][0-9]{0,15}")


def shown(value: str, column: str, table: str | None, datasette: Datasette, *, pages: bool) -> Markup | None:
    """Return how a text is shown, or None for Datasette's own way; `table` is None in the result of a query.

    `pages` tells whether the database is the one that has pages. Columns of tables that hold numbers Datasette labels
    itself: only ids, which are text, come here.
    """
    if column in PRINTED:
        return Markup('<q dir="auto">{}</q>').format(
            shortened(value, datasette.setting("truncate_cells_html"))
        )
    if column == "wikidata" and _WIKIDATA_ITEM.fullmatch(value):
        return Markup('<a href="https://www.wikidata.org/wiki/{0}">{0}</a>').format(value)
    noun = OWN.get(table or "") if column == "id" else NOUN_OF.get(column)
    return page(datasette, noun, value) if noun and pages else None


def page(datasette: Datasette, noun: str, ident: str) -> Markup:
    """Return a link to the page of what the id names."""
    address = datasette.urls.path(f"/{noun}/{quote(ident, safe='')}")
    return Markup('<a href="{}">{}</a>').format(address, ident)


def shortened(text: str, longest: int) -> str:
    """Return the text, cut after `longest` characters as Datasette cuts other cells; 0 cuts nothing."""
    return text if not longest or len(text) <= longest else f"{text[:longest]}…"
