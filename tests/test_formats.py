"""The exchange formats: what is written is read again as the same records, and errors say where."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factbase import Factbase, FactsError, Noun, Span, Statement, wire
from factbase.errors import StoreError
from factbase.formats import csv as csv_format
from factbase.formats import facts, jsonl
from factbase.formats.skeleton import skeleton
from factbase.identity import digest
from factbase.model import Answer, Attribution, Document, Link, Name, Question, Rating, Role, Source, Topic
from factbase.model.document import sha256
from factbase.reading.folder import read_folder
from tests.records import record
from tests.strategies import prose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factbase.model import Record
    from factbase.reading.folder import Folder


@pytest.fixture
def article(tmp_path: Path, facts_folder: Path) -> Factbase:
    """The database of the facts folder."""
    return Factbase.build(tmp_path / "facts.db", facts_folder, by="desk")


def digests(base: Factbase) -> set[tuple[str, str | None, str]]:
    """Return noun, id and digest of everything that stands."""
    return {(str(noun), record.id, digest(record)) for noun in Noun for record in base.records(noun)}


def test_facts_written_and_built_again_record_nothing_new(article: Factbase, tmp_path: Path) -> None:
    """The folder that is written has no problems, gives the same records, and is no news to the database."""
    facts.write(article, tmp_path / "out")
    folder = read_folder(tmp_path / "out")
    assert folder.problems == ()
    assert article.record_folder(tmp_path / "out").changeset is None
    with Factbase.build(tmp_path / "other.db", tmp_path / "out", by="other") as other:
        assert digests(other) == digests(article)


def test_facts_leave_out_what_the_reader_works_out(article: Factbase, tmp_path: Path) -> None:
    """Capacity, basis, confidence and picked likelihoods are not written where resolving gives them."""
    facts.write(article, tmp_path / "out")
    text = (tmp_path / "out" / "korea-herald-2023-11-05.yaml").read_text(encoding="utf-8")
    assert "rok-armed-forces: {as: the South Korean military, hedge: puts more weight" in text.replace(
        "\n", " "
    ) or ("rok-armed-forces:" in text and "hedge: puts more weight on the likelihood" in text)
    assert "likelihood:" not in text
    assert "capacity:" not in text
    # The North Korean media: printed, yet inferred; and the nine links of the article, all of them inferred.
    assert text.count("basis: inferred") == 1 + 9


def test_facts_are_written_as_people_write_them(article: Factbase, tmp_path: Path) -> None:
    """Statements stand in the order of the text, short lists and mappings on one line, what is usual is left out."""
    facts.write(article, tmp_path / "out")
    text = (tmp_path / "out" / "korea-herald-2023-11-05.yaml").read_text(encoding="utf-8")
    assert "rights:" not in text
    assert "spans:" not in text
    assert "said: {2023-10-20: the following day}" in text
    assert "  topics: [russia, russian-assistance, third-north-korean-launch]\n" in text
    found = read_folder(tmp_path / "out").require()
    starts = [span.start for each in found.statements() for span in each.spans[:1] if span.part == "text"]
    assert starts == sorted(starts)
    assert max(map(len, text.splitlines())) <= 130


def test_a_span_that_words_cannot_name_is_written_by_its_offsets(article: Factbase, tmp_path: Path) -> None:
    """Two spans in an order that no quote gives come back as they were."""
    document = article.document("korea-herald-2023-11-05")
    assert document.text is not None
    spans = [Span(start=at, end=at + 5, exact=document.text[at : at + 5]) for at in (463, 357)]
    old = article.statement("shin-launch-from-vandenberg")
    with Factbase(tmp_path / "other.db") as other:
        with other.recording(by="desk", note="copy") as changes:
            for noun in Noun:
                for record in article.records(noun):
                    changes.add(record)
            changes.add(
                Statement(
                    document=document.id,
                    content="Odd.",
                    kind="assertion",
                    attributions=old.attributions,
                    spans=spans,
                    id="odd-order",
                )
            )
        facts.write(other, tmp_path / "out")
        found = {s.id: s for s in read_folder(tmp_path / "out").require().statements()}
        assert found["odd-order"] == other.statement("odd-order")


def _around() -> list[Record]:
    """Return an outlet, a person and a document, all with the same id, as different nouns may have."""
    return [
        Source(id="a", kind="outlet", names=[Name(name="A")]),
        Source(id="b", kind="person", names=[Name(name="B")]),
        Document(id="a", publisher="a", text="He said it."),
        Document(id="b", publisher="a"),
    ]


def _comes_back(records: Iterable[Record], folder: Path) -> Folder:
    """Write the records as facts, and require that the folder is read as the same ones; return it."""
    with Factbase(":memory:") as base:
        record(base, records)
        facts.write(base, folder)
        found = read_folder(folder).require()
        assert {digest(each.record) for each in found.located} == {d for _, _, d in digests(base)}
        assert base.record_folder(folder).changeset is None
    return found


def test_whatever_a_hop_says_unlike_its_usual_can_be_written(tmp_path: Path) -> None:
    """Printed words that are inferred, silence that is named, one of several roles: each comes back."""
    roles = [Role(title="Chair", capacity="official"), Role(title="Owner", capacity="company")]
    hops = [
        Attribution(source="b", as_printed="He", basis="inferred", confidence="certain", certainty="certain"),
        Attribution(source="b", basis="named", confidence="probable", certainty="certain"),
        Attribution(source="c", as_printed="He", capacity="official", certainty="certain"),
    ]
    said = [
        Statement(id=f"s{n}", document="a", content="It is.", kind="assertion", attributions=[hop])
        for n, hop in enumerate(hops)
    ]
    double = Source(id="c", kind="person", names=[Name(name="C")], roles=roles)
    _comes_back([*_around(), double, *said], tmp_path)
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "b: {as: He, certainty: certain, confidence: certain, basis: inferred}" in text
    assert "b: {certainty: certain, confidence: probable, basis: named}" in text
    assert "c: {as: He, certainty: certain, capacity: official}" in text


def test_what_an_answer_was_before_it_was_converted_is_kept(tmp_path: Path) -> None:
    """A conversion that the reader makes again is written as it was; any other form is written beside the value."""
    question = Question(id="when", text="When?", answer_type="date", timezone="Asia/Seoul", precision="day")
    hop = Attribution(source="a", certainty="certain")
    answers = {"s1": ("2023-12-01T18:19Z", None), "s2": ("2023-12-02", "next Saturday")}
    said = [
        Statement(
            id=ident,
            document="a",
            content="It is then.",
            kind="assertion",
            attributions=[hop],
            answers=[Answer(question="when", value=value, written=written)],
        )
        for ident, (value, written) in answers.items()
    ]
    found = _comes_back([*_around(), question, *said], tmp_path)
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "answers: {when: '2023-12-01T18:19Z'}" in text
    assert "when: {value: 2023-12-02, written: next Saturday}" in text
    assert [(a.value, a.written) for s in found.statements() for a in s.answers] == [
        ("2023-12-02", "2023-12-01T18:19Z"),
        ("2023-12-02", "next Saturday"),
    ]


def test_a_statement_and_a_document_with_one_id_keep_their_links_apart(tmp_path: Path) -> None:
    """Links belong to what they start from, whatever else has that id."""
    hop = Attribution(source="a", certainty="certain")
    said = [
        Statement(id=ident, document="a", content=ident, kind="assertion", attributions=[hop])
        for ident in ("a", "b")
    ]
    links = [
        Link(type="corrects", from_statement="a", to_statement="b"),
        Link(type="copies", from_document="a", to_document="b"),
    ]
    _comes_back([*_around(), *said, *links], tmp_path)


def test_documents_may_be_called_what_registers_are(tmp_path: Path) -> None:
    """A document "sources" has a file of its own, beside one that is called what it might have been renamed to."""
    named = [
        Document(id=ident, publisher="a") for ident in ("sources", "document-sources", "sources-document")
    ]
    _comes_back([*_around(), *named], tmp_path)


def test_long_ids_are_written_as_keys(tmp_path: Path) -> None:
    """An id of the greatest length stands as a key; what joins two of them is an id, though longer than any."""
    long = "x" * 250
    hop = Attribution(source=long, as_printed="He", certainty="certain")
    records = [
        *_around(),
        Source(id=long, kind="person", names=[Name(name="X")]),
        Document(id=long, publisher="a", text="He said it."),
        Statement(document=long, content="It.", kind="assertion", attributions=[hop]),
        Statement(id=long, document=long, content="It is.", kind="assertion", attributions=[hop]),
        Rating(
            evaluator=long,
            source=long,
            scheme="admiralty-reliability",
            value="A",
            rated="2023",
            reason="So far.",
        ),
        Link(type="corrects", from_document=long, to_document="a"),
    ]
    found = _comes_back(records, tmp_path)
    assert {len(each.id or "") for each in found.statements()} == {250}


def test_a_base_in_which_nothing_stands_is_a_folder_that_says_so(tmp_path: Path) -> None:
    """When everything was withdrawn, the folder is no news, and builds a base in which nothing stands."""
    with Factbase(":memory:") as base:
        record(base, [Topic(id="a", kind="theme", name="A")])
        record(base, retire=[Topic(id="a", kind="theme", name="A")])
        facts.write(base, tmp_path)
        assert base.record_folder(tmp_path).changeset is None


def test_more_than_a_facts_file_may_hold_is_refused(tmp_path: Path) -> None:
    """A document with more statements than the reader takes is told to be written as JSON Lines."""
    names = [Name(name="x" * 1000)] * 5000
    with Factbase(":memory:") as base:
        record(base, [Source(id="a", kind="outlet", names=names)])
        with pytest.raises(StoreError, match=r"sources.yaml: would have .* write JSON Lines instead"):
            facts.write(base, tmp_path)


def test_json_lines_are_the_same_records(article: Factbase, tmp_path: Path) -> None:
    """Loading what was written into an empty database gives the same digests; loading it again writes nothing."""
    path = tmp_path / "all.jsonl"
    with path.open("wb") as out:
        count = jsonl.write(article, out)
    assert count == len(path.read_bytes().splitlines()) == len(digests(article))
    with Factbase(tmp_path / "other.db") as other:
        assert jsonl.load(other, [path], by="desk", why="copy").added == count
        assert digests(other) == digests(article)
        assert jsonl.load(other, [path], by="desk", why="again").changeset is None


def test_bad_lines_are_all_told_with_their_place_and_nothing_is_written(
    article: Factbase, tmp_path: Path
) -> None:
    """Every kind of bad line is a problem of its own; the good one beside them is not recorded either."""
    path = tmp_path / "bad.jsonl"
    path.write_bytes(
        b'{"noun":"sorce"}\n\n[1]\n{"x\n{"documnt":"x"}\n{"content":"c"}\n\xff\n'
        b'{"noun":"topic","id":"good","kind":"theme","name":"Good"}\n'
        b'{"noun":"topic","id":"Bad Id","kind":"theme","name":"Good"}\n'
    )
    before = article.head()
    with pytest.raises(FactsError) as caught:
        jsonl.load(article, [path], by="desk", why="bad")
    told = [str(problem).removeprefix(str(tmp_path) + "/") for problem in caught.value.problems]
    assert [line.split(":", 2)[1] for line in told] == ["1", "3", "4", "5", *"666", "7", "9"]
    assert 'did you mean "source"?' in told[0]
    assert 'did you mean "document"?' in told[3]
    assert 'did you mean "bad-id"?' in told[8]
    assert article.head() == before


SAID = '"kind":"assertion","content":"c","attributions":[{"source":"a","certainty":"certain"}]'
SOURCE = '{"noun":"source","id":"a","kind":"outlet","names":[{"name":"A"}]}'
HELD = '{"noun":"document","id":"d","publisher":"a","title":"On it","text":"He said \\u201cit\\u201d. She said it."}'


def _told(base: Factbase, folder: Path, *lines: str | bytes) -> list[str]:
    """Return the problems of loading the lines, without the path before each; nothing was written."""
    path = folder / "lines.jsonl"
    path.write_bytes(b"\n".join(each if isinstance(each, bytes) else each.encode() for each in lines))
    with pytest.raises(FactsError) as caught:
        jsonl.load(base, [path], by="desk", why="bad")
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


def _loaded(folder: Path, *lines: str) -> Factbase:
    """Return a base in memory into which the lines were loaded."""
    path = folder / "lines.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    base = Factbase(":memory:")
    jsonl.load(base, [path], by="desk", why="lines")
    return base


@pytest.mark.parametrize(
    ("quote", "spans"),
    [
        ('"quote":"He said \\"it\\""', [("text", 0, 12, None)]),
        (
            '"quote":["said","She"],"occurrence":1,"locator":"p. 4"',
            [("text", 3, 7, "p. 4"), ("text", 14, 17, "p. 4")],
        ),
        ('"quote":"said","occurrence":"all"', [("text", 3, 7, None), ("text", 18, 22, None)]),
        ('"quote":"it","in":"title"', [("title", 3, 5, None)]),
        ('"quote":"He [...] She","spans":[]', [("text", 0, 2, None), ("text", 14, 17, None)]),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_line_may_quote_words(
    tmp_path: Path, quote: str, spans: list[tuple[str, int, int, str | None]], *, above: bool
) -> None:
    """Words are found as in facts files, in a document on a line above or in one that stands."""
    said = f'{{"id":"s","document":"d",{quote},{SAID}}}'
    if above:
        base = _loaded(tmp_path, SOURCE, HELD, said)
    else:
        base = _loaded(tmp_path, SOURCE, HELD)
        (tmp_path / "more.jsonl").write_text(said, encoding="utf-8")
        jsonl.load(base, [tmp_path / "more.jsonl"], by="desk", why="more")
    assert [(s.part, s.start, s.end, s.locator) for s in base.statement("s").spans] == spans
    known = wire.json_schema()["$defs"]["Statement"]["properties"]
    assert set(json.loads(said)) <= set(known)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('"document":"d","quote":"said"', "quote found 2 times"),
        ('"document":"d","quote":"sayd it"', "quote not in the text"),
        ('"document":"d","quote":"said","occurrence":3', "there is no occurrence 3"),
        (
            '"document":"d","quote":"He","spans":[{"start":0,"end":2,"exact":"He"}]',
            "the quote is written too",
        ),
        ('"document":"d","quote":{"exact":"He"}', "quote: must be text, is dict"),
        ('"document":"d","quote":"He","occurrence":1.5', "occurrence: must be text, is float"),
        ('"document":"d","quote":"He","in":"head"', 'unknown in "head"'),
        (
            '"document":"e","quote":"He"',
            'the document "e" stands neither in the database nor on a line above',
        ),
        ('"quote":"He"', "document: missing"),
        ('"document":"d","in":"title"', 'unknown key "in"'),
    ],
)
def test_a_quote_that_is_not_found_is_told_at_its_line(tmp_path: Path, said: str, told: str) -> None:
    """One problem for each; nothing else is blamed."""
    with Factbase(":memory:") as base:
        (problem,) = _told(base, tmp_path, SOURCE, HELD, f"{{{said},{SAID}}}")
        assert problem.startswith("3:1: ")
        assert told in problem


def test_problems_of_lines_and_of_what_they_name_are_told_together(tmp_path: Path) -> None:
    """In the order of the lines; what names a faulty record, or quotes from it, is not blamed for that."""
    with Factbase(":memory:") as base:
        told = _told(
            base,
            tmp_path,
            f'{{"document":"nowhere",{SAID}}}',
            SOURCE.replace("outlet", "outlett"),
            '{"noun":"document","id":"d","publisher":"a","text":"He said it.","sha256":"0"}',
            f'{{"document":"d","quote":"He",{SAID}}}',
            f'{{"document":"d",{SAID.replace("assertion", "asertion")}}}',
        )
        assert [each.split(" ")[0:2] for each in told] == [
            ["1:1:", "document:"],
            ["2:1:", "kind:"],
            ["3:1:", "sha256:"],
            ["5:1:", "kind:"],
        ]
        assert 'unknown document "nowhere"' in told[0]


def test_the_column_is_told_where_the_fault_stands(tmp_path: Path) -> None:
    """Of what is no JSON, and of a byte that is not UTF-8, counted in characters."""
    with Factbase(":memory:") as base:
        assert _told(base, tmp_path, '{"id":x}', '{"id":"신"}'.encode()[:-3] + b'\xff"}')[0].startswith(
            "1:7: is no JSON"
        )
        (problem,) = _told(base, tmp_path, '{"id":"신'.encode() + b'\xff"}')
        assert problem == "1:9: byte 0xFF is not UTF-8: save the file as UTF-8"


def test_after_a_hundred_problems_the_rest_is_not_read(tmp_path: Path) -> None:
    """A file of another kind does not fill the screen."""
    with Factbase(":memory:") as base:
        told = _told(base, tmp_path, *["no json"] * 1000)
        assert len(told) == 101
        assert told[-1] == "100:1: 100 problems up to here: the rest was not read"


def test_a_byte_order_mark_and_windows_line_ends_are_passed_over(tmp_path: Path) -> None:
    """As some programs write them."""
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + SOURCE.encode() + b"\r\n\r\n  \r\n")
    with Factbase(":memory:") as base:
        assert jsonl.load(base, [path], by="desk", why="lines").added == 1


def test_a_reference_to_nothing_is_told_at_its_line(article: Factbase, tmp_path: Path) -> None:
    """What is well formed but names what is not recorded is told with line and a near name."""
    path = tmp_path / "lines.jsonl"
    path.write_text(
        '{"document":"korea-herald-2023-11-05","content":"c","kind":"assertion","attributions":'
        '[{"source":"shin-won-sikk","as_printed":"Shin","certainty":"certain"}]}\n',
        encoding="utf-8",
    )
    with pytest.raises(
        FactsError, match=r'lines.jsonl:1:1: .*unknown source "shin-won-sikk".*"shin-won-sik"'
    ):
        jsonl.load(article, [path], by="desk", why="bad")


def test_a_missing_file_is_told(article: Factbase, tmp_path: Path) -> None:
    """A file that is not there is a problem of that file."""
    with pytest.raises(FactsError, match=r"absent.jsonl:1:1: there is no such file"):
        jsonl.load(article, [tmp_path / "absent.jsonl"], by="desk", why="bad")


def test_csv_has_the_rows_of_the_views(article: Factbase, tmp_path: Path) -> None:
    """A view is one file, with its columns as header and all of its rows, quotes and commas intact."""
    written = csv_format.write(article, tmp_path / "csv")
    assert [path.stem for path in written] == [*csv_format.VIEWS, *csv_format.NOUNS]
    with (tmp_path / "csv" / "statement_summary.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == {summary.id for summary in article.summaries()}
    quote = 'the third satellite launch delay is due to "specific technological guidance from Russia."'
    assert rows["delay-due-to-russian-guidance"]["quote"] == quote


def test_csv_has_the_nouns_with_ids_for_what_they_name(tmp_path: Path) -> None:
    """Truth values are 1 and 0 as in SQL; a cell is never altered, not even one that begins with a sign."""
    with Factbase(":memory:") as base:
        link = Link(type="corrects", from_document="a", to_document="b", confidence="possible")
        record(base, [*_around(), link, Topic(id="t", kind="theme", name="=1+1")])
        csv_format.write(base, tmp_path)

    def rows(name: str) -> list[list[str]]:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    assert rows("topics") == [["id", "kind", "name"], ["t", "theme", "=1+1"]]
    assert rows("sources")[1:] == [
        ["a", "A", "outlet", "0", "", "", "", ""],
        ["b", "B", "person", "0", "", "", "", ""],
    ]
    assert rows("links")[1:] == [["a.corrects.b", "corrects", "", "", "a", "b", "possible", "named"]]
    assert [dict(zip(rows("documents")[0], row, strict=True))["seen"] for row in rows("documents")[1:]] == [
        "1",
        "1",
    ]
    assert len(rows("questions")) == len(rows("ratings")) == 1


REGISTER = "- {source: harbour-daily, kind: outlet, names: [Harbour Daily]}\n"


def _skeleton(folder: Path, name: str, text: str) -> str:
    """Return the skeleton of a text in a new facts folder that has one source."""
    folder.mkdir()
    (folder / "sources.yaml").write_text(REGISTER, encoding="utf-8")
    (folder / name).write_bytes(text.encode())
    return skeleton(folder / name)


def _problems(folder: Path, made: str) -> list[str]:
    (folder / "skeleton.yaml").write_text(made, encoding="utf-8")
    return [str(problem).removeprefix(f"{folder}/") for problem in read_folder(folder).problems]


def test_a_skeleton_has_the_hash_the_day_and_the_first_sentence(tmp_path: Path) -> None:
    """The id and the day of publication are those of the file's name."""
    text = "The bridge's opening # is late. More follows."
    made = _skeleton(tmp_path / "a", "Harbour_Daily 2024-05-02.txt", text)
    assert made.startswith("document: harbour-daily-2024-05-02\n")
    assert "\npublished: 2024-05-02\n" in made
    assert "\ntext: Harbour_Daily 2024-05-02.txt\n" in made
    assert f"\nsha256: {sha256(text)}\n" in made
    assert "\n#   quote: 'The bridge''s opening # is late.'\n" in made


