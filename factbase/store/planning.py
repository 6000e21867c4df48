"""Planning a changeset: of what was staged, what is new, what changes, what is withdrawn, and what must be refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attrs import field, frozen

from factbase import identity
from factbase.errors import HistoryError
from factbase.model import NOUNS, Record
from factbase.store.fetching import Stored, fetch
from factbase.store.rows import PARTS, TABLES
from factbase.vocabulary import Noun, Route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database


Key = tuple[Noun, str]


@frozen(kw_only=True)
class Incoming:
    """A record that is to be written: a new id, or a new version of one that stands (`before`)."""

    record: Record
    digest: str
    before: Stored[Record] | None = None


@frozen(kw_only=True)
class Plan:
    """What a changeset will do."""

    incoming: tuple[Incoming, ...]
    withdrawn: tuple[tuple[Stored[Record], str], ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.incoming or self.withdrawn)

    def leaving(self) -> list[tuple[Stored[Record], str | None]]:
        """Return the versions that will be retired, each with the reason of its withdrawal if it is one.

        They come in the order of noun and id, so that the order of staging leaves no trace.
        """
        changed: list[tuple[Stored[Record], str | None]] = [
            (each.before, None) for each in self.incoming if each.before
        ]
        return sorted(
            [*changed, *self.withdrawn],
            key=lambda each: (NOUNS[type(each[0].record)], each[0].record.id or ""),
        )


@frozen
class Current:
    """The version that stands of an id: its pk, digest, the route to which it belongs, and its changeset."""

    pk: int
    digest: str
    route: Route
    recorded_in: int


def plan(
    db: Database, records: Iterable[Record], withdrawals: dict[Key, str], *, route: Route, whole: bool
) -> Plan:
    """Compare what was staged with what stands.

    With `whole`, the records are all that the route holds: its rows that are not among them are withdrawn.

    Raises:
        HistoryError: when an id belongs to the other route, or a withdrawal names nothing.
    """
    staged: dict[Noun, list[Record]] = {noun: [] for noun in Noun}
    for record in records:
        staged[NOUNS[type(record)]].append(record)
    incoming: list[Incoming] = []
    withdrawn: list[tuple[Stored[Record], str]] = []
    refused: list[str] = []
    for noun, group in staged.items():
        asked = {ident: why for (of, ident), why in withdrawals.items() if of is noun}
        ids = [record.id or "" for record in group]
        standing = current(db, noun, [*ids, *asked])
        incoming += _incoming(db, noun, group, standing, route, refused)
        if whole:
            asked |= dict.fromkeys(_owned(db, noun, route) - set(ids), "no longer in the facts folder")
            standing |= current(db, noun, list(asked))
        withdrawn += _withdrawn(db, noun, asked, standing, route, refused)
    if refused:
        raise HistoryError("\n".join(refused))
    return Plan(incoming=tuple(incoming), withdrawn=tuple(withdrawn))


def current(db: Database, noun: Noun, ids: list[str]) -> dict[str, Current]:
    """Return the versions that stand of these ids of a noun."""
    table = TABLES[noun]
    query = (
        f"SELECT {table}.id, {table}.pk, {table}.digest, changesets.route, {table}.recorded_in FROM {table} "  # noqa: S608 - a name of ours
        f"JOIN changesets ON changesets.pk = {table}.recorded_in "
        f"WHERE {table}.id IN (SELECT value FROM json_each(?))"
    )
    found = db.conn.execute(query, (json.dumps(ids),))
    return {ident: Current(pk, digest, Route(route), number) for ident, pk, digest, route, number in found}


def _owned(db: Database, noun: Noun, route: Route) -> set[str]:
    table = TABLES[noun]
    query = (
        f"SELECT {table}.id FROM {table} JOIN changesets ON changesets.pk = {table}.recorded_in "  # noqa: S608 - ours
        "WHERE changesets.route = ?"
    )
    return {ident for (ident,) in db.conn.execute(query, (str(route),))}


def _incoming(  # noqa: PLR0913 - a group of records and all that decides on them
    db: Database,
    noun: Noun,
    group: list[Record],
    standing: dict[str, Current],
    route: Route,
    refused: list[str],
) -> list[Incoming]:
    found = []
    for record in group:
        digest = identity.digest(record)
        stands = standing.get(record.id or "")
        if stands is None:
            found.append(Incoming(record=record, digest=digest))
        elif stands.digest != digest:
            if stands.route is not route:
                refused.append(owned_by(noun, record.id, stands.route))
            before = next(fetch(db, noun, [stands.pk]))
            found.append(Incoming(record=record, digest=digest, before=before))
    return found


def _withdrawn(  # noqa: PLR0913 - one group of withdrawals and all that decides on them
    db: Database,
    noun: Noun,
    asked: dict[str, str],
    standing: dict[str, Current],
    route: Route,
    refused: list[str],
) -> list[tuple[Stored[Record], str]]:
    found = []
    for ident, why in asked.items():
        stands = standing.get(ident)
        if stands is None:
            refused.append(f'{noun} "{ident}" cannot be withdrawn: there is none')
        elif stands.route is not route:
            refused.append(owned_by(noun, ident, stands.route))
        else:
            found.append((next(fetch(db, noun, [stands.pk])), why))
    return found


def owned_by(noun: Noun, ident: str | None, route: Route) -> str:
    """Return the refusal of a change to what the other route recorded."""
    how = {
        Route.BUILD: 'it was recorded from a facts folder by "build": change it there',
        Route.LOAD: 'it was recorded by "load" or Python: choose another id, or change it by that way',
    }
    return f'{noun} "{ident}" belongs to another route: {how[route]}'


def refuse_dangling(db: Database, withdrawn: Iterable[Stored[Record]]) -> None:
    """Require that nothing that stands names what is withdrawn.

    Raises:
        HistoryError: which lists what names each.
    """
    refused = []
    for stored in withdrawn:
        noun = NOUNS[type(stored.record)]
        if names := _naming(db, TABLES[noun], stored.pk):
            listed = ", ".join(f'{by} "{ident}"' for by, ident in names[:5])
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            refused.append(f'{noun} "{stored.record.id}" cannot be withdrawn: it is named by {listed}{more}')
    if refused:
        raise HistoryError("\n".join(refused))


def _naming(db: Database, table: str, pk: int) -> list[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for noun, owner in TABLES.items():
        for column in _columns_to(db, owner, table):
            query = f'SELECT id FROM {owner} WHERE "{column}" = ? ORDER BY id'  # noqa: S608 - names of ours
            found |= {(str(noun), ident): None for (ident,) in db.conn.execute(query, (pk,))}
        for part in PARTS.get(noun, ()):
            for column in _columns_to(db, part, table):
                query = (
                    f'SELECT {owner}.id FROM {part} JOIN {owner} ON {owner}.pk = {part}."{noun}" '  # noqa: S608 - ours
                    f'WHERE {part}."{column}" = ? ORDER BY {owner}.id'
                )
                found |= {(str(noun), ident): None for (ident,) in db.conn.execute(query, (pk,))}
    return list(found)


def _columns_to(db: Database, table: str, target: str) -> list[str]:
    rows = db.conn.execute('SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = ?', (table, target))
    return [column for (column,) in rows]
