"""Asking: short selects from the public views, for what the Python API has no method for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from factbase.plugin import wording
from factbase.store import asking
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factbase.base import Factbase

V = TypeVar("V")


def rows(  # noqa: PLR0913 - which rows, in which order, and how many
    base: Factbase,
    record: type[V],
    where: Mapping[str, Any],
    order: str = "",
    *,
    question: str = "",
    most: int = -1,
) -> list[V]:
    """Return the rows of the record's view, as records; what asks of one `question` reads only its rows.

    See `factbase.store.asking.ask`.
    """
    database = base._for(Noun.QUESTION, question) if question else base._database()  # noqa: SLF001 - our own base
    return list(asking.ask(database, record, where, order, most=most))


def select(base: Factbase, sql: str, /, *, only: str = "", **params: object) -> list[tuple[Any, ...]]:
    """Return the rows of a query with its parameters bound; what asks of `only` one question reads only its rows."""
    database = base._for(Noun.QUESTION, only) if only else base._database()  # noqa: SLF001 - our own base
    return [tuple(row) for row in database.conn.execute(sql, params)]


def recorded(base: Factbase, sql: str, /, **params: object) -> list[tuple[Any, ...]]:
    """Return the rows of a query about when things were recorded, which what was known by a day leaves as it is."""
    return [tuple(row) for row in base._history().conn.execute(sql, params)]  # noqa: SLF001 - our own base


def order(base: Factbase, query: str) -> str:
    """Return by what the statements that match are ordered (see `factbase.store.asking.order`)."""
    return asking.order(base._database(), query)  # noqa: SLF001 - our own base


def places(base: Factbase, documents: Iterable[str]) -> dict[str, str]:
    """Return where documents stand, in words: their publisher and day, such as "The Korea Herald, 5 November 2023"."""
    found = select(
        base,
        "SELECT documents.id, sources.name, documents.published FROM documents "
        "JOIN sources ON sources.pk = documents.publisher WHERE documents.id IN (SELECT value FROM json_each(:ids))",
        ids=json.dumps(sorted(set(documents))),
    )
    return {
        ident: ", ".join(filter(None, [name, wording.day(published)])) for ident, name, published in found
    }


def names(base: Factbase, sources: Iterable[str]) -> dict[str, str]:
    """Return the names of sources by their ids."""
    found = select(
        base,
        "SELECT id, name FROM sources WHERE id IN (SELECT value FROM json_each(:ids))",
        ids=json.dumps(sorted(set(sources))),
    )
    return dict(found)
