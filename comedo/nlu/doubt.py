"""Doubt: when to ask instead of taking the likeliest intent for granted."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
from rasa.shared.nlu.constants import INTENT_NAME_KEY, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

ANSWERED_ALIKE = frozenset({"assess", "inform"})
"""Intents that lead on to the same question, so that it doesn't matter which of them it is."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DoubtClassifier(FallbackClassifier):
    """Rasa's fallback classifier, which doesn't mind two close intents that are answered alike."""

    def _nlu_prediction_ambiguous(self, message: Message) -> tuple[bool, float | None]:
        likeliest = {ranked[INTENT_NAME_KEY] for ranked in message.get(INTENT_RANKING_KEY)[:2]}
        if likeliest <= ANSWERED_ALIKE:
            return False, None
        return super()._nlu_prediction_ambiguous(message)
