"""Several workers on a real Postgres and a real Redis, which go away and come back."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg2
import pytest
import redis
from running_bot import ROOT, Bot, topics

from comedo.testing.services import Service, wait_until

StartBot = Callable[..., Bot]


@pytest.fixture
def shared(postgres: Service, redis_server: Service) -> dict[str, str]:
    """Settings of a bot on Postgres and Redis."""
    return {"DATABASE_URL": postgres.url, "REDIS_URL": redis_server.url}


def workers(bot: Bot) -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process(bot.process.pid).children()
        if "spawn_main" in " ".join(child.cmdline())
    ]


def messages_kept(url: str, sender: str) -> list[str]:
    """The messages of a conversation as they are on disk, in their order."""
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT events FROM conversation WHERE sender_id = %s", (f"rest:{sender}",))
        row = cursor.fetchone()
    return [e["text"] for e in json.loads(row[0]) if e["event"] == "user"] if row else []


def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    start_bot: StartBot, shared: dict[str, str], figures: dict[str, Any]
) -> None:
    """Two workers under load, of which one is killed; clients send again what was not answered."""
    bot = start_bot(**shared, WORKERS="2", HISTORY_TURNS="50")
    wait_until(lambda: len(workers(bot)) == 2, "two workers")
    texts = [f"hello number {number}" for number in range(12)]

    errors: dict[str, list[float]] = defaultdict(list)

    def converse(sender: str) -> list[list[dict[str, Any]]]:
        answers = []
        for text in texts:
            while True:
                try:
                    # A connection of its own for each message reaches either worker.
                    answer = bot.say(text, sender, message_id=f"{sender} {text}")
                except httpx.HTTPError:
                    errors[f"{sender} {text}"].append(time.monotonic())
                    continue
                if topics(answer) != ["not_saved"]:
                    answers.append(answer)
                    break
                errors[f"{sender} {text}"].append(time.monotonic())
        return answers

    senders = [f"person{number}" for number in range(6)]
    with ThreadPoolExecutor(len(senders)) as pool:
        conversations = [pool.submit(converse, sender) for sender in senders]
        wait_until(lambda: len(messages_kept(shared["DATABASE_URL"], "person0")) > 2, "load")
        os.kill(random.choice(workers(bot)).pid, signal.SIGKILL)
        killed = time.monotonic()
        answers = [conversation.result() for conversation in conversations]
    for sender, answered in zip(senders, answers, strict=True):
        assert messages_kept(shared["DATABASE_URL"], sender) == texts
        assert all(answered)
    last = max([moment for moments in errors.values() for moment in moments], default=killed)
    figures["errors after a worker was killed"] = sum(map(len, errors.values()))
    figures["last of them after the kill, s"] = f"{last - killed:.2f}"
    # The other worker takes what is sent again, so that nobody needs to send it more than once.
    assert max(map(len, errors.values()), default=0) <= 1
    wait_until(lambda: len(workers(bot)) == 2, "another worker")


def test_workers_end_with_their_supervisor(start_bot: StartBot, shared: dict[str, str]) -> None:
    bot = start_bot(**shared, WORKERS="2")
    wait_until(lambda: len(workers(bot)) == 2, "two workers")
    orphans = workers(bot)
    bot.process.kill()
    _, alive = psutil.wait_procs(orphans, timeout=30)
    assert not alive


STARTS_REDIS = """
from comedo.testing.services import redis_server
with redis_server() as service:
    print(service.url, flush=True)
    input()
"""


def test_services_end_with_the_tests_even_when_those_are_killed() -> None:
    tests = subprocess.Popen(
        [sys.executable, "-c", STARTS_REDIS],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    url = tests.stdout.readline().strip()
    assert redis.Redis.from_url(url).ping()
    [service] = psutil.Process(tests.pid).children()
    tests.kill()
    tests.wait()
    _, alive = psutil.wait_procs([service], timeout=30)
    assert not alive


def test_two_servers_share_a_conversation(start_bot: StartBot, shared: dict[str, str]) -> None:
    one, other = start_bot(**shared), start_bot(**shared)
    first = one.say("my whiteheads do not go away", "walker", message_id="m1")
    assert other.say("my whiteheads do not go away", "walker", message_id="m1") == first
    other.say("none of these", "walker")
    kept = messages_kept(shared["DATABASE_URL"], "walker")
    assert kept == ["my whiteheads do not go away", "none of these"]


def test_messages_to_two_servers_at_once_are_all_taken(
    start_bot: StartBot, shared: dict[str, str]
) -> None:
    bots = [start_bot(**shared), start_bot(**shared)]
    with ThreadPoolExecutor(8) as pool:
        said = [
            pool.submit(bots[number % 2].say, f"hello {number}", "hasty") for number in range(6)
        ]
        answers = [turn.result() for turn in said]
    assert "not_saved" not in [topic for answer in answers for topic in topics(answer)]
    kept = messages_kept(shared["DATABASE_URL"], "hasty")
    assert sorted(kept) == [f"hello {number}" for number in range(6)]


def test_a_database_that_goes_away_and_comes_back(
    start_bot: StartBot, shared: dict[str, str], postgres: Service
) -> None:
    postgres.stop()
    try:
        bot = start_bot(wait="/health", **shared)
        assert bot.status("/ready") == 503
        assert topics(bot.say("hello", "patient")) == ["not_saved"]
    finally:
        postgres.start()
    assert bot.status("/ready") == 200
    assert "not_saved" not in topics(bot.say("hello", "patient"))
    postgres.stop()
    try:
        assert topics(bot.say("hello again", "patient")) == ["not_saved"]
    finally:
        postgres.start()
    assert "not_saved" not in topics(bot.say("hello again", "patient"))
    assert messages_kept(shared["DATABASE_URL"], "patient") == ["hello", "hello again"]


def test_without_redis_people_are_still_answered(
    start_bot: StartBot, shared: dict[str, str], redis_server: Service
) -> None:
    bot = start_bot(**shared)
    redis_server.stop()
    try:
        assert bot.status("/ready") == 503
        assert "not_saved" not in topics(bot.say("hello", "unlocked"))
    finally:
        redis_server.start()
    assert bot.status("/ready") == 200
    assert "not_saved" not in topics(bot.say("hello", "unlocked"))


def test_workers_that_cannot_serve_are_not_started_for_ever(
    shared: dict[str, str], tmp_path: Path
) -> None:
    model = tmp_path / "damaged.tar.gz"
    model.write_bytes(b"not a model")
    bot = Bot(tmp_path, {**shared, "WORKERS": "2", "MODELS": str(model)})
    assert bot.process.wait(timeout=120) == 1
    assert "damaged" in bot.log.read_text()
    assert "Traceback" not in bot.log.read_text()
