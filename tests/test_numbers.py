"""Numbers as answers: what each way of writing means, which ways are refused, and what always holds."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase import numbers
from factbase.errors import ValueSyntaxError

JUST_BELOW_1_55 = math.nextafter(1.55, 0)
JUST_BELOW_12_5 = math.nextafter(12.5, 0)
JUST_BELOW_0_05 = math.nextafter(0.05, 0)

MEANS = [
    ("12", 12, 12),
    ("-3", -3, -3),
    ("1.5", 1.5, 1.5),
    ("0", 0, 0),
    ("-0", 0, 0),
    ("300000", 300000, 300000),
    (">=12", 12, None),
    (">=-1.5", -1.5, None),
    ("<=12", None, 12),
    ("10..12", 10, 12),
    ("-12..-10", -12, -10),
    ("1.5..2.5", 1.5, 2.5),
    ("7..7", 7, 7),
    # about, of whole things: every whole number that rounds to it
    ("~300000", 250000, 349999),
    ("~12", 12, 12),
    ("~10", 5, 14),
    ("~250", 245, 254),
    ("~1000", 500, 1499),
    ("~-20", -24, -15),
    ("~0", 0, 0),
    # about, of a measure: every number that rounds to it, up to the last float before the next
    ("~1.5", 1.45, JUST_BELOW_1_55),
    ("~1.50", 1.45, JUST_BELOW_1_55),
    ("~12.0", 11.5, JUST_BELOW_12_5),
    ("~-1.5", -JUST_BELOW_1_55, -1.45),
    ("~0.0", -JUST_BELOW_0_05, JUST_BELOW_0_05),
    # as far as floats go
    ("123456789012345", 123456789012345, 123456789012345),
    ("1" + "0" * 299, 1e299, 1e299),
    ("~1" + "0" * 298, 5e297, 1.5e298),
]

REFUSED = [
    ("", "numbers are 12, -1.5, >=12 (at least)"),
    ("twelve", "numbers are 12, -1.5"),
    ("1e5", "without separators or units"),
    ("12 satellites", "without separators or units"),
    ("nan", "numbers are 12"),
    ("inf", "numbers are 12"),
    ("١٢", "numbers are 12"),
    (">1.5", "numbers are 12"),
    ("1.234.567", "numbers are 12"),
    ("~10..12", "numbers are 12"),
    ("..", "numbers are 12"),
    ("12..10", "it runs down, from 12 to 10"),
    ("1234567890123456", "more than 15 significant digits"),
    ("0.1234567890123456", "more than 15 significant digits"),
    ("1" + "0" * 400, "more than 300 in all"),
    ("0." + "0" * 400 + "1", "more than 300 in all"),
]

MEANT = [
    ("12,000", "12000"),
    ("1 000 000", "1000000"),
    ("1'000'000", "1000000"),
    ("1,234.5", "1234.5"),
    ("12,5", "12.5"),
    ("+12", "12"),
    ("012", "12"),
    (".5", "0.5"),
    ("12.", "12"),
    (" 12 ", "12"),
    ("12%", "12"),
    ("\u221212", "-12"),
    ("12 million", "12000000"),
    ("1.5 billion", "1500000000"),
    ("3k", "3000"),
    ("about 12", "~12"),
    ("about 12,000", "~12000"),
    ("~ 12", "~12"),
    ("some 300", "~300"),
    ("at least 12", ">=12"),
    (">= 12", ">=12"),
    ("=> 12", ">=12"),
    ("≥12", ">=12"),
    ("12+", ">=12"),
    ("12 or more", ">=12"),
    ("12..", ">=12"),
    ("up to 12", "<=12"),
    ("≤ 12", "<=12"),
    ("..12", "<=12"),
    ("> 12", ">=13"),
    ("more than 12,000", ">=12001"),
    ("fewer than 12", "<=11"),
    ("10-12", "10..12"),
    ("10\u201312", "10..12"),
    ("-5 to -3", "-5..-3"),
    ("between 10 and 12", "10..12"),
    ("from 10,000 to 12,000", "10000..12000"),
    ("10...12", "10..12"),
]


@pytest.mark.parametrize(("text", "low", "high"), MEANS)
def test_bounds_are_the_smallest_and_largest_number_it_may_mean(
    text: str, low: float | None, high: float | None
) -> None:
    """Each way of writing has the bounds worked out by hand."""
    assert numbers.parse(text) == numbers.Quantity(text=text, low=low, high=high)


def test_zero_has_no_sign() -> None:
    """SQLite would print -0.0, which nobody wrote."""
    for text in ("-0", "-0.0", "~0", "~-0", "0..-0"):
        quantity = numbers.parse(text)
        assert [math.copysign(1, bound) for bound in (quantity.low, quantity.high) if bound == 0] in (
            [1, 1],
            [],
        )


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_what_is_no_number_is_refused_with_the_reason(text: str, says: str) -> None:
    """The message quotes the text and says what is wrong with it, or what a number looks like."""
    with pytest.raises(ValueSyntaxError) as caught:
        numbers.parse(text)
    assert str(caught.value).startswith(f'"{text}" is no number: ')
    assert says in str(caught.value)
    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_a_common_way_of_writing_gets_its_number(text: str, meant: str) -> None:
    """What people write instead is refused with the number for it."""
    with pytest.raises(ValueSyntaxError, match=re.escape(f'(did you mean "{meant}"?)')):
        numbers.parse(text)


@pytest.mark.parametrize(
    ("inner", "outer", "is_within"),
    [
        ("12", "10..12", True),
        ("13", "10..12", False),
        ("9..11", "10..12", False),
        ("12", ">=12", True),
        (">=12", "12", False),
        (">=12", ">=10", True),
        ("<=12", ">=10", False),
        ("300000", "~300000", True),
        ("350000", "~300000", False),
        ("1.55", "~1.5", False),
        ("12.3", "~12.0", True),
    ],
)
def test_within_compares_both_bounds(inner: str, outer: str, *, is_within: bool) -> None:
    """An open bound is wider than any number."""
    assert numbers.within(numbers.parse(inner), numbers.parse(outer)) is is_within


@pytest.mark.parametrize(
    ("a", "b", "are_disjoint"),
    [
        ("12", "13", True),
        ("10..12", "12..14", False),
        ("<=11", ">=12", True),
        ("<=12", ">=12", False),
        ("~300000", "~400000", True),
        ("~1.5", "~1.6", True),
        ("~300000", "310000", False),
    ],
)
def test_disjoint_numbers_share_none(a: str, b: str, *, are_disjoint: bool) -> None:
    """Either way round; neighbours that are rounded alike never touch."""
    assert numbers.disjoint(numbers.parse(a), numbers.parse(b)) is are_disjoint
    assert numbers.disjoint(numbers.parse(b), numbers.parse(a)) is are_disjoint


# Laws.


@st.composite
def plain_numbers(draw: st.DrawFn) -> str:
    """Draw a number of at most 15 significant digits, whole or with a point."""
    digits, places = draw(st.integers(-(10**15) + 1, 10**15 - 1)), draw(st.integers(0, 14))
    return f"{Decimal(digits).scaleb(-places):f}"


def rising(pair: tuple[str, str]) -> str:
    """Write a range from the smaller to the larger."""
    return "..".join(sorted(pair, key=Decimal))


written = st.one_of(
    st.tuples(st.sampled_from(["", "~", ">=", "<="]), plain_numbers()).map("".join),
    st.tuples(plain_numbers(), plain_numbers()).map(rising),
)


@given(written)
def test_all_of_the_grammar_is_read_and_kept_as_written(text: str) -> None:
    """Whatever the grammar allows has finite bounds in order, and keeps its text."""
    quantity = numbers.parse(text)
    assert quantity.text == text
    assert all(bound is None or math.isfinite(bound) for bound in (quantity.low, quantity.high))
    assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


@given(plain_numbers())
def test_a_number_lies_within_about_at_least_and_at_most_itself(text: str) -> None:
    """Narrower is inside wider, also where it is on the edge."""
    for wider in (f"~{text}", f">={text}", f"<={text}", f"{text}..{text}"):
        assert numbers.within(numbers.parse(text), numbers.parse(wider))


@given(st.integers(-999, 999), st.integers(0, 3))
def test_about_means_exactly_what_rounds_to_it(digits: int, zeros: int) -> None:
    """The bounds round to the number, and the whole numbers just outside do not: by the rounding of `decimal`."""
    number = int(f"{digits}{'0' * zeros}")
    unit = Decimal(1).scaleb(len(str(number)) - len(str(number).rstrip("0"))) if number else Decimal(1)
    quantity = numbers.parse(f"~{number}")

    def rounds_to_it(value: float | None) -> bool:
        assert value is not None
        return (Decimal(value) / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit == number

    assert rounds_to_it(quantity.low)
    assert rounds_to_it(quantity.high)
    assert not rounds_to_it((quantity.low or 0) - 1)
    assert not rounds_to_it((quantity.high or 0) + 1)


@given(st.integers(1, 10**6), st.integers(1, 6))
def test_neighbours_that_are_rounded_alike_do_not_touch(digits: int, places: int) -> None:
    """Between what rounds down and what rounds up lies no float that is both, and none that is neither."""
    if (digits % 10) in {0, 9}:
        digits += 2
    one, other = (f"{Decimal(each).scaleb(-places):f}" for each in (digits, digits + 1))
    lower, upper = numbers.parse(f"~{one}"), numbers.parse(f"~{other}")
    assert numbers.disjoint(lower, upper)
    assert math.nextafter(lower.high or 0, math.inf) == upper.low


@given(written, written)
def test_what_lies_within_is_not_disjoint(a: str, b: str) -> None:
    """Within is reflexive, disjoint symmetric, and no pair is both."""
    one, other = numbers.parse(a), numbers.parse(b)
    assert numbers.within(one, one)
    assert numbers.disjoint(one, other) == numbers.disjoint(other, one)
    assert not (numbers.within(one, other) and numbers.disjoint(one, other))


@given(
    st.one_of(st.text(), st.text("0123456789-+.,<>=~% "), st.text("about at least to 12 more than million"))
)
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text is a number that is kept, or is refused with a message that quotes it."""
    try:
        assert numbers.parse(text).text == text
    except ValueSyntaxError as error:
        assert str(error).startswith(f'"{text}" is no number: ')  # noqa: PT017 - both outcomes are right
