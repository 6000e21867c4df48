"""Layers of a graph: every edge leads down, loops are cut where they close.

The first step of Sugiyama's method (Sugiyama, Tagawa and Toda 1981), with layers by the longest path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]


def closing(nodes: Sequence[str], edges: Iterable[Pair]) -> frozenset[Pair]:
    """Return the edges that close a loop when the nodes are walked in their order, each to its end."""
    after = _after(nodes, edges)
    state = dict.fromkeys(nodes, "new")
    found = set()
    for start in nodes:
        if state[start] != "new":
            continue
        state[start] = "open"
        path = [(start, iter(after[start]))]
        while path:
            node, rest = path[-1]
            for end in rest:
                if state[end] == "open":
                    found.add((node, end))
                elif state[end] == "new":
                    state[end] = "open"
                    path.append((end, iter(after[end])))
                    break
            else:
                state[node] = "done"
                path.pop()
    return frozenset(found)


def layers(nodes: Sequence[str], edges: Iterable[Pair]) -> dict[str, int]:
    """Return the layer of every node, from 0: as low as it can be while every edge leads down.

    What leads nowhere is as low as the longest path to it; edges that close a loop do not count.
    """
    known = list(edges)
    shut = closing(nodes, known)
    after = _after(nodes, (each for each in known if each not in shut))
    order = _downward(after)
    found = dict.fromkeys(nodes, 0)
    for node in order:
        for end in after[node]:
            found[end] = max(found[end], found[node] + 1)
    for node in reversed(order):
        if after[node]:
            found[node] = min(found[end] for end in after[node]) - 1
    return found


def _downward(after: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the nodes of a graph without loops, each after all that lead to it."""
    waiting = dict.fromkeys(after, 0)
    for ends in after.values():
        for end in ends:
            waiting[end] += 1
    ready = [node for node in after if not waiting[node]]
    for node in ready:  # grows as it is read
        for end in after[node]:
            waiting[end] -= 1
            if not waiting[end]:
                ready.append(end)
    return ready


def _after(nodes: Sequence[str], edges: Iterable[Pair]) -> dict[str, list[str]]:
    """Return where the edges of each node lead, in the order of the nodes; edges to no node do not count."""
    place = {node: number for number, node in enumerate(nodes)}
    known = {(start, end) for start, end in edges if start in place and end in place}
    after: dict[str, list[str]] = {node: [] for node in nodes}
    for start, end in sorted(known, key=lambda each: (place[each[0]], place[each[1]])):
        after[start].append(end)
    return after
