"""The reader: everything that can be asked of a base, now or as it was."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from factbase.errors import NotFoundError
from factbase.findings import (
    Attestation,
    CertaintyShift,
    CircularReport,
    Corroboration,
    Dispute,
    Drift,
    Forecast,
    ForecastScore,
    Ground,
    Hit,
    Moment,
    Position,
    Provenance,
    Revision,
    Root,
    StatementSummary,
    TrackRecord,
    Unanchored,
    Unnamed,
    Version,
)
from factbase.model import NOUNS, Document, Link, Question, Rating, Source, Statement
from factbase.problems import did_you_mean, nearest
from factbase.store import asking, copying, tables
from factbase.store.connection import reading
from factbase.store.fetching import fetch, fetch_all, find
from factbase.store.history import versions
from factbase.vocabulary import Noun
from factbase.wordings import MIN_WORDS, Copies, SameWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlite_utils import Database

    from factbase.model import Record
    from factbase.store.tables import Tables

R = TypeVar("R", Source, Document, Question, Statement)
V = TypeVar("V")


_STATEMENTS = ("statement", "statement_a", "statement_b", "earlier_statement", "source_statement")
"""The columns of the views that name a statement by which a question is asked."""
_OF_GROUNDS = (CertaintyShift, CircularReport, Unanchored, Unnamed)
"""What of a statement follows from it and from what it rests on alone."""


class Reader(ABC):
    """What can be asked: of one thing (which reads only its rows), or of many."""

    @abstractmethod
    def _database(self) -> Database:
        """Return the database that answers questions about everything."""

    # Asking: single things

    def statement(self, ident: str) -> Statement:
        """Return the statement of that id. Raises `NotFoundError` when there is none."""
        return self._get(Statement, ident)

    def source(self, ident: str) -> Source:
        """Return the source of that id. Raises `NotFoundError` when there is none."""
        return self._get(Source, ident)

    def document(self, ident: str) -> Document:
        """Return the document of that id. Raises `NotFoundError` when there is none."""
        return self._get(Document, ident)

    def question(self, ident: str) -> Question:
        """Return the question of that id. Raises `NotFoundError` when there is none."""
        return self._get(Question, ident)

    def summary(self, ident: str) -> StatementSummary:
        """Return the summary of the statement of that id. Raises `NotFoundError` when there is none."""
        self.statement(ident)
        return next(asking.ask(self._for(Noun.STATEMENT, ident), StatementSummary, {"id": ident}))

    def provenance(self, ident: str) -> list[Provenance]:
        """Return the whole chain of a statement, hop 0 first. Raises `NotFoundError` for no such statement."""
        self.statement(ident)
        return list(asking.ask(self._for(Noun.STATEMENT, ident), Provenance, {"statement": ident}, "hop"))

    def positions(self, question: str) -> list[Position]:
        """Return what each statement answers, refusals too. Raises `NotFoundError` for no such question."""
        self.question(question)
        return self._rows(Position, {"question": question}, "answer, said, statement")

    def corroboration(self, question: str) -> list[Corroboration]:
        """Return how much stands behind each answer to a question. Raises `NotFoundError` for no such question."""
        self.question(question)
        return self._rows(Corroboration, {"question": question}, "origins DESC, answer, polarity, family")

    def ratings(self, ident: str) -> list[Rating]:
        """Return the ratings of a source or a statement, by evaluator and date."""
        rated = (each for each in self._rated(ident) if isinstance(each, Rating) and each.target == ident)
        return sorted(rated, key=lambda each: (each.evaluator, each.rated))

    def named(self, ident: str, noun: Noun | str | None = None) -> list[Record]:
        """Return whatever has that id, of one noun or of any: a source and a topic may share an id.

        Raises:
            NotFoundError: when nothing has; the message names the nearest id.
        """
        nouns = list(Noun) if noun is None else [Noun(noun)]
        found = [record for each in nouns if (record := self._find(each, ident)) is not None]
        if not found:
            known = {name: each for each in nouns for name in asking.ids(self._database(), each)}
            near = nearest(ident, known)
            meant = f'; did you mean the {known[near]} "{near}"?' if near else ""
            message = f'{f"no {noun}" if noun else "nothing"} has the id "{ident}"{meant}'
            raise NotFoundError(message)
        return found

    def links(self, ident: str) -> list[Link]:
        """Return the links from or to a statement or a document."""
        stored = fetch(self._database(), Noun.LINK, asking.links(self._database(), ident))
        return [each.record for each in stored if isinstance(each.record, Link)]

    def grounds(self, ident: str) -> list[Ground]:
        """Return every step from a statement to what it rests on, directly or through others.

        Raises `NotFoundError` for no such statement.
        """
        self.statement(ident)
        return list(asking.grounds(self._grounding(ident), ident))

    def roots(self, ident: str) -> list[Root]:
        """Return where a statement's grounds end: its origins. Raises `NotFoundError` for no such statement."""
        self.statement(ident)
        return list(asking.roots(self._grounding(ident), ident))

    def agents(self, source: str) -> list[str]:
        """Return the ids of the sources that act for a source directly."""
        return asking.listed(self._database(), "agents", source)

    def published(self, source: str) -> list[str]:
        """Return the ids of the documents that a source published."""
        return asking.listed(self._database(), "published", source)

    def reprints(self, document: str) -> list[str]:
        """Return the ids of the documents that copy or translate a document as a whole."""
        return asking.listed(self._database(), "copies", document)

    def taken(self, speaker: str) -> list[Position]:
        """Return the positions of one source on every question, refusals too."""
        return self._rows(Position, {"speaker": speaker}, "question, answer, said, statement")

    def relayed(self, speaker: str) -> list[str]:
        """Return the statements that others than the document's own voice pass on as a source's."""
        return asking.listed(self._database(), "relayed", speaker)

    def passed_on(self, source: str) -> int:
        """Return in how many statements a source stands on the way, neither as the publisher nor as the speaker."""
        return asking.passed_on(self._database(), source)

    def hops(self, source: str) -> list[Provenance]:
        """Return the hops at which a source stands, in any statement: as publisher, relaying, or as speaker."""
        return self._rows(Provenance, {"source": source}, "statement, hop")

    # Questions of provenance: each takes column values of its view, such as question="..."

    def attestation(self, **where: str) -> list[Attestation]:
        """Return the utterances with how many documents and independent reporters attest that each was said."""
        return self._rows(Attestation, where, "question, answer, said")

    def disputes(self, **where: str) -> list[Dispute]:
        """Return the pairs of conflicting positions of different principals."""
        return self._rows(Dispute, where, "question, statement_a, statement_b")

    def revisions(self, **where: str) -> list[Revision]:
        """Return the statements that depart from an earlier one of the same side."""
        return self._rows(Revision, where, "question, statement")

    def drift(self, **where: str) -> list[Drift]:
        """Return the statements that depart from what they rest on."""
        return self._rows(Drift, where, "question, statement")

    def forecasts(self, **where: str) -> list[Forecast]:
        """Return the forecasts and plans made before their outcome, with how they came out."""
        return self._rows(Forecast, where, "question, said, statement")

    def forecast_scores(self, **where: str) -> list[ForecastScore]:
        """Return the probability and the Brier score of each forecast under each scheme that covers its hedge."""
        return self._rows(ForecastScore, where, "question, statement, scheme")

    def track_record(self, **where: str) -> list[TrackRecord]:
        """Return how the forecasts and plans of each speaker came out, by kind and scheme."""
        return self._rows(TrackRecord, where, "speaker, kind, scheme")

    def certainty_shifts(self, **where: str) -> list[CertaintyShift]:
        """Return the places where certainty grew on the way."""
        return self._rows(CertaintyShift, where, "statement")

    def circular_reporting(self, **where: str) -> list[CircularReport]:
        """Return the statements that rest on themselves."""
        return self._rows(CircularReport, where, "statement")

    def unanchored(self, **where: str) -> list[Unanchored]:
        """Return the statements without exact words."""
        return self._rows(Unanchored, where, "statement")

    def rests_on_unnamed(self, **where: str) -> list[Unnamed]:
        """Return the statements that rest on an unnamed source."""
        return self._rows(Unnamed, where, "statement")

    def timeline(self, **where: str) -> list[Moment]:
        """Return the dated things, the earliest first."""
        return self._rows(Moment, where, "at_earliest, axis, statement")

    # Asking: many things

    def statements(self, **where: str) -> Iterator[Statement]:
        """Yield the statements for which every filter holds, in the order in which they were first recorded.

        Filters are `store.asking.FILTERS`, and `question` and `topic` (ids). Raises `TypeError` for another filter.
        """
        database = self._database()
        everything = fetch_all(database, Noun.STATEMENT)
        for stored in (
            fetch(database, Noun.STATEMENT, asking.selected(self._database(), where)) if where else everything
        ):
            if isinstance(stored.record, Statement):
                yield stored.record

    def summaries(self, view: str = "statement_summary", **where: str) -> Iterator[StatementSummary]:
        """Yield the rows of `statement_summary`, `official_claims` or `assessments` for which every filter holds."""
        return asking.ask(self._database(), StatementSummary, where, "id", view=view)

    def records(self, noun: Noun | str, *, by_id: bool = False) -> Iterator[Record]:
        """Yield every current record of a noun, in the order in which they were first recorded, or in that of ids."""
        return (stored.record for stored in fetch_all(self._database(), Noun(noun), by_id=by_id))

    def table(self, view: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Return the columns of a public view and, one after the other, its rows, for export."""
        return asking.table(self._database(), view)

    @contextmanager
    def tables(self) -> Iterator[Tables]:
        """Give every table with its rows, a few at a time, as they stand together, for export.

        Texts that may not be published are left out, and counted.
        """
        with reading(self._database()):
            yield tables.tables(self._database())

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Return the statements that hold all the words, the best first; parts of Hangul, Han and kana words count.

        Words that more than 2,000 statements hold tell nothing of which is best: of these the last recorded come first.
        """
        return list(asking.search(self._database(), words, limit))

    def copies(
        self, *, min_words: int = MIN_WORDS, unlinked: bool = False, limit: int | None = None
    ) -> Copies:
        """Return the words that stand in several documents, those of most documents first.

        `min_words` leaves out shorter ones (and counts them); `unlinked` keeps those of which links leave a statement
        apart; `limit` returns so many at most.
        """
        return copying.copies(self._database(), min_words=min_words, unlinked=unlinked, limit=limit)

    def same_words(self, words: str) -> list[SameWords]:
        """Return the statements with the words of that statement (its id), or of a quote, the first published first.

        Empty where they stand in one document alone, or in none.
        """
        return copying.same_words(self._database(), words)

    def history(self, ident: str) -> list[Version]:
        """Return every version of a statement, the first one first; empty for an id that never was."""
        return list(asking.ask(self._history(), Version, {"id": ident}, "version"))

    def versions(self, ident: str, noun: Noun | str = Noun.STATEMENT) -> list[Record]:
        """Return every version of a record as it stood, the first one first; empty for an id that never was."""
        return versions(self._history(), Noun(noun), ident)

    # Inside

    def _rated(self, ident: str) -> Iterable[Record]:
        """Return at least the ratings of one id."""
        found = fetch(self._database(), Noun.RATING, asking.ratings(self._database(), ident))
        return (stored.record for stored in found)

    def _rows(self, view: type[V], where: Mapping[str, str], order: str) -> list[V]:
        """Return the rows of a view; what asks of one question reads only its rows."""
        known = [each.name for each in attrs.fields(view)]  # type: ignore[arg-type]
        for name in where:
            if name not in known:
                message = f"no column {name!r} to select by ({did_you_mean(name, known) or ', '.join(known)})"
                raise TypeError(message)
        return list(asking.ask(self._near(view, where), view, where, order))

    def _near(self, view: type[V], where: Mapping[str, str]) -> Database:
        """Return a database that answers what is asked of one question or of one statement, else the whole."""
        question = where.get("question")
        statement = next((where[name] for name in _STATEMENTS if where.get(name)), None)
        if question:
            return self._for(Noun.QUESTION, question)
        if statement and view in _OF_GROUNDS and statement == where.get("statement"):
            return self._grounding(statement)
        if statement and (view is Moment or statement == where.get("source_statement")):
            return self._beyond(statement)
        return self._around(statement) if statement else self._database()

    def _grounding(self, _ident: str) -> Database:
        """Return a database that knows all that one statement rests on."""
        return self._database()

    def _around(self, _ident: str) -> Database:
        """Return a database that answers questions about one statement and those that answer what it answers."""
        return self._database()

    def _beyond(self, _ident: str) -> Database:
        """Return a database that also knows when a statement was recorded, and what rests on it."""
        return self._database()

    def _history(self) -> Database:
        """Return the database that knows when, by whom and in which versions things were recorded."""
        return self._database()

    def _for(self, _noun: Noun, _ident: str) -> Database:
        """Return a database that answers questions about one thing."""
        return self._database()

    def _get(self, cls: type[R], ident: str) -> R:
        found = self._find(NOUNS[cls], ident)
        if isinstance(found, cls):
            return found
        noun = NOUNS[cls]
        near = nearest(ident, asking.ids(self._database(), noun))
        message = f'there is no {noun} "{ident}"'
        raise NotFoundError(message, noun=str(noun), near=near)

    def _find(self, noun: Noun, ident: str) -> Record | None:
        stored = find(self._database(), noun, ident)
        return stored.record if stored else None
