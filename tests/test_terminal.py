"""The terminal: nothing in a text acts on it, nothing is wider than it, and no line ends in blanks."""

from __future__ import annotations

import json
import unicodedata
from io import StringIO
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from factbase.findings import Provenance
from factbase.problems import nearest
from factbase.terminal import phrases
from factbase.terminal.chain import chain_tree
from factbase.terminal.data import data, rows
from factbase.terminal.listing import Column, Listing, keys
from factbase.terminal.safe import escaped, visible
from factbase.terminal.screen import THEME, Trimmed, words
from factbase.terminal.sheet import Sheet
from factbase.vocabulary import VOCABULARIES
from tests.worlds import source

if TYPE_CHECKING:
    import pytest

HOSTILE = "\x1b[31mred\x1b]0;title\x07 \x9b2J \u202eevil\u2066 [bold red]markup[/] :boom: \r\n\ttab"
"""Colours, a window title, a C1 command, writing turned around, markup, a line end and a tab."""


def printed(what: object, width: int = 80) -> str:
    """Return what a plain console of that width prints."""
    held = StringIO()
    console = Console(file=held, width=width, theme=THEME, markup=False, highlight=False, emoji=False)
    console.print(Trimmed(what), end="")
    return held.getvalue()


def acts(character: str) -> bool:
    """Tell whether a character could act on a terminal."""
    return (
        unicodedata.category(character) in {"Cc", "Cs", "Co", "Zl", "Zp"} or character in "\u202e\u2066\ufeff"
    )


def test_hostile_text_is_written_out() -> None:
    """Each character that could act is named by its number; markup and emoji codes stay the letters they are."""
    assert visible(HOSTILE) == (
        r"\x1b[31mred\x1b]0;title\x07 \x9b2J \u202eevil\u2066 [bold red]markup[/] :boom:    tab"
    )


def test_words_that_need_invisible_characters_keep_them() -> None:
    """A Persian word with a joiner, an emoji family, a soft hyphen and Hangul in NFD are no attack."""
    for text in ("می‌خواهم", "👨‍👩‍👧", "Donau\u00addampfschiff", unicodedata.normalize("NFD", "신원식")):
        assert visible(text) == text


@given(st.text())
def test_nothing_visible_acts(text: str) -> None:
    """Whatever a text holds, what is shown of it holds no character that acts; its line ends only where asked for."""
    assert not any(acts(character) for character in visible(text))
    assert not any(acts(character) for character in visible(text, lines=True).replace("\n", ""))


