"""The intent classifier and the doubt about it, as components of a Rasa pipeline."""

from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from comedo.nlu.classifier import KernelIntentClassifier
from comedo.nlu.doubt import DoubtClassifier

CONTEXT = ExecutionContext(GraphSchema({}), node_name="classifier")
PHRASES = {
    "greet": ["hi", "hello there", "hey hey", "good morning"],
    "thanks": ["thank you", "thanks a lot", "many thanks", "thx"],
    "deny": ["no", "nope", "not at all", "never"],
}


def featurized(text: str, **data: str) -> Message:
    """A message whose vector is made of its letters."""
    letters = np.array([[text.count(chr(code)) for code in range(97, 123)]], dtype=float)
    dense = letters / np.linalg.norm(letters)
    message = Message.build(text, **data)
    message.add_features(Features(dense, FEATURE_TYPE_SENTENCE, TEXT, "letters"))
    return message


@pytest.fixture
def trained(tmp_path: Path) -> tuple[KernelIntentClassifier, KernelIntentClassifier]:
    """A classifier that was just trained, and the same as loaded from where it was stored."""
    storage, resource = LocalModelStorage(tmp_path), Resource("classifier")
    config = KernelIntentClassifier.get_default_config()
    examples = [
        featurized(text, intent=intent) for intent, texts in PHRASES.items() for text in texts
    ]
    component = KernelIntentClassifier.create(config, storage, resource, CONTEXT)
    component.train(TrainingData([*examples, Message({"intent": "greet"})]))
    return component, KernelIntentClassifier.load(config, storage, resource, CONTEXT)


def test_a_stored_classifier_predicts_the_same(
    trained: tuple[KernelIntentClassifier, KernelIntentClassifier],
) -> None:
    for text in ("thanks", "hello", "nope never", "what is this"):
        rankings = [
            component.process([featurized(text)])[0].get("intent_ranking") for component in trained
        ]
        assert rankings[0] == rankings[1]


def test_the_ranking_begins_with_the_intent_and_sums_to_one(
    trained: tuple[KernelIntentClassifier, KernelIntentClassifier],
) -> None:
    (message,) = trained[1].process([featurized("thanks a lot")])
    ranking = message.get("intent_ranking")
    confidences = [ranked["confidence"] for ranked in ranking]
    assert message.get("intent") == ranking[0]
    assert ranking[0]["name"] == "thanks"
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1)


def test_nothing_is_predicted_from_nothing(
    trained: tuple[KernelIntentClassifier, KernelIntentClassifier],
) -> None:
    (message,) = trained[1].process([Message.build("")])
    assert message.get("intent") == {"name": None, "confidence": 0.0}
    assert message.get("intent_ranking") == []
    assert doubted(message) == "nlu_fallback"


def doubted(message: Message) -> str:
    """The message's intent after the doubt."""
    DoubtClassifier({"threshold": 0.25, "ambiguity_threshold": 0.05}).process([message])
    return message.get("intent")["name"]


@pytest.mark.parametrize(
    ("first", "second", "intent"),
    [
        (("greet", 0.9), ("deny", 0.1), "greet"),
        (("greet", 0.24), ("deny", 0.1), "nlu_fallback"),
        (("greet", 0.41), ("deny", 0.40), "nlu_fallback"),
        (("assess", 0.41), ("inform", 0.40), "assess"),
        (("assess", 0.41), ("deny", 0.40), "nlu_fallback"),
    ],
)
def test_doubt(first: tuple[str, float], second: tuple[str, float], intent: str) -> None:
    ranking = [{"name": name, "confidence": value} for name, value in (first, second)]
    message = Message({TEXT: "hm", "intent": ranking[0], "intent_ranking": ranking})
    assert doubted(message) == intent
    # What may have been meant stays in the ranking, for the bot to ask.
    assert [ranked["name"] for ranked in message.get("intent_ranking")][-2:] == [
        first[0],
        second[0],
    ]
