"""The bots that a scripted conversation can be played with, behind one small protocol."""

from __future__ import annotations

import json
import urllib.request
from asyncio import to_thread
from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

Message = dict[str, Any]
"""A bot's message as Rasa's REST channel sends it: ``text``, ``buttons``, ``custom`` …"""

SECONDS_TO_ANSWER = 60


class Bot(Protocol):
    """Whatever answers messages: implement this to play the files over another channel."""

    async def send(
        self, sender: str, text: str, metadata: Mapping[str, Any] | None = None
    ) -> list[Message]:
        """Say `text` as the person `sender`, and return what the bot says in this turn."""
        ...


@runtime_checkable
class BotWithSlots(Bot, Protocol):
    """A bot whose slots can be looked at, and set before a conversation begins."""

    async def slots(self, sender: str) -> Mapping[str, Any]:
        """The slots that are set in the conversation."""
        ...

    async def set_slots(self, sender: str, slots: Mapping[str, Any]) -> None:
        """Begin the conversation with these slots."""
        ...


class RestBot:
    """A running Rasa server with the REST channel."""

    def __init__(self, url: str) -> None:
        """Take the server's address, like ``http://localhost:5005``."""
        self._webhook = f"{url.rstrip('/')}/webhooks/rest/webhook"

    async def send(
        self, sender: str, text: str, metadata: Mapping[str, Any] | None = None
    ) -> list[Message]:
        """Post the message.

        Raises:
            urllib.error.URLError: the server cannot be reached or refuses the message.
        """
        body = {"sender": sender, "message": text, **({"metadata": metadata} if metadata else {})}
        request = urllib.request.Request(  # noqa: S310  (the address is the tester's own)
            self._webhook, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        return await to_thread(_answer, request)


def _answer(request: urllib.request.Request) -> list[Message]:
    with urllib.request.urlopen(request, timeout=SECONDS_TO_ANSWER) as response:  # noqa: S310
        return json.load(response)
