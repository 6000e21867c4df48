"""The screen: one console for what was asked for, one for messages; both plain when they are not a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.text import Text
from rich.theme import Theme

from factbase.terminal.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import ConsoleOptions, RenderableType, RenderResult

THEME = Theme(
    {
        "name": "bold",
        "label": "dim",
        "id": "cyan",
        "quote": "bold",
        "heading": "bold",
        "warning": "yellow",
        "error": "bold red",
        "good": "green",
        # Certainties and confidences always stand as words; the colour only helps the eye.
        "certain": "green",
        "probable": "yellow",
        "possible": "magenta",
        "uncommitted": "dim",
        "denies": "red",
        "affirms": "none",
        "claim": "blue",
        "assessment": "yellow",
        "silence": "dim",
    }
)
"""What each kind of word looks like."""


def out() -> Console:
    """Return the console for what was asked for (standard output).

    It is as wide as the terminal, or as COLUMNS says, or 80 columns in a pipe; NO_COLOR is respected. No text is read
    as markup, and none is highlighted by guess.
    """
    return Console(theme=THEME, markup=False, highlight=False, emoji=False, soft_wrap=False)


def err() -> Console:
    """Return the console for messages (standard error)."""
    return Console(theme=THEME, markup=False, highlight=False, emoji=False, stderr=True)


def words(text: object, style: str = "") -> Text:
    """Return text of the database as words to print: nothing in it is taken for markup or for terminal commands."""
    return Text(visible(str(text)), style=style)


class Trimmed:
    """Something to print whose lines end with their last word: no blanks fill them up to the width."""

    def __init__(self, what: RenderableType) -> None:
        """Trim the lines of `what`."""
        self._what = what

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the trimmed lines."""
        for line in console.render_lines(self._what, options, pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                last = line.pop()
                yield from line
                yield Segment(last.text.rstrip(), last.style)
            yield Segment.line()


def show(what: RenderableType) -> None:
    """Print what was asked for, broken into lines that fit the screen."""
    out().print(Trimmed(what), end="")


def tell(*parts: str | Text) -> None:
    """Print one line of what was asked for, unbroken, so that it can be copied and searched."""
    out().print(_line(parts), soft_wrap=True)


def say(*parts: str | Text) -> None:
    """Print a message on standard error, unbroken, so that a terminal breaks it and a pipe gets one line."""
    err().print(_line(parts), soft_wrap=True)


def _line(parts: tuple[str | Text, ...]) -> Text:
    return Text.assemble(*(words(part) if isinstance(part, str) else part for part in parts))


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal that `what` is going on; nothing is shown in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    with err().status(words(what)):
        yield
