"""A conversation is saved whole or not at all, bounded, forgotten in time and when asked."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    Event,
    Restarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from running_bot import Clock

from comedo.stores.conversations import ConversationStore, SavedElsewhere, kept_events

DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "slots": {
            name: {"type": "any", "mappings": [{"type": "custom"}]} for name in ("mild", "age")
        },
        "forms": {"assessment_form": {"required_slots": []}},
    }
)
TURNS = 3

DAY = 24 * 3600

NewStore = Callable[..., ConversationStore]


@pytest.fixture(params=["sqlite", "postgres"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> NewStore:
    """Opens the same, at first empty, database again and again."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'state' / 'comedo.db'}"
    else:
        url = request.getfixturevalue("postgres").url

    def new(**options: Any) -> ConversationStore:
        return ConversationStore(DOMAIN, host=url, history_turns=TURNS, **options)

    async def empty() -> None:
        store = new()
        for sender in await store.keys():
            await store.delete(sender)

    asyncio.run(empty())
    return new


def turn(text: str, *events: Event) -> list[Event]:
    return [
        UserUttered(text, {"name": "inform"}, message_id=text),
        *events,
        BotUttered(f"You said {text}"),
        ActionExecuted("action_listen"),
    ]


async def take_turn(store: ConversationStore, sender: str, *events: Event) -> DialogueStateTracker:
    tracker = await store.get_or_create_tracker(sender)
    tracker.update_with_events(list(events), DOMAIN)
    await store.save(tracker)
    return tracker


async def test_a_conversation_goes_on_in_another_process(new_store: NewStore) -> None:
    await take_turn(new_store(), "anna", *turn("one", SlotSet("age", 30)))
    tracker = await new_store().retrieve("anna")
    assert tracker.get_slot("age") == 30
    assert tracker.latest_bot_utterance.text == "You said one"
    assert await new_store().retrieve("ben") is None


async def test_what_came_between_is_never_overwritten(new_store: NewStore) -> None:
    store = new_store()
    await take_turn(store, "anna", *turn("one"))
    first, second = await store.retrieve("anna"), await new_store().retrieve("anna")
    first.update_with_events(turn("two", SlotSet("age", 30)), DOMAIN)
    second.update_with_events(turn("two", SlotSet("age", 40)), DOMAIN)
    await store.save(first)
    with pytest.raises(SavedElsewhere):
        await new_store().save(second)
    assert (await store.retrieve("anna")).get_slot("age") == 30


async def test_two_first_messages_at_once_are_not_mixed(new_store: NewStore) -> None:
    store = new_store()
    trackers = [await store.get_or_create_tracker("anna") for _ in range(2)]
    for tracker in trackers:
        tracker.update_with_events(turn("one"), DOMAIN)
    await store.save(trackers[0])
    with pytest.raises(SavedElsewhere):
        await store.save(trackers[1])


async def test_conversations_expire_in_time_and_not_before(
    new_store: NewStore, clock: Clock
) -> None:
    store = new_store(conversation_hours=24)
    await take_turn(store, "anna", *turn("one"))
    clock.now += 0.99 * DAY
    await take_turn(store, "ben", *turn("one"))
    assert await store.expire() == 0
    assert await store.retrieve("anna")
    clock.now += 0.02 * DAY
    assert await store.retrieve("anna") is None, "also before the job has run"
    assert await new_store().expire() == 1
    assert list(await store.keys()) == ["ben"]


async def test_a_clock_that_was_ahead_keeps_no_conversation_longer(
    new_store: NewStore, clock: Clock
) -> None:
    store = new_store(conversation_hours=24)
    clock.now += 7 * DAY
    await take_turn(store, "anna", *turn("one"))
    clock.now -= 7 * DAY
    assert await store.expire() == 0
    assert await store.retrieve("anna")
    clock.now += 1.01 * DAY
    assert await store.expire() == 1


