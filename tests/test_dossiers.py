"""Dossiers: what is gathered about a thing; what a source says itself stands apart from what it is said to say."""

from __future__ import annotations

from factbase import Document
from factbase.dossiers import (
    DocumentDossier,
    PlainDossier,
    QuestionDossier,
    SourceDossier,
    StatementDossier,
    TopicDossier,
    dossier,
    statement_dossier,
)
from factbase.model import Rating, Span, Topic
from tests.worlds import build, question, rests, said, source


def told(base: object, ident: str, noun: str) -> object:
    """Return the dossier of the thing of that id and noun."""
    return dossier(base, base.named(ident, noun)[0])  # type: ignore[attr-defined, arg-type]


def test_a_source_is_not_given_as_saying_what_others_tell_of_it() -> None:
    """What Shin says to the paper is his; what the army is said by Shin to think is relayed, and passed on by Shin."""
    base = build(
        said("plain", "shin", kind="assertion"),
        said("judged", "shin", kind="forecast"),
        said("told", "shin > army", kind="assessment"),
        said("withheld", "shin", kind="refusal"),
    )
    shin, army = told(base, "shin", "source"), told(base, "army", "source")
    assert isinstance(shin, SourceDossier)
    assert isinstance(army, SourceDossier)
    assert [
        [each.id for each in part] for part in (shin.claims, shin.assessments, shin.relayed, shin.refusals)
    ] == [
        ["plain"],
        ["judged"],
        [],
        ["withheld"],
    ]
    assert (shin.passes_on, [each.id for each in army.relayed], army.assessments) == (1, ["told"], ())


def test_a_wire_credit_is_no_relay() -> None:
    """The publisher and the wire carry what they heard; only another source between makes it hearsay."""
    base = build(
        Document(id="d", publisher="herald", credit="wire"),
        said("plain", "shin", document="d"),
        source("shin"),
    )
    found = told(base, "shin", "source")
    assert isinstance(found, SourceDossier)
    assert [each.id for each in found.claims] == ["plain"]


def test_a_source_knows_who_acts_for_it_and_what_it_publishes() -> None:
    """Agents and documents lead back to the source."""
    base = build(source("state"), source("spokesman", acts_for="state"), Document(id="d", publisher="state"))
    found = told(base, "state", "source")
    assert isinstance(found, SourceDossier)
    assert (found.acting, found.publishes) == (("spokesman",), ("d",))


def test_a_statement_brings_its_questions_links_topics_and_ratings() -> None:
    """All that names the statement, and all that it names, is gathered."""
    base = build(
        question("q"),
        Topic(id="t", kind="theme", name="T"),
        said("first", "shin", {"q": "yes"}, topics=("t",)),
        said("second", "kim", {"q": "yes"}),
        rests("second", "first"),
        Rating(
            evaluator="herald",
            statement="first",
            scheme="admiralty-credibility",
            value="2",
            rated="2023",
            reason="It fits.",
        ),
    )
    found = statement_dossier(base, base.statement("first"))
    assert isinstance(found, StatementDossier)
    assert [each.id for each in found.questions] == ["q"]
    assert [each.name for each in found.topics] == ["T"]
    assert [each.target for each in found.links] == ["first"]
    assert [each.meaning for each in found.ratings] == ["probably true"]
    assert [each.version for each in found.versions] == [1]
    assert (
        found.citation == f"shin, as told by herald: What first says Statement first, sha256:{found.digest}"
    )


def test_a_document_lists_its_statements_as_the_text_has_them() -> None:
    """The headline first, then by place in the text, then what has no words; copies lead back to it."""
    text = "One. Two."
    spans = {"b": Span(start=0, end=3, exact="One"), "a": Span(start=5, end=8, exact="Two")}
    base = build(
        Document(id="d", publisher="herald", title="Top", text=text),
        Document(id="copy", publisher="times", copies="d"),
        *(said(ident, "shin", document="d", spans=(span,)) for ident, span in spans.items()),
        said("z", "shin", document="d", spans=(Span(start=0, end=3, exact="Top", part="title"),)),
        said("c", "shin", document="d"),
    )
    found = told(base, "d", "document")
    assert isinstance(found, DocumentDossier)
    assert [each.id for each in found.statements] == ["z", "b", "a", "c"]
    assert found.coverage is not None
    assert (found.coverage.sentences, found.coverage.untouched) == (2, ())
    assert found.copies == ("copy",)


def test_questions_topics_ratings_and_links_have_dossiers() -> None:
    """Every noun has one."""
    link = rests("one", "two")
    base = build(
        question("q"),
        Topic(id="t", kind="theme", name="T"),
        said("one", "shin", {"q": "yes"}, topics=("t",)),
        said("two", "kim"),
        link,
    )
    asked, topic, plain = (
        told(base, "q", "question"),
        told(base, "t", "topic"),
        told(base, link.id or "", "link"),
    )
    assert isinstance(asked, QuestionDossier)
    assert [each.statement for each in asked.positions] == ["one"]
    assert isinstance(topic, TopicDossier)
    assert [each.id for each in topic.statements] == ["one"]
    assert isinstance(plain, PlainDossier)
    assert plain.record == link
