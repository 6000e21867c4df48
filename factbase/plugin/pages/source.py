"""The page of a source: what it claims and what it assesses, apart; what others relay of it, apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factbase import dossiers
from factbase.dossiers import SourceDossier
from factbase.plugin.pages import asking, comparison, scoring
from factbase.plugin.pages.comparison import Partner
from factbase.plugin.pages.shell import Page, Rows, Visit, route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factbase.base import Factbase

MOST = 40
"""How many statements of each group are shown; the rest are one link away."""


def source(base: Factbase, visit: Visit) -> Page:
    """Return the page of the source in the path."""
    told = dossiers.dossier(base, base.source(visit.ident))
    if not isinstance(told, SourceDossier):
        raise TypeError(type(told).__name__)
    said = (*told.claims, *told.assessments, *told.relayed, *told.refusals)
    names = {ident: base.source(ident).name for ident in (*told.acting, told.source.acts_for) if ident}
    return Page(
        template="factbase_source.html",
        title=told.source.name,
        description=(
            f"{told.source.name}: {len(told.claims)} claims, {len(told.assessments)} assessments, "
            f"{len(told.relayed)} relayed by others."
        ),
        context={
            "found": told,
            "source": told.source,
            "names": names,
            "evaluators": asking.names(base, (each.evaluator for each in told.ratings)),
            "printed": _printed(base, told),
            "most": MOST,
            "partners": visit.patience.part(
                lambda: comparison.partners(base, told.source.id), list[Partner]()
            ),
            "picture": visit.patience.part(lambda: scoring.scores(base, visit, told.source.id), None),
            "record": base.track_record(speaker=told.source.id),
            "forecasts": base.forecasts(speaker=told.source.id),
            "places": asking.places(base, {*(each.document for each in said), *told.publishes}),
            "wikidata": f"https://www.wikidata.org/wiki/{told.source.wikidata}"
            if told.source.wikidata
            else None,
        },
        rows=(
            Rows(view="statement_summary", label="What it says", where={"speaker": told.source.id}),
            Rows(view="track_record", label="How its forecasts came out", where={"speaker": told.source.id}),
        ),
        jsonld=_jsonld(told, visit),
        feed=visit.links.noun("source", told.source.id, ".atom"),
    )


def _printed(base: Factbase, told: SourceDossier) -> list[tuple[str, int]]:
    """Return how texts print the source, beyond its recorded names, with how often, the most usual first."""
    known = {name.name for name in told.source.names}
    found = asking.select(
        base,
        "SELECT as_printed, count(*) FROM provenance WHERE source = :source AND as_printed IS NOT NULL "
        "GROUP BY as_printed ORDER BY count(*) DESC, as_printed LIMIT 24",
        source=told.source.id,
    )
    return [(words, count) for words, count in found if words not in known]


def _jsonld(told: SourceDossier, visit: Visit) -> Mapping[str, Any]:
    kind = "Person" if told.source.kind == "person" else "Organization"
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": visit.absolute(visit.links.source(told.source.id)),
        "name": told.source.name,
        "alternateName": [name.name for name in told.source.names[1:]],
    }


ROUTES = (route(r"/source/(?P<ident>[^/]+)", source),)
"""Where a source stands."""
