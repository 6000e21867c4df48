"""Identity: a digest is the same for equal statements, and differs when anything recorded on a thing differs."""

from __future__ import annotations

import copy
import hashlib
import json
import unicodedata
from enum import Enum
from typing import Any

import attrs
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from factbase import wire
from factbase.identity import Operation, canonical, changeset_digest, default_id, digest
from factbase.model import (
    NOUNS,
    RECORDS,
    Answer,
    Attribution,
    Choice,
    Document,
    Likelihood,
    Name,
    Role,
    Source,
    Span,
    Statement,
    Topic,
)
from factbase.vocabulary import Noun
from tests.records import everything

# Text that a record can hold: no surrogates, no NUL, not blank.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    str.strip
)


def _sha256(array: list[Any]) -> str:
    text = json.dumps(array, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _with(record: Any, field: str, value: object) -> Any:  # noqa: ANN401 - any record
    """Return a copy with one field set, whatever the record's own check would say about it."""
    other = copy.copy(record)
    object.__setattr__(other, field, value)
    return other


def _other(value: object) -> object:
    """Return another value of the same type; for a field that is absent, a text."""
    match value:
        case None:
            return "x"
        case bool():
            return not value
        case Enum():
            return next(term for term in type(value) if term is not value)
        case str():
            return value + "x"
        case int():
            return value + 1
        case tuple():
            return value[:-1] if value else ("x",)
    raise AssertionError(value)


def _fields() -> list[Any]:
    """Return every field of every noun and of every part of one, with how to reach it."""
    nouns = [
        pytest.param(cls, None, each.name, id=f"{cls.__name__}.{each.name}")
        for cls in RECORDS.values()
        for each in attrs.fields(cls)
    ]
    parts = [
        (Statement, "attributions", Attribution),
        (Statement, "spans", Span),
        (Statement, "answers", Answer),
        (Source, "names", Name),
        (Source, "roles", Role),
        (RECORDS[Noun.QUESTION], "choices", Choice),
        (Attribution, "likelihoods", Likelihood),
    ]
    return nouns + [
        pytest.param(cls, (owner, held), each.name, id=f"{cls.__name__}.{each.name}")
        for owner, held, cls in parts
        for each in attrs.fields(cls)
    ]


def _example(cls: type, holding: str | None = None) -> Any:  # noqa: ANN401 - any record
    found = (each for each in everything() if isinstance(each, cls))
    return next(each for each in found if holding is None or getattr(each, holding))


def _is_recorded(cls: type, field: str) -> bool:
    return field != "id" and not attrs.fields_dict(cls)[field].metadata.get("derived")


@pytest.mark.parametrize(("cls", "held", "field"), _fields())
def test_every_recorded_field_counts(cls: type, held: tuple[type, str] | None, field: str) -> None:
    """Another value in any field gives another digest, but for the id and what is derived; no field is forgotten."""
    if held is None:
        # Of records the example that holds some is taken: what they become without the last is another value.
        before = _example(cls, field if wire.nested(cls)[field] else None)
        after = _with(before, field, _other(getattr(before, field)))
        assert (digest(after) != digest(before)) == _is_recorded(cls, field)
        return
    owner, name = held
    if owner is Attribution or field == "likelihoods":
        before = next(s for s in everything() if isinstance(s, Statement) and s.attributions[-1].likelihoods)
        hop = before.attributions[-1]
        term = hop.likelihoods[0]
        terms = () if field == "likelihoods" else (_with(term, field, _other(getattr(term, field))),)
        after = _with(before, "attributions", (*before.attributions[:-1], _with(hop, "likelihoods", terms)))
    else:
        before = _example(owner, name)
        part = getattr(before, name)[0]
        changed = _with(part, field, _other(getattr(part, field)))
        after = _with(before, name, (changed, *getattr(before, name)[1:]))
    assert digest(after) != digest(before)


def test_only_what_follows_from_other_fields_is_left_out() -> None:
    """Beside ids, a statement's family (it follows from the kind) and a text (its SHA-256 stands) are not digested."""
    left_out = {
        (cls.__name__, each.name)
        for cls in RECORDS.values()
        for each in attrs.fields(cls)
        if not _is_recorded(cls, each.name)
    }
    assert left_out == {(cls.__name__, "id") for cls in RECORDS.values()} | {
        ("Statement", "family"),
        ("Document", "text"),
    }


def test_a_text_counts_through_its_hash() -> None:
    """A document with another text has another digest; one whose text is withheld, but not its hash, the same."""
    held = Document(id="d", publisher="p", text="abc", rights="excerpt")
    assert digest(evolve(held, text="abd", sha256=None)) != digest(held)
    assert digest(evolve(held, text=None)) == digest(held)


def test_the_golden_digest_of_a_statement() -> None:
    """The format is pinned: a statement as the array written out here, hashed by hashlib alone."""
    statement = Statement(
        id="any-id",
        document="paper",
        content="발사는 “soon”.",
        kind="forecast",
        attributions=[
            Attribution(
                source="shin", as_printed="Shin", cue="said", said="2023-11-03", said_printed="Friday"
            ),
            Attribution(
                source="ministry",
                certainty="probable",
                polarity="denies",
                hedge="likely",
                confidence="possible",
                basis="inferred",
                capacity="official",
                likelihoods=[Likelihood(scheme="icd203", term="likely")],
            ),
        ],
        spans=[Span(start=3, end=5, exact="ab", locator="p. 1")],
        topics=["zebra", "apple"],
        answers=[Answer(question="when", value="2023")],
    )
    array = [
        "factbase/statement/1", "paper", "발사는 “soon”.", "forecast",
        [
            ["shin", "Shin", "said", None, "uncommitted", "affirms", None, "2023-11-03", "Friday", None, None, []],
            ["ministry", None, None, "likely", "probable", "denies", "official", None, None, "possible", "inferred",
             [["icd203", "likely"]]],
        ],
        [[3, 5, "ab", "text", "p. 1"]], None, "asserted", None, None, None, None,
        ["apple", "zebra"], [["when", "2023", None, "certain"]], [],
    ]  # fmt: skip
    assert canonical(statement) == array
    assert digest(statement) == _sha256(array)


def test_the_golden_digest_of_a_topic_and_of_a_changeset() -> None:
    """Two digests as hexadecimal digits, so that neither the format nor the hashing can change unseen."""
    topic = Topic(id="t", kind="theme", name="é “x”")
    by_hand = hashlib.sha256('["factbase/topic/1","theme","é “x”"]'.encode()).hexdigest()
    assert digest(topic) == by_hand
    line = Operation(noun=Noun.TOPIC, operation="add", id="t", digest="ab")
    text = (
        '["factbase/changeset/1",null,"2023-01-01T00:00:00.000000Z","desk","why",null,"load",'
        '[["topic","add","t","ab",""]]]'
    )
    found = changeset_digest(
        parent=None,
        recorded_at="2023-01-01T00:00:00.000000Z",
        recorded_by="desk",
        why="why",
        file=None,
        route="load",
        operations=[line],
    )
    assert found == hashlib.sha256(text.encode()).hexdigest()


@given(st.lists(words, min_size=1, max_size=4), st.lists(words, min_size=1, max_size=4))
def test_parts_that_join_alike_differ(one: list[str], other: list[str]) -> None:
    """Names differ in their digest exactly when they differ as a list, however they read when joined."""
    first, second = (
        Source(id="s", kind="person", names=[Name(name=name) for name in names]) for names in (one, other)
    )
    assert (digest(first) == digest(second)) == (one == other)


def test_parts_that_join_alike_differ_in_the_known_case() -> None:
    """`a.b` with `c` is not `a` with `b.c`: neither as names nor in neighbouring fields."""
    ab_c = Source(id="s", kind="person", names=[Name(name="a.b"), Name(name="c")])
    a_bc = Source(id="s", kind="person", names=[Name(name="a"), Name(name="b.c")])
    assert digest(ab_c) != digest(a_bc)
    split = Document(id="d", publisher="p", title="a.b", byline="c")
    assert digest(split) != digest(evolve(split, title="a", byline="b.c"))
    assert digest(evolve(split, byline=None)) != digest(evolve(split, byline=split.title, title=None))


@given(st.permutations(["a", "b", "c"]))
def test_the_order_of_answers_topics_and_declined_questions_says_nothing(order: list[str]) -> None:
    """Answers, topics and declined questions in any order are the same statement."""
    hop = Attribution(source="s", certainty="certain")
    answering = Statement(document="d", content="c", kind="assertion", attributions=[hop])
    first = evolve(
        answering, topics=sorted(order), answers=[Answer(question=q, value="v") for q in sorted(order)]
    )
    second = evolve(answering, topics=order, answers=[Answer(question=q, value="v") for q in order])
    assert digest(first) == digest(second)
    refusal = Statement(document="d", content="c", kind="refusal", attributions=[Attribution(source="s")])
    assert digest(evolve(refusal, declines=order)) == digest(evolve(refusal, declines=sorted(order)))


def test_the_order_of_hops_spans_names_and_choices_counts() -> None:
    """Hops, spans, names, roles and choices in another order are something else."""
    for each in everything():
        for name in ("attributions", "spans", "names", "choices"):
            held = getattr(each, name, ())
            if len(held) > 1:
                assert digest(_with(each, name, held[::-1])) != digest(each)


@given(words)
def test_no_text_is_normalized(text: str) -> None:
    """Text that Unicode normalization changes (é as one code point or two, Hangul syllables or letters) differs."""
    topic = Topic(id="t", kind="theme", name=text)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        normal = unicodedata.normalize(form, text)
        assert (digest(_with(topic, "name", normal)) == digest(topic)) == (normal == text)


def test_hangul_composed_and_decomposed_differ() -> None:
    """The known case: 발사 in syllables and in letters."""
    composed, decomposed = (
        Topic(id="t", kind="theme", name=unicodedata.normalize(f, "발사")) for f in ("NFC", "NFD")
    )
    assert digest(composed) != digest(decomposed)


@given(words, words)
def test_equal_records_have_equal_digests_whatever_their_ids(name: str, other: str) -> None:
    """The id is no part of what is said; the noun is."""
    one, two = Topic(id="a", kind="theme", name=name), Topic(id="b", kind="theme", name=other)
    assert (digest(one) == digest(two)) == (name == other)


def test_no_two_records_of_different_nouns_share_a_digest() -> None:
    """The format tag names the noun: the tags of all nouns differ."""
    tags = {canonical(_example(cls))[0] for cls in NOUNS}
    assert tags == {f"factbase/{noun}/1" for noun in Noun}


def test_a_statement_without_an_id_is_named_by_its_document_and_digest() -> None:
    """The id given is the document's and the first 12 digits of the digest."""
    assert default_id("paper", "0123456789abcdef" * 4) == "paper-0123456789ab"


@given(st.data())
def test_a_changeset_counts_every_word_of_every_line(data: st.DataObject) -> None:
    """A changeset's digest changes with any of its own words and with any field of any line, never with their order."""
    line = Operation(noun=Noun.TOPIC, operation="change", id="t", digest="ab", why="so")
    others = [Operation(noun=Noun.SOURCE, operation="add", id="s", digest="cd")]
    own: dict[str, Any] = {
        "parent": "p",
        "recorded_at": "at",
        "recorded_by": "by",
        "why": "why",
        "file": "f",
        "route": "load",
    }
    before = changeset_digest(**own, operations=[line, *others])
    assert changeset_digest(**own, operations=[*others, line]) == before
    name = data.draw(st.sampled_from(sorted(own)))
    assert changeset_digest(**{**own, name: own[name] + "x"}, operations=[line, *others]) != before
    field = data.draw(st.sampled_from([each.name for each in attrs.fields(Operation)]))
    altered = _with(line, field, _other(getattr(line, field)))
    assert changeset_digest(**own, operations=[altered, *others]) != before


_scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(st.characters(exclude_categories=["Cs"]))
)


@given(st.lists(st.recursive(_scalars, lambda inner: st.lists(inner, max_size=4), max_leaves=12)))
def test_canonical_json_is_that_of_the_standard_library(array: list[Any]) -> None:
    """The bytes that are digested are those of `json.dumps` without white space and without ASCII escaping."""
    assert wire.compact(array) == json.dumps(array, ensure_ascii=False, separators=(",", ":")).encode()
