"""Hypothesis strategies for every noun, and for worlds: records that can be recorded together.

What is drawn is valid by construction: every id that is named exists, quotes stand in their text, answers fit their
questions, nobody passes on what was said later. Texts are dense in what breaks readers and writers: Hangul composed
and decomposed, marks, emoji, right to left, curly quotes, line ends of all kinds, and what YAML would take for syntax.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve
from hypothesis import strategies as st

from factbase import anchoring, answering, dates, scales
from factbase.errors import ValueSyntaxError
from factbase.model import (
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
from factbase.model.document import sha256
from factbase.model.rating import VALUES
from factbase.vocabulary import (
    AnswerType,
    Basis,
    Capacity,
    Certainty,
    Confidence,
    Kind,
    LinkType,
    Part,
    Polarity,
    Precision,
    RatingScheme,
    Rights,
    SourceKind,
    Stated,
    TopicKind,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from factbase.model import Record

World = tuple["Record", ...]
"""Records that can be recorded together, in any order."""

_SOME_IDS = ("a", "a-b", "b", "no", "null", "0", "1-10", "2023-11-03", "kcna", "sources", "questions")
_LONGEST = 200
_WORDS = "Shin said|may fly|is likely|could|he|The minister|NO|1.10|2023-11-03|null|~|café|cafe\u0301|$|x,y"
_SCRIPTS = "신원식|북한이|발사는 11월|그|金|プ|שלום|سلام\u0651|👩\u200d👧|🇰🇷|👍🏽|\U0010fffd"
_SIGNS = '“A,”| "B" | \' |«c»| — |--| [...] | […] |{|}|[|]| : |:| #|#|- |? |>|&a|*a|!t|%|@|`|\\|\\n|=1+1|<b>'
_UNSEEN = "\t|\u00a0|\u200b|\u2028|\x85|\ufeff|\x7f|\x1c|\ufffe"
_ALL = "|".join([_WORDS, _SCRIPTS, unicodedata.normalize("NFD", _SCRIPTS), _SIGNS, _UNSEEN])
PHRASES = (*_ALL.split("|"), "|")
"""Words of all scripts, and what a reader or writer might take for something else."""

_GAPS = (" ", " ", " ", " ", "  ", "\n", "\n\n", "\r\n", "", ". ")
_CHARACTERS = st.characters(exclude_characters="\x00", codec="utf-8")
_DAYS = ("2023-10-07", "2023-11-01", "2023-11-03", "2023-11-05", "2024-09-06")
_DATES = (
    *_DAYS,
    *"2023-11 2023 2023-11-21/2023-11-30 ../2025 2023-11-03/.. 2023-11-2X 2023-11~ 1912-04? 2024-34".split(),
    *"[2023-11-28..2023-11-30] {2024-04,2024-11} 2023-12-01T18:19Z 2023-12-01T23:30-09:00".split(),
)
_NUMBERS = ("12", ">=12", "<=12", "10..12", "~300000", "0")

T = TypeVar("T")


# Strategies that are kept need not be checked again: most of the time of drawing would go there.
@lru_cache(maxsize=2000)
def _pick(values: Iterable[T]) -> SearchStrategy[T]:
    return st.sampled_from(tuple(values))


@lru_cache(maxsize=2000)
def _maybe(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    return st.none() | strategy


@cache
def ids() -> SearchStrategy[str]:
    """Return a strategy for readable ids: mostly of a few, so that nouns share them; some as long as a file name."""
    parts = st.text("ab0", min_size=1, max_size=3)
    free = st.lists(parts, min_size=1, max_size=3).map("-".join)
    long = st.integers(1, _LONGEST).map(lambda length: "x" * length)
    return st.one_of(_pick(_SOME_IDS), free, long)


@cache
def prose(max_size: int = 4) -> SearchStrategy[str]:
    """Return a strategy for texts that say something and can be stored."""
    piece = st.one_of(_pick(PHRASES), _pick(PHRASES), st.text(_CHARACTERS, max_size=6))
    pairs = st.lists(st.tuples(piece, _pick(_GAPS)), min_size=1, max_size=max_size)
    joined = pairs.map(lambda found: "".join(part + gap for part, gap in found))
    return joined.filter(lambda text: bool(text.strip()))


@cache
def edtf() -> SearchStrategy[str]:
    """Return a strategy for EDTF dates."""
    return _pick(_DATES)


@cache
def topics(ident: str) -> SearchStrategy[Topic]:
    """Return a strategy for topics of that id."""
    return st.builds(Topic, id=st.just(ident), kind=_pick(TopicKind), name=prose())


@st.composite
def sources(draw: DrawFn, ident: str, earlier: Sequence[str] = ()) -> Source:
    """Draw a source of that id, named or not, with roles, that may act for one of the `earlier`."""
    anonymous = draw(st.booleans())
    role = st.builds(
        Role,
        title=prose(2),
        capacity=_pick(Capacity),
        start=_maybe(_pick(_DAYS[:2])),
        end=_maybe(_pick(_DAYS[2:])),
    )
    name = st.builds(Name, name=prose(2), language=_pick((None, "en", "ko")))
    return Source(
        id=ident,
        kind=draw(_pick(SourceKind)),
        names=draw(st.lists(name, min_size=1, max_size=3)),
        anonymous=anonymous,
        reason=draw(_maybe(prose())) if anonymous else None,
        capacity=draw(_maybe(_pick(Capacity))),
        acts_for=draw(_one_or_none(earlier)),
        wikidata=draw(_pick((None, None, "Q884"))),
        roles=() if anonymous else draw(st.lists(role, max_size=2)),
    )


@st.composite
def documents(draw: DrawFn, ident: str, publishers: Sequence[str], earlier: Sequence[str] = ()) -> Document:
    """Draw a document of that id: with its text, without, or with the hash of one that is withheld; maybe a copy."""
    text = draw(st.none() | prose(16) | prose(16))
    withheld = sha256("withheld") if text is None and draw(st.booleans()) else None
    copied = draw(_one_or_none(earlier))
    how = draw(_pick(("copies", "translates")))
    return Document(
        id=ident,
        publisher=draw(_pick(tuple(publishers))),
        title=draw(_maybe(prose(6))),
        credit=draw(_one_or_none(publishers)),
        byline=draw(_maybe(prose(2))),
        url=draw(_pick((None, "https://example.org/view.php?ud=2023#x"))),
        published=draw(_maybe(edtf())),
        retrieved=draw(_maybe(edtf())),
        language=draw(_pick((None, "en", "no"))),
        media_type=draw(_pick((None, "text/html"))),
        rights=draw(_maybe(_pick(Rights))),
        text=text,
        sha256=withheld,
        seen=draw(st.booleans()),
        **({how: copied} if copied else {}),
    )


@st.composite
def questions(draw: DrawFn, ident: str) -> Question:
    """Draw a question of that id and of any type; one with a resolution rule may have its outcome."""
    of_type = draw(_pick(AnswerType))
    values = (
        draw(st.lists(ids(), min_size=1, max_size=3, unique=True)) if of_type is AnswerType.CHOICE else []
    )
    dated = of_type is AnswerType.DATE
    question = Question(
        id=ident,
        text=draw(prose()),
        answer_type=of_type,
        choices=[Choice(value=value, label=draw(prose(2))) for value in values],
        multiple=draw(st.booleans()),
        timezone=draw(_pick((None, "Asia/Seoul", "America/New_York"))) if dated else None,
        precision=draw(_maybe(_pick(Precision))) if dated else None,
        unit=draw(_maybe(prose(1))) if of_type is AnswerType.NUMBER else None,
        resolution=draw(_maybe(prose())),
        deadline=draw(_maybe(edtf())),
    )
    if question.resolution is None:
        return question
    return evolve(question, outcome=draw(st.none() | st.just("void") | values_of(question)))


def values_of(question: Question) -> SearchStrategy[str]:
    """Return a strategy for values of the question's type."""
    known: dict[AnswerType, SearchStrategy[str]] = {
        AnswerType.YES_NO: _pick(answering.YES_NO),
        AnswerType.DATE: _pick(tuple(each for each in _DATES if _reads(question, each))),
        AnswerType.NUMBER: _pick(_NUMBERS),
        AnswerType.CHOICE: _pick(tuple(choice.value for choice in question.choices) or ("",)),
        AnswerType.TEXT: prose(),
    }
    return known[question.answer_type]


