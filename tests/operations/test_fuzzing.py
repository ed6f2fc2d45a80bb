"""Whatever is sent, the server answers as docs/openapi.yml says, and stays as it is."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from running_bot import Bot, topics

from comedo.agent import load_agent
from comedo.settings import Settings
from comedo.testing.services import wait_until

ROOT = Path(__file__).parents[2]
MESSAGES = int(os.environ.get("ENDURANCE_MESSAGES", "600"))
"""Messages of the endurance test; 100,000 take half an hour."""

schema = schemathesis.openapi.from_path(str(ROOT / "docs" / "openapi.yml"))


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    running = Bot(tmp_path_factory.mktemp("bot"), {"TURNS_PER_MINUTE_PER_SENDER": "1000000"})
    wait_until(lambda: running.status("/ready") == 200, "Comedo")
    yield running
    running.stop()


@schema.parametrize()
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_requests_are_answered_as_documented(case: schemathesis.Case, bot: Bot) -> None:
    case.call_and_validate(base_url=bot.url)


def random_text(source: random.Random) -> str:
    """Words about skin, symbols of any script, commands, and mixtures of them."""
    words = ("whiteheads", "squeeze", "nine", "weeks", "yes", "no", "pus", "restart", "14")
    kinds: list[Callable[[], str]] = [
        lambda: " ".join(source.choices(words, k=source.randint(1, 12))),
        lambda: "".join(chr(source.randint(1, 0xD7FF)) for _ in range(source.randint(0, 60))),
        lambda: source.choice(["/restart", '/inform{"age": 3}', "EXTERNAL: x", "{{slot}}", "\\n"]),
        lambda: source.choice(words) * source.randint(1, 900),
    ]
    return " ".join(source.choice(kinds)() for _ in range(source.randint(1, 2)))


async def test_random_messages_leave_nobody_stuck_and_memory_flat(tmp_path: Path) -> None:
    agent = load_agent(Settings(state_dir=tmp_path, turns_per_minute_per_sender=10**9))
    source, memory = random.Random(1), []
    for number in range(MESSAGES):
        channel = source.choice(["rest", "website", "telegram"])
        collector = CollectingOutputChannel()
        sender = f"person{source.randint(0, 40)}"
        await agent.handle_message(
            UserMessage(random_text(source), collector, sender, input_channel=channel)
        )
        assert collector.messages
        assert "not_saved" not in topics(collector.messages)
        if number % 50 == 0:
            memory.append(psutil.Process().memory_info().rss)
    last_half = memory[len(memory) // 2 :]
    assert max(last_half) <= 1.05 * min(last_half)
