"""Coverage: which sentences of a held text no span touches."""

from __future__ import annotations

from factbase.coverage import coverage
from factbase.model import Document, Span

TEXT = "One flew on Nov. 30. Two did not.\n\nThree may. “Four will,” he said."


def span(words: str, part: str = "text") -> Span:
    """Return the span of words that stand in the text once."""
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), exact=words, part=part)


def untouched(*spans: Span) -> tuple[str, ...]:
    """Return the sentences of the text that these spans leave."""
    return coverage(Document(id="d", publisher="p", text=TEXT), spans).words()


def test_without_spans_every_sentence_is_untouched() -> None:
    """In the order of the text; an abbreviation ends none."""
    assert untouched() == ("One flew on Nov. 30.", "Two did not.", "Three may.", "“Four will,” he said.")


def test_a_word_of_a_sentence_touches_it() -> None:
    """Coverage counts sentences, not characters: what a quote leaves out may be a cue."""
    assert untouched(span("flew"), span("Four will")) == ("Two did not.", "Three may.")


def test_a_span_over_several_sentences_touches_each() -> None:
    """Also across a paragraph."""
    assert untouched(span("did not.\n\nThree")) == ("One flew on Nov. 30.", "“Four will,” he said.")


def test_a_span_that_ends_where_a_sentence_begins_does_not_touch_it() -> None:
    """Ends are exclusive."""
    assert untouched(span("One flew on Nov. 30. ")) == ("Two did not.", "Three may.", "“Four will,” he said.")


def test_the_headline_is_no_part_of_the_text() -> None:
    """Its offsets mean other words."""
    assert len(untouched(span("One", "title"))) == 4


def test_a_document_without_text_has_no_sentence() -> None:
    """Nothing is left to record."""
    found = coverage(Document(id="d", publisher="p"), [])
    assert (found.document, found.sentences, found.untouched, found.words()) == ("d", 0, (), ())
