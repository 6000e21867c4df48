"""Connections that Datasette opens: what a query on them may take and touch, and which of them lead to a factbase.

A server open to all lets anybody write SQL. What a query takes is bounded by `limits`; what it touches, by the
authorizers here (https://sqlite.org/c3ref/set_authorizer.html). Both hold for other databases that are served beside a
factbase only where they can do no harm there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from factbase.plugin import lightening, limits, linear, searching
from factbase.plugin.budget import Budget
from factbase.plugin.pages.served import is_factbase as holds_factbase

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable

    from datasette.app import Datasette

# Actions and answers of an authorizer: https://sqlite.org/c3ref/c_alter_table.html and c_deny.html
_OK, _DENY = 0, 1
_PRAGMA, _READ, _SELECT, _TRANSACTION, _UPDATE, _FUNCTION, _SAVEPOINT, _RECURSIVE = (
    19,
    20,
    21,
    22,
    23,
    31,
    32,
    33,
)
_READING = frozenset({_SELECT, _TRANSACTION, _SAVEPOINT, _RECURSIVE})

HIDDEN_TABLES = frozenset("dbstat sqlite_stmt".split())
"""Virtual tables that show the pages of the file, and what others ask."""

SHOWN_PRAGMAS = frozenset(
    "foreign_key_list function_list index_info index_list index_xinfo page_count page_size schema_version "
    "table_info table_list table_xinfo".split()
)
"""What may be asked as ``pragma_NAME(...)``: nothing that tells a path (``pragma_database_list`` does)."""

PRAGMAS = SHOWN_PRAGMAS | frozenset(
    "application_id compile_options data_version database_list user_version".split()
)
"""What Datasette, the pages and the full-text index ask, as ``PRAGMA NAME``, which no reader's query can be."""

SETTINGS = frozenset("foreign_keys recursive_triggers".split())
"""What sqlite-utils sets on connections that it is given, also within Datasette 1.0; it concerns writing alone."""

_OF_A_TABLE = frozenset(name for name in PRAGMAS if name.startswith(("foreign_key", "index", "table")))

HIDDEN_FUNCTIONS = frozenset("edit fts3_tokenizer json_patch load_extension readfile writefile".split())
"""Functions that reach out of the database; and one that takes the square of what it is given."""

_factbases: WeakKeyDictionary[Datasette, frozenset[str]] = WeakKeyDictionary()


def prepare(conn: sqlite3.Connection, *, immutable: bool) -> None:
    """Bound what queries on a new connection may take and touch; `immutable` tells of a file that never changes.

    A query that asks for more is refused with an error of SQLite's.
    """
    if not holds_factbase(conn):
        conn.setlimit(limits.LENGTH, limits.LONGEST_ELSEWHERE)
        conn.set_authorizer(hiding)
        return
    searching.register(conn)
    linear.register(conn)
    Budget(conn)
    for limit, value in limits.OF_A_FACTBASE.items():
        conn.setlimit(limit, value)
    if immutable:  # a process that also records may need more
        conn.execute(f"PRAGMA hard_heap_limit = {limits.HEAP}")
    conn.set_authorizer(reading)


def hiding(action: int, first: str | None, second: str | None, *_: object) -> int:
    """Authorize what a statement does, but for reading where the file lies and what others ask of it."""
    if action == _READ and first is not None:
        name = first.lower()
        hidden = name.startswith("pragma_") and name.removeprefix("pragma_") not in SHOWN_PRAGMAS
        return _DENY if hidden or name in HIDDEN_TABLES else _OK
    if action == _FUNCTION and second is not None and second.lower() in HIDDEN_FUNCTIONS:
        return _DENY
    return _OK


def reading(action: int, first: str | None, second: str | None, *_: object) -> int:
    """Authorize what reads a factbase, and nothing that writes, attaches, or sets."""
    if action in {_READ, _FUNCTION}:
        return hiding(action, first, second)
    if action == _PRAGMA:
        name = (first or "").lower()
        asked = name in PRAGMAS and (second is None or name in _OF_A_TABLE)
        return _OK if asked or name in SETTINGS else _DENY
    if action == _UPDATE:  # how SQLite makes a virtual table known in memory; it writes nothing
        return _OK if first == "sqlite_master" else _DENY
    return _OK if action in _READING else _DENY


def finder(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Return what notes, when Datasette starts, which of its databases are factbases, and which of them are large."""

    async def find() -> None:
        names = {name for name, db in datasette.databases.items() if await db.execute_fn(holds_factbase)}
        _factbases[datasette] = frozenset(names)
        lightening.note(
            datasette,
            {name: await datasette.get_database(name).execute_fn(lightening.large) for name in names},
        )

    return find


def is_factbase(datasette: Datasette, database: str) -> bool:
    """Tell whether the database of that name was a factbase when Datasette started."""
    return database in _factbases.get(datasette, frozenset())


def has_pages(datasette: Datasette, database: str) -> bool:
    """Tell whether the pages are about that database: the one that the plugin setting names, or the first."""
    return with_pages(datasette) == database


def with_pages(datasette: Datasette) -> str | None:
    """Return the name of the database that the pages are about; None where no factbase is served."""
    named = (datasette.plugin_config("factbase") or {}).get("database")
    known = (name for name in datasette.databases if is_factbase(datasette, name) and named in {None, name})
    return next(known, None)


def any_factbase(datasette: Datasette) -> bool:
    """Tell whether any factbase was served when Datasette started."""
    return bool(_factbases.get(datasette))
