"""The collector with which a record checks itself: every fault of the record, then one error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from factbase import dates
from factbase.errors import RecordError, ValueSyntaxError
from factbase.problems import Fault, did_you_mean

if TYPE_CHECKING:
    from factbase.vocabulary import Term

DERIVED: dict[str, Any] = {"derived": True}
"""Metadata of a field that follows from the others: no part of the record's digest."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_JOINED_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_LONGEST_ID = 250
# No text can hold these: a lone surrogate has no UTF-8, and SQLite ends a text at a NUL.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Faults:
    """Collects what is wrong with one record; `finish` raises them together."""

    def __init__(self) -> None:
        """Start with no fault."""
        self.found: list[Fault] = []

    def add(self, field: str, message: str, suggestion: str | None = None) -> None:
        """Note one fault of a field."""
        self.found.append(Fault(field=field, message=message, suggestion=suggestion))

    def ident(self, field: str, value: object, *, joined: bool = False) -> None:
        """Require a readable id: lower-case ASCII letters and digits in words joined by "-" (and "." where joined)."""
        pattern = _JOINED_ID if joined else _ID
        if value is None:
            self.add(field, "missing: an id")
        elif not isinstance(value, str):
            self.add(field, f"must be an id as text, is {type(value).__name__}")
        elif not pattern.fullmatch(value):
            self.add(field, f'"{value}" is no id: an id is lower-case words joined by "-"', _id_meant(value))
        elif len(value) > _LONGEST_ID and not joined:  # what joins ids is as long as they are
            self.add(field, f"an id has at most {_LONGEST_ID} characters, this one has {len(value)}")

    def ident_or_none(self, field: str, value: object) -> None:
        """Require a readable id where there is a value."""
        if value is not None:
            self.ident(field, value)

    def text(self, field: str, value: object) -> None:
        """Require text that says something and that a database can hold."""
        if value is None:
            self.add(field, "missing: a text")
        elif not isinstance(value, str):
            self.add(field, f"must be text, is {type(value).__name__}")
        elif not value.strip():
            self.add(field, "is empty")
        elif _UNSTORABLE.search(value):
            self.add(field, "holds a NUL or half of a surrogate pair, which no text file can hold")

    def text_or_none(self, field: str, value: object) -> None:
        """Require text where there is a value."""
        if value is not None:
            self.text(field, value)

    def term(self, field: str, value: object, vocabulary: type[Term]) -> None:
        """Require a word of the vocabulary."""
        if isinstance(value, vocabulary):
            return
        words = [str(term) for term in vocabulary]
        if value is None:
            self.add(field, f"missing: one of {', '.join(words)}")
        else:
            self.add(field, f'"{value}" is none of {", ".join(words)}', did_you_mean(str(value), words))

    def term_or_none(self, field: str, value: object, vocabulary: type[Term]) -> None:
        """Require a word of the vocabulary where there is a value."""
        if value is not None:
            self.term(field, value, vocabulary)

    def flag(self, field: str, value: object) -> None:
        """Require True or False."""
        if not isinstance(value, bool):
            self.add(field, f"must be true or false, is {type(value).__name__}")

    def date(self, field: str, value: object) -> None:
        """Require an EDTF date."""
        if value is None:
            self.add(field, "missing: an EDTF date")
        self.date_or_none(field, value)

    def date_or_none(self, field: str, value: object) -> None:
        """Require an EDTF date where there is a value."""
        if value is None:
            return
        if not isinstance(value, str):
            self.add(field, f"must be an EDTF date as text, is {type(value).__name__}")
            return
        try:
            dates.parse(value)
        except ValueSyntaxError as error:
            self.add(field, str(error))

    def idents(self, field: str, values: object) -> bool:
        """Require a sequence of ids, none of them twice; return whether it is a sequence."""
        if not isinstance(values, tuple):
            self.add(field, "must be a sequence of ids")
            return False
        for value in values:
            self.ident(field, value)
        if len(set(map(str, values))) < len(values):
            self.add(field, "names one thing twice")
        return True

    def records(self, field: str, values: object, of: type) -> bool:
        """Require a sequence of records of one class; return whether it is one."""
        if not isinstance(values, tuple) or not all(isinstance(value, of) for value in values):
            self.add(field, f"must be a sequence of {of.__name__}")
            return False
        return True

    def finish(self, what: str) -> None:
        """Raise `RecordError` when anything was noted.

        Raises:
            RecordError: with every fault, naming the record as `what`.
        """
        if self.found:
            raise RecordError(what, self.found)


def _id_meant(value: object) -> str | None:
    words = re.findall(r"[a-z0-9]+", str(value).lower())
    return f'did you mean "{"-".join(words)}"?' if words else None
