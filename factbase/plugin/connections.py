"""Connections that Datasette opens: what limits them, and which of them lead to a factbase."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from factbase.plugin.pages.served import is_factbase as holds_factbase

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable

    from datasette.app import Datasette

LONGEST = 32 * 1024 * 1024
"""The longest text or blob in bytes that a query may make: the time limit does not stop ``zeroblob(300000000)``."""

_LIMIT_LENGTH = 0
"""SQLITE_LIMIT_LENGTH (https://sqlite.org/c3ref/c_limit_attached.html): only the store imports sqlite3."""

_factbases: WeakKeyDictionary[Datasette, frozenset[str]] = WeakKeyDictionary()


def limit(conn: sqlite3.Connection) -> None:
    """Let no value of a query on this connection grow beyond `LONGEST`; SQLite then says "string or blob too big"."""
    conn.setlimit(_LIMIT_LENGTH, LONGEST)


def finder(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Return what notes, when Datasette starts, which of its databases are factbases."""

    async def find() -> None:
        names = {name for name, db in datasette.databases.items() if await db.execute_fn(holds_factbase)}
        _factbases[datasette] = frozenset(names)

    return find


def is_factbase(datasette: Datasette, database: str) -> bool:
    """Tell whether the database of that name was a factbase when Datasette started."""
    return database in _factbases.get(datasette, frozenset())


def has_pages(datasette: Datasette, database: str) -> bool:
    """Tell whether the pages are about that database: the one that the plugin setting names, or the first."""
    named = (datasette.plugin_config("factbase") or {}).get("database")
    known = (name for name in datasette.databases if is_factbase(datasette, name) and named in {None, name})
    return next(known, None) == database