def _reads(question: Question, value: str) -> bool:
    try:
        answering.read(question, value)
    except ValueSyntaxError:
        return False
    return True


@st.composite
def answers(draw: DrawFn, asked: Sequence[Question]) -> tuple[Answer, ...]:
    """Draw answers to some of the questions; two to one question differ also after conversion."""
    found: dict[tuple[str, str], Answer] = {}
    for question in draw(st.lists(_pick(tuple(asked)), max_size=3)) if asked else ():
        value = draw(values_of(question))
        read = answering.read(question, value).text
        written = draw(st.none() | _maybe(prose(1)))
        answer = Answer(
            question=question.id,
            value=value if written is None else read,
            written=written,
            confidence=draw(_pick(Confidence)),
        )
        found.setdefault((question.id, read), answer)
    return tuple(found.values())


@st.composite
def spans(draw: DrawFn, document: Document) -> tuple[Span, ...]:
    """Draw spans that stand in the document's text or title, in any order; any words where the text is withheld."""
    parts = [part for part in Part if (document.title if part is Part.TITLE else document.text)]
    if document.text is None and document.sha256 is not None:
        parts.append(Part.TEXT)
    found = []
    for part in draw(st.lists(_pick(tuple(parts)), max_size=3)) if parts else ():
        held = document.title if part is Part.TITLE else document.text
        start, end = draw(_stretch(held)) if held else (7, 8 + draw(st.integers(0, 3)))
        exact = held[start:end] if held else "withheld"[: end - start]
        if exact.strip():
            locator = draw(_pick((None, None, "p. 4")))
            found.append(Span(part=part, start=start, end=end, exact=exact, locator=locator))
    return tuple(found)


