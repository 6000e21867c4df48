"""Bulk news as JSON Lines, made up but shaped like the real thing: seeded, deterministic, in constant memory.

Every line is in the form that ``factbase export --jsonl`` writes. Speakers, publishers, topics and questions are drawn
by Zipf's law; each document prints its quotes in paragraphs; what an earlier document printed is printed again in other
case and punctuation, seldom with a link. Each document follows from the seed and its number alone.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, cast

from attrs import define, field, frozen
from backports import zstd

Record = dict[str, Any]

_FAMILIES = {"forecast": "assessment", "assessment": "assessment", "refusal": "silence"}
_KINDS = (["assertion"] * 48 + ["assessment"] * 18 + ["forecast"] * 9 + ["intention"] * 8) + (
    ["observation"] * 8 + ["directive"] * 5 + ["refusal"] * 4
)
_SIZES = (9, 4, 13, 6, 17, 0, 8, 5, 9, 10, 7, 8, 6, 12, 9, 5)  # statements of each document: 8 on average
_COPYING = 5  # the place among them of what is nothing but a reprint
_EVERY = ("capphrase", "icd203", "stix")
# What a hedge says of the speaker's certainty, and the schemes in which it is a term (as `factbase.scales` finds them).
_HEDGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "likely": ("probable", _EVERY),
    "may": ("possible", ("capphrase",)),
    "could": ("possible", ("capphrase",)),
    "appears to": ("probable", ()),
    "unlikely": ("possible", _EVERY),
    "almost certainly": ("probable", ("icd203", "stix")),
    "probably": ("probable", ()),
    "might": ("possible", ("capphrase",)),
}
_GIVEN = (
    "Min-jun Seo-yeon Anna James Maria Olena Ivan Fatima Ahmed Yuki Hiro Chen Wei Laura Tom Sofia Carlos Priya Arjun "
    "Elena Piotr Amara Kofi Nadia Omar Ingrid Lars Chloe Marc Dilnoza"
).split()
_SURNAMES = (
    "Kim Park Choi Lee Shin Smith Jones Müller Garcia Ivanov Kovalenko Tanaka Sato Wang Li Nguyen Silva Costa Rossi "
    "Novak Haddad Mensah Okafor Singh Patel Larsen Dubois Martin Karimov Ó Briain"
).split(" ")
_HANGUL_NAMES = "김민준 박서연 최지우 이도윤 신원식 정하은 강수빈 조현우 윤지호 장예린".split()
_PLACES = "Seoul Kyiv Geneva Nairobi Lima Oslo Tokyo Delhi Accra Ankara Paris Quito Hanoi Tunis Riga".split()
_OUTLETS = (
    "Herald Post Times Tribune Gazette Observer Courier Star Journal Chronicle Monitor Dispatch".split()
)
_BODIES = "Ministry of Defense|Finance Ministry|Central Bank|Port Authority|Steel Works|Institute of Strategy|Police"
_TITLES = "Minister|Spokesperson|Deputy Minister|Director|Professor|Analyst|Chief Executive|Mayor".split("|")
_TITLE_CAPACITY = ("official", "official", "official", "official", "expert", "expert", "company", "official")
_NOUNS = (
    "talks budget launch satellite border harvest strike tariff pipeline vaccine election convoy bridge reactor treaty "
    "drill shipment outage flood merger loan embargo refinery summit ceasefire railway audit tunnel missile wage "
    "quota subsidy airport dam verdict patent virus wildfire sanction radar ferry census glacier orchard"
).split()
_ADJECTIVES = (
    "new third-stage regional joint military national long-delayed southern emergency northern final partial annual "
    "second-largest disputed temporary coastal state-run"
).split()
_VERBS = "delay expand halt resume finish review threaten replace support cancel inspect finance move rebuild".split()
_CUES = "said|said|added|told reporters|announced|explained|noted|warned|stressed".split("|")
_RELAYS = "reported|cited|quoted|relayed".split("|")
_KOREAN = (
    "정부는 위성 발사를 협상을 다음 달 예산을 국경에서 훈련을 항만 공사를 조만간 재개할 연기할 검토할".split()
)
_TITLED = ("the minister", "a senior official", "the spokesperson", "the analyst", "the company")
_FIRST_DAY, _DAYS = date(2015, 1, 1), 3650

Draw = Callable[[], float]


def _before(number: int) -> int:
    """Return how many statements stand in the documents before one."""
    return number // len(_SIZES) * sum(_SIZES) + sum(_SIZES[: number % len(_SIZES)])


def _pick(options: Any, draw: Draw) -> Any:  # noqa: ANN401 - an item of any sequence
    return options[int(draw() * len(options))]


def _zipf(count: int, draw: Draw) -> int:
    """Return a number from 0 to count - 1, the n-th about n times rarer than the first."""
    return min(int((count + 1) ** draw()) - 1, count - 1)


def _evenly(count: int, draw: Draw) -> int:
    """Return such a number with a short head: no question is answered by a tenth of all that is said."""
    return int(count * draw() ** 1.3)


def _slug(text: str) -> str:
    plain = text.replace("ü", "u").replace("Ó", "o").lower()
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in plain).split())


def _compact(pairs: Record) -> Record:
    return {name: value for name, value in pairs.items() if value not in (None, [], ())}


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
            self.sources.append(self._source(number))
        self.outlets = [each for each in self.sources if each["kind"] == "outlet"]
        self.topics = [self._topic(number) for number in range(max(30, min(20_000, self.statements // 400)))]
        self.questions = [self._question(number) for number in range(max(4, self.statements // 500))]
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

    def _source(self, number: int) -> Record:
        draw, place = self.draw(1, number), number % 20
        if place in {3, 13}:
            name = f"{_pick(_PLACES, draw)} {_OUTLETS[number // 10 % 12]}"
            state = {"capacity": "state-media", "acts_for": self.sources[0]["id"]} if draw() < 0.08 else {}
            return self._named(number, "outlet", [name], **state)
        if place in {0, 5, 9, 11, 17}:
            name = f"{_pick(_PLACES, draw)} {_pick(_BODIES.split('|'), draw)}"
            capacity = "company" if "Works" in name else "expert" if "Institute" in name else "official"
            above = self.sources[number // 40 * 20]["id"] if number > 40 and draw() < 0.3 else None
            return self._named(number, "organization", [name], capacity=capacity, acts_for=above)
        if place == 15:
            return self._named(number, "group", [f"reporters in {_pick(_PLACES, draw)}"], capacity="witness")
        if place == 19:
            reason = "not authorized to speak publicly" if draw() < 0.6 else None
            name, capacity = f"an official in {_pick(_PLACES, draw)}", "official"
            return self._named(number, "person", [name], anonymous=True, reason=reason, capacity=capacity)
        family = _SURNAMES[int(draw() * 28)]
        middle = chr(65 + int(draw() * 26))
        names = [f"{_pick(_GIVEN, draw)} {middle}. {family}", family]
        names += [_pick(_HANGUL_NAMES, draw)] if family in _SURNAMES[:5] else []
        which = int(draw() * len(_TITLES))
        role = {"title": _TITLES[which], "capacity": _TITLE_CAPACITY[which], "start": "2014"}
        roles = [role]
        if place == 7:
            roles = [
                {**role, "end": "2019-06-30"},
                {"title": "Fellow", "capacity": "expert", "start": "2019-07"},
            ]
        speaks = self.sources[number // 20 * 20]["id"] if which < 3 and draw() < 0.5 else None
        return self._named(number, "person", names, acts_for=speaks, roles=roles)

    @staticmethod
    def _named(number: int, kind: str, names: list[str], **more: Any) -> Record:  # noqa: ANN401 - fields of a source
        listed = [
            {"name": name} if name.isascii() or len(name) > 4 else {"name": name, "language": "ko"}
            for name in names
        ]
        order = "id kind names anonymous reason capacity acts_for roles".split()
        told = {"id": f"{_slug(names[0])}-{number}", "kind": kind, "names": listed, **more}
        return _compact({name: told.get(name) for name in order})

    def _topic(self, number: int) -> Record:
        draw = self.draw(2, number)
        kind = _pick(("theme", "place", "event", "object", "organization"), draw)
        name = f"{_pick(_ADJECTIVES, draw)} {_NOUNS[number % len(_NOUNS)]} {number}"
        return {"id": _slug(name), "kind": kind, "name": name.capitalize()}

    def _question(self, number: int) -> Record:
        draw, kind = self.draw(3, number), ("yes-no", "number", "date", "choice")[number % 4]
        what = f"the {_pick(_ADJECTIVES, draw)} {_pick(_NOUNS, draw)} of {_pick(_PLACES, draw)}"
        text = {
            "yes-no": f"Will {what} be finished?",
            "number": f"How many people does {what} concern?",
            "date": f"When does {what} begin?",
            "choice": f"Who pays for {what}?",
        }[kind]
        told: Record = {"id": f"{_slug(text)}-{number}", "text": text, "answer_type": kind}
        if kind == "choice":
            told["choices"] = [
                {"value": v, "label": v.capitalize()} for v in ("state", "city", "lenders", "users")
            ]
        if kind == "date":
            told |= {"timezone": "Asia/Seoul", "precision": "day"}
        if kind == "number":
            told["unit"] = "people"
        if draw() < 0.4:
            told["resolution"] = "As the responsible authority announces it."
            told["deadline"] = "2026-12-31"
            if draw() < 0.5:
                told["outcome"] = "void" if draw() < 0.1 else self.value(number, draw)
        return told

    def value(self, question: int, draw: Draw) -> str:
        """Return an answer: most that one question gets agree."""
        base, off = self.draw(4, question)(), _zipf(6, draw)
        match question % 4:
            case 0:
                return "yes" if (base < 0.5) == (off < 2) else "no"
            case 1:
                number = int(base * 900) * 10 + 100 + off * 50
                form = _pick(("{}", "{}", "{}", "~{}", ">={}", "<={}", "{}..{}"), draw)
                return str(form.format(number, number + 40))
            case 2:
                return _edtf(_FIRST_DAY + timedelta(days=int(base * _DAYS) + off * 3), draw)
        return ("state", "city", "lenders", "users")[(int(base * 4) + off // 2) % 4]

    def _header(self, number: int) -> Record:
        """Return a document without its text."""
        draw = self.draw(5, number)
        publisher = self.outlets[_zipf(len(self.outlets), draw)]
        day = self.day(number)
        credit = self.outlets[_zipf(5, draw)]["id"] if draw() < 0.3 else None
        korean = draw() < 0.06
        subject = f"{_pick(_ADJECTIVES, draw)} {_pick(_NOUNS, draw)} in {_pick(_PLACES, draw)}"
        whole = number % 16 == _COPYING or number % 97 == 96
        ident = f"{publisher['id']}-{day}-{number}"
        return {
            "id": ident,
            "publisher": publisher["id"],
            "title": f"{'위성 발사' if korean else 'Officials differ'}: {subject}",
            "credit": credit if credit != publisher["id"] else None,
            "byline": f"By {_pick(_GIVEN, draw)} {_SURNAMES[int(draw() * 28)]}" if draw() < 0.4 else None,
            "url": f"https://{_slug(publisher['names'][0]['name'])}.example/{day.year}/{ident}.html",
            "published": day.isoformat(),
            "language": "ko" if korean else "en",
            "copies": self.header(number - 1 - int(draw() * 4))["id"] if whole and number > 4 else None,
        }

    def written(self) -> int:
        """Return how many documents the statements of the base fill."""
        number = self.statements // sum(_SIZES) * len(_SIZES)
        while _before(number) < self.statements:
            number += 1
        return number

    def stands(self, number: int, place: int) -> bool:
        """Tell whether there is such a statement: the last document of the base is cut short."""
        if place >= _SIZES[number % 16]:
            return False
        return number >= self.written() or _before(number) + place < self.statements

    def day(self, number: int) -> date:
        """Return the day on which a document was published: later ones later."""
        return _FIRST_DAY + timedelta(days=min(number, self.documents) * _DAYS // self.documents)

    def earlier(self, number: int, place: int, draw: Draw) -> Saying | None:
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
        kind = _pick(_KINDS, draw)
        hedge = _pick(tuple(_HEDGES), draw) if kind in {"forecast", "assessment"} and draw() < 0.7 else None
        korean = header["language"] == "ko"
        quote, content = _korean(draw) if korean else _sentence(draw, hedge, kind)
        told: Record = {"content": content, "kind": kind}
        told["condition"] = "if the parties agree" if draw() < 0.02 else None
        if draw() < 0.6:
            told["event_date"] = _edtf(self.day(number) + timedelta(days=int(draw() * 200) - 60), draw)
            told["event_date_printed"] = "in the coming weeks" if draw() < 0.1 else None
        told["topics"] = sorted(
            {self.topics[_zipf(len(self.topics), draw)]["id"] for _ in range(1 + int(draw() * 3))}
        )
        if kind == "refusal":
            told["declines"] = [self.questions[_evenly(len(self.questions), draw)]["id"]]
        elif draw() < 0.32:
            which = _evenly(len(self.questions), draw)
            answer = {"question": self.questions[which]["id"], "value": self.value(which, draw)}
            told["answers"] = [answer | ({"confidence": "probable"} if draw() < 0.1 else {})]
            told["stated"] = "presupposed" if draw() < 0.02 else None
        hops = self._chain(number, kind, None if korean else hedge, draw)
        return Saying(number, place, told, quote, hops)

    def _chain(self, number: int, kind: str, hedge: str | None, draw: Draw) -> tuple[Record, ...]:
        """Return the hops of a saying, the speaker last; one in ten is the publisher's own voice."""
        header, deep = self.header(number), draw()
        if deep < 0.1 and kind not in {"refusal", "directive", "intention"}:
            return (self._hop(header["publisher"], {"certainty": "certain", "capacity": "press"}, None),)
        count = 1 if deep < 0.64 else 2 if deep < 0.9 else 3 if deep < 0.97 else 4
        chosen: list[Record] = []
        while len(chosen) < count:
            outer = len(chosen) < count - 1
            pool = self.outlets if outer and draw() < 0.5 else self.sources
            source = pool[_zipf(len(pool), draw)]
            if source not in chosen and source["id"] not in {header["publisher"], header["credit"]}:
                chosen.append(source)
        said = self.day(number) - timedelta(days=int(draw() * 3))
        hops = []
        for step, source in enumerate(chosen, start=1):
            last = step == count
            bare = kind in {"refusal", "directive"} or not last
            certainty = _HEDGES[hedge][0] if hedge else "certain" if draw() < 0.93 else "uncommitted"
            told: Record = {"certainty": "uncommitted" if bare else certainty}
            told["polarity"] = "denies" if last and draw() < 0.12 else None
            told["capacity"] = _capacity(source, said)
            told["said"] = said.isoformat() if step == 1 and draw() < 0.6 else None
            told["cue"] = _pick(_CUES if last else _RELAYS, draw)
            told["hedge"] = hedge if last else None
            hops.append(self._hop(source["id"], told, _printed(source, draw)))
        return tuple(hops)

    @staticmethod
    def _hop(source: str, told: Record, printed: tuple[str, str, str] | None) -> Record:
        text, basis, confidence = printed or (None, "named", "certain")
        hedge = told.get("hedge")
        schemes = _HEDGES[hedge][1] if hedge else ()
        said = told.get("said")
        return _compact(
            {
                "source": source,
                "as_printed": text,
                "cue": told.get("cue") if text else None,
                "hedge": hedge,
                "certainty": told["certainty"],
                "polarity": told.get("polarity"),
                "capacity": told["capacity"],
                "said": said,
                "confidence": confidence,
                "basis": basis,
                "likelihoods": [{"scheme": scheme, "term": hedge} for scheme in schemes],
            }
        )


