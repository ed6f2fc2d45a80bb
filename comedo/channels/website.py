"""The website channel: serves the widget, and answers it exactly once on whatever network.

Routes under `/webhooks/website/`, of which the last four speak JSON:

- `GET /` a demo page; `GET widget.js` the widget; `GET widget.<hash>.js` the same for ever.
- `POST session` begins a conversation: `{"session", "turns"}`. Sent with the `Authorization` of
  an older conversation it restarts: that one is deleted.
- `GET session` the turns which are kept: `{"turns"}`.
- `DELETE session` deletes the conversation at once.
- `POST message` takes `{"id", "after", "text"}` and answers with the turn.

A turn is `{"id", "text", "messages"}`, where `messages` is what Rasa's REST channel answers with.
`Authorization: Bearer <session>` names the conversation; a session is known to nobody but the
browser which began it, and to no other channel.

`id` is chosen by the client. A message that is sent again under its `id` gets the same turn again.
`after` is the id of the turn which the message answers; if another tab has answered that one, this
message would be taken as the answer to the next question, so it is refused with 409.
"""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypedDict

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Blueprint, Sanic
from sanic.exceptions import Forbidden, InvalidUsage, NotFound, PayloadTooLarge, Unauthorized
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from comedo.channels.website_files import demo_page, widget
from comedo.settings import settings

SESSION = re.compile(r"web-[A-Za-z0-9_-]{43}")
MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
GREETING_ID = "start"
"""Id of the turn in which the bot introduces itself. The person has said nothing in it."""
ON_START = "hi"
"""What the bot is told on behalf of a person who opened the widget."""

Turns = list["Turn"]
_UNFINISHED: set[asyncio.Future[Any]] = set()


class Turn(TypedDict):
    """What the person said, `None` in the greeting, and what the bot replied."""

    id: str
    text: str | None
    messages: list[dict[str, Any]]


