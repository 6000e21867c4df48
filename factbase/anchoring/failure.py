"""Why words could not be anchored, as a value whose message shows what the text has instead."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from factbase.anchoring.nearest import Passage
from factbase.errors import FactbaseError

_SHOWN_HITS = 6
_SHOWN_WORDS = 90
_SHOWN_DIFFERENCE = 40


class Failure(StrEnum):
    """The ways in which a quote can fail to have one place in a text."""

    EMPTY = "empty"
    """There are no words to look for."""
    MISSING = "missing"
    """Words (one part of an elided quote, if it is one) stand nowhere in the text."""
    ELISION = "elision"
    """Each part stands in the text, but not one after the other within reach."""
    AMBIGUOUS = "ambiguous"
    """The quote stands there more than once, and nothing says which one is meant."""
    OCCURRENCE = "occurrence"
    """The occurrence asked for does not exist."""


@frozen(kw_only=True)
class Hit:
    """One place where the quote, or its first part, stands: offsets, line counted from 1, words around it."""

    start: int
    end: int
    line: int
    before: str
    exact: str
    after: str

    def __str__(self) -> str:
        words = f"…{self.before}>>{self.exact}<<{self.after}…"
        return f"line {self.line}: {shown(words, around=len(self.before))}"


@frozen(kw_only=True)
class NotAnchored:
    """A quote that has no single place in a text; `str` is the message for whoever wrote the quote.

    `part` is the words that fail (all of the quote unless it is elided), `rest` what of them the nearest
    passage does not have, `quote_at` the offset in the quote as written where the trouble starts. `nearest`
    is the passage most like `part`; `hits` every place where the quote stands (for `ELISION`: where `part`
    stands, too far off); `occurrence` the number asked for.
    """

    failure: Failure
    quote: str
    part: str = ""
    rest: str = ""
    quote_at: int = 0
    nearest: Passage | None = None
    hits: tuple[Hit, ...] = ()
    occurrence: int | None = None

    def __str__(self) -> str:
        match self.failure:
            case Failure.EMPTY:
                return "a quote needs words, also on both sides of an elision"
            case Failure.MISSING:
                return self._missing()
            case Failure.ELISION:
                return self._elision()
            case Failure.AMBIGUOUS:
                return self._ambiguous()
            case Failure.OCCURRENCE:
                return self._occurrence()

    def _missing(self) -> str:
        found = f"not in the text: “{shown(self.part)}”"
        near = self.nearest
        if near is None:
            return f"{found}; nothing in the text is like it"
        found += f"; nearest is line {near.line}: “{shown(near.exact, around=near.differs_at - near.start)}”"
        has = near.exact[near.differs_at - near.start :].strip()
        printed, written = (shown(words, most=_SHOWN_DIFFERENCE) for words in (has, self.rest))
        if not has:
            return f"{found}, which ends where the quote goes on with “{written}”"
        if not self.rest:
            return f"{found}, which goes on with “{printed}” where the quote ends"
        return f"{found}, where the text has “{printed}” and the quote “{written}”"

    def _elision(self) -> str:
        return (
            f"“{shown(self.part)}” does not follow the words before the elision within one paragraph; "
            f"it stands elsewhere ({_times(len(self.hits))}):{self._listed()}"
        )

    def _ambiguous(self) -> str:
        return (
            f"found {_times(len(self.hits))}: say which with `occurrence: 1` to `occurrence: {len(self.hits)}` "
            f"or `occurrence: all`, or quote more words:{self._listed()}"
        )

    def _occurrence(self) -> str:
        there = f"the quote stands in the text {_times(len(self.hits))}"
        return f"there is no occurrence {self.occurrence}: {there}:{self._listed()}"

    def _listed(self) -> str:
        lines = [f"\n  {number}. {hit}" for number, hit in enumerate(self.hits[:_SHOWN_HITS], start=1)]
        rest = len(self.hits) - len(lines)
        return "".join(lines) + (f"\n  and {rest} more" if rest else "")


class NotAnchoredError(FactbaseError, ValueError):
    """Words that have no single place in a text; `outcome` says why and shows what the text has."""

    def __init__(self, outcome: NotAnchored) -> None:
        """Keep the outcome, whose text is the message."""
        self.outcome = outcome
        super().__init__(str(outcome))


def shown(words: str, *, most: int = _SHOWN_WORDS, around: int = 0) -> str:
    """Return words fit for a message: on one line, unprintable characters spelt out, cut to `most` characters.

    If it must be cut, what stands at the place `around` stays.
    """
    start = max(0, min(around - most // 2, len(words) - most))
    piece = " ".join(words[start : start + most].split())
    piece = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in piece)
    return ("…" if start else "") + piece + ("…" if start + most < len(words) else "")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
