"""Calibration: Wilson's interval by hand, what came true, levels of one scheme, and the plot."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.findings import ForecastScore
from factbase.plugin.drawing.calibration import Level, calibration, came_true, levels, wilson


def score(
    probability: float, result: str = "right", polarity: str = "affirms", scheme: str = "factbank"
) -> ForecastScore:
    """Return the score of a forecast."""
    true = (result == "right") == (polarity == "affirms")
    brier = None if result in {"open", "void"} else (probability - true) ** 2
    return ForecastScore(
        statement="s",
        question="q",
        scheme=scheme,
        term="certain",
        probability=probability,
        brier=brier,
        answer="yes",
        polarity=polarity,
        result=result,
    )


@pytest.mark.parametrize(
    ("true", "of", "low", "high"),
    [
        # z^2 = 3.8415; 5 of 10: middle (0.5 + 0.19207) / 1.38415 = 0.5, half 1.95996 / 1.38415 * sqrt(0.025 + 0.009604)
        (5, 10, 0.2366, 0.7634),
        # 0 of 10: half equals the middle, 0.19207 / 1.38415, so the interval begins at 0
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        # 1 of 1: the middle (1 + 1.92073) / 4.84146, half 1.95996 / 4.84146 * sqrt(3.84146 / 4) = 0.39673
        (1, 1, 0.2065, 1.0),
        # 81 of 263 (Newcombe 1998, table I, method 3)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_interval_worked_by_hand(true: int, of: int, low: float, high: float) -> None:
    """To four digits, among them the published examples of Newcombe (1998, Statistics in Medicine 17, 857-872)."""
    assert [round(each, 4) for each in wilson(true, of)] == [low, high]


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_holds_the_share_and_mirrors(case: tuple[int, int]) -> None:
    """The share lies within, within 0 and 1; what did not come true has the mirrored interval."""
    true, of = case
    low, high = wilson(true, of)
    assert 0 <= low <= true / of + 1e-12
    assert true / of - 1e-12 <= high <= 1
    mirrored = wilson(of - true, of)
    assert abs(low - (1 - mirrored[1])) < 1e-9


def test_wilson_refuses_what_is_no_share() -> None:
    """Of nothing, or more than all, there is no share."""
    for true, of in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="is no share"):
            wilson(true, of)


def test_a_denial_that_is_right_did_not_come_true() -> None:
    """The probability is of the answer itself: a right denial is one that did not come true; the Brier score agrees."""
    assert came_true(score(0.9)) is True
    assert came_true(score(0.9, "wrong")) is False
    assert came_true(score(0.1, "right", "denies")) is False
    assert came_true(score(0.1, "wrong", "denies")) is True
    assert came_true(score(0.9, "open")) is None
    assert came_true(score(0.9, "void")) is None


def test_levels_are_the_probabilities_that_were_given() -> None:
    """Three at 0.975, of which two came true, and two at 0.4, of which one did; what is open does not count."""
    found = levels(
        [
            score(0.975),
            score(0.975),
            score(0.975, "wrong"),
            score(0.4),
            score(0.4, "wrong"),
            score(0.4, "open"),
        ]
    )
    assert found == (
        Level(probability=0.4, forecasts=2, true=1),
        Level(probability=0.975, forecasts=3, true=2),
    )


def test_many_probabilities_are_grouped_by_tenths() -> None:
    """Twenty-one from 0 to 1 make ten levels: 0.95 and 1 share the last with 0.9; their probability is the mean."""
    found = levels(score(number / 20) for number in range(21))
    assert [each.forecasts for each in found] == [2] * 9 + [3]
    assert found[-1].probability == pytest.approx(0.95)
    assert found[0].probability == pytest.approx(0.025)


def test_schemes_never_mix() -> None:
    """Forecasts of two schemes are refused, whatever their numbers."""
    with pytest.raises(ValueError, match="schemes never mix: factbank, icd-203"):
        levels([score(0.4), score(0.4, scheme="icd-203")])


def test_a_dot_lies_where_its_numbers_say() -> None:
    """Half of what was given 50 % came true: in the middle of the square; the picture says all of it in words."""
    svg = str(
        calibration(
            [Level(probability=0.5, forecasts=10, true=5)], ident="c", title="Calibration", description="d."
        )
    )
    assert re.search(r'<circle cx="178.0" cy="133.0"', svg)  # (56 + 300) / 2 and (12 + 254) / 2
    assert "Given 50%: 5 of 10 came true, 50% (24% to 76%)" in svg
    assert 'role="img"' in svg
    assert ">5/10</text>" in svg


def test_a_level_with_more_forecasts_has_the_larger_dot() -> None:
    """The area grows with the number: the largest dot is that of the level with most forecasts."""
    svg = str(
        calibration(
            [Level(probability=0.2, forecasts=4, true=1), Level(probability=0.8, forecasts=16, true=12)],
            ident="c",
            title="t",
            description="d",
        )
    )
    small, large = (float(each) for each in re.findall(r' r="([\d.]+)"', svg))
    assert (small, large) == (7.5, 11.0)  # 4 + 7 * sqrt(4 / 16), 4 + 7
