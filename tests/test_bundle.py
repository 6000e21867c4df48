"""Publishing: a folder that Datasette serves as it is, in which no text is that may not be there."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from click.testing import CliRunner

from factbase import Factbase
from factbase.cli import main
from factbase.errors import StoreError
from factbase.model import Document
from factbase.plugin import bundling
from factbase.store import schema
from factbase.store.connection import connect
from factbase.store.publishing import Withheld
from factbase.vocabulary import Noun, Part, Rights
from tests.datasette_server import CHECKOUT, PATIENCE_SECONDS, serving_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.datasette_server import Server

IGNORED = [each for each in (signal.SIGHUP, signal.SIGINT) if signal.getsignal(each) is signal.SIG_IGN]
"""What these tests cannot end a command with when they run under nohup or in the background: it is inherited."""

ARTICLE = "korea-herald-2023-11-05"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, facts_folder: Path) -> Path:
    """The facts, recorded, and the article then recorded once more with a changed text, so that one is retired."""
    folder = tmp_path_factory.mktemp("source")
    path, facts = folder / "facts.db", folder / "facts"
    shutil.copytree(facts_folder, facts)
    Factbase.build(path, facts, by="desk").close()
    text = facts / f"{ARTICLE}.txt"
    before = sha256(text.read_bytes()).hexdigest()
    text.write_text(text.read_text(encoding="utf-8") + "A line that was added later.\n", encoding="utf-8")
    record = facts / f"{ARTICLE}.yaml"
    after = sha256(text.read_bytes()).hexdigest()
    record.write_text(record.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    Factbase.build(path, facts, by="desk", why="an addition below the article").close()
    return path


@pytest.fixture(scope="module")
def folder(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of it."""
    out = tmp_path_factory.mktemp("bundles") / "site"
    with Factbase(source, read_only=True) as base:
        bundling.bundle(base, out)
    return out


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """The bundle, served by nothing but ``datasette OUT/``."""
    with serving_database(folder, command=("datasette", "serve")) as running:
        yield running


def paper(ident: str, rights: Rights | None, text: str | None) -> Document:
    """A document with a text and its rights."""
    return Document(id=ident, publisher="kcna", rights=rights, text=text)


def unquoted(path: Path) -> list[str]:
    """Return stretches of 24 characters of the article's versions that no quote touches and no record says."""
    with Factbase(path, read_only=True) as base:
        versions = [each for each in base.versions(ARTICLE, "document") if isinstance(each, Document)]
        spans = [(span.start, span.end) for each in base.statements(document=ARTICLE) for span in each.spans]
        records = (each for noun in Noun for each in base.records(noun))
        said = "\n".join(str(each) for each in records if not isinstance(each, Document))
    found = []
    for version in versions:
        text = version.text or ""
        quoted = bytearray(len(text))
        for start, end in spans:
            quoted[start:end] = b"x" * (min(end, len(text)) - start)
        for match in re.finditer(rb"\0{24,}", quoted):
            stretch = text[match.start() : match.end()]
            found += [stretch[at : at + 24] for at in range(0, len(stretch) - 23, 8)]
    return [each for each in found if each not in said]


def test_a_withheld_text_is_nowhere_in_the_file(source: Path, folder: Path) -> None:
    """No stretch of the article that nobody quotes is among the bytes of the bundle; it is in those of the source."""
    kept = (folder / "facts.db").read_bytes()
    before = source.read_bytes()
    stretches = unquoted(source)
    assert len(stretches) > 20
    assert "A line that was added la" in "".join(stretches)
    assert [each for each in stretches if each.encode() in kept] == []
    assert all(each.encode() in before for each in stretches if "\n" not in each)
    for other in folder.rglob("*"):
        if other.is_file():
            assert not any(each.encode() in other.read_bytes() for each in stretches), other


def test_it_verifies_as_withheld_to_the_same_head(source: Path, folder: Path) -> None:
    """Nothing is called altered: both versions of the article's text are withheld, and the head is the same."""
    with Factbase(source, read_only=True) as base, Factbase(folder / "facts.db", read_only=True) as published:
        before, after = base.verify(), published.verify()
        assert (before.withheld, after.withheld) == (0, 2)
        assert after.problems == ()
        assert after.head == before.head
        assert [each.digest for each in published.changesets()] == [each.digest for each in base.changesets()]
        assert list(published.statements()) == list(base.statements())
        assert published.as_of(1).document(ARTICLE).text is None
        assert published.as_of(1).document(ARTICLE).sha256 == base.as_of(1).document(ARTICLE).sha256


