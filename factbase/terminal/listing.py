"""Listings: rows as a table that fits the screen, as JSON, or as CSV."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen
from rich.table import Table
from rich.text import Text

from factbase.terminal.safe import escaped, visible
from factbase.terminal.screen import show, words

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMATS = ("table", "json", "csv")
"""How a listing can be printed."""


@frozen(kw_only=True)
class Column:
    """One column: its key in the rows, its heading, how its words look (a style, or one by the cell's own word)."""

    key: str
    heading: str
    style: str = ""
    by_word: bool = False
    right: bool = False
    ratio: int | None = None
    fixed: bool = False


@frozen(kw_only=True)
class Listing:
    """Rows, with the columns of their table, and the keys that JSON and CSV have."""

    rows: Sequence[Mapping[str, Any]]
    columns: Sequence[Column]
    keys: Sequence[str]

    def table(self) -> Table:
        """Return the rows as a table without rules: headings, then one row each, cells broken at words."""
        made = Table(
            box=None, pad_edge=False, header_style="heading", padding=(0, 2, 0, 0), collapse_padding=True
        )
        for column in self.columns:
            made.add_column(
                column.heading,
                justify="right" if column.right else "left",
                overflow="fold",
                no_wrap=column.fixed,
                ratio=column.ratio,
            )
        for row in self.rows:
            made.add_row(*(_cell(row.get(column.key), column) for column in self.columns))
        return made

    def print(self, form: str = "table", *, empty: str = "nothing") -> None:
        """Print the rows in one of `FORMATS`; `empty` stands where a table would have none."""
        if form == "json":
            print_json([{key: row[key] for key in self.keys} for row in self.rows])
        elif form == "csv":
            print_csv(self.keys, self.rows)
        elif self.rows:
            show(self.table())
        else:
            show(words(empty, "label"))


def _cell(value: object, column: Column) -> Text:
    if value is None:
        return words("-", "label")
    if isinstance(value, Text):
        return value
    return words(value, str(value) if column.by_word else column.style)


def keys(record: type) -> list[str]:
    """Return the keys of the rows of a record class, in their order."""
    return [each.name for each in attrs.fields(record)]


def print_json(value: object) -> None:
    """Print a value as JSON, indented, in UTF-8; what could act on a terminal is written as an escape."""
    sys.stdout.write(escaped(json.dumps(value, ensure_ascii=False, indent=2, default=str)) + "\n")


def print_csv(keys: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows as CSV (RFC 4180, with plain line ends); a terminal is not sent what could act on it."""
    held = io.StringIO()
    writer = csv.DictWriter(held, list(keys), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    text = held.getvalue()
    sys.stdout.write(visible(text, lines=True) if sys.stdout.isatty() else text)
