"""How many independent origins stand behind an answer: copies, chains, loops and reprints.

Every value is worked by hand from the definitions of origins; the reasoning stands in the docstrings.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from factbase.model import Document
from tests.worlds import build, chain, columns, counts, question, rests, row, rows, said

if TYPE_CHECKING:
    from factbase import Factbase

# Copies and chains


def test_five_papers_with_one_dispatch_are_one_origin() -> None:
    """Each paper's statement is derived from KCNA's: six documents, and one voice, Kim, who said it once."""
    papers = ["reuters", "kbs-world", "kbs-news", "press-tv", "al-ahed"]
    base = build(
        question("q"),
        said("dispatch", "kim", {"q": "yes"}, document="kcna", on="2022-03-10"),
        *(said(f"in-{p}", "kcna > kim", {"q": "yes"}, document=p) for p in papers),
        *(rests(f"in-{p}", "dispatch") for p in papers),
    )
    assert counts(base) == (6, 6, 6, 1, 1, 1)


def test_papers_that_are_not_linked_are_one_origin_if_they_name_one_voice() -> None:
    """Two papers quote Kim without any link: still one voice. Their times overlap, so it is one utterance."""
    base = build(
        question("q"),
        said("a", "kim", {"q": "yes"}, document="one", on="2022-03-10"),
        said("b", "kim", {"q": "yes"}, document="two", on="2022-03"),
    )
    assert counts(base) == (2, 2, 2, 1, 1, 1)


def test_a_chain_of_fifty_links_has_one_origin() -> None:
    """51 statements of 51 speakers, each resting on the next: only the last one's speaker is an origin."""
    base = build(question("q"), chain(50))
    assert counts(base) == (51, 51, 51, 1, 1, 1)
    assert len(json.loads(row(base, "corroboration")["collapsed"])) == 50


def test_a_diamond_has_one_origin() -> None:
    """Two papers retell one report, a third combines both papers: all four rest on one speaker."""
    base = build(
        question("q"),
        *(
            said(name, f"by-{name}", {"q": "yes"}, document=f"d-{name}")
            for name in ("top", "left", "right", "end")
        ),
        rests("top", "left"),
        rests("top", "right"),
        rests("left", "end"),
        rests("right", "end"),
    )
    assert counts(base) == (4, 4, 4, 1, 1, 1)


def test_a_ladder_of_diamonds_does_not_run_away() -> None:
    """20 diamonds in a row have a million ways from top to bottom, and one origin."""
    rungs = range(20)
    base = build(
        question("q"),
        (said(f"n{n}{side}", f"by-{n}{side}", {"q": "yes"}) for n in range(21) for side in "lr"),
        (rests(f"n{n}{a}", f"n{n + 1}{b}") for n in rungs for a in "lr" for b in "lr"),
        rests("n20l", "n20r"),
    )
    assert row(base, "corroboration")["origins"] == 1
    assert rows(base, "circular_reporting") == []


def test_a_statement_with_two_roots_rests_on_two_origins() -> None:
    """A paper that combines two speakers' reports adds nothing; both speakers are origins."""
    base = build(
        question("q"),
        *(said(name, f"by-{name}", {"q": "yes"}, document=f"d-{name}") for name in ("both", "one", "two")),
        rests("both", "one"),
        rests("both", "two"),
    )
    assert counts(base) == (3, 3, 3, 2, 2, 2)


def test_a_loop_is_one_root_and_reported() -> None:
    """Three papers quote each other in a circle, a fourth quotes one of them: one root, of the three in the loop."""
    base = build(question("q"), chain(3), rests("s3", "s1"))
    assert counts(base) == (4, 4, 4, 1, 1, 1)
    assert columns(base, "circular_reporting", "statement", "loop") == [
        (name, '["s1","s2","s3"]') for name in ("s1", "s2", "s3")
    ]
    assert json.loads(row(base, "corroboration")["collapsed"]) == [
        f"s{a} > s{b} (derived-from)" for a, b in [(0, 1), (1, 2), (2, 3), (3, 1)]
    ]


def test_a_loop_that_has_a_way_out_rests_on_its_end() -> None:
    """Two papers quote each other, and one of them a speaker: he is the root, and the loop is reported all the same."""
    base = build(question("q"), chain(2), rests("s1", "s0"))
    assert columns(base, "answer_roots", "statement_id", "root") == [
        (f"s{n}", base._database().conn.execute("SELECT pk FROM statements WHERE id = 's2'").fetchone()[0])
        for n in range(3)
    ]
    assert [each["statement"] for each in rows(base, "circular_reporting")] == ["s0", "s1"]


def test_links_that_do_not_repeat_do_not_collapse() -> None:
    """A reply or a correction is a statement of its own: two origins."""
    base = build(
        question("q"),
        *(said(name, f"by-{name}", {"q": "yes"}, document=name) for name in ("a", "b", "c")),
        rests("a", "b", "responds-to"),
        rests("a", "c", "corrects"),
    )
    assert row(base, "corroboration")["origins"] == 3


# Documents that copy documents


def reprinted(*more: Any) -> Factbase:  # noqa: ANN401 - records of any noun
    """Return a world in which one dispatch was reprinted, and the reprint translated."""
    return build(
        question("q"),
        said("original", "shin", {"q": "yes"}, document="dispatch", on="2023-11-03"),
        Document(id="reprint", publisher="navy-news", copies="dispatch"),
        Document(id="translation", publisher="journal", translates="reprint"),
        *more,
    )


def test_a_reprint_is_a_document_more_and_nothing_else() -> None:
    """It carries the dispatch's statement without repeating it, and so does its translation."""
    base = reprinted()
    assert counts(base) == (1, 3, 3, 1, 1, 1)
    assert json.loads(row(base, "corroboration")["collapsed"]) == [
        "reprint > dispatch (copies)",
        "translation > reprint (translates)",
    ]
    assert columns(base, "attestation", "documents", "reporters") == [(1, 1)]


