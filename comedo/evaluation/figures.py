"""Figures with their 95 % intervals, from lists of right and wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import f1_score

RESAMPLES = 1000


@dataclass(frozen=True)
class Figure:
    """A measured value between 0 and 1, and the interval that holds it with 95 % confidence."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:6.1%}  ({self.low:.1%}–{self.high:.1%})"


def share(hits: Sequence[bool] | np.ndarray) -> Figure | None:
    """The share of hits with Wilson's interval; None where there was nothing to hit."""
    if not len(hits):
        return None
    test = binomtest(int(np.sum(hits)), len(hits))
    interval = test.proportion_ci(method="wilson")
    return Figure(test.statistic, interval.low, interval.high)


def resampled(statistic: Callable[[np.ndarray], float], size: int) -> Figure:
    """``statistic`` of the indices 0 … size - 1, with its interval by bootstrap."""
    random = np.random.default_rng(0)
    values = [statistic(random.integers(0, size, size)) for _ in range(RESAMPLES)]
    low, high = np.percentile(values, [2.5, 97.5])
    return Figure(statistic(np.arange(size)), float(low), float(high))


def macro_f1(expected: Sequence[str], predicted: Sequence[str]) -> Figure:
    """The mean of F1 over the expected classes."""
    classes, true = np.unique(list(expected), return_inverse=True)
    number = {name: index for index, name in enumerate(classes)}
    guess = np.array([number.get(name, -1) for name in predicted])

    def statistic(index: np.ndarray) -> float:
        present = np.unique(true[index])
        return float(
            f1_score(true[index], guess[index], labels=present, average="macro", zero_division=0)
        )

    return resampled(statistic, len(true))


def calibration_error(confidences: np.ndarray, hits: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error: how far confidence and accuracy are apart, over equal bins."""
    of_bin = np.minimum((confidences * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(confidences[of_bin == bin_].mean() - hits[of_bin == bin_].mean())
            * np.mean(of_bin == bin_)
            for bin_ in np.unique(of_bin)
        )
    )


@dataclass(frozen=True)
class Counts:
    """How many facts were found rightly, found wrongly and missed."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Figure | None:
        """The share of the found facts that are right."""
        return share([True] * self.found + [False] * self.wrong)

    @property
    def recall(self) -> Figure | None:
        """The share of the told facts that were found."""
        return share([True] * self.found + [False] * self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.found / max(1, 2 * self.found + self.wrong + self.missed)


def count_fact(
    fact: str,
    told: Sequence[dict[str, Any]],
    found: Sequence[dict[str, Any]],
    optional: Sequence[Sequence[str]],
) -> Counts:
    """Compare one fact over messages.

    A fact found with another value than was told is both wrong and missed; where a message may
    be read either way (``optional``), finding it is neither right nor wrong.
    """
    right = wrong = missed = 0
    for true, guess, either in zip(told, found, optional, strict=True):
        agrees = fact in true and fact in guess and _equal(true[fact], guess[fact])
        right += agrees
        wrong += fact in guess and not agrees and fact not in either
        missed += fact in true and not agrees
    return Counts(right, wrong, missed)


def _equal(true: Any, guess: Any) -> bool:
    if isinstance(true, (bool, str)) or isinstance(guess, (bool, str)):
        return type(true) is type(guess) and true == guess
    # "Three months" are 12 weeks to some and 13 to others.
    return isclose(true, guess, rel_tol=0.15, abs_tol=1)
