"""The shell: what every page shares. A page is a plain function from a base and a visit to a `Page`.

The pattern, whole::

    # factbase/plugin/pages/statement.py
    def statement(base: Factbase, visit: Visit) -> Page:
        found = base.summary(visit.ident)          # NotFoundError becomes a 404 page with did-you-mean
        return Page(
            template="factbase_statement.html",    # {% extends "factbase_base.html" %}{% block main %}...
            title=found.content,
            description=f"{found.speaker_name}: {found.quote}",
            context={"summary": found},            # names for the template; data only, no open cursors
            rows=(Rows(view="provenance", where={"statement": found.id}, label="The chain"),),
        )

    ROUTES = (route(r"/statement/(?P<ident>[^/]+)", statement),)   # then listed in pages/__init__.py

The function runs in Datasette's thread pool under its time limit, on its read-only connection. The template gets
the context and `page`, `visit`, `links` (every href comes from it), `words` (`factbase.plugin.wording`), `footer`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from attrs import evolve, field, frozen
from datasette import Forbidden, Response
from jinja2.utils import htmlsafe_json_dumps

from factbase.errors import FactbaseError, NotFoundError
from factbase.model import Changeset
from factbase.plugin import wording
from factbase.plugin.budget import raised
from factbase.plugin.pages.entrance import find_database, may_view, without_base
from factbase.plugin.pages.links import Links
from factbase.plugin.pages.patience import Patience, is_late
from factbase.plugin.pages.served import Served

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from sqlite_utils.utils import sqlite3

    from factbase.base import Factbase

    Build = Callable[[Factbase, "Visit"], "Page | File"]
    View = Callable[..., Awaitable[Response | None]]
    Send = Callable[..., Awaitable[None]]

_FOUND = (
    "id in (select statements.id from statements_fts join statements on statements.pk = statements_fts.rowid "
    "where statements_fts match escape_fts(:words))"
)

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
"""Control characters, and those that turn the direction of what follows: no part of any word."""

TIMES = ("as_of", "known_by")
"""The arguments by which any page is seen as it stood."""


@frozen(kw_only=True)
class Rows:
    """Rows of the public contract behind a page: a view (or table), the column values that choose them, or words."""

    view: str
    where: Mapping[str, str] = field(factory=dict)
    label: str = ""
    words: str = ""

    @property
    def sql(self) -> str:
        """The query that a reader can take and change; its parameters are `params`."""
        conditions = [f"{column} = :{column}" for column in self.where]
        conditions += [_FOUND] if self.words else []
        return f"select * from {self.view}" + (f" where {' and '.join(conditions)}" if conditions else "")  # noqa: S608 - ours

    @property
    def params(self) -> Mapping[str, str]:
        """The parameters of `sql`."""
        return {**self.where, **({"words": self.words} if self.words else {})}


@frozen(kw_only=True)
class Page:
    """What a page says: its template with its context, title and description, the rows behind it, and its feed."""

    template: str
    title: str
    description: str = ""
    context: Mapping[str, Any] = field(factory=dict)
    rows: tuple[Rows, ...] = ()
    jsonld: Mapping[str, Any] | None = None
    feed: str | None = None
    status: int = 200


@frozen(kw_only=True)
class File:
    """A response that is no page: a feed."""

    body: str
    content_type: str


@frozen(kw_only=True)
class Visit:
    """One request, as far as a page may care: what was asked for, with which arguments, and the way to link."""

    path: str
    matched: Mapping[str, str]
    args: Mapping[str, str]
    when: Mapping[str, str]
    links: Links
    absolute: Callable[[str], str]
    site: str  # the title in the metadata, up to a colon
    database: str
    present: str
    patience: Patience

    @property
    def ident(self) -> str:
        """The id in the path."""
        return _UNSEEN.sub(" ", unquote(self.matched.get("ident", "")))

    def number(self, name: str, default: int = 1, most: int = 100_000) -> int:
        """Return an argument that counts (a page, from 1), the default for what is no such number."""
        written = self.args.get(name, "")
        return min(max(int(written), 1), most) if written.isascii() and written.isdigit() else default


@frozen(kw_only=True)
class Footer:
    """What stands below every page: the digest that vouches for everything, and when it was last recorded."""

    head: Changeset | None
    licence: str | None = None
    licence_url: str | None = None
    source: str | None = None
    source_url: str | None = None


def route(pattern: str, build: Build) -> tuple[str, View]:
    """Return a route for `register_routes`: the path that the pattern matches whole is answered by `build`."""

    async def view(datasette: Datasette, request: Request, send: Send) -> Response | None:
        return await answer(datasette, request, send, build)

    return rf"^{pattern}$", view


async def answer(datasette: Datasette, request: Request, send: Send, build: Build) -> Response | None:
    """Answer one request: find the base, build the page in a thread, render it."""
    database = await find_database(datasette)
    if database is None:
        return await without_base(datasette, request, send)
    if not await may_view(datasette, request.actor, database.name):
        message = "You do not have permission to view this database"
        raise Forbidden(message)

    def ask(connection: sqlite3.Connection) -> tuple[Page | File, Changeset | None, Visit]:
        with Patience(connection, datasette.setting("sql_time_limit_ms")) as patience, raised(connection):
            visit = _visit(datasette, request, database.name, patience)
            return *_built(Served(connection, database.path or "-"), visit, build), visit

    built, head, visit = await database.execute_fn(ask)
    if isinstance(built, Page) and built.status == 400:  # a time that is none: no link is to keep it
        visit = evolve(visit, when={}, links=Links(datasette, database.name))
    if isinstance(built, File):
        return _fresh(request, datasette, built.body, built.content_type, 200)
    context = {
        **built.context,
        "page": built,
        "visit": visit,
        "links": visit.links,
        "words": wording,
        "footer": _footer(datasette, head, database.name),
        "formats": _formats(datasette),
        "jsonld": htmlsafe_json_dumps(built.jsonld, ensure_ascii=False) if built.jsonld else None,
        "canonical": visit.absolute(visit.links.path(visit.path, **_kept(visit, built))),
    }
    html = await datasette.render_template(built.template, context, request=request)
    return _fresh(request, datasette, html, "text/html; charset=utf-8", built.status)


def missing(
    visit: Visit, message: str, *, status: int = 404, title: str = "Not found", **context: object
) -> Page:
    """Return the page that says what is not there, and helps on; `context` is more for its template."""
    return Page(
        template="factbase_missing.html",
        title=title,
        description=message,
        context={"message": message, "asked": visit.ident, **context},
        status=status,
    )


# Inside


def _built(base: Served, visit: Visit, build: Build) -> tuple[Page | File, Changeset | None]:
    head = base.head()
    try:
        then = base.at(**visit.when)
        try:
            return build(then, visit), head
        finally:
            if then is not base:
                then.close()
    except NotFoundError as error:
        return _not_found(base, visit, error), head
    except FactbaseError as error:
        return missing(visit, str(error), status=400, title="That cannot be shown"), head
    except Exception as error:
        if not is_late(error):
            raise
        message = (
            "This page took longer than the server allows; the data itself is open to SQL and downloads."
        )
        return missing(visit, message, status=503, title="That took too long"), head
    finally:
        base.close()


def _not_found(base: Served, visit: Visit, error: NotFoundError) -> Page:
    """Return the page of what is not there: it may be in the present, or be what was probably meant."""
    if error.noun and visit.when and base.holds(error.noun, visit.ident):
        then = [f"recorded by {wording.moment(visit.when['as_of'])}"] if "as_of" in visit.when else []
        then += (
            [f"published or said by {wording.day(visit.when['known_by'])}"]
            if "known_by" in visit.when
            else []
        )
        message = f'The {error.noun} "{visit.ident}" had not been {", or not ".join(then)}.'
        return missing(visit, message, title="Not yet", later=True)
    href = visit.links.noun(error.noun, error.near) if error.near else None
    return missing(visit, str(error), near=error.near, near_href=href)


def _visit(datasette: Datasette, request: Request, database: str, patience: Patience) -> Visit:
    args = {name: _UNSEEN.sub(" ", request.args.get(name)) for name in request.args}
    when = {name: args[name].strip() for name in TIMES if args.get(name, "").strip()}
    path = request.scope.get("route_path") or request.scope["path"]
    base_url = datasette.setting("base_url")
    if base_url != "/" and path.startswith(base_url):
        path = "/" + path[len(base_url) :]
    return Visit(
        patience=patience,
        path=path,
        matched=request.url_vars,
        args=args,
        when=when,
        links=Links(datasette, database, when),
        absolute=lambda href: str(datasette.absolute_url(request, href)),
        site=site_of(datasette, database),
        database=database,
        present=Links(datasette, database).path(
            path, **{name: value for name, value in args.items() if name not in TIMES}
        ),
    )


def _kept(visit: Visit, page: Page) -> dict[str, str]:
    """Return the arguments that make another page of it: for the canonical link, in a fixed order.

    A page beyond the last is the last, and the first is the one without a number.
    """
    number = page.context.get("number", 1)
    kept = {"page": str(number) if number != 1 else "", "q": visit.args.get("q", "")}
    return {name: value for name, value in kept.items() if value}


def site_of(datasette: Datasette, database: str) -> str:
    """Return the name of the site: the title in the metadata, up to a colon."""
    return str(_metadata(datasette, database).get("title") or "factbase").split(": ")[0]


def _metadata(datasette: Datasette, database: str) -> Mapping[str, Any]:
    read = getattr(datasette, "metadata", None)  # Datasette 0.65; 1.0 keeps it in a table
    found = read() if callable(read) else getattr(datasette, "_metadata_local", {})
    whole = found or {}
    own = (whole.get("databases") or {}).get(database) or {}
    return {**{name: value for name, value in whole.items() if name != "databases"}, **own}


def _footer(datasette: Datasette, head: Changeset | None, database: str) -> Footer:
    metadata = _metadata(datasette, database)
    return Footer(
        head=head,
        licence=metadata.get("license"),
        licence_url=Links.outside(metadata.get("license_url")),
        source=metadata.get("source"),
        source_url=Links.outside(metadata.get("source_url")),
    )


def _formats(datasette: Datasette) -> tuple[tuple[str, str], ...]:
    """Return the formats in which rows can be had: name and suffix; spreadsheets where a plugin makes them."""
    return (
        ("CSV", ".csv"),
        ("JSON", ".json"),
        *((("XLSX", ".xlsx"),) if "xlsx" in datasette.renderers else ()),
    )


def _fresh(request: Request, datasette: Datasette, body: str, content_type: str, status: int) -> Response:
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": f"max-age={datasette.setting('default_cache_ttl')}"}
    if status == 200 and tag in (request.headers.get("if-none-match") or ""):
        return Response("", status=304, headers=headers)
    return Response(body, status=status, headers=headers, content_type=content_type)
