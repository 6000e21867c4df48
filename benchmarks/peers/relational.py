"""The schema that a sensible user would write for these lines in any SQL database, and the questions in plain SQL.

No history, no digests, no derived columns but two: who speaks, and the words of the quote as one key.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.questions import quote, words

if TYPE_CHECKING:
    from collections.abc import Iterator

Raw = dict[str, Any]

TABLES = {
    "topics": "id kind name",
    "sources": "id kind name anonymous acts_for",
    "documents": "id publisher credit title url published copies text",
    "questions": "id text answer_type resolution outcome",
    "statements": "id document content kind family speaker certainty polarity event_date quote words",
    "hops": "statement step source as_printed cue hedge certainty polarity capacity said confidence basis",
    "spans": "statement step start stop exact",
    "answers": "statement question value",
    "declines": "statement question",
    "statement_topics": "statement topic",
    "links": "id kind origin target",
    "document_links": "id kind origin target",
    "ratings": "id evaluator target scheme value rated reason",
}
"""The columns of every table."""

INTEGERS = {"step", "start", "stop", "anonymous"}
KEYED = {table for table, columns in TABLES.items() if columns.startswith("id ")}
INDEXES = {
    "documents": ("copies",),
    "statements": ("document", "speaker", "words"),
    "hops": ("statement", "source"),
    "spans": ("statement",),
    "answers": ("statement", "question"),
    "declines": ("question",),
    "statement_topics": ("topic",),
    "links": ("origin", "target"),
    "document_links": ("origin",),
}
"""The columns that the questions go by."""

FAMILIES = {"forecast": "assessment", "assessment": "assessment", "refusal": "silence"}


def rows(lines: str) -> Iterator[tuple[str, Raw]]:
    """Yield each row that a file holds, with its table."""
    with Path(lines).open("rb") as file:
        for line in file:
            raw = json.loads(line)
            noun = raw.get("noun", "statement")
            if noun == "statement":
                yield from _statement(raw)
            elif noun == "link":
                table = "links" if "from_statement" in raw else "document_links"
                start = raw.get("from_statement") or raw["from_document"]
                end = raw.get("to_statement") or raw["to_document"]
                yield table, {"id": raw["id"], "kind": raw["type"], "origin": start, "target": end}
            elif noun == "rating":
                yield "ratings", _only("ratings", raw | {"target": raw.get("source") or raw.get("statement")})
            elif noun == "source":
                yield "sources", _only("sources", {"anonymous": 0, **raw, "name": raw["names"][0]["name"]})
            else:
                yield f"{noun}s", _only(f"{noun}s", raw)


def _only(table: str, raw: Raw) -> Raw:
    return {column: raw.get(column) for column in TABLES[table].split()}


def _statement(raw: Raw) -> Iterator[tuple[str, Raw]]:
    ident, speaker, printed = raw["id"], raw["attributions"][-1], quote(raw)
    polarity = speaker.get("polarity", "affirms")
    told = {"speaker": speaker["source"], "certainty": speaker["certainty"], "polarity": polarity}
    key = words(printed) if printed else None
    yield "statements", _only("statements", {**raw, **told, "quote": printed, "words": key or None})
    for step, hop in enumerate(raw["attributions"], start=1):
        yield "hops", _only("hops", {"polarity": "affirms", **hop, "statement": ident, "step": step})
    for step, span in enumerate(raw.get("spans", ()), start=1):
        place = {"start": span["start"], "stop": span["end"], "exact": span["exact"]}
        yield "spans", {"statement": ident, "step": step, **place}
    for answer in raw.get("answers", ()):
        yield "answers", {"statement": ident, "question": answer["question"], "value": answer["value"]}
    for question in raw.get("declines", ()):
        yield "declines", {"statement": ident, "question": question}
    for topic in raw.get("topics", ()):
        yield "statement_topics", {"statement": ident, "topic": topic}


CHAIN = """
SELECT 0, documents.publisher, 'uncommitted'
FROM statements JOIN documents ON documents.id = statements.document
JOIN hops ON hops.statement = statements.id AND hops.step = 1
WHERE statements.id = :it AND hops.source <> documents.publisher
UNION ALL
SELECT 1, documents.credit, 'uncommitted'
FROM statements JOIN documents ON documents.id = statements.document
JOIN hops ON hops.statement = statements.id AND hops.step = 1
WHERE statements.id = :it AND documents.credit IS NOT NULL
  AND hops.source NOT IN (documents.publisher, documents.credit)
