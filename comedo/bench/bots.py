"""The servers that are compared: Comedo, a stock `rasa init` bot, and an empty Sanic handler."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from comedo.console import say
from comedo.failure import Failure

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "stock-bot"
STOCK_LOCK = ROOT / "bench" / "requirements-stock.lock"
FREE_TEXTS = ROOT / "tests" / "evaluation" / "messages.jsonl"
STARTED_WITHIN = 300.0
"""Seconds."""

EMPTY = """
from sanic import Sanic
from sanic.response import json
app = Sanic("empty")
@app.post("/webhooks/rest/webhook")
async def answer(request):
    return json([{"text": request.json["message"]}])
app.run(port=int(__import__("sys").argv[1]), access_log=False, motd=False)
"""


@dataclass(frozen=True)
class Bot:
    """A way to start a server that answers on Rasa's REST webhook."""

    name: str
    command: tuple[str, ...]
    folder: Path
    messages: tuple[str, ...]
    """What people usually say to it, in turn."""
    training: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    free_texts: tuple[str, ...] = ()
    """What people tell in their own words."""


def comedo(**settings: str) -> Bot:
    """Comedo, with the settings given."""
    python = (sys.executable, "-m", "comedo")
    return Bot(
        "Comedo",
        (*python, "run"),
        ROOT,
        (
            "my whiteheads won't go away",
            "none of these",
            "about nine weeks",
            "not sure",
            "why do you ask?",
            "no",
        ),
        (*python, "train", "--force"),
        {"TURNS_PER_MINUTE_PER_SENDER": "1000000", "METRICS_PORT": "0", **settings},
        tuple(json.loads(line)["text"] for line in FREE_TEXTS.read_text("utf-8").splitlines()),
    )


def stock() -> Bot:
    """The bot that `rasa init` makes, in an environment of its own under `.cache`."""
    rasa = str(CACHE / "venv" / "bin" / "rasa")
    return Bot(
        "stock Rasa",
        (rasa, "run", "--port", "{port}"),
        CACHE / "bot",
        ("hello", "sad", "yes", "hi", "great", "bye"),
        (rasa, "train", "--force"),
        {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"},
    )


def empty() -> Bot:
    """A Sanic handler that does nothing: the floor for any bot on this server and machine."""
    return Bot("empty handler", (sys.executable, "-c", EMPTY, "{port}"), ROOT, ("hello",))


def prepare_stock() -> None:
    """Install stock Rasa from its own lock file and make its bot, if that was not done before.

    Raises:
        Failure: it cannot be installed.
    """
    if (CACHE / "bot" / "models").exists():
        return
    say("Building a stock `rasa init` bot in .cache (about ten minutes, once) …")
    venv = CACHE / "venv"
    commands = [
        (sys.executable, "-m", "venv", str(venv)),
        (str(venv / "bin/python"), "-m", "pip", "install", "-q", "-r", str(STOCK_LOCK)),
        (str(venv / "bin/rasa"), "init", "--no-prompt", "--init-dir", str(CACHE / "bot")),
    ]
    environment = {**os.environ, **stock().environment}
    (CACHE / "bot").mkdir(parents=True, exist_ok=True)
    for command in commands:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failure(f"`{' '.join(command)}` failed: {done.stderr.strip()[-500:]}")


@dataclass
class Running:
    """A bot that serves, and how long it took until it answered."""

    bot: Bot
    url: str
    process: psutil.Process
    startup: float
    """Seconds from start to first answer."""

    def memory(self) -> float:
        """Resident memory in MB, of all processes of the bot."""
        processes = [self.process, *self.process.children(recursive=True)]
        return sum(process.memory_info().rss for process in processes) / 1e6


@contextmanager
def running(bot: Bot) -> Iterator[Running]:
    """Start the bot on a free port, wait for its first answer, and stop it in the end.

    Raises:
        Failure: it does not start.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as state, tempfile.TemporaryFile() as log:
        process = psutil.Popen(
            [part.replace("{port}", port) for part in bot.command],
            cwd=bot.folder,
            env={**os.environ, "STATE_DIR": state, **bot.environment, "PORT": port},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _await_answer(bot, url, process)
            yield Running(bot, url, process, time.perf_counter() - started)
        finally:
            process.terminate()
            process.wait(timeout=60)


def _await_answer(bot: Bot, url: str, process: psutil.Popen) -> None:
    deadline = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < deadline and process.is_running():
        try:
            if say_to(url, "starter", bot.messages[0]):
                return
        except httpx.HTTPError:
            time.sleep(0.05)
    raise Failure(f"{bot.name} did not start: run `{' '.join(bot.command)}` to see why.")


_client = httpx.Client(timeout=60)  # one for all turns, as making it takes longer than a turn


def say_to(url: str, sender: str, message: str) -> list[dict[str, object]]:
    """Take one turn over REST."""
    body = {"sender": sender, "message": message}
    return _client.post(f"{url}/webhooks/rest/webhook", json=body).json()
