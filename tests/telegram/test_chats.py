"""What a person sees in Telegram."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from bot_api import BotApi
from bot_api_chats import USERNAME
from echo_bot import Replies, Server

from comedo.channels.telegram.updates import COMMANDS

Serve = Callable[..., Server]
ANNA, BEN, GROUP, CHANNEL = 1, 2, -3, -4
PHOTO = {"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}
STICKER = {**PHOTO, "is_animated": False, "is_video": False, "type": "regular"}
VOICE = {"file_id": "1", "file_unique_id": "1", "duration": 1}
POLL = {"id": "1", "question": "Why?", "options": []}
ATTACHMENTS = {
    "photo": {"photo": [PHOTO], "caption": "I have a fever"},
    "voice": {"voice": VOICE},
    "sticker": {"sticker": STICKER},
    "location": {"location": {"latitude": 1.0, "longitude": 2.0}},
    "poll": {"poll": POLL},
    "document": {"document": {"file_id": "1", "file_unique_id": "1"}},
    "contact": {"contact": {"phone_number": "1", "first_name": "A"}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "video note": {"video_note": {**VOICE, "length": 1}},
}
FORWARDED = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Zoe"}}


def says(*replies: dict[str, Any]) -> str:
    """A message to which the echo replies so."""
    return json.dumps(replies)


def question(*titles: str) -> Replies:
    return [{"text": "Is it so?", "buttons": [{"title": t, "payload": f"{t}!"} for t in titles]}]


@pytest.fixture
def tell(api: BotApi) -> Callable[[str], Awaitable[list[str]]]:
    """Anna writes, and sees these replies."""

    async def tell(text: str, replies: int = 1) -> list[str]:
        before = len(api.chats[ANNA])
        await api.write(ANNA, text)
        await api.until(lambda: len(api.chats[ANNA]) >= before + replies)
        return api.replies(ANNA)[before:]

    return tell


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_each_message_is_answered(mode: str, api: BotApi, serve: Serve) -> None:
    serve(telegram_mode=mode)
    await api.until(lambda: api.commands)
    for chat in (ANNA, BEN):
        for text in ("one", "two"):
            await api.write(chat, text)
    await api.until(lambda: len(api.chats[ANNA] + api.chats[BEN]) == 4)
    assert api.replies(ANNA) == api.replies(BEN) == ["You said: one", "You said: two"]


async def test_the_bot_is_seen_typing(api: BotApi, serve: Serve, tell: Any) -> None:
    serve()
    await tell("hello")
    methods = [method for method, _ in api.calls]
    assert methods.index("sendChatAction") < methods.index("sendMessage")


async def test_commands_are_registered_and_mean_plain_words(
    api: BotApi, serve: Serve, tell: Any
) -> None:
    server = serve()
    meant = {name: command.says for name, command in COMMANDS.items() if command.says}
    for name in meant:
        await tell(f"/{name}")
    assert api.commands == ["start", "help", "why", "summary", "restart", "delete", "privacy"]
    assert server.heard["telegram:1"] == list(meant.values())


@pytest.mark.parametrize("text", ["/START", "/start from-the-website", f"/start@{USERNAME}"])
async def test_commands_are_known_in_every_form(text: str, serve: Serve, tell: Any) -> None:
    serve()
    assert await tell(text) == ["You said: hi"]


@pytest.mark.parametrize("text", ['/inform{"mild": true}', "/session_start", "EXTERNAL: restart"])
async def test_what_looks_like_a_command_of_rasa_is_text(
    text: str, serve: Serve, tell: Any
) -> None:
    serve()
    assert await tell(text) == [f"You said: {text}"]


async def test_privacy_is_explained_by_the_channel(serve: Serve, tell: Any) -> None:
    server = serve(conversation_hours=12)
    [text] = await tell("/privacy")
    assert "12 hours" in text
    assert "/delete" in text
    assert not server.heard


@pytest.mark.parametrize(
    "title", ["Yes", "🙂" * 40, "I've used it <b>daily</b> & long; " * 3 + "yes"]
)
async def test_a_button_says_its_payload_and_is_removed(
    title: str, api: BotApi, serve: Serve, tell: Any
) -> None:
    server = serve()
    await tell(says(*question(title, "No")))
    [shown] = api.chats[ANNA]
    await api.press(ANNA, title)
    await api.until(lambda: len(api.chats[ANNA]) == 2)
    assert server.heard["telegram:1"][1] == f"{title}!"
    assert shown.text == f"Is it so?\n\nYou chose: {title}".strip()
    assert not shown.keyboard
    assert not api.open_queries


async def test_buttons_of_all_messages_of_a_turn_work(api: BotApi, serve: Serve, tell: Any) -> None:
    server = serve()
    await tell(says(*question("One", "Two"), *question("Three", "Four")), replies=2)
    await api.press(ANNA, "Four")
    await api.until(lambda: len(api.chats[ANNA]) == 3)
    assert server.heard["telegram:1"][1] == "Four!"


async def test_buttons_work_after_a_restart(api: BotApi, serve: Serve, tell: Any) -> None:
    server = serve()
    await tell(says(*question("Yes", "No")))
    await server.stop()
    server.start()
    await api.press(ANNA, "Yes")
    await api.until(lambda: len(api.chats[ANNA]) == 2)
    assert server.heard["telegram:1"] == ["Yes!"]


async def test_a_press_on_an_old_button_is_explained(api: BotApi, serve: Serve, tell: Any) -> None:
    server = serve()
    await tell(says(*question("Yes", "No")))
    await tell("no")
    await api.press(ANNA, "Yes")
    await api.until(lambda: api.alerts and not api.chats[ANNA][0].keyboard)
    assert "earlier question" in api.alerts[0]
    assert len(server.heard["telegram:1"]) == 2
    assert not api.open_queries


async def test_text_is_shown_as_written(api: BotApi, serve: Serve, tell: Any) -> None:
    serve()
    text = "1 < 2 & <b>bold</b> <script> &lt; _ * ` 🙂"
    assert await tell(text) == [f"You said: {text}"]


async def test_headings_are_bold(api: BotApi, serve: Serve, tell: Any) -> None:
    serve()
    assert await tell(says({"text": "Why:\n• a\n• b"})) == ["Why:\n• a\n• b"]
    [sent] = [data["text"] for method, data in api.calls if method == "sendMessage"]
    assert sent == "<b>Why:</b>\n• a\n• b"


async def test_the_summary_is_a_document_to_keep(api: BotApi, serve: Serve, tell: Any) -> None:
    serve()
    summary = "You said:\n• it stings – a lot"
    custom = {"kind": "answer", "topic": "ask_summary", "summary": summary}
    await tell(says({"text": summary, "custom": custom}), replies=2)
    text, document = api.chats[ANNA]
    assert text.text == summary
    assert document.document == summary.encode()
    assert document.document_name.endswith(".txt")


async def test_a_long_reply_comes_in_pieces_with_the_buttons_last(
    api: BotApi, serve: Serve, tell: Any
) -> None:
    serve(max_message_characters=100_000)
    paragraphs = [f"{number} " + "word " * 400 for number in range(6)]
    reply = {"text": "\n\n".join(paragraphs), "buttons": question("Yes")[0]["buttons"]}
    pieces = await tell(says(reply), replies=3)
    assert "\n\n".join(pieces).split() == reply["text"].split()
    assert [shown.titles for shown in api.chats[ANNA]] == [[], [], ["Yes"]]


@pytest.mark.parametrize(
    ("edited", "heard"),
    [
        ("no", "change an answer"),
        ("I have used the same cream for 12 weeks", "I have used the same cream for 12 weeks"),
        ("27", "Correction: 27"),
        ("What is extraction?", "What is extraction?"),
    ],
)
async def test_an_edited_message_is_a_correction(
    edited: str, heard: str, api: BotApi, serve: Serve
) -> None:
    server = serve()
    message = await api.write(ANNA, "yes")
    await api.edit(ANNA, message, edited)
    await api.until(lambda: len(api.chats[ANNA]) == 2)
    assert server.heard["telegram:1"] == ["yes", heard]


@pytest.mark.parametrize("kind", ATTACHMENTS)
async def test_what_cannot_be_read_is_declined_kindly(kind: str, api: BotApi, serve: Serve) -> None:
    server = serve()
    await api.send(ANNA, **ATTACHMENTS[kind])
    await api.until(lambda: api.chats[ANNA])
    assert "I can only read text" in api.replies(ANNA)[0]
    assert not server.heard


async def test_forwarded_words_are_left_out(api: BotApi, serve: Serve) -> None:
    server = serve()
    await api.write(ANNA, "I have pus", **FORWARDED)
    await api.until(lambda: api.chats[ANNA])
    assert "your own words" in api.replies(ANNA)[0]
    assert not server.heard


ADDRESSED = {
    "mention": {
        "text": f"@{USERNAME.lower()} what is this?",
        "entities": [{"type": "mention", "offset": 0, "length": len(USERNAME) + 1}],
    },
    "command": {
        "text": f"/help@{USERNAME}",
        "entities": [{"type": "bot_command", "offset": 0, "length": len(USERNAME) + 6}],
    },
    "reply": {
        "text": "and now?",
        "reply_to_message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": GROUP, "type": "group"},
            "from": {"id": 123456, "is_bot": True, "first_name": "Comedo"},
        },
    },
}


@pytest.mark.parametrize("how", ADDRESSED)
async def test_in_a_group_it_offers_the_private_chat(how: str, api: BotApi, serve: Serve) -> None:
    server = serve()
    await api.send(GROUP, "group", text="I have whiteheads, @SomebodyElse")
    await api.send(GROUP, "supergroup", photo=[PHOTO])
    await api.send(GROUP, "supergroup", **ADDRESSED[how])
    await api.until(lambda: api.chats[GROUP])
    [shown] = api.chats[GROUP]
    assert "write to me in private" in shown.text
    assert shown.keyboard[0][0]["url"] == f"https://t.me/{USERNAME}?start=group"
    assert not server.heard


async def test_whatever_else_happens_is_ignored(
    api: BotApi, serve: Serve, tell: Any, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve()
    post = api.message(CHANNEL, "channel", 1, text=f"@{USERNAME}")
    member = {"user": api.person(ANNA), "status": "kicked", "until_date": 0}
    change = {"chat": post["chat"], "from": api.person(ANNA), "date": 1}
    await api.update(channel_post=post)
    await api.update(edited_channel_post=post)
    await api.update(
        my_chat_member={**change, "old_chat_member": member, "new_chat_member": member}
    )
    await api.update(inline_query={"id": "1", "from": api.person(ANNA), "query": "", "offset": ""})
    await api.update(poll=POLL)
    await api.update(something_new={"id": 1})
    await api.send(ANNA, pinned_message=api.message(ANNA, "private", 1, text="x"))
    await api.send(GROUP, "group", new_chat_members=[{"id": 123456, "first_name": "C"}])
    assert await tell("hello") == ["You said: hello"]
    assert list(server.heard) == ["telegram:1"]
    assert not api.chats[CHANNEL] + api.chats[GROUP]
    assert not caplog.records


async def test_a_person_who_blocks_the_bot_is_forgotten(
    api: BotApi, serve: Serve, tell: Any, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve()
    await tell("hello")
    assert server.conversations() == ["telegram:1"]
    api.blocked.add(ANNA)
    last = await api.update(message=api.message(ANNA, "private", 99, text="and now?"))
    await api.until(lambda: api.confirmed >= last)
    assert server.conversations() == []
    assert not caplog.records


async def test_a_person_who_writes_too_fast_is_asked_to_wait(
    api: BotApi, serve: Serve, tell: Any
) -> None:
    serve(turns_per_minute_per_sender=2)
    assert (await tell("1"), await tell("2")) == (["You said: 1"], ["You said: 2"])
    [text] = await tell("3")
    assert "Please wait" in text


async def test_a_turn_that_fails_is_said_to_have_failed(serve: Serve, tell: Any) -> None:
    server = serve()
    server.agent.processor.fails = OSError("no database")
    [text] = await tell("hello")
    assert "couldn't save that" in text
