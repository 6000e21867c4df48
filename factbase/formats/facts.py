"""Facts folders: every current record as YAML that a person could have written.

What the reader works out by itself is left out; reading the folder gives the same records, so building it again into
the database it came from records nothing new, whichever route its rows belong to.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from factbase.errors import StoreError
from factbase.formats.plain import document, link, question, rating, source, statement, topic
from factbase.model import Document, Link, Question, Rating, Source, Statement, Topic
from factbase.reading.source_text import MOST_BYTES
from factbase.vocabulary import Noun, Part
from factbase.world import Records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factbase.model import Record
    from factbase.reader import Reader

_WIDTH = 118
_SHORT = 90
# Written raw, a reader would fold or refuse these.
_UNSAFE = frozenset("\t\r\n\x85\u2028\u2029\ufeff")


class _Text(str):
    """A text, so that the dumper asks `_represent` for its style."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes texts plainly where the reader takes them so, and in double quotes where it would not."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - its base asks for it
        """Never write an anchor: the reader refuses them."""
        return True

    def represent_data(self, data: object) -> yaml.Node:
        """Write texts in brackets or braces only if they are short."""
        node = super().represent_data(data)
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            texts = [each for item in node.value for each in (item if isinstance(item, tuple) else (item,))]
            node.flow_style = sum(len(text.value) + 2 for text in texts) <= _SHORT
        return node

    def check_simple_key(self) -> bool:
        """Never write a key after a question mark, however long: the reader refuses that, and keys are on one line."""
        return isinstance(self.event, yaml.ScalarEvent) or super().check_simple_key()


def _represent(dumper: yaml.SafeDumper, text: _Text) -> yaml.Node:
    risky = any(c in _UNSAFE or not c.isprintable() for c in text) or text != text.strip()
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"' if risky else None)


_Dumper.add_representer(_Text, _represent)
# The reader takes nothing for a date, a number or a truth value, so nothing needs quotes for that.
_Dumper.yaml_implicit_resolvers = {}


def scalar(text: str) -> str:
    """Return a text as it stands in a facts file, on one line: in quotation marks where it needs them."""
    return (
        yaml.dump(_Text(text), Dumper=_Dumper, allow_unicode=True, width=sys.maxsize)
        .removesuffix("...\n")
        .rstrip("\n")
    )


def write(base: Reader, folder: str | Path) -> list[Path]:
    """Write the folder, made if absent, and return its files; a held text becomes a file beside its document.

    The records of both routes are written. Built again, the folder answers for those that came from one; what was
    loaded stays with its own route, and is no news as long as the folder says the same of it.

    Raises:
        StoreError: when a file would be longer than the reader takes: facts files are what people can read.
    """
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    records = {noun: list(base.records(noun)) for noun in Noun}
    world = Records(record for group in records.values() for record in group)
    written = [
        _dump(root / f"{name}.yaml", [plain(record) for record in records[noun]])
        for name, (noun, plain) in _REGISTERS.items()
        # A folder needs a file, also one that says that there is nothing.
        if records[noun] or (name == "sources" and not any(records.values()))
    ]
    links, statements = _by_start(records[Noun.LINK]), _by_document(records[Noun.STATEMENT])
    for record in records[Noun.DOCUMENT]:
        if isinstance(record, Document):
            held = [
                statement(each, record, world, links.get((Noun.STATEMENT, each.id or ""), ()))
                for each in statements.get(record.id, ())
            ]
            written += _document(root, record, links.get((Noun.DOCUMENT, record.id), ()), held)
    return written


def _by_start(records: Iterable[Record]) -> dict[tuple[Noun, str], list[Link]]:
    """Return the links of each statement and of each document; the two may have the same id."""
    found: dict[tuple[Noun, str], list[Link]] = {}
    for each in records:
        if isinstance(each, Link):
            noun = Noun.STATEMENT if each.from_statement else Noun.DOCUMENT
            found.setdefault((noun, each.origin), []).append(each)
    return found


def _by_document(records: Iterable[Record]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for each in records:
        if isinstance(each, Statement):
            found.setdefault(each.document, []).append(each)
    for group in found.values():
        group.sort(key=_stands_at)
    return found


def _stands_at(statement: Statement) -> tuple[int, str]:
    """Return where a statement stands in the text; one that quotes nothing comes last."""
    starts = [span.start for span in statement.spans if span.part is Part.TEXT]
    return min(starts, default=sys.maxsize), statement.id or ""


def _document(
    root: Path, record: Document, links: Iterable[Link], statements: list[dict[str, Any]]
) -> list[Path]:
    # A document may be called what a register is called. No id has a dot, so that no other is called so.
    stem = f"{record.id}.document" if record.id in _REGISTERS else record.id
    text = root / f"{stem}.txt"
    plain = document(record, text.name)
    if links:
        plain["links"] = [link(each) for each in links]
    if statements:
        plain["statements"] = statements
    written = [_dump(root / f"{stem}.yaml", plain)]
    if record.text is not None:
        text.write_bytes(record.text.encode("utf-8"))
        written.append(text)
    return written


def _dump(path: Path, plain: object) -> Path:
    data: bytes = yaml.dump(
        _marked(plain),
        Dumper=_Dumper,
        allow_unicode=True,
        encoding="utf-8",
        sort_keys=False,
        width=_WIDTH,
        default_flow_style=None,
    )
    if len(data) > MOST_BYTES:
        message = (
            f"{path}: would have {len(data):,} bytes, more than {MOST_BYTES:,}: write JSON Lines instead"
        )
        raise StoreError(message)
    path.write_bytes(data)
    return path


def _marked(plain: object) -> object:
    """Return the same tree with its texts marked for `_represent`."""
    if isinstance(plain, dict):
        return {_Text(key): _marked(value) for key, value in plain.items()}
    return [_marked(item) for item in plain] if isinstance(plain, list) else _Text(plain)


def _register(
    cls: type[Record], plain: Callable[[Any], dict[str, Any]]
) -> Callable[[Record], dict[str, Any]]:
    def write_one(record: Record) -> dict[str, Any]:
        if not isinstance(record, cls):
            raise TypeError(type(record).__name__)
        return plain(record)

    return write_one


_REGISTERS = {
    "topics": (Noun.TOPIC, _register(Topic, topic)),
    "sources": (Noun.SOURCE, _register(Source, source)),
    "questions": (Noun.QUESTION, _register(Question, question)),
    "ratings": (Noun.RATING, _register(Rating, rating)),
}
