"""The Datasette plugin: pages for readers beside Datasette's own, and the settings that keep a public server up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from factbase.plugin.pages import ROUTES

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def register_routes() -> tuple[tuple[str, Callable[..., Any]], ...]:
    """Return the routes of the pages."""
    return ROUTES
