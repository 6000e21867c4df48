"""Answers: the positions on a question as a reader compares them, answer by answer, claims apart from assessments."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

import attrs
from attrs import frozen

from factbase import answering, dates, numbers
from factbase.errors import ValueSyntaxError
from factbase.findings import StatementSummary
from factbase.plugin import wording
from factbase.plugin.pages import asking
from factbase.vocabulary import AnswerType, Capacity, Family

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factbase.base import Factbase
    from factbase.model import Question

OFFICIAL = (Capacity.OFFICIAL, Capacity.STATE_MEDIA)
"""The capacities whose claims are official."""

Side = tuple[str, str, str]
"""An answer, its polarity and a family."""

_PRINTED_IN = (
    "SELECT printed.id, documents.pk, documents.publisher FROM documents AS printed "
    "JOIN (SELECT pk AS original, pk AS document FROM documents UNION ALL SELECT original, document FROM reprints) "
    "AS places ON places.original = printed.pk JOIN documents ON documents.pk = places.document "
    "WHERE printed.id IN (SELECT value FROM json_each(:ids))"
)
_SUMMARY = tuple(each.name for each in attrs.fields(StatementSummary))


@frozen(kw_only=True)
class Support:
    """What stands behind one answer, for one polarity and family (view `corroboration`)."""

    VIEW: ClassVar[str] = "corroboration"

    answer: str
    polarity: str
    family: str
    statements: int
    documents: int
    publishers: int
    utterances: int
    origins: int
    principals: int
    expected: int
    expected_origins: int
    unsourced: int
    collapsed: str | None

    @property
    def edges(self) -> tuple[str, ...]:
        """The dependencies that add no origin, as "from > to (type)"."""
        return tuple(json.loads(self.collapsed or "[]"))


@frozen(kw_only=True)
class Stand:
    """One statement's position: the answer it gives (None: silence), with what it can count for."""

    answer: str | None
    polarity: str
    standing: str
    sureness: str | None
    summary: StatementSummary


@frozen(kw_only=True)
class Voice:
    """One speaker on one answer: the statement that shows it best, and the other reports of it."""

    first: Stand
    others: tuple[Stand, ...]

    @property
    def official(self) -> bool:
        """Whether it speaks for a state."""
        return self.first.summary.capacity in OFFICIAL


@frozen(kw_only=True)
class Cell:
    """One family's side of an answer."""

    family: str
    support: Support | None
    voices: tuple[Voice, ...] = ()
    expected_in: tuple[int, int] | None = None  # documents and publishers


@frozen(kw_only=True)
class Row:
    """One answer, affirmed or denied, with what is claimed and what is assessed; `outcome` marks what came true."""

    anchor: str
    value: str
    words: str
    polarity: str
    claims: Cell
    assessments: Cell
    outcome: bool = False

    @property
    def weight(self) -> tuple[bool, int, int]:
        """How much stands behind it: whether it came true, its origins, then its voices."""
        origins = sum(
            cell.support.origins + cell.support.expected_origins for cell in self.cells if cell.support
        )
        return self.outcome, origins, sum(len(cell.voices) for cell in self.cells)

    @property
    def cells(self) -> tuple[Cell, Cell]:
        """The claims and the assessments."""
        return self.claims, self.assessments


def supports(base: Factbase, question: Question) -> list[Support]:
    """Return what stands behind each answer."""
    return asking.rows(base, Support, {"question": question.id}, question=question.id)


def stands(base: Factbase, question: Question) -> list[Stand]:
    """Return the position of every statement on a question, refusals too, the earliest first."""
    columns = ", ".join(f"statement_summary.{name}" for name in _SUMMARY)
    query = (
        "SELECT positions.answer, positions.polarity, positions.standing, positions.confidence, "  # noqa: S608 - ours
        f"{columns} FROM positions JOIN statement_summary ON statement_summary.id = positions.statement "
        "WHERE positions.question = :question "
        "ORDER BY statement_summary.said_latest IS NULL, statement_summary.said_latest, statement_summary.id"
    )
    found = asking.select(base, query, only=question.id, question=question.id)
    return [
        Stand(
            answer=answer,
            polarity=polarity,
            standing=standing,
            sureness=sureness,
            summary=StatementSummary(**dict(zip(_SUMMARY, summary, strict=True))),
        )
        for answer, polarity, standing, sureness, *summary in found
    ]


