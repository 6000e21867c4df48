"""The database defends itself: rows written by hand are refused, and by-passing that is found by verifying."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from factbase import Factbase
from factbase.errors import StoreError
from factbase.model import Topic
from factbase.store import schema
from factbase.store.relating import DEFINED, FOLLOWED
from factbase.store.rows import PARTS, TABLES
from tests.records import filled, record, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DERIVED = {"summaries", "repeats", "wordings", "statements_fts", "vocabulary", "scales", *DEFINED, *FOLLOWED}
"""What is no recorded word: it may be written by hand, and verifying compares it with what it follows from."""

HISTORY = sorted(set(tables()) - DERIVED)
"""Every table whose rows are recorded: nouns, their parts, changesets, retired versions."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file whose every table has rows."""
    path = tmp_path_factory.mktemp("template") / "facts.db"
    filled(path).close()
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """Return a copy of that file, for a test to attack."""
    return shutil.copy(template, tmp_path / "facts.db")


@contextmanager
def by_hand(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file as any other program would: plain sqlite3, recursive triggers and foreign keys off."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        connection.execute("PRAGMA synchronous = OFF")  # a test needs no disk that survives a power cut
        yield connection


@contextmanager
def unguarded(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file with every trigger taken out, and put them back as they were."""
    with by_hand(path) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")


def found(path: Path) -> tuple[str, ...]:
    """Return the problems that verifying the file finds."""
    with Factbase(path, read_only=True) as base:
        return base.verify().problems


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns that can be written."""
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


# What is refused


def test_every_table_is_guarded_or_derived() -> None:
    """A table that schema.sql gains is a noun, a part of one, a table of history, or known here as derived."""
    parts = {part for group in PARTS.values() for part in group}
    assert set(HISTORY) == {*TABLES.values(), *parts, "changesets", "retired"}


@pytest.mark.parametrize("table", HISTORY)
def test_no_recorded_row_can_be_updated(path: Path, table: str) -> None:
    """UPDATE of any column, and UPDATE OR REPLACE, is refused; so is one that changes nothing."""
    before = path.read_bytes()
    with by_hand(path) as connection:
        for column in columns(connection, table):
            for how in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
                with pytest.raises(sqlite3.IntegrityError, match="never updated"):
                    connection.execute(f'{how} {table} SET "{column}" = "{column}"')
    assert path.read_bytes() == before


@pytest.mark.parametrize("table", HISTORY)
def test_no_recorded_row_can_be_deleted(path: Path, table: str) -> None:
    """DELETE is refused, of one row and of all."""
    before = path.read_bytes()
    with by_hand(path) as connection:
        for condition in ("", f" WHERE pk = (SELECT max(pk) FROM {table})"):
            with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
                connection.execute(f"DELETE FROM {table}{condition}")
    assert path.read_bytes() == before


@pytest.mark.parametrize("recursive", ["OFF", "ON"])
@pytest.mark.parametrize("how", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"])
@pytest.mark.parametrize("table", HISTORY)
def test_no_row_can_be_inserted(path: Path, table: str, how: str, recursive: str) -> None:
    """A row cannot be put in, nor over one that is there, outside a changeset: a copy of each row, old pk or new."""
    before = path.read_bytes()
    with by_hand(path) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive}")
        names = columns(connection, table)
        quoted = ", ".join(f'"{name}"' for name in names)
        for pk in ("pk", "pk + 1000"):
            picked = ", ".join(pk if name == "pk" else f'"{name}"' for name in names)
            with pytest.raises(sqlite3.IntegrityError, match=r"open changeset|starts open"):
                connection.execute(f"{how} INTO {table} ({quoted}) SELECT {picked} FROM {table}")
    assert path.read_bytes() == before


@pytest.mark.parametrize("parent", [None, 1, 2])
def test_a_changeset_cannot_be_put_over_another(path: Path, parent: int | None) -> None:
    """An open changeset with the number of one that is closed is refused, whatever parent it names."""
    with by_hand(path) as connection:
        for number in (1, 2):
            with pytest.raises(sqlite3.IntegrityError, match="a changeset starts open"):
                connection.execute(
                    "INSERT OR REPLACE INTO changesets (pk, parent, recorded_at, recorded_by, why, route) "
                    "VALUES (?, ?, '2020-01-01T00:00:00.000000Z', 'x', 'y', 'load')",
                    (number, parent),
                )
    assert found(path) == ()


def test_within_an_open_changeset_the_closed_ones_stay_closed(path: Path) -> None:
    """Whoever opens a changeset by hand still cannot add to, or take from, what is recorded."""
    with by_hand(path) as connection:
        connection.execute(
            "INSERT INTO changesets (parent, recorded_at, recorded_by, why, route) VALUES (2, 'now', 'x', 'y', 'load')"
        )
        refused = [
            "INSERT INTO spans (statement, position, part, start, \"end\", exact) VALUES (1, 9, 'text', 0, 1, 'M')",
            "INSERT INTO topics (id, digest, recorded_in, kind, name) SELECT 'x', digest, 1, kind, name FROM topics",
            "DELETE FROM spans",
            "DELETE FROM topics",
            "UPDATE answers SET value = 'x'",
            "UPDATE changesets SET why = 'x', digest = digest WHERE pk = 1",
            "UPDATE changesets SET digest = hex(zeroblob(32)), why = 'z' WHERE pk = 3",
            "INSERT INTO changesets (parent, recorded_at, recorded_by, why, route) VALUES (3, 'now', 'x', 'y', 'load')",
        ]
        for sql in refused:
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(sql)
    assert found(path) == ("changeset c3: was left open, which no recording does",)
    with Factbase(path) as base, pytest.raises(StoreError, match="changeset c3 was opened by hand"):
        record(base, [Topic(id="t", kind="theme", name="n")])


def test_our_own_connections_check_keys_and_fire_every_trigger(path: Path) -> None:
    """Foreign keys and recursive triggers are on in each connection, read-only ones and the past too."""
    with Factbase(path) as base, Factbase(path, read_only=True) as reader, base.as_of(1) as past:
        for each in (base, reader, past):
            for setting in ("foreign_keys", "recursive_triggers"):
                assert each._database().conn.execute(f"PRAGMA {setting}").fetchone() == (1,)


def test_a_kind_of_two_families_cannot_be_written(path: Path) -> None:
    """Family follows from kind in the schema: it cannot be written, and no kind is both claim and assessment."""
    with unguarded(path) as connection:
        with pytest.raises(sqlite3.OperationalError, match="cannot UPDATE generated column"):
            connection.execute("UPDATE statements SET family = 'claim'")
        with pytest.raises(sqlite3.IntegrityError, match="constraint failed"):
            connection.execute("UPDATE statements SET kind = 'official-assessment'")
    assert found(path) == ()


# What is found


ATTACKS = [
    ("UPDATE topics SET name = 'x'", 'topic "launch": was altered'),
    ("UPDATE sources SET kind = 'group' WHERE id = 'wire'", 'source "wire": was altered'),
    ("UPDATE sources SET name = 'x' WHERE id = 'shin'", 'source "shin": sources was altered'),
    ("UPDATE sources SET acts_for = NULL WHERE id = 'shin'", 'source "shin": was altered'),
    ("UPDATE source_names SET language = 'ko' WHERE name = 'Wire'", 'source "wire": was altered'),
    ('UPDATE roles SET "end" = NULL', 'source "shin": was altered'),
    ("UPDATE roles SET end_latest = '2030-01-01'", 'source "shin": roles was altered'),
    ("DELETE FROM roles", 'source "shin": was altered'),
    ("UPDATE documents SET published = '2024' WHERE id = 'paper'", 'document "paper": was altered'),
    ("UPDATE documents SET text = replace(text, 'Shin', 'Shim')", 'document "paper": was altered; it can no longer'),
    ("UPDATE documents SET published_latest = '2024-01-01'", 'document "paper": documents was altered'),
    ("UPDATE documents SET copy_type = 'translates' WHERE id = 'reprint'", 'document "reprint": was altered'),
    ("UPDATE questions SET outcome = '2023-11-22' WHERE id = 'when'", 'question "when": was altered'),
    ("UPDATE questions SET outcome_latest = NULL WHERE id = 'when'", 'question "when": questions was altered'),
    ("UPDATE questions SET answer_type = 'text' WHERE id = 'how-many'", 'question "how-many": was altered'),
    ("DELETE FROM questions WHERE id = 'how-many'", 'statement "launch-in-november": was altered'),
    ("UPDATE choices SET label = 'x' WHERE value = 'money'", 'question "why": was altered'),
    ("UPDATE statements SET content = 'x' WHERE id = 'launched'", 'statement "launched": was altered'),
    ("UPDATE statements SET kind = 'assessment' WHERE id = 'launched'", 'statement "launched": was altered'),
    ("UPDATE statements SET document = 1 WHERE id = 'launched'", 'statement "launched": was altered'),
    ("UPDATE statements SET event_date_latest = NULL", 'statement "launch-in-november": statements was altered'),
    ("UPDATE spans SET locator = 'x' WHERE position = 2", 'statement "launch-in-november": was altered'),
    ("UPDATE attributions SET certainty = 'certain' WHERE certainty = 'probable'",
     'statement "launch-in-november": was altered'),
    ("UPDATE attributions SET source = 1 WHERE step = 2", 'statement "launch-in-november": was altered'),
    ("UPDATE attributions SET said_earliest = NULL WHERE step = 1", 'statement "launch-in-november": attributions was'),
    ("DELETE FROM attributions WHERE step = 1", 'statement "launch-in-november": was altered'),
    ("DELETE FROM attributions WHERE statement = 3", 'statement "no-details": was altered; it can no longer be read'),
    ("UPDATE likelihoods SET term = 'very likely'", 'statement "launch-in-november": was altered'),
    ("UPDATE answers SET value = 'help' WHERE value = 'money'", 'statement "launched": was altered'),
    ("UPDATE answers SET low = 1 WHERE value = '~3'", 'statement "launch-in-november": answers was altered'),
    ("UPDATE declines SET question = 2", 'statement "no-details": was altered'),
    ("DELETE FROM statement_topics", 'statement "launch-in-november": was altered'),
    ("UPDATE ratings SET value = 'A' WHERE value = 'B'", 'rating "herald.shin.admiralty-reliability.2023-11-07": was'),
    ("UPDATE links SET confidence = 'possible' WHERE basis = 'inferred'",
     'link "launched.derived-from.launch-in-november": was altered'),
    ("UPDATE statements SET id = 'x' WHERE id = 'no-details'", "changeset c1: its rows or words are not those"),
    ("UPDATE statements SET recorded_in = 2 WHERE id = 'no-details'", "changeset c1: its rows or words are not those"),
    ("UPDATE statements SET digest = (SELECT digest FROM topics)", 'statement "launch-in-november": was altered'),
    ("UPDATE retired SET body = replace(body, 'Gone', 'Lost')", 'retired topic "gone" version 1: was altered'),
    ("UPDATE retired SET body = body || ' '", 'retired topic "gone" version 1: was altered'),
    ("UPDATE retired SET body = '{}'", 'retired topic "gone" version 1: was altered; it can no longer be read'),
    ("UPDATE retired SET id = 'x'", 'retired topic "x" version 1: was altered'),
    ("UPDATE retired SET version = 2", 'retired topic "gone" version 2: a version is missing'),
    ("UPDATE retired SET row_pk = (SELECT pk FROM topics)", 'topic "gone": its pk was altered'),
    ("UPDATE retired SET why = 'x'", "changeset c2: its rows or words are not those"),
    ("UPDATE retired SET recorded_in = 2", "changeset c1: its rows or words are not those"),
    ("DELETE FROM retired", "changeset c1: its rows or words are not those"),
    ("UPDATE changesets SET why = 'x' WHERE pk = 1", "changeset c1: its rows or words are not those"),
    ("UPDATE changesets SET recorded_by = 'x' WHERE pk = 2", "changeset c2: its rows or words are not those"),
    ("UPDATE changesets SET recorded_at = '2020' WHERE pk = 1", "changeset c1: its rows or words are not those"),
    ("UPDATE changesets SET route = 'build' WHERE pk = 1", "changeset c1: its rows or words are not those"),
    ("UPDATE changesets SET file = 'x' WHERE pk = 1", "changeset c1: its rows or words are not those"),
    ("UPDATE changesets SET digest = hex(zeroblob(32)) WHERE pk = 1", "changeset c1: its rows or words are not those"),
    ("UPDATE changesets SET parent = NULL WHERE pk = 2", "changeset c2: was altered; it does not follow c1"),
    ("DELETE FROM changesets WHERE pk = 1", "changesets: one is missing"),
    ("DELETE FROM links WHERE basis = 'inferred'", "changeset c1: its rows or words are not those"),
    ("INSERT INTO topics (id, digest, recorded_in, kind, name) SELECT 'x', digest, 1, kind, name FROM topics",
     "changeset c1: its rows or words are not those"),
    ("INSERT INTO spans (statement, position, part, start, \"end\", exact) VALUES (2, 9, 'text', 0, 1, 'M')",
     'statement "launched": was altered'),
    ("INSERT INTO spans (statement, position, part, start, \"end\", exact) VALUES (99, 9, 'text', 0, 1, 'M')",
     "spans 4: names a row of statements that does not exist"),
    ("UPDATE summaries SET chain = 'x' WHERE statement = 2", 'statement "launched": its summary was altered'),
    ("UPDATE summaries SET fingerprint = 'x' WHERE statement = 2", 'statement "launched": its summary was altered'),
    ("DELETE FROM summaries WHERE statement = 2", 'statement "launched": its summary was altered'),
    ("UPDATE roots SET root = 2", 'statement "launch-in-november": its roots were altered'),
    ("UPDATE roots SET in_loop = 1 WHERE statement = 3", 'statement "no-details": its roots were altered'),
    ("DELETE FROM roots WHERE statement = 3", 'statement "no-details": its roots were altered'),
    ("INSERT INTO roots (statement, root, in_loop) VALUES (99, 3, 0)", "roots: has rows of no statement"),
    ("INSERT INTO loops VALUES (3, 3)", 'statement "no-details": its loops were altered'),
    ("INSERT INTO unnamed_grounds VALUES (3, 3, 1)", 'statement "no-details": its unnamed_grounds were altered'),
    ("DELETE FROM stances", "stances: was altered; it is not what follows from the rows"),
    ("UPDATE stances SET standing = 'x'", "stances: was altered; it is not what follows from the rows"),
    ("UPDATE stance_roots SET voice = 99", "stance_roots: was altered; it is not what follows from the rows"),
    (
        "INSERT INTO dependencies (from_statement, to_statement, via, level) VALUES (1, 2, 'copies', 'statement')",
        "dependencies: was altered; it is not what follows from the rows",
    ),
    (
        "INSERT INTO reprints (document, original) VALUES (1, 1)",
        "reprints: was altered; it is not what follows from the rows",
    ),
    ("INSERT INTO principals VALUES (1, 2)", "principals: was altered; it is not what follows from the rows"),
    (
        "INSERT INTO mandates (source, acts_for) VALUES (1, 1)",
        "mandates: was altered; it is not what follows from the rows",
    ),
    ("UPDATE statements_fts SET content = 'x' WHERE rowid = 2", 'statement "launched": its full text was altered'),
    ("INSERT INTO statements_fts (rowid, content) VALUES (99, 'x')", "statements_fts: has rows of no statement"),
    ("UPDATE statements_fts_content SET c0 = 'x' WHERE id = 3", 'statement "no-details": its full text was altered'),
    ("UPDATE vocabulary SET meaning = 'x' WHERE term = 'denies'", "vocabulary: was altered"),
    ("UPDATE scales SET value = 1 WHERE term = 'likely'", "scales: was altered"),
    ("CREATE TABLE extra (a)", "schema: extra does not belong here"),
    ("DROP VIEW official_claims", "schema: official_claims is missing"),
    ("DROP INDEX links_to_document", "schema: links_to_document is missing"),
    ("CREATE TRIGGER other AFTER INSERT ON topics BEGIN SELECT 1; END", "schema: other does not belong here"),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "first"), ATTACKS, ids=[re.sub(r"\W+", "-", sql)[:60] for sql, _ in ATTACKS])
def test_what_by_passes_the_triggers_is_found_and_named(path: Path, sql: str, first: str) -> None:
    """With the triggers away and back, one word altered by hand: verifying names the first row that it touched."""
    with unguarded(path) as connection:
        assert connection.execute(sql).rowcount != 0
    problems = found(path)
    assert problems
    assert problems[0].startswith(first), problems


def test_every_column_of_every_recorded_row_is_watched(path: Path, tmp_path: Path) -> None:
    """Any value of any column of any row of history, set to another of its type: verifying finds every one of them.

    Save an inner number that no other row names (of a part, a rating, a link, a lone version): it says nothing.
    """
    named = {"topics", "sources", "documents", "questions", "statements", "changesets"}
    with by_hand(path) as connection:
        cells = [
            (table, column)
            for table in HISTORY
            for column in columns(connection, table)
            if column != "row_pk" and (column != "pk" or table in named)
        ]
    missed = []
    for table, column in cells:
        attacked = shutil.copy(path, tmp_path / "attacked.db")
        with unguarded(attacked) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            kind = connection.execute(
                "SELECT type FROM pragma_table_info(?) WHERE name = ?", (table, column)
            ).fetchone()[0]
            other = (
                f"coalesce(\"{column}\", '') || 'x'" if kind == "TEXT" else f'coalesce("{column}", 0) + 50'
            )
            if column == "kind" and table == "statements":
                other = (
                    "'observation'"  # another text would be no kind, so of no family, which cannot be NULL
                )
            connection.execute(
                f'UPDATE {table} SET "{column}" = {other} WHERE pk = (SELECT max(pk) FROM {table})'
            )
        if not found(attacked):
            missed.append((table, column))
    assert missed == []


def test_an_index_of_words_that_does_not_fit_its_texts_is_found(path: Path) -> None:
    """The texts are as they were, but a search would miss a statement: the index is compared with one made anew."""
    with by_hand(path) as connection:
        row = connection.execute("SELECT c0, c1, c2, c3 FROM statements_fts_content WHERE id = 2").fetchone()
        connection.execute("DELETE FROM statements_fts WHERE rowid = 2")
        connection.execute("INSERT INTO statements_fts_content VALUES (2, ?, ?, ?, ?)", row)
        connection.execute(
            "INSERT INTO statements_fts_docsize SELECT 2, sz FROM statements_fts_docsize WHERE id = 1"
        )
    assert found(path) == ('statement "launched": the index of its full text was altered',)


def test_a_schema_edited_behind_the_back_of_sqlite_is_found(path: Path) -> None:
    """A trigger or a CHECK rewritten in sqlite_master itself is named."""
    with by_hand(path) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'never', 'NEVER') WHERE name = 'topics_are_never_updated'"
        )
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'content <> ''''', '1') WHERE name = 'statements'"
        )
    assert found(path) == ("schema: statements was altered", "schema: topics_are_never_updated was altered")


def test_a_trigger_put_back_weaker_is_found(path: Path) -> None:
    """Dropped and made again in other words, a trigger is another."""
    with by_hand(path) as connection:
        connection.execute("DROP TRIGGER spans_are_never_updated")
        connection.execute(
            "CREATE TRIGGER spans_are_never_updated BEFORE UPDATE ON spans BEGIN SELECT 1; END"
        )
        connection.execute("UPDATE spans SET locator = 'x' WHERE position = 2")
    problems = found(path)
    assert problems[0] == "schema: spans_are_never_updated was altered"
    assert problems[1].startswith('statement "launch-in-november": was altered')


@pytest.mark.parametrize("mark", ["application_id", "user_version"])
def test_a_file_whose_mark_was_taken_is_not_opened(path: Path, mark: str) -> None:
    """Without its application id or its version, the file is not taken for ours."""
    with by_hand(path) as connection:
        connection.execute(f"PRAGMA {mark} = 0")
    with pytest.raises(StoreError, match=r"not one of factbase's|is older than"):
        Factbase(path)


def test_a_history_cut_off_at_its_end_has_another_head(path: Path) -> None:
    """Taking back the newest changeset whole leaves an honest earlier state: only the head tells, so cite the head."""
    with Factbase(path) as base:
        head = base.head()
        record(base, [Topic(id="later", kind="theme", name="n")])
    with unguarded(path) as connection:
        connection.execute("DELETE FROM topics WHERE id = 'later'")
        connection.execute("DELETE FROM changesets WHERE pk = 3")
    with Factbase(path) as base:
        assert base.verify().ok
        assert base.verify().head == (head.digest if head else None)


def test_a_withheld_text_is_counted_and_not_blamed(path: Path) -> None:
    """A text that was taken out for publication, its hash left standing, is told apart from an altered one."""
    with unguarded(path) as connection:
        connection.execute("UPDATE documents SET text = NULL")
    with Factbase(path) as base:
        assert base.verify().problems == ()
        assert base.verify().withheld == 1


def test_the_expected_schema_is_that_of_a_fresh_file(path: Path) -> None:
    """What verifying compares with is what schema.sql makes, nothing more."""
    with Factbase(path) as base:
        assert schema.objects(base._database()) == schema.expected_objects()
