"""Quotes to spans: where in a text the words of a quote stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from factbase.anchoring.failure import Failure, Hit, NotAnchored, NotAnchoredError
from factbase.anchoring.nearest import candidates
from factbase.anchoring.surroundings import context
from factbase.anchoring.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Occurrence = int | Literal["all"] | None
"""Which printing of a quote is meant: its number, counted from 1; every one; or None: there is only one."""

_ELISION = re.compile(r"\[\s*(?:\.\s?\.\s?\.|\u2026)\s*\]")
_LIKE = 0.4
"""Below this similarity a passage is not worth showing."""
_CONTEXT = 24


@frozen
class _Part:
    """The words of a quote between two elisions, and where they start in the quote as written."""

    text: Text
    at: int


def find(text: str | Text, quote: str, *, occurrence: Occurrence = None) -> tuple[Span, ...]:
    """Return where the words of `quote` stand in `text`: one span for each part of the quote, in order.

    Words are the same if their normal forms are (see `Text`), so white space, quotation marks and dashes may
    differ in style; case counts. ``[...]`` (or ``[…]``) elides: each part after it is the nearest following
    hit, and has to end at the latest in the paragraph after the one where the part before it ended. Brackets
    around three full stops that the text itself prints are taken for an elision too.

    Hits are counted from the left without overlap ("aXa" stands once in "aXaXa"). For an elided quote a hit
    is a hit of its first part that can be completed. If there are several, `occurrence` must say which: its
    number from 1, or ``"all"`` for the spans of every one, in the order of the text and each span once.

    Raises:
        NotAnchoredError: the words are not there, or there more than once with no `occurrence`, or not that
        often,
            or there are no words in the quote.

    """
    text = Text.of(text)
    parts = _parts(quote)
    for part in parts:
        if next(occurrences(text, part.text.words), None) is None:
            raise NotAnchoredError(_missing(text, quote, part))
    found = list(_sequences(text, parts))
    if not found:
        raise NotAnchoredError(_out_of_reach(text, quote, parts))
    if occurrence == "all":
        return tuple(sorted({span for spans in found for span in spans}))
    if occurrence is None and len(found) == 1:
        return found[0]
    if occurrence is not None and 1 <= occurrence <= len(found):
        return found[occurrence - 1]
    failure = Failure.AMBIGUOUS if occurrence is None else Failure.OCCURRENCE
    hits = tuple(_hit(text, spans[0]) for spans in found)
    raise NotAnchoredError(
        NotAnchored(failure=failure, quote=quote, part=quote, hits=hits, occurrence=occurrence)
    )


def occurrences(text: Text, words: str, begin: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield where `words` (in normal form) stand in the stretch begin..end of the normal form of `text`.

    Without overlap, from the left, as places in the normal form; never inside a unit.
    """
    normal = text.normal
    end = len(normal) if end is None else end
    at = normal.find(words, begin, end)
    while at >= 0:
        after = at + len(words)
        whole = text.whole(at) and text.whole(after)
        if whole:
            yield at, after
        at = normal.find(words, after if whole else at + 1, end)


def _parts(quote: str) -> tuple[_Part, ...]:
    edges = [0]
    for elision in _ELISION.finditer(quote):
        edges += elision.span()
    edges.append(len(quote))
    parts = tuple(
        _Part(Text(quote[start:end]), start) for start, end in zip(edges[::2], edges[1::2], strict=True)
    )
    for part in parts:
        if not part.text.words:
            raise NotAnchoredError(NotAnchored(failure=Failure.EMPTY, quote=quote, quote_at=part.at))
    return parts


def _sequences(text: Text, parts: tuple[_Part, ...]) -> Iterator[tuple[Span, ...]]:
    """Yield the spans of the parts for each hit of the first one that can be completed."""
    for first in occurrences(text, parts[0].text.words):
        places = _complete(text, parts, first)
        if len(places) == len(parts):
            yield tuple(text.span(*place) for place in places)


def _complete(text: Text, parts: tuple[_Part, ...], first: Span) -> list[Span]:
    """Return the places of as many parts as follow one another, starting at a place of the first one."""
    places = [first]
    for part in parts[1:]:
        _, last = text.span(*places[-1])
        reach = text.paragraphs[min(text.paragraph_number(last - 1) + 1, len(text.paragraphs) - 1)][1]
        following = next(occurrences(text, part.text.words, places[-1][1], text.index(reach)), None)
        if following is None:
            break
        places.append(following)
    return places


def _missing(text: Text, quote: str, part: _Part) -> NotAnchored:
    near = next(iter(candidates(text, part.text.words, most=1)), None)
    near = near if near and near.similarity >= _LIKE else None
    inside = part.text.starts[part.text.indent + (near.words_differ_at if near else 0)]
    return NotAnchored(
        failure=Failure.MISSING,
        quote=quote,
        part=part.text.raw.strip(),
        rest=part.text.raw[inside:].strip(),
        quote_at=part.at + inside,
        nearest=near,
    )


def _out_of_reach(text: Text, quote: str, parts: tuple[_Part, ...]) -> NotAnchored:
    reached = max(len(_complete(text, parts, first)) for first in occurrences(text, parts[0].text.words))
    part = parts[reached]
    return NotAnchored(
        failure=Failure.ELISION,
        quote=quote,
        part=part.text.raw.strip(),
        quote_at=part.at + part.text.starts[part.text.indent],
        hits=tuple(_hit(text, text.span(*place)) for place in occurrences(text, part.text.words)),
    )


def _hit(text: Text, span: Span) -> Hit:
    start, end = span
    before, after = context(text, start, end, _CONTEXT)
    return Hit(
        start=start, end=end, line=text.line(start), before=before, exact=text.raw[start:end], after=after
    )
