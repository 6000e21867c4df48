"""Bulk news as JSON Lines, made up but shaped like the real thing: seeded, deterministic, in constant memory.

Every line is in the form that ``factbase export --jsonl`` writes. Speakers, publishers, topics and questions are drawn
by Zipf's law; each document prints its quotes in paragraphs; what an earlier document printed is printed again in other
case and punctuation, seldom with a link. Each document follows from the seed and its number alone.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from backports import zstd

from benchmarks.news.printing import document
from benchmarks.news.world import SIZES, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.news.drawing import Record


def records(statements: int, seed: int = 1) -> Iterator[Record]:
    """Yield all records: topics, sources with ratings, questions, then each document with its statements."""
    world = World(statements, seed)
    yield from ({"noun": "topic", **each} for each in world.topics)
    yield from ({"noun": "source", **each} for each in world.sources)
    yield from ({"noun": "question", **each} for each in world.questions)
    for number, source in enumerate(world.sources[1::20]):
        rated = {"noun": "rating", "evaluator": world.sources[0]["id"], "scheme": "admiralty-reliability"}
        rated |= {"value": "ABCDEF"[number % 6], "rated": "2026-10", "reason": "By its record so far."}
        name = f"{rated['evaluator']}.{source['id']}.{rated['scheme']}.2026-10"
        yield {**rated, "source": source["id"], "id": name}
    yield from _documents(world, 0, statements)


def _documents(world: World, number: int, statements: int) -> Iterator[Record]:
    left = statements
    while left:
        for record in document(world, number, left):
            left -= "noun" not in record
            yield record
        number += 1


def changes(statements: int, new: int, seed: int = 1) -> Iterator[Record]:
    """Yield a second file for a base of so many: new statements, a tenth as many changed ones from all over it."""
    world = World(statements, seed)
    changed = new // 10
    for at in range(changed):
        number = at * (world.written() - 1) // max(changed, 1)
        number -= SIZES[number % 16] == 0
        record = next(each for each in document(world, number, 99) if "noun" not in each)
        yield {**record, "content": f"{record['content'].removesuffix('.')}, as corrected."}
    yield from _documents(world, world.written(), new)


def line(record: Record) -> str:
    """Return the line of a record, as the export writes it."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


@contextlib.contextmanager
def opened(path: str) -> Iterator[IO[str]]:
    """Open what is written to: a file, packed if it is named so, or (``-``) standard output."""
    if path == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
        return
    file: Any = Path(path)
    opener: Any = {".gz": gzip.open, ".zst": zstd.open}.get(file.suffix)
    with opener(path, "wt", encoding="utf-8") if opener else file.open("w", encoding="utf-8") as out:
        yield cast("IO[str]", out)


def main() -> None:
    """Write the file that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", type=int, metavar="N", help="how many statements the base has")
    parser.add_argument("out", help="the file; .gz and .zst are packed; - is standard output")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--changes", type=int, metavar="K", help="K new statements and K/10 changed ones for that base"
    )
    told = parser.parse_args()
    wanted = records(told.statements, told.seed)
    if told.changes is not None:
        wanted = changes(told.statements, told.changes, told.seed)
    with opened(told.out) as out:
        out.writelines(map(line, wanted))


if __name__ == "__main__":
    main()
