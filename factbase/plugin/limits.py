"""Limits of what a reader's SQL may take, all in one place.

Datasette stops a query after ``sql_time_limit_ms``, but only between two steps of SQLite's, of which one may take a
gigabyte and many seconds. These limits bound the steps and the answer. They are far above what the views, the pages
and Datasette's own queries need.
"""

from __future__ import annotations

LONGEST = 8 * 1024 * 1024
"""The longest text, blob or row of a factbase in bytes; without it ``hex(zeroblob(300000000))`` takes 1.5 GB."""

LONGEST_ELSEWHERE = 32 * 1024 * 1024
"""The same for other databases, which may hold pictures."""

LONGEST_PATTERN = 200
"""The longest pattern of LIKE and GLOB in bytes: they take as long as the text times the pattern."""

WIDEST = 10_000
"""How wide ``printf`` may print a number or a text, and how long its format may be, in characters."""

MOST = 16 * 1024 * 1024
"""How much memory the rows of one answer may take, in bytes: they are held until the last has come, then written."""

MOST_OF_A_PAGE = 128 * 1024 * 1024
"""The same for the queries of a page, which keeps little of what it reads."""

HEAP = 384 * 1024 * 1024
"""How much memory SQLite may take in the whole process of a public server, in bytes.

It is the last resort: the query that asks for more is refused, and with it any other that asks at that moment.
https://sqlite.org/pragma.html#pragma_hard_heap_limit
"""

# https://sqlite.org/c3ref/c_limit_attached.html: as numbers, since only the store imports sqlite3
LENGTH = 0  # SQLITE_LIMIT_LENGTH

OF_A_FACTBASE = {
    LENGTH: LONGEST,
    1: 100_000,  # SQLITE_LIMIT_SQL_LENGTH, in bytes
    2: 200,  # SQLITE_LIMIT_COLUMN: of a table, a result, an order
    3: 200,  # SQLITE_LIMIT_EXPR_DEPTH
    4: 50,  # SQLITE_LIMIT_COMPOUND_SELECT
    5: 250_000,  # SQLITE_LIMIT_VDBE_OP: how long a compiled query may be
    7: 0,  # SQLITE_LIMIT_ATTACHED
    8: LONGEST_PATTERN,  # SQLITE_LIMIT_LIKE_PATTERN_LENGTH
}
"""SQLite's own limits for a factbase, by their number."""
