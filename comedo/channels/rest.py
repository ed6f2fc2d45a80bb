"""Rasa's REST channel, for scripts and evaluations, with nothing left to the client's goodwill.

`POST /webhooks/rest/webhook` takes `{"sender", "message"}` and answers with a list of messages, as
Rasa's own does. Beyond that it takes a `message_id`, under which a message that is sent again gets
the same answer again, and says what is wrong with a request instead of answering `[]`.
"""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, json

MAX_ID_CHARACTERS = 128
MAX_METADATA_KEYS = 20


class RestInput(InputChannel):
    """Configured as `comedo.channels.rest.RestInput` in `credentials.yml`."""

    @classmethod
    def name(cls) -> str:
        """The channel's place under /webhooks/, which is that of Rasa's own."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes."""
        webhook = Blueprint("rest")

        @webhook.get("/")
        async def health(_: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @webhook.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            message = read_message(request)
            await on_new_message(message)
            return json(message.output_channel.messages)

        return webhook


def read_message(request: Request) -> UserMessage:
    """The message in the body of the request.

    A request without a sender starts a conversation of its own, whose `recipient_id` in the reply
    continues it.

    Raises:
        InvalidUsage: the body is not such a message.
    """
    body = request.json
    if not isinstance(body, dict) or not isinstance(body.get("message"), str):
        raise InvalidUsage('The body must be JSON, like {"sender": "…", "message": "…"}.')
    for key in ("sender", "message_id"):
        value = body.get(key)
        if value is not None and not (
            isinstance(value, str) and 0 < len(value) <= MAX_ID_CHARACTERS
        ):
            raise InvalidUsage(f"{key} must be a text of 1 to {MAX_ID_CHARACTERS} characters.")
    metadata = body.get("metadata")
    if metadata is not None and not (
        isinstance(metadata, dict) and len(metadata) <= MAX_METADATA_KEYS
    ):
        raise InvalidUsage(f"metadata must be an object of at most {MAX_METADATA_KEYS} keys.")
    return UserMessage(
        body["message"],
        CollectingOutputChannel(),
        body.get("sender") or uuid.uuid4().hex,
        input_channel=RestInput.name(),
        message_id=body.get("message_id"),
        metadata=metadata,
    )
