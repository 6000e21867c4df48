"""Spans against a newer copy of a document: exact, moved, changed or gone, and never silently one of several."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from factbase.anchoring.finding import occurrences
from factbase.anchoring.nearest import candidates
from factbase.anchoring.surroundings import context
from factbase.anchoring.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE = 0.6
"""From this similarity on, other words count as the old ones changed (the cut-off of `difflib.get_close_matches`)."""

MARGIN = 0.05
"""Two places whose agreement (0 to 1) differs by less than this are equals."""


class Status(StrEnum):
    """What became of a span in a newer copy of its document."""

    EXACT = "exact"
    """The same characters at the same offsets."""
    MOVED = "moved"
    """The same characters at other offsets."""
    CHANGED = "changed"
    """Not the same characters, but close: other quotation marks or spaces, or words at least as similar as `CLOSE`."""
    GONE = "gone"
    """Nothing close."""


@frozen(kw_only=True)
class Reanchored:
    """What became of one span.

    `start`, `end` and `exact` are the place and words in the new text, None if gone. `similarity` (0 to 1)
    compares old and new words; 1 for `changed` words means that only white space, quotation marks or dashes
    differ. `ambiguous`: another place fits as well, by words and by context, and someone has to look.
    """

    status: Status
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    similarity: float = 0.0
    ambiguous: bool = False


@frozen(kw_only=True)
class _Place:
    """A place in the new text that may be the old span: how like its words are, how well its context agrees."""

    start: int
    end: int
    similarity: float
    agreement: float
    distance: int

    @property
    def fit(self) -> float:
        return (self.similarity + self.agreement) / 2


@frozen(kw_only=True)
class _Old:
    """What is known of the old span beside its words."""

    start: int
    prefix: str
    suffix: str

    def weigh(self, text: Text, span: Span, similarity: float) -> _Place:
        start, end = span
        before, after = context(text, start, end, max(len(self.prefix), len(self.suffix)))
        before = before[max(0, len(before) - len(self.prefix)) :]
        return _Place(
            start=start,
            end=end,
            similarity=similarity,
            agreement=_agreement(((self.prefix, before), (self.suffix, after[: len(self.suffix)]))),
            distance=abs(start - self.start),
        )


def reanchor(  # noqa: PLR0913 - a text position selector and a text quote selector, spelt out
    old_exact: str, old_start: int, old_end: int, prefix: str, suffix: str, new_text: str | Text
) -> Reanchored:
    """Say where the words of a span of an older copy stand in `new_text`.

    `old_exact` is the words as printed, `old_start` and `old_end` their offsets in the old text, `prefix` and
    `suffix` what stood around them (`context` gives them). Of several places with the same words, the one whose
    surroundings agree best with prefix and suffix is taken, as with a Web Annotation TextQuoteSelector, then the
    one nearest to the old offset. If another place agrees as well (within `MARGIN`), or better than the place at
    the unchanged offset, the answer says `ambiguous`.

    Raises:
        ValueError: `old_exact` is empty, or its length is not that of the offsets.

    """
    if not old_exact or len(old_exact) != old_end - old_start:
        message = f"a span from {old_start} to {old_end} cannot hold {len(old_exact)} characters"
        raise ValueError(message)
    text = Text.of(new_text)
    old = _Old(start=old_start, prefix=prefix, suffix=suffix)
    printings = _printings(text, old_exact)
    if (old_start, old_end) in printings:
        return _unmoved(text, old, (old_start, old_end), printings)
    if printings:
        return _best(text, Status.MOVED, [old.weigh(text, span, 1.0) for span in printings])
    return _best(text, Status.CHANGED, [old.weigh(text, *close) for close in _close(text, old_exact)])


def _printings(text: Text, exact: str) -> list[Span]:
    """Return where exactly these characters stand, overlapping ones too, but never parting a unit."""
    found: list[Span] = []
    at = text.raw.find(exact)
    while at >= 0:
        if text.boundary(at) and text.boundary(at + len(exact)):
            found.append((at, at + len(exact)))
        at = text.raw.find(exact, at + 1)
    return found


def _close(text: Text, exact: str) -> list[tuple[Span, float]]:
    """Return where the words stand in another style, or else close words, each with its similarity."""
    words = Text(exact).words
    if not words:
        return []
    same = [(text.span(*place), 1.0) for place in occurrences(text, words)]
    near = () if same else candidates(text, words)
    return same or [((each.start, each.end), each.similarity) for each in near if each.similarity >= CLOSE]


def _unmoved(text: Text, old: _Old, span: Span, printings: list[Span]) -> Reanchored:
    place = old.weigh(text, span, 1.0)
    # Context that agrees wholly cannot be bettered: the usual case, in which the other printings need no look.
    doubtful = place.agreement < 1 - MARGIN
    others = [old.weigh(text, other, 1.0) for other in printings] if doubtful else []
    better = any(other.agreement > place.agreement + MARGIN for other in others)
    return _answer(text, Status.EXACT, place, ambiguous=better)


def _best(text: Text, status: Status, places: list[_Place]) -> Reanchored:
    if not places:
        return Reanchored(status=Status.GONE)
    best, *others = sorted(places, key=lambda place: (-place.fit, place.distance, place.start))
    return _answer(text, status, best, ambiguous=any(best.fit - other.fit < MARGIN for other in others))


def _answer(text: Text, status: Status, place: _Place, *, ambiguous: bool) -> Reanchored:
    return Reanchored(
        status=status,
        start=place.start,
        end=place.end,
        exact=text.raw[place.start : place.end],
        similarity=place.similarity,
        ambiguous=ambiguous,
    )


def _agreement(surroundings: Iterable[tuple[str, str]]) -> float:
    """Return how alike old and new surroundings are, 0 to 1; 1 when there is nothing to compare."""
    alike = compared = 0
    for old, new in surroundings:
        before, after = Text(old).normal, Text(new).normal
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        alike += sum(block.size for block in matcher.get_matching_blocks())
        compared += len(before) + len(after)
    return 2 * alike / compared if compared else 1.0
