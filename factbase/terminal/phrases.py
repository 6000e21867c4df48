"""Phrases: how sure, when, by whom, as words with their colours; the words alone say everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from factbase import telling
from factbase.terminal.screen import words
from factbase.vocabulary import Certainty, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.excerpts import Excerpt
    from factbase.findings import Provenance
    from factbase.telling import Told

MARKS = ("«", "»")
"""What stands around quoted or found words, in colour and without."""


def joined(parts: Iterable[str | Text | None], separator: str = ", ") -> Text:
    """Return the parts that are there, one after the other."""
    return Text(separator).join(words(each) if isinstance(each, str) else each for each in parts if each)


def certainty(term: str) -> Text:
    """Return how sure a source is."""
    return words(term, str(term))


def stand(term: str, polarity: str, hedge: str | None = None) -> Text:
    """Return how sure a source is, whether it affirms or denies, and its hedge as printed."""
    hedged = Text.assemble("hedge ", quoted(hedge)) if hedge else None
    return joined((certainty(term), words(polarity, polarity), hedged))


def told(each: Told, style: str = "name") -> Text:
    """Return what a statement says in the recorder's words; of a denial, that it is one."""
    before = telling.lead(each.kind, each.polarity)
    return Text.assemble(words(f"{before} ", "denies") if before else "", words(each.content, style))


def quoted(text: str) -> Text:
    """Return printed words in quotation marks."""
    return words(f"“{text}”")


def said(when: str | None, latest: str | None = None, printed: str | None = None) -> Text:
    """Return when something was said: as dated, else by when at the latest."""
    told = when or (f"not known, {latest} at the latest" if latest else "not known")
    return joined((told, Text.assemble("printed ", quoted(printed)) if printed else None))


def basis(hop: Provenance) -> Text:
    """Return how sure the recorder is that this source said it, and what that rests on."""
    return Text.assemble(words(hop.confidence, hop.confidence), words(f", {hop.basis}: {telling.basis(hop)}"))


def excerpt(each: Excerpt) -> Text:
    """Return the sentence with the quoted words between `MARKS`."""
    pieces = (
        Text.assemble(MARKS[0], words(piece, "quote"), MARKS[1]) if marked else words(piece)
        for piece, marked in each.pieces()
    )
    return Text("").join(pieces)


def found(snippet: str, marks: tuple[str, str]) -> Text:
    """Return a snippet whose found words stand between `marks` with them between `MARKS`."""
    text = Text()
    for number, piece in enumerate(snippet.split(marks[0])):
        inside, mark, after = piece.partition(marks[1])
        if number and mark:
            text.append_text(Text.assemble(MARKS[0], words(inside, "quote"), MARKS[1]))
            text.append_text(words(after))
        else:
            text.append_text(words(piece))
    return text


def relays(hop: Provenance) -> bool:
    """Tell whether an outer hop merely passes the statement on."""
    return hop.hop < hop.hops and hop.certainty == Certainty.UNCOMMITTED and hop.polarity == Polarity.AFFIRMS


def count(number: int, what: str, many: str | None = None) -> str:
    """Return a number of things in words: ``1 statement``, ``2 statements``, ``2 copies``."""
    return f"{number} {what if number == 1 else many or what + 's'}"
