"""Quotes as written: found in the held text or the headline, or given by their offsets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from factbase import anchoring
from factbase.anchoring import Failure, NotAnchoredError
from factbase.model import Span
from factbase.problems import Problem
from factbase.reading.located import Places, build
from factbase.reading.nodes import Fields, Scalar, as_mapping
from factbase.vocabulary import Part

if TYPE_CHECKING:
    from factbase.model import Document
    from factbase.reading.nodes import Node, Problems


def read_spans(
    fields: Fields,
    document: Document,
    text: anchoring.Text | None,
    problems: Problems,
    *,
    blind: bool = False,
) -> tuple[Span, ...] | None:
    """Return the spans of a statement's quotes, in the order written; None where one was not found.

    With `blind` there is a text that could not be read, which has been reported: nothing is looked for in it.
    """
    quotes, given = fields.scalars("quote"), fields.items("spans")
    part, occurrence = fields.choice("in", Part) or Part.TEXT, _occurrence(fields)
    locator = fields.text("locator")
    if given and quotes:
        message = "spans: the quote is written too: write one of them"
        problems.append(Problem(location=fields.where("spans"), message=message))
        return None
    if given:
        made = [_given(item, document, problems) for item in given]
        return None if None in made else tuple(span for span in made if span)
    held = text if part is Part.TEXT else anchoring.Text(document.title or "")
    if not quotes:
        return ()
    if blind and part is Part.TEXT:
        return None
    if held is None or not held.raw:
        message = f"the document holds no {part} to quote from: leave the quote out, for a paraphrase"
        problems.append(Problem(location=quotes[0].location, message=message))
        return None
    spans: list[Span] = []
    failed = False
    for quote in quotes:
        try:
            hits = anchoring.find(held, quote.text, occurrence=occurrence)
        except NotAnchoredError as error:
            failed = True
            numbered = error.outcome.failure is Failure.OCCURRENCE
            where = fields.where("occurrence") if numbered else quote.location
            problems.append(Problem(location=where, message=f"quote {error}"))
            continue
        spans += [
            Span(part=part, start=start, end=end, exact=held.raw[start:end], locator=locator)
            for start, end in hits
        ]
    return None if failed else tuple(spans)


def _occurrence(fields: Fields) -> anchoring.Occurrence:
    node = fields.node("occurrence")
    if isinstance(node, Scalar) and node.text == "all":
        return "all"
    return None if node is None else fields.integer("occurrence")


def _given(item: Node, document: Document, problems: Problems) -> Span | None:
    """Return a span that is given by its offsets, as a program writes it; `exact` is read from the text if left out."""
    mapping = as_mapping(item, problems)
    if mapping is None:
        return None
    fields = Fields(mapping, problems)
    start, end = fields.integer("start", required=True), fields.integer("end", required=True)
    part, exact, locator = (
        fields.choice("in", Part) or Part.TEXT,
        fields.text("exact"),
        fields.text("locator"),
    )
    fields.finish()
    held = (document.title if part is Part.TITLE else document.text) or ""
    if start is None or end is None:
        return None
    words = exact if exact is not None else held[start:end]
    make = partial(Span, part=part, start=start, end=end, exact=words, locator=locator)
    return build(make, Places(mapping.location), problems)
