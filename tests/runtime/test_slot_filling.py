"""Slots are filled as Rasa fills them, although not each of them is looked at."""

from pathlib import Path

from rasa.core.actions.action import ActionExtractSlots
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from comedo.agent import load_agent
from comedo.processor import _with_a_slot_for_each_action
from comedo.settings import Settings
from comedo.training import train

ROOT = Path(__file__).parents[2]


async def test_a_message_fills_the_same_slots_as_if_each_was_looked_at(
    tmp_path: Path,
) -> None:
    train(ROOT / "models")
    processor = load_agent(Settings(state_dir=tmp_path, database_url="")).processor
    said = await processor.parse_message(UserMessage("I'm 24, it burns and I've no cysts"))
    message = UserUttered(said["text"], said["intent"], said["entities"], said)
    tracker = DialogueStateTracker.from_events("anna", [message], processor.domain.slots)
    rasas = await ActionExtractSlots(processor.action_endpoint).run(
        CollectingOutputChannel(), processor.nlg, tracker, processor.domain
    )
    await processor.run_action_extract_slots(CollectingOutputChannel(), tracker)
    assert rasas
    assert list(tracker.events)[1:] == rasas


def test_a_slot_with_a_mapping_of_its_own_is_looked_at() -> None:
    custom = {"type": "custom", "action": "action_extract"}
    mappings = [custom, custom, {"type": "from_intent", "intent": "inform", "value": True}]
    domain = Domain.from_dict(
        {
            "intents": ["inform"],
            "actions": ["action_extract"],
            "slots": {
                f"slot_{number}": {"type": "any", "mappings": [mapping]}
                for number, mapping in enumerate([*mappings, mappings[-1]])
            },
        }
    )
    reduced = _with_a_slot_for_each_action(domain)
    names = {slot.name for slot in reduced.slots if slot.name.startswith("slot_")}
    assert names == {"slot_0", "slot_2", "slot_3"}
    assert len(domain.slots) == len(reduced.slots) + 1
