"""Commands that show things: one by its id, many by their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from rich.text import Text

from factbase.cli.frame import command, opened, standing
from factbase.cli.options import database, form, text, time
from factbase.dossiers import dossier
from factbase.model import NOUNS
from factbase.store.asking import MARKS
from factbase.terminal import phrases
from factbase.terminal.changes import print_changeset
from factbase.terminal.data import data, rows
from factbase.terminal.dossiers import print_dossier
from factbase.terminal.listing import Column, Listing, print_json
from factbase.terminal.screen import tell, words
from factbase.vocabulary import Noun, Polarity

if TYPE_CHECKING:
    from pathlib import Path

_CHANGESET = re.compile(r"c\d+")
_ORDER = (Noun.STATEMENT, Noun.QUESTION, Noun.SOURCE, Noun.DOCUMENT, Noun.TOPIC, Noun.RATING, Noun.LINK)


@command(
    "show",
    "factbase show facts.db delay-due-to-russian-guidance",
    "factbase show facts.db shin-won-sik",
    "factbase show facts.db south-korea --noun topic",
)
@database
@click.argument("ident", metavar="ID", type=text)
@click.option(
    "--noun", type=click.Choice([str(each) for each in Noun]), help="Only of this noun; ids may be shared."
)
@time
@form("json")
def show(  # noqa: PLR0913 - the options of the command
    db: Path,
    ident: str,
    noun: str | None,
    as_of: str | None,
    known_by: str | None,
    form: str,
) -> None:
    """Show anything by its id, with all that is recorded about it.

    An id names a statement, source, document, question, topic, rating, link or changeset (c3). A statement comes with
    its words in their sentence, its whole chain as a tree, the three confidences, its times, answers, ratings, links
    and versions, and how to cite it.
    """
    if _CHANGESET.fullmatch(ident) and noun is None:
        _show_changeset(db, ident, form)
        return
    with standing(db, as_of, known_by) as base:
        records = sorted(base.named(ident, noun), key=lambda each: _ORDER.index(NOUNS[type(each)]))
        found = [(NOUNS[type(each)], dossier(base, each)) for each in records]
    if form == "json":
        print_json([{"noun": str(each), **data(dossier)} for each, dossier in found])
        return
    for number, (_, each) in enumerate(found):
        if number:
            tell("")
        print_dossier(each)


def _show_changeset(db: Path, ident: str, form: str) -> None:
    with opened(db) as base:
        changeset, operations = base.changeset(ident), base.operations(ident)
    if form == "json":
        print_json([{"noun": "changeset", "id": ident, **data(changeset), "operations": data(operations)}])
    else:
        print_changeset(changeset, operations)


@command("search", "factbase search facts.db Kill Chain", "factbase search facts.db Russia --limit 5 --csv")
@database
@click.argument("wanted", metavar="WORDS", nargs=-1, required=True, type=text)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many statements."
)
@time
@form("json", "csv")
def search(  # noqa: PLR0913 - the options of the command
    db: Path,
    wanted: tuple[str, ...],
    limit: int,
    as_of: str | None,
    known_by: str | None,
    form: str,
) -> None:
    """Find statements by their words, the best first.

    All words must occur in its content, quote or chain; words in quotation marks in that order. A Hangul word inside a
    longer one is found too.
    """
    with standing(db, as_of, known_by) as base:
        found = rows(base.search(" ".join(wanted), limit))
    for row in found:
        hit = phrases.found(row["snippet"], MARKS)
        row["snippet"] = hit.plain
        denied = words(f"{row['polarity']}  ", "denies") if row["polarity"] == Polarity.DENIES else Text()
        row["hit"] = Text.assemble(hit, "\n", denied, words(row["statement"], "id"))
    columns = (
        Column(key="speaker_name", heading="who", style="name", ratio=1),
        Column(key="hit", heading="words and statement", ratio=3),
    )
    keys = ("statement", "speaker_name", "content", "polarity", "snippet", "document")
    Listing(rows=found, columns=columns, keys=keys).print(form, empty="Nothing holds all these words.")
