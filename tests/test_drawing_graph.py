"""The graph of where something comes from: layers, diamonds, loops, rails that do not collide, and what is left out."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from factbase.plugin.drawing.graph import MOST, Edge, Node, fitting, graph, lines
from factbase.plugin.drawing.layers import closing, layers

NAMES = st.sampled_from("abcdefgh")
PAIRS = st.lists(st.tuples(NAMES, NAMES), max_size=20)


def drawn(nodes: str, *edges: str, left_out: int = 0) -> str:
    """Return the graph of nodes named by a letter each and edges such as ``ab``."""
    boxes = [Node(ident=each, name=f"name {each}", about="press", href=f"/{each}") for each in nodes]
    ties = [Edge(start=each[0], end=each[1], words="rests on") for each in edges]
    return str(graph(boxes, ties, ident="g", title="t", description="d", left_out=left_out) or "")


def boxes(svg: str) -> dict[str, float]:
    """Return the top of every box by the letter of its node."""
    found = re.findall(r'href="/(\w)".*?<rect[^>]* y="(\d+)"', svg)
    return {name: float(top) for name, top in found}


def test_layers_follow_the_longest_path() -> None:
    """In a diamond with a short cut the end lies below both ways, not beside one."""
    assert layers("abcd", ["ab", "ac", "bd", "cd", "ad"]) == {"a": 0, "b": 1, "c": 1, "d": 2}  # type: ignore[list-item]


def test_who_rests_on_the_same_stands_right_above_it() -> None:
    """A copy to which nothing leads stands in the layer above its root, however deep that is."""
    pairs = [("a", "b"), ("b", "c"), ("x", "c")]
    assert layers("abcx", pairs) == {"a": 0, "b": 1, "c": 2, "x": 1}


def test_a_loop_is_cut_where_it_closes() -> None:
    """Walked from a, the loop a, b, c closes at the edge from c; a loop of one's own closes at once."""
    assert closing("abc", [("a", "b"), ("b", "c"), ("c", "a")]) == {("c", "a")}
    assert closing("a", [("a", "a")]) == {("a", "a")}
    assert layers("abc", [("a", "b"), ("b", "c"), ("c", "a")]) == {"a": 0, "b": 1, "c": 2}


@given(PAIRS)
def test_every_edge_leads_down_but_those_that_close_a_loop(pairs: list[tuple[str, str]]) -> None:
    """Whatever the graph, each other edge leads to a deeper layer, and the same graph gives the same layers."""
    nodes = "abcdefgh"
    found = layers(nodes, pairs)
    shut = closing(nodes, pairs)
    assert all(found[start] < found[end] for start, end in pairs if (start, end) not in shut)
    assert min(found.values()) >= 0
    assert found == layers(nodes, reversed(pairs))


@given(PAIRS)
def test_boxes_never_overlap_and_all_stay_inside(pairs: list[tuple[str, str]]) -> None:
    """Whatever the graph, boxes stand one below the other, and nothing is drawn outside of the picture."""
    svg = drawn("abcdefgh", *(start + end for start, end in pairs))
    tops = sorted(boxes(svg).values())
    assert len(tops) == 8
    assert all(after - before >= 44 for before, after in pairwise(tops))
    height = float(re.search(r'viewBox="0 0 320 (\d+)"', svg)[1])  # type: ignore[index]
    assert tops[-1] + 44 <= height
    assert all(float(y) <= height for y in re.findall(r'<text x="[\d.]+" y="(\d+)"', svg))
    assert all(float(x) >= 0 for x in re.findall(r"H(-?[\d.]+)V", svg))


def test_a_chain_has_straight_arrows_and_a_diamond_rails() -> None:
    """From box to box below an arrow is straight; two that end in one box share a rail."""
    assert "H" not in "".join(re.findall(r'<path d="([^"]+)"', drawn("abc", "ab", "bc")))
    ways = re.findall(r'<path d="([^"]+)"', drawn("abcd", "ab", "ac", "bd", "cd"))
    assert (
        sum("H" in way for way in ways) == 4
    )  # c stands right above d, but is not the only one that leads there


