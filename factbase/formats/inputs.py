"""Inputs: the lines of files, of packed files and of standard input, each with its place."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from factbase.errors import FactsError
from factbase.problems import Location, Problem

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from typing import IO

Watch = Callable[[int, int], None]
"""Is told how many lines were read, and how many bytes of the files as they are on disk."""

STANDARD_INPUT = "-"
_TELL_EVERY = 1000
_UNPACKING = (EOFError, gzip.BadGzipFile, zlib.error, zstd.ZstdError)
_BUFFER = 1 << 20


def lines(paths: Iterable[str], watch: Watch | None = None) -> Iterator[tuple[str, int, bytes]]:
    """Yield every line of the files: the file's name, the line's number from 1, and its bytes.

    Names ending in .gz and .zst are unpacked; ``-`` is standard input.

    Raises:
        FactsError: when a file is not there, or what is packed is damaged.
    """
    count = before = 0
    for path in paths:
        with _opened(path) as (raw, unpacked):
            number = 0
            try:
                for number, line in enumerate(unpacked, start=1):
                    if number % _TELL_EVERY == 0 and watch is not None:
                        watch(count + number, before + _told(raw))
                    yield path, number, line
            except _UNPACKING as error:
                place = Location(path=path, line=number + 1)
                raise FactsError([Problem(location=place, message=f"cannot be unpacked: {error}")]) from None
            count += number
            before += _told(raw)
    if watch is not None:
        watch(count, before)


@contextmanager
def _opened(path: str) -> Iterator[tuple[BinaryIO, IO[bytes]]]:
    """Open a file: as it is on disk, and unpacked."""
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer, sys.stdin.buffer
        return
    if not Path(path).is_file():
        message = "is no file" if Path(path).exists() else "there is no such file"
        raise FactsError([Problem(location=Location(path=path), message=message)])
    with Path(path).open("rb") as raw:
        if path.endswith(".gz"):
            with gzip.open(raw) as unpacked:
                yield raw, io.BufferedReader(cast("io.RawIOBase", unpacked), _BUFFER)
        elif path.endswith(".zst"):
            with zstd.open(raw) as unpacked:
                yield raw, io.BufferedReader(cast("io.RawIOBase", unpacked), _BUFFER)
        else:
            yield raw, raw


def _told(raw: BinaryIO) -> int:
    try:
        return raw.tell()
    except OSError:  # a pipe does not tell
        return 0
