"""Copying: which wordings stand in several documents, and on which statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.chains import fingerprint
from factbase.store.asking import ask
from factbase.wordings import Copies, SameWords, Wording

if TYPE_CHECKING:
    from sqlite_utils import Database


def copies(db: Database, *, min_words: int, unlinked: bool, limit: int | None) -> Copies:
    """Return the wordings of so many words or more, of most documents first; `unlinked`: with such a statement."""
    chosen = "unlinked > 0" if unlinked else "TRUE"
    found = db.conn.execute(
        f"SELECT fingerprint FROM wordings WHERE words >= ? AND {chosen} "  # noqa: S608 - a condition of ours
        "ORDER BY documents DESC, published IS NULL, published, fingerprint LIMIT ?",
        (min_words, -1 if limit is None else limit),
    ).fetchall()
    count = f"SELECT count(CASE WHEN words >= ? THEN 1 END), count(*) FROM wordings WHERE {chosen}"  # noqa: S608
    enough, every = db.conn.execute(count, (min_words,)).fetchone()
    wordings = (each for (mark,) in found for each in ask(db, Wording, {"fingerprint": mark}))
    return Copies(wordings=tuple(wordings), found=enough, left_out=every - enough)


def same_words(db: Database, words: str) -> list[SameWords]:
    """Return the statements with the words of a statement (its id) or of a quote, where several documents have them."""
    named = db.conn.execute(
        "SELECT fingerprint FROM statements JOIN summaries ON summaries.statement = statements.pk WHERE id = ?",
        (words,),
    ).fetchone()
    mark = named[0] if named else fingerprint(words)
    return list(ask(db, SameWords, {"fingerprint": mark}, "published IS NULL, published, statement"))
