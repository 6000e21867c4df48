"""Records as JSON: what was written comes back, and what cannot be a record is refused by field and reason."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.errors import RecordError
from factbase.identity import digest
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
    Record,
    Role,
    Source,
    Span,
    Statement,
    Topic,
)
from factbase.vocabulary import Noun
from factbase.wire import decode, encode, json_schema

STATEMENT = Statement(
    id="s",
    document="article",
    content="It flies.",
    kind="forecast",
    attributions=[
        Attribution(source="shin", as_printed="Shin", cue="added", capacity="official", confidence="certain"),
        Attribution(
            source="rok",
            certainty="probable",
            polarity="denies",
            hedge="likely",
            said="2023-11",
            said_printed="this month",
            basis="inferred",
            confidence="possible",
            likelihoods=[Likelihood(scheme="icd203", term="likely")],
        ),
    ],
    spans=[Span(start=0, end=2, exact="It", locator="p. 4"), Span(part="title", start=1, end=2, exact="가")],
    condition="it is ready",
    event_date="../2025",
    topics=["b", "a"],
    answers=[Answer(question="q", value="2023-12-02", written="2023-12-01T18:19Z", confidence="probable")],
)
RECORDS: list[Record] = [
    STATEMENT,
    Statement(
        document="d", content="-", kind="refusal", attributions=[Attribution(source="a")], declines=["q"]
    ),
    Topic(id="t", kind="place", name="Seoul"),
    Source(
        id="shin",
        kind="person",
        names=[Name(name="Shin"), Name(name="신원식", language="ko")],
        roles=[Role(title="Minister", capacity="official", start="2023-10-07")],
        acts_for="ministry",
    ),
    Source(id="x", kind="person", names=[Name(name="an official")], anonymous=True, reason="not authorised"),
    Document(id="d", publisher="p", text="It “may” fly 🚀.\r\n", seen=False, copies="e", rights="full"),
    Question(id="q", text="?", answer_type="choice", choices=[Choice(value="a", label="A")], multiple=True),
    Rating(evaluator="e", scheme="admiralty-credibility", value="6", rated="2023", reason="-", statement="s"),
    Link(type="translates", from_statement="a", to_statement="b", confidence="possible", basis="inferred"),
]


def written(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return a small statement as JSON, with some fields changed; None leaves one out."""
    small = {
        "id": "s",
        "document": "d",
        "content": "It flies.",
        "kind": "assertion",
        "attributions": [{"source": "shin", "certainty": "certain"}],
    }
    return {name: value for name, value in (small | fields).items() if value is not None}


def faults(data: bytes | str | dict[str, Any], noun: Noun = Noun.STATEMENT) -> list[str]:
    """Return what is said against JSON that is no record."""
    with pytest.raises(RecordError) as caught:
        decode(noun, json.dumps(data) if isinstance(data, dict) else data)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_what_was_written_comes_back(record: Record) -> None:
    """Equal, with the same digest; writing it again gives the same bytes."""
    again = decode(NOUNS[type(record)], encode(record))
    assert again == record
    assert digest(again) == digest(record)
    assert encode(again) == encode(record)


@given(st.text(), st.text(), st.text(min_size=1))
def test_any_text_comes_back(content: str, hedge: str, exact: str) -> None:
    """In any script, composed or not, whatever it means in JSON."""
    try:
        hop = Attribution(source="a", certainty="certain", hedge=hedge or None)
        record = Statement(
            document="d",
            content=content,
            kind="assertion",
            attributions=[hop],
            spans=[Span(start=0, end=len(exact), exact=exact)],
        )
    except RecordError:
        return
    assert decode(Noun.STATEMENT, encode(record)) == record


def test_only_what_is_there_is_written() -> None:
    """No defaults, nothing absent: a line of JSON Lines says what the recorder said."""
    assert json.loads(encode(Topic(id="t", kind="place", name="Seoul"))) == {
        "id": "t",
        "kind": "place",
        "name": "Seoul",
    }
    assert "text" not in json.loads(encode(Document(id="d", publisher="p")))


def test_the_text_of_a_document_is_written_whole() -> None:
    """Line ends and all."""
    document = next(record for record in RECORDS if isinstance(record, Document))
    assert json.loads(encode(document))["text"] == "It “may” fly 🚀.\r\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("{", "line: is no JSON: "),
        (b"\xff", "line: is no JSON: "),
        (b'{"content": "\xff"}', "line: is no JSON: "),
        ("[]", "line: is no JSON object"),
        ("null", "line: is no JSON object"),
        ("[" * 100_000, "line: is "),
        ('{"content": "\\ud800"}', "line: is no JSON: "),
    ],
)
def test_what_is_no_json_object_is_refused(data: bytes | str, says: str) -> None:
    """Whatever the bytes: an error of our own, never another."""
    (told,) = faults(data)
    assert told.startswith(says)


