"""Oryx's counts of what photographs and videos show, as Scrape Oryx keeps them (CC BY 4.0).

That a wreck on a picture is a tank of that army, lost in this war, is inferred from what others filmed: an assessment,
by the fifth test of the kinds. A count of what was photographed is a floor under what was lost, and answers as one
(``>=4074``), so that an official total above it is no dispute, and one below it is.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from attrs import frozen
from categories import COUNTRIES, WAR_BEGAN, seen
from official import total

from factbase import Answer, Attribution, Document, Link, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from factbase.model import Record

ORYX, SCRAPER = "oryx", "scrape-oryx"
COUNTS = "daily_count.csv"
STATES = ("destroyed", "abandoned", "captured", "damaged")


@frozen
class Count:
    """One row of the daily count: `text` is the row up to its date, as it stands in the file; counts are of items."""

    text: str
    country: str
    heading: str
    states: tuple[int, ...]
    count: int
    day: str

    @property
    def series(self) -> tuple[str, str]:
        """What is counted, and whose it was."""
        return seen(self.heading).slug, self.country

    @property
    def statement(self) -> str:
        """The id of the statement that the row makes."""
        return f"oryx-{self.day}-{COUNTRIES[self.country]}-{seen(self.heading).slug}"


def counts(path: Path) -> list[Count]:
    """Return the rows of the daily count, by day; what lies before the invasion (zeros, for a start) says nothing."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    reader = csv.DictReader(iter(lines))
    found, read = [], 1
    for row in reader:
        text = "".join(lines[read : reader.line_num])
        read = reader.line_num
        text = text[: text.index(row["date_recorded"]) + len(row["date_recorded"])]
        if row["date_recorded"] >= WAR_BEGAN:
            states = tuple(int(row[state]) for state in STATES)
            head = row["country"], row["equipment_type"]
            found.append(Count(text, *head, states, int(row["type_total"]), row["date_recorded"]))
    return sorted(found, key=lambda each: each.day)


def by_day(found: Sequence[Count]) -> dict[str, list[Count]]:
    """Return the counts of each day, which together are one document."""
    return {day: list(rows) for day, rows in groupby(found, key=lambda each: each.day)}


def records(day: str, rows: Sequence[Count]) -> Iterator[Record]:
    """Yield what one day adds: its document, its questions, and Oryx's answers to them."""
    document = f"oryx-{day}"
    yield Document(
        id=document,
        publisher=SCRAPER,
        title=f"Scrape Oryx, the daily counts of {day} (CC BY 4.0)",
        language="en",
        media_type="text/csv",
        rights="full",
        text="\n".join(row.text for row in rows),
    )
    start = 0
    for row in rows:
        what = seen(row.heading)
        yield total(what, row.country, day)
        end = start + len(row.text)
        parts = ", ".join(f"{number:,} {state}" for state, number in zip(STATES, row.states, strict=True))
        yield Statement(
            id=row.statement,
            document=document,
            kind="assessment",
            content=f"{row.country} had lost at least {row.count:,} {what.plural} by {day}, as far as photographs and "
            f"videos show: {parts}.",
            spans=[Span(start=start, end=end, exact=row.text)],
            words="reporter",
            attributions=[
                Attribution(
                    source=ORYX, said=day, certainty="certain", confidence="certain", basis="inferred"
                )
            ],
            event_date=f"{WAR_BEGAN}/{day}",
            topics=["losses", what.slug, COUNTRIES[row.country]],
            answers=[Answer(question=what.question(row.country, day), value=f">={row.count}")],
        )
        start = end + 1


def links(found: Sequence[Count]) -> Iterator[tuple[str, Link]]:
    """Yield the day and the link of each count that corrects the one before it: a list only shrinks when items go."""
    series: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for each in found:
        series[each.series].append(each)
    for rows in series.values():
        for earlier, later in pairwise(rows):
            if later.count < earlier.count:
                yield (
                    later.day,
                    Link(
                        type="corrects",
                        from_statement=later.statement,
                        to_statement=earlier.statement,
                        confidence="certain",
                        basis="inferred",
                    ),
                )


def topics(found: Sequence[Count]) -> dict[str, str]:
    """Return the topics that the counts need, by id: the name of what is counted."""
    named = ((seen(each.heading).slug, seen(each.heading).plural) for each in found)
    return dict(sorted(named, key=itemgetter(0)))
