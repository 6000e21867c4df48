"""Lightening: of a large factbase, Datasette's pages neither count all rows of views nor count statements by facet.

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

_QUESTION = (
    "FROM questions JOIN answers ON answers.question = questions.pk "
    "GROUP BY questions.pk ORDER BY questions.outcome IS NULL, count(*) DESC, questions.id LIMIT 1"
)
_FIRST = {
    "question": f"SELECT questions.id {_QUESTION}",
    "question_pk": f"SELECT questions.pk {_QUESTION}",
    "speaker": "SELECT id FROM sources WHERE EXISTS (SELECT 1 FROM summaries WHERE speaker = sources.pk) "
    "ORDER BY id LIMIT 1",
    "way": "SELECT 'link'",
}
"""The question (the one most answered, a settled one if there is one) and the speaker that a page shows first; and by
which way, since links are fewer than hops."""

_OF_ONE = {
    "corroboration": ("question", "question"),
    "backing": ("question_id", "question"),
    "attestation": ("question", "question"),
    "utterances": ("question_id", "question"),
    "tellings": ("question_id", "question"),
    "successions": ("question_id", "question"),
    "repetitions": ("question", "question_pk"),
    "expected_latest_stances": ("question", "question_pk"),
    "track_record": ("speaker", "speaker"),
    "certainty_shifts": ("via", "way"),
}
"""The views of which only a part can be worked out in the time of a page: by which column, and of what."""

_UNCOUNTED = {"statements": ("_nofacet",), "statements_fts": ("_nocount", "_nofacet")}
"""Tables of which Datasette would count what takes a third of a second at a million: what it is told instead."""

_VIEW = ("_nocount", "_nofacet")


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
    found = {what: conn.execute(query).fetchone() for what, query in _FIRST.items()}
    return Large(views, {what: str(row[0]) if row else None for what, row in found.items()})


def note(datasette: Datasette, found: dict[str, Large]) -> None:
    """Keep what is known of each database."""
    _large[datasette] = found


def lightened(datasette: Datasette, path: str, scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the request as it is, or, of the page of a large view at `path`, without what was not asked for."""
    database, _, name = path.strip("/").partition("/")
    known = _large.get(datasette, {}).get(tilde_decode(database), Large())
    view, _, form = name.partition(".")
    view = tilde_decode(view)
    spared = _VIEW if view in known.views else _UNCOUNTED.get(view, ()) if known.views else ()
    if not spared:
        return scope
    query = scope.get("query_string", b"").decode("latin-1")
    asked = {key for key, _ in parse_qsl(query, keep_blank_values=True)}
    faceted = any(key.startswith("_facet") for key in asked)
    added: list[tuple[str, str]] = [
        (key, "1") for key in spared if key not in asked and not (key == "_nofacet" and faceted)
    ]
    # Only of pages for people: who takes data away gets what was asked for, or is told that it took too long.
    if view in _OF_ONE and not form and not any(_narrows(key) for key in asked):
        column, what = _OF_ONE[view]
        if one := known.first[what]:
            added.insert(0, (column, one))
    return {**scope, "query_string": "&".join(filter(None, [query, urlencode(added)])).encode("latin-1")}


def _narrows(key: str) -> bool:
    return not key.startswith("_") or key in {"_search", "_where", "_next"} or key.startswith("_search_")
