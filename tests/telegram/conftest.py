"""A Bot API server, and Comedo's Telegram channel connected to it."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from bot_api import BotApi
from echo_bot import Server


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    """Telegram."""
    api = BotApi()
    await api.start()
    yield api
    await api.stop()
    assert not api.refused, "the bot made requests that Telegram refuses"


@pytest.fixture
def serve(api: BotApi, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts a server with the settings given; it is stopped after the test."""
    servers: list[Server] = []

    def start(**options: Any) -> Server:
        server = Server(api, tmp_path, **options)
        server.start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.kill()
