"""The webhook answers Telegram alone, at once, whatever an update contains."""

import asyncio
import copy
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from aiohttp import ClientSession, ClientTimeout
from bot_api import BotApi
from bot_api_chats import USERNAME
from echo_bot import SECRET, Server

from comedo.channels.telegram import TelegramInput
from comedo.failure import Failure
from comedo.settings import Settings

HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATES = 10_000


@pytest_asyncio.fixture
async def server(api: BotApi, serve: Callable[..., Server]) -> Server:
    server = serve(
        telegram_mode="webhook", turns_per_minute_per_sender=1_000_000, shutdown_timeout=100
    )
    await api.until(lambda: api.commands)
    return server


@pytest_asyncio.fixture
async def telegram(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    """What Telegram posts updates with."""
    limits = httpx.Limits(max_connections=20)
    async with httpx.AsyncClient(headers={HEADER: SECRET}, limits=limits, timeout=30) as client:
        yield client


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET[::-1], SECRET.upper(), "é" * 33]
)
async def test_an_update_from_anybody_else_is_refused(
    secret: str | None, api: BotApi, server: Server, telegram: httpx.AsyncClient
) -> None:
    headers = {} if secret is None else {HEADER: secret.encode()}
    forged = {"update_id": 1, "message": api.message(1, "private", 1, text="forged")}
    async with httpx.AsyncClient() as stranger:
        answer = await stranger.post(server.webhook, json=forged, headers=headers)
    assert answer.status_code == 403
    assert SECRET not in answer.text
    genuine = {"update_id": 2, "message": api.message(2, "private", 2, text="genuine")}
    assert (await telegram.post(server.webhook, json=genuine)).status_code == 200
    await api.until(lambda: api.chats[2])
    assert list(server.heard) == ["telegram:2"]


async def test_updates_that_come_again_are_answered_once(
    api: BotApi, server: Server, telegram: httpx.AsyncClient
) -> None:
    first = {"update_id": 1, "message": api.message(1, "private", 1, text="one")}
    second = {"update_id": 2, "message": api.message(1, "private", 2, text="two")}
    for update in (first, first, second, first, second):
        assert (await telegram.post(server.webhook, json=update)).status_code == 200
    await api.until(lambda: len(api.chats[1]) == 2)
    await server.stop()
    assert api.replies(1) == ["You said: one", "You said: two"]


async def test_an_update_is_refused_until_it_can_be_answered(
    api: BotApi, serve: Callable[..., Server]
) -> None:
    await api.stop()
    server = serve(telegram_mode="webhook")
    update = {"update_id": 1, "message": api.message(1, "private", 1, text="one")}
    async with httpx.AsyncClient(headers={HEADER: SECRET}) as telegram:
        assert (await telegram.post(server.webhook, json=update)).status_code == 503
    await api.start()


async def test_without_webhook_mode_there_is_no_webhook(serve: Callable[..., Server]) -> None:
    server = serve(telegram_mode="polling")
    async with httpx.AsyncClient(headers={HEADER: SECRET}) as telegram:
        assert (await telegram.post(server.webhook, json={})).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("telegram_webhook_url", ""),
        ("telegram_webhook_secret", ""),
        ("telegram_webhook_secret", "short"),
        ("telegram_webhook_secret", "with spaces and signs!"),
    ],
)
def test_a_webhook_that_would_not_be_safe_is_refused(name: str, value: str) -> None:
    sound = {
        "telegram_token": "1:a",
        "telegram_mode": "webhook",
        "telegram_webhook_url": "https://bot.example/webhooks/telegram/webhook",
        "telegram_webhook_secret": SECRET,
    }
    TelegramInput(Settings(**sound))
    with pytest.raises(Failure, match=name.upper()):
        TelegramInput(Settings(**{**sound, name: value}))


def test_without_a_token_the_channel_is_off(tmp_path: Path) -> None:
    blueprint = TelegramInput(Settings(telegram_token="")).blueprint(None)
    assert not blueprint._future_routes
    assert not blueprint._future_listeners


RANDOM = random.Random(0)
ODD = (None, True, -1, 0, 2**70, 1.5, "", "x", "\0", "\ud800", "🙂" * 3000, [], {}, [[]], {"id": 1})


def updates_of(api: BotApi, chat: int) -> list[dict[str, Any]]:
    """One of each kind that the bot looks at, and of some that it does not."""
    text = api.message(chat, "private", 5, text=f"from {chat}")
    group = api.message(-chat, "supergroup", 6, text=f"@{USERNAME} hello from {chat}")
    photo = api.message(chat, "private", 7, photo=[{"file_id": "1"}], caption=f"from {chat}")
    entity = {"type": "bot_command", "offset": 0, "length": 5}
    command = api.message(chat, "private", 8, text="/help", entities=[entity])
    forwarded = {**text, "forward_origin": {"type": "user", "date": 1, "sender_user": {"id": 2}}}
    press = {"id": "1", "from": api.person(chat), "data": f"{chat}:0", "message": text}
    return [
        {"message": text},
        {"message": group},
        {"message": {**group, "reply_to_message": text}},
        {"message": photo},
        {"message": command},
        {"message": forwarded},
        {"edited_message": {**text, "edit_date": 2}},
        {"callback_query": press},
        {"channel_post": text},
        {"my_chat_member": {"chat": text["chat"], "from": api.person(chat), "date": 1}},
        {"poll_answer": {"poll_id": "1", "option_ids": [0]}},
    ]


def mutated(update: Any) -> Any:
    """The update with some of its parts missing, repeated, or something else."""
    update = copy.deepcopy(update)
    for _ in range(RANDOM.randint(1, 2)):
        place = update
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = RANDOM.choice(keys)
            if isinstance(place[key], dict | list) and RANDOM.random() < 0.7:
                place = place[key]
                continue
            change = RANDOM.random()
            if change < 0.2 and isinstance(place, dict):
                del place[key]
            elif change < 0.3 and isinstance(place, dict):
                place[RANDOM.choice(["text", "chat", "data", "message", "from"])] = place[key]
            else:
                place[key] = RANDOM.choice(ODD)
            break
    return update


async def test_any_update_is_answered_and_disturbs_nobody(
    api: BotApi, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    chats = range(10, 30)
    for chat in (-1, 0, 1, 2**70):  # a mutation may name these
        api.person(chat)
    updates = []
    for update_id in range(UPDATES):
        update = {"update_id": update_id, **RANDOM.choice(updates_of(api, RANDOM.choice(chats)))}
        updates.append(update if update_id % 4 == 0 else mutated(update))
    updates[1::500] = [RANDOM.choice(ODD) for _ in updates[1::500]]
    queue = iter(updates)
    statuses: list[int] = []

    async def post(session: ClientSession) -> None:
        for update in queue:
            async with session.post(server.webhook, json=update) as answer:
                statuses.append(answer.status)

    async with ClientSession(headers={HEADER: SECRET}, timeout=ClientTimeout(30)) as session:
        await asyncio.gather(*(post(session) for _ in range(20)))
    await server.stop()
    assert statuses == [200] * UPDATES
    assert not caplog.records
    for chat in chats:
        said = {text for text in server.heard[f"telegram:{chat}"] if text.startswith("from")}
        assert said == {f"from {chat}"}, "conversations were mixed"
        echoed = {text for text in api.replies(chat) if text.startswith("You said: from")}
        assert echoed == {f"You said: from {chat}"}
    assert {refusal.partition(":")[0] for refusal in api.refused} <= {
        "answerCallbackQuery",  # nobody had pressed
        "editMessageText",
        "editMessageReplyMarkup",
    }
    api.refused.clear()
