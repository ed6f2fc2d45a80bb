"""`make bench`: Comedo beside a stock `rasa init` bot, in one run, by turns, on one machine."""

from comedo.bench.measure import measure
from comedo.bench.report import write_report

__all__ = ["main"]


def main() -> None:
    """Measure, and write `build/bench.json` and `docs/performance.md`."""
    write_report(measure())
