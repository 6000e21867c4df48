"""YAML becomes located nodes; what could say one thing and mean another is refused at its place."""

from __future__ import annotations

import re
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factbase.problems import Location
from factbase.reading.nodes import Entry, Mapping, Node, Scalar, Sequence, Unreadable
from factbase.reading.source_text import MOST_BYTES
from factbase.reading.yaml_source import MOST_LEVELS, compose

if TYPE_CHECKING:
    from factbase.problems import Problem

PATH = "facts/x.yaml"
COMMA = "quote the comma, if it belongs to the text before it"
EVERYTHING = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


def read(written: str | bytes) -> tuple[Node | None, list[str]]:
    """Return the node of a file with this content, and its problems as they are shown."""
    problems: list[Problem] = []
    data = written.encode() if isinstance(written, str) else written
    return compose(data, PATH, problems), [str(problem) for problem in problems]


def plain(node: Node | None) -> object:
    """Return a node as text, lists and dicts, without its places."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {entry.key.text: plain(entry.value) for entry in entries}
        case _:
            return None


def is_usable(node: Node) -> bool:
    """Whether no part of a node is unreadable."""
    match node:
        case Sequence(items=items):
            return all(is_usable(item) for item in items)
        case Mapping(entries=entries):
            return all(is_usable(entry.value) for entry in entries)
        case _:
            return isinstance(node, Scalar)


def at(line: int, column: int) -> Location:
    """Return a place in the file under test."""
    return Location(path=PATH, line=line, column=column)


def written_in_double_quotes(text: str) -> str:
    """Return YAML for a text, by hand: everything but plain ASCII letters, digits and spaces inside is escaped."""
    return '"' + "".join(c if re.match("[A-Za-z0-9가-힣]", c) else f"\\U{ord(c):08X}" for c in text) + '"'


class TestWhatIsRead:
    """Everything is text, and everything knows where it stands."""

    def test_nothing_is_guessed_from_how_a_value_looks(self) -> None:
        """`NO`, `1.10`, a date, a time, `null` and `~` are the text that is written."""
        root, problems = read("{a: NO, b: 1.10, c: 2023-11-21, d: 10:30, e: null, f: ~, g: 0x1F, h: .inf}")
        assert plain(root) == {
            "a": "NO",
            "b": "1.10",
            "c": "2023-11-21",
            "d": "10:30",
            "e": "null",
            "f": "~",
            "g": "0x1F",
            "h": ".inf",
        }
        assert problems == []

    def test_every_node_has_line_and_column_from_one(self) -> None:
        """Lists and mappings stand where their first item or bracket stands; keys and texts where they begin."""
        root, _ = read("kind: a\nsaid_by:\n- shin: {as: The chief}\n")
        shin = Mapping(
            entries=(
                Entry(
                    key=Scalar(text="as", location=at(3, 10)),
                    value=Scalar(text="The chief", location=at(3, 14)),
                ),
            ),
            location=at(3, 9),
        )
        item = Mapping(
            entries=(Entry(key=Scalar(text="shin", location=at(3, 3)), value=shin),), location=at(3, 3)
        )
        assert root == Mapping(
            entries=(
                Entry(key=Scalar(text="kind", location=at(1, 1)), value=Scalar(text="a", location=at(1, 7))),
                Entry(
                    key=Scalar(text="said_by", location=at(2, 1)),
                    value=Sequence(items=(item,), location=at(3, 1)),
                ),
            ),
            location=at(1, 1),
        )

    @pytest.mark.parametrize(
        ("written", "column"),
        [
            ("신원식: x", 6),  # three syllables, a colon, a space
            ("😀: x", 4),  # one code point outside the basic plane, two in UTF-16
            ("e\u0301: x", 5),  # a combining accent is a code point of its own
            ("\ufeffab: x", 5),  # the byte order mark stands before the first column
            ("a\ufeffb: x", 6),  # elsewhere the same character counts
        ],
    )
    def test_columns_are_code_points(self, written: str, column: int) -> None:
        """Wide characters count one, however many bytes or cells they take."""
        root, problems = read(written)
        assert isinstance(root, Mapping)
        assert root.entries[0].value.location == at(1, column)
        assert problems == []

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_any_line_end_ends_a_line(self, end: str) -> None:
        """Unix, Windows and old Macintosh line ends count the same."""
        root, problems = read(f"a: x{end}b: y{end}")
        assert isinstance(root, Mapping)
        assert [entry.value.location for entry in root.entries] == [at(1, 4), at(2, 4)]
        assert problems == []

    def test_block_scalars_keep_their_text_and_place(self) -> None:
        """A literal keeps its lines, a folded one joins them; `#` is text in both, and the place is the indicator."""
        root, problems = read("a: |\n  x # y\n  z\nb: >-\n  f\n  g\n")
        assert isinstance(root, Mapping)
        assert [entry.value for entry in root.entries] == [
            Scalar(text="x # y\nz\n", location=at(1, 4)),
            Scalar(text="f g", location=at(4, 4)),
        ]
        assert problems == []

    def test_comments_that_cut_nothing_are_allowed(self) -> None:
        """A comment may have a line of its own, or follow a key of a list, a quoted text or a closing bracket."""
        root, problems = read(
            "# top\na: # the list\n- 'x' # one\n- [y] # two\n# between\nb: z\nc: > # folded\n  w#\n"
        )
        assert plain(root) == {"a": ["x", ["y"]], "b": "z", "c": "w#\n"}
        assert problems == []

    def test_one_document_may_be_marked_as_such(self) -> None:
        """`---` before and `...` after the only document change nothing."""
        assert read("---\na: b\n...\n")[0] == Mapping(
            entries=(
                Entry(key=Scalar(text="a", location=at(2, 1)), value=Scalar(text="b", location=at(2, 4))),
            ),
            location=at(2, 1),
        )

    @given(EVERYTHING)
    @example("\x85\u2028\ufeff\x07")
    @example(" two  spaces \n\n and lines\t")
    def test_any_text_in_double_quotes_comes_back(self, text: str) -> None:
        """Double quotes with escapes can hold every text but NUL and half characters."""
        root, problems = read(f"- {written_in_double_quotes(text)}")
        assert root == Sequence(items=(Scalar(text=text, location=at(1, 3)),), location=at(1, 1))
        assert problems == []

    @given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn"])))
    def test_printable_text_needs_no_escape_in_single_quotes(self, text: str) -> None:
        """In single quotes only the quote itself is written twice."""
        doubled = text.replace("'", "''")
        root, problems = read(f"- '{doubled}'")
        assert plain(root) == [text]
        assert problems == []


REFUSED: dict[str, tuple[str | bytes, list[str]]] = {
    "an anchor": ("a: &x 1", ["1:4: an anchor (&): remove it, or quote text that begins with &"]),
    "an anchor that is none": (
        "a: &; 1",
        ["1:4: an anchor (&): remove it, or quote text that begins with &"],
    ),
    "an anchor on a list": (
        "a: &x\n- b",
        ["1:4: an anchor (&): remove it, or quote text that begins with &"],
    ),
    "an alias": ("a: *x", ["1:4: an alias (*): write the text again, or quote text that begins with *"]),
    "an alias as a key": (
        "*x : a",
        ["1:1: an alias (*): write the text again, or quote text that begins with *"],
    ),
    "text in asterisks": ("a: *bold* text", ['1:4: text may not begin with "*": quote it']),
    "a standard tag": ("a: !!str b", ["1:4: a tag (!): remove it, or quote text that begins with !"]),
    "a local tag": ("- !b c", ["1:3: a tag (!): remove it, or quote text that begins with !"]),
    "an unknown tag handle": ("a: !b!c d", ["1:4: a tag (!): remove it, or quote text that begins with !"]),
    "a broken tag": ("a: !<b c", ["1:4: a tag (!): remove it, or quote text that begins with !"]),
    "a directive": (
        "%YAML 1.1\n---\na: b",
        ["1:1: a directive (%): remove the line, or quote text that begins with %"],
    ),
    "a directive of 5000 digits": (
        f"%YAML {'9' * 5000}.1\n---\na: b",
        ["1:1: a directive (%): remove the line, or quote text that begins with %"],
    ),
    "a merge key": ("a: b\n<<: c", ["2:1: a merge key (<<): write the fields out"]),
    "a duplicate key": (
        "kind: a\nid: b\n'kind': c",
        ['3:1: duplicate key "kind": first written on line 1'],
    ),
    "a duplicate key in brackets": ("{a: b, a: c}", ['1:8: duplicate key "a": first written on line 1']),
    "a complex key": (
        "? a\n: b",
        ['1:1: a "?" key: write "key: value", or quote text that begins with ?'],
    ),
    "a question mark": (
        "a: ? b",
        ['1:4: a "?" key: write "key: value", or quote text that begins with ?'],
    ),
    "a list as a key": ("[a]: b", ["1:1: a key must be text, found a list"]),
    "a mapping as a key": ("{a: b}: c", ["1:1: a key must be text, found a mapping"]),
    "an empty key": ('"": b', ["1:1: an empty key: write one before the colon"]),
    "no key": (": b", ["1:1: a colon without a key before it: write the key, or quote the text"]),
    "a tab as indentation": ("a:\n\tb: c", ["2:1: a tab: use spaces"]),
    "a tab after spaces": ("a:\n  \tb: c", ["2:3: a tab: use spaces"]),
    "a tab in unquoted text": ("a: b\tc", ["1:5: a tab: use spaces"]),
    "a comment after unquoted text": (
        "quote: Rule #1 and # two",
        ["1:13: a comment after unquoted text: quote the text, or move the comment to its own line"],
    ),
    "a comment after wide characters": (
        "한글: é 😀 # x",
        ["1:9: a comment after unquoted text: quote the text, or move the comment to its own line"],
    ),
    "a comment inside unquoted text": (
        "a: b\n  # note\n  c",
        [
            "3:3: text after the end of a value: quote the whole text (nothing may follow a closing quote or a comment)"
        ],
    ),
    "an empty value": ("a:\nb: c", ["1:3: empty value: write one, or leave it out"]),
    "an empty value at the end": ("b: c\na:", ["2:3: empty value: write one, or leave it out"]),
    "an empty item": ("- a\n-\n- b", ["2:2: empty value: write one, or leave it out"]),
    "an empty value in brackets": ("{a: , b: c}", ["1:4: empty value: write one, or leave it out"]),
    "a comment for a value": (
        "a: # 1 priority",
        ['1:3: empty value: " #" begins a comment; quote the text if the # belongs to it'],
    ),
    "a comma in unquoted text": (
        "{as: The chief, added}",
        [
            '1:17: "added" has no value: quote the comma, if it belongs to the text before it (as: "The chief, added")'
        ],
    ),
    "a comma after a quote": (
        "{as: 'The chief', added}",
        ['1:19: "added" has no value: quote the comma, if it belongs to the text before it'],
    ),
    "no space after a colon in brackets": (
        "{as:Shin}",
        ['1:2: "as:Shin" has no value: put a space after the colon'],
    ),
    "no space after a colon": (
        "a: b\nkind:c\nd: e",
        [
            '2:1: neither "key: value" nor the rest of a text: write a colon and a space, or indent what belongs above'
        ],
    ),
    "two documents": (
        "a: b\n---\nc: d",
        ['2:1: a second document: "---" and "..." may not divide a file; give it a file of its own'],
    ),
    "two documents divided by dots": (
        "a: b\n...\nc: d",
        ['3:1: a second document: "---" and "..." may not divide a file; give it a file of its own'],
    ),
    "bad UTF-8": (b"a: b\nc: caf\xe9", ["2:7: byte 0xE9 is not UTF-8: save the file as UTF-8"]),
    "bad UTF-8 after wide characters": (
        "가나: ".encode() + b"\xff\xfe",
        ["1:5: byte 0xFF is not UTF-8: save the file as UTF-8"],
    ),
    "a half character in UTF-8": (
        b"a: \xed\xa0\x80",
        ["1:4: byte 0xED is not UTF-8: save the file as UTF-8"],
    ),
    "UTF-16": ("a: b".encode("utf-16"), ["1:1: the file is UTF-16: save it as UTF-8"]),
    "NUL": ("a: b\0\0c", ["1:5: the control character U+0000: remove it"]),
    "a control character": ("a: b\x1b[0m", ["1:5: the control character U+001B: remove it"]),
    "a line separator": (
        "a: b\u2028c",
        ["1:5: the invisible line separator U+2028: use a space or a line break"],
    ),
    "an escaped NUL": ('a: "b\\0"', ['1:6: the escape "\\0" is no character: write the character itself']),
    "escaped half characters": (
        'a: "\\\\0 \\ud83d\\ude00"',
        [
            '1:9: the escape "\\ud83d" is no character: write the character itself',
            '1:15: the escape "\\ude00" is no character: write the character itself',
        ],
    ),
    "an escape beyond Unicode": (
        'a: "b\\U00110000"',
        ["1:6: an escape that is no character: write the character itself"],
    ),
    "an escape beyond integers": (
        'a: "\\UFFFFFFFF"',
        ["1:5: an escape that is no character: write the character itself"],
    ),
    "an unknown escape": (
        'a: "C:\\qq"',
        ["1:7: a backslash that begins no escape: write two of them, or quote the text with '"],
    ),
    "a broken escape": (
        'a: "\\xZZ"',
        ["1:5: a backslash that begins no escape: write two of them, or quote the text with '"],
    ),
    "nothing": ("", ["1:1: an empty file: write the facts, or remove the file"]),
    "only a comment": ("# later\n", ["1:1: an empty file: write the facts, or remove the file"]),
    "only a marker": ("---\n", ["1:1: an empty file: write the facts, or remove the file"]),
    "a colon in unquoted text": (
        "a: he said: no",
        [
            "1:11: a colon inside unquoted text: quote the text (or, if a key was meant, check the indentation)"
        ],
    ),
    "a colon in unquoted text in brackets": (
        "{a: he said: no}",
        ["1:12: a colon inside unquoted text: quote the text, or close the bracket before it"],
    ),
    "a list beside its key": (
        "a: - b",
        [
            '1:4: a list item where none can stand: begin the list on its own line, or quote text that begins with "-"'
        ],
    ),
    "text after a quote": (
        'a: "A," Shin said, "B"',
        [
            "1:9: text after the end of a value: quote the whole text (nothing may follow a closing quote or a comment)"
        ],
    ),
    "text after a quote in brackets": (
        "{a: 'b' c}",
        ["1:9: text after the end of a value: quote the whole text, or write the comma"],
    ),
    "an open quote": (
        "a: 'tis\nb: c",
        ["1:4: a quotation mark that is never closed: close it, or quote the text that begins with it"],
    ),
    "an open quote before a marker": (
        'a: "b\n---\n',
        ["1:4: a quotation mark that is never closed: close it, or quote the text that begins with it"],
    ),
    "an open bracket": ("a: {b: c\n", ["1:4: a bracket that is never closed"]),
    "an open bracket after a comma": ("- [b,", ["1:6: a bracket that is never closed"]),
    "text that begins with an at sign": ("a: @x", ['1:4: text may not begin with "@": quote it']),
    "text that begins with a backtick": ("a: `x`", ['1:4: text may not begin with "`": quote it']),
    "text that begins with a comma": ("a: , x", ['1:4: text may not begin with ",": quote it']),
    "text that begins with >": (
        "a: > 12 people",
        ['1:4: text may not begin with ">" on the same line: quote it'],
    ),
    "text that begins with |": ("a: |x|", ['1:4: text may not begin with "|" on the same line: quote it']),
    "two commas": ("[a,,b]", ['1:4: text may not begin with ",": quote it']),
    "a list that ends in a key": (
        "- a\nb: c",
        ["2:1: this line does not belong to what stands before it: check its indentation"],
    ),
    "a key too far left": (
        "  a: b\nc: d",
        ["2:1: this line does not belong to what stands before it: check its indentation"],
    ),
}


class TestWhatIsRefused:
    """Each refusal says where it is and what to do."""

    @pytest.mark.parametrize("case", REFUSED)
    def test_a_refusal_is_one_line_at_its_place(self, case: str) -> None:
        """The whole line is as worked out by hand."""
        written, expected = REFUSED[case]
        assert read(written)[1] == [f"{PATH}:{line}" for line in expected]

    def test_everything_that_can_be_found_is_reported_at_once(self) -> None:
        """In the order of the file, and what is sound is still returned."""
        written = """\
            id: &a one
            kind:
            quote: Rule # 1
            said_by: {as: Shin, added}
            id: two
            note: !x y
            kind: \x07
            """
        root, problems = read(dedent(written))
        assert problems == [
            f"{PATH}:1:5: an anchor (&): remove it, or quote text that begins with &",
            f"{PATH}:2:6: empty value: write one, or leave it out",
            f"{PATH}:3:13: a comment after unquoted text: quote the text, or move the comment to its own line",
            f'{PATH}:4:21: "added" has no value: {COMMA} (as: "Shin, added")',
            f'{PATH}:5:1: duplicate key "id": first written on line 1',
            f"{PATH}:6:7: a tag (!): remove it, or quote text that begins with !",
            f'{PATH}:7:1: duplicate key "kind": first written on line 2',
            f"{PATH}:7:7: the control character U+0007: remove it",
        ]
        assert plain(root) == {
            "id": "one",
            "kind": None,
            "quote": "Rule",
            "said_by": {"as": "Shin"},
            "note": "y",
        }

    def test_a_syntax_error_adds_to_what_was_found_before_it(self) -> None:
        """YAML cannot go on after it, so nothing is returned."""
        root, problems = read("a: &x b\nc: d: e\nf: &y g\n")
        assert root is None
        assert problems == [
            f"{PATH}:1:4: an anchor (&): remove it, or quote text that begins with &",
            f"{PATH}:2:5: a colon inside unquoted text: quote the text (or, if a key was meant, check the indentation)",
        ]

    def test_what_is_empty_or_an_alias_leaves_an_unreadable_node(self) -> None:
        """So that whoever asks for it does not report it a second time."""
        root, _ = read("a:\nb: *c\n")
        assert isinstance(root, Mapping)
        assert [entry.value for entry in root.entries] == [
            Unreadable(location=at(1, 3)),
            Unreadable(location=at(2, 4)),
        ]

    @pytest.mark.parametrize(
        ("written", "place"),
        [
            ("[" * 100_000, "1:51"),
            ("- " * 100_000, "1:101"),
            ("{a: " * 100_000, "1:201"),
            ("\n".join(" " * depth + "a:" for depth in range(60)), "51:51"),
        ],
    )
    def test_deep_nesting_is_an_error(self, written: str, place: str) -> None:
        """Fifty levels are read, the fifty-first is refused where it begins."""
        message = "more than 50 lists and mappings inside each other: write it flatter"
        assert read(written) == (None, [f"{PATH}:{place}: {message}"])

    def test_fifty_levels_are_read(self) -> None:
        """The limit itself is allowed."""
        root, problems = read("[" * MOST_LEVELS + "a" + "]" * MOST_LEVELS)
        assert isinstance(root, Sequence)
        assert problems == []

    def test_a_huge_file_is_an_error(self) -> None:
        """More than 4 MiB is not even looked at; the message gives both sizes in bytes."""
        message = "4,194,305 bytes, more than 4,194,304: split the file, or load it as JSON Lines"
        assert read(b"a" * (MOST_BYTES + 1)) == (None, [f"{PATH}:1:1: {message}"])

    def test_a_binary_file_is_given_up_after_twenty_complaints(self) -> None:
        """A picture by mistake does not print a thousand lines."""
        root, problems = read(b"\xffa" * 25)
        assert root is None
        assert len(problems) == 21
        assert problems[-1] == f"{PATH}:1:41: 5 more unreadable places: is this a text file?"


YAML_BITS = st.sampled_from(
    [
        *"\n\t -:?,[]{}#&*!|>'\"%@`\\~\0\r\x85\u2028\ufeff",
        "\n  ",
        ": ",
        "- ",
        " #",
        "---",
        "...",
        "<<",
        "a",
        "한",
    ]
)


class TestAnyBytes:
    """Nothing that a file can hold makes the reader fail."""

    @given(st.binary())
    @example(b"\xef\xbb\xbf")
    @example(b"\xef\xbb\xbf\xef\xbb\xbfa: b")
    def test_bytes_never_raise(self, data: bytes) -> None:
        """There is a node, or a problem that says why there is none."""
        root, problems = read(data)
        assert root is not None or problems

    @given(st.lists(YAML_BITS, max_size=40).map("".join))
    @example('"\\U99999999"')
    @example("{a: {b, ? c")
    def test_bits_of_yaml_never_raise(self, written: str) -> None:
        """The same for text that is nearly YAML; problems stand inside the file, in its order."""
        problems: list[Problem] = []
        root = compose(written.encode(), PATH, problems)
        assert root is not None or problems
        places = [(problem.location.line, problem.location.column) for problem in problems]
        assert all(line >= 1 and column >= 1 for line, column in places)
        assert all(earlier <= later for earlier, later in pairwise(places))

    @given(st.lists(YAML_BITS, max_size=40).map("".join))
    def test_what_is_read_without_problems_has_nothing_empty_or_unreadable(self, written: str) -> None:
        """No problems means that every part of the tree can be used."""
        root, problems = read(written)
        if not problems:
            assert root is not None
            assert is_usable(root)
