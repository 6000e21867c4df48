"""The Datasette plugin: pages for readers beside Datasette's own, and tables and queries that lead to one another.

Each hook here is one that Datasette 0.65 and 1.0a both have. Databases that are not factbases are shown as ever; that
nobody learns where their files lie, and how long a value may be, holds for them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from factbase.plugin import cells, connections, copied, guarding, searching
from factbase.plugin.pages import ROUTES
from factbase.plugin.pages.shell import site_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable

    from datasette import Response
    from datasette.app import Datasette
    from datasette.filters import FilterArguments
    from datasette.utils.asgi import Request
    from jinja2 import Environment
    from markupsafe import Markup


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let the page of an address that leads nowhere know whose site it is, which Datasette does not tell it."""
    env.globals["factbase_site"] = lambda: _site(datasette)


@hookimpl
def register_routes() -> tuple[tuple[str, Callable[..., Any]], ...]:
    """Return the routes of the pages, and of what Datasette's own would tell too much on."""
    return ROUTES + guarding.INSTEAD


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Find out which of the databases are factbases; have the metadata copied quickly; print errors as Python does."""
    guarding.quiet()
    copied.prepare(datasette)
    return connections.finder(datasette)


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Limit what a query may take and touch; in a factbase, let every search find words of any script.

    It runs last, since the second replaces a function that Datasette registers.
    """
    served = datasette.databases.get(database)
    connections.prepare(conn, immutable=served is not None and not served.is_mutable)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[guarding.App], guarding.App]:
    """Guard every response: what may run in it, and who may frame it."""
    return guarding.wrapper(datasette)


@hookimpl
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]] | None:
    """Refuse, as a wrong request, what Datasette would report as a failure of its own."""
    return guarding.answer(datasette, request, exception)


@hookimpl
def render_cell(
    value: object, column: str, table: str | None, database: str, datasette: Datasette
) -> Markup | None:
    """Lead from ids to what they name, and mark printed words as such."""
    if not isinstance(value, str) or not value or not connections.is_factbase(datasette, database):
        return None
    return cells.shown(value, column, table, datasette, pages=connections.has_pages(datasette, database))


@hookimpl
def extra_css_urls(database: str | None, datasette: Datasette) -> list[str]:
    """Set Datasette's own pages about a factbase so that the rows come first and printed words look printed."""
    if database is None or not connections.is_factbase(datasette, database):
        return []
    return [str(datasette.urls.static_plugins("factbase", "datasette.css"))]


@hookimpl
def extra_js_urls(database: str | None, datasette: Datasette) -> list[dict[str, str | bool]]:
    """Name, on Datasette's own pages about a factbase, the controls that have no name for who cannot see them."""
    if database is None or not connections.is_factbase(datasette, database):
        return []
    return [{"url": str(datasette.urls.static_plugins("factbase", "datasette.js")), "module": True}]


@hookimpl(trylast=True)
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> FilterArguments | None:
    """Let the views that show statements be searched in full text; last, so that Datasette does not say no."""
    if table not in cells.SUMMARIES or not connections.is_factbase(datasette, database):
        return None
    return searching.filters(request)


def _site(datasette: Datasette) -> tuple[str, str] | None:
    """Return the name of the site and the address of its data; None where no factbase is served."""
    database = connections.with_pages(datasette)
    return (site_of(datasette, database), str(datasette.urls.database(database))) if database else None
