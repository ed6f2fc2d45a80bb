"""The intent classifier's mathematics."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from comedo.nlu.kernel_ridge import KernelRidge

CLASSES = ("ask", "assess", "thanks")


def examples(size: int = 90) -> tuple[np.ndarray, csr_matrix, list[str]]:
    """Noisy examples of three classes, of which the first is the rarest."""
    random = np.random.default_rng(1)
    index = random.choice(3, size, p=[0.2, 0.3, 0.5])
    vectors = random.normal(size=(size, 8)) * 0.4
    vectors[np.arange(size), index] += 1
    counts = random.poisson(0.5, size=(size, 12))
    counts[np.arange(size), index] += 1
    return vectors.astype(np.float32), csr_matrix(counts), [CLASSES[i] for i in index]


def test_confidences_are_probabilities_of_the_right_classes() -> None:
    vectors, counts, labels = examples()
    model, _ = KernelRidge.fit(vectors, counts, labels)
    confidences = model.confidences(vectors, counts)
    assert model.classes == CLASSES
    assert (confidences >= 0).all()
    np.testing.assert_allclose(confidences.sum(axis=1), 1, rtol=1e-5)
    guesses = [model.classes[index] for index in confidences.argmax(axis=1)]
    assert np.mean(np.array(guesses) == labels) > 0.9


def test_left_out_confidences_are_those_of_training_without_the_example() -> None:
    vectors, counts, labels = examples()
    model, left_out = KernelRidge.fit(vectors, counts, labels)
    scores = np.log(left_out) / model.inverse_temperature
    # An example that counts for nothing is the same as none: compare score differences.
    for number in (0, 40, 89):
        rest = np.delete(np.arange(len(labels)), number)
        without, _ = KernelRidge.fit(vectors[rest], counts[rest], [labels[i] for i in rest])
        confidences = without.confidences(vectors[[number]], counts[[number]])
        expected = np.log(confidences[0]) / without.inverse_temperature
        # Removing an example also changes how rare its class is, hence the tolerance.
        np.testing.assert_allclose(
            scores[number] - scores[number].mean(), expected - expected.mean(), atol=0.05
        )


def test_confidences_are_calibrated_on_unseen_examples() -> None:
    vectors, counts, labels = examples(600)
    model, _ = KernelRidge.fit(vectors[:300], counts[:300], labels[:300])
    confidences = model.confidences(vectors[300:], counts[300:])
    hits = np.array(model.classes)[confidences.argmax(axis=1)] == labels[300:]
    assert confidences.max(axis=1).mean() == pytest.approx(hits.mean(), abs=0.06)


def test_training_twice_gives_the_same() -> None:
    first, _ = KernelRidge.fit(*examples())
    second, _ = KernelRidge.fit(*examples())
    np.testing.assert_array_equal(first.duals, second.duals)
    assert first.inverse_temperature == second.inverse_temperature


def test_a_saved_model_predicts_the_same(tmp_path: Path) -> None:
    vectors, counts, labels = examples()
    model, _ = KernelRidge.fit(vectors, counts, labels)
    model.save(tmp_path / "model.npz")
    loaded = KernelRidge.load(tmp_path / "model.npz")
    assert loaded.classes == model.classes
    np.testing.assert_array_equal(
        loaded.confidences(vectors, counts), model.confidences(vectors, counts)
    )
