"""The command that finds the same words in several documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factbase.cli.frame import command, standing
from factbase.cli.options import database, form, text, time
from factbase.terminal.copies import print_copies, print_same_words
from factbase.terminal.data import rows
from factbase.terminal.listing import keys, print_csv, print_json
from factbase.terminal.screen import say
from factbase.wordings import MIN_WORDS, SameWords, Wording

if TYPE_CHECKING:
    from pathlib import Path

    from factbase.wordings import Copies


@command(
    "copies",
    "factbase copies facts.db",
    "factbase copies facts.db --unlinked --limit 0 --csv",
    'factbase copies facts.db "more time is needed"',
)
@database
@click.argument("wanted", metavar="[ID|QUOTE]", required=False, type=text)
@click.option(
    "--min-words",
    type=click.IntRange(1),
    default=MIN_WORDS,
    show_default=True,
    help="Leave out what has fewer words, which is said anyway.",
)
@click.option("--unlinked", is_flag=True, help="Only where links do not join every statement with another.")
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, help="At most so many; 0 is all."
)
@time
@form("json", "csv")
def copies(  # noqa: PLR0913 - the options of the command
    db: Path,
    wanted: str | None,
    min_words: int,
    unlinked: bool,  # noqa: FBT001 - a flag of the command line
    limit: int,
    as_of: str | None,
    known_by: str | None,
    form: str,
) -> None:
    """Find the same words in several documents.

    Words are the same but for case, punctuation and quote marks; those in most documents come first. With the id of a
    statement or with a quote, of any length, it lists who printed these words and where their links end. What links
    do not join may be copies of which nobody said so, and no independent confirmation.
    """
    with standing(db, as_of, known_by) as base:
        if wanted is None:
            _list(base.copies(min_words=min_words, unlinked=unlinked, limit=limit or None), min_words, form)
        else:
            found = [each for each in base.same_words(wanted) if not (unlinked and each.linked)]
            _list_one(wanted, found, form)


def _list(found: Copies, min_words: int, form: str) -> None:
    _tell(found, min_words, form)
    if form == "json":
        print_json(rows(found.wordings))
    elif form == "csv":
        print_csv(keys(Wording), rows(found.wordings))
    else:
        print_copies(found, min_words)


def _list_one(wanted: str, found: list[SameWords], form: str) -> None:
    if form == "json":
        print_json(rows(found))
    elif form == "csv":
        print_csv(keys(SameWords), rows(found))
    else:
        print_same_words(wanted, found)


def _tell(found: Copies, min_words: int, form: str) -> None:
    """Say beside JSON and CSV what they do not hold; the table says it itself."""
    if form != "table" and len(found.wordings) < found.found:
        say(f"{len(found.wordings)} of {found.found} (--limit)")
    if form != "table" and found.left_out:
        say(f"{found.left_out} of fewer than {min_words} words left out (--min-words)")
