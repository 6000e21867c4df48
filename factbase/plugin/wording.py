"""Wording: dates, answers and terms as a reader says them; what has no plain wording stays as it was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from factbase import dates, telling
from factbase.vocabulary import VOCABULARIES, AnswerType, Certainty

if TYPE_CHECKING:
    from factbase.model import Question

# Templates find here all that puts things in words.
lead, told, likelihood, basis = telling.lead, telling.told, telling.likelihood, telling.basis

MONTHS = "January February March April May June July August September October November December".split()
_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")
_QUALIFIED = {"~": "about {}", "?": "perhaps {}", "%": "perhaps about {}"}
_NUMBERS = (
    (re.compile(r">=(.+)"), "at least {}"),
    (re.compile(r"<=(.+)"), "at most {}"),
    (re.compile(r"~(.+)"), "about {}"),
    (re.compile(r"(.+)\.\.(.+)"), "{} to {}"),
)


def day(text: str | None) -> str:
    """Return an EDTF date in words: ``2023-11-21/2023-11-30`` is "21–30 November 2023"; rare forms stay as written."""
    if not text:
        return ""
    if "/" in text:
        return _interval(*text.split("/", 1))
    if text[-1] in _QUALIFIED and _PLAIN.fullmatch(text[:-1]):
        return _QUALIFIED[text[-1]].format(day(text[:-1]))
    found = _PLAIN.fullmatch(text)
    if not found:
        return text
    year, month, number = found.groups()
    words = [str(int(number))] if number else []
    words += [MONTHS[int(month) - 1]] if month else []
    return " ".join([*words, year])


def _interval(start: str, end: str) -> str:
    if start in {"", ".."}:
        return f"by the end of {day(end)}" if _is_long(end) else f"by {day(end)}"
    if end in {"", ".."}:
        return f"from {day(start)} on"
    first, last = _PLAIN.fullmatch(start), _PLAIN.fullmatch(end)
    if first and last:
        if whole := _whole(start, end):
            return day(whole)
        if first[3] and last[3] and first[1] == last[1]:
            month = "" if first[2] == last[2] else f" {MONTHS[int(first[2]) - 1]} "
            return f"{int(first[3])}{month}–{' ' if month else ''}{day(end)}"
    return f"{day(start)} – {day(end)}"


def _whole(start: str, end: str) -> str | None:
    """Return the one date that an interval of two amounts to: the same twice, or all days of a month or a year."""
    if start == end:
        return start
    for length in (4, 7):
        dating = dates.parse(start[:length])
        if (dating.earliest, dating.latest) == (start, end):
            return start[:length]
    return None


def _is_long(text: str) -> bool:
    found = _PLAIN.fullmatch(text)
    return bool(found and not found[3])


def moment(text: str | None) -> str:
    """Return a recorded time (ISO 8601, UTC) in words, to the minute."""
    if not text:
        return ""
    date, _, time = text.partition("T")
    return f"{day(date)}, {time[:5]} UTC" if time else day(date)


def answer(question: Question, value: str | None) -> str:
    """Return an answer to a question in words: a choice by its label, a date and a number spelled out."""
    if value is None:
        return ""
    if question.answer_type is AnswerType.DATE:
        return day(value)
    if question.answer_type is AnswerType.NUMBER:
        return number(value) + (f" {question.unit}" if question.unit else "")
    if question.answer_type is AnswerType.YES_NO:
        return value.capitalize()
    labels = {choice.value: choice.label for choice in question.choices}
    return labels.get(value, value)


_QUOTATION_MARKS = "\"'“”‘’„«»"
_HAIR = "\N{HAIR SPACE}"


def quoted(text: str) -> str:
    """Return words between quotation marks; a hair space keeps these from marks that the words bring along.

    What is marked up stays so.
    """
    plain = text.unescape() if isinstance(text, Markup) else text
    before = _HAIR if plain[:1] in _QUOTATION_MARKS else ""
    after = _HAIR if plain[-1:] in _QUOTATION_MARKS else ""
    return text.__class__("“{}{}{}”").format(before, text, after)


def number(text: str) -> str:
    """Return a number as an answer gives it in words: ``>=12`` is "at least 12"."""
    for pattern, words in _NUMBERS:
        found = pattern.fullmatch(text)
        if found:
            return words.format(*found.groups())
    return text


def meaning(vocabulary: str, term: str | None) -> str:
    """Return what a term of a closed vocabulary (`factbase.vocabulary.VOCABULARIES`) means; empty for any other."""
    known = {str(each): each.meaning for each in VOCABULARIES.get(vocabulary, ())}
    return known.get(term or "", "")


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 origin", "3 origins"."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


TIES = {
    "derived-from": "rests on",
    "copies": "copies",
    "translates": "translates",
    "corrects": "corrects",
    "retracts": "retracts",
    "responds-to": "replies to",
}
"""Link types as verbs."""


def tie(term: str) -> str:
    """Return a link type as the verb between what depends and what it depends on."""
    return TIES.get(term, term)


def capacity(term: str) -> str:
    """Return a capacity as an adjective in a sentence: ``state-media`` is "state media"."""
    return term.replace("-", " ")


def scheme(term: str) -> str:
    """Return a rating scheme as a reader says it: ``admiralty-credibility`` is "Admiralty code, credibility"."""
    kind = term.removeprefix("admiralty-")
    return f"Admiralty code, {kind}" if kind != term else term


def surely(term: str) -> str:
    """Return a certainty as a reader says it of a speaker."""
    return "not committed to" if term == Certainty.UNCOMMITTED else f"put as {term}"
