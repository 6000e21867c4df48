"""Records and findings as plain data for JSON: absent fields are left out, a held text is given by its length."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs

from factbase.model import Document


def data(value: Any) -> Any:  # noqa: ANN401 - any record or finding, and what it holds
    """Return a record, a finding or a sequence of them as dictionaries, lists and plain values."""
    if attrs.has(type(value)):
        pairs = ((each.name, getattr(value, each.name)) for each in attrs.fields(type(value)))
        found = {name: data(each) for name, each in pairs if each is not None and each != ()}
        if isinstance(value, Document) and value.text is not None:
            found["text_length"] = len(value.text)
            del found["text"]
        return found
    if isinstance(value, tuple | list):
        return [data(each) for each in value]
    return str(value) if isinstance(value, StrEnum) else value


def rows(values: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a sequence of findings of one class
    """Return findings as rows with every key, None where a field is absent."""
    return [
        {each.name: _plain(getattr(value, each.name)) for each in attrs.fields(type(value))}
        for value in values
    ]


def _plain(value: Any) -> Any:  # noqa: ANN401 - a field of a finding
    return str(value) if isinstance(value, StrEnum) else value
