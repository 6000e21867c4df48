"""JSON Lines: one record a line, with the fields of the model; a line that names no noun is a statement.

A statement may have, instead of `spans`, a `quote` (a text or a list of texts, with `occurrence`, `in` and `locator` as
in facts files), if its document stands in the base or above it. Statements are written after what they name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from attrs import evolve, frozen

from factbase import anchoring, wire
from factbase.errors import FactsError, RecordError
from factbase.formats import inputs
from factbase.model import Document, Record, Statement
from factbase.problems import Location, Problem
from factbase.reading import nodes
from factbase.reading.quotes import read_spans
from factbase.store.changesets import named
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from pathlib import Path

    from factbase.base import Factbase
    from factbase.formats.inputs import Watch
    from factbase.model import Span
    from factbase.problems import Fault
    from factbase.reader import Reader
    from factbase.store.bulk import Bulk
    from factbase.store.recording import Recorded

FEW = 20_000
"""How many lines are few: more are recorded as `large`, with indexes made anew."""

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


class Documents(Protocol):
    """Where quotes are looked for: in documents that stand or came on lines above."""

    def find(self, noun: Noun, ident: str) -> Record | None:
        """Return the record of that noun and id, or None."""

    def declared(self, noun: Noun, ident: str) -> bool:
        """Tell whether the id is that of a faulty record."""


def read(lines: Iterable[tuple[str, int, bytes]], documents: Documents) -> Iterator[Line]:
    """Yield what each line says; empty lines are skipped. Quotes are looked for in the `documents`."""
    for path, number, line in lines:
        text = line.removeprefix(_BOM) if number == 1 else line
        if not text.isspace():
            yield _read(text, Location(path=path, line=number), documents)


def _read(line: bytes, place: Location, documents: Documents) -> Line:
    if (record := wire.quickly(line)) is not None:
        return Line(place, record)
    try:
        raw = wire.parse(line)
        noun = wire.noun(raw.pop(_NOUN)) if _NOUN in raw else Noun.STATEMENT
    except RecordError as error:
        return Line(place, None, _unreadable(line, place) or [_problem(f, place) for f in error.faults])
    if noun is not Noun.STATEMENT or _QUOTE not in raw:
        try:
            return Line(place, wire.from_mapping(noun, raw))
        except RecordError as error:
            return _faulty(place, noun, raw, [_problem(fault, place) for fault in error.faults])
    return _quoting(raw, place, documents)


def _faulty(place: Location, noun: Noun, raw: dict[str, Any], problems: list[Problem]) -> Line:
    ident = raw.get("id")
    return Line(place, None, problems, noun, ident if isinstance(ident, str) else None)


def _quoting(raw: dict[str, Any], place: Location, documents: Documents) -> Line:
    """Return what the line of a statement says that gives the words, whose place is to be found."""
    noun = Noun.STATEMENT
    problems: list[Problem] = []
    spans = _quoted(raw, place, documents, problems)
    record = None
    try:
        record = wire.from_mapping(noun, raw)
    except RecordError as error:
        problems += [_problem(fault, place) for fault in error.faults]
    if problems or spans is None:
        return _faulty(place, noun, raw, problems)
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
    held = documents.find(Noun.DOCUMENT, ident)
    if not isinstance(held, Document):
        if documents.declared(Noun.DOCUMENT, ident):
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


def load(
    base: Factbase, files: Iterable[str | Path], *, by: str, why: str, watch: Watch | None = None
) -> Recorded:
    """Record the lines of all files (``-`` is standard input; .gz and .zst are unpacked) as one changeset.

    Lines are written while they are read. `watch` is told, now and then, how many lines were read and how many bytes
    of the files.

    Raises:
        FactsError: with every problem of every line, in their order; nothing was written. After a hundred the rest is
            left unread.
        HistoryError: when an id belongs to a facts folder; nothing was written.
        StoreError: when a file cannot be read, or the database cannot be written; nothing was written.
    """
    paths = [str(each) for each in files]
    order = {path: number for number, path in enumerate(paths)}
    lines = inputs.lines(paths, watch)
    first = list(islice(lines, FEW))
    file = ", ".join(map(named, paths))
    try:
        with base.loading(by=by, note=why, file=file, large=len(first) == FEW) as bulk:
            for each in read(_not_plain(chain(first, lines), bulk), bulk):
                if each.record is not None:
                    bulk.add(each.record, each.place)
                else:
                    bulk.reject(each.problems, each.noun, each.ident)
    except FactsError as error:
        places = ((order.get(each.location.path, -1), each.location.line, each) for each in error.problems)
        raise FactsError(each for *_, each in sorted(places, key=lambda place: place[:2])) from None
    if bulk.recorded is None:
        message = "a load that ended without an error has a result"
        raise AssertionError(message)
    return bulk.recorded


def _not_plain(lines: Iterable[tuple[str, int, bytes]], bulk: Bulk) -> Iterator[tuple[str, int, bytes]]:
    """Record each line that is a plain statement, and yield the others."""
    for path, number, line in lines:
        found = wire.sketch(line)
        if found is None or not bulk.add_plain(found, path, number):
            yield path, number, line


def write(base: Reader, out: BinaryIO) -> int:
    """Write every current record, in an order that does not depend on when it was recorded; return how many."""
    count = 0
    for noun in _ORDER:
        for record in base.records(noun, by_id=True):
            out.write(line(noun, record))
            count += 1
    return count


def line(noun: Noun, record: Record) -> bytes:
    """Return the line of one record; that of a statement names no noun."""
    encoded = wire.encode(record)
    if noun is not Noun.STATEMENT:
        encoded = b'{"noun":' + json.dumps(str(noun)).encode() + b"," + encoded[1:]
    return encoded + b"\n"
