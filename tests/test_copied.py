"""Metadata that is copied quickly is the same metadata, and its copies are copies."""

from __future__ import annotations

import asyncio
import copy
import json
from typing import Any

import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from factbase.plugin.copied import QuickDict, quickly

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


@pytest.mark.skipif(not hasattr(Datasette, "metadata"), reason="Datasette 1.0 keeps its metadata in a table")
def test_what_datasette_copies_for_every_permission_is_copied_quickly() -> None:
    """Where the plugin is installed, at every depth; who reads the metadata sees no difference."""
    told = {
        "title": "Facts",
        "databases": {"facts": {"tables": {"statements": {"columns": {"id": "its id"}}}}},
    }
    datasette = Datasette(memory=True, metadata=copy.deepcopy(told))
    before = datasette.metadata()
    asyncio.run(datasette.invoke_startup())
    assert datasette.metadata() == before
    copied = copy.deepcopy(datasette._metadata_local)
    assert type(copied) is QuickDict
    assert type(copied["databases"]["facts"]["tables"]["statements"]["columns"]) is QuickDict
    assert copied == told
