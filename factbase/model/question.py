"""Questions: what several statements speak to, and how a forecast among them is resolved."""

from __future__ import annotations

from collections.abc import Iterable  # noqa: TC003 - read at run time by attrs

from attrs import field, frozen

from factbase import dates
from factbase.errors import ValueSyntaxError
from factbase.model.faults import Faults
from factbase.model.terms import as_answer_type, as_precision, as_tuple
from factbase.vocabulary import AnswerType, Precision

VOID = "void"
"""The outcome of a question that can no longer be answered."""


@frozen(kw_only=True)
class Choice:
    """One of the values that answer a choice question, with the words in which it is shown."""

    value: str
    label: str

    def __attrs_post_init__(self) -> None:
        """Check the choice.

        Raises:
            RecordError: with every field that is wrong.
        """
        faults = Faults()
        faults.ident("value", self.value)
        faults.text("label", self.label)
        faults.finish(f'choice "{self.value}"')


def as_choices(values: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return choices as a tuple."""
    return as_tuple(values)


@frozen(kw_only=True)
class Question:
    """What several statements speak to.

    `multiple` tells whether several answers can hold at once. A date question has an IANA `timezone` and a `precision`
    to which answers are converted; a number may have a `unit`. What a forecast is about has a `resolution` rule, a
    `deadline` (EDTF), and in time an `outcome` (an answer, or ``void``) with the statement that shows it.
    """

    id: str
    text: str
    answer_type: AnswerType = field(converter=as_answer_type)
    choices: tuple[Choice, ...] = field(default=(), converter=as_choices)
    multiple: bool = False
    timezone: str | None = None
    precision: Precision | None = field(default=None, converter=as_precision)
    unit: str | None = None
    resolution: str | None = None
    deadline: str | None = None
    outcome: str | None = None
    outcome_statement: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the question.

        Raises:
            RecordError: with every field that is wrong.
        """
        faults = Faults()
        faults.ident("id", self.id)
        for name in ("text", "timezone", "unit", "resolution", "outcome"):
            (faults.text if name == "text" else faults.text_or_none)(name, getattr(self, name))
        faults.flag("multiple", self.multiple)
        faults.date_or_none("deadline", self.deadline)
        faults.term("answer_type", self.answer_type, AnswerType)
        faults.term_or_none("precision", self.precision, Precision)
        faults.ident_or_none("outcome_statement", self.outcome_statement)
        self._check_type(faults)
        if self.outcome is not None and self.resolution is None:
            faults.add("outcome", "an outcome needs a resolution rule: by what does one tell?")
        if self.outcome_statement is not None and self.outcome is None:
            faults.add("outcome_statement", "shows an outcome that is not given")
        faults.finish(f'question "{self.id}"')

    def _check_type(self, faults: Faults) -> None:
        if faults.records("choices", self.choices, Choice):
            values = [choice.value for choice in self.choices]
            if len(set(values)) < len(values):
                faults.add("choices", "names one choice twice")
            if self.answer_type is AnswerType.CHOICE and not values:
                faults.add("choices", "missing: a choice question has at least one")
            elif (
                values
                and isinstance(self.answer_type, AnswerType)
                and self.answer_type is not AnswerType.CHOICE
            ):
                faults.add("choices", f"belong to a choice question: this one takes {self.answer_type}")
        for name in ("timezone", "precision"):
            if getattr(self, name) is not None and self.answer_type is not AnswerType.DATE:
                faults.add(name, "belongs to a date question")
        if isinstance(self.timezone, str):
            try:
                dates.in_timezone("2000-01-01T00:00Z", self.timezone, "day")
            except ValueSyntaxError as error:
                faults.add("timezone", str(error))
        if self.unit is not None and self.answer_type is not AnswerType.NUMBER:
            faults.add("unit", "belongs to a number question")
