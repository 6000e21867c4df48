"""What all commands share: errors shown plainly, examples in the help, options that many of them have."""

from __future__ import annotations

import errno
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from factbase import Factbase
from factbase.errors import FactbaseError, FactsError
from factbase.store.connection import DatabaseError, explained
from factbase.terminal.screen import say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from factbase.reader import Reader


class Command(click.Command):
    """A command whose help ends with examples, each of which works on a database built from ``facts/``."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        """Take the examples, each a command line."""
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.examples:
            with formatter.section("Example" if len(self.examples) == 1 else "Examples"):
                for each in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{each}\n")
        super().format_epilog(ctx, formatter)


class Commands(click.Group):
    """The commands, in groups; an error that factbase raises on purpose is shown without a traceback, with exit 1."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        """Begin without commands."""
        super().__init__(*args, **kwargs)
        self._sections: Mapping[str, Sequence[click.Command]] = {}

    def add_commands(self, sections: Mapping[str, Sequence[click.Command]]) -> None:
        """Add the commands, by the heading under which the help lists them."""
        self._sections = sections
        for commands in sections.values():
            for each in commands:
                self.add_command(each)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        return [each.name or "" for commands in self._sections.values() for each in commands]

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        width = max(len(name) for name in self.commands)
        for heading, commands in self._sections.items():
            with formatter.section(heading):
                rows = [((each.name or "").ljust(width), each.get_short_help_str(100)) for each in commands]
                formatter.write_dl(rows)

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's own
        """Run the command line; what the encoding of a stream has no letter for is written out by its number."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what the command returns
        """Run the command; show an error of factbase and end with 1."""
        try:
            return super().invoke(ctx)
        except FactbaseError as error:
            show_error(error)
            ctx.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:  # who reads has stopped reading: click ends quietly
                raise
            say(words("Error: ", "error"), f"{error.filename or 'the system'}: {error.strerror or error}")
            ctx.exit(1)
        except DatabaseError as error:
            say(
                words("Error: ", "error"), f"the database cannot be read ({error}): run factbase verify on it"
            )
            ctx.exit(1)


def show_error(error: FactbaseError) -> None:
    """Print an error on standard error: each problem of a `FactsError` on a line of its own."""
    if isinstance(error, FactsError):
        for problem in error.problems:
            say(str(problem))
    else:
        say(words("Error: ", "error"), str(error))


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Say of a recording that fails that nothing was written."""
    try:
        yield
    except FactbaseError as error:
        show_error(error)
        say("Nothing was written.")
        raise click.exceptions.Exit(1) from None


@contextmanager
def opened(path: Path) -> Iterator[Factbase]:
    """Open a database to be read."""
    with explained(path), Factbase(path, read_only=True) as base:
        yield base


@contextmanager
def standing(path: Path, as_of: str | None, known_by: str | None) -> Iterator[Reader]:
    """Open a database to be read, as it was (`as_of`), or what was known by a day (`known_by`), or both."""
    with opened(path) as base:
        then = base if as_of is None else base.as_of(as_of)
        yield then if known_by is None else then.known_by(known_by)


def command(name: str, *examples: str, **settings: Any) -> Callable[[Callable[..., None]], Command]:  # noqa: ANN401
    """Make a function a command with examples."""
    return click.command(name, cls=Command, examples=examples, **settings)
