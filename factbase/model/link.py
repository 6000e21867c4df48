"""Links: how one statement or document depends on another."""

from __future__ import annotations

from attrs import field, frozen

from factbase.model.faults import Faults
from factbase.model.soundness import is_id
from factbase.model.terms import as_basis, as_confidence, as_link_type
from factbase.vocabulary import Basis, Confidence, LinkType


@frozen(kw_only=True)
class Link:
    """Two statements or two documents, how the first depends on the second, and how sure the recorder is.

    `id` may be None: it is then ``<from>.<type>.<to>``, where no part can hold a dot.
    """

    type: LinkType = field(converter=as_link_type)
    from_statement: str | None = None
    to_statement: str | None = None
    from_document: str | None = None
    to_document: str | None = None
    confidence: Confidence = field(default=Confidence.CERTAIN, converter=as_confidence)
    basis: Basis = field(default=Basis.NAMED, converter=as_basis)
    id: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check the link, and give it an id.

        Raises:
            RecordError: with every field that is wrong.
        """
        if not self._is_sound():
            self._check()
        if self.id is None:
            object.__setattr__(self, "id", self._given_id)

    @property
    def _given_id(self) -> str:
        return f"{self.origin}.{self.type}.{self.target}"

    def _is_sound(self) -> bool:
        return (
            (self.id is None or self.id == self._given_id)
            and type(self.type) is LinkType
            and type(self.confidence) is Confidence
            and type(self.basis) is Basis
            and is_id(self.origin)
            and is_id(self.target)
            and self.origin != self.target
            and (self.from_statement is None) == (self.to_statement is None)
            and (self.from_document is None) == (self.to_document is None)
            and (self.from_statement is None) != (self.from_document is None)
        )

    def _check(self) -> None:
        faults = Faults()
        faults.term("type", self.type, LinkType)
        faults.term("confidence", self.confidence, Confidence)
        faults.term("basis", self.basis, Basis)
        for name in ("from_statement", "to_statement", "from_document", "to_document"):
            faults.ident_or_none(name, getattr(self, name))
        ends = [(self.from_statement, self.to_statement), (self.from_document, self.to_document)]
        whole = [pair for pair in ends if None not in pair]
        if len(whole) != 1 or any(pair != (None, None) for pair in ends if pair not in whole):
            faults.add("from_statement", "a link joins two statements or two documents")
        elif self.origin == self.target:
            faults.add(
                "to_statement" if self.to_statement else "to_document", "a link cannot lead back to its start"
            )
        if self.id is not None:
            faults.ident("id", self.id, joined=True)
        faults.finish(f'link from "{self.origin}" to "{self.target}"')

    @property
    def origin(self) -> str:
        """The id of the statement or document that depends on the other."""
        return self.from_statement or self.from_document or ""

    @property
    def target(self) -> str:
        """The id of the statement or document that the other depends on."""
        return self.to_statement or self.to_document or ""