def test_what_is_left_out_is_said(source: Path, tmp_path: Path) -> None:
    """The command names the document, how much of it, and why; the same stands in the folder's README."""
    done = CliRunner().invoke(main, ["bundle", str(source), str(tmp_path / "site")])
    assert done.exit_code == 0
    left = (
        f"left out: the text of {ARTICLE} (10,919 characters in 2 versions): its rights say excerpt; "
        f"what statements quote of it stays (4,772 characters)"
    )
    assert left in done.stdout
    assert left in (tmp_path / "site" / "README.md").read_text()


def test_what_is_quoted_is_counted_once(source: Path, tmp_path: Path) -> None:
    """The characters that stay are those that any statement quotes, however many quote them: no quote, none."""
    with Factbase(source, read_only=True) as base:
        quoted = {
            at
            for each in base.statements(document=ARTICLE)
            for span in each.spans
            if span.part is Part.TEXT
            for at in range(span.start, span.end)
        }
        (left,) = base.publish(tmp_path / "out.db")
    assert left.quoted == len(quoted) == 4772


def test_what_stays_in_the_history_is_said(tmp_path: Path, source: Path, facts_folder: Path) -> None:
    """A path of this machine is no longer recorded; one that was stays, as its digest covers it, and is told of."""
    assert str(facts_folder.parent).encode() not in source.read_bytes()
    with Factbase(source, read_only=True) as base:
        assert {each.file for each in base.changesets()} == {"facts"}
        assert not [each for each in bundling.announced(base, ()) if each.startswith("stays")]
        publisher = evolve(base.source("kcna"), acts_for=None)
    with Factbase(tmp_path / "w.db") as made:
        with made.recording(
            by="desk", note="and/or, see /source/kcna", file="a.jsonl, /home/ann/b.jsonl"
        ) as changes:
            changes.add(publisher)
        said = [each for each in bundling.announced(made, ()) if each.startswith("stays")]
    assert said == ["stays: changeset c1 names /home/ann/b.jsonl, /source/kcna, which its digest covers"]


def test_a_text_that_may_be_published_stays(tmp_path: Path, source: Path) -> None:
    """With rights `full`, the text is there, and nothing is left out; without rights written, it is left out."""
    for rights, left in ((Rights.FULL, ()), (None, ("w",)), (Rights.NONE, ("w",))):
        path = tmp_path / f"{rights}.db"
        with Factbase(source, read_only=True) as base, Factbase(path) as made:
            publisher = evolve(base.source("kcna"), acts_for=None)
            with made.recording(by="desk", note="-") as changes:
                changes.add(publisher)
                document = Document(id="w", publisher="kcna", text="The whole text.", rights=Rights.FULL)
                changes.add(evolve(document, rights=rights))
            assert made.holds_withheld() == bool(left)
            found = made.publish(tmp_path / f"{rights}-out.db")
        assert tuple(each.document for each in found) == left
        if left:
            assert found == (
                Withheld(
                    document="w", rights=rights or Rights.EXCERPT, decided_by="w", versions=1, characters=15
                ),
            )
        with Factbase(tmp_path / f"{rights}-out.db") as published:
            assert published.document("w").text == (None if left else "The whole text.")
            assert not published.holds_withheld()


WORDS = "The harbour was silent while nobody at all was looking at the ships."
"""A text of 68 characters."""

HISTORIES: dict[str, tuple[list[Document], dict[str, str]]] = {
    "full by mistake, then excerpt": (
        [paper("w", Rights.FULL, WORDS), paper("w", Rights.EXCERPT, WORDS)],
        {"w": "(136 characters in 2 versions): its rights say excerpt"},
    ),
    "full, then the text was taken out": (
        [paper("w", Rights.FULL, WORDS), paper("w", Rights.EXCERPT, None)],
        {"w": "(68 characters): its rights say excerpt"},
    ),
    "full, then another text that is not": (
        [paper("w", Rights.FULL, WORDS), paper("w", Rights.NONE, "Other words.")],
        {"w": "(80 characters in 2 versions): its rights say none"},
    ),
    "full here, excerpt under another id": (
        [paper("w", Rights.FULL, WORDS), paper("v", Rights.EXCERPT, WORDS)],
        {
            "v": "(68 characters): its rights say excerpt",
            "w": "(68 characters): v is the same text, and its rights say excerpt",
        },
    ),
    "full here, a digest alone under another id": (
        [
            paper("w", Rights.FULL, WORDS),
            Document(id="v", publisher="kcna", sha256=sha256(WORDS.encode()).hexdigest()),
        ],
        {},
    ),
    "excerpt, then cleared for publication": (
        [paper("w", Rights.EXCERPT, WORDS), paper("w", Rights.FULL, WORDS)],
        {},
    ),
}
"""Documents as they were recorded one after another, and what is said of each that is left out."""


