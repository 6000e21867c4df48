"""Chains: the whole way from the publisher to the speaker, and what follows from it for the reader."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from factbase import dates
from factbase.vocabulary import DOUBT, Certainty, Confidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from factbase.model import Attribution, Document, Statement


_DOUBT = {confidence: rank for rank, confidence in enumerate(DOUBT)}


class Hop(NamedTuple):
    """One hop of the whole chain: the source's id, and what was written for it (None for an implied relay)."""

    source: str
    written: Attribution | None


class Summary(NamedTuple):
    """What follows from a statement, its document and the names of its sources (the table `summaries`)."""

    speaker: str
    capacity: str
    certainty: str
    polarity: str
    hedge: str | None
    said: str | None
    said_earliest: str | None
    said_latest: str | None
    chain: str
    hops: int
    confidence: str
    quote: str | None
    anchored: int
    fingerprint: str | None


def hops(statement: Statement, document: Document) -> tuple[Hop, ...]:
    """Return the whole chain: hop 0 is the publisher, then the wire credit, then the written hops.

    A wire equal to the publisher, or a first written hop equal to either, is the same hop. A publisher that is written
    alone speaks for itself, whatever wire is credited.
    """
    written = statement.attributions
    chain = [Hop(hop.source, hop) for hop in written]
    for at, source in _implied(written, document):
        chain.insert(at, Hop(source, None))
    return tuple(chain)


def _implied(written: tuple[Attribution, ...], document: Document) -> tuple[tuple[int, str], ...]:
    """Return the hops that are not written: where each is put in, in this order, and its source."""
    publisher, credit = document.publisher, document.credit
    first = written[0].source if written else None
    if credit is None or credit == publisher:
        return () if first == publisher else ((0, publisher),)
    if first != publisher:
        return ((0, publisher),) if first == credit else ((0, publisher), (1, credit))
    return () if len(written) == 1 or written[1].source == credit else ((1, credit),)


def summarize(statement: Statement, document: Document, name_of: Callable[[str], str]) -> Summary:
    """Return what follows from a resolved statement; `name_of` gives the name of a source by its id.

    The confidence is the weakest of the chain. `said` is the speaker's own; unknown, `said_latest` is that of the
    nearest outer hop, or of the publication.
    """
    written = statement.attributions
    speaker = written[-1]
    chain = [hop.source for hop in written]
    for at, source in _implied(written, document):
        chain.insert(at, source)
    said, certainty = speaker.said, speaker.certainty
    if said:
        dating = dates.parse(said)
        earliest, latest = dating.earliest, dating.latest
    else:
        earliest, latest = None, _nearest_latest(written, document)
    quote = statement.quote
    return Summary(
        speaker.source,
        str(speaker.capacity),
        str(Certainty.UNCOMMITTED if certainty is None else certainty),
        str(speaker.polarity),
        speaker.hedge,
        said,
        earliest,
        latest,
        " > ".join([name_of(source) for source in chain[1:] or chain]),
        len(chain) - 1,
        _weakest(written),
        quote,
        1 if statement.spans else 0,  # sqlite3 takes an int at once, and asks around for what a bool is
        fingerprint(quote),
    )


def _weakest(written: tuple[Attribution, ...]) -> str:
    """Return the weakest confidence of the chain; a hop that says none is certain."""
    weakest = Confidence.CERTAIN
    for hop in written:
        confidence = hop.confidence
        if confidence is not weakest and confidence is not None and _DOUBT[confidence] < _DOUBT[weakest]:
            weakest = confidence
    return str(weakest)


def _nearest_latest(written: tuple[Attribution, ...], document: Document) -> str | None:
    nearest = document.published
    for hop in written:  # the speaker's is known to be unsaid
        if hop.said:
            nearest = hop.said
    return dates.parse(nearest).latest if nearest else None


def fingerprint(quote: str | None) -> str | None:
    """Return 16 hexadecimal digits, the same for the same words whatever their case, punctuation and quote marks.

    None where there is no quote, or none of its characters is a letter or a digit.
    """
    if quote is None:
        return None
    if quote.isascii():
        words = b" ".join(quote.encode().lower().translate(_ASCII, b"'").split())
    else:
        words = _words(quote).encode()
    return hashlib.sha256(words).hexdigest()[:16] if words else None


def word_count(quote: str) -> int:
    """Return of how many words the fingerprint of a quote was made.

    Han and kana, which leave no space between words, count one for each two characters that stand together.
    """
    return sum(max(1, (len(_UNSPACED.findall(word)) + 1) // 2) for word in _words(quote).split())


def _words(quote: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", quote).casefold().translate(_KEPT).split())


class _Kept(dict[int, str | int]):
    """What each character becomes; worked out when it is first met, since few are met and often."""

    def __missing__(self, code: int) -> str | int:
        """Work it out: letters and digits stay, an apostrophe goes ("Korea's" is one word), other marks part words."""
        character = chr(code)
        kept = character.isalnum() or unicodedata.combining(character)
        self[code] = code if kept else "" if character in "'’ʼ" else " "
        return self[code]


_KEPT = _Kept()
_ASCII = bytes(c if chr(c).isalnum() and c < 128 else ord(" ") for c in range(256))
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
