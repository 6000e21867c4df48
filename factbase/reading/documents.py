"""Documents as written: one file each, with the text it names and the statements it holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from factbase import anchoring
from factbase.model import Document
from factbase.problems import Location, Problem, did_you_mean
from factbase.reading.links import read_links
from factbase.reading.located import Located, Places, build
from factbase.reading.nodes import Fields, Problems, Scalar, as_mapping
from factbase.reading.statements import StatementReader
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from factbase.reading.nodes import Node

_STAND_IN = "faulty"
_TEXTS = (
    "title credit byline url archived_url published retrieved language media_type rights sha256 copies translates"
).split()


@frozen(kw_only=True)
class Relay:
    """A statement of another document that this one retells: its id, and the document that does."""

    document: Document
    statement: Scalar


@frozen
class DocumentReader:
    """Reads the files of documents; what they hold is in `found` and `relays`, what is wrong in `problems`."""

    folder: Path
    problems: Problems
    declare: Callable[[Noun, str], None]
    found: list[Located] = field(factory=list)
    relays: list[Relay] = field(factory=list)

    def read(self, path: Path, node: Node) -> None:
        """Read the file of one document."""
        mapping = as_mapping(node, self.problems)
        if mapping is None:
            return
        fields = Fields(mapping, self.problems)
        places = Places(fields.location, {name: fields.where(name) for name in fields.names()})
        document, items = self._document(path, fields, places)
        ident = fields.text("document") or ""
        links = read_links(fields, Noun.DOCUMENT, ident, self.problems, leaving_out=("copies", "translates"))
        relayed = fields.scalars("relays")
        fields.finish()
        if document is None:
            document = self._stand_in(path, fields)
        else:
            self.found.append(Located(document, places))
            self.found.extend(links)
            self.relays.extend(Relay(document=document, statement=scalar) for scalar in relayed)
        text = None if document.text is None else anchoring.Text(document.text)
        reader = StatementReader(document, text, self.problems, self.declare, self.found)
        for item in items:
            reader.read(item)

    def _document(
        self, path: Path, fields: Fields, places: Places
    ) -> tuple[Document | None, tuple[Node, ...]]:
        ident, publisher = fields.text("document", required=True), fields.text("publisher", required=True)
        places.put("id", fields.where("document"))
        if ident is not None:
            self.declare(Noun.DOCUMENT, ident)
        told: dict[str, Any] = {name: fields.text(name) for name in _TEXTS}
        seen = fields.flag("seen")
        name = fields.scalar("text")
        text = None if name is None else self._text(path, name)
        items = fields.items("statements")
        if ident is None or publisher is None or (name is not None and text is None):
            return None, items
        made = build(
            lambda: Document(id=ident, publisher=publisher, text=text, seen=seen is not False, **told),
            places,
            self.problems,
        )
        return made, items

    def _stand_in(self, path: Path, fields: Fields) -> Document:
        """Return a document in place of a faulty one, so that its statements are checked in the same run.

        It is never recorded, and what is wrong with it has been said.
        """
        spare = DocumentReader(self.folder, [], self.declare)
        name = fields.scalar("text")
        text = spare._text(path, name) if name else None
        for noun in (Noun.DOCUMENT, Noun.SOURCE):
            self.declare(noun, _STAND_IN)
        ident = fields.text("document") or _STAND_IN
        made = build(partial(Document, id=ident, publisher=_STAND_IN, text=text), Places(fields.location), [])
        return made or Document(id=_STAND_IN, publisher=_STAND_IN)

    def _text(self, path: Path, name: Scalar) -> str | None:
        """Return the held text, code point for code point; no line end is changed."""
        target = path.parent / name.text
        if not target.resolve().is_relative_to(self.folder.resolve()):
            self._refuse(name.location, f'text: "{name.text}" leaves the facts folder')
            return None
        try:
            return target.read_bytes().decode("utf-8")
        except FileNotFoundError:
            self._refuse(name.location, f'text: there is no file "{name.text}"', _near(target))
        except OSError as error:
            self._refuse(name.location, f'text: "{name.text}" cannot be read: {error.strerror}')
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self._refuse(name.location, f'text: "{name.text}" is not UTF-8 (line {line}): save it as UTF-8')
        return None

    def _refuse(self, location: Location, message: str, suggestion: str | None = None) -> None:
        self.problems.append(Problem(location=location, message=message, suggestion=suggestion))


def _near(target: Path) -> str | None:
    if not target.parent.is_dir():
        return None
    return did_you_mean(target.name, sorted(each.name for each in target.parent.iterdir() if each.is_file()))