def _capacity(source: Record, when: date) -> str:
    for role in source.get("roles", ()):
        if role["start"] <= when.isoformat() <= role.get("end", "9"):
            return str(role["capacity"])
    return str(source.get("capacity") or ("press" if source["kind"] == "outlet" else "other"))


def _printed(source: Record, draw: Draw) -> tuple[str, str, str] | None:
    """Return how a source is printed, on what the recorder knows it by, and how surely."""
    sure = "certain" if draw() < 0.9 else "probable"
    how = draw()
    if how < 0.7 or source.get("anonymous"):
        return _pick([each["name"] for each in source["names"]], draw), "named", sure
    if how < 0.85:
        return _pick(_TITLED, draw), "titled", sure
    if how < 0.95:
        return ("he" if source["kind"] == "person" else "it"), "pronoun", sure
    return None, "inferred", "possible" if draw() < 0.3 else "probable"


def _edtf(day: date, draw: Draw) -> str:
    """Return a date in EDTF: mostly plain days."""
    how = draw()
    if how < 0.7:
        return day.isoformat()
    if how < 0.8:
        return f"{day:%Y-%m}"
    if how < 0.88:
        return f"{day}/{day + timedelta(days=9)}"
    return (f"../{day:%Y}", f"{day}/..", f"{day:%Y-%m}~", f"{day:%Y-%m}-2X", f"{day:%Y}")[int(draw() * 5)]


