"""What Telegram refuses, as https://core.telegram.org/bots/api documents it."""

import json
from html.parser import HTMLParser
from typing import Any

TAGS = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote"}

Json = dict[str, Any]


class Refused(Exception):
    """Telegram answers with an error."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.body = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = parameters


def require(condition: Any, otherwise: str) -> None:
    """Refuse a request as a bad one, unless the condition holds."""
    if not condition:
        raise Refused(400, f"Bad Request: {otherwise}")


class _Html(HTMLParser):
    """Telegram's HTML: few tags, all of them closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        require(tag in TAGS, f"can't parse entities: unsupported start tag {tag}")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        require(self._open and self._open.pop() == tag, "can't parse entities: unmatched end tag")

    def handle_data(self, data: str) -> None:
        self.text += data

    def close(self) -> None:
        super().close()
        require(not self._open, "can't parse entities: tag is not closed")


def plain_text(data: Json) -> str:
    """What a reader sees of the text, which is refused where its markup is wrong."""
    if data.get("parse_mode") != "HTML":
        return data["text"].strip()
    html = _Html()
    html.feed(data["text"])
    html.close()
    return html.text.strip()


def keyboard(data: Json) -> list[list[Json]]:
    """The buttons below a message, by row; refused where Telegram has no such buttons."""
    rows = json.loads(data.get("reply_markup") or "{}").get("inline_keyboard", [])
    require(sum(len(row) for row in rows) <= 100, "reply markup is too long")
    for button in (button for row in rows for button in row):
        require(button["text"], "inline keyboard button text is empty")
        action = button.get("callback_data", "x")
        require(1 <= len(action.encode()) <= 64, "BUTTON_DATA_INVALID")
        require("callback_data" in button or button["url"].startswith("https://"), "no action")
    return rows


def length(text: str) -> int:
    """Characters as Telegram counts them: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
