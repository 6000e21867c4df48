"""What is measured, alone in a process of its own: one tool loading one file, or answering all questions."""

from __future__ import annotations

import contextlib
import importlib
import json
import resource
import sys
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, cast

from benchmarks.questions import Arguments, fingerprint

if TYPE_CHECKING:
    from benchmarks.peers.peer import Ask, Peer
    from benchmarks.questions import Rows

REPEATS = 3
"""How often each question is asked of each thing, after once to warm up."""
LONG = 2000
"""Where the second round takes longer too (milliseconds), it is broken off, and the first one counts."""
MOST = 15_000
"""When a question has taken that long (milliseconds), it is asked of no more things: so few tell how slow it is."""


def peer(module: str) -> Peer:
    """Return the tool of that module."""
    return cast("Peer", importlib.import_module(f"benchmarks.peers.{module}"))


def _round(asked: Ask, conn: object, things: list[str], most: float) -> tuple[list[Rows], list[float]]:
    """Ask about each thing once, until `most` milliseconds are over; return answers and milliseconds."""
    answers: list[Rows] = []
    times: list[float] = []
    for each in things:
        if sum(times) > most:
            break
        begun = perf_counter()
        answers.append(list(asked(conn, each)))
        times.append(1000 * (perf_counter() - begun))
    return answers, times


def ask(tool: Peer, db: str, arguments: Arguments) -> dict[str, dict[str, object]]:
    """Return for each question a hash of each answer and the milliseconds of each asking."""
    told: dict[str, dict[str, object]] = {}
    conn = tool.opened(db)
    for name, asked in tool.ASK.items():
        answers, times = _round(asked, conn, arguments[name], MOST)
        _, warm = _round(asked, conn, arguments[name], LONG)
        if len(warm) >= len(times):
            rest = [_round(asked, conn, arguments[name], MOST)[1] for _ in range(REPEATS - 1)]
            times = [*warm, *chain.from_iterable(rest)]
        told[name] = {"hashes": [fingerprint(answer) for answer in answers], "times": times}
    return told


def peak() -> int:
    """Return the most memory this process held, in bytes.

    Where the system tells, as it was since the program began: what `getrusage` gives may be that of the parent.
    """
    told = Path("/proc/self/status")
    if told.exists():
        line = next(
            line for line in told.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")
        )
        return 1024 * int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Do what the command line says, then print the peak of memory and what came out, as JSON.

    ``load MODULE LINES DB``, ``ask MODULE DB ARGUMENTS``, or ``factbase`` and the words of one of its commands.
    """
    verb, *words = sys.argv[1:]
    out: object = None
    if verb == "load":
        peer(words[0]).load(words[1], words[2])
    elif verb == "ask":
        out = ask(peer(words[0]), words[1], json.loads(Path(words[2]).read_text(encoding="utf-8")))
    else:
        with contextlib.redirect_stdout(sys.stderr):
            importlib.import_module("factbase.cli").main(words, standalone_mode=False)
    sys.stdout.write(f"\n{json.dumps({'peak': peak(), 'out': out})}\n")


if __name__ == "__main__":
    main()
