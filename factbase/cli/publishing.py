"""Commands that publish: serve a database, print the schema."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from factbase import wire
from factbase.cli.frame import command, opened
from factbase.cli.options import database
from factbase.store import schema as store_schema
from factbase.terminal.listing import print_json

if TYPE_CHECKING:
    from pathlib import Path


@command("serve", "factbase serve facts.db", "factbase serve facts.db --port 8080 --public")
@database
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address; 0.0.0.0 is open to the network."
)
@click.option(
    "--public",
    is_flag=True,
    help="With settings for a server open to all. The file is taken as one that never changes meanwhile.",
)
def serve(db: Path, port: int, host: str, public: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Serve a database with Datasette.

    The pages and canned queries of factbase come with it. Ctrl-C stops it: Datasette becomes this very process, so
    that its signals and its exit code are its own.
    """
    from factbase.plugin import serving  # noqa: PLC0415 - Datasette takes as long to import as all the rest

    with opened(db):
        line = serving.command(db, port=port, host=host, public=public)
    sys.stdout.flush()
    os.execv(sys.executable, line)  # noqa: S606 - our own arguments, and no shell


@command("schema", "factbase schema", "factbase schema --json-schema")
@click.option(
    "--json-schema", is_flag=True, help="The JSON Schema of JSON Lines records instead, for editors."
)
def schema(json_schema: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Print the data definition of the database (SQL)."""
    if json_schema:
        print_json(wire.json_schema())
    else:
        click.echo(store_schema.ddl(), nl=False)
