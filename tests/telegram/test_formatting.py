"""Replies of any length and wording become messages that Telegram accepts."""

import re

from bot_api_rules import length, plain_text
from hypothesis import given, settings
from hypothesis import strategies as st

from comedo.channels.telegram.formatting import MAX_CHARACTERS, html_pieces

PARTS = st.sampled_from(
    ["word", " ", ". ", "\n", "\n\n", "• item\n", "Why:\n", "<b>", "&", '"', "🙂", "é", "x" * 900]
)


def shown(html: str) -> str:
    """What a reader sees; fails if Telegram would refuse the message."""
    return plain_text({"text": html, "parse_mode": "HTML"})


@given(st.lists(PARTS, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_and_nothing_is_refused(text: str) -> None:
    pieces = [shown(piece) for piece in html_pieces(text)]
    assert all(pieces)
    assert all(length(piece) <= MAX_CHARACTERS for piece in pieces)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)


def test_a_text_is_split_between_paragraphs_where_they_fit() -> None:
    paragraphs = ["a " * 1000 + "end.", "b " * 1000 + "end.", "c " * 1000 + "end."]
    pieces = html_pieces("\n\n".join(paragraphs))
    assert pieces == ["\n\n".join(paragraphs[:2]), paragraphs[2]]


def test_a_long_paragraph_is_split_between_sentences() -> None:
    sentences = ["This is one of many sentences."] * 300
    pieces = html_pieces(" ".join(sentences))
    assert len(pieces) == 3
    assert all(piece.rstrip().endswith("sentences.") for piece in pieces)


def test_a_word_without_end_is_split_anywhere() -> None:
    assert [len(piece) for piece in html_pieces("x" * 5000)] == [4096, 904]


def test_a_blank_reply_is_no_message() -> None:
    assert html_pieces(" \n ") == []
