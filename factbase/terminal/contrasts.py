"""Contrasts on the screen: how forecasts came out, who attests, who disputes, who changed the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from factbase import telling
from factbase.terminal import phrases
from factbase.terminal.screen import words
from factbase.terminal.statement import answer_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from factbase.dossiers import QuestionDossier
    from factbase.findings import Attestation, Forecast, ForecastScore
    from factbase.model import Question
    from factbase.terminal.sheet import Sheet

RESULT_STYLES = {"right": "affirms", "wrong": "denies", "void": "label", "open": "label"}
"""How a result looks; the word alone says it."""


def put_contrasts(sheet: Sheet, found: QuestionDossier) -> None:
    """Put what the views say of the positions on a question, each under its heading; nothing where they say nothing."""
    speakers = {each.statement: each.speaker_name for each in found.positions}
    told = _teller(found.question, speakers)
    if found.forecasts:
        sheet.heading("Who was right" if found.question.outcome else "Forecasts and plans, still open")
    for each in found.forecasts:
        put_forecast(sheet, each, told(each.statement, each.answer, each.polarity), found.scores)
    _put_attested(sheet, found.attestation, found)
    _put_pairs(
        sheet,
        "Disputes",
        "against",
        (
            (
                told(each.statement_a, each.answer_a, each.polarity_a),
                told(each.statement_b, each.answer_b, each.polarity_b),
            )
            for each in found.disputes
        ),
    )
    _put_pairs(
        sheet,
        "Revised",
        "then",
        (
            (
                told(each.earlier_statement, each.earlier_answer, each.earlier_polarity),
                told(each.statement, each.answer, each.polarity),
            )
            for each in found.revisions
        ),
    )
    _put_pairs(
        sheet,
        "Changed in the retelling",
        "retold as",
        (
            (
                told(each.source_statement, each.source_answer, each.source_polarity),
                told(each.statement, each.answer, each.polarity),
            )
            for each in found.drift
        ),
    )


def put_forecast(sheet: Sheet, each: Forecast, told: Text, scores: Iterable[ForecastScore]) -> None:
    """Put one forecast with its result, the scores of every scheme, and its revision."""
    result = words(each.result, RESULT_STYLES.get(each.result, "label"))
    sheet.put(Text.assemble(result, words(f", {each.kind}: "), told))
    sheet.put(
        words(f"said {each.said}" if each.said else "not dated")
        + Text(", ")
        + phrases.certainty(each.certainty),
        indent=4,
    )
    for score in scores:
        if score.statement == each.statement:
            sheet.put(words(_scored(score)), indent=4)
    if each.revision:
        sheet.put(Text.assemble("revised by ", words(each.revision, "id")), indent=4)
    sheet.put(words(each.statement, "id"), indent=4)


def _scored(score: ForecastScore) -> str:
    brier = "not scored" if score.brier is None else f"Brier {score.brier:.3f}"
    return f"{telling.likelihood(score)} ({score.scheme}: {score.term}): {brier}"


def _teller(question: Question, speakers: Mapping[str, str]) -> Callable[[str, str | None, str | None], Text]:
    """Return what tells who gives which answer."""

    def told(statement: str, answer: str | None, polarity: str | None) -> Text:
        given = (
            answer_words(question, answer, polarity or "affirms") if answer else words("no answer", "label")
        )
        return Text.assemble(words(speakers.get(statement, statement), "name"), ": ", given)

    return told


def _put_attested(sheet: Sheet, attested: Iterable[Attestation], found: QuestionDossier) -> None:
    several = [each for each in attested if max(each.documents, each.reporters) > 1]
    names = {each.speaker: each.speaker_name for each in found.positions}
    if several:
        sheet.heading("Said in many places: who attests that it was said, never that it is so")
    for each in several:
        who = Text.assemble(words(names.get(each.speaker, each.speaker), "name"), ": ")
        when = f", said {each.said}" if each.said else ""
        sheet.put(Text.assemble(who, answer_words(found.question, each.answer, each.polarity), when))
        counted = f"{phrases.count(each.documents, 'document')}, {phrases.count(each.reporters, 'reporter')}"
        sheet.put(words(counted), indent=4)


def _put_pairs(sheet: Sheet, heading: str, between: str, pairs: Iterable[tuple[Text, Text]]) -> None:
    listed = list(pairs)
    if listed:
        sheet.heading(heading)
    for one, other in listed:
        sheet.put(one)
        sheet.put(Text.assemble(words(f"{between} ", "label"), other), indent=4)
