"""Paragraphs, context, quotation marks and sentences: what stands around a span, and whose words it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factbase.anchoring import (
    Text,
    context,
    find,
    paragraph,
    quoted_regions,
    sentences,
    stands_in,
    wording,
)

ARTICLE = (Path(__file__).parent.parent / "facts" / "korea-herald-2023-11-05.txt").read_bytes().decode()
"""The real article: five paragraphs, the first, third and last of them a caption printed twice."""


class TestSurroundings:
    """What stands around a span."""

    def test_paragraph(self) -> None:
        """The paragraph of a span is what blank lines set apart, without white space around it."""
        text = "one\ntwo\n \r\n\n three \n\nfour"
        assert text[slice(*paragraph(text, 5, 6))] == "one\ntwo"
        assert text[slice(*paragraph(text, 13, 14))] == "three"
        assert text[slice(*paragraph(text, 0, 3))] == "one\ntwo"

    def test_over_several(self) -> None:
        """A span over several paragraphs has the bounds from the first to the last."""
        text = "one\n\ntwo\n\nthree"
        assert paragraph(text, 1, 6) == (0, 8)
        assert paragraph(text, 0, 15) == (0, 15)

    def test_in_a_blank(self) -> None:
        """A span in a blank stretch stays itself; an empty span is held by the paragraph it touches."""
        assert paragraph("one\n\n\n\ntwo", 4, 5) == (4, 5)
        assert paragraph("  ", 0, 2) == (0, 2)
        assert paragraph("one", 3, 3) == (0, 3)
        assert paragraph("one\n\ntwo", 5, 5) == (5, 8)

    def test_the_article(self) -> None:
        """The Russian guidance stands in the fourth of five paragraphs, which begins with North Korea."""
        assert len(Text(ARTICLE).paragraphs) == 5
        bounds = paragraph(ARTICLE, 3918, 3961)
        assert bounds == Text(ARTICLE).paragraphs[3]
        assert ARTICLE[slice(*bounds)].startswith("North Korea has also sought")
        assert stands_in(ARTICLE, bounds, "The defense chief")
        assert stands_in(ARTICLE, bounds, "puts more weight on the likelihood")
        assert not stands_in(ARTICLE, bounds, "Sergei Lavrov")

    def test_context(self) -> None:
        """Prefix and suffix are the words around, as printed, up to the ends of the text."""
        assert context(ARTICLE, 3918, 3961, 11) == ('is due to "', '." In Septe')
        assert context("one two three", 4, 7) == ("one ", " three")
        assert context("one two three", 4, 7, 0) == ("", "")

    def test_context_parts_no_unit(self) -> None:
        """An accent is never cut from its letter: the context is shorter instead."""
        text = "ae\u0301xe\u0301b"
        assert context(text, 3, 4, 1) == ("", "")
        assert context(text, 3, 4, 2) == ("e\u0301", "e\u0301")

    @pytest.mark.parametrize(
        ("text", "words", "stands"),
        [
            ("Shin said", "Shin", True),
            ("Shin said", "Shi", False),
            ("Shin said", "hin", False),
            ("Shin\u2019s plan", "Shin", True),
            ("Shin\u2019s plan", "Shin's", True),
            ("the defense\n chief", "the defense chief", True),
            ("the Defense chief", "the defense chief", False),
            ("Shinzo and Shin", "Shin", True),
            ("in 2023.", "202", False),
            ("he said:", "said:", True),
            ("cafe\u0301", "cafe", False),
            ("북한이 밝혔다", "북한", True),
            ("대북한 정책", "북한", False),
            ("NATO가 밝혔다", "NATO", True),
            ("NATOs", "NATO", False),
            ("金正恩说", "正恩", True),
            ("プーチン大統領は", "大統領", True),
            ("anything", "", False),
            ("anything", "  ", False),
        ],
    )
    def test_stands_in(self, text: str, words: str, *, stands: bool) -> None:
        """Words stand as words: no letter adjoins, but particles may follow and Han and kana know no spaces."""
        assert stands_in(text, (0, len(text)), words) is stands

    def test_stands_in_the_stretch_alone(self) -> None:
        """Words that stand elsewhere in the text, or reach over the edge, do not count."""
        assert not stands_in("one two three", (0, 7), "three")
        assert not stands_in("one two three", (0, 6), "two")
        assert stands_in("one two three", (4, 7), "two")


class TestQuotationMarks:
    """Whose wording a span is."""

    def test_the_article(self) -> None:
        """The thirteen quotations of the article, hand-counted; the shortest and the longest as they stand."""
        regions = [ARTICLE[start:end] for start, end in quoted_regions(ARTICLE)]
        assert len(regions) == 13
        assert regions[0] == "425 Project,"
        assert regions[2] == "Kill Chain"
        assert regions[6] == "military reconnaissance satellite"
        assert regions[10] == "specific technological guidance from Russia."
        assert regions[12].startswith("South Korea's goal")
        assert regions[12].endswith("and the United States,")

    @pytest.mark.parametrize(
        ("quote", "whose"),
        [
            ("specific technological guidance from Russia", "speaker"),
            ('"delay in North Korea\'s launch may be attributed to [...] the third-stage engine"', "speaker"),
            ('weeks," Shin told', "mixed"),
            ("puts more weight on the likelihood", "reporter"),
            ('dubbed the "Kill Chain" preemptive strike mechanism', "mixed"),
            ('Kill Chain" preemptive', "mixed"),
            ("Conversely, North Korea [...] is primarily oriented", "speaker"),
            ("South Korea\u2019s new Defense Minister", "reporter"),
            ("it doesn't appear feasible [...] declining to elaborate", "mixed"),
        ],
    )
    def test_wording(self, quote: str, whose: str) -> None:
        """Inside the marks the words are the speaker's, outside the reporter's; a quoted term makes them mixed."""
        assert wording(ARTICLE, find(ARTICLE, quote)) == whose

    def test_no_spans(self) -> None:
        """A paraphrase without spans is the reporter's."""
        assert wording(ARTICLE, ()) == "reporter"

    def test_its_own_marks(self) -> None:
        """The marks at the ends of a span, and punctuation outside them, are nobody's words."""
        assert wording('He said "no", twice.', [(8, 13)]) == "speaker"
        assert wording('"Yes." "No."', [(0, 12)]) == "speaker"

    @pytest.mark.parametrize(
        ("text", "regions"),
        [
            ('a "b" c', ["b"]),
            ("a “b” c", ["b"]),
            ('a “b" c', ["b"]),
            ('a "b” c', ["b"]),
            ("a „b“ c", ["b"]),
            ("a «b «c» d» e", ["b «c» d"]),
            ("a »b« c", ["b"]),
            ("a「b『c』」d", ["b『c』"]),
            ("a 'b' don’t", []),
            ("“He said ‘b’ then”", ["He said ‘b’ then"]),
            ('a 6" pipe and a "b"', ["b"]),
            ('it is 5" long', []),
            ('"it was 5" he said', ["it was 5"]),
            ('stray " mark', []),
            ('stray "mark\n\nand "b"', ["b"]),
            ('"one\n\n"two" end', ["one", "two"]),
            ('one "', []),
            ("", []),
        ],
    )
    def test_marks(self, text: str, regions: list[str]) -> None:
        """Double marks of all styles; apostrophes, inches and stray marks quote nothing; long speeches go on."""
        assert [text[start:end] for start, end in quoted_regions(text)] == regions


