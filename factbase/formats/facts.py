"""Facts folders: every current record as YAML that a person could have written.

What the reader works out by itself is left out; reading the folder gives the same records, so building it again into
the database it came from records nothing new, whichever route its rows belong to.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from factbase.formats.plain import document, link, question, rating, source, statement, topic
from factbase.model import Document, Link, Question, Rating, Source, Statement, Topic
from factbase.vocabulary import Noun
from factbase.world import Records

if TYPE_CHECKING:
    from collections.abc import Callable

    from factbase.model import Record
    from factbase.reader import Reader

_WIDTH = 118
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


def _represent(dumper: yaml.SafeDumper, text: _Text) -> yaml.Node:
    risky = any(c in _UNSAFE or not c.isprintable() for c in text) or text != text.strip()
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"' if risky else None)


_Dumper.add_representer(_Text, _represent)
# The reader takes nothing for a date, a number or a truth value, so nothing needs quotes for that.
_Dumper.yaml_implicit_resolvers = {}


def write(base: Reader, folder: str | Path) -> list[Path]:
    """Write the folder, made if absent, and return its files; a held text becomes a file beside its document."""
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    records = {noun: list(base.records(noun)) for noun in Noun}
    world = Records(record for group in records.values() for record in group)
    written = [
        _dump(root / name, [plain(record) for record in records[noun]])
        for name, noun, plain in _REGISTERS
        if records[noun]
    ]
    links: dict[str, list[Link]] = {}
    statements: dict[str, list[Statement]] = {}
    for each in records[Noun.LINK]:
        if isinstance(each, Link):
            links.setdefault(each.origin, []).append(each)
    for each in records[Noun.STATEMENT]:
        if isinstance(each, Statement):
            statements.setdefault(each.document, []).append(each)
    for record in records[Noun.DOCUMENT]:
        if isinstance(record, Document):
            inner = statements.get(record.id, [])
            held = [statement(each, record, world, links.get(each.id or "", [])) for each in inner]
            written += _document(root, record, links.get(record.id, []), held)
    return written


def _document(
    root: Path, record: Document, links: list[Link], statements: list[dict[str, Any]]
) -> list[Path]:
    # A document may be called what a register is called.
    stem = (
        f"document-{record.id}" if record.id in {"sources", "questions", "topics", "ratings"} else record.id
    )
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
    text = yaml.dump(
        _marked(plain),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
        default_flow_style=None,
    )
    path.write_text(text, encoding="utf-8")
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


_REGISTERS = (
    ("topics.yaml", Noun.TOPIC, _register(Topic, topic)),
    ("sources.yaml", Noun.SOURCE, _register(Source, source)),
    ("questions.yaml", Noun.QUESTION, _register(Question, question)),
    ("ratings.yaml", Noun.RATING, _register(Rating, rating)),
)
