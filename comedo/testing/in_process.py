"""A Rasa agent in this process as the bot to play conversations with; by default, Comedo's."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered

from comedo.agent import load_agent
from comedo.settings import Settings
from comedo.testing.bots import Message
from comedo.training import train

CHANNEL = "rest"


class _Recorder(OutputChannel):
    """Keeps the messages as they are, with the names of their responses."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_response(self, recipient_id: str, message: Message) -> None:
        self.messages.append(message)


class AgentBot:
    """A loaded Rasa agent, in this process."""

    def __init__(self, agent: Agent, conversation_id: str = "{sender}") -> None:
        """Take the agent, and how it names the conversation of a `{sender}` on a `{channel}`."""
        self.agent = agent
        self._conversation_id = conversation_id

    async def send(
        self, sender: str, text: str, metadata: Mapping[str, Any] | None = None
    ) -> list[Message]:
        """Let the agent handle the message."""
        recorder = _Recorder()
        await self.agent.handle_message(
            UserMessage(
                text,
                recorder,
                sender,
                input_channel=CHANNEL,
                metadata=dict(metadata) if metadata else None,
            )
        )
        return recorder.messages

    async def slots(self, sender: str) -> Mapping[str, Any]:
        """The slots that are set in the conversation; none once it was deleted."""
        tracker = await self.agent.tracker_store.retrieve(self._id(sender))
        return tracker.current_slot_values() if tracker else {}

    async def set_slots(self, sender: str, slots: Mapping[str, Any]) -> None:
        """Save a conversation in which nothing has happened but that these slots were set."""
        events: list[Event] = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            ActionExecuted(ACTION_LISTEN_NAME),
            # A store need not keep a conversation in which nobody spoke.
            UserUttered("(fixtures)"),
            *(SlotSet(name, value) for name, value in slots.items()),
            ActionExecuted(ACTION_LISTEN_NAME),
        ]
        store = self.agent.tracker_store
        tracker = await store.create_tracker(self._id(sender), append_action_listen=False)
        tracker.update_with_events(events, store.domain)
        await store.save(tracker)

    def _id(self, sender: str) -> str:
        return self._conversation_id.format(channel=CHANNEL, sender=sender)


def load_comedo(when_done: Callable[[Callable[[], None]], object], model: Path | None) -> AgentBot:
    """Load the model, or the current one, which is trained first if there is none.

    Args:
        when_done: takes a function to call once the bot is no longer needed.
        model: the model to load as it is.

    Raises:
        comedo.failure.Failure: the model cannot be trained or loaded.
    """
    state = TemporaryDirectory()
    when_done(state.cleanup)
    # Whatever a developer's .env says, tests keep their hands off its database.
    options = {
        "state_dir": state.name,
        "database_url": "",
        "redis_url": "",
        "action_endpoint_url": "",
        "turns_per_minute_per_sender": 1_000_000,
    }
    with warnings.catch_warnings(), patch.dict(os.environ):
        warnings.simplefilter("ignore")
        options["models"] = model or train(Path("models"))
        return AgentBot(load_agent(Settings.parse_obj(options)), "{channel}:{sender}")
