"""Commands on the history of a database: verify it, look at it, write what stood then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from factbase.cli.frame import all_or_nothing, command, opened
from factbase.cli.options import database, form, text, time
from factbase.identity import Operation
from factbase.terminal.changes import print_changeset
from factbase.terminal.data import data, rows
from factbase.terminal.listing import keys, print_csv, print_json
from factbase.terminal.screen import tell, working

if TYPE_CHECKING:
    from factbase.findings import Verification

SHOWN = 10
"""How many ids of a kind the list of changes shows; JSON and CSV have them all."""


@command("changes", "factbase changes facts.db", "factbase changes facts.db --since 2023-11-01 --csv")
@database
@click.option(
    "--since", metavar="TIME", type=text, help="Only after a changeset (c3), a day or an ISO 8601 time."
)
@form("json", "csv")
def changes(db: Path, since: str | None, form: str) -> None:
    """List the recording acts and what each changed.

    The newest comes first, with what it added, changed and withdrew; `factbase show DB c3` lists one whole. CSV has a
    line for each thing that changed.
    """
    with opened(db) as base:
        found = [(each, base.operations(each.number)) for each in base.changesets(since)]
    if form == "json":
        print_json([{"id": each.id, **data(each), "operations": data(done)} for each, done in found])
    elif form == "csv":
        lines = [{"changeset": each.id, **rows([one])[0]} for each, done in found for one in done]
        print_csv(["changeset", *keys(Operation)], lines)
    for number, (each, done) in enumerate(found if form == "table" else ()):
        if number:
            tell("")
        print_changeset(each, done, at_most=SHOWN)
    if form == "table" and not found:
        tell("Nothing was recorded.")


@command(
    "snapshot",
    "factbase snapshot facts.db then.db --as-of c1",
    "factbase snapshot facts.db known.db --known-by 2023-11-10",
)
@database
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@time
def snapshot(db: Path, out: Path, as_of: str | None, known_by: str | None) -> None:
    """Write what stood or was known then as a database.

    With --as-of it keeps the history up to then and verifies to the head that stood. With --known-by it is a new
    database with one changeset, which names the head that it was taken from.
    """
    if as_of is None and known_by is None:
        message = "say of when: --as-of TIME, --known-by DAY, or both"
        raise click.UsageError(message)
    with all_or_nothing(), working(f"Writing {out}"), opened(db) as base:
        base.snapshot(out, as_of=as_of, known_by=known_by)
    with opened(out) as base:
        head = base.head()
    tell(f"{out}: {f'{head.id} {head.digest}' if head else 'holds nothing: nothing was recorded by then'}")


@command("verify", "factbase verify facts.db")
@database
@form("json")
def verify(db: Path, form: str) -> None:
    """Work every digest and derived value out again.

    Names the first row that is not as it was recorded, and prints the digest that vouches for everything. Exit code 1
    if anything was altered.
    """
    with working(f"Verifying {db}"), opened(db) as base:
        found = base.verify()
        head = base.head()
    if form == "json":
        print_json({**attrs.asdict(found), "ok": found.ok})
    else:
        for problem in found.problems:
            tell(problem)
        if head is not None:
            tell(f"{head.id} {head.digest} {head.recorded_at} by {head.recorded_by}")
        tell(_summary(db, found))
    if not found.ok:
        raise click.exceptions.Exit(1)


def _summary(db: Path, found: Verification) -> str:
    counted = f"{found.records} records, {found.retired} earlier versions, {found.changesets} changesets"
    withheld = f", {found.withheld} texts withheld" if found.withheld else ""
    return f"{db}: {'intact' if found.ok else 'ALTERED'}: {counted}{withheld}"
