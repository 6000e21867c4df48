"""Quotation marks: which stretches of a text stand in them, and so whose wording a span is."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

from factbase.anchoring.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

Wording = Literal["speaker", "reporter", "mixed"]

_CLOSERS = {
    '"': '"\u201d',
    "\uff02": "\uff02",
    "\u201c": '\u201d"',
    "\u201d": "\u201d",
    "\u201e": '\u201c\u201d"',
    "\u201f": '\u201d"',
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\u301d": "\u301e\u301f",
}
"""For each mark that may open a quotation the marks that close it; marks of another kind inside are ignored."""

_NESTING = "\u00ab\u300c\u300e"
"""Marks whose own kind may stand inside, since opening and closing differ without doubt."""


def quoted_regions(text: str | Text) -> tuple[Span, ...]:
    """Return the stretches that stand inside double quotation marks, without the marks, paragraph by paragraph.

    Straight and curly double quotes (also one of each), low and reversed ones, guillemets and corner brackets
    count. Single quotes and apostrophes do not. A mark opens only if a word follows; a straight one after a
    digit and before a space is the sign for inches. A quotation still open where its paragraph ends runs to
    that end if the next paragraph opens with a mark again, as print does with long speeches; otherwise the
    mark is a stray one.
    """
    text = Text.of(text)
    return tuple(region for index in range(len(text.paragraphs)) for region in _regions_of(text, index))


def wording(text: str | Text, spans: Iterable[Span]) -> Wording:
    """Tell whose words the spans of a statement are, by the quotation marks around them.

    ``"speaker"``: every word (anything but white space and punctuation) of every span stands inside quotation
    marks, which the span itself may include. ``"reporter"``: none does. ``"mixed"``: some do; also when a
    reporter's sentence has one quoted term in it. Without spans the wording is the reporter's.
    """
    text = Text.of(text)
    inside = outside = False
    for start, end in spans:
        at = start
        touched = range(max(0, text.paragraph_number(start)), text.paragraph_number(max(start, end - 1)) + 1)
        regions = [region for index in touched for region in _regions_of(text, index)]
        for first, last in [*regions, (end, end)]:
            left, right = max(at, min(first, end)), max(at, min(last, end))
            outside = outside or _has_words(text.raw[at:left])
            inside = inside or _has_words(text.raw[left:right])
            at = right
    if inside:
        return "mixed" if outside else "speaker"
    return "reporter"


def _regions_of(text: Text, index: int) -> list[Span]:
    """Return the stretches in quotation marks of one paragraph, by its number."""
    start, end = text.paragraphs[index]
    following = text.paragraphs[index + 1][0] if index + 1 < len(text.paragraphs) else None
    goes_on = following is not None and text.raw[following] in _CLOSERS
    return _regions_between(text.raw, start, end, goes_on=goes_on)


def _regions_between(raw: str, start: int, end: int, *, goes_on: bool) -> list[Span]:
    regions: list[Span] = []
    opened: int | None = None
    mark, depth = "", 0
    for at in range(start, end):
        character = raw[at]
        if opened is None:
            if character in _CLOSERS and _opens(raw, at, end):
                opened, mark, depth = at + 1, character, 0
        elif character == mark and mark in _NESTING:
            depth += 1
        elif character in _CLOSERS[mark]:
            if depth:
                depth -= 1
            else:
                regions.append((opened, at))
                opened = None
    if opened is not None and goes_on:
        regions.append((opened, end))
    return regions


def _opens(raw: str, at: int, end: int) -> bool:
    if at + 1 >= end or raw[at + 1].isspace():
        return False
    inches = raw[at] == '"' and raw[at - 1 : at].isdigit() and not raw[at + 1].isalnum()
    return not inches


def _has_words(piece: str) -> bool:
    return any(unicodedata.category(character)[0] in "LNSM" for character in piece)
