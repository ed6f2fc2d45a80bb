"""Rasa's processor, made to take a turn once, wholly or not at all, and to parse nothing twice."""

from datetime import date
from typing import Any

import ujson
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT

from comedo.action_runner import failed_action
from comedo.nlu.plain_text import plain_text
from comedo.rasa_fast import PlannedRunner
from comedo.recent import RecentResults


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

    async def _handle_message_with_tracker(
        self, message: UserMessage, tracker: DialogueStateTracker
    ) -> None:
        replies = _replies_to(message.message_id, tracker)
        if replies is not None:
            raise AlreadyAnswered(replies)
        await super()._handle_message_with_tracker(message, tracker)

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


def _replies_to(message_id: str, tracker: DialogueStateTracker) -> list[dict[str, Any]] | None:
    """What was answered to the message, or None if it is new."""
    for turn in _turns(tracker):
        if any(isinstance(event, UserUttered) and event.message_id == message_id for event in turn):
            return [event.message() for event in turn if isinstance(event, BotUttered)]
    return None


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
