"""Mistakes in facts files: each is told once, at its place, in plain words, all in one run, and nothing is written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from factbase import Factbase, FactsError
from factbase.reading.folder import read_folder

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Shin said it may fly. It may fly, he said.\n\nThe minister said nothing.\n"
HASH = hashlib.sha256(TEXT.encode()).hexdigest()

# A small folder with nothing wrong in it. Each case replaces some words of it, or adds files.
FOLDER = {
    "sources.yaml": """\
- source: herald
  kind: outlet
  names: [Herald]
- source: shin
  kind: person
  names: [Shin, Shin Won-sik]
- source: official
  kind: person
  names: [an official]
  anonymous: yes
""",
    "questions.yaml": """\
- question: launch
  text: When does it fly?
  answer_type: date
- question: cause
  text: Why is it late?
  answer_type: choice
  choices: {engine-work: Work on the engine, russian-help: Help from Russia}
- question: how-many
  text: How many fly?
  answer_type: number
- question: help
  text: Is there help?
  answer_type: yes-no
""",
    "topics.yaml": "- {topic: kill-chain, kind: theme, name: Kill Chain}\n",
    "ratings.yaml": "- {evaluator: herald, statement: silence, value: 2, date: 2023-11-06, reason: Read.}\n",
    "a.txt": TEXT,
    "a.yaml": f"""\
document: article
title: It may fly
publisher: herald
published: 2023-11-05
text: a.txt
sha256: {HASH}
statements:
- id: silence
  quote: The minister said nothing
  said_by:
  - shin: {{as: The minister, cue: said, certainty: certain}}
  said: 2023-11-03
  kind: assertion
  content: It was kept quiet.
  topics: [kill-chain]
  answers: {{launch: 2023-11}}
- id: flight
  quote: It may fly, he said
  said_by:
  - shin: {{as: he, cue: said, hedge: may, certainty: possible}}
  kind: forecast
  content: It flies.
  derived_from: silence
""",
}


def write(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    """Write the files of a folder and return it; None leaves a file out."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
    return folder


def problems(folder: Path) -> list[str]:
    """Return the problems of a folder, each with its place, the folder itself left out."""
    return [str(each).replace(f"{folder}/", "") for each in read_folder(str(folder)).problems]


def changed(name: str, old: str, new: str, **more: str | bytes | None) -> dict[str, str | bytes | None]:
    """Return the files of the folder with some words of one of them changed (they must be there), and others added."""
    before = FOLDER[name]
    assert old in before, old
    return {
        **FOLDER,
        name: before.replace(old, new, 1),
        **{key.replace("__", "."): text for key, text in more.items()},
    }


SILENCE = "  - shin: {as: The minister, cue: said, certainty: certain}"
EDTF = (
    "dates are EDTF, such as 2023-11-21, 2023-11, 2023, 2023-11-21/2023-11-30, ../2025, 2023-11-2X, 2023-11~, "
    "2024-34 (second quarter), [2023-11-28..2023-11-30], {2024-04,2024-11}, 2023-12-01T18:19Z"
)

