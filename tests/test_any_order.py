"""What the views tell does not depend on the order in which it was recorded, nor on the numbers of rows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tied import SIX, Told, at_once, one_by_one, worlds
from tests.worlds import build, question, rests, row, rows, said, source

VIEWS = (
    "provenance",
    "statement_summary",
    "official_claims",
    "assessments",
    "positions",
    "corroboration",
    "attestation",
    "disputes",
    "revisions",
    "drift",
    "forecasts",
    "forecast_scores",
    "track_record",
    "certainty_shifts",
    "circular_reporting",
    "unanchored",
    "rests_on_unnamed",
)
"""The promised views but two, `timeline` and `statement_history`: those tell when things were recorded."""

EXAMPLES = settings().max_examples // 5
"""Every example records 25 changesets and reads 34 views: half a second."""


@settings(max_examples=EXAMPLES)
@given(told=worlds(), order=st.permutations(SIX))
def test_the_order_of_recording_leaves_no_trace(told: Told, order: list[int]) -> None:
    """Every view has the same rows, whoever and whatever was recorded first: ties are settled by ids."""
    with at_once(told) as one, one_by_one(told, order) as other:
        for view in VIEWS:
            assert sorted(map(repr, rows(one, view))) == sorted(map(repr, rows(other, view))), view


def test_for_a_loop_stands_the_first_id() -> None:
    """Two papers quote each other; the later recorded has the first id: its speaker is the voice of both.

    Two ministries act for one another, and the later recorded has the first id: it is the principal of both.
    """
    base = build(question("yes-no"), source("zoe"), said("z", "zoe", {"yes-no": "yes"}, document="post"))
    build(said("a", "adam", {"yes-no": "yes"}), base=base)
    build(rests("z", "a"), rests("a", "z"), base=base)
    assert [each.statement for told in ("z", "a") for each in base.roots(told)] == ["a", "a"]
    assert [each["speaker"] for each in rows(base, "attestation")] == ["adam", "zoe"]
    assert row(base, "corroboration")["origins"] == 1
    build(source("zoe", acts_for="adam"), source("adam", acts_for="zoe"), base=base)
    names = "SELECT sources.id FROM principals JOIN sources ON sources.pk = principals.principal"
    assert set(base._database().conn.execute(names)) == {("adam",)}
