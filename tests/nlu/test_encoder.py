"""The sentence encoder: built from the right weights, exact enough, and safe to build twice."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from safetensors.numpy import load_file

from comedo.nlu import encoder
from comedo.nlu.onnx_build import float_model

SENTENCES = [
    "yes",
    "my forehead is covered in tiny bumps that never come to a head",
    "Is it safe to squeeze them myself?",
    "the ones on my chin go red every few weeks, then calm down again 😩",
    "how much does an appointment cost",
]


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    weights = encoder._MODEL / "model.safetensors"
    damaged = tmp_path / weights.name
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(encoder.DamagedWeights, match="SHA-256"):
        encoder.verify_weights(damaged)
    encoder.verify_weights(weights)


@pytest.fixture(scope="module")
def single_precision() -> onnxruntime.InferenceSession:
    model = float_model(load_file(encoder._MODEL / "model.safetensors"))
    return onnxruntime.InferenceSession(model.SerializeToString())


def test_eight_bits_stay_close_to_single_precision(
    single_precision: onnxruntime.InferenceSession,
) -> None:
    for sentence in SENTENCES:
        tokens = np.array(encoder._tokenizer().encode(sentence).ids)
        (exact,) = single_precision.run(None, {"tokens": tokens})
        for half in (slice(0, 384), slice(384, 768)):
            assert exact[half] @ encoder.encode(sentence)[half] > 0.96


def test_single_precision_is_the_published_model(
    single_precision: onnxruntime.InferenceSession,
) -> None:
    """The model's own card gives these similarities."""

    def meaning(sentence: str) -> np.ndarray:
        tokens = np.array(encoder._tokenizer().encode(sentence).ids)
        return single_precision.run(None, {"tokens": tokens})[0][:384]

    person = meaning("That is a happy person")
    assert person @ meaning("That is a happy dog") == pytest.approx(0.695, abs=0.001)
    assert person @ meaning("That is a very happy person") == pytest.approx(0.943, abs=0.001)
    assert person @ meaning("Today is a sunny day") == pytest.approx(0.257, abs=0.001)


def test_similar_sentences_are_close() -> None:
    squeeze, cost = SENTENCES[2], SENTENCES[4]
    meant = encoder.encode("can I pop the spots at home")
    assert meant @ encoder.encode(squeeze) > meant @ encoder.encode(cost)


def test_a_vector_does_not_depend_on_the_batch() -> None:
    together = [Message.build(sentence) for sentence in SENTENCES]
    alone = [Message.build(sentence) for sentence in SENTENCES]
    featurizer = _featurizer()
    featurizer.process(together)
    for message in alone:
        featurizer.process([message])
    for left, right in zip(together, alone, strict=True):
        np.testing.assert_array_equal(
            left.get_dense_features(TEXT)[1].features, right.get_dense_features(TEXT)[1].features
        )


def _featurizer() -> encoder.SentenceEncoderFeaturizer:
    context = ExecutionContext(GraphSchema({}), node_name="encoder")
    config = encoder.SentenceEncoderFeaturizer.get_default_config()
    return encoder.SentenceEncoderFeaturizer.create(config, None, None, context)


@pytest.mark.parametrize("text", ["", " ", "😩", "word " * 5000, "\x00", "日本語"])
def test_any_text_has_a_vector(text: str) -> None:
    assert np.linalg.norm(encoder.encode(text)) == pytest.approx(2**0.5, abs=1e-3)


def test_what_comes_after_the_bound_does_not_count() -> None:
    start = "bump " * encoder.MAX_TOKENS
    np.testing.assert_array_equal(encoder.encode(start + "one"), encoder.encode(start + "two"))


def test_concurrent_builders_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "encoder.onnx"
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(encoder._build, [path, path]))
    assert list(path.parent.iterdir()) == [path]
    onnxruntime.InferenceSession(path)


def test_the_cache_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMEDO_CACHE_DIR", str(tmp_path))
    built: list[Path] = []
    monkeypatch.setattr(encoder, "_build", lambda path: (built.append(path), path.touch()))
    assert encoder.encoder_file() == encoder.encoder_file()
    assert built == list(tmp_path.iterdir())
