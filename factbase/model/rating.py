"""Ratings: an evaluator's judgement that a source or a statement deserves belief."""

from __future__ import annotations

import re

from attrs import field, frozen

from factbase.model.faults import Faults
from factbase.model.terms import as_rating_scheme
from factbase.problems import did_you_mean
from factbase.vocabulary import RatingScheme

VALUES = {RatingScheme.RELIABILITY: "ABCDEF", RatingScheme.CREDIBILITY: "123456"}
"""The values of each scheme, best first; the last of each means that it cannot be judged."""

MEANINGS = {
    RatingScheme.RELIABILITY: {
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "cannot be judged",
    },
    RatingScheme.CREDIBILITY: {
        "1": "confirmed by other sources",
        "2": "probably true",
        "3": "possibly true",
        "4": "doubtful",
        "5": "improbable",
        "6": "cannot be judged",
    },
}
"""What each value stands for (Admiralty code as in the MISP taxonomy admiralty-scale)."""


@frozen(kw_only=True)
class Rating:
    """A judgement by `evaluator` (a source id) of one `source` or one `statement`, with its date (EDTF) and reason.

    `id` may be None: it is then ``<evaluator>.<target>.<scheme>.<rated>``, where no part can hold a dot.
    """

    evaluator: str
    scheme: RatingScheme = field(converter=as_rating_scheme)
    value: str
    rated: str
    reason: str
    source: str | None = None
    statement: str | None = None
    id: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the rating, and give it an id.

        Raises:
            RecordError: with every field that is wrong.
        """
        faults = Faults()
        faults.ident("evaluator", self.evaluator)
        faults.ident_or_none("source", self.source)
        faults.ident_or_none("statement", self.statement)
        faults.text("reason", self.reason)
        faults.date("rated", self.rated)
        if (self.source is None) == (self.statement is None):
            faults.add("source", "a rating is of one source or of one statement")
        self._check_value(faults)
        if self.id is not None:
            faults.ident("id", self.id, joined=True)
        faults.finish(f'rating of "{self.target}"')
        if self.id is None:
            day = re.sub("[^0-9a-z]+", "-", self.rated.lower()).strip("-")
            object.__setattr__(self, "id", f"{self.evaluator}.{self.target}.{self.scheme}.{day}")

    def _check_value(self, faults: Faults) -> None:
        faults.term("scheme", self.scheme, RatingScheme)
        if not isinstance(self.scheme, RatingScheme):
            return
        of_source = self.scheme is RatingScheme.RELIABILITY
        if of_source != (self.source is not None):
            faults.add("scheme", f"{self.scheme} rates a {'source' if of_source else 'statement'}")
        if self.value not in tuple(VALUES[self.scheme]):
            known = tuple(VALUES[self.scheme])
            faults.add(
                "value", f'"{self.value}" is none of {", ".join(known)}', did_you_mean(str(self.value), known)
            )

    @property
    def meaning(self) -> str:
        """What the value stands for in its scheme."""
        return MEANINGS[self.scheme][self.value]

    @property
    def target(self) -> str:
        """The id of what is rated."""
        return self.source or self.statement or ""
