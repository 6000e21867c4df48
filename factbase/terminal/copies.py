"""The same words in several documents, on the screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.text import Text

from factbase.terminal import phrases
from factbase.terminal.screen import words
from factbase.terminal.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factbase.wordings import Copies, SameWords, Wording


def print_copies(found: Copies, min_words: int) -> None:
    """Print each wording with who stands behind it, and how many are not shown."""
    sheet = Sheet("The same words", "in two documents or more")
    for each in found.wordings:
        sheet.heading(f"“{each.quote}”")
        sheet.put(_counted(each))
        when = f"{each.published} in " if each.published else "in "
        sheet.put(Text.assemble("first ", when, words(each.first_document, "id")))
        sheet.put(words(each.first_statement, "id"))
    sheet.heading(phrases.count(found.found, "wording"))
    if len(found.wordings) < found.found:
        sheet.put(words(f"{len(found.wordings)} shown (--limit)", "label"))
    if found.left_out:
        sheet.put(words(f"{found.left_out} of fewer than {min_words} words left out (--min-words)", "label"))
    sheet.print()


def print_same_words(wanted: str, found: Sequence[SameWords]) -> None:
    """Print every statement of one wording: who said and printed it when, and where its links end."""
    sheet = Sheet("The same words", "")
    if not found:
        sheet.put(Text.assemble(words(wanted), words(": stands in no two documents", "label")))
    else:
        sheet.lead(phrases.quoted(found[0].quote))
    for each in found:
        sheet.put(
            Text.assemble(
                words(each.document, "id"), words(f", {each.publisher}, {each.published or 'not dated'}")
            )
        )
        said = f", said {each.said}" if each.said else ""
        sheet.put(
            Text.assemble(words(each.speaker, "name"), said, "  ", words(each.statement, "id")), indent=4
        )
        sheet.put(_links(each), indent=4)
    sheet.print()


def _counted(each: Wording) -> Text:
    numbers = (
        phrases.count(each.words, "word"),
        f"{phrases.count(each.statements, 'statement')} in {phrases.count(each.documents, 'document')}",
        phrases.count(each.publishers, "publisher"),
        phrases.count(each.speakers, "speaker"),
        f"{phrases.count(each.origins, 'origin')} by links",
    )
    loose = words(f"{each.unlinked} not linked", "warning") if each.unlinked else words("all linked", "good")
    return phrases.joined((*numbers, loose))


def _links(each: SameWords) -> Text:
    ends = [end for end in json.loads(each.origins) if end != each.statement]
    if ends:
        return Text.assemble("rests on ", phrases.joined([words(end, "id") for end in ends]))
    if each.linked:
        return words("others of these rest on it")
    return words("linked to none of the others", "warning")
