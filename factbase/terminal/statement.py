"""A statement on the screen: its words in their sentence, its chain as a tree, its times, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from factbase import dates
from factbase.terminal import phrases
from factbase.terminal.chain import chain_tree, written_hops
from factbase.terminal.screen import words
from factbase.terminal.sheet import Sheet
from factbase.vocabulary import LinkType, Part, Polarity, Stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.dossiers import StatementDossier
    from factbase.model import Answer, Link, Question, Rating

_PASSIVE = {
    LinkType.DERIVED_FROM: "rested on by",
    LinkType.COPIES: "copied by",
    LinkType.TRANSLATES: "translated by",
    LinkType.CORRECTS: "corrected by",
    LinkType.RETRACTS: "retracted by",
    LinkType.RESPONDS_TO: "replied to by",
}

MOST_SAME = 3
"""How many other documents with the same words are named."""


def print_statement(found: StatementDossier) -> None:
    """Print a statement with all that is recorded about it."""
    sheet = Sheet("Statement", found.statement.id or "")
    sheet.lead(phrases.told(found.summary))
    _kind(sheet, found)
    sheet.heading("In the document")
    _words(sheet, found)
    sheet.heading("Who said it, through whom")
    sheet.put(chain_tree(found.chain, written_hops(found.statement, found.document)))
    sheet.heading("Times")
    _times(sheet, found)
    _answers(sheet, found)
    print_links(sheet, found.statement.id or "", found.links)
    print_ratings(sheet, found.ratings)
    _history(sheet, found)
    sheet.print()


def _kind(sheet: Sheet, found: StatementDossier) -> None:
    statement, summary = found.statement, found.summary
    kind = statement.kind
    sheet.line("kind", Text.assemble(words(kind, kind.family), f": {kind.meaning}"))
    sheet.line("", words(f"test {kind.test}", "label"))
    sheet.line("family", Text.assemble(words(kind.family, kind.family), f": {kind.family.meaning}"))
    speaker = Text.assemble(words(summary.speaker_name, "name"), words(f" ({summary.capacity})"))
    sheet.line("speaker", speaker)
    sheet.line("how sure", phrases.stand(summary.certainty, summary.polarity, summary.hedge))
    if summary.polarity == Polarity.DENIES:
        sheet.line("", words("the speaker says that it is not so", "denies"))
    sheet.line("if", statement.condition)
    if statement.stated is Stated.PRESUPPOSED:
        sheet.line("stated", f"{statement.stated}: {statement.stated.meaning}")
    sheet.lines("about", (words(f"{each.name} ({each.kind})") for each in found.topics))


def _words(sheet: Sheet, found: StatementDossier) -> None:
    document = found.document
    for each in found.excerpts:
        sheet.line("headline" if each.part is Part.TITLE else "quote", phrases.excerpt(each))
        if each.printings > 1:
            sheet.line("", words(f"printed {phrases.count(each.printings, 'time')}", "label"))
        if not each.whole:
            sheet.line("", words("the text is not held here: the quoted words alone", "label"))
    if not found.excerpts:
        sheet.line("quote", words("none: the content is the recorder's paraphrase", "label"))
    if found.statement.words is not None:
        sheet.line("wording", f"{found.statement.words}: {found.statement.words.meaning}")
    sheet.line(
        "document", Text.assemble(words(document.title or "no title", "name"), "  ", words(document.id, "id"))
    )
    sheet.line("", document.url)
    _same_words(sheet, found)
    places = [f"{span.start}..{span.end}" for span in found.statement.spans if span.part is Part.TEXT]
    sheet.line("characters", ", ".join(places))
    locators = [found.statement.locator, *(span.locator for span in found.statement.spans)]
    sheet.line("place", ", ".join(dict.fromkeys(each for each in locators if each)))


def _same_words(sheet: Sheet, found: StatementDossier) -> None:
    documents = found.same_documents
    if documents:
        others = phrases.count(len(documents), "other document")
        sheet.line("same words", f"in {others}; factbase copies lists them")
    for document, statement in list(documents.items())[:MOST_SAME]:
        sheet.line("", Text.assemble(words(document, "id"), "  ", words(statement, "id")))
    if len(documents) > MOST_SAME:
        sheet.line("", words(f"and {len(documents) - MOST_SAME} more", "label"))


def _times(sheet: Sheet, found: StatementDossier) -> None:
    statement, summary = found.statement, found.summary
    if statement.event_date:
        sheet.line(
            "happens", Text.assemble(_dated(statement.event_date), _printed(statement.event_date_printed))
        )
    else:
        sheet.line("happens", words("not dated", "label"))
    sheet.line("said", phrases.said(summary.said, summary.said_latest))
    sheet.line("published", found.document.published or "not known")
    if found.versions:
        newest = found.versions[-1]
        sheet.line("recorded", f"{newest.recorded_at} by {newest.recorded_by}")


def _dated(text: str) -> str:
    dating = dates.parse(text)
    bounds = (dating.earliest, dating.latest)
    if bounds in {(text, text), tuple(text.split("/"))}:
        return text
    return f"{text} ({dating.earliest or 'open'} to {dating.latest or 'open'})"


def _printed(text: str | None) -> Text:
    return Text.assemble(", printed ", phrases.quoted(text)) if text else Text()


def _answers(sheet: Sheet, found: StatementDossier) -> None:
    questions = {each.id: each for each in found.questions}
    if questions:
        sheet.heading("Answers" if found.statement.answers else "Withholds an answer to")
    for answer in found.statement.answers:
        sheet.put(_answer(answer, questions[answer.question], found.summary.polarity))
    for each in found.statement.declines:
        sheet.put(_asked(questions[each]))


def _answer(answer: Answer, question: Question, polarity: str) -> Group:
    parts = [answer_words(question, answer.value, polarity)]
    if answer.written:
        parts.append(words(f"written {answer.written}"))
    if answer.confidence != "certain":
        parts.append(Text.assemble("recorder: ", words(answer.confidence, str(answer.confidence))))
    return Group(_asked(question), Text.assemble("  ", phrases.joined(parts)))


def _asked(question: Question) -> Text:
    return Text.assemble(words(question.text), "  ", words(question.id, "id"))


def answer_words(question: Question, value: str, polarity: str) -> Text:
    """Return an answer in the question's words; a denied one as what it denies."""
    label = next((each.label for each in question.choices if each.value == value), None)
    unit = f" {question.unit}" if question.unit else ""
    told = Text.assemble(words(f"{value}{unit}", "name"), words(f" ({label})") if label else "")
    return Text.assemble(words("not ", "denies"), told) if polarity == Polarity.DENIES else told


