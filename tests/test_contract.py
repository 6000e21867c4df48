"""The SQL contract (design, section 10): tables, views and columns that others may rely on.

The lists are copied by hand from the design, so that a change of the schema cannot change them unseen.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from factbase.store.schema import ddl

if TYPE_CHECKING:
    from collections.abc import Iterator

NOUNS = "sources documents questions statements ratings links topics".split()

TABLES = {
    "sources": "name kind anonymous capacity acts_for",
    "source_names": "source name language",
    "roles": "source title capacity start end",
    "documents": "title publisher credit published url rights text sha256 copy_of",
    "questions": "text answer_type multiple timezone resolution deadline outcome outcome_statement",
    "statements": (
        "document content kind family words stated condition event_date event_date_earliest event_date_latest"
    ),
    "spans": "statement part start end exact",
    "attributions": (
        "statement step source as_printed cue hedge certainty polarity capacity said said_earliest said_latest "
        "confidence basis"
    ),
    "answers": "statement question value earliest latest low high",
    "ratings": "source statement evaluator scheme value rated reason",
    "links": "from_statement to_statement from_document to_document type",
    "topics": "",
    "statement_topics": "",
    "scales": "scheme term low high value",
    "changesets": "parent recorded_at recorded_by why file digest",
    "retired": "noun id version digest body recorded_in retired_in why",
    "statements_fts": "",
}

_SUMMARY = (
    "id speaker speaker_name capacity kind family content quote certainty polarity hedge said said_earliest "
    "said_latest event_date document publisher chain hops confidence anchored"
)

VIEWS = {
    "provenance": (
        "statement hop hops source source_name capacity as_printed cue certainty polarity said confidence basis "
        "document publisher"
    ),
    "statement_summary": _SUMMARY,
    "official_claims": _SUMMARY,
    "assessments": _SUMMARY,
    "positions": (
        "question question_text answer statement speaker capacity family kind certainty polarity said document"
    ),
    "corroboration": (
        "question answer polarity family statements documents publishers utterances origins principals expected "
        "unsourced collapsed"
    ),
    "attestation": "speaker said question answer documents reporters",
    "disputes": "question answer_a answer_b statement_a statement_b speaker_a speaker_b",
    "revisions": "statement earlier_statement question answer earlier_answer",
    "drift": "statement source_statement question answer source_answer",
    "forecasts": "statement speaker kind question answer polarity outcome result revision",
    "forecast_scores": "statement question scheme term probability brier",
    "track_record": "speaker kind scheme forecasts resolved open void scored mean_brier",
    "certainty_shifts": "statement via outer_source outer_certainty inner_source inner_certainty",
    "circular_reporting": "statement loop",
    "unanchored": "statement why",
    "rests_on_unnamed": "statement why",
    "timeline": "at_earliest at_latest axis statement source content",
    "statement_history": "id version recorded_at recorded_by retired_at digest content",
}


@pytest.fixture(scope="module")
def schema() -> Iterator[sqlite3.Connection]:
    """Yield an empty database made from schema.sql by SQLite alone."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(ddl())
    yield connection
    connection.close()


def columns(connection: sqlite3.Connection, name: str) -> set[str]:
    """Return the columns of a table or view, generated ones included."""
    return {row[1] for row in connection.execute(f'PRAGMA table_xinfo("{name}")')}


def kind(connection: sqlite3.Connection, name: str) -> str | None:
    """Return whether a name is that of a table or of a view; None if of neither."""
    found = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", [name]).fetchone()
    return str(found[0]) if found else None


@pytest.mark.parametrize("name", TABLES)
def test_a_promised_table_has_the_promised_columns(schema: sqlite3.Connection, name: str) -> None:
    """Every table of the contract exists, with every column of the contract."""
    assert kind(schema, name) == "table"
    assert set(TABLES[name].split()) <= columns(schema, name)


@pytest.mark.parametrize("name", VIEWS)
def test_a_promised_view_has_the_promised_columns(schema: sqlite3.Connection, name: str) -> None:
    """Every view of the contract exists and can be asked, with every column of the contract."""
    assert kind(schema, name) == "view"
    assert set(VIEWS[name].split()) <= columns(schema, name)
    assert schema.execute(f"SELECT * FROM {name}").fetchall() == []


@pytest.mark.parametrize("name", NOUNS)
def test_a_noun_has_a_number_an_id_a_digest_and_its_changeset(schema: sqlite3.Connection, name: str) -> None:
    """Each noun has pk, id, digest and recorded_in."""
    assert {"pk", "id", "digest", "recorded_in"} <= columns(schema, name)


@pytest.mark.parametrize("name", [each for each in TABLES if each != "statements_fts"])
def test_tables_are_strict(schema: sqlite3.Connection, name: str) -> None:
    """A table holds only what the types of its columns say."""
    (strict,) = schema.execute("SELECT strict FROM pragma_table_list WHERE name = ?", [name]).fetchone()
    assert strict == 1


@pytest.mark.parametrize(
    ("table", "column", "other"),
    [
        ("statements", "document", "documents"),
        ("attributions", "statement", "statements"),
        ("attributions", "source", "sources"),
        ("spans", "statement", "statements"),
        ("answers", "question", "questions"),
        ("documents", "publisher", "sources"),
        ("documents", "copy_of", "documents"),
        ("sources", "acts_for", "sources"),
        ("statements", "recorded_in", "changesets"),
        ("retired", "retired_in", "changesets"),
    ],
)
def test_what_names_another_row_is_a_foreign_key(
    schema: sqlite3.Connection, table: str, column: str, other: str
) -> None:
    """A column that names another row points at it, so that Datasette and SQLite know."""
    keys = {(row[3], row[2]) for row in schema.execute(f"PRAGMA foreign_key_list({table})")}
    assert (column, other) in keys


@pytest.mark.parametrize("family", ["claim", "assessment", "silence"])
def test_the_family_of_a_statement_cannot_be_written(schema: sqlite3.Connection, family: str) -> None:
    """Family follows from kind: no row can be entered as both a claim and an assessment."""
    with pytest.raises(sqlite3.OperationalError, match="cannot INSERT into generated column"):
        schema.execute("INSERT INTO statements (kind, family) VALUES ('assessment', ?)", [family])
