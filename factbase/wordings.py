"""Wordings: words that stand in several documents, as rows of the views `repeated_words` and `same_words`.

Words are the same if they differ in nothing but case, punctuation and quote marks: they have one fingerprint.
"""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

MIN_WORDS = 4
"""How many words a wording needs to be listed, unless fewer are asked for.

Two papers that print "no comment" or "we will see" need not have copied one another: what is said in three words or
fewer, many say every day, and much of it are names. It is a choice, not a measure: what it leaves out is counted.
"""


@frozen(kw_only=True)
class Wording:
    """Words that stand in two documents or more (view `repeated_words`).

    `origins` counts the voices where the links of its statements end, `unlinked` the statements that no link joins with
    another of them: these may be copies of which nobody said so.
    """

    VIEW: ClassVar[str] = "repeated_words"

    fingerprint: str
    quote: str
    words: int
    statements: int
    documents: int
    publishers: int
    speakers: int
    roots: int
    origins: int
    unlinked: int
    published: str | None
    first_document: str
    first_statement: str


@frozen(kw_only=True)
class SameWords:
    """A statement whose words stand in another document too (view `same_words`).

    `origins` is a JSON array of the ids where its links end, `linked` is 1 if one of them is another's as well.
    """

    VIEW: ClassVar[str] = "same_words"

    fingerprint: str
    statement: str
    document: str
    publisher: str
    speaker: str
    said: str | None
    published: str | None
    quote: str
    words: int
    origins: str
    linked: int


@frozen(kw_only=True)
class Copies:
    """Wordings, those of most documents first; how many there are in all, and how many more have too few words."""

    wordings: tuple[Wording, ...]
    found: int
    left_out: int
