"""Answers as values: reading one by the type of its question, with bounds that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from factbase import dates, numbers
from factbase.errors import ValueSyntaxError
from factbase.problems import did_you_mean
from factbase.vocabulary import AnswerType

if TYPE_CHECKING:
    from factbase.model import Question

YES_NO = ("yes", "no")


@frozen(kw_only=True)
class Value:
    """A value in its question's timezone and precision, with its bounds: ISO dates for a date, numbers for a number."""

    text: str
    earliest: str | None = None
    latest: str | None = None
    low: float | None = None
    high: float | None = None


def read(question: Question, written: str) -> Value:
    """Return the value that was written, by the type of the question.

    Raises:
        ValueSyntaxError: when it is no value of that type; the message says which are.
    """
    match question.answer_type:
        case AnswerType.DATE:
            text = written
            if question.timezone or question.precision:
                text = dates.in_timezone(
                    written, question.timezone or "UTC", str(question.precision or "day")
                )
            dating = dates.parse(text)
            return Value(text=text, earliest=dating.earliest, latest=dating.latest)
        case AnswerType.NUMBER:
            quantity = numbers.parse(written)
            return Value(text=written, low=quantity.low, high=quantity.high)
        case AnswerType.YES_NO:
            _one_of(written, YES_NO)
        case AnswerType.CHOICE:
            _one_of(written, tuple(choice.value for choice in question.choices))
        case AnswerType.TEXT:
            pass
    return Value(text=written)


def outcome(question: Question) -> str | None:
    """Return the outcome of a question by its calendar and precision, as answers to it are; None while it is open."""
    if question.outcome is None:
        return None
    try:
        return read(question, question.outcome).text
    except ValueSyntaxError:
        return question.outcome  # "void", or no value of its type


def _one_of(written: str, known: tuple[str, ...]) -> None:
    if written not in known:
        meant = did_you_mean(written, known)
        message = f'"{written}" is none of {", ".join(known)}'
        raise ValueSyntaxError(f"{message} ({meant})" if meant else message)
