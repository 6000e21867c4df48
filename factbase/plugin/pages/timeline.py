"""The timeline: when things were said against when they were to happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.plugin import drawing, wording
from factbase.plugin.pages.shell import Page, Rows, Visit, route

if TYPE_CHECKING:
    from factbase.base import Factbase
    from factbase.findings import Moment

PER_PAGE = 50
"""How many dated things stand on a page."""

AXES = {"event": "to happen", "said": "said", "published": "published"}
"""The axes that are shown; when a thing was recorded stands on its own page."""


def timeline(base: Factbase, visit: Visit) -> Page:
    """Return a page of the timeline; `axis` chooses one, `page` counts from 1."""
    chosen = visit.args.get("axis") or ""
    axis = chosen if chosen in AXES else ""
    dated = [
        each
        for each in base.timeline()
        if each.statement and (each.axis == axis if axis else each.axis in AXES)
    ]
    dated.sort(key=lambda each: (each.at_earliest or each.at_latest or "", each.at_latest or "", each.axis))
    last = max(1, -(-len(dated) // PER_PAGE))
    number = min(visit.number("page"), last)
    shown = dated[(number - 1) * PER_PAGE : number * PER_PAGE]
    families = {each.id: each.family for each in base.summaries()}
    return Page(
        template="factbase_timeline.html",
        title="Timeline",
        description="When things were said, published, and were to happen; uncertain dates as bars.",
        context={
            "moments": shown,
            "families": families,
            "axes": AXES,
            "axis": axis,
            "number": number,
            "last": last,
            "total": len(dated),
            "picture": drawing.timeline(
                (_bar(row, each, visit) for row, each in enumerate(shown)),
                title="When things were said, and when they were to happen",
                description="One bar for each row of the table below, as wide as its date is uncertain.",
            ),
        },
        rows=(Rows(view="timeline", label="Every dated thing", where={"axis": axis} if axis else {}),),
    )


def _bar(row: int, each: Moment, visit: Visit) -> drawing.Bar:
    when = wording.day(f"{each.at_earliest or '..'}/{each.at_latest or '..'}")
    return drawing.Bar(
        row=row,
        earliest=each.at_earliest,
        latest=each.at_latest,
        label=f"{AXES[each.axis]} {when}: {each.content or ''}",
        shape=f"axis-{each.axis}",
        href=visit.links.statement(each.statement or ""),
    )


ROUTES = (route(r"/timeline", timeline),)
"""Where the timeline stands."""