MISTAKES: dict[str, tuple[dict[str, str | bytes | None], list[str]]] = {
    # The mistake, the folder with it, and what is told.
    "an unknown key": (
        changed("a.yaml", "  said: 2023-11-03\n", "  sayd: 2023-11-03\n"),
        ['a.yaml:12:3: unknown key "sayd" (did you mean "said"?)'],
    ),
    "an unknown key of a hop": (
        changed("a.yaml", "hedge: may", "hedges: may"),
        ['a.yaml:20:31: unknown key "hedges" (did you mean "hedge"?)'],
    ),
    "an unknown key of a document": (
        changed("a.yaml", "title:", "titel:"),
        ['a.yaml:2:1: unknown key "titel" (did you mean "title"?)'],
    ),
    "an unknown key of a source": (
        changed("sources.yaml", "  names: [Herald]\n", "  names: [Herald]\n  lang: en\n"),
        ['sources.yaml:4:3: unknown key "lang"'],
    ),
    "an unknown source": (
        changed("a.yaml", "- shin: {as: The", "- shim: {as: The"),
        ['a.yaml:11:5: unknown source "shim" (did you mean "shin"?)'],
    ),
    "an unknown publisher": (
        changed("a.yaml", "publisher: herald", "publisher: herold"),
        ['a.yaml:3:12: unknown source "herold" (did you mean "herald"?)'],
    ),
    "an unknown question": (
        changed("a.yaml", "{launch:", "{lunch:"),
        ['a.yaml:16:13: unknown question "lunch" (did you mean "launch"?)'],
    ),
    "an unknown topic": (
        changed("a.yaml", "[kill-chain]", "[kil-chain]"),
        ['a.yaml:15:12: unknown topic "kil-chain" (did you mean "kill-chain"?)'],
    ),
    "an unknown statement": (
        changed("a.yaml", "derived_from: silence", "derived_from: silense"),
        ['a.yaml:23:17: unknown statement "silense" (did you mean "silence"?)'],
    ),
    "an unknown document": (
        changed("a.yaml", "statements:", "corrects: articel\nstatements:"),
        ['a.yaml:7:11: unknown document "articel" (did you mean "article"?)'],
    ),
    "an unknown kind": (
        changed("a.yaml", "kind: forecast", "kind: forcast"),
        ['a.yaml:21:9: unknown kind "forcast" (did you mean "forecast"?)'],
    ),
    "a kind like no other": (
        changed("a.yaml", "kind: forecast", "kind: xyz"),
        [
            (
                'a.yaml:21:9: unknown kind "xyz" (one of: refusal, directive, intention, forecast, assessment, '
                "observation, assertion)"
            )
        ],
    ),
    "an unknown certainty": (
        changed("a.yaml", "certainty: possible", "certainty: posible"),
        [
            (
                'a.yaml:20:54: certainty: "posible" is none of certain, probable, possible, uncommitted '
                '(did you mean "possible"?)'
            )
        ],
    ),
    "a duplicate id of a statement": (
        changed("a.yaml", "- id: flight", "- id: silence"),
        ['a.yaml:17:7: duplicate id: statement "silence" is also at a.yaml:8:7'],
    ),
    "a duplicate id of a source": (
        changed("sources.yaml", "source: official", "source: shin"),
        ['sources.yaml:7:11: duplicate id: source "shin" is also at sources.yaml:4:11'],
    ),
    "a duplicate id where the first is faulty itself": (
        changed("sources.yaml", "- source: shin\n  kind: person", "- source: official\n  kind: human"),
        [
            'sources.yaml:5:9: kind: "human" is none of person, organization, outlet, group',
            'sources.yaml:7:11: duplicate id: source "official" is also at sources.yaml:4:11',
            'a.yaml:11:5: unknown source "shin"',
            'a.yaml:20:5: unknown source "shin"',
        ],
    ),
    "a duplicate key": (
        changed("a.yaml", "  kind: forecast\n", "  kind: forecast\n  kind: assertion\n"),
        ['a.yaml:22:3: duplicate key "kind": first written on line 21'],
    ),
    "a missing field": (
        changed("a.yaml", "  content: It flies.\n", ""),
        ['a.yaml:17:3: missing field "content"'],
    ),
    "a missing id": (
        changed("a.yaml", "- id: flight\n  quote", "- quote"),
        ['a.yaml:17:3: missing field "id"'],
    ),
    "a missing kind, which decides what else is needed": (
        changed("a.yaml", "  kind: forecast\n", ""),
        ['a.yaml:17:3: missing field "kind"'],
    ),
    "a missing publisher": (
        changed("a.yaml", "publisher: herald\n", ""),
        ['a.yaml:1:1: missing field "publisher"'],
    ),
    "a missing certainty": (
        changed("a.yaml", ", certainty: possible", ""),
        [
            "a.yaml:20:11: certainty: missing: say how sure the speaker is: certain, probable, possible or uncommitted"
        ],
    ),
    "a missing confidence of what is inferred": (
        changed("a.yaml", "as: he, ", ""),
        [
            (
                "a.yaml:20:11: confidence: missing: no printed words are given, so the source is inferred: "
                "say how sure you are of it"
            )
        ],
    ),
    "a list for text": (
        changed("a.yaml", "content: It flies.", "content: [It, flies]"),
        ["a.yaml:22:12: expected text, found a list"],
    ),
    "text for a list": (
        changed("a.yaml", "statements:\n", "statements: none\nother:\n"),
        [
            "a.yaml:7:13: expected a list, found text",
            'a.yaml:8:1: unknown key "other"',
        ],
    ),
    "text for a mapping": (
        changed("a.yaml", "answers: {launch: 2023-11}", "answers: 2023-11"),
        ["a.yaml:16:12: expected a mapping, found text"],
    ),
    "a hop without its braces": (
        changed("a.yaml", "{as: he, cue: said, hedge: may, certainty: possible}", "possible"),
        ["a.yaml:20:11: expected a mapping, found text"],
    ),
    "two sources in one hop": (
        changed("a.yaml", SILENCE, SILENCE.replace("- shin", "- {official: {as: nothing}, shin") + "}"),
        [
            "a.yaml:11:5: a hop is one source: begin each with its own hyphen, and write what belongs to it in { }"
        ],
    ),
    "nobody says it": (
        changed("a.yaml", f"said_by:\n{SILENCE}", "said_by: []"),
        ["a.yaml:10:12: said_by: names nobody"],
    ),
    "no yes and no no": (
        changed("sources.yaml", "anonymous: yes", "anonymous: perhaps"),
        ['sources.yaml:10:14: expected yes or no, found "perhaps"'],
    ),
    "no whole number": (
        changed("a.yaml", "  kind: forecast", "  occurrence: first\n  kind: forecast"),
        ['a.yaml:21:15: expected a whole number, found "first"'],
    ),
    "a day that does not exist": (
        changed("a.yaml", "said: 2023-11-03", "said: 2023-02-29"),
        ['a.yaml:12:9: said: "2023-02-29" is no date: the month ends on the 28th'],
    ),
    "a date as people write it": (
        changed("a.yaml", "published: 2023-11-05", "published: Nov 5 2023"),
        [
            'a.yaml:4:12: published: "Nov 5 2023" is no date: dates are written in EDTF (did you mean "2023-11-05"?)'
        ],
    ),
    "no date at all": (
        changed("ratings.yaml", "2023-11-06", "lately"),
        [f'ratings.yaml:1:59: date: "lately" is no date: {EDTF}'],
    ),
    "a quote that is not in the text": (
        changed("a.yaml", "quote: The minister said nothing", "quote: The minister said something"),
        [
            (
                "a.yaml:9:10: quote not in the text: “The minister said something”; nearest is line 3: "
                "“The minister said nothing”, where the text has “nothing” and the quote “something”"
            )
        ],
    ),
    "a quote that is in the text twice": (
        changed("a.yaml", "quote: It may fly, he said", "quote: may fly"),
        [
            (
                "a.yaml:18:10: quote found 2 times: say which with `occurrence: 1` to `occurrence: 2` or `occurrence: "
                "all`, or quote more words:\n  1. line 1: …Shin said it >>may fly<<. It may fly, he said. …\n"
                "  2. line 1: …hin said it may fly. It >>may fly<<, he said. The minister…"
            )
        ],
    ),
    "an occurrence that there is not": (
        changed("a.yaml", "quote: It may fly, he said", "quote: may fly\n  occurrence: 3"),
        [
            (
                "a.yaml:19:15: quote there is no occurrence 3: the quote stands in the text 2 times:\n"
                "  1. line 1: …Shin said it >>may fly<<. It may fly, he said. …\n"
                "  2. line 1: …hin said it may fly. It >>may fly<<, he said. The minister…"
            )
        ],
    ),
    "a quote without a text": (
        changed("a.yaml", f"text: a.txt\nsha256: {HASH}\n", ""),
        [
            "a.yaml:7:10: the document holds no text to quote from: leave the quote out, for a paraphrase",
            "a.yaml:16:10: the document holds no text to quote from: leave the quote out, for a paraphrase",
        ],
    ),
    "printed words of another paragraph": (
        changed("a.yaml", "as: he,", "as: The minister,"),
        ['a.yaml:20:16: as: "The minister" does not stand in the paragraph of the quote'],
    ),
    "two adjacent hops with the same source": (
        changed("a.yaml", SILENCE, f"  - shin: {{as: The minister}}\n{SILENCE}"),
        ['a.yaml:12:5: said_by: "shin" follows itself: one hop, not two'],
    ),
    "hops out of order": (
        changed(
            "a.yaml", SILENCE, f"  - herald\n{SILENCE}".replace("cue: said", "cue: said, said: 2023-11-04")
        ),
        [
            (
                "a.yaml:12:47: said: hops out of order: shin said it 2023-11-04, after herald passed it on "
                "(2023-11-03); the outermost hop comes first"
            )
        ],
    ),
    "a certainty written twice": (
        changed("a.yaml", "  kind: forecast", "  certainty: certain\n  kind: forecast"),
        ['a.yaml:21:14: certainty: written twice, here and at the hop "shin"'],
    ),
    "no date for an answer": (
        changed("a.yaml", "{launch: 2023-11}", "{launch: soon}"),
        [f'a.yaml:16:21: answers: "launch" takes a date: "soon" is no date: {EDTF}'],
    ),
    "no choice for an answer": (
        changed("a.yaml", "{launch: 2023-11}", "{cause: [russian-help, engine-wrok]}"),
        [
            (
                'a.yaml:16:35: answers: "cause" takes one of its choices: "engine-wrok" is none of engine-work, '
                'russian-help (did you mean "engine-work"?)'
            )
        ],
    ),
    "a number in words for an answer": (
        changed("a.yaml", "{launch: 2023-11}", "{how-many: {value: about 300000}}"),
        [
            (
                'a.yaml:16:31: answers: "how-many" takes a number: "about 300000" is no number: '
                'numbers stand alone, in digits (did you mean "~300000"?)'
            )
        ],
    ),
    "neither yes nor no for an answer": (
        changed("a.yaml", "{launch: 2023-11}", "{help: Yes}"),
        ['a.yaml:16:19: answers: "help" takes yes or no: "Yes" is none of yes, no (did you mean "yes"?)'],
    ),
    "an anonymous source with a role": (
        changed(
            "sources.yaml",
            "  anonymous: yes",
            "  anonymous: yes\n  roles: [{title: aide, capacity: official}]",
        ),
        [
            "sources.yaml:11:10: roles: an anonymous source has no role: a title that is known belongs in its name"
        ],
    ),
    "a tab": (
        changed("topics.yaml", "- {topic", "-\t{topic"),
        ["topics.yaml:1:2: a tab: use spaces"],
    ),
    "an anchor": (
        changed("topics.yaml", "name: Kill", "name: &chain Kill"),
        ["topics.yaml:1:42: an anchor (&): remove it, or quote text that begins with &"],
    ),
    "a tag": (
        changed("topics.yaml", "name: Kill", "name: !!str Kill"),
        ["topics.yaml:1:42: a tag (!): remove it, or quote text that begins with !"],
    ),
    "a facts file that is not UTF-8": (
        {**FOLDER, "topics.yaml": FOLDER["topics.yaml"].encode().replace(b"Kill Chain", b"Kill Cha\xeene")},
        ["topics.yaml:1:50: byte 0xEE is not UTF-8: save the file as UTF-8"],
    ),
    "a text that is not UTF-8": (
        {**FOLDER, "a.txt": b"One.\n\nTwo \xff."},
        ['a.yaml:5:7: text: "a.txt" is not UTF-8 (line 3): save it as UTF-8'],
    ),
    "an empty facts file": (
        {**FOLDER, "b.yaml": "# later\n"},
        ["b.yaml:1:1: an empty file: write the facts, or remove the file"],
    ),
    "an empty text": (
        {**FOLDER, "a.txt": ""},
        ["a.yaml:5:7: text: is empty"],
    ),
    "a text that is missing": (
        {**FOLDER, "a.txt": None, "aa.txt": TEXT},
        ['a.yaml:5:7: text: there is no file "a.txt" (did you mean "aa.txt"?)'],
    ),
    "a text whose hash is another": (
        changed("a.yaml", HASH, "0" * 64),
        [f"a.yaml:6:9: sha256: the text was altered: its SHA-256 is {HASH}, not the {'0' * 64} written here"],
    ),
    "two documents with one id": (
        {
            **FOLDER,
            "b.yaml": "document: article\npublisher: herald\ntext: b.txt\nstatements:\n"
            "- {id: other, quote: Quite other words, kind: assertion, certainty: certain, content: It is so.}\n",
            "b.txt": "Quite other words.",
        },
        ['b.yaml:1:11: duplicate id: document "article" is also at a.yaml:1:11'],
    ),
    "a path that leaves the folder": (
        changed("a.yaml", "text: a.txt", "text: ../a.txt"),
        ['a.yaml:5:7: text: "../a.txt" leaves the facts folder'],
    ),
    "a path from the root": (
        changed("a.yaml", "text: a.txt", "text: /etc/hostname"),
        ['a.yaml:5:7: text: "/etc/hostname" leaves the facts folder'],
    ),
    "a path to a folder": (
        changed("a.yaml", "text: a.txt", "text: ."),
        ['a.yaml:5:7: text: "." cannot be read: Is a directory'],
    ),
    "an unknown scale": (
        changed("a.yaml", "hedge: may,", "hedge: may, likelihood: {icd230: likely},"),
        ['a.yaml:20:55: unknown scheme "icd230" (did you mean "icd203"?)'],
    ),
    "a link to itself": (
        changed("a.yaml", "derived_from: silence", "derived_from: flight"),
        ["a.yaml:23:17: a link cannot lead back to its start"],
    ),
    "two dates in one": (
        changed("a.yaml", "said: 2023-11-03", "said: {2023-11-03: Friday, 2023-11-04: Saturday}"),
        ["a.yaml:12:9: said: one date with its printed words, such as {2023-11-03: Friday}"],
    ),
    "printed words of a date written twice": (
        changed("a.yaml", "said: 2023-11-03", "said: {2023-11-03: Friday}\n  said_printed: Friday"),
        ["a.yaml:13:17: said_printed: written twice, here and beside the date"],
    ),
    "a likelihood written twice": (
        changed(
            "a.yaml",
            "hedge: may, certainty: possible}",
            "certainty: possible, likelihood: {icd203: likely}}\n  likelihood: {stix: likely}",
        ),
        ['a.yaml:21:15: likelihood: written twice, here and at the hop "shin"'],
    ),
    "a quote and its offsets": (
        changed("a.yaml", "  kind: forecast", "  spans: [{start: 0, end: 4}]\n  kind: forecast"),
        ["a.yaml:21:10: spans: the quote is written too: write one of them"],
    ),
    "offsets without an end": (
        changed("a.yaml", "quote: It may fly, he said", "spans: [{start: 0}]"),
        ['a.yaml:18:11: missing field "end"'],
    ),
    "offsets of other words": (
        changed("a.yaml", "quote: It may fly, he said", "spans: [{start: 0, end: 4, exact: Shim}]"),
        ['a.yaml:18:10: quote: 0..4 of "article" reads "Shin", not "Shim"'],
    ),
    "a relay of an unknown statement": (
        {**FOLDER, "b.yaml": "document: b\npublisher: shin\nrelays: [silense]\n"},
        ['b.yaml:3:10: unknown statement "silense" (did you mean "silence"?)'],
    ),
    "a relay of an own statement": (
        changed("a.yaml", "statements:", "relays: silence\nstatements:"),
        ['a.yaml:7:9: "silence" stands in this document: it relays statements of others'],
    ),
    "a link of no type": (
        changed("a.yaml", "derived_from: silence", "links: [{type: derived, to: silence}]"),
        ['a.yaml:23:18: unknown type "derived" (did you mean "derived-from"?)'],
    ),
    "a file that is no mapping": (
        {**FOLDER, "b.yaml": "hello\n"},
        ["b.yaml:1:1: expected a mapping, found text"],
    ),
}


