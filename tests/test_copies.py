"""The same words in several documents are found, whoever printed them, and whether links join them or not."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase import Factbase
from factbase.chains import fingerprint, word_count
from factbase.model import Attribution, Document, Link, Name, Source, Span, Statement
from factbase.wordings import MIN_WORDS
from tests.desk import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factbase.model import Record

WORDS = "We launch in March, come what may"
SHOUTED = "WE LAUNCH IN MARCH — come, what may!"


def printed(ident: str, quote: str, day: str | None = None, by: str = "kim", **fields: str) -> list[Record]:
    """Return a paper of that id, published that day, with one statement that quotes the words."""
    publisher = fields.get("publisher", f"{ident}-press")
    return [
        Source(id=publisher, kind="outlet", names=(Name(name=publisher),)),
        Document(id=ident, publisher=publisher, published=day, text=f"He said: {quote}", rights="full"),
        Statement(
            id=f"{ident}-1",
            document=ident,
            kind="assertion",
            content="A launch is coming.",
            attributions=(Attribution(source=by, certainty="certain", as_printed="He"),),
            spans=(Span(start=9, end=9 + len(quote), exact=quote),),
        ),
    ]


def link(one: str, other: str, how: str = "derived-from") -> Link:
    """Return a link between two statements."""
    return Link(from_statement=one, to_statement=other, type=how, confidence="certain", basis="named")


def person(ident: str, *, anonymous: bool = False) -> Source:
    """Return a person."""
    return Source(id=ident, kind="person", names=(Name(name=ident),), anonymous=anonymous)


def recorded(base: Factbase, *records: Record) -> Factbase:
    """Record these as one changeset."""
    with base.recording(by="tests", note="words") as changes:
        for each in records:
            changes.add(each)
    return base


@pytest.fixture
def base() -> Iterator[Factbase]:
    """Four papers print the same words, one of them derived from another; a fifth prints others; two say "no"."""
    with Factbase(":memory:") as made:
        yield recorded(
            made,
            *(person(each) for each in ("kim", "lee")),
            *printed("b", WORDS, "2024-03-02"),
            *printed("a", SHOUTED, "2024-03-02"),
            *printed("c", WORDS, "2024-03-04"),
            *printed("d", "we launch in March; come what may", by="lee"),
            *printed("e", "We launch in April, come what may", "2024-03-01"),
            *printed("f", "No", "2024-03-01"),
            *printed("g", "no.", "2024-03-05", by="lee"),
            link("c-1", "b-1"),
        )


def test_a_wording_is_counted_by_hand(base: Factbase) -> None:
    """Words in capitals, with other marks, are the same; what links join counts one root; the first paper leads."""
    (found,) = base.copies().wordings
    assert (found.statements, found.documents, found.publishers, found.speakers) == (4, 4, 4, 2)
    assert found.words == 7
    assert found.roots == 3, "a, b and d; c rests on b"
    assert found.origins == 2, "Kim and Lee"
    assert found.unlinked == 2, "a and d"
    assert found.published == "2024-03-02"
    assert (found.first_document, found.first_statement) == ("a", "a-1"), "of one day the first by id"
    assert found.quote == SHOUTED
    assert found.fingerprint == fingerprint("we launch in march come what may")


def test_each_statement_tells_where_its_links_end(base: Factbase) -> None:
    """One row a statement, the first published first, the undated last; a link joins both its ends."""
    found = base.same_words(WORDS)
    assert [(each.statement, json.loads(each.origins), each.linked) for each in found] == [
        ("a-1", ["a-1"], 0),
        ("b-1", ["b-1"], 1),
        ("c-1", ["b-1"], 1),
        ("d-1", ["d-1"], 0),
    ]
    assert [each.published for each in found] == ["2024-03-02", "2024-03-02", "2024-03-04", None]
    assert found == base.same_words("b-1") == base.same_words(SHOUTED.upper())
    assert base.same_words("e-1") == base.same_words("never said") == base.same_words("") == []


def test_few_words_are_left_out_and_counted(base: Factbase) -> None:
    """What two papers print in one word is no sign of copying, unless one asks; nothing is hidden unsaid."""
    assert (base.copies().found, base.copies().left_out) == (1, 1)
    every = base.copies(min_words=1)
    assert [each.words for each in every.wordings] == [7, 1]
    assert (every.found, every.left_out) == (2, 0)
    assert [each.statement for each in base.same_words("NO")] == ["f-1", "g-1"], "asked for, they are shown"
    assert base.copies(min_words=1, limit=1).wordings == every.wordings[:1]
    assert MIN_WORDS == 4


def test_only_what_links_leave_apart(base: Factbase) -> None:
    """With every statement joined to another one, a wording is no longer among the unlinked."""
    assert base.copies(unlinked=True).found == 1
    recorded(base, link("a-1", "b-1", "copies"), link("d-1", "c-1"))
    (found,) = base.copies().wordings
    assert (found.roots, found.origins, found.unlinked) == (1, 1, 0)
    assert base.copies(unlinked=True).wordings == ()


def test_one_document_is_no_copy_of_itself() -> None:
    """Two statements of one document on the same words are one printing."""
    again = printed("a", WORDS)[-1:]
    with Factbase(":memory:") as base:
        recorded(base, person("kim"), *printed("a", WORDS), *(evolved(each, "a-2") for each in again))
        assert base.copies(min_words=1).found == 0


def evolved(record: Record, ident: str) -> Statement:
    """Return the statement under another id, with another content."""
    assert isinstance(record, Statement)
    return Statement(
        id=ident,
        document=record.document,
        kind=record.kind,
        content="Something else.",
        attributions=record.attributions,
        spans=record.spans,
    )


def test_a_common_root_without_words_links(base: Factbase) -> None:
    """Two papers that rest on one dispatch, of which no words are held, are linked with each other."""
    dispatch = Document(id="wire", publisher="a-press", seen=False, rights="none")
    told = Statement(
        id="wire-1",
        document="wire",
        kind="assertion",
        content="A launch is coming.",
        attributions=(Attribution(source="kim", certainty="certain", as_printed="He"),),
    )
    recorded(base, dispatch, told, link("a-1", "wire-1"), link("d-1", "wire-1"))
    assert {each.statement: each.linked for each in base.same_words(WORDS)} == dict.fromkeys(
        ["a-1", "b-1", "c-1", "d-1"], 1
    )
    (found,) = base.copies().wordings
    assert (found.roots, found.origins) == (2, 1)


def test_it_follows_every_change(base: Factbase) -> None:
    """A withdrawn statement, a changed quote and a changed day are followed at once; verify agrees each time."""
    with base.recording(by="tests", note="withdrawn") as changes:
        changes.retire("d-1", why="never said")
    (found,) = base.copies().wordings
    assert (found.statements, found.speakers, found.origins) == (3, 1, 1)
    assert base.verify().problems == ()
    recorded(base, *printed("a", "We launch in May", "2024-03-02"))
    (found,) = base.copies().wordings
    assert (found.statements, found.first_statement, found.unlinked) == (2, "b-1", 0)
    recorded(base, *printed("c", WORDS, "2024-02-01"))
    assert base.copies().wordings[0].first_statement == "c-1"
    recorded(base, *printed("b", "Nothing", "2024-03-02"))
    assert base.copies(min_words=1).found == 1, "only the two that say no are left"
    assert base.verify().problems == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE repeats SET linked = 1 - linked WHERE statement = 1", "repeats: was altered"),
        ("DELETE FROM repeats", "repeats: was altered"),
        ("UPDATE wordings SET words = 12", "wordings: was altered"),
        ("DELETE FROM wordings WHERE documents = 2", "wordings: was altered"),
    ],
)
def test_verify_names_the_table_that_was_altered(base: Factbase, change: str, problem: str) -> None:
    """What was counted is derived: verify works it out again."""
    base._database().conn.execute(change)
    assert any(each.startswith(problem) for each in base.verify().problems)


QUOTES = st.lists(
    st.sampled_from(["We go", "we go!", "WE STAY", "we stay.", "Never"]), min_size=1, max_size=6
)


@given(quotes=QUOTES, links=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4))
def test_clusters_are_what_a_naive_count_gives(quotes: list[str], links: set[tuple[int, int]]) -> None:
    """However it is recorded, in one act or in several, the counts are those of a count by hand."""
    ends = {(one, other) for one, other in links if one != other and max(one, other) < len(quotes)}
    with Factbase(":memory:") as base:
        recorded(base, person("kim"))
        for number, quote in enumerate(quotes):
            recorded(base, *printed(f"p{number}", quote))
        if ends:
            recorded(base, *(link(f"p{one}-1", f"p{other}-1") for one, other in sorted(ends)))
        wanted = {}
        for mark in {fingerprint(quote) for quote in quotes}:
            members = [f"p{n}-1" for n, quote in enumerate(quotes) if fingerprint(quote) == mark]
            roots = {each: {root.statement for root in base.roots(each)} for each in members}
            alone = [a for a in members if not any(roots[a] & roots[b] for b in members if a != b)]
            if len(members) > 1:
                wanted[mark] = (len(members), len(set().union(*roots.values())), len(alone))
        found = base.copies(min_words=1).wordings
        assert {each.fingerprint: (each.documents, each.roots, each.unlinked) for each in found} == wanted
        assert base.verify().problems == ()


@pytest.mark.parametrize(
    ("quote", "count"),
    [
        ("yes", 1),
        ("third-stage rocket", 3),
        ("Korea's", 1),
        ("“We will see,” he said.", 5),
        ("우리는 곧 발사한다", 3),
        ("我们将在三月发射", 4),
        ("2023年", 1),
        ("…", 0),
    ],
)
def test_words_are_counted_as_the_fingerprint_parts_them(quote: str, count: int) -> None:
    """Spaces and marks part words; Han and kana, which have none, count one for each two characters."""
    assert word_count(quote) == count
    assert (fingerprint(quote) is None) == (count == 0)


@pytest.fixture
def database(base: Factbase, tmp_path: Path) -> Path:
    """The same as a file."""
    base.snapshot(tmp_path / "words.db", as_of=1)
    return tmp_path / "words.db"


def test_the_command_lists_wordings_and_says_what_it_left_out(database: Path) -> None:
    """The table ends with how many there are, how many were left out, and how to get them."""
    shown = run("copies", database).stdout
    counted = (
        "7 words, 4 statements in 4 documents, 4 publishers, 2 speakers, 2 origins by links, 2 not linked"
    )
    assert counted in " ".join(shown.split())
    assert "1 wording\n  1 of fewer than 4 words left out (--min-words)" in shown
    assert "2 wordings\n  1 shown (--limit)" in run("copies", database, "--min-words", 1, "--limit", 1).stdout
    told = run("copies", database, "--json")
    assert [each["documents"] for each in json.loads(told.stdout)] == [4]
    assert "1 of fewer than 4 words left out (--min-words)" in told.stderr


def test_the_command_lists_one_wording(database: Path) -> None:
    """By an id or by a quote of any length: who printed it, and where its links end."""
    shown = run("copies", database, "c-1").stdout
    assert "rests on b-1" in shown
    assert "others of these rest on it" in shown
    assert shown.count("linked to none of the others") == 2
    listed = csv.DictReader(io.StringIO(run("copies", database, "no", "--csv").stdout))
    assert [each["statement"] for each in listed] == ["f-1", "g-1"]
    apart = json.loads(run("copies", database, WORDS, "--unlinked", "--json").stdout)
    assert [each["statement"] for each in apart] == ["a-1", "d-1"]
    assert "stands in no two documents" in run("copies", database, "nobody").stdout


def test_show_names_the_other_documents(database: Path) -> None:
    """A statement tells in how many other documents its words stand, and names some."""
    shown = run("show", database, "b-1").stdout
    assert "in 3 other documents" in shown
    assert "a  a-1" in shown
    assert "same words" not in run("show", database, "e-1").stdout
