"""Repeating: which statements stand in the same words in several documents, kept in tables outside every digest.

`expected_repeats` and `expected_wordings` of schema.sql define the tables; the words of a wording are counted here.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from factbase.chains import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

_REPEATS = "statement, fingerprint, linked"
_COUNTED = (
    "fingerprint, statements, documents, publishers, speakers, roots, origins, unlinked, published, "
    "first_statement"
)
_EXPECTED = (
    f"SELECT {', '.join('expected_wordings.' + name for name in _COUNTED.split(', '))}, summaries.quote "  # noqa: S608
    "FROM expected_wordings JOIN summaries ON summaries.statement = expected_wordings.first_statement"
)


def repeat(db: Database, statements: Iterable[int]) -> None:
    """Work out again which words stand in several documents, for those of these statements (pks), as they were and are.

    They are the statements whose summary, document or roots may have changed, those that were withdrawn among them.
    """
    before, now = set[str](), set[str]()
    for pk in sorted(set(statements)):
        before |= _found(db, "SELECT fingerprint FROM repeats WHERE statement = ?", pk)
        now |= _found(db, "SELECT fingerprint FROM summaries WHERE statement = ?", pk)
    # Most words were never repeated and are not: that is seen without working out all the rest.
    before |= {each for each in now if _found(db, "SELECT 1 FROM wordings WHERE fingerprint = ?", each)}
    for fingerprint in sorted(before):
        _forget(db, " WHERE fingerprint = ?", fingerprint)
    for fingerprint in sorted(before | now):
        _fill(db, " WHERE {}.fingerprint = ?", fingerprint)


def repeat_all(db: Database) -> None:
    """Work out anew which words stand in several documents, after a bulk load whose summaries and roots are there."""
    _forget(db, "")
    _fill(db, "")


def differences(db: Database) -> Iterator[str]:
    """Yield what is not in the tables as it follows from the rows of this file."""
    held = f"SELECT {_REPEATS} FROM repeats"  # noqa: S608 - names of ours
    expected = f"SELECT {_REPEATS} FROM expected_repeats"  # noqa: S608 - names of ours
    for one, other in ((held, expected), (expected, held)):
        if db.conn.execute(f"{one} EXCEPT {other} LIMIT 1").fetchone():
            yield "repeats: was altered; it is not what follows from the rows"
            break
    rows = db.conn.execute(f"SELECT {_COUNTED}, words FROM wordings ORDER BY fingerprint")  # noqa: S608 - names of ours
    if any(found != wanted for found, wanted in zip_longest(rows, _wordings(db))):
        yield "wordings: was altered; it is not what follows from the rows"


def _wordings(db: Database, condition: str = "", *values: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `wordings` as they follow from the rows of this file, by their fingerprints."""
    for *counted, quote in db.conn.execute(f"{_EXPECTED}{condition} ORDER BY 1", values):
        yield (*counted, word_count(quote))


def _forget(db: Database, condition: str, *values: str) -> None:
    for table in ("wordings", "repeats"):
        db.conn.execute(f"DELETE FROM {table}{condition}", values)  # noqa: S608 - names of ours


def _found(db: Database, query: str, value: int | str) -> set[str]:
    return {found for (found,) in db.conn.execute(query, (value,)) if found is not None}


def _fill(db: Database, condition: str, *values: str) -> None:
    repeated = db.conn.execute(
        f"INSERT INTO repeats ({_REPEATS}) SELECT {_REPEATS} FROM expected_repeats"  # noqa: S608 - names of ours
        f"{condition.format('expected_repeats')} ORDER BY statement",
        values,
    )
    if repeated.rowcount:
        marks = ", ".join("?" * (_COUNTED.count(",") + 2))
        db.conn.executemany(
            f"INSERT INTO wordings ({_COUNTED}, words) VALUES ({marks})",  # noqa: S608 - names of ours
            _wordings(db, condition.format("expected_wordings"), *values),
        )
