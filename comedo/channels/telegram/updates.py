"""What a person did in Telegram, read from the update that Telegram sent."""

import logging
from dataclasses import dataclass
from typing import Any, NamedTuple

from telegram import Bot, BotCommand, CallbackQuery, Chat, Message, MessageEntity, Update

logger = logging.getLogger(__name__)


class Command(NamedTuple):
    """A command of the bot's menu, and what it says in its place; the channel answers `None`."""

    description: str
    says: str | None


COMMANDS = {
    "start": Command("Begin", "hi"),
    "help": Command("What I can do", "what can you do?"),
    "why": Command("Why I ask that", "why do you ask that?"),
    "summary": Command("A summary for the dermatologist", "show my summary"),
    "restart": Command("Start over", "restart"),
    "delete": Command("Delete what I told you", "delete my data"),
    "privacy": Command("What is kept, and for how long", None),
}
MENU = [BotCommand(name, command.description) for name, command in COMMANDS.items()]


@dataclass(frozen=True)
class Incoming:
    """Something that is to be answered, in the chat that it happened in."""

    update_id: int
    chat_id: int


@dataclass(frozen=True)
class Said(Incoming):
    """Words of the person's own; `edited` if they replace earlier ones."""

    text: str
    edited: bool = False


@dataclass(frozen=True)
class Pressed(Incoming):
    """A press on a button. `html` is the message that the button belongs to."""

    query_id: str
    data: str
    message_id: int
    html: str


@dataclass(frozen=True)
class AskedForPrivacy(Incoming):
    """The command /privacy."""


@dataclass(frozen=True)
class SentAttachment(Incoming):
    """A photo, a voice message, a sticker, or something else that cannot be read."""


@dataclass(frozen=True)
class Forwarded(Incoming):
    """Words that may be somebody else's."""


@dataclass(frozen=True)
class AddressedInGroup(Incoming):
    """A message to the bot that others can read as well."""

    message_id: int


def read(update: Any, bot: Bot) -> Incoming | None:
    """What to answer; `None` for whatever else happens in Telegram, and what makes no sense."""
    try:
        return _read(Update.de_json(update, bot), bot)
    except Exception as error:
        # The library raises whatever it comes across in an update that is not as documented.
        logger.debug("update ignored: error=%s", type(error).__name__)
        return None


def _read(update: Update, bot: Bot) -> Incoming | None:
    if update.callback_query:
        return _pressed(update.update_id, update.callback_query)
    message = update.message or update.edited_message
    if message is None:
        return None
    place = update.update_id, _number(message.chat.id)
    if message.chat.type in {Chat.GROUP, Chat.SUPERGROUP}:
        addressed = update.message and _is_addressed(message, bot)
        return AddressedInGroup(*place, _number(message.message_id)) if addressed else None
    if message.chat.type != Chat.PRIVATE:
        return None
    if update.edited_message:
        return Said(*place, message.text, edited=True) if isinstance(message.text, str) else None
    if message.forward_origin:
        return Forwarded(*place)
    if isinstance(message.text, str):
        return _said(*place, message.text, bot.username)
    return SentAttachment(*place) if message.effective_attachment else None


def _said(update_id: int, chat_id: int, text: str, username: str) -> Incoming:
    word = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    command = COMMANDS.get(word.lower().removeprefix("/").removesuffix(f"@{username.lower()}"))
    if command is None:
        return Said(update_id, chat_id, text)
    if command.says is None:
        return AskedForPrivacy(update_id, chat_id)
    return Said(update_id, chat_id, command.says)


def _pressed(update_id: int, query: CallbackQuery) -> Incoming | None:
    message = query.message
    if message is None or message.chat.type != Chat.PRIVATE or not isinstance(query.data, str):
        return None
    html = message.text_html if isinstance(message, Message) else ""
    return Pressed(
        update_id,
        _number(message.chat.id),
        str(query.id),
        query.data,
        _number(message.message_id),
        html,
    )


def _is_addressed(message: Message, bot: Bot) -> bool:
    replied_to = message.reply_to_message and message.reply_to_message.from_user
    if replied_to and replied_to.id == bot.id:
        return True
    name = f"@{bot.username}".lower()
    mentions = {**message.parse_entities(), **message.parse_caption_entities()}
    return any(
        entity.type in {MessageEntity.MENTION, MessageEntity.BOT_COMMAND}
        and text.lower().endswith(name)
        for entity, text in mentions.items()
    )


def _number(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