def by_place(told: list[str]) -> list[str]:
    """Return the problems in the order of the files."""
    return sorted(told, key=lambda each: (each.split(":")[0], *(int(part) for part in each.split(":")[1:3])))


def test_the_folder_itself_has_nothing_wrong(tmp_path: Path) -> None:
    """Each mistake below is the only one of its folder."""
    assert problems(write(tmp_path / "facts", dict(FOLDER))) == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_at_its_place(mistake: str, tmp_path: Path) -> None:
    """`path:line:column: message`: that mistake, with what was probably meant, and nothing that follows from it."""
    files, expected = MISTAKES[mistake]
    assert problems(write(tmp_path / "facts", files)) == by_place(expected)


def test_a_link_out_of_the_folder_is_a_path_that_leaves_it(tmp_path: Path) -> None:
    """Also when the name itself does not show it."""
    folder = write(tmp_path / "facts", {**FOLDER, "a.txt": None})
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert problems(folder) == ['a.yaml:5:7: text: "a.txt" leaves the facts folder']


def test_a_link_that_leads_to_itself_cannot_be_read(tmp_path: Path) -> None:
    """It is a problem like the others, not a crash."""
    folder = write(tmp_path / "facts", {**FOLDER, "a.txt": None})
    (folder / "a.txt").symlink_to(folder / "a.txt")
    (told,) = problems(folder)
    assert told.startswith('a.yaml:5:7: text: "a.txt" cannot be read: ')