ARTICLE_SENTENCES = """\
South Korean (left) and North Korean flags. (123rf)
South Korean (left) and North Korean flags. (123rf)
In a high-stakes race, … their military capabilities.
The South Korean military is … on Nov. 30 from … with reporters.
California-headquartered US … first spy satellite.
The upcoming launch is … statement issued Friday.
In pursuit of this goal, … nuclear and missile threats.
The ministry emphasized that … three-axis defense system.
Spy satellites are poised … in North Korea.
If South Korea successfully … in May and August."
North Korean leader Kim Jong-un (right) … on Oct. 19, 2023, … the following day. (Yonhap)
North Korean leader Kim Jong-un (right) … on Oct. 19, 2023, … the following day. (Yonhap)
North Korea has also … in March 2022.
At that time, … the surrounding area."
Shin pointed out … in late November.
This follows a failed … a third-stage rocket explosion.
"Judging from the signs … two weeks," Shin told reporters, declining to elaborate on indications.
"However, our assessment … as it unfolds."
Shin explained the "delay … of a carrier rocket.
The defense chief added … guidance from Russia."
In September, Russian President … in satellite development.
"The competition between … Russia," said Yang Moo-jin, a professor … in Seoul.
"South Korea's goal … from the United States.
Conversely, North Korea, … and the United States," he said.
Russian President Vladimir Putin (second left … Russia on Sept. 13, 2023. (File Photo - AP)
Russian President Vladimir Putin (second left … Russia on Sept. 13, 2023. (File Photo - AP)
""".splitlines()
"""The 26 sentences of the article, found by hand; an ellipsis stands for what is left out here."""


