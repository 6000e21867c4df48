"""The command line: one module for each group of commands; the database comes first, as in sqlite-utils."""

from __future__ import annotations

import click

from factbase.cli.anchoring import anchor
from factbase.cli.asking import compare, forecasts, question, why
from factbase.cli.copying import copies
from factbase.cli.exchange import export, load
from factbase.cli.facts import check, new
from factbase.cli.frame import Commands
from factbase.cli.history import changes, snapshot, verify
from factbase.cli.publishing import bundle, schema, serve
from factbase.cli.recording import build
from factbase.cli.showing import search, show

__all__ = ["main"]


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 problems found, 2 wrong usage.",
)
@click.version_option(package_name="factbase", message="%(prog)s %(version)s")
def main() -> None:
    """Record who said what, where, in which words and how surely.

    Begin with: factbase build facts.db facts/ && factbase serve facts.db
    """


main.add_commands(
    {
        "Record": (new, check, build, load),
        "Look": (show, search),
        "Ask who is behind it": (question, why, compare, forecasts, copies, changes),
        "Look after": (verify, snapshot, export, anchor),
        "Publish": (serve, bundle, schema),
    }
)
