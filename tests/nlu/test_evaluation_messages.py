"""What is measured must not have been trained on."""

import re

from comedo.evaluate import MESSAGES, training_phrases
from comedo.evaluation.messages import load

OWN = MESSAGES["own held-out messages"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower().replace("’", "'")))


def test_no_held_out_message_is_a_training_phrase() -> None:
    trained = {_words(text) for text in training_phrases()[0]}
    copies = [message.text for message in load(OWN) if _words(message.text) in trained]
    assert copies == []


def test_there_are_enough_to_measure_by() -> None:
    texts = [_words(message.text) for message in load(OWN)]
    assert len(set(texts)) == len(texts) >= 250
