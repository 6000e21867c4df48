"""What was known when: Python, SQL on a snapshot, the terminal and the page give one answer."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from factbase import Factbase
from factbase.cli import main
from factbase.knowing import known_by
from factbase.model import NOUNS, Document, Link, Statement
from factbase.terminal.data import rows
from factbase.vocabulary import LinkType
from tests.datasette_server import serving_database
from tests.worlds import build, said

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


TIMES = [("known-by", DAY), ("as-of", "c1")]
"""Asked by what was published by the day, and by what was recorded with the first changeset: the same."""

VIEWS = {
    "positions": "positions",
    "corroboration": "corroboration",
    "attestation": "attestation",
    "forecasts": "forecasts",
    "scores": "forecast_scores",
    "disputes": "disputes",
    "revisions": "revisions",
    "drift": "drift",
}
"""What `factbase question` tells, and the view that tells it."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Path:
    """The database of the facts folder, of which the first changeset recorded what was known by the day."""
    made = tmp_path_factory.mktemp("known")
    with (
        Factbase.build(made / "whole.db", facts_folder, by="desk") as whole,
        whole.known_by(DAY) as then,
        Factbase(made / "facts.db") as base,
    ):
        for stage in (then, whole):
            with base.recording(by="desk", note="as it became known") as changes:
                for noun in NOUNS.values():
                    for record in stage.records(noun):
                        changes.add(record)
    return made / "facts.db"


def looking(path: Path, option: str, value: str) -> Factbase:
    """Return the base as it stood then."""
    base = Factbase(path, read_only=True)
    return base.known_by(value) if option == "known-by" else base.as_of(value)


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    """A real Datasette that serves it."""
    with serving_database(path) as running:
        yield running


@pytest.mark.parametrize(("option", "value"), TIMES)
def test_in_python(path: Path, option: str, value: str) -> None:
    """Eight positions, no outcome, and one dispute: the agency's October against Shin's late November."""
    with looking(path, option, value) as then:
        assert {each.statement for each in then.positions(ATTEMPT)} == THEN
        assert then.question(ATTEMPT).outcome is None
        (dispute,) = then.disputes(question=ATTEMPT)
        assert {dispute.speaker_a, dispute.speaker_b} == {"nada", "shin-won-sik"}
        assert {each.result for each in then.forecasts()} == {"open"}


@pytest.mark.parametrize(("option", "value"), TIMES)
def test_in_sql_by_snapshot(path: Path, tmp_path: Path, option: str, value: str) -> None:
    """A snapshot is a database of its own, asked in plain SQL; it holds 16 documents and 98 statements."""
    out = tmp_path / "then.db"
    done = CliRunner().invoke(main, ["snapshot", str(path), str(out), f"--{option}", value])
    assert done.exit_code == 0
    with closing(sqlite3.connect(out)) as then:
        asked = then.execute("SELECT statement FROM positions WHERE question = ?", (ATTEMPT,))
        assert {statement for (statement,) in asked} == THEN
        counts = then.execute("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM statements)")
        assert counts.fetchone() == (16, 98)
        assert then.execute("SELECT count(*) FROM disputes WHERE question = ?", (ATTEMPT,)).fetchone() == (1,)


@pytest.mark.parametrize(("option", "value"), TIMES)
def test_python_sql_and_the_terminal_tell_the_same_of_every_question(
    path: Path, tmp_path: Path, option: str, value: str
) -> None:
    """Of each of the eight views that a question is answered from: the same rows, in all three."""
    out = tmp_path / "then.db"
    assert CliRunner().invoke(main, ["snapshot", str(path), str(out), f"--{option}", value]).exit_code == 0
    with looking(path, option, value) as then, closing(sqlite3.connect(out)) as sql:
        sql.row_factory = sqlite3.Row
        questions = [each.id or "" for each in then.records("question")]
        assert len(questions) == 17
        for ident in questions:
            done = CliRunner().invoke(main, ["question", str(path), ident, f"--{option}", value, "--json"])
            told = json.loads(done.stdout)
            for part, view in VIEWS.items():
                by_hand = [
                    dict(row) for row in sql.execute(f"SELECT * FROM {view} WHERE question = ?", (ident,))
                ]
                called = getattr(then, view)
                asked = rows(
                    called(ident) if part in {"positions", "corroboration"} else called(question=ident)
                )
                keys = asked[0] if asked else {}
                cut = [{key: row[key] for key in keys} for row in by_hand]
                assert sorted(map(repr, cut)) == sorted(map(repr, asked)), (ident, view)
                whole = [{key: each.get(key) for key in keys} for each in told.get(part, ())]
                assert len(whole) == len(by_hand)
                assert all(each in asked for each in whole), (ident, part)


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


