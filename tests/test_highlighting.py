"""Highlighting: segments tile the text, overlaps are cut flat, and an excerpt shows no more than it may."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factbase.plugin.highlighting import Mark, Segment, excerpted, segments


def mark(start: int, end: int, statement: str = "a", family: str = "claim") -> Mark:
    """Return a mark."""
    return Mark(start=start, end=end, statement=statement, family=family)


marks = st.lists(
    st.builds(
        Mark,
        start=st.integers(0, 40),
        end=st.integers(0, 40),
        statement=st.sampled_from("abc"),
        family=st.sampled_from(["claim", "assessment"]),
    ).filter(lambda each: each.start < each.end),
    max_size=6,
)


def test_overlapping_quotes_are_cut_at_all_their_ends() -> None:
    """Of "one two three", quoted by a (one two) and b (two three), the middle is quoted by both."""
    found = segments("one two three", [mark(0, 7, "a"), mark(4, 13, "b", "assessment")])
    assert found == (
        Segment(text="one ", statements=("a",), families=("claim",), starting=("a",)),
        Segment(
            text="two",
            statements=("a", "b"),
            families=("claim", "assessment"),
            starting=("b",),
            ending=("a",),
        ),
        Segment(text=" three", statements=("b",), families=("assessment",), ending=("b",)),
    )


@given(st.text(max_size=40), marks)
def test_segments_joined_are_the_text(text: str, given_marks: list[Mark]) -> None:
    """No character is lost or doubled, no segment is empty, and each is quoted by exactly the marks over it."""
    found = segments(text, given_marks)
    assert "".join(segment.text for segment in found) == text
    assert all(segment.text for segment in found)
    at = 0
    for segment in found:
        over = {each.statement for each in given_marks if each.start <= at < each.end}
        assert set(segment.statements) == over
        at += len(segment.text)


@given(st.text(min_size=1, max_size=40), marks)
def test_every_mark_begins_and_ends_where_a_segment_does(text: str, given_marks: list[Mark]) -> None:
    """What a segment says begins or ends with it is what first begins, or ends, there, cut to the text."""
    at, begun = 0, set[str]()
    for segment in segments(text, given_marks):
        end = at + len(segment.text)
        within = [each for each in given_marks if each.start < len(text)]
        first = {each.statement for each in within if each.start == at} - begun
        assert set(segment.starting) == first
        begun |= first
        assert set(segment.ending) == {each.statement for each in within if min(each.end, len(text)) == end}
        at = end


def test_an_excerpt_leaves_out_what_is_far_from_any_quote() -> None:
    """Around "quoted" stand the words that are whole within nine characters; the rest is left out at each end."""
    text = "a long beginning, now quoted and a long ending"
    found = excerpted(text, [mark(22, 28)], context=9)
    assert [segment.text for segment in found] == ["", " now ", "quoted", " and a ", ""]
    assert [segment.left_out for segment in found] == [True, False, False, False, True]


def test_an_excerpt_without_quotes_shows_nothing() -> None:
    """Of a text that nobody quotes nothing may be shown."""
    assert excerpted("all of it is withheld", []) == ()


@given(st.text(max_size=200), marks)
def test_an_excerpt_shows_only_what_is_near_a_quote(text: str, given_marks: list[Mark]) -> None:
    """Whatever is shown unquoted is a stretch next to a quote, no longer than the context on its two sides."""
    for segment in excerpted(text, given_marks, context=4):
        if not segment.statements and not segment.left_out:
            assert len(segment.text) <= 8
            assert segment.text in text
