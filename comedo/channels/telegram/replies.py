"""Sends the bot's replies, and knows which button of which reply was pressed."""

from collections.abc import Sequence
from typing import Any

from rasa.core.channels.channel import OutputChannel
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode

from comedo.channels.telegram.formatting import html_pieces

CHANNEL = "telegram"
ROW_CHARACTERS = 24
"""Short titles share a row while they have no more characters than this together."""
SUMMARY_FILE = "summary-for-the-dermatologist.txt"


class TelegramOutput(OutputChannel):
    """Sends the replies to one message.

    The data of a button are the id of the update that is replied to, and the button's number among
    all those of the reply: never long, whatever the button says, and enough to find it in the
    conversation.
    """

    def __init__(self, bot: Bot, update_id: int) -> None:
        """Take the id of the update that is replied to."""
        self._bot = bot
        self._update_id = update_id
        self._buttons = 0

    @classmethod
    def name(cls) -> str:
        """The channel's name in responses and conversations."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Send a reply, its buttons below its last piece, and the summary as a file to keep.

        Raises:
            telegram.error.TelegramError: it could not be sent.
        """
        pieces = html_pieces(message.get("text") or "")
        for piece in pieces[:-1]:
            await self.send_html(recipient_id, piece)
        if pieces:
            keyboard = self._keyboard(message.get("buttons") or ())
            await self.send_html(recipient_id, pieces[-1], keyboard)
        custom = message.get("custom") or {}
        if custom.get("topic") == "ask_summary" and custom.get("summary"):
            file = InputFile(custom["summary"].encode(), filename=SUMMARY_FILE)
            await self._bot.send_document(recipient_id, file, caption="To keep, or to print.")

    async def send_html(
        self, chat_id: str | int, html: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> None:
        """Send a message that Telegram accepts as it is."""
        await self._bot.send_message(
            chat_id,
            html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    def _keyboard(self, buttons: Sequence[dict[str, Any]]) -> InlineKeyboardMarkup | None:
        rows: list[list[InlineKeyboardButton]] = []
        width = 0
        for button in buttons:
            title = button["title"]
            width += len(title)
            if not rows or width > ROW_CHARACTERS:
                rows.append([])
                width = len(title)
            data = f"{self._update_id}:{self._buttons}"
            rows[-1].append(InlineKeyboardButton(title, callback_data=data))
            self._buttons += 1
        return InlineKeyboardMarkup(rows) if rows else None


def chosen(
    tracker: DialogueStateTracker | None, data: str, update_id: int
) -> dict[str, Any] | None:
    """The button that was pressed, if it belongs to the latest reply of the conversation.

    A press that was answered before, but came again, still counts as one on the latest reply.

    Args:
        tracker: the conversation, if there is one.
        data: the button's data, which anybody may have made up.
        update_id: the id of the update with the press.
    """
    turns: list[tuple[str, list[dict[str, Any]]]] = []
    for event in tracker.events if tracker else ():
        if isinstance(event, UserUttered):
            turns.append((event.message_id or "", []))
        elif isinstance(event, BotUttered) and turns:
            turns[-1][1].extend(event.data.get("buttons") or ())
    if turns and turns[-1][0] == str(update_id):
        turns.pop()
    replied_to, _, number = data.partition(":")
    if not turns or turns[-1][0] != replied_to or not number.isdecimal():
        return None
    buttons = turns[-1][1]
    return buttons[int(number)] if int(number) < len(buttons) else None
