"""Publishing: a database written anew without the texts that may not be published, so that no page of it holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from factbase.model import Document
from factbase.store.history import write_snapshot
from factbase.vocabulary import Rights

if TYPE_CHECKING:
    from sqlite_utils import Database

    from factbase.model import Record


@frozen(kw_only=True)
class Withheld:
    """A document whose text was left out: in how many versions, of how many characters together, and its rights."""

    document: str
    rights: Rights
    versions: int
    characters: int


def may_publish(document: Document) -> bool:
    """Tell whether the text of a document may be published whole."""
    return document.rights is Rights.FULL


def write_public(db: Database, out: Database, at: int) -> tuple[Withheld, ...]:
    """Write the database as it was after changeset `at` into the empty `out`, without texts that may not be published.

    Every version of such a document keeps its SHA-256, so that it verifies as withheld; the words that statements
    quote stay with them. Returns what was left out, in the order of the documents' ids. `out` has an open transaction.
    """
    left: dict[str, Withheld] = {}

    def told(record: Record) -> Record:
        if not isinstance(record, Document) or record.text is None or may_publish(record):
            return record
        before = left.get(record.id)
        left[record.id] = Withheld(
            document=record.id,
            rights=record.rights or Rights.EXCERPT,
            versions=(before.versions if before else 0) + 1,
            characters=(before.characters if before else 0) + len(record.text),
        )
        return evolve(record, text=None)

    write_snapshot(db, out, at, told)
    return tuple(left[ident] for ident in sorted(left))


def holds_withheld(db: Database) -> bool:
    """Tell whether the database holds a text, in any version, that may not be published."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM documents WHERE text IS NOT NULL AND rights IS NOT :full) OR EXISTS ("
        "SELECT 1 FROM retired WHERE noun = 'document' AND json_extract(body, '$.text') IS NOT NULL "
        "AND json_extract(body, '$.rights') IS NOT :full)"
    )
    return bool(db.conn.execute(query, {"full": str(Rights.FULL)}).fetchone()[0])
