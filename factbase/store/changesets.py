"""Changesets as rows: opening one, closing it with its digest, and finding the one that stood at some time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from factbase import dates, identity
from factbase.errors import NotFoundError, StoreError, ValueSyntaxError
from factbase.identity import Operation
from factbase.model import Changeset
from factbase.vocabulary import Noun, Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_SELECT = "SELECT pk, parent, recorded_at, recorded_by, why, file, route, digest FROM changesets"
_OPERATIONS = """
WITH came AS (
  SELECT id, digest FROM statements WHERE recorded_in = :number
  UNION ALL SELECT id, digest FROM retired WHERE noun = 'statement' AND recorded_in = :number
), went AS (SELECT id, digest, why FROM retired WHERE noun = 'statement' AND retired_in = :number)
SELECT 'statement', CASE WHEN went.id IS NULL THEN 'add' ELSE 'change' END, came.id, came.digest,
  coalesce(went.why, '')
FROM came LEFT JOIN went ON went.id = came.id
UNION ALL SELECT 'statement', 'retire', id, digest, why FROM went WHERE id NOT IN (SELECT id FROM came)
ORDER BY 2, 3
"""
"""What a changeset did to statements: the lines that its digest seals. Of the other nouns by their names."""
_LEFT = """
SELECT EXISTS (SELECT 1 FROM retired WHERE noun = 'statement' AND recorded_in = :number)
  OR EXISTS (SELECT 1 FROM retired WHERE noun = 'statement' AND retired_in = :number)
"""
_ADDED = "SELECT 'statement', 'add', id, digest, '' FROM statements WHERE recorded_in = :number ORDER BY id"
"""The same of a changeset that let nothing leave and of which nothing left later: half the cost of a million lines."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_TOO_LARGE = 2**63


def named(path: str | Path) -> str:
    """Return how a changeset names a file or folder: as it was given, but never by a path from the machine's root.

    Of such a path that from the folder we are in stays where it lies below, else its last name: history is published
    with the rest, and nothing in it can be taken back.
    """
    given, here = Path(path), Path.cwd()
    if not given.is_absolute():
        return str(path)
    return str(given.relative_to(here)) if here in given.parents else given.name


def start(  # noqa: PLR0913 - who, why, whence and when are each said
    db: Database, *, by: str, why: str, file: str | None, route: Route, at: str | None = None
) -> int:
    """Open a changeset on top of the newest and return its number. Its time is `at`, or now, never before its parent's.

    Raises:
        StoreError: when a changeset was opened by hand and left open.
    """
    newest = head(db)
    if newest is not None and not newest.digest:
        message = (
            f"changeset {newest.id} was opened by hand and never closed: nothing can be recorded on top of it"
        )
        raise StoreError(message)
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    recorded_at = max(at or now, newest.recorded_at if newest else "")
    number = newest.number + 1 if newest else 1
    row = number, newest.number if newest else None, recorded_at, by, why, file, str(route)
    db.conn.execute(
        "INSERT INTO changesets (pk, parent, recorded_at, recorded_by, why, file, route) VALUES (?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    return number


def close(db: Database, number: int) -> Changeset:
    """Close the open changeset with its digest, worked out of the rows that it wrote, and return it."""
    db.conn.execute("UPDATE changesets SET digest = ? WHERE pk = ?", (digest(db, number), number))
    return get(db, number)


def digest(db: Database, number: int) -> str:
    """Work out the digest of a changeset from its row, its parent's digest and what it did."""
    at, by, why, file, route, parent = db.conn.execute(
        "SELECT changesets.recorded_at, changesets.recorded_by, changesets.why, changesets.file, changesets.route, "
        "parents.digest FROM changesets LEFT JOIN changesets AS parents ON parents.pk = changesets.parent "
        "WHERE changesets.pk = ?",
        (number,),
    ).fetchone()
    return identity.sealed(
        _lines(db, number), parent=parent, recorded_at=at, recorded_by=by, why=why, file=file, route=route
    )


def operations(db: Database, number: int) -> Iterator[Operation]:
    """Yield what a changeset did, as the current and the retired rows tell it, by noun, operation and id.

    SQLite keeps the order, beyond memory where there is much.
    """
    for noun, operation, ident, of, why in _lines(db, number):
        yield Operation(noun=Noun(noun), operation=operation, id=ident, digest=of, why=why or None)


def _lines(db: Database, number: int) -> Iterator[tuple[str, str, str, str, str]]:
    for noun in sorted(Noun):
        told, left, added = (
            query.replace("statements", f"{noun}s").replace("'statement'", f"'{noun}'")
            for query in (_OPERATIONS, _LEFT, _ADDED)
        )
        (any_left,) = db.conn.execute(left, {"number": number}).fetchone()
        yield from db.conn.execute(told if any_left else added, {"number": number})


def head(db: Database) -> Changeset | None:
    """Return the newest changeset, or None in a database that holds nothing."""
    row = db.conn.execute(f"{_SELECT} ORDER BY pk DESC LIMIT 1").fetchone()
    return _changeset(row) if row else None


def get(db: Database, number: int) -> Changeset:
    """Return the changeset of that number.

    Raises:
        NotFoundError: when there is none.
    """
    known = abs(number) < _TOO_LARGE
    row = db.conn.execute(f"{_SELECT} WHERE pk = ?", (number,)).fetchone() if known else None
    if row is None:
        newest = head(db)
        message = f"there is no changeset c{number}; the newest is {newest.id if newest else 'none'}"
        raise NotFoundError(message)
    return _changeset(row)


def log(db: Database) -> Iterator[Changeset]:
    """Yield every changeset, the newest first."""
    return (_changeset(row) for row in db.conn.execute(f"{_SELECT} ORDER BY pk DESC").fetchall())


def standing_at(db: Database, when: int | str) -> int:
    """Return the number of the changeset that stood at `when`; 0 for a time before the first.

    `when` is a changeset (the number 3, or ``c3``) or a time: a date (until the end of that day, UTC) or an ISO 8601
    date-time (UTC unless it names its offset; until the end of the minute or second to which it is written).

    Raises:
        NotFoundError: when there is no such changeset.
        StoreError: when it is neither.
    """
    if isinstance(when, int) or re.fullmatch(r"c[0-9]{1,18}", when):
        return get(db, int(str(when).removeprefix("c"))).number
    text = when
    row = db.conn.execute("SELECT max(pk) FROM changesets WHERE recorded_at <= ?", (_limit(text),)).fetchone()
    return int(row[0] or 0)


def _limit(text: str) -> str:
    try:
        if written := _MOMENT.fullmatch(text):
            return _end_of(text, seconds=written[1] is not None, fraction=written[2] is not None)
        return f"{dates.parse(text).latest or '9999-12-31'}T23:59:59.999999Z"
    except (ValueSyntaxError, ValueError, OverflowError) as error:
        message = f'"{text}" is no changeset (c3) and no time: {error}'
        raise StoreError(message) from None


def _end_of(text: str, *, seconds: bool, fraction: bool) -> str:
    """Return the last microsecond (UTC) of the minute, the second or the fraction to which a time is written."""
    moment = datetime.fromisoformat(text)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    if not fraction:
        moment = moment.replace(second=moment.second if seconds else 59, microsecond=999999)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _changeset(row: tuple[int, int | None, str, str, str, str | None, str, str | None]) -> Changeset:
    number, parent, recorded_at, by, why, file, route, of = row
    return Changeset(
        number=number,
        parent=parent,
        recorded_at=recorded_at,
        recorded_by=by,
        why=why,
        file=file,
        route=Route(route),
        digest=of or "",
    )
