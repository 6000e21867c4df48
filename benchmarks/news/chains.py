"""Chains: who passed on what to whom, outermost first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.news.drawing import Draw, Record, compact, pick, zipf
from benchmarks.news.wording import CUES, HEDGES, RELAYS, TITLED

if TYPE_CHECKING:
    from benchmarks.news.world import World


def chain(world: World, number: int, told: tuple[str, str | None], draw: Draw) -> tuple[Record, ...]:
    """Return the hops of a saying, the speaker last; one in ten is the publisher's own voice."""
    kind, hedge = told
    header, deep = world.header(number), draw()
    if deep < 0.1 and kind not in {"refusal", "directive", "intention"}:
        return (hop(header["publisher"], {"certainty": "certain", "capacity": "press"}, None),)
    count = 1 if deep < 0.64 else 2 if deep < 0.9 else 3 if deep < 0.97 else 4
    chosen: list[Record] = []
    while len(chosen) < count:
        outer = len(chosen) < count - 1
        pool = world.outlets if outer and draw() < 0.5 else world.sources
        source = pool[zipf(len(pool), draw)]
        if source not in chosen and source["id"] not in {header["publisher"], header["credit"]}:
            chosen.append(source)
    said = world.day(number) - timedelta(days=int(draw() * 3))
    hops = []
    for step, source in enumerate(chosen, start=1):
        last = step == count
        bare = kind in {"refusal", "directive"} or not last
        certainty = HEDGES[hedge][0] if hedge else "certain" if draw() < 0.93 else "uncommitted"
        fields: Record = {"certainty": "uncommitted" if bare else certainty}
        fields["polarity"] = "denies" if last and draw() < 0.12 else None
        fields["capacity"] = _capacity(source, said)
        fields["said"] = said.isoformat() if step == 1 and draw() < 0.6 else None
        fields["cue"] = pick(CUES if last else RELAYS, draw)
        fields["hedge"] = hedge if last else None
        hops.append(hop(source["id"], fields, _printed(source, draw)))
    return tuple(hops)


def hop(source: str, told: Record, printed: tuple[str | None, str, str] | None) -> Record:
    """Return one hop, by what it was printed as: nothing for the publisher's own voice."""
    text, basis, confidence = printed or (None, "named", "certain")
    hedge = told.get("hedge")
    schemes = HEDGES[hedge][1] if hedge else ()
    said = told.get("said")
    return compact(
        {
            "source": source,
            "as_printed": text,
            "cue": told.get("cue") if text else None,
            "hedge": hedge,
            "certainty": told["certainty"],
            "polarity": told.get("polarity"),
            "capacity": told["capacity"],
            "said": said,
            "confidence": confidence,
            "basis": basis,
            "likelihoods": [{"scheme": scheme, "term": hedge} for scheme in schemes],
        }
    )


def _capacity(source: Record, when: date) -> str:
    for role in source.get("roles", ()):
        if role["start"] <= when.isoformat() <= role.get("end", "9"):
            return str(role["capacity"])
    return str(source.get("capacity") or ("press" if source["kind"] == "outlet" else "other"))


def _printed(source: Record, draw: Draw) -> tuple[str | None, str, str]:
    """Return how a source is printed, on what the recorder knows it by, and how surely."""
    sure = "certain" if draw() < 0.9 else "probable"
    how = draw()
    if how < 0.7 or source.get("anonymous"):
        return pick([each["name"] for each in source["names"]], draw), "named", sure
    if how < 0.85:
        return pick(TITLED, draw), "titled", sure
    if how < 0.95:
        return ("he" if source["kind"] == "person" else "it"), "pronoun", sure
    return None, "inferred", "possible" if draw() < 0.3 else "probable"
