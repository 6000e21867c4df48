"""JSON Lines: one record a line, with the fields of the model; a line that names no noun is a statement.

Statements come last when written, so that whatever a line names stands above it.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from factbase import wire
from factbase.errors import FactsError, RecordError
from factbase.problems import Location, Problem
from factbase.reading.located import Places
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factbase.base import Factbase
    from factbase.model import Record
    from factbase.reader import Reader
    from factbase.store.recording import Recorded

STANDARD_INPUT = "-"
_NOUN = "noun"
_BOM = b"\xef\xbb\xbf"
_ORDER = (Noun.TOPIC, Noun.SOURCE, Noun.DOCUMENT, Noun.QUESTION, Noun.STATEMENT, Noun.RATING, Noun.LINK)


def read(lines: Iterable[bytes], path: str, problems: list[Problem]) -> Iterator[tuple[Record, Location]]:
    """Yield the record of each line with its place; what is wrong is added to `problems`; empty lines are skipped."""
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(_BOM) if number == 1 else line
        if not text.strip():
            continue
        place = Location(path=path, line=number)
        try:
            yield _record(text), place
        except RecordError as error:
            for fault in error.faults:
                message = fault.message if fault.field == "line" else f"{fault.field}: {fault.message}"
                problems.append(Problem(location=place, message=message, suggestion=fault.suggestion))


def _record(line: bytes) -> Record:
    raw = wire.parse(line)
    noun = raw.pop(_NOUN, str(Noun.STATEMENT))
    return wire.from_mapping(wire.noun(noun), raw)


def load(base: Factbase, files: Iterable[str | Path], *, by: str, why: str) -> Recorded:
    """Record the lines of all files (``-`` is standard input) as one changeset.

    Raises:
        FactsError: with every problem of every line; nothing was written.
        HistoryError: when an id belongs to a facts folder; nothing was written.
        StoreError: when a file cannot be read, or the database cannot be written; nothing was written.
    """
    paths = [str(each) for each in files]
    problems: list[Problem] = []
    with base.recording(by=by, note=why, file=", ".join(paths)) as changes:
        for path in paths:
            with _lines(path) as lines:
                for record, place in read(lines, path, problems):
                    changes.add(record, Places(place).at)
        if problems:
            raise FactsError(problems)
    if changes.recorded is None:
        message = "a recording that ended without an error has a result"
        raise AssertionError(message)
    return changes.recorded


@contextmanager
def _lines(path: str) -> Iterator[BinaryIO]:
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    if not Path(path).is_file():
        message = "is no file" if Path(path).exists() else "there is no such file"
        raise FactsError([Problem(location=Location(path=path), message=message)])
    with Path(path).open("rb") as opened:
        yield opened


def write(base: Reader, out: BinaryIO) -> int:
    """Write every current record, in an order that does not depend on when it was recorded; return how many."""
    count = 0
    for noun in _ORDER:
        for record in sorted(base.records(noun), key=lambda each: each.id or ""):
            out.write(line(noun, record))
            count += 1
    return count


def line(noun: Noun, record: Record) -> bytes:
    """Return the line of one record; that of a statement names no noun."""
    encoded = wire.encode(record)
    if noun is not Noun.STATEMENT:
        encoded = b'{"noun":' + json.dumps(str(noun)).encode() + b"," + encoded[1:]
    return encoded + b"\n"