@pytest.mark.parametrize("story", HISTORIES)
def test_what_rights_say_now_holds_for_what_was_recorded_before(
    story: str, tmp_path: Path, source: Path
) -> None:
    """A text recorded as `full` by mistake is not in the history either; one that was cleared is there throughout."""
    recorded, told = HISTORIES[story]
    with Factbase(source, read_only=True) as base, Factbase(tmp_path / "w.db") as made:
        for number, document in enumerate(recorded):
            with made.recording(by="desk", note="-") as changes:
                if not number:
                    changes.add(evolve(base.source("kcna"), acts_for=None))
                changes.add(document)
        assert made.holds_withheld() == bool(told)
        left = made.publish(tmp_path / "out.db")
        head = made.verify().head
    assert {each.document for each in left} == set(told)
    for line, ident in zip(bundling.left_out(left), sorted(told), strict=bool(told)):
        assert (
            line
            == f"left out: the text of {ident} {told[ident]}; what statements quote of it stays (0 characters)"
        )
    assert (WORDS.encode() in (tmp_path / "out.db").read_bytes()) == (not told)
    with Factbase(tmp_path / "out.db", read_only=True) as published:
        checked = published.verify()
        assert (checked.problems, checked.head) == ((), head)
        digest_alone = story == "full here, a digest alone under another id"
        assert checked.withheld == sum(each.versions for each in left) + digest_alone
        assert not published.holds_withheld()


def test_a_withdrawn_text_keeps_the_rights_it_had_last(tmp_path: Path, source: Path) -> None:
    """Withdrawn with rights `full`, it stays in the history; recorded anew elsewhere as `excerpt`, not."""
    with Factbase(source, read_only=True) as base, Factbase(tmp_path / "w.db") as made:
        with made.recording(by="desk", note="-") as changes:
            changes.add(evolve(base.source("kcna"), acts_for=None))
            changes.add(paper("w", Rights.FULL, WORDS))
        with made.recording(by="desk", note="-") as changes:
            changes.retire("w", why="another name", noun="document")
        assert made.publish(tmp_path / "one.db") == ()
        with made.recording(by="desk", note="-") as changes:
            changes.add(paper("v", Rights.EXCERPT, WORDS))
        assert [each.document for each in made.publish(tmp_path / "two.db")] == ["v", "w"]
    assert WORDS.encode() in (tmp_path / "one.db").read_bytes()
    assert WORDS.encode() not in (tmp_path / "two.db").read_bytes()


def test_what_cannot_be_published_leaves_no_file(tmp_path: Path, source: Path) -> None:
    """A history that cannot be read stops it, and no half of it is left to be taken for the whole."""
    (broken := tmp_path / "broken.db").write_bytes(source.read_bytes())
    with closing(sqlite3.connect(broken)) as connection, connection:
        connection.execute("DROP TRIGGER retired_are_never_updated")
        connection.execute("UPDATE retired SET body = '{}'")
    with Factbase(broken, read_only=True) as base, pytest.raises(ValueError, match="id"):
        base.publish(tmp_path / "out.db")
    done = CliRunner().invoke(main, ["bundle", str(broken), str(tmp_path / "site")])
    assert done.exit_code == 1
    assert [each.name for each in tmp_path.iterdir()] == ["broken.db"]


def test_datasette_serves_the_folder_as_it_is(server: Server) -> None:
    """`datasette OUT/` has the pages, the metadata, the settings and the counts, and takes the file as immutable."""
    (database,) = json.loads(server.get("/-/databases.json").text)
    assert (database["name"], database["is_mutable"]) == ("facts", False)
    settings = json.loads(server.get("/-/settings.json").text)
    assert (settings["suggest_facets"], settings["allow_facet"], settings["cache_size_kb"]) == (
        False,
        False,
        64000,
    )
    assert server.get("/").status == 200
    assert "Statements and who is behind them" in server.get("/facts").text
    rows = server.rows("/facts/official_claims", document=ARTICLE)
    assert len(rows) == 21


def test_the_quoted_words_still_stand_in_their_order(server: Server) -> None:
    """On the document's page of the bundle, the quotes stand with gaps between them, and what is not quoted is not."""
    html = server.get(f"/document/{ARTICLE}").text
    assert html.index("are vying for success in") < html.index("a launch could potentially occur")
    assert "Only the quoted words are published" in html
    assert "told reporters" not in html
    page = server.get("/statement/delay-due-to-russian-guidance").text
    assert "specific technological guidance" in page
    assert "The text around them is withheld" in page
    assert "In its sentence" not in page
    assert "puts more weight on the likelihood that" not in page


