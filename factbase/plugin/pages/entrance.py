"""The entrance: which database the pages are about, who may see it, and what is answered where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import Response

from factbase.plugin.pages.served import is_factbase

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

    Send = Callable[..., Awaitable[None]]


async def find_database(datasette: Datasette) -> Database | None:
    """Return the first served database that is a factbase, or None.

    With several, the plugin's setting ``database`` names the one that has the pages.
    """
    named = (datasette.plugin_config("factbase") or {}).get("database")
    for name, database in datasette.databases.items():
        if named in {None, name} and not name.startswith("_") and await database.execute_fn(is_factbase):
            return database
    return None


async def may_view(datasette: Datasette, actor: Mapping[str, Any] | None, database: str) -> bool:
    """Tell whether who asks may see the database, by what Datasette was told."""
    if hasattr(datasette, "permission_allowed"):
        allowed = await datasette.permission_allowed(actor, "view-database", database, default=True)
        return bool(allowed) and bool(
            await datasette.permission_allowed(actor, "view-instance", default=True)
        )
    from datasette.resources import DatabaseResource  # noqa: PLC0415 - Datasette 1.0 alone has it

    return bool(
        await datasette.allowed(
            action="view-database", resource=DatabaseResource(database=database), actor=actor
        )
    )


async def without_base(datasette: Datasette, request: Request, send: Send) -> Response | None:
    """Answer where no factbase is served: Datasette's own index, and nothing else."""
    from datasette.views.index import IndexView  # noqa: PLC0415 - needed in this rare case alone

    if request.scope.get("route_path", request.scope["path"]).rstrip("/") in {
        "",
        datasette.setting("base_url").rstrip("/"),
    }:
        request.scope["url_route"] = {
            "kwargs": {"format": None}
        }  # what the index's own route would have matched
        return await IndexView.as_view(datasette)(request, send)
    return Response.text("No factbase is served here.", status=404)
