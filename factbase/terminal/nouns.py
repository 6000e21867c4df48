"""Sources, documents, topics, ratings and links on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from factbase.model import Rating
from factbase.terminal import phrases
from factbase.terminal.screen import words
from factbase.terminal.sheet import Sheet
from factbase.terminal.statement import print_links, print_ratings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from factbase.dossiers import DocumentDossier, PlainDossier, SourceDossier, TopicDossier
    from factbase.findings import StatementSummary
    from factbase.model import Name, Role


def print_source(found: SourceDossier) -> None:
    """Print a source: what it says itself, what it is only said to have said, and what it withholds."""
    source = found.source
    sheet = Sheet("Source", source.id)
    sheet.lead(words(source.name, "name"))
    sheet.line("kind", f"{source.kind}: {source.kind.meaning}")
    sheet.lines("names", (_name(each) for each in source.names))
    if source.anonymous:
        sheet.line("unnamed", source.reason or "no reason given")
    sheet.line("capacity", f"{source.capacity}: {source.capacity.meaning}" if source.capacity else None)
    sheet.lines("roles", (_role(each) for each in source.roles))
    sheet.line("acts for", words(source.acts_for, "id") if source.acts_for else None)
    sheet.lines("for it act", (words(each, "id") for each in found.acting))
    sheet.line("wikidata", f"https://www.wikidata.org/wiki/{source.wikidata}" if source.wikidata else None)
    sheet.lines("publishes", (words(each, "id") for each in found.publishes))
    if found.passes_on:
        sheet.line("passes on", f"{phrases.count(found.passes_on, 'statement')} of others")
    sheet.line("digest", words(found.digest, "label"))
    print_ratings(sheet, found.ratings)
    _section(sheet, "Claims", found.claims)
    _section(sheet, "Assesses", found.assessments)
    _section(sheet, "Is relayed by others as saying", found.relayed)
    _section(sheet, "Withholds", found.refusals)
    if not (found.claims or found.assessments or found.relayed or found.refusals):
        sheet.heading("Nothing is recorded as said by it")
    sheet.print()


def _name(name: Name) -> Text:
    return Text.assemble(words(name.name), words(f" ({name.language})" if name.language else "", "label"))


def _role(role: Role) -> str:
    return f"{role.title} ({role.capacity}), {role.start or 'open'} to {role.end or 'open'}"


def print_document(found: DocumentDossier) -> None:
    """Print a document: where it stands, how much of it is recorded, its statements in the order of the text."""
    document = found.document
    sheet = Sheet("Document", document.id)
    sheet.lead(words(document.title or "without a title", "name"))
    sheet.line("publisher", Text.assemble(words(found.publisher.name), "  ", words(document.publisher, "id")))
    for label in (
        "credit",
        "byline",
        "url",
        "archived_url",
        "published",
        "retrieved",
        "language",
        "media_type",
    ):
        sheet.line(label.replace("_", " "), getattr(document, label))
    sheet.line("copies", document.copies)
    sheet.line("translates", document.translates)
    for each in found.carries:
        sheet.line("carries", f"{phrases.count(each.statements, 'statement')} of {each.document}")
    sheet.lines("copied by", (words(each, "id") for each in found.copies))
    if not document.seen:
        sheet.line("seen", "no: it is known only through others")
    sheet.line("rights", f"{document.rights}: {document.rights.meaning}" if document.rights else None)
    sheet.line("text", _text(found))
    sheet.line("sha256", document.sha256)
    sheet.line("digest", words(found.digest, "label"))
    print_links(sheet, document.id, found.links)
    if found.coverage is not None and found.coverage.untouched:
        sheet.heading("Sentences that nobody recorded")
        for (start, _), sentence in zip(found.coverage.untouched, found.coverage.words(), strict=True):
            sheet.line(str(start), sentence)
    _section(sheet, "Statements, in the order of the text", found.statements, speaker=True)
    sheet.print()


def _text(found: DocumentDossier) -> str:
    text, covered = found.document.text, found.coverage
    if text is None or covered is None:
        return "not held" if found.document.sha256 is None else "withheld; its SHA-256 is kept"
    recorded = covered.sentences - len(covered.untouched)
    sentences = phrases.count(covered.sentences, "sentence")
    return f"{len(text)} characters, {100 * covered.share:.0f} % of them quoted; {recorded} of {sentences} recorded"


def print_topic(found: TopicDossier) -> None:
    """Print a topic with the statements about it."""
    sheet = Sheet("Topic", found.topic.id)
    sheet.lead(words(found.topic.name, "name"))
    sheet.line("kind", f"{found.topic.kind}: {found.topic.kind.meaning}")
    sheet.line("digest", words(found.digest, "label"))
    _section(sheet, "Statements about it", found.statements, speaker=True)
    sheet.print()


def print_plain(found: PlainDossier) -> None:
    """Print a rating or a link."""
    record = found.record
    sheet = Sheet("Rating" if isinstance(record, Rating) else "Link", record.id or "")
    if isinstance(record, Rating):
        sheet.line("of", words(record.target, "id"))
        sheet.line("scheme", f"{record.scheme}: {record.scheme.meaning}")
        sheet.line("value", Text.assemble(words(record.value, "name"), words(f" {record.meaning}")))
        sheet.line("by", Text.assemble(words(record.evaluator, "id"), words(f", {record.rated}")))
        sheet.line("reason", record.reason)
    else:
        sheet.line("from", words(record.origin, "id"))
        sheet.line(str(record.type), words(record.target, "id"))
        sheet.line("", words(record.type.meaning, "label"))
        sure = Text.assemble(words(record.confidence, str(record.confidence)), words(f", {record.basis}"))
        sheet.line("recorder", Text.assemble(sure, words(f": {record.basis.meaning}")))
    sheet.line("digest", words(found.digest, "label"))
    sheet.print()


def _section(sheet: Sheet, heading: str, found: Iterable[StatementSummary], *, speaker: bool = False) -> None:
    rows = list(found)
    if rows:
        sheet.heading(f"{heading} ({len(rows)})")
        sheet.put(statements_table(rows, speaker=speaker))


def statements_table(found: Iterable[StatementSummary], *, speaker: bool = False) -> RenderableType:
    """Return statements as a table: what kind of saying, how sure, what is said; by whom where speakers differ."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(width=11)
    table.add_column(width=11)
    table.add_column(ratio=1, overflow="fold")
    for each in found:
        who = (
            Text.assemble(words(each.speaker_name, "name"), words(f" ({each.capacity}): "))
            if speaker
            else Text()
        )
        what = Text.assemble(who, phrases.told(each, ""), "\n", words(each.id, "id"))
        sure = Text("\n").join(
            [
                phrases.certainty(each.certainty),
                *([words("denies", "denies")] if each.polarity == "denies" else []),
            ]
        )
        table.add_row(words(each.kind, each.family), sure, what)
    return table