@pytest.mark.parametrize(("option", "value"), TIMES)
def test_in_the_terminal(path: Path, option: str, value: str) -> None:
    """The same eight, from the command line."""
    done = CliRunner().invoke(main, ["question", str(path), ATTEMPT, f"--{option}", value, "--json"])
    told = json.loads(done.stdout)
    assert {each["statement"] for each in told["positions"]} == THEN
    assert len(told["disputes"]) == 1
    assert "outcome" not in told["question"]


@pytest.mark.parametrize(("option", "value"), TIMES)
def test_on_the_page(server: Server, option: str, value: str) -> None:
    """The page has a box for the day; with it, the same eight, the dispute, and no outcome."""
    name = option.replace("-", "_")
    now = server.get(f"/question/{ATTEMPT}").text
    assert f'name="{name}"' in now
    assert "/statement/nada-third-launch-on-nov-21" in now
    then = server.get(f"/question/{ATTEMPT}", **{name: value}).text
    assert set(re.findall(r'href="/statement/([a-z0-9-]+)\?', then)) == THEN
    assert "None recorded" in then
    assert "Disputes" in then
    assert "nada-third-launch-on-nov-21" not in then


def test_when_it_was_recorded_is_not_when_it_was_asked(path: Path) -> None:
    """What was known by a day was recorded when its source says, by whom and in as many acts; asked twice, the same."""
    with Factbase(path, read_only=True) as base, base.known_by(DAY) as then, base.known_by(DAY) as again:
        ident = "shin-launch-toward-end-of-november"
        assert then.history(ident) == base.history(ident)
        assert then.versions(ident) == base.versions(ident)
        assert then.changesets() == base.changesets()
        assert [each.number for each in then.changesets(since=1)] == [2]
        assert then.changeset(1) == base.changeset("c1")
        assert then.operations(1) == base.operations(1)
        assert then.head() == base.head()
        assert then.verify().head == again.verify().head


def test_a_snapshot_of_what_was_known_is_the_same_whenever_it_is_written(path: Path, tmp_path: Path) -> None:
    """Its one changeset has the time of the newest that it was taken from, so two of them have one digest."""
    with Factbase(path, read_only=True) as base:
        written = [base.snapshot(tmp_path / name, known_by=DAY) for name in ("one.db", "two.db")]
        newest = base.head()
    assert newest is not None
    one, two = [each.changeset for each in written if each and each.changeset]
    assert one == two
    assert one.recorded_at == newest.recorded_at


def test_pages_of_what_was_known_tell_when_it_was_recorded(path: Path) -> None:
    """The page of a statement and the feed of its speaker have the times of the present, however often asked."""
    atom = "{http://www.w3.org/2005/Atom}"
    with serving_database(path) as server:
        now, then = (
            server.get("/statement/shin-launch-toward-end-of-november", **when).text
            for when in ({}, {"known_by": DAY})
        )
        recorded = re.findall(r"<dt>Recorded</dt><dd>([^<]+)</dd>", now)
        assert recorded == re.findall(r"<dt>Recorded</dt><dd>([^<]+)</dd>", then)
        feeds = [
            ET.fromstring(server.get("/source/shin-won-sik.atom", **when).text)  # noqa: S314 - of our own server
            for when in ({}, {"known_by": DAY}, {"known_by": DAY})
        ]
        changed = server.get("/", known_by=DAY).text
    dated = [
        {each.findtext(f"{atom}title"): each.findtext(f"{atom}updated") for each in feed.iter(f"{atom}entry")}
        for feed in feeds
    ]
    assert dated[1]
    assert dated[1] == dated[2]
    assert dated[1].items() <= dated[0].items()
    assert "as it became known" in changed
    assert "what was known by" not in changed


@pytest.mark.parametrize("copying", [LinkType.COPIES, LinkType.TRANSLATES])
def test_a_copy_that_a_link_makes_carries_its_original_too(copying: LinkType) -> None:
    """What the original of September says was known by May, when it was reprinted, as `copies:` would have it."""
    records = [
        Document(id="first", publisher="herald", published="2023-09"),
        Document(id="middle", publisher="post"),
        Document(id="reprint", publisher="times", published="2023-05-01"),
        Link(from_document="reprint", to_document="middle", type=copying),
        Link(from_document="middle", to_document="first", type=copying),
        Link(from_document="first", to_document="later", type="responds-to"),
        Document(id="later", publisher="times", published="2023-12-01"),
        said("one", "shin", document="first"),
    ]
    base = build(*records)
    found = known_by([each for noun in NOUNS.values() for each in base.records(noun)], "2023-05-31")
    assert {each.id for each in found if isinstance(each, Document)} == {"first", "middle", "reprint"}
    assert [each.id for each in found if isinstance(each, Statement)] == ["one"]
    assert sum(isinstance(each, Link) for each in found) == 2
