"""The nouns, as frozen records that check themselves: a record that exists is well formed."""

from __future__ import annotations

from factbase.model.attribution import Attribution, Likelihood
from factbase.model.changeset import Changeset
from factbase.model.document import Document
from factbase.model.link import Link
from factbase.model.question import VOID, Choice, Question
from factbase.model.rating import Rating
from factbase.model.source import Name, Role, Source
from factbase.model.statement import Answer, Span, Statement
from factbase.model.topic import Topic
from factbase.vocabulary import Noun

Record = Topic | Source | Document | Question | Statement | Rating | Link
"""Any recorded noun."""

RECORDS: dict[Noun, type[Record]] = {
    Noun.TOPIC: Topic,
    Noun.SOURCE: Source,
    Noun.DOCUMENT: Document,
    Noun.QUESTION: Question,
    Noun.STATEMENT: Statement,
    Noun.RATING: Rating,
    Noun.LINK: Link,
}
"""The class of each noun, in an order in which the rows can be shown."""

NOUNS: dict[type[Record], Noun] = {record: noun for noun, record in RECORDS.items()}
"""The noun of each class."""

__all__ = [
    "NOUNS",
    "RECORDS",
    "VOID",
    "Answer",
    "Attribution",
    "Changeset",
    "Choice",
    "Document",
    "Likelihood",
    "Link",
    "Name",
    "Question",
    "Rating",
    "Record",
    "Role",
    "Source",
    "Span",
    "Statement",
    "Topic",
]
