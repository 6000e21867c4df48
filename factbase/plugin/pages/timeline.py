"""The timeline: when things were said against when they were to happen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from markupsafe import Markup

from factbase import dates
from factbase.errors import ValueSyntaxError
from factbase.plugin.drawing.days import Days
from factbase.plugin.drawing.timeline import Happening
from factbase.plugin.drawing.timeline import timeline as drawn
from factbase.plugin.pages import asking
from factbase.plugin.pages.remembering import of_the_whole
from factbase.plugin.pages.shell import Page, Rows, Visit, route

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factbase.base import Factbase

PER_PAGE = 40
"""How many rows stand on a page."""

GLIMPSED = 8
"""How many rows the home page shows."""

MOST_CHOICES = 300
"""How many speakers and questions can be chosen from; any can be named in the address."""

MOST_ORDERED = 10_000
"""Of how many statements all are put in order; where there are more, the last `MOST_OF_ONE` recorded."""

MOST_OF_ONE = 2_000
"""Of how many statements of one speaker all are put in order; of one that says more, the last so many recorded."""

AXES = {"event": "when it was to happen", "said": "when it was said", "published": "when it was published"}
"""The axes by which rows are chosen and ordered; when a thing was recorded stands on its own page."""

# Who says the same of the same days on the same day is one row, however many documents print it. The one that rests on
# nothing else stands for all: min() picks the row of which the other columns are (https://sqlite.org/lang_select.html).
_ROWS = """
SELECT said.id, said.speaker, said.speaker_name, said.content, said.family, said.polarity, said.said_earliest,
  said.said_latest, statements.event_date_earliest, statements.event_date_latest, statements.event_date,
  documents.published_earliest, documents.published_latest, said.said, documents.published,
  count(DISTINCT said.document),
  min((NOT EXISTS (SELECT 1 FROM roots WHERE roots.statement = statements.pk AND roots.root = statements.pk))
    || coalesce(said.said_latest, '9') || said.id)
