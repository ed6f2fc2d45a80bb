"""Rasa's side of the intent classifier; the mathematics is in ``kernel_ridge``."""

from __future__ import annotations

import json
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

from comedo.nlu.kernel_ridge import KernelRidge
from comedo.nlu.ngrams import CharacterNgrams

_MODEL = "intents.npz"
_NGRAMS = "ngrams.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KernelIntentClassifier(IntentClassifier, GraphComponent):
    """Classifies messages by their dense sentence features and by the n-grams of their words.

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
        ngrams: CharacterNgrams | None = None,
    ) -> None:
        self._ranking_length: int = config["ranking_length"]
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._ngrams = ngrams

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
            model = KernelRidge.load(directory / _MODEL)
            ngrams = CharacterNgrams(json.loads((directory / _NGRAMS).read_text("utf-8")))
        return cls(config, model_storage, resource, model, ngrams)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples that have an intent and a text."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        texts = [example.get(TEXT) for example in examples]
        self._ngrams = CharacterNgrams.learn(texts)
        self._model, _ = KernelRidge.fit(
            _vectors(examples),
            self._ngrams.count(texts),
            [example.get(INTENT) for example in examples],
        )
        with self._model_storage.write_to(self._resource) as directory:
            self._model.save(directory / _MODEL)
            (directory / _NGRAMS).write_text(json.dumps(self._ngrams.vocabulary), "utf-8")
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
        text = message.get(TEXT)
        if self._model is None or self._ngrams is None or not text:
            return []
        counts = self._ngrams.count([text])
        (confidences,) = self._model.confidences(_vectors([message]), counts)
        return [
            {
                INTENT_NAME_KEY: self._model.classes[index],
                PREDICTED_CONFIDENCE_KEY: float(confidences[index]),
            }
            for index in np.argsort(-confidences)
        ]


def _vectors(messages: list[Message]) -> np.ndarray:
    """The messages' dense sentence features, a row each."""
    # The getter returns (sequence features, sentence features).
    return np.vstack([message.get_dense_features(TEXT)[1].features for message in messages])
