"""Progress: how far a long reading has come, how fast it is, and how long it will take; silent in a pipe."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from factbase.terminal.safe import visible
from factbase.terminal.screen import err

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def watching(what: str, size: int | None) -> Iterator[Callable[[int, int], None] | None]:
    """Show on a terminal how far the reading of files has come; give what is told the lines and the bytes read.

    `size` is that of all files in bytes, None where nobody knows. In a pipe nothing is shown, and None is given.
    """
    if not sys.stderr.isatty():
        yield None
        return
    columns = [
        TextColumn("{task.description}", markup=False),
        *([BarColumn(), TaskProgressColumn()] if size else []),
        TextColumn("{task.fields[told]}", markup=False),
        *([TimeRemainingColumn(compact=True)] if size else []),
    ]
    with Progress(*columns, console=err(), transient=True) as progress:
        task = progress.add_task(visible(what), total=size or None, told="")
        began = time.monotonic()

        def watch(lines: int, read: int) -> None:
            rate = lines / max(time.monotonic() - began, 0.001)
            told = f"{lines:,} lines, {rate:,.0f} a second"
            if size and read >= size:
                told = f"{lines:,} lines; indexes and what is derived"
            progress.update(task, completed=read, told=told)

        yield watch
