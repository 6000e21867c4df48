"""The page of a question: claims and assessments side by side, what stands behind them, and who was right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from factbase import answering
from factbase.errors import NotFoundError
from factbase.plugin import wording
from factbase.plugin.pages import answers, asking, contrasts, feeds, picturing
from factbase.plugin.pages.remembering import remembered
from factbase.plugin.pages.shell import File, Page, Rows, Visit, route
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factbase.base import Factbase
    from factbase.findings import StatementSummary
    from factbase.model import Question

MOST_VOICES = 8
"""How many speakers a cell shows; the others are one link away."""

FEWER_VOICES = 3
"""How many where the statements are many."""

MOST_OTHERS, MOST_EDGES = 20, 40
"""How many more statements of a speaker, and how many repetitions that add no origin, are listed."""

FEWER_REPEATED = 5
"""How many of either where the statements are many."""

MOST_ANSWERS = 20
"""How many answers are shown: those with the most behind them; the others are one link away."""

MOST_DRAWN = 60
"""How many statements are drawn on one axis, the earliest; more would be no picture."""

MANY_STANDS = 100
"""How many statements on one question are many: their disputes may be thousands, of which not all are looked for."""

_VIEWS = (
    ("positions", "Positions"),
    ("corroboration", "What stands behind each answer"),
    ("attestation", "Who attests that it was said"),
    ("disputes", "Disputes"),
    ("forecasts", "Forecasts and plans"),
    ("forecast_scores", "Their scores"),
    ("revisions", "Revised"),
    ("drift", "Changed in the retelling"),
)


def question(base: Factbase, visit: Visit) -> Page:
    """Return the page of the question in the path."""
    asked = base.question(visit.ident)
    stands = answers.stands(base, asked)
    many = len(stands) > MANY_STANDS
    summaries = {each.summary.id: each.summary for each in stands}
    part = visit.patience.part
    expected = part(lambda: answers.expected_in(base, asked, stands), None)
    rows = answers.compared(asked, part(lambda: answers.supports(base, asked), []), stands, expected)
    shown = answers.weightiest(rows, MOST_ANSWERS)
    drawn = _drawn(stands, shown)
    return Page(
        template="factbase_question.html",
        title=asked.text,
        description=_description(rows),
        context={
            "question": asked,
            "came": answering.outcome(asked),
            "rows": shown,
            "answers": len(rows),
            "drawn": min(len(drawn), MOST_DRAWN),
            "answering": sum(each.answer is not None for each in stands),
            "silent": [each.summary for each in stands if each.answer is None],
            "summaries": summaries,
            "places": asking.places(base, {*_ends(shown), *(each.document for each in summaries.values())}),
            "late": visit.patience,
            "most": FEWER_VOICES if many else MOST_VOICES,
            "most_pairs": contrasts.MOST,
            "most_others": FEWER_REPEATED if many else MOST_OTHERS,
            "most_edges": FEWER_REPEATED if many else MOST_EDGES,
            "answer": lambda value: wording.answer(asked, value),
            "picture": picturing.positions(asked, drawn[:MOST_DRAWN], visit),
            "evidence": _evidence(base, asked),
            "names": {each.speaker: each.speaker_name for each in summaries.values()},
            **_contrasts(base, asked.id, summaries, visit),
        },
        rows=tuple(Rows(view=view, label=label, where={"question": asked.id}) for view, label in _VIEWS),
        jsonld=_jsonld(asked, shown if many else rows, len(rows), visit),
        feed=visit.links.noun(Noun.QUESTION, asked.id, ".atom"),
    )


def _contrasts(
    base: Factbase, ident: str, summaries: dict[str, StatementSummary], visit: Visit
) -> dict[str, Any]:
    """Return who was right, who attests, who disputes, and what changed; what takes too long is left out."""
    known = frozenset(summaries)
    if len(known) <= MANY_STANDS:
        return contrasts.of_a_question(base, ident, known, visit.patience.part)
    make = partial(contrasts.of_many_stands, base, ident, known)
    return visit.patience.part(lambda: remembered(base, f"contrasts {ident}", make), contrasts.NONE)


def _drawn(stands: Iterable[answers.Stand], shown: Iterable[answers.Row]) -> list[answers.Stand]:
    """Return the statements that give one of the answers that are shown."""
    sides = {(row.value, row.polarity) for row in shown}
    return [each for each in stands if (each.answer, each.polarity) in sides]


def feed(base: Factbase, visit: Visit) -> File:
    """Return the Atom feed of a question: the statements that answer it, the last recorded first."""
    asked = base.question(visit.ident)
    page = visit.links.question(asked.id)
    found = [each.summary.id for each in answers.stands(base, asked)]
    return feeds.atom(base, visit, title=asked.text, page=page, statements=found)


def _ends(rows: tuple[answers.Row, ...]) -> Iterator[str]:
    """Yield the ids at both ends of what adds no origin: of statements, or of documents."""
    for row in rows:
        for cell in row.cells:
            for edge in cell.support.edges if cell.support else ():
                start, _, rest = edge.partition(" > ")
                yield from (start, rest.rpartition(" (")[0])


def _evidence(base: Factbase, asked: Question) -> StatementSummary | None:
    """Return the statement that shows the outcome."""
    if asked.outcome_statement is None:
        return None
    try:
        return base.summary(asked.outcome_statement)
    except NotFoundError:
        return None


def _description(rows: tuple[answers.Row, ...]) -> str:
    if not rows:
        return "Nobody has answered this question yet."
    parts = []
    for row in rows[:4]:
        who = [voice.first.summary.speaker_name for cell in row.cells for voice in cell.voices]
        denied = "not " if row.polarity == "denies" else ""
        parts.append(f"{denied}{row.words} ({', '.join(dict.fromkeys(who))})")
    return f"{wording.counted(len(rows), 'answer')}: {'; '.join(parts)}"


def _jsonld(asked: Question, rows: tuple[answers.Row, ...], count: int, visit: Visit) -> Mapping[str, Any]:
    address = visit.links
    return {
        "@context": "https://schema.org",
        "@type": "Question",
        "@id": visit.absolute(address.question(asked.id)),
        "name": asked.text,
        "answerCount": count,
        "suggestedAnswer": [
            {
                "@type": "Answer",
                "@id": visit.absolute(address.statement(voice.first.summary.id)),
                "text": ("not: " if row.polarity == "denies" else "") + row.words,
                "author": {
                    "@id": visit.absolute(address.source(voice.first.summary.speaker)),
                    "name": voice.first.summary.speaker_name,
                },
            }
            for row in rows
            for cell in row.cells
            for voice in cell.voices[:MOST_VOICES]
        ],
    }


ROUTES = (
    route(r"/question/(?P<ident>[^/]+)\.atom", feed),
    route(r"/question/(?P<ident>[^/]+)", question),
)
