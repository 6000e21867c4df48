"""Quotes to spans: find words in a text, say what stands around them, follow them to a newer copy."""

from __future__ import annotations

from factbase.anchoring.failure import Failure, Hit, NotAnchored, NotAnchoredError
from factbase.anchoring.finding import Occurrence, find
from factbase.anchoring.nearest import Passage
from factbase.anchoring.quotation import Wording, quoted_regions, wording
from factbase.anchoring.reanchoring import Reanchored, Status, reanchor
from factbase.anchoring.sentences import sentences
from factbase.anchoring.surroundings import context, paragraph, stands_in, surely_stand
from factbase.anchoring.text import Span, Text, prepared

__all__ = [
    "Failure",
    "Hit",
    "NotAnchored",
    "NotAnchoredError",
    "Occurrence",
    "Passage",
    "Reanchored",
    "Span",
    "Status",
    "Text",
    "Wording",
    "context",
    "find",
    "paragraph",
    "prepared",
    "quoted_regions",
    "reanchor",
    "sentences",
    "stands_in",
    "surely_stand",
    "wording",
]
