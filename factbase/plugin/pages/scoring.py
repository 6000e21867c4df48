"""Scoring: how sure a source was against how often it came true, one scheme and one kind at a time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import attrs
from markupsafe import Markup

from factbase import telling
from factbase.findings import ForecastScore
from factbase.plugin import wording
from factbase.plugin.drawing.calibration import ENOUGH, calibration, levels
from factbase.plugin.drawing.scores import Scored, table
from factbase.plugin.pages import asking
from factbase.vocabulary import Polarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factbase.base import Factbase
    from factbase.plugin.pages.shell import Visit

_COLUMNS = tuple(each.name for each in attrs.fields(ForecastScore))
_SCORED = (
    f"SELECT statements.kind, {', '.join(f'forecast_scores.{name}' for name in _COLUMNS)} FROM forecast_scores "  # noqa: S608 - ours
    "JOIN statements ON statements.id = forecast_scores.statement "
    "JOIN summaries ON summaries.statement = statements.pk JOIN sources ON sources.pk = summaries.speaker "
    "WHERE sources.id = :speaker AND forecast_scores.brier IS NOT NULL "
    "ORDER BY statements.kind, forecast_scores.scheme, forecast_scores.question, forecast_scores.statement"
)


def scores(base: Factbase, visit: Visit, speaker: str) -> Markup | None:
    """Return how a source's scored forecasts, and its plans, came out under each scheme; None if none was scored.

    From `ENOUGH` forecasts of one kind under one scheme on that is a picture, below a table.
    """
    found = [
        (kind, ForecastScore(**dict(zip(_COLUMNS, row, strict=True))))
        for kind, *row in asking.select(base, _SCORED, speaker=speaker)
    ]
    parts = [
        _part(base, visit, f"calibration-{number}", kind, [score for _, score in group])
        for number, ((kind, _), group) in enumerate(
            groupby(found, key=lambda each: (each[0], each[1].scheme)), start=1
        )
    ]
    return Markup("").join(parts) if parts else None


def _part(base: Factbase, visit: Visit, ident: str, kind: str, scored: Sequence[ForecastScore]) -> Markup:
    scheme = scored[0].scheme
    told = f"{wording.counted(len(scored), f'scored {kind}')} under the scheme {scheme}"
    if len(scored) < ENOUGH:
        return table([_scored(base, visit, each) for each in scored], caption=told)
    return Markup('<h3>{}</h3>{}<p class="quiet">{}</p>').format(
        f"Calibration: {told}",
        calibration(
            levels(scored),
            ident=ident,
            title=f"Calibration of {told}",
            description="Across, the probability that was given; up, the share that came true. On the diagonal both "
            "are the same.",
        ),
        "A dot on the dashed diagonal is well placed: of what was given 70 %, 70 % came true. Beside each dot stands "
        "how many came true of how many; the line through it is where the share would lie in the long run (Wilson's "
        "95 % interval).",
    )


def _scored(base: Factbase, visit: Visit, score: ForecastScore) -> Scored:
    asked = base.question(score.question)
    words = wording.answer(asked, score.answer)
    denied = score.polarity == Polarity.DENIES
    return Scored(
        question=asked.text,
        question_href=visit.links.question(asked.id or ""),
        answer=f"not {words}" if denied else words,
        href=visit.links.statement(score.statement),
        term=score.term,
        likelihood=telling.likelihood(score),
        came_true=score.result == "right",
        brier=score.brier or 0.0,
    )
