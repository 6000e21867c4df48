"""Chains: the whole way from the publisher to the speaker, and what follows from it for the reader."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from attrs import frozen

from factbase import dates
from factbase.model import Attribution
from factbase.vocabulary import DOUBT, Certainty, Confidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from factbase.model import Document, Statement


@frozen
class Hop:
    """One hop of the whole chain: the source's id, and what was written for it (None for an implied relay)."""

    source: str
    written: Attribution | None


@frozen(kw_only=True)
class Summary:
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
    anchored: bool
    fingerprint: str | None


def hops(statement: Statement, document: Document) -> tuple[Hop, ...]:
    """Return the whole chain: hop 0 is the publisher, then the wire credit, then the written hops.

    A wire equal to the publisher, or a first written hop equal to either, is the same hop. A publisher that is written
    alone speaks for itself, whatever wire is credited.
    """
    written = list(statement.attributions)
    alone = len(written) == 1 and written[0].source == document.publisher
    implied = [document.publisher]
    if document.credit is not None and document.credit != document.publisher and not alone:
        implied.append(document.credit)
    chain = []
    for source in implied:
        same = bool(written) and written[0].source == source
        chain.append(Hop(source, written.pop(0) if same else None))
    return (*chain, *(Hop(hop.source, hop) for hop in written))


def summarize(statement: Statement, document: Document, name_of: Callable[[str], str]) -> Summary:
    """Return what follows from a resolved statement; `name_of` gives the name of a source by its id.

    The confidence is the weakest of the chain. `said` is the speaker's own; unknown, `said_latest` is that of the
    nearest outer hop, or of the publication.
    """
    chain = hops(statement, document)
    speaker = statement.attributions[-1]
    said = dates.parse(speaker.said) if speaker.said else None
    names = [name_of(hop.source) for hop in chain[1:]] or [name_of(document.publisher)]
    written = [hop.confidence or Confidence.CERTAIN for hop in statement.attributions]
    return Summary(
        speaker=speaker.source,
        capacity=str(speaker.capacity),
        certainty=str(speaker.certainty or Certainty.UNCOMMITTED),
        polarity=str(speaker.polarity),
        hedge=speaker.hedge,
        said=speaker.said,
        said_earliest=said.earliest if said else None,
        said_latest=said.latest if said else _nearest_latest(statement, document),
        chain=" > ".join(names),
        hops=len(chain) - 1,
        confidence=str(min(written, key=DOUBT.index)),
        quote=statement.quote,
        anchored=bool(statement.spans),
        fingerprint=fingerprint(statement.quote),
    )


def _nearest_latest(statement: Statement, document: Document) -> str | None:
    said = [hop.said for hop in reversed(statement.attributions[:-1]) if hop.said]
    nearest = said[0] if said else document.published
    return dates.parse(nearest).latest if nearest else None


def fingerprint(quote: str | None) -> str | None:
    """Return 16 hexadecimal digits, the same for the same words whatever their case, punctuation and quote marks.

    None where there is no quote, or none of its characters is a letter or a digit.
    """
    words = " ".join(_words(quote or ""))
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else None


class _Kept(dict[int, str | int]):
    """What each character becomes; worked out when it is first met, since few are met and often."""

    def __missing__(self, code: int) -> str | int:
        """Work it out: letters and digits stay, an apostrophe goes ("Korea's" is one word), other marks part words."""
        character = chr(code)
        kept = character.isalnum() or unicodedata.combining(character)
        self[code] = code if kept else "" if character in "'’ʼ" else " "
        return self[code]


_KEPT = _Kept()


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.casefold().translate(_KEPT).split()
