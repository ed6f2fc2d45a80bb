"""A text classifier for a few thousand examples: kernel ridge regression in closed form.

One regression per class (a least-squares support vector machine, Suykens & Vandewalle 1999)
on the sum of two kernels: a Gaussian on sentence vectors, which lets a class have several
centres of meaning, and the cosine of n-gram counts, which catches wording and misspellings.

Solving it exactly costs seconds, has no random start, and gives what each example would have
scored had it been left out of training (Cawley & Talbot 2003). On these honest scores the
confidences are calibrated, by one temperature (Guo et al. 2017).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from scipy.linalg import cho_solve, cholesky, lapack
from scipy.sparse import csr_matrix
from scipy.special import logsumexp, softmax
from threadpoolctl import threadpool_limits

# Chosen on leave-one-out accuracy; docs/nlu.md has the figures.
WIDTH = 0.8
SENTENCE_WEIGHT = 8.0
REGULARISATION = 1.0

_BLOCK = 512  # rows
AXES = 384
"""Principal axes that sentence vectors are described by: half the memory and time of all 768."""


@dataclass(frozen=True)
class KernelRidge:
    """A trained classifier.

    Attributes:
        classes: the names of the classes.
        axes: the principal axes of the training examples' sentence vectors, [dimensions, axes].
        vectors: the training examples' sentence vectors on these axes, [examples, axes].
        duals: the weight of each training example for each class, [examples, classes].
        primals: the weight of each n-gram for each class, [n-grams, classes].
        inverse_temperature: what scores are multiplied by to become log-odds.
    """

    classes: tuple[str, ...]
    axes: np.ndarray
    vectors: np.ndarray
    duals: np.ndarray
    primals: np.ndarray
    inverse_temperature: float

    # Kept, since every prediction needs them.
    @cached_property
    def _squares(self) -> np.ndarray:
        return np.square(self.vectors).sum(axis=1)

    @cached_property
    def _constants(self) -> np.ndarray:
        return self.duals.sum(axis=0)

    # More threads than that wait for one another in a loop where other work has the cores.
    @classmethod
    @threadpool_limits.wrap(limits=2)
    def fit(
        cls, vectors: np.ndarray, counts: csr_matrix, labels: Sequence[str]
    ) -> tuple[KernelRidge, np.ndarray]:
        """Train on examples, whose classes count alike however many examples each has.

        Args:
            vectors: sentence vectors, [examples, dimensions].
            counts: how often each n-gram occurs, [examples, n-grams].
            labels: each example's class.

        Returns:
            The classifier, and the confidences [examples, classes] that each example gets
            when it is left out of training.
        """
        classes, index = np.unique(labels, return_inverse=True)
        ngrams = _damped(counts)
        axes = _principal_axes(vectors)
        vectors = vectors @ axes
        squares = np.square(vectors).sum(axis=1)
        kernel = _gaussian(vectors, vectors, squares)
        _add_cosines(kernel, ngrams)
        kernel += 1.0
        frequency = np.bincount(index) * len(classes) / len(index)
        kernel[np.diag_indices_from(kernel)] += REGULARISATION * frequency[index]
        targets = np.where(index[:, np.newaxis] == np.arange(len(classes)), 1.0, -1.0)
        duals, diagonal = _solve(kernel, targets)
        left_out = targets - duals / diagonal[:, np.newaxis]
        inverse_temperature = _calibrate(left_out, index)
        classifier = cls(
            tuple(classes.tolist()),
            axes.astype(np.float32),
            vectors.astype(np.float32),
            duals.astype(np.float32),
            (ngrams.T @ duals).astype(np.float32),
            inverse_temperature,
        )
        return classifier, softmax(left_out * inverse_temperature, axis=1)

    def confidences(self, vectors: np.ndarray, counts: csr_matrix) -> np.ndarray:
        """The calibrated probability of each class, [examples, classes]."""
        scores = (
            _gaussian(vectors @ self.axes, self.vectors, self._squares) @ self.duals
            + _damped(counts) @ self.primals
            + self._constants
        )
        return softmax(scores * self.inverse_temperature, axis=1)

    def save(self, path: Path) -> None:
        """Write the classifier to ``path`` (NumPy's ``.npz``, without pickled objects)."""
        np.savez(
            path,
            classes=np.array(self.classes),
            axes=self.axes,
            vectors=self.vectors,
            duals=self.duals,
            primals=self.primals,
            inverse_temperature=self.inverse_temperature,
        )

    @classmethod
    def load(cls, path: Path) -> KernelRidge:
        """Read a classifier that :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(
                tuple(arrays["classes"].tolist()),
                arrays["axes"],
                arrays["vectors"],
                arrays["duals"],
                arrays["primals"],
                float(arrays["inverse_temperature"]),
            )


def _principal_axes(vectors: np.ndarray) -> np.ndarray:
    """The directions in which the vectors are longest, the first ``AXES`` at most, as columns."""
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    return axes[:, -AXES:]


def _gaussian(left: np.ndarray, right: np.ndarray, right_squares: np.ndarray) -> np.ndarray:
    # In place: to move a matrix of all pairs through memory costs more than to compute it.
    kernel = left @ right.T
    kernel *= 2
    kernel -= np.square(left).sum(axis=1)[:, np.newaxis]
    kernel -= right_squares
    kernel /= 2 * WIDTH**2
    np.exp(kernel, out=kernel)
    kernel *= SENTENCE_WEIGHT
    return kernel


def _add_cosines(kernel: np.ndarray, ngrams: csr_matrix) -> None:
    """Add those of all pairs of rows, on all cores, where SciPy by itself would use one."""
    transposed = ngrams.T.tocsr()

    def add(start: int) -> None:
        rows = slice(start, start + _BLOCK)
        kernel[rows] += (ngrams[rows] @ transposed).toarray()

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(add, range(0, len(kernel), _BLOCK)))


def _damped(counts: csr_matrix) -> csr_matrix:
    """Rows of unit length in which a repeated n-gram counts little more than a single one."""
    damped = csr_matrix(counts, dtype=np.float32, copy=True)
    damped.data = 1.0 + np.log(damped.data)
    row_of_each = np.repeat(np.arange(damped.shape[0]), np.diff(damped.indptr))
    damped.data /= np.sqrt(np.bincount(row_of_each, damped.data**2))[row_of_each]
    return damped


def _solve(matrix: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The inverse of a symmetric positive definite matrix times the targets, and its diagonal.

    The regularisation keeps the matrix so far from singular that single precision will do: left-out
    scores differ by less than 0.0001.
    """
    factor = cholesky(matrix.astype(np.float32, copy=False), lower=True, overwrite_a=True)
    solution = cho_solve((factor, True), targets.astype(np.float32))
    inverse_factor, _ = lapack.strtri(factor, lower=True, overwrite_c=True)
    return solution, np.einsum("ij,ij->j", inverse_factor, inverse_factor)


def _calibrate(scores: np.ndarray, index: np.ndarray) -> float:
    """The inverse temperature under which the scores make the true classes likeliest."""
    # Imported here, since a server would only carry it.
    from scipy.optimize import minimize_scalar  # noqa: PLC0415

    def surprise(inverse_temperature: float) -> float:
        logits = scores * inverse_temperature
        return float(
            np.mean(logsumexp(logits, axis=1) - np.take_along_axis(logits, index[:, None], 1)[:, 0])
        )

    return float(minimize_scalar(surprise, bounds=(0.1, 100.0), method="bounded").x)
