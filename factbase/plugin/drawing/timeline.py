"""A timeline: when each thing was said against when it was to happen, side by side on one axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from factbase.plugin import wording
from factbase.plugin.drawing.days import Days, axis_of_days
from factbase.plugin.drawing.marks import Bar, Dot, Joint, Mark, Outcome
from factbase.plugin.drawing.strips import Group, Key, Row, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup


UPPER, LOWER = 8, 8
"""How far the dot lies above the middle of a row, and the bar below it, in pixels."""


@frozen(kw_only=True)
class Happening:
    """Something said, with when (`said`; if only its latest day is known, `said` has no earliest) and what it dates.

    `documents` counts in how many it stands; `outcome` is when that which it dates came about, if a question says so;
    if `published`, `said` is when it was published.
    """

    speaker: str
    speaker_href: str
    content: str
    href: str
    family: str
    denied: bool = False
    said: Days | None = None
    event: Days | None = None
    outcome: Days | None = None
    documents: int = 1
    published: bool = False

    @property
    def days(self) -> tuple[Days, ...]:
        """All that is to lie on the axis."""
        return tuple(each for each in (self.said, self.event, self.outcome) if each)

    @property
    def ahead(self) -> bool:
        """Whether what it dates was still to happen, for all that is known, when it was said."""
        if self.event is None or self.said is None or self.said.end is None:
            return True
        return self.event.end is None or self.event.end > self.said.end

    @property
    def told(self) -> tuple[str, ...]:
        """Its dates in words."""
        told = []
        if self.said and self.said.latest:
            told.append(f"{'published' if self.published else 'said'} {_words(self.said)}")
        if self.event:
            told.append(f"{self._verb} {_words(self.event)}")
        if self.outcome:
            told.append(f"outcome {_words(self.outcome)}")
        return tuple(told)

    @property
    def _verb(self) -> str:
        verb = "to happen" if self.ahead else "had happened"
        return f"not {verb}" if self.denied else verb


def timeline(happenings: Sequence[Happening], *, ident: str, title: str, description: str) -> Markup | None:
    """Return the timeline of some happenings, in their order; None if no day of any is known."""
    axis = axis_of_days(each for happening in happenings for each in happening.days)
    if axis is None:
        return None
    spoken = "published" if any(each.published for each in happenings) else "said"
    keys = [Key(mark=Dot(start=50, end=50), words=f"when it was {spoken}")]
    families = {each.family for each in happenings if each.event}
    for family, words in (("claim", "claimed"), ("assessment", "assessed"), ("silence", "withheld")):
        if family in families:
            keys.append(Key(mark=Bar(start=8, end=92, family=family), words=f"when it happens, as {words}"))
    if any(_is_open(each.event) for each in happenings):
        keys.append(Key(mark=Bar(start=None, end=92, family="claim"), words="one end is open"))
    if any(each.said and each.said.earliest is None for each in happenings):
        keys.append(Key(mark=Dot(start=None, end=75), words="said then or before"))
    if any(each.outcome for each in happenings):
        keys.append(Key(mark=Outcome(start=50, end=50), words="the outcome"))
    return table(
        ident,
        axis,
        [Group(rows=tuple(_row(each) for each in happenings))],
        title=title,
        description=description,
        keys=keys,
    )


def _words(days: Days) -> str:
    if days.text:
        return wording.day(days.text)
    if days.earliest is None and days.latest is None:
        return "on a day that is not known"
    if days.earliest is None:
        return wording.day(f"../{days.latest}")
    return wording.day(f"{days.earliest}/{days.latest or '..'}")


def _is_open(days: Days | None) -> bool:
    return bool(days and days.known and (days.start is None or days.end is None))


def _row(each: Happening) -> Row:
    told = each.told
    notes = [" · ".join(told)] if told else ["not dated"]
    if each.documents > 1:
        notes.append(f"in {wording.counted(each.documents, 'document')}")
    return Row(
        who=each.speaker,
        who_href=each.speaker_href,
        words=f"Denied: {each.content}" if each.denied else each.content,
        href=each.href,
        family=each.family,
        notes=tuple(notes),
        marks=_marks(each),
        told=". ".join(part[0].upper() + part[1:] for part in told) or "Not dated",
    )


def _marks(each: Happening) -> tuple[Mark, ...]:
    """Return the marks from the back to the front: what came out, the joint, the bar, the dot."""
    event, outcome = each.event, each.outcome
    said = _spoken(each.said)
    dated = event is not None and bool(event.known)
    above, below = (-UPPER, LOWER) if dated and said else (0, 0)
    marks: list[Mark] = []
    if outcome and outcome.start is not None and outcome.end is not None:
        marks.append(Outcome(start=outcome.start, end=outcome.end))
    if event and dated:
        if said and (near := _near(event, said.end)) is not None:
            marks.append(Joint(start=said.end, end=near, lanes=(above, below)))
        marks.append(
            Bar(start=event.start, end=event.end, family=each.family, denied=each.denied, lane=below)
        )
    if said:
        marks.append(attrs.evolve(said, lane=above))
    return tuple(marks)


def _spoken(said: Days | None) -> Dot | None:
    """Return the dot for when something was said: in the middle of its day, or from its first day to its last."""
    if said is None or said.end is None:
        return None
    last = said.end - 0.5
    return Dot(start=None if said.start is None else min(said.start + 0.5, last), end=last)


def _near(event: Days, said: float) -> float | None:
    """Return that place of a bar which a line from the dot meets first."""
    if event.start is not None and event.start >= said:
        return event.start
    if event.end is not None and event.end <= said:
        return event.end
    return said