class TestSentences:
    """Where one sentence ends and the next begins."""

    def test_the_article(self) -> None:
        """Dates, credits after the full stop and closing quotation marks keep the 26 sentences whole."""
        found = [ARTICLE[start:end] for start, end in sentences(ARTICLE)]
        assert len(found) == len(ARTICLE_SENTENCES)
        for sentence, expected in zip(found, ARTICLE_SENTENCES, strict=True):
            pattern = ".+".join(re.escape(part) for part in expected.split("…"))
            assert re.fullmatch(pattern, sentence)

    @pytest.mark.parametrize(
        "text",
        [
            "He met Prof. Yang.|Dr. Lee left.",
            "The U.S. Navy sailed.|It left the U.S.|The rest stayed.",
            "John F. Kennedy and Vladimir V. Putin.",
            "It fell on Sept. 13 and in Nov. of that year.",
            "It fell in Nov.|The rest came later.",
            "At 3 p.m. KST it rose.|At 3 p.m.|He left.",
            "SpaceX Inc. Chief Elon Musk spoke for Acme Corp.|He left.",
            "It rose 3.5 percent.|That was No. 3.|No.|He left.",
            "“Stop.”|“Go!”|She went.",
            "“Really?” he asked.|“Really?” Mr. Shin asked.|“Really!”|Shin left.",
            "Well... he left.|He waited...|She left.|He said ... Shin knew.",
            "He said [...] North Korea left.",
            "He left.|(He was late.)|She stayed.",
            "It rose. (Yonhap)",
            "It rose over the U.S. (right) and fell.",
            "1. First point.|2. Second point.",
            "Kim said so.|북한이 밝혔다.|발사는 실패했다.",
            '"간다."라고 말했다.|끝.',
            "発射は失敗した。|原因は不明だ。",
            "「行く。」と言った。|彼は去った。",
            "他走了！|为什么？|不知道。",
            "यह सच है।|वह गया।",
            "No stop at the end",
            "It ended in 2023.|Then nothing.",
        ],
    )
    def test_cases(self, text: str) -> None:
        """The bar marks where one sentence ends and the next begins."""
        plain = text.replace("।|", "। ").replace("。|", "。").replace("！|", "！").replace("？|", "？")
        plain = plain.replace("|", " ")
        assert [plain[start:end] for start, end in sentences(plain)] == text.split("|")

    def test_paragraphs_part_sentences(self) -> None:
        """A headline without a full stop is a sentence if a blank line sets it apart."""
        text = "Two Koreas race\n\nIn a race,\nthey vie."
        assert [text[start:end] for start, end in sentences(text)] == [
            "Two Koreas race",
            "In a race,\nthey vie.",
        ]
