"""Scales that give a number to words of likelihood. A term is kept with its scheme: schemes disagree on words.

Probabilities are in per cent. A term that means *cannot be judged* has no number: None, not 50.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from factbase.model import Likelihood


@frozen
class ScaleTerm:
    """A term of a scheme: its range (`low` to `high`) and the one `value` that stands for it, in per cent, or None."""

    scheme: str
    term: str
    low: float | None
    high: float | None
    value: float | None


def _range(scheme: str, low: float, high: float, *terms: str) -> list[ScaleTerm]:
    return [ScaleTerm(scheme, term, low, high, (low + high) / 2) for term in terms]


def _value(scheme: str, value: float, low: float, high: float, *terms: str) -> list[ScaleTerm]:
    return [ScaleTerm(scheme, term, low, high, value) for term in terms]


# ICD 203 (Intelligence Community Directive 203, Analytic Standards, 2015), section D.6.e.(2).(a): ranges; the value is
# the mid-point.
_ICD203 = [
    *_range("icd203", 1, 5, "almost no chance", "remote"),
    *_range("icd203", 5, 20, "very unlikely", "highly improbable"),
    *_range("icd203", 20, 45, "unlikely", "improbable"),
    *_range("icd203", 45, 55, "roughly even chance", "roughly even odds"),
    *_range("icd203", 55, 80, "likely", "probable"),
    *_range("icd203", 80, 95, "very likely", "highly probable"),
    *_range("icd203", 95, 99, "almost certain", "almost certainly", "nearly certain"),
]
# STIX 2.1, appendix A, "DNI scale": values and ranges.
_STIX = [
    *_value("stix", 5, 0, 9, "almost no chance", "remote"),
    *_value("stix", 15, 10, 19, "very unlikely", "highly improbable"),
    *_value("stix", 30, 20, 39, "unlikely", "improbable"),
    *_value("stix", 50, 40, 59, "roughly even chance", "roughly even odds"),
    *_value("stix", 70, 60, 79, "likely", "probable"),
    *_value("stix", 85, 80, 89, "very likely", "highly probable"),
    *_value("stix", 95, 90, 100, "almost certain", "almost certainly", "nearly certain"),
]
# CAPphrase survey (2026, 5,174 people, CC BY 4.0, doi 10.5281/zenodo.18750055): medians.
_CAPPHRASE = [
    ScaleTerm("capphrase", term, None, None, value)
    for value, terms in (
        (100, "will happen"),
        (95, "almost certain"),
        (90, "highly likely"),
        (80, "very good chance"),
        (75, "likely|probable"),
        (60, "realistic possibility|better than even"),
        (50, "about even"),
        (40, "may|could|might"),
        (20, "unlikely"),
        (10, "little chance|chances are slight|improbable"),
        (5, "remote chance|highly unlikely"),
        (2, "almost no chance"),
    )
    for term in terms.split("|")
]
# Our own declared choice, so that every committed forecast has a number under some scheme.
_FACTBANK = [
    *_range("factbank", 95, 100, "certain"),
    *_range("factbank", 60, 95, "probable"),
    *_range("factbank", 20, 60, "possible"),
    ScaleTerm("factbank", "uncommitted", None, None, None),
]
# Admiralty code: the ranges of credibility are those of STIX 2.1, appendix A; reliability has no numbers.
_ADMIRALTY = [
    *(ScaleTerm("admiralty-reliability", term, None, None, None) for term in "ABCDEF"),
    *_range("admiralty-credibility", 80, 100, "1"),
    *_range("admiralty-credibility", 60, 79, "2"),
    *_range("admiralty-credibility", 40, 59, "3"),
    *_range("admiralty-credibility", 20, 39, "4"),
    *_range("admiralty-credibility", 0, 19, "5"),
    ScaleTerm("admiralty-credibility", "6", None, None, None),
]

SCALES: tuple[ScaleTerm, ...] = (*_ICD203, *_STIX, *_CAPPHRASE, *_FACTBANK, *_ADMIRALTY)
"""Every term of every scheme, as in the table `scales`."""

HEDGE_SCHEMES = ("capphrase", "icd203", "stix")
"""The schemes whose terms are words that a hedge may print."""

_TERMS = {scheme: [each.term for each in SCALES if each.scheme == scheme] for scheme in HEDGE_SCHEMES}


def terms(scheme: str) -> list[str]:
    """Return the terms of a scheme that a hedge may stand for; an unknown scheme has none."""
    return _TERMS.get(scheme, [])


@lru_cache(maxsize=1 << 12)
def likelihoods(hedge: str | None) -> tuple[Likelihood, ...]:
    """Return, for each scheme that covers it, the longest term that the hedge prints as whole words.

    "could potentially occur" is ``capphrase: could`` and nothing else, since neither ICD 203 nor STIX names it. A term
    that is turned round, compared or strengthened is another degree: it has a number only where a scheme names it whole
    ("very likely" is a term of ICD 203, and none of the survey; "not likely" and "less likely" are terms of none).
    """
    if hedge is None:
        return ()
    words = hedge.casefold()
    found = []
    for scheme, known in _TERMS.items():
        printed = [term for term in known if _prints(words, term)]
        if printed:
            found.append(Likelihood(scheme=scheme, term=max(printed, key=len)))
    return tuple(found)


_DEGREES = "not never hardly scarcely less least more most very highly extremely quite rather fairly somewhat".split()
_ANOTHER_DEGREE = re.compile(rf"(?:\b(?:{'|'.join(_DEGREES)})|n['’]t) (?:\w+ )?$")


def _prints(words: str, term: str) -> bool:
    found = re.finditer(rf"\b{re.escape(term)}\b", words)
    return any(
        not _ANOTHER_DEGREE.search(words, max(0, place.start() - 40), place.start()) for place in found
    )
