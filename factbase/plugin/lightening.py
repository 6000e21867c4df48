"""Lightening: of a large factbase, Datasette's pages of views neither count all rows nor count them by facet.

A view has no count that is kept, so Datasette would work the whole of it out, up to its time limit, for every page. Of
views whose rows are each worked out of many statements a page shows, unless it is asked for something else, the rows of
one question or of one speaker, as its heading says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from attrs import Factory, frozen
from datasette.utils import tilde_decode

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import MutableMapping

    from datasette.app import Datasette

MANY = 100_000
"""From how many statements on a factbase is large."""

_FIRST = {
    "question": "SELECT questions.id FROM questions JOIN answers ON answers.question = questions.pk "
    "GROUP BY questions.pk ORDER BY questions.outcome IS NULL, count(*) DESC, questions.id LIMIT 1",
    "speaker": "SELECT id FROM sources WHERE EXISTS (SELECT 1 FROM summaries WHERE speaker = sources.pk) "
    "ORDER BY id LIMIT 1",
}
"""The question (the one most answered, a settled one if there is one) and the speaker that a page shows first."""

_OF_ONE = {
    "corroboration": ("question", "question"),
    "attestation": ("question", "question"),
    "utterances": ("question_id", "question"),
    "tellings": ("question_id", "question"),
    "track_record": ("speaker", "speaker"),
}
"""The views of which only a part can be worked out in the time of a page: by which column, and of what."""


@frozen
class Large:
    """What is known of a large factbase: its views, and the question and the speaker that are shown first, if any."""

    views: frozenset[str] = frozenset()
    first: dict[str, str | None] = Factory(dict)


_large: WeakKeyDictionary[Datasette, dict[str, Large]] = WeakKeyDictionary()


def large(conn: sqlite3.Connection) -> Large:
    """Return what is known of a large factbase; of a small one nothing."""
    if (conn.execute("SELECT max(pk) FROM statements").fetchone()[0] or 0) < MANY:
        return Large()
    views = frozenset(name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'view'"))
    first = {what: (conn.execute(query).fetchone() or (None,))[0] for what, query in _FIRST.items()}
    return Large(views, first)


def note(datasette: Datasette, found: dict[str, Large]) -> None:
    """Keep what is known of each database."""
    _large[datasette] = found


def lightened(datasette: Datasette, path: str, scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the request as it is, or, of the page of a large view at `path`, without what was not asked for."""
    database, _, name = path.strip("/").partition("/")
    known = _large.get(datasette, {}).get(tilde_decode(database), Large())
    view, _, form = name.partition(".")
    view = tilde_decode(view)
    if view not in known.views:
        return scope
    query = scope.get("query_string", b"").decode("latin-1")
    asked = {key for key, _ in parse_qsl(query, keep_blank_values=True)}
    added: list[tuple[str, str]] = [] if "_nocount" in asked else [("_nocount", "1")]
    if "_nofacet" not in asked and not any(key.startswith("_facet") for key in asked):
        added.append(("_nofacet", "1"))
    # Only of pages for people: who takes data away gets what was asked for, or is told that it took too long.
    if view in _OF_ONE and not form and not any(_narrows(key) for key in asked):
        column, what = _OF_ONE[view]
        if one := known.first[what]:
            added.insert(0, (column, one))
    return {**scope, "query_string": "&".join(filter(None, [query, urlencode(added)])).encode("latin-1")}


def _narrows(key: str) -> bool:
    return not key.startswith("_") or key in {"_search", "_where", "_next"} or key.startswith("_search_")