def test_the_counts_are_those_of_the_tables(folder: Path) -> None:
    """inspect-data.json has the number of rows of each table, and the file by its name alone."""
    (told,) = json.loads((folder / "inspect-data.json").read_text()).values()
    assert told["file"] == "facts.db"
    with closing(sqlite3.connect(folder / "facts.db")) as connection:
        for table in ("statements", "sources", "documents", "attributions"):
            (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert told["tables"][table]["count"] == count


def test_the_same_twice_is_the_same_file(source: Path, folder: Path, tmp_path: Path) -> None:
    """A bundle of the same database has the same bytes, so that it can be compared and cached."""
    with Factbase(source, read_only=True) as base:
        made = bundling.bundle(base, tmp_path / "again")
    assert made.files == tuple(
        sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())
    )
    for name in made.files:
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes(), name


def test_the_pins_are_what_runs_here(folder: Path) -> None:
    """requirements.txt pins factbase and all that it needs, Datasette among it, and no tool of development."""
    lines = (folder / "requirements.txt").read_text().split()
    assert all(re.fullmatch(r"[a-z0-9-]+==[^=]+", each) for each in lines)
    names = {each.partition("==")[0] for each in lines}
    assert {"factbase", "datasette", "attrs", "sqlite-utils", "openpyxl", "uvicorn"} <= names
    assert not {"pytest", "mypy", "playwright"} & names


def test_a_folder_with_something_in_it_is_left_alone(source: Path, tmp_path: Path) -> None:
    """Neither a full folder nor a file is written over, nothing half made stays; an empty folder is taken."""
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("mine")
    with Factbase(source, read_only=True) as base:
        for taken in (full, full / "mine"):
            with pytest.raises(StoreError, match="is not empty"):
                bundling.bundle(base, taken)
        with pytest.raises(StoreError, match="cannot be written"):
            bundling.bundle(base, full / "mine" / "site")
        with pytest.raises(FileNotFoundError):
            bundling.bundle(base, tmp_path / "new", wheel=tmp_path / "no.whl")
        (tmp_path / "empty").mkdir()
        bundling.bundle(base, tmp_path / "empty")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["empty", "full"]
    assert [each.name for each in full.iterdir()] == ["mine"]


def test_an_empty_base_of_another_name_can_be_published(tmp_path: Path) -> None:
    """A database called otherwise, with nothing recorded, gives a folder that is served, and says so."""
    database = connect(tmp_path / "my desk.db")
    schema.create(database)
    database.conn.close()
    with Factbase(tmp_path / "my desk.db", read_only=True) as base:
        made = bundling.bundle(base, tmp_path / "site")
    assert "my desk.db" in made.files
    with serving_database(made.folder, command=("datasette", "serve")) as running:
        assert "Nothing has been recorded yet" in running.get("/").text
        assert running.get("/my+desk").status == 200


def test_names_that_are_odd_are_served_too(source: Path, tmp_path: Path) -> None:
    """A name that begins like one of Datasette's own, or has another ending, is immutable and counted all the same."""
    for name, called in (("_desk.db", "_desk"), ("desk.v2.sqlite", "desk.v2")):
        (tmp_path / name).write_bytes(source.read_bytes())
        with Factbase(tmp_path / name, read_only=True) as base:
            made = bundling.bundle(base, tmp_path / f"{called}-site")
        assert f"{called}.db" in made.files
        (told,) = json.loads((made.folder / "inspect-data.json").read_text()).items()
        assert (told[0], told[1]["file"], told[1]["tables"]["changesets"]) == (
            called,
            f"{called}.db",
            {"count": 2},
        )


