"""What the safety screen makes of a message that the classifier has already read."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

import comedo  # noqa: F401  (Rasa without TensorFlow)
from comedo.nlu.safety_screen import (
    DANGER,
    DISTRESS,
    SURE_BESIDE_SORE_SKIN,
    SURE_OF_DANGER,
    SURE_OF_DISTRESS,
    SafetyScreen,
)


def screened(text: str, intent: str, confidence: float = 0.9, fact: str | None = None) -> Message:
    ranking = [{"name": intent, "confidence": confidence}]
    if intent != DANGER:
        ranking.append({"name": DANGER, "confidence": 0.1})
    message = Message({"text": text, "intent": ranking[0], "intent_ranking": ranking})
    if fact:
        message.set("entities", [{"entity": fact, "value": True}])
    return SafetyScreen().process([message])[0]


def signs(message: Message) -> set[str]:
    return {entity["entity"] for entity in message.get("entities")}


@pytest.mark.parametrize("intent", ["deny", "assess", "goodbye", "ask_aftercare", "nlu_fallback"])
def test_danger_overrules_every_intent(intent: str) -> None:
    message = screened("no, but I want to die", intent)
    assert message.get("intent") == {"name": "urgent_red_flag", "confidence": 1.0}
    names = [ranked["name"] for ranked in message.get("intent_ranking")]
    assert names == ["urgent_red_flag", intent]
    assert signs(message) == {"crisis"}


def test_an_emergency_is_told_from_a_red_flag() -> None:
    assert signs(screened("my throat is closing up", "assess")) == {"red_flag", "emergency"}
    assert signs(screened("my cheek is hot and swollen", "assess")) == {"red_flag"}


def test_distress_does_not_hide_facts_or_questions() -> None:
    text = "I cry every night about my skin"
    assert screened(text, "assess").get("intent")["name"] == "assess"
    assert screened(text, "ask_aftercare").get("intent")["name"] == "ask_aftercare"
    assert screened(text, "out_of_scope").get("intent")["name"] == "distress"
    assert signs(screened(text, "assess")) == {"distress"}


NO_PHRASE_FOR_IT = "the mirror has decided that it is time"
NO_PHRASE_FOR_THE_BODY = "the infection has a mind of its own"
NO_PHRASE_FOR_THE_AIRWAY = "as if a plum sat in my throat"


def test_a_sure_classifier_is_a_second_net() -> None:
    assert signs(screened(NO_PHRASE_FOR_IT, DANGER, SURE_OF_DANGER)) == {"crisis"}
    assert signs(screened(NO_PHRASE_FOR_THE_BODY, DANGER, SURE_OF_DANGER)) == {"red_flag"}
    assert signs(screened("it is stinging again", DANGER, SURE_OF_DANGER)) == {"red_flag"}
    unforeseen = screened(NO_PHRASE_FOR_THE_AIRWAY, DANGER, SURE_OF_DANGER)
    assert signs(unforeseen) == {"red_flag", "emergency"}
    assert signs(screened(NO_PHRASE_FOR_IT, DISTRESS, SURE_OF_DISTRESS)) == {"distress"}


@pytest.mark.parametrize(
    "text",
    [
        "no infection at all",
        "suicide for my wallet, that facial",
        "overdosed on chocolate",
        "on isotretinoin, not pregnant",
    ],
)
def test_the_second_net_hears_a_denial_and_a_figure_of_speech(text: str) -> None:
    assert signs(screened(text, DANGER, SURE_OF_DANGER)) == set()


def test_sore_skin_takes_a_surer_classifier_and_is_no_crisis() -> None:
    sore = {"text": NO_PHRASE_FOR_IT, "intent": DANGER, "fact": "barrier_irritated"}
    assert signs(screened(**sore, confidence=SURE_OF_DANGER)) == {"barrier_irritated"}
    assert "red_flag" in signs(screened(**sore, confidence=SURE_BESIDE_SORE_SKIN))
    assert "crisis" not in signs(screened(**sore, confidence=SURE_BESIDE_SORE_SKIN))


def test_an_unsure_classifier_raises_no_alarm() -> None:
    for intent, sure in ((DANGER, SURE_OF_DANGER), (DISTRESS, SURE_OF_DISTRESS)):
        message = screened(NO_PHRASE_FOR_IT, intent, sure - 0.01)
        assert signs(message) == set()
        assert message.get("intent")["name"] == intent


def test_an_ordinary_message_passes_unchanged() -> None:
    message = screened("whiteheads on my chin for ten weeks", "assess")
    assert message.get("intent") == {"name": "assess", "confidence": 0.9}
    assert signs(message) == set()


def test_a_message_without_text_passes() -> None:
    assert SafetyScreen().process([Message({"intent": "assess"})])
