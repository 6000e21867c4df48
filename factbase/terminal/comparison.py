"""Sources side by side on the screen: question by question, who answers what, and whether they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from factbase.comparing import Verdict
from factbase.terminal import phrases
from factbase.terminal.data import rows
from factbase.terminal.screen import words
from factbase.terminal.sheet import Sheet
from factbase.terminal.statement import answer_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factbase.comparing import Comparison, Side
    from factbase.findings import Position
    from factbase.model import Question

VERDICTS = {
    Verdict.DISPUTED: "disputed: their latest words cannot both hold",
    Verdict.AGREED: "agreed: all of them give one answer",
    Verdict.DIFFERENT: "different answers",
    Verdict.ALONE: "one side alone answers, or none",
}
"""How the sides stand to one another, in words."""


def print_comparison(found: Sequence[Comparison], names: Mapping[str, str]) -> None:
    """Print each question with the answers of every side; `names` are those of the sides, in their order."""
    sheet = Sheet("Comparison", ", ".join(names))
    for each in found:
        sheet.heading(each.question.text)
        sheet.put(words(VERDICTS[each.verdict], "label"))
        for side in each.sides:
            _put_side(sheet, each.question, side, names[side.source])
    if not found:
        sheet.heading("None of them answers any question")
    sheet.print()


def comparison_rows(found: Sequence[Comparison]) -> Iterator[dict[str, Any]]:
    """Yield a row for each position: its question, the verdict, the side, and the position's own columns."""
    for each in found:
        for side in each.sides:
            for row in rows(side.positions):
                yield {"verdict": str(each.verdict), "side": side.source, **row}


def _put_side(sheet: Sheet, question: Question, side: Side, name: str) -> None:
    if not side.positions:
        sheet.put(Text.assemble(words(name, "name"), words(": says nothing", "label")))
        return
    sheet.put(words(name, "name"))
    shown: dict[tuple[str | None, str, str], list[Position]] = {}
    for each in side.positions:
        shown.setdefault((each.answer, each.polarity, each.speaker), []).append(each)
    for (answer, polarity, _), same in shown.items():
        first = same[0]
        given = answer_words(question, answer, polarity) if answer else words("withheld", "silence")
        sure = phrases.stand(first.certainty, first.polarity)
        through = f", as {first.speaker_name}" if first.speaker_name != name else ""
        when = f", said {first.said}" if first.said else ""
        more = f", and {phrases.count(len(same) - 1, 'more statement')}" if len(same) > 1 else ""
        kind = Text.assemble(words(first.family, first.family), words(f" ({first.kind}), "))
        sheet.put(Text.assemble(given, ": ", kind, sure, words(f"{through}{when}{more}")), indent=4)
        sheet.put(words(first.statement, "id"), indent=6)
