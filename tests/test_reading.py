"""Facts folders: every form that may be written becomes the record that it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factbase.model import Answer, Document, Likelihood, Link, Name, Question, Rating, Source, Statement
from factbase.reading.folder import Folder, read_folder

if TYPE_CHECKING:
    from pathlib import Path

    from factbase.model import Record

TEXT = (
    "“It may fly,” Shin said Friday. It may fly, he added. "
    '"The delay," Shin said, "is due to Korea’s engine."\r\n\r\n'
    "The South Korean military puts weight on the likelihood of help.\n"
)
SOURCES = """\
- {source: herald, kind: outlet, names: Herald}
- {source: yonhap, kind: outlet, names: Yonhap}
- {source: times, kind: outlet, names: Times}
- {source: desk, kind: organization, names: desk}
- source: shin
  kind: person
  names: [Shin Won-sik, Shin, {name: 신원식, language: ko}]
  roles: [{title: Minister, capacity: official, start: 2023-10-07}]
- {source: rok, kind: organization, names: [South Korean military], capacity: official}
"""
QUESTIONS = """\
- {question: launch, text: "When?", answer_type: date, timezone: Asia/Seoul, precision: day, multiple: yes}
- {question: help, text: "Is there help?", answer_type: yes-no}
- {question: signs, text: "Which signs?", answer_type: text}
"""
TOPICS = "- {topic: engine, kind: object, name: Engine}\n- {topic: rocket, kind: object, name: Rocket}\n"
ARTICLE = "document: article\ntitle: It may fly “soon”\npublisher: herald\npublished: 2023-11-05\ntext: article.txt\n"


def read(folder: Path, document: str = "", **files: str) -> Folder:
    """Write a folder with one document (its lines after the heading), and other files; read it without a problem."""
    written = {
        "sources.yaml": SOURCES,
        "questions.yaml": QUESTIONS,
        "topics.yaml": TOPICS,
        "article.txt": TEXT,
    }
    written |= {"article.yaml": ARTICLE + document}
    written |= {
        name.replace("__", "/").replace("_yaml", ".yaml").replace("_txt", ".txt"): text
        for name, text in files.items()
    }
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    found = read_folder(folder)
    assert [str(problem) for problem in found.problems] == []
    return found


def statements(found: Folder) -> dict[str | None, Statement]:
    """Return the statements by id."""
    return {each.id: each for each in found.statements()}


def records(found: Folder, of: type[Record]) -> list[Record]:
    """Return the records of one class."""
    return [each.record for each in found.located if isinstance(each.record, of)]


def one(folder: Path, lines: str, heading: str = "") -> Statement:
    """Return the one statement that these lines write, beside a content and an id."""
    body = "".join(f"  {line}\n" for line in lines.strip("\n").splitlines())
    (found,) = read(folder, f"{heading}statements:\n- id: s\n  content: It flies.\n{body}").statements()
    return found


HOP = "said_by: [{shin: {as: Shin, cue: said, certainty: possible}}]\nkind: forecast\n"


class TestSaidBy:
    """Who said it, in every form."""

    @pytest.mark.parametrize(("heading", "speaker"), [("", "herald"), ("credit: yonhap\n", "yonhap")])
    def test_left_out_the_document_speaks(self, heading: str, speaker: str, tmp_path: Path) -> None:
        """In its own voice: the wire where one is credited, else the publisher; by name, and without doubt."""
        found = one(tmp_path, "kind: assertion\ncertainty: certain", heading)
        (hop,) = found.attributions
        assert (hop.source, hop.certainty, hop.basis, hop.confidence) == (
            speaker,
            "certain",
            "named",
            "certain",
        )

    @pytest.mark.parametrize(
        "said_by",
        [
            "said_by: herald\ncertainty: certain",
            "said_by: [herald]\ncertainty: certain",
            "said_by:\n- herald\ncertainty: certain",
            "said_by: {herald: {certainty: certain}}",
            "said_by: [{herald: {certainty: certain}}]",
            "said_by:\n- herald: {certainty: certain}",
            "said_by:\n- herald:\n    certainty: certain",
        ],
    )
    def test_all_ways_of_writing_one_hop_are_one(self, said_by: str, tmp_path: Path) -> None:
        """A lone id, a list, a mapping; the certainty at the hop or at the statement."""
        found = one(tmp_path, f"{said_by}\nkind: assertion")
        assert [(hop.source, hop.certainty) for hop in found.attributions] == [("herald", "certain")]

    def test_a_chain_is_outermost_first(self, tmp_path: Path) -> None:
        """What stands at the statement is the speaker's; an outer hop relays."""
        found = one(
            tmp_path,
            """
quote: weight on the likelihood of help
said_by:
- shin: {confidence: probable}
- rok: {as: The South Korean military}
said: {2023-11-03: Friday}
certainty: probable
hedge: puts weight on the likelihood
polarity: denies
kind: assessment
""",
        )
        outer, inner = found.attributions
        assert (outer.source, outer.certainty, outer.polarity, outer.said, outer.said_printed) == (
            "shin",
            "uncommitted",
            "affirms",
            "2023-11-03",
            "Friday",
        )
        assert (outer.capacity, outer.basis, outer.confidence) == ("official", "inferred", "probable")
        assert (inner.source, inner.certainty, inner.polarity, inner.said, inner.hedge) == (
            "rok",
            "probable",
            "denies",
            None,
            "puts weight on the likelihood",
        )

    def test_a_hop_carries_all_its_keys(self, tmp_path: Path) -> None:
        """Everything that can be written for a hop arrives."""
        found = one(
            tmp_path,
            """
quote: It may fly, he added
said_by:
- shin: {as: he, cue: added, hedge: may, certainty: possible, polarity: denies, capacity: witness, said: 2023-11,
    confidence: possible, basis: inferred, likelihood: {icd203: Likely}}
kind: forecast
""",
        )
        (hop,) = found.attributions
        assert (hop.as_printed, hop.cue, hop.hedge, hop.certainty, hop.polarity) == (
            "he",
            "added",
            "may",
            "possible",
            "denies",
        )
        assert (hop.capacity, hop.said, hop.confidence, hop.basis) == (
            "witness",
            "2023-11",
            "possible",
            "inferred",
        )
        assert hop.likelihoods == (Likelihood(scheme="icd203", term="likely"),)

    def test_a_likelihood_may_stand_at_the_statement(self, tmp_path: Path) -> None:
        """It is the speaker's, as the hedge is; left out it is picked from the hedge."""
        found = one(tmp_path, f"{HOP}likelihood: {{stix: remote}}")
        assert found.attributions[0].likelihoods == (Likelihood(scheme="stix", term="remote"),)
        found = one(tmp_path, f"{HOP}quote: “It may fly,” Shin said\nhedge: may")
        assert found.attributions[0].likelihoods == (Likelihood(scheme="capphrase", term="may"),)

    @pytest.mark.parametrize("kind", ["refusal", "directive"])
    def test_who_withholds_or_orders_needs_no_certainty(self, kind: str, tmp_path: Path) -> None:
        """It is uncommitted."""
        found = one(tmp_path, f"said_by: [{{shin: {{as: Shin}}}}]\nkind: {kind}")
        assert (found.kind, found.attributions[0].certainty) == (kind, "uncommitted")