async def test_a_new_conversation_may_follow_an_expired_one(
    new_store: NewStore, clock: Clock
) -> None:
    store = new_store(conversation_hours=24)
    await take_turn(store, "anna", *turn("one"))
    clock.now += 1.01 * DAY
    await take_turn(store, "anna", *turn("two"))
    texts = [e.text for e in (await store.retrieve("anna")).events if isinstance(e, UserUttered)]
    assert texts == ["two"]


async def test_a_restart_leaves_nothing_behind(new_store: NewStore) -> None:
    store = new_store()
    await take_turn(store, "anna", *turn("one", SlotSet("age", 30)))
    await take_turn(store, "anna", UserUttered("delete my data"), Restarted(), BotUttered("Done."))
    assert list(await store.keys()) == []


async def test_a_form_that_begins_after_a_restart_is_kept_with_the_wish_for_it(
    new_store: NewStore,
) -> None:
    store = new_store()
    await take_turn(store, "anna", *turn("one", SlotSet("age", 30)))
    begun = (ActiveLoop("assessment_form"), BotUttered("Are you well?"))
    wish = (UserUttered("start over"), SlotSet("age", 31), BotUttered("Cleared."))
    await take_turn(store, "anna", *wish, Restarted(), *begun)
    tracker = await store.retrieve("anna")
    assert tracker.active_loop_name == "assessment_form"
    assert tracker.get_slot("age") is None
    said = [e.text for e in tracker.events if isinstance(e, UserUttered | BotUttered)]
    assert said == ["start over", "Cleared.", "Are you well?"]
    await take_turn(store, "anna", *turn("two"))
    assert await store.retrieve("anna")


def test_what_is_deleted_is_gone_from_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "comedo.db"
    store = ConversationStore(DOMAIN, host=f"sqlite:///{file}")
    asyncio.run(take_turn(store, "anna", *turn("unforgettable")))
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"unforgettable" in file.read_bytes()
    asyncio.run(store.delete("anna"))
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"unforgettable" not in left


async def test_a_database_that_another_process_holds_leaves_the_event_loop_free(
    tmp_path: Path,
) -> None:
    path = tmp_path / "comedo.db"
    store = ConversationStore(DOMAIN, host=f"sqlite:///{path}")
    await take_turn(store, "anna", *turn("one"))
    other_process = sqlite3.connect(path, isolation_level=None)
    other_process.execute("BEGIN IMMEDIATE")

    async def let_go() -> None:
        other_process.execute("COMMIT")  # which a loop that waits for this would never reach

    await asyncio.gather(take_turn(store, "ben", *turn("one")), let_go())

    assert sorted(await store.keys()) == ["anna", "ben"]


some_events = st.lists(
    st.one_of(
        st.builds(SlotSet, st.sampled_from(["mild", "age"]), st.sampled_from([True, 30, None])),
        st.builds(ActiveLoop, st.sampled_from(["assessment_form", None])),
        st.just(AllSlotsReset()),
    ),
    max_size=3,
)


@given(st.lists(some_events, max_size=9))
def test_what_is_kept_leads_to_the_same_state(turns: list[list[Event]]) -> None:
    """However long a conversation, its slots and active form survive, and its last turns."""
    tracker = DialogueStateTracker("anna", DOMAIN.slots)
    events: list[Event] = []
    for number, happened in enumerate(turns):
        tracker = DialogueStateTracker("anna", DOMAIN.slots)
        tracker.update_with_events([*events, *turn(str(number), *happened)], DOMAIN)
        events = kept_events(tracker, DOMAIN, TURNS)
        again = DialogueStateTracker.from_events("anna", events, DOMAIN.slots)
        assert again.current_slot_values() == tracker.current_slot_values()
        assert again.active_loop_name == tracker.active_loop_name
        said = [event.text for event in events if isinstance(event, UserUttered)]
        assert said == [str(n) for n in range(number + 1)][-TURNS:]
