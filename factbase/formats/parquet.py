"""Parquet: one file for each table, compressed with zstd, for what is past one machine: DuckDB, Spark, ClickHouse.

Needs pyarrow, the extra ``parquet``. The columns are those of the tables in schema.sql, and beside them ids for what
pks name, dates for bounds, and the summary of each statement (see `store.tables`). A file's metadata tells its schema
version, the head that vouches for it, licence and rights, each column's what it means.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from factbase.errors import StoreError
from factbase.formats.folders import beside
from factbase.store import schema
from factbase.store.publishing import Withheld
from factbase.store.tables import Type

if TYPE_CHECKING:
    from factbase.reader import Reader
    from factbase.store.tables import Column, Table

MARK = "_factbase.json"
"""The file that marks a folder as one of ours; readers of Parquet folders pass over names that begin so."""

RIGHTS = (
    "Texts of documents are left out unless the rights of every document that holds them say full; quotations remain "
    "their publishers'."
)
"""What every file says of its rights."""

GROUP = 100_000
"""How many rows a row group has at most: what a reader skips or reads at once."""

GROUP_BYTES = 32_000_000
"""How many bytes of cells end a row group of long rows, so that memory stays bounded."""


@frozen(kw_only=True)
class Written:
    """A folder that was written: the rows of each table, and the texts that were left out."""

    rows: Mapping[str, int]
    withheld: tuple[Withheld, ...]


def write(base: Reader, folder: str | Path, *, head: str | None) -> Written:
    """Write every table into the folder as ``<table>.parquet``; `head` is the digest that vouches for them.

    It is made beside the folder and takes its place when it is whole, so that nothing is left half written. An earlier
    export in it is replaced.

    Raises:
        StoreError: without pyarrow, where the folder holds anything else, or cannot be written.
    """
    _pyarrow()
    out = Path(folder).resolve()
    _require_ours(out)
    with beside(out) as made:
        written = _fill(base, made, head)
        _take_place(made, out)
    return written


def _pyarrow() -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    try:
        import pyarrow.parquet  # noqa: PLC0415 - 100 MB, only for those who asked for it
    except ImportError as error:
        message = "Parquet needs pyarrow: pip install 'factbase[parquet]'"
        raise StoreError(message) from error
    return pyarrow


def _require_ours(out: Path) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    ours = {MARK, *(f"{name}.parquet" for name in _listed(out))}
    if not out.is_dir() or {each.name for each in out.iterdir()} - ours or not (out / MARK).is_file():
        message = (
            f"{out}: holds what is no export to Parquet; name a new folder, so that nothing of yours is lost"
        )
        raise StoreError(message)


def _listed(out: Path) -> list[str]:
    try:
        return list(json.loads((out / MARK).read_text(encoding="utf-8"))["rows"])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _take_place(made: Path, out: Path) -> None:
    if not out.exists():
        os.replace(made, out)  # noqa: PTH105 - atomic
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    os.replace(out, old)  # noqa: PTH105 - over the empty folder that was just made
    try:
        os.replace(made, out)  # noqa: PTH105
    except OSError:
        os.replace(old, out)  # noqa: PTH105
        raise
    shutil.rmtree(old)


def _fill(base: Reader, folder: Path, head: str | None) -> Written:
    described = json.loads(schema.top_level("metadata.json").read_text(encoding="utf-8"))
    told = {
        "factbase.schema_version": str(schema.VERSION),
        "factbase.head": head or "",
        "licence": described["license"],
        "rights": RIGHTS,
    }
    meant = described["databases"]["facts"]["tables"]
    with base.tables() as found:
        rows = {each.name: _write(each, folder, told, meant[each.name]) for each in found.tables}
        written = Written(rows=rows, withheld=found.withheld())
    (folder / MARK).write_text(json.dumps({**told, "rows": rows}, indent=2) + "\n", encoding="utf-8")
    return written


def _write(table: Table, folder: Path, told: Mapping[str, str], meant: Mapping[str, Any]) -> int:
    """Write one table, a row group for each batch; return how many rows it has."""
    arrow = _pyarrow()
    fields = [
        arrow.field(
            each.name, _type(arrow, each.type), metadata={"description": _meaning(each, meant["columns"])}
        )
        for each in table.columns
    ]
    made = arrow.schema(fields, metadata={**told, "description": meant["description"]})
    with arrow.parquet.ParquetWriter(folder / f"{table.name}.parquet", made, compression="zstd") as writer:
        return sum(_write_group(writer, group) for group in _groups(table, arrow, made))


def _groups(table: Table, arrow: Any, made: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types of its own
    """Yield the rows as tables of `GROUP` rows, or of so many as `GROUP_BYTES` hold."""
    held: list[Any] = []
    for rows in table.batches():
        columns = zip(*rows, strict=True)
        arrays = [arrow.array(cells, field.type) for cells, field in zip(columns, made, strict=True)]
        held.append(arrow.RecordBatch.from_arrays(arrays, schema=made))
        if sum(each.num_rows for each in held) >= GROUP or sum(each.nbytes for each in held) >= GROUP_BYTES:
            yield arrow.Table.from_batches(held)
            held = []
    if held:
        yield arrow.Table.from_batches(held)


def _write_group(writer: Any, group: Any) -> int:  # noqa: ANN401 - pyarrow has no types of its own
    writer.write_table(group, row_group_size=group.num_rows)
    return int(group.num_rows)


def _type(arrow: Any, kind: Type) -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    return {
        Type.INTEGER: arrow.int64(),
        Type.REAL: arrow.float64(),
        Type.TEXT: arrow.string(),
        Type.TRUTH: arrow.bool_(),
        Type.DATE: arrow.date32(),
        Type.IDS: arrow.list_(arrow.string()),
    }[kind]


def _meaning(column: Column, meant: Mapping[str, str]) -> str:
    name = column.name.removesuffix("_date") if column.type is Type.DATE else column.name.removesuffix("_id")
    told = (
        meant.get(column.name)
        or meant.get(name)
        or "As in statement_summary, or where the links end (origins)"
    )
    return told if column.own else f"{told} ({'the date' if column.type is Type.DATE else 'put beside it'})"