@given(st.tuples(st.sampled_from(["a.txt", "2024-13-45.txt", "#1: yes, [no].txt", "신문.txt"]), prose(12)))
@example(("a.txt", "It is. It is."))
@example(("a.txt", "A [...] B. Then it is."))
@example(("a.txt", "\a bell. Then."))
def test_a_skeleton_passes_the_check_once_it_is_filled_in(made_of: tuple[str, str]) -> None:
    """With its publisher it is a document, with the words in capitals too it has a statement, for any text."""
    name, text = made_of
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "facts"
        made = _skeleton(folder, name, text)
        assert _problems(folder, made)[0].endswith("empty value: write one, or leave it out")
        filled = made.replace("publisher:\n", "publisher: harbour-daily\n")
        assert _problems(folder, filled) == []
        head, example = filled.split("# statements:\n")
        lines = [line.removeprefix("# ") for line in example.splitlines()]
        whole = "\n".join([head, "statements:", *lines, ""])
        chain = "{SOURCE: {as: WORDS, cue: VERB, certainty: certain}}"
        assert chain in whole
        whole = whole.replace(chain, "{harbour-daily: {certainty: certain}}")
        assert _problems(folder, whole) == []
        assert len(list(read_folder(folder).statements())) == 1


def test_a_skeleton_needs_a_text_in_utf_8(tmp_path: Path) -> None:
    """A text that is absent or in another encoding is told plainly."""
    with pytest.raises(FactsError, match="cannot be read"):
        skeleton(tmp_path / "absent.txt")
    (tmp_path / "latin.txt").write_bytes("sé".encode("latin-1"))
    with pytest.raises(FactsError, match="is not UTF-8"):
        skeleton(tmp_path / "latin.txt")


def test_standard_input_is_read(article: Factbase, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` reads the lines from standard input."""
    stdin = io.TextIOWrapper(
        io.BytesIO(b'{"noun":"topic","id":"from-stdin","kind":"theme","name":"Stdin"}\n')
    )
    monkeypatch.setattr("sys.stdin", stdin)
    assert jsonl.load(article, ["-"], by="desk", why="pipe").added == 1
