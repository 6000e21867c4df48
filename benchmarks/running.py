"""Runs everything side by side and writes down what came out: ``make bench``.

Each measured step is a process of its own, one at a time; the loads of a round follow one another and each round begins
with another tool, so that what slows the machine down for a while slows all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from time import perf_counter
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, frozen

from benchmarks import generating, results
from benchmarks.child import peer
from benchmarks.questions import choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
KEPT = HERE.parent / ".cache" / "benchmarks"
"""Where made-up files are kept from run to run."""

OURS = ("ours", "by_hand")
MOST_OFTEN = 5
PEERS = ("sqlite", "by_sqlite_utils", "duck", "oxigraph")


@frozen
class Run:
    """What one process took: CPU seconds (user and system), seconds by the clock, and memory at its highest (bytes)."""

    cpu: float
    clock: float
    peak: int
    out: Any = None
    stopped: bool = False


@define
class Measured:
    """What is known of one tool."""

    name: str
    version: str
    loads: list[Run] = Factory(list)
    bytes: int = 0
    asked: dict[str, dict[str, object]] = Factory(dict)
    asking: Run | None = None


def run(*command: str, most: float | None = None) -> Run:
    """Run a command and return what it took; after `most` seconds it is stopped, and so marked.

    Raises:
        RuntimeError: when it fails, with what it said.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        begun = perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors)  # noqa: S603 - commands of ours
        stopper = Timer(most or 0, process.kill)
        if most is not None:
            stopper.start()
        _, status, used = os.wait4(process.pid, 0)
        stopper.cancel()
        clock = perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if process.returncode == -signal.SIGKILL and most is not None and clock >= most:
            return Run(used.ru_utime + used.ru_stime, clock, 0, stopped=True)
        if process.returncode:
            message = f"{' '.join(command)}: {errors.read()[-2000:]}"
            raise RuntimeError(message)
        told = json.loads(out.read().splitlines()[-1])
        return Run(used.ru_utime + used.ru_stime, clock, told["peak"], told["out"])


def child(*words: str, most: float | None = None) -> Run:
    """Run a step of `benchmarks.child`."""
    return run(sys.executable, "-m", "benchmarks.child", *words, most=most)


def made(statements: int) -> Path:
    """Return the file of so many statements, written if it is not kept from before."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{statements}.jsonl"
    changes = path.with_suffix(".changes.jsonl")
    if not changes.exists():
        with path.open("w", encoding="utf-8") as out:
            out.writelines(map(generating.line, generating.records(statements)))
        with changes.open("w", encoding="utf-8") as out:
            out.writelines(map(generating.line, generating.changes(statements, 1000)))
    return path


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder for databases beside the kept files (on a real disk), removed afterwards."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        yield Path(folder)


def size(path: Path) -> int:
    """Return the bytes of a database, be it a file or a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


def remove(path: Path) -> None:
    """Take a database away."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def loads(lines: Path, folder: Path, rounds: dict[str, int], say: results.Say) -> dict[str, Measured]:
    """Load with every tool as often as `rounds` says, in turns; the last database of each stays."""
    found = {module: Measured(peer(module).NAME, peer(module).version()) for module in rounds}
    for number in range(max(rounds.values())):
        due = [module for module, wanted in rounds.items() if number < wanted]
        turn = number % len(due)
        for module in due[turn:] + due[:turn]:
            db = folder / f"{module}.db"
            remove(db)
            taken = child("load", module, str(lines), str(db))
            say(
                f"  round {number + 1}: {found[module].name}: {taken.cpu:.2f} s CPU, {taken.peak / 1e6:.0f} MB"
            )
            found[module].loads.append(taken)
            found[module].bytes = size(db)
    return found


def ask(found: dict[str, Measured], lines: Path, folder: Path, say: results.Say) -> None:
    """Ask every tool all questions about the same things."""
    arguments = folder / "arguments.json"
    with lines.open("rb") as read:
        arguments.write_text(json.dumps(choose(read)), encoding="utf-8")
    for module, measured in found.items():
        if not peer(module).ASK:
            continue
        measured.asking = child("ask", module, str(folder / f"{module}.db"), str(arguments))
        measured.asked = measured.asking.out
        say(f"  {measured.name}: asked")


def afterwards(lines: Path, folder: Path, most: float) -> dict[str, Run]:
    """Do to the database of factbase what comes after a load, each for at most so many seconds."""
    db = str(folder / "ours.db")
    changes = str(lines.with_suffix(".changes.jsonl"))
    return {
        "load the same file again (records nothing)": child("factbase", "load", db, str(lines), most=most),
        "verify": child("factbase", "verify", db, most=most),
        "add 1,000 statements, change 100": child("factbase", "load", db, changes, most=most),
    }


def bench(statements: int, rounds: dict[str, int], say: results.Say) -> str:
    """Run everything at one size and return the report."""
    say(f"{statements} statements: making the lines")
    lines = made(statements)
    with scratch() as folder:
        found = loads(lines, folder, rounds, say)
        ask(found, lines, folder, say)
        say("  after the load")
        after = afterwards(lines, folder, 5 * found["ours"].loads[-1].clock)
    cannot = {peer(module).NAME: peer(module).CANNOT for module in rounds}
    return results.report(statements, lines.stat().st_size, list(found.values()), after, cannot)


def often(statements: int) -> int:
    """Return how often factbase and the loader by hand load so many: what takes a second is soon disturbed."""
    return MOST_OFTEN if statements <= 20_000 else 3 if statements <= 200_000 else 1


def number(text: str) -> int:
    """Return a number of statements as people write it: ``10k``, ``1m``."""
    unit = {"k": 1000, "m": 1_000_000}.get(text[-1].lower())
    return int(text[:-1]) * unit if unit else int(text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write RESULTS.md for one size, or the curve over several."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=number, default=100_000, help="10k, 100k, 1m")
    parser.add_argument(
        "--curve", type=number, nargs="+", metavar="SIZE", help="a curve over these sizes instead"
    )
    parser.add_argument("--pairs", type=int, help="how often factbase and the loader by hand load")
    parser.add_argument("--peers", type=int, help="how often each other tool loads")
    parser.add_argument("--without", nargs="+", choices=PEERS, default=[], help="tools that are left out")
    parser.add_argument("--out", type=Path, default=HERE, help="the folder of what is written")
    told = parser.parse_args(arguments)

    def say(text: str) -> None:
        sys.stderr.write(f"{text}\n")

    if told.curve:
        from benchmarks import curve  # noqa: PLC0415 - only the curve needs matplotlib

        curve.draw(curve.measure(sorted(told.curve), told.pairs, say), told.out)
        return
    others = 3 if often(told.size) == MOST_OFTEN else 1
    rounds = dict.fromkeys(OURS, told.pairs or often(told.size))
    rounds |= dict.fromkeys(PEERS, others if told.peers is None else told.peers) if told.peers != 0 else {}
    rounds = {module: number for module, number in rounds.items() if module not in told.without}
    report = bench(told.size, rounds, say)
    (told.out / "RESULTS.md").write_text(report, encoding="utf-8")
    say(f"written: {told.out / 'RESULTS.md'}")
    if results.DIFFER in report:
        sys.exit("the tools do not give the same answers")


if __name__ == "__main__":
    main()
