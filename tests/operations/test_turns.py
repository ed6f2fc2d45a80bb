"""What a person can count on in a turn, whatever goes wrong: played in one process."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import psutil
import pytest
import sqlalchemy as sa
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import UserUttered
from running_bot import Clock, topics

from comedo.agent import ComedoAgent, TooManyTurns, load_agent
from comedo.server import expire_conversations
from comedo.settings import Settings
from comedo.stores.limits import RateLimiter

SAID = "my whiteheads are xylophonous"
DAY = 24 * 3600


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> ComedoAgent:
    return load_agent(Settings(state_dir=tmp_path_factory.mktemp("state"), database_url=""))


async def say(
    agent: ComedoAgent, text: str | None, sender: str, channel: str = "rest", **message: Any
) -> list[dict[str, Any]]:
    collector = CollectingOutputChannel()
    await agent.handle_message(
        UserMessage(text, collector, sender, input_channel=channel, **message)
    )
    return collector.messages


async def said(agent: ComedoAgent, sender: str) -> list[str]:
    tracker = await agent.tracker_store.retrieve(f"rest:{sender}")
    return [e.text for e in tracker.events if isinstance(e, UserUttered)] if tracker else []


def fail_actions(agent: ComedoAgent, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Any, tracker: Any, __: Any) -> None:
        raise ValueError(tracker.latest_message["text"])

    actions = agent.action_endpoint._executor.actions
    for name in actions:
        monkeypatch.setitem(actions, name, fail)


async def test_a_failing_action_is_admitted_and_changes_nothing(
    agent: ComedoAgent, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await say(agent, "hello", "anna")
    with monkeypatch.context() as broken:
        fail_actions(agent, broken)
        assert topics(await say(agent, SAID, "anna")) == ["not_saved"]
    assert await said(agent, "anna") == ["hello"]
    assert topics(await say(agent, SAID, "anna")) != ["not_saved"]
    ours = [record for record in caplog.records if record.name.startswith("comedo")]
    assert any("action failed" in record.getMessage() for record in ours)
    assert not any(SAID in record.getMessage() for record in ours if record.levelno > logging.DEBUG)


async def test_a_failing_database_is_admitted(agent: ComedoAgent) -> None:
    await say(agent, "hello", "disk")
    with agent.tracker_store._engine.connect() as connection:
        pages = connection.execute(sa.text("PRAGMA page_count")).scalar()
    largest = pages

    @sa.event.listens_for(sa.pool.Pool, "checkout")
    def limit_the_disk(connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={largest}")

    assert topics(await say(agent, "x" * 4000, "disk")) == ["not_saved"]
    largest = 1_000_000
    assert await said(agent, "disk") == ["hello"]
    assert topics(await say(agent, "hello", "disk")) != ["not_saved"]
    sa.event.remove(sa.pool.Pool, "checkout", limit_the_disk)


async def test_a_message_that_is_sent_again_is_answered_again_but_taken_once(
    agent: ComedoAgent,
) -> None:
    first = await say(agent, "my skin stings", "twice", message_id="m1")
    again = await say(agent, "my skin stings", "twice", message_id="m1")
    assert again == first
    assert await said(agent, "twice") == ["my skin stings"]


async def test_the_same_message_twice_at_once_is_taken_once(agent: ComedoAgent) -> None:
    answers = await asyncio.gather(
        *(say(agent, "my skin stings", "both", message_id="m1") for _ in range(3))
    )
    assert answers[0] == answers[1] == answers[2]
    assert len(await said(agent, "both")) == 1


async def test_quick_messages_are_taken_in_the_order_in_which_they_came(agent: ComedoAgent) -> None:
    texts = ["hello", "my whiteheads do not go away", "nine weeks"]
    await asyncio.gather(*(say(agent, text, "quick") for text in texts))
    assert await said(agent, "quick") == texts


async def test_a_sender_id_is_another_person_on_another_channel(agent: ComedoAgent) -> None:
    await say(agent, "I am pregnant", "42", channel="telegram")
    assert await said(agent, "42") == []
    tracker = await agent.tracker_store.retrieve("telegram:42")
    assert tracker.latest_message.text == "I am pregnant"


@pytest.mark.parametrize(
    "text",
    ["", " ", None, "x" * 200_000, "\x00\x07\u202e", "😀" * 50, '/inform{"age": 7}', "<b>'; --"],
    ids=["empty", "space", "none", "huge", "control", "emoji", "payload", "markup"],
)
async def test_whatever_is_sent_gets_an_answer(agent: ComedoAgent, text: str | None) -> None:
    answers = await say(agent, text, f"odd{hash(text)}")
    assert answers and "not_saved" not in topics(answers)


async def test_an_endless_conversation_stays_small(agent: ComedoAgent) -> None:
    sizes = []
    for number in range(40):
        await say(agent, ("hello", "yes", "no", "why?")[number % 4], "long")
        tracker = await agent.tracker_store.retrieve("rest:long")
        sizes.append(len(tracker.events))
    assert max(sizes[-10:]) <= 1.5 * max(sizes[:15])


async def test_a_clock_that_jumps_back_does_not_end_a_conversation(
    agent: ComedoAgent, clock: Clock
) -> None:
    await say(agent, "hello", "clock")
    clock.now -= 7 * DAY
    assert "not_saved" not in topics(await say(agent, "nine weeks", "clock"))
    assert await said(agent, "clock") == ["hello", "nine weeks"]


async def test_conversations_that_are_opened_and_left_cost_nothing_and_expire(
    agent: ComedoAgent, clock: Clock, figures: dict[str, Any]
) -> None:
    process, memory = psutil.Process(), []
    for number in range(1000):
        await say(agent, "hello", f"passer-by {number}", channel="website")
        memory.append(process.memory_info().rss)
    grown = (memory[-1] - memory[200]) / 2**20
    figures["memory of 800 conversations left open"] = f"{grown:.1f} MB"
    assert memory[-1] <= 1.05 * memory[200]
    assert len(list(await agent.tracker_store.keys())) >= 1000
    clock.now += DAY + 1
    job = asyncio.create_task(expire_conversations(agent.tracker_store))
    await asyncio.wait_for(until_empty(agent), 30)
    job.cancel()


async def until_empty(agent: ComedoAgent) -> None:
    while list(await agent.tracker_store.keys()):
        pass


async def test_too_many_messages_are_refused_until_later(
    agent: ComedoAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent, "_limiter", RateLimiter(per_minute=2, redis_url=""))
    await say(agent, "hello", "fast")
    await say(agent, "hello", "fast")
    with pytest.raises(TooManyTurns) as refused:
        await say(agent, "hello", "fast")
    assert 1 <= refused.value.seconds <= 60
    await say(agent, "hello", "slow")


@pytest.mark.parametrize("second", [0, 1, 30, 59.9])
@pytest.mark.parametrize("jump", [0, -30, -90, -DAY, -365 * DAY, DAY])
async def test_who_waits_as_told_may_go_on_whatever_the_clock_does(
    clock: Clock, second: float, jump: float
) -> None:
    limiter = RateLimiter(per_minute=2, redis_url="")
    clock.now = 60 * 20_000_000 + second
    waits = [await limiter.check("fast") for _ in range(3)]
    assert waits[:2] == [None, None]
    assert waits[2] >= 1
    clock.now += jump
    waited = 0
    while wait := await limiter.check("fast"):
        clock.now += wait
        waited += wait
    assert waited <= 62


@pytest.mark.parametrize(
    ("trouble", "level"),
    [(asyncio.TimeoutError(), logging.WARNING), (OSError("gone"), logging.ERROR)],
)
async def test_a_slow_store_is_not_ready_but_no_error(
    trouble: Exception,
    level: int,
    agent: ComedoAgent,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def check() -> None:
        raise trouble

    monkeypatch.setattr(agent.tracker_store, "check", check)
    caplog.set_level(logging.WARNING, logger="comedo.agent")
    assert await agent.failing_stores() == ["database"]
    assert [record.levelno for record in caplog.records] == [level]


async def test_turns_that_collide_are_all_taken_in_the_end(
    agent: ComedoAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where Redis is away, and two workers take messages of one person."""

    @contextlib.asynccontextmanager
    async def no_lock(_: str) -> AsyncIterator[None]:
        yield

    monkeypatch.setattr(agent.lock_store, "lock", no_lock)
    await asyncio.gather(say(agent, "hello", "colliding"), say(agent, "nine weeks", "colliding"))
    assert sorted(await said(agent, "colliding")) == ["hello", "nine weeks"]
