"""A question on the screen: official claims apart from assessments, answer by answer, and what stands behind each."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from factbase import answering
from factbase.terminal import phrases
from factbase.terminal.contrasts import put_contrasts
from factbase.terminal.screen import words
from factbase.terminal.sheet import Sheet
from factbase.terminal.statement import answer_words
from factbase.vocabulary import Capacity, Family

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factbase.dossiers import QuestionDossier
    from factbase.findings import Corroboration, Position
    from factbase.model import Question

OFFICIAL = (Capacity.OFFICIAL, Capacity.STATE_MEDIA)
"""The capacities whose claims are official."""

SECTIONS = ("Official claims", "Other claims", "Assessments", "Silence")
"""The sections of a question, which never mix."""


def section(position: Position) -> str:
    """Return the section in which a position stands: by its family, and claims by the capacity of the speaker."""
    if position.family == Family.CLAIM:
        return SECTIONS[0] if position.capacity in OFFICIAL else SECTIONS[1]
    return SECTIONS[2] if position.family == Family.ASSESSMENT else SECTIONS[3]


def print_question(found: QuestionDossier) -> None:
    """Print a question with the positions on it and what stands behind each answer."""
    question = found.question
    sheet = Sheet("Question", question.id)
    sheet.lead(words(question.text, "name"))
    _asked(sheet, question)
    for heading in SECTIONS:
        positions = [each for each in found.positions if section(each) == heading]
        if positions:
            sheet.heading(f"{heading} ({len(positions)})")
            _positions(sheet, question, positions)
    if not found.positions:
        sheet.heading("Nobody answers it")
    if found.corroboration:
        sheet.heading("What stands behind each answer")
    for row in found.corroboration:
        sheet.put(_answer(question, row))
        for line in _behind(row):
            sheet.put(line, indent=4)
    if any(row.origins for row in found.corroboration):
        note = "Origins are a lower bound: all unnamed sources together count as one."
        sheet.put(words(note, "label"))
    put_contrasts(sheet, found)
    sheet.print()


def _asked(sheet: Sheet, question: Question) -> None:
    kind = [question.answer_type.meaning]
    if question.precision:
        kind.append(question.precision.meaning)
    if question.timezone:
        kind.append(f"by the calendar of {question.timezone}")
    if question.multiple:
        kind.append("several can hold at once")
    sheet.line("answers are", ", ".join(kind))
    sheet.lines("choices", (f"{each.value}: {each.label}" for each in question.choices))
    sheet.line("resolved by", question.resolution)
    sheet.line("deadline", question.deadline)
    if question.outcome:
        came = answering.outcome(question) or question.outcome
        recorded = words(f" ({question.outcome})" if came != question.outcome else "")
        sheet.line("outcome", Text.assemble(answer_words(question, came, "affirms"), recorded))
        sheet.line(
            "shown by", words(question.outcome_statement, "id") if question.outcome_statement else None
        )
    elif question.resolution:
        sheet.line("outcome", "open")


def _positions(sheet: Sheet, question: Question, positions: Sequence[Position]) -> None:
    for (answer, polarity), found in groupby(positions, key=lambda each: (each.answer, each.polarity)):
        told = answer_words(question, answer, polarity) if answer else words("withheld", "silence")
        sheet.put(told)
        for each in found:
            sure = phrases.stand(each.certainty, each.polarity)
            who = Text.assemble(
                words(each.speaker_name, "name"), words(f" ({each.capacity}), {each.kind}, "), sure
            )
            sheet.put(
                Text.assemble(who, words(f", {f'said {each.said}' if each.said else 'not dated'}")), indent=4
            )
            sheet.put(
                Text.assemble(words(each.statement, "id"), " in ", words(each.document, "id")), indent=4
            )


def _answer(question: Question, row: Corroboration) -> Text:
    return Text.assemble(
        words(row.family, row.family), ": ", answer_words(question, row.answer, row.polarity)
    )


def _behind(row: Corroboration) -> Iterator[Text]:
    if row.statements:
        origins = f"at least {phrases.count(row.origins, 'origin')}" if row.origins else "no origin"
        principals = phrases.count(row.principals, "principal")
        yield words(f"{origins}, {principals}, {phrases.count(row.utterances, 'utterance')}")
        places = f"{phrases.count(row.documents, 'document')} of {phrases.count(row.publishers, 'publisher')}"
        yield words(f"{phrases.count(row.statements, 'statement')} in {places}")
    if row.expected:
        voices = row.expected_origins
        expected = phrases.count(voices, "expectation") if voices else "retold expectation"
        places = f" in {phrases.count(row.expected, 'statement')}" if row.expected > voices else ""
        yield words(f"{expected}{places} (forecast, intention or directive): no origin")
    if row.unsourced:
        yield words(f"{phrases.count(row.unsourced, 'statement')} of a publisher in its own voice: no origin")
    for edge in json.loads(row.collapsed or "[]"):
        yield Text.assemble("counted once: ", words(edge, "id"))
