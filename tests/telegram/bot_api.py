"""A Bot API server of our own on loopback, as strict as Telegram documents its own to be.

People write to the bot by the methods of `BotApi`, and its `trouble` makes the network or Telegram
fail.
"""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from bot_api_chats import BOT, Chats, Shown
from bot_api_rules import Json, Refused, require
from trouble import Trouble

TOKEN = "123456:AAF-a_token_that_nobody_else_may_learn"  # noqa: S105


class BotApi(Chats):
    """Telegram, with people in it. Start it, then let them write."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble = Trouble()
        self.calls: list[tuple[str, Json]] = []
        """Each request that reached Telegram: its method and parameters."""
        self.refused: list[str] = []
        """Descriptions of what was refused other than by `trouble`."""
        self.commands: list[str] = []
        self.webhook: Json = {}
        self.confirmed = 0
        self._updates: list[Json] = []
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


def _hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.abort()
    return web.Response()