class TestGroups:
    """What several statements share is written once."""

    GROUP = """\
statements:
- said_by: [{shin: {as: Shin, cue: said}}]
  said: {2023-11-03: Friday}
  statements:
  - {id: a, kind: forecast, certainty: possible, hedge: may, content: It flies., quote: "“It may fly,” Shin"}
  - {id: b, kind: refusal, content: Who builds it., declines: [signs]}
  - {id: c, kind: assertion, certainty: certain, content: It is late., said: 2023-11-02}
  - {id: d, kind: assertion, certainty: certain, content: It is so., said_by: [herald]}
- {id: e, kind: assertion, certainty: certain, content: It was so.}
"""

    def test_members_inherit_the_chain_and_when_it_was_said(self, tmp_path: Path) -> None:
        """Each with its own certainty; what a member writes itself is its own."""
        found = statements(read(tmp_path, self.GROUP))
        said = {
            ident: [
                (hop.source, hop.cue, hop.certainty, hop.said, hop.said_printed) for hop in each.attributions
            ]
            for ident, each in found.items()
        }
        assert said == {
            "a": [("shin", "said", "possible", "2023-11-03", "Friday")],
            "b": [("shin", "said", "uncommitted", "2023-11-03", "Friday")],
            "c": [("shin", "said", "certain", "2023-11-02", "Friday")],
            "d": [("herald", None, "certain", "2023-11-03", "Friday")],
            "e": [("herald", None, "certain", None, None)],
        }
        assert found["a"].attributions[0].hedge == "may"
        assert found["c"].attributions[0].hedge is None

    def test_a_group_is_the_same_as_writing_it_out(self, tmp_path: Path) -> None:
        """Record for record."""
        alone = (
            "statements:\n- {id: a, kind: forecast, certainty: possible, hedge: may, content: It flies., "
            'quote: "“It may fly,” Shin", said: {2023-11-03: Friday}, said_by: [{shin: {as: Shin, cue: said}}]}\n'
        )
        assert statements(read(tmp_path, self.GROUP))["a"] == statements(read(tmp_path, alone))["a"]

    def test_a_certainty_of_the_groups_hop_gives_way_to_the_members_own(self, tmp_path: Path) -> None:
        """The group writes what most of its members have."""
        group = """\
statements:
- said_by: [{shin: {as: Shin, certainty: certain}}]
  statements:
  - {id: a, kind: assertion, content: One.}
  - {id: b, kind: assertion, content: Two., certainty: possible, polarity: denies}
"""
        found = statements(read(tmp_path, group))
        assert [each.attributions[0].certainty for each in found.values()] == ["certain", "possible"]
        assert [each.attributions[0].polarity for each in found.values()] == ["affirms", "denies"]