@pytest.mark.parametrize(("name", "says"), [("nowhere", "is no folder"), ("empty", "holds no .yaml file")])
def test_a_folder_without_facts_is_told(name: str, says: str, tmp_path: Path) -> None:
    """A wrong path would otherwise withdraw everything."""
    (tmp_path / "empty").mkdir()
    assert problems(tmp_path / name) == [f"{tmp_path / name}:1:1: {says}: a facts folder is needed"]


def in_one_statement() -> dict[str, str | bytes | None]:
    """Return the folder with nine mistakes in one statement."""
    return changed(
        "a.yaml",
        FOLDER["a.yaml"][FOLDER["a.yaml"].index("- id: flight") :],
        """\
- id: flight
  quote: It may flie
  said_by:
  - shim
  - shin: {as: he, certainty: posible}
  kind: forcast
  event_date: soon
  content: It flies.
  topics: [kill-chain, kil-chain]
  answers: {lunch: 2023, help: maybe}
  derived_from: silense
  qoute: It may fly
""",
    )


def test_all_mistakes_of_one_statement_are_told_in_one_run(tmp_path: Path) -> None:
    """A faulty part does not hide the others."""
    told = problems(write(tmp_path / "facts", in_one_statement()))
    assert [each.split("; ")[0].split(" is no")[0] for each in told] == [
        "a.yaml:18:10: quote not in the text: “It may flie”",
        (
            "a.yaml:20:5: confidence: missing: no printed words are given, so the source is inferred: say how sure "
            "you are of it"
        ),
        'a.yaml:20:5: unknown source "shim" (did you mean "shin"?)',
        'a.yaml:21:31: certainty: "posible"',
        'a.yaml:22:9: unknown kind "forcast" (did you mean "forecast"?)',
        'a.yaml:23:15: event_date: "soon"',
        'a.yaml:25:24: unknown topic "kil-chain" (did you mean "kill-chain"?)',
        'a.yaml:26:13: unknown question "lunch" (did you mean "launch"?)',
        'a.yaml:26:32: answers: "help" takes yes or no: "maybe"',
        'a.yaml:27:17: unknown statement "silense" (did you mean "silence"?)',
        'a.yaml:28:3: unknown key "qoute" (did you mean "quote"?)',
    ]