def _sentence(draw: Draw, hedge: str | None, kind: str) -> tuple[tuple[str, ...], str]:
    """Return what was said, in one or two stretches, and the same in the recorder's words."""
    place, noun = _pick(_PLACES, draw), _NOUNS[_zipf(len(_NOUNS), draw)]
    subject = f"the {_pick(_ADJECTIVES, draw)} {noun}"
    verb, other = _pick(_VERBS, draw), _NOUNS[_zipf(len(_NOUNS), draw)]
    told = {"refusal": "would not say whether it would", "directive": "must"}.get(kind, "will")
    number = int(draw() * 900) + 12
    means = hedge or told
    means = f"will {hedge}" if hedge in {"likely", "probably", "almost certainly"} else means
    means = "is unlikely to" if hedge == "unlikely" else means
    first = f"{_pick(('It is plain that', 'In our view', 'As planned', 'For now'), draw)}, {subject} {means} {verb}"
    rest = f"the {other} in {place}, and {number} people's work depends on it"
    content = f"{subject.capitalize()} {told} {verb} the {other} in {place}."
    return ((first, rest) if draw() < 0.06 else (f"{first} {rest}",)), content


def _korean(draw: Draw) -> tuple[tuple[str, ...], str]:
    words = [_pick(_KOREAN, draw) for _ in range(6)]
    return (
        f"{' '.join(words)} {int(draw() * 900)}명이 있다",
    ), f"The government says: {' '.join(words[:4])}."


