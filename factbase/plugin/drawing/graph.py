"""A graph of where something comes from: boxes in layers, one below the other, with arrows that say how they are tied.

One box a row keeps names whole on a narrow screen. An arrow that alone leads to the next box is straight; others run
along rails to the left of the boxes, one rail for all that lead to the same box: what stands beside one another in a
layer hangs on one rail, and is no chain.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve, frozen
from markupsafe import Markup

from factbase.plugin.drawing.layers import closing, layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST = 40
"""How many boxes are drawn; the others are counted."""

WIDTH = 320
"""How wide the picture is, in units that are CSS pixels on the narrowest screen."""

_BOX, _TIE, _GAP = 44, 19, 12  # how high a box of two lines, the line of a tie and the gap below are
_LINE, _MOST_LINES = (
    16,
    2,
)  # how high each further line of a box is, and how many a name or what is told of it may take
_LAYER = 8  # how much wider the gap below a layer is
_RAIL, _EDGE = 13, 3  # how far rails lie apart, and from the edge
_LETTER = 7.8  # how wide a letter of a name is, at most


@frozen(kw_only=True)
class Node:
    """A box: a name, a line about it, and where it leads; `family` has its mark, `chief` what the page is about."""

    ident: str
    name: str
    about: str
    href: str
    family: str = ""
    chief: bool = False


@frozen(kw_only=True)
class Edge:
    """An arrow from one node to another, with what ties them."""

    start: str
    end: str
    words: str


@frozen(kw_only=True)
class Placed:
    """A box with its top and its lines, and the heights at which the words of its ties stand, by where they lead.

    `reached` is how many arrows lead to it.
    """

    node: Node
    top: int
    names: tuple[str, ...]
    abouts: tuple[str, ...]
    ties: Mapping[str, int]
    row: int
    reached: int

    @property
    def height(self) -> int:
        """How high it is."""
        return _BOX + _LINE * (len(self.names) + len(self.abouts) - 2)

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Where arrows meet it."""
        return self.top + self.height / 2


def graph(  # noqa: PLR0913 - what is drawn, and what says so
    nodes: Sequence[Node],
    edges: Iterable[Edge],
    *,
    ident: str,
    title: str,
    description: str,
    left_out: int = 0,
) -> Markup | None:
    """Return the graph; its nodes come the most important first, and those beyond `MOST` are counted with `left_out`.

    None if there is nothing but one node.
    """
    shown = {each.ident: each for each in nodes[:MOST]}
    ties = _ties(shown, edges)
    if len(shown) < 2:
        return None
    rails = _rails(_placed(shown, ties, 0), ties)
    left = _EDGE + _RAIL * (1 + max(rails.values(), default=-1)) + (_EDGE if rails else 0)
    placed = _placed(shown, ties, left)
    bottom = max(max([each.bottom, *each.ties.values()]) for each in placed.values()) + 8
    loops = closing(list(shown), ties)
    arrows = Markup("").join(
        _arrow(placed, pair, words, rails, left, pair in loops) for pair, words in ties.items()
    )
    boxes = Markup("").join(_box(each, left) for each in placed.values())
    return Markup(
        '<figure class="graph-of"><svg class="graph" viewBox="0 0 {w} {h}" role="group" '
        'aria-labelledby="{id}-t" aria-describedby="{id}-d"><title id="{id}-t">{title}</title>'
        '<desc id="{id}-d">{description}</desc>{arrows}{boxes}</svg>{more}</figure>'
    ).format(
        w=WIDTH,
        h=bottom,
        id=ident,
        title=title,
        description=description,
        arrows=arrows,
        boxes=boxes,
        more=_more(left_out + len(nodes) - len(shown)),
    )


def fitting(text: str, width: float) -> str:
    """Return a text cut, with an ellipsis, to a width in Latin letters; those of the Far East count twice."""
    if _length(text) <= width:
        return text
    kept = ""
    for letter in text:
        if _length(kept + letter) + 1 > width:
            break
        kept += letter
    return kept.rstrip(" ,;:") + "…"


def lines(text: str, width: float) -> tuple[str, ...]:
    """Return a text in lines of that width, broken at blanks, `_MOST_LINES` of them: the last is cut where it must."""
    found, words = [""], text.split()
    for number, word in enumerate(words):
        longer = f"{found[-1]} {word}".lstrip()
        if found[-1] and _length(longer) > width:
            if len(found) == _MOST_LINES:
                found[-1] = " ".join([found[-1], *words[number:]])
                break
            found.append(word)
        else:
            found[-1] = longer
    return tuple(fitting(each, width) for each in found)