@given(st.text(st.characters(categories=["L", "N", "P", "Mn"])))
def test_words_stay_as_they_are(text: str) -> None:
    """Letters, digits and punctuation of any script are shown unchanged."""
    assert visible(text) == text


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=4), max_leaves=8
    )
)
def test_escaped_json_says_the_same(value: object) -> None:
    """JSON that is safe to print reads back as the same value."""
    text = escaped(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(text) == value
    assert not any(acts(character) for character in text.replace("\n", ""))


@given(
    st.lists(st.tuples(st.text(), st.text(), st.none() | st.integers()), min_size=1, max_size=5),
    st.integers(min_value=20, max_value=120),
)
def test_tables_fit_the_screen(cells: list[tuple[str, str, int | None]], width: int) -> None:
    """No line of a table is wider than the screen, whatever stands in the cells, and none ends in blanks."""
    columns = (
        Column(key="a", heading="first", ratio=1),
        Column(key="b", heading="second", ratio=2),
        Column(key="c", heading="third", right=True),
    )
    listing = Listing(rows=[dict(zip("abc", row, strict=True)) for row in cells], columns=columns, keys="abc")
    for line in printed(listing.table(), width).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


def listing(*values: str | None) -> Listing:
    """Return a listing of one column."""
    columns = (Column(key="what", heading="what"),)
    return Listing(rows=[{"what": value, "hidden": "x"} for value in values], columns=columns, keys=("what",))


def test_a_listing_prints_as_table_json_or_csv(capsys: pytest.CaptureFixture[str]) -> None:
    """The same rows in three forms; an absent cell is a dash, null, and nothing."""
    rows = listing("Shin, Won-sik", None)
    rows.print()
    assert capsys.readouterr().out.splitlines() == ["what", "Shin, Won-sik", "-"]
    rows.print("json")
    assert json.loads(capsys.readouterr().out) == [{"what": "Shin, Won-sik"}, {"what": None}]
    rows.print("csv")
    assert capsys.readouterr().out == 'what\n"Shin, Won-sik"\n""\n'


def test_an_empty_listing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """A table without rows is a sentence; JSON is an empty list; CSV is its headings."""
    listing().print(empty="Nobody said it.")
    listing().print("json")
    listing().print("csv")
    assert capsys.readouterr().out == "Nobody said it.\n[]\nwhat\n"


def test_records_become_plain_data() -> None:
    """Absent fields are left out of a record's data, and are None in a row."""
    found = data(source("shin", capacity="official"))
    assert found == {
        "id": "shin",
        "kind": "person",
        "names": [{"name": "shin"}],
        "anonymous": False,
        "capacity": "official",
    }
    assert rows([hop(hop=0, hops=0)])[0]["cue"] is None
    assert keys(Provenance)[:3] == ["statement", "hop", "hops"]


def hop(**fields: Any) -> Provenance:  # noqa: ANN401 - any field of the record
    """Return a hop of a chain in which only what matters is written."""
    whole = {
        "statement": "s",
        "source": "shin",
        "source_name": "Shin",
        "capacity": "official",
        "as_printed": None,
        "cue": None,
        "hedge": None,
        "certainty": "uncommitted",
        "polarity": "affirms",
        "said": None,
        "confidence": "certain",
        "basis": "named",
        "document": "d",
        "publisher": "herald",
    }
    return Provenance(**{**whole, **fields})


def test_a_chain_is_a_tree_from_publisher_to_speaker() -> None:
    """Each hop stands below the one that passes it on, with its words, its certainty and the recorder's confidence."""
    tree = chain_tree(
        [
            hop(hop=0, hops=2, source_name="Herald", capacity="press", said="2023-11-05"),
            hop(hop=1, hops=2, as_printed="the minister", cue="added", basis="titled"),
            hop(hop=2, hops=2, source_name="Army", certainty="probable", polarity="denies", hedge="likely"),
        ]
    )
    assert (
        printed(tree)
        == """\
Herald (press) publishes it
  merely relays it: uncommitted, affirms
  published 2023-11-05
  recorder: certain, named: it is the document's publisher
└── Shin (official) passes it on
      merely relays it: uncommitted, affirms
      printed “the minister”, cue “added”
      said not known
      recorder: certain, titled: the text prints a title or description
    └── Army (official) says it
          probable, denies, hedge “likely”
          said not known
          recorder: certain, named: the text prints a known name
"""
    )


def test_a_publisher_in_its_own_voice_is_a_chain_of_one() -> None:
    """With no hop below it, the publisher both publishes and says it."""
    lines = printed(chain_tree([hop(hop=0, hops=0, source_name="Herald", certainty="certain")])).splitlines()
    assert lines[0] == "Herald (official) publishes and says it"
    assert "certain, affirms" in lines[1]


def test_marks_show_found_words_without_colour() -> None:
    """Found words stand between marks, also where the text holds a mark's own character."""
    assert (
        phrases.found("a \ue000launch\ue001 b \ue000x\ue001", ("\ue000", "\ue001")).plain
        == "a «launch» b «x»"
    )
    assert phrases.found("no hit \ue001 here", ("\ue000", "\ue001")).plain == r"no hit \ue001 here"


@given(st.text(), st.text(), st.integers(min_value=40, max_value=100))
def test_sheets_fit_the_screen(label: str, value: str, width: int) -> None:
    """Neither label nor value of a sheet is ever wider than the screen."""
    held = Sheet("Source", "shin")
    held.lead(words(value))
    held.line(label, value)
    held.heading("More")
    held.put(words(value), indent=4)
    for line in printed(held.whole(), width).splitlines():
        assert cell_len(line) <= width


def test_every_word_of_certainty_and_family_has_a_look() -> None:
    """The theme knows each certainty, confidence, polarity and family, so that the same word always looks the same."""
    for vocabulary in ("certainty", "confidence", "polarity", "family"):
        assert {str(term) for term in VOCABULARIES[vocabulary]} <= set(THEME.styles)


def test_a_part_of_a_name_points_to_it() -> None:
    """The nearest name by letters is meant; else the shortest that holds what was written; else none."""
    known = ["shin-won-sik", "shin-won-sik-junior", "korea-herald"]
    assert nearest("shin-wonsik", known) == "shin-won-sik"
    assert nearest("shin", known) == "shin-won-sik"
    assert nearest("s", known) is None
    assert nearest("yonhap", known) is None


def test_among_very_many_names_one_is_near_that_begins_or_ends_alike() -> None:
    """To weigh a hundred thousand by letters takes ten seconds, for each unknown id of a file."""
    known = [f"kyiv-star-{number}-2024-12-19" for number in range(100_000)]
    assert nearest("kyiv-star-3155-2024-12-91", known) == "kyiv-star-3155-2024-12-19"
    assert nearest("kiyv-star-3155-2024-12-19", known) == "kyiv-star-3155-2024-12-19"
    assert nearest("something-else-altogether", known) is None
