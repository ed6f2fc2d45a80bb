"""Answers to questions, and everything else that is said beside the assessment.

What is said stands in ``domain.yml`` under ``utter_<intent>``, with the statements that it
cites. Here it is only chosen and completed.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import (
    actions_since_message,
    buttons,
    confidence_of,
    custom,
    facts_of,
    in_form,
    intent_of,
)
from actions.triage.decision import decide
from actions.triage.explanation import understood
from actions.triage.facts import Facts
from actions.triage.questions import next_question

SURE_ENOUGH_TO_DIGRESS = 0.7
"""From this confidence on a question that came with an answer is answered as well."""


def reply(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    domain: dict[str, Any],
    topic: str,
    **keys: Any,
) -> None:
    """Say ``utter_<topic>``, in words that differ from what was said last."""
    response = f"utter_{topic}"
    variations = domain["responses"][response]
    said = _last_texts(tracker)
    variation = next((v for v in variations if v["text"] not in said), None)
    text = variation["text"] if variation else f"Once more. {variations[0]['text']}"
    cites = (variation or variations[0]).get("custom", {}).get("cites", [])
    kind = "answer" if topic.startswith("ask_") else "notice"
    if kind == "answer":
        keys["cites"] = cites
    dispatcher.utter_message(
        response=response,
        text=text,
        json_message=custom(kind, facts_of(tracker), topic=topic, **keys),
    )


def _last_texts(tracker: Tracker) -> set[str]:
    """The bot's texts of the turn before the latest message."""
    texts: set[str] = set()
    users = 0
    for event in reversed(tracker.events):
        users += event["event"] == "user"
        if users > 1:
            break
        if event["event"] == "bot" and event.get("text"):
            texts.add(event["text"])
    return texts


def reply_to_digression(
    dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
) -> None:
    """Answer what a message asks beside the facts that it tells, unless that was done."""
    if {"action_reply", "action_ask_why"} & set(actions_since_message(tracker)):
        return
    entities = {entity["entity"] for entity in tracker.latest_message.get("entities", [])}
    intent = intent_of(tracker)
    if "distress" in entities and not entities & {"crisis", "red_flag"}:
        reply(dispatcher, tracker, domain, "distress")
    elif (
        intent.startswith("ask_")
        and intent not in ("ask_why", "ask_summary")
        and confidence_of(tracker) >= SURE_ENOUGH_TO_DIGRESS
        and "?" in (tracker.latest_message.get("text") or "")
    ):
        reply(dispatcher, tracker, domain, intent)


class ActionReply(Action):
    """Says what ``domain.yml`` has for the intent of the latest message."""

    def name(self) -> str:
        return "action_reply"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        intent = intent_of(tracker)
        facts = facts_of(tracker)
        advised = tracker.get_slot("advised")
        if not in_form(tracker) and advised and _have_changed(tracker, facts):
            # A correction after the advice, in whatever words: decide anew.
            if intent.startswith("ask_"):
                reply(dispatcher, tracker, domain, intent)
            return [FollowupAction("assessment_form")]
        if intent == "affirm" and advised and not in_form(tracker):
            # The advice ends with the offer of the summary.
            return [FollowupAction("action_summary")]
        reply(dispatcher, tracker, domain, intent)
        return []


def _have_changed(tracker: Tracker, facts: Facts) -> bool:
    return dict(facts) != (tracker.get_slot("advised_facts") or {})


class ActionAskWhy(Action):
    """Says why the pending question is asked, or why the advice is as it is."""

    def name(self) -> str:
        return "action_ask_why"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        facts = facts_of(tracker)
        asking = next_question(facts) if in_form(tracker) else None
        if asking:
            text, cites = asking.question.why, list(asking.question.cites)
        elif tracker.get_slot("advised"):
            holding = [reason.rule for reason in decide(facts).reasons if reason.holds]
            text = " ".join(rule.holds for rule in holding) or "No reason for more holds."
            cites = [cite for rule in holding for cite in rule.cites]
        else:
            reply(dispatcher, tracker, domain, "ask_why")
            return []
        sources = f" (Sources: {', '.join(dict.fromkeys(cites))})" if cites else ""
        dispatcher.utter_message(
            text=f"{text}{sources}",
            json_message=custom("answer", facts, topic="ask_why", cites=list(dict.fromkeys(cites))),
        )
        return []


class ActionCorrection(Action):
    """Asks what to correct, when the message did not already say it."""

    def name(self) -> str:
        return "action_correction"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        facts = facts_of(tracker)
        if not in_form(tracker) and _have_changed(tracker, facts):
            return [FollowupAction("assessment_form")]
        known = "\n".join(f"• {phrase}" for phrase in understood(facts))
        response = "correction" if known else "correction_of_nothing"
        text = domain["responses"][f"utter_{response}"][0]["text"]
        dispatcher.utter_message(
            response=f"utter_{response}",
            text=text.replace("{understood}", known),
            json_message=custom("notice", facts, topic="correction"),
        )
        return []


class ActionRepeat(Action):
    """Says the last thing again; a pending question is put again by the form."""

    def name(self) -> str:
        return "action_repeat"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        reply(dispatcher, tracker, domain, "repeat")
        if not in_form(tracker) and tracker.get_slot("advised"):
            # Without what was advised before, the advice is given in full.
            return [SlotSet("advised_facts", None), FollowupAction("action_recommend")]
        return []


class ActionDefaultFallback(Action):
    """Owns up to not having understood, each time with another way on.

    Unlike Rasa's own, it does not take the message back: that would lose what was read
    from it, and make each later turn dearer.
    """

    def name(self) -> str:
        return "action_default_fallback"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        times = int(tracker.get_slot("misunderstood") or 0)
        where = "in_form" if in_form(tracker) else "outside"
        variations = domain["responses"][f"utter_not_understood_{where}"]
        # The last two take turns, so that nothing is said twice in a row.
        index = times if times < len(variations) else len(variations) - 1 - times % 2
        suggestions = [] if in_form(tracker) else _suggestions(tracker, domain)
        dispatcher.utter_message(
            response=f"utter_not_understood_{where}",
            text=variations[index]["text"],
            buttons=buttons(*suggestions),
            json_message=custom("notice", facts_of(tracker), topic="not_understood"),
        )
        return [SlotSet("misunderstood", times + 1)]


def _suggestions(tracker: Tracker, domain: dict[str, Any]) -> list[str]:
    """What the person may have meant, in words that are understood for certain."""
    ranking = tracker.latest_message.get("intent_ranking", [])
    titles = []
    for candidate in ranking:
        variations = domain["responses"].get(f"utter_{candidate['name']}", [])
        titles += [
            v["custom"]["suggest"] for v in variations[:1] if "suggest" in v.get("custom", {})
        ]
    return [*titles[:2], "Check my whiteheads"]
