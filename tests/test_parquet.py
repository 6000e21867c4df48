"""Export to Parquet: every table as SQLite has it, typed, with ids, and without the texts whose rights forbid it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from factbase import Document, Factbase
from factbase.errors import StoreError
from factbase.formats import parquet
from factbase.formats.parquet import MARK
from tests import elsewhere
from tests.desk import run
from tests.records import TEXT, changed, everything, filled, record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Records of every noun, one of them changed since, one withdrawn."""
    with filled(tmp_path / "facts.db") as base:
        found = {each.id: each for each in everything()}
        record(base, [changed(found["launched"])])
        with base.recording(by="tests", note="withdrawn") as changes:
            changes.retire("no-details", why="never said")
    return tmp_path / "facts.db"


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a file."""
    return list(pq.read_table(folder / f"{name}.parquet").to_pylist())


def test_every_table_has_every_row(database: Path, tmp_path: Path) -> None:
    """All tables but the index of the full text, each with its own columns and cells in the order of their pks."""
    out = tmp_path / "lake"
    run("export", database, "--parquet", out)
    names = elsewhere.tables()
    assert {each.stem for each in out.glob("*.parquet")} == names.keys()
    with Factbase(database, read_only=True) as base:
        for name, columns in names.items():
            listed = ", ".join(f'"{column}"' for column in columns)
            rows = base._database().conn.execute(f"SELECT {listed} FROM {name} ORDER BY 1").fetchall()
            found = [tuple(row[column] for column in columns) for row in table(out, name)]
            if name in {"documents", "retired"}:  # texts are withheld: see below
                assert len(found) == len(rows)
            else:
                assert elsewhere.rows(found) == elsewhere.rows(rows), name


def test_cells_have_types(database: Path, tmp_path: Path) -> None:
    """Ids and dates as written are strings, bounds are dates beside them, truths are truths, ends lists."""
    out = tmp_path / "lake"
    run("export", database, "--parquet", out)
    types = {field.name: str(field.type) for field in pq.read_schema(out / "statements.parquet")}
    assert types["id"] == types["event_date"] == types["document_id"] == types["recorded_in_id"] == "string"
    assert types["event_date_earliest"] == types["chain"] == types["fingerprint"] == "string"
    assert types["event_date_earliest_date"] == types["said_latest_date"] == "date32[day]"
    assert (types["anchored"], types["hops"], types["origins"]) == ("bool", "int64", "list<element: string>")
    assert str(pq.read_schema(out / "sources.parquet").field("anonymous").type) == "bool"
    assert str(pq.read_schema(out / "answers.parquet").field("low").type) == "double"
    (found,) = (row for row in table(out, "statements") if row["id"] == "launch-in-november")
    assert found["event_date"] == "2023-11"
    assert found["event_date_earliest_date"] == dt.date(2023, 11, 1)
    assert found["event_date_latest_date"] == dt.date(2023, 11, 30)
    assert (found["document_id"], found["speaker_id"], found["capacity"]) == ("paper", "ministry", "official")
    assert (found["certainty"], found["anchored"], found["origins"]) == (
        "probable",
        True,
        ["launch-in-november"],
    )


def test_a_file_says_what_it_is(database: Path, tmp_path: Path) -> None:
    """Schema version, head, licence and rights stand in each file, at each column what it means; zstd throughout."""
    out = tmp_path / "lake"
    run("export", database, "--parquet", out)
    with Factbase(database, read_only=True) as base:
        head = base.head()
    assert head is not None
    for file in out.glob("*.parquet"):
        opened = pq.ParquetFile(file)
        told = {key.decode(): value.decode() for key, value in opened.schema_arrow.metadata.items()}
        assert told["factbase.head"] == head.digest
        assert told["factbase.schema_version"] == "1"
        assert told["licence"].startswith("Apache-2.0")
        assert told["rights"] == parquet.RIGHTS
        for field in opened.schema_arrow:
            assert field.metadata[b"description"], (file.name, field.name)
        for group in range(opened.num_row_groups):
            assert opened.metadata.row_group(group).column(0).compression == "ZSTD"


def test_texts_go_out_only_where_rights_allow(database: Path, tmp_path: Path) -> None:
    """As in a bundle: a text whose rights forbid it is in no cell of any file, be it of an earlier version."""
    with Factbase(database) as base:
        paper = base.document("paper")
        free = "Anybody may print this."
        record(base, [Document(id="free", publisher=paper.publisher, rights="full", text=free)])
    shown = run("export", database, "--parquet", tmp_path / "lake").stderr
    assert "left out: the text of paper" in shown
    texts = {row["id"]: row["text"] for row in table(tmp_path / "lake", "documents")}
    assert (texts["paper"], texts["free"]) == (None, free)
    assert next(row["sha256"] for row in table(tmp_path / "lake", "documents") if row["id"] == "paper")
    for name in elsewhere.tables():
        for row in table(tmp_path / "lake", name):
            assert not any(TEXT in cell for cell in row.values() if isinstance(cell, str)), (name, row)


def test_it_is_whole_or_not_at_all(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier export is replaced as one; a failure on the way leaves it as it was, and nothing beside it."""
    out = tmp_path / "lake"
    run("export", database, "--parquet", out)
    before = {each.name: each.read_bytes() for each in out.iterdir()}
    (tmp_path / "elsewhere").mkdir()

    def fail(*_: object) -> None:
        message = "the disk is full"
        raise OSError(message)

    with monkeypatch.context() as patched, Factbase(database, read_only=True) as base:
        patched.setattr(parquet, "_take_place", fail)
        with pytest.raises(OSError, match="the disk is full"):
            parquet.write(base, out, head=None)
    assert {each.name: each.read_bytes() for each in out.iterdir()} == before
    assert {each.name for each in tmp_path.iterdir()} == {"facts.db", "lake", "elsewhere"}
    record(Factbase(database), [everything()[0]])
    assert run("export", database, "--parquet", out).exit_code == 0
    assert run("export", database, "--parquet", tmp_path / "elsewhere").exit_code == 0, (
        "an empty folder is filled"
    )


