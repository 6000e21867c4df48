"""Dates, answers and terms in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from factbase.model import Choice, Question
from factbase.plugin import wording
from factbase.vocabulary import VOCABULARIES


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2023-11-03", "3 November 2023"),
        ("2023-11", "November 2023"),
        ("2023", "2023"),
        ("2023-11-21/2023-11-30", "21–30 November 2023"),
        ("2023-11-28/2023-12-01", "28 November – 1 December 2023"),
        ("2023-12-28/2024-01-03", "28 December 2023 – 3 January 2024"),
        ("2023-09-13/2023-09-13", "13 September 2023"),
        ("2023-08-01/2023-08-31", "August 2023"),
        ("2023-01-01/2023-12-31", "2023"),
        ("2023-10/2023-12", "October 2023 – December 2023"),
        ("../2025", "by the end of 2025"),
        ("/2025-06", "by the end of June 2025"),
        ("../2023-12-31", "by 31 December 2023"),
        ("2023-11-03/..", "from 3 November 2023 on"),
        ("2023-11~", "about November 2023"),
        ("2023-11-03?", "perhaps 3 November 2023"),
        ("2023%", "perhaps about 2023"),
        ("2023-11-2X", "2023-11-2X"),
        ("[2023-11-28..2023-11-30]", "[2023-11-28..2023-11-30]"),
        (None, ""),
    ],
)
def test_dates_in_words(edtf: str | None, words: str) -> None:
    """Common dates are spelled out; rare ones stay as they were written."""
    assert wording.day(edtf) == words


@given(st.text())
def test_any_text_is_taken_for_a_date(text: str) -> None:
    """What is no date is given back in some form, and is no error."""
    assert isinstance(wording.day(text), str)


@pytest.mark.parametrize(
    ("answer_type", "value", "words"),
    [
        ("yes-no", "yes", "Yes"),
        ("number", ">=12", "at least 12 rockets"),
        ("number", "<=12", "at most 12 rockets"),
        ("number", "10..12", "10 to 12 rockets"),
        ("number", "~300000", "about 300000 rockets"),
        ("number", "-3", "-3 rockets"),
        ("date", "2023-11", "November 2023"),
        ("text", "a large number", "a large number"),
        ("choice", "may", "The first, in May"),
        ("choice", "gone", "gone"),
    ],
)
def test_answers_in_words(answer_type: str, value: str, words: str) -> None:
    """An answer reads as its question's type has it; a choice by its label."""
    question = Question(
        id="q",
        text="q?",
        answer_type=answer_type,
        unit="rockets" if answer_type == "number" else None,
        choices=(Choice(value="may", label="The first, in May"),) if answer_type == "choice" else (),
    )
    assert wording.answer(question, value) == words


def test_every_term_has_its_meaning() -> None:
    """A page can explain every word of every closed vocabulary; an unknown word has no meaning."""
    for name, terms in VOCABULARIES.items():
        assert all(wording.meaning(name, str(term)) for term in terms)
    assert wording.meaning("kind", "nonsense") == wording.meaning("nonsense", None) == ""


def test_times_and_counts_in_words() -> None:
    """A recorded time is told to the minute; one thing is singular."""
    assert wording.moment("2023-11-05T10:19:33.000001Z") == "5 November 2023, 10:19 UTC"
    assert wording.moment("2023-11-05") == "5 November 2023"
    assert wording.moment("") == ""
    assert [wording.counted(count, "origin") for count in (0, 1, 1200)] == [
        "0 origins",
        "1 origin",
        "1,200 origins",
    ]
    assert wording.counted(2, "copy", "copies") == "2 copies"
    assert wording.capacity("state-media") == "state media"
    assert wording.surely("probable") == "put as probable"
    assert wording.surely("uncommitted") == "not committed to"


def test_quoted_words_keep_their_markup_and_their_own_marks() -> None:
    """Found words stay marked, other words are escaped later; marks that the words bring are kept apart from ours."""
    assert wording.quoted("will open") == "“will open”"
    assert wording.quoted('a "third stage"') == '“a "third stage"\N{HAIR SPACE}”'
    found = wording.quoted(Markup("Korea&#39;s <mark>satellite</mark>"))
    assert str(escape(found)) == "“Korea&#39;s <mark>satellite</mark>”"
    assert str(escape(wording.quoted("<b>"))) == "“&lt;b&gt;”"
