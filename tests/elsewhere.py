"""The documented queries where SQLite ends: translated by sqlglot, over the Parquet files that `export` writes.

`EXCEPTIONS` is the one list of what cannot go, and why; the README shows it.
"""

from __future__ import annotations

import html
import json
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import sqlglot
from attrs import evolve
from sqlglot import exp

from factbase.model import Attribution
from factbase.store import schema
from tests.worlds import build, rests, said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase import Factbase

EXCEPTIONS: dict[str, dict[str, str]] = {
    "duckdb": {
        "find-words": "full text: MATCH is SQLite's own; search content and quote as the engine does",
    },
    "spark": {
        "find-words": "full text: MATCH is SQLite's own; search content and quote as the engine does",
        "disputes": "recursion by UNION; Spark has UNION ALL alone",
    },
}
"""By engine, the documented queries and views that do not go there, and why."""

PUBLIC = (
    "provenance statement_summary official_claims assessments positions corroboration attestation disputes revisions "
    "drift forecasts forecast_scores track_record certainty_shifts circular_reporting unanchored rests_on_unnamed "
    "repeated_words same_words timeline statement_history"
).split()
"""The public views; the steps between them go with them."""

_CHOSEN = {
    "statement": "SELECT id FROM statement_summary ORDER BY hops DESC, id LIMIT 1",
    "speaker": "SELECT speaker FROM statement_summary GROUP BY speaker ORDER BY count(*) DESC, speaker LIMIT 1",
    "source": "SELECT source FROM provenance WHERE hop > 0 GROUP BY source ORDER BY count(*) DESC, source LIMIT 1",
    "publisher": "SELECT publisher FROM provenance GROUP BY publisher ORDER BY count(*) DESC, publisher LIMIT 1",
    "document": "SELECT document FROM provenance GROUP BY document ORDER BY count(*) DESC, document LIMIT 1",
    "question": "SELECT question FROM positions GROUP BY question ORDER BY count(*) DESC, question LIMIT 1",
    "certainty": "SELECT 'probable'",
    "since": "SELECT 'c0'",
    "least_words": "SELECT '4'",
    "words": "SELECT 'launch'",
}
"""How a value for each parameter is found in made-up data."""

_README = Path(__file__).parent.parent / "README.md"
_FACTS = json.loads(schema.top_level("metadata.json").read_text(encoding="utf-8"))["databases"]["facts"]
QUERIES: dict[str, dict[str, Any]] = _FACTS["queries"]
"""The canned queries, by name."""

_VIEW = re.compile(r"^CREATE VIEW (\w+) AS\n", re.MULTILINE)


def grow(base: Factbase) -> None:
    """Record what made-up news lack: a certainty that grew from hop to hop, and one that grew over a link."""
    relay = Attribution(source="grown-minister", certainty="certain", confidence="certain")
    heard = said("grown-inside", "grown-adviser", certainty="possible", document="grown-daily")
    told = evolve(heard, id="grown-on-the-way", attributions=(relay, *heard.attributions))
    retold = said("grown-retold", "grown-adviser", certainty="certain", document="grown-weekly")
    build(heard, told, retold, rests("grown-retold", "grown-inside"), base=base)


def documented(base: Factbase, *, made_up: bool) -> dict[str, str]:
    """Return the documented queries by name, their parameters written out: as in their examples, or as data have them.

    These are the canned queries of metadata.json, the SQL of the README (its ids are those of facts/), and all of each
    public view.
    """
    found = {}
    for name, query in QUERIES.items():
        values = {each: _value(base, each) for each in query["params"]} if made_up else _example(name)
        found[name] = re.sub(
            r"(?<!:):(\w+)", lambda m, v=values: "'" + v[m[1]].replace("'", "''") + "'", query["sql"]
        )  # type: ignore[misc]
    if not made_up:
        examples = re.findall(
            r"^```sql\n(.*?)^```$", _README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        found |= {f"README {number}": sql.strip().rstrip(";") for number, sql in enumerate(examples, start=1)}
    return found | {view: f"SELECT * FROM {view}" for view in PUBLIC}


def _value(base: Factbase, parameter: str) -> str:
    (found,) = base._database().conn.execute(_CHOSEN[parameter]).fetchone()
    return str(found)


def _example(name: str) -> dict[str, str]:
    """Return the parameters with which a canned query's description shows it."""
    found = re.search(r'<a href="\?([^"]*)"', QUERIES[name]["description_html"])
    assert found
    return {key: values[0] for key, values in parse_qs(html.unescape(found[1])).items()}


def views() -> dict[str, str]:
    """Return the views of schema.sql in their order: the SELECT that each is."""
    found = {}
    for command in schema.commands():
        if match := _VIEW.search(command):
            found[match[1]] = command[match.end() :].rstrip().rstrip(";")
    return found


def tables() -> dict[str, list[str]]:
    """Return the columns of every table that is exported, in their order."""
    database = sqlite3.connect(":memory:")
    database.executescript(schema.ddl())
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        name: [row[1] for row in database.execute(f'PRAGMA table_xinfo("{name}")')]
        for name in names
        if not name.startswith(("statements_fts", "sqlite_"))
    }
    database.close()
    return found


def translated(sql: str, dialect: str) -> str:
    """Return a query of SQLite in another dialect: as sqlglot has it, after `_REWRITES` of what it leaves as it is."""
    tree = sqlglot.parse_one(sql, read="sqlite")
    for rewrite in _REWRITES:
        rewrite(tree, dialect)
    return tree.sql(dialect=dialect)


