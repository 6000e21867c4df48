"""Roots of a graph of dependencies: where following the edges ends, a loop counting as one end."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

T = TypeVar("T", int, str)

Edges = dict[int, list[int]]
Roots = dict[int, frozenset[tuple[int, bool]]]


def roots(
    edges: Iterable[tuple[int, int]], first: Callable[[list[int]], int] = min, known: Roots | None = None
) -> Roots:
    """Return, for each node of the graph, its roots: pairs of a node and whether it stands for a loop.

    The roots of a node are the ends of all ways along the edges. A loop (a strongly connected component that no edge
    leaves) is one root, for which the node stands that `first` picks of it (the smallest). A node with no edge is its
    own root. Of nodes whose roots are `known`, no edge need be given. The edges may form any graph; the time is linear
    in its size, but for nodes with very many roots.
    """
    targets, nodes = _targets(edges)
    found: Roots = dict(known or {})
    # Components come out with those they lead to before them, so their roots are known by then.
    for component in _components(nodes, targets):
        if component[0] in found:
            continue
        members = set(component)
        beyond = {end for node in component for end in targets.get(node, ())} - members
        looped = len(component) > 1 or component[0] in targets.get(component[0], ())
        ends = frozenset(root for node in beyond for root in found[node]) or frozenset(
            {(first(component) if len(component) > 1 else component[0], looped)}
        )
        for node in component:
            found[node] = ends
    return found


def least(edges: Iterable[tuple[int, int]], own: Mapping[int, T], known: Mapping[int, T]) -> dict[int, T]:
    """Return, for each node from which a value is reached along the edges, the least of these values.

    `own` are the values of single nodes; of nodes in `known` it is told what they reach, and no edge need be given.
    """
    targets, nodes = _targets(edges)
    found: dict[int, T] = dict(known)
    for component in _components(nodes, targets):
        ends = {end for node in component for end in targets.get(node, ())}
        reached = [own[node] for node in component if node in own]
        reached += [found[node] for node in ends | set(component) if node in found]
        if reached:
            found.update(dict.fromkeys(component, min(reached)))
    return found


def loops(edges: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return every loop of the graph, as its sorted nodes."""
    targets, nodes = _targets(edges)
    return [
        tuple(sorted(c)) for c in _components(nodes, targets) if len(c) > 1 or c[0] in targets.get(c[0], ())
    ]


def _targets(edges: Iterable[tuple[int, int]]) -> tuple[Edges, list[int]]:
    targets: Edges = defaultdict(list)
    nodes: set[int] = set()
    for start, end in edges:
        targets[start].append(end)
        nodes.update((start, end))
    return targets, sorted(nodes)


def _components(nodes: list[int], targets: Edges) -> Iterator[list[int]]:
    """Yield the strongly connected components (Tarjan 1972), without recursion: chains may be long."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: list[int] = []
    on_stack: set[int] = set()
    for first in nodes:
        if first in order:
            continue
        path: list[tuple[int, Iterator[int]]] = []
        _enter(first, order, low, waiting, on_stack)
        path.append((first, iter(targets.get(first, ()))))
        while path:
            node, following = path[-1]
            for end in following:
                if end not in order:
                    _enter(end, order, low, waiting, on_stack)
                    path.append((end, iter(targets.get(end, ()))))
                    break
                if end in on_stack:
                    low[node] = min(low[node], order[end])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == order[node]:
                    yield _leave(node, waiting, on_stack)


def _enter(
    node: int, order: dict[int, int], low: dict[int, int], waiting: list[int], on_stack: set[int]
) -> None:
    order[node] = low[node] = len(order)
    waiting.append(node)
    on_stack.add(node)


def _leave(node: int, waiting: list[int], on_stack: set[int]) -> list[int]:
    component = []
    while True:
        member = waiting.pop()
        on_stack.discard(member)
        component.append(member)
        if member == node:
            return component