class TestQuotes:
    """The words are found in the text; the spans hold them exactly as printed."""

    @pytest.mark.parametrize(
        ("quote", "exact", "words"),
        [
            ("It may fly, he added", ["It may fly, he added"], "reporter"),
            ('"“It may fly,”"', ["“It may fly,”"], "speaker"),
            # Written with straight marks, printed with curly ones; and broken over lines.
            ("'\"It may fly,\" Shin said'", ["“It may fly,” Shin said"], "mixed"),
            ("is due to Korea's\n    engine", ["is due to Korea’s engine"], "speaker"),
            # An elision, and two quotes, give two spans.
            (
                "'The delay,\" [...] \"is due to Korea''s engine'",
                ['The delay,"', '"is due to Korea’s engine'],
                "speaker",
            ),
            ("[The delay, is due to Korea’s engine]", ["The delay", "is due to Korea’s engine"], "speaker"),
        ],
    )
    def test_spans_are_the_words_at_their_places(
        self, quote: str, exact: list[str], words: str, tmp_path: Path
    ) -> None:
        """Marks and spaces may differ in the quote; what is kept is what the text prints, and whose wording it is."""
        found = one(tmp_path, f"{HOP}quote: {quote}")
        assert [span.exact for span in found.spans] == exact
        assert all(TEXT[span.start : span.end] == span.exact for span in found.spans)
        assert found.words == words

    @pytest.mark.parametrize(("occurrence", "starts"), [("1", [0]), ("2", [1]), ("all", [0, 1])])
    def test_an_occurrence_says_which_printing(
        self, occurrence: str, starts: list[int], tmp_path: Path
    ) -> None:
        """The first, the second, or all: one span for each."""
        found = one(tmp_path, f"{HOP}quote: It may fly\noccurrence: {occurrence}")
        places = [TEXT.index("It may fly"), TEXT.rindex("It may fly")]
        assert [span.start for span in found.spans] == [places[each] for each in starts]

    def test_the_headline_can_be_quoted(self, tmp_path: Path) -> None:
        """`in: title`; its offsets are those of the title."""
        found = one(tmp_path, 'quote: fly "soon"\nin: title\nkind: forecast\ncertainty: possible')
        assert [(str(span.part), span.start, span.exact) for span in found.spans] == [
            ("title", 7, "fly “soon”")
        ]

    def test_a_locator_goes_with_the_quote_or_with_the_paraphrase(self, tmp_path: Path) -> None:
        """A page, a minute."""
        quoted = one(tmp_path, f"{HOP}quote: It may fly, he added\nlocator: p. 4")
        assert [span.locator for span in quoted.spans] == ["p. 4"]
        assert one(tmp_path, f"{HOP}locator: p. 4").locator == "p. 4"

    def test_a_written_wording_stays(self, tmp_path: Path) -> None:
        """The marks are a guess of the reader."""
        assert one(tmp_path, f"{HOP}quote: It may fly, he added\nwords: speaker").words == "speaker"

    def test_the_text_is_kept_byte_for_byte(self, tmp_path: Path) -> None:
        """Line ends and quotation marks as they are in the file."""
        (document,) = records(read(tmp_path), Document)
        assert isinstance(document, Document)
        assert document.text == TEXT