def test_a_folder_of_somebody_else_is_left_alone(database: Path, tmp_path: Path) -> None:
    """What is not ours, or holds one file more than we wrote, is neither replaced nor written into."""
    out = tmp_path / "mine"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    assert "holds what is no export" in run("export", database, "--parquet", out, code=1).stderr
    (out / "notes.txt").unlink()
    run("export", database, "--parquet", out)
    assert (out / MARK).is_file()
    (out / "notes.txt").write_text("mine")
    assert "holds what is no export" in run("export", database, "--parquet", out, code=1).stderr
    assert (out / "notes.txt").read_text() == "mine"


def test_the_past_goes_out_too(database: Path, tmp_path: Path) -> None:
    """With --as-of, the tables are those that stood then."""
    run("export", database, "--parquet", tmp_path / "then", "--as-of", "c1")
    assert "no-details" in {row["id"] for row in table(tmp_path / "then", "statements")}
    assert table(tmp_path / "then", "retired") == []


def test_long_tables_come_in_groups(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row groups are bounded, so that memory is: here by one row each."""
    monkeypatch.setattr(parquet, "GROUP", 1)
    monkeypatch.setattr("factbase.store.tables.AT_ONCE", 1)
    run("export", database, "--parquet", tmp_path / "lake")
    opened = pq.ParquetFile(tmp_path / "lake" / "sources.parquet")
    assert opened.num_row_groups == opened.metadata.num_rows > 2


def test_without_pyarrow_it_says_what_to_install(database: Path, tmp_path: Path) -> None:
    """The library is imported only when Parquet is asked for; without it the error names the extra."""
    script = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from factbase.cli import main\n"
        f"main(['export', {str(database)!r}, '--csv', {str(tmp_path / 'csv')!r}, '--parquet', {str(tmp_path / 'x')!r}])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'factbase[parquet]'" in done.stderr
    assert (tmp_path / "csv").is_dir()
    assert not (tmp_path / "x").exists()


def test_a_folder_that_cannot_be_made_is_an_error_in_words(database: Path, tmp_path: Path) -> None:
    """A file in the way is named."""
    (tmp_path / "file").write_text("")
    with Factbase(database, read_only=True) as base, pytest.raises(StoreError, match="file"):
        parquet.write(base, tmp_path / "file" / "lake", head=None)
