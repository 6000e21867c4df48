"""The README is run: its files are written, its commands and code executed, its output compared."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import factbase
from factbase.cli import main
from factbase.formats import parquet
from factbase.store.connection import connect

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"^```(?P<language>\w*)(?: (?P<name>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
# What differs from run to run: digests, times, and who is logged in.
_VARYING = re.compile(r"\b[0-9a-f]{12,64}\b|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?")


class Block(NamedTuple):
    """A fenced block of the README: its language, the file that it is if it names one, and its text."""

    language: str
    name: str | None
    body: str


def blocks(*languages: str) -> list[Block]:
    """Return the blocks in these languages, in their order."""
    found = [
        Block(m["language"], m["name"], m["body"])
        for m in _BLOCK.finditer(README.read_text(encoding="utf-8"))
    ]
    return [block for block in found if block.language in languages]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the reader has it: the checkout's facts, the files that the README writes, and facts.db."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(README.parent / "facts", folder / "facts")
    for block in blocks("yaml", "text"):
        if block.name:
            (folder / block.name).parent.mkdir(exist_ok=True)
            (folder / block.name).write_text(block.body, encoding="utf-8")
    with factbase.Factbase.build(folder / "facts.db", folder / "facts", by="desk") as base:
        parquet.write(
            base, folder / "lake", head=None
        )  # as the README's own command does, whichever test is first
    return folder


def run(command: str, folder: Path) -> str:
    """Run a command line in the folder as a person would and return what it prints; a failure fails the test."""
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "100",
    }
    # As a person types it, pipes and quotes included.
    done = subprocess.run(  # noqa: S602
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_console_blocks_print_what_the_readme_shows(desk: Path) -> None:
    """Each ``$ command`` of the README runs, in order, and prints what stands below it; a line ``...`` skips some."""
    ran = 0
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            if command.startswith(("make ", "git ", "pip ")) or " serve " in command:
                continue
            printed = _VARYING.sub("#", run(command, desk)).rstrip()
            pieces = [
                re.escape(_VARYING.sub("#", piece).strip("\n")) for piece in shown.rstrip().split("\n...")
            ]
            if shown.strip():
                assert re.fullmatch(r"(?s).*?".join(pieces) + r"\s*", printed), (
                    f"$ {command} prints\n{printed}"
                )
            ran += 1
    assert ran >= 5


def test_python_blocks_run(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's Python runs from top to bottom, and its ``>>>`` lines print what is shown."""
    monkeypatch.chdir(desk)
    scope: dict[str, object] = {}
    ran = 0
    for block in blocks("python", "pycon"):
        if block.language == "python":
            exec(compile(block.body, "README.md", "exec"), scope)  # noqa: S102 - the README is ours
        else:
            test = doctest.DocTestParser().get_doctest(block.body, scope, "README.md", "README.md", 0)
            failed, _ = doctest.DocTestRunner(
                optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            ).run(test, clear_globs=False)
            assert failed == 0
        ran += 1
    assert ran >= 2


def test_sql_blocks_give_rows(desk: Path) -> None:
    """Each SQL example of the README gives rows on the database that `make serve` builds."""
    database = connect(desk / "facts.db", read_only=True)
    for block in blocks("sql"):
        assert database.conn.execute(block.body).fetchall(), block.body
    database.conn.close()
    assert len(blocks("sql")) >= 2


def test_make_has_the_two_commands() -> None:
    """The README's two commands are targets of the Makefile."""
    text = README.read_text(encoding="utf-8")
    for target in ("serve", "test"):
        assert f"make {target}" in text
        done = subprocess.run(
            ["make", "-n", target],
            cwd=README.parent,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ,
        )
        assert done.returncode == 0, done.stderr


def test_every_public_name_is_documented() -> None:
    """Every public name has a docstring of its own and stands in the README."""
    text = README.read_text(encoding="utf-8")
    for name in factbase.__all__:
        assert getattr(factbase, name).__doc__, name
        assert f"`{name}`" in text, f"{name} is not in the README"
    for name in dir(factbase.Factbase):
        method = getattr(factbase.Factbase, name)
        if callable(method) and not name.startswith("_"):
            assert method.__doc__, name
            assert f"`{name}`" in text or f".{name}(" in text, f"Factbase.{name} is not in the README"


def test_every_command_is_documented() -> None:
    """Every command of the command line stands in the README."""
    text = README.read_text(encoding="utf-8")
    for name in main.commands:
        assert f"factbase {name}" in text, f"factbase {name} is not in the README"
