"""The home page: what is here, and the questions with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.plugin.pages.shell import Page, Visit, route

if TYPE_CHECKING:
    from factbase.base import Factbase


def home(base: Factbase, visit: Visit) -> Page:
    """Return the home page."""
    return Page(
        template="factbase_home.html", title=visit.site, context={"questions": list(base.records("question"))}
    )


ROUTES = (route("/", home),)
