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
    speaker_name: str
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
    expected_origins: int
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
class Attestation:
    """One utterance, and what attests that it was said: never that it is so (view `attestation`)."""

    VIEW: ClassVar[str] = "attestation"

    speaker: str
    said: str | None
    question: str
    answer: str
    polarity: str
    documents: int
    reporters: int
    own_reporters: int


@frozen(kw_only=True)
class Dispute:
    """Two conflicting positions of different principals, each its speaker's latest (view `disputes`)."""

    VIEW: ClassVar[str] = "disputes"

    question: str
    answer_a: str
    answer_b: str
    statement_a: str
    statement_b: str
    speaker_a: str
    speaker_b: str
    polarity_a: str
    polarity_b: str


@frozen(kw_only=True)
class Revision:
    """A statement that departs from an earlier one of the same speaker or principal (view `revisions`)."""

    VIEW: ClassVar[str] = "revisions"

    statement: str
    earlier_statement: str
    question: str
    answer: str | None
    polarity: str | None
    earlier_answer: str
    earlier_polarity: str
    conflicting: int


@frozen(kw_only=True)
class Drift:
    """A statement that departs from what it rests on (view `drift`)."""

    VIEW: ClassVar[str] = "drift"

    statement: str
    source_statement: str
    question: str
    answer: str
    polarity: str
    source_answer: str | None
    source_polarity: str | None
    conflicting: int


@frozen(kw_only=True)
class Forecast:
    """A forecast or plan made before its outcome, and how it came out (view `forecasts`)."""

    VIEW: ClassVar[str] = "forecasts"

    statement: str
    speaker: str
    kind: str
    question: str
    answer: str
    polarity: str
    certainty: str
    said: str | None
    outcome: str | None
    result: str
    revision: str | None


@frozen(kw_only=True)
class ForecastScore:
    """What probability (0 to 1) one scheme gives a forecast, and its Brier score (view `forecast_scores`)."""

    VIEW: ClassVar[str] = "forecast_scores"

    statement: str
    question: str
    scheme: str
    term: str
    probability: float
    brier: float | None
    answer: str
    polarity: str
    result: str


@frozen(kw_only=True)
class TrackRecord:
    """How a speaker's forecasts, or plans, came out under one scheme (view `track_record`)."""

    VIEW: ClassVar[str] = "track_record"

    speaker: str
    kind: str
    scheme: str
    forecasts: int
    resolved: int
    right: int
    wrong: int
    open: int
    void: int
    scored: int
    mean_brier: float | None


@frozen(kw_only=True)
class CertaintyShift:
    """A place where certainty grew on the way (view `certainty_shifts`)."""

    VIEW: ClassVar[str] = "certainty_shifts"

    statement: str
    via: str
    outer_source: str
    outer_certainty: str
    inner_source: str
    inner_certainty: str
    source_statement: str | None


@frozen(kw_only=True)
class CircularReport:
    """A statement that rests on itself; `loop` is a JSON array of the ids on the way (view `circular_reporting`)."""

    VIEW: ClassVar[str] = "circular_reporting"

    statement: str
    loop: str


@frozen(kw_only=True)
class Unanchored:
    """A statement without exact words, and why (view `unanchored`)."""

    VIEW: ClassVar[str] = "unanchored"

    statement: str
    why: str


@frozen(kw_only=True)
class Unnamed:
    """A statement that rests on an unnamed source, and why (view `rests_on_unnamed`)."""

    VIEW: ClassVar[str] = "rests_on_unnamed"

    statement: str
    why: str


@frozen(kw_only=True)
class Moment:
    """A dated thing on one of four axes: event, said, published, recorded (view `timeline`)."""

    VIEW: ClassVar[str] = "timeline"

    at_earliest: str | None
    at_latest: str | None
    axis: str
    statement: str | None
    source: str | None
    content: str | None


@frozen(kw_only=True)
class Ground:
    """One step by which a statement rests on another: `via` a link type, of theirs or of their documents (`level`)."""

    statement: str
    rests_on: str
    via: str
    level: str


@frozen(kw_only=True)
class Root:
    """Where following what a statement rests on ends: a statement; if `in_loop`, one that stands for a whole loop."""

    statement: str
    in_loop: int


@frozen(kw_only=True)
class Hit:
    """A statement found by its words; `snippet` marks them between U+E000 and U+E001."""

    statement: str
    speaker_name: str
    content: str
    polarity: str
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
