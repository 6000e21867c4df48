"""Links as written: under the name of their type, or in full as `links`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from factbase.model import Link
from factbase.reading.located import Located, Places, build
from factbase.reading.nodes import Fields, Mapping, Scalar, as_mapping, as_scalars
from factbase.vocabulary import LinkType, Noun

if TYPE_CHECKING:
    from factbase.reading.nodes import Node, Problems

LINKS = {str(term).replace("-", "_"): term for term in LinkType}
"""The key of each type of link."""

_TOLD = ("confidence", "basis", "id")


def read_links(
    fields: Fields, noun: Noun, ident: str, problems: Problems, leaving_out: tuple[str, ...] = ()
) -> list[Located]:
    """Return the links of a statement or document.

    Under the key of a type stand an id, a list of ids, or ``{id: {confidence: ..., basis: ...}}``; under `links` a list
    of ``{type: ..., to: ..., confidence: ..., basis: ..., id: ...}``, which a document needs for a link that `copies`
    or `translates` (keys that are its own).
    """
    written: list[tuple[str, Scalar, dict[str, str]]] = []
    for key, link_type in LINKS.items():
        node = None if key in leaving_out else fields.node(key)
        written += [(link_type, target, told) for target, told in (_targets(node, problems) if node else ())]
    for item in fields.items("links"):
        mapping = as_mapping(item, problems)
        if mapping is not None:
            inner = Fields(mapping, problems)
            type_of, target = inner.choice("type", LinkType, required=True), inner.scalar("to", required=True)
            told = _told(inner)
            if type_of and target:
                written.append((type_of, target, told))
    found = []
    for of_type, target, told in written:
        places = Places(target.location)
        ends = {f"from_{noun}": ident, f"to_{noun}": target.text}
        made = build(partial(Link, type=of_type, **ends, **told), places, problems)
        found += [Located(made, places)] if made else []
    return found


def _told(fields: Fields) -> dict[str, str]:
    told = {name: value for name in _TOLD if (value := fields.text(name)) is not None}
    fields.finish()
    return told


def _targets(node: Node, problems: Problems) -> list[tuple[Scalar, dict[str, str]]]:
    if not isinstance(node, Mapping):
        return [(scalar, {}) for scalar in as_scalars(node, problems)]
    found = []
    for entry in node.entries:
        mapping = as_mapping(entry.value, problems)
        if mapping is not None:
            found.append((entry.key, _told(Fields(mapping, problems))))
    return found
