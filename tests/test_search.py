"""Search: which statements hold the words, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from factbase.store import asking
from tests.records import filled, record

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_of_words_that_very_many_hold_the_last_recorded_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of few the one comes first that holds them oftest; to weigh hundreds of thousands takes a second for nothing."""
    with filled(tmp_path / "facts.db") as base:
        one = next(each for each in base.statements() if not each.answers)
        texts = ("Zeppelin, zeppelin.", "A zeppelin is near, and much else is said.", "By zeppelin soon.")
        for number, text in enumerate(texts):
            record(base, [evolve(one, id=f"z{number}", content=text, spans=(), words=None)])
        assert base.search("zeppelin")[0].statement == "z0"
        monkeypatch.setattr(asking, "RANKED", 2)
        assert [hit.statement for hit in base.search("zeppelin")] == ["z2", "z1", "z0"]
        assert [hit.statement for hit in base.search("zeppelin", limit=1)] == ["z2"]
