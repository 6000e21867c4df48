"""Hypothesis strategies of whole worlds: records of every noun that can be recorded together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from factbase import (
    Answer,
    Attribution,
    Choice,
    Document,
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
from factbase.vocabulary import (
    Basis,
    Capacity,
    Certainty,
    Confidence,
    Kind,
    LinkType,
    Polarity,
    RatingScheme,
    SourceKind,
    Stated,
    TopicKind,
)

if TYPE_CHECKING:
    from factbase.model import Record

# Words in several scripts: Hangul composed and decomposed, emoji with joiners, combining marks, right-to-left, curly
# quotes, YAML's own signs; and what a text file may hold between them.
_WORDS = (
    "satellite",
    "정찰위성을",
    "\u1112\u1161\u11ab\u1100\u1173\u11af",
    "cafe\u0301",
    "👩‍🚀",
    "قمر صناعي",
    "“Kill Chain”",
    "#1: no - {a}",
    "'it’s'",
    "- yes & *no* !x %y",
    "3/4, [x]",
    "a  b",
)
ids = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map(" ".join)
held_texts = st.lists(
    st.lists(st.sampled_from(_WORDS), min_size=3, max_size=12).map(" ".join), min_size=1, max_size=3
).map("\n\n".join)
names = st.builds(Name, name=texts, language=st.sampled_from([None, "en", "ko"]))
edtf = st.sampled_from(
    [
        "2023-11-03",
        "2023-11",
        "2023",
        "2023-11-21/2023-11-30",
        "../2025",
        "2023-11-03/..",
        "2023-11~",
        "2023-11-2X",
        "2024-34",
    ]
)


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Return a strategy of the values, or None."""
    return st.none() | strategy


def named(prefix: str, count: int) -> list[str]:
    """Return ids that begin alike: no two nouns of a world share one."""
    return [f"{prefix}-{number}" for number in range(count)]


@st.composite
def sources(draw: st.DrawFn) -> list[Source]:
    """Return one to four sources, some unnamed, some with roles, some acting for another."""
    found: list[Source] = []
    for ident in named("source", draw(st.integers(1, 4))):
        anonymous = draw(st.booleans())
        roles = st.builds(
            Role, title=texts, capacity=st.sampled_from(Capacity), start=st.just("2020"), end=st.none()
        )
        found.append(
            Source(
                id=ident,
                kind=draw(st.sampled_from(SourceKind)),
                names=draw(
                    st.lists(
                        st.builds(Name, name=texts, language=st.sampled_from([None, "en", "ko"])),
                        min_size=1,
                        max_size=2,
                    )
                ),
                anonymous=anonymous,
                reason=draw(maybe(texts)) if anonymous else None,
                capacity=draw(maybe(st.sampled_from(Capacity))),
                acts_for=draw(st.sampled_from([None, *(source.id for source in found)])),
                roles=() if anonymous else draw(st.lists(roles, max_size=1)),
            )
        )
    return found


@st.composite
def documents(draw: st.DrawFn, known: list[Source]) -> list[Document]:
    """Return one to three documents, with and without a text, a wire, a title; some copy an earlier one."""
    found: list[Document] = []
    who = st.sampled_from([source.id for source in known])
    for ident in named("document", draw(st.integers(1, 3))):
        original = draw(st.sampled_from([None, *(document.id for document in found)]))
        found.append(
            Document(
                id=ident,
                publisher=draw(who),
                credit=draw(maybe(who)),
                title=draw(maybe(texts)),
                url=draw(st.sampled_from([None, "https://example.org/a?b=c#d"])),
                published=draw(maybe(edtf)),
                text=draw(maybe(held_texts)),
                language=draw(st.sampled_from([None, "ko"])),
                copies=original,
                seen=draw(st.booleans()),
            )
        )
    return found


@st.composite
def questions(draw: st.DrawFn) -> list[Question]:
    """Return up to three questions of different types."""
    kinds = [
        {"answer_type": "yes-no"},
        {"answer_type": "date", "timezone": "Asia/Seoul", "precision": "day"},
        {"answer_type": "number", "unit": "things"},
        {
            "answer_type": "choice",
            "choices": [Choice(value="one", label="One"), Choice(value="two", label="Two: #2")],
        },
        {"answer_type": "text"},
    ]
    picked = draw(st.lists(st.sampled_from(range(len(kinds))), unique=True, max_size=3))
    return [
        Question(
            id=f"question-{number}",
            text=draw(texts),
            multiple=draw(st.booleans()),
            resolution=draw(maybe(texts)),
            deadline=draw(maybe(edtf)),
            **kinds[number],
        )
        for number in picked
    ]