def _reworded(part: str, draw: Draw) -> str:
    """Return the same words in other case, punctuation and marks."""
    how = int(draw() * 5)
    if how == 0:
        return part.upper()
    if how == 1:
        return part.replace("'", "’").replace(",", "")
    if how == 2:
        return part[0].lower() + part[1:].replace("-", " ")
    return part.replace(",", " -") if how == 3 else part


def _opening(hops: tuple[Record, ...], parts: tuple[str, ...], place: int) -> str:
    """Return the words that lead from hop to hop to the quote."""
    told = [f"{hop['as_printed']} {hop.get('cue', 'said')}" for hop in hops if "as_printed" in hop]
    hedge = hops[-1].get("hedge")
    if hedge and not any(hedge in part for part in parts):
        told.append(f"it is put as {hedge}")
    return f"On page {place + 1}, " + ", and ".join(told) if told else f"What stands on page {place + 1}"


def _paragraph(world: World, saying: Saying, number: int, place: int, at: int) -> tuple[str, Record]:
    """Return a paragraph that begins at an offset, and the statement that it prints."""
    draw, header = world.draw(8, number, place), world.header(number)
    again = (saying.document, saying.place) != (number, place)
    parts = tuple(_reworded(part, draw) for part in saying.quote) if again else saying.quote
    hops, told = saying.hops, saying.fields
    if again and len(hops) == 1 and hops[0]["source"] == world.header(saying.document)["publisher"]:
        # What a paper said in its own voice, others quote from it.
        paper = {"source": hops[0]["source"], "cue": "wrote", "certainty": "certain", "capacity": "press"}
        name = next(each["names"][0]["name"] for each in world.outlets if each["id"] == hops[0]["source"])
        hops = (world._hop(hops[0]["source"], paper, (name, "named", "certain")),)  # noqa: SLF001 - one module
    marks = ('"', '"') if number % 3 else ("“", "”")
    if again and told.get("answers") and draw() < 0.06:
        answer = told["answers"][0]
        which = int(answer["question"].rsplit("-", 1)[1])
        told = {**told, "answers": [{**answer, "value": world.value(which, draw)}]}
    record = {
        "document": header["id"],
        "content": told["content"],
        "kind": told["kind"],
        "attributions": hops,
    }
    record["id"] = f"{header['id']}-{place}"
    record["family"] = _FAMILIES.get(told["kind"], "claim")
    locator = None
    paraphrased = draw() < 0.1
    quoted = draw() < 0.75
    if not quoted:
        marks = ("", "")
    text = f"{_opening(hops, parts, place)}: "
    spans = []
    for part in parts:
        start = at + len(text) + len(marks[0])
        spans.append({"start": start, "end": start + len(part), "exact": part})
        text += f"{marks[0]}{part}{marks[1]}" + (" -- so it went on: " if len(spans) < len(parts) else "")
    if paraphrased:
        text, locator = "", f"p. {place + 1}" if draw() < 0.5 else None
    elif draw() < 0.02:
        title = header["title"]
        record |= {
            "spans": [{"start": 0, "end": len(title), "exact": title, "part": "title"}],
            "words": "reporter",
        }
    else:
        record |= {"spans": spans, "words": "speaker" if quoted else "reporter"}
    order = "stated condition event_date event_date_printed locator topics answers declines".split()
    return (text and f"{text}."), _compact(
        record | {name: told.get(name) for name in order} | {"locator": locator}
    )


