"""JSON Lines: one record a line, with the fields of the model; a line that names no noun is a statement.

A statement may have, instead of `spans`, a `quote` (a text or a list of texts, with `occurrence`, `in` and `locator` as
in facts files), if its document stands in the base or above it. Statements are written after what they name.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import evolve, field, frozen

from factbase import anchoring, wire
from factbase.errors import FactsError, NotFoundError, RecordError, StoreError
from factbase.model import Document, Record, Statement
from factbase.problems import Location, Problem
from factbase.reading import nodes
from factbase.reading.located import Places
from factbase.reading.quotes import read_spans
from factbase.store.changesets import named
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from factbase.base import Changes, Factbase
    from factbase.model import Span
    from factbase.problems import Fault
    from factbase.reader import Reader
    from factbase.store.recording import Recorded

STANDARD_INPUT = "-"
MOST_PROBLEMS = 100
"""How many problems are collected before the rest of the input is left unread."""

_NOUN, _QUOTE, _LINE = "noun", "quote", "line"
_BYTE = re.compile(r"\(byte (\d+)\)$")
_BOM = b"\xef\xbb\xbf"
_ORDER = (Noun.TOPIC, Noun.SOURCE, Noun.DOCUMENT, Noun.QUESTION, Noun.STATEMENT, Noun.RATING, Noun.LINK)


@frozen
class Line:
    """What a line says: its record; else its problems, and of which noun and id the record would be, if it tells."""

    place: Location
    record: Record | None = None
    problems: Sequence[Problem] = ()
    noun: Noun | None = None
    ident: str | None = None


@frozen
class Documents:
    """Where quotes are looked for: documents on lines above (None: a faulty one), and those that `standing` finds."""

    standing: Callable[[str], Document | None] = lambda _: None
    above: dict[str, Document | None] = field(factory=dict)

    def note(self, line: Line) -> None:
        """Keep a document that a line declares."""
        if isinstance(line.record, Document):
            self.above[line.record.id] = line.record
        elif line.noun is Noun.DOCUMENT and line.ident:
            self.above[line.ident] = None


def read(lines: Iterable[bytes], path: str, documents: Documents | None = None) -> Iterator[Line]:
    """Yield what each line says; empty lines are skipped. Quotes are looked for in the `documents` and those above."""
    documents = documents or Documents()
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(_BOM) if number == 1 else line
        if text.strip():
            found = _read(text, Location(path=path, line=number), documents)
            documents.note(found)
            yield found


def _read(line: bytes, place: Location, documents: Documents) -> Line:
    try:
        raw = wire.parse(line)
        noun = wire.noun(raw.pop(_NOUN, str(Noun.STATEMENT)))
    except RecordError as error:
        return Line(place, None, _unreadable(line, place) or [_problem(f, place) for f in error.faults])
    problems: list[Problem] = []
    spans: tuple[Span, ...] | None = ()
    if noun is Noun.STATEMENT and _QUOTE in raw:
        spans = _quoted(raw, place, documents, problems)
    record = None
    try:
        record = wire.from_mapping(noun, raw)
    except RecordError as error:
        problems += [_problem(fault, place) for fault in error.faults]
    if problems or spans is None:
        ident = raw.get("id")
        return Line(place, None, problems, noun, ident if isinstance(ident, str) else None)
    return Line(place, evolve(record, spans=spans) if spans and isinstance(record, Statement) else record)


def _unreadable(line: bytes, place: Location) -> list[Problem]:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode("utf-8")) + 1
        message = f"byte 0x{line[error.start]:02X} is not UTF-8: save the file as UTF-8"
        return [Problem(location=evolve(place, column=column), message=message)]
    return []


def _problem(fault: Fault, place: Location) -> Problem:
    # The parser counts bytes from 0; what is a column may be fewer.
    byte = _BYTE.search(fault.message) if fault.field == _LINE else None
    if byte is not None:
        place = evolve(place, column=int(byte[1]) + 1)
    message = fault.message if fault.field == _LINE else f"{fault.field}: {fault.message}"
    return Problem(location=place, message=message, suggestion=fault.suggestion)


def _quoted(
    raw: dict[str, Any], place: Location, documents: Documents, problems: list[Problem]
) -> tuple[Span, ...] | None:
    """Take the quote out of a statement and return its spans, or None; what is wrong is added to the problems."""
    told = {name: raw.pop(name) for name in (*wire.QUOTING, "locator") if raw.get(name) is not None}
    if raw.get("spans"):
        problems.append(Problem(location=place, message="spans: the quote is written too: write one of them"))
        return None
    entries = tuple(
        nodes.Entry(key=nodes.Scalar(text=name, location=place), value=_node(name, value, place, problems))
        for name, value in told.items()
    )
    ident = raw.get("document")
    if not isinstance(ident, str):  # the record's own check reports it
        return None
    held = documents.above[ident] if ident in documents.above else documents.standing(ident)
    if held is None:
        if ident in documents.above:
            return None
        message = f'quote: the document "{ident}" stands neither in the database nor on a line above'
        problems.append(Problem(location=place, message=message))
        return None
    text = None if held.text is None else _text(held.text)
    return read_spans(
        nodes.Fields(nodes.Mapping(entries=entries, location=place), problems), held, text, problems
    )


def _node(name: str, value: object, place: Location, problems: list[Problem]) -> nodes.Node:
    if isinstance(value, list):
        return nodes.Sequence(
            items=tuple(_node(name, each, place, problems) for each in value), location=place
        )
    if isinstance(value, str) or (name == "occurrence" and type(value) is int):
        return nodes.Scalar(text=str(value), location=place)
    problems.append(Problem(location=place, message=f"{name}: must be text, is {type(value).__name__}"))
    return nodes.Unreadable(location=place)


@lru_cache(maxsize=8)
def _text(text: str) -> anchoring.Text:
    """Return the text made ready for searching; thousands of statements share one."""
    return anchoring.Text(text)


def load(base: Factbase, files: Iterable[str | Path], *, by: str, why: str) -> Recorded:
    """Record the lines of all files (``-`` is standard input) as one changeset.

    Raises:
        FactsError: with every problem of every line, in their order; nothing was written. After `MOST_PROBLEMS` of
            lines that are no record the rest is left unread.
        HistoryError: when an id belongs to a facts folder; nothing was written.
        StoreError: when a file cannot be read, or the database cannot be written; nothing was written.
    """
    paths = [str(each) for each in files]
    order = {path: number for number, path in enumerate(paths)}
    try:
        with base.recording(by=by, note=why, file=", ".join(map(named, paths))) as changes:
            _stage(base, paths, changes)
    except FactsError as error:
        places = ((order.get(each.location.path, -1), each.location.line, each) for each in error.problems)
        raise FactsError(each for *_, each in sorted(places, key=lambda place: place[:2])) from None
    if changes.recorded is None:
        message = "a recording that ended without an error has a result"
        raise AssertionError(message)
    return changes.recorded


def _stage(base: Factbase, paths: Iterable[str], changes: Changes) -> None:
    documents = Documents(partial(_standing, base))
    rejected: list[Problem] = []
    for path in paths:
        with _lines(path) as lines:
            for each in read(lines, path, documents):
                if each.record is not None:
                    changes.add(each.record, Places(each.place).at)
                    continue
                changes.reject(each.problems, each.noun, each.ident)
                rejected += each.problems
                if len(rejected) >= MOST_PROBLEMS:
                    message = f"{len(rejected)} problems up to here: the rest was not read"
                    raise FactsError([*rejected, Problem(location=each.place, message=message)])


def _standing(base: Factbase, ident: str) -> Document | None:
    try:
        return base.document(ident)
    except (NotFoundError, StoreError):  # there is no such document, or nothing was recorded yet
        return None


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
