"""`make bench`: Comedo beside a stock `rasa init` bot, in one run, by turns, on one machine."""

from comedo.bench import measure, report


def main() -> None:
    """Measure, and write `build/bench.json` and `docs/performance.md`."""
    report.write_report(measure.measure())