def expected_in(
    base: Factbase, question: Question, positions: Iterable[Stand]
) -> Mapping[Side, tuple[int, int]]:
    """Return how many documents and publishers carry the expectations of each answer, copies among them."""
    carriers: dict[Side, set[str]] = {}
    for each in positions:
        if each.standing == "expected" and each.answer is not None:
            side = each.answer, each.polarity, each.summary.family
            carriers.setdefault(side, set()).add(each.summary.document)
    ids = json.dumps(sorted(set().union(*carriers.values())))
    places: dict[str, list[tuple[int, int]]] = {}
    for ident, document, publisher in asking.select(base, _PRINTED_IN, only=question.id, ids=ids):
        places.setdefault(ident, []).append((document, publisher))
    return {
        side: (
            len({document for ident in found for document, _ in places[ident]}),
            len({publisher for ident in found for _, publisher in places[ident]}),
        )
        for side, found in carriers.items()
    }


def compared(
    question: Question,
    behind: Iterable[Support],
    positions: Iterable[Stand] = (),
    expected: Mapping[Side, tuple[int, int]] | None = None,
) -> tuple[Row, ...]:
    """Return the answers as rows: dates and numbers in their order, others by what stands behind them."""
    by_side = {(each.answer, each.polarity, each.family): each for each in behind}
    given: dict[tuple[str, str], list[Stand]] = {(answer, polarity): [] for answer, polarity, _ in by_side}
    for each in positions:
        if each.answer is not None:
            given.setdefault((each.answer, each.polarity), []).append(each)
    rows: list[Row] = []
    came = answering.outcome(question)
    for answer, polarity in sorted(given, key=lambda side: _order(question, side, by_side)):
        cells = {
            family: Cell(
                family=family,
                support=by_side.get((answer, polarity, family)),
                expected_in=(expected or {}).get((answer, polarity, family)),
                voices=_voices(each for each in given[answer, polarity] if each.summary.family == family),
            )
            for family in (str(Family.CLAIM), str(Family.ASSESSMENT))
        }
        rows.append(
            Row(
                anchor=f"answer-{len(rows) + 1}",
                value=answer,
                words=wording.answer(question, answer),
                polarity=polarity,
                claims=cells[Family.CLAIM],
                assessments=cells[Family.ASSESSMENT],
                outcome=answer == came and polarity == "affirms",
            )
        )
    return tuple(rows)


def weightiest(rows: tuple[Row, ...], most: int) -> tuple[Row, ...]:
    """Return the rows with the most behind them, at most so many, in the order in which they came."""
    if len(rows) <= most:
        return rows
    chosen = {row.anchor for row in sorted(rows, key=lambda row: row.weight, reverse=True)[:most]}
    return tuple(row for row in rows if row.anchor in chosen)


def _voices(positions: Iterable[Stand]) -> tuple[Voice, ...]:
    """Return the speakers: officials first, then by time; of one speaker's statements one with words comes first."""
    by_speaker = sorted(positions, key=lambda each: (each.summary.speaker, not each.summary.anchored))
    voices = []
    for _, group in groupby(by_speaker, key=lambda each: each.summary.speaker):
        first, *others = group
        voices.append(Voice(first=first, others=tuple(others)))
    return tuple(
        sorted(
            voices,
            key=lambda each: (
                not each.official,
                each.first.standing == "uncommitted",
                each.first.summary.said_latest or "9",
            ),
        )
    )


def _order(
    question: Question, side: tuple[str, str], behind: dict[tuple[str, str, str], Support]
) -> tuple[bool, float, str, str, str]:
    answer, polarity = side
    both = [found for family in Family if (found := behind.get((answer, polarity, str(family))))]
    weight = sum(1000 * each.origins + each.expected_origins for each in both)
    denied = polarity == "denies"
    if question.answer_type is AnswerType.DATE:
        return denied, 0, _earliest(answer), answer, polarity
    if question.answer_type is AnswerType.NUMBER:
        return denied, _low(answer), "", answer, polarity
    return denied, -weight, "", answer, polarity


def _earliest(answer: str) -> str:
    try:
        return dates.parse(answer).earliest or ""
    except ValueSyntaxError:
        return ""


def _low(answer: str) -> float:
    try:
        return numbers.parse(answer).low or 0
    except ValueSyntaxError:
        return 0
