"""What the views tell does not depend on the order in which it was recorded, nor on the numbers of rows."""

from __future__ import annotations

from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import Factbase
from factbase.model import Document, Record, Source
from tests.worlds import build, question, rests, row, rows, said, source

VIEWS = (
    "provenance",
    "statement_summary",
    "official_claims",
    "assessments",
    "positions",
    "corroboration",
    "attestation",
    "disputes",
    "revisions",
    "drift",
    "forecasts",
    "forecast_scores",
    "track_record",
    "certainty_shifts",
    "circular_reporting",
    "unanchored",
    "rests_on_unnamed",
)
"""The promised views but two, `timeline` and `statement_history`: those tell when things were recorded."""

EXAMPLES = settings().max_examples // 5
"""Every example records 26 changesets and reads 34 views: half a second."""

SPEAKERS = ("adam", "beth", "carl", "dora")
PAPERS = ("herald", "post", "times")
ANSWERS = {"yes-no": ("yes", "no"), "when": ("2023-10", "2023-11", "2023-11-21")}
DAYS = (None, "2023-10-01", "2023-11-03", "2023-11-03", "2023-11")
KINDS = ("assertion", "assessment", "forecast", "intention", "observation")
SIX = range(6)


@frozen(kw_only=True)
class Told:
    """A world of four who act for one another, three papers, and six statements with their links."""

    sources: tuple[Source, ...]
    documents: tuple[Document, ...]
    statements: tuple[Record, ...]
    links: tuple[Record, ...]


def people(acts_for: list[str | None]) -> tuple[Source, ...]:
    """Return the four, each acting for one of them or for nobody, and three outlets; nobody acts for himself."""
    four = (
        source(name, acts_for=None if other == name else other)
        for name, other in zip(SPEAKERS, acts_for, strict=True)
    )
    return (*four, *(source(name, kind="outlet") for name in PAPERS))


@st.composite
def worlds(draw: st.DrawFn) -> Told:
    """Draw a world in which much is tied: few speakers, days and answers, and links that knot."""
    acts_for = draw(st.lists(st.sampled_from([None, *SPEAKERS]), min_size=4, max_size=4))
    wire = draw(st.sampled_from([None, "herald"]))
    copied = draw(st.sampled_from([None, "post"]))
    documents = (
        Document(id="herald", publisher="herald", published="2023-11-05"),
        Document(id="post", publisher="post", published="2023-11-05", credit=wire),
        Document(id="times", publisher="times", published="2023-11-06", copies=copied),
    )
    statements = tuple(
        said(
            f"s{number}",
            draw(st.sampled_from(SPEAKERS)),
            {
                asked: draw(st.sampled_from(given_))
                for asked, given_ in ANSWERS.items()
                if draw(st.booleans())
            },
            document=draw(st.sampled_from(PAPERS)),
            kind=draw(st.sampled_from(KINDS)),
            certainty=draw(st.sampled_from(["certain", "probable", "possible"])),
            polarity=draw(st.sampled_from(["affirms", "affirms", "denies"])),
            on=draw(st.sampled_from(DAYS)),
        )
        for number in SIX
    )
    pairs = st.tuples(st.sampled_from(SIX), st.sampled_from(SIX)).filter(lambda pair: pair[0] != pair[1])
    drawn = draw(st.lists(pairs, unique=True, max_size=8))
    links = tuple(rests(f"s{start}", f"s{end}") for start, end in drawn)
    return Told(sources=people(acts_for), documents=documents, statements=statements, links=links)


QUESTIONS = (
    question("yes-no"),
    question("when", "date", resolution="As reported.", outcome="2023-11-21"),
)


def recorded(told: Told, order: list[int]) -> Factbase:
    """Return a base in which sources, papers and statements were recorded one by one, in the given order."""
    base = Factbase(":memory:")

    def record(*records: Record) -> None:
        with base.recording(by="tests", note="one by one") as changes:
            for each in records:
                changes.add(each)

    for at in order:
        record(*(evolve(each, acts_for=None) for each in told.sources[at::6]))
    record(*told.sources)
    for at in order:
        record(*(evolve(each, copies=None) for each in told.documents[at : at + 1]))
    record(*told.documents, *QUESTIONS)
    for at in order:
        record(told.statements[at])
    record(*told.links)
    return base


@settings(max_examples=EXAMPLES)
@given(told=worlds(), order=st.permutations(SIX))
def test_the_order_of_recording_leaves_no_trace(told: Told, order: list[int]) -> None:
    """Every view has the same rows, whoever and whatever was recorded first: ties are settled by ids."""
    with recorded(told, list(SIX)) as one, recorded(told, order) as other:
        for view in VIEWS:
            assert sorted(map(repr, rows(one, view))) == sorted(map(repr, rows(other, view))), view


def test_for_a_loop_stands_the_first_id() -> None:
    """Two papers quote each other; the later recorded has the first id: its speaker is the voice of both.

    Two ministries act for one another, and the later recorded has the first id: it is the principal of both.
    """
    base = build(question("yes-no"), source("zoe"), said("z", "zoe", {"yes-no": "yes"}, document="post"))
    build(said("a", "adam", {"yes-no": "yes"}), base=base)
    build(rests("z", "a"), rests("a", "z"), base=base)
    assert [each.statement for told in ("z", "a") for each in base.roots(told)] == ["a", "a"]
    assert [each["speaker"] for each in rows(base, "attestation")] == ["adam", "zoe"]
    assert row(base, "corroboration")["origins"] == 1
    build(source("zoe", acts_for="adam"), source("adam", acts_for="zoe"), base=base)
    names = "SELECT sources.id FROM principals JOIN sources ON sources.pk = principals.principal"
    assert set(base._database().conn.execute(names)) == {("adam",)}
