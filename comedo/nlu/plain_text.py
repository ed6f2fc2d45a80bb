"""Makes every message plain text before anything else reads it.

Rasa's ``RegexMessageHandler``, hard-wired at the end of each pipeline, obeys any message that
begins with a slash (``/restart``, ``/inform{"age": 5}``). Comedo's buttons send plain text, so
nobody has a use for that, and nobody's typing may set facts past the understanding. A message
that is only such a payload becomes empty, and is answered as not understood.
"""

from __future__ import annotations

import re
import unicodedata

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.core.constants import EXTERNAL_MESSAGE_PREFIX
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from comedo.nlu.component import FixedComponent

MAX_CHARACTERS = 10_000
# Control, format (zero-width, bidirectional), surrogate, private and unassigned characters.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# One or more payloads at the start: "/restart", '/inform@0.9{"age": 5}', "/SetSlots(age=5)",
# "EXTERNAL: deny".
# A slash before ordinary words ("/ it hurts") is only dropped.
_COMMANDS = re.compile(
    rf"^(?:\s*(?:{INTENT_MESSAGE_PREFIX}[{INTENT_MESSAGE_PREFIX}\s]*|{EXTERNAL_MESSAGE_PREFIX})"
    rf"\w+\s*(?:@[\d.]+)?\s*"
    rf"(?:{{.*}}|\(.*\)|$|(?={INTENT_MESSAGE_PREFIX}|{EXTERNAL_MESSAGE_PREFIX})))*"
    rf"[{INTENT_MESSAGE_PREFIX}\s]*",
    re.DOTALL,
)


def plain_text(text: str) -> str:
    """``text`` in NFKC, in visible characters, cut at a word to 10,000 characters.

    Lines are kept apart, since a line is often a sentence without a full stop. What looks like
    a Rasa payload at the start is dropped, so nothing may be left.
    """
    # Bounded first as well, because normalising a huge message would block the server.
    text = unicodedata.normalize("NFKC", text[: 2 * MAX_CHARACTERS])
    # A line break is a control character too, but separates words.
    text = "".join(
        character
        for character in text
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE
    )
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFKC", text).splitlines())
    text = "\n".join(filter(None, lines))
    text = _COMMANDS.sub("", text, count=1)
    if len(text) <= MAX_CHARACTERS:
        return text
    cut = text[: MAX_CHARACTERS + 1].rsplit(maxsplit=1)[0]
    return cut[:MAX_CHARACTERS]


@DefaultV1Recipe.register(
    # Of the kinds that a recipe knows, featurizers are the only ones that also see the
    # training examples and may come before the tokenizer.
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    is_trainable=False,
)
class PlainText(FixedComponent):
    """Replaces a message's text with its plain form; comes first in the pipeline."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Make each message's text plain."""
        for message in messages:
            # Stories give training messages that have an intent and no text.
            if message.get(TEXT) is not None:
                message.set(TEXT, plain_text(message.get(TEXT)), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Make each training example's text plain."""
        self.process(training_data.training_examples)
        return training_data
