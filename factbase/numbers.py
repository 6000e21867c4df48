"""Numbers as answers give them, each with the smallest and the largest number it may mean (both inclusive; None: open).

- ``12``, ``-3``, ``1.5``: that number. No separators, no units, no exponents; at most 15 significant digits, which a
  float keeps exactly.
- ``>=12`` at least, ``<=12`` at most, ``10..12`` from to. Bounds are inclusive: "more than 12" things is ``>=13``.
- ``~n`` about: all that gives `n` when rounded (half away from zero) at the last digit of `n` that is not zero.
  Written without a point, `n` counts whole things: ``~300000`` is 250000..349999, ``~-20`` is -24..-15, and ``~15`` is
  15 alone (for "fifteen or so" write ``13..17``). Written with a point, `n` measures: ``~1.5`` is 1.45 to the largest
  float below 1.55, and ``~12.0`` is 11.5 to just below 12.5. Zero has no such digit, so its last one counts: ``~0`` is
  0, and ``~0.0`` lies between -0.05 and 0.05.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_CEILING, Context, Decimal
from functools import lru_cache

from attrs import frozen

from factbase.errors import ValueSyntaxError

ACCEPTED = "numbers are 12, -1.5, >=12 (at least), <=12 (at most), 10..12 or ~12 (about), without separators or units"
"""What a number may look like, for messages."""

_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_BOUNDED = re.compile(rf"(>=|<=|~|)({_NUMBER})")
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})")
_EXACT = Context(prec=400)  # more digits than any number that is accepted


@frozen(kw_only=True)
class Quantity:
    """A number as written, with the smallest and largest number it may mean (inclusive; None: open on that side)."""

    text: str
    low: float | None
    high: float | None


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Quantity:
    """Return what a written number means; `Quantity.text` is the text, unchanged.

    Raises:
        ValueSyntaxError: when it is no number; the message says why, and what was probably meant or what is accepted.
    """
    try:
        low, high = _bounds(text)
    except ValueSyntaxError as error:
        meant = _meant(text)
        reason = "numbers stand alone, in digits" if meant and str(error) == ACCEPTED else str(error)
        hint = f' (did you mean "{meant}"?)' if meant else ""
        message = f'"{text}" is no number: {reason}{hint}'
        raise ValueSyntaxError(message) from None
    return Quantity(text=text, low=low, high=high)


def within(inner: Quantity, outer: Quantity) -> bool:
    """Tell whether every number that `inner` may mean lies in the bounds of `outer` (None is unbounded)."""
    begins = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    ends = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return begins and ends


def disjoint(a: Quantity, b: Quantity) -> bool:
    """Tell whether no number lies in the bounds of both (None is unbounded)."""
    a_first = a.high is not None and b.low is not None and a.high < b.low
    b_first = b.high is not None and a.low is not None and b.high < a.low
    return a_first or b_first


def _bounds(text: str) -> tuple[float | None, float | None]:
    if match := _RANGE.fullmatch(text):
        low, high = _decimal(match[1]), _decimal(match[2])
        if low > high:
            message = f"it runs down, from {match[1]} to {match[2]}"
            raise ValueSyntaxError(message)
        return _float(low), _float(high)
    match = _BOUNDED.fullmatch(text)
    if match is None:
        raise ValueSyntaxError(ACCEPTED)
    number = _decimal(match[2])
    match match[1]:
        case "~":
            return _about(number, whole="." not in text)
        case ">=":
            return _float(number), None
        case "<=":
            return None, _float(number)
        case _:
            return _float(number), _float(number)


def _decimal(digits: str) -> Decimal:
    significant = digits.replace("-", "").replace(".", "").lstrip("0").rstrip("0")
    if len(significant) > 15 or len(digits) > 300:
        message = "it has more than 15 significant digits, or more than 300 in all"
        raise ValueSyntaxError(message)
    return Decimal(digits)


def _float(number: Decimal) -> float:
    return float(number) + 0.0  # no negative zero


def _about(number: Decimal, *, whole: bool) -> tuple[float, float]:
    """Return the smallest and the largest number that rounds to `number` at its last digit that is not zero."""
    last_digit = number.normalize(_EXACT) if number else number
    half = Decimal(5).scaleb(int(last_digit.as_tuple().exponent) - 1)
    near, beyond = _EXACT.subtract(abs(number), half), _EXACT.add(abs(number), half)
    if whole:
        low = _float(near.to_integral_value(ROUND_CEILING))
        high = _float(_EXACT.subtract(beyond.to_integral_value(ROUND_CEILING), Decimal(1)))
    else:
        high = math.nextafter(_float(beyond), -math.inf)
        low = _float(near) if number else -high
    return (-high + 0.0, -low + 0.0) if number < 0 else (low, high)


# What follows only serves messages: which number was probably meant by a common way of writing.

_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2265": ">=", "\u2264": "<=", "\u2248": "~", "\u2013": " to ", "\u2026": ".."}
)
_LEADS = {
    r"at least|no fewer than|no less than|not less than|minimum|> ?=|=>": ">={}",
    r"at most|up to|no more than|not more than|maximum|< ?=|=<": "<={}",
    r"about|around|approximately|circa|ca?\.?|roughly|some|nearly|almost|~": "~{}",
    r"": "{}",
}
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}


def _meant(text: str) -> str | None:
    """Return the number that was probably meant, or None where nobody can say."""
    if len(text) > 60:
        return None
    written = re.sub(r"(?<=[0-9])\.$", "", " ".join(text.translate(_SIGNS).split()).lower())
    for candidate in (*_with_lead(written), *_as_range(written)):
        try:
            _bounds(candidate)
        except ValueSyntaxError:
            continue
        return candidate
    return None


def _with_lead(written: str) -> list[str]:
    found = [
        form.format(_plain(match[1]))
        for lead, form in _LEADS.items()
        if (match := re.fullmatch(rf"(?:{lead}) ?([-+.0-9].*)", written))
    ]
    # "more than" and "less than" can be said with inclusive bounds where whole things are counted.
    for lead, form, step in (
        (r">|more than|over|above", ">={}", 1),
        (r"<|less than|fewer than|under|below", "<={}", -1),
    ):
        match = re.fullmatch(rf"(?:{lead}) ?([-+0-9].*)", written)
        if match and re.fullmatch(r"-?[0-9]+", number := _plain(match[1])):
            found.append(form.format(int(number) + step))
    if match := re.fullmatch(r"(.+?) ?(?:\+|or more)", written):
        found.append(f">={_plain(match[1])}")
    return found


def _as_range(written: str) -> list[str]:
    match = re.fullmatch(r"(?:between |from )?(.+?) ?(?:\.\.+| to | and |(?<=[0-9])-| - ) ?(.+)", written)
    if match:
        return ["..".join(map(_plain, match.groups()))]
    if match := re.fullmatch(r"(.*?)\.\.(.*)", written):
        return [f"<={_plain(match[2])}"] if not match[1] else [f">={_plain(match[1])}"]
    return []


def _plain(written: str) -> str:
    """Return one number without sign of plus, separators, unit of per cent, scale words, or zeros in front."""
    match = re.fullmatch(r"\+?(-?)([0-9.,' _]*?[0-9]) ?([a-z]*)%?", written)
    if match is None:
        return written
    sign, digits, scale = match.groups()
    if re.fullmatch(r"[0-9]{1,3}(?:([,' _])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?", digits):
        digits = re.sub(r"[,' _]", "", digits)
    digits = re.sub(r"^0+(?=[0-9])", "", digits.replace(",", "."))
    digits = re.sub(r"^\.(?=[0-9])", "0.", digits)
    if scale in _SCALES and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits):
        digits = f"{Decimal(digits).scaleb(_SCALES[scale]):f}"
        scale = ""
    return f"{sign}{digits}{scale}"
