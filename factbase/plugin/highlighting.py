"""Highlighting: a text cut at the ends of all its quotes into flat segments, so that overlaps stay readable."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"

CONTEXT = 32
"""How many characters around a quote are shown of a text of which only excerpts may be."""


@frozen(kw_only=True)
class Mark:
    """Quoted words at ``text[start:end]``, the statement that quotes them, and its family."""

    start: int
    end: int
    statement: str
    family: str


@frozen(kw_only=True)
class Segment:
    """A stretch of text that the same statements quote, or that is `left_out` of what may be shown.

    `starting` are the statements whose words begin here for the first time, `ending` those of which a quote ends
    here; what starts the latest, so is the nearest to the words, is the last of `statements`.
    """

    text: str
    statements: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    left_out: bool = False


def segments(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Return the text in segments, none empty, which joined are the text again.

    Every end of a mark is the end of a segment; marks that reach beyond the text are cut to it.
    """
    known = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.statement))
    edges = sorted(
        {0, len(text), *(min(max(at, 0), len(text)) for mark in known for at in (mark.start, mark.end))}
    )
    found, begun = [], set[str]()
    for start, end in pairwise(edges):
        over = [mark for mark in known if mark.start <= start and mark.end >= end]
        found.append(
            Segment(
                text=text[start:end],
                statements=tuple(dict.fromkeys(mark.statement for mark in over)),
                families=tuple(dict.fromkeys(mark.family for mark in over)),
                starting=tuple(dict.fromkeys(mark.statement for mark in over if mark.statement not in begun)),
                ending=tuple(
                    dict.fromkeys(mark.statement for mark in over if min(mark.end, len(text)) == end)
                ),
            )
        )
        begun.update(mark.statement for mark in over)
    return tuple(found)


def excerpted(text: str, marks: Iterable[Mark], context: int = CONTEXT) -> tuple[Segment, ...]:
    """Return only the quoted segments with up to `context` characters around them; what lies between is left out."""
    whole = segments(text, marks)
    if not any(segment.statements for segment in whole):
        return ()
    found: list[Segment] = []
    for number, segment in enumerate(whole):
        if segment.statements:
            found.append(segment)
            continue
        before = context if number > 0 else 0
        after = context if number < len(whole) - 1 else 0
        if len(segment.text) <= before + after:
            found.append(segment)
        else:
            found += [
                Segment(text=_whole_words(segment.text[:before], first=True)),
                Segment(text="", left_out=True),
                Segment(text=_whole_words(segment.text[len(segment.text) - after :], first=False)),
            ]
    return tuple(segment for segment in found if segment.text or segment.left_out)


def pieced(spans: Iterable[tuple[int, str]], marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Return the quoted segments of a text that is not held, from what each quote holds: (start, words) pairs.

    What lies between them is left out.
    """
    known = sorted(spans)
    letters = [""] * max((start + len(words) for start, words in known), default=0)
    for start, words in known:
        letters[start : start + len(words)] = words
    whole = segments("".join(each or _UNKNOWN for each in letters), marks)
    return tuple(segment if segment.statements else Segment(text="", left_out=True) for segment in whole)


def _whole_words(text: str, *, first: bool) -> str:
    """Return a cut text without the word that the cut parted: at its end, or else at its start."""
    if first:
        return text[: text.rfind(" ") + 1]
    at = text.find(" ")
    return text[at:] if at >= 0 else ""
