"""Record what convert.py wrote, day by day: each day is a changeset, as if one had been there and recorded it.

    python examples/losses/load.py DATABASE OUT_FOLDER [DAYS]

What is recorded already is skipped, so that it can be stopped, and run again when the data have grown. DAYS is how many
days to record at most.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from factbase import Factbase
from factbase.formats import jsonl

BY = "examples/losses"


def load(database: Path, folder: Path, most: int | None = None) -> int:
    """Record the files of a folder in the order of their days; return how many changesets that took.

    Raises:
        FactsError: with every problem of a file; the days before it are recorded.
        StoreError: when the database cannot be written.
    """
    files = sorted(folder.glob("*.jsonl"))
    with Factbase(database) as base:
        done = {each.why for each in base.changesets()} if database.exists() else set[str]()
        waiting = [each for each in files if reason(each) not in done]
        started = time.monotonic()
        for number, file in enumerate(waiting[:most], start=1):
            jsonl.load(base, [file], by=BY, why=reason(file))
            if sys.stderr.isatty():
                rate = number / (time.monotonic() - started)
                sys.stderr.write(f"\r{file.stem}: {number} of {len(waiting)}, {rate:.0f} a second ")
        return len(waiting[:most])


def reason(file: Path) -> str:
    """Return why the changeset of a file is recorded."""
    if file.stem == "0000-register":
        return "who counts losses, and of what"
    return f"the totals of {file.stem}"


if __name__ == "__main__":
    if len(sys.argv) not in {3, 4}:
        sys.exit(__doc__)
    recorded = load(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
    print(f"{sys.argv[1]}: {recorded} changesets")
