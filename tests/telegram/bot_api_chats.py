"""A bot's chats: who is in them, and what the bot shows there by the methods of the Bot API."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from bot_api_rules import Json, Refused, keyboard, length, plain_text, require

USERNAME = "ComedoTestBot"
BOT = {"id": 123456, "is_bot": True, "first_name": "Comedo", "username": USERNAME}
BLOCKED = "Forbidden: bot was blocked by the user"
ACTIONS = {"typing", "upload_photo", "upload_document"}


@dataclass
class Shown:
    """A message of the bot as its reader sees it."""

    id: int
    text: str
    keyboard: list[list[Json]] = field(default_factory=list)
    document: bytes | None = None
    document_name: str = ""
    update: Json = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        return [button["text"] for row in self.keyboard for button in row]


class Chats:
    """The chats, and the methods of the Bot API that concern one of them."""

    def __init__(self) -> None:
        self.chats: dict[int, list[Shown]] = defaultdict(list)
        """What the bot has sent, by chat."""
        self.alerts: list[str] = []
        """What presses on buttons were answered with."""
        self.blocked: set[int] = set()
        """Chats whose person has blocked the bot."""
        self.flooded: set[int] = set()
        """Chats that the bot has sent too much to."""
        self._last = {"update": 1000, "message": 0, "query": 0}
        self._people: dict[int, Json] = {}
        self._open_queries: set[str] = set()

    def person(self, chat: int) -> Json:
        return self._people.setdefault(
            chat, {"id": chat, "is_bot": False, "first_name": f"Person {chat}"}
        )

    def message(self, chat: int, kind: str, message_id: int, **fields: Any) -> Json:
        place = {"id": chat, "type": kind, **({"title": "Group"} if kind != "private" else {})}
        sender = self.person(chat if kind == "private" else 7)
        self.person(chat)
        date = 1_700_000_000
        return {"message_id": message_id, "date": date, "chat": place, "from": sender, **fields}

    async def _sendChatAction(self, data: Json) -> bool:
        self._check_chat(data)
        require(data["action"] in ACTIONS, "wrong parameter action in request")
        return True

    async def _sendMessage(self, data: Json) -> Json:
        text = plain_text(data)
        require(text.strip(), "message text is empty")
        require(length(text) <= 4096, "message is too long")
        return self._show(data, text=text)

    async def _sendDocument(self, data: Json) -> Json:
        # The file is a part of its own, which the document names as attach://<part>.
        file = (
            data[data["document"].removeprefix("attach://")]
            if isinstance(data["document"], str)
            else data["document"]
        )
        content = file.file.read()
        require(content, "file must be non-empty")
        require(length(data.get("caption", "")) <= 1024, "message caption is too long")
        return self._show(data, text=data.get("caption", ""), document=content, name=file.filename)

    async def _answerCallbackQuery(self, data: Json) -> bool:
        known = data["callback_query_id"] in self._open_queries
        require(known, "query is too old and response timeout expired or query ID is invalid")
        require(length(data.get("text", "")) <= 200, "MESSAGE_TOO_LONG")
        self._open_queries.discard(data["callback_query_id"])
        self.alerts.append(data.get("text", ""))
        return True

    async def _editMessageText(self, data: Json) -> Json:
        text = plain_text(data)
        require(length(text) <= 4096, "message is too long")
        return self._edited(data, text)

    async def _editMessageReplyMarkup(self, data: Json) -> Json:
        return self._edited(data, None)

    def _edited(self, data: Json, text: str | None) -> Json:
        self._check_chat(data)
        shown = next(
            (s for s in self.chats[int(data["chat_id"])] if s.id == int(data["message_id"])), None
        )
        require(shown, "message to edit not found")
        assert shown
        buttons = keyboard(data)
        changed = (text not in {None, shown.text}) or buttons != shown.keyboard
        require(changed, "message is not modified")
        shown.text = shown.text if text is None else text
        shown.keyboard = buttons
        shown.update = {**shown.update, "text": shown.text}
        shown.update.pop("reply_markup", None)
        return shown.update

    def _check_chat(self, data: Json) -> int:
        chat = int(data["chat_id"])
        require(chat in self._people, "chat not found")
        if chat in self.blocked:
            raise Refused(403, BLOCKED)
        if chat in self.flooded:
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        return chat

    def _show(self, data: Json, text: str, document: bytes | None = None, name: str = "") -> Json:
        chat = self._check_chat(data)
        buttons = keyboard(data)
        self._last["message"] += 1
        content = {"text": text} if document is None else {"document": {"file_id": "1"}}
        kind = "private" if chat > 0 else "supergroup"
        message = self.message(chat, kind, self._last["message"], **content)
        message["from"] = BOT
        if buttons:
            message["reply_markup"] = {"inline_keyboard": buttons}
        if document is not None:
            message["document"] = {"file_id": "1", "file_unique_id": "1"}
        shown = Shown(message["message_id"], text, buttons, document, name, message)
        self.chats[chat].append(shown)
        return message

    @property
    def open_queries(self) -> set[str]:
        """Presses on buttons that still show a spinner."""
        return self._open_queries

    def replies(self, chat: int) -> list[str]:
        """The texts that the bot has sent to a chat."""
        return [shown.text for shown in self.chats[chat]]
