"""On a bad network each message is processed once and shown once, and no question is skipped."""

import asyncio
import threading
from typing import Any

import pytest
from browsing import Chat, NewChat, Website, new_chat
from scripted_bot import ScriptedServer


def heard(scripted: ScriptedServer) -> list[str]:
    """What the bot has processed, without what the channel says to get a greeting."""
    return [text for text in scripted.agent.processor.heard if text != "hi"]


@pytest.mark.parametrize("lost", [1, 2, 3, 4, 5])
def test_lost_replies(
    lost: int,
    scripted: ScriptedServer,
    website: Website,
    visit: NewChat,
    figures: dict[str, Any],
) -> None:
    chat = visit(f"{website.url}/").open()
    website.replies_to_lose = lost
    chat.type("hello")
    chat.insist()
    assert website.replies_to_lose == 0
    chat.choose("Yes")
    assert chat.said() == ["hello", "Yes"]
    assert chat.answered()[1:] == ["Question 1: is it so?", "Question 2: is it so?"]
    duplicates = len(heard(scripted)) - 2
    figures["lost_reply_duplicates"] = figures.get("lost_reply_duplicates", 0) + duplicates
    assert heard(scripted) == ["hello", "Yes"]


def test_a_lost_reply_is_fetched_without_being_asked(
    scripted: ScriptedServer, website: Website, visit: NewChat
) -> None:
    chat = visit(f"{website.url}/").open()
    website.replies_to_lose = 1
    chat.say("hello")
    assert chat.answered()[-1] == "Question 1: is it so?"
    assert heard(scripted) == ["hello"]


def test_a_reload_while_the_reply_is_pending(
    scripted: ScriptedServer, website: Website, visit: NewChat
) -> None:
    chat = visit(f"{website.url}/").open()
    scripted.agent.processor.gate = threading.Event()
    chat.type("hello")
    chat.page.locator(".writing").wait_for()
    chat.page.reload()
    scripted.agent.processor.gate.set()
    chat.choices.first.wait_for()
    assert chat.said() == ["hello"]
    chat.choose("Yes")
    assert chat.said() == ["hello", "Yes"]
    assert heard(scripted) == ["hello", "Yes"]


def test_a_reload_at_every_step(scripted: ScriptedServer, website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/").open()
    for message in ("hello", "Yes", "None of these", "29"):
        chat.say(message)
        before = (chat.said(), chat.answered())
        chat.page.reload()
        chat.turns.nth(len(before[0])).wait_for()
        chat.settle()
        assert (chat.said(), chat.answered()) == before
    assert chat.card.count() == 1
    assert heard(scripted) == ["hello", "Yes", "None of these", "29"]


def test_a_double_click(scripted: ScriptedServer, website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/").open()
    chat.say("hello")
    scripted.agent.processor.gate = threading.Event()
    no = chat.page.get_by_role("button", name="No", exact=True)
    chat.choice("Yes").dblclick()
    no.click(force=True)
    scripted.agent.processor.gate.set()
    chat.settle()
    assert chat.said() == ["hello", "Yes"]
    assert heard(scripted) == ["hello", "Yes"]


def test_two_tabs_follow_each_other(
    scripted: ScriptedServer, website: Website, new_context: Any
) -> None:
    context = new_context()
    one = new_chat(context, f"{website.url}/").open()
    one.say("hello")
    two = new_chat(context, f"{website.url}/").open()
    assert two.said() == ["hello"]
    two.choose("Yes")
    one.choice("None of these").wait_for()
    assert one.said() == two.said() == ["hello", "Yes"]
    one.choose("None of these")
    two.page.get_by_text("Question 3: is it so?").wait_for()
    assert two.said() == ["hello", "Yes", "None of these"]
    assert heard(scripted) == ["hello", "Yes", "None of these"]


def test_two_tabs_answer_one_question_at_once(
    scripted: ScriptedServer, website: Website, new_context: Any
) -> None:
    context = new_context()
    one = new_chat(context, f"{website.url}/").open()
    one.say("hello")
    two = new_chat(context, f"{website.url}/").open()
    scripted.agent.processor.gate = threading.Event()
    one.choice("Yes").click()
    two.choice("No").click()
    scripted.agent.processor.gate.set()
    for chat in (one, two):
        chat.choice("None of these").wait_for()
        chat.settle()
    assert one.said() == two.said() == heard(scripted)
    assert len(heard(scripted)) == 2


def test_a_restart_of_the_server_in_mid_assessment(
    scripted: ScriptedServer, website: Website, visit: NewChat
) -> None:
    chat = visit(f"{website.url}/").open()
    chat.say("hello")
    scripted.stop()
    chat.choice("Yes").click()
    chat.notice.wait_for()
    scripted.start()
    chat.insist()
    assert chat.said() == ["hello", "Yes"]
    assert chat.answered()[1:] == ["Question 1: is it so?", "Question 2: is it so?"]
    assert heard(scripted) == ["Yes"]


def test_offline_the_message_is_kept_and_goes_out_later(
    scripted: ScriptedServer, website: Website, visit: NewChat
) -> None:
    chat = visit(f"{website.url}/").open()
    chat.page.context.set_offline(True)
    chat.type("hello")
    chat.notice.wait_for()
    assert "offline" in chat.notice.inner_text()
    assert chat.said() == ["hello"]
    chat.page.context.set_offline(False)
    chat.settle()
    assert chat.answered()[-1] == "Question 1: is it so?"
    assert heard(scripted) == ["hello"]


def test_too_fast_a_visitor_waits(
    scripted: ScriptedServer, website: Website, visit: NewChat
) -> None:
    chat = visit(f"{website.url}/").open()
    replies = iter([{"status": 429, "headers": {"Retry-After": "1"}, "json": {"error": "slow"}}])

    def limited(route: Any) -> None:
        refused = next(replies, None)
        if refused:
            route.fulfill(**refused)
        else:
            route.continue_()

    chat.page.route("**/message", limited)
    chat.say("hello")
    assert heard(scripted) == ["hello"]


def test_a_conversation_that_expired_begins_anew(
    scripted: ScriptedServer, website: Website, visit: NewChat
) -> None:
    chat = visit(f"{website.url}/").open()
    chat.say("hello")
    delete_all(scripted)
    chat.choice("Yes").click()
    chat.notice.wait_for()
    chat.settle()
    assert "new one" in chat.notice.inner_text()
    assert chat.said() == []
    assert chat.answered() == ["Hello, I ask three questions."]


def delete_all(scripted: ScriptedServer) -> None:
    """Let the time of all conversations be up."""
    store = scripted.agent.tracker_store

    async def delete() -> None:
        for sender in await store.keys():
            await store.delete(sender)

    asyncio.run_coroutine_threadsafe(delete(), scripted.loop).result(10)


def test_blocked_storage_costs_no_more_than_the_memory(website: Website, visit: NewChat) -> None:
    chat = visit(f"{website.url}/blank")
    chat.page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        "  Object.defineProperty(window, name, { get() { throw new DOMException('blocked'); } });"
    )
    chat = Chat(chat.page, f"{website.url}/").open()
    chat.say("hello")
    assert chat.answered()[-1] == "Question 1: is it so?"
    assert chat.errors == []
