"""What a base tells of dependence and of its own history: grounds, roots, links, shared ids, operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factbase import Document, NotFoundError
from factbase.findings import Ground, Root
from factbase.model import Link, Source, Topic
from factbase.vocabulary import Noun
from tests.desk import run
from tests.worlds import build, chain, question, rests, said, source

if TYPE_CHECKING:
    from pathlib import Path


def test_grounds_are_every_step_to_the_roots() -> None:
    """Over three links the steps are all there, and the root is where they end."""
    base = build(question("q"), chain(3))
    assert base.grounds("s0") == [
        Ground(statement=f"s{n}", rests_on=f"s{n + 1}", via="derived-from", level="statement")
        for n in range(3)
    ]
    assert base.roots("s0") == [Root(statement="s3", in_loop=0)]
    assert base.grounds("s3") == []
    assert base.roots("s3") == [Root(statement="s3", in_loop=0)]


def test_a_loop_ends_where_it_began() -> None:
    """Two statements that rest on one another have two steps and one root, which stands for the loop."""
    base = build(said("a", "shin"), said("b", "kim"), rests("a", "b"), rests("b", "a"))
    assert [(each.statement, each.rests_on) for each in base.grounds("a")] == [("a", "b"), ("b", "a")]
    assert base.roots("b") == [Root(statement="a", in_loop=1)]


def test_grounds_of_nothing_name_the_nearest_statement() -> None:
    """An unknown id is an error that says what was probably meant."""
    base = build(said("launch", "shin"))
    with pytest.raises(NotFoundError, match='did you mean "launch"'):
        base.grounds("lanch")
    with pytest.raises(NotFoundError, match="no statement"):
        base.roots("nowhere")


def test_links_are_found_from_both_ends_as_of_any_time() -> None:
    """A link of statements or of documents is told at either end, and before it was recorded at none."""
    base = build(
        said("a", "shin"), said("b", "kim"), Document(id="d", publisher="p"), Document(id="e", publisher="p")
    )
    with base.recording(by="tests", note="links") as changes:
        changes.add(rests("a", "b"))
        changes.add(Link(from_document="d", to_document="e", type="translates"))
    for ident in ("a", "b"):
        assert [each.id for each in base.links(ident)] == ["a.derived-from.b"]
    for ident in ("d", "e"):
        assert [each.id for each in base.links(ident)] == ["d.translates.e"]
    assert base.as_of("c1").links("a") == []


def test_an_id_may_name_several_things() -> None:
    """A source and a topic of one id are both found, or the one of the noun that is asked for."""
    base = build(source("korea"), Topic(id="korea", kind="place", name="Korea"))
    assert {type(each) for each in base.named("korea")} == {Source, Topic}
    assert [type(each) for each in base.named("korea", Noun.TOPIC)] == [Topic]
    with pytest.raises(NotFoundError, match=r'nothing has the id "kore"; did you mean the \w+ "korea"\?'):
        base.named("kore")
    with pytest.raises(NotFoundError, match=r'no question has the id "korea"$'):
        base.named("korea", "question")


def test_hops_are_wherever_a_source_stands() -> None:
    """As publisher at hop 0, as relay, as speaker."""
    base = build(said("a", "shin > army"), said("b", "herald", document="herald"))
    assert [(each.statement, each.hop) for each in base.hops("shin")] == [("a", 1)]
    assert [(each.statement, each.hop) for each in base.hops("herald")] == [("a", 0), ("b", 0)]


def test_changesets_tell_what_they_did() -> None:
    """Additions, a change and a withdrawal, each with its id; a changeset by number or id; those since a time."""
    base = build(source("a"), source("b"))
    with base.recording(by="tests", note="more") as changes:
        changes.add(source("a", capacity="expert"))
        changes.retire("b", why="unused", noun="source")
        changes.add(source("c"))
    assert [(each.operation, each.id) for each in base.operations("c1")] == [("add", "a"), ("add", "b")]
    assert [(each.operation, each.id) for each in base.operations(2)] == [
        ("change", "a"),
        ("retire", "b"),
        ("add", "c"),
    ]
    assert base.changeset("c2") == base.head()
    assert [each.id for each in base.changesets(since="c1")] == ["c2"]
    for unknown in ("c3", 0, "c", "head"):
        with pytest.raises(NotFoundError):
            base.operations(unknown)


def test_why_shows_steps_roots_and_loops(tmp_path: Path) -> None:
    """The tree names each statement that it rests on once, with the kind of link; a loop is called circular."""
    path = tmp_path / "knot.db"
    links = (rests("a", "b", "copies"), rests("b", "c"), rests("c", "b"))
    build(said("a", "shin"), said("b", "kim"), said("c", "lee"), links).snapshot(path)
    found = run("why", path, "a").stdout
    _, _, below = found.partition("What it rests on\n")
    assert (
        below
        == """\
  shin (other), certain, affirms
  a
  What a says
  └── copies: kim (other), certain, affirms
      b
      What b says
      └── derived-from: lee (other), certain, affirms
          c
          What c says
          └── derived-from: kim (other), certain, affirms
              b (see above)

Roots
  kim (other)  b, for a loop: circular reporting
  1 root, 1 voice

To be minded
  It has no exact words: the text of the document is not held.
"""
    )
