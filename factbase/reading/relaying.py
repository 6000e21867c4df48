"""Relays: a paper that retells statements of another document, as its publisher > the original chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from factbase.chains import hops
from factbase.model import Attribution, Link, Statement
from factbase.vocabulary import Basis, Confidence, LinkType

if TYPE_CHECKING:
    from factbase.model import Document


def relay(original: Statement, stands_in: Document, document: Document) -> tuple[Statement, Link]:
    """Return the statement with which `document` retells `original`, and the link that says so.

    `original` is resolved, and stands in the document `stands_in`. The chain is the original's, its publisher and wire
    included; the words printed there are not this document's, so they are left out, and each hop keeps the certainty,
    the time and the capacity it had. The id is ``<document>-relays-<original>``.
    """
    chain = tuple(_retold(hop.source, hop.written, stands_in) for hop in hops(original, stands_in))
    retold = evolve(
        original,
        id=f"{document.id}-relays-{original.id}",
        document=document.id,
        attributions=chain,
        spans=(),
        words=None,
        locator=None,
        event_date_printed=None,
    )
    link = Link(type=LinkType.DERIVED_FROM, from_statement=retold.id, to_statement=original.id)
    return retold, link


def _retold(source: str, written: Attribution | None, stands_in: Document) -> Attribution:
    if written is None:
        return Attribution(
            source=source, said=stands_in.published, basis=Basis.NAMED, confidence=Confidence.CERTAIN
        )
    return evolve(written, as_printed=None, cue=None, said_printed=None)
