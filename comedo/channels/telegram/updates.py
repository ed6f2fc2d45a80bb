"""What a person did in Telegram, read from the update that Telegram sent.

The library's own classes refuse updates which lack a field that its latest version knows, so only
what is needed here is looked at.
"""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel, Field, StrictInt, StrictStr, ValidationError
from telegram import BotCommand, User
from telegram.constants import ChatType, MessageAttachmentType


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
    """A press on a button. `question` is the text above it, empty if that is not known."""

    query_id: str
    data: str
    message_id: int
    question: str


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


class _Text(StrictStr):
    """Text of whole characters; half a surrogate pair could not even be written down."""

    regex = re.compile(r"[^\ud800-\udfff]*\Z")


class _Chat(BaseModel):
    id: StrictInt
    type: StrictStr


class _User(BaseModel):
    id: StrictInt


class _RepliedTo(BaseModel):
    sender: _User | None = Field(None, alias="from")


class _Message(BaseModel):
    message_id: StrictInt
    chat: _Chat
    text: _Text | None
    caption: _Text | None
    forward_origin: Any
    reply_to_message: _RepliedTo | None

    class Config:
        extra = "allow"

    @property
    def has_attachment(self) -> bool:
        """Whether it is something to look at or listen to, rather than news of the chat itself."""
        return bool({kind.value for kind in MessageAttachmentType} & self.__fields_set__)


class _Press(BaseModel):
    id: _Text
    data: _Text
    message: _Message


class _Update(BaseModel):
    update_id: StrictInt
    message: _Message | None
    edited_message: _Message | None
    callback_query: _Press | None


def read(update: Any, me: User) -> Incoming | None:
    """What to answer; `None` for whatever else happens in Telegram, and for what makes no sense.

    Args:
        update: the update as Telegram sent it.
        me: the bot's own account.
    """
    try:
        return _read(_Update.parse_obj(update), me)
    except ValidationError:
        return None


def _read(update: _Update, me: User) -> Incoming | None:
    if update.callback_query:
        return _pressed(update.update_id, update.callback_query)
    message = update.message or update.edited_message
    if message is None:
        return None
    place = update.update_id, message.chat.id
    if message.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}:
        addressed = update.message and _is_addressed(message, me)
        return AddressedInGroup(*place, message.message_id) if addressed else None
    if message.chat.type != ChatType.PRIVATE:
        return None
    if update.edited_message:
        return None if message.text is None else Said(*place, message.text, edited=True)
    if message.forward_origin:
        return Forwarded(*place)
    if message.text is not None:
        return _said(*place, message.text, str(me.username))
    return SentAttachment(*place) if message.has_attachment else None


def _said(update_id: int, chat_id: int, text: str, username: str) -> Incoming:
    word = text.lower().removesuffix(f"@{username.lower()}")
    if word.startswith("/start "):  # the link to the bot may add where it stood
        word = "/start"
    command = COMMANDS.get(word.removeprefix("/")) if word.startswith("/") else None
    if command is None:
        return Said(update_id, chat_id, text)
    if command.says is None:
        return AskedForPrivacy(update_id, chat_id)
    return Said(update_id, chat_id, command.says)


def _pressed(update_id: int, press: _Press) -> Incoming | None:
    message = press.message
    if message.chat.type != ChatType.PRIVATE:
        return None
    return Pressed(
        update_id, message.chat.id, press.id, press.data, message.message_id, message.text or ""
    )


def _is_addressed(message: _Message, me: User) -> bool:
    replied_to = message.reply_to_message
    if replied_to and replied_to.sender and replied_to.sender.id == me.id:
        return True
    said = f"{message.text or ''} {message.caption or ''}"
    return re.search(rf"@{me.username}\b", said, re.IGNORECASE) is not None
