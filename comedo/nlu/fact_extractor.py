"""Puts the facts that a message tells beside its intent, as entities named by fact id."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_CONFIDENCE,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from comedo.nlu.component import FixedComponent
from comedo.understanding import read

DOUBTFUL = 0.5
"""Confidence of a fact that is worth reading back to the person; others have 1."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(FixedComponent, EntityExtractorMixin):
    """Adds an entity for each fact; a fact is read from the whole message and spans it.

    What a message means as the answer to a question is read again where the question is known
    (``actions/extract_facts.py``).
    """

    def __init__(self) -> None:
        """Load spaCy's pipeline now rather than at the first message."""
        read("")

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the facts of each message to its entities."""
        for message in messages:
            text = message.get(TEXT) or ""
            reading = read(text)
            facts = [
                {
                    ENTITY_ATTRIBUTE_TYPE: fact,
                    ENTITY_ATTRIBUTE_VALUE: value,
                    ENTITY_ATTRIBUTE_START: 0,
                    ENTITY_ATTRIBUTE_END: len(text),
                    ENTITY_ATTRIBUTE_CONFIDENCE: DOUBTFUL if fact in reading.doubtful else 1.0,
                }
                for fact, value in reading.facts.items()
            ]
            entities = message.get(ENTITIES, []) + self.add_extractor_name(facts)
            message.set(ENTITIES, entities, add_to_output=True)
        return messages
