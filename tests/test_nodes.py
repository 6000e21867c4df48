"""Values are taken out of mappings by name, and everything that is wrong is said in one go."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.problems import Location
from factbase.reading.nodes import (
    Entry,
    Fields,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Unreadable,
    as_items,
    as_mapping,
    as_scalar,
    as_scalars,
    describe,
    shown,
)

if TYPE_CHECKING:
    from factbase.problems import Problem

PATH = "facts/x.yaml"
HERE = Location(path=PATH, line=3, column=7)


class Kind(StrEnum):
    """A small closed vocabulary."""

    FORECAST = "forecast"
    ASSESSMENT = "assessment"


def scalar(text: str, line: int = 3, column: int = 7) -> Scalar:
    """Return a text at a place."""
    return Scalar(text=text, location=Location(path=PATH, line=line, column=column))


def listed(*items: Node) -> Sequence:
    """Return a list at line 3, column 7."""
    return Sequence(items=items, location=HERE)


def mapped(**values: Node) -> Mapping:
    """Return a mapping at line 1; the first key stands on line 1, the second on line 2, and so on, in column 1."""
    entries = tuple(
        Entry(key=scalar(key, line, 1), value=value) for line, (key, value) in enumerate(values.items(), 1)
    )
    return Mapping(entries=entries, location=Location(path=PATH, line=1, column=1))


def said(problems: list[Problem]) -> list[str]:
    """Return the problems as they are shown."""
    return [str(problem) for problem in problems]


class TestFields:
    """What is asked for by name comes back, typed."""

    def test_each_getter_returns_its_type(self) -> None:
        """Text as written, one text or many as a tuple, items and mappings as nodes, flags and numbers as values."""
        problems: list[Problem] = []
        answers = mapped(q=scalar("yes"))
        fields = Fields(
            mapped(
                title=scalar(" A title "),
                quote=listed(scalar("a"), scalar("b")),
                alias=scalar("c"),
                answers=answers,
                statements=listed(answers, scalar("x")),
                anonymous=scalar("Yes"),
                occurrence=scalar("-12"),
                kind=scalar("forecast"),
            ),
            problems,
        )
        assert fields.text("title") == " A title "
        assert fields.scalar("title") == scalar(" A title ")
        assert fields.texts("quote") == ("a", "b")
        assert fields.texts("alias") == ("c",)
        assert fields.scalars("alias") == (scalar("c"),)
        assert fields.mapping("answers") == answers
        assert fields.items("statements") == (answers, scalar("x"))
        assert fields.flag("anonymous") is True
        assert fields.integer("occurrence") == -12
        assert fields.choice("kind", Kind) is Kind.FORECAST
        assert fields.node("answers") == answers
        fields.finish()
        assert problems == []

    def test_absence_is_no_problem_unless_the_field_is_required(self) -> None:
        """Every getter returns None or nothing; with `required` the mapping's place is named."""
        problems: list[Problem] = []
        fields = Fields(mapped(), problems)
        assert (fields.text("a"), fields.flag("a"), fields.integer("a"), fields.mapping("a")) == (None,) * 4
        assert (fields.texts("a"), fields.items("a"), fields.scalars("a")) == ((), (), ())
        assert (fields.node("a"), fields.scalar("a"), fields.choice("a", Kind)) == (None,) * 3
        assert problems == []
        assert fields.text("kind", required=True) is None
        assert said(problems) == [f'{PATH}:1:1: missing field "kind"']

    def test_every_fault_is_reported_in_one_go(self) -> None:
        """Wrong types, missing fields, bad values and unknown keys, each at its own place."""
        problems: list[Problem] = []
        fields = Fields(
            mapped(
                knd=scalar("forecast"),
                title=listed(),
                quote=listed(scalar("a"), mapped()),
                answers=scalar("x"),
                statements=mapped(),
                anonymous=scalar("maybe"),
                occurrence=scalar("twice"),
                family=scalar("asessment"),
                zzz=scalar("x"),
            ),
            problems,
        )
        assert fields.text("title") is None
        assert fields.text("kind", required=True) is None
        assert fields.texts("quote") == ("a",)
        assert fields.mapping("answers") is None
        assert fields.items("statements") == ()
        assert fields.flag("anonymous") is None
        assert fields.integer("occurrence") is None
        assert fields.choice("family", Kind) is None
        fields.finish()
        assert said(problems) == [
            f"{PATH}:3:7: expected text, found a list",
            f'{PATH}:1:1: missing field "kind"',
            f"{PATH}:1:1: expected text, found a mapping",
            f"{PATH}:3:7: expected a mapping, found text",
            f"{PATH}:1:1: expected a list, found a mapping",
            f'{PATH}:3:7: expected yes or no, found "maybe"',
            f'{PATH}:3:7: expected a whole number, found "twice"',
            f'{PATH}:3:7: unknown family "asessment" (did you mean "assessment"?)',
            f'{PATH}:1:1: unknown key "knd" (did you mean "kind"?)',
            f'{PATH}:9:1: unknown key "zzz"',
        ]

    @pytest.mark.parametrize("empty", ["", "  ", "\n"])
    def test_a_quoted_nothing_is_an_empty_value(self, empty: str) -> None:
        """Text with nothing in it says nothing, however it is quoted."""
        problems: list[Problem] = []
        assert Fields(mapped(title=scalar(empty)), problems).text("title") is None
        assert said(problems) == [f"{PATH}:3:7: empty value: write one, or leave it out"]

    def test_what_is_reported_already_is_passed_over(self) -> None:
        """An unreadable value is neither missing nor of a wrong type."""
        problems: list[Problem] = []
        fields = Fields(mapped(a=Unreadable(location=HERE)), problems)
        assert (fields.text("a", required=True), fields.mapping("a"), fields.flag("a")) == (None,) * 3
        assert (fields.texts("a", required=True), fields.items("a")) == ((), ())
        assert describe(Unreadable(location=HERE)) == "nothing readable"
        assert problems == []

    @pytest.mark.parametrize(
        ("written", "flag"),
        [("yes", True), ("true", True), ("TRUE", True), ("no", False), ("NO", False), ("false", False)],
    )
    def test_flags_are_words(self, written: str, flag: bool) -> None:  # noqa: FBT001
        """Yes and no, true and false, in small or capital letters."""
        assert Fields(mapped(a=scalar(written)), []).flag("a") is flag

    @pytest.mark.parametrize("written", ["1.0", "1_000", "0x1F", "१२", "9" * 19, "9" * 5000, "1 2"])
    def test_only_ascii_digits_that_fit_64_bits_are_whole_numbers(self, written: str) -> None:
        """Anything else is refused, cut short in the message."""
        problems: list[Problem] = []
        assert Fields(mapped(a=scalar(written)), problems).integer("a") is None
        assert said(problems) == [f'{PATH}:3:7: expected a whole number, found "{shown(written)}"']

    def test_a_word_near_to_none_lists_what_is_allowed(self) -> None:
        """So that nobody has to look the vocabulary up."""
        problems: list[Problem] = []
        assert Fields(mapped(kind=scalar("zzz")), problems).choice("kind", Kind) is None
        assert said(problems) == [f'{PATH}:3:7: unknown kind "zzz" (one of: forecast, assessment)']

    def test_where_is_the_value_or_else_the_mapping(self) -> None:
        """Later checks can point at a field whether it is written or not."""
        fields = Fields(mapped(kind=scalar("x", 8, 9)), [])
        assert str(fields.where("kind")) == f"{PATH}:8:9"
        assert str(fields.where("id")) == f"{PATH}:1:1"
        assert tuple(fields.names()) == ("kind",)

    @given(st.lists(st.text(min_size=1), unique=True), st.sets(st.integers(0, 20)))
    def test_finish_names_exactly_the_keys_not_asked_for(self, keys: list[str], asked: set[int]) -> None:
        """Once each, in the order written."""
        problems: list[Problem] = []
        fields = Fields(mapped(**{key: scalar("x") for key in keys}), problems)
        for number, key in enumerate(keys):
            if number in asked:
                fields.node(key)
        fields.finish()
        left = [number for number in range(len(keys)) if number not in asked]
        assert [problem.location.line for problem in problems] == [number + 1 for number in left]
        assert [problem.message for problem in problems] == [f'unknown key "{shown(keys[n])}"' for n in left]


