"""Bytes of a facts file as text in which every place has a line and a column, and what cannot be read is reported."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from attrs import Factory, frozen

from factbase.problems import Location, Problem

if TYPE_CHECKING:
    from factbase.reading.nodes import Problems

MOST_BYTES: Final = 4 * 1024 * 1024
"""The largest facts file that is read, in bytes: some thousand statements; more than that is JSON Lines."""

MOST_UNREADABLE: Final = 20
"""How many unreadable places of one file are reported before it is given up as no text file."""

_BYTE_ORDER_MARK: Final = "\ufeff"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")

# `surrogateescape` turns each bad byte into one of U+DC80..U+DCFF, which good UTF-8 cannot hold. The line separators
# U+0085, U+2028 and U+2029 are refused because YAML breaks lines at them and editors do not: text would silently fold.
_UNREADABLE: Final = re.compile(
    "(?P<bytes>[\udc80-\udcff]+)"
    "|(?P<separator>[\x85\u2028\u2029])"
    "|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff])(?P=control)*",
)


def _starts_of_lines(source: SourceText) -> tuple[int, ...]:
    return (0, *(end.end() for end in _LINE_END.finditer(source.text)))


@frozen(kw_only=True)
class SourceText:
    """The text of one file (without its byte order mark) and its path as the user gave it."""

    path: str
    text: str
    _line_starts: tuple[int, ...] = Factory(_starts_of_lines, takes_self=True)

    def at(self, index: int) -> Location:
        """Return the place of the code point at `index` (from 0): line and column from 1, columns in code points."""
        line = bisect_right(self._line_starts, index)
        return Location(path=self.path, line=line, column=index - self._line_starts[line - 1] + 1)


def read_source(data: bytes, path: str, problems: Problems) -> SourceText | None:
    """Decode the UTF-8 `data` of the file at `path`; None, with a problem added, when it is no readable text at all.

    A byte order mark is accepted and dropped. Bytes that are not UTF-8, control characters and Unicode line separators
    are added to `problems`, one for each run, and replaced by U+FFFD (a code point for each byte or character), so
    that what else is wrong with the file can still be found.
    """
    start = Location(path=path)
    if len(data) > MOST_BYTES:
        message = f"{len(data):,} bytes, more than {MOST_BYTES:,}: split the file, or load it as JSON Lines"
        problems.append(Problem(location=start, message=message))
        return None
    if data.startswith(_UTF_16):
        problems.append(Problem(location=start, message="the file is UTF-16: save it as UTF-8"))
        return None
    text = data.decode("utf-8", "surrogateescape").removeprefix(_BYTE_ORDER_MARK)
    source = SourceText(path=path, text=text)
    unreadable = list(_UNREADABLE.finditer(text))
    for place in unreadable[:MOST_UNREADABLE]:
        problems.append(Problem(location=source.at(place.start()), message=_why_unreadable(place)))
    if len(unreadable) > MOST_UNREADABLE:
        message = f"{len(unreadable) - MOST_UNREADABLE:,} more unreadable places: is this a text file?"
        problems.append(Problem(location=source.at(unreadable[MOST_UNREADABLE].start()), message=message))
        return None
    if not unreadable:
        return source
    return SourceText(path=path, text=_UNREADABLE.sub(lambda place: "\ufffd" * len(place[0]), text))


def _why_unreadable(place: re.Match[str]) -> str:
    first = ord(place[0][0])
    match place.lastgroup:
        case "bytes":
            return f"byte 0x{first - 0xDC00:02X} is not UTF-8: save the file as UTF-8"
        case "separator":
            return f"the invisible line separator U+{first:04X}: use a space or a line break"
        case _:
            return f"the control character U+{first:04X}: remove it"
