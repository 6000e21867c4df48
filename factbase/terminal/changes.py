"""Recording acts on the screen: when, by whom, why, and what each added, changed and withdrew."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from factbase.terminal.phrases import count
from factbase.terminal.screen import words
from factbase.terminal.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factbase.identity import Operation
    from factbase.model import Changeset

DONE = {"add": "added", "change": "changed", "retire": "withdrawn"}
"""What an operation did, in words."""


def print_changeset(
    changeset: Changeset, operations: Sequence[Operation], *, at_most: int | None = None
) -> None:
    """Print one recording act; `at_most` so many ids of a kind are listed."""
    sheet = Sheet("Changeset", changeset.id)
    sheet.line("recorded", f"{changeset.recorded_at} by {changeset.recorded_by}")
    sheet.line("why", changeset.why)
    sheet.line("file", changeset.file)
    sheet.line("route", f"{changeset.route}: {changeset.route.meaning}")
    sheet.line("digest", words(changeset.digest, "label"))
    for (done, noun), found in _grouped(operations):
        ids = [each.id for each in found]
        shown = ids if at_most is None else ids[:at_most]
        more = [words(f"and {len(ids) - len(shown)} more")] if len(ids) > len(shown) else []
        listed = Text(", ").join([*(words(each, "id") for each in shown), *more])
        sheet.line(done, Text.assemble(words(count(len(ids), noun)), ": ", listed))
    sheet.print()


def _grouped(operations: Sequence[Operation]) -> Iterator[tuple[tuple[str, str], list[Operation]]]:
    order = list(DONE)
    by = sorted(operations, key=lambda each: (order.index(each.operation), each.noun, each.id))
    for key, found in groupby(by, key=lambda each: (DONE[each.operation], str(each.noun))):
        yield key, list(found)