def print_links(sheet: Sheet, ident: str, links: Iterable[Link]) -> None:
    """Put the links of a statement or document, from it and to it."""
    found = sorted(links, key=lambda each: (each.origin != ident, each.type, each.id or ""))
    if found:
        sheet.heading("Links")
    for each in found:
        ours = each.origin == ident
        other = each.target if ours else each.origin
        told = f"{each.type} " if ours else f"{_PASSIVE[each.type]} "
        sure = Text.assemble(
            "  recorder: ", words(each.confidence, str(each.confidence)), words(f", {each.basis}")
        )
        sheet.put(Text.assemble(words(told), words(other, "id"), sure))


def print_ratings(sheet: Sheet, ratings: Iterable[Rating]) -> None:
    """Put the ratings by evaluators: never a number without its scheme."""
    found = list(ratings)
    if found:
        sheet.heading("Ratings")
    for each in found:
        told = words(f" {each.meaning} ({each.scheme}), by {each.evaluator}, {each.rated}")
        sheet.line(each.scheme.removeprefix("admiralty-"), Text.assemble(words(each.value, "name"), told))
        sheet.line("", each.reason)


def _history(sheet: Sheet, found: StatementDossier) -> None:
    sheet.heading("Versions")
    for each, edits in zip(found.versions, found.edits, strict=True):
        until = f" until {each.retired_at}" if each.retired_at else ", which stands"
        sheet.line(f"{each.version}", f"{each.recorded_at} by {each.recorded_by}{until}")
        for edit in edits:
            sheet.line("", f"{edit.field}: {edit.before or 'absent'} → {edit.after or 'absent'}")
        sheet.line("", words(f"digest {each.digest[:12]}", "label"))
    sheet.heading("To cite it")
    sheet.put(words(found.citation))
