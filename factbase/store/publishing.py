"""Publishing: a database written anew without the texts that may not be published, so that no page of it holds them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from factbase.errors import StoreError
from factbase.model import Document
from factbase.store import changesets
from factbase.store.connection import connect, reading, transaction
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


def publish(db: Database, out: str | Path) -> tuple[Withheld, ...]:
    """Write the database into a new file, without the texts that may not be published; return what was left out.

    What rights say now holds for what was recorded before: a text goes out only where each document that holds it, or
    held it, says `full`, both in the newest version that holds it and in its newest version of all. So a text that was
    recorded as `full` by mistake does not stay in the history, nor under another id. Every version keeps its SHA-256,
    so that it verifies as withheld; the words that statements quote stay with them. What was left out comes in the
    order of the documents' ids.

    Raises:
        StoreError: when the file exists or cannot be written; nothing is left of it.
    """
    if Path(out).exists():
        message = f"{out}: exists already; what is published is written into a new file"
        raise StoreError(message)
    target = connect(out)
    try:
        with contextlib.closing(target.conn), reading(db), transaction(target, out):
            newest = changesets.head(db)
            withholding = Withholding(db)
            write_snapshot(db, target, newest.number if newest else 0, withholding.record)
            return withholding.withheld(target)
    except BaseException:
        Path(out).unlink()
        raise


class Withholding:
    """Leaves out the texts of a database that may not be published, and keeps account of them."""

    def __init__(self, db: Database) -> None:
        """Read what the rights of every version of every document say."""
        self._forbidden = _forbidden(db)
        self._left: dict[str, Withheld] = {}

    def text(self, ident: str, text: str | None, sha256: str | None) -> str | None:
        """Return the text of a version of a document, or None if it may not be published."""
        if text is None or sha256 not in self._forbidden:
            return text
        self._left[ident] = _left(ident, text, self._forbidden[sha256], self._left.get(ident))
        return None

    def record(self, record: Record) -> Record:
        """Return a version of any noun without its text if that may not be published."""
        if not isinstance(record, Document) or record.text is None:
            return record
        kept = self.text(record.id, record.text, record.sha256)
        return record if kept is not None else evolve(record, text=None)

    def withheld(self, db: Database) -> tuple[Withheld, ...]:
        """Return what was left out so far, in the order of the documents' ids; `db` holds what is quoted of it."""
        return tuple(evolve(self._left[ident], quoted=_quoted(db, ident)) for ident in sorted(self._left))


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
