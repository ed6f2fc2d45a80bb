"""What is measured must not have been trained on."""

import re

from comedo.evaluate import MESSAGES, training_phrases
from comedo.evaluation.messages import load

HELD_OUT = [path for name, path in MESSAGES.items() if "held-out" in name]


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower().replace("’", "'")))


def test_no_held_out_message_is_a_training_phrase() -> None:
    trained = {_words(text) for text in training_phrases()[0]}
    messages = [message.text for path in HELD_OUT for message in load(path)]
    assert not [text for text in messages if _words(text) in trained]


def test_there_are_enough_to_measure_by() -> None:
    for path in HELD_OUT:
        texts = [_words(message.text) for message in load(path)]
        assert len(set(texts)) == len(texts) >= 250
