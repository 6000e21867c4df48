"""Metadata that is copied quickly is the same metadata, and its copies are copies."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from factbase.plugin.copied import quickly

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def _spoiled(value: Any) -> None:  # noqa: ANN401 - any JSON
    """Change everything in a value that can be changed."""
    if isinstance(value, dict):
        for each in value.values():
            _spoiled(each)
        value["spoiled"] = True
    if isinstance(value, list):
        for each in value:
            _spoiled(each)
        value.append("spoiled")


@given(JSON)
def test_it_is_the_same_value_and_its_copies_stand_alone(value: Any) -> None:  # noqa: ANN401 - any JSON
    """Equal, written alike as JSON; what changes a copy, at any depth, leaves the value as it was."""
    made, before = quickly(value), json.dumps(value)
    assert made == value
    assert json.dumps(made) == before
    _spoiled(copy.deepcopy(made))
    assert json.dumps(made) == before
    assert json.dumps(value) == before
