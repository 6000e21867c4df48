"""Files that cannot be used as asked: a clear error, nothing lost, nothing written."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factbase import Factbase
from factbase.errors import StoreError
from factbase.model import Topic
from tests.records import everything, record, state

if TYPE_CHECKING:
    from collections.abc import Iterator

TOPIC = Topic(id="t", kind="theme", name="n")
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file in which everything stands."""
    with Factbase(tmp_path / "facts.db") as base:
        record(base, everything())
    return tmp_path / "facts.db"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that any user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user who may not write everywhere, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def _add(base: Factbase) -> None:
    record(base, [TOPIC])


def _refused(path: Path, message: str) -> None:
    """Opening to read, opening to write, and recording all raise the error, and not a byte changes."""
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(StoreError, match=message):
            Factbase(path, read_only=read_only)
    with pytest.raises(StoreError, match=message):
        Factbase.build(path, path.parent)
    assert path.read_bytes() == before


def _pragma(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


def test_a_newer_schema_is_left_alone(path: Path) -> None:
    """A file made by a newer version says so, and what to do."""
    _pragma(path, "PRAGMA user_version = 2")
    _refused(path, r"facts\.db: made by a newer factbase \(schema 2, this one knows 1\): upgrade factbase")


def test_an_older_schema_is_left_alone(path: Path) -> None:
    """So does one of an older version."""
    _pragma(path, "PRAGMA user_version = 0")
    _refused(path, "schema version 0 is older than 1: export it with the factbase that made it")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """A SQLite file with tables of somebody else is not taken for ours."""
    _pragma(tmp_path / "facts.db", "CREATE TABLE theirs (a)")
    _refused(tmp_path / "facts.db", "a SQLite database, but not one of factbase's; nothing was changed")


def test_another_programs_empty_database_is_left_alone(tmp_path: Path) -> None:
    """Nor is one that bears another program's mark and has no table yet."""
    _pragma(tmp_path / "facts.db", "PRAGMA application_id = 7")
    _refused(tmp_path / "facts.db", "a SQLite database, but not one of factbase's; nothing was changed")


@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7\n" + bytes(5000), "기사\n".encode() * 999])
def test_what_is_not_sqlite_is_left_alone(tmp_path: Path, content: bytes) -> None:
    """A text or another format, short or long, is told to be no SQLite database."""
    (tmp_path / "facts.db").write_bytes(content)
    _refused(tmp_path / "facts.db", "the file is not a SQLite database")


@pytest.mark.parametrize("kept", [20, 600, 5000, 100_000])
def test_a_truncated_file_is_refused(path: Path, kept: int) -> None:
    """A file that ends too early is found when it is opened, wherever it was cut."""
    path.write_bytes(path.read_bytes()[:kept])
    _refused(path, r"the file is not a SQLite database|the file is damaged")


def test_an_empty_file_is_one_that_holds_nothing_yet(tmp_path: Path) -> None:
    """A file of no bytes, as an interrupted first recording may leave it, is recorded into."""
    (tmp_path / "facts.db").touch()
    with Factbase(tmp_path / "facts.db") as base:
        with pytest.raises(StoreError, match="nothing was recorded into it yet"):
            base.verify()
        record(base, everything())
        assert base.verify().ok


def test_damaged_pages_are_found_by_verifying(path: Path) -> None:
    """Bytes overwritten inside: verifying reports, and does not break down itself."""
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'statements'"
        page = connection.execute(query).fetchone()[0]
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(bytes(content))
    with Factbase(path) as base:
        assert any(problem.startswith("file: ") for problem in base.verify().problems)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_missing_folder(tmp_path: Path, *, read_only: bool) -> None:
    """A path into a folder that is not there cannot be opened, and makes no folder."""
    path = tmp_path / "nowhere" / "facts.db"
    with pytest.raises(StoreError, match="cannot be opened or made: is the folder there, and writable"):
        _open_and_add(path, read_only=read_only)
    assert not path.parent.exists()


def _open_and_add(path: Path, *, read_only: bool = False) -> None:
    with Factbase(path, read_only=read_only) as base:
        _add(base)


def test_a_missing_file_is_not_made_by_reading(tmp_path: Path) -> None:
    """Opened read-only, a file that is not there is an error; asked about, one that was never made as well."""
    with pytest.raises(StoreError, match="cannot be opened or made"):
        Factbase(tmp_path / "facts.db", read_only=True)
    with Factbase(tmp_path / "facts.db") as base, pytest.raises(StoreError, match="there is no such file"):
        list(base.statements())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in place of the file cannot be opened."""
    with pytest.raises(StoreError, match="cannot be opened"):
        Factbase(tmp_path)


@pytest.mark.parametrize(
    "name", ["a b.db", "100%.db", "a?mode=memory.db", "a#b.db", "사실.db", "q'uote\".db"]
)
def test_any_file_name(tmp_path: Path, name: str) -> None:
    """A name with characters that mean something in a URI is that of the file, and no other."""
    with Factbase(tmp_path / name) as base:
        _add(base)
    assert [each.name for each in tmp_path.iterdir()] == [name]
    with Factbase(tmp_path / name, read_only=True) as base:
        assert base.verify().ok


def test_a_place_where_nothing_can_be_made() -> None:
    """In /proc no file can be made, by root neither."""
    with pytest.raises(StoreError, match="cannot be opened or made"):
        _open_and_add(Path("/proc/facts.db"))


def test_a_read_only_file_is_read_and_not_recorded_into(open_folder: Path, path: Path) -> None:
    """Who may only read a file reads and verifies it; recording is refused and nothing is lost."""
    copy = Path(shutil.copy(path, open_folder / "facts.db"))
    copy.chmod(0o444)
    open_folder.chmod(0o555)
    before = copy.read_bytes()
    with nobody():
        for read_only in (True, False):
            with Factbase(copy, read_only=read_only) as base:
                assert base.verify().ok
                assert len(state(base)) == len(everything())
                with pytest.raises(StoreError, match=r"read[- ]only"):
                    _add(base)
    assert copy.read_bytes() == before


def test_a_read_only_folder_takes_no_new_file(open_folder: Path) -> None:
    """A file cannot be made in a folder that may not be written."""
    open_folder.chmod(0o555)
    with nobody(), pytest.raises(StoreError, match="cannot be opened or made"):
        _open_and_add(open_folder / "facts.db")
    assert list(open_folder.iterdir()) == []


def test_a_read_only_folder_with_a_writable_file(open_folder: Path, path: Path) -> None:
    """Where no journal can be made beside it, a file is not written: half a changeset could not be taken back."""
    copy = Path(shutil.copy(path, open_folder / "facts.db"))
    copy.chmod(0o666)
    open_folder.chmod(0o555)
    before = copy.read_bytes()
    with nobody(), Factbase(copy) as base, pytest.raises(StoreError, match=r"facts\.db: the file"):
        _add(base)
    assert copy.read_bytes() == before


@pytest.mark.parametrize("spare", [0, 1, 5, 20])
def test_a_full_disk_loses_nothing(path: Path, spare: int) -> None:
    """Out of room at any point of a recording: the error says so, what stood stands, and later there is room again."""
    many = [Topic(id=f"t{number}", kind="theme", name="n" * 1000) for number in range(300)]
    with Factbase(path) as base:
        before = state(base)
        conn = base._database().conn
        pages = conn.execute("PRAGMA page_count").fetchone()[0]
        conn.execute(f"PRAGMA max_page_count = {pages + spare}")
        with pytest.raises(StoreError, match="the disk is full; what was recorded before is untouched"):
            record(base, many)
        assert state(base) == before
        assert base.verify().ok
        conn.execute("PRAGMA max_page_count = 1000000")
        record(base, many)
        assert base.verify().ok


def test_a_full_disk_before_the_first_changeset(tmp_path: Path) -> None:
    """Out of room while the file is made: nothing was recorded, and the next recording starts anew."""
    path = tmp_path / "facts.db"
    with Factbase(path) as base:
        base._open()
        base._connection().conn.execute("PRAGMA max_page_count = 20")
        with pytest.raises(StoreError, match="the disk is full"):
            record(base, everything())
    with Factbase(path) as base:
        record(base, everything())
        assert base.verify().ok


LIMITED = """
import resource, signal, sys
from factbase import Factbase
from factbase.errors import StoreError
from factbase.model import Topic

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
base = Factbase(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with base.recording(by="desk", note="too much") as changes:
        for number in range(2000):
            changes.add(Topic(id=f"t{number}", kind="theme", name="n" * 1000))
except StoreError as error:
    print(error)
    sys.exit(1)
"""


@pytest.mark.parametrize("over", [-100_000, 0, 4096 + 100, 300_000])
def test_a_write_that_fails_loses_nothing(path: Path, over: int) -> None:
    """The system itself refuses to write beyond a size, in the middle of a page too: an error, and nothing lost."""
    with Factbase(path) as base:
        before = state(base)
    limit = str(max(path.stat().st_size + over, 50_000))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), limit], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "facts.db: the disk " in done.stdout
    with Factbase(path) as base:
        assert state(base) == before
        assert base.verify().ok
        _add(base)
        assert base.verify().ok


def test_a_snapshot_that_cannot_be_written(path: Path, tmp_path: Path) -> None:
    """A snapshot into a folder that is not there is a clear error; the base goes on."""
    with Factbase(path) as base:
        with pytest.raises(StoreError, match="cannot be opened or made"):
            base.snapshot(tmp_path / "nowhere" / "copy.db")
        _add(base)
        assert base.verify().ok
