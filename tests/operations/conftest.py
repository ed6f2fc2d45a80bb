"""A real Postgres and a real Redis, started on free ports for these tests, and servers to talk to.

Debian's packages `postgresql` and `redis-server` have to be there (`.ci/run` installs them).
"""

import getpass
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import redis
from running_bot import Bot, free_port, wait_until


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
        [
            f"{binaries[-1]}/postgres",
            *("-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder),
        ],
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
