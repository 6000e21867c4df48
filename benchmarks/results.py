"""What was measured, as Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, cast

from benchmarks.questions import QUESTIONS, fingerprint

if TYPE_CHECKING:
    from benchmarks.running import Measured, Run

Say = Callable[[str], None]

DIFFER = "THEY DIFFER"
"""What stands in the report where answers are not the same."""


def report(
    statements: int,
    size: int,
    found: Sequence[Measured],
    after: dict[str, Run],
    cannot: dict[str, tuple[str, ...]],
) -> str:
    """Return the whole report."""
    parts = (
        f"# {statements:,} statements\n\nWritten by `make bench`; how to read it stands in [README.md](README.md).\n",
        _machine(found),
        _loads(statements, size, found),
        _after(after),
        _questions(found),
        _sizes(statements, size, found),
        _cannot(cannot),
    )
    return "\n".join(part for part in parts if part)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table: the first column to the left, the others to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def machine() -> str:
    """Return what it was measured on."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        cpu = names[0] if names else cpu
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = platform.python_version()
    return f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GB; {platform.system()}, Python {python}"


def _machine(found: Sequence[Measured]) -> str:
    versions = "".join(f"- {each.name}: {each.version}\n" for each in found)
    return f"## Machine and versions\n\n{machine()}\n\n{versions}"


def middle(values: Iterable[float]) -> float:
    """Return the median."""
    return median(list(values))


def spread(values: Sequence[float], form: str = "{:.2f}") -> str:
    """Return the middle of some values, with the least and the greatest where there are several."""
    whole = form.format(median(values))
    return whole if len(values) == 1 else f"{whole} ({form.format(min(values))}-{form.format(max(values))})"


def ratios(each: Measured, base: Measured) -> list[float]:
    """Return how many times the CPU time of the other's load each took, round by round."""
    return [a.cpu / b.cpu for a, b in zip(each.loads, base.loads, strict=False)]


def _loads(statements: int, size: int, found: Sequence[Measured]) -> str:
    base = next((each for each in found if each.name == "by hand"), found[0])
    rows = []
    for each in found:
        seconds = [run.cpu for run in each.loads]
        rows.append(
            [
                each.name,
                spread(seconds),
                spread([run.clock for run in each.loads]),
                spread(ratios(each, base)),
                f"{statements / median(seconds):,.0f}",
                f"{max(run.peak for run in each.loads) / 1e6:,.0f}",
                str(len(seconds)),
            ]
        )
    head = ["", "CPU s", "clock s", f"times {base.name}", "statements / CPU s", "peak MB", "runs"]
    text = (
        f"{size / 1e6:,.0f} MB of JSON Lines, {size / statements:,.0f} bytes a statement with its share of documents. "
        "The middle of all runs, in brackets the least and the greatest; ratios round by round.\n"
    )
    return f"## Load\n\n{text}\n{table(head, rows)}"


def _after(after: dict[str, Run]) -> str:
    rows = [
        [f"{name} (stopped)", f"> {run.cpu:.0f}", f"> {run.clock:.0f}", ""]
        if run.stopped
        else [name, f"{run.cpu:.2f}", f"{run.clock:.2f}", f"{run.peak / 1e6:,.0f}"]
        for name, run in after.items()
    ]
    return (
        f"### After the load (factbase)\n\n{table(['', 'CPU s', 'clock s', 'peak MB'], rows)}" if rows else ""
    )


def times(each: Measured, name: str) -> tuple[float, float]:
    """Return the p50 and the p95 of one question, in milliseconds."""
    taken = cast("list[float]", each.asked[name]["times"])
    return median(taken), quantiles(taken, n=20, method="inclusive")[-1] if len(taken) > 1 else taken[0]


def agreement(found: Sequence[Measured], name: str) -> str:
    """Return whether all gave the same answers to a question, each to as many things as it was asked about."""
    answers = [cast("list[str]", each.asked[name]["hashes"]) for each in found]
    longest = max(answers, key=len)
    if any(each != longest[: len(each)] for each in answers):
        return f"**{DIFFER}**"
    fewer = "".join(
        f"; {each.name} of {len(own)} of {len(longest)} things"
        for each, own in zip(found, answers, strict=True)
        if len(own) < len(longest)
    )
    return f"{fingerprint([[each] for each in longest])} from all {len(found)}{fewer}"


def _questions(found: Sequence[Measured]) -> str:
    asked = [each for each in found if each.asked and each.name != "by hand"]
    agreeing = [each for each in found if each.asked]
    rows = []
    for question in QUESTIONS:
        agree = agreement(agreeing, question.name)
        cells = [f"{p50:,.2f} / {p95:,.2f}" for p50, p95 in (times(each, question.name) for each in asked)]
        rows.append([question.name, *cells, agree])
    explained = "".join(f"- {each.name}: {each.text}\n" for each in QUESTIONS)
    head = ["p50 / p95 ms", *(each.name for each in asked), "answers (hash)"]
    how = "Warm, by the clock; about 20 things asked thrice (once where 20 take over 2 s, and no more after 15 s)."
    return f"## Questions\n\n{explained}\n{how}\n\n{table(head, rows)}"


def _sizes(statements: int, size: int, found: Sequence[Measured]) -> str:
    rows = [["the lines", f"{size / 1e6:,.0f}", f"{size / statements:,.0f}"]]
    rows += [[each.name, f"{each.bytes / 1e6:,.0f}", f"{each.bytes / statements:,.0f}"] for each in found]
    return f"## Size\n\n{table(['', 'MB', 'bytes a statement'], rows)}"


def _cannot(cannot: dict[str, tuple[str, ...]]) -> str:
    told = "".join(
        f"\n{name}:\n\n" + "".join(f"- {each}\n" for each in what) for name, what in cannot.items() if what
    )
    return f"## What they cannot express\n{told}"
