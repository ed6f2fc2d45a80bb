"""Takes the measurements, each for both bots in turn, so that both have the same machine."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from comedo.bench.bots import Bot, Running, comedo, empty, prepare_stock, running, say_to, stock
from comedo.console import say
from comedo.failure import Failure
from comedo.testing.services import postgres, redis_server

CONVERSATIONS = (1, 16, 64)
"""Numbers of people who talk at the same time."""
ROUNDS = 3
SECONDS = int(os.environ.get("BENCH_SECONDS", "15"))
"""Length of each measurement of a load."""
LATE_TURNS = (5, 50, 500)


@dataclass
class Load:
    """What the people of one load saw."""

    milliseconds: Counter[int] = field(default_factory=Counter)
    turns: int = 0
    failures: int = 0
    seconds: float = 0

    def percentile(self, percent: float) -> float:
        """The time in ms that this percentage of the turns did not exceed."""
        return float(statistics.quantiles(self.milliseconds.elements(), n=100)[int(percent) - 1])

    @property
    def throughput(self) -> float:
        """Turns per second."""
        return self.turns / self.seconds


@dataclass
class Measured:
    """All that was measured of one bot."""

    loads: dict[int, Load] = field(default_factory=dict)
    late_turns: dict[int, float] = field(default_factory=dict)
    """Number of the turn → its time in ms."""
    startup: list[float] = field(default_factory=list)
    memory: float = 0
    training: float = 0
    by_workers: dict[int, float] = field(default_factory=dict)
    """Number of workers → turns per second."""


def measure() -> dict[str, Measured]:
    """Everything, by the bot's name.

    Raises:
        Failure: a bot does not start or does not answer.
    """
    prepare_stock()
    bots = [comedo(), stock()]
    measured = {bot.name: Measured() for bot in [*bots, empty()]}
    for bot in bots:
        say(f"Training {bot.name} …")
        measured[bot.name].training = _train(bot)
    for number in range(ROUNDS):
        say(f"Round {number + 1} of {ROUNDS}:")
        for bot in [*bots, empty()]:
            _measure_serving(bot, measured[bot.name], last=number == ROUNDS - 1)
    _measure_workers(measured[comedo().name])
    return measured


def _measure_serving(bot: Bot, result: Measured, last: bool) -> None:
    with running(bot) as server:
        say(f"  {bot.name}: started in {server.startup:.1f} s")
        result.startup.append(server.startup)
        for people in CONVERSATIONS:
            load = put_under_load(server, people, result.loads.setdefault(people, Load()))
            say(
                f"  {bot.name}: {people} people, p50 {load.percentile(50):.0f} ms, "
                f"{load.throughput:.0f} turns/s"
            )
        if last and bot.name != empty().name:
            result.memory = server.memory()
            result.late_turns = _late_turns(server)


def put_under_load(server: Running, people: int, load: Load) -> Load:
    """Let people talk to the server for a while, by Locust, and add what they saw to the load.

    Raises:
        Failure: turns were not answered.
    """
    users = Path(__file__).with_name("users.py")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            (
                *(sys.executable, "-m", "locust", "--locustfile", str(users), "--host", server.url),
                *("--users", str(people), "--spawn-rate", str(people)),
                *("--run-time", f"{SECONDS}s", "--headless", "--json", "--loglevel", "ERROR"),
            ),
            env={
                **os.environ,
                "BENCH_MESSAGES": json.dumps(server.bot.messages),
                "BENCH_FREE_TEXTS": json.dumps(server.bot.free_texts),
            },
            capture_output=True,
            text=True,
            cwd=folder,
            check=False,
        )
    try:
        (stats,) = json.loads(done.stdout)
    except ValueError as error:
        raise Failure(f"Locust did not measure: {done.stderr.strip()[-500:]}") from error
    load.milliseconds.update({int(ms): n for ms, n in stats["response_times"].items()})
    load.turns += stats["num_requests"]
    load.failures += stats["num_failures"]
    load.seconds += stats["last_request_timestamp"] - stats["start_time"]
    if load.failures:
        raise Failure(f"{load.failures} turns of {server.bot.name} were not answered.")
    return load


def _late_turns(server: Running) -> dict[int, float]:
    """Time in ms of an early, a later and a late turn of one long conversation."""
    times = []
    messages = server.bot.messages
    around = len(messages)  # each message once before and once after, so that all count alike
    for number in range(max(LATE_TURNS) + around):
        started = time.perf_counter()
        say_to(server.url, "talker", messages[number % len(messages)])
        times.append(1000 * (time.perf_counter() - started))
    return {
        turn: statistics.median(times[max(0, turn - around) : turn + around]) for turn in LATE_TURNS
    }


def _train(bot: Bot) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        bot.training,
        cwd=bot.folder,
        env={**os.environ, **bot.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failure(f"{bot.name} could not be trained: {done.stderr.strip()[-500:]}")
    return time.perf_counter() - started


def _measure_workers(result: Measured) -> None:
    """Throughput with one and more workers on Postgres and Redis, up to the cores there are."""
    cores = psutil.cpu_count(logical=False) or 1
    with postgres() as database, redis_server() as redis:
        for workers in sorted({1, 2, cores}):
            if workers > cores:
                continue
            bot = comedo(DATABASE_URL=database.url, REDIS_URL=redis.url, WORKERS=str(workers))
            with running(bot) as server:
                time.sleep(10 if workers > 1 else 0)  # until all workers have loaded their model
                load = put_under_load(server, max(CONVERSATIONS), Load())
            result.by_workers[workers] = load.throughput
            say(f"  Comedo with {workers} worker(s): {load.throughput:.0f} turns/s")
