"""Plain statements: what is written as it was read is just what it would have been as a record."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import generating
from factbase import Factbase, checks, identity, wire
from factbase.formats import jsonl
from factbase.model import Statement
from factbase.resolving import resolve
from factbase.store.bulk.acquaintance import Acquaintance
from factbase.store.bulk.plain import Plain
from factbase.store.bulk.waiting import Waiting
from factbase.store.rows import rows
from factbase.vocabulary import Noun
from tests.records import everything, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ODD: list[Any] = [
    *(
        None,
        "",
        " ",
        "\u2003",
        "x",
        "X",
        "no-such-thing",
        "a\x00b",
        "2023-13-01",
        "2023-11-31",
        "../..",
        0,
        -1,
        3,
        True,
    ),
    *(
        [],
        {},
        ["x"],
        ["", ""],
        "certain",
        "uncommitted",
        "refusal",
        "directive",
        "forecast",
        "inferred",
        "could",
        "≥3",
    ),
]
"""What a recorder, a script or a slip might put anywhere in a line."""


class Desk:
    """A base, the world that a load sees in it, and what tells whether a statement is plain there."""

    def __init__(self, base: Factbase) -> None:
        """Meet everything that stands."""
        self.met = Acquaintance(base._database(), Waiting(base._database()))
        for noun in (Noun.SOURCE, Noun.TOPIC, Noun.QUESTION, Noun.DOCUMENT):
            for each in base.records(noun):
                self.met.meet(each)
                self.met.pk(noun, each.id or "")
        self.plain = Plain(self.met)
        found = (jsonl.line(Noun.STATEMENT, each) for each in base.records(Noun.STATEMENT))
        self.lines = [json.loads(line) for line in found]


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Desk]]:
    """A base of every kind of record, and one of made-up news."""
    folder: Path = tmp_path_factory.mktemp("plain")
    (folder / "news.jsonl").write_text(
        "".join(map(generating.line, generating.records(300))), encoding="utf-8"
    )
    with Factbase(":memory:") as first, Factbase(":memory:") as second:
        record(first, everything())
        jsonl.load(second, [folder / "news.jsonl"], by="desk", why="bulk")
        yield [Desk(first), Desk(second)]


def places(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value inside a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*at, key)
        yield from places(inner, (*at, key))


def altered(line: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """Return a line with something in it left out, doubled, or replaced by something odd."""
    changed = copy.deepcopy(line)
    way = data.draw(st.sampled_from(list(places(line))), label="place")
    holder: Any = changed
    for key in way[:-1]:
        holder = holder[key]
    deed = data.draw(st.sampled_from(["leave out", "replace", "double", "add"]), label="deed")
    if deed == "leave out":
        del holder[way[-1]]
    elif deed == "double" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[way[-1]]))
    elif deed == "add":
        names = [*wire.nested(Statement), "said", "certainty", "basis", "unheard-of"]
        changed[data.draw(st.sampled_from(names), label="name")] = data.draw(st.sampled_from(ODD))
    else:
        holder[way[-1]] = data.draw(st.sampled_from(ODD), label="odd")
    return changed


@given(st.data())
def test_what_is_plain_is_a_record_without_fault(desks: list[Desk], data: st.DataObject) -> None:
    """It can be made a record with the same digest and rows; nothing has to be worked out; no check finds a fault."""
    desk = data.draw(st.sampled_from(desks))
    line = data.draw(st.sampled_from(desk.lines))
    for _ in range(data.draw(st.integers(0, 2))):
        line = altered(line, data) if list(places(line)) else line
    text = json.dumps(line, ensure_ascii=False).encode()
    sketch = wire.sketch(text)
    if sketch is None or not desk.plain(sketch):
        return
    whole = wire.decode(Noun.STATEMENT, text)
    assert isinstance(whole, Statement)
    assert resolve(whole, desk.met) == (whole, [])
    assert checks.check(whole, desk.met) == []
    assert identity.digests(Noun.STATEMENT)(sketch) == identity.digest(whole)
    assert (sketch.speaker, sketch.quote) == (whole.speaker, whole.quote)
    assert_same_rows(desk, whole, sketch)


def assert_same_rows(desk: Desk, whole: Statement, sketch: Statement) -> None:
    """Both give the same rows."""
    from factbase.store.bulk.sheets import Sheets  # noqa: PLC0415 - only here

    sheets = Sheets(None, 1, desk.met)  # type: ignore[arg-type] - nothing is written
    sheets.put_statement(sketch, 7, "d")
    given_rows = list(
        rows(whole, pk=7, digest="d", recorded_in=1, pk_of=desk.met.pk_of, question_of=sheets._question)
    )
    assert [(table, row) for table, found in sheets._tables.items() for row in found] == given_rows


def test_nearly_all_of_what_an_export_writes_is_plain(desks: list[Desk]) -> None:
    """Else a million lines would be read twice: all but those whose printed words have to be looked for closely."""
    for desk in desks:
        found = [wire.sketch(json.dumps(line, ensure_ascii=False).encode()) for line in desk.lines]
        plain = [each for each in found if each is not None and desk.plain(each)]
        assert len(plain) >= 0.9 * len(desk.lines)


@pytest.mark.parametrize("field", ["words", "basis", "capacity", "confidence", "id"])
def test_what_has_to_be_worked_out_is_not_plain(desks: list[Desk], field: str) -> None:
    """Whose wording it is, a hop's basis and capacity, the id: who leaves them out gets them from `resolve`."""
    for desk in desks:
        line = copy.deepcopy(next(each for each in desk.lines if "spans" in each))
        told = wire.sketch(json.dumps(line, ensure_ascii=False).encode())
        del (line if field in line else line["attributions"][0])[field]
        untold = wire.sketch(json.dumps(line, ensure_ascii=False).encode())
        assert told is not None
        assert untold is not None
        assert (desk.plain(told), desk.plain(untold)) == (True, False)