UNION ALL
SELECT hops.step + CASE WHEN firsts.source = documents.publisher THEN -1
    WHEN documents.credit IS NULL OR firsts.source = documents.credit THEN 0 ELSE 1 END,
  hops.source, hops.certainty
FROM hops JOIN statements ON statements.id = hops.statement
JOIN documents ON documents.id = statements.document
JOIN hops AS firsts ON firsts.statement = statements.id AND firsts.step = 1
WHERE statements.id = :it
"""
JUDGEMENTS = (
    "SELECT id, kind, certainty, polarity FROM statements WHERE speaker = :it AND family = 'assessment'"
)

GIVEN = """
CREATE VIEW given AS
  SELECT answers.question, statements.id, statements.speaker, statements.family,
    CASE WHEN answer_type = 'yes-no' AND polarity = 'denies'
      THEN CASE value WHEN 'yes' THEN 'no' ELSE 'yes' END ELSE value END AS answer,
    CASE WHEN answer_type = 'yes-no' THEN 'affirms' ELSE polarity END AS polarity
  FROM answers JOIN questions ON questions.id = answers.question
  JOIN statements ON statements.id = answers.statement
"""
POSITIONS = """
SELECT answer, id, speaker, family, polarity FROM given WHERE question = :it
UNION ALL
SELECT NULL, statements.id, speaker, family, polarity
FROM declines JOIN statements ON statements.id = declines.statement WHERE question = :it
"""
# What a statement rests on beside its own links: on a document that copies another, what the same speaker says there
# in the same words or in answer to the same question.
COPIES = """
  SELECT id AS document, copies AS original FROM documents WHERE copies IS NOT NULL
  UNION ALL SELECT origin, target FROM document_links WHERE kind IN ('copies', 'translates')
"""
CARRIED = f"""
  WITH RECURSIVE copying AS ({COPIES}), reprints (document, original) AS (
    SELECT document, original FROM copying
    UNION SELECT reprints.document, copying.original
    FROM reprints JOIN copying ON copying.document = reprints.original
  )
  SELECT carried.id AS origin, printed.id AS target
  FROM reprints CROSS JOIN statements AS carried CROSS JOIN statements AS printed
  WHERE reprints.document <> reprints.original AND carried.document = reprints.document
    AND printed.document = reprints.original AND printed.speaker = carried.speaker AND (
    printed.content = carried.content OR printed.words = carried.words OR EXISTS (
      SELECT 1 FROM given AS a JOIN given AS b ON b.question = a.question AND b.answer = a.answer
        AND b.polarity = a.polarity WHERE a.id = carried.id AND b.id = printed.id))
"""  # noqa: S608 - SQL of ours
# A loop of two has no end, but both say it: either stands for both.
ORIGINS = """
WITH RECURSIVE edges AS (
  SELECT origin, target FROM links WHERE kind IN ('derived-from', 'copies', 'translates')
  UNION SELECT origin, target FROM carried
), ways (start, here) AS (
  SELECT id, id FROM given WHERE question = :it
  UNION SELECT ways.start, edges.target FROM ways JOIN edges ON edges.origin = ways.here
), ends AS (
  SELECT start, here FROM ways WHERE NOT EXISTS (
    SELECT 1 FROM edges WHERE edges.origin = ways.here
      AND NOT EXISTS (SELECT 1 FROM edges AS back WHERE back.origin = edges.target AND back.target = edges.origin))
)
SELECT given.answer, given.polarity, count(DISTINCT statements.speaker)
FROM given JOIN ends ON ends.start = given.id JOIN statements ON statements.id = ends.here
WHERE given.question = :it GROUP BY given.answer, given.polarity
"""
DUPLICATES = "SELECT id, document FROM statements WHERE words = :it"

CANNOT = (
    "no history: a corrected row overwrites the one before, so nothing can be asked as of a day",
    "no digests: what was altered later is not noticed",
    "loops of more than two copies have no end that the query finds",
)
