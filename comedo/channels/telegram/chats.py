"""Answers what people do in their chats with the bot."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from html import escape

from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import TrackerStore
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from comedo.agent import TooManyTurns
from comedo.channels.telegram.formatting import to_html
from comedo.channels.telegram.replies import CHANNEL, TelegramOutput, chosen
from comedo.channels.telegram.updates import (
    AddressedInGroup,
    AskedForPrivacy,
    Forwarded,
    Incoming,
    Pressed,
    Said,
    SentAttachment,
)
from comedo.understanding import read

OLD_BUTTON = "That button belongs to an earlier question. Please use the latest one, or just write."
ATTACHMENT = (
    "Thank you, but I can only read text. I can't look at pictures or files, or listen. Please "
    "tell me in a message of its own what you see and feel. Nothing has changed so far. If it may "
    "be urgent, please call a doctor."
)
FORWARDED = (
    "I can't tell if a forwarded message is about you, so I left it out. Please tell me in your "
    "own words."
)
GROUP = (
    "Your skin is your own affair, and others can read along here. Please write to me in private. "
    "If it may be urgent, please call a doctor."
)
TOO_MANY = "That was a lot at once. Please wait {seconds} seconds, then send it again."
PRIVACY = (
    "I keep what you tell me with the number of this chat, and not with your name. It is deleted "
    "{hours:g} hours after your last message. To delete it at once, send /delete. If you block me, "
    "I delete it too.\n\nTelegram keeps this chat as well, by its own rules. You can delete it in "
    "the app. Those who run me have more to read on this in docs/telegram.md."
)


class Chats:
    """The chats of one bot."""

    def __init__(
        self,
        bot: Bot,
        on_new_message: Callable[[UserMessage], Awaitable[None]],
        conversations: TrackerStore,
        conversation_hours: float,
    ) -> None:
        """Take what the agent offers, and how long it keeps a conversation."""
        self._bot = bot
        self._on_new_message = on_new_message
        self._conversations = conversations
        self._privacy = PRIVACY.format(hours=conversation_hours)

    async def answer(self, incoming: Incoming) -> None:
        """Answer what a person did; one who has blocked the bot is forgotten.

        Raises:
            telegram.error.TelegramError: the answer could not be sent.
        """
        try:
            match incoming:
                case Said(text=text, edited=edited):
                    await self._take_turn(incoming, correction(text) if edited else text)
                case Pressed():
                    await self._press(incoming)
                case AskedForPrivacy():
                    await self._say(incoming, self._privacy)
                case SentAttachment():
                    await self._say(incoming, ATTACHMENT)
                case Forwarded():
                    await self._say(incoming, FORWARDED)
                case AddressedInGroup(message_id=message_id):
                    await self._invite(incoming, message_id)
        except Forbidden:
            await self._conversations.delete(self._conversation_id(incoming))

    async def _take_turn(self, incoming: Incoming, text: str) -> None:
        with suppress(TelegramError):
            await self._bot.send_chat_action(incoming.chat_id, ChatAction.TYPING)
        message = UserMessage(
            text,
            TelegramOutput(self._bot, incoming.update_id),
            str(incoming.chat_id),
            input_channel=CHANNEL,
            message_id=str(incoming.update_id),
        )
        try:
            await self._on_new_message(message)
        except TooManyTurns as error:
            await self._say(incoming, TOO_MANY.format(seconds=error.seconds))

    async def _press(self, press: Pressed) -> None:
        tracker = await self._conversations.retrieve(self._conversation_id(press))
        button = chosen(tracker, press.data, press.update_id)
        with suppress(BadRequest):  # the press was too long ago
            await self._bot.answer_callback_query(
                press.query_id, None if button else OLD_BUTTON, show_alert=not button
            )
        await self._remove_keyboard(press, button["title"] if button else None)
        if button:
            await self._take_turn(press, button["payload"])

    async def _remove_keyboard(self, press: Pressed, choice: str | None) -> None:
        """Take the buttons off the message, and write there which of them was chosen."""
        if choice and press.question:
            html = f"{to_html(press.question)}\n\n<i>You chose: {escape(choice)}</i>"
            with suppress(BadRequest):  # there is no room, or it has been done
                await self._bot.edit_message_text(
                    html, press.chat_id, press.message_id, parse_mode=ParseMode.HTML
                )
                return
        with suppress(BadRequest):
            await self._bot.edit_message_reply_markup(press.chat_id, press.message_id)

    async def _invite(self, incoming: Incoming, message_id: int) -> None:
        link = f"https://t.me/{self._bot.username}?start=group"
        await self._bot.send_message(
            incoming.chat_id,
            GROUP,
            reply_markup=InlineKeyboardMarkup.from_button(
                InlineKeyboardButton("Write to me in private", url=link)
            ),
            reply_parameters=ReplyParameters(message_id, allow_sending_without_reply=True),
        )

    async def _say(self, incoming: Incoming, text: str) -> None:
        await TelegramOutput(self._bot, incoming.update_id).send_html(
            incoming.chat_id, to_html(text)
        )

    @staticmethod
    def _conversation_id(incoming: Incoming) -> str:
        """The id under which the agent keeps the conversation, apart from other channels'."""
        return f"{CHANNEL}:{incoming.chat_id}"


def correction(text: str) -> str:
    """What to tell the agent when a person has edited a message into this.

    The bot may have asked something else since, which a bare yes or no must not answer.
    """
    reading = read(text)
    if reading.facts or text.endswith("?"):
        return text
    return "change an answer" if reading.answer else f"Correction: {text}"
