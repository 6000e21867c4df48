"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def text(value: str) -> str:
    """Return words in any script; bytes that are none in UTF-8 are wrong usage."""
    try:
        value.encode()
    except UnicodeEncodeError:
        message = "these bytes are no text in UTF-8"
        raise click.BadParameter(message) from None
    return value


def database(command: F) -> F:
    """Take DB, a database that is there."""
    kind = click.Path(exists=True, dir_okay=False, path_type=Path)
    return click.argument("db", type=kind)(command)


def form(*forms: str) -> Callable[[F], F]:
    """Take the options that choose how a listing is printed: a table, or one of these."""

    def add(command: F) -> F:
        for each in reversed(forms):
            command = click.option(
                f"--{each}", "form", flag_value=each, help=f"Print {each.upper()} instead of text."
            )(command)
        return click.option("--table", "form", flag_value="table", default="table", hidden=True)(command)

    return add


def time(command: F) -> F:
    """Take the options that look at the base as it was."""
    command = click.option(
        "--known-by",
        metavar="DAY",
        type=text,
        help="Only what had been published, or else said, by the end of this day (2023-11-10).",
    )(command)
    return click.option(
        "--as-of",
        metavar="TIME",
        type=text,
        help="As it was recorded then: a changeset (c3), a day (its end, UTC) or an ISO 8601 time.",
    )(command)


def recorder(command: F) -> F:
    """Take the options that say who records, and why."""
    command = click.option("--why", type=text, help="Why it is recorded; kept in the history.")(command)
    return click.option(
        "--by", type=text, help="Who records it (default: the user's name); never who said it."
    )(command)
