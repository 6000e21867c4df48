"""Dossiers: all that is recorded about one thing, gathered for a reader: for the terminal, as JSON, for a page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from factbase import identity, telling
from factbase.coverage import Coverage, coverage, length
from factbase.differing import Difference, differences
from factbase.excerpts import Excerpt, excerpts
from factbase.findings import (
    Attestation,
    Corroboration,
    Dispute,
    Drift,
    Forecast,
    ForecastScore,
    Position,
    Provenance,
    Revision,
    StatementSummary,
    Version,
)
from factbase.model import Document, Link, Question, Rating, Source, Statement, Topic
from factbase.vocabulary import LinkType, Part, Polarity
from factbase.wordings import SameWords

if TYPE_CHECKING:
    from factbase.model import Record
    from factbase.reader import Reader


@frozen(kw_only=True)
class StatementDossier:
    """A statement with its words in their sentence, its chain, what it answers, and what was made of it."""

    statement: Statement
    digest: str
    document: Document
    summary: StatementSummary
    excerpts: tuple[Excerpt, ...]
    chain: tuple[Provenance, ...]
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    links: tuple[Link, ...]
    ratings: tuple[Rating, ...]
    versions: tuple[Version, ...]
    edits: tuple[tuple[Difference, ...], ...]  # of each version against the one before; none of the first
    same_words: tuple[SameWords, ...] = ()  # other documents' statements in the same words

    @property
    def same_documents(self) -> dict[str, str]:
        """The other documents that print the same words, each with its first such statement."""
        found: dict[str, str] = {}
        for each in self.same_words:
            found.setdefault(each.document, each.statement)
        return found

    @property
    def citation(self) -> str:
        """Words with which to cite it: who, through whom, where, when, the words, and the digest that holds them."""
        speaker, *outer = reversed(self.chain)
        through = [f"as told by {hop.source_name}" for hop in outer]
        title = f"“{self.document.title}”" if self.document.title else ""
        where = [each for each in (title, self.document.published, self.document.url) if each]
        quote = [f"“{self.summary.quote}”"] if self.summary.quote else []
        denied = self.summary.polarity == Polarity.DENIES  # the quoted words may not hold the "not"
        plain = [telling.told(self.summary)] if denied or not quote else []
        said = ", ".join([speaker.source_name, *through, *where])
        return f"{said}: {' '.join([*quote, *plain])} Statement {self.statement.id}, sha256:{self.digest}"


@frozen(kw_only=True)
class SourceDossier:
    """A source with what it says itself, what it is only said to have said, and what it passes on."""

    source: Source
    digest: str
    acting: tuple[str, ...]
    claims: tuple[StatementSummary, ...]
    assessments: tuple[StatementSummary, ...]
    relayed: tuple[StatementSummary, ...]
    refusals: tuple[StatementSummary, ...]
    passes_on: int
    publishes: tuple[str, ...]
    ratings: tuple[Rating, ...]


@frozen(kw_only=True)
class Carried:
    """A document of which another is a copy or a translation, with how many statements that one carries of it."""

    document: str
    statements: int


@frozen(kw_only=True)
class DocumentDossier:
    """A document with its statements in the order of the text, and how much of the text is recorded.

    `quoted` is how many characters of the text statements quote, held or not; a copy `carries` those of its originals.
    """

    document: Document
    digest: str
    publisher: Source
    statements: tuple[StatementSummary, ...]
    coverage: Coverage | None
    quoted: int
    carries: tuple[Carried, ...]
    copies: tuple[str, ...]
    links: tuple[Link, ...]


@frozen(kw_only=True)
class QuestionDossier:
    """A question with the positions on it, what stands behind each answer, who was right, and who departs from whom."""

    question: Question
    digest: str
    positions: tuple[Position, ...]
    corroboration: tuple[Corroboration, ...]
    attestation: tuple[Attestation, ...]
    forecasts: tuple[Forecast, ...]
    scores: tuple[ForecastScore, ...]
    disputes: tuple[Dispute, ...]
    revisions: tuple[Revision, ...]
    drift: tuple[Drift, ...]


@frozen(kw_only=True)
class TopicDossier:
    """A topic with the statements about it."""

    topic: Topic
    digest: str
    statements: tuple[StatementSummary, ...]


@frozen(kw_only=True)
class PlainDossier:
    """A rating or a link, which says all about itself."""

    record: Rating | Link
    digest: str


Dossier = StatementDossier | SourceDossier | DocumentDossier | QuestionDossier | TopicDossier | PlainDossier
"""All that is recorded about one thing."""


def dossier(base: Reader, record: Record) -> Dossier:
    """Return all that `base` knows about one of its records."""
    match record:
        case Statement():
            return statement_dossier(base, record)
        case Source():
            return _source(base, record)
        case Document():
            return _document(base, record)
        case Question():
            return question_dossier(base, record)
        case Topic():
            about = tuple(base.summary(each.id or "") for each in base.statements(topic=record.id))
            return TopicDossier(topic=record, digest=identity.digest(record), statements=about)
        case _:
            return PlainDossier(record=record, digest=identity.digest(record))


def question_dossier(base: Reader, question: Question) -> QuestionDossier:
    """Return a question with the positions on it and what stands behind each answer."""
    return QuestionDossier(
        question=question,
        digest=identity.digest(question),
        positions=tuple(base.positions(question.id)),
        corroboration=tuple(base.corroboration(question.id)),
        attestation=tuple(base.attestation(question=question.id)),
        forecasts=tuple(base.forecasts(question=question.id)),
        scores=tuple(base.forecast_scores(question=question.id)),
        disputes=tuple(base.disputes(question=question.id)),
        revisions=tuple(base.revisions(question=question.id)),
        drift=tuple(base.drift(question=question.id)),
    )


def statement_dossier(base: Reader, statement: Statement) -> StatementDossier:
    """Return a statement with its words, its chain, what it answers, and what was made of it."""
    ident = statement.id or ""
    document = base.document(statement.document)
    asked = dict.fromkeys([*(answer.question for answer in statement.answers), *statement.declines])
    topics = (topic for each in statement.topics for topic in base.named(each) if isinstance(topic, Topic))
    return StatementDossier(
        statement=statement,
        digest=identity.digest(statement),
        document=document,
        summary=base.summary(ident),
        excerpts=excerpts(document, statement.spans),
        chain=tuple(base.provenance(ident)),
        topics=tuple(topics),
        questions=tuple(base.question(each) for each in asked),
        links=tuple(base.links(ident)),
        ratings=tuple(base.ratings(ident)),
        versions=tuple(base.history(ident)),
        edits=_edits(base, ident),
        same_words=_same_words(base, statement),
    )


def _same_words(base: Reader, statement: Statement) -> tuple[SameWords, ...]:
    """Return the statements on other documents in the same words, however few these are."""
    return tuple(each for each in base.same_words(statement.id or "") if each.document != statement.document)


def _edits(base: Reader, ident: str) -> tuple[tuple[Difference, ...], ...]:
    """Return what each version says otherwise than the one before."""
    stood = base.versions(ident)
    return ((), *(differences(*pair) for pair in pairwise(stood))) if stood else ()


def _source(base: Reader, source: Source) -> SourceDossier:
    said = list(base.summaries(speaker=source.id))
    relayed = set(base.relayed(source.id))
    own = [each for each in said if each.id not in relayed and each.family != "silence"]
    return SourceDossier(
        source=source,
        digest=identity.digest(source),
        acting=tuple(base.agents(source.id)),
        claims=tuple(each for each in own if each.family == "claim"),
        assessments=tuple(each for each in own if each.family == "assessment"),
        relayed=tuple(each for each in said if each.id in relayed and each.family != "silence"),
        refusals=tuple(each for each in said if each.family == "silence"),
        passes_on=base.passed_on(source.id),
        publishes=tuple(base.published(source.id)),
        ratings=tuple(base.ratings(source.id)),
    )


def _document(base: Reader, document: Document) -> DocumentDossier:
    statements = sorted(base.statements(document=document.id), key=_place)
    held = document.text is not None
    spans = [span for statement in statements for span in statement.spans]
    return DocumentDossier(
        document=document,
        digest=identity.digest(document),
        publisher=base.source(document.publisher),
        statements=tuple(base.summary(each.id or "") for each in statements),
        coverage=coverage(document, spans) if held else None,
        quoted=length(spans),
        carries=_carried(base, document),
        copies=tuple(base.reprints(document.id)),
        links=tuple(base.links(document.id)),
    )


def _carried(base: Reader, document: Document) -> tuple[Carried, ...]:
    """Return the documents that this one copies or translates, be it through others, the nearest first."""
    found, waiting = dict[str, int](), [document]
    while waiting:
        here = waiting.pop(0)
        ends = {here.copy_of} | {
            each.to_document
            for each in base.links(here.id)
            if each.from_document == here.id and each.type in {LinkType.COPIES, LinkType.TRANSLATES}
        }
        for end in sorted(filter(None, ends - found.keys() - {document.id})):
            found[end] = sum(1 for _ in base.statements(document=end))
            waiting.append(base.document(end))
    return tuple(Carried(document=ident, statements=count) for ident, count in found.items())


def _place(statement: Statement) -> tuple[bool, bool, int, str]:
    """Return the order of the text: the headline first, what has no words last."""
    first = statement.spans[0] if statement.spans else None
    in_text = first is not None and first.part is Part.TEXT
    return first is None, in_text, first.start if first else 0, statement.id or ""
