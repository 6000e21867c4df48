"""Tables: every table of a database with its columns and its rows, a few at a time, for formats that hold tables.

Each column that names another row by its pk has a column beside it with that row's id (``document``, ``document_id``),
and each bound of a date one that holds a date (``published_earliest``, ``published_earliest_date``): so the rows can be
joined as the views do it, and read without that. Statements have their summary beside them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import frozen

from factbase import wire
from factbase.store.publishing import Withheld, Withholding
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

AT_ONCE = 5_000
"""How many rows are handed out at once."""

AT_ONCE_LONG = 500
"""The same, of tables whose rows hold whole texts."""

LONG = {"documents", "retired"}
"""The tables whose rows hold whole texts."""

Row = tuple[Any, ...]

_DATED = re.compile(r"_(?:earliest|latest)$")
_TRUTH = re.compile(r"^  (\w+) INTEGER NOT NULL CHECK \(\1 IN \(0, 1\)\)", re.MULTILINE)
_ALSO_TRUTH = {"anchored", "multiple", "corrected"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SUMMARY = (
    "speaker capacity certainty polarity hedge said said_earliest said_latest chain hops confidence quote anchored "
    "fingerprint"
).split()


class Type(StrEnum):
    """What the cells of a column hold."""

    INTEGER = "integer"
    REAL = "real"
    TEXT = "text"
    TRUTH = "truth"
    DATE = "date"
    IDS = "ids"


@frozen(kw_only=True)
class Column:
    """One column: `source` is the SQL that gives its cells, `cell` makes of one what the type says.

    `own` tells a column of the table itself from one that was put beside it.
    """

    name: str
    type: Type
    source: str
    own: bool = True

    def cell(self, value: Any) -> Any:  # noqa: ANN401 - what SQLite holds
        """Return a cell as its type says; a bound that is no day of the years 1 to 9999 has no date."""
        if value is None:
            return None
        match self.type:
            case Type.TRUTH:
                return bool(value)
            case Type.IDS:
                return json.loads(value)
            case Type.DATE:
                return _day(value)
            case _:
                return value


@frozen(kw_only=True)
class Table:
    """One table: its columns, and its rows in the order of their pks, `AT_ONCE` at a time."""

    name: str
    columns: tuple[Column, ...]
    batches: Callable[[], Iterator[list[Row]]]


@frozen(kw_only=True)
class Tables:
    """All tables, to be read within one `with`; what was `withheld` is known when all rows were read."""

    tables: tuple[Table, ...]
    withheld: Callable[[], tuple[Withheld, ...]]


def tables(db: Database) -> Tables:
    """Return every table but the index of the full text, without the texts that may not be published.

    The rule is that of `publishing.publish`: a text goes out only where the rights of each document that holds
    it, or held it, say ``full``. Its SHA-256 stays.
    """
    withholding = Withholding(db)
    names = [
        name
        for (name,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        if not name.startswith(("statements_fts", "sqlite_"))
    ]

    def table(name: str) -> Table:
        columns = tuple(_columns(db, name))
        less = _LESS.get(name, _whole)([each.name for each in columns], withholding)
        return Table(
            name=name,
            columns=columns,
            batches=lambda: (list(map(less, found)) for found in _batches(db, name, columns)),
        )

    return Tables(tables=tuple(map(table, names)), withheld=lambda: withholding.withheld(db))


def _whole(_names: list[str], _withholding: Withholding) -> Callable[[Row], Row]:
    return lambda row: row


def _document(names: list[str], withholding: Withholding) -> Callable[[Row], Row]:
    ident, text, sha256 = (names.index(name) for name in ("id", "text", "sha256"))
    return lambda row: (*row[:text], withholding.text(row[ident], row[text], row[sha256]), *row[text + 1 :])


def _version(names: list[str], withholding: Withholding) -> Callable[[Row], Row]:
    noun, body = names.index("noun"), names.index("body")

    def less(row: Row) -> Row:
        if row[noun] != Noun.DOCUMENT:
            return row
        whole = wire.decode(Noun.DOCUMENT, row[body])
        told = withholding.record(whole)
        return row if told is whole else (*row[:body], wire.encode(told).decode(), *row[body + 1 :])

    return less


_LESS = {"documents": _document, "retired": _version}


def _columns(db: Database, table: str) -> Iterator[Column]:
    info = db.conn.execute(f'PRAGMA table_xinfo("{table}")').fetchall()
    (ddl,) = db.conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    truths = {*_TRUTH.findall(ddl), *_ALSO_TRUTH}
    named = _named(db, table)
    for _, name, declared, *_ in info:
        plain = {"INTEGER": Type.INTEGER, "REAL": Type.REAL}.get(declared.upper(), Type.TEXT)
        kind = Type.TRUTH if name in truths and plain is Type.INTEGER else plain
        yield Column(name=name, type=kind, source=f'"{table}"."{name}"')
        if name in named:
            yield Column(
                name=f"{name}_id", type=Type.TEXT, source=_id(named[name], f'"{table}"."{name}"'), own=False
            )
        if _DATED.search(name) and plain is Type.TEXT:
            yield Column(name=f"{name}_date", type=Type.DATE, source=f'"{table}"."{name}"', own=False)
    if table == "statements":
        yield from _summary(db)


def _named(db: Database, table: str) -> dict[str, str]:
    """Return the columns that name a row of another table by its pk, with that table."""
    found = db.conn.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return {column: target for _, _, target, column, to, *_ in found if to == "pk"}


def _id(table: str, pk: str) -> str:
    return f"(SELECT named.id FROM {table} AS named WHERE named.pk = {pk})"  # noqa: S608 - names of ours


def _summary(db: Database) -> Iterator[Column]:
    """Yield what a reader of statements asks first, as `statement_summary` has it, and where their links end."""
    publisher = "(SELECT publisher FROM documents WHERE documents.pk = statements.document)"
    ends = (
        "(SELECT json_group_array(id) FROM (SELECT ends.id FROM roots JOIN statements AS ends ON ends.pk = roots.root "
        "WHERE roots.statement = statements.pk ORDER BY ends.id))"
    )
    yield Column(name="publisher_id", type=Type.TEXT, source=_id("sources", publisher), own=False)
    for each in _columns(db, "summaries"):
        name = each.name.removesuffix("_date").removesuffix("_id")
        if name in _SUMMARY:
            source = "speakers.id" if each.name == "speaker_id" else each.source
            yield Column(name=each.name, type=each.type, source=source, own=False)
    yield Column(name="speaker_name", type=Type.TEXT, source="speakers.name", own=False)
    yield Column(name="origins", type=Type.IDS, source=ends, own=False)


def _batches(db: Database, table: str, columns: Sequence[Column]) -> Iterator[list[Row]]:
    cells = ", ".join(each.source for each in columns)
    query = f'SELECT {cells} FROM "{table}"'  # noqa: S608 - names of ours
    if table == "statements":
        query += " JOIN summaries ON summaries.statement = statements.pk JOIN sources AS speakers"
        query += " ON speakers.pk = summaries.speaker ORDER BY statements.pk"
    else:
        query += " ORDER BY 1"
    changed = [
        (at, each.cell) for at, each in enumerate(columns) if each.type in {Type.TRUTH, Type.DATE, Type.IDS}
    ]
    cursor = db.conn.execute(query)
    while found := cursor.fetchmany(AT_ONCE_LONG if table in LONG else AT_ONCE):
        yield [_row(row, changed) for row in found] if changed else found


def _row(row: Row, changed: Sequence[tuple[int, Callable[[Any], Any]]]) -> Row:
    cells = list(row)
    for at, cell in changed:
        cells[at] = cell(cells[at])
    return tuple(cells)


def _day(text: str) -> dt.date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
