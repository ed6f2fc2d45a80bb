"""Says the pending question more plainly to someone who did not follow it."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from spacy.lang.en.stop_words import STOP_WORDS

from actions.conversation import custom, facts_of
from actions.responses import last_texts
from actions.triage.questions import next_question

AS_PLAIN_AS_IT_GETS = "I can't put it more plainly. If you don't know, just say “not sure”."
LONGEST = 12  # words: a longer message does more than ask what a word means
_MAY_ASK_MEANING = re.compile(r"\b(?:wh?at\W?s?|which|how|explain|define|understand)\b", re.I)
_ASKS_MEANING = re.compile(r"\b(?:mean(?:s|t|ing)?|counts? as|definition)\b", re.I)


def clarify(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Say what the pending question means. The form puts it again afterwards."""
    asking = next_question(facts_of(tracker))
    meaning = asking.question.meaning if asking else AS_PLAIN_AS_IT_GETS
    dispatcher.utter_message(
        text=AS_PLAIN_AS_IT_GETS if meaning in last_texts(tracker) else meaning,
        json_message=custom("notice", facts_of(tracker), topic="repeat"),
    )


def asks_meaning(tracker: Tracker, outright: bool = False) -> bool:
    """Whether the latest message asks, or outright asks, what a word of the question means."""
    text = tracker.latest_message.get("text") or ""
    asking = next_question(facts_of(tracker))
    if asking is None or len(text.split()) > LONGEST:
        return False
    if not _ASKS_MEANING.search(text) and (outright or not _MAY_ASK_MEANING.search(text)):
        return False
    put = _content_words(f"{asking.text} {asking.question.meaning}")
    return not _content_words(text).isdisjoint(put)


def _content_words(text: str) -> set[str]:
    """The words that are no mere grammar, without the ending of a plural."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return {word.removesuffix("s") for word in words if word not in STOP_WORDS}
