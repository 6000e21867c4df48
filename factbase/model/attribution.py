"""Attributions: the hops of a chain, outermost first, each with its own words and its own certainty."""

from __future__ import annotations

from collections.abc import Iterable  # noqa: TC003 - read at run time by attrs

from attrs import field, frozen

from factbase.model.faults import Faults
from factbase.model.soundness import is_hop, is_likelihood
from factbase.model.terms import (
    as_basis_or_none,
    as_capacity_or_none,
    as_certainty,
    as_confidence_or_none,
    as_polarity,
    as_tuple,
)
from factbase.vocabulary import Basis, Capacity, Certainty, Confidence, Polarity


@frozen(kw_only=True)
class Likelihood:
    """The term of a named scale that a hedge stands for (`scheme` and `term` as in `factbase.scales`)."""

    scheme: str
    term: str

    def __attrs_post_init__(self) -> None:
        """Check the likelihood.

        Raises:
            RecordError: with every field that is wrong.
        """
        if is_likelihood(self):
            return
        faults = Faults()
        faults.text("scheme", self.scheme)
        faults.text("term", self.term)
        faults.finish(f"likelihood {self.scheme}: {self.term}")


def as_likelihoods(values: Iterable[Likelihood]) -> tuple[Likelihood, ...]:
    """Return likelihoods as a tuple."""
    return as_tuple(values)


def _are_likelihoods(values: object) -> bool:
    return values == () or (type(values) is tuple and {*map(type, values)} == {Likelihood})


@frozen(kw_only=True)
class Attribution:
    """One step of the chain: who passed the statement on, in which words, and how sure that source is itself.

    `as_printed`, `cue` and `hedge` are the document's words; `certainty` is this source's own commitment to the content
    (None is filled in by `Statement`: an outer hop that merely relays is ``uncommitted``, the last must state one);
    `said` is an EDTF date, `said_printed` its printed words where they differ. `capacity`, `basis` and `confidence` may
    be left to `factbase.resolving`, which works them out when the statement is recorded; an inferred hop (one with no
    printed words) needs its confidence written.
    """

    source: str
    as_printed: str | None = None
    cue: str | None = None
    hedge: str | None = None
    certainty: Certainty | None = field(default=None, converter=as_certainty)
    polarity: Polarity = field(default=Polarity.AFFIRMS, converter=as_polarity)
    capacity: Capacity | None = field(default=None, converter=as_capacity_or_none)
    said: str | None = None
    said_printed: str | None = None
    confidence: Confidence | None = field(default=None, converter=as_confidence_or_none)
    basis: Basis | None = field(default=None, converter=as_basis_or_none)
    likelihoods: tuple[Likelihood, ...] = field(default=(), converter=as_likelihoods)

    def __attrs_post_init__(self) -> None:
        """Check the hop.

        Raises:
            RecordError: with every field that is wrong.
        """
        if not (_are_likelihoods(self.likelihoods) and is_hop(self)):
            self._check()

    def _check(self) -> None:
        faults = Faults()
        faults.ident("source", self.source)
        for name in ("as_printed", "cue", "hedge", "said_printed"):
            faults.text_or_none(name, getattr(self, name))
        faults.term_or_none("certainty", self.certainty, Certainty)
        faults.term("polarity", self.polarity, Polarity)
        faults.term_or_none("capacity", self.capacity, Capacity)
        faults.date_or_none("said", self.said)
        faults.term_or_none("confidence", self.confidence, Confidence)
        faults.term_or_none("basis", self.basis, Basis)
        if self.basis is Basis.INFERRED and self.confidence is None:
            faults.add("confidence", "missing: an inferred hop says how sure the recorder is")
        if faults.records("likelihoods", self.likelihoods, Likelihood):
            schemes = [likelihood.scheme for likelihood in self.likelihoods]
            if len(set(schemes)) < len(schemes):
                faults.add("likelihoods", "a hop has at most one term of each scheme")
            if schemes != sorted(schemes):
                object.__setattr__(
                    self, "likelihoods", tuple(sorted(self.likelihoods, key=lambda each: each.scheme))
                )
        faults.finish(f'hop "{self.source}"')
