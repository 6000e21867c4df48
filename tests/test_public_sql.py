"""SQL from anybody: what asks for too much, for paths, or to write is refused, and the server goes on."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase import Factbase
from factbase.plugin import connections, limits, linear
from factbase.plugin.budget import Budget, raised
from tests.datasette_server import CHECKOUT, Answer, Server, serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator

PEAK = 1_000_000
"""The most memory in kB that the server ever takes, whatever it is asked; at rest it takes some 80,000."""

NUMBERS = "with recursive c(n) as (select 1 union all select n + 1 from c) "
TRIPLES = "statements a, statements b, statements c"
WORDS = "a.content || b.content || c.content"

TOO_BIG = {
    "a value of 600 MB": "select hex(zeroblob(300000000))",
    "random bytes": "select randomblob(1000000000)",
    "a width of 1 GB": "select printf('%.*c', 1000000000, 'x')",
    "a width of 1 GB in the format": "select format('%1000000000d', 1)",
    "many widths": "select printf(replace(hex(zeroblob(1000000)), '0', '%9999d'), 1)",
    "doubling by replace": (
        "with recursive d(x) as (select 'ab' union all select replace(x, 'a', 'aa') from d) select x from d"
    ),
    "doubling by ||": "with recursive d(x) as (select 'ab' union all select x || x from d) select x from d",
    "replacing each letter by a megabyte": (
        "select replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000000)))"
    ),
    "one text of a cross join": f"select group_concat({WORDS}) from {TRIPLES}",
    "endless rows of 7 MB": f"{NUMBERS} select zeroblob(7000000) from c",
    "endless rows of 30 kB": f"{NUMBERS} select hex(zeroblob(15000)) from c",
}
"""What a step or an answer may not take."""

TOO_COMPLEX = {
    "2000 columns": f"select {', '.join(['1'] * 2000)}",
    "a deep expression": f"select {'(' * 3000}1{')' * 3000}",
    "a long expression": f"select {' + '.join(['1'] * 300)}",
    "400 selects": " union all ".join(["select 1"] * 400),
    "a pattern of 50 kB": "select hex(zeroblob(1000000)) like '%' || hex(zeroblob(25000)) || '1'",
    "a pattern of wildcards": f"select hex(zeroblob(1000000)) like '{'%0' * 400}%1'",
    "a pattern of classes": "select hex(zeroblob(1000000)) glob '*' || replace(hex(zeroblob(200)), '0', '[01]')",
    "60 joined views": f"select count(*) from {', '.join(f'statement_summary s{n}' for n in range(60))}",
}
"""What a query may not be."""

TOO_LONG = {
    "recursion without end": f"{NUMBERS} select count(*) from c",
    "a cross join": f"select count(*) from {TRIPLES}, statements d, statements e",
    "a sort of a cross join": f"select {WORDS} as x from {TRIPLES}, statements d order by x",
    "a set of a cross join": f"select count(distinct {WORDS} || d.pk) from {TRIPLES}, statements d",
    "an array of a cross join": f"select json_group_array({WORDS}) from {TRIPLES}, statements d",
    "endless random bytes": f"{NUMBERS} select max(length(hex(randomblob(100000)))) from c",
    "a large array": (
        "select sum(length(fullkey)) from json_tree("
        "'[' || substr(replace(hex(zeroblob(1900000)), '0', '0,'), 1, 7599999) || ']'), statements a, statements b"
    ),
}
"""What takes longer than a query may."""

FORBIDDEN = {
    "the path of the file": "select * from pragma_database_list",
    "the path in capitals": 'select * from "PRAGMA_DATABASE_LIST"',
    "the path, counted": "select count(*) from pragma_database_list where file like '/%'",
    "the path in a subquery": "select (select file from pragma_database_list)",
    "compile options": "select * from pragma_compile_options",
    "the pages of the file": "select * from dbstat",
    "what others ask": "select * from sqlite_stmt",
    "an extension": "select load_extension('/tmp/x.so')",
    "a file": "select readfile('/etc/passwd')",
    "a file to write": "select writefile('/tmp/x', 'x')",
    "a tokenizer's address": "select fts3_tokenizer('simple')",
    "a patch of JSON": "select json_patch('{}', '{}')",
    "another database": "attach '/tmp/x.db' as x",
    "a copy": "vacuum into '/tmp/x.db'",
    "a setting": "pragma writable_schema = on",
    "an insertion": "insert into topics (id) values ('x')",
    "an insertion after WITH": "with x as (select 1) insert into topics (id) select 'x' from x",
    "an update after WITH": "with x as (select 1) update topics set name = 'x'",
    "a deletion after WITH": "with x as (select 1) delete from topics",
    "the schema after WITH": "with x as (select 1) delete from sqlite_master",
    "a table": "create table x (y)",
    "a view dropped": "drop view statement_summary",
    "two statements": "select 1; drop table topics",
}
"""What no query may touch."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Iterator[Server]:
    """Yield a Datasette open to all, on the curated facts."""
    path = tmp_path_factory.mktemp("public") / "facts.db"
    Factbase.build(path, facts_folder, by="test").close()
    with serving_database(path, "--public") as running:
        yield running