class TestNodesWithoutNames:
    """The same conversions for a node that is no named field, such as an item of a list."""

    def test_a_node_of_the_right_type_comes_back(self) -> None:
        """Unchanged, and without a problem."""
        problems: list[Problem] = []
        assert as_scalar(scalar("a"), problems) == scalar("a")
        assert as_mapping(mapped(), problems) == mapped()
        assert as_items(listed(scalar("a")), problems) == (scalar("a"),)
        assert as_scalars(scalar("a"), problems) == (scalar("a"),)
        assert problems == []

    def test_a_node_of_another_type_is_a_problem(self) -> None:
        """Which says what was expected, and what is there."""
        problems: list[Problem] = []
        assert as_scalar(mapped(), problems) is None
        assert as_mapping(listed(), problems) is None
        assert as_items(scalar("a"), problems) == ()
        assert as_scalars(mapped(), problems) == ()
        assert said(problems) == [
            f"{PATH}:1:1: expected text, found a mapping",
            f"{PATH}:3:7: expected a mapping, found a list",
            f"{PATH}:3:7: expected a list, found text",
            f"{PATH}:1:1: expected text or a list of texts, found a mapping",
        ]


@given(st.text())
def test_what_is_shown_fits_one_line(text: str) -> None:
    """However long a text is, and whatever breaks its lines; every character of it prints."""
    line = shown(text)
    assert len(line) <= 63
    assert line.isprintable()


def test_what_is_shown_cannot_steer_a_terminal() -> None:
    """An escape sequence and a right-to-left mark are spelled out; runs of white space become one space."""
    assert shown("a \n\t b\x1b[31m\u202ec 한") == r"a b\x1b[31m\u202ec 한"
