"""Contrasts: who was right about a question, who attests, who disputes, and what changed; of many, the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from factbase.findings import Attestation, Dispute, Drift, Forecast, ForecastScore, Revision
from factbase.plugin.pages import asking
from factbase.plugin.pages.patience import Part, unhurried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from factbase.base import Factbase

P = TypeVar("P")

MOST = 20
"""How many disputes, revisions and forecasts are shown; the others are one link away."""


@frozen(kw_only=True)
class Listed:
    """The first rows of a list, and how many there are; `open` tells that there are at least so many."""

    shown: tuple[Any, ...] = ()
    count: int = 0
    open: bool = False


NONE: dict[str, Any] = {
    **dict.fromkeys(("forecasts", "attested", "disputes", "revisions", "drift"), Listed()),
    "scores": {},
}
"""What stands in place of all that where it takes too long."""


def of_a_question(
    base: Factbase, ident: str, known: AbstractSet[str], part: Part, *, most: int = -1
) -> dict[str, Any]:
    """Return it by the names that the template has for it; `part` asks for what may be left out.

    `known` are the statements on the question; `most` is how many disputes, revisions and drifts are looked for, all if
    it is negative.
    """
    disputes = part(lambda: _pairs(base, Dispute, ident, most, base.disputes), [])
    revisions = part(lambda: _pairs(base, Revision, ident, most, base.revisions), [])
    drift = part(lambda: _pairs(base, Drift, ident, most, base.drift), [])
    forecasts = part(lambda: base.forecasts(question=ident), list[Forecast]())
    scores = _scores(part(lambda: base.forecast_scores(question=ident), list[ForecastScore]()))
    attested = _attested(part(lambda: base.attestation(question=ident), list[Attestation]()))
    return {
        "forecasts": listed(forecasts),
        "scores": {each.statement: scores.get(each.statement, []) for each in forecasts[:MOST]},
        "attested": listed(attested),
        "disputes": _both(disputes, known, most, "statement_a", "statement_b"),
        "revisions": _both(revisions, known, most, "statement", "earlier_statement"),
        "drift": _both(drift, known, most, "statement", "source_statement"),
    }


def of_many_stands(base: Factbase, ident: str, known: AbstractSet[str]) -> dict[str, Any]:
    """Return the same for a question on which many statements stand: their disputes may be thousands."""
    return of_a_question(base, ident, known, unhurried, most=MOST + 1)


def listed(found: list[Any], *, cut: bool = False) -> Listed:
    """Return the first of what was found; `cut` tells that no more were looked for."""
    return Listed(shown=tuple(found[:MOST]), count=MOST if cut else len(found), open=cut)


def _pairs(base: Factbase, record: type[P], ident: str, most: int, every: Callable[..., list[P]]) -> list[P]:
    """Return the pairs on a question in their order, or the first that are found."""
    if most < 0:
        return every(question=ident)
    return asking.rows(base, record, {"question": ident}, question=ident, most=most)


def _both(pairs: list[Any], known: AbstractSet[str], most: int, *names: str) -> Listed:
    """Return the pairs of which both statements stand on this question."""
    found = [pair for pair in pairs if all(getattr(pair, name) in known for name in names)]
    return listed(found, cut=len(pairs) == most)


def _scores(found: Iterable[ForecastScore]) -> Mapping[str, list[ForecastScore]]:
    """Return the scores of each forecast, one for each scheme that covers its hedge."""
    scores: dict[str, list[ForecastScore]] = {}
    for each in found:
        scores.setdefault(each.statement, []).append(each)
    return scores


def _attested(found: Iterable[Attestation]) -> list[Attestation]:
    """Return what more than one document, or more than one reporter, says was said; the most documents first."""
    several = [each for each in found if max(each.documents, each.reporters) > 1]
    return sorted(several, key=lambda each: (-each.documents, each.said or "", each.speaker, each.answer))
