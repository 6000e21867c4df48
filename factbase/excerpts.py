"""Excerpts: the quoted words of a statement within their sentences, ready to be marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from factbase import anchoring
from factbase.vocabulary import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.model import Document, Span

Stretch = tuple[int, int]


@frozen(kw_only=True)
class Excerpt:
    """A stretch of a document with the quoted words in it.

    `text` is the sentence or sentences that hold them, `start` its offset in the `part`; `marks` are the quoted words
    as offsets in `text`; `printings` is how often the document prints the same; `whole` tells whether the text is
    held, so that the sentence could be given, and not only the quoted words.
    """

    part: Part
    start: int
    text: str
    marks: tuple[Stretch, ...]
    printings: int = 1
    whole: bool = True

    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """Return the text in pieces, each with whether it is quoted."""
        found, at = list[tuple[str, bool]](), 0
        for start, end in self.marks:
            found += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return tuple((piece, marked) for piece, marked in (*found, (self.text[at:], False)) if piece)


def excerpts(document: Document, spans: Iterable[Span]) -> tuple[Excerpt, ...]:
    """Return the excerpts of the spans in the order of the document; a passage printed again is counted, not repeated.

    Spans in one sentence share an excerpt. Where the text is not held, each span is an excerpt of its own words.
    """
    found: list[Excerpt] = []
    for part, held in ((Part.TITLE, document.title), (Part.TEXT, document.text)):
        own = sorted((span for span in spans if span.part is part), key=lambda span: (span.start, span.end))
        found += _unheld(own) if held is None else _held(part, held, own)
    return tuple(_counted(found))


def _unheld(spans: list[Span]) -> list[Excerpt]:
    return [
        Excerpt(part=span.part, start=span.start, text=span.exact, marks=((0, len(span.exact)),), whole=False)
        for span in spans
    ]


def _held(part: Part, text: str, spans: list[Span]) -> list[Excerpt]:
    sentences = anchoring.sentences(text) if part is Part.TEXT else ((0, len(text)),)
    groups: list[tuple[int, int, list[Stretch]]] = []
    for span in spans:
        touched = [bounds for bounds in sentences if bounds[0] < span.end and bounds[1] > span.start]
        start = min([span.start, *(bounds[0] for bounds in touched)])
        end = max([span.end, *(bounds[1] for bounds in touched)])
        if groups and start < groups[-1][1]:
            first, last, marks = groups.pop()
            groups.append((first, max(last, end), [*marks, (span.start, span.end)]))
        else:
            groups.append((start, end, [(span.start, span.end)]))
    return [
        Excerpt(
            part=part,
            start=start,
            text=text[start:end],
            marks=tuple((a - start, b - start) for a, b in _merged(marks)),
        )
        for start, end, marks in groups
    ]


def _merged(marks: list[Stretch]) -> list[Stretch]:
    """Return stretches that do not overlap and cover the same text."""
    merged: list[Stretch] = []
    for start, end in sorted(marks):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _counted(found: list[Excerpt]) -> list[Excerpt]:
    counted: dict[tuple[Part, str, tuple[Stretch, ...]], Excerpt] = {}
    for each in found:
        key = each.part, each.text, each.marks
        before = counted.get(key)
        counted[key] = evolve(before, printings=before.printings + 1) if before else each
    return list(counted.values())
