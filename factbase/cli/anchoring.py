"""The command that follows the quoted words of a document to a newer copy of its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from factbase import anchoring
from factbase.anchoring import Status
from factbase.cli.frame import command, opened
from factbase.cli.options import database, form, text
from factbase.errors import FactsError
from factbase.reading.source_text import read_source
from factbase.terminal.listing import Column, Listing
from factbase.terminal.screen import say, words
from factbase.vocabulary import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factbase.model import Document, Span, Statement
    from factbase.problems import Problem
    from factbase.reader import Reader

_KEYS = "statement status start end exact new_start new_end new_exact similarity ambiguous".split()
_STYLES = {Status.EXACT: "good", Status.MOVED: "good", Status.CHANGED: "warning", Status.GONE: "error"}


@command("anchor", "factbase anchor facts.db korea-herald-2023-11-05 facts/korea-herald-2023-11-05.txt")
@database
@click.argument("document", type=text)
@click.argument("newer", metavar="TEXT", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@form("json", "csv")
def anchor(db: Path, document: str, newer: Path, form: str) -> None:
    """Find the quoted words in a newer copy of a text.

    Each span is exact, moved (the same words elsewhere), changed (other words, but close) or gone. Nothing is written.
    Exit code 1 if any is changed or gone, or if several places fit as well.
    """
    copy = _read(newer)
    with opened(db) as base:
        found = list(_spans(base, base.document(document), copy))
    columns = (
        Column(key="state", heading="span", ratio=1),
        Column(key="told", heading="words and statement", ratio=4),
    )
    Listing(rows=found, columns=columns, keys=_KEYS).print(form, empty="No statement quotes its text.")
    counts = {status: sum(1 for row in found if row["status"] == status) for status in Status}
    say(f"{document}: " + ", ".join(f"{number} {status}" for status, number in counts.items()))
    if any(row["status"] in {Status.CHANGED, Status.GONE} or row["ambiguous"] for row in found):
        raise click.exceptions.Exit(1)


def _read(path: Path) -> str:
    problems: list[Problem] = []
    source = read_source(path.read_bytes(), str(path), problems)
    if problems or source is None:
        raise FactsError(problems)
    return source.text


def _spans(base: Reader, document: Document, copy: str) -> Iterator[dict[str, Any]]:
    ready = anchoring.Text(copy)
    quoting = [
        (span, statement)
        for statement in base.statements(document=document.id)
        for span in statement.spans
        if span.part is Part.TEXT
    ]
    for span, statement in sorted(quoting, key=lambda pair: (pair[0].start, pair[0].end)):
        yield _span(document, statement, span, ready)


def _span(document: Document, statement: Statement, span: Span, copy: anchoring.Text) -> dict[str, Any]:
    around = anchoring.context(document.text, span.start, span.end) if document.text else ("", "")
    found = anchoring.reanchor(span.exact, span.start, span.end, *around, copy)
    state = Text.assemble(words(found.status, _STYLES[found.status]), " ambiguous" if found.ambiguous else "")
    told = Text.assemble(words(span.exact))
    if found.exact is not None and found.exact != span.exact:
        told.append_text(Text.assemble("\nnow: ", words(found.exact)))
    return {
        "statement": statement.id,
        "status": str(found.status),
        "start": span.start,
        "end": span.end,
        "exact": span.exact,
        "new_start": found.start,
        "new_end": found.end,
        "new_exact": found.exact,
        "similarity": round(found.similarity, 3),
        "ambiguous": found.ambiguous,
        "state": state,
        "told": Text.assemble(told, "\n", words(statement.id, "id")),
    }
