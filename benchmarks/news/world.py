"""A world of made-up news: every document and saying follows from the seed and its number alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from attrs import define, field, frozen

from benchmarks.news.casting import question, source, topic, value
from benchmarks.news.chains import chain
from benchmarks.news.drawing import DAYS, FIRST_DAY, Draw, Record, edtf, evenly, pick, slug, zipf
from benchmarks.news.wording import ADJECTIVES, GIVEN, HEDGES, NOUNS, PLACES, SURNAMES, korean, sentence

_KINDS = (["assertion"] * 48 + ["assessment"] * 18 + ["forecast"] * 9 + ["intention"] * 8) + (
    ["observation"] * 8 + ["directive"] * 5 + ["refusal"] * 4
)

SIZES = (9, 4, 13, 6, 17, 0, 8, 5, 9, 10, 7, 8, 6, 12, 9, 5)  # statements of each document: 8 on average

COPYING = 5  # the place among them of what is nothing but a reprint


def before(number: int) -> int:
    """Return how many statements stand in the documents before one."""
    return number // len(SIZES) * sum(SIZES) + sum(SIZES[: number % len(SIZES)])


@frozen
class Saying:
    """What was said once, before anybody printed it: by whom, when, in which words."""

    document: int
    place: int
    fields: Record
    quote: tuple[str, ...]
    hops: tuple[Record, ...]


@define(eq=False)
class World:
    """All that there is for N statements and a seed; what it yields depends on nothing else."""

    statements: int
    seed: int = 1
    sources: list[Record] = field(init=False)
    outlets: list[Record] = field(init=False)
    topics: list[Record] = field(init=False)
    questions: list[Record] = field(init=False)
    documents: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make what is small and named everywhere: sources, topics, questions."""
        self.documents = max(16, self.statements // 8)
        self.sources = []
        for number in range(max(200, self.statements // 200)):
            self.sources.append(source(number, self.draw(1, number), self.sources))
        self.outlets = [each for each in self.sources if each["kind"] == "outlet"]
        self.topics = [
            topic(number, self.draw(2, number))
            for number in range(max(30, min(20_000, self.statements // 400)))
        ]
        self.questions = [
            question(number, self.draw(3, number), self.draw(4, number)())
            for number in range(max(4, self.statements // 500))
        ]
        self.saying = lru_cache(4096)(self._saying)
        self.header = lru_cache(4096)(self._header)

    saying: Callable[[int, int], Saying] = field(init=False)
    header: Callable[[int], Record] = field(init=False)

    def draw(self, *place: int) -> Draw:
        """Return the random numbers of one place: a document, a statement, a source."""
        mixed = self.seed
        for number in place:
            mixed = mixed * 1_000_003 + number + 1
        return random.Random(mixed).random  # noqa: S311 - nothing here is secret

    def value(self, question: int, draw: Draw) -> str:
        """Return an answer: most that one question gets agree."""
        return value(question, self.draw(4, question)(), draw)

    def _header(self, number: int) -> Record:
        """Return a document without its text."""
        draw = self.draw(5, number)
        publisher = self.outlets[zipf(len(self.outlets), draw)]
        day = self.day(number)
        credit = self.outlets[zipf(5, draw)]["id"] if draw() < 0.3 else None
        korean = draw() < 0.06
        subject = f"{pick(ADJECTIVES, draw)} {pick(NOUNS, draw)} in {pick(PLACES, draw)}"
        whole = number % 16 == COPYING or number % 97 == 96
        ident = f"{publisher['id']}-{day}-{number}"
        return {
            "id": ident,
            "publisher": publisher["id"],
            "title": f"{'위성 발사' if korean else 'Officials differ'}: {subject}",
            "credit": credit if credit != publisher["id"] else None,
            "byline": f"By {pick(GIVEN, draw)} {SURNAMES[int(draw() * 28)]}" if draw() < 0.4 else None,
            "url": f"https://{slug(publisher['names'][0]['name'])}.example/{day.year}/{ident}.html",
            "published": day.isoformat(),
            "language": "ko" if korean else "en",
            "copies": self.header(number - 1 - int(draw() * 4))["id"] if whole and number > 4 else None,
        }

    def written(self) -> int:
        """Return how many documents the statements of the base fill."""
        number = self.statements // sum(SIZES) * len(SIZES)
        while before(number) < self.statements:
            number += 1
        return number

    def stands(self, number: int, place: int) -> bool:
        """Tell whether there is such a statement: the last document of the base is cut short."""
        if place >= SIZES[number % 16]:
            return False
        return number >= self.written() or before(number) + place < self.statements

    def day(self, number: int) -> date:
        """Return the day on which a document was published: later ones later."""
        return FIRST_DAY + timedelta(days=min(number, self.documents) * DAYS // self.documents)

    def earlier(self, number: int, draw: Draw) -> Saying | None:
        """Return the saying that a statement prints again, or None where it prints one of its own."""
        if draw() > 0.2 or number < 2:
            return None
        hot = draw() < 0.4
        other = (
            number - number % 40
            if hot
            else number - 1 - int(draw() * min(number, 60, self.documents // 20 + 1))
        )
        at = 0 if hot else int(draw() * 4)
        copied = self.draw(6, other, at)() <= 0.2 and other >= 2
        missing = other == number or not self.stands(other, at)
        return None if copied or missing else self.saying(other, at)

    def _saying(self, number: int, place: int) -> Saying:
        draw, header = self.draw(7, number, place), self.header(number)
        kind = pick(_KINDS, draw)
        hedge = pick(tuple(HEDGES), draw) if kind in {"forecast", "assessment"} and draw() < 0.7 else None
        hangul = header["language"] == "ko"
        quote, content = korean(draw) if hangul else sentence(draw, hedge, kind)
        told: Record = {"content": content, "kind": kind}
        told["condition"] = "if the parties agree" if draw() < 0.02 else None
        if draw() < 0.6:
            told["event_date"] = edtf(self.day(number) + timedelta(days=int(draw() * 200) - 60), draw)
            told["event_date_printed"] = "in the coming weeks" if draw() < 0.1 else None
        told["topics"] = sorted(
            {self.topics[zipf(len(self.topics), draw)]["id"] for _ in range(1 + int(draw() * 3))}
        )
        if kind == "refusal":
            told["declines"] = [self.questions[evenly(len(self.questions), draw)]["id"]]
        elif draw() < 0.32:
            which = evenly(len(self.questions), draw)
            answer = {"question": self.questions[which]["id"], "value": self.value(which, draw)}
            told["answers"] = [answer | ({"confidence": "probable"} if draw() < 0.1 else {})]
            told["stated"] = "presupposed" if draw() < 0.02 else None
        hops = chain(self, number, (kind, None if hangul else hedge), draw)
        return Saying(number, place, told, quote, hops)
