"""Commands that publish: serve a database, write it as a folder that can be served, print the schema."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbase import wire
from factbase.cli.frame import command, opened
from factbase.cli.options import database
from factbase.store import schema as store_schema
from factbase.terminal.listing import print_json
from factbase.terminal.screen import say, tell, working

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from factbase import Factbase

_ENDING = ("SIGTERM", "SIGHUP")
"""What ends a process, beside Ctrl-C: being told to, and its terminal being closed (not on Windows)."""


@contextmanager
def _tidied() -> Iterator[None]:
    """Let what ends this process end the block first, as Ctrl-C does, so that it leaves nothing behind."""

    def end(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)  # as shells tell of it

    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    taken = [
        each for each in numbers if signal.getsignal(each) is signal.SIG_DFL
    ]  # under nohup it is to go on
    for each in taken:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in taken:
            signal.signal(each, signal.SIG_DFL)


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
    help="For a server open to all: limits and settings for it, and no text whose rights forbid it.",
)
def serve(db: Path, port: int, host: str, public: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Serve a database with Datasette.

    The pages and canned queries of factbase come with it. Ctrl-C stops it. With --public the file is taken as one
    that never changes meanwhile; where it holds texts that may not be published, a copy without them is served.
    """
    from factbase.plugin import serving  # noqa: PLC0415 - Datasette takes as long to import as all the rest

    with _tidied(), tempfile.TemporaryDirectory(prefix="factbase-serve-") as name:
        folder = Path(name)
        with opened(db) as base:
            served = _public(base, folder) if public else db
        if serving.needs_folder(served, public=public):
            line = serving.command(served, port=port, host=host, public=public, folder=folder)
            sys.exit(serving.run(line))
    # Nothing is left to clean up after it: Datasette becomes this very process, with its signals and exit code.
    line = serving.command(served, port=port, host=host)
    sys.stdout.flush()
    os.execv(sys.executable, line)  # noqa: S606 - our own arguments, and no shell


def _public(base: Factbase, folder: Path) -> Path:
    """Return the file to be served to all, in `folder` if it has to be written without some texts; and tell of it."""
    from factbase.plugin import bundling  # noqa: PLC0415 - as above

    copy = folder / f"{base.path.stem}.db" if base.holds_withheld() else None
    for each in bundling.announced(base, base.publish(copy) if copy else ()):
        say(each)
    return copy or base.path


@command("bundle", "factbase bundle facts.db site")
@database
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--wheel",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A wheel of factbase for the Dockerfile to install, where no package index has it.",
)
def bundle(db: Path, out: Path, wheel: Path | None) -> None:
    """Write a folder that `datasette OUT` serves as it is.

    It holds the database, written anew without the texts whose rights forbid it, metadata, settings, counts, pinned
    requirements and a Dockerfile. OUT is a new or an empty folder.
    """
    from factbase.plugin import bundling  # noqa: PLC0415 - as above

    with _tidied(), opened(db) as base, working(f"Writing {out}"):
        made = bundling.bundle(base, out, wheel)
        told = (*bundling.announced(base, made.withheld), *bundling.installing(wheel))
    for each in told:
        tell(each)
    tell(f"{out}: {len(made.files)} files; serve them with: datasette {out}")


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
