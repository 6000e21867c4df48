"""Forecasts on the screen, question by question, and the track record of those who made them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from factbase.terminal.contrasts import put_forecast
from factbase.terminal.data import rows
from factbase.terminal.listing import Column, Listing
from factbase.terminal.screen import show, words
from factbase.terminal.sheet import Sheet
from factbase.terminal.statement import answer_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factbase.findings import Forecast, ForecastScore, TrackRecord
    from factbase.model import Question

COLUMNS = (
    Column(key="name", heading="who", style="name", ratio=1),
    Column(key="kind", heading="kind", fixed=True),
    Column(key="scheme", heading="scheme", fixed=True),
    Column(key="forecasts", heading="made", right=True),
    Column(key="right", heading="right", right=True),
    Column(key="wrong", heading="wrong", right=True),
    Column(key="open", heading="open", right=True),
    Column(key="void", heading="void", right=True),
    Column(key="scored", heading="scored", right=True),
    Column(key="mean", heading="Brier", right=True),
)
"""The columns of a track record."""


def print_forecasts(
    found: Sequence[Forecast],
    scores: Sequence[ForecastScore],
    record: Sequence[TrackRecord],
    *,
    questions: Mapping[str, Question],
    names: Mapping[str, str],
) -> None:
    """Print forecasts under their questions, then how well each source did: a row for each kind and scheme."""
    sheet = Sheet("Forecasts and plans", f"({len(found)})")
    for ident, group in groupby(
        sorted(found, key=lambda each: each.question), key=lambda each: each.question
    ):
        question, made = questions[ident], sorted(group, key=lambda each: (each.said or "", each.statement))
        sheet.heading(question.text)
        sheet.put(_outcome(question, made[0].outcome))
        for each in made:
            given = answer_words(question, each.answer, each.polarity)
            who = Text.assemble(words(names[each.speaker], "name"), ": ", given)
            put_forecast(sheet, each, who, scores)
    if not found:
        sheet.heading("None on a question that can be settled")
    if record:
        sheet.heading("Track record")
    sheet.print()
    if record:
        listed = [
            {
                **row,
                "name": names.get(row["speaker"], row["speaker"]),
                "mean": None if row["mean_brier"] is None else f"{row['mean_brier']:.3f}",
            }
            for row in rows(record)
        ]
        show(Listing(rows=listed, columns=COLUMNS, keys=()).table())


def _outcome(question: Question, day: str | None) -> Text:
    """Return the outcome by the question's calendar, and as it was recorded where that says more."""
    if question.outcome is None or day is None:
        return Text.assemble("outcome: ", words("open", "label"))
    recorded = f" ({question.outcome})" if day != question.outcome else ""
    return Text.assemble("outcome: ", answer_words(question, day, "affirms"), words(recorded))
