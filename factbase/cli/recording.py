"""The command that records a facts folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbase import Factbase
from factbase.cli.frame import all_or_nothing, command
from factbase.cli.options import recorder
from factbase.terminal.screen import tell, working

if TYPE_CHECKING:
    from factbase.model import Changeset
    from factbase.store.recording import Recorded


@command(
    "build", "factbase build facts.db facts/", 'factbase build facts.db facts/ --by desk --why "new dates"'
)
@click.argument("db", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("facts", type=click.Path(path_type=Path))
@recorder
def build(db: Path, facts: Path, by: str | None, why: str | None) -> None:
    """Record a facts folder into a database as one changeset.

    The database is made if there is none. Facts that have not changed write nothing; what the folder no longer holds
    is withdrawn, and history keeps it. If anything is wrong, all problems are shown and nothing is written.
    """
    with all_or_nothing(), working(f"Recording {facts} into {db}"), Factbase(db) as base:
        recorded = base.record_folder(facts, by=by, why=why)
        head = base.head()
    report(db, recorded, head)


def report(db: Path, recorded: Recorded, head: Changeset | None) -> None:
    """Print what a recording did: its changeset with the counts, or that nothing was new."""
    if recorded.changeset is None:
        tell(f"{db}: nothing new; {head.id if head else 'nothing'} stands")
        return
    counts = (("added", recorded.added), ("changed", recorded.changed), ("withdrawn", recorded.retired))
    told = ", ".join(f"{number} {what}" for what, number in counts if number)
    tell(f"{db}: {recorded.changeset.id} recorded by {recorded.changeset.recorded_by}: {told}")
