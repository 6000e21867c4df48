"""CSV: one file for each table that a spreadsheet wants, with the columns of the public views.

A cell is written as it is, also one that begins with ``=``: the files are data, and a quotation must not be altered.
Import them as text where a spreadsheet would take such a cell for a formula.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def write(base: Reader, folder: str | Path) -> list[Path]:
    """Write each view into the folder, made if absent, as UTF-8 with a header; return the files."""
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    written = []
    for view in VIEWS:
        path = root / f"{view}.csv"
        columns, rows = base.table(view)
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(columns)
            writer.writerows(rows)
        written.append(path)
    return written
