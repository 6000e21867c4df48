"""Commands that exchange records with files: JSON Lines in, and facts folders, JSON Lines and CSV out."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbase import Factbase
from factbase.cli.frame import all_or_nothing, command, standing
from factbase.cli.options import database, recorder, time
from factbase.cli.recording import report
from factbase.errors import StoreError
from factbase.formats import csv, facts, inputs, jsonl, parquet
from factbase.store import changesets
from factbase.terminal.progress import watching
from factbase.terminal.screen import say, working

if TYPE_CHECKING:
    from factbase.reader import Reader

SHOWN = 5
"""How many texts that were left out are named."""


@command(
    "load",
    "factbase load copy.db facts.jsonl",
    "factbase export facts.db --jsonl - | factbase load copy.db - --by desk",
)
@click.argument("db", type=click.Path(dir_okay=False, path_type=Path))
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True)
)
@recorder
def load(db: Path, files: tuple[str, ...], by: str | None, why: str | None) -> None:
    """Record JSON Lines in bulk as one changeset.

    Each line is a record with the fields of `factbase schema --json-schema`; one that names no noun is a statement.
    Files whose names end in .gz or .zst are unpacked; - is standard input. The database is made if there is none; what
    stands already writes nothing. If anything is wrong, the problems are shown (after a hundred the rest is not read)
    and nothing is written.
    """
    named = ", ".join(
        "standard input" if each == inputs.STANDARD_INPUT else changesets.named(each) for each in files
    )
    by, why = by or getpass.getuser(), why or f"load of {named}"
    with all_or_nothing(), watching(f"Loading {named}", _size(files)) as watch, Factbase(db) as base:
        recorded = jsonl.load(base, files, by=by, why=why, watch=watch)
        head = base.head()
    report(db, recorded, head)


def _size(files: tuple[str, ...]) -> int | None:
    """Return how many bytes the files have together; None where one of them does not tell."""
    paths = [Path(each) for each in files if each != inputs.STANDARD_INPUT]
    if len(paths) < len(files) or not all(path.is_file() for path in paths):
        return None
    return sum(path.stat().st_size for path in paths)


@command(
    "export",
    "factbase export facts.db --jsonl facts.jsonl",
    "factbase export facts.db --facts facts-again/ --csv tables/",
    "factbase export facts.db --parquet lake/",
)
@database
@click.option(
    "--facts", "folder", type=click.Path(path_type=Path), help="Facts files, into a new or empty folder."
)
@click.option(
    "--jsonl",
    "lines",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="JSON Lines; - to standard output.",
)
@click.option(
    "--csv",
    "tables",
    type=click.Path(file_okay=False, path_type=Path),
    help="The public views as CSV files, into a folder.",
)
@click.option(
    "--parquet",
    "columns",
    type=click.Path(file_okay=False, path_type=Path),
    help="Every table as Parquet, into a new folder or over an earlier one; needs factbase[parquet].",
)
@time
def export(  # noqa: PLR0913 - the options of the command
    db: Path,
    folder: Path | None,
    lines: str | None,
    tables: Path | None,
    columns: Path | None,
    as_of: str | None,
    known_by: str | None,
) -> None:
    """Write what the database holds as files.

    Facts files, built again into this database, record nothing new. JSON Lines have everything but history; CSV has
    the views that a spreadsheet wants; Parquet has every table, history too, with ids beside the numbers of rows and
    the summary of each statement, without the texts whose rights forbid it. Several can be written at once.
    """
    if folder is None and lines is None and tables is None and columns is None:
        message = "say what to write: --facts OUT, --jsonl OUT, --csv OUT, --parquet OUT"
        raise click.UsageError(message)
    with standing(db, as_of, known_by) as base, working(f"Writing {db}"):
        if folder is not None:
            _write_facts(base, folder)
        if lines is not None:
            _write_lines(base, lines)
        if tables is not None:
            written = csv.write(base, tables)
            say(f"{tables}: {len(written)} files")
        if columns is not None:
            _write_parquet(base, columns)


def _write_facts(base: Reader, folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = (
            f"{folder}: is not empty; facts files are written into a new folder, so that none is overwritten"
        )
        raise StoreError(message)
    written = facts.write(base, folder)
    say(f"{folder}: {len(written)} files")


def _write_parquet(base: Reader, folder: Path) -> None:
    from factbase.plugin.bundling import left_out  # noqa: PLC0415 - Datasette takes as long to import as all the rest

    head = base.head() if isinstance(base, Factbase) else None
    written = parquet.write(base, folder, head=head.digest if head else None)
    for each in left_out(written.withheld[:SHOWN]):
        say(each)
    if len(written.withheld) > SHOWN:
        say(f"left out: {len(written.withheld) - SHOWN} more texts whose rights forbid it")
    say(f"{folder}: {len(written.rows)} tables, {sum(written.rows.values())} rows")


def _write_lines(base: Reader, out: str) -> None:
    if out == inputs.STANDARD_INPUT:
        jsonl.write(base, sys.stdout.buffer)
        return
    # A reader of the old file never meets half of the new one.
    part = Path(f"{out}.part")
    with part.open("wb") as opened:
        count = jsonl.write(base, opened)
    os.replace(part, out)  # noqa: PTH105 - out may be any path
    say(f"{out}: {count} records")
