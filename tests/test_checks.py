"""The checks: what a record must agree with in the world around it."""

from __future__ import annotations

from typing import Any

import pytest

from factbase.checks import check, references
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
    Record,
    Source,
    Span,
    Statement,
    Topic,
)
from factbase.vocabulary import Noun
from factbase.world import Records

TEXT = "The defense chief added it “may” fly.\n\nThe minister said nothing."
ARTICLE = Document(id="article", publisher="herald", title="It may fly", text=TEXT)
WORLD: list[Record] = [
    ARTICLE,
    Document(id="unheld", publisher="herald"),
    Document(id="withheld", publisher="herald", sha256="0" * 64),
    Source(id="herald", kind="outlet", names=[Name(name="Herald")]),
    Source(id="shin", kind="person", names=[Name(name="Shin")]),
    Topic(id="kill-chain", kind="theme", name="Kill Chain"),
    Question(id="launch", text="When?", answer_type="date"),
    Question(
        id="cause", text="Why?", answer_type="choice", choices=[Choice(value="engine-work", label="Engine")]
    ),
    Question(id="count", text="How many?", answer_type="number"),
    Question(id="help", text="Is there help?", answer_type="yes-no"),
    Question(id="sign", text="Which sign?", answer_type="text"),
]


def statement(**fields: Any) -> Statement:  # noqa: ANN401 - any field of the record
    """Return a statement by Shin in the article, in which only what matters is written."""
    hop = Attribution(source="shin", certainty="certain")
    written = {
        "id": "s",
        "document": "article",
        "content": "It flies.",
        "kind": "assertion",
        "attributions": [hop],
    }
    return Statement(**{**written, **fields})


def faults(record: Record, *more: Record) -> list[str]:
    """Return the faults of a record in the world."""
    return [str(fault) for fault in check(record, Records([*WORLD, *more, record]))]


def span(words: str, part: str = "text") -> Span:
    """Return the span of words that stand in the text or the title once."""
    held = TEXT if part == "text" else str(ARTICLE.title)
    start = held.index(words)
    return Span(part=part, start=start, end=start + len(words), exact=words)


NAMING: list[tuple[Record, dict[str, tuple[Noun, str]]]] = [
    (
        Source(id="a", kind="person", names=[Name(name="A")], acts_for="x"),
        {"acts_for": (Noun.SOURCE, "x")},
    ),
    (
        Document(id="a", publisher="p", credit="c", copies="o"),
        {"publisher": (Noun.SOURCE, "p"), "credit": (Noun.SOURCE, "c"), "copies": (Noun.DOCUMENT, "o")},
    ),
    (
        Document(id="a", publisher="p", translates="o"),
        {"publisher": (Noun.SOURCE, "p"), "translates": (Noun.DOCUMENT, "o")},
    ),
    (
        Question(id="a", text="?", answer_type="text", resolution="r", outcome="o", outcome_statement="s"),
        {"outcome_statement": (Noun.STATEMENT, "s")},
    ),
    (
        Rating(
            evaluator="e", scheme="admiralty-reliability", value="B", rated="2023", reason="r", source="s"
        ),
        {"evaluator": (Noun.SOURCE, "e"), "source": (Noun.SOURCE, "s")},
    ),
    (
        Rating(
            evaluator="e", scheme="admiralty-credibility", value="2", rated="2023", reason="r", statement="s"
        ),
        {"evaluator": (Noun.SOURCE, "e"), "statement": (Noun.STATEMENT, "s")},
    ),
    (
        Link(type="copies", from_statement="a", to_statement="b"),
        {"from_statement": (Noun.STATEMENT, "a"), "to_statement": (Noun.STATEMENT, "b")},
    ),
    (
        Link(type="corrects", from_document="a", to_document="b"),
        {"from_document": (Noun.DOCUMENT, "a"), "to_document": (Noun.DOCUMENT, "b")},
    ),
    (
        statement(
            attributions=[Attribution(source="a"), Attribution(source="b", certainty="certain")],
            topics=["t"],
            answers=[Answer(question="q", value="v")],
        ),
        {
            "document": (Noun.DOCUMENT, "article"),
            "attributions[0].source": (Noun.SOURCE, "a"),
            "attributions[1].source": (Noun.SOURCE, "b"),
            "topics[0]": (Noun.TOPIC, "t"),
            "answers[0].question": (Noun.QUESTION, "q"),
        },
    ),
    (
        statement(kind="refusal", attributions=[Attribution(source="a")], declines=["q"]),
        {
            "document": (Noun.DOCUMENT, "article"),
            "attributions[0].source": (Noun.SOURCE, "a"),
            "declines[0]": (Noun.QUESTION, "q"),
        },
    ),
    (Topic(id="t", kind="theme", name="T"), {}),
]


