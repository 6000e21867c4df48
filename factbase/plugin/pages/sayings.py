"""Sayings: what a source says, in groups; of one that says thousands of things the last of each group."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import attrs
from attrs import frozen
from markupsafe import Markup

from factbase.findings import StatementSummary, TrackRecord
from factbase.plugin.pages import asking, comparison, scoring
from factbase.plugin.pages.comparison import Partner
from factbase.plugin.pages.patience import Part, unhurried
from factbase.plugin.pages.remembering import of_many

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.base import Factbase
    from factbase.dossiers import SourceDossier
    from factbase.model import Source
    from factbase.plugin.pages.shell import Visit

MOST = 40
"""How many statements of each group are shown, and documents that a source publishes; the rest are one link away."""

BUSY = 1_000
"""A source that more chains name is busy: what is counted of all that it says does not hold up its page."""

LOOKED_AT = 2_000
"""Among how many of the last statements of a busy source those of each group are looked for."""

WAIT = 0.1
"""How long a page waits for what is counted of all that a busy source says, in seconds."""

GROUPS = ("claims", "assessments", "relayed", "refusals")
"""What a source says itself, claimed or judged; what it is only said to have said; and what it withholds."""

_RELAYED = (
    "EXISTS (SELECT 1 FROM attributions WHERE attributions.statement = statements.pk "
    "AND attributions.source NOT IN (documents.publisher, coalesce(documents.credit, documents.publisher)) "
    "AND attributions.step < (SELECT max(step) FROM attributions AS hops WHERE hops.statement = statements.pk))"
)
_GROUP = (
    f"CASE WHEN statements.family = 'silence' THEN 'refusals' WHEN {_RELAYED} THEN 'relayed' "
    "WHEN statements.family = 'claim' THEN 'claims' ELSE 'assessments' END"
)
_OF_ONE = (
    "SELECT summaries.statement FROM sources JOIN summaries ON summaries.speaker = sources.pk "
    "WHERE sources.id = :source"
)
_LAST = (
    f"SELECT {_GROUP}, statements.pk FROM ({_OF_ONE} ORDER BY summaries.statement DESC LIMIT :most) AS last "  # noqa: S608 - ours
    "CROSS JOIN statements ON statements.pk = last.statement JOIN documents ON documents.pk = statements.document "
    "ORDER BY statements.pk DESC"
)
_COUNTED = (
    f"SELECT {_GROUP}, count(*) FROM ({_OF_ONE}) AS own "  # noqa: S608 - ours
    "CROSS JOIN statements ON statements.pk = own.statement JOIN documents ON documents.pk = statements.document "
    "GROUP BY 1"
)
_NAMED = (
    "SELECT count(*) FROM (SELECT 1 FROM sources JOIN attributions ON attributions.source = sources.pk "
    "WHERE sources.id = :source LIMIT :most)"
)
_PRINTED = (
    "SELECT attributions.as_printed, count(*) FROM sources JOIN attributions ON attributions.source = sources.pk "
    "WHERE sources.id = :source AND attributions.as_printed IS NOT NULL "
    "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 24"
)
_PUBLISHED = (
    "SELECT documents.id FROM sources JOIN documents ON documents.publisher = sources.pk WHERE sources.id = :source "
    "ORDER BY documents.pk LIMIT :most"
)
_AGENTS = (
    "SELECT agents.id FROM sources JOIN sources AS agents ON agents.acts_for = sources.pk "
    "WHERE sources.id = :source ORDER BY agents.pk"
)
_COLUMNS = tuple(each.name for each in attrs.fields(StatementSummary))
_SUMMARIES = (
    f"SELECT statements.pk, {', '.join(f'statement_summary.{name}' for name in _COLUMNS)} "  # noqa: S608 - ours
    "FROM statements JOIN statement_summary ON statement_summary.id = statements.id "
    "WHERE statements.pk IN (SELECT value FROM json_each(:pks)) ORDER BY statements.pk DESC"
)


@frozen(kw_only=True)
class Group:
    """The statements of a group that are shown, and how many there are; None while that is counted."""

    shown: tuple[StatementSummary, ...] = ()
    count: int | None = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return (self.count or 0) - len(self.shown)


@frozen(kw_only=True)
class Counted:
    """What is worked out of all that a source says: how many of each group, and how its forecasts came out."""

    groups: Mapping[str, int]
    printed: tuple[tuple[str, int], ...]
    partners: tuple[Partner, ...]
    record: tuple[TrackRecord, ...]
    picture: Markup | None


@frozen(kw_only=True)
class Told:
    """A source with what it says; `counted` is None while that is worked out, `busy` tells that the last are shown."""

    groups: Mapping[str, Group]
    acting: tuple[str, ...]
    publishes: tuple[str, ...]
    counted: Counted | None
    busy: bool = False


def busy(base: Factbase, source: str) -> bool:
    """Tell whether a source says, or passes on, so much that a page does not wait for all of it."""
    ((named,),) = asking.select(base, _NAMED, source=source, most=BUSY + 1)
    return bool(named > BUSY)


def of_all(base: Factbase, visit: Visit, dossier: SourceDossier) -> Told:
    """Return what a source says, of which all was read."""
    said = {name: getattr(dossier, name) for name in GROUPS}
    counts = {name: len(found) for name, found in said.items()}
    return Told(
        groups={name: Group(shown=found[:MOST], count=len(found)) for name, found in said.items()},
        acting=dossier.acting,
        publishes=dossier.publishes[: MOST + 1],
        counted=_counted(base, visit, dossier.source.id, counts, visit.patience.part),
    )


def of_the_last(base: Factbase, visit: Visit, source: Source) -> Told:
    """Return what a busy source says, the last recorded of each group; another thread counts all of it."""
    ident = source.id
    found: dict[str, list[int]] = {name: [] for name in GROUPS}
    for name, pk in asking.select(base, _LAST, source=ident, most=LOOKED_AT):
        found[name].append(pk)
    pks = {name: each[:MOST] for name, each in found.items()}
    summaries = _summaries(base, [pk for each in pks.values() for pk in each])
    # The links in a picture are those of this server, so that its root is part of the name.
    name = f"source {ident} {visit.links.home()}"
    counted = of_many(base, name, partial(_of_busy, visit, ident), wait=WAIT)
    return Told(
        groups={
            name: Group(
                shown=tuple(summaries[pk] for pk in each), count=counted.groups[name] if counted else None
            )
            for name, each in pks.items()
        },
        acting=_ids(base, _AGENTS, ident),
        publishes=_ids(base, _PUBLISHED, ident),
        counted=counted,
        busy=True,
    )


def _ids(base: Factbase, query: str, source: str) -> tuple[str, ...]:
    return tuple(ident for (ident,) in asking.select(base, query, source=source, most=MOST + 1))


def _summaries(base: Factbase, pks: Iterable[int]) -> dict[int, StatementSummary]:
    found = asking.select(base, _SUMMARIES, pks=json.dumps(list(pks)))
    return {pk: StatementSummary(**dict(zip(_COLUMNS, row, strict=True))) for pk, *row in found}


def _counted(base: Factbase, visit: Visit, ident: str, groups: Mapping[str, int], part: Part) -> Counted:
    """Return what is worked out of all that a source says; `part` asks for what may be left out."""
    known = {name.name for name in base.source(ident).names}
    printed = asking.select(base, _PRINTED, source=ident)
    return Counted(
        groups=groups,
        printed=tuple((words, count) for words, count in printed if words not in known),
        partners=part(lambda: tuple(comparison.partners(base, ident)), ()),
        record=tuple(base.track_record(speaker=ident)),
        picture=part(lambda: scoring.scores(base, visit, ident), None),
    )


def _of_busy(visit: Visit, ident: str, base: Factbase) -> Counted:
    """Return the same for a busy source, in a thread of its own, where nobody waits for it."""
    groups = {**dict.fromkeys(GROUPS, 0), **dict(asking.select(base, _COUNTED, source=ident))}
    return _counted(base, visit, ident, groups, unhurried)
