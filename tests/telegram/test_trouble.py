"""Telegram fails, the network fails, the server restarts: each message is still answered once."""

import asyncio
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest
from bot_api import TOKEN, BotApi
from echo_bot import Replies, Server
from trouble import Trouble

from comedo.channels.telegram import client
from comedo.testing.services import wait_until

Serve = Callable[..., Server]
PEOPLE = range(1, 201)
MESSAGES = [f"message {number}" for number in range(3)]
ANSWERS = [f"You said: {message}" for message in MESSAGES]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again sooner than with the real Telegram."""
    monkeypatch.setattr(client, "PAUSES", [0.05] * 20)
    monkeypatch.setattr(client, "RECONNECT_AFTER", 0.05)


async def everybody_writes(api: BotApi) -> None:
    """All at the same time, each in order."""

    async def write(chat: int) -> None:
        for message in MESSAGES:
            await api.write(chat, message)
            await asyncio.sleep(random.random() / 50)

    await asyncio.gather(*(write(chat) for chat in PEOPLE))


def answered(api: BotApi) -> int:
    return sum(len(api.chats[chat]) for chat in PEOPLE)


TROUBLES = Trouble(seed=1, repeated=0.01, flood=0.05, dropped=0.02)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_200_chats_in_trouble_are_each_answered_once_and_in_order(
    mode: str, api: BotApi, serve: Serve
) -> None:
    server = serve(telegram_mode=mode)
    await api.until(lambda: api.commands)
    api.trouble = TROUBLES
    await everybody_writes(api)
    await api.until(lambda: answered(api) >= len(PEOPLE) * len(MESSAGES))
    await server.stop()
    for chat in PEOPLE:
        assert server.heard[f"telegram:{chat}"] == MESSAGES
        assert api.replies(chat) == ANSWERS


async def test_a_restart_in_the_middle_loses_and_repeats_nothing(api: BotApi, serve: Serve) -> None:
    server = serve()
    await api.until(lambda: api.commands)
    api.trouble = TROUBLES
    writing = asyncio.create_task(everybody_writes(api))
    heard: dict[str, list[str]] = defaultdict(list)

    async def stop() -> None:
        await server.stop()
        for conversation, texts in server.heard.items():
            heard[conversation] += texts

    for share in (0.2, 0.4, 0.6):
        await api.until(lambda share=share: answered(api) >= 600 * share)
        await stop()
        server.start()
    await writing
    await api.until(lambda: all(ANSWERS[-1] in api.replies(chat) for chat in PEOPLE))
    await stop()
    for chat in PEOPLE:
        assert heard[f"telegram:{chat}"] == MESSAGES
        assert api.replies(chat) == ANSWERS


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_what_a_killed_server_did_not_answer_is_answered_by_the_next(
    mode: str, api: BotApi, serve: Serve
) -> None:
    server = serve(telegram_mode=mode)
    await api.until(lambda: api.commands)
    writing = asyncio.create_task(everybody_writes(api))
    kills = (0.2, 0.4, 0.6)
    for share in kills:
        await api.until(lambda share=share: answered(api) > 600 * share)
        await asyncio.to_thread(server.kill)
        server.start()
    await writing
    await api.until(lambda: all(ANSWERS[-1] in api.replies(chat) for chat in PEOPLE))
    await server.stop()
    for chat in PEOPLE:
        # Whether what was sent last arrived, a killed server cannot have written down.
        assert list(dict.fromkeys(api.replies(chat))) == ANSWERS
        # So each kill may have an answer sent once more, and all that one request brought.
        assert max(Counter(api.replies(chat)).values()) <= 1 + len(kills)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_turn_that_was_saved_before_the_kill_is_not_taken_again(
    mode: str, api: BotApi, serve: Serve
) -> None:
    server = serve(telegram_mode=mode)
    await api.until(lambda: api.commands)
    api.flooded.add(1)
    await api.write(1, "hello")
    await api.until(lambda: "sendMessage" in [method for method, _ in api.calls])
    assert server.heard["telegram:1"] == ["hello"]
    await asyncio.to_thread(server.kill)
    api.flooded.clear()
    server.start()
    await api.until(lambda: api.chats[1])
    assert api.replies(1) == ["You said: hello"]
    assert not server.heard


@pytest.mark.parametrize("kind", ["flood", "broken", "dropped", "lost_answers"])
async def test_each_trouble_is_overcome(kind: str, api: BotApi, serve: Serve) -> None:
    server = serve()
    await api.until(lambda: api.commands)
    api.trouble = Trouble(seed=2, **{kind: 0.3})
    for text in MESSAGES:
        await api.write(1, text)
    await api.until(lambda: ANSWERS[-1] in api.replies(1))
    assert server.heard["telegram:1"] == MESSAGES
    if kind == "lost_answers":
        # That Telegram had shown it, the bot cannot know: better twice than not at all.
        assert list(dict.fromkeys(api.replies(1))) == ANSWERS
    else:
        assert api.replies(1) == ANSWERS


async def test_one_chat_does_not_wait_for_another(api: BotApi, serve: Serve) -> None:
    def answer(text: str) -> Replies:
        return [{"text": text}]

    server = serve()
    server.agent.processor.answer = answer
    await api.until(lambda: api.commands)
    api.flooded.add(1)
    await api.write(1, "to a flooded chat")
    await api.until(lambda: "sendMessage" in [method for method, _ in api.calls])
    for number in range(50):
        await api.write(2, str(number))
    await api.until(lambda: len(api.chats[2]) == 50)
    assert not api.chats[1]
    api.flooded.clear()
    await api.until(lambda: api.chats[1])


async def test_it_starts_without_the_network_and_connects_later(
    api: BotApi, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    await api.write(1, "hello")
    await api.stop()
    serve()
    await asyncio.to_thread(wait_until, lambda: "sign-in failed" in caplog.text, "signing in")
    await api.start()
    await api.until(lambda: api.chats[1])
    assert api.replies(1) == ["You said: hello"]


@pytest.mark.parametrize("trouble", [Trouble(), Trouble(broken=0.5), Trouble(dropped=0.5)])
async def test_the_token_is_in_no_log(
    trouble: Trouble, api: BotApi, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        server = serve()
        api.trouble = trouble
        await api.write(1, "hello")
        await api.until(lambda: api.chats[1])
        await server.stop()
    assert caplog.records
    assert TOKEN not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text


async def test_a_wrong_token_is_said_to_be_wrong(
    api: BotApi, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    serve(telegram_token="123456:not-the-token")  # noqa: S106
    await api.until(lambda: len(api.refused) > 1)
    assert "check TELEGRAM_TOKEN" in caplog.text
    assert "not-the-token" not in caplog.text
    api.refused.clear()


async def test_two_servers_with_one_token_recover(api: BotApi, serve: Serve) -> None:
    first, second = serve(), serve()
    await api.until(lambda: api.commands)
    await api.write(1, "hello")
    await api.until(lambda: api.chats[1])
    await first.stop()
    await api.write(1, "again")
    await api.until(lambda: "You said: again" in api.replies(1))
    assert second.heard["telegram:1"][-1] == "again"
