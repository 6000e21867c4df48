"""Positions on one axis: claims apart from assessments, how sure by the line, denials crossed, the outcome a line."""

from __future__ import annotations

import re
from typing import Any

from factbase.plugin.drawing.days import Days
from factbase.plugin.drawing.positions import Lies, Standpoint, positions

NOVEMBER = Days(earliest="2023-11-21", latest="2023-11-30")
OCTOBER = Days(earliest="2023-10-01", latest="2023-10-31")


def standpoint(lies: Lies, **fields: Any) -> Standpoint:  # noqa: ANN401 - any field
    """Return a standpoint of which only what matters is given."""
    plain = {"speaker": "Shin", "speaker_href": "/s", "answer": "then", "href": "/x", "notes": ()}
    return Standpoint(
        **{**plain, "family": "claim", "certainty": "certain", "denied": False, "lies": lies, **fields}
    )


def drawn(*found: Standpoint, outcome: Lies | None = None) -> str:
    """Return the picture as it is written."""
    words = "21 November 2023" if outcome else ""
    return str(positions(found, outcome=outcome, outcome_words=words, title="t", description="d") or "")


def test_claims_stand_above_and_assessments_below() -> None:
    """Each family has a heading of its own; one without a position has none."""
    svg = drawn(standpoint(NOVEMBER, family="assessment"), standpoint(OCTOBER))
    assert svg.index("</span>Claims") < svg.index("</span>Assessments")
    assert "Assessments" not in drawn(standpoint(OCTOBER), standpoint(NOVEMBER))


def test_how_sure_is_told_by_the_line_and_in_words() -> None:
    """Certain, probable and possible have a line each, and the key and the rows name them."""
    svg = drawn(
        standpoint(NOVEMBER, certainty="possible"),
        standpoint(OCTOBER, certainty="probable", family="assessment"),
    )
    assert "bar-claim line-possible" in svg
    assert "bar-assessment line-probable" in svg
    assert "line-certain" not in svg
    assert svg.count("put as possible") == 3  # in the key, in the row, and in the strip's title


def test_a_denial_is_crossed_and_says_not() -> None:
    """What is denied has a cross over its bar and a "not" before its words."""
    svg = drawn(standpoint(OCTOBER, denied=True), standpoint(NOVEMBER))
    assert "<title>Shin: not then, put as certain</title>" in svg
    assert len(re.findall('class="cross"', svg)) == 2  # in the key and in the row


def test_the_outcome_is_a_line_through_every_row() -> None:
    """The day that came stands in every row, in the key, and in words."""
    svg = drawn(
        standpoint(OCTOBER), standpoint(NOVEMBER), outcome=Days(earliest="2023-11-21", latest="2023-11-21")
    )
    assert svg.count('class="came"') == 3
    assert svg.count("Outcome: 21 November 2023") == 2


def test_numbers_lie_on_a_plain_axis() -> None:
    """From 120 to 180 is half as wide as from 200 to 320; what has no upper bound reaches the edge, with an arrow."""
    svg = drawn(standpoint((120, 180)), standpoint((200, 320)), standpoint((300, None)))
    body = svg[svg.index("<tbody>") :]
    bars = [
        (float(left), float(width))
        for left, width in re.findall(r'<rect x="([\d.]+)%" y="-6" width="([\d.]+)%"[^>]*class="under"', body)
    ]
    assert abs(bars[1][1] - 2 * bars[0][1]) < 0.02
    assert abs(sum(bars[2]) - 100) < 0.02
    assert body.count('class="arrow"') == 1


def test_what_cannot_be_compared_is_not_drawn() -> None:
    """One answer alone, or answers without any bound, need no axis."""
    assert drawn(standpoint(OCTOBER), standpoint(OCTOBER)) == ""
    assert drawn(standpoint((None, None)), standpoint((None, None))) == ""
    assert drawn() == ""
    assert drawn(outcome=OCTOBER) == ""


def test_what_is_written_in_a_position_is_escaped() -> None:
    """Markup in names, answers and addresses stays text."""
    hostile = "\"'><script>alert(1)</script>"
    fields = {
        "speaker": hostile,
        "speaker_href": hostile,
        "answer": hostile,
        "href": hostile,
        "notes": (hostile,),
    }
    svg = drawn(standpoint(OCTOBER, **fields), standpoint(NOVEMBER))
    assert "<script" not in svg
    assert "\"'>" not in svg
