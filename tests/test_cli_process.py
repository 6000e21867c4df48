"""The command line as a process of its own: in pipes, in a terminal of 80 columns, with hostile data, as a server."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import urllib.request
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from factbase import Attribution, Document, Factbase, Name, Question, Rating, Source, Statement, Topic
from factbase.cli import main
from factbase.model import Answer, Choice, Link
from tests.desk import facts, run, spawn
from tests.test_terminal import HOSTILE, acts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7])m")


_CUT = "---- 8< ----"
_SEVERAL = f"""
import json, sys
from factbase.cli import main
for arguments in json.loads(sys.argv[1]):
    try:
        main(arguments, prog_name="factbase")
    except SystemExit:
        pass
    sys.stderr.flush()
    print({_CUT!r}, flush=True)
"""


def in_terminal(*commands: Sequence[object], columns: int = 80, **environment: str) -> list[str]:
    """Run commands one after the other in a pseudo-terminal of that width; return what each writes there."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {
        key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}
    }
    lines = json.dumps([[str(each) for each in command] for command in commands])
    with subprocess.Popen(
        [sys.executable, "-c", _SEVERAL, lines],
        env={**kept, "TERM": "xterm-256color", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        written = b""
        while part := _read(ours):
            written += part
    os.close(ours)
    text = written.decode().replace("\r\n", "\n")
    assert "Traceback" not in text, text
    *parts, rest = text.split(f"{_CUT}\n")
    assert (len(parts), rest) == (len(commands), "")
    return parts


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux tells that the other side has closed
        return b""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of the small facts folder."""
    folder = tmp_path_factory.mktemp("desk")
    run("build", folder / "facts.db", facts(folder / "facts"), "--by", "desk")
    return folder / "facts.db"


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Path:
    """Return the database of the curated facts."""
    path = tmp_path_factory.mktemp("curated") / "facts.db"
    run("build", path, facts_folder)
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with hostile text in every field that can hold text."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    hop = Attribution(
        source="s", as_printed=HOSTILE, cue=HOSTILE, hedge=HOSTILE, certainty="certain", confidence="certain"
    )
    statement = Statement(
        id="said",
        document="d",
        content=HOSTILE,
        kind="assertion",
        attributions=(hop,),
        condition=HOSTILE,
        locator=HOSTILE,
        event_date="2023",
        event_date_printed=HOSTILE,
        topics=("t",),
        answers=(Answer(question="q", value="x", written=HOSTILE),),
    )
    with Factbase(path) as base, base.recording(by=HOSTILE, note=HOSTILE, file=HOSTILE) as changes:
        changes.add(
            Source(
                id="s",
                kind="person",
                names=(Name(name=HOSTILE, language=HOSTILE),),
                anonymous=True,
                reason=HOSTILE,
            )
        )
        changes.add(Topic(id="t", kind="theme", name=HOSTILE))
        changes.add(Document(id="d", publisher="s", title=HOSTILE, byline=HOSTILE, url=HOSTILE, text=HOSTILE))
        choices = (Choice(value="x", label=HOSTILE),)
        changes.add(Question(id="q", text=HOSTILE, answer_type="choice", choices=choices, resolution=HOSTILE))
        changes.add(statement)
        changes.add(
            Statement(id="rests", document="d", content=HOSTILE, kind="assertion", attributions=(hop,))
        )
        changes.add(Link(from_statement="rests", to_statement="said", type="copies"))
        changes.add(
            Rating(
                evaluator="s",
                statement="said",
                scheme="admiralty-credibility",
                value="3",
                rated="2024",
                reason=HOSTILE,
            )
        )
    return path


LOOKS = (
    ("show", "delay-due-to-russian-guidance"),
    ("show", "shin-won-sik"),
    ("show", "korea-herald-2023-11-05"),
    ("show", "south-korea"),
    ("show", "third-north-korean-launch-attempt"),
    ("show", "c1"),
    ("question", "russian-help-for-north-korean-satellites"),
    ("why", "delay-due-to-russian-guidance"),
    ("search", "Russia"),
    ("changes",),
    ("verify",),
)
"""One look at each kind of output."""


def test_nothing_is_wider_than_the_terminal(curated: Path) -> None:
    """In a terminal of 80 columns no line has more, but for those with a digest, which is kept whole to be copied."""
    for look, written in zip(
        LOOKS, in_terminal(*((verb, curated, *rest) for verb, *rest in LOOKS)), strict=True
    ):
        lines = _STYLE.sub("", written).splitlines()
        wide = [line for line in lines if cell_len(line) > 80]
        assert lines
        assert look == ("verify",) or not wide


def test_a_pipe_gets_the_same_words_without_styles(curated: Path) -> None:
    """What a terminal of 80 columns shows in colour, a pipe gets as plain text, and so does NO_COLOR."""
    command = ("show", curated, "delay-due-to-russian-guidance")
    (shown,), (plain,) = in_terminal(command), in_terminal(command, NO_COLOR="1")
    piped = spawn(*command).stdout
    assert _COLOUR.search(shown)
    assert not _COLOUR.search(plain)
    assert "\x1b" not in piped
    assert _STYLE.sub("", shown) == _STYLE.sub("", plain) == piped


def test_columns_are_respected(curated: Path) -> None:
    """COLUMNS gives the width, in a pipe too."""
    for columns in (60, 120):
        narrow = CliRunner(env={"COLUMNS": str(columns)}).invoke(main, ["show", str(curated), "shin-won-sik"])
        lines = narrow.stdout.splitlines()
        assert columns - 20 < max(map(len, lines)) <= columns


def test_progress_is_shown_on_a_terminal_alone(tmp_path: Path) -> None:
    """A terminal sees that the build goes on; a pipe gets nothing on standard error, and one line of result."""
    folder = facts(tmp_path / "facts")
    assert "Recording" in in_terminal(("build", tmp_path / "one.db", folder))[0]
    piped = spawn("build", tmp_path / "two.db", folder, "--by", "desk")
    assert (piped.stdout, piped.stderr) == (f"{tmp_path}/two.db: c1 recorded by desk: 14 added\n", "")


HOSTILE_LOOKS = (
    *(("show", ident) for ident in ("said", "s", "d", "q", "t", "c1", "s.said.admiralty-credibility.2024")),
    ("question", "q"),
    ("why", "rests"),
    ("search", "markup"),
    ("search", "markup", "--csv"),
    ("search", "markup", "--json"),
    ("show", "said", "--json"),
    ("changes",),
    ("changes", "--csv"),
    ("verify",),
    ("show", HOSTILE),
)
"""Every command that prints text of the database, or what was typed."""


def test_hostile_text_cannot_act_on_the_terminal(hostile: Path) -> None:
    """No character of a hostile text reaches the terminal but as its number, in any command."""
    commands = [(verb, hostile, *rest) for verb, *rest in HOSTILE_LOOKS]
    for look, written in zip(HOSTILE_LOOKS, in_terminal(*commands, NO_COLOR="1"), strict=True):
        # A spinner hides the cursor and clears its own line.
        text = re.sub(r"\x1b\[\??[0-9]*[AKhl]|\r", "", _STYLE.sub("", written))
        assert "evil" in text or look[0] in {"verify", "changes"}
        assert not any(acts(character) for character in text if character != "\n"), look


def test_hostile_text_is_harmless_in_a_pipe_that_a_pager_shows(hostile: Path) -> None:
    """What is piped is as safe to look at, but for CSV, which is exact."""
    for verb, *rest in HOSTILE_LOOKS:
        if "--csv" not in rest:
            piped = CliRunner().invoke(main, [verb, str(hostile), *rest]).output
            assert not any(acts(character) for character in piped if character != "\n"), (verb, *rest)


def test_markup_and_emoji_codes_stay_letters(hostile: Path) -> None:
    """Nothing in a text is read as the terminal library's own markup."""
    found = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["show", str(hostile), "said"]).stdout
    assert "[bold red]markup[/] :boom:" in found
    assert r"\x1b[31mred\x1b]0;title\x07 \x9b2J \u202eevil\u2066" in found


def test_csv_in_a_pipe_is_exact(hostile: Path) -> None:
    """A program that reads the CSV gets the text as it was recorded, character for character."""
    assert "\x1b[31mred" in run("question", hostile, "q", "--csv").stdout


def test_a_reader_that_stops_early_is_no_error(curated: Path) -> None:
    """`factbase show ... | head -1` ends without a traceback."""
    command = f"{sys.executable} -m factbase show {curated} korea-herald-2023-11-05 | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)  # noqa: S602 - a pipe
    assert done.stdout == "Document korea-herald-2023-11-05\n"
    assert "Traceback" not in done.stderr


def test_a_terminal_without_unicode_gets_plain_letters(curated: Path) -> None:
    """Where standard output is ASCII, what it cannot show is written out, and nothing fails."""
    done = spawn("show", curated, "shin-won-sik", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert r"\uc2e0\uc6d0\uc2dd" in done.stdout


def test_exit_codes_reach_the_shell(db: Path, tmp_path: Path) -> None:
    """0 done, 1 problems found, 2 wrong usage."""
    assert spawn("verify", db).returncode == 0
    assert spawn("check", tmp_path).returncode == 1
    assert spawn("show").returncode == 2


def test_serve_serves_the_database_until_it_is_stopped(db: Path) -> None:
    """Datasette takes the place of the process, finds metadata.json, answers queries, and ends at Ctrl-C."""
    command = [sys.executable, "-m", "factbase", "serve", str(db), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            assert server.stdout is not None
            address = next(
                found[1]
                for line in server.stdout
                if (found := re.search(r"running on (http://127\.0\.0\.1:\d+)", line))
            )
            query = "select+count(*)+as+n+from+statement_summary"
            with urllib.request.urlopen(f"{address}/facts.json?sql={query}&_shape=array") as answer:  # noqa: S310
                assert json.load(answer) == [{"n": 4}]
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def test_serve_refuses_what_is_no_factbase(tmp_path: Path) -> None:
    """Another program's database is not served."""
    other = tmp_path / "other.db"
    subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sqlite3; c = sqlite3.connect({str(other)!r}); c.execute('create table t (x)'); c.commit()",
        ],
        check=True,
    )
    done = spawn("serve", other)
    assert done.returncode == 1
    assert "not one of factbase's" in done.stderr
