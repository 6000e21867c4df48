"""The public API as its types promise it: `mypy --strict` must accept this file, and find every marked error in it.

Nothing here runs. A use that is right has no comment; one that is wrong is marked with the error that mypy must report,
and strict mode complains about a mark where there is no error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_type

from factbase import (
    Answer,
    Attribution,
    Certainty,
    Changeset,
    Choice,
    Document,
    Factbase,
    FactbaseError,
    FactsError,
    Family,
    HistoryError,
    Kind,
    Likelihood,
    Link,
    Name,
    NotFoundError,
    Noun,
    Polarity,
    Problem,
    Question,
    Rating,
    RecordError,
    Role,
    Source,
    Span,
    Statement,
    StoreError,
    Topic,
)
from factbase.findings import Corroboration, Position, Provenance, StatementSummary

if TYPE_CHECKING:
    from pathlib import Path


def records() -> Statement:
    """Records are made by keyword; vocabulary words may be members or text, sequences lists or tuples."""
    Source(id="shin", kind="person", names=[Name(name="Shin", language="en")], roles=(_role(),))
    Document(id="herald-1", publisher="herald", published="2023-11-05", text="It may fly.", rights="full")
    Question(id="when", text="When?", answer_type="choice", choices=[Choice(value="soon", label="Soon")])
    Rating(
        evaluator="desk", scheme="admiralty-reliability", value="B", rated="2023", reason="-", source="herald"
    )
    Link(type="derived-from", from_statement="a", to_statement="b")
    Topic(id="kill-chain", kind="theme", name="Kill Chain")
    statement = Statement(
        document="herald-1",
        content="It flies.",
        kind=Kind.FORECAST,
        attributions=[
            Attribution(source="shin", cue="added", confidence="certain"),
            Attribution(
                source="rok",
                certainty=Certainty.PROBABLE,
                polarity="denies",
                likelihoods=[Likelihood(scheme="icd203", term="likely")],
            ),
        ],
        spans=[Span(start=3, end=6, exact="may")],
        answers=[Answer(question="when", value="soon")],
        topics=["kill-chain"],
    )
    assert_type(statement.kind, Kind)
    assert_type(statement.family, Family | None)
    assert_type(statement.attributions, tuple[Attribution, ...])
    assert_type(statement.attributions[0].certainty, Certainty | None)
    assert_type(statement.attributions[0].polarity, Polarity)
    assert_type(statement.topics, tuple[str, ...])
    assert_type(statement.speaker, str)
    assert_type(statement.quote, str | None)
    return statement


def _role() -> Role:
    return Role(title="Minister", capacity="official", start="2023-10-07")


def wrong_records(statement: Statement) -> None:
    """What cannot be made, changed, or mixed up."""
    Statement(document="d", content="c", attributions=[])  # type: ignore[call-arg]
    Statement(document="d", content="c", kind="assertion")  # type: ignore[call-arg]
    Statement("d", "c", "assertion", [])  # type: ignore[call-arg]
    Statement(document="d", content="c", kind=5, attributions=[])  # type: ignore[arg-type]
    Statement(document="d", content="c", kind="assertion", attributions=["shin"])  # type: ignore[list-item]
    Statement(document="d", content="c", kind="assertion", attributions=[], speaker="shin")  # type: ignore[call-arg]
    Attribution(source=None)  # type: ignore[arg-type]
    Attribution(source="shin", said=2023)  # type: ignore[arg-type]
    Source(id="shin", kind="person", names=["Shin"])  # type: ignore[list-item]
    Span(start="0", end=1, exact="A")  # type: ignore[arg-type]
    statement.content = "other"  # type: ignore[misc]
    statement.attributions.append(Attribution(source="x"))  # type: ignore[attr-defined]


def recording(path: Path, statement: Statement) -> None:
    """A base records in a block, from a folder, and says what it did."""
    with Factbase(path) as base:
        assert_type(base, Factbase)
        with base.recording(by="desk", note="first") as changes:
            changes.add(statement)
            changes.retire("old", why="said twice")
            changes.retire("topic", why="unused", noun=Noun.TOPIC)
            changes.add("a statement")  # type: ignore[arg-type]
            changes.retire("old")  # type: ignore[call-arg]
        with base.recording(note="nobody"):  # type: ignore[call-arg]
            pass
    built = Factbase.build("facts.db", "facts/", by="desk", why="a build")
    assert_type(built, Factbase)
    Factbase.build("facts.db")  # type: ignore[call-arg]


def asking(base: Factbase) -> None:
    """What is asked comes back typed."""
    assert_type(base.statement("id"), Statement)
    assert_type(base.source("id"), Source)
    assert_type(base.document("id"), Document)
    assert_type(base.question("id"), Question)
    assert_type(base.provenance("id")[0].as_printed, str | None)
    assert_type(base.changesets(), list[Changeset])
    assert_type(base.head(), Changeset | None)
    assert_type(base.verify().ok, bool)
    assert_type(base.as_of("2026-11-22"), Factbase)
    assert_type(base.as_of(3), Factbase)
    chain = base.provenance("id")
    assert_type(chain, list[Provenance])
    assert_type(base.positions("question"), list[Position])
    assert_type(base.corroboration("question"), list[Corroboration])
    assert_type(base.statements(speaker="shin-won-sik", family="assessment"), Iterator[Statement])
    assert_type(base.summaries("official_claims"), Iterator[StatementSummary])
    base.statement(5)  # type: ignore[arg-type]
    base.positions()  # type: ignore[call-arg]
    base.statements("shin-won-sik")  # type: ignore[call-arg]
    base.as_of(None)  # type: ignore[arg-type]
    assert base.statement("id").speakers  # type: ignore[attr-defined]
    chain[0].polarity = "denies"  # type: ignore[misc]


def errors() -> list[Problem]:
    """One root for all errors; each tells its own."""
    try:
        Factbase.build("facts.db", "facts/")
    except FactsError as error:
        assert_type(error.problems, tuple[Problem, ...])
        assert_type(error.problems[0].location.line, int)
        return list(error.problems)
    except RecordError as error:
        assert_type(error.what, str)
    except (HistoryError, NotFoundError, StoreError) as error:
        root: FactbaseError = error
        raise root from None
    return []
