"""What holds for anchoring in any Unicode text: all scripts, composed and decomposed, emoji, right to left."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Literal

from hypothesis import assume, example, given
from hypothesis import strategies as st

from factbase.anchoring import (
    NotAnchored,
    NotAnchoredError,
    Text,
    context,
    find,
    paragraph,
    quoted_regions,
    sentences,
    wording,
)
from factbase.anchoring.text import _combines

LETTERS = st.sampled_from(
    [
        *"abcXYZ019.,!?()$",
        *" \n\t\u00a0\u3000\r",
        *"'\"-\u2018\u2019\u201c\u201d\u2013\u2014\u2212\u00ab\u00bb\u2033\u1ffd",
        *"북한각가ᄀ학ㅋ。「」金プ",
        *"é\u0301\u0302\u0323\u0f71\u0f72ñÅ\u212b\u0958\u093f\u0915",
        *"שלום\u05b8\u05bcسلام\u0651\u064e",
        *"\U0001f468\u200d\U0001f467\U0001f3fd\ufe0f\U0001f1f0\U0001f1f7",
        *"\u200b\u2028\u2029\x1c\x85\ufeff",
    ]
)
ANY_TEXT = st.one_of(
    st.text(LETTERS, max_size=60),
    st.text(max_size=60),
    st.text(LETTERS, max_size=40).map(lambda text: unicodedata.normalize("NFD", text)),
)
"""Texts of all scripts, in composed and decomposed forms, dense in the characters that anchoring treats apart."""


@st.composite
def texts_and_slices(draw: st.DrawFn) -> tuple[str, int, int]:
    """Draw a text and a slice of it that begins and ends between two units.

    Left out: slices that begin or end with white space, or inside a run of white space or dashes (a run is one
    unit), and slices that have an elision in them.
    """
    raw = draw(ANY_TEXT)
    text = Text(raw)
    edges = sorted(set(text.starts))
    start, end = draw(st.sampled_from(edges)), draw(st.sampled_from(edges))
    assume(start < end)
    sliced = Text(raw[start:end])
    assume(sliced.words == sliced.normal)
    assume("[" not in sliced.normal)
    return raw, start, end


def printings(text: Text, words: str) -> int:
    """Count where words stand in a text at boundaries of units, overlapping ones too, by trying every place."""
    places = range(len(text.normal) - len(words) + 1)
    return sum(
        text.normal.startswith(words, at) and text.whole(at) and text.whole(at + len(words)) for at in places
    )


class TestLaws:
    """What holds for any text."""

    @given(texts_and_slices())
    @example(("cafe\u0301 cafe", 0, 5))
    @example((" \u0301a", 0, 3))
    def test_a_unique_slice_is_found_where_it_stands(self, case: tuple[str, int, int]) -> None:
        """What stands once is found at exactly its offsets."""
        raw, start, end = case
        text = Text(raw)
        assume(printings(text, Text(raw[start:end]).words) == 1)
        assert find(text, raw[start:end]) == ((start, end),)

    @given(texts_and_slices())
    def test_what_is_found_is_what_was_sought(self, case: tuple[str, int, int]) -> None:
        """Every span of `all` holds the words of the quote, between boundaries, in order, without overlap."""
        raw, start, end = case
        text = Text(raw)
        spans = find(text, raw[start:end], occurrence="all")
        assert spans
        for first, last in spans:
            assert Text(raw[first:last]).words == Text(raw[start:end]).words
            assert text.boundary(first)
            assert text.boundary(last)
            assert not unicodedata.combining((raw + "x")[last])
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert spans == tuple(find(text, raw[start:end], occurrence=n + 1)[0] for n in range(len(spans)))

    @given(
        texts_and_slices(),
        st.sampled_from([" ", "\n", "\u00a0 ", " \t "]),
        st.sampled_from(["NFC", "NFD"]),
        st.data(),
    )
    def test_style_does_not_matter(
        self,
        case: tuple[str, int, int],
        blank: str,
        form: Literal["NFC", "NFD"],
        data: st.DataObject,
    ) -> None:
        """Other white space, marks, dashes or composition in the quote find the same spans."""
        raw, start, end = case
        quote = Text(raw[start:end]).words
        combining = any(_combines(c) or "\u1100" <= c <= "\u11ff" for c in quote)
        assume(not any(c in "\u200c\u200d" for c in quote))
        restyled = unicodedata.normalize(form, quote)
        if not combining:
            # White space or a dash with a mark (or a skin tone) on it is a unit of its own, so runs are changed in
            # quotes without marks only.
            restyled = re.sub(r"\s+", blank, restyled)
            for straight, styles in {"'": "\u2018\u2019\u2032`", '"': "\u201c\u201d\u2033"}.items():
                restyled = restyled.replace(straight, data.draw(st.sampled_from(styles)))
            restyled = restyled.replace("-", data.draw(st.sampled_from(["--", "\u2013", "\u2014", "\u2212"])))
        everywhere = find(raw, raw[start:end], occurrence="all")
        assert find(raw, restyled, occurrence="all") == everywhere

    @given(ANY_TEXT)
    def test_units_tile_the_text(self, raw: str) -> None:
        """The units of a text follow one another from its start to its end: their starts only rise."""
        text = Text(raw)
        assert len(text.starts) == len(text.normal) + 1
        assert list(text.starts) == sorted(text.starts)
        assert text.starts[-1] == len(raw)
        assert text.starts[0] == 0

    @given(ANY_TEXT, st.text(LETTERS, min_size=1, max_size=12))
    def test_find_gives_a_span_or_says_why_not(self, raw: str, quote: str) -> None:
        """For any text and any quote there is an answer, and a nearest passage really stands in the text."""
        outcome: NotAnchored | None = None
        spans: tuple[tuple[int, int], ...] = ()
        try:
            spans = find(raw, quote)
        except NotAnchoredError as error:
            outcome = error.outcome
        assert bool(spans) != bool(outcome)
        assert all(0 <= start < end <= len(raw) for start, end in spans)
        if outcome:
            near = outcome.nearest
            assert str(outcome)
            assert 0 <= outcome.quote_at <= len(quote)
            assert near is None or raw[near.start : near.end] == near.exact != ""
            assert near is None or near.start <= near.differs_at <= near.end

    @given(ANY_TEXT)
    def test_sentences_tile_the_text(self, raw: str) -> None:
        """Every character that is not white space is in exactly one sentence; sentences are in order, trimmed."""
        spans = sentences(raw)
        assert "".join("".join(raw[start:end].split()) for start, end in spans) == "".join(raw.split())
        assert all(raw[start:end] == raw[start:end].strip() != "" for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))

    @given(ANY_TEXT)
    def test_paragraphs_tile_the_text(self, raw: str) -> None:
        """So do the paragraphs, and each is the paragraph of everything in it."""
        spans = Text(raw).paragraphs
        assert "".join("".join(raw[start:end].split()) for start, end in spans) == "".join(raw.split())
        for start, end in spans:
            assert paragraph(raw, start, end) == paragraph(raw, start, start + 1) == (start, end)
            assert paragraph(raw, end - 1, end) == (start, end)

    @given(ANY_TEXT)
    def test_quoted_regions_stand_in_paragraphs(self, raw: str) -> None:
        """Regions are in order, do not overlap, and none reaches beyond its paragraph."""
        regions = quoted_regions(raw)
        assert all(one[1] <= other[0] for one, other in pairwise(regions))
        for start, end in regions:
            first, last = paragraph(raw, start, max(start + 1, end))
            assert first < start <= end <= last
            assert wording(raw, [(start, end)]) in ("speaker", "reporter")
        everything = wording(raw, [(0, len(raw))])
        assert bool(regions) or everything == "reporter"

    @given(texts_and_slices(), st.integers(min_value=0, max_value=40))
    def test_context_is_what_stands_around(self, case: tuple[str, int, int], width: int) -> None:
        """Prefix, span and suffix together are a stretch of the text, not longer than asked for."""
        raw, start, end = case
        prefix, suffix = context(raw, start, end, width)
        assert raw[start - len(prefix) : end + len(suffix)] == prefix + raw[start:end] + suffix
        assert max(len(prefix), len(suffix)) <= width
        assert Text(raw).boundary(start - len(prefix))
        assert Text(raw).boundary(end + len(suffix))
