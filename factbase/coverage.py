"""Coverage: the sentences of a held text that no span touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from factbase import anchoring
from factbase.vocabulary import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.model import Document, Span


@frozen(kw_only=True)
class Coverage:
    """How much of a document's text is recorded: its sentences, and those (as offsets) that no span touches.

    `quoted` is how many characters of it statements quote, each counted once.
    """

    document: str
    sentences: int
    untouched: tuple[tuple[int, int], ...]
    quoted: int
    text: str

    @property
    def share(self) -> float:
        """The share of the text that statements quote, from 0 to 1."""
        return self.quoted / len(self.text) if self.text else 0.0

    def words(self) -> tuple[str, ...]:
        """Return the sentences that nobody recorded."""
        return tuple(self.text[start:end] for start, end in self.untouched)


def coverage(document: Document, spans: Iterable[Span]) -> Coverage:
    """Return which sentences of the document's text the spans leave untouched; a document without text has none."""
    text, spans = document.text or "", list(spans)
    taken = [(span.start, span.end) for span in spans if span.part is Part.TEXT]
    sentences = anchoring.sentences(text)
    untouched = tuple(
        (start, end)
        for start, end in sentences
        if not any(first < end and last > start for first, last in taken)
    )
    return Coverage(
        document=document.id, sentences=len(sentences), untouched=untouched, quoted=length(spans), text=text
    )


def length(spans: Iterable[Span]) -> int:
    """Return how many characters of a text its spans cover together; those of the headline do not count."""
    covered, end = 0, 0
    for span in sorted((each for each in spans if each.part is Part.TEXT), key=lambda each: each.start):
        covered += max(0, span.end - max(span.start, end))
        end = max(end, span.end)
    return covered
