"""Between Rasa's tracker and the facts: what a conversation knows, and what it shows."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

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


def model_of(tracker: Tracker) -> str:
    """The id of the model that understood the latest message."""
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return str((event.get("metadata") or {}).get("model_id", "unknown"))
    return "unknown"


def slots_set(**values: Any) -> list[EventType]:
    """A ``SlotSet`` event for each keyword."""
    return [SlotSet(name, value) for name, value in values.items()]
