"""The General Staff's daily totals of Russian losses, as the 2022-Ukraine-Russia-War-Dataset keeps them (MIT).

What the General Staff says is an official claim, put forward as known: an assertion. Its figure is a total since the
invasion, and is kept as it is given: "about" as ``~n``, "more" as ``>=n``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from categories import OFFICIAL, WAR_BEGAN, Category

from factbase import Answer, Attribution, Document, Link, Question, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from factbase.model import Record

RUSSIA = "Russia"
GENERAL_STAFF, INVADERS, COMPILER = "ukrainian-general-staff", "invaders", "petro-ivaniuk"
FOLDER = "https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset/blob/main/data"
EQUIPMENT, PERSONNEL = "russia_losses_equipment.json", "russia_losses_personnel.json"
CORRECTIONS = "russia_losses_equipment_correction.json"

NO_FIGURES = {"date", "day", "greatest losses direction", "personnel*", "POW"}
"""The keys that are no figure of the General Staff's: they stand in `_others`, or only say which day it is."""

BOUNDS = {"about": "~{}", "more": ">={}"}
"""How a figure answers, by the flag beside it (`personnel*`). "More" holds as "at least", the weaker of its senses."""


@frozen
class Row:
    """One object of a file: its text, exactly as it stands there, and what it holds."""

    text: str
    held: Mapping[str, Any] = field(eq=False)

    @property
    def day(self) -> str:
        """The day of the row, an ISO date."""
        return str(self.held["date"])

    @property
    def figures(self) -> dict[str, int]:
        """The General Staff's figures by key. A key that is missing has none, which is no zero.

        Raises:
            ValueError: for a key that `categories` does not know: somebody has to say what it counts.
        """
        unknown = self.held.keys() - OFFICIAL.keys() - NO_FIGURES
        if unknown:
            message = f"{self.day}: say in categories.py what is counted by {sorted(unknown)}"
            raise ValueError(message)
        return {key: value for key, value in self.held.items() if key in OFFICIAL and value is not None}

    def place(self, key: str, last: str | None = None) -> tuple[int, int]:
        """Return where a key stands with its value; with `last` the stretch from the one key to the other's value."""
        start = self.text.index(f"{json.dumps(key)}: ")
        found = re.compile(rf"{re.escape(json.dumps(last or key))}: [^\n]*?(?=,?\n)").search(self.text)
        if found is None:
            raise ValueError(key)
        return start, found.end()


def rows(path: Path) -> list[Row]:
    """Return the objects of a file, in its order; none of them holds another."""
    return [Row(each, json.loads(each)) for each in re.findall(r"\{[^{}]*\}", path.read_text("utf-8"))]


@frozen
class Day:
    """The rows of one day, together one document: that of equipment, a blank line, and that of personnel."""

    equipment: Row
    personnel: Row

    @property
    def day(self) -> str:
        """The day, an ISO date."""
        return self.equipment.day

    @property
    def document(self) -> str:
        """The id of the document."""
        return f"ukr-losses-{self.day}"

    @property
    def figures(self) -> dict[str, int]:
        """Every figure of the day, by key."""
        return self.equipment.figures | self.personnel.figures

    def statement(self, key: str) -> str:
        """Return the id of the statement that gives the figure of a key."""
        return f"general-staff-{self.day}-{OFFICIAL[key].slug}"

    def span(self, key: str, last: str | None = None) -> Span:
        """Return the exact words of a key and its value in the document."""
        in_equipment = key in self.equipment.held
        row = self.equipment if in_equipment else self.personnel
        start, end = row.place(key, last)
        before = 0 if in_equipment else len(self.equipment.text) + 2
        return Span(start=before + start, end=before + end, exact=row.text[start:end])


def days(folder: Path) -> list[Day]:
    """Return the days of the data set.

    Raises:
        ValueError: when a day has only one of its two rows, or none.
    """
    equipment, personnel = rows(folder / EQUIPMENT), rows(folder / PERSONNEL)
    return [Day(one, other) for one, other in zip(equipment, personnel, strict=True) if _same_day(one, other)]


def _same_day(equipment: Row, personnel: Row) -> bool:
    if equipment.day != personnel.day:
        message = f"{equipment.day} stands beside {personnel.day}"
        raise ValueError(message)
    return True


def records(day: Day) -> Iterator[Record]:
    """Yield what one day adds: its document, its questions, and what is said in answer to them."""
    yield Document(
        id=day.document,
        publisher=COMPILER,
        title=f"2022-Ukraine-Russia-War-Dataset, the rows of {day.day} (MIT licence)",
        url=f"{FOLDER}/{EQUIPMENT}",
        language="en",
        media_type="application/json",
        rights="full",
        text=f"{day.equipment.text}\n\n{day.personnel.text}",
    )
    for key, figure in day.figures.items():
        flag = day.personnel.held["personnel*"] if key == "personnel" else None
        yield total(OFFICIAL[key], RUSSIA, day.day)
        yield Statement(
            id=day.statement(key),
            document=day.document,
            kind="assertion",
            content=f"Russia had lost {_spoken(figure, flag)} {OFFICIAL[key].plural} by {day.day}.",
            spans=[day.span(key, "personnel*" if flag else None)],
            words="reporter",
            attributions=[_hop(GENERAL_STAFF, day.day, hedge=flag)],
            event_date=f"{WAR_BEGAN}/{day.day}",
            topics=["losses", OFFICIAL[key].slug, "russia"],
            answers=[
                Answer(
                    question=OFFICIAL[key].question(RUSSIA, day.day),
                    value=BOUNDS[flag].format(figure) if flag else str(figure),
                )
            ],
        )
    yield from _others(day)


