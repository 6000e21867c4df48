"""The page of a document: its words with every quote marked, the statements beside them, and what nobody recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from factbase import dossiers
from factbase.dossiers import DocumentDossier
from factbase.findings import StatementSummary
from factbase.plugin import wording
from factbase.plugin.highlighting import Mark, excerpted, pieced, segments
from factbase.plugin.pages import asking
from factbase.plugin.pages.shell import Page, Rows, Visit, route
from factbase.vocabulary import Part, Rights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factbase.base import Factbase
from factbase.plugin.highlighting import Segment

PER_PAGE = 100
"""How many statements stand beside the text at a time."""


@frozen(kw_only=True)
class Numbered:
    """A statement of a document with its number in the order of the text, and the page of cards it stands on."""

    number: int
    page: int
    summary: StatementSummary


def document(base: Factbase, visit: Visit) -> Page:
    """Return the page of the document in the path.

    `speaker` and `kind` narrow its statements; `at` is the statement whose words stand out; `page` counts from 1.
    """
    told = dossiers.dossier(base, base.document(visit.ident))
    if not isinstance(told, DocumentDossier):
        raise TypeError(type(told).__name__)
    chosen = _numbered(told, visit.args)
    last = max(1, -(-len(chosen) // PER_PAGE))
    at = {each.summary.id: each for each in chosen}.get(visit.args.get("at", ""))
    page = min(at.page if at and "page" not in visit.args else visit.number("page"), last)
    record = told.document
    marked = _segments(base, told, {each.summary.id for each in chosen})
    others = {*told.copies, *(each.document for each in told.carries), *_linked(told)}
    title = record.title or _untitled(told)
    return Page(
        template="factbase_document.html",
        title=title,
        description=_described(told),
        context={
            "found": told,
            "document": record,
            "title": title,
            "sources": {each: base.source(each) for each in {record.publisher, record.credit} if each},
            "numbered": {each.summary.id: each for each in chosen},
            "shown": [each for each in chosen if each.page == page],
            "number": page,
            "last": last,
            "at": at.summary.id if at else None,
            "speakers": dict(sorted({each.speaker: each.speaker_name for each in told.statements}.items())),
            "kinds": sorted({each.kind for each in told.statements}),
            "segments": marked,
            "in_text": {ident for segment in marked for ident in segment.statements},
            "withheld": record.text is None and record.sha256 is not None,
            "excerpt": record.rights is not Rights.FULL,
            "untouched": told.coverage.words() if told.coverage and record.rights is Rights.FULL else (),
            "uncounted": len(told.coverage.untouched) if told.coverage else 0,
            "places": asking.places(base, others),
            "outside": visit.links.outside(record.url),
            "archived": visit.links.outside(record.archived_url),
        },
        rows=(Rows(view="statement_summary", label="Its statements", where={"document": record.id}),),
        jsonld=_jsonld(told, visit),
    )


def _untitled(told: DocumentDossier) -> str:
    """Return what a document without a title is called."""
    return ", ".join(filter(None, ["Untitled", told.publisher.name, wording.day(told.document.published)]))


def _described(told: DocumentDossier) -> str:
    carried = sum(each.statements for each in told.carries)
    counted = [wording.counted(len(told.statements), "statement")] if told.statements or not carried else []
    counted += [wording.counted(carried, "carried statement")] if carried else []
    day = wording.day(told.document.published) or "undated"
    return f"{told.publisher.name}, {day}: {', '.join(counted)}."


def _numbered(told: DocumentDossier, args: Mapping[str, str]) -> tuple[Numbered, ...]:
    """Return the statements that were asked for, each with its number among all."""
    chosen = [
        (number, each)
        for number, each in enumerate(told.statements, 1)
        if args.get("speaker") in {None, "", each.speaker} and args.get("kind") in {None, "", each.kind}
    ]
    return tuple(
        Numbered(number=number, page=1 + place // PER_PAGE, summary=each)
        for place, (number, each) in enumerate(chosen)
    )


def _linked(told: DocumentDossier) -> set[str]:
    """Return the documents that a link ties to this one, by their ids."""
    return {each for link in told.links for each in (link.from_document, link.to_document) if each}


def _segments(base: Factbase, told: DocumentDossier, chosen: set[str]) -> tuple[Segment, ...]:
    """Return the words in segments, of which only the chosen statements are marked, and no more than may be shown."""
    family = {each.id: each.family for each in told.statements}
    quoted = [
        (each.id or "", span)
        for each in base.statements(document=told.document.id)
        for span in each.spans
        if span.part is Part.TEXT and each.id in chosen
    ]
    marks = [
        Mark(start=span.start, end=span.end, statement=ident, family=family[ident]) for ident, span in quoted
    ]
    match told.document.text, told.document.rights:
        case None, _:
            return pieced([(span.start, span.exact) for _, span in quoted], marks)
        case text, Rights.FULL:
            return segments(text, marks)
        case text, Rights.NONE:
            return excerpted(text, marks, 0)
        case text, _:
            return excerpted(text, marks)


def _jsonld(told: DocumentDossier, visit: Visit) -> Mapping[str, Any]:
    found = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": visit.absolute(visit.links.document(told.document.id)),
        "headline": told.document.title or _untitled(told),
        "publisher": {"@type": "Organization", "name": told.publisher.name},
        "datePublished": told.document.published,
        "url": visit.links.outside(told.document.url),
    }
    return {name: value for name, value in found.items() if value}


ROUTES = (route(r"/document/(?P<ident>[^/]+)", document),)
"""Where a document stands."""