UNKNOWABLE = {"an unknown statement", "an unknown document"}
"""What the file with a tab in it may hold, so that nobody can tell."""

REGISTERS = {
    # What is added to a register, and what is told of it.
    "sources.yaml": (
        """\
- source: shin
  kind: person
  names: [Shin]
- source: aide
  kind: human
  anonymous: perhaps
- source: whoever
  kind: person
  names: [Who]
  anonymous: yes
  roles: [{titel: aide, capacity: offical}]
""",
        [
            'sources.yaml:11:11: duplicate id: source "shin" is also at sources.yaml:4:11',
            'sources.yaml:14:3: missing field "names"',
            'sources.yaml:15:9: kind: "human" is none of person, organization, outlet, group',
            'sources.yaml:16:14: expected yes or no, found "perhaps"',
            'sources.yaml:21:11: missing field "title"',
            'sources.yaml:21:12: unknown key "titel" (did you mean "title"?)',
            (
                'sources.yaml:21:35: capacity: "offical" is none of official, state-media, expert, press, company, '
                'witness, other (did you mean "official"?)'
            ),
        ],
    ),
    "questions.yaml": (
        """\
- question: unlike
  text: Which?
  answer_type: choise
- question: where
  answer_type: choice
  timezone: Asia/Seol
  deadline: soon
""",
        [
            (
                'questions.yaml:16:16: answer_type: "choise" is none of yes-no, date, number, choice, text '
                '(did you mean "choice"?)'
            ),
            'questions.yaml:17:3: missing field "text"',
            "questions.yaml:17:3: choices: missing: a choice question has at least one",
            "questions.yaml:19:13: timezone: belongs to a date question",
            (
                'questions.yaml:19:13: timezone: "Asia/Seol" is no IANA timezone such as Asia/Seoul '
                '(did you mean "Asia/Seoul"?)'
            ),
            f'questions.yaml:20:13: deadline: "soon" is no date: {EDTF}',
        ],
    ),
    "topics.yaml": (
        "- {topic: kill-chain, kind: theme}\n",
        [
            'topics.yaml:2:3: missing field "name"',
            'topics.yaml:2:11: duplicate id: topic "kill-chain" is also at topics.yaml:1:11',
        ],
    ),
    "ratings.yaml": (
        "- {evaluator: herold, source: shin, value: Z, date: 2023-11-06, reason: Heard.}\n",
        [
            'ratings.yaml:2:44: value: "Z" is none of A, B, C, D, E, F',
        ],
    ),
}


