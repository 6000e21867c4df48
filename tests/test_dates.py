"""Dates: what each way of writing means, and which ways are refused."""

from __future__ import annotations

import re

import pytest

from factbase import dates
from factbase.errors import ValueSyntaxError

MEANS = [
    # a day, a month, a year
    ("2023-11-03", "2023-11-03", "2023-11-03"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    ("2023-12-31", "2023-12-31", "2023-12-31"),
    ("2023-11", "2023-11-01", "2023-11-30"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2023", "2023-01-01", "2023-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    # intervals: early, mid and late in a month are written so
    ("2023-11-01/2023-11-10", "2023-11-01", "2023-11-10"),
    ("2023-11-21/2023-11-30", "2023-11-21", "2023-11-30"),
    ("2023-11/2023-12", "2023-11-01", "2023-12-31"),
    ("2023-11-20/2023-11", "2023-11-20", "2023-11-30"),
    ("2023-11-03/2023-11-03", "2023-11-03", "2023-11-03"),
    ("../2025", None, "2025-12-31"),
    ("/2025", None, "2025-12-31"),
    ("2023-11-03/..", "2023-11-03", None),
    ("2023-11-03/", "2023-11-03", None),
    # digits nobody knows
    ("2023-11-2X", "2023-11-20", "2023-11-29"),
    ("2023-11-3X", "2023-11-30", "2023-11-30"),
    ("2023-11-0X", "2023-11-01", "2023-11-09"),
    ("2023-11-X1", "2023-11-01", "2023-11-21"),
    ("2023-02-2X", "2023-02-20", "2023-02-28"),
    ("2024-02-2X", "2024-02-20", "2024-02-29"),
    ("2023-11-XX", "2023-11-01", "2023-11-30"),
    ("2023-XX", "2023-01-01", "2023-12-31"),
    ("2023-XX-XX", "2023-01-01", "2023-12-31"),
    ("2023-XX-31", "2023-01-31", "2023-12-31"),
    ("202X", "2020-01-01", "2029-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("0XXX", "0001-01-01", "0999-12-31"),
    ("202X-11", "2020-11-01", "2029-11-30"),
    ("20XX-02-29", "2000-02-29", "2096-02-29"),
    ("XXXX", None, None),
    ("XXXX-12-25", None, None),
    ("XXXX-02-29", None, None),
    # parts of a year
    ("2023-21", "2023-03-01", "2023-05-31"),
    ("2023-22", "2023-06-01", "2023-08-31"),
    ("2023-23", "2023-09-01", "2023-11-30"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("2022-24", "2022-12-01", "2023-02-28"),
    ("2023-25", "2023-03-01", "2023-05-31"),
    ("2023-28", "2023-12-01", "2024-02-29"),
    ("2023-29", "2023-09-01", "2023-11-30"),
    ("2023-30", "2023-12-01", "2024-02-29"),
    ("2023-31", "2023-03-01", "2023-05-31"),
    ("2023-32", "2023-06-01", "2023-08-31"),
    ("2024-33", "2024-01-01", "2024-03-31"),
    ("2024-34", "2024-04-01", "2024-06-30"),
    ("2024-35", "2024-07-01", "2024-09-30"),
    ("2024-36", "2024-10-01", "2024-12-31"),
    ("2024-37", "2024-01-01", "2024-04-30"),
    ("2024-38", "2024-05-01", "2024-08-31"),
    ("2024-39", "2024-09-01", "2024-12-31"),
    ("2024-40", "2024-01-01", "2024-06-30"),
    ("2024-41", "2024-07-01", "2024-12-31"),
    ("202X-34", "2020-04-01", "2029-06-30"),
    ("9999-24", "9999-12-01", "9999-12-31"),
    ("2023-34/2023-36", "2023-04-01", "2023-12-31"),
    # one of these, all of these
    ("[2023-11-28..2023-11-30]", "2023-11-28", "2023-11-30"),
    ("[..2023-11-30]", None, "2023-11-30"),
    ("[2023-11-28..]", "2023-11-28", None),
    ("[2023,2021,2024-04..2024-06]", "2021-01-01", "2024-06-30"),
    ("{2024-04,2024-11}", "2024-04-01", "2024-11-30"),
    ("{..1984,2024-11}", None, "2024-11-30"),
    ("{2024-11,1984..}", "1984-01-01", None),
    ("[2023]", "2023-01-01", "2023-12-31"),
    # a time stands on the day as written
    ("2023-12-01T18:19Z", "2023-12-01", "2023-12-01"),
    ("2023-12-01T18:19:00+09:00", "2023-12-01", "2023-12-01"),
    ("2023-12-01T18:19:00.5-08", "2023-12-01", "2023-12-01"),
    ("2023-12-01T18:19", "2023-12-01", "2023-12-01"),
    ("2023-12-01T00:00:00", "2023-12-01", "2023-12-01"),
]

REFUSED = [
    # text, what the message says
    ("2023-02-29", "the month ends on the 28th"),
    ("2023-11-31", "the month ends on the 30th"),
    ("2023-02-3X", "the month ends on the 28th"),
    ("XXXX-02-30", "no month has a day 30"),
    ("2023-11-00", '"00" does not exist: a day is 01 to 31'),
    ("2023-11-32", '"32" does not exist'),
    ("2023-11-4X", '"4X" does not exist'),
    ("2023-00", '"00" is no month (01-12, XX)'),
    ("2023-13", '"13" is no month (01-12, XX), season (21-32)'),
    ("2023-42", "half (40-41)"),
    ("2023-1X", '"1X" is no month'),
    ("2023-X1", '"X1" is no month'),
    ("2023-34-01", 'a part of a year has no day "01"'),
    ("0000", "a year is 0001 to 9999"),
    ("-0044", "0001 to 9999: none before our era"),
    ("Y12345", "0001 to 9999"),
    ("12345", "0001 to 9999"),
    ("2023-11-30/2023-11-01", "it starts (2023-11-30) after it ends (2023-11-01)"),
    ("[2023-11-30..2023-11-01]", "it starts (2023-11-30) after it ends (2023-11-01)"),
    ("../..", "open at one end only"),
    ("/", "open at one end only"),
    ("[..]", "open at one end only"),
    ("2023-12-01T25:00Z", "a time is hh:mm or hh:mm:ss"),
    ("2023-12-01T18", "a time is hh:mm or hh:mm:ss"),
    ("2023-12-01T18:19+25:00", "a time is hh:mm or hh:mm:ss"),
    ("2023-02-30T18:19Z", "the month ends on the 28th"),
    ("", "such as 2023-11-21, 2023-11, 2023"),
    ("soon", "such as 2023-11-21, 2023-11, 2023"),
    ("1950S2", "such as 2023-11-21"),
    ("[]", "such as 2023-11-21"),
    ("[2023}", "such as 2023-11-21"),
    ("[2023-01-01/2023-01-02]", "such as 2023-11-21"),
    ("2021/2022/2023", "such as 2023-11-21"),
    ("2023~~", "such as 2023-11-21"),
    ("٢٠٢٣", "such as 2023-11-21"),
    ("2023\n", 'did you mean "2023"?'),
]

MEANT = [
    ("2023-1-5", "2023-01-05"),
    ("2023-1", "2023-01"),
    ("2023/11/21", "2023-11-21"),
    ("2023.11.21.", "2023-11-21"),
    ("20231121", "2023-11-21"),
    ("21/11/2023", "2023-11-21"),
    ("11/21/2023", "2023-11-21"),
    ("21.11.2023", "2023-11-21"),
    ("11/2023", "2023-11"),
    (" 2023-11 ", "2023-11"),
    ("Nov 2023", "2023-11"),
    ("November 2023", "2023-11"),
    ("Sept. 2023", "2023-09"),
    ("21 Nov 2023", "2023-11-21"),
    ("Nov. 21st, 2023", "2023-11-21"),
    ("21st of November 2023", "2023-11-21"),
    ("2023 November 3", "2023-11-03"),
    ("early November 2023", "2023-11-01/2023-11-10"),
    ("mid-November 2023", "2023-11-11/2023-11-20"),
    ("late February 2024", "2024-02-21/2024-02-29"),
    ("spring 2023", "2023-21"),
    ("early autumn 2023", "2023-23"),
    ("Q2 2024", "2024-34"),
    ("2024Q2", "2024-34"),
    ("by 2025", "../2025"),
    ("since Nov 2023", "2023-11/.."),
    ("c. 2023", "2023~"),
    ("circa November 2023", "2023-11~"),
    ("2020s", "202X"),
    ("202x", "202X"),
    ("19uu", "19XX"),
    ("2023-11-2?", "2023-11-2X"),
    ("2023-1X", "2023-10/2023-12"),
    ("2023-0X", "2023-01/2023-09"),
    ("2023-11-21 to 2023-11-30", "2023-11-21/2023-11-30"),
    ("2023-11-21–2023-11-30", "2023-11-21/2023-11-30"),
    ("2023-11-21..2023-11-30", "2023-11-21/2023-11-30"),
    ("21 Nov 2023 - 30 Nov 2023", "2023-11-21/2023-11-30"),
    ("between May 2023 and June 2023", "2023-05/2023-06"),
    ("2023 or 2024", "[2023,2024]"),
    ("2023-12-01 18:19Z", "2023-12-01T18:19Z"),
    ("2023-12-01t18:19z", "2023-12-01T18:19Z"),
    ("2023-12-01T18:19Z/2023-12-02T18:19Z", "2023-12-01/2023-12-02"),
]

CONVERTED = [
    # text, timezone, precision, answer
    ("2023-12-01T18:19Z", "Asia/Seoul", "day", "2023-12-02"),
    ("2023-12-01T18:19Z", "America/Los_Angeles", "day", "2023-12-01"),
    ("2023-12-31T18:19Z", "Asia/Seoul", "month", "2024-01"),
    ("2023-12-31T18:19Z", "Asia/Seoul", "year", "2024"),
    ("2023-12-02T03:19:00+09:00", "UTC", "day", "2023-12-01"),
    ("2023-12-01T18:19", "Asia/Seoul", "day", "2023-12-01"),
    ("2023-12-01", "Asia/Seoul", "day", "2023-12-01"),
    ("2023-12-01", "Asia/Seoul", "month", "2023-12"),
    ("2023-12", "Asia/Seoul", "day", "2023-12"),
    ("2023", "Asia/Seoul", "month", "2023"),
    ("2023-11-2X", "Asia/Seoul", "month", "2023-11"),
    ("../2025-03", "Asia/Seoul", "year", "../2025"),
    ("2023-11-21/2023-12-03", "Asia/Seoul", "month", "2023-11/2023-12"),
    ("[2023-11-28..2023-11-30]", "Asia/Seoul", "month", "[2023-11..2023-11]"),
    ("2023-11-21~", "Asia/Seoul", "month", "2023-11~"),
    ("2023~-11-21?", "Asia/Seoul", "year", "2023%"),
    ("?2023-11-~21", "Asia/Seoul", "month", "?2023-11"),
    ("2024-34", "Asia/Seoul", "month", "2024-34"),
    ("2024-34?", "Asia/Seoul", "year", "2024?"),
    ("2023-24", "Asia/Seoul", "year", "2023-24"),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), MEANS)
def test_bounds_are_the_first_and_last_day_a_date_may_mean(
    text: str, earliest: str | None, latest: str | None
) -> None:
    """Each way of writing has the bounds worked out by hand, and is neither approximate nor uncertain."""
    assert dates.parse(text) == dates.Dating(
        text=text, earliest=earliest, latest=latest, approximate=False, uncertain=False
    )


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2023-11~", True, False),
        ("1912-04?", False, True),
        ("1912-04%", True, True),
        ("2004-06~-11", True, False),
        ("?2004-06-~11", True, True),
        ("2004-06-11/2004-07?", False, True),
        ("[2004?,2005~]", True, True),
        ("202X~", True, False),
        ("2024-34~", True, False),
    ],
)
def test_a_qualifier_marks_and_never_widens(text: str, *, approximate: bool, uncertain: bool) -> None:
    """About November is November: how far "about" reaches would be our guess."""
    marked, bare = dates.parse(text), dates.parse(text.translate(str.maketrans("", "", "~?%")))
    assert (marked.approximate, marked.uncertain) == (approximate, uncertain)
    assert (marked.earliest, marked.latest) == (bare.earliest, bare.latest)


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_what_is_no_date_is_refused_with_the_reason(text: str, says: str) -> None:
    """The message quotes the text and says what is wrong with it, or what a date looks like."""
    with pytest.raises(ValueSyntaxError) as caught:
        dates.parse(text)
    assert str(caught.value).startswith(f'"{text}" is no date: ')
    assert says in str(caught.value)


@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_a_common_way_of_writing_gets_its_edtf(text: str, meant: str) -> None:
    """What people write instead of EDTF is refused with the EDTF for it."""
    with pytest.raises(ValueSyntaxError, match=re.escape(f'(did you mean "{meant}"?)')):
        dates.parse(text)


def test_a_day_and_month_that_may_be_swapped_are_both_offered() -> None:
    """Nobody can know whether 03/11/2023 is in November or in March."""
    with pytest.raises(ValueSyntaxError, match=r'\(did you mean "2023-11-03" or "2023-03-11"\?\)'):
        dates.parse("03/11/2023")


@pytest.mark.parametrize("text", ["before long", "may", "2023 2024", "13/13/2023", "May 2023-06", "9" * 500])
def test_nothing_is_offered_where_nobody_can_say(text: str) -> None:
    """A wrong guess would be worse than none."""
    with pytest.raises(ValueSyntaxError) as caught:
        dates.parse(text)
    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize(("text", "timezone", "precision", "answer"), CONVERTED)
def test_an_answer_is_the_day_of_the_place_no_finer_than_asked(
    text: str, timezone: str, precision: str, answer: str
) -> None:
    """A time with a zone is moved to the place; then what is finer than the precision is cut."""
    assert dates.in_timezone(text, timezone, precision) == answer


@pytest.mark.parametrize(
    "timezone", ["Asia/Soul", "Asia", "", "../UTC", "/etc/passwd", "a\0b", "\ud800", "+09:00"]
)
def test_an_unknown_timezone_is_refused(timezone: str) -> None:
    """Also for a date that would need no conversion: the question is at fault, not the answer."""
    with pytest.raises(ValueSyntaxError, match="is no IANA timezone such as Asia/Seoul"):
        dates.in_timezone("2023-12-01", timezone, "day")


def test_a_near_timezone_is_offered() -> None:
    """A slip in a name of the IANA database is recognized."""
    with pytest.raises(ValueSyntaxError, match=r'\(did you mean "Asia/Seoul"\?\)'):
        dates.in_timezone("2023-12-01", "Asia/Seol", "day")


def test_conversion_refuses_what_it_cannot_do() -> None:
    """No date, no precision, and a day before the calendar begins."""
    with pytest.raises(ValueSyntaxError, match='"soon" is no date'):
        dates.in_timezone("soon", "UTC", "day")
    with pytest.raises(ValueSyntaxError, match='"week" is no precision: one of year, month, day'):
        dates.in_timezone("2023", "UTC", "week")
    with pytest.raises(ValueSyntaxError, match="in America/Los_Angeles is no date"):
        dates.in_timezone("0001-01-01T00:00+14:00", "America/Los_Angeles", "day")


@pytest.mark.parametrize(
    ("inner", "outer", "is_within"),
    [
        ("2023-11-03", "2023-11", True),
        ("2023-11", "2023-11-03", False),
        ("2023-11", "2023-11", True),
        ("2023-10/2023-11", "2023-11", False),
        ("2023-11/2023-12", "2023-11", False),
        ("2023", "../2025", True),
        ("../2023", "../2025", True),
        ("../2025", "2023", False),
        ("2023/..", "2023", False),
        ("2023", "XXXX", True),
        ("XXXX", "2023/..", False),
    ],
)
def test_within_compares_both_bounds(inner: str, outer: str, *, is_within: bool) -> None:
    """An open bound is wider than any day."""
    assert dates.within(dates.parse(inner), dates.parse(outer)) is is_within


@pytest.mark.parametrize(
    ("a", "b", "are_disjoint"),
    [
        ("2023-11-30", "2023-12-01", True),
        ("2023-11", "2023-11-30", False),
        ("../2023", "2024/..", True),
        ("../2023", "2023-12-31/..", False),
        ("2023/..", "2099", False),
        ("XXXX", "2023", False),
    ],
)
def test_disjoint_dates_share_no_day(a: str, b: str, *, are_disjoint: bool) -> None:
    """Either way round; an open bound reaches every day."""
    assert dates.disjoint(dates.parse(a), dates.parse(b)) is are_disjoint
    assert dates.disjoint(dates.parse(b), dates.parse(a)) is are_disjoint
