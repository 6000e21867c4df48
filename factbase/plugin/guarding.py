"""Guarding readers: what a browser may do with a response, and what an error tells.

Where a factbase is served, every response says that it is what it claims to be (``nosniff``), that no other site may
frame it, that links tell other sites nothing, and by its Content-Security-Policy (https://www.w3.org/TR/CSP3/) what
may run in it: nothing at all in the pages of this plugin, in Datasette's own only the scripts that Datasette wrote.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from json import JSONDecodeError
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette import Response

from factbase.plugin import connections, lightening
from factbase.plugin.pages import ROUTES
from factbase.store.connection import DatabaseError

# Modules of Datasette that load its plugins, this one among them, are imported where they are needed: earlier, what is
# loaded would be this package before its hooks are there.

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, MutableMapping

    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    Message = MutableMapping[str, Any]
    Send = Callable[[Message], Awaitable[None]]
    Receive = Callable[[], Awaitable[Message]]
    App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

NEVER = "base-uri 'none'; frame-ancestors 'none'"

OWN = f"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; {NEVER}"
"""The policy of the plugin's pages and feeds: no script, no style in attributes, no other site."""

FILE = f"default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; {NEVER}"
"""The policy of whatever is no page: nothing but the styles in which a browser itself shows a picture or a text."""

DATASETTE = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    f"connect-src 'self'; form-action 'self'; {NEVER}"
)
"""The policy of Datasette's own pages, whose templates hold styles of their own; `scripts` are the hashes of theirs."""

ANY_INLINE = "'unsafe-inline'"
"""Where a page's own scripts cannot be known beforehand: Datasette 1.0 writes data into them."""

ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
}
"""What every response says beside its policy."""

LARGEST_KEY = 2**63 - 1
"""The largest integer of SQLite: Python raises OverflowError for a larger one."""

_OWN_PATHS = tuple(re.compile(pattern) for pattern, _ in ROUTES)
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<words>.*?)</script>", re.DOTALL)
_SLASHES = re.compile(rb"^[/\\]{2,}")
_BODY_SCRIPT = "{{ body_script.script }}"
_EITHER = "{{ datasette_allow_facet }}"
_REFUSED = re.compile(
    "not authorized|is prohibited|too big|too complex|too many|no such|malformed|syntax error"
)

_policies: WeakKeyDictionary[Datasette, str] = WeakKeyDictionary()


