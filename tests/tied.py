"""Worlds in which much is tied: few speakers, papers, days and answers, and links that knot."""

from __future__ import annotations

from attrs import evolve, frozen
from hypothesis import strategies as st

from factbase import Factbase
from factbase.model import Document, Link, Record, Source, Statement
from tests.worlds import question, rests, said, source

SPEAKERS = ("adam", "beth", "carl", "dora", "herald")
PAPERS = ("herald", "post", "times")
ANSWERS = {
    "alike": ("x", "y"),
    "said-so": ("yes", "no"),
    "when": ("2023-10", "2023-11", "2023-11-21"),
}
DAYS = (None, "2023-10-01", "2023-11-03", "2023-11-03", "2023-11")
KINDS = ("assertion", "assessment", "forecast", "intention", "observation")
SIX = range(6)
QUESTIONS = (
    question("alike", "choice", "x y", multiple=True),
    question("said-so"),
    question("when", "date", resolution="As reported.", outcome="2023-11-21"),
)


@frozen(kw_only=True)
class Told:
    """A world of four who act for one another, three papers, and six statements with their links."""

    sources: tuple[Source, ...]
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    links: tuple[Link, ...]


@st.composite
def people(draw: st.DrawFn) -> tuple[Source, ...]:
    """Draw the four, each acting for one of them or for nobody, the last two perhaps unnamed, and the three papers."""
    four = [
        source(
            name,
            acts_for=None if (other := draw(st.sampled_from([None, *SPEAKERS[:4]]))) == name else other,
            anonymous=place > 1 and draw(st.booleans()),
        )
        for place, name in enumerate(SPEAKERS[:4])
    ]
    return (*four, *(source(name, kind="outlet") for name in PAPERS))


@st.composite
def statements(draw: st.DrawFn, ident: str) -> Statement:
    """Draw a statement of that id that answers some of the questions."""
    answered = [asked for asked in ANSWERS if draw(st.booleans())]
    return said(
        ident,
        draw(st.sampled_from(SPEAKERS)),
        {asked: draw(st.sampled_from(ANSWERS[asked])) for asked in answered},
        document=draw(st.sampled_from(PAPERS)),
        kind=draw(st.sampled_from(KINDS)),
        certainty=draw(st.sampled_from(["certain", "probable", "possible", "uncommitted"])),
        polarity=draw(st.sampled_from(["affirms", "affirms", "denies"])),
        on=draw(st.sampled_from(DAYS)),
    )


@st.composite
def worlds(draw: st.DrawFn) -> Told:
    """Draw a world."""
    wire = draw(st.sampled_from([None, "herald"]))
    copied = draw(st.sampled_from([None, "post"]))
    documents = (
        Document(id="herald", publisher="herald", published="2023-11-05"),
        Document(id="post", publisher="post", published="2023-11-05", credit=wire),
        Document(id="times", publisher="times", published="2023-11-06", copies=copied),
    )
    pairs = st.tuples(st.sampled_from(SIX), st.sampled_from(SIX)).filter(lambda pair: pair[0] != pair[1])
    drawn = draw(st.lists(pairs, unique=True, max_size=8))
    return Told(
        sources=draw(people()),
        documents=documents,
        statements=tuple(draw(statements(f"s{number}")) for number in SIX),
        links=tuple(rests(f"s{start}", f"s{end}") for start, end in drawn),
    )


def record(base: Factbase, *records: Record) -> None:
    """Record these as one changeset."""
    with base.recording(by="tests", note="what is tied") as changes:
        for each in records:
            changes.add(each)


def at_once(told: Told) -> Factbase:
    """Return a base into which all of it was recorded together."""
    base = Factbase(":memory:")
    record(base, *told.sources, *told.documents, *QUESTIONS, *told.statements, *told.links)
    return base


def one_by_one(told: Told, order: list[int]) -> Factbase:
    """Return a base in which sources, papers and statements were recorded one by one, in the given order."""
    base = Factbase(":memory:")
    for at in order:
        record(base, *(evolve(each, acts_for=None) for each in told.sources[at::6]))
    record(base, *told.sources)
    for at in order:
        record(base, *(evolve(each, copies=None) for each in told.documents[at : at + 1]))
    record(base, *told.documents, *QUESTIONS)
    for at in order:
        record(base, told.statements[at])
    record(base, *told.links)
    return base


__all__ = ["PAPERS", "QUESTIONS", "SIX", "Told", "at_once", "one_by_one", "worlds"]