def test_a_kept_record_names_no_noun() -> None:
    """Of a kept record the noun is known beside it: one that names its noun is not what was written."""
    link = Link(type="copies", from_document="a", to_document="b")
    assert decode(Noun.LINK, encode(link)) == link
    with pytest.raises(RecordError, match='unknown key "noun"'):
        decode(Noun.LINK, b'{"noun":"link",' + encode(link)[1:])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"knd": "forecast"}, ['knd: unknown key "knd" (did you mean "kind"?)']),
        (
            {"attributions": [{"source": "a", "certainty": "certain", "cu": "said"}]},
            ['attributions[0].cu: unknown key "cu" (did you mean "cue"?)'],
        ),
        (
            {
                "attributions": [
                    {"source": "a", "certainty": "certain", "likelihoods": [{"scheme": "x", "trm": "y"}]}
                ]
            },
            ['attributions[0].likelihoods[0].trm: unknown key "trm" (did you mean "term"?)'],
        ),
        ({"kind": None}, ["kind: missing"]),
        ({"kind": None, "attributions": None}, ["kind: missing", "attributions: missing"]),
        (
            {"kind": "asertion"},
            [
                (
                    'kind: "asertion" is none of refusal, directive, intention, forecast, assessment, observation, '
                    'assertion (did you mean "assertion"?)'
                )
            ],
        ),
        ({"content": 5}, ["content: must be text, is int"]),
        ({"event_date": []}, ["event_date: must be an EDTF date as text, is list"]),
        (
            {"attributions": [{"source": "a", "certainty": "certain", "said": {}}]},
            ["attributions[0].said: must be an EDTF date as text, is dict"],
        ),
        ({"document": 5}, ["document: must be an id as text, is int"]),
        ({"attributions": "shin"}, ["attributions: must be a sequence of Attribution"]),
        ({"attributions": ["shin"]}, ["attributions[0]: must be a JSON object"]),
        ({"attributions": [{"certainty": "certain"}]}, ["attributions[0].source: missing"]),
        (
            {"topics": ["a", "B"]},
            ['topics: "B" is no id: an id is lower-case words joined by "-" (did you mean "b"?)'],
        ),
        (
            {"spans": [{"start": 0, "end": 1.5, "exact": "a"}]},
            ["spans[0].start: start and end are whole numbers of code points"],
        ),
        (
            {"family": "assessment"},
            ['family: kind "assertion" belongs to the family claim, never assessment'],
        ),
        (
            {"attributions": []},
            ["attributions: missing: nobody says it; a statement has at least one hop, the speaker"],
        ),
        (
            {
                "id": "X",
                "event_date": "soon",
                "attributions": [{"source": "a"}, {"source": "b", "certainty": "sure", "cue": 5}],
            },
            [
                "attributions[1].cue: must be text, is int",
                'attributions[1].certainty: "sure" is none of certain, probable, possible, uncommitted',
                'id: "X" is no id: an id is lower-case words joined by "-" (did you mean "x"?)',
                "event_date: ",
            ],
        ),
    ],
)
def test_every_fault_is_told_with_its_path(fields: dict[str, Any], expected: list[str]) -> None:
    """In the words of the records' own checks, those of the parts too, all at once."""
    told = faults(written(**fields))
    assert len(told) == len(expected)
    assert all(each.startswith(start) for each, start in zip(told, expected, strict=True))


def test_the_error_names_the_record() -> None:
    """By noun and id, so that one of a million lines is found."""
    with pytest.raises(RecordError, match=r'^statement "s": content: is empty$'):
        decode(Noun.STATEMENT, json.dumps(written(content="")))
    with pytest.raises(RecordError, match=r'^topic "\?": id: missing'):
        decode(Noun.TOPIC, '{"kind": "place", "name": "Seoul"}')


def test_what_may_be_left_out_may_be() -> None:
    """A statement of JSON Lines may omit its id, and everything that follows."""
    record = decode(Noun.STATEMENT, json.dumps(written(id=None)))
    assert isinstance(record, Statement)
    assert record.id is None
    assert record.attributions[0].polarity == "affirms"


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["source", "id", "start"]), inner)
    ),
    max_leaves=5,
)


@given(st.sampled_from(RECORDS), st.data())
def test_no_json_breaks_the_reader(record: Record, data: st.DataObject) -> None:
    """Any value in any field is read or refused with a fault of that noun: no other error, and no other record."""
    raw = json.loads(encode(record))
    raw[data.draw(st.sampled_from(sorted(raw)))] = data.draw(anything)
    noun = NOUNS[type(record)]
    try:
        made = decode(noun, json.dumps(raw))
    except RecordError as error:
        assert error.faults  # noqa: PT017 - both outcomes are right
    else:
        assert decode(noun, encode(made)) == made


def test_the_json_schema_knows_every_field_of_every_noun() -> None:
    """For editors: the words of each vocabulary, and no unknown keys."""
    schema = json_schema()
    definitions = schema["$defs"]
    for cls in NOUNS:
        described = definitions[cls.__name__]
        assert described["additionalProperties"] is False
        assert {field.name for field in attrs.fields(cls)} <= set(described["properties"])
    assert set(definitions["Kind"]["enum"]) == {
        "refusal",
        "directive",
        "intention",
        "forecast",
        "assessment",
        "observation",
        "assertion",
    }
