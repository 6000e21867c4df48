"""The axes of pictures and the timeline: what lies where, which labels stand, what is open, crossed, torn, escaped."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from factbase.plugin.drawing.amounts import axis_of_amounts, step_of
from factbase.plugin.drawing.axis import LEFT, NARROW, RIGHT, WIDE, clusters
from factbase.plugin.drawing.days import Days, axis_of_days
from factbase.plugin.drawing.timeline import Happening, timeline

DAYS = st.dates().map(date.isoformat)


def days(earliest: str | None, latest: str | None = "") -> Days:
    """Return days from the one to the other, or a single day."""
    return Days(earliest=earliest, latest=earliest if latest == "" else latest)


def happening(**fields: Any) -> Happening:  # noqa: ANN401 - any field
    """Return a happening of which only what matters is given."""
    plain = {
        "speaker": "Shin",
        "speaker_href": "/source/shin",
        "content": "It flies.",
        "href": "/statement/s",
    }
    return Happening(**{**plain, "family": "claim", **fields})


def drawn(*happenings: Happening) -> str:
    """Return the timeline of happenings as it is written."""
    return str(timeline(happenings, ident="tl", title="t", description="d") or "")


def rows(svg: str) -> str:
    """Return the rows of a picture, without its key."""
    return svg[svg.index("<tbody>") :]


# Axes


def test_days_lie_in_proportion() -> None:
    """On an axis of a hundred days, padded by three at each end, the 51st begins in the middle."""
    axis = axis_of_days([days("2023-01-01", "2023-04-10")])
    assert axis is not None
    middle = date(2023, 2, 20).toordinal()
    assert abs(axis.place(middle) - (LEFT + RIGHT) / 2) < 0.3
    assert axis.breaks == ()


def test_a_gap_that_would_squeeze_the_rest_is_left_out() -> None:
    """A launch of 2012 beside four days of 2023 leaves out the years between; the days keep most of the width."""
    axis = axis_of_days([days("2012-04-13"), *(days(f"2023-11-{day}") for day in (3, 12, 21, 30))])
    assert axis is not None
    assert len(axis.breaks) == 1
    november = axis.place(date(2023, 11, 30).toordinal()) - axis.place(date(2023, 11, 3).toordinal())
    assert november > 60


def test_even_years_are_not_broken() -> None:
    """Where every gap is as long as the next, nothing is left out, be they years."""
    assert clusters([0, 365, 730, 1095, 1460], 92) == [(0, 1460)]


def test_a_gap_of_less_than_a_season_is_never_left_out() -> None:
    """Eighty days between two pairs of days stay to scale."""
    assert clusters([0, 1, 81, 82], 92) == [(0, 82)]


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=12))
def test_places_keep_the_order_of_days(found: list[tuple[str, str]]) -> None:
    """A later day never lies left of an earlier one, all lie within the axis, and no two labels of a line touch."""
    axis = axis_of_days(days(*sorted(pair)) for pair in found)
    assert axis is not None
    points = sorted({date.fromisoformat(each).toordinal() for pair in found for each in pair})
    places = [axis.place(point) for point in points]
    assert places == sorted(places)
    assert all(LEFT - 1e-9 <= place <= RIGHT + 1e-9 for place in places)
    assert all(before.right < after.left for before, after in pairwise(axis.stretches))
    for labels, width in ((axis.narrow, NARROW), (axis.wide, WIDE)):
        for lower in (False, True):
            ends = sorted(each.ends(width) for each in labels if each.lower is lower)
            assert all(before[1] < after[0] for before, after in pairwise(ends))


def test_labels_take_the_finest_unit_that_has_room() -> None:
    """A year has the names of months over the year, a fortnight has days over the month, thirty years have years."""

    def labels(earliest: str, latest: str) -> list[str]:
        axis = axis_of_days([days(earliest, latest)])
        assert axis is not None
        return [each.text for each in axis.wide]

    assert labels("2023-01-02", "2023-12-30")[:4] == ["Jan", "2023", "Feb", "Mar"]
    assert {"Nov 2023", "3", "4", "17"} <= set(labels("2023-11-03", "2023-11-17"))
    assert {"1995", "2000", "2020"} <= set(labels("1992-01-01", "2022-01-01"))


def test_what_is_no_day_of_the_calendar_is_open() -> None:
    """Only days of the years 1 to 9999 have a place; an axis of none is none."""
    assert axis_of_days([days(None, None), days("-0044-03-15")]) is None
    assert axis_of_days([days("0001-01-01"), days("9999-12-31")]) is not None


def test_numbers_are_labelled_in_round_steps() -> None:
    """Of three to four hundred there is a label at each hundred; whole numbers have no halves between them."""
    axis = axis_of_amounts([100.0, 400.0])
    assert axis is not None
    assert [each.text for each in axis.wide] == ["100", "150", "200", "250", "300", "350", "400"]
    whole = axis_of_amounts([5.0])
    assert whole is not None
    assert [each.text for each in whole.wide] == ["4", "5", "6"]
    assert axis_of_amounts([]) is None
    assert axis_of_amounts([float("inf")]) is None


@given(st.floats(1e-12, 1e12), st.integers(1, 12))
def test_a_step_is_round_and_leaves_few_labels(length: float, most: int) -> None:
    """At most as many steps as are asked for fit, and more than a third of them would at the next finer one."""
    step = step_of(length, most)
    assert length / step <= most * (1 + 1e-6)
    assert length / step > most / 2.6
    assert re.fullmatch(r"[125](\.0+)?e[+-]\d+", f"{step:.6e}")


# The timeline


def test_an_uncertain_date_is_a_bar_and_what_was_said_a_dot_joined_to_it() -> None:
    """Said on Nov. 3, to happen from 21 to 30: a dot, a line to where the bar begins, and the bar, ten days long."""
    svg = rows(drawn(happening(said=days("2023-11-03"), event=days("2023-11-21", "2023-11-30"))))
    axis = axis_of_days([days("2023-11-03"), days("2023-11-21", "2023-11-30")])
    assert axis is not None
    said, start, end = (axis.place(date(2023, 11, day).toordinal()) for day in (3, 21, 30))
    day = (end - start) / 9
    bar = re.search(r'<rect x="([\d.]+)%" y="-6" width="([\d.]+)%"', svg)
    assert bar
    assert abs(float(bar[1]) - start) < 0.01
    assert abs(float(bar[2]) - (end - start + day)) < 0.01
    assert f'class="said" x1="{said + day / 2:.2f}%" x2="{said + day / 2:.2f}%"' in svg
    assert f'class="joint" x1="{said + day / 2:.2f}%" x2="{start:.2f}%"' in svg
    assert "<title>Said 3 November 2023. To happen 21–30 November 2023</title>" in svg


def test_a_month_in_which_something_was_said_is_as_wide_as_the_month() -> None:
    """Nobody knows the day in August: what was said is a thin bar, not a dot."""
    month, event = days("2023-08-01", "2023-08-31"), days("2023-10-01", "2023-10-31")
    svg = rows(drawn(happening(said=month, event=event)))
    found = re.search(r'class="said" x1="([\d.]+)%" x2="([\d.]+)%"', svg)
    assert found
    assert float(found[2]) - float(found[1]) > 25


def test_an_open_end_reaches_the_edge_with_an_arrow() -> None:
    """By 2025: from the left edge on, dashed, with an arrow; the key says what that is."""
    svg = drawn(happening(event=days(None, "2025-12-31"), said=days("2023-11-03")))
    assert re.search(r'class="bar-of bar-claim line-certain open"[^>]*><rect x="0.00%"', svg)
    assert 'class="arrow"' in svg
    assert "one end is open" in svg
    assert "to happen by 31 December 2025" in svg


def test_what_had_happened_is_told_apart_from_what_is_to_happen() -> None:
    """A failure of May told in November had happened; a launch denied for November is not to happen."""
    past = happening(said=days("2023-11-03"), event=days("2023-05-01", "2023-05-31"))
    denied = happening(said=days("2023-11-03"), event=days("2023-11-30"), denied=True)
    assert past.told == ("said 3 November 2023", "had happened May 2023")
    assert denied.told == ("said 3 November 2023", "not to happen 30 November 2023")
    assert 'class="cross"' in drawn(denied)
    assert "Denied: It flies." in drawn(denied)
    assert 'class="cross"' not in drawn(past)


def test_what_was_said_by_a_day_points_back() -> None:
    """If only the latest day is known, an arrow leads back from it, and the words say by when."""
    svg = drawn(happening(said=days(None, "2022-03-10")))
    assert 'class="said-by"' in svg
    assert "Said by 10 March 2022" in svg


def test_families_differ_in_pattern() -> None:
    """A claim is filled, an assessment hatched, silence dotted: by a pattern each, named in the key."""
    event = days("2023-11-30")
    svg = drawn(*(happening(event=event, family=family) for family in ("claim", "assessment", "silence")))
    for family in ("claim", "assessment", "silence"):
        assert f'fill="url(#tl-{family})"' in svg
        assert svg.count(f'id="tl-{family}"') == 1
    assert "as claimed" in svg
    assert "as assessed" in svg


def test_the_picture_says_what_it_is_and_every_strip_what_it_shows() -> None:
    """The axis has a title and a description, by ids of its own; each strip is an image with a title."""
    svg = drawn(happening(said=days("2023-11-03"), outcome=days("2023-11-21")))
    assert '<svg class="timeline axis" role="img"' in svg
    assert (
        'aria-labelledby="tl-t" aria-describedby="tl-d"><title id="tl-t">t</title><desc id="tl-d">d</desc>'
        in svg
    )
    assert svg.count('<svg class="strip" role="img"') == 1
    assert "outcome 21 November 2023" in svg


def test_nothing_is_drawn_without_a_date() -> None:
    """A picture of nothing dated is none, not an axis of nothing; a row without a date beside others says so."""
    assert drawn(happening()) == ""
    assert "Not dated" in drawn(happening(), happening(said=days("2023-11-03")))


def test_what_is_written_in_a_picture_is_escaped_and_has_no_style() -> None:
    """Markup in any words or addresses stays text; nothing has a style or a script of its own."""
    hostile = "\"'><script>alert(1)</script>"
    each = happening(
        speaker=hostile, speaker_href=hostile, content=hostile, href=hostile, said=days("2023-11-03")
    )
    svg = str(timeline([each], ident="tl", title=hostile, description=hostile))
    assert "<script" not in svg
    assert "\"'>" not in svg
    assert "style=" not in svg
