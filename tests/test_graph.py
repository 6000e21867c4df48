"""Roots of a graph: against the definition written naively, on any graph, and on long and knotted ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factbase.store.graph import loops, roots

Edge = tuple[int, int]
edges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def _reached(start: int, graph: list[Edge]) -> set[int]:
    """Return what can be reached along one edge or more."""
    found: set[int] = set()
    waiting = [end for begin, end in graph if begin == start]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += [end for begin, end in graph if begin == node]
    return found


def _naive(start: int, graph: list[Edge]) -> set[tuple[int, bool]]:
    """Return the roots by the definition: what is reached and leads nowhere but back to itself."""
    ends = set()
    for node in _reached(start, graph) | {start}:
        beyond = _reached(node, graph)
        if all(node in _reached(each, graph) for each in beyond):
            ends.add((min(beyond | {node}), bool(beyond)))
    return ends


@given(edges)
def test_roots_are_those_of_the_definition(graph: list[Edge]) -> None:
    """On any graph, every node has the roots that following all ways to their ends gives."""
    found = roots(graph)
    assert found.keys() == {node for edge in graph for node in edge}
    assert {node: set(ends) for node, ends in found.items()} == {node: _naive(node, graph) for node in found}


@given(edges)
def test_loops_are_the_nodes_that_reach_one_another(graph: list[Edge]) -> None:
    """Every loop is a set of nodes each of which leads back to itself through all the others; no other node does."""
    nodes = {node for edge in graph for node in edge}
    back = {node: _reached(node, graph) for node in nodes}
    expected = {tuple(sorted(m for m in back[n] if n in back[m])) for n in nodes if n in back[n]}
    assert sorted(loops(graph)) == sorted(expected)


@given(edges, st.randoms())
def test_the_order_of_edges_does_not_matter(graph: list[Edge], random: st.DataObject) -> None:
    """The same edges in another order, or some of them twice, have the same roots."""
    shuffled = [*graph, *graph[:3]]
    random.shuffle(shuffled)
    assert roots(shuffled) == roots(graph)


def test_a_diamond_has_one_root() -> None:
    """Two ways to one end are one root."""
    assert roots([(1, 2), (1, 3), (2, 4), (3, 4)])[1] == {(4, False)}


def test_a_statement_may_have_several_roots() -> None:
    """Ways that end in different places give as many roots."""
    assert roots([(1, 2), (1, 3), (3, 4)])[1] == {(2, False), (4, False)}


def test_a_loop_is_one_root_for_which_its_smallest_node_stands() -> None:
    """All that lead into a loop share it; a loop that an edge leaves is no root."""
    found = roots([(9, 3), (3, 5), (5, 2), (2, 3)])
    assert found[9] == found[3] == found[5] == {(2, True)}
    assert roots([(1, 2), (2, 1), (2, 3)])[1] == {(3, False)}


def test_a_node_that_leads_to_itself_is_a_loop() -> None:
    """One edge back to its start is enough."""
    assert roots([(1, 1)])[1] == {(1, True)}
    assert loops([(1, 1)]) == [(1,)]


def test_no_edge_no_roots() -> None:
    """A graph without edges has no nodes, so nothing has roots in it."""
    assert roots([]) == {}
    assert loops([]) == []


def test_long_chains_do_not_reach_any_limit() -> None:
    """Chains of 50 and of 5,000 steps, and a loop of 5,000, have one root each."""
    for length in (50, 5_000):
        chain = [(node, node + 1) for node in range(length)]
        assert roots(chain)[0] == {(length, False)}
        assert roots([*chain, (length, 0)])[length // 2] == {(0, True)}
