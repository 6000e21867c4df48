"""Scores: the scored forecasts of one scheme as a table, while they are too few for a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable


@frozen(kw_only=True)
class Scored:
    """A settled forecast: what was asked and expected, the probability that its term stands for, its score."""

    question: str
    question_href: str
    answer: str
    href: str
    term: str
    likelihood: str
    came_true: bool
    brier: float


def table(scored: Iterable[Scored], *, caption: str) -> Markup:
    """Return the table, one row for each forecast in the order given."""
    return Markup(
        '<table class="stack scored"><caption>{}</caption><thead><tr><th scope="col">Expected</th>'
        '<th scope="col">Question</th><th scope="col">Probability</th><th scope="col">Came true</th>'
        '<th scope="col">Brier score</th></tr></thead><tbody>{}</tbody></table>'
    ).format(caption, Markup("").join(_row(each) for each in scored))


def _row(each: Scored) -> Markup:
    return Markup(
        '<tr><th scope="row"><a href="{href}">{answer}</a></th>'
        '<td data-label="Question"><a href="{question_href}">{question}</a></td>'
        '<td data-label="Probability">{likelihood} <span class="quiet">“{term}”</span></td>'
        '<td data-label="Came true">{came}</td><td data-label="Brier score">{brier:.3f}</td></tr>'
    ).format(
        href=each.href,
        answer=each.answer,
        question_href=each.question_href,
        question=each.question,
        likelihood=each.likelihood,
        term=each.term,
        came="yes" if each.came_true else "no",
        brier=each.brier,
    )
