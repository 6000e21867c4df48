"""Comparing: what two sources, or more, say to the same questions, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from itertools import combinations, product
from typing import TYPE_CHECKING

from attrs import frozen

from factbase.findings import Position
from factbase.model import Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from factbase.reader import Reader


class Verdict(StrEnum):
    """How the answers of several sources to one question stand to one another."""

    DISPUTED = "disputed"
    """The latest words of two of them cannot both hold (view `disputes`)."""
    AGREED = "agreed"
    """All of them give one answer, whatever else they say."""
    DIFFERENT = "different"
    """More than one of them answers, in other words that do not exclude one another, or that were not their last."""
    ALONE = "alone"
    """One of them answers, or declines to."""


@frozen(kw_only=True)
class Side:
    """A source, with those who act for it, and what they answer to one question."""

    source: str
    positions: tuple[Position, ...]


@frozen(kw_only=True)
class Comparison:
    """One question and the answers of each source, in the order in which the sources were named."""

    question: Question
    sides: tuple[Side, ...]
    verdict: Verdict


def compare(base: Reader, sources: Sequence[str]) -> tuple[Comparison, ...]:
    """Return what each source says to every question that any of them answers or declines.

    A source speaks for itself and through those who act for it, directly or through others. The questions that most of
    them answer come first, disputed ones before the others.

    Raises:
        NotFoundError: for a source that is not there.
    """
    speakers = _speakers(base, [base.source(ident).id for ident in sources])
    taken: dict[str, list[Position]] = defaultdict(list)
    for speaker in sorted({each for group in speakers.values() for each in group}):
        for position in base.taken(speaker):
            taken[position.question].append(position)
    found = [
        _compared(base, base.question(ident), sorted(positions, key=_place), speakers)
        for ident, positions in sorted(taken.items())
    ]
    order = list(Verdict)
    return tuple(
        sorted(found, key=lambda each: (order.index(each.verdict), -_answering(each.sides), each.question.id))
    )


def comparison(base: Reader, question: str, speakers: Mapping[str, Collection[str]]) -> Comparison:
    """Return what each source says to one question; `speakers` are, for each, all who speak for it.

    Raises:
        NotFoundError: for a question that is not there.
    """
    return _compared(base, base.question(question), base.positions(question), speakers)


def _compared(
    base: Reader, question: Question, positions: Sequence[Position], speakers: Mapping[str, Collection[str]]
) -> Comparison:
    sides = tuple(
        Side(source=source, positions=tuple(each for each in positions if each.speaker in group))
        for source, group in speakers.items()
    )
    return Comparison(question=question, sides=sides, verdict=_verdict(base, question.id, sides))


def _speakers(base: Reader, sources: Sequence[str]) -> dict[str, set[str]]:
    """Return for each source itself and all who act for it; who is named too stands for itself alone."""
    return {source: _with_agents(base, source, set(sources) - {source}) for source in dict.fromkeys(sources)}


def _with_agents(base: Reader, source: str, apart: set[str]) -> set[str]:
    found, waiting = set[str](), [source]
    while waiting:
        each = waiting.pop()
        if each not in found and each not in apart:
            found.add(each)
            waiting += base.agents(each)
    return found


def _place(position: Position) -> tuple[str, str, str]:
    return position.answer or "", position.said or "", position.statement


def _answering(sides: Iterable[Side]) -> int:
    return sum(bool(each.positions) for each in sides)


def _verdict(base: Reader, question: str, sides: Sequence[Side]) -> Verdict:
    given = [each for each in sides if any(position.answer for position in each.positions)]
    if len(given) < 2:
        return Verdict.ALONE
    speaking = [sorted({position.speaker for position in side.positions}) for side in given]
    if any(
        base.disputes(question=question, speaker_a=a, speaker_b=b)
        for one, other in combinations(speaking, 2)
        for pair in product(one, other)
        for a, b in (pair, pair[::-1])
    ):
        return Verdict.DISPUTED
    answers = [{(each.answer, each.polarity) for each in side.positions if each.answer} for side in given]
    return Verdict.AGREED if set.intersection(*answers) else Verdict.DIFFERENT