def peak(server: Server) -> int:
    """Return the most memory in kB that the server's process has ever taken."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
    assert found
    return int(found[1])


def refused(server: Server, sql: str) -> Answer:
    """Ask for a query on the SQL page and as JSON; require a clean refusal of both, and that the server goes on."""
    answer = server.get("/facts.json", sql=sql)
    assert json.loads(answer.text)["ok"] is False
    for each in (answer, server.get("/facts", sql=sql)):
        assert each.status == 400, each.text[:500]
        shown = each.text.replace(sql, "")
        for telling in ("Traceback", 'File "', str(CHECKOUT), "site-packages", "/facts.db"):
            assert telling not in shown
    assert server.rows("/facts", sql="select count(*) as n from statements")[0]["n"] > 0
    if Path("/proc").is_dir():
        assert peak(server) < PEAK
    return answer


@pytest.mark.parametrize("sql", TOO_BIG.values(), ids=TOO_BIG)
def test_what_takes_too_much_memory_is_refused(server: Server, sql: str) -> None:
    """No step makes more than 8 MB, and no answer more than 16 MB."""
    assert re.search("too (big|long)", refused(server, sql).text)  # a slow machine ends it before it is big


def test_many_large_values_in_one_row_are_refused(server: Server) -> None:
    """A row of a hundred texts of 8 MB is more than SQLite may take in all."""
    sql = f"select {', '.join(['hex(randomblob(4000000))'] * 100)}"
    assert "more memory" in refused(server, sql).text


def test_a_row_just_within_the_memory_stays_in_the_bound(server: Server) -> None:
    """What SQLite may take, and as much again in Python, is the most that one row takes."""
    refused(server, f"select {', '.join(['hex(randomblob(4000000))'] * 45)}")


@pytest.mark.parametrize("sql", TOO_COMPLEX.values(), ids=TOO_COMPLEX)
def test_what_is_too_complex_is_refused(server: Server, sql: str) -> None:
    """The shape of a query is bounded before it runs."""
    assert re.search("too|overflow", refused(server, sql).text)


@pytest.mark.parametrize("sql", TOO_LONG.values(), ids=TOO_LONG)
def test_what_takes_too_long_is_refused(server: Server, sql: str) -> None:
    """Datasette's time limit ends it."""
    assert re.search("too (big|long)|more memory", refused(server, sql).text)  # as fast as the machine is


