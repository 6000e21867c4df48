"""Findings: the rows of the public views as frozen records. What each column means, `metadata.json` tells.

Every id is a readable id; dates are EDTF text, and ISO dates where a name ends in `earliest` or `latest`.
"""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen


@frozen(kw_only=True)
class Provenance:
    """One hop of a statement's whole chain: hop 0 is the publisher (view `provenance`)."""

    VIEW: ClassVar[str] = "provenance"

    statement: str
    hop: int
    hops: int
    source: str
    source_name: str
    capacity: str
    as_printed: str | None
    cue: str | None
    hedge: str | None
    certainty: str
    polarity: str
    said: str | None
    confidence: str
    basis: str
    document: str
    publisher: str


@frozen(kw_only=True)
class StatementSummary:
    """A statement with what a reader asks first (`statement_summary`, `official_claims`, `assessments`)."""

    VIEW: ClassVar[str] = "statement_summary"

    id: str
    speaker: str
    speaker_name: str
    capacity: str
    kind: str
    family: str
    content: str
    quote: str | None
    certainty: str
    polarity: str
    hedge: str | None
    said: str | None
    said_earliest: str | None
    said_latest: str | None
    event_date: str | None
    document: str
    publisher: str
    chain: str
    hops: int
    confidence: str
    anchored: int


@frozen(kw_only=True)
class Position:
    """What one statement answers to one question; a refusal answers nothing (view `positions`)."""

    VIEW: ClassVar[str] = "positions"

    question: str
    question_text: str
    answer: str | None
    statement: str
    speaker: str
    capacity: str
    family: str
    kind: str
    certainty: str
    polarity: str
    said: str | None
    document: str


@frozen(kw_only=True)
class Corroboration:
    """How much stands behind one answer, for one polarity and family (view `corroboration`)."""

    VIEW: ClassVar[str] = "corroboration"

    question: str
    answer: str
    polarity: str
    family: str
    statements: int
    documents: int
    publishers: int
    utterances: int
    origins: int
    principals: int
    expected: int
    unsourced: int
    collapsed: str | None


@frozen(kw_only=True)
class Version:
    """One version of a statement, current (`retired_at` None) or retired (view `statement_history`)."""

    VIEW: ClassVar[str] = "statement_history"

    id: str
    version: int
    recorded_at: str
    recorded_by: str
    retired_at: str | None
    digest: str
    content: str


@frozen(kw_only=True)
class Hit:
    """A statement found by its words; `snippet` marks them between U+E000 and U+E001."""

    statement: str
    speaker_name: str
    content: str
    snippet: str
    document: str


@frozen(kw_only=True)
class Verification:
    """What `verify` found: the digest of the newest changeset, how many rows were checked, and what was altered."""

    head: str | None
    changesets: int
    records: int
    retired: int
    withheld: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was altered."""
        return not self.problems
