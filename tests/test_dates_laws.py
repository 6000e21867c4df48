"""What always holds of dates, whatever is drawn from their grammar."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from factbase import dates
from factbase.errors import ValueSyntaxError

# The days of three decades, for laws that look at each.
DAYS = [(date(2000, 1, 1) + timedelta(days=day)).isoformat() for day in range(10_958)]

qualifiers = st.sampled_from(["", "", "", "~", "?", "%"])


@st.composite
def single_dates(draw: st.DrawFn) -> str:
    """Draw a day, a month, a part of a year or a year, with digits unknown and qualifiers here and there."""
    day = draw(st.dates())
    year, month, number = day.isoformat().split("-")
    year = year[: 4 - (unknown := draw(st.integers(0, 4)))] + "X" * unknown
    month = draw(st.sampled_from([month, "XX"]))
    number = draw(st.sampled_from([number, f"{number[0]}X", f"X{number[1]}", "XX"]))
    parts = [year, month, number][: draw(st.integers(1, 3))]
    if len(parts) == 2:
        parts[1] = draw(st.one_of(st.just(month), st.integers(21, 41).map(str)))
    return "-".join(draw(qualifiers) + part + draw(qualifiers) for part in parts)


def ordered(pair: tuple[str, str]) -> bool:
    """Tell whether the first does not begin after the second ends."""
    first, last = dates.parse(pair[0]).earliest, dates.parse(pair[1]).latest
    return first is None or last is None or first <= last


pairs = st.tuples(single_dates(), single_dates()).filter(ordered)
intervals = st.one_of(
    pairs.map("/".join),
    st.tuples(st.sampled_from(["{}/..", "../{}", "{}/", "/{}"]), single_dates()).map(
        lambda drawn: drawn[0].format(drawn[1])
    ),
)
elements = st.one_of(
    single_dates(),
    pairs.map("..".join),
    single_dates().map("..{}".format),
    single_dates().map("{}..".format),
)
sets = st.tuples(st.sampled_from(["[{}]", "{{{}}}"]), st.lists(elements, min_size=1, max_size=4)).map(
    lambda drawn: drawn[0].format(",".join(drawn[1]))
)
times = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)).map(  # noqa: DTZ001 - zones follow
    lambda moment: moment.isoformat(timespec="seconds")
)
zones = st.sampled_from(["", "Z", "+09:00", "-08:00", "+05:30", "+14:00"])
edtf = st.one_of(single_dates(), intervals, sets, st.tuples(times, zones).map("".join))


@given(edtf)
@example("2023-11-21/2023-11-30")
def test_all_of_edtf_is_read_and_kept_as_written(text: str) -> None:
    """Whatever the grammar allows has bounds in order, each a real day, and keeps its text."""
    dating = dates.parse(text)
    assert dating.text == text
    for bound in (dating.earliest, dating.latest):
        assert bound is None or date.fromisoformat(bound).isoformat() == bound
    assert dating.earliest is None or dating.latest is None or dating.earliest <= dating.latest


@given(st.sampled_from(DAYS), st.sets(st.sampled_from([3, 8, 9])), st.booleans())
def test_unknown_digits_mean_every_day_that_fits(day: str, unknown: set[int], month_unknown: bool) -> None:  # noqa: FBT001 - drawn
    """The bounds are the first and last of all days of three decades that match, found by looking at each."""
    hidden = unknown | ({5, 6} if month_unknown else set())
    pattern = "".join("X" if place in hidden else digit for place, digit in enumerate(day))
    matching = re.compile(pattern.replace("X", "[0-9]"))
    fitting = [each for each in DAYS if matching.fullmatch(each)]
    dating = dates.parse(pattern)
    assert (dating.earliest, dating.latest) == (fitting[0], fitting[-1])


@given(st.dates())
def test_a_day_lies_within_its_month_its_parts_of_the_year_and_its_year(day: date) -> None:
    """Narrower is inside wider: day, month, quarter, half-year, year, decade, century."""
    month = day.month - 1
    year = f"{day.year:04}"
    wider = [f"{year}-{day.month:02}", f"{year}-{33 + month // 3}", f"{year}-{40 + month // 6}", year]
    chain = [day.isoformat(), *wider, f"{year[:3]}X", f"{year[:2]}XX", f"{year[0]}XXX"]
    datings = [dates.parse(text) for text in chain]
    for inner, outer in pairwise(datings):
        assert dates.within(inner, outer)
        assert not dates.disjoint(inner, outer)
    assert dates.within(datings[0], dates.parse(f"{year}-{37 + month // 4}"))


@given(edtf, edtf)
def test_what_lies_within_is_not_disjoint(a: str, b: str) -> None:
    """Within is reflexive, disjoint symmetric, and no pair is both."""
    one, other = dates.parse(a), dates.parse(b)
    assert dates.within(one, one)
    assert dates.disjoint(one, other) == dates.disjoint(other, one)
    assert not (dates.within(one, other) and dates.disjoint(one, other))


@given(st.one_of(single_dates(), intervals, sets), st.sampled_from(["day", "month", "year"]))
def test_cutting_only_widens_and_is_done_once(text: str, precision: str) -> None:
    """What was possible stays possible, doubts stay, and a second cut changes nothing."""
    cut = dates.in_timezone(text, "Asia/Seoul", precision)
    assert dates.within(dates.parse(text), dates.parse(cut))
    assert dates.in_timezone(cut, "Asia/Seoul", precision) == cut


@given(times, st.sampled_from(["Asia/Seoul", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"]))
def test_the_day_of_a_place_is_that_of_the_time_zone_database(text: str, timezone: str) -> None:
    """The same instant, by the standard library's own conversion."""
    there = datetime.fromisoformat(f"{text}+00:00").astimezone(ZoneInfo(timezone))
    assert dates.in_timezone(f"{text}Z", timezone, "day") == there.date().isoformat()


@given(
    st.one_of(
        st.text(), st.text("0123456789X-/.[]{},~?%TZ:+ "), st.text("about since by to or 2023 May early '")
    )
)
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text is a date that is kept, or is refused with a message that quotes it."""
    try:
        assert dates.parse(text).text == text
    except ValueSyntaxError as error:
        assert str(error).startswith(f'"{text}" is no date: ')  # noqa: PT017 - both outcomes are right
