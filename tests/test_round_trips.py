"""Round trips: whatever can be recorded comes back the same, by every way there is."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve
from hypothesis import given, settings

from factbase import Factbase, Statement, wire
from factbase.formats import facts, jsonl
from factbase.identity import digest
from factbase.model import NOUNS
from factbase.reading.folder import read_folder
from factbase.resolving import resolve
from factbase.world import Records
from tests.records import record, state
from tests.strategies import worlds

if TYPE_CHECKING:
    from tests.records import State
    from tests.strategies import World

EXAMPLES = settings().max_examples // 2
"""How many worlds each law is tried on: half as many as other laws, since a world is many records and a database."""


def resolved(world: World) -> State:
    """Return the records as they must stand once recorded, by noun and id."""
    known = Records(world)
    found: State = {}
    for each in world:
        whole, faults = resolve(each, known) if isinstance(each, Statement) else (each, [])
        assert not faults
        found[NOUNS[type(whole)], whole.id or ""] = whole
    return found


def recorded(world: World) -> Factbase:
    """Return a base in memory into which the world was recorded as one changeset."""
    base = Factbase(":memory:")
    record(base, world)
    return base


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_model_to_database_to_model_is_the_identity(world: World) -> None:
    """Every record stands as it was resolved, everything derived from it verifies, and again it is no news."""
    with recorded(world) as base:
        assert state(base) == resolved(world)
        assert base.verify().problems == ()
        assert record(base, world) is None
        assert record(base, state(base).values()) is None


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_model_to_json_to_model_is_the_identity(world: World) -> None:
    """JSON gives back each record, with the same digest."""
    for each in world:
        again = wire.decode(NOUNS[type(each)], wire.encode(each))
        assert again == each
        assert digest(again) == digest(each)


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_model_to_json_lines_to_model_is_the_identity(world: World) -> None:
    """What is written as JSON Lines and read again is what stood, and loads into another base as the same."""
    with recorded(world) as base, Factbase(":memory:") as other, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.jsonl"
        with path.open("wb") as out:
            assert jsonl.write(base, out) == len(state(base))
        jsonl.load(other, [path], by="desk", why="a copy")
        assert state(other) == state(base)
        again = io.BytesIO()
        jsonl.write(other, again)
        assert again.getvalue() == path.read_bytes()


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_model_to_facts_text_to_model_is_the_identity(world: World) -> None:
    """A base written as a facts folder is read as the same records, and is no news when it is built again into it."""
    with recorded(world) as base, tempfile.TemporaryDirectory() as folder:
        facts.write(base, folder)
        found = read_folder(folder)
        assert found.problems == ()
        assert {(NOUNS[type(each.record)], each.record.id): each.record for each in found.located} == state(
            base
        )
        assert base.record_folder(folder).changeset is None


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_facts_text_to_model_to_database_to_facts_text_is_the_identity(world: World) -> None:
    """A folder that is built, and written out again, is the same byte for byte, and gives the same digests."""
    with recorded(world) as base, tempfile.TemporaryDirectory() as top:
        first, second = Path(top) / "first", Path(top) / "second"
        facts.write(base, first)
        with Factbase.build(":memory:", first, by="desk") as built:
            assert {key: digest(each) for key, each in state(built).items()} == {
                key: digest(each) for key, each in state(base).items()
            }
            facts.write(built, second)
        assert _files(first) == _files(second)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_resolving_again_changes_nothing(world: World) -> None:
    """What recording worked out is not worked out differently the second time."""
    found = resolved(world)
    known = Records(found.values())
    for each in found.values():
        if isinstance(each, Statement):
            assert resolve(each, known) == (each, [])


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_a_statement_without_an_id_is_known_by_its_digest(world: World) -> None:
    """Recorded without an id it gets its document's and twelve digits; recorded again it is the same one."""
    unnamed = [evolve(each, id=None) for each in world if isinstance(each, Statement)]
    around = [each for each in world if not isinstance(each, Statement)]
    with recorded(world) as base:
        record(base, unnamed)
        known = Records(around)
        for each in unnamed:
            whole, _ = resolve(each, known)
            assert whole.id == f"{each.document}-{digest(whole)[:12]}"
            assert base.statement(whole.id) == whole
        assert record(base, unnamed) is None
