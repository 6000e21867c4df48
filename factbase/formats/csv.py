"""CSV: one file for each table that a spreadsheet wants: the public views, and the nouns that they name.

A cell is written as it is, also one that begins with ``=``, ``+``, ``-`` or ``@``: the files are data, and a quotation
must not be altered. Import such columns as text where a spreadsheet would take a cell for a formula.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.reader import Reader

VIEWS = (
    "statement_summary",
    "provenance",
    "positions",
    "corroboration",
    "attestation",
    "disputes",
    "forecasts",
    "timeline",
    "statement_history",
)
"""The views that are written, each as ``<view>.csv``."""

NOUNS = {
    "sources": (Noun.SOURCE, "id name kind anonymous reason capacity acts_for wikidata"),
    "documents": (
        Noun.DOCUMENT,
        "id title publisher credit byline published retrieved url archived_url language rights copies translates seen",
    ),
    "questions": (
        Noun.QUESTION,
        "id text answer_type multiple timezone precision unit resolution deadline outcome outcome_statement",
    ),
    "topics": (Noun.TOPIC, "id kind name"),
    "ratings": (Noun.RATING, "id evaluator source statement scheme value meaning rated reason"),
    "links": (Noun.LINK, "id type from_statement to_statement from_document to_document confidence basis"),
}
"""The nouns that are written, each as ``<table>.csv``: their fields, ids for what they name, without held texts."""


def write(base: Reader, folder: str | Path) -> list[Path]:
    """Write the views and nouns into the folder, made if absent, as UTF-8 with a header; return the files."""
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    written = [_write(root / f"{view}.csv", *base.table(view)) for view in VIEWS]
    for name, (noun, fields) in NOUNS.items():
        columns = fields.split()
        rows = ([_cell(getattr(record, column)) for column in columns] for record in base.records(noun))
        written.append(_write(root / f"{name}.csv", columns, rows))
    return written


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows(rows)
    return path


def _cell(value: object) -> object:
    """Return a value as the views give it: a truth value is 1 or 0."""
    return int(value) if isinstance(value, bool) else value
