"""Statements read back many at a time, one query for each table that holds a part of them."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrs import frozen

from factbase.model import Answer, Attribution, Likelihood, Span, Statement
from factbase.store.rows import COLUMNS, PARTS
from factbase.vocabulary import (
    Basis,
    Capacity,
    Certainty,
    Confidence,
    Kind,
    Noun,
    Part,
    Polarity,
    Stated,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from factbase.vocabulary import Term

Cells = tuple[Any, ...]

# What each table's rows name, and their order within a statement, which is that of the record. CROSS JOIN keeps the
# order of the tables: by the statement, never by what it names.
_NAMED = {
    "statements": ("CROSS JOIN documents AS named ON named.pk = statements.document", "pk"),
    "attributions": ("CROSS JOIN sources AS named ON named.pk = attributions.source", "statement, step"),
    "answers": ("CROSS JOIN questions AS named ON named.pk = answers.question", "statement, named.id, value"),
    "declines": ("CROSS JOIN questions AS named ON named.pk = declines.question", "statement, named.id"),
    "statement_topics": (
        "CROSS JOIN topics AS named ON named.pk = statement_topics.topic",
        "statement, named.id",
    ),
    "spans": ("", "statement, position"),
    "likelihoods": ("", "statement, step, scheme"),
}


def _query(table: str) -> str:
    join, order = _NAMED[table]
    owner, *ordered = order.split(", ")
    columns = [f'{table}."{column}"' for column in COLUMNS[table]] + ["named.id"] * bool(join)
    by = [f"{table}.{owner}", *(each if "." in each else f"{table}.{each}" for each in ordered)]
    return f"SELECT {', '.join(columns)} FROM {table} {join} WHERE {by[0]} :pks ORDER BY {', '.join(by)}"  # noqa: S608


_QUERIES = {table: _query(table) for table in ("statements", *PARTS[Noun.STATEMENT])}


@frozen
class Held:
    """Statements as their tables hold them: rows by table, in the order of `COLUMNS`, the id of what it names last."""

    rows: dict[str, list[Cells]]

    def bare(self, table: str) -> list[Cells]:
        """Return the rows of a table without the ids of what they name, as `factbase.store.rows` gives them."""
        named = bool(_NAMED[table][0])
        return [row[:-1] for row in self.rows[table]] if named else self.rows[table]

    def records(self) -> Iterator[tuple[int, str, int, Statement]]:
        """Yield the pk, the recorded digest, the changeset and the record of each statement, in their order.

        Raises:
            RecordError: when the rows of one are none that a record could have been.
        """
        hops, spans = _hops(self.rows), _spans(self.rows["spans"])
        answers, declines, topics = (
            _parts(self.rows[t]) for t in ("answers", "declines", "statement_topics")
        )
        for row in self.rows["statements"]:
            pk, ident, digest, recorded_in, _, content, kind, words, stated, condition = row[:10]
            event_date, _, _, event_date_printed, locator, document = row[10:]
            record = Statement(
                id=ident,
                document=document,
                content=content,
                kind=_KINDS[kind],
                words=_WORDS[words],
                stated=_STATED[stated],
                condition=condition,
                event_date=event_date,
                event_date_printed=event_date_printed,
                locator=locator,
                attributions=tuple(hops.get(pk, ())),
                spans=tuple(spans.get(pk, ())),
                answers=tuple([_answer(each) for each in answers[pk]]) if pk in answers else (),
                declines=tuple([each[-1] for each in declines[pk]]) if pk in declines else (),
                topics=tuple([each[-1] for each in topics[pk]]) if pk in topics else (),
            )
            yield pk, digest, recorded_in, record


def held(db: Database, pks: list[int]) -> Held:
    """Return the current statements with these pks."""
    condition, values = among(pks)
    return Held(
        {
            table: db.conn.execute(query.replace(":pks", condition), values).fetchall()
            for table, query in _QUERIES.items()
        }
    )


def among(pks: list[int]) -> tuple[str, tuple[int | str, ...]]:
    """Return what a column must fulfil to be one of these pks, and its values: a range, where there is no gap."""
    first, last = pks[0], pks[-1]
    if last - first == len(pks) - 1 and pks == list(range(first, last + 1)):
        return "BETWEEN ? AND ?", (first, last)
    return "IN (SELECT value FROM json_each(?))", (json.dumps(pks),)


class _Terms(dict[Any, Any]):
    """The terms of a vocabulary by their texts; what is none of them is left for the record to refuse."""

    def __init__(self, vocabulary: Iterable[Term]) -> None:
        super().__init__((str(term), term) for term in vocabulary)

    def __missing__(self, text: object) -> object:
        return text


_KINDS, _WORDS, _STATED, _PARTS = map(_Terms, (Kind, Words, Stated, Part))
_CERTAINTIES, _POLARITIES, _CAPACITIES = map(_Terms, (Certainty, Polarity, Capacity))
_CONFIDENCES, _BASES = map(_Terms, (Confidence, Basis))


def _parts(rows: Iterable[Cells]) -> dict[int, list[Cells]]:
    found: dict[int, list[Cells]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _spans(rows: Iterable[Cells]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for pk, _, part, start, end, exact, locator in rows:
        made = Span(part=_PARTS[part], start=start, end=end, exact=exact, locator=locator)
        found[pk].append(made)
    return found


def _answer(row: Cells) -> Answer:
    _, _, value, written, _, _, _, _, confidence, question = row
    return Answer(question=question, value=value, written=written, confidence=_CONFIDENCES[confidence])


def _hops(rows: dict[str, list[Cells]]) -> dict[int, list[Attribution]]:
    picked: dict[tuple[int, int], list[Likelihood]] = defaultdict(list)
    for pk, step, scheme, term in rows["likelihoods"]:
        picked[pk, step].append(Likelihood(scheme=scheme, term=term))
    found: dict[int, list[Attribution]] = defaultdict(list)
    for row in rows["attributions"]:
        pk, step, _, as_printed, cue, hedge, certainty, polarity, capacity, said = row[:10]
        _, _, said_printed, confidence, basis, source = row[10:]
        hop = Attribution(
            source=source,
            as_printed=as_printed,
            cue=cue,
            hedge=hedge,
            certainty=_CERTAINTIES[certainty],
            polarity=_POLARITIES[polarity],
            capacity=_CAPACITIES[capacity],
            said=said,
            said_printed=said_printed,
            confidence=_CONFIDENCES[confidence],
            basis=_BASES[basis],
            likelihoods=tuple(picked.get((pk, step), ())),
        )
        found[pk].append(hop)
    return found
