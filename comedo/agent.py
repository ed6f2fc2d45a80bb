"""Takes a turn: from a person's message to the bot's replies, exactly once and never in silence.

Every channel hands its messages to `ComedoAgent.handle_message`, as Rasa has it. What a channel can
count on:

- Messages of one person are answered in the order in which they came, those of others meanwhile.
- A person's conversation belongs to the channel: `sender_id` "42" of one channel is not "42" of
  another.
- The replies go to `message.output_channel` once the whole turn is saved; if it cannot be saved,
  nothing of it is, and an honest reply goes out instead.
- A message whose `message_id` was answered in the last few turns gets the same replies again and
  is not processed twice, in whichever process it arrives. Give `UserMessage` a `message_id` that
  the client repeats when it sends the message again.
"""

import asyncio
import copy
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import rasa.model
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.exceptions import ModelNotFound
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from comedo import metrics
from comedo.action_runner import InProcessActions, RemoteActions, failed_action
from comedo.console import describe
from comedo.failure import Failure
from comedo.processor import AlreadyAnswered, TurnProcessor
from comedo.settings import Settings
from comedo.stores.conversations import SavedElsewhere
from comedo.stores.limits import RateLimiter

logger = logging.getLogger(__name__)

TRIES = 3
"""How often a turn is tried that collides with another of the same conversation."""

NOT_PROCESSED = {
    "text": "Sorry, something went wrong on my side and I couldn't save that. "
    "Please send it again. If it may be urgent, please don't wait for me: call a doctor.",
    "custom": {"schema": 1, "kind": "notice", "topic": "not_saved"},
}
NOTHING_TO_SAY = {
    "text": "Sorry, I have no answer to that. Could you say it in other words?",
    "custom": {"schema": 1, "kind": "notice", "topic": "not_understood"},
}


class TooManyTurns(Exception):
    """A person or an address sends messages faster than the settings allow."""

    def __init__(self, seconds: int) -> None:
        """Say after how many seconds the next message would be allowed."""
        super().__init__()
        self.seconds = seconds


class ComedoAgent(Agent):
    """Rasa's agent, with the guarantees that this module's docstring lists."""

    def __init__(self, options: Settings, **rasa: Any) -> None:
        """Take the limits from the settings and the rest from Rasa."""
        self._options = options
        self._limiter = RateLimiter(options.turns_per_minute_per_sender, options.redis_url)
        super().__init__(**rasa)

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load the model, with Comedo's processor."""
        self.processor = TurnProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.tracker_store.domain = self.processor.domain
        self.nlg.responses = self.domain.responses
        self._set_fingerprint(fingerprint)
        if isinstance(self.action_endpoint, InProcessActions):
            self.action_endpoint.domain = self.domain.as_dict()

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]]:
        """Answer the message on its output channel, and return the replies.

        Raises:
            TooManyTurns: the person sends messages faster than the settings allow.
        """
        wait = await self._limiter.check(f"sender:{message.input_channel}:{message.sender_id}")
        if wait:
            raise TooManyTurns(wait)
        with metrics.turn(message.input_channel) as turn:
            try:
                turn_taken = self._turn_or_again(message)
                replies = await asyncio.wait_for(turn_taken, self._options.turn_timeout)
            except Exception as error:
                turn.failed(error)
                logger.error("turn failed: error=%s", describe(error))
                logger.debug("turn failed", exc_info=error)
                replies = [NOT_PROCESSED]
            replies = _urgent_alone(replies)
            turn.answered(replies)
        for reply in replies:
            await message.output_channel.send_response(message.sender_id, copy.deepcopy(reply))
        return replies

    async def _turn_or_again(self, message: UserMessage) -> list[dict[str, Any]]:
        """Take the turn again if another one of the conversation was saved meanwhile.

        That happens where the lock could not be had or was lost; nothing has been sent by then.
        """
        for _ in range(TRIES - 1):
            try:
                return await self._turn(message)
            except SavedElsewhere:
                logger.warning("turn collided: taking it again")
        return await self._turn(message)

    async def _turn(self, message: UserMessage) -> list[dict[str, Any]]:
        outbox = _Outbox(message.output_channel.name())
        inner = UserMessage(
            text=(message.text or "")[: self._options.max_message_characters],
            output_channel=outbox,
            sender_id=f"{message.input_channel}:{message.sender_id}",
            input_channel=message.input_channel,
            message_id=message.message_id,
            metadata=message.metadata,
        )
        failed_action.set(None)
        async with self.lock_store.lock(inner.sender_id):
            try:
                await self.processor.handle_message(inner)
            except AlreadyAnswered as earlier:
                return earlier.replies
        return outbox.replies or [NOTHING_TO_SAY]

    async def failing_stores(self) -> list[str]:
        """The stores that do not answer: "database", "redis"."""
        failing = []
        for name, store in (("database", self.tracker_store), ("redis", self.lock_store)):
            try:
                await asyncio.wait_for(store.check(), timeout=3)
            except asyncio.TimeoutError:
                # As under heavy load, or where a network swallows everything: nobody can tell.
                logger.warning("store slow: store=%s", name)
                failing.append(name)
            except Exception as error:
                logger.error("store unavailable: store=%s error=%s", name, describe(error))
                failing.append(name)
        return failing

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        """Leave out Rasa's fallback, which keeps what could not be saved in this process alone."""
        if store is None:
            raise Failure("endpoints.yml names no tracker_store.")
        return store


class _Outbox(OutputChannel):
    """Holds the replies back until the turn is saved."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.replies: list[dict[str, Any]] = []

    def name(self) -> str:  # type: ignore[override]
        """The name of the real channel, by which Rasa chooses among variations of a reply."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.replies.append(message)


def load_agent(options: Settings) -> ComedoAgent:
    """Load the newest model, with the stores and actions that `endpoints.yml` names.

    Raises:
        Failure: there is no model, or it cannot be loaded.
    """
    with _environment(options.environment()):
        endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    agent = ComedoAgent(
        options,
        tracker_store=TrackerStore.create(endpoints.tracker_store),
        lock_store=LockStore.create(endpoints.lock_store),
        action_endpoint=_actions(endpoints.action),
    )
    model = _newest_model(options.models)
    try:
        agent.load_model(model)
    except Exception as error:
        raise Failure(
            f"The model {model} is damaged or was trained by other code ({type(error).__name__}): "
            "delete it, then `make train` makes a new one."
        ) from error
    return agent


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    """Show the settings in the environment, by which `endpoints.yml` names them, for a moment."""
    before = dict(os.environ)
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _newest_model(models: Path) -> str:
    try:
        return rasa.model.get_local_model(str(models))
    except ModelNotFound as error:
        raise Failure(f"There is no model in {models}; `make train` trains one.") from error


def _actions(endpoint: EndpointConfig | None) -> EndpointConfig:
    if endpoint and endpoint.url:
        return RemoteActions(endpoint.url, **endpoint.kwargs)
    return InProcessActions()


def _urgent_alone(replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The replies, or only those that send someone to urgent care, if there are any."""
    urgent = [r for r in replies if (r.get("custom") or {}).get("kind") == "safety"]
    return urgent or replies
