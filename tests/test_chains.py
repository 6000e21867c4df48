"""Chains: the whole way from publisher to speaker, what follows from it, and that SQL says the same."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.chains import fingerprint, hops, summarize
from factbase.model import Attribution, Document, Span, Statement
from tests import worlds

CASES = [
    # publisher, wire credit, written hops; the whole chain as "source" or "(source)" where nothing was written for it.
    ("herald", None, "shin", "(herald) shin"),
    ("herald", None, "shin rok", "(herald) shin rok"),
    ("herald", "yonhap", "shin", "(herald) (yonhap) shin"),
    # A wire equal to the publisher is the same hop.
    ("yonhap", "yonhap", "shin", "(yonhap) shin"),
    ("yonhap", "yonhap", "yonhap", "yonhap"),
    ("yonhap", "yonhap", "yonhap shin", "yonhap shin"),
    # A first written hop equal to the publisher or the wire is the same hop.
    ("herald", None, "herald shin", "herald shin"),
    ("herald", "yonhap", "herald shin", "herald (yonhap) shin"),
    ("herald", "yonhap", "yonhap shin", "(herald) yonhap shin"),
    # Both written.
    ("herald", "yonhap", "herald yonhap shin", "herald yonhap shin"),
    ("herald", "yonhap", "herald yonhap", "herald yonhap"),
    # In its own voice: the publisher, or the wire where one is credited.
    ("herald", None, "herald", "herald"),
    ("herald", "yonhap", "yonhap", "(herald) yonhap"),
    ("herald", "yonhap", "herald", "herald"),
    # Further in, the same source is a hop of its own.
    ("herald", "yonhap", "shin herald", "(herald) (yonhap) shin herald"),
    ("herald", "yonhap", "shin yonhap", "(herald) (yonhap) shin yonhap"),
    ("herald", "yonhap", "yonhap herald", "(herald) yonhap herald"),
    ("herald", None, "herald shin herald", "herald shin herald"),
    ("herald", "yonhap", "herald shin yonhap", "herald (yonhap) shin yonhap"),
]


def document(
    publisher: str = "herald",
    credit: str | None = None,
    **fields: Any,  # noqa: ANN401 - any field of the record
) -> Document:
    """Return a document of that publisher and wire."""
    return Document(id="article", publisher=publisher, credit=credit, **fields)


def statement(*chain: Attribution, **fields: Any) -> Statement:  # noqa: ANN401 - any field of the record
    """Return a statement with that chain."""
    written = {
        "id": "s",
        "document": "article",
        "content": "It flies.",
        "kind": "assertion",
        "attributions": chain,
    }
    return Statement(**{**written, **fields})


def chained(sources: str, **last: Any) -> Statement:  # noqa: ANN401 - any field of the last hop
    """Return a statement whose written hops are these sources; the last commits itself."""
    *outer, speaker = sources.split()
    relays = [Attribution(source=name, confidence="certain") for name in outer]
    return statement(
        *relays, Attribution(**{"source": speaker, "certainty": "certain", "confidence": "certain", **last})
    )


def shown(article: Document, told: Statement) -> str:
    """Return the whole chain as the cases write it."""
    return " ".join(hop.source if hop.written else f"({hop.source})" for hop in hops(told, article))


@pytest.mark.parametrize(("publisher", "credit", "written", "whole"), CASES)
def test_the_whole_chain_begins_with_the_publisher(
    publisher: str, credit: str | None, written: str, whole: str
) -> None:
    """Hop 0 is the publisher, then the wire, then the written hops; what is one source in a row is one hop."""
    told = chained(written)
    assert shown(document(publisher, credit), told) == whole
    found = [hop.written for hop in hops(told, document(publisher, credit)) if hop.written]
    assert tuple(found) == told.attributions


@pytest.mark.parametrize(("publisher", "credit", "written", "whole"), CASES)
def test_the_view_provenance_shows_the_same_chain(
    publisher: str, credit: str | None, written: str, whole: str
) -> None:
    """Hops, their numbers, sources, certainties, and dates, from SQL alone."""
    article = document(publisher, credit, published="2023-11-05")
    told = chained(written, said="2023-11-03", certainty="probable")
    base = worlds.build(article, told)
    stored = base.statement("s")
    expected = hops(stored, article)
    rows = base.provenance("s")
    assert [row.hop for row in rows] == list(range(len(expected)))
    assert [row.source for row in rows] == [name.strip("()") for name in whole.split()]
    assert {row.hops for row in rows} == {len(expected) - 1}
    for row, hop in zip(rows, expected, strict=True):
        if hop.written is None:
            assert (row.certainty, row.polarity, row.said) == ("uncommitted", "affirms", "2023-11-05")
            assert (row.as_printed, row.cue, row.hedge, row.basis, row.confidence) == (
                None,
                None,
                None,
                "named",
                "certain",
            )
        else:
            assert (row.certainty, row.said, row.basis) == (
                hop.written.certainty,
                hop.written.said,
                hop.written.basis,
            )
    summary = base.summary("s")
    assert (summary.chain, summary.hops) == (
        " > ".join([row.source for row in rows[1:]] or [publisher]),
        len(expected) - 1,
    )
    assert base.verify().ok


names = st.sampled_from(["herald", "yonhap", "shin", "rok"])
chains = st.lists(names, min_size=1, max_size=4).filter(lambda chain: all(a != b for a, b in pairwise(chain)))


@given(names, st.one_of(st.none(), names), chains)
def test_no_source_stands_twice_in_a_row_and_no_written_hop_is_lost(
    publisher: str, credit: str | None, written: list[str]
) -> None:
    """For any publisher, wire and chain; the chain ends with the speaker and begins with the publisher."""
    told = chained(" ".join(written))
    whole = hops(told, document(publisher, credit))
    assert [hop.written for hop in whole if hop.written] == list(told.attributions)
    assert (whole[0].source, whole[-1].source) == (publisher, told.speaker)


class TestSummary:
    """What a reader asks first follows from the chain."""

    def test_the_speaker_gives_certainty_polarity_hedge_and_capacity(self) -> None:
        """Not the one who passes it on."""
        outer = Attribution(source="shin", certainty="certain", capacity="official", confidence="certain")
        inner = Attribution(
            source="rok",
            certainty="possible",
            polarity="denies",
            hedge="may",
            capacity="expert",
            confidence="certain",
        )
        found = summarize(statement(outer, inner), document(), str.upper)
        assert (found.speaker, found.capacity, found.certainty, found.polarity, found.hedge) == (
            "rok",
            "expert",
            "possible",
            "denies",
            "may",
        )
        assert (found.chain, found.hops) == ("SHIN > ROK", 2)

    def test_in_its_own_voice_the_chain_is_the_publisher(self) -> None:
        """With no hop after hop 0 there would be no name to show."""
        found = summarize(chained("herald"), document(), str.upper)
        assert (found.chain, found.hops) == ("HERALD", 0)
        found = summarize(chained("yonhap"), document(credit="yonhap"), str.upper)
        assert (found.chain, found.hops) == ("YONHAP", 1)

    @pytest.mark.parametrize(
        ("outer", "inner", "published", "expected"),
        [
            # The speaker's own date.
            ("2023-11-03", "2023-11", "2023-11-05", ("2023-11", "2023-11-01", "2023-11-30")),
            # Unknown: not later than the nearest outer hop said it, or than it was published.
            ("2023-11-03", None, "2023-11-05", (None, None, "2023-11-03")),
            ("2023-11", None, "2023-11-05", (None, None, "2023-11-30")),
            (None, None, "2023-11-05", (None, None, "2023-11-05")),
            (None, None, "2023-11", (None, None, "2023-11-30")),
            (None, None, None, (None, None, None)),
            (None, "../2022", "2023-11-05", ("../2022", None, "2022-12-31")),
        ],
    )
    def test_said_is_the_speakers_own_or_bounded_from_outside(
        self,
        outer: str | None,
        inner: str | None,
        published: str | None,
        expected: tuple[str | None, str | None, str | None],
    ) -> None:
        """Unknown, it is none, and not later than whoever passed it on."""
        chain = (
            Attribution(source="shin", said=outer, confidence="certain"),
            Attribution(source="rok", said=inner, certainty="certain", confidence="certain"),
        )
        found = summarize(statement(*chain), document(published=published), str)
        assert (found.said, found.said_earliest, found.said_latest) == expected

    def test_the_nearest_outer_hop_counts_not_the_outermost(self) -> None:
        """Of three hops the middle one."""
        chain = [
            Attribution(source=name, said=day) for name, day in (("a", "2023-11-04"), ("b", "2023-11-03"))
        ]
        found = summarize(statement(*chain, Attribution(source="c", certainty="certain")), document(), str)
        assert found.said_latest == "2023-11-03"

    @pytest.mark.parametrize(
        ("outer", "inner", "weakest"),
        [
            ("certain", "certain", "certain"),
            ("probable", "certain", "probable"),
            ("probable", "possible", "possible"),
            ("possible", "probable", "possible"),
        ],
    )
    def test_a_chain_is_as_sure_as_its_weakest_hop(self, outer: str, inner: str, weakest: str) -> None:
        """The recorder's confidence, which is none of the speaker's."""
        chain = (
            Attribution(source="shin", confidence=outer),
            Attribution(source="rok", confidence=inner, certainty="certain"),
        )
        assert summarize(statement(*chain), document(), str).confidence == weakest

    def test_without_spans_it_is_not_anchored(self) -> None:
        """Nor has it a quote, or a fingerprint."""
        found = summarize(chained("shin"), document(), str)
        assert (found.anchored, found.quote, found.fingerprint) == (False, None, None)
        quoted = statement(*chained("shin").attributions, spans=[Span(start=0, end=2, exact="It")])
        found = summarize(quoted, document(), str)
        assert (found.anchored, found.quote, found.fingerprint) == (True, "It", fingerprint("it"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It may fly.", "it MAY fly"),
        ("“It may fly,”", '"It may fly"'),
        ("Korea’s third-stage engine", "Korea's third stage engine"),
        ("It -- may --\n fly", "It — may — fly"),
        ("ﬁnal", "FINAL"),
        ("정찰위성", unicodedata.normalize("NFD", "정찰위성")),
        ("Straße", "STRASSE"),
    ],
)
def test_the_same_words_have_one_fingerprint(one: str, other: str) -> None:
    """Whatever their case, punctuation, quotation marks, spaces and composition."""
    found = fingerprint(one)
    assert found == fingerprint(other)
    assert found is not None
    assert len(found) == 16


@pytest.mark.parametrize(
    ("one", "other"),
    [("It may fly", "It may not fly"), ("resume", "résumé"), ("may fly", "mayfly"), ("5", "15")],
)
def test_other_words_have_another(one: str, other: str) -> None:
    """A word more, an accent, a space between words, a digit."""
    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize("nothing", [None, "", " ", "...", "“”"])
def test_without_words_there_is_none(nothing: str | None) -> None:
    """So that two empty quotes are never taken for near duplicates."""
    assert fingerprint(nothing) is None