FROM statement_summary AS said
JOIN statements ON statements.id = said.id
JOIN documents ON documents.id = said.document
WHERE {where}
GROUP BY said.speaker, said.kind, said.polarity, said.content, said.event_date, said.said
"""
_DATED = {
    "": "(said.said_latest IS NOT NULL OR statements.event_date IS NOT NULL)",
    "event": "statements.event_date IS NOT NULL",
    "said": "said.said IS NOT NULL",
    "published": "documents.published IS NOT NULL",
}
_ORDER = {
    "": "coalesce(said.said_latest, statements.event_date_latest)",
    "event": "coalesce(statements.event_date_earliest, statements.event_date_latest), statements.event_date_latest",
    "said": "coalesce(said.said_earliest, said.said_latest), said.said_latest",
    "published": "coalesce(documents.published_earliest, documents.published_latest)",
}
_OF_QUESTION = (
    "statements.pk IN (SELECT answers.statement FROM answers JOIN questions ON questions.pk = answers.question "
    "WHERE questions.id = :question UNION ALL SELECT declines.statement FROM declines "
    "JOIN questions ON questions.pk = declines.question WHERE questions.id = :question)"
)
_LAST_OF_SPEAKER = (
    "statements.pk IN (SELECT own.statement FROM summaries AS own "
    "WHERE own.speaker = (SELECT pk FROM sources WHERE id = :speaker) "
    "ORDER BY own.statement DESC LIMIT {most})"
)
_LAST_OF_ALL = "statements.pk IN (SELECT pk FROM statements ORDER BY pk DESC LIMIT {most})"
_MORE_OF_SPEAKER = (
    "SELECT 1 FROM sources JOIN summaries ON summaries.speaker = sources.pk WHERE sources.id = :speaker "
    "LIMIT 1 OFFSET :most"
)
_AHEAD = (
    "statements.kind IN ('forecast', 'intention') AND statements.event_date IS NOT NULL "
    "AND said.said_latest IS NOT NULL AND coalesce(statements.event_date_latest, '9') >= said.said_latest"
)
_NEWEST = (
    "statements.pk IN (SELECT statements.pk FROM summaries AS said CROSS JOIN statements "  # noqa: S608 - ours
    f"WHERE statements.pk = said.statement AND {_AHEAD} ORDER BY said.said_latest DESC LIMIT 400)"
)
_OUTCOMES = (
    "SELECT statements.id, questions.outcome, questions.timezone, questions.precision FROM statements "
    "JOIN answers ON answers.statement = statements.pk JOIN questions ON questions.pk = answers.question "
    "WHERE questions.answer_type = 'date' AND questions.outcome IS NOT NULL AND questions.outcome <> 'void' "
    "AND statements.id IN (SELECT value FROM json_each(:ids)) ORDER BY statements.id, questions.id"
)
_SPEAKERS = (
    "SELECT id, name FROM sources WHERE EXISTS (SELECT 1 FROM summaries WHERE summaries.speaker = sources.pk) "
    "ORDER BY name, id LIMIT :most"
)
_QUESTIONS = "SELECT id, text FROM questions ORDER BY text, id LIMIT :most"


@frozen(kw_only=True)
class Chosen:
    """What a reader asks to see: the axis by which rows are ordered, whose, and what they speak to; empty is any."""

    axis: str
    speaker: str
    question: str
    last: bool = False  # of the speaker, or of all, only the last statements

    @property
    def where(self) -> str:
        """The condition, with parameters."""
        conditions = [_DATED[self.axis]]
        if self.last:
            conditions.append((_LAST_OF_SPEAKER if self.speaker else _LAST_OF_ALL).format(most=MOST_OF_ONE))
        elif self.speaker:
            conditions.append("said.speaker = :speaker")
        conditions += [_OF_QUESTION] if self.question else []
        return " AND ".join(conditions)

    @property
    def params(self) -> dict[str, str]:
        """The parameters of the condition, and of the address."""
        given = {"axis": self.axis, "speaker": self.speaker, "question": self.question}
        return {name: value for name, value in given.items() if value}


def timeline(base: Factbase, visit: Visit) -> Page:
    """Return a page of the timeline; `axis`, `speaker` and `question` choose its rows, `page` counts from 1."""
    axis = visit.args.get("axis") or ""
    chosen = Chosen(
        axis=axis if axis in AXES else "",
        speaker=(visit.args.get("speaker") or "").strip(),
        question=(visit.args.get("question") or "").strip(),
    )
    chosen = evolve(chosen, last=_says_more(base, chosen))
    total, last, number, happenings = visit.patience.part(
        lambda: _found(base, visit, chosen), (0, 1, 1, list[Happening]())
    )
    return Page(
        template="factbase_timeline.html",
        title="Timeline" if number == 1 else f"Timeline, page {number}",
        description="When things were said, and when they were to happen; uncertain dates as bars.",
        context={
            "happenings": happenings,
            "chosen": chosen,
            "axes": AXES,
            "most_of_one": MOST_OF_ONE,
            "speakers": _choices(base, visit, _SPEAKERS, chosen.speaker),
            "questions": _choices(base, visit, _QUESTIONS, chosen.question),
            "number": number,
            "last": last,
            "total": total,
            "late": visit.patience,
            "page_address": lambda which: visit.links.timeline(**{**chosen.params, "page": which}),
            "picture": _picture(happenings),
        },
        rows=(
            Rows(
                view="timeline",
                label="Every dated thing",
                where={"axis": chosen.axis} if chosen.axis else {},
            ),
        ),
    )


def _says_more(base: Factbase, chosen: Chosen) -> bool:
    """Tell whether the speaker, or all together, say more than is put in order; on one question nobody does."""
    if chosen.question:
        return False
    if not chosen.speaker:
        ((last,),) = asking.select(base, "SELECT max(pk) FROM statements")
        return bool(last and last > MOST_ORDERED)
    return bool(asking.select(base, _MORE_OF_SPEAKER, speaker=chosen.speaker, most=MOST_OF_ONE))


def _found(base: Factbase, visit: Visit, chosen: Chosen) -> tuple[int, int, int, list[Happening]]:
    """Return how many rows fit, how many pages that is, which of them is shown, and its rows."""
    query = _ROWS.format(where=chosen.where)
    ((total,),) = asking.select(base, f"SELECT count(*) FROM ({query})", **chosen.params)  # noqa: S608 - ours
    last = max(1, -(-total // PER_PAGE))
    number = min(visit.number("page"), last)
    ordered = f"{query} ORDER BY {_ORDER[chosen.axis]}, said.id LIMIT :most OFFSET :after"
    most, after = str(PER_PAGE), str((number - 1) * PER_PAGE)
    published = chosen.axis == "published"
    happenings = _happenings(
        base, visit, ordered, published=published, most=most, after=after, **chosen.params
    )
    return total, last, number, happenings


def glimpse(base: Factbase, visit: Visit) -> Markup | None:
    """Return a small timeline for the home page: the last forecasts and plans that name a day; empty without any.

    None while another thread looks for them.
    """
    query = f"{_ROWS.format(where=_NEWEST)} ORDER BY said.said_latest DESC, said.id LIMIT :most"
    found = of_the_whole(
        base, f"glimpse {visit.links.home()}", lambda own: _happenings(own, visit, query, most=str(GLIMPSED))
    )
    if found is None:
        return None
    said = sorted(found, key=lambda each: (each.said.latest if each.said else "") or "")
    return _picture(said) or Markup()


def _picture(happenings: list[Happening]) -> Markup | None:
    return drawn(
        happenings,
        ident="timeline",
        title="When things were said, and when they were to happen",
        description="In every row a dot for when it was said, joined to a bar for when it was to happen, which is as "
        "wide as that is uncertain. The words of each row say the same.",
    )


def _happenings(
    base: Factbase, visit: Visit, query: str, *, published: bool = False, **params: str
) -> list[Happening]:
    """Return the rows of a query as happenings; `published`: dated by their publication, not by when they were said."""
    found = asking.select(base, query, **params)
    outcomes = _outcomes(base, [row[0] for row in found])
    return [_happening(row, outcomes.get(row[0]), visit, published=published) for row in found]


def _happening(row: tuple[Any, ...], outcome: Days | None, visit: Visit, *, published: bool) -> Happening:
    ident, speaker, name, content, family, polarity = row[:6]
    said, event, printed = (
        Days(earliest=row[at], latest=row[at + 1], text=row[text])
        for at, text in ((6, 13), (8, 10), (11, 14))
    )
    spoken = printed if published else said
    return Happening(
        speaker=name,
        speaker_href=visit.links.source(speaker),
        content=content,
        href=visit.links.statement(ident),
        family=family,
        denied=polarity == "denies",
        said=spoken if spoken.latest else None,
        event=event if row[10] is not None else None,
        outcome=outcome,
        documents=row[15],
        published=published,
    )


def _outcomes(base: Factbase, idents: Iterable[str]) -> Mapping[str, Days]:
    """Return when what each statement dates came about, by the calendar of the question that it answers."""
    found = {}
    for ident, outcome, timezone, precision in asking.select(base, _OUTCOMES, ids=json.dumps(list(idents))):
        try:
            local = dates.in_timezone(outcome, timezone, precision or "day") if timezone else outcome
            dating = dates.parse(local)
        except ValueSyntaxError:
            continue
        found[ident] = Days(earliest=dating.earliest, latest=dating.latest)
    return found


def _choices(base: Factbase, visit: Visit, query: str, chosen: str) -> list[tuple[str, str]]:
    """Return the ids and names of what can be chosen, among them what is."""
    found = visit.patience.part(
        lambda: asking.select(base, query, most=MOST_CHOICES), list[tuple[Any, ...]]()
    )
    choices = [(ident, name) for ident, name in found]
    if chosen and chosen not in dict(choices):
        choices.append((chosen, chosen))
    return choices


ROUTES = (route(r"/timeline", timeline),)
"""Where the timeline stands."""
