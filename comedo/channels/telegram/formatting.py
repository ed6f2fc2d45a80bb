"""The bot's plain text as Telegram's HTML, in pieces that Telegram accepts."""

import re
from collections.abc import Iterator
from html import escape
from itertools import zip_longest

MAX_CHARACTERS = 4096
"""Longest text of a message, which Telegram counts in UTF-16 code units."""
ENDS_OF_PARTS = (r"(?<=\n\n)", r"(?<=\n)", r"(?<=[.!?] )", r"(?<= )", r"")
"""Where to split: after a paragraph, else a line, a sentence, a word, or anywhere."""
BULLET = "• "


def html_pieces(text: str) -> list[str]:
    """The text as HTML, split at sensible places into as few messages as it takes."""
    return [to_html(piece.strip("\n")) for piece in _pieces(text, ENDS_OF_PARTS) if piece.strip()]


def to_html(text: str) -> str:
    """The text with nothing in it taken for markup, and the heading of each list in bold."""
    lines = text.split("\n")
    return "\n".join(
        f"<b>{escape(line)}</b>"
        if following.startswith(BULLET) and _is_heading(line)
        else escape(line)
        for line, following in zip_longest(lines, lines[1:], fillvalue="")
    )


def _is_heading(line: str) -> bool:
    return line.endswith(":") and not line.startswith(BULLET)


def _pieces(text: str, ends: tuple[str, ...]) -> Iterator[str]:
    piece = ""
    for part in re.split(ends[0], text):
        if _fits(piece + part):
            piece += part
            continue
        if piece:
            yield piece
        piece = part
        if not _fits(part):
            *whole, piece = _pieces(part, ends[1:])
            yield from whole
    yield piece


def _fits(text: str) -> bool:
    return len(to_html(text).encode("utf-16-le", "surrogatepass")) // 2 <= MAX_CHARACTERS
