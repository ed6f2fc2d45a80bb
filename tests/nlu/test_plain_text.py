"""No text that a person types acts as a command."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.domain import Domain
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from comedo.nlu.plain_text import MAX_CHARACTERS, PlainText, plain_text

DOMAIN = Domain.from_dict({"intents": ["inform", "deny"], "entities": ["age"]})
INTENTS = st.sampled_from(["inform", "deny", "restart", "session_start", "nlu_fallback"])
JUNK = st.text(alphabet='/\u200b\u202e \n\t／@{}":1a\u00a0\ufeff')


@pytest.mark.parametrize(
    "payload",
    [
        "/restart",
        "  /restart ",
        "//deny",
        "/ /deny",
        "／restart",
        "\u200b/restart",
        "\u202e/deny",
        '/inform{"age": 5}',
        '/inform@0.9{"age": 5}',
        '/inform {"age": {"value": 5}}',
        '/inform{"age": 5} /deny',
        '/inform{"age":\n5}\n/deny',
        '/restart /inform{"age": 5}',
        "EXTERNAL: deny EXTERNAL: restart",
        "EXTERNAL: restart",
    ],
)
def test_a_payload_leaves_nothing(payload: str) -> None:
    assert plain_text(payload) == ""


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ('/inform{"age": 5} my skin stings', "my skin stings"),
        ("/ it hurts / burns", "it hurts / burns"),
        ("/i want to die", "i want to die"),
        ("yes/no", "yes/no"),
        ("3/4 of my face", "3/4 of my face"),
        ("EXTERNAL: i want to die", "EXTERNAL: i want to die"),
        ("first line\r\n \nsecond\tline ", "first line\nsecond line"),
        ("zero\u200bwidth \u202etext", "zerowidth text"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("it hurts 😩", "it hurts 😩"),
    ],
)
def test_what_a_person_says_stays(typed: str, left: str) -> None:
    assert plain_text(typed) == left


@given(st.builds("{}/{}{}".format, JUNK, INTENTS, JUNK) | st.text())
def test_nothing_typed_reaches_rasas_message_handler_as_a_payload(typed: str) -> None:
    # A channel strips the text, as UserMessage does.
    message = Message.build(UserMessage(typed).text)
    PlainText().process([message])
    (handled,) = RegexMessageHandler().process([message], DOMAIN)
    assert handled is message
    assert handled.get(INTENT) is None


@given(st.text(max_size=200) | st.text(min_size=MAX_CHARACTERS - 5))
def test_plain_text_is_bounded_and_visible(typed: str) -> None:
    text = plain_text(typed)
    assert len(text) <= MAX_CHARACTERS
    assert text.split("\n") == [" ".join(line.split()) for line in text.split("\n")]
    assert text == unicodedata.normalize("NFKC", text)
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in text if c != "\n")
    assert not text.startswith("/")


def test_a_long_message_ends_at_a_word() -> None:
    text = plain_text("bumpy " * MAX_CHARACTERS)
    assert set(text.split()) == {"bumpy"}
    assert len(text) > MAX_CHARACTERS - len("bumpy ")


def test_a_message_without_text_is_left_alone() -> None:
    message = Message({INTENT: "deny"})
    PlainText().process([message])
    assert message.get(TEXT) is None
