"""Excerpts: quoted words in their sentence, marked once, whatever else is quoted there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factbase.excerpts import excerpts
from factbase.model import Document, Span
from factbase.vocabulary import Part

TEXT = "He came. The launch is near, Shin said, and late. He left."


def document(text: str | None = TEXT, title: str | None = None) -> Document:
    """Return a document with that text."""
    return Document(id="d", publisher="p", text=text, title=title)


def span(words: str, text: str = TEXT, part: Part = Part.TEXT) -> Span:
    """Return the span of words that a text prints once."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), exact=words, part=part)


def test_two_spans_in_one_sentence_share_it() -> None:
    """The sentence is given once, with both stretches of words marked."""
    (found,) = excerpts(document(), [span("late"), span("The launch is near")])
    assert found.text == "The launch is near, Shin said, and late."
    assert found.pieces() == (
        ("The launch is near", True),
        (", Shin said, and ", False),
        ("late", True),
        (".", False),
    )


def test_words_across_sentences_take_both() -> None:
    """A quote that crosses a full stop is shown in both its sentences."""
    (found,) = excerpts(document(), [span("came. The launch")])
    assert found.text == "He came. The launch is near, Shin said, and late."
    assert found.marks == ((3, 19),)


def test_a_passage_printed_twice_is_counted() -> None:
    """A caption printed twice is one excerpt that says so."""
    text = "Flags. (123rf)\n\nFlags. (123rf)\n"
    spans = [Span(start=at, end=at + 6, exact="Flags.") for at in (0, 16)]
    (found,) = excerpts(document(text), spans)
    assert found.printings == 2
    assert found.start == 0


def test_the_headline_is_its_own_excerpt() -> None:
    """Words of the headline are shown in the whole headline, before those of the text."""
    title = "Launch near, says Shin"
    found = excerpts(document(title=title), [span("near"), span("Launch near", title, Part.TITLE)])
    assert [(each.part, each.text) for each in found] == [
        (Part.TITLE, title),
        (Part.TEXT, "The launch is near, Shin said, and late."),
    ]


def test_a_text_that_is_withheld_gives_the_quoted_words_alone() -> None:
    """Without the text nothing stands around the words."""
    (found,) = excerpts(document(None), [span("late")])
    assert (found.text, found.marks, found.whole) == ("late", ((0, 4),), False)


@given(st.data(), st.text(min_size=1).filter(str.strip))
def test_marks_cover_the_quoted_characters_and_no_others(data: st.DataObject, text: str) -> None:
    """Whatever is quoted, the marked characters of the excerpts are those of the spans, each marked once."""
    places = st.integers(0, len(text) - 1)
    pairs = data.draw(st.lists(st.tuples(places, places), max_size=5))
    spans = [
        Span(start=start, end=end, exact=text[start:end])
        for start, end in ((min(pair), max(pair) + 1) for pair in pairs)
        if text[start:end].strip() and "\x00" not in text[start:end]
    ]
    quoted = {at for each in spans for at in range(each.start, each.end)}
    try:
        held = document(text)
    except ValueError:  # NUL and lone surrogates, which no document can hold
        return
    found = excerpts(held, spans)
    if all(each.printings == 1 for each in found):
        marked = [each.start + at for each in found for mark in each.marks for at in range(*mark)]
        assert sorted(marked) == sorted(quoted)
    for each in found:
        assert text[each.start : each.start + len(each.text)] == each.text
