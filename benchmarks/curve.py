"""Cost against size: where loading and asking stop being linear, as a table and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
from attrs import frozen
from matplotlib.figure import Figure

from benchmarks import results, running
from benchmarks.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes


@frozen
class Point:
    """What was measured at one size."""

    statements: int
    ours: running.Measured
    by_hand: running.Measured


def measure(sizes: Sequence[int], pairs: int | None, say: results.Say) -> list[Point]:
    """Load with factbase and by hand at each size, so many `pairs` or as many as fit the size, and ask factbase."""
    points = []
    for statements in sizes:
        say(f"{statements:,} statements")
        lines = running.made(statements)
        rounds = dict.fromkeys(running.OURS, pairs or running.often(statements))
        with running.scratch() as folder:
            found = running.loads(lines, folder, rounds, say)
            running.ask(found, lines, folder, say)
        points.append(Point(statements, found["ours"], found["by_hand"]))
    return points


def draw(points: Sequence[Point], out: Path) -> None:
    """Write CURVE.md and curve.svg."""
    (out / "CURVE.md").write_text(report(points), encoding="utf-8")
    mpl.rcParams |= {
        "svg.hashsalt": "factbase",
        "svg.fonttype": "none",
    }  # the same picture for the same numbers
    figure = Figure(figsize=(11, 4), layout="constrained")
    costs, peaks, questions = figure.subplots(1, 3)
    sizes = [point.statements for point in points]
    for name in ("ours", "by_hand"):
        tool = [getattr(point, name) for point in points]
        label = tool[0].name
        costs.plot(
            sizes, [_cost(each, point) for each, point in zip(tool, points, strict=True)], "o-", label=label
        )
        peaks.plot(sizes, [max(run.peak for run in each.loads) / 1e6 for each in tool], "o-", label=label)
    for question in QUESTIONS:
        middles = [results.times(point.ours, question.name)[0] for point in points]
        questions.plot(sizes, middles, "o-", label=question.name)
    _dress(costs, "CPU microseconds a statement (load)", below=0)
    _dress(peaks, "peak memory of the load, MB", below=0)
    _dress(questions, "p50 of a question, ms (factbase)")
    questions.set_yscale("log")
    figure.savefig(out / "curve.svg", metadata={"Date": None})


def _cost(each: running.Measured, point: Point) -> float:
    return 1e6 * results.middle(run.cpu for run in each.loads) / point.statements


def _dress(axes: Axes, title: str, below: float | None = None) -> None:
    axes.set_xscale("log")
    axes.set_xlabel("statements")
    axes.set_title(title, fontsize=10)
    axes.grid(visible=True, alpha=0.3)
    axes.legend(fontsize=8)
    if below is not None:
        axes.set_ylim(bottom=below)


def report(points: Sequence[Point]) -> str:
    """Return the table of the curve."""
    rows = []
    for point in points:
        ours = point.ours
        ratio = results.spread(results.ratios(ours, point.by_hand))
        cells = [f"{_cost(each, point):,.0f}" for each in (ours, point.by_hand)]
        memory = f"{max(run.peak for run in ours.loads) / 1e6:,.0f}"
        middles = [f"{results.times(ours, question.name)[0]:,.2f}" for question in QUESTIONS]
        size = f"{ours.bytes / point.statements:,.0f}"
        rows.append([f"{point.statements:,}", *cells, ratio, memory, size, *middles])
    head = ["statements", "load, CPU us each", "by hand", "ratio", "peak MB", "bytes each"]
    head += [f"{question.name} ms" for question in QUESTIONS]
    text = "Written by `make bench CURVE=1`. A flat line is linear cost; questions are the p50 of factbase, warm.\n"
    lead = f"# Cost against size\n\n{text}\n{results.machine()}\n\n![The curve](curve.svg)\n\n"
    return lead + results.table(head, rows)