class TestAnswers:
    """What a statement answers, in every form."""

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("{help: yes}", [("help", "yes", None, "certain")]),
            (
                "{help: no, launch: 2023-11}",
                [("help", "no", None, "certain"), ("launch", "2023-11", None, "certain")],
            ),
            (
                "{launch: [2023-11, 2023-12]}",
                [("launch", "2023-11", None, "certain"), ("launch", "2023-12", None, "certain")],
            ),
            ("{help: {value: yes, confidence: probable}}", [("help", "yes", None, "probable")]),
            (
                "{launch: [2023-11, {value: 2023-12, confidence: possible}]}",
                [("launch", "2023-11", None, "certain"), ("launch", "2023-12", None, "possible")],
            ),
            ("{launch: 2023-12-01T18:19Z}", [("launch", "2023-12-02", "2023-12-01T18:19Z", "certain")]),
        ],
    )
    def test_every_form_is_a_typed_value(
        self, written: str, expected: list[tuple[str, str, str | None, str]], tmp_path: Path
    ) -> None:
        """`yes` stays text, and a moment becomes the day of the place; the recorder may doubt that it answers."""
        found = one(tmp_path, f"{HOP}answers: {written}")
        assert found.answers == tuple(
            Answer(question=question, value=value, written=as_written, confidence=confidence)
            for question, value, as_written, confidence in expected
        )

    def test_a_refusal_declines(self, tmp_path: Path) -> None:
        """One question or several."""
        assert one(tmp_path, "kind: refusal\ndeclines: signs").declines == ("signs",)
        assert one(tmp_path, "kind: refusal\ndeclines: [signs, help]").declines == ("help", "signs")


def test_dates_may_carry_their_printed_words(tmp_path: Path) -> None:
    """`said` and `event_date` alike; alone, there are none."""
    found = one(tmp_path, f"{HOP}event_date: {{2023-11-21/2023-11-30: late November}}\nsaid: 2023-11-03")
    assert (found.event_date, found.event_date_printed) == ("2023-11-21/2023-11-30", "late November")
    assert (found.attributions[0].said, found.attributions[0].said_printed) == ("2023-11-03", None)


def test_the_rest_of_a_statement(tmp_path: Path) -> None:
    """Condition, what is taken for granted, topics."""
    found = one(tmp_path, f"{HOP}if: it is ready\nstated: presupposed\ntopics: [rocket, engine]")
    assert (found.condition, found.stated, found.topics) == (
        "it is ready",
        "presupposed",
        ("engine", "rocket"),
    )


def test_values_are_never_guessed(tmp_path: Path) -> None:
    """What YAML would read as a boolean, a number or a date stays the text that it is."""
    found = one(tmp_path, f"{HOP}if: NO\nlocator: 1.10\nevent_date: 2023")
    assert (found.condition, found.locator, found.event_date) == ("NO", "1.10", "2023")


