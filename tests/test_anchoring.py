"""Quotes to spans: the words of a quote are found where they stand, on the real article and in any script."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from factbase.anchoring import Failure, NotAnchored, NotAnchoredError, Text, find

ARTICLE = (Path(__file__).parent.parent / "facts" / "korea-herald-2023-11-05.txt").read_bytes().decode()
"""The real article: five paragraphs, the first, third and last of them a caption printed twice."""


def quoted(text: str, quote: str) -> list[str]:
    """Return the stretches of the text that a quote finds."""
    return [text[start:end] for start, end in find(text, quote)]


def failure(text: str, quote: str, occurrence: int | None = None) -> NotAnchored:
    """Return why a quote is not found."""
    with pytest.raises(NotAnchoredError) as caught:
        find(text, quote, occurrence=occurrence)
    assert str(caught.value) == str(caught.value.outcome)
    return caught.value.outcome


class TestFindInTheArticle:
    """Hand-worked cases on the article as it was printed."""

    def test_words_as_printed(self) -> None:
        """A quote that stands once gives the offsets, in code points, of exactly these words."""
        quote = "specific technological guidance from Russia"
        assert find(ARTICLE, quote) == ((3918, 3961),)
        assert ARTICLE[3918:3961] == quote

    def test_the_misprint_stays(self) -> None:
        """The article prints "one of two weeks"; that is what the span holds."""
        assert quoted(ARTICLE, "within the next one of two weeks") == ["within the next one of two weeks"]

    @pytest.mark.parametrize(
        "quote",
        [
            "South Korea's new Defense Minister Shin Won-sik said Friday",
            "South Korea\u2019s new Defense Minister Shin Won-sik said Friday",
            "South Korea\u2032s new  Defense\nMinister Shin Won\u2011sik said Friday",
        ],
    )
    def test_marks_may_differ_in_style(self, quote: str) -> None:
        """The span holds the curly apostrophe and the hyphen as printed, however the quote writes them."""
        printed = "South Korea\u2019s new Defense Minister Shin Won-sik said Friday"
        assert quoted(ARTICLE, quote) == [printed]

    def test_mixed_quotation_marks(self) -> None:
        """One sentence has straight double quotes, a straight and a curly apostrophe: all may be written alike."""
        quote = "\u201csecure the military\u2019s own [...] North Korea\u2019s key strategic targets and respond\u201d"
        assert quoted(ARTICLE, quote) == [
            "\"secure the military's own",
            'North Korea\u2019s key strategic targets and respond"',
        ]

    @pytest.mark.parametrize("dash", ["--", "\u2014", "\u2013", "-", "\u2212"])
    def test_dashes_may_differ(self, dash: str) -> None:
        """The article prints two hyphens for a dash."""
        found = quoted(ARTICLE, f"reconnaissance {dash} or ISR {dash} assets")
        assert found == ["reconnaissance -- or ISR -- assets"]

    def test_a_quotation_split_by_its_attribution(self) -> None:
        """The elision leaves out what stands between two halves: here "on indications", over a quotation mark."""
        parts = find(ARTICLE, "it doesn't appear feasible [...] declining to elaborate")
        assert [ARTICLE[start:end] for start, end in parts] == [
            "it doesn't appear feasible",
            "declining to elaborate",
        ]

    def test_project_425(self) -> None:
        """Both quoted parts of the sentence on the 425 Project, without the words of the reporter between them."""
        assert quoted(
            ARTICLE, '"425 Project," [...] "secure the military\'s own reconnaissance satellites'
        ) == [
            '"425 Project,"',
            "\"secure the military's own reconnaissance satellites",
        ]

    def test_case_counts(self) -> None:
        """A quote in other letters is not the quote; the message shows the words as printed."""
        outcome = failure(ARTICLE, "the defense chief added")
        assert outcome.failure is Failure.MISSING
        assert outcome.nearest is not None
        assert outcome.nearest.exact == "The defense chief added"


class TestCaptionsPrintedTwice:
    """Each caption is printed twice in one paragraph, so its words alone do not say which is meant."""

    CAPTION = "South Korean (left) and North Korean flags"

    def test_ambiguous(self) -> None:
        """Without an occurrence the message counts the printings, shows each and says what can be written."""
        outcome = failure(ARTICLE, self.CAPTION)
        assert outcome.failure is Failure.AMBIGUOUS
        assert [(hit.start, hit.end, hit.line) for hit in outcome.hits] == [(0, 42, 1), (52, 94, 1)]
        assert str(outcome).startswith(
            "found 2 times: say which with `occurrence: 1` to `occurrence: 2` or `occurrence: all`, or quote more words"
        )
        assert "flags. (123rf) >>South Korean (left) and North Korean flags<<" in str(outcome)

    @pytest.mark.parametrize(("occurrence", "spans"), [(1, ((0, 42),)), (2, ((52, 94),))])
    def test_occurrence(self, occurrence: int, spans: tuple[tuple[int, int], ...]) -> None:
        """A number picks one printing, counted from 1."""
        assert find(ARTICLE, self.CAPTION, occurrence=occurrence) == spans

    def test_all(self) -> None:
        """`all` gives one span for each printing."""
        assert find(ARTICLE, self.CAPTION, occurrence="all") == ((0, 42), (52, 94))

    @pytest.mark.parametrize("occurrence", [0, 3, -1])
    def test_no_such_occurrence(self, occurrence: int) -> None:
        """An occurrence that is not there is refused with how many there are."""
        outcome = failure(ARTICLE, self.CAPTION, occurrence)
        assert outcome.failure is Failure.OCCURRENCE
        assert str(outcome).startswith(
            f"there is no occurrence {occurrence}: the quote stands in the text 2 times:"
        )

    def test_a_longer_quote(self) -> None:
        """Words that only one printing is followed by need no occurrence."""
        quote = "(123rf)\n\nIn a high-stakes race"
        assert quoted(ARTICLE, quote) == [quote]

    def test_elided(self) -> None:
        """A hit of an elided quote is a hit of its first part that can be completed; `all` gives every part."""
        quote = "Foreign Minister Sergei Lavrov [...] (Yonhap)"
        assert len(failure(ARTICLE, quote).hits) == 2
        first, second = (find(ARTICLE, quote, occurrence=number) for number in (1, 2))
        assert first[1] < second[0]
        assert find(ARTICLE, quote, occurrence="all") == first + second


class TestElision:
    """What `[...]` reaches."""

    def test_nearest_following(self) -> None:
        """A part after an elision is the nearest hit that follows."""
        assert find("a: x y. b: x y.", "b [...] y") == ((8, 9), (13, 14))
        assert find("y a y y", "a [...] y") == ((2, 3), (4, 5))

    def test_one_paragraph_on(self) -> None:
        """It may stand in the next paragraph, and from there the one after it in the next again."""
        text = "one\n\ntwo\n\nthree"
        assert find(text, "one [...] two") == ((0, 3), (5, 8))
        assert find(text, "one [...] two [...] three") == ((0, 3), (5, 8), (10, 15))

    def test_not_further(self) -> None:
        """Two paragraphs on is too far; the message says where the words stand instead."""
        outcome = failure("one\n\ntwo\n\nthree", "one [...] three")
        assert outcome.failure is Failure.ELISION
        assert (outcome.part, outcome.quote_at) == ("three", 10)
        assert [(hit.start, hit.line) for hit in outcome.hits] == [(10, 5)]
        assert str(outcome) == (
            "“three” does not follow the words before the elision within one paragraph; it stands elsewhere (once):"
            "\n  1. line 5: …one two >>three<<…"
        )

    def test_not_before(self) -> None:
        """Words that stand only before the first part do not complete it."""
        assert failure("two one", "one [...] two").failure is Failure.ELISION

    def test_a_missing_part(self) -> None:
        """If one part stands nowhere the message is about that part, not about the whole quote."""
        outcome = failure(ARTICLE, "Judging from the signs [...] within the next one or two weeks")
        assert outcome.failure is Failure.MISSING
        assert outcome.part == "within the next one or two weeks"
        assert outcome.nearest is not None
        assert outcome.nearest.exact == "within the next one of two weeks"

    def test_a_shared_end(self) -> None:
        """Two first parts that share what completes them are two hits; `all` gives the shared span once."""
        assert len(failure("a a b", "a [...] b").hits) == 2
        assert find("a a b", "a [...] b", occurrence="all") == ((0, 1), (2, 3), (4, 5))

    @pytest.mark.parametrize("mark", ["[...]", "[\u2026]", "[. . .]", "[ ... ]"])
    def test_ways_to_write_it(self, mark: str) -> None:
        """Three full stops or an ellipsis in square brackets, spaced or not."""
        assert find("one two three", f"one {mark} three") == ((0, 3), (8, 13))

    def test_three_stops_alone_are_words(self) -> None:
        """Without brackets an ellipsis is part of the quote."""
        assert quoted("so... he said", "so... he") == ["so... he"]


class TestNotFound:
    """What the message says when words do not stand in the text."""

    def test_shows_the_nearest_passage(self) -> None:
        """The corrected misprint is answered with the printed words, their line, and where the two part."""
        outcome = failure(ARTICLE, "within the next one or two weeks")
        assert outcome.failure is Failure.MISSING
        assert outcome.quote_at == len("within the next one ")
        near = outcome.nearest
        assert near is not None
        assert ARTICLE[near.start : near.end] == near.exact == "within the next one of two weeks"
        assert ARTICLE[near.differs_at :].startswith("of two weeks")
        assert str(outcome) == (
            "not in the text: “within the next one or two weeks”; nearest is line 7: “within the next one of two "
            "weeks”, where the text has “of two weeks” and the quote “or two weeks”"
        )

    @pytest.mark.parametrize(
        ("quote", "nearest"),
        [
            ("Shen Won-sick", "Shin Won-sik"),
            ("the Vandenburg Space Force Base", "the Vandenberg Space Force Base"),
            (
                "SpaceX's Falcon 9 will carry the first spy satellite",
                "SpaceX's Falcon 9 will carry South Korea's first spy satellite",
            ),
            (
                "intentionally met at the primary spaceport of Russia",
                "intentionally met at Russia's primary spaceport",
            ),
        ],
    )
    def test_misremembered_words(self, quote: str, nearest: str) -> None:
        """Slips of memory and of the pen lead to the passage meant."""
        outcome = failure(ARTICLE, quote)
        assert outcome.nearest is not None
        assert nearest in outcome.nearest.exact
        assert len(outcome.nearest.exact) < 2 * len(nearest)

    def test_a_quote_that_goes_on(self) -> None:
        """A quote that runs on after the text ends is told so."""
        assert str(failure("He said no.", "He said no. Twice.")).endswith(
            "which ends where the quote goes on with “Twice.”"
        )

    def test_nothing_like_it(self) -> None:
        """If nothing is similar no passage is shown."""
        outcome = failure(ARTICLE, "zebra quadrille, my dear Watson!")
        assert outcome.nearest is None
        assert (
            str(outcome)
            == "not in the text: “zebra quadrille, my dear Watson!”; nothing in the text is like it"
        )

    def test_an_invisible_difference_is_spelt_out(self) -> None:
        """A zero-width space is not normalized away, since it can mean something, but the message shows it."""
        assert r"\u200b" in str(failure("the recon\u200bnaissance satellite", "the reconnaissance satellite"))

    def test_a_long_quote(self) -> None:
        """Long quotes are compared word by word and lead to their passage as well."""
        printed = ARTICLE[105:1505]
        outcome = failure(ARTICLE, printed.replace("pivotal", "central"))
        assert outcome.nearest is not None
        assert (outcome.nearest.start, outcome.nearest.end) == (105, 1505)
        assert ARTICLE[outcome.nearest.differs_at :].startswith("pivotal initiative")

    def test_a_long_word(self) -> None:
        """Of a word too long to compare letter by letter only a whole one is like it: such a text has none."""
        outcome = failure("x" * 100 + "y" * 200, "x" * 100 + "z" * 200)
        assert outcome.nearest is None

    def test_korean(self) -> None:
        """Letters of scripts without capitals and with few spaces are compared one by one."""
        text = "신원식 장관은 11월 말에 발사할 가능성이 있다고 말했다. 러시아의 기술 지도가 있었다고 본다."
        outcome = failure(text, "러시아의 기술지도가 있었다")
        assert outcome.nearest is not None
        assert outcome.nearest.exact.startswith("러시아의 기술 지도가 있었다")

    def test_in_a_long_text(self) -> None:
        """In a megabyte of other words the one passage is found by its rare letters."""
        filler = "The ministry said that the launch of the satellite was delayed by the weather. " * 13_000
        text = Text(f"{filler}\n\nA kumquat was eaten in Pyongyang.\n\n{filler}")
        with pytest.raises(NotAnchoredError) as caught:
            find(text, "A kumquat is eaten in Pyongyang")
        near = caught.value.outcome.nearest
        assert near is not None
        assert (near.exact, near.line) == ("A kumquat was eaten in Pyongyang", 3)

    @pytest.mark.parametrize("quote", ["", " \n\t", "[...]", "words [...]", "[\u2026] words", "\u3000"])
    def test_no_words(self, quote: str) -> None:
        """A quote, or a part of one, without words cannot be looked for."""
        outcome = failure("words", quote)
        assert outcome.failure is Failure.EMPTY
        assert str(outcome) == "a quote needs words, also on both sides of an elision"

    @pytest.mark.parametrize("text", ["", " \n\n "])
    def test_a_text_without_words(self, text: str) -> None:
        """Nothing stands in a blank text."""
        assert failure(text, "words").failure is Failure.MISSING

    def test_many_hits_are_not_all_listed(self) -> None:
        """The message lists six places and counts the others; the outcome holds all."""
        outcome = failure("no " * 20, "no")
        assert len(outcome.hits) == 20
        assert str(outcome).endswith("\n  and 14 more")


class TestUnits:
    """Characters and what combines with them."""

    def test_composed_and_decomposed(self) -> None:
        """Hangul and accents are found whichever way text and quote compose them; offsets are those of the text."""
        composed = "북한의 카페 café"
        decomposed = unicodedata.normalize("NFD", composed)
        assert find(decomposed, "북한") == ((0, 6),)
        assert find(composed, unicodedata.normalize("NFD", "북한")) == ((0, 2),)
        start, end = find(decomposed, "café")[0]
        assert decomposed[start:end] == unicodedata.normalize("NFD", "café")

    @pytest.mark.parametrize(
        ("text", "quote"),
        [
            ("cafe\u0301", "cafe"),
            ("q\u0303", "q"),
            (unicodedata.normalize("NFD", "각"), unicodedata.normalize("NFD", "가")),
            ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f469"),
            ("\U0001f44d\U0001f3fd", "\U0001f44d"),
            ("\U0001f1f0\U0001f1f7\U0001f1fa\U0001f1f8", "\U0001f1f7\U0001f1fa"),
        ],
    )
    def test_no_part_of_a_unit(self, text: str, quote: str) -> None:
        """A letter does not stand in an accented letter, nor a syllable in a closed one, nor a face in a family."""
        assert failure(text, quote).failure is Failure.MISSING

    def test_compatibility_is_not_equality(self) -> None:
        """Width, ligatures and superscripts can mean something and are not normalized."""
        assert failure("10² Ａ ﬁ", "102").failure is Failure.MISSING
        assert failure("10² Ａ ﬁ", "A").failure is Failure.MISSING
        assert failure("10² Ａ ﬁ", "fi").failure is Failure.MISSING

    def test_overlapping_printings(self) -> None:
        """Hits are counted from the left without overlap, as `str.count` does."""
        assert find("aXaXa", "aXa") == ((0, 3),)
        assert find("aXaXaXa", "aXa", occurrence="all") == ((0, 3), (4, 7))

    def test_boundaries(self) -> None:
        """A boundary parts units; inside a run of spaces or dashes there are boundaries, though it is one unit."""
        text = Text("a  e\u0301--b")
        assert [text.boundary(offset) for offset in range(9)] == [
            True, True, True, True, False, True, True, True, True,
        ]  # fmt: skip

    def test_lone_surrogates(self) -> None:
        """A string that is not valid Unicode is searched all the same."""
        assert find("a\ud800b", "\ud800b") == ((1, 3),)
