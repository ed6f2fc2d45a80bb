"""Between Rasa's tracker and the facts: what a conversation knows, and what it shows."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.triage.decision import Outcome
from actions.triage.facts import FACTS, Facts, Value, shown

SCHEMA = 1
"""Version of the ``custom`` JSON (``contract.md``)."""

FORM = "assessment_form"

_QUESTION = re.compile(
    r"\?|^\W*(?:(?:and|but|so|ok|okay|well|just|hey|hi|hello|sorry|please|pls)\W+)*"
    r"(?:what|wat|why|how|hw|when|where|who|which|is|are|am|can|could|should|do|does|did|will|"
    r"would|tell|explain|show|give)\b",
    re.IGNORECASE,
)

_OKAY = r"(?:ok(?:ay|ie)?|k+|hm+|right|i see|got it|cool|go (?:on|ahead)|carry on|continue)\b"
_ONLY_ACKNOWLEDGES = re.compile(
    rf"\W*(?:sorry\W+|please\W+)?{_OKAY}(?:\W*(?:{_OKAY}|(?:fine|alright|then|please)\b))*\W*",
    re.IGNORECASE,
)
_NEEDS_CARE = (
    r"(?:i|we|s?he|they|it|these|this|my \w+) (?:\w+ )?(?:need|see|go|book|visit|consult)s?\b"
)
_OWN_CASE = re.compile(
    r"(?:^|[.,;:!?]|\b(?:and|but|so|then|hi|hey|hello|ok|please)\b)\W{0,3}"
    rf"(?:should|do|does|must) {_NEEDS_CARE}|\b(?:if|whether) {_NEEDS_CARE}",
    re.IGNORECASE,
)
"""Unlike "when should I …?", which asks for the rule."""


def facts_of(tracker: Tracker) -> dict[str, Value]:
    """The facts and signs that the conversation has settled."""
    slots = tracker.slots
    return {name: slots[name] for name in FACTS if slots.get(name) is not None}


def custom(kind: str, facts: Facts, **keys: Any) -> dict[str, Any]:
    """The machine-readable part of a message."""
    return {"schema": SCHEMA, "kind": kind, **keys, "facts": shown(facts)}


def buttons(*titles: str) -> list[dict[str, str]]:
    """Quick replies that send their own title, as if typed."""
    return [{"title": title, "payload": title} for title in titles]


def intent_of(tracker: Tracker) -> str:
    """The intent of the latest message."""
    return tracker.latest_message.get("intent", {}).get("name") or "nlu_fallback"


def confidence_of(tracker: Tracker) -> float:
    """How sure the classifier is of :func:`intent_of`, from 0 to 1."""
    return float(tracker.latest_message.get("intent", {}).get("confidence") or 0)


def in_form(tracker: Tracker) -> bool:
    """Whether the assessment is under way."""
    return tracker.active_loop.get("name") == FORM


def was_in_crisis(tracker: Tracker) -> bool:
    """Whether the last advice was for a crisis."""
    return bool((tracker.get_slot("advised_facts") or {}).get("crisis"))


def stage_of(tracker: Tracker) -> str:
    """Where the conversation is, by the name that responses for just that stage end in."""
    if in_form(tracker):
        return "in_form"
    if was_in_crisis(tracker):
        return "after_crisis"
    if tracker.get_slot("advised") == Outcome.URGENT_CARE.value:
        return "after_urgent_care"
    return "after_advice" if tracker.get_slot("advised") else "outside"


def actions_since_message(tracker: Tracker) -> list[str]:
    """The names of the actions that already answered the latest message."""
    names = []
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        if event["event"] == "action":
            names.append(event["name"])
    return names


def told_now(tracker: Tracker) -> list[str]:
    """The facts that the latest message told."""
    told = []
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        if event["event"] == "slot" and event["name"] in FACTS and event["value"] is not None:
            told.append(event["name"])
    return told


def said_again(tracker: Tracker) -> bool:
    """Whether the latest message is the one before it, word for word."""
    texts = [event["text"] for event in tracker.events if event["event"] == "user"]
    return len(texts) > 1 and texts[-1] == texts[-2]


def asks_something(tracker: Tracker) -> bool:
    """Whether the latest message reads like a question."""
    return bool(_QUESTION.search(tracker.latest_message.get("text") or ""))


def only_acknowledges(tracker: Tracker) -> bool:
    """Whether the latest message says no more than that something was read, or to go on."""
    return bool(_ONLY_ACKNOWLEDGES.fullmatch(tracker.latest_message.get("text") or ""))


def asks_of_their_own_case(tracker: Tracker) -> bool:
    """Whether the latest message asks if somebody needs to see someone, not when one does."""
    return bool(_OWN_CASE.search(tracker.latest_message.get("text") or ""))


def model_of(tracker: Tracker) -> str:
    """The id of the model that understood the latest message."""
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return str((event.get("metadata") or {}).get("model_id", "unknown"))
    return "unknown"


def slots_set(**values: Any) -> list[EventType]:
    """A ``SlotSet`` event for each keyword."""
    return [SlotSet(name, value) for name, value in values.items()]
