"""Debian's Chromium, a scripted and the real bot, and the figures that come out."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import ROOT, Chat, NewChat, RealBot, Website, new_chat
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from scripted_bot import ScriptedServer, serving

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDGET = ROOT / "widget"
FIGURES: dict[str, Any] = {}


@pytest.fixture
def figures() -> dict[str, Any]:
    """Where tests put the figures that are printed at the end, and written to a file."""
    return FIGURES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures, and write them to build/widget.json."""
    if not FIGURES:
        return
    path = ROOT / "build" / "widget.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(FIGURES, indent=2) + "\n", "utf-8")
    terminalreporter.section("widget")
    for name, value in FIGURES.items():
        terminalreporter.line(f"{name:28} {value}")


# Not for the whole session: while it lives, no asyncio test can run in the process.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[ScriptedServer]:
    """A bot that follows a script."""
    with serving(tmp_path) as server:
        yield server


@pytest.fixture(scope="session")
def real_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealBot]:
    """The bot with its trained model."""
    bot = RealBot(tmp_path_factory.mktemp("bot"))
    bot.start()
    yield bot
    bot.kill()


@pytest.fixture
def website(scripted: ScriptedServer) -> Iterator[Website]:
    """A website with the scripted bot."""
    with Website(scripted.url).open() as website:
        yield website


@pytest.fixture
def real_website(real_bot: RealBot) -> Iterator[Website]:
    """A website with the real bot."""
    with Website(real_bot.url).open() as website:
        yield website


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Any]:
    """Makes browsers of different visitors."""
    contexts: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:
        contexts.append(browser.new_context(**options))
        return contexts[-1]

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def visit(new_context: Any) -> NewChat:
    """Visits a page as a new visitor, with Playwright's options for the browser."""

    def visit(url: str, **options: Any) -> Chat:
        return new_chat(new_context(**options), url)

    return visit


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The widget's npm packages. Without Node its tests are left out, but not in CI."""
    if shutil.which("npm") is None:
        message = "npm is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    lock, installed = WIDGET / "package-lock.json", WIDGET / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=WIDGET, check=True)
    return WIDGET / "node_modules"
