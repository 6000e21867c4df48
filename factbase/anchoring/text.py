"""A text and its normal form, made once, with a map from every place in it back to the exact offset."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]
"""Offsets in code points: start inclusive, end exclusive."""

_SINGLE_QUOTES = (
    "\u0060\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u275b\u275c"
    "\ua78c\uff07"
)
_DOUBLE_QUOTES = "\u00ab\u00bb\u02ba\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e\u301d\u301e\u301f\uff02"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_FOLD = str.maketrans(
    {
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        **dict.fromkeys(_DASHES, "-"),
    }
)
_LEADING_JAMO = "[\u1100-\u115f\ua960-\ua97c]"
_REGIONAL = "[\U0001f1e6-\U0001f1ff]"
_PICTOGRAPH = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]"
_JOINER = "\u200d"
_NEVER = r"[^\s\S]"
_PARAGRAPH_BREAK = re.compile(r"(?:\r?\n[^\S\n]*){2,}|\u2029")


@frozen
class Text:
    """A text wrapped with its normal form, so that hundreds of quotes cost one normalization.

    In the normal form a run of white space is one space, a run of dashes (hyphen, en, em, minus, ``--``) one
    hyphen, every single or double quotation mark or prime the straight one, and everything else is in Unicode
    NFC. Nothing else changes: case, accents, width and invisible characters count. A character with what
    combines with it (marks, conjoining Hangul jamo, emoji sequences; a close reading of the clusters of UAX
    #29) is one unit; no offset ever falls inside one.
    """

    raw: str

    @classmethod
    def of(cls, text: str | Text) -> Text:
        """Return `text` itself if it is wrapped already, else wrap it."""
        return text if isinstance(text, Text) else cls(text)

    @cached_property
    def _form(self) -> tuple[str, array[int]]:
        return _normalize(self.raw)

    @property
    def normal(self) -> str:
        """The normal form of the whole text."""
        return self._form[0]

    @property
    def starts(self) -> array[int]:
        """For each character of the normal form where its unit starts in `raw`; last, the length of `raw`."""
        return self._form[1]

    @property
    def indent(self) -> int:
        """The length of the white space at the start of the normal form: 0 or 1."""
        normal, starts = self._form
        return 1 if normal.startswith(" ") and starts[1] != starts[0] else 0

    @property
    def words(self) -> str:
        """The normal form without the white space at its ends: two quotes with the same words are the same."""
        return self.normal[self.indent : len(self.normal) - self.normal.endswith(" ")]

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs, without the white space around them: stretches between blank lines."""
        cuts = [0]
        for gap in _PARAGRAPH_BREAK.finditer(self.raw):
            cuts += gap.span()
        cuts.append(len(self.raw))
        pieces = (trimmed(self.raw, start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True))
        return tuple((start, end) for start, end in pieces if start < end)

    @cached_property
    def _paragraph_starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.paragraphs)

    def paragraph_number(self, offset: int) -> int:
        """Return the index of the last paragraph that starts at or before `offset`; -1 before the first."""
        return bisect_right(self._paragraph_starts, offset) - 1

    def whole(self, index: int) -> bool:
        """Tell whether `index`, a place in the normal form, lies between two units and not inside one."""
        return index == 0 or self.starts[index] != self.starts[index - 1]

    def boundary(self, offset: int) -> bool:
        """Tell whether `offset` in `raw` does not part a character from what combines with it."""
        normal, starts = self._form
        index = bisect_left(starts, offset)
        if starts[index] == offset:
            return True
        return normal[index - 1] in " -" and self.whole(index - 1) and self.whole(index)

    def index(self, offset: int) -> int:
        """Return the place in the normal form of the first unit that starts at or after `offset` in `raw`."""
        return bisect_left(self.starts, offset)

    def span(self, begin: int, end: int) -> Span:
        """Return the offsets in `raw` of a stretch of the normal form."""
        return self.starts[begin], self.starts[end]

    @cached_property
    def _newlines(self) -> tuple[int, ...]:
        return tuple(newline.start() for newline in re.finditer("\n", self.raw))

    def line(self, offset: int) -> int:
        """Return the line number of `offset` in `raw`, counted from 1."""
        return bisect_left(self._newlines, offset) + 1


@lru_cache(maxsize=8)
def prepared(text: str) -> Text:
    """Return the text made ready for searching; what asks of one document again and again shares it."""
    return Text(text)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends; an empty span if there is nothing else."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def _normalize(raw: str) -> tuple[str, array[int]]:
    parts: list[str] = []
    starts = array("I")
    done = 0
    for match in _units(raw).finditer(raw):
        start, end = match.span()
        parts.append(raw[done:start].translate(_FOLD))
        starts.extend(range(done, start))
        if match.lastgroup == "blank":
            unit = " "
        elif match.lastgroup == "dash":
            unit = "-"
        else:
            unit = unicodedata.normalize("NFC", match[0]).translate(_FOLD)
        parts.append(unit)
        starts.extend([start] * len(unit))
        done = end
    parts.append(raw[done:].translate(_FOLD))
    starts.extend(range(done, len(raw) + 1))
    return "".join(parts), starts


def _units(raw: str) -> re.Pattern[str]:
    """Return what finds the units of `raw` that are not simply one character standing for itself.

    Made from the characters that occur, so that a text without combining marks does not pay for them.
    """
    characters = set(raw)
    joins = _any_of(c for c in characters if _combines(c))
    blank = rf"(?P<blank>(?:\s(?!{joins})){{2,}}|[^\S ](?!{joins}))"
    dash = rf"(?P<dash>(?:[-{_DASHES}](?!{joins})){{2,}})"
    cluster = (
        rf"{_REGIONAL}{{2}}{joins}*|{_LEADING_JAMO}{{2,}}{joins}*|"
        rf"{_PICTOGRAPH}(?:{joins}*{_JOINER}{_PICTOGRAPH})+{joins}*|[\s\S]{joins}+"
    )
    recomposed = _any_of(c for c in characters if not unicodedata.is_normalized("NFC", c))
    return re.compile("|".join([blank, dash, cluster, recomposed] if not raw.isascii() else [blank, dash]))


def _any_of(characters: Iterable[str]) -> str:
    listed = "".join(sorted(characters))
    return f"[{re.escape(listed)}]" if listed else _NEVER


def _combines(character: str) -> bool:
    """Tell whether a character belongs with the one before it (UAX #29 GB6 to GB9a, by general category)."""
    return (
        unicodedata.category(character).startswith("M")
        or "\u1160" <= character <= "\u11ff"
        or "\ud7b0" <= character <= "\ud7ff"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
        or character in "\u200c\u200d\uff9e\uff9f"
    )
