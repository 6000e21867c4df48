"""The pages: the routes of the plugin, one module for each kind of page. `shell` says how a page is written."""

from __future__ import annotations

from factbase.plugin.pages import (
    comparison,
    document,
    feeds,
    home,
    question,
    search,
    source,
    statement,
    timeline,
)

ROUTES = (
    *feeds.ROUTES,
    *home.ROUTES,
    *question.ROUTES,
    *search.ROUTES,
    *statement.ROUTES,
    *source.ROUTES,
    *document.ROUTES,
    *timeline.ROUTES,
    *comparison.ROUTES,
)
"""Every route: a regular expression of the path, and the view that answers it. The first that matches does."""
