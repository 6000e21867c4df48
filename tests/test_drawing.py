"""Drawings: bars as wide as their doubt, on a scale that is labelled, with every word escaped."""

from __future__ import annotations

import re

from factbase.plugin.drawing import Bar, timeline


def bar(row: int, earliest: str | None, latest: str | None, label: str = "x") -> Bar:
    """Return a bar."""
    return Bar(row=row, earliest=earliest, latest=latest, label=label, shape="axis-said", href="/statement/x")


def widths(svg: str) -> list[float]:
    """Return the widths of the bars of a picture."""
    return [float(width) for width in re.findall(r'<rect[^>]* width="([\d.]+)"', svg)]


def test_a_bar_is_as_wide_as_its_doubt() -> None:
    """Of two bars of a hundred days the one of ten days is a tenth as wide as the whole."""
    svg = timeline(
        [bar(0, "2023-01-01", "2023-04-10"), bar(1, "2023-01-01", "2023-01-10")], title="t", description="d"
    )
    whole, tenth = widths(svg)
    assert abs(tenth / whole - 0.1) < 0.001


def test_an_open_end_reaches_the_edge_and_is_marked_as_open() -> None:
    """What has no known start begins where the picture does, and its outline says that it is open."""
    svg = timeline(
        [bar(0, None, "2023-01-31"), bar(1, "2023-01-01", "2023-01-31")], title="t", description="d"
    )
    first, second = widths(svg)
    assert first == second
    assert svg.count('class="axis-said open"') == 1


def test_few_years_are_divided_into_months() -> None:
    """One year has a tick a month, and ten years one a year."""
    year = timeline([bar(0, "2023-01-01", "2023-12-31")], title="t", description="d")
    decade = timeline([bar(0, "2014-01-01", "2023-12-31")], title="t", description="d")
    assert re.findall(r'y="11">([^<]+)<', year)[:3] == ["2023", "2023-02", "2023-03"]
    assert re.findall(r'y="11">([^<]+)<', decade) == [str(number) for number in range(2014, 2024)]


def test_nothing_is_drawn_without_a_date() -> None:
    """A picture of nothing dated is empty, not an axis of nothing."""
    assert timeline([bar(0, None, None)], title="t", description="d") == ""


def test_what_is_written_in_a_picture_is_escaped() -> None:
    """Markup in a label, a title or an address stays text."""
    hostile = '"><script>alert(1)</script>'
    svg = timeline([bar(0, "2023-01-01", "2023-01-02", hostile)], title=hostile, description=hostile)
    assert "<script>" not in svg