@st.composite
def _stretch(draw: DrawFn, held: str) -> tuple[int, int]:
    """Draw a stretch of a text: mostly of whole characters, with what combines with them; else of code points."""
    edges = (
        sorted(set(anchoring.Text(held).starts)) if draw(st.integers(0, 3)) else list(range(len(held) + 1))
    )
    first = draw(st.integers(0, len(edges) - 2))
    return edges[first], edges[draw(st.integers(first + 1, min(len(edges) - 1, first + 20)))]


def _printed(document: Document, quoted: Iterable[Span]) -> SearchStrategy[str]:
    """Return a strategy for words that a hop may print: those of the quote's paragraphs, or any where it has none."""
    places = [(span.start, span.end) for span in quoted if span.part is Part.TEXT]
    if document.text is None or not places:
        return prose(2)
    text = anchoring.Text(document.text)
    found = []
    for start, end in (anchoring.paragraph(text, *place) for place in places):
        words = document.text[start:end].split(" ")
        runs = [" ".join(words[at : at + length]) for at in range(len(words)) for length in (1, 2)]
        found += [run for run in runs if run.strip() and anchoring.stands_in(text, (start, end), run)]
    return _pick(tuple(found)) if found else st.just("")


@st.composite
def attributions(
    draw: DrawFn, document: Document, by: Sequence[Source], quoted: Iterable[Span], kind: Kind
) -> tuple[Attribution, ...]:
    """Draw a chain of one to four hops through the sources, none of whom says it after it was passed on."""
    printed = _printed(document, quoted)
    hops: list[Attribution] = []
    for _ in range(draw(st.integers(1, 4))):
        source = draw(_pick(tuple(by)))
        if not hops or hops[-1].source != source.id:
            hops.append(_before(draw(_hops(source, printed)), hops))
    unsure = kind in {Kind.REFUSAL, Kind.DIRECTIVE}
    speaker = Certainty.UNCOMMITTED if unsure else draw(_pick(Certainty))
    return (*hops[:-1], evolve(hops[-1], certainty=speaker))


@st.composite
def _hops(draw: DrawFn, source: Source, printed: SearchStrategy[str]) -> Attribution:
    words: SearchStrategy[str | None] = st.none() | printed.map(lambda found: found or None)
    as_printed = draw(words)
    # With roles in several capacities the recorder has to say which.
    several = len({role.capacity for role in source.roles}) > 1
    capacity = _pick(Capacity)
    confidence = _pick(Confidence)
    schemes = st.lists(_pick(scales.HEDGE_SCHEMES), max_size=2, unique=True)
    return Attribution(
        source=source.id,
        as_printed=as_printed,
        cue=draw(words | st.just("credit")),
        hedge=draw(words),
        certainty=draw(_maybe(_pick(Certainty))),
        polarity=draw(_pick(Polarity)),
        capacity=draw(capacity if several else _maybe(capacity)),
        said=draw(_maybe(edtf())),
        said_printed=draw(_maybe(prose(1))),
        confidence=draw(confidence),
        basis=draw(_maybe(_pick(Basis))),
        likelihoods=[
            Likelihood(scheme=scheme, term=draw(_pick(tuple(scales.terms(scheme)))))
            for scheme in draw(_maybe(schemes)) or ()
        ],
    )


def _before(hop: Attribution, outer: Iterable[Attribution]) -> Attribution:
    """Return the hop, without its date if that is after what an outer hop said."""
    earliest = dates.parse(hop.said).earliest if hop.said else None
    limits = [latest for each in outer if each.said and (latest := dates.parse(each.said).latest)]
    return evolve(hop, said=None) if earliest and any(earliest > limit for limit in limits) else hop


