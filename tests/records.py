"""Records for tests of the store: one small set that puts rows into every table, and short ways to record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from factbase import Factbase
from factbase.model import (
    NOUNS,
    Answer,
    Attribution,
    Choice,
    Document,
    Likelihood,
    Link,
    Name,
    Question,
    Rating,
    Role,
    Source,
    Span,
    Statement,
    Topic,
)
from factbase.store import schema
from factbase.store.connection import connect
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from factbase.model import Changeset, Record

TEXT = (
    'Minister Shin said on Friday that the launch "is likely" in November.\n'
    "He declined to elaborate. “발사는 11월 말” — the agency added.\n"
)

State = dict[tuple[Noun, str], "Record"]
"""What stands: every record by noun and id."""


def everything() -> list[Record]:
    """Return a small set of records that puts at least one row into every table but `retired`."""
    return [*_around(), *_statements(), *_judgements()]


def _around() -> list[Record]:
    return [
        Topic(id="launch", kind="event", name="The launch"),
        Source(id="herald", kind="outlet", names=(Name(name="Herald", language="en"), Name(name="헤럴드"))),
        Source(id="wire", kind="outlet", names=(Name(name="Wire"),), wikidata="Q1"),
        Source(id="ministry", kind="organization", names=(Name(name="Ministry"),), capacity="official"),
        Source(
            id="shin",
            kind="person",
            names=(Name(name="Shin"),),
            acts_for="ministry",
            roles=(Role(title="Minister", capacity="official", start="2023-10", end="2024-09"),),
        ),
        Source(
            id="insider",
            kind="person",
            names=(Name(name="an insider"),),
            anonymous=True,
            reason="not allowed",
        ),
        Document(
            id="paper",
            publisher="herald",
            credit="wire",
            title="Launch near",
            published="2023-11-05",
            text=TEXT,
        ),
        Document(id="reprint", publisher="wire", published="2023-11-06", copies="paper"),
        Question(
            id="when",
            text="When is the launch?",
            answer_type="date",
            timezone="Asia/Seoul",
            precision="day",
            resolution="The day of lift-off.",
            deadline="2023-12-31",
            outcome="2023-11-21",
            outcome_statement="launched",
        ),
        Question(
            id="why",
            text="Why so late?",
            answer_type="choice",
            choices=(Choice(value="money", label="Money"), Choice(value="help", label="Help from abroad")),
        ),
        Question(id="how-many", text="How many?", answer_type="number", unit="rockets"),
    ]


def _statements() -> list[Record]:
    likely = '"is likely"'
    at = TEXT.index(likely)
    return [
        Statement(
            id="launch-in-november",
            document="paper",
            content="The launch is in November.",
            kind="forecast",
            attributions=(
                Attribution(source="shin", as_printed="Minister Shin", cue="said", said="2023-11-03"),
                Attribution(
                    source="ministry",
                    certainty="probable",
                    hedge="is likely",
                    confidence="probable",
                    likelihoods=(Likelihood(scheme="icd203", term="likely"),),
                ),
            ),
            spans=(
                Span(start=at, end=at + len(likely), exact=likely),
                Span(start=0, end=6, exact="Launch", part="title", locator="headline"),
            ),
            words="mixed",
            condition="if the weather holds",
            event_date="2023-11",
            event_date_printed="in November",
            topics=("launch",),
            answers=(
                Answer(question="when", value="2023-11-21/2023-11-30"),
                Answer(question="how-many", value="~3"),
            ),
        ),
        Statement(
            id="no-details",
            document="paper",
            content="What shows that the launch is near.",
            kind="refusal",
            attributions=(Attribution(source="shin", as_printed="He", cue="declined"),),
            spans=(
                Span(start=TEXT.index("He "), end=TEXT.index("He ") + 24, exact="He declined to elaborate"),
            ),
            declines=("why",),
        ),
        Statement(
            id="launched",
            document="reprint",
            content="The rocket lifted off.",
            kind="assertion",
            attributions=(Attribution(source="insider", certainty="certain", confidence="certain"),),
            answers=(Answer(question="when", value="2023-11-21"), Answer(question="why", value="money")),
            locator="p. 4",
        ),
    ]


def _judgements() -> list[Record]:
    return [
        Rating(
            evaluator="herald",
            source="shin",
            scheme="admiralty-reliability",
            value="B",
            rated="2023-11-07",
            reason="Has been right before.",
        ),
        Rating(
            evaluator="herald",
            statement="launched",
            scheme="admiralty-credibility",
            value="2",
            rated="2023-11",
            reason="Two others say so.",
        ),
        Link(
            type="derived-from",
            from_statement="launched",
            to_statement="launch-in-november",
            basis="inferred",
        ),
        Link(type="corrects", from_document="reprint", to_document="paper", confidence="possible"),
    ]


def changed(record: Record) -> Record:
    """Return another version of a record: the same id, one recorded word different."""
    match record:
        case Source():
            return evolve(record, names=(*record.names, Name(name=record.name + "!")))
        case Link():
            return evolve(record, confidence="probable" if record.confidence != "probable" else "certain")
    names = {Topic: "name", Document: "byline", Question: "text", Statement: "content", Rating: "reason"}
    name = names[type(record)]
    return evolve(record, **{name: (getattr(record, name) or "") + "!"})


def record(
    base: Factbase,
    records: Iterable[Record] = (),
    *,
    retire: Iterable[Record] = (),
    by: str = "desk",
    note: str = "n",
) -> Changeset | None:
    """Record and withdraw in one act; return its changeset, or None where nothing was new."""
    with base.recording(by=by, note=note) as changes:
        for each in records:
            changes.add(each)
        for each in retire:
            changes.retire(each.id or "", why="withdrawn in a test", noun=NOUNS[type(each)])
    assert changes.recorded is not None
    return changes.recorded.changeset


def filled(path: Path | str) -> Factbase:
    """Return a base at `path` whose every table has rows: everything, and one version retired."""
    base = Factbase(path)
    record(base, [*everything(), Topic(id="gone", kind="theme", name="Gone")])
    record(base, retire=[Topic(id="gone", kind="theme", name="Gone")])
    return base


def state(base: Factbase) -> State:
    """Return every record that stands in a base."""
    return {(noun, each.id or ""): each for noun in Noun for each in base.records(noun)}


def tables(*, of: str = "table") -> list[str]:
    """Return the name of every table that schema.sql makes, but those in which FTS5 keeps its index."""
    db = connect(":memory:")
    schema.create(db)
    query = "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%_fts_%'"
    found = [name for (name,) in db.conn.execute(query, (of,))]
    db.conn.close()
    return sorted(found)


def dump(
    base: Factbase, *, without: tuple[str, ...] = ("recorded_at", "digest of changesets")
) -> dict[str, list[object]]:
    """Return every row of every table, but for columns in which time leaves a trace."""
    conn = base._database().conn
    found: dict[str, list[object]] = {}
    for table in tables():
        columns = [name for (name,) in conn.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        kept = [c for c in columns if c not in without and f"{c} of {table}" not in without]
        names = ", ".join(f'"{column}"' for column in kept)
        found[table] = sorted(conn.execute(f"SELECT {names} FROM {table}"), key=repr)
    return found


__all__ = ["TEXT", "State", "changed", "dump", "everything", "filled", "record", "state", "tables"]
