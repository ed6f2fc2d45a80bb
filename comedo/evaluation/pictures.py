"""The pictures that ``make evaluate`` writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from sklearn.calibration import calibration_curve
from sklearn.metrics import ConfusionMatrixDisplay

_BINS = 10


def draw_confusions(expected: Sequence[str], predicted: Sequence[str], path: Path) -> None:
    """Write the confusion matrix, each row as shares of what was expected."""
    figure = Figure(figsize=(14, 13), layout="constrained")
    ConfusionMatrixDisplay.from_predictions(
        expected,
        predicted,
        normalize="true",
        values_format=".0%",
        include_values=False,
        cmap="Blues",
        xticks_rotation="vertical",
        ax=figure.subplots(),
    )
    figure.savefig(path)


def draw_reliability(curves: dict[str, tuple[np.ndarray, np.ndarray]], path: Path) -> None:
    """Write accuracy against confidence; ``curves`` names (confidences, hits)."""
    figure = Figure(figsize=(6, 6), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], "--", color="grey", label="perfect")
    for name, (confidences, hits) in curves.items():
        accuracy, confidence = calibration_curve(hits, confidences, n_bins=_BINS)
        axes.plot(confidence, accuracy, "o-", label=name)
    axes.set(xlabel="confidence", ylabel="accuracy", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.savefig(path)