class WebsiteInput(InputChannel):
    """Configured as `comedo.channels.website.WebsiteInput` in `credentials.yml`."""

    def __init__(self, origins: Iterable[str], max_characters: int) -> None:
        """Take the sites that may embed the widget, and the longest message to accept."""
        self._origins = frozenset(origins)
        self._max_characters = max_characters

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WebsiteInput":
        """Made from the settings; `credentials.yml` only names the channel."""
        options = settings()
        return cls(options.website_origins.split(), options.max_message_characters)

    @classmethod
    def name(cls) -> str:
        """The channel's place under /webhooks/."""
        return "website"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes."""
        website = Blueprint("website")
        script = widget()
        website.add_route(demo_page, "/", methods=["GET"])

        @website.get("/widget.js")
        async def latest_widget(request: Request) -> HTTPResponse:
            return script.response(request, "public, max-age=3600, stale-while-revalidate=86400")

        @website.get(f"/{script.hashed_name}")
        async def widget_for_ever(request: Request) -> HTTPResponse:
            return script.response(request, "public, max-age=31536000, immutable")

        @website.on_request
        async def check_origin(request: Request) -> None:
            if self._foreign(request) and request.method not in {"GET", "HEAD"}:
                raise Forbidden("This website may not use this bot (setting WEBSITE_ORIGINS).")

        @website.on_response
        async def share_with_origin(request: Request, response: HTTPResponse) -> None:
            if not response.headers.get("Access-Control-Allow-Origin"):
                response.headers.update(self._shared_with(request))

        async def preflight(_: Request) -> HTTPResponse:
            return empty()

        for path in ("/session", "/message"):
            website.add_route(preflight, path, methods=["OPTIONS"], name=f"ask before {path}")

        @website.post("/session")
        async def start(request: Request) -> HTTPResponse:
            if request.token:
                await self._delete(request.app, session_of(request))
            session = f"web-{secrets.token_urlsafe(32)}"
            greeting = UserMessage(
                ON_START,
                CollectingOutputChannel(),
                session,
                input_channel=self.name(),
                message_id=GREETING_ID,
            )
            turn = await _finish(_take_turn(on_new_message, greeting))
            return json({"session": session, "turns": [turn]}) if turn else _not_saved()

        @website.get("/session")
        async def history(request: Request) -> HTTPResponse:
            return json({"turns": await self._turns(request.app, session_of(request))})

        @website.delete("/session")
        async def delete(request: Request) -> HTTPResponse:
            await self._delete(request.app, session_of(request))
            return empty()

        @website.post("/message")
        async def receive(request: Request) -> HTTPResponse:
            session = session_of(request)
            message, after = self._read(request, session)

            async def answer_once() -> HTTPResponse:
                async with self._one_at_a_time(request.app, session):
                    turns = await self._turns(request.app, session)
                    turn = next((turn for turn in turns if turn["id"] == message.message_id), None)
                    if turn is None and turns and turns[-1]["id"] != after:
                        return json({"error": "The conversation has moved on."}, status=409)
                    turn = turn or await _take_turn(on_new_message, message)
                    return json(turn) if turn else _not_saved()

            return await _finish(answer_once())

        return website

    def _foreign(self, request: Request) -> bool:
        """Whether a page of a site that is not allowed to has sent the request."""
        origin = request.headers.get("Origin")
        own = {f"http://{request.host}", f"https://{request.host}"}
        return origin is not None and origin not in self._origins | own

    def _shared_with(self, request: Request) -> dict[str, str]:
        headers = {"Vary": "Origin"}
        if request.headers.get("Origin") in self._origins:
            headers |= {
                "Access-Control-Allow-Origin": request.headers["Origin"],
                "Access-Control-Allow-Methods": "GET, POST, DELETE",
                "Access-Control-Allow-Headers": "Authorization, Content-Type",
                "Access-Control-Expose-Headers": "Retry-After",
                "Access-Control-Max-Age": "86400",
            }
        return headers

    def _read(self, request: Request, session: str) -> tuple[UserMessage, str]:
        body = request.json
        if not isinstance(body, dict) or not all(
            isinstance(body.get(key), str) for key in ("id", "after", "text")
        ):
            raise InvalidUsage('The body must be JSON, like {"id": "…", "after": "…", "text": "…"}')
        if not MESSAGE_ID.fullmatch(body["id"]):
            raise InvalidUsage("id must be 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.")
        if len(body["text"]) > self._max_characters:
            raise PayloadTooLarge(f"A message has at most {self._max_characters} characters.")
        message = UserMessage(
            body["text"],
            CollectingOutputChannel(),
            session,
            input_channel=self.name(),
            message_id=body["id"],
        )
        return message, body["after"]

    async def _turns(self, app: Sanic, session: str) -> Turns:
        """The turns of the session that the tracker still has.

        Raises:
            NotFound: there never was such a session, or it has been deleted.
        """
        tracker = await app.ctx.agent.tracker_store.retrieve(self._conversation_id(session))
        if tracker is None:
            raise NotFound("There is no such conversation; it may have expired.")
        turns: Turns = []
        for event in tracker.events:
            if isinstance(event, UserUttered) and event.message_id != GREETING_ID:
                turns.append(Turn(id=str(event.message_id), text=event.text, messages=[]))
            elif isinstance(event, BotUttered):
                if not turns:
                    turns.append(Turn(id=GREETING_ID, text=None, messages=[]))
                collector = CollectingOutputChannel()
                await collector.send_response(session, event.message())
                turns[-1]["messages"] += _public(collector.messages)
        return turns

    async def _delete(self, app: Sanic, session: str) -> None:
        async with self._one_at_a_time(app, session):
            await app.ctx.agent.tracker_store.delete(self._conversation_id(session))

    def _one_at_a_time(self, app: Sanic, session: str) -> Any:
        """A lock around reading the turns and taking the next one, in whichever worker.

        Its id differs from that of the agent's own lock, which is taken inside it.
        """
        return app.ctx.agent.lock_store.lock(f"turns of {self._conversation_id(session)}")

    def _conversation_id(self, session: str) -> str:
        """The id under which the agent keeps the conversation, apart from other channels'."""
        return f"{self.name()}:{session}"


def session_of(request: Request) -> str:
    """The session which the request is authorised for.

    Raises:
        Unauthorized: it names none.
    """
    session = request.token or ""
    if not SESSION.fullmatch(session):
        raise Unauthorized("The header must have Authorization: Bearer <session>.")
    return session


async def _take_turn(
    on_new_message: Callable[[UserMessage], Awaitable[Any]], message: UserMessage
) -> Turn | None:
    """The turn that the message leads to; `None` if it could not be saved."""
    await on_new_message(message)
    messages = _public(message.output_channel.messages)
    topics = {(reply.get("custom") or {}).get("topic") for reply in messages}
    if "not_saved" in topics:
        return None
    text = None if message.message_id == GREETING_ID else message.text
    return Turn(id=message.message_id, text=text, messages=messages)


async def _finish(turn: Awaitable[Any]) -> Any:
    """Take the turn to its end, also when the browser drops the connection meanwhile."""
    task = asyncio.ensure_future(turn)
    _UNFINISHED.add(task)  # the event loop itself would let go of it
    task.add_done_callback(_UNFINISHED.discard)
    return await asyncio.shield(task)


def _not_saved() -> HTTPResponse:
    return json({"error": "I couldn't save that; please send it again."}, status=503)


def _public(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages without the session, which nobody but the browser's own code needs to see."""
    return [
        {key: value for key, value in message.items() if key != "recipient_id"}
        for message in messages
    ]
