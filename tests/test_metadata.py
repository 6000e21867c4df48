"""metadata.json describes the database as it is: every table, view and column, and nothing else."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from factbase.plugin.serving import NAME, command, metadata_for, needs_folder
from factbase.store.connection import connect
from factbase.store.schema import create, ddl, top_level

if TYPE_CHECKING:
    from collections.abc import Iterator

METADATA: dict[str, Any] = json.loads(top_level("metadata.json").read_text(encoding="utf-8"))
FACTS: dict[str, Any] = METADATA["databases"][NAME]
TABLES: dict[str, Any] = FACTS["tables"]
QUERIES: dict[str, Any] = FACTS["queries"]


@pytest.fixture(scope="module")
def schema() -> Iterator[sqlite3.Connection]:
    """Yield an empty database made from schema.sql."""
    connection = sqlite3.connect(":memory:")
    connection.create_function("escape_fts", 1, str)
    connection.executescript(ddl())
    yield connection
    connection.close()


def columns(connection: sqlite3.Connection, name: str) -> list[str]:
    """Return the columns of a table or view in their order."""
    return [row[1] for row in connection.execute(f'PRAGMA table_xinfo("{name}")')]


def indexed(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns of a table that an index begins with."""
    indexes = [row[1] for row in connection.execute(f"PRAGMA index_list({table})")]
    return {connection.execute(f"PRAGMA index_info({index})").fetchone()[2] for index in indexes}


def test_every_table_and_view_is_described_and_nothing_else(schema: sqlite3.Connection) -> None:
    """What is described is what exists; only the index's own shadow tables go without."""
    names = [
        row[0] for row in schema.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    ]
    assert set(TABLES) == {name for name in names if not name.startswith(("statements_fts_", "sqlite_"))}


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_in_its_order(schema: sqlite3.Connection, name: str) -> None:
    """A table or view has a title and a sentence, and each of its columns a meaning, in the order of the columns."""
    entry = TABLES[name]
    assert entry["title"]
    assert entry["description"].endswith(".")
    assert list(entry["columns"]) == columns(schema, name)
    assert all(entry["columns"].values())


@pytest.mark.parametrize("name", TABLES)
def test_what_is_named_in_a_table_is_a_column_of_it(schema: sqlite3.Connection, name: str) -> None:
    """Labels, sortable columns and facets are columns that exist."""
    entry = TABLES[name]
    named = {*entry.get("sortable_columns", ()), *entry.get("facets", ())}
    named |= {entry[key] for key in ("label_column", "fts_pk") if key in entry}
    assert named <= set(columns(schema, name))


def test_facets_of_tables_stand_on_indexed_columns(schema: sqlite3.Connection) -> None:
    """Counting the values of a column without an index would read every row."""
    tables = [row[0] for row in schema.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    loose = {
        (name, column)
        for name in tables
        if name in TABLES
        for column in TABLES[name].get("facets", ())
        if column not in indexed(schema, name)
    }
    assert loose == set()


def test_licence_and_source_stand_on_every_level() -> None:
    """Datasette 1.0 hands neither down from the instance to a database, nor from that to a table."""
    for entry in (METADATA, FACTS, *TABLES.values()):
        assert entry["license_url"] == "https://www.apache.org/licenses/LICENSE-2.0"
        assert entry["license"].startswith("Apache-2.0")
        assert entry["source"]
        assert entry["source_url"] == "/facts/documents"


def test_whatever_names_people_or_things_has_a_label() -> None:
    """A row that others name is shown by a word, never by its number."""
    labels = {name: entry["label_column"] for name, entry in TABLES.items() if "label_column" in entry}
    for name, label in {
        "sources": "name",
        "documents": "id",
        "statements": "content",
        "questions": "text",
        "topics": "name",
        "changesets": "id",
    }.items():
        assert labels[name] == label


def test_there_are_eight_to_fourteen_questions_a_researcher_would_ask() -> None:
    """Each query has a title, a sentence, its parameters and an example; its name is no table's."""
    assert 8 <= len(QUERIES) <= 14
    assert not set(QUERIES) & set(TABLES)
    for query in QUERIES.values():
        assert query["title"]
        assert query["description"].endswith(".")
        assert query["description_html"].startswith(f"<p>{query['description']}</p>")
        assert set(example(query)) == set(query["params"]) == set(re.findall(r":(\w+)", query["sql"]))


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_works_with_the_schema_alone(schema: sqlite3.Connection, name: str) -> None:
    """Every query can be asked of a database that has just been made: it then finds nothing."""
    query = QUERIES[name]
    assert schema.execute(query["sql"], dict.fromkeys(query["params"], "")).fetchall() == []


def test_the_metadata_follows_the_name_of_the_file() -> None:
    """A database served under another name, or below another path, is described and linked there."""
    moved = metadata_for("/somewhere/my desk.db", base_url="/news/")
    assert list(moved["databases"]) == ["my desk"]
    assert moved["source_url"] == "/news/my+desk/documents"
    assert 'href="my+desk/statement_summary' in moved["description_html"]
    assert "facts/" not in json.dumps(moved)


def test_the_metadata_of_facts_is_the_file_itself(tmp_path: Path) -> None:
    """`make serve` and a plain ``datasette facts.db -m metadata.json`` say the same; nothing is written for it."""
    assert metadata_for("facts.db") == METADATA
    line = command("facts.db", folder=tmp_path, port=8001)
    assert line[line.index("--metadata") + 1] == str(top_level("metadata.json"))
    assert list(tmp_path.iterdir()) == []


def test_a_public_server_is_told_so(tmp_path: Path) -> None:
    """In public the file is taken as one that never changes, its rows are counted, and no costly facet can be asked."""
    database = tmp_path / "desk.db"
    made = connect(database)
    create(made)
    made.conn.close()
    (folder := tmp_path / "told").mkdir()
    line = command(database, folder=folder, port=80, host="0.0.0.0", public=True)  # noqa: S104 - not opened
    assert line[line.index("--immutable") + 1] == str(database)
    assert json.loads(Path(line[line.index("--inspect-file") + 1]).read_text())["desk"]["tables"][
        "statements"
    ] == {"count": 0}
    assert " --host 0.0.0.0 --port 80" in " ".join(line)
    for setting in ("suggest_facets off", "allow_facet off", "cache_size_kb 64000", "sql_time_limit_ms 1000"):
        assert f" --setting {setting}" in " ".join(line)
    assert "--immutable" not in command(database, folder=folder, port=80)


def test_what_needs_files_says_so() -> None:
    """Without a folder to write into, a file of another name and a public server are refused, not served wrongly."""
    assert not needs_folder("facts.db", public=False)
    for name, public in (("desk.db", False), ("facts.db", True)):
        assert needs_folder(name, public=public)
        with pytest.raises(ValueError, match="folder is needed"):
            command(name, port=80, public=public)


def example(query: dict[str, Any]) -> dict[str, str]:
    """Return the example parameters to which a query's description leads."""
    found = re.search(r'<a href="\?([^"]*)"', query["description_html"])
    assert found
    return {name: values[0] for name, values in parse_qs(html.unescape(found[1])).items()}