class TestLinks:
    """How one statement or document depends on another."""

    TARGETS = "".join(
        f"- {{id: {ident}, kind: assertion, certainty: certain, content: It is so.}}\n"
        for ident in ("x", "y")
    )

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("derived_from: x", [Link(type="derived-from", from_statement="s", to_statement="x")]),
            (
                "copies: [x, y]",
                [Link(type="copies", from_statement="s", to_statement=each) for each in ("x", "y")],
            ),
            (
                "responds_to: {x: {confidence: probable, basis: inferred}}",
                [
                    Link(
                        type="responds-to",
                        from_statement="s",
                        to_statement="x",
                        confidence="probable",
                        basis="inferred",
                    )
                ],
            ),
            (
                "corrects: x\nretracts: y",
                [
                    Link(type="corrects", from_statement="s", to_statement="x"),
                    Link(type="retracts", from_statement="s", to_statement="y"),
                ],
            ),
            (
                "links: [{type: translates, to: x}]",
                [Link(type="translates", from_statement="s", to_statement="x")],
            ),
        ],
    )
    def test_between_statements(self, written: str, expected: list[Link], tmp_path: Path) -> None:
        """An id, a list of ids, a mapping with confidence and basis, or in full."""
        body = written.replace("\n", "\n  ")
        heading = "statements:\n- id: s\n  kind: assertion\n  certainty: certain\n  content: S.\n"
        lines = f"{heading}  {body}\n{self.TARGETS}"
        assert records(read(tmp_path, lines), Link) == expected

    def test_between_documents(self, tmp_path: Path) -> None:
        """A document may correct another; what copies another says so itself."""
        found = read(
            tmp_path,
            b_yaml="document: b\npublisher: times\ncorrects: [article]\n",
            c_yaml="document: c\npublisher: yonhap\npublished: 2023-11-06\ncopies: article\n",
            d_yaml="document: d\npublisher: times\ntranslates: article\nseen: no\n",
        )
        assert records(found, Link) == [Link(type="corrects", from_document="b", to_document="article")]
        by_id = {each.id: each for each in found.documents()}
        assert (by_id["c"].copies, by_id["c"].copy_of, by_id["c"].seen) == ("article", "article", True)
        assert (by_id["d"].translates, by_id["d"].copy_of, by_id["d"].seen) == ("article", "article", False)


class TestRelays:
    """A paper that retells single statements of another document."""

    STATEMENT = """\
statements:
- id: s
  quote: weight on the likelihood of help
  said_by:
  - shin: {confidence: probable, said: 2023-11-03}
  - rok: {as: The South Korean military, hedge: likelihood, certainty: probable}
  kind: assessment
  content: There is help.
  answers: {help: yes}
  topics: [engine]
"""

    def test_they_are_its_publisher_and_the_original_chain(self, tmp_path: Path) -> None:
        """Derived from each: the printed words are not this paper's, what was said is the same."""
        found = read(
            tmp_path,
            self.STATEMENT,
            b_yaml="document: b\npublisher: times\npublished: 2023-11-07\nrelays: [s]\n",
        )
        told = statements(found)["b-relays-s"]
        original = statements(found)["s"]
        assert (told.document, told.content, told.kind, told.answers, told.topics) == (
            "b",
            original.content,
            original.kind,
            original.answers,
            original.topics,
        )
        assert (told.spans, told.words) == ((), None)
        assert [(hop.source, hop.certainty, hop.said, hop.as_printed) for hop in told.attributions] == [
            ("herald", "uncommitted", "2023-11-05", None),
            ("shin", "uncommitted", "2023-11-03", None),
            ("rok", "probable", None, None),
        ]
        assert [hop.capacity for hop in told.attributions[1:]] == ["official", "official"]
        assert [hop.confidence for hop in told.attributions] == ["certain", "probable", "certain"]
        assert records(found, Link) == [
            Link(type="derived-from", from_statement="b-relays-s", to_statement="s")
        ]

    def test_a_relay_in_the_papers_own_voice_is_that_papers(self, tmp_path: Path) -> None:
        """What the Herald said itself, the Times reports as the Herald's."""
        own = "statements:\n- {id: s, kind: assertion, certainty: certain, content: It is so.}\n"
        found = read(tmp_path, own, b_yaml="document: b\npublisher: times\nrelays: s\n")
        (hop,) = statements(found)["b-relays-s"].attributions
        assert (hop.source, hop.certainty) == ("herald", "certain")

    def test_the_wire_stands_in_the_relayed_chain(self, tmp_path: Path) -> None:
        """Publisher, wire, speaker."""
        found = read(
            tmp_path, "credit: yonhap\n" + self.STATEMENT, b_yaml="document: b\npublisher: times\nrelays: s\n"
        )
        chain = [hop.source for hop in statements(found)["b-relays-s"].attributions]
        assert chain == ["herald", "yonhap", "shin", "rok"]