def test_a_statement_repeated_on_a_reprint_rests_on_the_original() -> None:
    """The same speaker giving the same answer on a translation of a copy: the copied statement, nobody new."""
    base = reprinted(said("repeated", "shin", {"q": "yes"}, document="translation"))
    assert counts(base) == (2, 3, 3, 1, 1, 1)
    assert columns(base, "dependencies", "via", "level") == [("copies", "document")]


def test_a_statement_repeated_on_a_reprint_adds_nothing_even_where_the_original_has_drifted() -> None:
    """The paper says yes where the dispatch says no, and its reprint says so too: one paper's answer, one reporter.

    What is at the end of the repeated one, the dispatch, does not give the answer: it came in with the paper's.
    """
    base = build(
        question("q"),
        said("source", "shin", {"q": "no"}, document="dispatch", on="2023-11-02"),
        said("drifted", "shin", {"q": "yes"}, document="paper", on="2023-11-03", kind="forecast"),
        rests("drifted", "source"),
        Document(id="reprint", publisher="navy-news", copies="paper"),
        said("a-repeated", "shin", {"q": "yes"}, document="reprint", on="2023-11", kind="forecast"),
    )
    found = row(base, "corroboration", answer="yes")
    assert (found["expected"], found["expected_origins"]) == (2, 1)
    assert columns(base, "attestation", "answer", "documents", "reporters") == [("no", 1, 1), ("yes", 2, 1)]
    roots = "SELECT id FROM statements WHERE pk IN (SELECT root FROM answer_roots WHERE answer = 'yes')"
    assert base._database().conn.execute(roots).fetchall() == [("drifted",)]


def test_what_a_reprint_adds_is_its_own() -> None:
    """Another speaker's answer on the reprint is no copy: a second origin."""
    base = reprinted(said("added", "yang", {"q": "yes"}, document="reprint"))
    assert row(base, "corroboration")["origins"] == 2


def test_documents_that_copy_each_other_do_not_run_away() -> None:
    """Two documents that are declared copies of one another: one origin, two documents."""
    base = build(
        question("q"),
        said("a", "shin", {"q": "yes"}, document="one"),
        said("b", "shin", {"q": "yes"}, document="two"),
        Document(id="one", publisher="one", copies="two"),
        Document(id="two", publisher="two", copies="one"),
    )
    assert counts(base) == (2, 2, 2, 1, 1, 1)


# Laws

NODES = 6
GRAPHS = st.lists(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).filter(lambda pair: pair[0] != pair[1]),
    unique=True,
    max_size=14,
)


def ends_of(links: set[tuple[int, int]]) -> dict[int, set[int]]:
    """Return the roots of every node by the recursive definition, a loop standing by its smallest node."""
    reach = {node: {node} for node in range(NODES)}
    for _ in range(NODES):
        for start, end in links:
            reach[start] |= reach[end]
    mutual = {node: {other for other in reach[node] if node in reach[other]} for node in reach}
    return {node: {min(mutual[e]) for e in reach[node] if reach[e] == mutual[e]} for node in reach}


def world_of(links: list[tuple[int, int]], answers: list[str]) -> Factbase:
    """Return a world of one statement and one speaker per node, recorded in the order of the nodes."""
    told = [
        said(f"s{n}", f"speaker-{n}", {"q": answer}, document=f"d{n}") for n, answer in enumerate(answers)
    ]
    return build(question("q"), told, [rests(f"s{a}", f"s{b}") for a, b in links])


@given(links=GRAPHS)
def test_origins_are_the_roots_of_any_graph_of_links(links: list[tuple[int, int]]) -> None:
    """Where all give one answer, there are as many origins as ends of the graph, by the recursive definition."""
    base = world_of(links, ["yes"] * NODES)
    assert row(base, "corroboration")["origins"] == len(set().union(*ends_of(set(links)).values()))
    looped = {f"s{a}" for a, b in links if (b, a) in closure(links)}
    assert {each["statement"] for each in rows(base, "circular_reporting")} == looped


def closure(links: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return every pair of nodes of which the first leads to the second."""
    found = set(links)
    for _ in range(NODES):
        found |= {(a, d) for a, b in found for c, d in found if b == c}
    return found


@given(links=GRAPHS, answers=st.lists(st.sampled_from(["yes", "no"]), min_size=NODES, max_size=NODES))
def test_an_answer_rests_on_roots_that_give_it(links: list[tuple[int, int]], answers: list[str]) -> None:
    """Without loops: on the roots that give the answer, else on the ends of the links between those that give it.

    Of several such ends the first recorded stands for all, which the others being positions themselves makes up for.
    """
    forward = [(a, b) for a, b in links if a < b]
    base = world_of(forward, answers)
    for answer in set(answers):
        holders = {n for n, given_ in enumerate(answers) if given_ == answer}
        whole = ends_of(set(forward))
        within = ends_of({(a, b) for a, b in forward if {a, b} <= holders})
        expected = set().union(*(whole[n] & holders or {min(within[n])} for n in holders))
        assert row(base, "corroboration", answer=answer)["origins"] == len(expected)


@given(links=GRAPHS, answers=st.lists(st.sampled_from(["yes", "no"]), min_size=NODES, max_size=NODES))
def test_no_graph_of_links_loses_an_answer_or_runs_away(
    links: list[tuple[int, int]], answers: list[str]
) -> None:
    """However the links knot, every answer has at least one origin and at most as many as speakers that give it."""
    base = world_of(links, answers)
    for answer in set(answers):
        assert 1 <= row(base, "corroboration", answer=answer)["origins"] <= answers.count(answer)
