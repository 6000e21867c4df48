"""The views against the design's definitions, written naively: they agree on any world in which much is tied."""

from __future__ import annotations

from hypothesis import given

from tests.naive import World
from tests.tied import Told, at_once, worlds
from tests.worlds import rows

COUNTED = (
    "statements",
    "documents",
    "utterances",
    "origins",
    "principals",
    "expected",
    "expected_origins",
    "unsourced",
)


@given(told=worlds())
def test_what_stands_behind_an_answer(told: Told) -> None:
    """Statements, documents, utterances, origins, principals, expectations: as counted from the words of the design."""
    with at_once(told) as base:
        found = {
            tuple(each[name] for name in ("question", "answer", "polarity", "family")): tuple(
                each[name] for name in COUNTED
            )
            for each in rows(base, "corroboration")
        }
    assert found == World(told).corroboration()


@given(told=worlds())
def test_who_disputes_what(told: Told) -> None:
    """Latest positions of different principals that cannot both hold, and of which none rests on the other."""
    with at_once(told) as base:
        found = {
            frozenset(
                (each["question"], each[f"answer_{side}"], each[f"polarity_{side}"], each[f"speaker_{side}"])
                for side in "ab"
            )
            for each in rows(base, "disputes")
        }
    assert found == World(told).disputes()
