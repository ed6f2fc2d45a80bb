"""A scripted server for the tests of the website channel over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from scripted_bot import CLINIC, ScriptedServer, serving

from comedo.settings import settings


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    monkeypatch.setenv("WEBSITE_ORIGINS", f"{CLINIC} https://other.example")
    monkeypatch.setenv("TURNS_PER_MINUTE_PER_SENDER", "40")
    settings.cache_clear()
    with serving(tmp_path) as server:
        yield server
    settings.cache_clear()


@pytest.fixture
def client(server: ScriptedServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{server.url}/webhooks/website/") as client:
        yield client
