"""factbase: a database of statements, each with who said it, where it stands, in which words, and how sure each is."""

from __future__ import annotations

from importlib.metadata import version

from factbase.base import Factbase
from factbase.errors import FactbaseError, FactsError, HistoryError, NotFoundError, RecordError, StoreError
from factbase.model import (
    Answer,
    Attribution,
    Changeset,
    Choice,
    Document,
    Likelihood,
    Link,
    Name,
    Question,
    Rating,
    Role,
    Source,
    Span,
    Statement,
    Topic,
)
from factbase.problems import Problem
from factbase.vocabulary import Certainty, Family, Kind, Noun, Polarity

__version__ = version("factbase")

__all__ = [
    "Answer",
    "Attribution",
    "Certainty",
    "Changeset",
    "Choice",
    "Document",
    "Factbase",
    "FactbaseError",
    "FactsError",
    "Family",
    "HistoryError",
    "Kind",
    "Likelihood",
    "Link",
    "Name",
    "NotFoundError",
    "Noun",
    "Polarity",
    "Problem",
    "Question",
    "Rating",
    "RecordError",
    "Role",
    "Source",
    "Span",
    "Statement",
    "StoreError",
    "Topic",
]
