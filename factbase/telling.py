"""Telling: what a statement says in plain words, with what it does to its content, which is the bare proposition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from factbase.vocabulary import Basis, Kind, Polarity

if TYPE_CHECKING:
    from factbase.findings import ForecastScore, Provenance
    from factbase.model import Statement


class Told(Protocol):
    """Whatever has the content of a statement with its kind and its speaker's polarity."""

    @property
    def content(self) -> str:
        """The bare proposition, without negation."""

    @property
    def kind(self) -> str:
        """What kind of saying it is."""

    @property
    def polarity(self) -> str:
        """Whether the speaker affirms or denies the content."""


def lead(kind: str, polarity: str) -> str:
    """Return the word that must stand before a content, lest it be read as affirmed; empty where it is affirmed.

    A refusal's content names what was withheld; a denial's is what its speaker says is not so.
    """
    if kind == Kind.REFUSAL:
        return "Withheld:"
    return "Denied:" if polarity == Polarity.DENIES else ""


def told(each: Told) -> str:
    """Return what a statement says in the recorder's words: of a denial, ``Denied:`` and what it denies."""
    return f"{lead(each.kind, each.polarity)} {each.content}".lstrip()


def recorded(statement: Statement) -> str:
    """Return the same of a statement as it was recorded."""
    polarity = statement.attributions[-1].polarity if statement.attributions else Polarity.AFFIRMS
    return f"{lead(statement.kind, polarity)} {statement.content}".lstrip()


def likelihood(score: ForecastScore) -> str:
    """Return the probability that a forecast gives to what it says, with what that is where it denies.

    The view `forecast_scores` gives that of the answer, denied or not: 22.5 % that it will be is told as "77.5 % that
    it will not".
    """
    denied = score.polarity == Polarity.DENIES
    share = 1 - score.probability if denied else score.probability
    return f"{round(100 * share, 1):g} %{' that it will not' if denied else ''}"


def basis(hop: Provenance) -> str:
    """Return what it rests on that a source is a hop of a chain; publisher and wire are known without being printed."""
    if hop.basis == Basis.NAMED and hop.as_printed is None:
        if hop.hop == 0:
            return "it is the document's publisher"
        if hop.hop == 1 and hop.hops > 1:
            return "the document credits it"
    return Basis(hop.basis).meaning
