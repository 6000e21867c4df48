"""Two sources over time: where lines lie, floors as fields, what excludes one another, and that many points are few."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from factbase.plugin.drawing.course import HEIGHT, course, scale
from factbase.plugin.drawing.days import Days
from factbase.plugin.drawing.stops import Line, Stop, few


def stop(day: str, low: float | None, high: float | None) -> Stop:
    """Return an answer for one day."""
    return Stop(days=Days(earliest=day, latest=day), low=low, high=high)


CLAIMED = Line(
    name="Staff",
    family="claim",
    stops=[stop("2024-05-01", 100, 100), stop("2024-05-21", 200, 200)],
    last="200",
)
SEEN = Line(
    name="Eyes",
    family="assessment",
    stops=[stop("2024-05-01", 40, None), stop("2024-05-21", 80, None)],
    last="≥ 80",
)


def drawn(*lines: Line, **more: object) -> str:
    """Return the picture of some lines."""
    found = course(list(lines), ident="c", title="How many?", description="Words.", **more)  # type: ignore[arg-type]
    return str(found)


def test_a_line_lies_where_its_numbers_say() -> None:
    """From zero to 200 over 246 pixels below a head of 34: 200 is at 34, 100 in the middle, at 157, of 280."""
    (path,) = re.findall(r'<path class="course-line" d="M([^"H]+)"/>', drawn(CLAIMED, SEEN))[:1]
    heights = [float(each.split()[1]) for each in path.split("L")]
    assert heights == [157.0, 34.0]
    assert HEIGHT == 280


def test_a_floor_is_a_field_in_its_familys_pattern_with_arrows() -> None:
    """The field of a floor reaches to the bottom; its answers are arrows upward; an exact amount has neither."""
    picture = drawn(CLAIMED, SEEN)
    assert picture.count("<clipPath") == 1
    (path,) = re.findall(r'clipPathUnits="objectBoundingBox"><path d="M([^"]+)Z"', picture)
    assert [each.split()[1] for each in path.split("L")][-2:] == ["1.0000", "1.0000"]
    assert 'fill="url(#c-assessment)"' in picture
    assert picture.count('d="M-5 3 0 -5 5 3Z"') == 3  # two answers, and the key
    assert picture.count("<circle r=") == 3 + picture.count('<circle class="fill-silence" r=')


def test_a_ceiling_has_its_field_above_and_a_range_between_its_bounds() -> None:
    """At most 80: the field reaches to the top. From 100 to 150: it lies between the two."""
    most = Line(
        name="a",
        family="claim",
        stops=[stop("2024-05-01", None, 40), stop("2024-05-21", None, 80)],
        last="≤ 80",
    )
    (path,) = re.findall(r'objectBoundingBox"><path d="M([^"]+)Z"', drawn(most))
    assert [each.split()[1] for each in path.split("L")][:2] == ["0.0000", "0.0000"]
    between = Line(
        name="a",
        family="claim",
        stops=[stop("2024-05-01", 0, 100), stop("2024-05-21", 100, 200)],
        last="100–200",
    )
    (path,) = re.findall(r'objectBoundingBox"><path d="M([^"]+)Z"', drawn(between))
    top, middle = 34 / 280, (34 + 123) / 280
    assert [float(each.split()[1]) for each in path.split("L")] == [
        round(each, 4) for each in (middle, top, middle, 1.0)
    ]


def test_what_excludes_one_another_is_crossed() -> None:
    """The pair is joined by a line with a cross, and the key says what that means; else the key is silent."""
    apart = [(CLAIMED.stops[1], stop("2024-05-21", 300, None))]
    assert "both cannot hold" in drawn(CLAIMED, SEEN, apart=apart)
    assert 'class="over apart"' in drawn(CLAIMED, SEEN, apart=apart)
    assert "both cannot hold" not in drawn(CLAIMED, SEEN)


def test_the_picture_says_in_words_what_it_shows() -> None:
    """It has a title, a description, names of both axes, the last amount of each line, and a key to each."""
    picture = drawn(CLAIMED, SEEN, unit="bridges")
    for words in (
        "How many?",
        "Words.",
        ">bridges<",
        ">date<",
        ">200<",
        ">≥ 80<",
        "Staff: claimed",
        "a floor",
    ):
        assert words in picture
    assert 'role="img"' in picture
    assert "<script" not in picture
    assert "style=" not in picture


def test_the_last_amounts_of_two_lines_do_not_share_their_room() -> None:
    """Both end on May 21: that of the upper line, at 34, stands above its end; of the lower, at 181.6, below its."""
    found = re.findall(r'class="last" x="[\d.]+%" y="([\d.]+)"', drawn(CLAIMED, SEEN))
    assert found == ["25.0", "201.6"]


def test_words_are_escaped() -> None:
    """A name is text, whatever it holds."""
    assert "<b>" not in drawn(Line(name="<b>", family="claim", stops=CLAIMED.stops, last="<b>"))


def test_what_has_no_day_or_no_amount_has_no_picture() -> None:
    """Neither an answer of an unknown day, nor none at all."""
    unknown = Stop(days=Days(earliest=None, latest=None), low=1, high=1)
    assert (
        course(
            [Line(name="a", family="claim", stops=[unknown], last="1")], ident="c", title="t", description="d"
        )
        is None
    )
    assert course([], ident="c", title="t", description="d") is None
    assert scale([]) is None


def test_a_single_answer_is_a_dot_without_a_line() -> None:
    """There is nothing to join."""
    picture = drawn(Line(name="a", family="claim", stops=[stop("2024-05-01", 5, 5)], last="5"))
    assert "stretched" not in picture
    assert "<circle r=" in picture


def test_the_scale_begins_at_zero_unless_that_is_far() -> None:
    """From 40 to 200 zero is near; from 1,000 to 1,040 it is far, unless a floor stands on it."""
    low, high = stop("2024-05-01", 1000, 1000), stop("2024-05-02", 1040, 1040)
    near = scale([CLAIMED])
    assert near is not None
    assert (near.low, near.high, near.marks) == (100 - 100, 200, (0, 50, 100, 150, 200))
    far = scale([Line(name="a", family="claim", stops=[low, high], last="")])
    assert far is not None
    assert (far.low, far.step) == (1000, 10)
    floor = scale([Line(name="a", family="claim", stops=[stop("2024-05-01", 1000, None)], last="")])
    assert floor is not None
    assert floor.low == 0


def test_thousands_of_points_are_drawn_by_few_that_keep_every_fall() -> None:
    """Of 4,000 rising amounts with one deep fall 640 points are left at most; the fall and both ends are among them."""
    first = date(2020, 1, 1)
    days = [(first + timedelta(days=number)).isoformat() for number in range(4000)]
    stops = [stop(day, number, number) for number, day in enumerate(days)]
    stops[1234] = stop(days[1234], -500, -500)
    kept = few(stops)
    assert len(kept) <= 640
    assert {stops[0], stops[1234], stops[-1]} <= set(kept)


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 9)), min_size=1, max_size=60),
    st.integers(1, 8),
)
def test_few_keep_order_ends_and_bounds(found: list[tuple[int, int]], most: int) -> None:
    """Whatever is left out lies within the bounds of what is kept, which begins and ends as before, in its order."""
    first = date(2024, 1, 1)
    stops = [
        stop((first + timedelta(days=number)).isoformat(), low, low + width)
        for number, (low, width) in enumerate(found)
    ]
    kept = list(few(stops, most))
    assert len(kept) <= max(4 * most, len(stops) if len(stops) <= 4 * most else 0)
    assert kept == sorted(kept, key=lambda each: each.days.earliest or "")
    assert (kept[0], kept[-1]) == (stops[0], stops[-1])
    assert min(each.low_end for each in kept) == min(each.low_end for each in stops)
    assert max(each.high_end for each in kept) == max(each.high_end for each in stops)
