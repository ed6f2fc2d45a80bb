"""A Bot API server of our own on loopback, as strict as Telegram documents its own to be.

People write to the bot by the methods of `BotApi`, and its `trouble` makes the network or Telegram
fail.
"""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from bot_api_rules import Json, Refused, keyboard, length, plain_text, require
from trouble import Trouble

TOKEN = "123456:AAF-a_token_that_nobody_else_may_learn"  # noqa: S105
USERNAME = "ComedoTestBot"
BOT = {"id": 123456, "is_bot": True, "first_name": "Comedo", "username": USERNAME}
BLOCKED = "Forbidden: bot was blocked by the user"
ACTIONS = {"typing", "upload_photo", "upload_document"}


@dataclass
class Shown:
    """A message of the bot as its reader sees it."""

    id: int
    text: str
    keyboard: list[list[Json]] = field(default_factory=list)
    document: bytes | None = None
    document_name: str = ""
    update: Json = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        return [button["text"] for row in self.keyboard for button in row]


class BotApi:
    """Telegram, with people in it. Start it, then let them write."""

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.chats: dict[int, list[Shown]] = defaultdict(list)
        """What the bot has sent, by chat."""
        self.calls: list[tuple[str, Json]] = []
        """Each request that reached Telegram: its method and parameters."""
        self.refused: list[str] = []
        """Descriptions of what was refused other than by `trouble`."""
        self.alerts: list[str] = []
        """What presses on buttons were answered with."""
        self.commands: list[str] = []
        self.blocked: set[int] = set()
        """Chats whose person has blocked the bot."""
        self.flooded: set[int] = set()
        """Chats that the bot has sent too much to."""
        self.webhook: Json = {}
        self.confirmed = 0
        self._updates: list[Json] = []
        self._last = {"update": 1000, "message": 0, "query": 0}
        self._people: dict[int, Json] = {}
        self._open_queries: set[str] = set()
        self._changed = asyncio.Condition()
        self._poll: asyncio.Future[None] | None = None
        self._deliveries: set[asyncio.Task[None]] = set()
        self._order: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._runner: web.AppRunner | None = None
        self.port = 0

    # The server

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Serve on a free port, or on the same one again."""
        app = web.Application(client_max_size=50 * 2**20)
        app.router.add_post("/bot{token}/{method}", self._receive)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Go out of reach."""
        for delivery in self._deliveries:
            delivery.cancel()
        if self._runner:
            await self._runner.cleanup()

    async def until(self, holds: Callable[[], Any], timeout: float = 60) -> None:
        """Wait until something holds, looking whenever anything has happened."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(holds), timeout)

    # People

    async def write(self, chat: int, text: str, **fields: Any) -> int:
        """A person writes to the bot in private; returns the id of the message."""
        return await self.send(chat, text=text, **fields)

    async def send(self, chat: int, kind: str = "private", **fields: Any) -> int:
        """A person sends whatever it is."""
        self._last["message"] += 1
        await self.update(message=self.message(chat, kind, self._last["message"], **fields))
        return self._last["message"]

    async def edit(self, chat: int, message_id: int, text: str) -> None:
        """A person edits a message that they sent."""
        edited = self.message(chat, "private", message_id, text=text, edit_date=1_700_000_001)
        await self.update(edited_message=edited)

    async def press(self, chat: int, title: str, shown: Shown | None = None) -> None:
        """A person presses a button: of the latest message that has it, or of the one given."""
        shown = shown or next(s for s in reversed(self.chats[chat]) if title in s.titles)
        [data] = [b["callback_data"] for row in shown.keyboard for b in row if b["text"] == title]
        self._last["query"] += 1
        query = {
            "id": f"43829058712{self._last['query']:07}",
            "from": self.person(chat),
            "chat_instance": "1",
            "data": data,
            "message": shown.update,
        }
        self._open_queries.add(query["id"])
        await self.update(callback_query=query)

    def person(self, chat: int) -> Json:
        return self._people.setdefault(
            chat, {"id": chat, "is_bot": False, "first_name": f"Person {chat}"}
        )

    def message(self, chat: int, kind: str, message_id: int, **fields: Any) -> Json:
        place = {"id": chat, "type": kind, **({"title": "Group"} if kind != "private" else {})}
        sender = self.person(chat if kind == "private" else 7)
        self.person(chat)
        date = 1_700_000_000
        return {"message_id": message_id, "date": date, "chat": place, "from": sender, **fields}

    async def update(self, **update: Any) -> int:
        """Something happens that the bot is told of."""
        self._last["update"] += 1
        update = {"update_id": self._last["update"], **update}
        for _ in range(2 if self.trouble.strikes("repeated", "getUpdates") else 1):
            if self.webhook:
                delivery = asyncio.create_task(self._deliver(update))
                self._deliveries.add(delivery)
                delivery.add_done_callback(self._deliveries.discard)
            else:
                self._updates.append(update)
        await self._notify()
        return update["update_id"]

    async def _deliver(self, update: Json) -> None:
        """Post to the webhook until it answers 200, in order within a chat as Telegram does."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
        happened = update.get("callback_query") or update.get("message") or {}
        in_turn = self._order[happened.get("chat", happened.get("from", {})).get("id", 0)]
        async with in_turn, ClientSession(timeout=ClientTimeout(10)) as session:
            while True:
                try:
                    url = self.webhook["url"]
                    async with session.post(url, json=update, headers=headers) as answer:
                        if answer.status == 200:
                            return
                except (ClientError, asyncio.TimeoutError):
                    pass
                await asyncio.sleep(0.1)

    # The bot's side

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        data: Json = dict(await request.post())
        try:
            if request.match_info["token"] != TOKEN:
                raise Refused(401, "Unauthorized")
            self._strike(method)
            self.calls.append((method, data))
            serve = getattr(self, f"_{method}", None)
            if serve is None:
                raise Refused(404, "Not Found")
            result = await serve(data)
        except ConnectionResetError:
            return _hang_up(request)
        except Refused as refusal:
            if refusal.body["error_code"] in {400, 401, 404}:
                self.refused.append(f"{method}: {refusal}")
            await self._notify()
            return web.json_response(refusal.body, status=refusal.body["error_code"])
        await self._notify()
        if self.trouble.strikes("lost_answers", method):
            return _hang_up(request)
        return web.json_response({"ok": True, "result": result})

    def _strike(self, method: str) -> None:
        if self.trouble.strikes("dropped", method):
            raise ConnectionResetError
        if self.trouble.strikes("broken", method):
            raise Refused(502, "Bad Gateway")
        if self.trouble.strikes("flood", method):
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _getMe(self, data: Json) -> Json:
        return BOT

    async def _setMyCommands(self, data: Json) -> bool:
        commands = json.loads(data["commands"])
        require(len(commands) <= 100, "too many commands")
        for command in commands:
            require(re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]), "BOT_COMMAND_INVALID")
            require(1 <= len(command["description"]) <= 256, "BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands = [command["command"] for command in commands]
        return True

    async def _setWebhook(self, data: Json) -> bool:
        require(re.match(r"https://|http://127\.0\.0\.1:", data["url"]), "HTTPS url required")
        require(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", data["secret_token"]), "bad secret token")
        self.webhook = data
        return True

    async def _deleteWebhook(self, data: Json) -> bool:
        self.webhook = {}
        return True

    async def _getUpdates(self, data: Json) -> list[Json]:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._poll and not self._poll.done():
            self._poll.cancel()
        poll = self._poll = asyncio.get_running_loop().create_future()
        offset = int(data.get("offset", 0))
        self.confirmed = max(self.confirmed, offset - 1)
        await self._notify()
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        waiting = asyncio.create_task(self.until(lambda: self._updates or poll.done(), 3600))
        try:
            await asyncio.wait_for(waiting, float(data.get("timeout", 0)))
        except asyncio.TimeoutError:
            poll.cancel()
            return []
        if poll.done():
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        poll.set_result(None)
        return self._updates[: int(data.get("limit", 100))]

    async def _sendChatAction(self, data: Json) -> bool:
        self._check_chat(data)
        require(data["action"] in ACTIONS, "wrong parameter action in request")
        return True

    async def _sendMessage(self, data: Json) -> Json:
        text = plain_text(data)
        require(text.strip(), "message text is empty")
        require(length(text) <= 4096, "message is too long")
        return self._show(data, text=text)

    async def _sendDocument(self, data: Json) -> Json:
        # The file is a part of its own, which the document names as attach://<part>.
        file = (
            data[data["document"].removeprefix("attach://")]
            if isinstance(data["document"], str)
            else data["document"]
        )
        content = file.file.read()
        require(content, "file must be non-empty")
        require(length(data.get("caption", "")) <= 1024, "message caption is too long")
        return self._show(data, text=data.get("caption", ""), document=content, name=file.filename)

    async def _answerCallbackQuery(self, data: Json) -> bool:
        known = data["callback_query_id"] in self._open_queries
        require(known, "query is too old and response timeout expired or query ID is invalid")
        require(length(data.get("text", "")) <= 200, "MESSAGE_TOO_LONG")
        self._open_queries.discard(data["callback_query_id"])
        self.alerts.append(data.get("text", ""))
        return True

    async def _editMessageText(self, data: Json) -> Json:
        text = plain_text(data)
        require(length(text) <= 4096, "message is too long")
        return self._edited(data, text)

    async def _editMessageReplyMarkup(self, data: Json) -> Json:
        return self._edited(data, None)

    def _edited(self, data: Json, text: str | None) -> Json:
        self._check_chat(data)
        shown = next(
            (s for s in self.chats[int(data["chat_id"])] if s.id == int(data["message_id"])), None
        )
        require(shown, "message to edit not found")
        assert shown
        buttons = keyboard(data)
        changed = (text not in {None, shown.text}) or buttons != shown.keyboard
        require(changed, "message is not modified")
        shown.text = shown.text if text is None else text
        shown.keyboard = buttons
        shown.update = {**shown.update, "text": shown.text}
        shown.update.pop("reply_markup", None)
        return shown.update

    def _check_chat(self, data: Json) -> int:
        chat = int(data["chat_id"])
        require(chat in self._people, "chat not found")
        if chat in self.blocked:
            raise Refused(403, BLOCKED)
        if chat in self.flooded:
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        return chat

    def _show(self, data: Json, text: str, document: bytes | None = None, name: str = "") -> Json:
        chat = self._check_chat(data)
        buttons = keyboard(data)
        self._last["message"] += 1
        content = {"text": text} if document is None else {"document": {"file_id": "1"}}
        kind = "private" if chat > 0 else "supergroup"
        message = self.message(chat, kind, self._last["message"], **content)
        message["from"] = BOT
        if buttons:
            message["reply_markup"] = {"inline_keyboard": buttons}
        if document is not None:
            message["document"] = {"file_id": "1", "file_unique_id": "1"}
        shown = Shown(message["message_id"], text, buttons, document, name, message)
        self.chats[chat].append(shown)
        return message

    @property
    def open_queries(self) -> set[str]:
        """Presses on buttons that still show a spinner."""
        return self._open_queries

    def replies(self, chat: int) -> list[str]:
        """The texts that the bot has sent to a chat."""
        return [shown.text for shown in self.chats[chat]]


def _hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.abort()
    return web.Response()
