"""The page of a source: what it claims and what it assesses, apart; what others relay of it, apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factbase import dossiers
from factbase.dossiers import SourceDossier
from factbase.plugin.pages import asking, sayings
from factbase.plugin.pages.shell import Page, Rows, Visit, route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factbase.base import Factbase
    from factbase.model import Source
    from factbase.plugin.pages.sayings import Told


def source(base: Factbase, visit: Visit) -> Page:
    """Return the page of the source in the path."""
    found = base.source(visit.ident)
    told = _told(base, visit, found)
    ratings = base.ratings(found.id)
    return Page(
        template="factbase_source.html",
        title=found.name,
        description=_described(found, told),
        context={
            "told": told,
            "source": found,
            "names": asking.names(base, [*told.acting, *filter(None, [found.acts_for])]),
            "ratings": ratings,
            "evaluators": asking.names(base, (each.evaluator for each in ratings)),
            "most": sayings.MOST,
            "places": asking.places(
                base,
                {
                    *(each.document for group in told.groups.values() for each in group.shown),
                    *told.publishes,
                },
            ),
            "wikidata": f"https://www.wikidata.org/wiki/{found.wikidata}" if found.wikidata else None,
        },
        rows=(
            Rows(view="statement_summary", label="What it says", where={"speaker": found.id}),
            Rows(view="track_record", label="How its forecasts came out", where={"speaker": found.id}),
        ),
        jsonld=_jsonld(found, visit),
        feed=visit.links.noun("source", found.id, ".atom"),
    )


def _told(base: Factbase, visit: Visit, found: Source) -> Told:
    if sayings.busy(base, found.id):
        return sayings.of_the_last(base, visit, found)
    told = dossiers.dossier(base, found)
    if not isinstance(told, SourceDossier):
        raise TypeError(type(told).__name__)
    return sayings.of_all(base, visit, told)


def _described(found: Source, told: Told) -> str:
    if told.counted is None:
        return f"{found.name}: what it claims, what it assesses, and what others relay of it."
    counts = told.counted.groups
    return (
        f"{found.name}: {counts['claims']} claims, {counts['assessments']} assessments, "
        f"{counts['relayed']} relayed by others."
    )


def _jsonld(found: Source, visit: Visit) -> Mapping[str, Any]:
    kind = "Person" if found.kind == "person" else "Organization"
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": visit.absolute(visit.links.source(found.id)),
        "name": found.name,
        "alternateName": [name.name for name in found.names[1:]],
    }


ROUTES = (route(r"/source/(?P<ident>[^/]+)", source),)
"""Where a source stands."""
