"""Numbers as answers: exact, a bound, a range, or rounded, each with the lowest and highest value that it can mean."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from attrs import frozen

from factbase.errors import ValueSyntaxError

_NUMBER = r"[+-]?\d{1,30}(?:\.\d{1,15})?"
_FORMS: Final = re.compile(
    rf"(?P<bound>>=|<=|~)?(?P<first>{_NUMBER})|(?P<low>{_NUMBER})\.\.(?P<high>{_NUMBER})", re.ASCII
)
_ACCEPTED: Final = "write 12, >=12, <=12, 10..12 or ~12"
_WORDS: Final = (
    (r"(?:about|around|approximately|circa|some|≈)\s*", "~"),
    (r"(?:at least|from|>\s|≥)\s*", ">="),
    (r"(?:at most|up to|<\s|≤)\s*", "<="),
)


@frozen
class Quantity:
    """A number as written, and the lowest and highest value that it can mean; None is unbounded."""

    text: str
    low: float | None
    high: float | None


def parse(text: str) -> Quantity:
    """Return a number with its bounds.

    ``~n`` spans what rounds (half up) to `n` at its last digit that is not zero. Of a whole number these are whole numbers:
    ``~300000`` is 250000 to 349999, ``~12`` is 12 to 12. Of a decimal they are steps of a tenth of its last place: ``~1.5``
    is 1.45 to 1.54. ``~0`` is 0.

    Raises:
        ValueSyntaxError: when it is none of the forms, or a range ends below its start.
    """
    form = _FORMS.fullmatch(text)
    if form is None:
        meant = _meant(text)
        raise ValueSyntaxError(
            f'"{text[:60]}" is no number; {f"did you mean {meant}?" if meant else _ACCEPTED}'
        )
    if form["low"] is not None:
        low, high = Decimal(form["low"]), Decimal(form["high"])
        if low > high:
            message = f'"{text}" ends below its start; did you mean {form["high"]}..{form["low"]}?'
            raise ValueSyntaxError(message)
        return Quantity(text, float(low), float(high))
    number = Decimal(form["first"])
    match form["bound"]:
        case ">=":
            return Quantity(text, float(number), None)
        case "<=":
            return Quantity(text, None, float(number))
        case "~":
            low, high = _rounded(number)
            return Quantity(text, float(low), float(high))
        case _:
            return Quantity(text, float(number), float(number))


def within(inner: Quantity, outer: Quantity) -> bool:
    """Tell whether every value that `inner` can mean is one that `outer` can mean."""
    starts = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    ends = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return starts and ends


def disjoint(one: Quantity, other: Quantity) -> bool:
    """Tell whether no value is one that both can mean."""
    below = one.high is not None and other.low is not None and one.high < other.low
    above = other.high is not None and one.low is not None and other.high < one.low
    return below or above


def _rounded(number: Decimal) -> tuple[Decimal, Decimal]:
    if not number:
        return number, number
    size, written = abs(number), number.as_tuple().exponent
    # The place of the last digit that is not zero, and the finest step that is told apart.
    place = Decimal(1).scaleb(int(size.normalize().as_tuple().exponent))
    whole = written == 0
    step = Decimal(1) if whole else Decimal(1).scaleb(int(written) - 1)
    if whole and place == 1:
        return number, number
    low, high = size - place / 2, size + place / 2 - step
    return (low, high) if number > 0 else (-high, -low)


def _meant(text: str) -> str | None:
    """Return the number that was probably meant by another way of writing one."""
    candidate = text.strip().lower()
    for pattern, sign in _WORDS:
        candidate = re.sub(rf"^{pattern}", sign, candidate)
    if re.fullmatch(r"[<>=~]*\d{1,3}(?:[, ]\d{3})+", candidate):
        candidate = re.sub("[, ]", "", candidate)
    candidate = (
        re.sub(r"\s*(?:-|to|–|—)\s*(?=\d)", "..", candidate) if re.match(r"\d", candidate) else candidate
    )
    return candidate if candidate != text and _FORMS.fullmatch(candidate) else None
