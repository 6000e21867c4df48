"""Dates as people know them: EDTF (ISO 8601-2:2019, annex A), each with the first and the last day it may mean.

Bounds are calendar days, both inclusive, as ISO text, so that SQLite and Python compare them alike; None is open: no
day is known on that side. What may be written:

- ``2023-11-03``, ``2023-11``, ``2023``: all days of what is written. Years run from 0001 to 9999.
- ``2023-11-21/2023-11-30``: an interval; an end may be open (``../2025``, ``2023-11-03/..``) or unknown (``/2025``).
  Early, mid and late in a month are intervals too: days 1-10, 11-20, and 21 to the end.
- ``2023-11-2X``, ``2023-11-XX``, ``2023-XX``, ``202X``: digits nobody knows; bounds are the first and last real day
  that fits. A month is known or not: ``2023-1X`` is an error. Where no digit of the year is known (``XXXX-12-25``) the
  day must exist in some year, and both bounds are open.
- ``2023-11~`` approximate, ``2023-11?`` uncertain, ``2023-11%`` both, on any part: marked, never widened, since how
  far "about" reaches would be a guess.
- ``2024-34``: a part of a year, by its number: quarters 33-36, thirds 37-39, halves 40-41; seasons by the calendar of
  meteorologists: 25-28 north (spring March to May), 29-32 south (spring September to November), 21-24 those of the
  north. A season that crosses New Year is named after the year in which it begins: ``2023-24`` is December 2023 to
  February 2024. For "winter 2023" meant otherwise write the interval.
- ``[2023-11-28..2023-11-30]`` one of these, ``{2024-04,2024-11}`` all of these: bounds span the whole set.
- ``2023-12-01T18:19Z``, with ``+09:00`` or without zone: the day as written, until `in_timezone` says whose day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from attrs import frozen

from factbase.errors import ValueSyntaxError
from factbase.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

_Bounds = tuple[str | None, str | None]

ACCEPTED = (
    "dates are EDTF, such as 2023-11-21, 2023-11, 2023, 2023-11-21/2023-11-30, ../2025, 2023-11-2X, 2023-11~, "
    "2024-34 (second quarter), [2023-11-28..2023-11-30], {2024-04,2024-11}, 2023-12-01T18:19Z"
)
"""What a date may look like, for messages."""

_PLAIN_DAY = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")  # needs no calendar
_YEAR = "([?~%]?)([0-9X]{4})([?~%]?)"
_TWO_DIGITS = "([?~%]?)([0-9X]{2})([?~%]?)"
_DATE = re.compile(f"{_YEAR}(?:-{_TWO_DIGITS}(?:-{_TWO_DIGITS})?)?")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"
)
_OTHER_YEARS = re.compile(r"[-Y][0-9X].*|[0-9]{5}(?![0-9]).*", re.DOTALL)
_OPEN = ("", "..")
_AFTER_ALL = "~"

# First and last month of each part of a year (ISO 8601-2: sub-year groupings); 13 and 14 are in the year after.
_YEAR_PARTS = {
    **dict.fromkeys((21, 25, 31), (3, 5)),
    **dict.fromkeys((22, 26, 32), (6, 8)),
    **dict.fromkeys((23, 27, 29), (9, 11)),
    **dict.fromkeys((24, 28, 30), (12, 14)),
    **dict(zip(range(33, 37), ((1, 3), (4, 6), (7, 9), (10, 12)), strict=True)),
    **dict(zip(range(37, 40), ((1, 4), (5, 8), (9, 12)), strict=True)),
    **dict(zip(range(40, 42), ((1, 6), (7, 12)), strict=True)),
}
_PARTS_KEPT = {"year": 1, "month": 2, "day": 3}


@frozen(kw_only=True)
class Dating:
    """A date as written, with the first and last day it may mean (ISO, inclusive; None: open on that side)."""

    text: str
    earliest: str | None
    latest: str | None
    approximate: bool
    uncertain: bool


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Dating:
    """Return what a date written in EDTF means; `Dating.text` is the text, unchanged.

    Raises:
        ValueSyntaxError: when it is no date; the message says why, and what was probably meant or what is accepted.
    """
    try:
        earliest, latest = _bounds(text)
    except ValueSyntaxError as error:
        raise ValueSyntaxError(_refusal(text, str(error))) from None
    return Dating(
        text=text,
        earliest=earliest,
        latest=latest,
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
    )


def in_timezone(text: str, timezone: str, precision: str) -> str:
    """Return a date as the calendar of a place has it, no finer than asked.

    A date-time with a zone becomes the day in the IANA `timezone`: ``2023-12-01T18:19Z`` is ``2023-12-02`` in
    Asia/Seoul. One without a zone, and any other date, stays as written. Then what is finer than `precision` (``day``,
    ``month`` or ``year``) is cut, which can only widen the bounds: a winter across New Year stays.

    Raises:
        ValueSyntaxError: when the date, the timezone or the precision is none.
    """
    zone = _zone(timezone)
    if precision not in _PARTS_KEPT:
        message = f'"{precision}" is no precision: one of {", ".join(_PARTS_KEPT)}'
        raise ValueSyntaxError(message)
    parse(text)
    if _DATE_TIME.fullmatch(text):
        moment = datetime.fromisoformat(text)
        try:
            text = (moment if moment.tzinfo is None else moment.astimezone(zone)).date().isoformat()
        except OverflowError:
            message = f'"{text}" in {timezone} is no date: years run from 0001 to 9999'
            raise ValueSyntaxError(message) from None
    return text if precision == "day" else _DATE.sub(lambda match: _cut(match, _PARTS_KEPT[precision]), text)


def within(inner: Dating, outer: Dating) -> bool:
    """Tell whether every day that `inner` may mean is one that `outer` may mean (None is unbounded)."""
    begins = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return begins and ends


def disjoint(a: Dating, b: Dating) -> bool:
    """Tell whether no day lies in the bounds of both (None is unbounded)."""
    a_first = a.latest is not None and b.earliest is not None and a.latest < b.earliest
    b_first = b.latest is not None and a.earliest is not None and b.latest < a.earliest
    return a_first or b_first


def _bounds(text: str) -> _Bounds:
    if _PLAIN_DAY.fullmatch(text):
        return text, text
    if text[:1] in ("[", "{") and text[-1] == {"[": "]", "{": "}"}[text[0]]:
        return _set(text[1:-1])
    if text.count("/") == 1:
        return _between(*text.split("/"))
    if text[10:11] == "T":
        if not _DATE_TIME.fullmatch(text):
            message = "a time is hh:mm or hh:mm:ss, then Z, a zone such as +09:00, or nothing"
            raise ValueSyntaxError(message)
        text = text[:10]
    return _date(text)


def _set(elements: str) -> _Bounds:
    parts = [element.split("..") for element in elements.split(",")]
    found = [_between(*ends) if len(ends) == 2 else _date("..".join(ends)) for ends in parts]
    # An open end is before or after every day, until the set as a whole is open there.
    earliest = min(earliest or "" for earliest, _ in found)
    latest = max(latest or _AFTER_ALL for _, latest in found)
    return earliest or None, None if latest == _AFTER_ALL else latest


def _between(start: str, end: str) -> _Bounds:
    if start in _OPEN and end in _OPEN:
        message = "an interval is open at one end only"
        raise ValueSyntaxError(message)
    earliest = None if start in _OPEN else _date(start)[0]
    latest = None if end in _OPEN else _date(end)[1]
    if earliest is not None and latest is not None and earliest > latest:
        message = f"it starts ({earliest}) after it ends ({latest})"
        raise ValueSyntaxError(message)
    return earliest, latest


def _date(text: str) -> _Bounds:
    match = _DATE.fullmatch(text)
    if match is None:
        other = _OTHER_YEARS.fullmatch(text)
        message = "years have four digits, 0001 to 9999: none before our era" if other else ACCEPTED
        raise ValueSyntaxError(message)
    year, month, day = match.group(2, 5, 8)
    years = _fitting(year, range(1, 10_000), "a year is 0001 to 9999")
    part = _year_part(month)
    bounds = _days(years, month, day) if part is None else _part_days(years, part, day)
    return (None, None) if year == "XXXX" else bounds


def _year_part(month: str | None) -> tuple[int, int] | None:
    return _YEAR_PARTS.get(int(month)) if month is not None and month.isdecimal() else None


def _days(years: Sequence[int], month: str | None, day: str | None) -> _Bounds:
    months = range(1, 13) if month is None or month == "XX" else [_month_number(month)]
    days = range(1, 32) if day is None else _fitting(day, range(1, 32), "a day is 01 to 31, 2X or XX")
    earliest = _first_day(years, months, days)
    if earliest is None:
        only = len(years) == len(months) == 1
        message = (
            f"the month ends on the {monthrange(years[0], months[0])[1]}th"
            if only
            else f"no month has a day {day}"
        )
        raise ValueSyntaxError(message)
    return earliest, _first_day(years[::-1], months[::-1], days[::-1])


def _month_number(month: str) -> int:
    if "X" in month or not 1 <= int(month) <= 12:
        message = f'"{month}" is no month (01-12, XX), season (21-32), quarter (33-36), third (37-39) or half (40-41)'
        raise ValueSyntaxError(message)
    return int(month)


def _part_days(years: Sequence[int], part: tuple[int, int], day: str | None) -> _Bounds:
    if day is not None:
        message = f'a part of a year has no day "{day}": write the month instead'
        raise ValueSyntaxError(message)
    first, last = part
    latest = _last_day(years[-1], last) if last <= 12 else _last_day(years[-1] + 1, last - 12)
    return f"{years[0]:04}-{first:02}-01", latest


def _last_day(year: int, month: int) -> str:
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]}" if year <= 9999 else "9999-12-31"


def _fitting(pattern: str, allowed: range, rule: str) -> list[int]:
    """Return the numbers that a pattern such as ``2X`` may stand for, in order."""
    choices = ("0123456789" if digit == "X" else digit for digit in pattern)
    found = [number for number in map(int, map("".join, product(*choices))) if number in allowed]
    if not found:
        message = f'"{pattern}" does not exist: {rule}'
        raise ValueSyntaxError(message)
    return found


def _first_day(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> str | None:
    known = ((year, month, monthrange(year, month)[1]) for year, month in product(years, months))
    found = (
        f"{year:04}-{month:02}-{day:02}" for year, month, length in known for day in days if day <= length
    )
    return next(found, None)


def _cut(match: re.Match[str], kept: int) -> str:
    before, digits, after = (match.groups()[place::3] for place in range(3))
    part = _year_part(digits[1])
    if digits[kept] is None or (part is not None and part[1] > 12):
        return match[0]
    # A qualifier covers its part and all on its left, one in front of a part covers that part alone.
    marks = set("".join(mark or "" for mark in after[kept - 1 :]).replace("%", "?~"))
    left = "-".join(f"{before[place]}{digits[place]}{after[place]}" for place in range(kept))
    return left[: len(left) - len(after[kept - 1])] + ("%" if len(marks) == 2 else "".join(marks))


def _zone(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (LookupError, ValueError, OSError):  # unknown; no plain name; the folder of a region
        meant = did_you_mean(timezone, available_timezones())
        message = f'"{timezone}" is no IANA timezone such as Asia/Seoul'
        raise ValueSyntaxError(f"{message} ({meant})" if meant else message) from None


# What follows only serves messages: which date was probably meant by a common way of writing that is not EDTF.

_MONTHS = "january february march april may june july august september october november december".split()
_NAMED_PARTS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_NAMED_PARTS |= {"q1": 33, "q2": 34, "q3": 35, "q4": 36}
_THIRDS = {"early": ("01", "10"), "mid": ("11", "20"), "late": ("21", "")}
_SILENT = {"st", "nd", "rd", "th", "of", "the", "in"}
# Single slips in what is otherwise EDTF in capitals; then words and signs around dates, which may have slips too.
_SLIPS = (
    (r"[U?]", "X"),
    (r"(?<=[0-9]) (?=[0-9]{2}:)", "T"),
    (r"T[0-9:.]+(?:Z|[+-][0-9:]+)?", ""),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", r"\1-\2-\3"),
    (r"([0-9]{3})0'?S", r"\1X"),
    (r"([0-9]{4})-0X", r"\1-01/\1-09"),
    (r"([0-9]{4})-1X", r"\1-10/\1-12"),
)
_HABITS = (
    (r"(?:about|around|circa|ca?\.?|approximately|~) ?(.+)", "{}~"),
    (r"(?:by|until|till) (.+)", "../{}"),
    (r"since (.+)", "{}/.."),
    (r"between (.+?) and (.+)", "{}/{}"),
    (r"(?:from )?(.+?)(?: to | - | ?\u2013 ?|\.\.)(.+)", "{}/{}"),
    (r"(.+?) or (.+)", "[{},{}]"),
)


def _refusal(text: str, reason: str) -> str:
    meant = " or ".join(f'"{each}"' for each in _meant(text))
    reason = "dates are written in EDTF" if meant and reason == ACCEPTED else reason
    return f'"{text}" is no date: {reason}' + (f" (did you mean {meant}?)" if meant else "")


def _meant(text: str) -> list[str]:
    """Return the dates that were probably meant: two where day and month may be swapped, none where nobody can say."""
    if len(text) > 60:
        return []
    written = " ".join(text.split())
    candidates = _by_digits(written) + _by_words(written)
    for habit, form in _HABITS:
        if (match := re.fullmatch(habit, written, re.IGNORECASE)) and not any(map(_is_date, candidates)):
            candidates += [form.format(*parts) for parts in product(*map(_meant, match.groups()))]
    return [each for each in dict.fromkeys(candidates) if _is_date(each)][:2]


def _is_date(text: str) -> bool:
    with suppress(ValueSyntaxError):
        return bool(_bounds(text))
    return False


def _by_digits(written: str) -> list[str]:
    upper = written.upper()
    mends = (written, upper, *(re.sub(slip, mended, upper) for slip, mended in _SLIPS))
    found = [each for each in mends if _is_date(each)][:1]
    if match := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?\.?", written):
        found.append("-".join(part.zfill(2) for part in match.groups() if part))
    elif match := re.fullmatch(r"(?:([0-9]{1,2})[-/. ])?([0-9]{1,2})[-/. ]([0-9]{4})", written):
        first, second, year = (part.zfill(2) if part else "" for part in match.groups())
        found += [f"{year}-{second}-{first}", f"{year}-{first}-{second}"] if first else [f"{year}-{second}"]
    return found


def _by_words(written: str) -> list[str]:
    words = [word for word in re.findall(r"q[1-4]|[a-z]+|[0-9]+", written.lower()) if word not in _SILENT]
    years = [word for word in words if len(word) == 4 and word.isdecimal()]
    days = [word.zfill(2) for word in words if len(word) <= 2 and word.isdecimal()]
    months = [
        at for at, name in enumerate(_MONTHS, 1) for word in words if word[2:] and name.startswith(word)
    ]
    months += [_NAMED_PARTS[word] for word in words if word in _NAMED_PARTS]
    thirds = [_THIRDS[word] for word in words if word in _THIRDS]
    counts = len(years), len(months), len(days), len(thirds)
    plain = sum(counts) == len(words) and not re.search("[0-9]-[0-9]", written)
    if counts not in {(1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 0, 1)} or not plain:
        return []
    month = f"{years[0]}-{months[0]:02}"
    if thirds and months[0] <= 12:
        first, last = thirds[0]
        return [f"{month}-{first}/{f'{month}-{last}' if last else _last_day(int(years[0]), months[0])}"]
    return [f"{month}-{days[0]}"] if days else [month]
