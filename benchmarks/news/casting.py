"""Who speaks, about what, in answer to which questions: the small files that everything else names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.news.drawing import DAYS, FIRST_DAY, Draw, Record, compact, edtf, pick, slug, zipf
from benchmarks.news.wording import (
    ADJECTIVES,
    BODIES,
    GIVEN,
    HANGUL_NAMES,
    NOUNS,
    OUTLETS,
    PLACES,
    SURNAMES,
    TITLE_CAPACITY,
    TITLES,
)


def source(number: int, draw: Draw, sources: list[Record]) -> Record:
    """Return a source; `sources` are those with smaller numbers, for whom it may act."""
    place = number % 20
    if place in {3, 13}:
        name = f"{pick(PLACES, draw)} {OUTLETS[number // 10 % 12]}"
        state = {"capacity": "state-media", "acts_for": sources[0]["id"]} if draw() < 0.08 else {}
        return _named(number, "outlet", [name], **state)
    if place in {0, 5, 9, 11, 17}:
        name = f"{pick(PLACES, draw)} {pick(BODIES.split('|'), draw)}"
        capacity = "company" if "Works" in name else "expert" if "Institute" in name else "official"
        above = sources[number // 40 * 20]["id"] if number > 40 and draw() < 0.3 else None
        return _named(number, "organization", [name], capacity=capacity, acts_for=above)
    if place == 15:
        return _named(number, "group", [f"reporters in {pick(PLACES, draw)}"], capacity="witness")
    if place == 19:
        reason = "not authorized to speak publicly" if draw() < 0.6 else None
        name, capacity = f"an official in {pick(PLACES, draw)}", "official"
        return _named(number, "person", [name], anonymous=True, reason=reason, capacity=capacity)
    return _person(number, draw, sources)


def _person(number: int, draw: Draw, sources: list[Record]) -> Record:
    family = SURNAMES[int(draw() * 28)]
    middle = chr(65 + int(draw() * 26))
    names = [f"{pick(GIVEN, draw)} {middle}. {family}", family]
    names += [pick(HANGUL_NAMES, draw)] if family in SURNAMES[:5] else []
    which = int(draw() * len(TITLES))
    role = {"title": TITLES[which], "capacity": TITLE_CAPACITY[which], "start": "2014"}
    roles = [role]
    if number % 20 == 7:
        roles = [
            {**role, "end": "2019-06-30"},
            {"title": "Fellow", "capacity": "expert", "start": "2019-07"},
        ]
    speaks = sources[number // 20 * 20]["id"] if which < 3 and draw() < 0.5 else None
    return _named(number, "person", names, acts_for=speaks, roles=roles)


def _named(number: int, kind: str, names: list[str], **more: Any) -> Record:  # noqa: ANN401 - fields of a source
    listed = [
        {"name": name} if name.isascii() or len(name) > 4 else {"name": name, "language": "ko"}
        for name in names
    ]
    order = "id kind names anonymous reason capacity acts_for roles".split()
    told = {"id": f"{slug(names[0])}-{number}", "kind": kind, "names": listed, **more}
    return compact({name: told.get(name) for name in order})


def topic(number: int, draw: Draw) -> Record:
    """Return a topic."""
    kind = pick(("theme", "place", "event", "object", "organization"), draw)
    name = f"{pick(ADJECTIVES, draw)} {NOUNS[number % len(NOUNS)]} {number}"
    return {"id": slug(name), "kind": kind, "name": name.capitalize()}


def question(number: int, draw: Draw, base: float) -> Record:
    """Return a question; `base` decides what most answer."""
    kind = ("yes-no", "number", "date", "choice")[number % 4]
    what = f"the {pick(ADJECTIVES, draw)} {pick(NOUNS, draw)} of {pick(PLACES, draw)}"
    text = {
        "yes-no": f"Will {what} be finished?",
        "number": f"How many people does {what} concern?",
        "date": f"When does {what} begin?",
        "choice": f"Who pays for {what}?",
    }[kind]
    told: Record = {"id": f"{slug(text)}-{number}", "text": text, "answer_type": kind}
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
            told["outcome"] = "void" if draw() < 0.1 else value(number, base, draw)
    return told


def value(question: int, base: float, draw: Draw) -> str:
    """Return an answer: most that one question gets agree."""
    off = zipf(6, draw)
    match question % 4:
        case 0:
            return "yes" if (base < 0.5) == (off < 2) else "no"
        case 1:
            number = int(base * 900) * 10 + 100 + off * 50
            form = pick(("{}", "{}", "{}", "~{}", ">={}", "<={}", "{}..{}"), draw)
            return str(form.format(number, number + 40))
        case 2:
            return edtf(FIRST_DAY + timedelta(days=int(base * DAYS) + off * 3), draw)
    return ("state", "city", "lenders", "users")[(int(base * 4) + off // 2) % 4]
