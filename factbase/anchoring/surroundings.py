"""What stands around a span: its paragraph, the words before and after it, and whether words stand there."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from factbase.anchoring.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han."""


# Words and neighbours that are their own normal form, and adjoin nothing: what is left out is looked at closely.
_PLAIN = re.compile("[A-Za-z0-9À-ÖØ-öø-ÿ가-힣]+(?:(?:[.,;:]? |[-.,&/'])?[A-Za-z0-9À-ÖØ-öø-ÿ가-힣]+)*")
_PARTING = frozenset(" \n.,;:!?()\"'")


def context(text: str | Text, start: int, end: int, width: int = 32) -> tuple[str, str]:
    """Return up to `width` characters before and after a span, exactly as printed.

    They are the prefix and suffix of a Web Annotation TextQuoteSelector. A character is never parted from
    what combines with it: the context is then a little shorter.
    """
    text = Text.of(text)
    first, last = max(0, start - width), min(len(text.raw), end + width)
    while first < start and not text.boundary(first):
        first += 1
    while last > end and not text.boundary(last):
        last -= 1
    return text.raw[first:start], text.raw[end:last]


def paragraph(text: str | Text, start: int, end: int) -> Span:
    """Return the bounds of the paragraph that holds a span, or from the first to the last of those it touches.

    Paragraphs are separated by blank lines; the white space around them is not part of them. A span that lies
    in a blank stretch is returned as it is.
    """
    text = Text.of(text)
    first = max(0, text.paragraph_number(start))
    touched = [
        bounds
        for bounds in text.paragraphs[first : text.paragraph_number(max(start, end - 1)) + 1]
        if bounds[1] > start or start == end == bounds[1]
    ]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


def stands_in(text: str | Text, bounds: Span, words: str) -> bool:
    """Tell whether `words` stand in the stretch `bounds` of the text as words of their own.

    Words are compared in normal form, as `find` does; case counts. Where they begin or end with a letter or
    digit no letter or digit may adjoin: "Shi" does not stand in "Shin". Two exceptions follow how scripts are
    written. Korean particles attach to the word before them, whatever its script, so Hangul may follow on the
    right (with "북한" stands "북한이", not "대북한"; with "NATO" stands "NATO가"). Han, kana, Thai, Lao, Khmer and
    Myanmar are written without spaces, so they may adjoin on either side. No words at all stand nowhere.
    """
    text = Text.of(text)
    if _stands_as_it_is(text.raw, bounds, words):
        return True
    wanted = Text(words).words
    normal = text.normal
    begin, end = text.index(bounds[0]), text.index(bounds[1])
    at = normal.find(wanted, begin, end) if wanted else -1
    while at >= 0:
        after = at + len(wanted)
        if text.whole(at) and text.whole(after) and _apart_left(normal, at) and _apart_right(normal, after):
            return True
        at = normal.find(wanted, at + 1, end)
    return False


def surely_stand(raw: str, span: Span, words: Iterable[str]) -> bool:
    """Tell whether all of several words stand as they are in the line of a span, and so in its paragraph.

    What most of a million hops print is found so, without a look at the whole text; no is no answer.
    """
    first, last = raw.rfind("\n", 0, span[0]) + 1, raw.find("\n", span[1])
    if last < 0:
        last = len(raw)
    for each in words:
        at = raw.find(each, first, last)
        if at < 0 or not _is_plain(each) or not _apart(raw, at, at + len(each)):
            return False
    return raw.find("\u2029", first, last) < 0


def _stands_as_it_is(raw: str, bounds: Span, words: str) -> bool:
    """Tell whether plain words stand between plain neighbours, character for character: most do, and it is quick."""
    if not _is_plain(words):
        return False
    at = raw.find(words, *bounds)
    while at >= 0:
        if _apart(raw, at, at + len(words)):
            return True
        at = raw.find(words, at + 1, bounds[1])
    return False


def _apart(raw: str, at: int, after: int) -> bool:
    behind = raw[after : after + 1] or " "
    return (at == 0 or raw[at - 1] in _PARTING) and (behind in _PARTING or "가" <= behind <= "힣")


@lru_cache(maxsize=1 << 16)
def _is_plain(words: str) -> bool:
    return _PLAIN.fullmatch(words) is not None


def _apart_left(normal: str, at: int) -> bool:
    return at == 0 or not _adjoin(normal[at - 1], normal[at])


def _apart_right(normal: str, after: int) -> bool:
    if after == len(normal) or _HANGUL.match(normal[after]):
        return True
    return not _adjoin(normal[after - 1], normal[after])


def _adjoin(left: str, right: str) -> bool:
    """Tell whether two neighbouring characters belong to one word."""
    return all(_in_word(c) and not _UNSPACED.match(c) for c in (left, right))


def _in_word(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LNM"