def test_an_empty_folder_is_filled_where_it_lies(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link to it stays a link; the folder that the command is run in is refused, and stays."""
    (real := tmp_path / "real").mkdir()
    (link := tmp_path / "link").symlink_to(real)
    (here := tmp_path / "here").mkdir()
    monkeypatch.chdir(here)
    with Factbase(source, read_only=True) as base:
        assert bundling.bundle(base, link).folder == real
        with pytest.raises(StoreError, match="the folder we are in"):
            bundling.bundle(base, Path())
    assert link.is_symlink()
    assert (link / "facts.db").is_file()
    assert list(here.iterdir()) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["here", "link", "real"]


def test_datasette_takes_the_counts_from_the_file(folder: Path, tmp_path: Path) -> None:
    """It counts nothing: a number that is written there is shown, even one that is wrong."""
    shutil.copytree(folder, tmp_path / "site")
    path = tmp_path / "site" / "inspect-data.json"
    told = json.loads(path.read_text())
    told["facts"]["tables"]["sources"]["count"] = 98765
    path.write_text(json.dumps(told))
    with serving_database(tmp_path / "site", command=("datasette", "serve")) as running:
        tables = {
            each["name"]: each["count"] for each in json.loads(running.get("/facts.json").text)["tables"]
        }
    assert tables["sources"] == 98765
    assert tables["statements"] == told["facts"]["tables"]["statements"]["count"]


def test_a_public_server_withholds_and_says_what_it_turned_on(source: Path, tmp_path: Path) -> None:
    """`serve --public` serves a copy without the text, to be downloaded too, tells so, and leaves nothing behind."""
    with serving_database(source, "--public") as running:
        body = running.get("/facts.db").body
        assert json.loads(running.get("/-/settings.json").text)["allow_facet"] is False
        log = running.log.read_text()
    assert f"left out: the text of {ARTICLE}" in log
    assert (
        "turned on: the file never changes; tables are counted once; suggest_facets off, allow_facet off"
        in log
    )
    (tmp_path / "facts.db").write_bytes(body)
    with Factbase(tmp_path / "facts.db", read_only=True) as base:
        assert base.document(ARTICLE).text is None
    assert [each.encode() in body for each in unquoted(source)].count(True) == 0


@pytest.mark.parametrize("arguments", [(), ("--public",)])
def test_a_server_of_another_name_leaves_nothing_behind(
    source: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """The files that Datasette is told by are gone when the server is."""
    (named := tmp_path / "desk.db").write_bytes(source.read_bytes())
    (scratch := tmp_path / "scratch").mkdir()
    with serving_database(named, *arguments, scratch=scratch) as running:
        assert running.get("/desk").status == 200
        assert [each for each in scratch.iterdir() if each.name.startswith("factbase-serve-")]
    assert [each for each in scratch.iterdir() if each.name.startswith("factbase-serve-")] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("command", ["serve", "bundle"])
def test_what_is_ended_half_way_leaves_nothing_behind(
    source: Path, tmp_path: Path, command: str, number: signal.Signals
) -> None:
    """Told to end while it still writes the copy, neither command leaves a part of it."""
    if number in IGNORED:
        pytest.skip(f"{number.name} is ignored here")
    options = ["--public", "--port", "0"] if command == "serve" else [str(tmp_path / "site")]
    line = [sys.executable, "-m", "factbase", command, str(source), *options]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not list(tmp_path.rglob("facts.db")):
            time.sleep(0.002)
        assert process.poll() is None, "it ended before it could be told to"
        process.send_signal(number)
        process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(signal.SIGHUP in IGNORED, reason="SIGHUP is ignored here")
def test_closing_the_terminal_ends_a_public_server_whole(source: Path, tmp_path: Path) -> None:
    """Datasette goes with the command that began it, and so does the copy."""
    with serving_database(source, "--public", scratch=tmp_path) as running:
        process = running.process
        process.send_signal(signal.SIGHUP)
        assert process.wait(PATIENCE_SECONDS) == 0
        with pytest.raises(OSError, match="refused"):
            running.get("/")
        assert list(tmp_path.iterdir()) == []


def test_a_bundle_is_made_by_the_command_line(source: Path, tmp_path: Path) -> None:
    """In a process of its own: exit 0, and where the bundle is."""
    line = [sys.executable, "-m", "factbase", "bundle", str(source), str(tmp_path / "site")]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"serve them with: datasette {tmp_path / 'site'}" in done.stdout


def test_a_bundle_without_a_wheel_says_what_is_missing(source: Path, tmp_path: Path) -> None:
    """The pins name factbase, which no index has: without a wheel the command and the folder's README say so."""
    told = "missing: a wheel of factbase, which is on no package index; put one into wheels/"
    done = CliRunner().invoke(main, ["bundle", str(source), str(tmp_path / "without")])
    assert told in done.output
    assert f"- {told}" in (tmp_path / "without" / "README.md").read_text()
    wheel = tmp_path / "factbase-0-py3-none-any.whl"
    wheel.touch()
    done = CliRunner().invoke(main, ["bundle", str(source), str(tmp_path / "with"), "--wheel", str(wheel)])
    assert "missing" not in done.output
    assert "missing" not in (tmp_path / "with" / "README.md").read_text()
