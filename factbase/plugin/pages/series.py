"""Series: number questions that differ only in the date at the end of their ids, and what two sources answer to them.

``tanks-lost-by-russia-2025-07-19`` is the question of the series ``tanks-lost-by-russia`` for that day; a month
(``-2025-07``) and a year (``-2025``) will do too. Nothing else makes a series, so that none is stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from factbase import numbers
from factbase.numbers import Quantity
from factbase.plugin.pages import asking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factbase.base import Factbase

DATED = re.compile(r"(?P<series>.+?)-(?P<date>[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)")
"""The id of a question that belongs to a series: what all share, and its own date (EDTF: a day, a month or a year)."""

_AGENTS = (
    "WITH RECURSIVE speaking (pk) AS (SELECT pk FROM sources WHERE id = :source UNION "
    "SELECT sources.pk FROM speaking JOIN sources ON sources.acts_for = speaking.pk "
    "WHERE sources.id NOT IN (SELECT value FROM json_each(:apart))) SELECT pk FROM speaking"
)
_STATEMENTS = "SELECT count(*) FROM summaries WHERE speaker IN (SELECT value FROM json_each(:speakers))"
_SHARED = (
    "SELECT questions.id, questions.answer_type FROM ("
    "SELECT DISTINCT question FROM (SELECT answers.question FROM summaries "
    "JOIN answers ON answers.statement = summaries.statement "
    "WHERE summaries.speaker IN (SELECT value FROM json_each(:few)) UNION ALL SELECT declines.question FROM summaries "
    "JOIN declines ON declines.statement = summaries.statement "
    "WHERE summaries.speaker IN (SELECT value FROM json_each(:few)))) AS asked "
    "JOIN questions ON questions.pk = asked.question "
    "WHERE EXISTS (SELECT 1 FROM answers JOIN summaries ON summaries.statement = answers.statement "
    "WHERE answers.question = asked.question AND summaries.speaker IN (SELECT value FROM json_each(:many))) "
    "OR EXISTS (SELECT 1 FROM declines JOIN summaries ON summaries.statement = declines.statement "
    "WHERE declines.question = asked.question AND summaries.speaker IN (SELECT value FROM json_each(:many))) "
    "ORDER BY questions.id LIMIT :most"
)
# The ids of a series lie between its name with "-1" and with "-3": its years are of two millennia.
_ANSWERS = (
    "SELECT questions.id, answers.value, statements.id, statements.family FROM questions "
    "JOIN answers ON answers.question = questions.pk "
    "JOIN summaries ON summaries.statement = answers.statement "
    "JOIN statements ON statements.pk = answers.statement "
    "WHERE questions.id >= :series || '-1' AND questions.id < :series || '-3' AND questions.answer_type = 'number' "
    "AND summaries.speaker IN (SELECT value FROM json_each(:speakers)) AND summaries.polarity = 'affirms' "
    "AND summaries.certainty <> 'uncommitted' "
    "ORDER BY questions.id, summaries.said_earliest, statements.id"
)


@frozen(kw_only=True)
class Point:
    """What one side answers for one date: the number with its bounds, and the statement that gives it."""

    date: str
    question: str
    quantity: Quantity
    statement: str
    family: str


@frozen(kw_only=True)
class Sides:
    """Two sources, each with who speaks for it (pks), as `factbase.comparing` has it; who is named too is apart."""

    sources: tuple[str, str]
    speakers: tuple[str, str]  # JSON arrays of pks


@frozen(kw_only=True)
class Shared:
    """What both sides speak to: how many questions of each series, and the other questions by id."""

    series: Mapping[str, int]
    others: tuple[str, ...]
    cut: bool


def sides(base: Factbase, sources: tuple[str, str]) -> Sides:
    """Return the two sources with all who act for them, directly or through others."""
    first, second = (
        json.dumps([pk for (pk,) in asking.select(base, _AGENTS, source=source, apart=json.dumps([other]))])
        for source, other in (sources, sources[::-1])
    )
    return Sides(sources=sources, speakers=(first, second))


def shared(base: Factbase, both: Sides, most: int) -> Shared:
    """Return what both sides answer or decline to answer, looking at `most` questions at most."""
    counts = [asking.select(base, _STATEMENTS, speakers=each)[0][0] for each in both.speakers]
    few, many = both.speakers if counts[0] <= counts[1] else both.speakers[::-1]
    found = asking.select(base, _SHARED, few=few, many=many, most=most + 1)
    series: dict[str, int] = {}
    others = []
    for ident, answer_type in found[:most]:
        dated = DATED.fullmatch(ident) if answer_type == "number" else None
        if dated:
            series[dated["series"]] = series.get(dated["series"], 0) + 1
        else:
            others.append(ident)
    return Shared(series=series, others=tuple(others), cut=len(found) > most)


def answered(base: Factbase, series: str, speakers: str) -> dict[str, Point]:
    """Return what one side answers to the questions of a series, by their dates and in their order.

    Of several answers to one question that is the one said last. Denials, and what nobody commits to, do not count.
    """
    found = {}
    for question, value, statement, family in asking.select(base, _ANSWERS, series=series, speakers=speakers):
        dated = DATED.fullmatch(question)
        if dated and dated["series"] == series:
            found[dated["date"]] = Point(
                date=dated["date"],
                question=question,
                quantity=numbers.parse(value),
                statement=statement,
                family=family,
            )
    return found


def common(one: Mapping[str, Point], other: Mapping[str, Point]) -> list[tuple[Point, Point]]:
    """Return the pairs of points of one date, in the order of the dates."""
    return [(point, other[date]) for date, point in one.items() if date in other]


def excluding(pairs: Iterable[tuple[Point, Point]]) -> list[tuple[Point, Point]]:
    """Return the pairs of which not both can hold: their bounds are apart."""
    return [(one, other) for one, other in pairs if numbers.disjoint(one.quantity, other.quantity)]


def some(pairs: Sequence[tuple[Point, Point]], most: int) -> list[tuple[Point, Point]]:
    """Return at most so many pairs: those that exclude one another first, else evenly over time, the ends included."""
    chosen = {one.date for one, _ in excluding(pairs)[:most]}
    left = most - len(chosen)
    rest = [pair for pair in pairs if pair[0].date not in chosen]
    if len(rest) > left:
        step = (len(rest) - 1) / max(left - 1, 1)
        rest = [rest[round(number * step)] for number in range(left)]
    chosen |= {one.date for one, _ in rest}
    return [pair for pair in pairs if pair[0].date in chosen]
