"""Documents as printed: paragraphs with quotes at known places, the statements made of them, links and ratings."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from benchmarks.news.chains import hop
from benchmarks.news.drawing import Draw, Record, compact
from benchmarks.news.wording import reworded
from benchmarks.news.world import SIZES, Saying, World

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAMILIES = {"forecast": "assessment", "assessment": "assessment", "refusal": "silence"}


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
    parts = tuple(reworded(part, draw) for part in saying.quote) if again else saying.quote
    hops, told = (
        (_relayed(world, saying), _drifted(world, saying, draw)) if again else (saying.hops, saying.fields)
    )
    ident, family = f"{header['id']}-{place}", _FAMILIES.get(told["kind"], "claim")
    record = {
        "document": header["id"],
        "content": told["content"],
        "kind": told["kind"],
        "attributions": hops,
    }
    record |= {"id": ident, "family": family}
    locator = None
    paraphrased, quoted = draw() < 0.1, draw() < 0.75
    marks = (('"', '"') if number % 3 else ("“", "”")) if quoted else ("", "")
    text, spans = _quoted(f"{_opening(hops, parts, place)}: ", parts, marks, at)
    if paraphrased:
        text, locator = "", f"p. {place + 1}" if draw() < 0.5 else None
    elif draw() < 0.02:
        title = header["title"]
        spans = [{"start": 0, "end": len(title), "exact": title, "part": "title"}]
        record |= {"spans": spans, "words": "reporter"}
    else:
        record |= {"spans": spans, "words": "speaker" if quoted else "reporter"}
    order = "stated condition event_date event_date_printed locator topics answers declines".split()
    named = {name: told.get(name) for name in order} | {"locator": locator}
    return (text and f"{text}."), compact(record | named)


def _relayed(world: World, saying: Saying) -> tuple[Record, ...]:
    """Return the hops as others print them: what a paper said in its own voice, they quote from it."""
    first = saying.hops[0]["source"]
    if len(saying.hops) > 1 or first != world.header(saying.document)["publisher"]:
        return saying.hops
    paper = {"source": first, "cue": "wrote", "certainty": "certain", "capacity": "press"}
    name = next(each["names"][0]["name"] for each in world.outlets if each["id"] == first)
    return (hop(first, paper, (name, "named", "certain")),)


def _drifted(world: World, saying: Saying, draw: Draw) -> Record:
    """Return what is told as others print it: now and then with another answer."""
    told = saying.fields
    if not told.get("answers") or draw() >= 0.06:
        return told
    answer = told["answers"][0]
    which = int(answer["question"].rsplit("-", 1)[1])
    return {**told, "answers": [{**answer, "value": world.value(which, draw)}]}


def _quoted(text: str, parts: tuple[str, ...], marks: tuple[str, str], at: int) -> tuple[str, list[Record]]:
    """Return a text that goes on with what is quoted, and where its parts stand."""
    spans: list[Record] = []
    for part in parts:
        start = at + len(text) + len(marks[0])
        spans.append({"start": start, "end": start + len(part), "exact": part})
        text += f"{marks[0]}{part}{marks[1]}" + (" -- so it went on: " if len(spans) < len(parts) else "")
    return text, spans


def _link(kind: str, noun: str, ends: tuple[str, str], draw: Draw) -> Record:
    told: Record = {"noun": "link", "type": kind, f"from_{noun}": ends[0], f"to_{noun}": ends[1]}
    told["confidence"] = "probable" if draw() < 0.3 else None
    told["basis"] = "inferred" if draw() < 0.5 else None
    return compact({**told, "id": f"{ends[0]}.{kind}.{ends[1]}"})


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
    header, size = world.header(number), min(SIZES[number % 16], most)
    text = ""
    statements: list[Record] = []
    beside: list[Record] = []
    for place in range(size):
        saying = world.earlier(number, world.draw(6, number, place)) or world.saying(number, place)
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
    yield compact({**held, **told, "copies": header["copies"]})
    yield from statements
    yield from beside
    if number % 211 == 210:
        ends = header["id"], world.header(number - 7)["id"]
        yield _link("copies", "document", ends, world.draw(10, number))
