"""Feeds: Atom (RFC 4287) of the statements of a source or a question, the last recorded first."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from factbase import telling
from factbase.plugin.pages import asking
from factbase.plugin.pages.shell import File, route
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.base import Factbase
    from factbase.plugin.pages.shell import Visit

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST = 50
"""How many statements a feed holds."""

NEVER = "1970-01-01T00:00:00Z"
"""When a feed without entries was updated: it must say some time."""

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OWN = (
    "SELECT statements.id FROM sources JOIN summaries ON summaries.speaker = sources.pk "
    "JOIN statements ON statements.pk = summaries.statement WHERE sources.id = :source "
    "ORDER BY statements.recorded_in DESC, statements.id LIMIT :most"
)
_NEWEST = (
    "SELECT statements.id, changesets.recorded_at FROM statements "
    "JOIN changesets ON changesets.pk = statements.recorded_in "
    "WHERE statements.id IN (SELECT value FROM json_each(:ids)) ORDER BY changesets.pk DESC, statements.id LIMIT :most"
)


def source(base: Factbase, visit: Visit) -> File:
    """Return the feed of a source: the statements of which it is the speaker."""
    found = base.source(visit.ident)
    own = [ident for (ident,) in asking.select(base, _OWN, source=visit.ident, most=MOST)]
    page = visit.links.noun(Noun.SOURCE, visit.ident)
    return atom(base, visit, title=found.name, page=page, statements=own)


def atom(base: Factbase, visit: Visit, *, title: str, page: str, statements: Iterable[str]) -> File:
    """Return the feed of the statements of those ids; `page` is the address of the page it belongs to."""
    newest = asking.recorded(base, _NEWEST, ids=json.dumps(list(statements)), most=MOST)
    feed = ET.Element("feed", {"xmlns": NAMESPACE})
    address = visit.absolute(page)
    _text(feed, "title", f"{title} · {visit.site}")
    _text(feed, "id", address)
    _text(feed, "updated", max((at for _, at in newest), default=NEVER))
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": address})
    ET.SubElement(
        feed,
        "link",
        {"rel": "self", "type": "application/atom+xml", "href": visit.absolute(visit.links.path(visit.path))},
    )
    for ident, recorded_at in newest:
        _entry(feed, base, visit, ident, recorded_at)
    text = ET.tostring(feed, encoding="unicode")
    return File(
        body=f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n',
        content_type="application/atom+xml; charset=utf-8",
    )


def _entry(feed: ET.Element, base: Factbase, visit: Visit, ident: str, recorded_at: str) -> None:
    found = base.summary(ident)
    address = visit.absolute(visit.links.statement(ident))
    entry = ET.SubElement(feed, "entry")
    _text(entry, "title", f"{found.speaker_name}: {telling.told(found)}")
    _text(entry, "id", address)
    _text(entry, "updated", recorded_at)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    _text(ET.SubElement(entry, "author"), "name", found.speaker_name)
    ET.SubElement(entry, "category", {"term": found.family, "label": f"{found.family}: {found.kind}"})
    words = f"“{found.quote}”" if found.quote else telling.told(found)
    _text(entry, "summary", f"{words} ({found.chain}; {found.certainty})")


def _text(parent: ET.Element, name: str, text: str) -> None:
    """Add an element with text; characters that XML cannot hold are replaced."""
    ET.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)


ROUTES = (route(r"/source/(?P<ident>[^/]+)\.atom", source),)
