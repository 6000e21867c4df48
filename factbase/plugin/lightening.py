"""Lightening: of a large factbase, Datasette's pages of views neither count all rows nor count them by facet.

A view has no count that is kept, so Datasette would work the whole of it out, up to its time limit, for every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from weakref import WeakKeyDictionary

from datasette.utils import tilde_decode

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import MutableMapping

    from datasette.app import Datasette

MANY = 100_000
"""From how many statements on a factbase is large."""

_views: WeakKeyDictionary[Datasette, dict[str, frozenset[str]]] = WeakKeyDictionary()


def views_of_large(conn: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the views of a large factbase; of a small one none."""
    if (conn.execute("SELECT max(pk) FROM statements").fetchone()[0] or 0) < MANY:
        return frozenset()
    return frozenset(name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'view'"))


def note(datasette: Datasette, views: dict[str, frozenset[str]]) -> None:
    """Keep, by database, the views that are not to be counted."""
    _views[datasette] = views


def lightened(datasette: Datasette, path: str, scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the request as it is, or, of the page of such a view at `path`, without counts that were not asked for."""
    database, _, name = path.strip("/").partition("/")
    views = _views.get(datasette, {}).get(tilde_decode(database), frozenset())
    if not views or tilde_decode(name.partition(".")[0]) not in views:
        return scope
    asked = {
        key for key, _ in parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    }
    added = [] if "_nocount" in asked else [b"_nocount=1"]
    if "_nofacet" not in asked and not any(key.startswith("_facet") for key in asked):
        added.append(b"_nofacet=1")
    query = b"&".join([*filter(None, [scope.get("query_string", b"")]), *added])
    return {**scope, "query_string": query}
