"""The command line, command by command: what is printed where, and with which exit code it ends."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shlex
import shutil
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from factbase import Factbase, __version__
from factbase.cli import main
from factbase.cli.frame import Command
from factbase.store import schema
from factbase.store.connection import connect
from factbase.vocabulary import Noun
from tests.desk import FACTS, facts, run

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = sorted(main.commands)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of the small facts folder, with a second changeset that words one statement anew."""
    folder = tmp_path_factory.mktemp("desk")
    path = folder / "facts.db"
    run("build", path, facts(folder / "facts"), "--by", "desk", "--why", "the first")
    anew = FACTS["gazette.yaml"].replace("late because of engine work", "late for engine work")
    run("build", path, facts(folder / "facts", gazette_yaml=anew), "--by", "editor", "--why", "plainer words")
    return path


@pytest.fixture
def desk(tmp_path: Path, facts_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder as a newcomer has it: the curated facts, and facts.db built from them."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(facts_folder, tmp_path / "facts")
    run("build", "facts.db", "facts")
    return tmp_path


# Help and usage


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_a_sentence_options_and_an_example(name: str) -> None:
    """Each command says in one sentence what it does, explains each option, and shows a line that works."""
    command = main.commands[name]
    told = run(name, "--help").stdout
    assert isinstance(command, Command)
    assert command.examples
    assert all(f"factbase {name}" in example and example in told for example in command.examples)
    assert command.help is not None
    assert command.help.partition("\n")[0].endswith(".")
    assert all(
        option.help for option in command.params if option.param_type_name == "option" and not option.hidden
    )


@pytest.mark.parametrize(
    "example", [each for name in COMMANDS if name != "serve" for each in main.commands[name].examples]
)
def test_examples_of_the_help_work(desk: Path, example: str) -> None:
    """Each example runs on a database built from the facts folder of this repository."""
    run("export", "facts.db", "--jsonl", "facts.jsonl")
    shutil.copy("facts/korea-herald-2023-11-05.txt", "article.txt")
    fed: str | None = None
    for part in example.split(" | "):
        line, _, out = part.partition(" > ")
        fed = run(*shlex.split(line)[1:], fed=fed).stdout
        if out:
            (desk / out).write_text(fed, encoding="utf-8")


def test_the_main_help_lists_every_command_with_a_whole_line() -> None:
    """Every command stands under a heading, its sentence not cut off."""
    told = run("--help").stdout
    assert all(f"\n  {name} " in told for name in COMMANDS)
    assert "..." not in told.partition("\n")[2]
    assert "Exit codes: 0 done, 1 problems found, 2 wrong usage." in told


def test_version_is_that_of_the_package() -> None:
    """--version names the program and the version of the package."""
    assert run("--version").stdout == f"factbase {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["show"],
        ["show", "there-is-no.db", "x"],
        ["serve", "there-is-no.db"],
        ["search", "there-is-no.db"],
        ["schema", "--nonsense"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    """An unknown command or option, a missing argument, or a database that is not there is wrong usage."""
    assert "Usage:" in run(*arguments, code=2).stderr


def test_a_snapshot_of_no_time_is_wrong_usage(db: Path, tmp_path: Path) -> None:
    """A snapshot needs a time to be taken of."""
    told = run("snapshot", db, tmp_path / "out.db", code=2).stderr
    assert "--as-of" in told


# check


def test_check_of_sound_facts_prints_no_problem(tmp_path: Path) -> None:
    """Nothing on standard output, a summary on standard error, exit 0."""
    result = run("check", facts(tmp_path / "facts"))
    assert result.stdout == ""
    assert "no problems in 1 document, 4 statements" in result.stderr


def test_check_lists_all_problems_by_place(tmp_path: Path) -> None:
    """Each problem is a line, path:line:column: message, all in one run, and the exit code is 1."""
    broken = (
        FACTS["gazette.yaml"]
        .replace("kind: intention", "kind: intenton")
        .replace("{why: engine}", "{wy: engine}")
    )
    folder = facts(tmp_path / "facts", gazette_yaml=broken)
    result = run("check", folder, code=1)
    kind, question = result.stdout.splitlines()
    assert kind.startswith(f"{folder}/gazette.yaml:11:9: ")
    assert 'did you mean "intention"?' in kind
    assert question.startswith(f"{folder}/gazette.yaml:")
    assert 'unknown question "wy"' in question
    assert "2 errors" in result.stderr


def test_check_gives_problems_as_data(tmp_path: Path) -> None:
    """JSON and CSV have path, line, column, severity, message and suggestion of each problem."""
    folder = facts(
        tmp_path / "facts", sources_yaml=FACTS["sources.yaml"].replace("kind: person", "kind: persn")
    )
    (found,) = json.loads(run("check", folder, "--json", code=1).stdout)
    assert (found["path"], found["line"], found["severity"]) == (f"{folder}/sources.yaml", 4, "error")
    assert found["suggestion"] == 'did you mean "person"?'
    (row,) = csv.DictReader(StringIO(run("check", folder, "--csv", code=1).stdout))
    assert row["message"] == found["message"]


def test_check_of_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    """What is no folder is a problem of the facts, not of the command."""
    assert "a facts folder is needed" in run("check", tmp_path / "nowhere", code=1).stdout


def test_coverage_lists_the_sentences_that_no_quote_touches(tmp_path: Path) -> None:
    """Of four sentences, the one whose statement is taken out is listed with its place; that is no error."""
    without, _, _ = FACTS["gazette.yaml"].partition("- id: declines-signs")
    result = run("check", facts(tmp_path / "facts", gazette_yaml=without), "--coverage")
    assert result.stdout.splitlines() == [
        "gazette: 2 of 4 sentences recorded",
        "  118..148  He declined to name the signs.",
        "  149..196  The army said the launch was ordered by nobody.",
    ]


# build


def test_building_again_writes_nothing(tmp_path: Path) -> None:
    """The first build records one changeset by the named recorder; the second finds nothing new."""
    folder, path = facts(tmp_path / "facts"), tmp_path / "facts.db"
    told = run("build", path, folder, "--by", "desk").stdout
    assert told == f"{path}: c1 recorded by desk: 14 added\n"
    assert run("build", path, folder).stdout == f"{path}: nothing new; c1 stands\n"


def test_broken_facts_leave_the_database_untouched(tmp_path: Path) -> None:
    """Problems go to standard error, with the word that nothing was written; no file is made."""
    folder = facts(tmp_path / "facts", gazette_txt=None)
    (folder / "gazette.txt").unlink(missing_ok=True)
    result = run("build", tmp_path / "facts.db", folder, code=1)
    assert result.stdout == ""
    assert f"{folder}/gazette.yaml:" in result.stderr
    assert result.stderr.endswith("Nothing was written.\n")
    assert not (tmp_path / "facts.db").exists()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A text file is not overwritten: the error says what it is not."""
    path = tmp_path / "notes.txt"
    path.write_text("not a database, and long enough to be taken for one" * 20, encoding="utf-8")
    told = run("build", path, facts(tmp_path / "facts"), code=1).stderr
    assert "not a SQLite database" in told
    assert told.endswith("Nothing was written.\n")
    assert path.read_text(encoding="utf-8").startswith("not a database")


# new, load, export


def test_new_gives_a_skeleton_that_only_has_to_be_filled_in(tmp_path: Path) -> None:
    """The skeleton names the text and its SHA-256; with a publisher it is a facts file without a problem."""
    folder = facts(tmp_path / "facts", gazette_yaml=None)
    begun = run("new", folder / "gazette.txt").stdout
    assert "text: gazette.txt\n" in begun
    assert f"sha256: {hashlib.sha256(FACTS['gazette.txt'].encode()).hexdigest()}\n" in begun
    filled = re.sub(r"publisher:.*", "publisher: gazette", begun).replace("statements:", "statements: []")
    (folder / "new.yaml").write_text(filled, encoding="utf-8")
    assert run("check", folder).stdout == ""


def test_what_is_exported_as_lines_loads_the_same(db: Path, tmp_path: Path) -> None:
    """A database loaded from the lines of another exports the same lines; loading them again is nothing new."""
    lines, again, copy = tmp_path / "facts.jsonl", tmp_path / "again.jsonl", tmp_path / "copy.db"
    assert run("export", db, "--jsonl", lines).stderr == f"{lines}: 14 records\n"
    assert run("load", copy, lines, "--by", "desk").stdout == f"{copy}: c1 recorded by desk: 14 added\n"
    run("export", copy, "--jsonl", again)
    assert again.read_bytes() == lines.read_bytes()
    assert run("load", copy, lines).stdout == f"{copy}: nothing new; c1 stands\n"
    assert run("load", copy, "-", fed=lines.read_text(encoding="utf-8")).stdout.endswith(
        "nothing new; c1 stands\n"
    )
    assert not list(tmp_path.glob("*.part"))


def test_facts_that_are_exported_and_built_again_are_no_news(db: Path, tmp_path: Path) -> None:
    """The facts folder of a database, built into it, records nothing new."""
    copy = shutil.copy(db, tmp_path / "copy.db")
    run("export", copy, "--facts", tmp_path / "again", "--csv", tmp_path / "tables")
    assert "nothing new; c2 stands" in run("build", copy, tmp_path / "again").stdout
    with (tmp_path / "tables" / "statement_summary.csv").open(encoding="utf-8", newline="") as opened:
        assert [row["id"] for row in csv.DictReader(opened)] == sorted(
            ["launch-on-nov-30", "late-for-engine-work", "declines-signs", "ordered"]
        )


def test_export_never_overwrites_facts_files(db: Path, tmp_path: Path) -> None:
    """A folder with files of somebody's is refused."""
    folder = facts(tmp_path / "facts")
    assert "is not empty" in run("export", db, "--facts", folder, code=1).stderr
    assert (folder / "gazette.yaml").read_text(encoding="utf-8") == FACTS["gazette.yaml"]


def test_export_of_nothing_is_wrong_usage(db: Path) -> None:
    """Export needs to be told what to write."""
    assert "--facts OUT" in run("export", db, code=2).stderr


def test_export_looks_at_what_stood_then(db: Path) -> None:
    """The lines as of the first changeset have its words."""
    assert "late because of engine work" in run("export", db, "--jsonl", "-", "--as-of", "c1").stdout
    assert "late because of engine work" not in run("export", db, "--jsonl", "-").stdout


def test_export_to_where_nothing_can_be_written_is_an_error(db: Path, tmp_path: Path) -> None:
    """A folder that is not there is named, without a traceback."""
    assert "No such file or directory" in run("export", db, "--jsonl", tmp_path / "no" / "out", code=1).stderr


def test_broken_lines_are_problems_at_their_place(tmp_path: Path) -> None:
    """Each line that is wrong is named with its file and line, and nothing is written."""
    lines = tmp_path / "bad.jsonl"
    lines.write_text('{"noun": "source"}\nno json\n', encoding="utf-8")
    told = run("load", tmp_path / "facts.db", lines, code=1).stderr.splitlines()
    assert told[:3] == [f"{lines}:1:1: {field}: missing" for field in ("id", "kind", "names")]
    assert told[3].startswith(f"{lines}:2:")
    assert told[-1] == "Nothing was written."


# show


def shown(*arguments: object) -> str:
    """Return what `show` prints."""
    return run("show", *arguments).stdout


def test_a_statement_is_shown_whole(db: Path) -> None:
    """Its words in their sentence, its chain, the three confidences, its times, answers and versions, to the letter."""
    found = shown(db, "late-for-engine-work")
    head, _, tail = found.partition("\nTimes\n")
    assert (
        head
        == """\
Statement late-for-engine-work

  The launch is late for engine work.

  kind          assessment: an inference or evaluation
                test 5. marked as inference, or states motive, importance,
                comparison, or a cause of what the speaker neither did nor
                observed
  family        assessment: a judgement: inferred, weighed or foretold
  speaker       Shin Won-sik (official)
  how sure      probable, affirms, hedge “likely”

In the document
  quote         "«It is likely delayed by engine work»," Shin added.
  wording       speaker: the speaker's own words, in quotation marks
  document      The launch  gazette
  characters    67..102

Who said it, through whom
  The Gazette (press) publishes it
    merely relays it: uncommitted, affirms
    published 2023-11-05
    recorder: certain, named: it is the document's publisher
  └── Shin Won-sik (official) says it
        probable, affirms, hedge “likely”
        likelihood likely (capphrase)
        likelihood likely (icd203)
        likelihood likely (stix)
        printed “Shin”, cue “added”
        said not known
        recorder: certain, named: the text prints a known name
"""
    )
    assert "  said          not known, 2023-11-05 at the latest\n" in tail
    assert "  published     2023-11-05\n" in tail
    assert "  Why is it late?  why\n    engine (Engine work)\n" in tail
    assert "by desk until" in tail
    assert "The launch is late because of engine work." in tail
    assert "by editor, which stands" in tail
    assert "Shin Won-sik, as told by The Gazette, “The launch”, 2023-11-05: “It is likely" in tail


def test_a_dated_statement_shows_its_times(db: Path) -> None:
    """When it happens, was said and was published stand apart."""
    found = shown(db, "launch-on-nov-30")
    assert "  happens       2023-11-30\n  said          2023-11-03\n  published     2023-11-05\n" in found
    assert "  about         The launch (event)\n" in found


def test_denial_and_refusal_are_said_in_words(db: Path) -> None:
    """A denied content is never shown bare; a refusal names what it withholds."""
    assert "how sure      certain, denies\n                the speaker says that it is not so\n" in shown(
        db, "ordered"
    )
    refusal = shown(db, "declines-signs")
    assert "refusal: the speaker withholds something" in refusal
    assert "Withholds an answer to\n  Why is it late?  why\n" in refusal


def test_a_source_is_shown_with_what_it_claims_and_assesses_apart(db: Path) -> None:
    """Names, role, principal, rating; then claims, assessments and refusals, each under its own heading."""
    found = shown(db, "shin", "--noun", "source")
    assert "                신원식 (ko)\n" in found
    assert "  roles         Minister (official), 2023-10-07 to 2024-09\n  acts for      ministry\n" in found
    assert "  reliability   B usually reliable (admiralty-reliability), by gazette,\n" in found
    claims, assesses, withholds = (
        found.index(each) for each in ("Claims (1)", "Assesses (1)", "Withholds (1)")
    )
    assert (
        claims < found.index("launch-on-nov-30") < assesses < found.index("late-for-engine-work") < withholds
    )


def test_a_document_is_shown_with_its_statements_in_the_order_of_the_text(db: Path) -> None:
    """Metadata, how much of the text is recorded, and the statements as they come in the text."""
    found = shown(db, "gazette", "--noun", "document")
    assert "  text          197 characters, 68 % of them quoted; 4 of 4 sentences recorded\n" in found
    places = [
        found.index(each)
        for each in ("launch-on-nov-30", "late-for-engine-work", "declines-signs", "ordered")
    ]
    assert places == sorted(places)


def test_shared_ids_are_all_shown_unless_a_noun_is_named(db: Path) -> None:
    """A source and a topic are both called shin: both are shown, or the one that is asked for."""
    both = shown(db, "shin")
    assert both.index("Source shin\n") < both.index("Topic shin\n")
    topic = shown(db, "shin", "--noun", "topic")
    assert "Source shin" not in topic


def test_ratings_links_topics_and_changesets_are_shown(db: Path) -> None:
    """Every noun has a sheet, and so has a recording act."""
    assert "  reason        Mostly right.\n" in shown(db, "gazette.shin.admiralty-reliability.2023-11-06")
    assert "Statements about it (1)\n" in shown(db, "launch")
    changeset = shown(db, "c2")
    assert "  why           plainer words\n" in changeset
    assert "  changed       1 statement: late-for-engine-work\n" in changeset
    (data,) = json.loads(shown(db, "c2", "--json"))
    assert [(each["operation"], each["id"]) for each in data["operations"]] == [
        ("change", "late-for-engine-work")
    ]


def test_an_unknown_id_names_the_nearest(db: Path) -> None:
    """A slip is met with what was probably meant; exit code 1, without a traceback."""
    result = run("show", db, "launch-on-nov-3", code=1)
    assert result.stderr == (
        'Error: nothing has the id "launch-on-nov-3"; did you mean the statement "launch-on-nov-30"?\n'
    )
    assert 'no source has the id "launch"' in run("show", db, "launch", "--noun", "source", code=1).stderr
    assert "there is no changeset c9" in run("show", db, "c9", code=1).stderr


def test_show_looks_at_what_stood_then(db: Path) -> None:
    """As of the first changeset the statement has its first words; before it, it was not there at all."""
    then = shown(db, "late-for-engine-work", "--as-of", "c1")
    assert "The launch is late because of engine work." in then
    assert "plainer" not in then
    assert (
        "nothing has the id"
        in run("show", db, "late-for-engine-work", "--as-of", "2001-01-01", code=1).stderr
    )


def test_show_looks_at_what_was_known_by_a_day(db: Path) -> None:
    """A statement published on Nov. 5 is known on that day, and not on the day before."""
    assert "Statement ordered" in shown(db, "ordered", "--known-by", "2023-11-05")
    run("show", db, "ordered", "--known-by", "2023-11-04", code=1)


def test_show_as_json_has_everything(db: Path) -> None:
    """The data of a statement: record, chain, digest, excerpts, versions; the text of its document by its length."""
    (found,) = json.loads(shown(db, "late-for-engine-work", "--json"))
    assert found["noun"] == "statement"
    assert found["statement"]["attributions"][0]["hedge"] == "likely"
    assert [hop["source"] for hop in found["chain"]] == ["gazette", "shin"]
    assert found["excerpts"][0]["marks"] == [[1, 36]]
    assert (found["document"]["text_length"], "text" in found["document"]) == (197, False)
    assert [version["version"] for version in found["versions"]] == [1, 2]
    with Factbase(db, read_only=True) as base:
        assert found["digest"] == base.history("late-for-engine-work")[-1].digest


# search, question, why, changes


def test_search_marks_the_words(db: Path) -> None:
    """All words must occur; they are marked without colour too, and the statement's id stands below."""
    found = run("search", db, "engine", "work").stdout
    assert "«engine» «work»" in found
    assert "late-for-engine-work" in found
    assert run("search", db, "nonsense").stdout == "Nothing holds all these words.\n"
    (row,) = csv.DictReader(StringIO(run("search", db, "engine", "--csv").stdout))
    assert (row["statement"], row["speaker_name"]) == ("late-for-engine-work", "Shin Won-sik")
    assert json.loads(run("search", db, "nonsense", "--json").stdout) == []


def test_search_looks_at_what_stood_then(db: Path) -> None:
    """The word that the first version had is found as of then, and no more today."""
    assert "late-for-engine-work" in run("search", db, "because", "--as-of", "c1").stdout
    assert run("search", db, "because").stdout == "Nothing holds all these words.\n"


def test_a_question_keeps_claims_assessments_and_silence_apart(db: Path) -> None:
    """An assessment and a refusal stand under their own headings, with what stands behind the answer below."""
    found = run("question", db, "why").stdout
    assessments, silence, behind = (
        found.index(each) for each in ("Assessments (1)", "Silence (1)", "What stands behind each answer")
    )
    assert (
        assessments < found.index("late-for-engine-work") < silence < found.index("declines-signs") < behind
    )
    assert "  assessment: engine (Engine work)\n    at least 1 origin, 1 principal, 1 utterance\n" in found
    claims = run("question", db, "when").stdout
    assert "Official claims (1)\n  2023-11-30\n    Shin Won-sik (official), intention, certain" in claims
    assert "1 expectation (forecast, intention or directive): no origin" in claims


def test_positions_are_data(db: Path) -> None:
    """CSV has a line for each position; JSON the question, its positions and its corroboration."""
    lines = list(csv.DictReader(StringIO(run("question", db, "why", "--csv").stdout)))
    assert [(line["statement"], line["answer"]) for line in lines] == [
        ("declines-signs", ""),
        ("late-for-engine-work", "engine"),
    ]
    data = json.loads(run("question", db, "why", "--json").stdout)
    assert (data["question"]["id"], data["corroboration"][0]["origins"]) == ("why", 1)
    assert 'there is no question "wyh"' in run("question", db, "wyh", code=1).stderr


def test_why_ends_at_the_roots(db: Path) -> None:
    """A statement without links is its own root."""
    found = run("why", db, "ordered").stdout
    assert "No link leads further" in found
    assert "Roots\n  the army (official)  ordered\n  1 root, 1 voice\n" in found
    data = json.loads(run("why", db, "ordered", "--json").stdout)
    assert (data["grounds"], data["roots"]) == ([], [{"statement": "ordered", "in_loop": 0}])


def test_changes_are_listed_newest_first(db: Path) -> None:
    """Each act with what it did; only those after a changeset on request; as data line by line."""
    found = run("changes", db).stdout
    assert found.index("Changeset c2\n") < found.index("Changeset c1\n")
    since = run("changes", db, "--since", "c1").stdout
    assert ("Changeset c2\n" in since, "Changeset c1\n" in since) == (True, False)
    assert run("changes", db, "--since", "c2").stdout == "Nothing was recorded.\n"
    lines = list(csv.DictReader(StringIO(run("changes", db, "--since", "c1", "--csv").stdout)))
    assert [(line["changeset"], line["operation"], line["id"]) for line in lines] == [
        ("c2", "change", "late-for-engine-work")
    ]
    data = json.loads(run("changes", db, "--json").stdout)
    assert [(each["id"], len(each["operations"])) for each in data] == [("c2", 1), ("c1", 14)]


# verify, snapshot, anchor


def test_verify_prints_the_head(db: Path) -> None:
    """An intact database gives its head, whose digest vouches for everything."""
    with Factbase(db, read_only=True) as base:
        head = base.head()
    assert head is not None
    told = run("verify", db).stdout
    assert told.startswith(f"c2 {head.digest} ")
    assert "intact: 14 records, 1 earlier versions, 2 changesets" in told
    data = json.loads(run("verify", db, "--json").stdout)
    assert (data["ok"], data["head"]) == (True, head.digest)


def test_verify_names_what_was_altered(db: Path, tmp_path: Path) -> None:
    """A word changed behind the triggers' back is named, and the exit code is 1."""
    path = shutil.copy(db, tmp_path / "altered.db")
    altered = connect(path)
    altered.conn.execute("DROP TRIGGER statements_are_never_updated")
    altered.conn.execute("UPDATE statements SET content = 'The army ordered it.' WHERE id = 'ordered'")
    altered.conn.close()
    told = run("verify", path, code=1).stdout
    assert 'statement "ordered": was altered' in told
    assert "ALTERED" in told


def test_a_database_without_its_views_gets_a_plain_error(db: Path, tmp_path: Path) -> None:
    """What SQLite says is passed on with what to do, not as a traceback."""
    path = shutil.copy(db, tmp_path / "altered.db")
    altered = connect(path)
    altered.conn.execute("DROP VIEW provenance")
    altered.conn.close()
    assert "run factbase verify" in run("show", path, "ordered", code=1).stderr


def test_a_snapshot_is_a_database_of_its_own(db: Path, tmp_path: Path) -> None:
    """As of the first changeset it verifies to the head that stood; what exists is never overwritten."""
    out = tmp_path / "then.db"
    with Factbase(db, read_only=True) as base:
        first = base.changeset("c1")
    assert run("snapshot", db, out, "--as-of", "c1").stdout == f"{out}: c1 {first.digest}\n"
    assert f"c1 {first.digest}" in run("verify", out).stdout
    told = run("snapshot", db, out, "--as-of", "c2", code=1).stderr
    assert "exists already" in told
    assert told.endswith("Nothing was written.\n")


def test_a_snapshot_of_what_was_known_leaves_out_what_came_later(db: Path, tmp_path: Path) -> None:
    """On the day before publication nothing was known but sources, topics and questions."""
    out = tmp_path / "known.db"
    run("snapshot", db, out, "--known-by", "2023-11-04")
    with Factbase(out, read_only=True) as base:
        assert list(base.statements()) == []
        assert base.source("shin").name == "Shin Won-sik"


def anchored(db: Path, newer: Path, code: int) -> dict[str, str]:
    """Return the status of each statement's span in a newer copy."""
    rows = csv.DictReader(StringIO(run("anchor", db, "gazette", newer, "--csv", code=code).stdout))
    return {row["statement"]: row["status"] for row in rows}


def test_anchor_follows_words_to_a_newer_copy(db: Path, tmp_path: Path) -> None:
    """Exact in the same text, moved behind an insertion, changed by an edit, gone with its sentence."""
    newer = tmp_path / "newer.txt"
    text = FACTS["gazette.txt"]
    newer.write_text(text, encoding="utf-8")
    assert set(anchored(db, newer, 0).values()) == {"exact"}
    edited = text.replace('"It is', 'Yes. "It is').replace(
        "declined to name the signs", "declined to tell the sign"
    )
    newer.write_text(edited.replace(" The army said the launch was ordered by nobody.", ""), encoding="utf-8")
    assert anchored(db, newer, 1) == {
        "launch-on-nov-30": "exact",
        "late-for-engine-work": "moved",
        "declines-signs": "changed",
        "ordered": "gone",
    }
    table = run("anchor", db, "gazette", newer, code=1)
    assert "now: He declined to tell the sign" in table.stdout
    assert table.stderr == "gazette: 1 exact, 1 moved, 1 changed, 1 gone\n"


def test_anchor_needs_a_readable_text(db: Path, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are a problem at their place."""
    newer = tmp_path / "newer.txt"
    newer.write_bytes(b"caf\xe9")
    assert f"{newer}:1:4: " in run("anchor", db, "gazette", newer, code=1).stderr


# schema


def test_schema_is_the_data_definition() -> None:
    """The SQL is schema.sql to the letter."""
    assert run("schema").stdout == schema.ddl()


def test_json_schema_describes_the_lines(db: Path) -> None:
    """Every line that is exported has the keys that the schema asks for, and no others."""
    found: dict[str, Any] = json.loads(run("schema", "--json-schema").stdout)
    kinds = {
        each["properties"]["noun"]["const"]: each
        for each in found["$defs"].values()
        if "noun" in str(each.get("properties"))
    }
    assert set(kinds) == {str(noun) for noun in Noun}
    assert set(kinds["statement"]["required"]) == {"document", "content", "kind", "attributions"}
    for line in run("export", db, "--jsonl", "-").stdout.splitlines():
        record = json.loads(line)
        described = kinds[record.get("noun", "statement")]
        assert set(described["required"]) <= set(record) <= set(described["properties"])
        assert described["additionalProperties"] is False


def test_bytes_that_are_no_text_are_wrong_usage(db: Path) -> None:
    """An argument that the terminal's encoding cannot have meant is refused before the database is asked."""
    assert "no text in UTF-8" in run("show", db, "\udcff", code=2).stderr