def values(question: Question) -> st.SearchStrategy[str]:
    """Return values that answer a question."""
    by_type = {
        "yes-no": st.sampled_from(["yes", "no"]),
        "date": st.sampled_from(
            ["2023-12-01T18:19Z", "2023-11-30", "2023-11", "../2025", "2023-11-21/2023-11-30"]
        ),
        "number": st.sampled_from(["12", ">=12", "<=3", "10..12", "~300000", "1.5"]),
        "choice": st.sampled_from([choice.value for choice in question.choices] or ["one"]),
        "text": texts,
    }
    return by_type[str(question.answer_type)]


@st.composite
def spans(draw: st.DrawFn, document: Document) -> list[Span]:
    """Return up to three spans that stand in the text or the title, overlapping or not, in any order."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        part = draw(st.sampled_from(["text", "title"]))
        held = document.text if part == "text" else document.title
        if held:
            start = draw(st.integers(0, len(held) - 1))
            end = draw(st.integers(start + 1, len(held)))
            if held[start:end].strip():
                found.append(
                    Span(
                        part=part,
                        start=start,
                        end=end,
                        exact=held[start:end],
                        locator=draw(st.sampled_from([None, "p. 4"])),
                    )
                )
    return found


@st.composite
def statements(
    draw: st.DrawFn,
    ident: str,
    known: list[Source],
    place: Document,
    asked: list[Question],
    topics: list[Topic],
) -> Statement:
    """Return a statement with one to three hops, answers of the right type, and spans that stand where they say."""
    kind = draw(st.sampled_from(Kind))
    bare = kind in {Kind.REFUSAL, Kind.DIRECTIVE}
    chain = draw(st.lists(st.sampled_from([source.id for source in known]), min_size=1, max_size=3))
    chain = [source for at, source in enumerate(chain) if at == 0 or source != chain[at - 1]]
    hops = [
        Attribution(
            source=source,
            certainty=None
            if bare
            else draw(
                st.sampled_from(Certainty) if at == len(chain) - 1 else maybe(st.sampled_from(Certainty))
            ),
            polarity=draw(st.sampled_from(Polarity)),
            capacity=draw(maybe(st.sampled_from(Capacity))),
            confidence=draw(st.sampled_from(Confidence)),
            basis=draw(maybe(st.sampled_from(Basis))),
            said="2023-11-03" if draw(st.booleans()) else None,
            said_printed=draw(maybe(texts)),
        )
        for at, source in enumerate(chain)
    ]
    answered = [] if kind is Kind.REFUSAL else asked
    quoted = draw(spans(place))
    return Statement(
        id=ident,
        document=place.id,
        content=draw(texts),
        kind=kind,
        attributions=hops,
        spans=quoted,
        locator=None if quoted else draw(st.sampled_from([None, "t=00:12:31"])),
        stated=draw(st.sampled_from(Stated)),
        condition=draw(maybe(texts)),
        event_date=draw(maybe(edtf)),
        event_date_printed=draw(maybe(texts)),
        topics=draw(st.lists(st.sampled_from([topic.id for topic in topics]), unique=True)) if topics else (),
        answers=[
            Answer(
                question=question.id,
                value=draw(values(question)),
                confidence=draw(st.sampled_from(Confidence)),
            )
            for question in answered
            if draw(st.booleans())
        ],
        declines=[question.id for question in asked if kind is Kind.REFUSAL and draw(st.booleans())],
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Record, ...]:
    """Return records of every noun that can be recorded together, in an order of their own."""
    known = draw(sources())
    topics = [
        Topic(id=ident, kind=draw(st.sampled_from(TopicKind)), name=draw(texts))
        for ident in named("topic", draw(st.integers(0, 2)))
    ]
    places, asked = draw(documents(known)), draw(questions())
    said = [
        draw(statements(ident, known, draw(st.sampled_from(places)), asked, topics))
        for ident in named("statement", draw(st.integers(0, 4)))
    ]
    joined = [
        Link(
            type=draw(st.sampled_from(LinkType)),
            from_statement=start.id,
            to_statement=end.id,
            confidence=draw(st.sampled_from(Confidence)),
            basis=draw(st.sampled_from(Basis)),
            id=draw(st.sampled_from([None, f"link-{start.id}-{end.id}"])),
        )
        for start in said
        for end in said
        if start is not end and draw(st.integers(0, 5)) == 0
    ]
    rated = [
        Rating(
            evaluator=known[0].id,
            scheme=RatingScheme.CREDIBILITY,
            statement=each.id,
            value=draw(st.sampled_from("123456")),
            rated="2024-01-01",
            reason=draw(texts),
        )
        for each in said
        if draw(st.integers(0, 3)) == 0
    ]
    return tuple(draw(st.permutations([*known, *topics, *places, *asked, *said, *joined, *rated])))
