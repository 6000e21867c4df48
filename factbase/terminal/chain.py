"""A chain as a tree: from the publisher at the root, hop by hop, to the speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from factbase import chains
from factbase.terminal import phrases
from factbase.terminal.screen import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factbase.findings import Provenance
    from factbase.model import Attribution, Document, Statement


def chain_tree(hops: Sequence[Provenance], written: Sequence[Attribution | None] = ()) -> Tree:
    """Return the chain as a tree; `written` are the recorded hops beside those of the chain, None where implied."""
    recorded = written or [None] * len(hops)
    tree = node = Tree(_label(hops[0], recorded[0]), guide_style="label")
    for hop, own in zip(hops[1:], recorded[1:], strict=True):
        node = node.add(_label(hop, own))
    return tree


def written_hops(statement: Statement, document: Document) -> list[Attribution | None]:
    """Return the recorded hops in the places of the whole chain."""
    return [hop.written for hop in chains.hops(statement, document)]


def _label(hop: Provenance, written: Attribution | None) -> Group:
    name = Text.assemble(
        words(hop.source_name, "name"), words(f" ({hop.capacity}) "), words(_part(hop), "label")
    )
    return Group(name, Padding(Group(*_details(hop, written)), (0, 0, 0, 2)))


def _part(hop: Provenance) -> str:
    if hop.hop == hop.hops:
        return "publishes and says it" if hop.hop == 0 else "says it"
    return "publishes it" if hop.hop == 0 else "passes it on"


def _details(hop: Provenance, written: Attribution | None) -> Iterator[Text]:
    stand = phrases.stand(hop.certainty, hop.polarity, hop.hedge)
    yield Text.assemble("merely relays it: ", stand) if phrases.relays(hop) else stand
    if written is not None:
        yield from _likelihoods(written)
    yield from _printed((("printed", hop.as_printed), ("cue", hop.cue)))
    implied = written is None and hop.said is not None
    when = phrases.said(hop.said, printed=written.said_printed if written else None)
    yield Text.assemble("published " if implied else "said ", when)
    yield Text.assemble("recorder: ", phrases.basis(hop))


def _likelihoods(written: Attribution) -> Iterator[Text]:
    for each in written.likelihoods:
        yield words(f"likelihood {each.term} ({each.scheme})")


def _printed(pairs: Iterable[tuple[str, str | None]]) -> Iterator[Text]:
    found = [Text.assemble(label, " ", phrases.quoted(value)) for label, value in pairs if value]
    if found:
        yield phrases.joined(found)