@st.composite
def statements(
    draw: DrawFn,
    ident: str | None,
    stands_in: Sequence[Document],
    by: Sequence[Source],
    about: Sequence[str] = (),
    asked: Sequence[Question] = (),
) -> Statement:
    """Draw a statement of any kind that stands in one of the documents, said by some of the sources."""
    document, kind = draw(_pick(tuple(stands_in))), draw(_pick(Kind))
    quoted = draw(spans(document))
    refused = kind is Kind.REFUSAL
    return Statement(
        id=ident,
        document=document.id,
        content=draw(prose()),
        kind=kind,
        attributions=draw(attributions(document, by, quoted, kind)),
        spans=quoted,
        words=draw(_maybe(_pick(Words))),
        stated=draw(_pick(Stated)),
        condition=draw(_maybe(prose())),
        event_date=draw(_maybe(edtf())),
        event_date_printed=draw(_maybe(prose(1))),
        locator=draw(_pick((None, "t=00:12:31"))) if not quoted else None,
        topics=draw(_some(about)),
        answers=() if refused else draw(answers(asked)),
        declines=draw(_some([question.id for question in asked])) if refused else (),
    )


@st.composite
def ratings(draw: DrawFn, evaluators: Sequence[str], rated: Sequence[str]) -> Rating:
    """Draw the rating of a source (one of the `evaluators` too) or of a statement (one of the `rated`)."""
    of_source = not rated or draw(st.booleans())
    scheme = RatingScheme.RELIABILITY if of_source else RatingScheme.CREDIBILITY
    return Rating(
        id=draw(_pick((None, None, "rating-1", "r.2"))),
        evaluator=draw(_pick(tuple(evaluators))),
        scheme=scheme,
        value=draw(_pick(VALUES[scheme])),
        rated=draw(edtf()),
        reason=draw(prose()),
        source=draw(_pick(tuple(evaluators))) if of_source else None,
        statement=None if of_source else draw(_pick(tuple(rated))),
    )


@st.composite
def links(draw: DrawFn, told: Sequence[str], held: Sequence[str]) -> Link:
    """Draw a link between two statements or two documents, in any direction, also in a circle."""
    ends = {"statement": told, "document": held}
    noun = draw(_pick(tuple(noun for noun, known in ends.items() if len(known) > 1)))
    start, end = draw(st.lists(_pick(tuple(ends[noun])), min_size=2, max_size=2, unique=True))
    return Link(
        id=draw(_pick((None, None, "link-1", "l.2"))),
        type=draw(_pick(LinkType)),
        confidence=draw(_pick(Confidence)),
        basis=draw(_pick(Basis)),
        **{f"from_{noun}": start, f"to_{noun}": end},
    )


@st.composite
def worlds(draw: DrawFn, *, statement_count: int = 4) -> World:
    """Draw records that can be recorded together into an empty base, in any order."""
    about = [draw(topics(ident)) for ident in draw(_unique(0, 2))]
    by: list[Source] = []
    for ident in draw(_unique(1, 4)):
        by.append(draw(sources(ident, [each.id for each in by])))
    names = [each.id for each in by]
    held: list[Document] = []
    for ident in draw(_unique(1, 3)):
        held.append(draw(documents(ident, names, [each.id for each in held])))
    asked = [draw(questions(ident)) for ident in draw(_unique(0, 3))]
    topic_ids = [each.id for each in about]
    told = [
        draw(statements(ident, held, by, topic_ids, asked)) for ident in draw(_unique(0, statement_count))
    ]
    said = [each.id or "" for each in told]
    asked = [draw(_shown(question, said)) for question in asked]
    places = [each.id for each in held]
    judged = draw(st.lists(ratings(names, said), max_size=2, unique_by=lambda each: each.id))
    joined = (
        draw(st.lists(links(said, places), max_size=3, unique_by=lambda each: each.id))
        if max(len(said), len(places)) > 1
        else ()
    )
    nameless = draw(st.none() | statements(None, held, by, topic_ids, asked))
    return (*about, *by, *held, *asked, *told, *([nameless] if nameless else ()), *judged, *joined)


@st.composite
def _shown(draw: DrawFn, question: Question, said: Sequence[str]) -> Question:
    if question.outcome is None:
        return question
    return evolve(question, outcome_statement=draw(_one_or_none(said)))


@cache
def _unique(least: int, most: int) -> SearchStrategy[list[str]]:
    return st.lists(ids(), min_size=least, max_size=most, unique=True)


def _one_or_none(known: Sequence[str]) -> SearchStrategy[str | None]:
    return _maybe(_pick(tuple(known))) if known else st.none()


def _some(known: Sequence[str]) -> SearchStrategy[tuple[str, ...]]:
    chosen: Callable[[list[str]], tuple[str, ...]] = tuple
    return st.lists(_pick(tuple(known)), max_size=2, unique=True).map(chosen) if known else st.just(())


__all__ = [
    "PHRASES",
    "World",
    "answers",
    "attributions",
    "documents",
    "edtf",
    "ids",
    "links",
    "prose",
    "questions",
    "ratings",
    "sources",
    "spans",
    "statements",
    "topics",
    "values_of",
    "worlds",
]
