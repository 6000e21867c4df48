"""Round trips: whatever can be recorded comes back the same, by every way there is."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve
from hypothesis import given, settings

from factbase import Factbase, Noun, Statement, wire
from factbase.formats import facts, jsonl
from factbase.identity import digest
from factbase.model import NOUNS
from factbase.reading.folder import read_folder
from factbase.resolving import resolve
from factbase.world import Records
from tests.strategies import worlds

if TYPE_CHECKING:
    from factbase.model import Record

Recorded = dict[tuple[Noun, str | None], "Record"]


def resolved(world: tuple[Record, ...]) -> Recorded:
    """Return the records as they must stand once recorded, by noun and id."""
    known = Records(world)
    found: Recorded = {}
    for record in world:
        whole, faults = resolve(record, known) if isinstance(record, Statement) else (record, [])
        assert not faults
        found[NOUNS[type(record)], record.id] = whole
    return found


def standing(base: Factbase) -> Recorded:
    """Return what a base holds, by noun and id."""
    return {(noun, record.id): record for noun in Noun for record in base.records(noun)}


def recorded(world: tuple[Record, ...]) -> Factbase:
    """Return a base in memory into which the world was recorded as one changeset."""
    base = Factbase(":memory:")
    with base.recording(by="desk", note="a world") as changes:
        for record in world:
            changes.add(record)
    return base


@given(worlds())
def test_model_to_database_to_model_is_the_identity(world: tuple[Record, ...]) -> None:
    """Every record stands as it was resolved, and everything that was derived from it verifies."""
    with recorded(world) as base:
        assert standing(base) == resolved(world)
        assert base.verify().problems == ()


@given(worlds())
def test_model_to_json_to_model_is_the_identity(world: tuple[Record, ...]) -> None:
    """JSON gives back each record, with the same digest."""
    for record in world:
        again = wire.decode(NOUNS[type(record)], wire.encode(record))
        assert again == record
        assert digest(again) == digest(record)


@given(worlds())
def test_json_lines_carry_a_whole_base(world: tuple[Record, ...]) -> None:
    """What is written as JSON Lines and read again is what stood."""
    with recorded(world) as base:
        out = io.BytesIO()
        jsonl.write(base, out)
        problems: list[object] = []
        lines = out.getvalue().splitlines(keepends=True)
        found = {(NOUNS[type(r)], r.id): r for r, _ in jsonl.read(lines, "out", problems)}  # type: ignore[arg-type]
        assert problems == []
        assert found == standing(base)


@settings(max_examples=60)
@given(worlds())
def test_facts_text_to_model_to_database_and_back_is_the_identity(world: tuple[Record, ...]) -> None:
    """A base written as a facts folder is read as the same records, and is no news when it is built again."""
    with recorded(world) as base, tempfile.TemporaryDirectory() as folder:
        facts.write(base, folder)
        found = read_folder(folder)
        assert found.problems == ()
        assert {
            (NOUNS[type(each.record)], each.record.id): each.record for each in found.located
        } == standing(base)
        assert base.record_folder(folder).changeset is None
        with Factbase.build(Path(folder) / "again.db", folder, by="desk") as again:
            assert standing(again) == standing(base)


@given(worlds())
def test_resolving_again_changes_nothing(world: tuple[Record, ...]) -> None:
    """What recording worked out is not worked out differently the second time."""
    found = resolved(world)
    known = Records(found.values())
    for record in found.values():
        if isinstance(record, Statement):
            assert resolve(record, known) == (record, [])


@given(worlds())
def test_a_statement_without_an_id_is_known_by_its_digest(world: tuple[Record, ...]) -> None:
    """Recorded without an id it gets its document's and twelve digits; recorded again it is the same one."""
    said = [record for record in world if isinstance(record, Statement)]
    with recorded(world) as base:
        for record in said:
            for _ in range(2):
                with base.recording(by="desk", note="no id") as changes:
                    changes.add(evolve(record, id=None))
            unnamed = [s for s in base.statements() if s.id and s.id.startswith(f"{record.document}-")]
            assert any(s.id == f"{record.document}-{digest(s)[:12]}" for s in unnamed)
            assert len({s.id for s in unnamed}) == len(unnamed)
