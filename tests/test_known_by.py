"""What was known when: Python, SQL on a snapshot, the terminal and the page give one answer."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from factbase import Factbase
from factbase.cli import main
from tests.datasette_server import serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.datasette_server import Server

ATTEMPT = "third-north-korean-launch-attempt"
DAY = "2023-11-10"

# By Nov. 10, 2023: the article (two forecasts of late November, one "not within two weeks", and what it says of the
# North's October), the dispatch of Aug. 24 and the three papers that carry it. The launch was not yet known.
THEN = {
    "shin-attempt-within-two-weeks",
    "shin-launch-toward-end-of-november",
    "shin-third-attempt-in-late-november",
    "north-korea-declares-october-launch",
    "nada-third-attempt-in-october",
    "nk-news-2023-08-24-relays-nada-third-attempt-in-october",
    "shine-2023-08-24-relays-nada-third-attempt-in-october",
    "tass-2023-08-24-relays-nada-third-attempt-in-october",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Path:
    """The database of the facts folder."""
    made = tmp_path_factory.mktemp("known") / "facts.db"
    Factbase.build(made, facts_folder, by="desk").close()
    return made


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    """A real Datasette that serves it."""
    with serving_database(path) as running:
        yield running


def test_in_python(path: Path) -> None:
    """Eight positions, no outcome, and one dispute: the agency's October against Shin's late November."""
    with Factbase(path, read_only=True) as base, base.known_by(DAY) as then:
        assert {each.statement for each in then.positions(ATTEMPT)} == THEN
        assert then.question(ATTEMPT).outcome is None
        (dispute,) = then.disputes(question=ATTEMPT)
        assert {dispute.speaker_a, dispute.speaker_b} == {"nada", "shin-won-sik"}


def test_in_sql_by_snapshot(path: Path, tmp_path: Path) -> None:
    """A snapshot is a database of its own, asked in plain SQL; it holds 16 documents and 98 statements."""
    out = tmp_path / "then.db"
    done = CliRunner().invoke(main, ["snapshot", str(path), str(out), "--known-by", DAY])
    assert done.exit_code == 0
    with closing(sqlite3.connect(out)) as then:
        asked = then.execute("SELECT statement FROM positions WHERE question = ?", (ATTEMPT,))
        assert {statement for (statement,) in asked} == THEN
        counts = then.execute("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM statements)")
        assert counts.fetchone() == (16, 98)
        assert then.execute("SELECT count(*) FROM disputes WHERE question = ?", (ATTEMPT,)).fetchone() == (1,)


@pytest.mark.parametrize("command", ["question", "compare", "forecasts", "why", "show", "search"])
def test_every_command_that_asks_takes_both_times(path: Path, command: str) -> None:
    """`--known-by` and `--as-of` are options of each; both together are what was recorded, and known, by then."""
    arguments = {
        "question": [ATTEMPT],
        "compare": ["nada", "shin-won-sik"],
        "forecasts": [],
        "why": ["nada-third-attempt-in-october"],
        "show": ["shin-won-sik"],
        "search": ["October"],
    }[command]
    done = CliRunner().invoke(
        main, [command, str(path), *arguments, "--known-by", DAY, "--as-of", "c1", "--json"]
    )
    assert done.exit_code == 0, done.output
    assert "nada-third-launch-on-nov-21" not in done.stdout


def test_in_the_terminal(path: Path) -> None:
    """The same eight, from the command line."""
    done = CliRunner().invoke(main, ["question", str(path), ATTEMPT, "--known-by", DAY, "--json"])
    told = json.loads(done.stdout)
    assert {each["statement"] for each in told["positions"]} == THEN
    assert len(told["disputes"]) == 1
    assert "outcome" not in told["question"]


def test_on_the_page(server: Server) -> None:
    """The page has a box for the day; with it, the same eight, the dispute, and no outcome."""
    now = server.get(f"/question/{ATTEMPT}").text
    assert 'name="known_by"' in now
    assert "/statement/nada-third-launch-on-nov-21" in now
    then = server.get(f"/question/{ATTEMPT}", known_by=DAY).text
    assert set(re.findall(r'href="/statement/([a-z0-9-]+)\?', then)) == THEN
    assert "None recorded" in then
    assert "Disputes" in then
    assert "nada-third-launch-on-nov-21" not in then
