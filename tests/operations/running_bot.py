"""A Comedo that serves in processes of its own, how to talk to it, and what time it is."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from comedo.testing.services import WITH_ITS_PARENT, free_port

ROOT = Path(__file__).parents[2]


class Clock:
    """What the wall clock shows, until a test puts it to another time."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


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
                [*WITH_ITS_PARENT, sys.executable, "-m", "comedo", "run"],
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


def topics(replies: list[dict[str, Any]]) -> list[str]:
    """The topics or kinds of the replies, as their `custom` says."""
    customs = [reply["custom"] for reply in replies if "custom" in reply]
    return [custom.get("topic") or custom["kind"] for custom in customs]
