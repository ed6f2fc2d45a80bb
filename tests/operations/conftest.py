"""A real Postgres and a real Redis, started on free ports for these tests, and servers to talk to.

Debian's packages `postgresql` and `redis-server` have to be there (`.ci/run` installs them).
"""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg2
import pytest
import redis

ROOT = Path(__file__).parents[2]
STARTED_WITHIN = 60.0
"""Seconds."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(ready: Callable[[], Any], what: str) -> None:
    """Try until `ready` neither raises nor answers False."""
    deadline = time.monotonic() + STARTED_WITHIN
    while True:
        try:
            if ready() is not False:
                return
        except Exception as error:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} did not start") from error
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not start")
        time.sleep(0.05)


class Service:
    """A database server of the test's own, that can go away and come back."""

    def __init__(self, command: list[str], ready: Callable[[], Any], **process: Any) -> None:
        self._command, self._ready, self._process = command, ready, process
        self.start()

    def start(self) -> None:
        self._running = subprocess.Popen(
            self._command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._process,
        )
        wait_until(self._ready, self._command[0])

    def stop(self) -> None:
        self._running.send_signal(signal.SIGINT)
        self._running.wait(timeout=30)


@pytest.fixture(scope="session")
def postgres() -> Iterator[tuple[str, Service]]:
    """URL of an empty database, and its server."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert binaries, "the tests need Debian's package postgresql (see .ci/run)"
    # Postgres refuses to run as root.
    as_user = {"user": "postgres", "group": "postgres"} if getpass.getuser() == "root" else {}
    folder = tempfile.mkdtemp(prefix="comedo-postgres-")
    if as_user:
        shutil.chown(folder, **as_user)
    data, port = f"{folder}/data", free_port()
    subprocess.run(
        [binaries[-1] / "initdb", "-D", data, "-U", "comedo", "--auth=trust", "--no-sync"],
        check=True,
        capture_output=True,
        cwd=folder,
        **as_user,
    )
    url = f"postgresql://comedo@127.0.0.1:{port}/postgres"
    service = Service(
        [str(binaries[-1] / "postgres"), "-D", data, "-p", str(port), "-k", folder, "-F"]
        + ["-c", "listen_addresses=127.0.0.1"],
        lambda: psycopg2.connect(url).close(),
        cwd=folder,
        **as_user,
    )
    yield url, service
    service.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[tuple[str, Service]]:
    """URL of an empty Redis, and its server."""
    binary = shutil.which("redis-server")
    assert binary, "the tests need Debian's package redis-server (see .ci/run)"
    port = free_port()
    service = Service(
        [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        lambda: redis.Redis(port=port).ping(),
    )
    yield f"redis://127.0.0.1:{port}/0", service
    service.stop()


class Bot:
    """A Comedo that serves in processes of its own."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log.txt"
        environment = {
            **os.environ,
            "PORT": str(self.port),
            "METRICS_PORT": "0",
            "STATE_DIR": str(folder / "state"),
            **settings,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "comedo", "run"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def say(self, message: str, sender: str = "anna", **body: Any) -> list[dict[str, Any]]:
        """Send a message over REST, and return the replies."""
        answer = httpx.post(
            f"{self.url}/webhooks/rest/webhook",
            json={"sender": sender, "message": message, **body},
            timeout=30,
        )
        answer.raise_for_status()
        return answer.json()

    def status(self, path: str) -> int:
        return httpx.get(self.url + path, timeout=10).status_code

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


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


def topics(replies: list[dict[str, Any]]) -> list[str]:
    """The topics or kinds of the replies, as their `custom` says."""
    customs = [reply["custom"] for reply in replies if "custom" in reply]
    return [custom.get("topic") or custom["kind"] for custom in customs]
