"""Calibration: how often what was given a probability came true, under one scheme; a table while there are too few."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from attrs import frozen
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factbase.findings import ForecastScore

ENOUGH = 20
"""From how many scored forecasts of one scheme on they are drawn."""

MOST_GROUPS = 10
"""If more probabilities than so many were given, they are grouped by tenths."""

Z95 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution: 95 % lie within as much on both sides."""

_WIDTH, _HEIGHT = 320, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 300, 12, 254
_TENTHS = 10


@frozen(kw_only=True)
class Level:
    """The forecasts that were given about the same probability: its mean, how many there are, how many came true."""

    probability: float
    forecasts: int
    true: int

    @property
    def share(self) -> float:
        """The share that came true."""
        return self.true / self.forecasts

    @property
    def interval(self) -> tuple[float, float]:
        """Within which the share lies that would come true in the long run, in 95 of 100 cases."""
        return wilson(self.true, self.forecasts)


def wilson(true: int, of: int, z: float = Z95) -> tuple[float, float]:
    """Return the score interval of a share (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212), from 0 to 1.

    Raises:
        ValueError: when there is nothing to have a share of, or more came true than there is.
    """
    if of < 1 or not 0 <= true <= of:
        message = f"{true} of {of} is no share"
        raise ValueError(message)
    share, spread = true / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def came_true(score: ForecastScore) -> bool | None:
    """Return whether what the probability is of came true, None if it is not settled.

    The probability is that of the answer itself, also where it is denied: a denial is right when it did not come true.
    """
    if score.brier is None or score.result not in {"right", "wrong"}:
        return None
    return (score.result == "right") == (score.polarity == "affirms")


def levels(scores: Iterable[ForecastScore]) -> tuple[Level, ...]:
    """Return the settled forecasts of one scheme by their probability, the lowest first: by tenths if these are many.

    Raises:
        ValueError: when they are of several schemes, which never mix.
    """
    settled = [(each, true) for each in scores if (true := came_true(each)) is not None]
    schemes = sorted({each.scheme for each, _ in settled})
    if len(schemes) > 1:
        message = f"schemes never mix: {', '.join(schemes)}"
        raise ValueError(message)
    given = {round(each.probability, 6) for each, _ in settled}
    found: dict[float, list[tuple[float, bool]]] = {}
    for each, true in settled:
        exact = round(each.probability, 6)
        key = exact if len(given) <= MOST_GROUPS else min(int(exact * _TENTHS), _TENTHS - 1)
        found.setdefault(key, []).append((each.probability, true))
    return tuple(
        Level(
            probability=sum(probability for probability, _ in group) / len(group),
            forecasts=len(group),
            true=sum(true for _, true in group),
        )
        for _, group in sorted(found.items())
    )


def calibration(found: Sequence[Level], *, ident: str, title: str, description: str) -> Markup:
    """Return the plot: for each level a dot, as large as it has forecasts, its interval, and the perfect diagonal."""
    most = max((each.forecasts for each in found), default=1)
    return Markup(
        '<figure class="calibration-of"><svg class="calibration" viewBox="0 0 {w} {h}" role="img" focusable="false" '
        'aria-labelledby="{id}-t" aria-describedby="{id}-d"><title id="{id}-t">{title}</title>'
        '<desc id="{id}-d">{description} {told}</desc>{grid}'
        '<path class="perfect" d="M{left} {bottom}L{right} {top}"/>{levels}</svg></figure>'
    ).format(
        w=_WIDTH,
        h=_HEIGHT,
        id=ident,
        title=title,
        description=description,
        told="; ".join(_told(each) for each in found),
        grid=_grid(),
        left=_LEFT,
        right=_RIGHT,
        top=_TOP,
        bottom=_BOTTOM,
        levels=Markup("").join(_level(each, most) for each in found),
    )


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _y(share: float) -> float:
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _told(level: Level) -> str:
    low, high = level.interval
    return (
        f"Given {level.probability:.0%}: {level.true} of {level.forecasts} came true, {level.share:.0%} "
        f"({low:.0%} to {high:.0%})"
    )


def _level(level: Level, most: int) -> Markup:
    """Return a level: its area tells how many forecasts it has, and the number beside says so."""
    low, high = level.interval
    radius = 4 + 7 * sqrt(level.forecasts / most)
    x, y = _x(level.probability), _y(level.share)
    before = x + radius + 24 > _RIGHT
    return Markup(
        '<g class="level"><title>{told}</title>'
        '<path class="interval" d="M{x:.1f} {high:.1f}V{low:.1f}M{a:.1f} {high:.1f}h8M{a:.1f} {low:.1f}h8"/>'
        '<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
        '<text x="{tx:.1f}" y="{ty:.1f}" text-anchor="{anchor}">{n}</text></g>'
    ).format(
        told=_told(level),
        x=x,
        a=x - 4,
        y=y,
        low=_y(low),
        high=_y(high),
        r=radius,
        tx=x - radius - 4 if before else x + radius + 4,
        ty=y + 4,
        anchor="end" if before else "start",
        n=f"{level.true}/{level.forecasts}",
    )


def _grid() -> Markup:
    lines = Markup("").join(
        Markup(
            '<path class="grid" d="M{left} {y:.1f}H{right}M{x:.1f} {top}V{bottom}"/>'
            '<text x="{x:.1f}" y="{below}" text-anchor="middle">{words}</text>'
            '<text x="{before}" y="{ty:.1f}" text-anchor="end">{words}</text>'
        ).format(
            left=_LEFT,
            right=_RIGHT,
            top=_TOP,
            bottom=_BOTTOM,
            x=_x(share),
            y=_y(share),
            ty=_y(share) + 4,
            below=_BOTTOM + 17,
            before=_LEFT - 6,
            words=f"{share:.0%}" if share else "0",
        )
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    middle = (_TOP + _BOTTOM) / 2
    return lines + Markup(
        '<text class="axis-name" x="{x}" y="{y}" text-anchor="middle">probability given</text>'
        '<text class="axis-name" transform="translate(11 {m}) rotate(-90)" text-anchor="middle">came true</text>'
    ).format(x=(_LEFT + _RIGHT) / 2, y=_HEIGHT - 9, m=middle)
