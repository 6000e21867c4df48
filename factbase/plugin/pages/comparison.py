"""The page that compares two sources: what both speak to, over time as a picture, and question by question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import attrs
from attrs import frozen
from markupsafe import Markup

from factbase import comparing, dates
from factbase.comparing import Verdict
from factbase.errors import ValueSyntaxError
from factbase.plugin import wording
from factbase.plugin.drawing.course import course
from factbase.plugin.drawing.days import Days
from factbase.plugin.drawing.stops import Line, Stop
from factbase.plugin.pages import asking, series
from factbase.plugin.pages.remembering import of_the_whole
from factbase.plugin.pages.series import Point
from factbase.plugin.pages.shell import Page, Rows, Visit, missing, route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factbase.base import Factbase
    from factbase.findings import Position
    from factbase.model import Source
    from factbase.plugin.pages.series import Sides

A_PAGE = 4
"""How many series are drawn on a page."""

MOST_ROWS = 12
"""How many dates the table below a picture has."""

MOST_OTHERS = 20
"""How many questions that belong to no series are shown on a page."""

MOST_ANSWERS = 6
"""How many answers of one side to one of those questions are shown."""

MOST_QUESTIONS = 20_000
"""How many questions that both speak to are looked at."""

MOST_PAIRS = 40
"""How many pairs of sources are offered for comparison."""

PARTNERS = 8
"""With how many others the page of a source offers to compare it."""

VERDICTS = {
    Verdict.DISPUTED: "in dispute: both cannot hold",
    Verdict.AGREED: "agreed",
    Verdict.DIFFERENT: "different, and their latest words are not in dispute",
    Verdict.ALONE: "one alone answers",
}
"""How two sides stand to one another, in words."""

_LONG = re.compile(r"(?<![.\d])[1-9]\d{3,}")
_IDS = "SELECT id FROM sources WHERE pk IN (SELECT value FROM json_each(:pks))"
_PAIRS = (
    "SELECT first.id, first.name, second.id, second.name, count(*) FROM "
    "(SELECT DISTINCT answers.question, summaries.speaker FROM answers "
    "JOIN summaries ON summaries.statement = answers.statement) AS one "
    "JOIN (SELECT DISTINCT answers.question, summaries.speaker FROM answers "
    "JOIN summaries ON summaries.statement = answers.statement) AS other ON other.question = one.question "
    "JOIN sources AS first ON first.pk = one.speaker JOIN sources AS second ON second.pk = other.speaker "
    "WHERE first.id < second.id GROUP BY first.pk, second.pk ORDER BY count(*) DESC, first.id, second.id LIMIT :most"
)
_PARTNERS = (
    "SELECT sources.id, sources.name, shared.questions FROM (SELECT theirs.speaker, "
    "count(DISTINCT theirs.question) AS questions FROM (SELECT DISTINCT own.question FROM stances AS own "
    "WHERE own.speaker = (SELECT pk FROM sources WHERE id = :source)) AS mine "
    "CROSS JOIN stances AS theirs WHERE theirs.question = mine.question "
    "AND theirs.speaker <> (SELECT pk FROM sources WHERE id = :source) GROUP BY theirs.speaker) AS shared "
    "JOIN sources ON sources.pk = shared.speaker ORDER BY shared.questions DESC, sources.id LIMIT :most"
)


@frozen(kw_only=True)
class Row:
    """One date of a series: what each side answers, and whether both can hold."""

    date: str
    question: str
    points: tuple[Point, Point]
    words: tuple[str, str]
    apart: bool


@frozen(kw_only=True)
class Drawn:
    """One series: what is asked, both sides over time, and some of the dates that both speak to, as a table."""

    ident: str
    asked: str
    answers: tuple[int, int]
    shared: int
    apart: int
    picture: Markup | None
    table: tuple[Row, ...]
    sql: str


Partner = tuple[str, str, int]
"""Another source, by id and name, and to how many questions both speak."""


def comparison(base: Factbase, visit: Visit) -> Page:
    """Return the page of the two sources in the path; `page` counts through what they share."""
    one, other = (base.source(unquote(visit.matched[name])) for name in ("one", "other"))
    if one.id == other.id:
        return missing(
            visit, "A source is compared with another one.", status=400, title="That cannot be shown"
        )
    both = series.sides(base, (one.id, other.id))
    found = series.shared(base, both, MOST_QUESTIONS)
    names = sorted(found.series, key=lambda each: (-found.series[each], each))
    last = max(1, -(-len(names) // A_PAGE), -(-len(found.others) // MOST_OTHERS))
    number = min(visit.number("page"), last)
    drawn = [
        _drawn(base, visit, (one, other), both, name, place)
        for place, name in enumerate(_on_page(names, number, A_PAGE), start=1)
    ]
    told = _told(found)
    return Page(
        template="factbase_comparison.html",
        title=f"{one.name} and {other.name}",
        description=f"What {one.name} and {other.name} say to the same questions: {told}.",
        context={
            "one": one,
            "other": other,
            "told": told,
            "cut": found.cut,
            "drawn": drawn,
            "names": names,
            "others": _others(base, both, _on_page(found.others, number, MOST_OTHERS)),
            "verdicts": VERDICTS,
            "told_alike": _told_alike,
            "most": MOST_ANSWERS,
            "number": number,
            "last": last,
            "page_address": lambda which: visit.links.path(visit.path, page=which),
        },
        rows=tuple(
            Rows(view="positions", label=f"All that {each.name} answers", where={"speaker": each.id})
            for each in (one, other)
        ),
        jsonld=_jsonld((one, other), visit),
    )


def comparisons(base: Factbase, visit: Visit) -> Page:
    """Return the page from which one chooses whom to compare."""
    pairs = visit.patience.part(lambda: of_the_whole(base, "pairs", _pairs), None)
    return Page(
        template="factbase_comparisons.html",
        title="Compare two sources",
        description="Who speaks to the same questions, and how often.",
        context={"pairs": pairs, "most": MOST_PAIRS},
        rows=(Rows(view="positions", label="All answers"), Rows(view="disputes", label="All disputes")),
    )


def _pairs(base: Factbase) -> list[tuple[Any, ...]]:
    return asking.select(base, _PAIRS, most=MOST_PAIRS)


def partners(base: Factbase, source: str) -> list[Partner]:
    """Return with whom a source shares most questions: id, name, and how many."""
    return [
        (ident, name, count)
        for ident, name, count in asking.select(base, _PARTNERS, source=source, most=PARTNERS)
    ]


def _on_page(found: Sequence[str], number: int, most: int) -> Sequence[str]:
    return found[(number - 1) * most : number * most]


def _told(found: series.Shared) -> str:
    dated = sum(found.series.values())
    questions = dated + len(found.others)
    told = f"{'more than ' if found.cut else ''}{wording.counted(questions, 'question')}"
    if not dated:
        return told
    many = "all" if dated == questions else f"{dated:,}"
    return f"{told}, {many} of them in {wording.counted(len(found.series), 'series', 'series')} over time"


# Over time


def _drawn(  # noqa: PLR0913 - a series and all that tells it
    base: Factbase, visit: Visit, named: tuple[Source, Source], both: Sides, name: str, place: int
) -> Drawn:
    first, second = (series.answered(base, name, each) for each in both.speakers)
    pairs = series.common(first, second)
    apart = series.excluding(pairs)
    last = pairs[-1] if pairs else None
    asked, unit = _asked(base, last[0]) if last else (name, None)
    lines = [
        _line(source.name, points) for source, points in zip(named, (first, second), strict=True) if points
    ]
    if len({each.family for each in lines}) < len(lines):
        lines[1] = attrs.evolve(lines[1], second=True)
    return Drawn(
        ident=f"series-{place}",
        asked=asked,
        answers=(len(first), len(second)),
        shared=len(pairs),
        apart=len(apart),
        picture=course(
            lines,
            ident=f"course-{place}",
            title=asked,
            description=_described(named, (first, second), pairs, len(apart)),
            unit=unit or "amount",
            apart=[(_stop(one), _stop(other)) for one, other in apart],
        ),
        table=tuple(_row(each) for each in series.some(pairs, MOST_ROWS)),
        sql=visit.links.sql(
            "select question, speaker, answer, said, statement from positions "
            "where question >= :series || '-1' and question < :series || '-3' "
            "and question glob :series || '-[12][0-9][0-9][0-9]*' order by question, speaker",
            series=name,
        ),
    )


def _asked(base: Factbase, point: Point) -> tuple[str, str | None]:
    """Return what a series asks, and its unit: one of its questions, the date left out where it stands there."""
    found = base.question(point.question)
    return found.text.replace(point.date, "…").replace(wording.day(point.date), "…"), found.unit


def _line(name: str, points: Mapping[str, Point]) -> Line:
    families = [each.family for each in points.values()]
    return Line(
        name=name,
        family=max(("claim", "assessment"), key=families.count),
        stops=tuple(_stop(each) for each in points.values()),
        last=_brief(list(points.values())[-1]),
    )


def _stop(point: Point) -> Stop:
    return Stop(days=_days(point.date), low=point.quantity.low, high=point.quantity.high)


def _days(date: str) -> Days:
    if len(date) == len("2025-07-19"):
        return Days(earliest=date, latest=date)
    try:
        dating = dates.parse(date)
    except ValueSyntaxError:
        return Days(earliest=None, latest=None)
    return Days(earliest=dating.earliest, latest=dating.latest)


def _row(pair: tuple[Point, Point]) -> Row:
    return Row(
        date=pair[0].date,
        question=pair[0].question,
        points=pair,
        words=(_number(pair[0]), _number(pair[1])),
        apart=bool(series.excluding([pair])),
    )


def _number(point: Point) -> str:
    """Return the answer in words, its thousands parted."""
    return _parted(wording.number(point.quantity.text))


def _brief(point: Point) -> str:
    """Return the answer in signs: ``≥ 4,074``."""
    return _parted(point.quantity.text.replace(">=", "≥ ").replace("<=", "≤ ").replace("..", "–"))


def _parted(text: str) -> str:
    return _LONG.sub(lambda digits: f"{int(digits[0]):,}", text)


def _described(
    named: tuple[Source, Source],
    answers: tuple[Mapping[str, Point], Mapping[str, Point]],
    pairs: Sequence[tuple[Point, Point]],
    apart: int,
) -> str:
    told = []
    for source, points in zip(named, answers, strict=True):
        if points:
            first, *_, last = (*points.values(),) if len(points) > 1 else (*points.values(),) * 2
            told.append(
                f"{source.name}, {wording.counted(len(points), 'answer')}: {_number(first)} for "
                f"{wording.day(first.date)}, {_number(last)} for {wording.day(last.date)}."
            )
    told.append(
        f"Of {wording.counted(len(pairs), 'date')} to which both speak, they exclude one another on {apart or 'none'}."
    )
    return " ".join(told)


# Question by question


def _others(base: Factbase, both: Sides, idents: Sequence[str]) -> list[comparing.Comparison]:
    """Return the questions that belong to no series with what each side says, those in dispute first."""
    speakers = {
        source: {ident for (ident,) in asking.select(base, _IDS, pks=pks)}
        for source, pks in zip(both.sources, both.speakers, strict=True)
    }
    found = [comparing.comparison(base, ident, speakers) for ident in idents]
    order = list(Verdict)
    return sorted(found, key=lambda each: (order.index(each.verdict), each.question.id))


def _told_alike(side: comparing.Side) -> list[tuple[Position, int]]:
    """Return the first of the positions of a side that give the same answer, with how many do, in their order."""
    found: dict[tuple[str | None, str], list[Position]] = {}
    for each in side.positions:
        found.setdefault((each.answer, each.polarity), []).append(each)
    return [(same[0], len(same)) for same in found.values()]


def _jsonld(named: tuple[Source, Source], visit: Visit) -> Mapping[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": visit.absolute(visit.links.path(visit.path)),
        "about": [{"@id": visit.absolute(visit.links.source(each.id)), "name": each.name} for each in named],
    }


ROUTES = (
    route(r"/compare", comparisons),
    route(r"/compare/(?P<one>[^/]+)/(?P<other>[^/]+)", comparison),
)
"""Where the comparison of two sources stands, and where one chooses them."""