def _joins(tree: exp.Expression, _dialect: str) -> None:
    """CROSS JOIN with a condition, by which SQLite is told the order of a join, is a plain join elsewhere."""
    for join in tree.find_all(exp.Join):
        if join.kind == "CROSS" and join.args.get("on"):
            join.set("kind", None)


def _arrays(tree: exp.Expression, dialect: str) -> None:
    """Gathering values into a JSON array has a name of its own everywhere; of nothing, SQLite gathers [], not NULL."""
    for gathered in list(tree.find_all(exp.JSONArrayAgg)):
        listed = gathered.this.copy()
        if dialect == "spark":
            told: exp.Expression = exp.Anonymous(
                this="to_json", expressions=[exp.Anonymous(this="collect_list", expressions=[listed])]
            )
        else:
            array = exp.Anonymous(this="json_group_array", expressions=[listed])
            told = exp.Coalesce(this=array, expressions=[exp.Literal.string("[]")])
        gathered.replace(told)


def _pairs(tree: exp.Expression, _dialect: str) -> None:
    """(a, b) IN (SELECT c, d ...) is EXISTS (SELECT ... WHERE a = c AND b = d) where pairs cannot be looked for."""
    for found in list(tree.find_all(exp.In)):
        query = found.args.get("query")
        if isinstance(found.this, exp.Tuple) and query is not None:
            found.replace(exp.paren(_met(query.this, found.this.expressions)))


def _met(query: exp.Expression, wanted: list[exp.Expression]) -> exp.Expression:
    """Return the condition that a query, or one of those that a UNION joins, gives these values."""
    if isinstance(query, exp.Union):
        return exp.or_(_met(query.this, wanted), _met(query.expression, wanted))
    assert isinstance(query, exp.Select)
    select = query.copy()
    for value, given in zip(wanted, query.selects, strict=True):
        select = select.where(exp.EQ(this=value.copy(), expression=given.unalias().copy()))
    return exp.Exists(this=select)


def _steps(tree: exp.Expression, _dialect: str) -> None:
    """A recursion with two steps, start UNION one UNION other, is start UNION (one UNION other) elsewhere."""
    for common in tree.find_all(exp.CTE):
        outer = common.this
        if isinstance(outer, exp.Union) and isinstance(outer.this, exp.Union):
            start, one, other = outer.this.this, outer.this.expression, outer.expression
            steps = exp.Union(this=one.copy(), expression=other.copy(), distinct=True)
            both = exp.select("*").from_(steps.subquery("steps"))
            common.set("this", exp.Union(this=start.copy(), expression=both, distinct=True))


def _windows(tree: exp.Expression, dialect: str) -> None:
    """Spark knows no window that is built on a named one: each is written out."""
    if dialect != "spark":
        return
    for select in tree.find_all(exp.Select):
        named = {each.this.name: each for each in select.args.get("windows") or ()}
        for window in list(select.find_all(exp.Window)):
            if window.arg_key == "windows" or window.find_ancestor(exp.Select) is not select:
                continue
            over = window.args.get("alias")
            meant = named.get(over.name) if over is not None else None
            if meant is None:
                continue
            for key in ("partition_by", "order", "spec"):
                value = meant.args.get(key)
                if value and not window.args.get(key):
                    window.set(
                        key, [each.copy() for each in value] if isinstance(value, list) else value.copy()
                    )
            window.set("alias", None)
        if named:
            select.set("windows", None)


def _grouped(tree: exp.Expression, dialect: str) -> None:
    """Spark wants what depends on a group alone, be it a query of its own, to be gathered like the rest."""
    if dialect != "spark":
        return
    for select in list(tree.find_all(exp.Select)):
        for each in select.selects if select.args.get("group") else ():
            inner = each.unalias()
            if isinstance(inner, exp.Subquery):
                inner.replace(exp.Anonymous(this="first", expressions=[inner.copy()]))


_REWRITES = (_joins, _arrays, _pairs, _steps, _windows, _grouped)


def used(queries: Iterable[str]) -> list[str]:
    """Return the views that the queries use, directly or through others, in the order of schema.sql."""
    defined, wanted = views(), set[str]()
    waiting = list(queries)
    while waiting:
        tree = sqlglot.parse_one(waiting.pop(), read="sqlite")
        met = ({table.name for table in tree.find_all(exp.Table)} & defined.keys()) - wanted
        waiting += [defined[name] for name in met]
        wanted |= met
    return [name for name in defined if name in wanted]


def rows(found: Iterable[Iterable[Any]]) -> list[str]:
    """Return rows in one form and order: truths as numbers, numbers to nine digits, JSON arrays by what they hold."""
    return sorted(json.dumps([_plain(cell) for cell in row], ensure_ascii=False) for row in found)


def in_sqlite(base: Factbase, sql: str) -> list[str]:
    """Return the rows that SQLite gives."""
    return rows(base._database().conn.execute(sql))


def _plain(cell: Any) -> Any:  # noqa: ANN401 - whatever a database gives
    match cell:
        case bool():
            return int(cell)
        case float():
            return int(cell) if cell.is_integer() else round(cell, 9)
        case str() if cell.startswith("["):
            return json.loads(cell)
        case _:
            return cell
