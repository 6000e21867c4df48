"""A page as a browser reads it: its elements, links and words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.datasette_server import Server

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements that have no end tag (HTML standard, section 13.1.2)."""


@dataclass
class Element:
    """One element with its attributes, and the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """What a page holds; `faults` tells which tags do not close what they opened."""

    source: str
    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Parse the source."""
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.source)
        self.close()
        self.faults += [f"<{each.tag}> is never closed" for each in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that ends where it begins."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Note that an element ends."""
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> closes <{self._open[-1].tag if self._open else 'nothing'}>")

    def handle_data(self, data: str) -> None:
        """Add text to every element that is open."""
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of that tag whose attributes hold those words (``class_`` for ``class``)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            each
            for each in self.elements
            if each.tag == tag
            and all(
                set(value.split()) <= set(each.attributes.get(name, "").split())
                for name, value in wanted.items()
            )
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the one element that `all` finds."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} <{tag}> with {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        """The words of the page's body, spaces made single."""
        return " ".join(self.one("body").text.split())

    @property
    def links(self) -> list[str]:
        """Where its links and forms lead."""
        return [
            each.attributes[name]
            for each in self.elements
            for name in ("href", "action", "src")
            if name in each.attributes
        ]

    @property
    def data(self) -> Any:  # noqa: ANN401 - any JSON
        """The JSON-LD in the page."""
        return json.loads(self.one("script", type="application/ld+json").text)


def words(element: Element) -> str:
    """Return the text of an element, spaces made single."""
    return " ".join(element.text.split())


def seen(server: Server, path: str, status: int = 200, **params: str) -> Page:
    """Return a page that must come with that status."""
    answer = server.get(path, **params)
    assert answer.status == status, answer.text[:500]
    return Page(answer.text)
