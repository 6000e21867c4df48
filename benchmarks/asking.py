"""How long each question takes on a given database, as a table: `python -m benchmarks.asking facts.db`.

Every question is asked of things drawn at random, twice: once to warm the caches, then for the measure. Times are
processor time of the asking thread, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factbase import Factbase
from factbase.comparing import compare
from factbase.noticing import notices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

METADATA = Path(__file__).parent.parent / "metadata.json"

_DRAWN = {
    "question": "SELECT id FROM questions",
    "statement": "SELECT id FROM statements WHERE pk % 997 = 3",
    "speaker": "SELECT sources.id FROM sources WHERE EXISTS (SELECT 1 FROM summaries WHERE speaker = sources.pk)",
    "source": "SELECT id FROM sources",
    "publisher": "SELECT id FROM sources WHERE EXISTS (SELECT 1 FROM documents WHERE publisher = sources.pk)",
    "document": "SELECT id FROM documents WHERE pk % 97 = 3",
    "words": "SELECT content FROM statements WHERE pk % 9973 = 3",
}

_GIVEN = {"certainty": ["certain", "probable", "possible"], "least_words": ["4", "8", "16"]}

Question = tuple[str, str, "Callable[[Any], Any]"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("db")
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--only", default="")
    given = parser.parse_args(arguments)
    with Factbase(given.db, read_only=True) as base:
        out = sys.stdout.write
        out("| question | of | rows | p50 ms | p95 ms | worst ms |\n| --- | --- | --: | --: | --: | --: |\n")
        for name, kind, ask in [*_python(base), *_canned(base), *_whole(base)]:
            if given.only in name:
                out(_measured(name, kind, ask, _draw(base, kind, given.times if kind else 3)))
                sys.stdout.flush()


def _draw(base: Factbase, kind: str, times: int) -> list[Any]:
    if not kind:
        return [None] * times
    if kind in _GIVEN:
        return _GIVEN[kind]
    if kind == "since":
        return [f"c{len(base.changesets())}"] * times
    rng = random.Random(7)  # noqa: S311 - nothing here is secret
    known = [row[0] for row in base._database().conn.execute(_DRAWN[kind])]  # noqa: SLF001 - our own base
    drawn = [rng.choice(known) for _ in range(times)]
    return [" ".join(rng.sample(text.strip(".").split(), 3)) for text in drawn] if kind == "words" else drawn


def _asked(base: Factbase, verb: str, name: str) -> Callable[[str], Any]:
    return lambda one: getattr(base, verb)(**{name: one})


def _measured(name: str, kind: str, ask: Callable[[Any], Any], drawn: list[Any]) -> str:
    taken, rows = [], 0
    for each in drawn:
        ask(each)
        start = time.thread_time()
        found = ask(each)
        taken.append((time.thread_time() - start) * 1000)
        rows += len(found) if isinstance(found, list | tuple) else 1
    taken.sort()
    p95 = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
    cells = (f"{rows / len(drawn):.0f}", f"{statistics.median(taken):.2f}", f"{p95:.2f}", f"{taken[-1]:.2f}")
    return f"| {name} | {kind or 'all'} | {' | '.join(cells)} |\n"


def _python(base: Factbase) -> Iterator[Question]:
    past = base.as_of(max(1, len(base.changesets()) - 1))
    for verb in ("positions", "corroboration"):
        yield verb, "question", getattr(base, verb)
        yield f"as_of: {verb}", "question", getattr(past, verb)
    for verb in ("attestation", "disputes", "revisions", "drift", "forecasts", "forecast_scores"):
        yield verb, "question", _asked(base, verb, "question")
    yield "disputes", "statement", lambda one: base.disputes(statement_a=one) + base.disputes(statement_b=one)
    yield "revisions", "statement", lambda one: base.revisions(statement=one)
    yield "drift", "statement", lambda one: base.drift(statement=one)
    for verb in ("certainty_shifts", "circular_reporting", "unanchored", "rests_on_unnamed", "timeline"):
        yield verb, "statement", _asked(base, verb, "statement")
    for verb in ("statement", "summary", "provenance", "grounds", "roots", "history", "links"):
        yield verb, "statement", getattr(base, verb)
        if verb in {"statement", "summary", "provenance", "grounds", "roots"}:
            yield f"as_of: {verb}", "statement", getattr(past, verb)
    yield "why (notices)", "statement", lambda one: _noticed(base, one)
    for verb in ("track_record", "forecasts", "attestation"):
        yield verb, "speaker", _asked(base, verb, "speaker")
    yield (
        "statements, one family",
        "speaker",
        lambda one: list(base.statements(speaker=one, family="assessment")),
    )
    pairs = dict(zip(_draw(base, "speaker", 200), reversed(_draw(base, "speaker", 200)), strict=True))
    yield "compare", "speaker", _compared(base, pairs)
    yield "search", "words", base.search
    yield "changes", "since", lambda one: base.operations(one) if len(base.changesets()) > 1 else []


def _compared(base: Factbase, pairs: dict[str, str]) -> Callable[[str], Any]:
    return lambda one: compare(base, [one, pairs.get(one, one)])


def _noticed(base: Factbase, ident: str) -> list[Any]:
    return list(notices(base, ident, [answer.question for answer in base.statement(ident).answers]))


def _canned(base: Factbase) -> Iterator[Question]:
    queries = json.loads(METADATA.read_text(encoding="utf-8"))["databases"]["facts"]["queries"]
    conn = base._database().conn  # noqa: SLF001 - our own base
    conn.create_function("escape_fts", 1, lambda text: " ".join(f'"{word}"' for word in text.split()))
    for name, query in queries.items():
        (kind,) = query["params"]
        sql = query["sql"]
        yield name, kind, _run(conn, sql, kind)


def _run(conn: Any, sql: str, kind: str) -> Callable[[Any], Any]:  # noqa: ANN401 - a connection of either sqlite3
    return lambda one: conn.execute(sql, {kind: one} if kind else {}).fetchall()


def _whole(base: Factbase) -> Iterator[Question]:
    conn = base._database().conn  # noqa: SLF001 - our own base
    for name, sql in {
        "statements": "SELECT count(*) FROM statements",
        "statements by kind": "SELECT kind, count(*) FROM statements GROUP BY kind",
        "statements by capacity": "SELECT capacity, count(*) FROM summaries GROUP BY capacity",
        "statements by speaker": "SELECT speaker, count(*) FROM summaries GROUP BY speaker",
        "statements in loops": "SELECT count(*) FROM circular_reporting",
        "statements that rest on unnamed sources": "SELECT count(*) FROM unnamed_grounds",
        "latest positions": "SELECT count(*) FROM latest_stances",
    }.items():
        yield f"count: {name}", "", _run(conn, sql, "")


if __name__ == "__main__":
    main()
