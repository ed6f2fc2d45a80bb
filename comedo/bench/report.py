"""Writes what was measured: a table, ratios and plots for people, and ratios for machines."""

import json
import platform
import statistics
from datetime import date
from pathlib import Path

import matplotlib as mpl
import psutil

from comedo.bench.bots import ROOT, comedo, empty, stock
from comedo.bench.measure import CONVERSATIONS, LATE_TURNS, Measured
from comedo.console import say

DOCUMENT = ROOT / "docs" / "performance.md"
RATIOS = ROOT / "build" / "bench.json"
LATENCY_PLOT = "performance-latency.svg"
LENGTH_PLOT = "performance-length.svg"


def write_report(measured: dict[str, Measured]) -> None:
    """Write `docs/performance.md` with its plots and `build/bench.json`, and print the table."""
    ours, theirs = measured[comedo().name], measured[stock().name]
    ratios = _ratios(ours, theirs)
    RATIOS.parent.mkdir(exist_ok=True)
    RATIOS.write_text(json.dumps(ratios, indent=2) + "\n", encoding="utf-8")
    table = _table(ours, theirs, measured[empty().name], ratios)
    DOCUMENT.write_text(_document(table, ours), encoding="utf-8")
    _plot(measured, DOCUMENT.parent)
    say(table)
    say(f"Written: {DOCUMENT.relative_to(ROOT)}, {RATIOS.relative_to(ROOT)}.")


def _ratios(ours: Measured, theirs: Measured) -> dict[str, float]:
    """Comedo over stock; of turn 500, Comedo over itself at turn 5."""
    return {
        "turn_p50_1": ours.loads[1].percentile(50) / theirs.loads[1].percentile(50),
        "turn_p50_16": ours.loads[16].percentile(50) / theirs.loads[16].percentile(50),
        "throughput_per_worker": ours.loads[16].throughput / theirs.loads[16].throughput,
        "turn_500_over_5": ours.late_turns[500] / ours.late_turns[5],
        "startup": statistics.median(ours.startup) / statistics.median(theirs.startup),
        "memory": ours.memory / theirs.memory,
        "training": ours.training / theirs.training,
    }


def _table(ours: Measured, theirs: Measured, floor: Measured, ratios: dict[str, float]) -> str:
    lines = [
        "| | Comedo | stock `rasa init` | ratio | empty handler |",
        "|---|--:|--:|--:|--:|",
    ]

    def row(what: str, our: float, their: float, nothing: float | None = None) -> None:
        least = "" if nothing is None else f"{nothing:.1f}"
        lines.append(f"| {what} | {our:.1f} | {their:.1f} | {our / their:.2f} | {least} |")

    for people in CONVERSATIONS:
        loads = [measured.loads[people] for measured in (ours, theirs, floor)]
        for percent in (50, 95, 99):
            row(
                f"turn, {people} conversation(s), p{percent}, ms",
                *(load.percentile(percent) for load in loads),
            )
        row(f"turns per second, {people} conversation(s)", *(load.throughput for load in loads))
    for turn in LATE_TURNS:
        row(f"turn {turn} of a conversation, ms", ours.late_turns[turn], theirs.late_turns[turn])
    row(
        "start-up to first answer, s",
        statistics.median(ours.startup),
        statistics.median(theirs.startup),
    )
    row("resident memory, MB", ours.memory, theirs.memory)
    row("training, s", ours.training, theirs.training)
    return "\n".join(lines)


def _document(table: str, ours: Measured) -> str:
    workers = "\n".join(
        f"| {number} | {throughput:.0f} | {throughput / ours.by_workers[1] / number:.2f} |"
        for number, throughput in ours.by_workers.items()
    )
    machine = f"{psutil.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# Performance

Written by `make bench` on {date.today().isoformat()} ({machine}). Comedo and a stock `rasa init`
bot (Rasa 3.6.21 as it installs, `bench/requirements-stock.lock`) take turns on the same machine;
Locust, which loads them, runs there too. The empty handler is a Sanic route that does nothing: no
bot on this server can be faster.

Comedo remembers what the latest texts came to, so what people say matters: every fifth turn is a
free text that nobody has said before, every other turn one of {len(comedo().messages)} usual
answers and questions, which are soon known. The turns of one long conversation are all usual ones.

{table}

![Time of a turn by number of conversations]({LATENCY_PLOT})
![Time of a turn by length of the conversation]({LENGTH_PLOT})

Workers on Postgres and Redis, {max(CONVERSATIONS)} conversations:

| workers | turns per second | per worker, over one worker |
|--:|--:|--:|
{workers}

What makes the difference: TensorFlow is never imported (`comedo/rasa_light.py`), actions run in the
server's process (`comedo/action_runner.py`), a conversation is one bounded row
(`comedo/stores/conversations.py`), what Rasa repeats in every turn is done once
(`comedo/rasa_fast.py`), and so is reading the same text (`comedo/recent.py`).
"""


def _plot(measured: dict[str, Measured], folder: Path) -> None:
    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "comedo"
    from matplotlib import pyplot as plt  # noqa: PLC0415  (after the choice of the format)

    def draw(file: str, label: str, points: dict[str, dict[int, float]]) -> None:
        figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
        for name, values in points.items():
            axes.plot(list(values), list(values.values()), marker="o", label=name)
        axes.set(xscale="log", yscale="log", xlabel=label, ylabel="turn, median, ms")
        axes.set_xticks(list(next(iter(points.values()))), minor=False)
        axes.get_xaxis().set_major_formatter("{x:.0f}")
        axes.legend()
        figure.savefig(folder / file, metadata={"Date": None})
        plt.close(figure)

    draw(
        LATENCY_PLOT,
        "conversations at the same time",
        {
            name: {people: load.percentile(50) for people, load in result.loads.items()}
            for name, result in measured.items()
        },
    )
    draw(
        LENGTH_PLOT,
        "turns so far",
        {name: result.late_turns for name, result in measured.items() if result.late_turns},
    )