@pytest.mark.parametrize(("record", "named"), NAMING, ids=lambda case: type(case).__name__)
def test_whatever_a_record_names_is_a_reference(record: Record, named: dict[str, tuple[Noun, str]]) -> None:
    """Each with the field that names it: so that nothing unknown gets in, and nothing that is named gets lost."""
    assert {path: (noun, ident) for path, noun, ident in references(record)} == named


def test_nothing_is_wrong_with_what_agrees() -> None:
    """A statement with spans in text and title, hop words in the paragraph, answers of each type."""
    hop = Attribution(
        source="shin", certainty="possible", as_printed="The defense chief", cue="added", hedge="may"
    )
    answers = {
        "launch": "2023-11",
        "cause": "engine-work",
        "count": "~300000",
        "help": "no",
        "sign": "anything",
    }
    assert (
        faults(
            statement(
                attributions=[hop],
                spans=[span("it “may” fly"), span("It may fly", "title")],
                topics=["kill-chain"],
                answers=[Answer(question=name, value=value) for name, value in answers.items()],
            )
        )
        == []
    )


def test_an_unknown_name_is_a_fault_with_the_nearest_known_one() -> None:
    """Of the same noun: a topic is no source."""
    record = statement(
        topics=["kill-chian", "zzz"], attributions=[Attribution(source="shim", certainty="certain")]
    )
    assert faults(record) == [
        'attributions[0].source: unknown source "shim" (did you mean "shin"?)',
        'topics[0]: unknown topic "kill-chian" (did you mean "kill-chain"?)',
        'topics[1]: unknown topic "zzz"',
    ]


def test_what_is_declared_but_faulty_is_not_unknown() -> None:
    """Its own fault has been reported; whoever names it is not to blame."""
    world = Records(WORLD)
    world.declare(Noun.SOURCE, "broken")
    record = statement(attributions=[Attribution(source="broken", certainty="certain")])
    assert check(record, world) == []


@pytest.mark.parametrize(
    ("question", "value", "reason"),
    [
        (
            "launch",
            "soon",
            '"launch" takes a date: "soon" is no date: dates are EDTF, such as 2023-11-21',
        ),
        (
            "cause",
            "engine-wrok",
            '"cause" takes one of its choices: "engine-wrok" is none of engine-work (did you mean "engine-work"?)',
        ),
        ("count", "five", '"count" takes a number: "five" is no number: numbers are 12,'),
        ("help", "maybe", '"help" takes yes or no: "maybe" is none of yes, no'),
        ("help", "Yes", 'is none of yes, no (did you mean "yes"?)'),
    ],
)
def test_an_answer_must_be_of_the_type_of_its_question(question: str, value: str, reason: str) -> None:
    """The fault is at the value, and tells what the question takes."""
    (fault,) = faults(statement(answers=[Answer(question=question, value=value)]))
    assert fault.startswith("answers[0].value: ")
    assert reason in fault


def test_an_outcome_must_be_of_the_type_of_its_question_or_void() -> None:
    """A question that can no longer be answered is void."""

    def question(outcome: str) -> Question:
        return Question(id="q", text="?", answer_type="date", resolution="By the log.", outcome=outcome)

    assert faults(question("2023-12-02")) == faults(question("void")) == []
    assert faults(question("never"))[0].startswith('outcome: "q" takes a date: "never" is no date')


