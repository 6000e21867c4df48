"""What a statement rests on, on the screen: its chain, the statements behind it, and where they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from factbase.terminal import phrases
from factbase.terminal.chain import chain_tree, written_hops
from factbase.terminal.screen import words
from factbase.terminal.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factbase.dossiers import StatementDossier
    from factbase.findings import Ground, Root, StatementSummary
    from factbase.noticing import Notice


def print_grounds(
    found: StatementDossier,
    grounds: Sequence[Ground],
    roots: Sequence[Root],
    summaries: Mapping[str, StatementSummary],
    minded: Sequence[Notice] = (),
) -> None:
    """Print the chain of a statement, what it rests on, the roots at which that ends, and what is to be minded."""
    ident = found.statement.id or ""
    sheet = Sheet("Statement", ident)
    sheet.lead(phrases.told(found.summary))
    sheet.heading("Who said it, through whom")
    sheet.put(chain_tree(found.chain, written_hops(found.statement, found.document)))
    sheet.heading("What it rests on")
    if grounds:
        sheet.put(_tree(ident, grounds, summaries))
    else:
        sheet.put(words("No link leads further: it stands on its speaker's word alone."))
    sheet.heading("Roots")
    for root in roots:
        summary = summaries[root.statement]
        loop = Text(", for a loop: circular reporting", style="warning") if root.in_loop else Text()
        sheet.put(Text.assemble(_who(summary), "  ", words(root.statement, "id"), loop))
    voices = {summaries[root.statement].speaker for root in roots}
    sheet.put(words(f"{phrases.count(len(roots), 'root')}, {phrases.count(len(voices), 'voice')}", "label"))
    if minded:
        sheet.heading("To be minded")
    for notice in minded:
        sheet.put(words(notice.words))
        for other in notice.others:
            sheet.put(Text.assemble(_who(other), ": ", phrases.told(other, "")), indent=4)
            sheet.put(words(other.id, "id"), indent=4)
    sheet.print()


def _who(summary: StatementSummary) -> Text:
    return Text.assemble(words(summary.speaker_name, "name"), words(f" ({summary.capacity})"))


def _tree(start: str, grounds: Sequence[Ground], summaries: Mapping[str, StatementSummary]) -> Tree:
    """Return the steps as a tree; a statement that was shown already is named again, not repeated."""
    below: dict[str, list[Ground]] = {}
    for each in grounds:
        below.setdefault(each.statement, []).append(each)
    tree = Tree(_node(summaries[start], None), guide_style="label")
    shown, waiting = {start}, [(start, tree)]
    while waiting:
        ident, node = waiting.pop()
        for each in below.get(ident, ()):
            again = each.rests_on in shown
            child = node.add(_node(summaries[each.rests_on], each, again=again))
            if not again:
                shown.add(each.rests_on)
                waiting.append((each.rests_on, child))
    return tree


def _node(summary: StatementSummary, ground: Ground | None, *, again: bool = False) -> Text:
    how = (
        words(f"{ground.via}{' of the document' if ground.level == 'document' else ''}: ")
        if ground
        else Text()
    )
    told = Text.assemble(how, _who(summary), ", ", phrases.stand(summary.certainty, summary.polarity))
    told.append_text(Text.assemble("\n", words(summary.id, "id")))
    if again:
        return Text.assemble(told, words(" (see above)", "label"))
    return Text.assemble(told, "\n", phrases.told(summary, ""))