def _length(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _more(count: int) -> Markup:
    if count <= 0:
        return Markup("")
    return Markup('<figcaption class="quiet">{:,} more are left out of the picture.</figcaption>').format(
        count
    )


def _ties(shown: Mapping[str, Node], edges: Iterable[Edge]) -> dict[tuple[str, str], str]:
    """Return the words of each pair that is tied, both of which are shown; several ties of one pair become one."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in edges:
        if each.start in shown and each.end in shown and each.words not in found[each.start, each.end]:
            found[each.start, each.end].append(each.words)
    return {pair: ", ".join(words) for pair, words in found.items() if words}


def _placed(shown: Mapping[str, Node], ties: Mapping[tuple[str, str], str], left: int) -> dict[str, Placed]:
    """Return where each box stands, from `left` to the right: by layer, and within one in the order given."""
    layer = layers(list(shown), ties)
    order = sorted(shown.values(), key=lambda each: layer[each.ident])
    row = {node.ident: number for number, node in enumerate(order)}
    reached = Counter(end for _, end in ties)
    placed, top = dict[str, Placed](), 3
    for number, node in enumerate(order):
        if number and layer[order[number - 1].ident] != layer[node.ident]:
            top += _LAYER
        room = (WIDTH - _inner(node, left) - 8) / _LETTER
        ends = sorted((end for start, end in ties if start == node.ident), key=lambda end: row[end])
        box = Placed(
            node=node,
            top=top,
            names=lines(node.name, room * 0.94),
            abouts=lines(node.about, room * 1.06),
            ties={},
            row=row[node.ident],
            reached=reached[node.ident],
        )
        heights = {end: box.bottom + _TIE * (place + 1) - 6 for place, end in enumerate(ends)}
        placed[node.ident] = evolve(box, ties=heights)
        top = box.bottom + _TIE * len(ends) + _GAP
    return placed


def _inner(node: Node, left: int) -> int:
    """Return where the words of a box begin."""
    return left + (30 if node.family else 12)


def _straight(placed: Mapping[str, Placed], pair: tuple[str, str]) -> bool:
    start, end = (placed[each] for each in pair)
    return end.row == start.row + 1 and len(start.ties) == 1 and end.reached == 1


def _rails(placed: Mapping[str, Placed], ties: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return the rail, from 0 at the left, of each node to which arrows lead that are not straight."""
    spans: dict[str, list[int]] = {}
    for start, end in ties:
        if not _straight(placed, (start, end)):
            spans.setdefault(end, [placed[end].row]).append(placed[start].row)
    taken: list[list[tuple[int, int]]] = []
    found = {}
    for end in sorted(spans, key=lambda each: (max(spans[each]) - min(spans[each]), placed[each].row)):
        first, last = min(spans[end]), max(spans[end])
        free = (
            number
            for number, rail in enumerate(taken)
            if all(last < start or stop < first for start, stop in rail)
        )
        number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append((first, last))
        found[end] = number
    return {end: len(taken) - 1 - number for end, number in found.items()}  # the shortest next to the boxes


def _arrow(  # noqa: PLR0913 - where it runs, and how
    placed: Mapping[str, Placed],
    pair: tuple[str, str],
    words: str,
    rails: Mapping[str, int],
    left: int,
    loop: bool,  # noqa: FBT001 - drawn dashed
) -> Markup:
    start, end = (placed[each] for each in pair)
    stem, height = left + 14, start.ties[pair[1]]
    from_box = start.bottom
    if _straight(placed, pair):
        way = f"M{stem} {from_box}V{end.top - 2}"
        head = f"M{stem - 5} {end.top - 8}L{stem} {end.top - 1} {stem + 5} {end.top - 8}"
    else:
        rail = _EDGE + _RAIL * rails[pair[1]] + 4
        way = f"M{stem} {from_box}V{height - 4}H{rail}V{end.middle:g}H{left - 2}"
        head = f"M{left - 8} {end.middle - 5:g}L{left - 1} {end.middle:g} {left - 8} {end.middle + 5:g}"
    told = f"{words} (closes a loop)" if loop else words
    return Markup(
        '<g class="tie{loop}"><path d="{way}"/><path class="head" d="{head}"/>'
        '<text x="{x}" y="{y}">{words}</text></g>'
    ).format(
        loop=" loop" if loop else "",
        way=way,
        head=head,
        x=stem + 9,
        y=height,
        words=fitting(told, (WIDTH - stem - 12) / 6),
    )


def _box(placed: Placed, left: int) -> Markup:
    node = placed.node
    inner = _inner(node, left)
    told = [("box-name", each) for each in placed.names] + [("box-about", each) for each in placed.abouts]
    heights = [19 + _LINE * number + (number >= len(placed.names)) for number in range(len(told))]
    written = Markup("").join(
        Markup('<text class="{}" x="{}" y="{}">{}</text>').format(name, inner, placed.top + height, words)
        for (name, words), height in zip(told, heights, strict=True)
    )
    return Markup(
        '<a href="{href}"><g class="box{chief}"><title>{name}, {about}</title>'
        '<rect class="box-edge{family}" x="{left}" y="{top}" width="{width}" height="{height}" rx="3"/>{mark}{written}'
        "</g></a>"
    ).format(
        href=node.href,
        chief=" chief" if node.chief else "",
        name=node.name,
        about=node.about,
        family=f" edge-{node.family}" if node.family else "",
        left=left,
        top=placed.top,
        width=WIDTH - left - _EDGE,
        height=placed.height,
        mark=_mark(node.family, left + 16, placed.top + 16),
        written=written,
    )


def _mark(family: str, x: int, y: int) -> Markup:
    """Return the mark of a family as other pages have it: a square, a diamond, a dotted ring."""
    shapes = {
        "claim": '<rect class="fill-claim" x="{x0}" y="{y0}" width="10" height="10"/>',
        "assessment": '<path class="stroke-assessment" stroke-width="2.2" d="M{x} {y1}L{x2} {y} {x} {y2} {x1} {y}Z"/>',
        "silence": '<circle class="stroke-silence dotted" stroke-width="2" cx="{x}" cy="{y}" r="5"/>',
    }
    if family not in shapes:
        return Markup("")
    places = {"x": x, "y": y, "x0": x - 5, "y0": y - 5, "x1": x - 6, "x2": x + 6, "y1": y - 6, "y2": y + 6}
    return Markup(shapes[family]).format(**places)  # noqa: S704 - of our own
