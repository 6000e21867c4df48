"""Standing still: what stood of a thing is read from the present only where nothing around it has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import Document, Factbase, Link, Question, Statement
from factbase.base import Past
from factbase.store.standstill import Standstill
from factbase.vocabulary import Noun
from tests.records import changed, record
from tests.strategies import worlds
from tests.worlds import build, question, said, source

if TYPE_CHECKING:
    from typing import Any

    from tests.strategies import World


def _told(base: Factbase, world: World) -> dict[tuple[str, str], Any]:
    """Return what a base answers about each question and each statement of a world, if it holds it.

    Of the past none of it takes a whole snapshot.
    """
    told: dict[tuple[str, str], Any] = {}
    questions, statements = (
        {each.id or "" for each in base.records(noun)} for noun in ("question", "statement")
    )
    for each in world:
        ident = each.id or ""
        if isinstance(each, Question) and ident in questions:
            told["question", ident] = (
                base.positions(ident),
                base.corroboration(ident),
                base.attestation(question=ident),
                base.disputes(question=ident),
                base.revisions(question=ident),
                base.drift(question=ident),
            )
        if isinstance(each, Statement) and ident in statements:
            told["statement", ident] = (
                base.summary(ident),
                base.provenance(ident),
                base.grounds(ident),
                base.roots(ident),
                base.certainty_shifts(statement=ident),
                base.circular_reporting(statement=ident),
                base.unanchored(statement=ident),
                base.rests_on_unnamed(statement=ident),
                base.drift(statement=ident),
                base.disputes(statement_a=ident),
                base.disputes(statement_b=ident),
                base.revisions(statement=ident),
                base.revisions(earlier_statement=ident),
                base.forecasts(statement=ident),
            )
    assert not isinstance(base, Past) or base._opened is None
    return told


def _told_of_all(base: Factbase, world: World) -> dict[str, Any]:
    """Return what a base answers about each statement of a world for which it may look at all that it holds."""
    held = {each.id for each in base.records("statement")}
    return {
        each.id or "": (base.timeline(statement=each.id or ""), base.drift(source_statement=each.id or ""))
        for each in world
        if isinstance(each, Statement) and each.id in held
    }


@settings(max_examples=settings().max_examples // 2)
@given(worlds(), st.data())
def test_the_past_is_the_same_by_the_short_way_and_by_a_whole_snapshot(
    world: World, data: st.DataObject
) -> None:
    """After any records were changed and links withdrawn, every question about what stood has the answer it had.

    Whoever looked back before the changes, and remembers what stood still, is told the same.
    """
    with Factbase(":memory:") as base:
        record(base, world)
        before, before_of_all = _told(base, world), _told_of_all(base, world)
        past = base.as_of(1)
        record(base, [source("newcomer")])
        assert _told(past, world) == before
        standing = [each for noun in Noun for each in base.records(noun)]
        links = [each for each in standing if isinstance(each, Link)]
        altered = data.draw(st.lists(st.sampled_from(standing), max_size=3, unique_by=id))
        gone = data.draw(st.lists(st.sampled_from(links), max_size=2, unique_by=id)) if links else []
        with base.recording(by="tests", note="later") as changes:
            for each in altered:
                if each not in gone:
                    changes.add(changed(each))
            for each in gone:
                changes.retire(each.id or "", why="no longer", noun=Noun.LINK)
        assert _told(base.as_of(1), world) == before
        assert _told(past, world) == before
        assert _told_of_all(past, world) == before_of_all


def test_the_short_way_is_taken_where_nothing_around_has_changed() -> None:
    """What is said elsewhere moves nothing; another answer to the question, or a change of the source, does."""
    base = build(source("a"), source("b"), question("q"), question("r"), said("one", "a", {"q": "yes"}))
    database = base._database()
    since = Standstill(1)
    assert since.holds(database, Noun.QUESTION, "q")
    build(said("elsewhere", "b", {"r": "yes"}), base=base)
    newest = len(base.changesets())
    assert since.holds(database, Noun.QUESTION, "q")
    assert since.holds(database, Noun.STATEMENT, "one")
    assert not since.holds(database, Noun.QUESTION, "r")
    record(base, [source("a", capacity="expert")])
    assert not since.holds(database, Noun.STATEMENT, "one")
    assert not Standstill(newest).holds(database, Noun.STATEMENT, "one")
    later = Standstill(newest + 1)
    assert later.holds(database, Noun.STATEMENT, "one")
    assert later.holds(database, Noun.QUESTION, "q")
    build(said("two", "b", {"q": "no"}), base=base)
    assert not later.holds(database, Noun.QUESTION, "q")


def test_what_a_copied_document_prints_is_remembered_with_its_copies() -> None:
    """A translation answers what its original, in the same place, did not: after a change that is still told."""
    for how in (
        [Document(id="copy", publisher="daily", translates="original")],
        [
            Document(id="copy", publisher="daily"),
            Link(type="translates", from_document="copy", to_document="original"),
        ],
    ):
        base = build(
            source("a"),
            question("q"),
            Document(id="original", publisher="herald"),
            how,
            said("first", "a", document="original", content="It flies."),
            said("again", "a", {"q": "yes"}, document="copy", content="It flies."),
        )
        before = base.drift(question="q")
        assert [(each.statement, each.source_statement, each.source_answer) for each in before] == [
            ("again", "first", None)
        ]
        record(base, [changed(question("q"))])
        assert base.as_of(1).drift(question="q") == before


def test_what_came_to_rest_on_a_statement_is_no_past_of_it() -> None:
    """A translation of a statement that answers nothing was recorded later: before, nothing had drifted from it."""
    base = build(
        source("a"),
        question("q"),
        Document(id="original", publisher="herald"),
        Document(id="copy", publisher="daily", translates="original"),
        said("first", "a", document="original", content="It flies."),
    )
    build(said("again", "a", {"q": "yes"}, document="copy", content="It flies."), base=base)
    assert [each.statement for each in base.drift(source_statement="first")] == ["again"]
    assert base.as_of(1).drift(source_statement="first") == []


def test_of_one_statement_no_whole_snapshot_is_made() -> None:
    """Disputes, revisions and drift of it are read from what stood around it; only its times need everything."""
    base = build(
        source("a"),
        source("b"),
        question("q"),
        said("one", "a", {"q": "yes"}),
        said("two", "b", {"q": "no"}),
    )
    record(base, [changed(said("one", "a", {"q": "yes"}))])
    past = base.as_of(1)
    assert [each.statement_b for each in past.disputes(statement_a="one")] == ["two"]
    assert past.revisions(statement="one") == past.drift(statement="one") == []
    assert past._opened is None
    assert [each.axis for each in past.timeline(statement="one")] == ["recorded"]
    assert past._opened is not None
