"""What is measured, alone in a process of its own: one tool loading one file, or answering all questions."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, cast

from benchmarks.questions import Arguments, fingerprint

if TYPE_CHECKING:
    from benchmarks.peers.peer import Peer

REPEATS = 3
"""How often each question is asked of each thing, after once to warm up."""


def peer(module: str) -> Peer:
    """Return the tool of that module."""
    return cast("Peer", importlib.import_module(f"benchmarks.peers.{module}"))


def ask(tool: Peer, db: str, arguments: Arguments) -> dict[str, dict[str, object]]:
    """Return for each question a hash of all answers, the rows in them, and the milliseconds of each asking."""
    told: dict[str, dict[str, object]] = {}
    conn = tool.opened(db)
    for name, asked in tool.ASK.items():
        answers = [list(asked(conn, each)) for each in arguments[name]]
        times = []
        for _ in range(REPEATS):
            for each in arguments[name]:
                begun = perf_counter()
                list(asked(conn, each))
                times.append(1000 * (perf_counter() - begun))
        hashes = [[fingerprint(answer)] for answer in answers]
        told[name] = {"hash": fingerprint(hashes), "rows": sum(map(len, answers)), "times": times}
    return told


def main() -> None:
    """Do what the command line says: ``load MODULE LINES DB``, or ``ask MODULE DB ARGUMENTS``."""
    verb, module, first, second = sys.argv[1:]
    tool = peer(module)
    if verb == "load":
        tool.load(first, second)
    elif verb == "version":
        print(tool.version())  # noqa: T201 - read by the process that started this one
    else:
        arguments = json.loads(Path(second).read_text(encoding="utf-8"))
        print(json.dumps(ask(tool, first, arguments)))  # noqa: T201 - as above


if __name__ == "__main__":
    main()