def _link(kind: str, noun: str, ends: tuple[str, str], draw: Draw) -> Record:
    told: Record = {"noun": "link", "type": kind, f"from_{noun}": ends[0], f"to_{noun}": ends[1]}
    told["confidence"] = "probable" if draw() < 0.3 else None
    told["basis"] = "inferred" if draw() < 0.5 else None
    return _compact({**told, "id": f"{ends[0]}.{kind}.{ends[1]}"})


def _beside(world: World, saying: Saying, statement: Record, number: int, place: int) -> Iterator[Record]:
    """Yield the links and the rating of a statement."""
    draw, ident = world.draw(9, number, place), statement["id"]
    if (saying.document, saying.place) != (number, place):
        other = f"{world.header(saying.document)['id']}-{saying.place}"
        if draw() < 0.2:
            yield _link("derived-from" if draw() < 0.7 else "copies", "statement", (ident, other), draw)
            if draw() < 0.01:  # circular reporting
                yield _link("derived-from", "statement", (other, ident), draw)
    elif number > 3 and draw() < 0.02:
        before = number - 1 - int(draw() * 3)
        if world.stands(before, 0):
            kind = ("retracts", "corrects", "responds-to", "retracts")[int(draw() * 4)]
            yield _link(kind, "statement", (ident, f"{world.header(before)['id']}-0"), draw)
    if draw() < 0.005:
        rated = {"noun": "rating", "evaluator": world.sources[0]["id"], "scheme": "admiralty-credibility"}
        rated |= {"value": str(1 + int(draw() * 6)), "rated": "2026-11-01", "reason": "As read by the desk."}
        name = f"{rated['evaluator']}.{ident}.{rated['scheme']}.2026-11-01"
        yield {**rated, "statement": ident, "id": name}


def document(world: World, number: int, most: int) -> Iterator[Record]:
    """Yield a document, its statements (at most so many), and what links and rates them."""
    header, size = world.header(number), min(_SIZES[number % 16], most)
    text, statements, beside = "", [], []
    for place in range(size):
        saying = world.earlier(number, place, world.draw(6, number, place)) or world.saying(number, place)
        if text:
            text += "\n\n"
        paragraph, statement = _paragraph(world, saying, number, place, len(text))
        text = text + paragraph if paragraph else text.removesuffix("\n\n")
        statements.append(statement)
        beside += _beside(world, saying, statement, number, place)
    text = text.rstrip("\n")
    names = "id publisher title credit byline url published language".split()
    held: Record = {"noun": "document", **{name: header[name] for name in names}}
    if text:
        told = {"rights": "excerpt", "text": text, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    else:
        told = {"rights": "none"}
    yield _compact({**held, **told, "copies": header["copies"]})
    yield from statements
    yield from beside
    if number % 211 == 210:
        ends = header["id"], world.header(number - 7)["id"]
        yield _link("copies", "document", ends, world.draw(10, number))


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
        number -= _SIZES[number % 16] == 0
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
    opener = {".gz": gzip.open, ".zst": zstd.open}.get(file.suffix)
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