def total(category: Category, country: str, day: str) -> Question:
    """Return the question how many of a category a country had lost by a day."""
    return Question(
        id=category.question(country, day),
        text=f"How many {category.plural} had {country} lost by {day}?",
        answer_type="number",
        unit=category.unit,
    )


def _spoken(figure: int, flag: str | None) -> str:
    return {"about": "about ", "more": "at least ", None: ""}[flag] + f"{figure:,}"


def _hop(source: str, said: str, hedge: str | None = None) -> Attribution:
    # The rows name nobody: that the figures are the General Staff's says the data set's README, which names the
    # Ministry of Defence beside it. Hence inferred, and no more than probable.
    return Attribution(
        source=source, said=said, hedge=hedge, certainty="certain", confidence="probable", basis="inferred"
    )


def _others(day: Day) -> Iterator[Record]:
    """Yield what else a day says: prisoners, whom another project counted, and where losses were greatest."""
    if day.personnel.held.get("POW") is not None:
        question = f"prisoners-taken-from-russia-{day.day}"
        asked = f"How many Russian soldiers had been taken prisoner by {day.day}?"
        yield Question(id=question, text=asked, answer_type="number")
        yield Statement(
            id=f"invaders-{day.day}-prisoners",
            document=day.document,
            kind="assertion",
            content=f"{day.personnel.held['POW']:,} Russian soldiers had been taken prisoner by {day.day}.",
            spans=[day.span("POW")],
            words="reporter",
            attributions=[_hop(INVADERS, day.day)],
            event_date=f"{WAR_BEGAN}/{day.day}",
            topics=["prisoners", "russia"],
            answers=[Answer(question=question, value=str(day.personnel.held["POW"]))],
        )
    where = day.equipment.held.get("greatest losses direction")
    if where is not None:
        question = f"direction-of-greatest-losses-of-russia-{day.day}"
        asked = f"In which direction did Russia lose most, as reported on {day.day}?"
        yield Question(id=question, text=asked, answer_type="text")
        yield Statement(
            id=f"general-staff-{day.day}-direction",
            document=day.document,
            kind="assertion",
            content=f"Russia lost most in the direction of {where}, as reported on {day.day}.",
            spans=[day.span("greatest losses direction")],
            words="reporter",
            attributions=[_hop(GENERAL_STAFF, day.day)],
            topics=["losses", "russia"],
            answers=[Answer(question=question, value=where)],
        )


# Corrections


@frozen
class Corrected:
    """A figure that puts right the one of the day before; `listed` tells whether the correction file has its day."""

    key: str
    earlier: Day
    later: Day
    listed: bool

    @property
    def falls(self) -> bool:
        """Whether the total went down, which nothing but a correction can do."""
        return self.later.figures[self.key] < self.earlier.figures[self.key]


def corrected(known: Sequence[Day], corrections: Sequence[Row]) -> list[Corrected]:
    """Return every figure that corrects an earlier one: those that the file lists, and those that fall."""
    listed = {(published(row, known), key) for row in corrections for key, by in row.figures.items() if by}
    pairs = [
        Corrected(key=key, earlier=earlier, later=later, listed=(later.day, key) in listed)
        for earlier, later in pairwise(known)
        for key in later.figures
        if key in earlier.figures
    ]
    return [each for each in pairs if each.listed or each.falls]


def published(row: Row, known: Sequence[Day]) -> str:
    """Return the day whose figures hold a correction: the row's own, or the next.

    A total changes by what was lost that day and by what was corrected, and nobody loses less than nothing. Where the
    row's own day would have that in some category, and the next day in none, the row is a day early.

    Raises:
        ValueError: when the data set has no such day.
    """
    place = [each.day for each in known].index(row.day)
    for later in range(place, min(place + 2, len(known))):
        earlier, now = known[later - 1].figures, known[later].figures
        if later and all(now[key] - earlier[key] >= by for key, by in row.figures.items() if by):
            return known[later].day
    return row.day


def correction(row: Row) -> Iterator[Record]:
    """Yield what a row of the correction file says: the compiler's own reckoning, and so an assessment."""
    document = f"ukr-losses-correction-{row.day}"
    yield Document(
        id=document,
        publisher=COMPILER,
        title=f"2022-Ukraine-Russia-War-Dataset, the corrections of {row.day} (MIT licence)",
        url=f"{FOLDER}/{CORRECTIONS}",
        language="en",
        media_type="application/json",
        rights="full",
        text=row.text,
    )
    for key, by in row.figures.items():
        what = OFFICIAL[key]
        question = f"{what.slug}-corrected-by-the-general-staff-{row.day}"
        asked = f"By how much did the General Staff correct its total of Russian {what.plural} on {row.day}?"
        start, end = row.place(key)
        yield Question(id=question, text=asked, answer_type="number")
        yield Statement(
            id=f"petro-ivaniuk-{row.day}-{what.slug}-corrected",
            document=document,
            kind="assessment",
            content=f"The General Staff corrected its total of Russian {what.plural} by {by:+,} on {row.day}.",
            spans=[Span(start=start, end=end, exact=row.text[start:end])],
            words="reporter",
            attributions=[
                Attribution(source=COMPILER, certainty="certain", confidence="certain", basis="inferred")
            ],
            event_date=row.day,
            topics=["corrections", what.slug, "russia"],
            answers=[Answer(question=question, value=str(by))],
        )


def link(each: Corrected) -> Link:
    """Return the link by which a figure corrects the one of the day before.

    A link and no new version: what the General Staff said the day before it did say, and who recorded that made no
    mistake. The recorder infers it: from a total that falls with certainty, else from the correction file.
    """
    return Link(
        type="corrects",
        from_statement=each.later.statement(each.key),
        to_statement=each.earlier.statement(each.key),
        confidence="certain" if each.falls else "probable",
        basis="inferred",
    )
