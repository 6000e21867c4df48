"""Spans against a newer copy of a document: exact, moved, changed or gone, and never silently one of several."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factbase.anchoring import Reanchored, Status, Text, context, find, reanchor

ARTICLE = (Path(__file__).parent.parent / "facts" / "korea-herald-2023-11-05.txt").read_bytes().decode()
LINE = "within the next one of two weeks"


def follow(old: str, start: int, end: int, new: str) -> Reanchored:
    """Follow a span of an old text to a new one, as whoever keeps its words and their context would."""
    return reanchor(old[start:end], start, end, *context(old, start, end), new)


def follow_quote(quote: str, new: str, occurrence: int | None = None) -> Reanchored:
    """Follow a quote of the article to a newer copy of it."""
    ((start, end),) = find(ARTICLE, quote, occurrence=occurrence)
    return follow(ARTICLE, start, end, new)


class TestTheArticle:
    """Hand-worked changes to the real article."""

    def test_the_same_copy(self) -> None:
        """Against the same text every span is exact, also one of two printings of a caption."""
        start = ARTICLE.index(LINE)
        assert follow_quote(LINE, ARTICLE) == Reanchored(
            status=Status.EXACT, start=start, end=start + 32, exact=LINE, similarity=1.0
        )
        second = follow_quote("South Korean (left) and North Korean flags", ARTICLE, occurrence=2)
        assert (second.status, second.start, second.ambiguous) == (Status.EXACT, 52, False)

    def test_a_headline_was_added(self) -> None:
        """Words that stand elsewhere have moved, by the length of what was put before them."""
        moved = follow_quote(LINE, "Two Koreas race\n\n" + ARTICLE)
        assert (moved.status, moved.start, moved.exact) == (Status.MOVED, ARTICLE.index(LINE) + 17, LINE)
        assert not moved.ambiguous

    def test_the_misprint_was_corrected(self) -> None:
        """Corrected words are a change: the span holds the new ones."""
        changed = follow_quote(LINE, ARTICLE.replace("one of two", "one or two"))
        assert changed.status is Status.CHANGED
        assert changed.exact == "within the next one or two weeks"
        assert changed.start == ARTICLE.index(LINE)
        # 31 of 32 letters on either side are the same.
        assert changed.similarity == pytest.approx(62 / 64)
        assert not changed.ambiguous

    def test_the_marks_were_curled(self) -> None:
        """Other quotation marks are a change too, since the stored characters no longer stand there."""
        quote = "South Korea's first spy satellite"
        changed = follow_quote(quote, ARTICLE.replace("'", "\u2019"))
        assert (changed.status, changed.similarity) == (Status.CHANGED, 1.0)
        assert changed.exact == "South Korea\u2019s first spy satellite"

    def test_the_sentence_was_cut(self) -> None:
        """Words that nothing resembles are gone, with no place at all."""
        start = ARTICLE.index("Shin explained the")
        end = ARTICLE.index("The defense chief added")
        quote = "may be attributed to the necessity for additional time"
        assert follow_quote(quote, ARTICLE[:start] + ARTICLE[end:]) == Reanchored(status=Status.GONE)

    def test_a_caption_moved(self) -> None:
        """Of two printings the one with the old surroundings is taken: the second is followed by the article."""
        caption = "South Korean (left) and North Korean flags. (123rf)"
        new = "Two Koreas race\n\n" + ARTICLE
        first, second = (follow_quote(caption, new, occurrence=number) for number in (1, 2))
        assert (first.status, first.start, first.ambiguous) == (Status.MOVED, 17, False)
        assert (second.status, second.start, second.ambiguous) == (Status.MOVED, 69, False)

    def test_a_caption_changed_in_both_printings(self) -> None:
        """Close words are chosen by their surroundings as well."""
        caption = "South Korean (left) and North Korean flags. (123rf)"
        new = ARTICLE.replace("(left)", "(right)")
        first, second = (follow_quote(caption, new, occurrence=number) for number in (1, 2))
        assert (first.status, first.start) == (Status.CHANGED, 0)
        assert (second.status, second.start) == (Status.CHANGED, 53)
        assert not first.ambiguous
        assert not second.ambiguous


class TestSeveralPlaces:
    """When several places fit, the answer says so."""

    def test_equals(self) -> None:
        """Two printings with the same surroundings: the one nearest to the old offset, and `ambiguous`."""
        found = reanchor("launch", 40, 46, "the ", " of", "the launch of x; the launch of")
        assert (found.status, found.start, found.ambiguous) == (Status.MOVED, 21, True)

    def test_no_context(self) -> None:
        """Without prefix and suffix all printings are equals."""
        found = reanchor("launch", 0, 6, "", "", "a launch, a launch")
        assert (found.status, found.start, found.ambiguous) == (Status.MOVED, 2, True)

    def test_another_fits_better_than_the_old_place(self) -> None:
        """The same words at the old offset are exact, but another printing with the old context casts doubt."""
        old = "Putin said yes. Shin said no."
        new = "Trump said, er. Putin said yes. Shin said no."
        found = follow(old, 6, 10, new)
        assert (found.status, found.start, found.ambiguous) == (Status.EXACT, 6, True)

    def test_equal_changes(self) -> None:
        """Two passages that are as close, in the same surroundings, are ambiguous too."""
        new = "It may slip to mid June now.\n\nIt may slip to mid June now."
        found = reanchor("slip to mid July", 7, 23, "It may ", " now.", new)
        assert (found.status, found.start, found.ambiguous) == (Status.CHANGED, 7, True)


class TestEdges:
    """Unusual spans."""

    @pytest.mark.parametrize(("exact", "start", "end"), [("", 3, 3), ("word", 0, 5), ("word", 4, 0)])
    def test_a_span_that_cannot_be(self, exact: str, start: int, end: int) -> None:
        """Words have a length, and it is that of their offsets."""
        with pytest.raises(ValueError, match=f"a span from {start} to {end} cannot hold"):
            reanchor(exact, start, end, "", "", "word")

    def test_an_empty_copy(self) -> None:
        """In an empty text everything is gone; so is white space where there is none."""
        assert reanchor("word", 0, 4, "", "", "").status is Status.GONE
        assert reanchor("\n\n", 0, 2, "", "", "word").status is Status.GONE

    def test_composition(self) -> None:
        """The same Hangul decomposed is a change of characters, not of words; no letter is taken out of another."""
        new = unicodedata.normalize("NFD", "북한이 발사")
        changed = reanchor("북한", 0, 2, "", "이", new)
        assert (changed.status, changed.similarity) == (Status.CHANGED, 1.0)
        assert changed.exact == unicodedata.normalize("NFD", "북한")
        assert reanchor("e", 0, 1, "", "", "\u00e9 e\u0301").status is Status.GONE


class TestLaws:
    """What holds for any text."""

    @given(st.text(min_size=1, max_size=60), st.data())
    def test_an_unchanged_text_keeps_its_spans(self, raw: str, data: st.DataObject) -> None:
        """Every span that parts no unit is exact in the same text."""
        start, end = sorted(data.draw(st.tuples(*[st.sampled_from(range(len(raw) + 1))] * 2)))
        text = Text(raw)
        assume(start < end and text.boundary(start) and text.boundary(end))
        found = follow(raw, start, end, raw)
        assert found == Reanchored(
            status=Status.EXACT, start=start, end=end, exact=raw[start:end], similarity=1.0
        )

    @given(
        st.text("ab북한\u0301\u00e9 \n\"'-", min_size=1, max_size=40),
        st.text("ab북한\u0301 ", max_size=40),
        st.data(),
    )
    def test_the_answer_stands_in_the_new_text(self, raw: str, new: str, data: st.DataObject) -> None:
        """`new[start:end] == exact`, whatever became of the words; and exact and moved words are the old ones."""
        start, end = sorted(data.draw(st.tuples(*[st.sampled_from(range(len(raw) + 1))] * 2)))
        assume(start < end)
        found = follow(raw, start, end, new)
        if found.status is Status.GONE:
            assert found == Reanchored(status=Status.GONE)
            return
        assert found.start is not None
        assert found.end is not None
        assert new[found.start : found.end] == found.exact
        assert Text(new).boundary(found.start)
        assert Text(new).boundary(found.end)
        same = found.exact == raw[start:end]
        assert same == (found.status in (Status.EXACT, Status.MOVED))
        assert (found.status is Status.EXACT) == (same and found.start == start)

    @given(st.text("ab북한 .", max_size=30), st.text("xyz ", min_size=1, max_size=10))
    def test_what_is_put_before_moves_words(self, raw: str, before: str) -> None:
        """A word that stands once moves by exactly the length of what is put before the text."""
        old = raw + "Kumquat" + raw
        start = len(raw)
        found = follow(old, start, start + 7, before + old)
        assert (found.status, found.start, found.ambiguous) == (Status.MOVED, start + len(before), False)
