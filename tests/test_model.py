"""The records: what cannot exist is refused, with every field that is wrong and why; what exists never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase import dates
from factbase.errors import RecordError
from factbase.model import (
    RECORDS,
    Answer,
    Attribution,
    Changeset,
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
from factbase.vocabulary import Capacity, Certainty, Confidence, Family, Kind, Polarity, Rights, Route, Stated

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = "refusal, directive, intention, forecast, assessment, observation, assertion"
CERTAINTIES = "certain, probable, possible, uncommitted"


def hop(source: str = "shin", **fields: Any) -> Attribution:  # noqa: ANN401 - any field of the record
    """Return a hop that commits itself."""
    return Attribution(**{"source": source, "certainty": "certain", **fields})


def statement(**fields: Any) -> Statement:  # noqa: ANN401 - any field of the record
    """Return a statement in which only what matters is written."""
    written = {"document": "herald", "content": "It flew.", "kind": "assertion", "attributions": [hop()]}
    return Statement(**{**written, **fields})


def source(**fields: Any) -> Source:  # noqa: ANN401 - any field of the record
    """Return a source in which only what matters is written."""
    return Source(**{"id": "shin", "kind": "person", "names": [Name(name="Shin")], **fields})


def document(**fields: Any) -> Document:  # noqa: ANN401 - any field of the record
    """Return a document in which only what matters is written."""
    return Document(**{"id": "d", "publisher": "herald", **fields})


def question(**fields: Any) -> Question:  # noqa: ANN401 - any field of the record
    """Return a question in which only what matters is written."""
    return Question(**{"id": "q", "text": "When?", "answer_type": "date", **fields})


def rating(**fields: Any) -> Rating:  # noqa: ANN401 - any field of the record
    """Return a rating of a source in which only what matters is written."""
    written = {"evaluator": "desk", "scheme": "admiralty-reliability", "value": "B", "rated": "2023-11-30"}
    return Rating(**{**written, "reason": "Names its sources.", "source": "herald", **fields})


def faults(make: Callable[[], object]) -> list[str]:
    """Return what is said against a record that cannot be made: each fault with its field."""
    with pytest.raises(RecordError) as caught:
        make()
    return [str(fault) for fault in caught.value.faults]


NO_SPEAKER = "attributions: missing: nobody says it; a statement has at least one hop, the speaker"
NO_HOPS = "attributions: must be a sequence of Attribution"

REFUSED: list[tuple[str, Callable[[], object], list[str]]] = [
    # what is wrong, the record, the faults
    ("no speaker", lambda: statement(attributions=[]), [NO_SPEAKER]),
    ("no chain at all", lambda: statement(attributions=None), [NO_HOPS]),
    ("a hop that is no list", lambda: statement(attributions=hop()), [NO_HOPS]),
    ("text for hops", lambda: statement(attributions="shin"), [NO_HOPS]),
    ("no kind", lambda: statement(kind=None), [f"kind: missing: one of {KINDS}"]),
    (
        "a misspelt kind",
        lambda: statement(kind="forcast"),
        [f'kind: "forcast" is none of {KINDS} (did you mean "forecast"?)'],
    ),
    (
        "no certainty of the speaker",
        lambda: statement(attributions=[hop("yonhap"), hop(certainty=None)]),
        [
            (
                "attributions[1].certainty: missing: say how sure the speaker is: "
                "certain, probable, possible or uncommitted"
            )
        ],
    ),
    (
        "an assessment marked as a claim",
        lambda: statement(kind="assessment", family="claim"),
        ['family: kind "assessment" belongs to the family assessment, never claim'],
    ),
    (
        "a claim marked as an assessment",
        lambda: statement(kind="assertion", family="assessment"),
        ['family: kind "assertion" belongs to the family claim, never assessment'],
    ),
    (
        "two adjacent hops of one source",
        lambda: statement(attributions=[hop("yonhap"), hop(), hop()]),
        ['attributions[2].source: "shin" follows itself: one hop, not two'],
    ),
    (
        "hops out of order",
        lambda: statement(attributions=[hop("kcna", said="2023-11-01"), hop("kim", said="2023-11-03")]),
        [
            (
                "attributions[1].said: hops out of order: kim said it 2023-11-03, "
                "after kcna passed it on (2023-11-01); the outermost hop comes first"
            )
        ],
    ),
    (
        "hops out of order around one without a date",
        lambda: statement(
            attributions=[hop("kcna", said="2023-11"), hop("pak"), hop("kim", said="2023-12-01/..")]
        ),
        [
            (
                "attributions[2].said: hops out of order: kim said it 2023-12-01/.., "
                "after kcna passed it on (2023-11); the outermost hop comes first"
            )
        ],
    ),
    (
        "a refusal that commits to something",
        lambda: statement(kind="refusal"),
        ["attributions[0].certainty: a refusal commits to nothing: it must be uncommitted"],
    ),
    (
        "a directive that commits to something",
        lambda: statement(kind="directive", attributions=[hop(certainty="probable")]),
        ["attributions[0].certainty: a directive commits to nothing: it must be uncommitted"],
    ),
    (
        "a refusal with an answer",
        lambda: statement(
            kind="refusal",
            attributions=[hop(certainty=None)],
            answers=[Answer(question="q", value="yes")],
        ),
        ['answers: a refusal answers nothing: name the question under "declines"'],
    ),
    (
        "a forecast that declines",
        lambda: statement(kind="forecast", declines=["q"]),
        ["declines: only a refusal declines questions: this is of the kind forecast"],
    ),
    (
        "one answer twice",
        lambda: statement(answers=[Answer(question="q", value="yes")] * 2),
        ["answers: gives one answer twice"],
    ),
    ("a topic twice", lambda: statement(topics=["b", "a", "b"]), ["topics: names one thing twice"]),
    ("text for topics", lambda: statement(topics="abc"), ["topics: must be a sequence of ids"]),
    ("no content", lambda: statement(content=" "), ["content: is empty"]),
    ("None for content", lambda: statement(content=None), ["content: missing: a text"]),
    (
        "text that no file can hold",
        lambda: statement(content="a\0b"),
        ["content: holds a NUL or half of a surrogate pair, which no text file can hold"],
    ),
    (
        "no id",
        lambda: statement(id="Delay_Due"),
        ['id: "Delay_Due" is no id: an id is lower-case words joined by "-" (did you mean "delay-due"?)'],
    ),
    (
        "a long id",
        lambda: statement(id="a" * 251),
        ["id: an id has at most 250 characters, this one has 251"],
    ),
    ("no source of a hop", lambda: hop(source=None), ["source: missing: an id"]),
    (
        "an inferred hop without confidence",
        lambda: hop(basis="inferred"),
        ["confidence: missing: an inferred hop says how sure the recorder is"],
    ),
    (
        "two terms of one scale",
        lambda: hop(likelihoods=[Likelihood(scheme="icd203", term=term) for term in ("likely", "remote")]),
        ["likelihoods: a hop has at most one term of each scheme"],
    ),
    (
        "a span of another length",
        lambda: Span(start=3, end=5, exact="abc"),
        ["exact: has 3 characters, but 3..5 has another number"],
    ),
    (
        "a span that runs back",
        lambda: Span(start=5, end=3, exact="ab"),
        ["start: 5..3 is no stretch of text"],
    ),
    ("an empty answer", lambda: Answer(question="q", value=""), ["value: is empty"]),
    ("a source without a name", lambda: source(names=[]), ["names: missing: a source has at least one name"]),
    ("text for names", lambda: source(names="Shin"), ["names: must be a sequence of Name"]),
    (
        "an anonymous source with a role",
        lambda: source(anonymous=True, roles=[Role(title="official", capacity="official")]),
        ["roles: an anonymous source has no role: a title that is known belongs in its name"],
    ),
    (
        "a reason for an anonymity that is none",
        lambda: source(reason="not authorised"),
        ["reason: only an anonymous source has a reason for being so"],
    ),
    ("a flag in words", lambda: source(anonymous="no"), ["anonymous: must be true or false, is str"]),
    (
        "one who acts for himself",
        lambda: source(acts_for="shin"),
        ["acts_for: a source cannot act for itself"],
    ),
    (
        "no Wikidata item",
        lambda: source(wikidata="Korea"),
        ['wikidata: "Korea" is no Wikidata item: an item is Q and a number'],
    ),
    (
        "a role that ends before it starts",
        lambda: Role(title="Minister", capacity="official", start="2023-10-07", end="2023-09"),
        ["end: 2023-09 is before the start, 2023-10-07"],
    ),
    (
        "another text than the hash says",
        lambda: document(text="abc", sha256="0" * 64),
        [f"sha256: the text was altered: its SHA-256 is {sha256('abc')}, not the {'0' * 64} written here"],
    ),
    ("no hash", lambda: document(sha256="ABC"), ["sha256: a SHA-256 is 64 hexadecimal digits, lower case"]),
    (
        "a copy and a translation at once",
        lambda: document(copies="a", translates="b"),
        ["translates: a document copies or translates another, not both"],
    ),
    ("a copy of itself", lambda: document(copies="d"), ["copies: a document cannot be a copy of itself"]),
    (
        "a choice question without choices",
        lambda: question(answer_type="choice"),
        ["choices: missing: a choice question has at least one"],
    ),
    (
        "choices of a date question",
        lambda: question(choices=[Choice(value="a", label="A")]),
        ["choices: belong to a choice question: this one takes date"],
    ),
    (
        "a choice twice",
        lambda: question(answer_type="choice", choices=[Choice(value="a", label="A")] * 2),
        ["choices: names one choice twice"],
    ),
    ("a unit of a date", lambda: question(unit="days"), ["unit: belongs to a number question"]),
    (
        "a timezone of a number",
        lambda: question(answer_type="number", timezone="Asia/Seoul", precision="day"),
        ["timezone: belongs to a date question", "precision: belongs to a date question"],
    ),
    (
        "an unknown timezone",
        lambda: question(timezone="Asia/Seol"),
        ['timezone: "Asia/Seol" is no IANA timezone such as Asia/Seoul (did you mean "Asia/Seoul"?)'],
    ),
    (
        "an outcome by no rule",
        lambda: question(outcome="2023-12-02"),
        ["outcome: an outcome needs a resolution rule: by what does one tell?"],
    ),
    (
        "a statement that shows no outcome",
        lambda: question(outcome_statement="s"),
        ["outcome_statement: shows an outcome that is not given"],
    ),
    (
        "a rating of nothing",
        lambda: rating(source=None),
        [
            "source: a rating is of one source or of one statement",
            "scheme: admiralty-reliability rates a source",
        ],
    ),
    ("a digit for a source", lambda: rating(value="2"), ['value: "2" is none of A, B, C, D, E, F']),
    ("a rating without date", lambda: rating(rated=None), ["rated: missing: an EDTF date"]),
    (
        "a link to itself",
        lambda: Link(type="copies", from_statement="a", to_statement="a"),
        ["to_statement: a link cannot lead back to its start"],
    ),
    (
        "a link from a statement to a document",
        lambda: Link(type="copies", from_statement="a", to_document="b"),
        ["from_statement: a link joins two statements or two documents"],
    ),
    (
        "a topic of no kind",
        lambda: Topic(id="t", kind="idea", name="Mars"),
        ['kind: "idea" is none of person, organization, place, event, object, theme'],
    ),
]


@pytest.mark.parametrize(
    ("make", "expected"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_cannot_exist_is_refused_by_field_and_reason(
    make: Callable[[], object], expected: list[str]
) -> None:
    """The record is not made, and the error says which field and why: nothing more, nothing less."""
    assert faults(make) == expected


def test_every_fault_of_a_statement_is_told_at_once() -> None:
    """Nobody mends one field only to hear of the next."""

    def make() -> Statement:
        return Statement(
            id="X",
            document="no id",
            content="",
            kind="assessment",
            family="claim",
            attributions=[hop("kcna", said="2023-11-01"), hop("kcna", certainty=None, said="2023-11-03")],
            event_date="soon",
            words="mine",
            stated="shouted",
            topics=["A"],
            declines=["q"],
        )

    assert [fault.split(":")[0] for fault in faults(make)] == [
        "id",
        "document",
        "content",
        "words",
        "stated",
        "event_date",
        "family",
        "attributions[1].certainty",
        "attributions[1].source",
        "attributions[1].said",
        "topics",
        "declines",
    ]


def test_every_fault_of_a_hop_is_told_at_once() -> None:
    """Each with the words that would be right."""
    found = faults(
        lambda: hop("Shin", certainty="sure", polarity="doubts", capacity="king", said="2023-02-29")
    )
    assert found == [
        'source: "Shin" is no id: an id is lower-case words joined by "-" (did you mean "shin"?)',
        f'certainty: "sure" is none of {CERTAINTIES}',
        'polarity: "doubts" is none of affirms, denies',
        'capacity: "king" is none of official, state-media, expert, press, company, witness, other',
        'said: "2023-02-29" is no date: the month ends on the 28th',
    ]


def test_the_error_names_the_record_and_reads_as_one_line_for_each_fault() -> None:
    """`str` of the error is what a log shows."""
    with pytest.raises(RecordError) as caught:
        statement(id="s-1", content="", kind="guess")
    assert str(caught.value) == (
        f'statement "s-1": content: is empty; statement "s-1": kind: "guess" is none of {KINDS}'
    )
    assert caught.value.what == 'statement "s-1"'


@pytest.mark.parametrize(
    ("cls", "field"),
    [
        (Statement, "kind"),
        (Statement, "attributions"),
        (Statement, "document"),
        (Statement, "content"),
        (Attribution, "source"),
        (Source, "names"),
        (Document, "publisher"),
        (Question, "answer_type"),
        (Rating, "reason"),
        (Link, "type"),
    ],
)
def test_what_a_record_must_have_is_no_option(cls: type, field: str) -> None:
    """Left out in Python, the call itself fails and names the field."""
    with pytest.raises(TypeError, match=f"'{field}'"):
        cls()


class TestDefaults:
    """What is left unwritten is what the design says it is."""

    def test_an_outer_hop_is_uncommitted_and_the_speaker_is_what_was_written(self) -> None:
        """Who merely relays commits to nothing; nothing is assumed for the speaker."""
        chain = statement(
            attributions=[
                hop("herald", certainty=None),
                hop("yonhap", certainty=None),
                hop(certainty="probable"),
            ]
        ).attributions
        assert [each.certainty for each in chain] == ["uncommitted", "uncommitted", "probable"]

    def test_an_outer_hop_may_endorse_doubt_or_deny(self) -> None:
        """Where the text shows it, what is written stays."""
        chain = statement(
            attributions=[hop("yonhap", certainty="possible", polarity="denies"), hop()]
        ).attributions
        assert (chain[0].certainty, chain[0].polarity) == ("possible", "denies")

    @pytest.mark.parametrize("kind", ["refusal", "directive"])
    def test_who_withholds_or_orders_is_uncommitted(self, kind: str) -> None:
        """The certainty of a refusal or a directive need not be written; the whole chain is uncommitted."""
        chain = statement(
            kind=kind, attributions=[hop("yonhap", certainty=None), hop(certainty=None)]
        ).attributions
        assert {each.certainty for each in chain} == {Certainty.UNCOMMITTED}

    @pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.REFUSAL, Kind.DIRECTIVE}))
    def test_every_other_kind_needs_the_speakers_certainty(self, kind: Kind) -> None:
        """It is never guessed; uncommitted is a value like the others and can be written."""
        assert len(faults(lambda: statement(kind=kind, attributions=[hop(certainty=None)]))) == 1
        assert statement(kind=kind, attributions=[hop(certainty="uncommitted")]).kind is kind

    def test_a_statement_affirms_what_it_puts_forward_and_names_its_family(self) -> None:
        """Polarity, stated and family need no writing; the rest is absent, not guessed."""
        plain = statement()
        assert plain.attributions[0].polarity is Polarity.AFFIRMS
        assert (plain.stated, plain.family) == (Stated.ASSERTED, Family.CLAIM)
        assert (plain.id, plain.words, plain.condition, plain.event_date, plain.quote) == (None,) * 5
        assert (plain.spans, plain.topics, plain.answers, plain.declines) == ((),) * 4

    def test_an_answer_is_certain_unless_the_recorder_doubts(self) -> None:
        """That is the recorder's confidence, not the speaker's."""
        assert Answer(question="q", value="yes").confidence is Confidence.CERTAIN

    def test_a_text_that_is_held_may_be_quoted_and_one_that_is_not_may_not(self) -> None:
        """The rights that are not written: excerpt with a text, none without."""
        assert document(text="abc").rights is Rights.EXCERPT
        assert document().rights is Rights.NONE
        assert document(text="abc", rights="full").rights is Rights.FULL

    def test_a_text_gets_its_hash(self) -> None:
        """Of its UTF-8 bytes: the hash of "abc" is the one in FIPS 180-2."""
        assert (
            document(text="abc").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )

    def test_links_and_ratings_are_named_by_what_they_join(self) -> None:
        """No id can hold a dot, so that two of them never have one name."""
        assert Link(type="derived-from", from_statement="a-b", to_statement="c").id == "a-b.derived-from.c"
        assert Link(type="corrects", from_document="d", to_document="e").id == "d.corrects.e"
        assert rating().id == "desk.herald.admiralty-reliability.2023-11-30"
        assert rating(rated="2023-11?").id == "desk.herald.admiralty-reliability.2023-11"
        of_statement = {"scheme": "admiralty-credibility", "value": "3", "source": None, "statement": "s"}
        assert rating(**of_statement).id == "desk.s.admiralty-credibility.2023-11-30"


end = st.sampled_from([None, "", "a", "b", "A b", "a.b"])


@given(end, end, end, end, st.sampled_from([None, "a.copies.b", "a.corrects.b", "x", "A"]))
def test_a_link_joins_two_things_of_one_kind(
    left: str | None, right: str | None, earlier: str | None, later: str | None, ident: str | None
) -> None:
    """Both ends of one kind and none of the other, with ids that are some and differ; else there is no link."""
    pairs = [pair for pair in ((left, right), (earlier, later)) if pair != (None, None)]
    sound = len(pairs) == 1 and set(pairs[0]) == {"a", "b"} and ident != "A"

    def made() -> Link:
        return Link(
            type="copies",
            from_statement=left,
            to_statement=right,
            from_document=earlier,
            to_document=later,
            id=ident,
        )

    if sound:
        assert made().id == (ident or ".copies.".join(map(str, pairs[0])))
    else:
        with pytest.raises(RecordError):
            made()


def test_the_speaker_is_the_last_hop() -> None:
    """Whoever passes it on stands before."""
    assert statement(attributions=[hop("yonhap"), hop("kcna"), hop("kim")]).speaker == "kim"


def test_a_quote_joins_its_parts_and_gives_a_caption_printed_twice_once() -> None:
    """`[...]` stands between words that differ; the same words again add nothing."""
    spans = [
        Span(start=0, end=1, exact="A"),
        Span(start=5, end=6, exact="B"),
        Span(start=9, end=10, exact="A"),
    ]
    assert statement(spans=spans).quote == "A [...] B"


def test_the_order_of_topics_answers_and_scales_says_nothing() -> None:
    """They are kept sorted, so that two ways of writing one thing are one record; the order of hops counts."""
    answers = [
        Answer(question="q", value="b"),
        Answer(question="a", value="z"),
        Answer(question="q", value="a"),
    ]
    one = statement(topics=["b", "a"], answers=answers)
    assert one == statement(topics=["a", "b"], answers=answers[::-1])
    assert one.topics == ("a", "b")
    assert [(each.question, each.value) for each in one.answers] == [("a", "z"), ("q", "a"), ("q", "b")]
    scales = [Likelihood(scheme=scheme, term="likely") for scheme in ("stix", "icd203")]
    assert hop(likelihoods=scales) == hop(likelihoods=scales[::-1])
    chain = [hop("a"), hop("b")]
    assert statement(attributions=chain) != statement(attributions=chain[::-1])


@pytest.mark.parametrize(
    ("start", "end", "when", "held"),
    [
        ("2023-10-07", "2024-09-06", "2023-11-03", True),
        ("2023-10-07", "2024-09-06", "2023-10-06", False),
        ("2023-10-07", "2024-09-06", "2023-10-07", True),
        ("2023-10-07", "2024-09-06", "2024-09-06", True),
        ("2023-10-07", "2024-09-06", "2024-09-07", False),
        ("2023-10-07", "2024-09", "2024-09-30", True),
        ("2023-10-07", None, "2030", True),
        (None, "2024-09-06", "1990", True),
        ("2023-10-07", None, "2023-10", True),
        ("2023-10-07", None, "../2023-09", False),
        (None, None, "2023", True),
    ],
)
def test_a_role_is_held_from_its_first_to_its_last_day(
    start: str | None, end: str | None, when: str, *, held: bool
) -> None:
    """Both included; a date that only may lie within counts as within, since nothing else is known."""
    role = Role(title="Minister", capacity="official", start=start, end=end)
    assert role.held(dates.parse(when)) is held


def test_vocabulary_words_may_be_written_as_text() -> None:
    """In Python and JSON alike; what is kept is the member."""
    made = hop(
        certainty="probable", polarity="denies", capacity="state-media", confidence="possible", basis="titled"
    )
    assert made.capacity is Capacity.STATE_MEDIA
    assert isinstance(made.certainty, Certainty)
    assert statement(kind="forecast").kind is Kind.FORECAST


SAMPLES = [
    statement(),
    hop(),
    Likelihood(scheme="icd203", term="likely"),
    Span(start=0, end=1, exact="A"),
    Answer(question="q", value="yes"),
    source(),
    Name(name="Shin"),
    Role(title="Minister", capacity="official"),
    document(),
    question(),
    Choice(value="a", label="A"),
    rating(),
    Link(type="copies", from_document="a", to_document="b"),
    Topic(id="t", kind="place", name="Seoul"),
    Changeset(
        number=1,
        recorded_at="2023-11-06T00:00:00Z",
        recorded_by="desk",
        why="-",
        file=None,
        route=Route.LOAD,
        digest="0",
    ),
]


@pytest.mark.parametrize("record", SAMPLES, ids=lambda record: type(record).__name__)
def test_a_record_never_changes(record: Any) -> None:  # noqa: ANN401 - any record
    """No field can be set, none added, none deleted; every sequence is a tuple; equal records hash alike."""
    name = attrs.fields(type(record))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(record, name, "other")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        delattr(record, name)
    with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
        record.something_else = 1
    assert not any(
        isinstance(value, list | dict | set) for value in attrs.asdict(record, recurse=False).values()
    )
    again = attrs.evolve(record)
    assert again == record
    assert hash(again) == hash(record)


def test_every_noun_is_among_the_samples() -> None:
    """So that a new one is tested to be frozen too."""
    assert set(RECORDS.values()) <= {type(sample) for sample in SAMPLES}


def test_a_changeset_is_named_by_its_number() -> None:
    """`c` and the number, as on the command line."""
    assert next(sample for sample in SAMPLES if isinstance(sample, Changeset)).id == "c1"


junk = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.text(max_size=3), max_size=2)
)


@given(st.data())
def test_no_value_of_any_field_breaks_the_check_itself(data: st.DataObject) -> None:
    """Whatever stands in whichever field, the record is made or `RecordError` says why: no other error."""
    sample = data.draw(st.sampled_from(SAMPLES[:-1]))
    name = data.draw(st.sampled_from([field.name for field in attrs.fields(type(sample))]))
    try:
        made = attrs.evolve(sample, **{name: data.draw(junk)})
    except RecordError as error:
        assert error.faults  # noqa: PT017 - both outcomes are right
    else:
        assert type(made) is type(sample)
