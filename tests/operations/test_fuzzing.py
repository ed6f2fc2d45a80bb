"""Whatever is sent, the server answers as docs/openapi.yml says, and stays as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from running_bot import Bot

from comedo.testing.services import wait_until

ROOT = Path(__file__).parents[2]
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
