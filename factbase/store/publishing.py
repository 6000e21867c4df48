"""Publishing: a database written anew without the texts that may not be published, so that no page of it holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from factbase.model import Document
from factbase.store.connection import reading
from factbase.store.history import write_snapshot
from factbase.vocabulary import Rights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from factbase.model import Record

_VERSIONS = """
SELECT 0 AS current, pk, id, json_extract(body, '$.rights') AS rights, json_extract(body, '$.sha256') AS sha256,
  json_extract(body, '$.text') IS NOT NULL AS held FROM retired WHERE noun = 'document'
UNION ALL SELECT 1, pk, id, rights, sha256, text IS NOT NULL FROM documents ORDER BY current, pk"""
"""Every version of every document, the versions of one in their order."""

_SPANS = """
SELECT spans.start, spans.end FROM spans JOIN statements ON statements.pk = spans.statement
JOIN documents ON documents.pk = statements.document WHERE documents.id = ? AND spans.part = 'text' ORDER BY 1, 2"""

_Forbidden = dict[str, dict[str, Rights]]
"""By the SHA-256 of a text, the documents whose rights forbid it, each with what they say."""


@frozen(kw_only=True)
class Withheld:
    """A document whose text was left out: in how many versions, of how many characters together, and why.

    `rights` are those that forbid it; `decided_by` is the document that has them: mostly the same one, else another
    one that holds the same text. `quoted` is how many characters of its newest text stay, as statements quote them.
    """

    document: str
    rights: Rights
    decided_by: str
    versions: int
    characters: int
    quoted: int = 0


def write_public(db: Database, out: Database, at: int) -> tuple[Withheld, ...]:
    """Write the database as it was after changeset `at` into the empty `out`, without texts that may not be published.

    What rights say now holds for what was recorded before: a text goes out only where each document that holds it, or
    held it, says `full`, both in the newest version that holds it and in its newest version of all. So a text that was
    recorded as `full` by mistake does not stay in the history, nor under another id. Every version keeps its SHA-256,
    so that it verifies as withheld; the words that statements quote stay with them. Returns what was left out, in the
    order of the documents' ids. `out` has an open transaction.
    """
    left: dict[str, Withheld] = {}
    with reading(db):
        forbidden = _forbidden(db)

        def told(record: Record) -> Record:
            if not isinstance(record, Document) or record.text is None or record.sha256 not in forbidden:
                return record
            left[record.id] = _left(record.id, record.text, forbidden[record.sha256], left.get(record.id))
            return evolve(record, text=None)

        write_snapshot(db, out, at, told)
    return tuple(evolve(left[ident], quoted=_quoted(out, ident)) for ident in sorted(left))


def holds_withheld(db: Database) -> bool:
    """Tell whether the database holds a text, in any version, that may not be published."""
    return bool(_forbidden(db))


def _left(ident: str, text: str, forbidding: dict[str, Rights], before: Withheld | None) -> Withheld:
    decided_by = ident if ident in forbidding else min(forbidding)
    return Withheld(
        document=ident,
        rights=forbidding[decided_by],
        decided_by=decided_by,
        versions=(before.versions if before else 0) + 1,
        characters=(before.characters if before else 0) + len(text),
    )


def _quoted(db: Database, ident: str) -> int:
    """Return how many characters of a document's text its statements quote, one that several quote counting once."""
    counted = reached = 0
    for start, end in db.conn.execute(_SPANS, (ident,)):
        counted += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return counted


def _forbidden(db: Database) -> _Forbidden:
    newest, holding = dict[str, Rights](), dict[str, dict[str, Rights]]()
    for ident, rights, sha256, held in _versions(db):
        newest[ident] = rights
        if held:
            holding.setdefault(sha256, {})[ident] = rights
    found: _Forbidden = {}
    for sha256, documents in holding.items():
        for ident, rights in documents.items():
            for said in (newest[ident], rights):
                if said is not Rights.FULL:
                    found.setdefault(sha256, {}).setdefault(ident, said)
    return found


def _versions(db: Database) -> Iterator[tuple[str, Rights, str, bool]]:
    for _, _, ident, rights, sha256, held in db.conn.execute(_VERSIONS):
        yield ident, Rights(rights), sha256 or "", bool(held)
