"""The documented queries give the same answers in Spark's local mode, over the Parquet files, as in SQLite.

Needs pyspark and a Java 17: `make spark` makes an environment for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks import generating
from factbase import Factbase
from factbase.formats import jsonl, parquet
from tests import elsewhere
from tests.elsewhere import EXCEPTIONS, in_sqlite, rows, translated, used

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow, pytest.mark.spark]

STATEMENTS = 1_000
FACTS = Path(__file__).parent.parent / "facts"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Spark in this process, quiet and small."""
    session = pytest.importorskip(
        "pyspark.sql", reason="make spark makes the environment for it"
    ).SparkSession
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.log.level": "OFF",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = session.builder.master("local[2]").appName("factbase")
    for name, value in settings.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    yield made
    made.stop()


def test_every_answer_agrees(spark: Any, tmp_path: Path) -> None:  # noqa: ANN401 - pyspark has no types
    """The canned queries with the parameters of their examples, the SQL of the README, and all of each public view.

    Asked of the curated facts, of made-up news beside them, and of a certainty that grew; but for those that
    `EXCEPTIONS` tells of, each gives rows, the same ones.
    """
    lines = tmp_path / "news.jsonl"
    with lines.open("w", encoding="utf-8") as out:
        out.writelines(map(generating.line, generating.records(STATEMENTS)))
    with Factbase.build(tmp_path / "all.db", FACTS, by="tests") as base:
        jsonl.load(base, [str(lines)], by="tests", why="made up")
        elsewhere.grow(base)
        base.publish(tmp_path / "public.db")
        parquet.write(base, tmp_path / "lake", head=None)
    counts = {}
    with Factbase(tmp_path / "public.db", read_only=True) as base:
        asked = elsewhere.documented(base, made_up=False)
        asked = {name: sql for name, sql in asked.items() if name not in EXCEPTIONS["spark"]}
        _open(spark, tmp_path / "lake", list(asked.values()))
        for name, sql in asked.items():
            found = spark.sql(translated(sql, "spark")).toArrow().to_pylist()
            assert rows(row.values() for row in found) == in_sqlite(base, sql), name
            counts[name] = len(found)
    assert len(counts) >= 34
    assert {name for name, count in counts.items() if count == 0} <= {"same-words"}


def _open(spark: Any, lake: Path, queries: list[str]) -> None:  # noqa: ANN401 - as above
    """Name the tables of an export under their own columns, and the views that the queries use."""
    for name, columns in elsewhere.tables().items():
        read = spark.read.parquet(str(lake / f"{name}.parquet"))
        types = dict(read.dtypes)
        # SQLite counts with truths, so the views do.
        cells = [f"CAST(`{c}` AS INT) AS `{c}`" if types[c] == "boolean" else f"`{c}`" for c in columns]
        read.selectExpr(*cells).createOrReplaceTempView(name)
    defined = elsewhere.views()
    for name in used(queries):
        spark.sql(f"CREATE OR REPLACE TEMP VIEW {name} AS {translated(defined[name], 'spark')}")
