"""The scales of likelihood: numbers as published, and which term a hedge prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.model import Likelihood
from factbase.scales import HEDGE_SCHEMES, SCALES, likelihoods, terms
from factbase.vocabulary import Certainty

# ICD 203's range and the value and range that STIX 2.1 gives the same words (its "DNI scale"), per cent.
ICD203_AND_STIX = [
    ("almost no chance|remote", (1, 5), 5, (0, 9)),
    ("very unlikely|highly improbable", (5, 20), 15, (10, 19)),
    ("unlikely|improbable", (20, 45), 30, (20, 39)),
    ("roughly even chance|roughly even odds", (45, 55), 50, (40, 59)),
    ("likely|probable", (55, 80), 70, (60, 79)),
    ("very likely|highly probable", (80, 95), 85, (80, 89)),
    ("almost certain|almost certainly|nearly certain", (95, 99), 95, (90, 100)),
]

PICKED = [
    # The words of the hedge, and what each scheme makes of them: capphrase, icd203, stix.
    ("could potentially occur", "could", None, None),
    ("may be attributed", "may", None, None),
    ("might", "might", None, None),
    ("is likely to", "likely", "likely", "likely"),
    ("Very Likely", None, "very likely", "very likely"),
    ("highly unlikely", "highly unlikely", None, None),
    ("highly likely", "highly likely", None, None),
    ("most likely", None, None, None),
    ("very good chance", "very good chance", None, None),
    ("a very remote possibility", None, None, None),
    ("there is almost no chance that", "almost no chance", "almost no chance", "almost no chance"),
    ("almost certainly", None, "almost certainly", "almost certainly"),
    ("puts more weight on the likelihood", None, None, None),
    ("poised to", None, None, None),
    ("is not likely to", None, None, None),
    ("isn't very likely", None, None, None),
    ("less likely", None, None, None),
    ("not likely, though it could", "could", None, None),
    ("could not", "could", None, None),
    ("unlikeliest", None, None, None),
    ("Mayor", None, None, None),
]


def of(scheme: str) -> dict[str, tuple[float | None, float | None, float | None]]:
    """Return low, high and value of each term of a scheme."""
    return {each.term: (each.low, each.high, each.value) for each in SCALES if each.scheme == scheme}


@pytest.mark.parametrize(("words", "icd203", "value", "stix"), ICD203_AND_STIX)
def test_icd_203_and_stix_have_their_published_numbers(
    words: str, icd203: tuple[float, float], value: float, stix: tuple[float, float]
) -> None:
    """They disagree on the same words, so a term is never without its scheme; ICD 203's value is the mid-point."""
    for term in words.split("|"):
        assert of("icd203")[term] == (*icd203, sum(icd203) / 2)
        assert of("stix")[term] == (*stix, value)


def test_57_per_cent_is_likely_in_one_scheme_and_an_even_chance_in_the_other() -> None:
    """The example of the design: why there is no number without a scheme."""

    def holding(scheme: str) -> set[str]:
        return {
            term
            for term, (low, high, _) in of(scheme).items()
            if low is not None and low <= 57 <= (high or 0)
        }

    assert holding("icd203") == {"likely", "probable"}
    assert holding("stix") == {"roughly even chance", "roughly even odds"}


def test_both_have_all_the_words_and_no_others() -> None:
    """Seven steps, 15 words."""
    words = {term for row in ICD203_AND_STIX for term in row[0].split("|")}
    assert set(of("icd203")) == set(of("stix")) == words
    assert len(words) == 15


CAPPHRASE = {
    "will happen": 100,
    "almost certain": 95,
    "highly likely": 90,
    "very good chance": 80,
    "likely": 75,
    "probable": 75,
    "realistic possibility": 60,
    "better than even": 60,
    "about even": 50,
    "may": 40,
    "could": 40,
    "might": 40,
    "unlikely": 20,
    "little chance": 10,
    "chances are slight": 10,
    "improbable": 10,
    "remote chance": 5,
    "highly unlikely": 5,
    "almost no chance": 2,
}


def test_the_survey_has_its_published_medians_and_no_ranges() -> None:
    """CAPphrase, doi 10.5281/zenodo.18750055: 17 lines of phrases, of which "May/Could/Might" is three."""
    assert of("capphrase") == {term: (None, None, median) for term, median in CAPPHRASE.items()}
    assert len(CAPPHRASE) == 19


def test_our_own_scale_gives_every_certainty_a_number_but_uncommitted() -> None:
    """Declared mid-points; who commits to nothing has no number, not one half."""
    assert of("factbank") == {
        "certain": (95, 100, 97.5),
        "probable": (60, 95, 77.5),
        "possible": (20, 60, 40),
        "uncommitted": (None, None, None),
    }
    assert set(of("factbank")) == {str(certainty) for certainty in Certainty}


def test_the_admiralty_code_has_numbers_for_credibility_alone() -> None:
    """The ranges of STIX 2.1; 6 and all letters cannot be put in numbers."""
    assert {term: row[:2] for term, row in of("admiralty-credibility").items()} == {
        "1": (80, 100),
        "2": (60, 79),
        "3": (40, 59),
        "4": (20, 39),
        "5": (0, 19),
        "6": (None, None),
    }
    assert of("admiralty-reliability") == dict.fromkeys("ABCDEF", (None, None, None))


def test_every_number_lies_in_its_range_and_every_term_is_there_once() -> None:
    """Ranges run up, within 0 to 100."""
    assert len({(each.scheme, each.term) for each in SCALES}) == len(SCALES)
    for each in SCALES:
        if each.low is not None and each.high is not None:
            assert 0 <= each.low < each.high <= 100
            assert each.value is not None
            assert each.low <= each.value <= each.high
        else:
            assert (each.low, each.high) == (None, None)


@pytest.mark.parametrize(("hedge", "capphrase", "icd203", "stix"), PICKED)
def test_a_hedge_is_the_longest_term_that_it_prints(
    hedge: str, capphrase: str | None, icd203: str | None, stix: str | None
) -> None:
    """In whole words whatever their case, under each scheme that has any of them, and under no other."""
    expected = {"capphrase": capphrase, "icd203": icd203, "stix": stix}
    assert likelihoods(hedge) == tuple(
        Likelihood(scheme=scheme, term=term) for scheme, term in expected.items() if term is not None
    )


def test_no_hedge_is_no_likelihood() -> None:
    """Nothing was printed, so nothing is picked."""
    assert likelihoods(None) == ()


def test_only_scales_of_words_are_looked_up() -> None:
    """Certainties and ratings are our own marks: no text prints them as a hedge."""
    assert HEDGE_SCHEMES == ("capphrase", "icd203", "stix")
    assert set(terms("stix")) == set(of("stix"))
    assert terms("factbank") == terms("unknown") == []


@given(st.text())
def test_any_hedge_gives_at_most_one_term_of_each_scheme(hedge: str) -> None:
    """Sorted by scheme, each a term of it."""
    found = likelihoods(hedge)
    assert [each.scheme for each in found] == sorted({each.scheme for each in found})
    assert all(each.term in terms(each.scheme) for each in found)
