"""YAML to located nodes: the small, safe part of YAML that facts files use. The only module that imports PyYAML.

Every value is text (the semantics of PyYAML's BaseLoader). What could change a text unseen, or say one thing and mean
another, is refused at its place: anchors, aliases, tags, directives, merge keys, complex keys, duplicate keys, empty
values, and a comment after unquoted text. Nodes are made from the event stream, not from `yaml.compose`, because the
node tree no longer knows where anchors, comments and missing colons stood.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeGuard

from attrs import define, field
from yaml import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import AnchorToken, DocumentStartToken, StreamEndToken

from factbase.problems import Problem
from factbase.reading.nodes import Entry, Mapping, Node, Scalar, Sequence, Unreadable, describe, shown
from factbase.reading.plain_words import BACKSLASH, in_plain_words
from factbase.reading.source_text import SourceText, read_source

if TYPE_CHECKING:
    from yaml import Event, Token

    from factbase.reading.nodes import Problems

MOST_LEVELS: Final = 50
"""How deep lists and mappings may stand in each other; a facts file needs seven."""

_COMMENT_ON_THE_LINE: Final = re.compile(r"[ \t]+(?=#)")
_ESCAPE: Final = re.compile(
    r"\\(?:(?P<bad>0|x00|u0000|U0{8}|(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
_EMPTY_FILE: Final = "an empty file: write the facts, or remove the file"
_SECOND_DOCUMENT: Final = (
    'a second document: "---" and "..." may not divide a file; give it a file of its own'
)


def compose(data: bytes, path: str, problems: Problems) -> Node | None:
    """Return the node tree of a YAML file, given its bytes and its path as the user wrote it.

    Every fault found is added to `problems`, in the order of the file. Whatever could be read is returned, so that the
    facts in it can be checked in the same run; None means that nothing could be (no text, an empty file, or a syntax
    error, after which YAML cannot go on). Never raises for any bytes.
    """
    found: list[Problem] = []
    source = read_source(data, path, found)
    root = None if source is None else _compose_text(source, found)
    for problem in sorted(found, key=lambda problem: (problem.location.line, problem.location.column)):
        problems.append(problem)
    return root


def _compose_text(source: SourceText, found: list[Problem]) -> Node | None:
    events = _Events(source, found)
    try:
        return _Composer(source=source, events=events, found=found).document()
    except MarkedYAMLError as error:
        index, message = _where_and_why(error, source.text)
    except _TooDeepError as error:
        index = error.index
        message = f"more than {MOST_LEVELS} lists and mappings inside each other: write it flatter"
    except (ValueError, OverflowError):  # PyYAML's own: an escape such as "\UFFFFFFFF" is no code point
        index = source.text.rfind("\\", 0, events.index)
        message = "an escape that is no character: write the character itself"
    location = source.at(index)
    if all(problem.location != location for problem in found):  # else what stands here was refused already
        found.append(Problem(location=location, message=message))
    return None


class _Events(Reader, Scanner, Parser):
    """The events of a text. Anchors, tags, directives and ``?`` keys are reported, then passed over."""

    def __init__(self, source: SourceText, found: list[Problem]) -> None:
        Reader.__init__(self, source.text)
        Scanner.__init__(self)
        Parser.__init__(self)
        self._source = source
        self._found = found

    # The stubs of PyYAML leave these three untyped.
    def next(self) -> Event:
        event: Event = self.get_event()  # type: ignore[no-untyped-call]
        return event

    def ahead(self) -> Event:
        event: Event = self.peek_event()  # type: ignore[no-untyped-call]
        return event

    def token_ahead(self) -> Token:
        token: Token = self.peek_token()  # type: ignore[no-untyped-call]
        return token

    def _refuse(self, message: str) -> None:
        self._found.append(Problem(location=self._source.at(self.index), message=message))

    def fetch_anchor(self) -> None:
        self._refuse("an anchor (&): remove it, or quote text that begins with &")
        self.scan_anchor(AnchorToken)  # type: ignore[no-untyped-call]

    def fetch_tag(self) -> None:
        self._refuse("a tag (!): remove it, or quote text that begins with !")
        self.scan_tag()

    def fetch_directive(self) -> None:
        self._refuse("a directive (%): remove the line, or quote text that begins with %")
        self.unwind_indent(-1)
        self.remove_possible_simple_key()
        self.allow_simple_key = False
        while self.peek() not in "\0\r\n":
            self.forward()

    def fetch_key(self) -> None:
        self._refuse('a "?" key: write "key: value", or quote text that begins with ?')
        super().fetch_key()


class _TooDeepError(Exception):
    """Lists and mappings stand too deep in each other at `index`; stops the composing."""

    def __init__(self, index: int) -> None:
        self.index = index
        super().__init__(index)


@define(kw_only=True)
class _Composer:
    """Builds the nodes of one text out of its events."""

    source: SourceText
    events: _Events
    found: list[Problem]
    level: int = field(default=0, init=False)

    def document(self) -> Node | None:
        """Read the one document of the file."""
        self.events.next()  # the start of the stream
        start = self.events.next()
        if isinstance(start, StreamEndEvent):
            self._refuse(0, _EMPTY_FILE)
            return None
        first = self.events.ahead()
        root = self.node()
        end = self.events.next()
        after = self.events.token_ahead()
        divided = isinstance(after, DocumentStartToken) or (
            isinstance(end, DocumentEndEvent) and end.explicit
        )
        if divided and not isinstance(after, StreamEndToken):
            self._refuse(_start(after), _SECOND_DOCUMENT)
        else:
            self.events.next()  # the end of the stream; what else stands there is a syntax error
        if _is_empty(first):
            self._refuse(0, _EMPTY_FILE)
            return None
        return root

    def _refuse(self, index: int, message: str) -> None:
        self.found.append(Problem(location=self.source.at(index), message=message))

    def node(self) -> Node:
        """Read one node, whatever it is."""
        event = self.events.next()
        start = _start(event)
        match event:
            case ScalarEvent():
                return self._scalar(event)
            case SequenceStartEvent() | MappingStartEvent():
                self.level += 1
                if self.level > MOST_LEVELS:
                    raise _TooDeepError(start)
                node = self._mapping(event) if isinstance(event, MappingStartEvent) else self._sequence(event)
                self.level -= 1
                return node
            case _:
                self._refuse(start, "an alias (*): write the text again, or quote text that begins with *")
                return Unreadable(location=self.source.at(start))

    def value(self) -> Node:
        """Read one node that must not be empty."""
        event = self.events.ahead()
        node = self.node()
        if not _is_empty(event):
            return node
        message = "empty value: write one, or leave it out"
        if _COMMENT_ON_THE_LINE.match(self.source.text, _start(event)):
            message = 'empty value: " #" begins a comment; quote the text if the # belongs to it'
        self._refuse(_start(event), message)
        return Unreadable(location=node.location)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        start, end = _start(event), _end(event)
        if _is_plain(event) and event.value:
            comment = _COMMENT_ON_THE_LINE.match(self.source.text, end)
            if comment:
                message = "a comment after unquoted text: quote the text, or move the comment to its own line"
                self._refuse(comment.end(), message)
        elif event.style == '"':
            for escape in _ESCAPE.finditer(self.source.text, start, end):
                if escape["bad"]:
                    message = f'the escape "{escape[0]}" is no character: write the character itself'
                    self._refuse(escape.start(), message)
        return Scalar(text=event.value, location=self.source.at(start))

    def _sequence(self, start: SequenceStartEvent) -> Sequence:
        items = []
        while not self.events.check_event(SequenceEndEvent):
            items.append(self.value())
        self.events.next()
        return Sequence(items=tuple(items), location=self.source.at(_start(start)))

    def _mapping(self, start: MappingStartEvent) -> Mapping:
        entries: dict[str, Entry] = {}
        unquoted: Entry | None = None  # the entry before, if its value is text without quotation marks
        while not self.events.check_event(MappingEndEvent):
            key_event = self.events.ahead()
            key = self._key()
            value_event = self.events.ahead()
            if start.flow_style and key is not None and self._lacks_colon(key_event, value_event):
                self._refuse(_start(key_event), _no_value(key, unquoted))
                self.events.next()
                continue
            value = self.value()
            if key is not None and not self._is_repeated(key, entries):
                entries[key.text] = entry = Entry(key=key, value=value)
                unquoted = entry if _is_plain(value_event) else None
        self.events.next()
        return Mapping(entries=tuple(entries.values()), location=self.source.at(_start(start)))

    def _key(self) -> Scalar | None:
        event = self.events.ahead()
        node = self.node()
        match node:
            case Scalar(text="<<") if _is_plain(event):
                self._refuse(_start(event), "a merge key (<<): write the fields out")
            case Scalar(text=""):
                self._refuse(_start(event), "an empty key: write one before the colon")
            case Scalar():
                return node
            case Sequence() | Mapping():
                self._refuse(_start(event), f"a key must be text, found {describe(node)}")
            case Unreadable():
                pass
        return None

    def _is_repeated(self, key: Scalar, entries: dict[str, Entry]) -> bool:
        first = entries.get(key.text)
        if first is None:
            return False
        message = f'duplicate key "{shown(key.text)}": first written on line {first.key.location.line}'
        self.found.append(Problem(location=key.location, message=message))
        return True

    def _lacks_colon(self, key: Event, value: Event) -> bool:
        between = self.source.text[_end(key) : _start(value)]
        return _is_empty(value) and not between.lstrip().startswith(":")


def _no_value(key: Scalar, unquoted: Entry | None) -> str:
    if ":" in key.text:
        return f'"{shown(key.text)}" has no value: put a space after the colon'
    message = f'"{shown(key.text)}" has no value: quote the comma, if it belongs to the text before it'
    if unquoted is None or not isinstance(unquoted.value, Scalar) or '"' in unquoted.value.text + key.text:
        return message
    return f'{message} ({shown(unquoted.key.text)}: "{shown(unquoted.value.text)}, {shown(key.text)}")'


def _is_plain(event: Event) -> TypeGuard[ScalarEvent]:
    """Whether this is text without quotation marks."""
    return isinstance(event, ScalarEvent) and event.style is None


def _is_empty(event: Event) -> bool:
    """Whether nothing at all is written where a value belongs (``""`` is something)."""
    return _is_plain(event) and not event.value


def _start(of: Event | Token) -> int:
    return of.start_mark.index if of.start_mark else 0


def _end(of: Event) -> int:
    return of.end_mark.index if of.end_mark else 0


def _where_and_why(error: MarkedYAMLError, text: str) -> tuple[int, str]:
    """Return the index in `text` where a syntax error should be shown, and its meaning in plain words."""
    message, at_context = in_plain_words(error.context, error.problem)
    mark = error.context_mark if at_context and error.context_mark else error.problem_mark
    index = mark.index if mark else 0
    if message == BACKSLASH:
        index = text.rfind("\\", 0, index + 1)
    return index, message.replace("{char}", text[index : index + 1])
