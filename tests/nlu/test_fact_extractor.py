"""Facts as Rasa entities."""

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from comedo.nlu.fact_extractor import FactExtractor


def entities_of(text: str) -> dict[str, dict]:
    message = Message({TEXT: text})
    FactExtractor().process([message])
    return {entity["entity"]: entity for entity in message.get(ENTITIES)}


def test_each_fact_is_an_entity_that_spans_the_message():
    text = "I'm 24, no cysts, and I've kept to my routine for 10 weeks"
    entities = entities_of(text)
    values = {name: entity["value"] for name, entity in entities.items()}
    assert values == {"age": 24.0, "cystic_acne": False, "weeks_of_consistent_care": 10.0}
    assert {(e["start"], e["end"]) for e in entities.values()} == {(0, len(text))}
    assert {e["confidence"] for e in entities.values()} == {1.0}


def test_what_is_worth_reading_back_has_less_confidence():
    entities = entities_of("on and off with my skincare")
    assert entities["weeks_of_consistent_care"]["confidence"] < 1


def test_a_message_without_facts_has_no_entities():
    assert entities_of("what is extraction?") == {}
