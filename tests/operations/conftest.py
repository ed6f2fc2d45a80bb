"""Servers, stores and bots for these tests, each in processes of its own."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from running_bot import Bot, Clock

from comedo.testing import services
from comedo.testing.services import Service, wait_until

FIGURES: dict[str, Any] = {}


@pytest.fixture
def figures() -> dict[str, Any]:
    """Where tests put the figures that are printed at the end."""
    return FIGURES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures."""
    if FIGURES:
        terminalreporter.section("operations")
    for name, value in FIGURES.items():
        terminalreporter.line(f"{name:40} {value}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Service]:
    """A real Postgres."""
    with services.postgres() as service:
        yield service


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Service]:
    """A real Redis."""
    with services.redis_server() as service:
        yield service


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The wall clock of this process."""
    clock = Clock()
    monkeypatch.setattr(time, "time", clock)
    return clock


@pytest.fixture
def start_bot(tmp_path: Path) -> Iterator[Callable[..., Bot]]:
    """Starts a bot with the settings given, and waits until it answers."""
    bots: list[Bot] = []

    def start(wait: str = "/ready", **settings: str) -> Bot:
        bot = Bot(tmp_path, settings)
        bots.append(bot)
        wait_until(lambda: bot.status(wait) == 200, "Comedo")
        return bot

    yield start
    for bot in bots:
        bot.stop()
