"""Documents as written: one file each, with the text it names and the statements it holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from factbase import anchoring
from factbase.model import Document
from factbase.problems import Location, Problem, did_you_mean
from factbase.reading.links import read_links
from factbase.reading.located import Declare, Located, Places, build, stand_in_id
from factbase.reading.nodes import Fields, Problems, Scalar, as_mapping
from factbase.reading.statements import StatementReader
from factbase.vocabulary import Noun

if TYPE_CHECKING:
    from factbase.reading.nodes import Node

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
    declare: Declare
    found: list[Located] = field(factory=list)
    relays: list[Relay] = field(factory=list)

    def read(self, path: Path, node: Node) -> None:
        """Read the file of one document."""
        mapping = as_mapping(node, self.problems)
        if mapping is None:
            return
        fields = Fields(mapping, self.problems)
        places = Places(fields.location, {name: fields.where(name) for name in fields.names()})
        document = self._document(path, fields, places)
        links = read_links(
            fields, Noun.DOCUMENT, document.id, self.problems, leaving_out=("copies", "translates")
        )
        relayed = fields.scalars("relays")
        items = fields.items("statements")
        if "statements" in fields.names() and not items:
            self.declare(Noun.STATEMENT, None, None)
        fields.finish()
        self.found.extend([Located(document, places), *links])
        self.relays.extend(Relay(document=document, statement=scalar) for scalar in relayed)
        text = None if document.text is None else anchoring.Text(document.text)
        blind = text is None and "text" in fields.names()
        reader = StatementReader(document, text, self.problems, self.declare, self.found, blind)
        for item in items:
            reader.read(item)

    def _document(self, path: Path, fields: Fields, places: Places) -> Document:
        """Return the document; for a faulty one a stand-in, so that its statements are checked in the same run."""
        told: dict[str, Any] = {
            "id": fields.text("document", required=True),
            "publisher": fields.text("publisher", required=True),
            "seen": fields.flag("seen") is not False,
            **{name: fields.text(name) for name in _TEXTS},
        }
        places.put("id", fields.where("document"))
        name = fields.scalar("text")
        told["text"] = None if name is None else self._text(path, name)
        first = told["id"] is None or self.declare(Noun.DOCUMENT, told["id"], places.at("id"))
        absent = {name for name in ("id", "publisher") if told[name] is None}
        made = build(partial(Document, **told), places, self.problems, reported=absent)
        if made is not None and first:
            return made
        return self._stand_in(told, fields.location)

    def _stand_in(self, told: dict[str, Any], where: Location) -> Document:
        """Return a document with what is sound of a faulty one, under an id that is its own; it is never recorded."""
        ident = stand_in_id(where)
        sound = {name: told[name] for name in ("title", "credit", "published") if _sound(name, told[name])}
        publisher = told["publisher"] if _sound("publisher", told["publisher"]) else ident
        if publisher == ident:
            self.declare(Noun.SOURCE, ident, None)
        return Document(id=ident, publisher=publisher, text=told["text"] or None, **sound)

    def _text(self, path: Path, name: Scalar) -> str | None:
        """Return the held text, code point for code point; no line end is changed."""
        target = path.parent / name.text
        try:
            if not target.resolve().is_relative_to(self.folder.resolve()):
                self._refuse(name.location, f'text: "{name.text}" leaves the facts folder')
                return None
            return target.read_bytes().decode("utf-8")
        except FileNotFoundError:
            self._refuse(name.location, f'text: there is no file "{name.text}"', _near(target))
        except OSError as error:
            self._refuse(name.location, f'text: "{name.text}" cannot be read: {error.strerror}')
        except RuntimeError:  # before Python 3.13, a symbolic link that leads to itself
            self._refuse(name.location, f'text: "{name.text}" cannot be read: its links lead in a circle')
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


def _sound(name: str, value: str | None) -> bool:
    """Tell whether a field of a document can be what it is, whatever the others are."""
    spare: dict[str, Any] = {"id": "spare", "publisher": "spare", name: value}
    return build(partial(Document, **spare), Places(Location(path="")), []) is not None
