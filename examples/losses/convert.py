"""Turn two data sets on losses in a war into JSON Lines, one file a day.

    python examples/losses/convert.py DATA_FOLDER OUT_FOLDER

DATA_FOLDER holds `ukr-losses/` and `oryx/`. OUT_FOLDER gets `0000-register.jsonl` (who speaks, and of what) and a file
for each day, which `load.py` records as a changeset each. The README beside this file says what becomes of what.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import official
import photographed
from categories import OFFICIAL

from factbase import Name, Source, Topic
from factbase.formats import jsonl
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factbase.model import Record

REGISTER = "0000-register.jsonl"
NOUNS = {
    "Topic": Noun.TOPIC,
    "Source": Noun.SOURCE,
    "Document": Noun.DOCUMENT,
    "Question": Noun.QUESTION,
    "Statement": Noun.STATEMENT,
    "Link": Noun.LINK,
}


def convert(data: Path, out: Path) -> int:
    """Write the files, and return how many days there are.

    Raises:
        OSError: when a file cannot be read or written.
        ValueError: when the data hold something that nobody has said the meaning of.
    """
    known = official.days(data / "ukr-losses" / "data")
    corrections = official.rows(data / "ukr-losses" / "data" / official.CORRECTIONS)
    counts = photographed.counts(data / "oryx" / photographed.COUNTS)
    added: dict[str, list[Record]] = defaultdict(list)
    for day in known:
        added[day.day] += official.records(day)
    for row in corrections:
        added[row.day] += official.correction(row)
    for each in official.corrected(known, corrections):
        added[each.later.day].append(official.link(each))
    for date, rows in photographed.by_day(counts).items():
        added[date] += photographed.records(date, rows)
    for date, link in photographed.links(counts):
        added[date].append(link)
    out.mkdir(parents=True, exist_ok=True)
    write(out / REGISTER, register(counts))
    for date, records in added.items():
        write(out / f"{date}.jsonl", records)
    return len(added)


def register(counts: Sequence[photographed.Count]) -> Iterator[Record]:
    """Yield who speaks and publishes, and what is spoken of."""
    yield _source(
        official.GENERAL_STAFF, "organization", "General Staff of the Armed Forces of Ukraine", "official"
    )
    yield _source(photographed.ORYX, "organization", "Oryx", "expert")
    yield _source(official.INVADERS, "organization", "Invaders (invaders-rf.com)", "other")
    yield _source(official.COMPILER, "person", "Petro Ivaniuk", "other")
    yield _source(photographed.SCRAPER, "outlet", "Scrape Oryx", "other")
    yield Topic(id="russia", kind="place", name="Russia")
    yield Topic(id="ukraine", kind="place", name="Ukraine")
    yield Topic(id="losses", kind="theme", name="losses in the war")
    yield Topic(id="prisoners", kind="theme", name="prisoners of war")
    yield Topic(id="corrections", kind="theme", name="corrections of earlier figures")
    things = {each.slug: each.plural for each in OFFICIAL.values()} | photographed.topics(counts)
    for ident, name in sorted(things.items()):
        yield Topic(id=ident, kind="object", name=name)


def _source(ident: str, kind: str, name: str, capacity: str) -> Source:
    return Source(id=ident, kind=kind, names=[Name(name=name, language="en")], capacity=capacity)


def write(path: Path, records: Iterable[Record]) -> None:
    """Write records as JSON Lines; a question that two sources answer is written once."""
    lines = dict.fromkeys(jsonl.line(NOUNS[type(each).__name__], each) for each in records)
    path.write_bytes(b"".join(lines))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    written = convert(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{sys.argv[2]}: {written} days")
