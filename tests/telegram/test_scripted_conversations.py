"""The scripted conversations come to the same by Telegram as in this process or over REST."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from bot_api import BotApi
from echo_bot import Server

from comedo.channels.telegram.updates import COMMANDS
from comedo.testing.bots import Message
from comedo.testing.cases import Case, read_cases
from comedo.testing.play import play

FILES = sorted(Path(__file__).parents[1].glob("conversations/**/*.yml"))
NEW_CHAT = count(1)
"""The agent and what it remembers are the same in all tests of a run."""
MOST_CHARACTERS = 4096
"""Telegram's apps send longer messages as several."""


class TelegramBot:
    """People who write to the bot in Telegram, or press a button where one says what they want."""

    def __init__(self, api: BotApi, agent: Any) -> None:
        """Listen in on what the agent replies."""
        self._api = api
        self._replies: dict[str, list[list[Message]]] = defaultdict(list)
        self._chats: dict[str, int] = defaultdict(NEW_CHAT.__next__)
        answer = type(agent).handle_message

        async def handle_message(message: Any) -> list[Message]:
            replies = await answer(agent, message)
            self._replies[message.sender_id].append(replies)
            return replies

        agent.handle_message = handle_message

    async def send(
        self, sender: str, text: str, metadata: Mapping[str, Any] | None = None
    ) -> list[Message]:
        """Say it, and see in the chat what the agent replied."""
        chat = self._chats[sender]
        turns, before = self._replies[str(chat)], len(self._api.chats[chat])
        answered = len(turns)
        offered = [shown for shown in self._api.chats[chat] if text in shown.titles]
        if offered and offered[-1] is self._api.chats[chat][-1]:
            await self._api.press(chat, text)
        else:
            await self._api.write(chat, text)
        await self._api.until(lambda: self._api.commands and len(turns) > answered)
        seen = [shown.text for shown in self._api.chats[chat][before:] if shown.document is None]
        replied = [reply["text"] for reply in turns[-1] if reply.get("text")]
        assert " ".join(seen).split() == " ".join(replied).split()
        return turns[-1]


def can_be_typed(case: Case) -> bool:
    """Whether Telegram lets a person say all of it: nothing empty, and a command is a command."""
    said = [str(step.value or "").strip() for step in case.steps if step.kind == "user"]
    return all(
        0 < len(text) <= MOST_CHARACTERS and text.removeprefix("/") not in COMMANDS for text in said
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_conversations_come_to_the_same(
    file: Path, api: BotApi, serve: Callable[..., Server], conversation_stage: Any
) -> None:
    agent = conversation_stage.bot.agent
    serve(load=lambda _: agent)
    bot = TelegramBot(api, agent)
    try:
        cases = [case for case in read_cases(file) if can_be_typed(case)]
        assert cases
        conversations = (play(case, bot, conversation_stage.responses) for case in cases)
        results = await asyncio.gather(*conversations, return_exceptions=True)
    finally:
        del agent.handle_message
    failed = [
        f"{case.name}\n{result}"
        for case, result in zip(cases, results, strict=True)
        if isinstance(result, BaseException)
    ]
    assert not failed, "\n\n".join(failed)