def everything() -> tuple[dict[str, str | bytes | None], list[str]]:
    """Return one folder with every mistake, each article in a file of its own, and what is told of it."""
    files: dict[str, str | bytes | None] = dict(FOLDER)
    told: list[str] = []
    for name, (added, expected) in REGISTERS.items():
        files[name] = FOLDER[name] + added
        told += expected
    files |= {"tab.yaml": "document:\tx\n", "empty.yaml": "", "a2.txt": b"\xff", "aa.txt": ""}
    told += [
        "tab.yaml:1:10: a tab: use spaces",
        "empty.yaml:1:1: an empty file: write the facts, or remove the file",
    ]
    for number, (name, (mistaken, expected)) in enumerate(MISTAKES.items()):
        article = mistaken["a.yaml"]
        if article == FOLDER["a.yaml"] or not isinstance(article, str) or name in UNKNOWABLE:
            continue
        own, letter = f"n{number:02}.yaml", f"{number:02}"
        # Ids of its own, as long as the first ones, so that the places stay.
        for ident in ("silence", "article", "flight"):
            article = article.replace(f"id: {ident}", f"id: {ident[:-2]}{letter}")
            article = article.replace(f"document: {ident}", f"document: {ident[:-2]}{letter}")
            article = article.replace(f"relays: {ident}", f"relays: {ident[:-2]}{letter}")
        files[own] = article.replace("derived_from: flight", f"derived_from: flig{letter}")
        told += [
            each.replace("a.yaml:8:7", f"{own}:8:7")
            .replace('of "article"', f'of "artic{letter}"')
            .replace('"silence" stands', f'"silen{letter}" stands')
            .replace('"silence" is also', f'"silen{letter}" is also')
            .replace("a.yaml", own, 1)
            for each in expected
            if each.startswith("a.yaml")
        ]
    return files, told


