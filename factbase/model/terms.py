"""Converters that let a record take a vocabulary word as plain text.

An unknown word passes through unchanged: the record's own check then reports it together with every other fault,
which a converter that raised could not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar, cast

from factbase import vocabulary as v

T = TypeVar("T", bound=v.Term)
R = TypeVar("R")


def _term(vocabulary: type[T], value: T | str | None) -> T:
    # A term, or none, needs no looking up: millions come from the database as they are.
    if type(value) is vocabulary or value is None:
        return cast("T", value)
    try:
        return vocabulary(cast("T", value))
    except ValueError:
        return cast("T", value)


def as_tuple(values: Iterable[R]) -> tuple[R, ...]:
    """Return the values as a tuple; a lone string, or no sequence at all, is left for the record's check to refuse."""
    if type(values) is tuple:
        return values
    if isinstance(values, str) or not isinstance(values, Iterable):
        return cast("tuple[R, ...]", values)
    return tuple(values)


def as_kind(value: v.Kind | str) -> v.Kind:
    """Return the `Kind` of that name."""
    return _term(v.Kind, value)


def as_family(value: v.Family | str | None) -> v.Family | None:
    """Return the `Family` of that name."""
    return _term(v.Family, value)


def as_certainty(value: v.Certainty | str | None) -> v.Certainty | None:
    """Return the `Certainty` of that name."""
    return _term(v.Certainty, value)


def as_polarity(value: v.Polarity | str) -> v.Polarity:
    """Return the `Polarity` of that name."""
    return _term(v.Polarity, value)


def as_confidence(value: v.Confidence | str) -> v.Confidence:
    """Return the `Confidence` of that name."""
    return _term(v.Confidence, value)


def as_confidence_or_none(value: v.Confidence | str | None) -> v.Confidence | None:
    """Return the `Confidence` of that name, or None for one that is still to be resolved."""
    return _term(v.Confidence, value)


def as_basis(value: v.Basis | str) -> v.Basis:
    """Return the `Basis` of that name."""
    return _term(v.Basis, value)


def as_basis_or_none(value: v.Basis | str | None) -> v.Basis | None:
    """Return the `Basis` of that name, or None for one that is still to be resolved."""
    return _term(v.Basis, value)


def as_capacity(value: v.Capacity | str) -> v.Capacity:
    """Return the `Capacity` of that name."""
    return _term(v.Capacity, value)


def as_capacity_or_none(value: v.Capacity | str | None) -> v.Capacity | None:
    """Return the `Capacity` of that name, or None for one that is still to be resolved."""
    return _term(v.Capacity, value)


def as_source_kind(value: v.SourceKind | str) -> v.SourceKind:
    """Return the `SourceKind` of that name."""
    return _term(v.SourceKind, value)


def as_rights(value: v.Rights | str | None) -> v.Rights | None:
    """Return the `Rights` of that name, or None for the default of the document."""
    return _term(v.Rights, value)


def as_words(value: v.Words | str | None) -> v.Words | None:
    """Return the `Words` of that name."""
    return _term(v.Words, value)


def as_stated(value: v.Stated | str) -> v.Stated:
    """Return the `Stated` of that name."""
    return _term(v.Stated, value)


def as_answer_type(value: v.AnswerType | str) -> v.AnswerType:
    """Return the `AnswerType` of that name."""
    return _term(v.AnswerType, value)


def as_precision(value: v.Precision | str | None) -> v.Precision | None:
    """Return the `Precision` of that name."""
    return _term(v.Precision, value)


def as_link_type(value: v.LinkType | str) -> v.LinkType:
    """Return the `LinkType` of that name."""
    return _term(v.LinkType, value)


def as_topic_kind(value: v.TopicKind | str) -> v.TopicKind:
    """Return the `TopicKind` of that name."""
    return _term(v.TopicKind, value)


def as_part(value: v.Part | str) -> v.Part:
    """Return the `Part` of that name."""
    return _term(v.Part, value)


def as_rating_scheme(value: v.RatingScheme | str) -> v.RatingScheme:
    """Return the `RatingScheme` of that name."""
    return _term(v.RatingScheme, value)
