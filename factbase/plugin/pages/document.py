"""The page of a document: its words with every quote marked, the statements beside them, and what nobody recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factbase import dossiers
from factbase.dossiers import DocumentDossier
from factbase.plugin.highlighting import Mark, excerpted, segments
from factbase.plugin.pages.shell import Page, Rows, Visit, route
from factbase.vocabulary import Part, Rights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factbase.base import Factbase
    from factbase.plugin.highlighting import Segment


def document(base: Factbase, visit: Visit) -> Page:
    """Return the page of the document in the path; `speaker` and `kind` narrow its statements."""
    told = dossiers.dossier(base, base.document(visit.ident))
    if not isinstance(told, DocumentDossier):
        raise TypeError(type(told).__name__)
    chosen = [
        each
        for each in told.statements
        if visit.args.get("speaker") in {None, "", each.speaker}
        and visit.args.get("kind") in {None, "", each.kind}
    ]
    record = told.document
    sources = {ident: base.source(ident) for ident in {record.publisher, record.credit} if ident}
    return Page(
        template="factbase_document.html",
        title=record.title or record.id,
        description=f"{told.publisher.name}, {record.published or 'undated'}: {len(told.statements)} statements.",
        context={
            "found": told,
            "document": record,
            "sources": sources,
            "chosen": chosen,
            "speakers": dict(sorted({each.speaker: each.speaker_name for each in told.statements}.items())),
            "kinds": sorted({each.kind for each in told.statements}),
            "segments": _segments(base, told, {each.id for each in chosen}),
            "excerpt": record.text is not None and record.rights is not Rights.FULL,
            "untouched": told.coverage.words() if told.coverage and record.rights is Rights.FULL else (),
            "uncounted": len(told.coverage.untouched) if told.coverage else 0,
            "outside": visit.links.outside(record.url),
            "archived": visit.links.outside(record.archived_url),
        },
        rows=(Rows(view="statement_summary", label="Its statements", where={"document": record.id}),),
        jsonld=_jsonld(told, visit),
    )


def _segments(base: Factbase, told: DocumentDossier, chosen: set[str]) -> tuple[Segment, ...]:
    """Return the held text in segments, of which only the chosen statements are marked."""
    text = told.document.text
    if text is None:
        return ()
    family = {each.id: each.family for each in told.statements}
    marks = [
        Mark(start=span.start, end=span.end, statement=each.id or "", family=family[each.id or ""])
        for each in base.statements(document=told.document.id)
        for span in each.spans
        if span.part is Part.TEXT and each.id in chosen
    ]
    return segments(text, marks) if told.document.rights is Rights.FULL else excerpted(text, marks)


def _jsonld(told: DocumentDossier, visit: Visit) -> Mapping[str, Any]:
    found = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": visit.absolute(visit.links.document(told.document.id)),
        "headline": told.document.title or told.document.id,
        "publisher": {"@type": "Organization", "name": told.publisher.name},
        "datePublished": told.document.published,
        "url": visit.links.outside(told.document.url),
    }
    return {name: value for name, value in found.items() if value}


ROUTES = (route(r"/document/(?P<ident>[^/]+)", document),)
"""Where a document stands."""