def test_all_mistakes_of_a_folder_are_told_in_one_run(tmp_path: Path) -> None:
    """Each as if it were alone. Only what a file that cannot be read may hold is not called unknown."""
    files, expected = everything()
    assert problems(write(tmp_path / "facts", files)) == by_place(expected)
    assert len(expected) > 60


class TestNothingElseIsBlamed:
    """A faulty record causes no errors where it is named."""

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            ("sources.yaml", "- source: shin\n  kind: person", "- source: shin\n  kind: human"),
            ("sources.yaml", "- source: herald\n  kind: outlet", "- source: herald\n  kind: paper"),
            ("questions.yaml", "answer_type: date", "answer_type: dates"),
            ("topics.yaml", "kind: theme", "kind: thema"),
            ("a.yaml", "  content: It was kept quiet.\n", ""),
            ("a.yaml", "kind: assertion", "kind: asertion"),
            ("a.yaml", "published: 2023-11-05", "published: lately"),
            ("a.yaml", "document: article\n", "document: An Article\n"),
            ("a.yaml", "document: article\n", ""),
            ("a.yaml", "publisher: herald\n", "publisher: The Herald\n"),
        ],
    )
    def test_one_fault_is_one_problem(self, name: str, old: str, new: str, tmp_path: Path) -> None:
        """Whoever names the record is not told that it is unknown."""
        assert len(problems(write(tmp_path / "facts", changed(name, old, new)))) == 1

    def test_statements_of_a_faulty_document_are_checked_all_the_same(self, tmp_path: Path) -> None:
        """The text could not be read, so quotes are not looked for; all else is."""
        files = changed("a.yaml", "text: a.txt", "text: b.txt")
        files["a.yaml"] = (
            str(files["a.yaml"]).replace("kind: forecast", "kind: forcast").replace("  - shin", "  - shim")
        )
        told = problems(write(tmp_path / "facts", files))
        assert [each.split(" ", 1)[1].split(" (")[0] for each in told] == [
            'text: there is no file "b.txt"',
            'unknown source "shim"',
            'unknown source "shim"',
            'unknown kind "forcast"',
        ]


