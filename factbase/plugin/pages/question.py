"""The page of a question: claims and assessments side by side, what stands behind them, and who was right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factbase import answering
from factbase.errors import NotFoundError
from factbase.findings import (
    Attestation,
    Dispute,
    Drift,
    Forecast,
    ForecastScore,
    Revision,
    StatementSummary,
)
from factbase.plugin import wording
from factbase.plugin.pages import answers, asking, feeds, picturing
from factbase.plugin.pages.shell import File, Page, Rows, Visit, route
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factbase.base import Factbase
    from factbase.model import Question

MOST_VOICES = 8
"""How many speakers a cell shows; the others are one link away."""

MOST_PAIRS = 20
"""How many disputes, revisions and forecasts are shown; the others are one link away."""

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
    part = visit.patience.part
    expected = part(lambda: answers.expected_in(base, asked, stands), None)
    rows = answers.compared(asked, part(lambda: answers.supports(base, asked), []), stands, expected)
    shown = answers.weightiest(rows, MOST_ANSWERS)
    drawn = _drawn(stands, shown)
    summaries = {each.summary.id: each.summary for each in stands}
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
            "most": MOST_VOICES,
            "most_pairs": MOST_PAIRS,
            "answer": lambda value: wording.answer(asked, value),
            "picture": picturing.positions(asked, drawn[:MOST_DRAWN], visit),
            "evidence": _evidence(base, asked),
            "names": {each.speaker: each.speaker_name for each in summaries.values()},
            **_contrasts(base, asked.id, summaries, visit),
        },
        rows=tuple(Rows(view=view, label=label, where={"question": asked.id}) for view, label in _VIEWS),
        jsonld=_jsonld(asked, rows, visit),
        feed=visit.links.noun(Noun.QUESTION, asked.id, ".atom"),
    )


def _contrasts(
    base: Factbase, ident: str, summaries: dict[str, StatementSummary], visit: Visit
) -> dict[str, Any]:
    """Return who was right, who attests, who disputes, and what changed; what takes too long is left out."""
    part = visit.patience.part
    disputes = part(lambda: _disputes(base, ident, many=len(summaries) > MANY_STANDS), list[Dispute]())
    revisions = part(lambda: base.revisions(question=ident), list[Revision]())
    drift = part(lambda: base.drift(question=ident), list[Drift]())
    return {
        "forecasts": part(lambda: base.forecasts(question=ident), list[Forecast]()),
        "scores": _scores(part(lambda: base.forecast_scores(question=ident), list[ForecastScore]())),
        "attested": _attested(part(lambda: base.attestation(question=ident), list[Attestation]())),
        "disputes": _shown(disputes, summaries, "statement_a", "statement_b"),
        "revisions": _shown(revisions, summaries, "statement", "earlier_statement"),
        "drift": _shown(drift, summaries, "statement", "source_statement"),
    }


def _drawn(stands: Iterable[answers.Stand], shown: Iterable[answers.Row]) -> list[answers.Stand]:
    """Return the statements that give one of the answers that are shown."""
    sides = {(row.value, row.polarity) for row in shown}
    return [each for each in stands if (each.answer, each.polarity) in sides]


def _disputes(base: Factbase, ident: str, *, many: bool) -> list[Dispute]:
    """Return the disputes over a question in their order; where there are `many` statements, as many as are shown."""
    if not many:
        return base.disputes(question=ident)
    return asking.rows(base, Dispute, {"question": ident}, question=ident, most=MOST_PAIRS)


def feed(base: Factbase, visit: Visit) -> File:
    """Return the Atom feed of a question: the statements that answer it, the last recorded first."""
    asked = base.question(visit.ident)
    page = visit.links.question(asked.id)
    found = [each.summary.id for each in answers.stands(base, asked)]
    return feeds.atom(base, visit, title=asked.text, page=page, statements=found)


def _scores(found: Iterable[ForecastScore]) -> dict[str, list[ForecastScore]]:
    """Return the scores of each forecast, one for each scheme that covers its hedge."""
    scores: dict[str, list[ForecastScore]] = {}
    for each in found:
        scores.setdefault(each.statement, []).append(each)
    return scores


def _attested(found: Iterable[Attestation]) -> list[Attestation]:
    """Return what more than one document, or more than one reporter, says was said; the most documents first."""
    several = [each for each in found if max(each.documents, each.reporters) > 1]
    return sorted(several, key=lambda each: (-each.documents, each.said or "", each.speaker, each.answer))


def _shown(pairs: Iterable[Any], summaries: dict[str, StatementSummary], *names: str) -> list[Any]:
    """Return the pairs of which both statements stand on this question."""
    return [pair for pair in pairs if all(getattr(pair, name) in summaries for name in names)]


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


def _jsonld(asked: Question, rows: tuple[answers.Row, ...], visit: Visit) -> Mapping[str, Any]:
    address = visit.links
    return {
        "@context": "https://schema.org",
        "@type": "Question",
        "@id": visit.absolute(address.question(asked.id)),
        "name": asked.text,
        "answerCount": len(rows),
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
