"""Commands on the history of a database: verify it, look at it, write what stood then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import click

from factbase.cli.frame import command, opened
from factbase.cli.options import database, form
from factbase.terminal.listing import print_json
from factbase.terminal.screen import tell, working

if TYPE_CHECKING:
    from pathlib import Path

    from factbase.findings import Verification


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