@pytest.mark.parametrize("sql", FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_reaches_out_or_writes_is_refused(server: Server, sql: str) -> None:
    """Neither paths nor other files nor other statements can be read, and nothing can be written."""
    refused(server, sql)


@pytest.mark.parametrize(
    "where",
    [
        "hex(zeroblob(99000000))",
        "exists(select 1 from pragma_database_list)",
        "load_extension('x')",
        "printf('%99999999d', 1) = ''",
        "1 = 9223372036854775808 and nosuchcolumn",
    ],
)
def test_a_condition_of_a_table_page_is_sql_too(server: Server, where: str) -> None:
    """``?_where=`` is refused as the same SQL is elsewhere: as a wrong request, not as a failure of the server."""
    for suffix in ("", ".json", ".csv"):
        answer = server.get(f"/facts/sources{suffix}", _where=where)
        assert answer.status == 400, (suffix, answer.text[:300])
        assert "Traceback" not in answer.text


def test_a_table_of_csv_tells_no_path(server: Server) -> None:
    """Datasette answers a query that failed with no rows as CSV."""
    assert server.get("/facts.csv", sql="select * from pragma_database_list").text.strip() == ""


def test_nothing_tells_where_the_file_lies(server: Server) -> None:
    """No page about the server has the path of a folder of the machine."""
    for page in ("databases", "versions", "settings", "plugins", "metadata", "threads", "actor"):
        text = server.get(f"/-/{page}.json").text
        assert str(CHECKOUT) not in text, page
        assert not re.search(r'"/(tmp|home|root|var|private|Users)/', text), page


@pytest.mark.parametrize(
    "sql",
    [
        "select * from pragma_table_info('statements')",
        "select * from pragma_foreign_key_list('statements')",
        "select name, sql from sqlite_master",
        "explain query plan select * from statement_summary",
        "select * from statements_fts where statements_fts match 'satellite'",
        "select value from json_each('[1, 2]')",
        "select printf('%5.2f', 1.5), format('%,d', 1000), instr('añb', 'b'), trim('xax', 'x')",
        "with recursive c(n) as (select 1 union all select n + 1 from c limit 1000) select max(n) from c",
        "select id from statements where content like '%launch%' or content glob '*satellite*'",
        "select speaker, group_concat(id, ' ') from statement_summary group by speaker",
    ],
)
def test_what_readers_need_still_works(server: Server, sql: str) -> None:
    """Tables describe themselves, text can be searched, put together and printed, recursion ends."""
    assert server.rows("/facts", sql=sql)


def test_another_database_beside_it_keeps_its_freedom(tmp_path: Path, facts_folder: Path) -> None:
    """It may be wide and hold large values, and Datasette may write into it; only where it lies stays hidden."""
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute(f"CREATE TABLE wide ({', '.join(f'c{n}' for n in range(300))})")
    connection.execute("INSERT INTO wide (c1) VALUES (zeroblob(9000000))")
    connection.commit()
    connection.close()
    metadata = tmp_path / "metadata.json"
    write = {"sql": "insert into wide (c0) values (:x)", "write": True}
    metadata.write_text(json.dumps({"databases": {"other": {"queries": {"add": write}}}}))
    path = tmp_path / "facts.db"
    Factbase.build(path, facts_folder, by="test").close()
    options = (str(path), "--metadata", str(metadata))
    with serving_database(other, *options, command=("datasette", "serve")) as server:
        assert server.rows("/other", sql="select length(c1) as n from wide") == [{"n": 9000000}]
        assert server.get("/other", sql="select * from pragma_database_list").status == 400
        assert server.get("/other/add").status == 200


def authorized(sql: str, path: Path) -> bool:
    """Tell whether a connection to a factbase that may write lets a statement be prepared."""
    connection = sqlite3.connect(path)
    connections.prepare(connection, immutable=False)
    try:
        connection.execute(f"EXPLAIN {sql}")
    except sqlite3.DatabaseError as error:
        assert re.search("not authorized|prohibited|may not be", str(error)), error  # noqa: PT017 - which error it is
        return False
    finally:
        connection.close()
    return True


@pytest.mark.parametrize(
    ("sql", "may"),
    [
        ("SELECT * FROM statement_summary", True),
        ("PRAGMA table_info(statements)", True),
        ("PRAGMA database_list", True),
        ("PRAGMA cache_size = 5", False),
        ("PRAGMA schema_version = 5", False),
        ("PRAGMA journal_mode = off", False),
        ("INSERT INTO topics (id) VALUES ('x')", False),
        ("UPDATE statements SET content = 'x'", False),
        ("DELETE FROM statements", False),
        ("DROP TABLE statements", False),
        ("CREATE TEMP TABLE x (y)", False),
        ("CREATE VIRTUAL TABLE x USING fts5 (y)", False),
        ("ATTACH ':memory:' AS x", False),
        ("REINDEX", False),
        ("ANALYZE", False),
    ],
)
def test_a_factbase_is_read_and_no_more(tmp_path: Path, sql: str, may: bool) -> None:  # noqa: FBT001 - of the cases
    """Even on a connection that could write, and whatever Datasette would let through."""
    path = tmp_path / "facts.db"
    Factbase(path).close()
    Factbase(path).close()
    with Factbase(path) as base, base.recording(by="t", note="n"):
        pass
    assert authorized(sql, path) is may


def test_the_limits_leave_room_for_the_views(tmp_path: Path, facts_folder: Path) -> None:
    """Every view can be asked with a third of the limits on what a query may be."""
    path = tmp_path / "facts.db"
    Factbase.build(path, facts_folder, by="test").close()
    connection = sqlite3.connect(path)
    for limit, value in limits.OF_A_FACTBASE.items():
        connection.setlimit(limit, value // 3)
    for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        connection.execute(f"SELECT * FROM {view} LIMIT 1").fetchall()
    connection.close()


# The functions that take the place of SQLite's own


VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
    st.text("ab", max_size=6),
    st.integers(-(2**63), 2**63 - 1),
    # SQLite 3.40 rounds the fifteenth digit of some long fractions otherwise.
    st.integers(-(10**6), 10**6).map(lambda number: number / 8),
    st.sampled_from([0.0, -0.0, 1e15, -1e20, 1e-7, float("inf"), float("-inf")]),
)


def both(sql: str, *values: object) -> list[object]:
    """Return what SQLite's own function returns, and what ours does."""
    found = []
    for ours in (False, True):
        connection = sqlite3.connect(":memory:")
        if ours:
            linear.register(connection)
        found.append(connection.execute(sql, values).fetchone()[0])
        connection.close()
    return found


@given(VALUES, VALUES, VALUES)
def test_the_functions_do_what_those_of_sqlite_do(one: object, two: object, three: object) -> None:
    """For texts, numbers and nothing."""
    for name in ("instr", "trim", "ltrim", "rtrim"):
        own, ours = both(f"SELECT {name}(?, ?)", one, two)
        assert own == ours, name
    own, ours = both("SELECT replace(?, ?, ?)", one, two, three)
    assert own == ours


@given(st.binary(max_size=6), st.binary(max_size=2))
def test_blobs_are_counted_in_bytes(one: bytes, two: bytes) -> None:
    """As SQLite counts them when both are blobs."""
    own, ours = both("SELECT instr(?, ?)", one, two)
    assert own == ours


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("%.2f|%5d|%-5s|", (1.005, 42, "ä")),
        ("%%|%,d|* %d", (1234567, 3)),
        ("%q %Q %w", ("it's", None, 'a"b')),
        ("%05.1f %x %e %g %c", (2.25, 255, 1e10, 1e-10, "xyz")),
        ("%5s|%.2s", (None, "abc")),
        ("no directive", ()),
    ],
)
def test_printf_prints_as_sqlite_does(form: str, values: tuple[object, ...]) -> None:
    """Every directive, with widths that a reader may want."""
    places = ", ".join("?" * (1 + len(values)))
    for name in ("printf", "format"):
        own, ours = both(f"SELECT {name}({places})", form, *values)
        assert own == ours


def test_an_answer_is_counted_from_its_first_row() -> None:
    """Two answers of 10 MB are two answers; one of 20 MB is too much, whoever asked before."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    Budget(connection)
    half = limits.MOST // 2
    for _ in range(3):
        assert len(connection.execute("SELECT zeroblob(?) AS x", (half,)).fetchone()["x"]) == half
    with pytest.raises(sqlite3.OperationalError, match="answer is too big"):
        connection.execute("VALUES (zeroblob(?)), (zeroblob(?))", (half, half)).fetchall()
    with raised(connection):
        assert len(connection.execute("VALUES (zeroblob(?)), (zeroblob(?))", (half, half)).fetchall()) == 2
    assert connection.execute("SELECT 1").fetchone()[0] == 1
    connection.close()