class TestBuild:
    """Facts with a mistake are not recorded."""

    @pytest.mark.parametrize("mistake", list(MISTAKES)[::7])
    def test_no_file_is_made(self, mistake: str, tmp_path: Path) -> None:
        """`Factbase.build` raises every problem, and leaves no database behind."""
        folder = write(tmp_path / "facts", MISTAKES[mistake][0])
        with pytest.raises(FactsError) as caught:
            Factbase.build(tmp_path / "facts.db", folder)
        assert [str(each).replace(f"{folder}/", "") for each in caught.value.problems] == by_place(
            MISTAKES[mistake][1]
        )
        assert sorted(path.name for path in tmp_path.iterdir()) == ["facts"]

    def test_the_database_that_is_there_is_untouched(self, tmp_path: Path) -> None:
        """Byte for byte, and it still answers."""
        folder, path = write(tmp_path / "facts", dict(FOLDER)), tmp_path / "facts.db"
        Factbase.build(path, folder).close()
        before = path.read_bytes()
        for files, _ in MISTAKES.values():
            write(folder, {**FOLDER, **files})
            with pytest.raises(FactsError):
                Factbase.build(path, folder)
        assert path.read_bytes() == before
        with Factbase(path) as base:
            assert [each.id for each in base.statements()] == ["flight", "silence"]
            assert len(base.changesets()) == 1