class TestRegisters:
    """Sources, questions, topics and ratings."""

    def test_names_may_be_one_text_or_a_list_with_languages(self, tmp_path: Path) -> None:
        """The first is the one shown."""
        by_id = {each.id: each for each in records(read(tmp_path), Source) if isinstance(each, Source)}
        assert by_id["herald"].names == (Name(name="Herald"),)
        assert by_id["shin"].names == (
            Name(name="Shin Won-sik"),
            Name(name="Shin"),
            Name(name="신원식", language="ko"),
        )
        assert by_id["shin"].name == "Shin Won-sik"

    def test_a_question_carries_all_its_keys(self, tmp_path: Path) -> None:
        """Choices in their order."""
        written = QUESTIONS + (
            "- question: cause\n  text: Why?\n  answer_type: choice\n  choices: {b: Bee, a: Ay}\n  multiple: no\n"
            "  resolution: By the report.\n  deadline: 2023-12-31\n  outcome: b\n  outcome_statement: s\n"
        )
        own = "statements:\n- {id: s, kind: assertion, certainty: certain, content: It is so.}\n"
        found = [
            each
            for each in records(read(tmp_path, own, questions_yaml=written), Question)
            if each.id == "cause"
        ]
        (question,) = found
        assert isinstance(question, Question)
        assert [(choice.value, choice.label) for choice in question.choices] == [("b", "Bee"), ("a", "Ay")]
        assert (question.multiple, question.outcome, question.outcome_statement) == (False, "b", "s")

    def test_a_rating_is_of_a_source_or_a_statement(self, tmp_path: Path) -> None:
        """Its scheme follows from what it rates; `date` is when it was rated."""
        own = "statements:\n- {id: s, kind: assertion, certainty: certain, content: It is so.}\n"
        ratings = (
            "- {evaluator: desk, source: herald, value: B, date: 2023-11-30, reason: Read.}\n"
            "- {evaluator: desk, statement: s, value: 6, date: 2023-12, reason: Unknown.}\n"
        )
        found = [
            each
            for each in records(read(tmp_path, own, ratings_yaml=ratings), Rating)
            if isinstance(each, Rating)
        ]
        assert [(each.target, str(each.scheme), each.value, each.rated) for each in found] == [
            ("herald", "admiralty-reliability", "B", "2023-11-30"),
            ("s", "admiralty-credibility", "6", "2023-12"),
        ]


class TestFolder:
    """Which files are read."""

    def test_documents_may_lie_deeper_with_their_texts_beside_them(self, tmp_path: Path) -> None:
        """A text is looked for beside the file that names it; a register is one only at the top."""
        deeper = "document: deep\npublisher: herald\ntext: deep.txt\n"
        found = read(
            tmp_path,
            more__deep_yaml=deeper,
            more__deep_txt="Deep.",
            more__topics_yaml="document: t\npublisher: herald\n",
        )
        assert {each.id: each.text for each in found.documents()} == {
            "article": TEXT,
            "deep": "Deep.",
            "t": None,
        }

    def test_hidden_and_other_files_are_left_alone(self, tmp_path: Path) -> None:
        """What an editor leaves behind, and notes."""
        (tmp_path / ".article.yaml.swp").write_bytes(b"\xff")
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "x.yaml").write_bytes(b"\xff")
        (tmp_path / "README.md").write_text("# Notes", encoding="utf-8")
        assert len(list(read(tmp_path).documents())) == 1

    def test_both_endings_are_yaml(self, tmp_path: Path) -> None:
        """`.yml` too."""
        (tmp_path / "b.yml").write_text("document: b\npublisher: herald\n", encoding="utf-8")
        assert {each.id for each in read(tmp_path).documents()} == {"article", "b"}

    def test_every_record_knows_where_it_was_written(self, tmp_path: Path) -> None:
        """By field, down to the hop and the value of an answer."""
        lines = (
            "statements:\n- id: s\n  content: It flies.\n  said_by: [{shin: {as: Shin, certainty: possible}}]\n"
            "  kind: forecast\n  answers: {help: yes}\n"
        )
        found = read(tmp_path, lines)
        (statement,) = [each for each in found.located if isinstance(each.record, Statement)]
        places = {
            path: (statement.places.at(path).line, statement.places.at(path).column)
            for path in (
                "id",
                "content",
                "attributions[0].certainty",
                "attributions[0].hedge",
                "answers[0].value",
                "words",
            )
        }
        assert places == {
            "id": (7, 7),
            "content": (8, 12),
            "attributions[0].certainty": (9, 42),
            "attributions[0].hedge": (9, 20),
            "answers[0].value": (11, 19),
            "words": (7, 3),
        }
