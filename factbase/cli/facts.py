"""Commands on facts files: check a folder, begin a new file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbase import Factbase
from factbase.cautioning import cautions
from factbase.cli.frame import command
from factbase.cli.options import form
from factbase.coverage import coverage
from factbase.formats.skeleton import skeleton
from factbase.problems import Problem, Severity, place
from factbase.reading.folder import read_folder
from factbase.terminal.listing import print_csv, print_json
from factbase.terminal.screen import say, tell, working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factbase.coverage import Coverage
    from factbase.model import Span
    from factbase.reading.folder import Folder

_KEYS = ("path", "line", "column", "severity", "message", "suggestion")


@command("check", "factbase check facts/", "factbase check facts/ --coverage")
@click.argument("facts", type=click.Path(path_type=Path))
@click.option(
    "--coverage", "covering", is_flag=True, help="List the sentences of each held text that no quote touches."
)
@form("json", "csv")
def check(facts: Path, covering: bool, form: str) -> None:  # noqa: FBT001 - a flag of the command line
    """List all problems of a facts folder.

    Each is a line, path:line:column: message. Everything is read and checked as `build` would, and no database is
    touched. Exit code 1 if there is an error; a warning is only shown: a credibility of 1 with fewer than two
    independent origins, a likely duplicate, a forecast on a question without a resolution rule, a wire credit without
    a link to the wire's report.
    """
    with working(f"Reading {facts}"):
        folder = read_folder(facts)
        problems = [*folder.problems, *(() if folder.errors else _cautions(folder))]
    _print_problems(sorted(problems, key=place), form)
    if covering and form == "table":
        _print_coverage(_coverages(folder))
    say(_summary(folder, problems))
    if folder.errors:
        raise click.exceptions.Exit(1)


@command(
    "new", "factbase new facts/korea-herald-2023-11-05.txt", "factbase new article.txt > facts/article.yaml"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def new(file: Path) -> None:
    """Print a facts-file skeleton for a text.

    It has the text's SHA-256 and an example of a statement to fill in. Save it beside the text in the facts folder.
    """
    click.echo(skeleton(file), nl=False)


def _print_problems(problems: Sequence[Problem], form: str) -> None:
    rows = [
        {
            "path": each.location.path,
            "line": each.location.line,
            "column": each.location.column,
            "severity": str(each.severity),
            "message": each.message,
            "suggestion": each.suggestion,
        }
        for each in problems
    ]
    if form == "json":
        print_json(rows)
    elif form == "csv":
        print_csv(_KEYS, rows)
    else:
        for each in problems:
            tell(str(each))


def _cautions(folder: Folder) -> list[Problem]:
    """Return as warnings what should be looked at in a folder without errors, each where it is written."""
    with Factbase(":memory:") as base:
        with base.recording(by="-", note="-") as changes:
            for each in folder.located:
                changes.add(each.record)
        return [
            Problem(
                location=folder.place(found.record, found.field),
                message=found.message,
                severity=Severity.WARNING,
            )
            for found in cautions(base)
        ]


def _summary(folder: Folder, problems: Sequence[Problem]) -> str:
    kinds = Counter(each.severity for each in problems)
    found = [_count(kinds[kind], str(kind)) for kind in Severity if kinds[kind]]
    documents = _count(len(list(folder.documents())), "document")
    statements = _count(len(list(folder.statements())), "statement")
    return f"{folder.path}: {', '.join(found) or 'no problems'} in {documents}, {statements}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _coverages(folder: Folder) -> list[Coverage]:
    spans: dict[str, list[Span]] = {}
    for statement in folder.statements():
        spans.setdefault(statement.document, []).extend(statement.spans)
    return [coverage(each, spans.get(each.id, ())) for each in folder.documents() if each.text is not None]


def _print_coverage(found: Sequence[Coverage]) -> None:
    for each in found:
        recorded = each.sentences - len(each.untouched)
        tell(f"{each.document}: {recorded} of {each.sentences} sentences recorded")
        for (start, end), sentence in zip(each.untouched, each.words(), strict=True):
            tell(f"  {start}..{end}  {sentence}")
