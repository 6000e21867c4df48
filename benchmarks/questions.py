"""The questions that every tool is asked, what each is asked about, and when two tools gave the same answer."""

from __future__ import annotations

import hashlib
import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from attrs import frozen

Arguments = dict[str, list[str]]
Rows = Iterable[Iterable[object]]

LOOKED_AT = 60_000
"""How many lines of a file are looked at to find what to ask about."""
ASKED = 20
"""About how many things each question is asked."""


@frozen
class Asked:
    """A question: its name, what it asks for, and what its argument is."""

    name: str
    text: str
    argument: str


QUESTIONS = (
    Asked(
        "chain", "the chain of one statement: publisher, wire, then hop by hop with certainty", "statement"
    ),
    Asked("judgements", "all that one speaker judges or foretells", "source"),
    Asked("positions", "all answers to one question and all refusals, denials turned round", "question"),
    Asked(
        "origins",
        "for each answer to one question: how many speakers stand at the ends of all copying",
        "question",
    ),
    Asked("search", "statements with two words in their content or quote", "words"),
    Asked("duplicates", "statements that print the same words, whatever case and punctuation", "quote"),
)
"""The six questions."""


def words(quote: str) -> str:
    """Return the words of a quote without case, punctuation and marks: the key under which copies meet."""
    folded = unicodedata.normalize("NFKC", quote).casefold()
    kept = (c if c.isalnum() or unicodedata.combining(c) else "" if c in "'’ʼ" else " " for c in folded)
    return " ".join("".join(kept).split())


def quote(raw: dict[str, list[dict[str, str]]]) -> str | None:
    """Return the quote of a statement as it stands in a file: its parts joined, what is printed twice given once."""
    return " [...] ".join(dict.fromkeys(span["exact"] for span in raw.get("spans", ()))) or None


def choose(lines: Iterable[bytes]) -> Arguments:
    """Return what to ask about, the same for the same file: selective things, each with something to answer."""
    statements, speakers, questions = [], Counter[str](), Counter[str]()
    quotes: dict[str, list[str]] = {}
    pairs: list[str] = []
    for line in islice(lines, LOOKED_AT):
        raw = json.loads(line)
        if "noun" in raw:
            continue
        if len(raw["attributions"]) > 1:
            statements.append(raw["id"])
        if raw["family"] == "assessment":
            speakers[raw["attributions"][-1]["source"]] += 1
        questions.update(each["question"] for each in raw.get("answers", ()))
        if found := quote(raw):
            quotes.setdefault(words(found), []).append(found)
            if pair := re.search(r"in (\w+),? .*?(\d+) people", found):
                pairs.append(" ".join(pair.groups()).lower())
    seldom = [each for each, count in speakers.items() if 3 <= count <= 60]
    copied = [printed[0] for printed in quotes.values() if len(printed) > 1]
    found_all = (statements, seldom, list(questions), list(questions), pairs, copied)
    return {asked.name: _some(things) for asked, things in zip(QUESTIONS, found_all, strict=True)}


def _some(things: list[str]) -> list[str]:
    ordered = sorted(set(things))
    return random.Random(1).sample(ordered, min(ASKED, len(ordered)))  # noqa: S311 - nothing here is secret


def fingerprint(rows: Rows) -> str:
    """Return a hash of an answer that does not depend on the order of its rows."""
    lines = sorted(json.dumps(list(row), ensure_ascii=False) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
