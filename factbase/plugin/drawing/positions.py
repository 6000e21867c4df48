"""Positions: who answers a question with which day or number, claims above and assessments below, on one axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from factbase.plugin.drawing.amounts import axis_of_amounts
from factbase.plugin.drawing.days import Days, axis_of_days
from factbase.plugin.drawing.marks import Bar, Outcome
from factbase.plugin.drawing.strips import Group, Key, Row, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from factbase.plugin.drawing.axis import Axis

CERTAINTIES = (
    ("certain", "put as certain"),
    ("probable", "put as probable"),
    ("possible", "put as possible"),
    ("uncommitted", "not committed to"),
)
_TO_COMPARE = 2
_HEADINGS = (("claim", "Claims"), ("assessment", "Assessments"))


Lies = Days | tuple[float | None, float | None]
"""Within which days something lies, or within which two numbers (None: open)."""


@frozen(kw_only=True)
class Standpoint:
    """One answer: whose, in words, how surely, and the days or the two numbers within which it lies (None: open)."""

    speaker: str
    speaker_href: str
    answer: str
    href: str
    family: str
    certainty: str
    denied: bool
    notes: tuple[str, ...]
    lies: Lies

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """From where to where it lies on the axis."""
        return _ends(self.lies)


def positions(
    standpoints: Sequence[Standpoint],
    *,
    outcome: Lies | None,
    outcome_words: str,
    title: str,
    description: str,
) -> Markup | None:
    """Return the standpoints on a common axis, with the outcome as a line; None unless two of them differ."""
    came = _outcome(outcome)
    drawn = [each for each in standpoints if each.ends != (None, None)]
    axis = _axis([each.lies for each in drawn] + ([outcome] if outcome else []))
    different = {each.ends for each in drawn} | ({_ends(outcome)} if outcome else set())
    if axis is None or not drawn or len(different) < _TO_COMPARE:
        return None
    groups = [
        Group(rows=rows, heading=heading, family=family)
        for family, heading in _HEADINGS
        if (rows := tuple(_row(each, outcome_words) for each in drawn if each.family == family))
    ]
    return table(
        "positions",
        axis,
        groups,
        title=title,
        description=description,
        keys=_keys(drawn, came),
        background=came,
    )


def _ends(lies: Lies) -> tuple[float | None, float | None]:
    return lies if isinstance(lies, tuple) else (lies.start, lies.end)


def _axis(found: Sequence[Lies]) -> Axis | None:
    days = [each for each in found if not isinstance(each, tuple)]
    if days:
        return axis_of_days(days)
    return axis_of_amounts(
        end for each in found if isinstance(each, tuple) for end in each if end is not None
    )


def _outcome(found: Lies | None) -> tuple[Outcome, ...]:
    if found is None:
        return ()
    start, end = _ends(found)
    known = [each for each in (start, end) if each is not None]
    return (Outcome(start=known[0], end=known[-1]),) if known else ()


def _row(each: Standpoint, outcome_words: str) -> Row:
    answer = f"not {each.answer}" if each.denied else each.answer
    surely = dict(CERTAINTIES).get(each.certainty, each.certainty)
    start, end = each.ends
    told = f"{each.speaker}: {answer}, {surely}"
    return Row(
        who=each.speaker,
        who_href=each.speaker_href,
        words=answer,
        href=each.href,
        family=each.family,
        notes=(" · ".join([surely, *each.notes]),),
        marks=(Bar(start=start, end=end, family=each.family, certainty=each.certainty, denied=each.denied),),
        told=f"{told}. Outcome: {outcome_words}" if outcome_words else told,
    )


def _keys(drawn: Sequence[Standpoint], came: tuple[Outcome, ...]) -> list[Key]:
    families = [family for family, _ in _HEADINGS if any(each.family == family for each in drawn)]
    keys = [
        Key(
            mark=Bar(start=8, end=92, family=families[0], certainty=term),
            words=words,
        )
        for term, words in CERTAINTIES
        if any(each.certainty == term for each in drawn)
    ]
    if any(each.denied for each in drawn):
        keys.append(
            Key(mark=Bar(start=8, end=92, family=families[0], denied=True), words="denied: said not to be so")
        )
    if came:
        keys.append(Key(mark=Outcome(start=50, end=50), words="the outcome"))
    return keys
