"""A sheet: labelled lines under headings, the labels in one column, long words hanging beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from factbase.terminal.screen import show, words

if TYPE_CHECKING:
    from collections.abc import Iterable

LABEL = 12
"""How wide the labels are, in columns."""

BLANK = ""
"""An empty line."""


class Sheet:
    """Gathers what is printed about one thing."""

    def __init__(self, noun: str, ident: str) -> None:
        """Begin with the noun and the id."""
        self._parts: list[RenderableType] = [Text.assemble(words(noun, "heading"), " ", words(ident, "id"))]
        self._grid: Table | None = None

    def lead(self, what: RenderableType) -> None:
        """Put the main words under the id."""
        self._end()
        self._parts += [BLANK, Padding(what, (0, 0, 0, 2)), BLANK]

    def heading(self, what: str) -> None:
        """Begin a new section."""
        self._end()
        if self._parts[-1] is not BLANK:
            self._parts.append(BLANK)
        self._parts.append(words(what, "heading"))

    def line(self, label: str, value: RenderableType | str | None) -> None:
        """Put a labelled line; nothing where there is no value."""
        if value is None or value == "":
            return
        if self._grid is None:
            self._grid = Table.grid(padding=(0, 2, 0, 0))
            self._grid.add_column(width=LABEL, overflow="fold")
            self._grid.add_column(overflow="fold")
        self._grid.add_row(words(label, "label"), words(value) if isinstance(value, str) else value)

    def lines(self, label: str, values: Iterable[RenderableType | str]) -> None:
        """Put lines of which only the first is labelled."""
        for number, value in enumerate(values):
            self.line(label if number == 0 else "", value)

    def put(self, what: RenderableType, *, indent: int = 2) -> None:
        """Put something that is broken into lines by itself."""
        self._end()
        self._parts.append(Padding(what, (0, 0, 0, indent)))

    def whole(self) -> RenderableType:
        """Return all of it, to be printed."""
        self._end()
        return Group(*self._parts)

    def print(self) -> None:
        """Print it all."""
        show(self.whole())

    def _end(self) -> None:
        if self._grid is not None:
            self._parts.append(Padding(self._grid, (0, 0, 0, 2)))
            self._grid = None
