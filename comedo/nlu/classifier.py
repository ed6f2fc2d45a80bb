"""Rasa's side of the intent classifier; the mathematics is in ``kernel_ridge``."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack

from comedo.nlu.kernel_ridge import KernelRidge

_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KernelIntentClassifier(IntentClassifier, GraphComponent):
    """Classifies messages by their dense and sparse sentence features.

    ``ranking_length`` in the configuration bounds the intent ranking of a message.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Components that must come before this one in the pipeline."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The component's default configuration."""
        return {"ranking_length": 10}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: KernelRidge | None = None,
    ) -> None:
        self._ranking_length: int = config["ranking_length"]
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KernelIntentClassifier:
        """Create an untrained component (see parent class)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KernelIntentClassifier:
        """Load the trained component (see parent class)."""
        with model_storage.read_from(resource) as directory:
            model = KernelRidge.load(directory / _FILE)
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples that have an intent and a text."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        self._model, _ = KernelRidge.fit(
            *_features(examples), [example.get(INTENT) for example in examples]
        )
        with self._model_storage.write_to(self._resource) as directory:
            self._model.save(directory / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its likeliest intent and the ranking of all."""
        for message in messages:
            ranking = self._ranking(message)
            nothing = {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
            message.set(INTENT, ranking[0] if ranking else nothing, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._ranking_length], add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        if self._model is None or not message.get(TEXT):
            return []
        (confidences,) = self._model.confidences(*_features([message]))
        return [
            {
                INTENT_NAME_KEY: self._model.classes[index],
                PREDICTED_CONFIDENCE_KEY: float(confidences[index]),
            }
            for index in np.argsort(-confidences)
        ]


def _features(messages: list[Message]) -> tuple[np.ndarray, csr_matrix]:
    """The messages' dense and sparse sentence features, a row each."""
    # Both getters return (sequence features, sentence features).
    dense = [message.get_dense_features(TEXT)[1].features for message in messages]
    sparse = [message.get_sparse_features(TEXT)[1].features for message in messages]
    return np.vstack(dense), csr_matrix(vstack(sparse))
