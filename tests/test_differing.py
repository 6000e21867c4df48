"""Differing: what one version of a record says otherwise than another."""

from __future__ import annotations

from itertools import product

from attrs import evolve
from hypothesis import given

from factbase.differing import Difference, differences
from factbase.model import Answer, Attribution, Statement
from factbase.vocabulary import Certainty
from tests.strategies import World, worlds

STATEMENT = Statement(
    id="a",
    document="d",
    content="It will open.",
    kind="forecast",
    attributions=(Attribution(source="s", certainty="probable"),),
)


def test_a_changed_field_has_both_values() -> None:
    """Of two versions that differ in a certainty deep inside, only that is told, with its path."""
    (hop,) = STATEMENT.attributions
    after = evolve(STATEMENT, attributions=(evolve(hop, certainty=Certainty.POSSIBLE),))
    assert differences(STATEMENT, after) == (
        Difference(field="attributions[1].certainty", before="probable", after="possible"),
    )


def test_what_comes_and_goes_has_one_value() -> None:
    """An answer that is added was absent before, and one that is taken away is absent after."""
    after = evolve(STATEMENT, answers=(Answer(question="q", value="2024"),))
    added = {each.field: each for each in differences(STATEMENT, after)}
    assert added["answers[1].question"] == Difference(field="answers[1].question", before=None, after="q")
    gone = {each.field: each for each in differences(after, STATEMENT)}
    assert gone["answers[1].value"] == Difference(field="answers[1].value", before="2024", after=None)


@given(worlds())
def test_equal_records_do_not_differ_and_others_do(world: World) -> None:
    """Nothing differs exactly when the records are equal; told the other way round, before and after change places."""
    told = [each for each in world if isinstance(each, Statement)]
    for one, other in product(told, repeat=2):
        found = differences(one, other)
        assert (found == ()) == (one == other)
        turned = {(each.field, each.after, each.before) for each in differences(other, one)}
        assert {(each.field, each.before, each.after) for each in found} == turned
