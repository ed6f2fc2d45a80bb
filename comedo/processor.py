"""Rasa's processor, made to take a turn once, wholly or not at all, and to parse nothing twice."""

import copy
from collections.abc import Iterable
from datetime import date
from typing import Any

import ujson
from rasa.core.actions.action import ActionExtractSlots
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT

from comedo.action_runner import failed_action
from comedo.nlu.plain_text import plain_text
from comedo.rasa_fast import PlannedRunner
from comedo.recent import RecentResults
from comedo.stores.conversations import Conversation


class ActionFailed(Exception):
    """An action failed in this turn, so that what the turn has come to must not be saved."""


class AlreadyAnswered(Exception):
    """The message was answered before, with these replies."""

    def __init__(self, replies: list[dict[str, Any]]) -> None:
        """Keep the replies."""
        super().__init__()
        self.replies = replies


class TurnProcessor(MessageProcessor):
    """Rasa's processor, which saves a turn only if all of it went well, and parses a text once."""

    def __init__(self, **rasa: Any) -> None:
        """Load the model."""
        super().__init__(**rasa)
        self.graph_runner: PlannedRunner = PlannedRunner(self.graph_runner)
        self._parses = RecentResults[str]()
        self._domain_of_extraction = _with_a_slot_for_each_action(self.domain)

    async def _handle_message_with_tracker(
        self, message: UserMessage, tracker: DialogueStateTracker
    ) -> None:
        replies = _replies_to(message.message_id, tracker)
        if replies is not None:
            raise AlreadyAnswered(replies)
        await super()._handle_message_with_tracker(message, tracker)

    async def _update_tracker_session(
        self,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        # What the store holds has begun, and the store alone ends it.
        if not (isinstance(tracker, Conversation) and tracker.version):
            await super()._update_tracker_session(tracker, output_channel, metadata)

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Fill the slots."""
        events = await ActionExtractSlots(self.action_endpoint).run(
            output_channel, self.nlg, tracker, self._domain_of_extraction
        )
        await self._send_bot_messages(events, tracker, output_channel)
        tracker.update_with_events(events, self.domain)
        return tracker

    async def save_tracker(self, tracker: DialogueStateTracker) -> None:
        """Save the turn.

        Raises:
            ActionFailed: an action of the turn failed.
        """
        if failed_action.get():
            raise ActionFailed(failed_action.get())
        await super().save_tracker(tracker)

    def _parse_message_with_graph(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        parse = super()._parse_message_with_graph
        if not only_output_properties:
            return parse(message, tracker, False)
        text = plain_text(message.text or "")
        said = f"{date.today()} {text}"  # as "since January" depends on the day
        parsed = self._parses.get(said, lambda: ujson.dumps(parse(message, tracker) | {TEXT: ""}))
        return ujson.loads(parsed) | {TEXT: text}


def _with_a_slot_for_each_action(domain: Domain) -> Domain:
    """The domain, without slots that are filled by the same custom action as one before them.

    Rasa runs such an action once, and looks at each of its slots only to find that it has.
    """
    slots: dict[str, Slot] = {}
    for slot in domain.slots:
        match slot.mappings:
            case [{"type": "custom", "action": action, **others}] if not others:
                slots.setdefault(action, slot)
            case _:
                slots[slot.name] = slot
    reduced = copy.copy(domain)
    reduced.slots = list(slots.values())
    return reduced


def _replies_to(message_id: str, tracker: DialogueStateTracker) -> list[dict[str, Any]] | None:
    """What was answered to the message, or None if it is new."""

    def holds(events: Iterable[Event]) -> bool:
        return any(type(e) is UserUttered and e.message_id == message_id for e in events)

    if not holds(tracker.events):
        return None
    turn = next(filter(holds, _turns(tracker)))
    return [event.message() for event in turn if isinstance(event, BotUttered)]


def _turns(tracker: DialogueStateTracker) -> list[list[Event]]:
    """The events of each turn; what opens a session belongs to the first message in it."""
    turns: list[list[Event]] = [[]]
    for event in tracker.events:
        opens = isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME
        asked = any(isinstance(earlier, UserUttered) for earlier in turns[-1])
        if opens or (asked and isinstance(event, UserUttered)):
            turns.append([])
        turns[-1].append(event)
    return turns
