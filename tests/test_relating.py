"""What follows from how statements rest on one another is kept up to date, changeset by changeset."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from factbase.store import graph, relating
from tests.tied import SIX, Told, one_by_one, worlds

EXAMPLES = settings().max_examples // 5
"""Every example records 25 changesets."""


@settings(max_examples=EXAMPLES)
@given(told=worlds(), order=st.permutations(SIX), gone=st.permutations(SIX))
def test_what_was_touched_is_worked_out_as_if_all_were(told: Told, order: list[int], gone: list[int]) -> None:
    """After records one by one, and after each withdrawal of a link, the derived tables are as worked out anew."""
    with one_by_one(told, order) as base:
        assert list(relating.differences(base._database())) == []
        links = [each.id for each in told.links if each.id]
        for place in gone[:2]:
            if place < len(links):
                with base.recording(by="desk", note="taken back") as changes:
                    changes.retire(links[place], "a mistake", "link")
                assert list(relating.differences(base._database())) == []


def test_what_is_known_needs_no_edges() -> None:
    """2 leads to 5, whose roots are known: 7, and a loop for which 8 stands."""
    known = {5: frozenset({(7, False), (8, True)})}
    assert graph.roots([(1, 2), (2, 5)], known=known)[1] == known[5]


def test_the_least_that_is_reached() -> None:
    """1 and 2 form a loop that leads to 3; of their values and that of 3, "a" is the least; 4 reaches what is known."""
    edges = [(1, 2), (2, 1), (2, 3), (4, 9)]
    found = graph.least(edges, {1: "b", 3: "a"}, {9: "z"})
    assert {node: found.get(node) for node in (1, 2, 3, 4)} == {1: "a", 2: "a", 3: "a", 4: "z"}
