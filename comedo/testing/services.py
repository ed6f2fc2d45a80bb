"""A Postgres and a Redis of one's own, on free ports, that can go away and come back.

Debian's packages `postgresql` and `redis-server` have to be there (`.ci/run` installs them).
"""

import getpass
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import redis

from comedo.failure import Failure

STARTED_WITHIN = 60.0
"""Seconds."""
WITH_ITS_PARENT = ["setpriv", "--pdeathsig", "INT", "--"]
"""What a command begins with that ends when the process that started it does, even by SIGKILL.

`setpriv` belongs to util-linux, which every Debian has.
"""


def free_port() -> int:
    """A port of the loopback address on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(ready: Callable[[], Any], what: str) -> None:
    """Try until `ready` neither raises nor answers False.

    Raises:
        TimeoutError: it took too long.
    """
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
    """A server process with its URL."""

    def __init__(
        self, url: str, command: list[str], ready: Callable[[], Any], **process: Any
    ) -> None:
        """Start it, and wait until it is ready."""
        self.url = url
        self._command, self._ready, self._process = command, ready, process
        self.start()

    def start(self) -> None:
        """Start it, for the first time or again."""
        self._running = subprocess.Popen(
            [*WITH_ITS_PARENT, *self._command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._process,
        )
        wait_until(self._ready, self._command[0])

    def stop(self) -> None:
        """Stop it; what it has stored stays."""
        if self._running.poll() is None:
            self._running.send_signal(signal.SIGINT)
            self._running.wait(timeout=30)


@contextmanager
def postgres() -> Iterator[Service]:
    """A Postgres with an empty database.

    Raises:
        Failure: Postgres is not installed.
    """
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        raise Failure("Install Debian's package postgresql, as .ci/run does.")
    # Postgres refuses to run as root.
    as_user: dict[str, Any] = (
        {"user": "postgres", "group": "postgres"} if getpass.getuser() == "root" else {}
    )
    folder = tempfile.mkdtemp(prefix="comedo-postgres-")
    if as_user:
        shutil.chown(folder, **as_user)
    port = str(free_port())
    url = f"postgresql://comedo@127.0.0.1:{port}/postgres"
    subprocess.run(
        [binaries[-1] / "initdb", "-D", "data", "-U", "comedo", "--auth=trust", "--no-sync"],
        check=True,
        capture_output=True,
        cwd=folder,
        **as_user,
    )
    service = Service(
        url,
        [f"{binaries[-1]}/postgres", "-D", "data", "-h", "127.0.0.1", "-p", port, "-k", folder],
        lambda: psycopg2.connect(url).close(),
        cwd=folder,
        **as_user,
    )
    try:
        yield service
    finally:
        service.stop()
        shutil.rmtree(folder)


@contextmanager
def redis_server() -> Iterator[Service]:
    """An empty Redis.

    Raises:
        Failure: Redis is not installed.
    """
    binary = shutil.which("redis-server")
    if not binary:
        raise Failure("Install Debian's package redis-server, as .ci/run does.")
    port = free_port()
    service = Service(
        f"redis://127.0.0.1:{port}/0",
        [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        lambda: redis.Redis(port=port).ping(),
    )
    try:
        yield service
    finally:
        service.stop()