def test_a_loop_is_dashed_and_says_so() -> None:
    """The edge that leads back up is told apart by its line and in words."""
    svg = drawn("ab", "ab", "ba")
    assert svg.count('class="tie loop"') == 1
    assert svg.count("(closes a loop)") == 1


def test_two_ties_of_one_pair_are_one_arrow() -> None:
    """What is copied and rested on has one arrow that says both."""
    nodes = [Node(ident=each, name=each, about="", href="/") for each in "ab"]
    ties = [Edge(start="a", end="b", words=words) for words in ("rests on", "copies", "copies")]
    svg = str(graph(nodes, ties, ident="g", title="t", description="d"))
    assert svg.count('class="tie"') == 1
    assert "rests on, copies" in svg


def test_beyond_forty_boxes_the_others_are_counted() -> None:
    """Of fifty boxes forty are drawn, the ten and what was left out before are told in words."""
    nodes = [Node(ident=str(n), name=f"n{n}", about="", href="/") for n in range(MOST + 10)]
    svg = str(graph(nodes, [], ident="g", title="t", description="d", left_out=1990))
    assert svg.count('class="box"') == MOST
    assert "2,000 more are left out of the picture." in svg


def test_a_single_box_is_no_graph() -> None:
    """A statement that its publisher makes itself, tied to nothing, has no picture."""
    assert drawn("a") == ""


def test_names_are_cut_to_the_box_and_kept_whole_in_the_title() -> None:
    """A long name ends in an ellipsis; letters of the Far East take twice the room."""
    assert fitting("Korean Central News Agency", 12) == "Korean Cent…"
    assert fitting("조선중앙통신사", 8) == "조선중…"
    assert fitting("Reuters", 7) == "Reuters"
    long = "The Committee " * 9
    nodes = [Node(ident=each, name=long, about="official", href="/") for each in "ab"]
    svg = str(graph(nodes, [], ident="g", title="t", description="d"))
    assert f"<title>{long}, official</title>" in svg
    assert max(len(each) for each in re.findall(r'class="box-name"[^>]*>([^<]*)<', svg)) < 48


def test_what_is_written_in_a_graph_is_escaped() -> None:
    """Markup in names, words and addresses stays text, and links stand in a group, not in an image."""
    hostile = "\"'><script>alert(1)</script>"
    nodes = [Node(ident=each, name=hostile, about=hostile, href=hostile, family=hostile) for each in "ab"]
    svg = str(
        graph(nodes, [Edge(start="a", end="b", words=hostile)], ident="g", title=hostile, description=hostile)
    )
    assert "<script" not in svg
    assert "\"'>" not in svg
    assert 'role="group"' in svg
    assert "style=" not in svg


def test_what_stands_beside_one_another_is_no_chain() -> None:
    """Of three that rest on one, the last stands right above it: it too leads there by the rail, as its siblings do."""
    svg = drawn("abcr", "ar", "br", "cr")
    ways = re.findall(r'<path d="M(\d+) (\d+)(\S+)"', svg)
    assert len(ways) == 3
    assert len({way[2].rpartition("V")[0].rpartition("V")[2].partition("H")[2] for way in ways}) == 1
    assert all("H" in way[2] for way in ways)
    assert re.search(r'<path d="M\d+ \d+V\d+"', drawn("ar", "ar"))


def test_a_long_name_takes_two_lines() -> None:
    """A box grows with its words, and nothing of a name is cut that fits into two lines."""
    name = "National Aerospace Development Administration"
    assert lines(name, 30) == ("National Aerospace Development", "Administration")
    assert lines("Reuters", 30) == ("Reuters",)
    assert lines("", 30) == ("",)
    assert lines("one two three four five", 9) == ("one two", "three fo…")
    assert lines("조선중앙통신사", 8) == ("조선중…",)
    nodes = [Node(ident=each, name=name, about="official", href=f"/{each}", family="claim") for each in "ab"]
    svg = str(
        graph(nodes, [Edge(start="a", end="b", words="rests on")], ident="g", title="t", description="d")
    )
    assert svg.count(">National Aerospace Development</text>") == svg.count(">Administration</text>") == 2
    assert "…" not in svg
    assert re.findall(r'<rect class="box-edge[^>]* height="(\d+)"', svg) == ["60", "60"]
    assert boxes(svg)["b"] - boxes(svg)["a"] > 60
