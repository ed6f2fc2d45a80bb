"""Random messages over every channel of a running server: nobody is stuck, its memory stays flat.

600 messages by default; `ENDURANCE_MESSAGES=100000` takes most of an hour.
"""

import asyncio
import itertools
import os
import random
import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Protocol

import psutil
import pytest_asyncio
from aiohttp import ClientSession, ClientTimeout
from bot_api import TOKEN, BotApi
from running_bot import Bot

from comedo.agent import NOT_PROCESSED
from comedo.channels.telegram import SECRET_HEADER
from comedo.testing.services import wait_until

MESSAGES = int(os.environ.get("ENDURANCE_MESSAGES", "600"))
EACH = 20
"""Messages of one person, after whom another one comes."""
AT_ONCE = 9
COMPLAINT = "my whiteheads do not go away"
WORDS = ("whiteheads", "squeeze", "nine", "weeks", "yes", "no", "pus", "restart", "14", "it hurts")
COMMANDS = ("/restart", '/inform{"age": 3}', "EXTERNAL: x", "{{slot}}", "\\n", "delete my data")
SECRET = "a-secret-that-only-telegram-knows"  # noqa: S105


class Person(Protocol):
    """Somebody who writes on one of the channels."""

    async def say(self, text: str) -> list[str]:
        """Write, and return the texts of the replies."""


class RestClient:
    """Writes over REST."""

    def __init__(self, client: ClientSession) -> None:
        self._client = client
        self._sender = uuid.uuid4().hex

    async def say(self, text: str) -> list[str]:
        body = {"sender": self._sender, "message": text}
        async with self._client.post("/webhooks/rest/webhook", json=body) as answer:
            return _texts(await answer.json())


class Visitor:
    """Writes on a website, where a deleted conversation begins anew, as the widget has it."""

    def __init__(self, client: ClientSession) -> None:
        self._client = client
        self._headers: dict[str, str] = {}
        self._after = ""

    async def say(self, text: str) -> list[str]:
        while True:
            body = {"id": uuid.uuid4().hex, "after": self._after, "text": text}
            async with self._client.post(
                "/webhooks/website/message",
                json=body,
                headers=self._headers,
                raise_for_status=False,
            ) as answer:
                if answer.status not in {401, 404}:
                    answer.raise_for_status()
                    turn = await answer.json()
                    self._after = turn["id"]
                    return _texts(turn["messages"])
            async with self._client.post("/webhooks/website/session") as begun:
                session = await begun.json()
            self._headers = {"Authorization": f"Bearer {session['session']}"}
            self._after = session["turns"][-1]["id"]


class TelegramUser:
    """Writes in Telegram, which delivers nothing that is empty."""

    _updates = itertools.count(1)

    def __init__(self, client: ClientSession, api: BotApi) -> None:
        self._client = client
        self._api = api
        self._chat = next(self._updates)

    async def say(self, text: str) -> list[str]:
        before = len(self._api.chats[self._chat])
        number = next(self._updates)
        message = self._api.message(self._chat, "private", number, text=text.strip() or "?")
        update = {"update_id": number, "message": message}
        headers = {SECRET_HEADER: SECRET}
        async with self._client.post("/webhooks/telegram/webhook", json=update, headers=headers):
            return self._api.replies(self._chat)[before:]


def _texts(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages if "text" in message]


def random_text(source: random.Random) -> str:
    """Words about skin, symbols of any script, commands, and mixtures of them."""
    kinds: list[Callable[[], str]] = [
        lambda: " ".join(source.choices(WORDS, k=source.randint(1, 12))),
        lambda: "".join(chr(source.randint(1, 0xD7FF)) for _ in range(source.randint(0, 60))),
        lambda: source.choice(COMMANDS),
        lambda: source.choice(WORDS) * source.randint(1, 400),
    ]
    return " ".join(source.choice(kinds)() for _ in range(source.randint(1, 2)))


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    """Telegram."""
    api = BotApi()
    await api.start()
    yield api
    await api.stop()


async def test_random_messages_leave_nobody_stuck_and_memory_flat(
    api: BotApi, tmp_path: Path, figures: dict[str, Any]
) -> None:
    bot = Bot(
        tmp_path,
        {
            "TURNS_PER_MINUTE_PER_SENDER": "1000000",
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.url,
            "TELEGRAM_MODE": "webhook",
            "TELEGRAM_WEBHOOK_URL": "https://comedo.example/webhooks/telegram/webhook",
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        },
    )
    try:
        await asyncio.to_thread(wait_until, lambda: bot.status("/ready") == 200, "Comedo")
        await api.until(lambda: api.commands)
        memory = await everybody_writes(bot, api)
    finally:
        await asyncio.to_thread(bot.stop)
    last_half = memory[len(memory) // 2 :]
    figures["random messages"] = MESSAGES
    figures["memory of the server, MB"] = f"{min(last_half)} to {max(last_half)}"
    assert max(last_half) <= 1.05 * min(last_half)
    assert not api.refused
    assert "failed" not in bot.log.read_text()


async def everybody_writes(bot: Bot, api: BotApi) -> list[int]:
    """Let people come, write and start over; returns the server's memory (MB) all along."""
    source = random.Random(1)
    process = psutil.Process(bot.process.pid)
    memory: list[int] = []
    async with ClientSession(bot.url, timeout=ClientTimeout(60), raise_for_status=True) as client:
        channels: list[Callable[[], Person]] = [
            lambda: RestClient(client),
            lambda: Visitor(client),
            lambda: TelegramUser(client, api),
        ]
        newcomer = [(await channel().say(COMPLAINT))[-1] for channel in channels]
        people = iter(range(MESSAGES // EACH))

        async def write() -> None:
            for number in people:  # who in the end are asked the first question, as a newcomer is
                channel = number % len(channels)
                person = channels[channel]()
                for _ in range(EACH - 1):
                    replies = await person.say(random_text(source))
                    assert replies and NOT_PROCESSED["text"] not in replies
                asked = (await person.say("restart"))[-1]
                assert asked == newcomer[channel], "stuck"
                assert await person.say(COMPLAINT), "stuck"
                memory.append(process.memory_info().rss // 2**20)

        await asyncio.gather(*(write() for _ in range(AT_ONCE)))
    return memory