def wrapper(datasette: Datasette) -> Callable[[App], App]:
    """Return what wraps Datasette so that every response is guarded, errors and files too."""

    def wrap(app: App) -> App:
        async def guarded(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            begun = False
            lighter = lightening.lightened(datasette, _path(datasette, scope), scope)

            async def guard(message: Message) -> None:
                nonlocal begun
                if message["type"] == "http.response.start":
                    begun = True
                    message = {**message, "headers": _with(datasette, scope, message)}
                await send(message)

            try:
                await app(lighter, receive, guard)
            except Exception:
                if not begun:
                    await Response.text("This request cannot be answered.", status=500).asgi_send(guard)
                raise

        return guarded

    return wrap


def _with(
    datasette: Datasette, scope: MutableMapping[str, Any], message: Message
) -> list[tuple[bytes, bytes]]:
    """Return the headers of a response with the guarding ones; what another plugin has said stands."""
    headers = [(name.lower(), value) for name, value in message.get("headers", [])]
    # Browsers read a backslash as a slash, and two of them as the begin of another site's name.
    headers = [(name, _SLASHES.sub(b"/", value) if name == b"location" else value) for name, value in headers]
    if not connections.any_factbase(datasette):
        return headers
    said = dict(headers)
    path = _path(datasette, scope)
    if any(pattern.match(path) for pattern in _OWN_PATHS):
        policy = OWN
    else:
        page = said.get(b"content-type", b"").startswith(b"text/html")
        policy = _policy(datasette) if page else FILE
    wanted = {**ALWAYS, b"content-security-policy": policy.encode()}
    return headers + [(name, value) for name, value in wanted.items() if name not in said]


def _path(datasette: Datasette, scope: MutableMapping[str, Any]) -> str:
    """Return the path as Datasette routes it: undecoded, without its base_url."""
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1").partition("?")[0]
    base = datasette.setting("base_url")
    return f"/{path.removeprefix(base)}" if base != "/" else path


def _policy(datasette: Datasette) -> str:
    """Return the policy of Datasette's own pages."""
    if datasette not in _policies:
        scripts = set(_inline_scripts(datasette))
        known = not any("{" + mark in script for script in scripts for mark in "{%")
        allowed = " ".join(sorted(map(_hash, scripts))) if known else ANY_INLINE
        _policies[datasette] = DATASETTE.format(scripts=allowed)
    return _policies[datasette]


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _inline_scripts(datasette: Datasette) -> Iterator[str]:
    """Yield the inline scripts of all templates as a page has them; one that cannot be known keeps its ``{{``."""
    from datasette.plugins import pm  # noqa: PLC0415 - see above

    environment = getattr(datasette, "jinja_env", None) or datasette._jinja_env  # noqa: SLF001 - 1.0's name for it
    for name in environment.list_templates(extensions=["html"]):
        source = environment.loader.get_source(environment, name)[0]
        for found in _SCRIPT.finditer(source):
            attributes, words = found["attributes"], found["words"]
            if "src=" in attributes or "json" in attributes or not words:
                continue
            if words.strip() == _BODY_SCRIPT:
                if pm.hook.extra_body_script.get_hookimpls():
                    yield words
            else:
                yield from {words.replace(_EITHER, each) for each in ("true", "false")}


# What Datasette would tell


async def databases(datasette: Datasette, request: Request, send: Send) -> Response:
    """Answer Datasette's page of the databases that are served, with the names of their files but not their folders."""
    from datasette.views.special import JsonDataView  # noqa: PLC0415 - see above

    def served(request: Request) -> Any:  # noqa: ANN401 - any JSON
        described = getattr(datasette, "_databases_data", None)  # 1.0's
        if described is None:
            return _without_folders(datasette._connected_databases())  # noqa: SLF001 - what its own page shows

        async def described_later() -> Any:  # noqa: ANN401 - any JSON
            return _without_folders(await described(request))

        return described_later()

    view = JsonDataView.as_view(datasette, "databases.json", served, needs_request=True)
    response: Response = await view(request, send)
    return response


def _without_folders(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON in which every ``path`` is the name of a file."""
    if isinstance(value, dict):
        return {
            key: PurePath(each).name if key == "path" and isinstance(each, str) else _without_folders(each)
            for key, each in value.items()
        }
    return [_without_folders(each) for each in value] if isinstance(value, list) else value


INSTEAD = ((r"^/-/databases(\.(?P<format>json))?$", databases),)
"""Routes in the place of Datasette's own."""


def quiet() -> None:
    """Keep Datasette from printing each error with all local variables: half a second and 16 kB for a wrong address.

    It does so wherever rich is installed, and has no setting for it; what is not foreseen is still printed, by Python.
    """
    from datasette import handle_exception  # noqa: PLC0415 - see above

    handle_exception.rich = None


def answer(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]] | None:
    """Return the response to what a request asked for and must not have, which Datasette takes for its own failure.

    None for any other exception.
    """
    from datasette.handle_exception import handle_exception  # noqa: PLC0415 - see above
    from datasette.views.base import DatasetteError  # noqa: PLC0415 - see above

    if isinstance(exception, MemoryError):
        message = "This takes more memory than the server gives."
    elif isinstance(exception, OverflowError):
        message = f"A number here is larger than {LARGEST_KEY}, the largest of SQLite."
    elif isinstance(exception, DatabaseError) and _REFUSED.search(str(exception)):
        message = str(exception)
    elif isinstance(exception, JSONDecodeError | KeyError) and "_through" in request.args:
        message = "_through= is not as Datasette wants it: a JSON object with table, column and value."
    elif isinstance(exception, DatasetteError) and exception.status == 500:
        message = str(exception.message)
    else:
        return None
    refused = DatasetteError(message, title="That cannot be answered", status=400)
    answered: Callable[[], Awaitable[Response]] = handle_exception(datasette, request, refused)
    return answered
