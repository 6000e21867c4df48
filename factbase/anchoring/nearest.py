"""The passages of a text that come nearest to words which do not stand in it."""

from __future__ import annotations

import heapq
import re
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from difflib import Match

    from factbase.anchoring.text import Text

_LONG = 200
"""Words longer than this (in characters) are compared word by word, shorter ones character by character."""
_MOST_SEEDS = 60
_MOST_HITS = 5_000
_MOST_COMPARED = 4_000
_STRAY = 3
_TOKEN = re.compile(r"[^\W\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]+|[\s\S]")


@frozen(kw_only=True)
class Passage:
    """A stretch of a text and how near it comes to the words looked for.

    `similarity` is the Ratcliff/Obershelp ratio of `difflib`, 0 to 1, without regard to case. `differs_at` is
    the offset in the text where the passage stops being the same as the words; `words_differ_at` the place in
    the normal form of the words.
    """

    start: int
    end: int
    line: int
    exact: str
    similarity: float
    differs_at: int
    words_differ_at: int


def candidates(text: Text, words: str, *, most: int = 3) -> tuple[Passage, ...]:
    """Return up to `most` passages of `text` that share something with `words` (in normal form), the nearest first.

    Short runs of characters of the words are looked up in the text and vote for the places they point to, the
    rare ones with more weight; only the places with most votes are compared closely, so that a text of a
    megabyte costs milliseconds. Passages do not overlap. Words beyond the first 4000 characters are not
    compared.
    """
    words = words[:_MOST_COMPARED]
    here, there = _folded(text.normal), _folded(words)
    found: list[Passage] = []
    for begin, end in _places(here, there, most=2 * most):
        aligned = _align(here, there, begin, end)
        if aligned:
            found.append(_passage(text, words, *aligned))
    found.sort(key=lambda passage: (-passage.similarity, passage.start))
    kept: list[Passage] = []
    for passage in found:
        if all(passage.end <= other.start or passage.start >= other.end for other in kept):
            kept.append(passage)
    return tuple(kept[:most])


def _folded(normal: str) -> str:
    """Return the text in lower case if that keeps every character in its place."""
    lower = normal.lower()
    return lower if len(lower) == len(normal) else normal


def _places(here: str, there: str, *, most: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `here` for which most seeds of `there` vote."""
    width = max(8, len(there) // 2)
    votes: dict[int, float] = {}
    for at, seed in _seeds(there):
        hits = list(_occurrences(here, seed))
        for hit in hits:
            bucket = (hit - at) // width
            votes[bucket] = votes.get(bucket, 0.0) + 1 / len(hits)
    both = {bucket: votes[bucket] + votes.get(bucket + 1, 0) for bucket in votes}
    for bucket in heapq.nsmallest(most, both, key=lambda bucket: (-both[bucket], bucket)):
        yield max(0, (bucket - 1) * width), (bucket + 3) * width + len(there)


def _seeds(there: str) -> Iterator[tuple[int, str]]:
    """Yield short runs of characters of the words with their places, spread over the whole of them."""
    long, short = 24, 6
    size = 6 if len(there) >= long else 3 if len(there) >= short else min(2, len(there))
    last = len(there) - size
    step = max(1, (last + 1) // _MOST_SEEDS)
    for at in range(0, last + 1, step):
        yield at, there[at : at + size]


def _occurrences(here: str, seed: str) -> Iterator[int]:
    at = here.find(seed)
    for _ in range(_MOST_HITS):
        if at < 0:
            return
        yield at
        at = here.find(seed, at + 1)


def _align(here: str, there: str, begin: int, end: int) -> tuple[int, int, float] | None:
    """Return where in the stretch begin..end of `here` the words lie best, and how similar the two are."""
    wanted = _pieces(there, like=there)
    window = _pieces(here[begin:end], like=there)
    anchor = SequenceMatcher(None, wanted, window, autojunk=False).find_longest_match()
    if not anchor.size:
        return None
    slack = len(wanted) // 4 + 2
    first = max(0, anchor.b - anchor.a - slack)
    offsets = list(accumulate(map(len, window), initial=begin))
    window = window[first : anchor.b - anchor.a + len(wanted) + slack]
    matcher = SequenceMatcher(None, wanted, window, autojunk=False)
    blocks = _without_strays([block for block in matcher.get_matching_blocks() if block.size], wanted)
    head, tail = blocks[0], blocks[-1]
    start = offsets[first + max(0, head.b - head.a)]
    stop = offsets[first + min(len(window), tail.b + len(wanted) - tail.a)]
    start, stop = _whole_words(here, start, stop, begin, end)
    alike = sum(len(piece) for block in blocks for piece in wanted[block.a : block.a + block.size])
    return start, stop, min(1.0, 2 * alike / (len(there) + stop - start))


def _pieces(text: str, *, like: str) -> list[str]:
    return list(text) if len(like) <= _LONG else _TOKEN.findall(text)


def _without_strays(blocks: list[Match], wanted: list[str]) -> list[Match]:
    """Drop matches of a letter or two at either end, which would stretch the passage over unrelated words."""

    def stray(block: Match) -> bool:
        return sum(map(len, wanted[block.a : block.a + block.size])) < _STRAY

    while len(blocks) > 1 and stray(blocks[0]):
        del blocks[0]
    while len(blocks) > 1 and stray(blocks[-1]):
        del blocks[-1]
    return blocks


def _whole_words(here: str, start: int, stop: int, begin: int, end: int) -> tuple[int, int]:
    """Widen a stretch to whole words, not beyond begin..end, and leave out white space at its ends."""
    while start > begin and here[start - 1].isalnum() and here[start].isalnum():
        start -= 1
    while stop < min(end, len(here)) and here[stop - 1].isalnum() and here[stop].isalnum():
        stop += 1
    while start < stop - 1 and here[start].isspace():
        start += 1
    while stop - 1 > start and here[stop - 1].isspace():
        stop -= 1
    return start, stop


def _passage(text: Text, words: str, begin: int, end: int, similarity: float) -> Passage:
    while not text.whole(begin):
        begin -= 1
    while not text.whole(end):
        end += 1
    same = _same_start(text.normal[begin:end], words)
    start, stop = text.span(begin, end)
    return Passage(
        start=start,
        end=stop,
        line=text.line(start),
        exact=text.raw[start:stop],
        similarity=similarity,
        differs_at=text.starts[begin + same],
        words_differ_at=same,
    )


def _same_start(passage: str, words: str) -> int:
    """Return how far the two are the same, back to the start of the word in which they part."""
    same = 0
    for one, other in zip(passage, words, strict=False):
        if one != other:
            break
        same += 1
    while 0 < same < max(len(passage), len(words)) and (words + " ")[same - 1].isalnum():
        rest = (words[same : same + 1], passage[same : same + 1])
        if not any(character.isalnum() for character in rest):
            break
        same -= 1
    return same