class TestSpans:
    """``text[start:end] == exact`` for every span."""

    def test_other_words_at_the_place_are_a_fault(self) -> None:
        """The fault shows what stands there."""
        wrong = Span(start=0, end=11, exact="The offense")
        assert faults(statement(spans=[span("may"), wrong])) == [
            'spans[1].exact: 0..11 of "article" reads "The defense", not "The offense"'
        ]

    def test_offsets_count_code_points_of_the_part(self) -> None:
        """A place in the text is no place in the title."""
        wrong = Span(part="title", start=span("may").start, end=span("may").end, exact="may")
        assert faults(statement(spans=[wrong])) == ['spans[0].exact: 28..31 of "article" reads "", not "may"']

    def test_a_document_without_text_cannot_be_quoted(self) -> None:
        """It was never held: what stands there nobody can check."""
        record = statement(document="unheld", spans=[Span(start=0, end=3, exact="abc")])
        assert faults(record) == ['spans[0]: document "unheld" holds no text to quote: leave the quote out']
        titled = statement(document="unheld", spans=[Span(part="title", start=0, end=3, exact="abc")])
        assert faults(titled) == ['spans[0]: document "unheld" holds no title to quote: leave the quote out']

    def test_a_withheld_text_keeps_its_spans(self) -> None:
        """A published copy has the hash and not the text; the spans were checked when it was held."""
        assert faults(statement(document="withheld", spans=[Span(start=0, end=3, exact="abc")])) == []

    def test_an_unknown_document_is_told_once(self) -> None:
        """No fault of the spans is added to it."""
        record = statement(document="nowhere", spans=[Span(start=0, end=3, exact="abc")])
        assert faults(record) == ['document: unknown document "nowhere"']


class TestHopWords:
    """What a hop prints stands in the paragraph of the quote."""

    @pytest.mark.parametrize(
        ("field", "words"), [("as_printed", "The minister"), ("cue", "said"), ("hedge", "might")]
    )
    def test_words_of_another_paragraph_are_a_fault(self, field: str, words: str) -> None:
        """So a name is never taken from where somebody else speaks."""
        hop = Attribution(**{"source": "shin", "certainty": "certain", field: words})
        assert faults(statement(spans=[span("may")], attributions=[hop])) == [
            f'attributions[0].{field}: "{words}" does not stand in the paragraph of the quote'
        ]

    def test_a_caption_credit_is_no_printed_verb(self) -> None:
        """Its cue is `credit`, which nobody prints."""
        hop = Attribution(source="shin", certainty="certain", cue="credit")
        assert faults(statement(spans=[span("may")], attributions=[hop])) == []

    def test_words_are_whole_words(self) -> None:
        """The letters "chie" are part of a word, and not printed as one."""
        hop = Attribution(source="shin", certainty="certain", as_printed="chie")
        assert len(faults(statement(spans=[span("may")], attributions=[hop]))) == 1

    def test_one_of_several_paragraphs_is_enough(self) -> None:
        """A quote in two paragraphs has the words of both."""
        hop = Attribution(source="shin", certainty="certain", as_printed="The minister", cue="added")
        assert faults(statement(spans=[span("may"), span("said nothing")], attributions=[hop])) == []

    def test_a_paraphrase_has_no_paragraph(self) -> None:
        """Without a quote in the text nothing can be looked up."""
        hop = Attribution(source="shin", certainty="certain", as_printed="Whoever")
        assert faults(statement(attributions=[hop])) == []
        assert faults(statement(attributions=[hop], spans=[span("It may fly", "title")])) == []


def test_a_likelihood_is_a_term_of_a_scale_of_words() -> None:
    """Neither an unknown scheme, nor a scale that is no scale of words, nor a term of another scheme."""

    def with_term(scheme: str, term: str) -> Statement:
        likelihood = Likelihood(scheme=scheme, term=term)
        return statement(
            attributions=[Attribution(source="shin", certainty="certain", likelihoods=[likelihood])]
        )

    assert faults(with_term("icd203", "likely")) == []
    path = "attributions[0].likelihoods[0]"
    assert faults(with_term("icd230", "likely")) == [
        f'{path}: unknown scheme "icd230" (did you mean "icd203"?)'
    ]
    assert faults(with_term("factbank", "probable")) == [f'{path}: unknown scheme "factbank"']
    (fault,) = faults(with_term("icd203", "could"))
    assert fault.startswith(f'{path}: "could" is no term of icd203: almost no chance, remote, ')


def test_all_faults_are_told_at_once() -> None:
    """One record with something wrong for every check."""
    hop = Attribution(
        source="nobody",
        certainty="certain",
        cue="whispered",
        likelihoods=[Likelihood(scheme="x", term="y")],
    )
    wrong = Span(start=0, end=3, exact="abc")
    record = statement(attributions=[hop], spans=[wrong], answers=[Answer(question="help", value="5")])
    assert [fault.split(":")[0] for fault in faults(record)] == [
        "attributions[0].source",
        "answers[0].value",
        "spans[0].exact",
        "attributions[0].cue",
        "attributions[0].likelihoods[0]",
    ]
