"""Links: every address that a page writes, under Datasette's base_url, and outward only by http and https."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasette.app import Datasette

    from factbase.plugin.pages.shell import Rows

HOME = "/"


class Links:
    """The addresses of pages, of Datasette's own pages, and of files; all are paths under ``base_url``.

    Links to nouns keep the time at which a reader looks (`when`: ``as_of`` or ``known_by``), so that one stays in the
    past from page to page; Datasette's own pages know only the present.
    """

    def __init__(self, datasette: Datasette, database: str, when: Mapping[str, str] | None = None) -> None:
        """Link to pages about `database` in `datasette`, keeping `when`."""
        self._datasette = datasette
        self._database = database
        self._when = dict(when or {})

    # Pages of ours

    def path(self, path: str, **args: object) -> str:
        """Return the address of a path of this site, with the arguments that are not None and the time."""
        given = {**{name: str(value) for name, value in args.items() if value is not None}, **self._when}
        query = f"?{urlencode(given)}" if given else ""
        return f"{self._datasette.urls.path(path)}{query}"

    def home(self, fragment: str = "") -> str:
        """Return the address of the home page."""
        return self.path(HOME) + fragment

    def noun(self, noun: Noun | str, ident: str, suffix: str = "") -> str:
        """Return the address of a source, document, statement or question; `suffix` such as ``.atom``."""
        return self.path(f"/{Noun(noun)}/{quote(ident, safe='')}{suffix}")

    def source(self, ident: str) -> str:
        """Return the address of a source's page."""
        return self.noun(Noun.SOURCE, ident)

    def document(self, ident: str, statement: str | None = None) -> str:
        """Return the address of a document's page, at the words of one statement, which stand out, if one is named."""
        if statement is None:
            return self.noun(Noun.DOCUMENT, ident)
        path = f"/{Noun.DOCUMENT}/{quote(ident, safe='')}"
        return f"{self.path(path, at=statement)}#words-{quote(statement, safe='')}"

    def statement(self, ident: str) -> str:
        """Return the address of a statement's page."""
        return self.noun(Noun.STATEMENT, ident)

    def question(self, ident: str) -> str:
        """Return the address of a question's page."""
        return self.noun(Noun.QUESTION, ident)

    def search(self, **args: object) -> str:
        """Return the address of the search page."""
        return self.path("/search", **args)

    def timeline(self, **args: object) -> str:
        """Return the address of the timeline."""
        return self.path("/timeline", **args)

    def compare(self, one: str | None = None, other: str | None = None) -> str:
        """Return the address of the page that compares two sources; without them, of that where one chooses.

        Two sources are named in one order, so that pages lead to one address for both.
        """
        pair = "".join(f"/{quote(each, safe='')}" for each in sorted(filter(None, (one, other))))
        return self.path(f"/compare{pair}")

    # Datasette's pages and files

    def database(self) -> str:
        """Return the address of Datasette's page of the database: its tables, views and queries."""
        return str(self._datasette.urls.database(self._database))

    def table(self, name: str, suffix: str = "", **where: object) -> str:
        """Return the address of Datasette's page of a table or view, its rows chosen by exact column values.

        `suffix` is a format of Datasette's: ``.csv`` (all rows), ``.json`` (as objects), or a plugin's.
        """
        args = [(f"{column}__exact", str(value)) for column, value in where.items() if value is not None]
        extra = {".csv": [("_stream", "on")], ".json": [("_shape", "objects")]}.get(suffix, [])
        query = urlencode([*args, *extra])
        return f"{self._datasette.urls.table(self._database, name)}{suffix}{'?' if query else ''}{query}"

    def rows(self, found: Rows, suffix: str = "") -> str:
        """Return the address of Datasette's page of the rows behind a page, or of a file of them."""
        address = self.table(found.view, suffix, **found.where)
        joint = "&" if "?" in address else "?"
        return f"{address}{joint}{urlencode({'_search': found.words})}" if found.words else address

    def sql(self, query: str, **params: object) -> str:
        """Return the address of Datasette's SQL page with a query and its parameters filled in."""
        given = {name: str(value) for name, value in params.items() if value is not None}
        return f"{self.database()}?{urlencode({'sql': query, **given})}"

    def static(self, name: str) -> str:
        """Return the address of one of the plugin's static files."""
        return str(self._datasette.urls.static_plugins("factbase", name))

    def row(self, table: str, key: object) -> str:
        """Return the address of Datasette's page of one row."""
        return str(self._datasette.urls.row(self._database, table, quote(str(key), safe="")))

    @staticmethod
    def outside(url: str | None) -> str | None:
        """Return the url if a page may link to it: http or https with a host, never ``javascript:``. Else None."""
        try:
            parts = urlsplit((url or "").strip())
        except ValueError:
            return None
        return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None
