"""Says what ``domain.yml`` has under ``utter_<topic>``, with the statements that it cites."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import (
    actions_since_message,
    asks_something,
    buttons,
    confidence_of,
    custom,
    facts_of,
    intent_of,
    stage_of,
)

SURE_ENOUGH_TO_DIGRESS = 0.5
"""From this confidence on a question that came with an answer is answered as well."""


def respond(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    domain: dict[str, Any],
    topic: str,
    choices: Iterable[str] = (),
    **keys: Any,
) -> None:
    """Say ``utter_<topic>``, in words that differ from what was said last.

    Where there is a response of this name for the stage of the conversation, such as
    ``utter_<topic>_after_advice``, that one is said. ``choices`` are quick replies; further
    keywords go into the machine-readable part.
    """
    response = f"utter_{topic}_{stage_of(tracker)}"
    if response not in domain["responses"]:
        response = f"utter_{topic}"
    variations = domain["responses"][response]
    said = last_texts(tracker)
    variation = next((v for v in variations if v["text"] not in said), None)
    text = variation["text"] if variation else f"Once more. {variations[0]['text']}"
    cites = (variation or variations[0]).get("custom", {}).get("cites", [])
    kind = "answer" if topic.startswith("ask_") else "notice"
    if kind == "answer":
        keys["cites"] = cites
    dispatcher.utter_message(
        response=response,
        text=text,
        buttons=buttons(*choices),
        json_message=custom(kind, facts_of(tracker), topic=topic, **keys),
    )


def last_messages(tracker: Tracker) -> list[dict[str, Any]]:
    """What the bot said in reply to the message before the latest one, as Rasa's events."""
    messages: list[dict[str, Any]] = []
    users = 0
    for event in reversed(tracker.events):
        users += event["event"] == "user"
        if users > 1:
            return messages[::-1]
        if users and event["event"] == "bot":
            messages.append(event)
    return []


def last_texts(tracker: Tracker) -> set[str]:
    """The texts of :func:`last_messages`."""
    return {message["text"] for message in last_messages(tracker)}


def respond_to_digression(
    dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
) -> None:
    """Answer what a message asks beside the facts that it tells, unless that was done."""
    if {"action_reply", "action_ask_why"} & set(actions_since_message(tracker)):
        return
    found = tracker.latest_message.get("entities", [])
    entities = {entity["entity"] for entity in found if entity["value"] is True}
    intent = intent_of(tracker)
    if "distress" in entities and not entities & {"crisis", "red_flag"}:
        respond(dispatcher, tracker, domain, "distress")
    elif (
        intent.startswith("ask_")
        and intent not in ("ask_why", "ask_summary")
        and confidence_of(tracker) >= SURE_ENOUGH_TO_DIGRESS
        and asks_something(tracker)
    ):
        respond(dispatcher, tracker, domain, intent)
