"""Answers to questions, and everything else that is said beside the assessment."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.advice import NEXT_STEPS, OFFER, show_summary
from actions.clarification import asks_meaning, clarify
from actions.conversation import (
    FORM,
    asks_of_their_own_case,
    asks_something,
    buttons,
    confidence_of,
    custom,
    facts_of,
    in_form,
    intent_of,
    only_acknowledges,
    said_again,
    slots_set,
    stage_of,
    told_now,
)
from actions.responses import last_messages, last_texts, respond
from actions.triage.decision import decide
from actions.triage.explanation import understood
from actions.triage.facts import UNKNOWN, Facts, shown
from actions.triage.questions import next_question

MOST_OUT_OF_SCOPE = 2
"""After so many messages in a row, what seems out of scope may be a misunderstanding."""

ABOUT_THE_SKIN = {"assess", "inform", "affirm", "deny", "dont_know"}
SMALL_TALK = {"greet", "thanks", "distress"}
SURE_WITHOUT_A_QUESTION = 0.8
"""From this confidence on a statement may be something else than the classifier's guess at
what was told or answered."""
CHECK = "Check my whiteheads"
ANSWERED_FIRST = {"distress", "ask_self_extraction_risks"}
"""Who tells of their own skin with one of these is answered, then assessed."""
OFFERS_NOTHING = {"goodbye", "thanks", "distress"}
"""What is said in reply to these leaves it to the person whether to go on."""
WORTH_SUGGESTING = 0.2
"""From this confidence on an intent is offered to someone who was not understood."""
TRIES = 2
"""How often a reply about the skin may be misunderstood before the assessment goes on."""


class ActionReply(Action):
    """Says what ``domain.yml`` has for the intent of the latest message."""

    def name(self) -> str:
        return "action_reply"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        intent = intent_of(tracker)
        facts = facts_of(tracker)
        misunderstood = int(tracker.get_slot("misunderstood") or 0)
        sure = asks_something(tracker) and confidence_of(tracker) >= SURE_WITHOUT_A_QUESTION
        if intent == "out_of_scope" and misunderstood >= MOST_OUT_OF_SCOPE and not sure:
            return [FollowupAction("action_default_fallback")]
        if in_form(tracker):
            if asks_meaning(tracker, outright=intent != "out_of_scope"):
                clarify(dispatcher, tracker)
                return []
            if not _is_beside_the_question(tracker):
                return [FollowupAction("action_default_fallback")]
            respond(dispatcher, tracker, domain, intent)
            if intent == "goodbye":
                return _leave_form()
            return slots_set(misunderstood=misunderstood + 1 if intent == "out_of_scope" else 0)
        if tracker.get_slot("advised"):
            speaks_of_skin = intent in ABOUT_THE_SKIN or told_now(tracker)
            if speaks_of_skin and _have_changed(tracker, facts):
                # A correction after the advice, in whatever words: decide anew.
                if intent.startswith("ask_"):
                    respond(dispatcher, tracker, domain, intent)
                return [FollowupAction(FORM)]
            accepts = intent == "affirm" and not asks_something(tracker)
            if accepts and OFFER in last_texts(tracker):
                show_summary(dispatcher, tracker)
                return []
        elif _comes_back(tracker) or (
            intent not in ANSWERED_FIRST and _tells_rather_than_asks(tracker)
        ):
            return [FollowupAction(FORM)]
        if intent == "out_of_scope":
            choices = [*_suggestions(tracker, domain), *_ways_on(tracker)]
            respond(dispatcher, tracker, domain, intent, choices)
            return slots_set(misunderstood=misunderstood + 1)
        choices = [] if intent in OFFERS_NOTHING else _ways_on(tracker)
        respond(dispatcher, tracker, domain, intent, choices)
        # It was their own skin that they told or asked about.
        their_own = (
            (intent in ANSWERED_FIRST and shown(facts))
            or (intent == "ask_when_to_see_dermatologist" and asks_of_their_own_case(tracker))
            or (intent.startswith("ask_") and len(told_now(tracker)) > 1)
        )
        return [FollowupAction(FORM)] if their_own and stage_of(tracker) == "outside" else []


def _ways_on(tracker: Tracker) -> list[str]:
    """What can be done next, outside the assessment."""
    stage = stage_of(tracker)
    if stage == "after_crisis":
        return []  # The skin is only spoken of again if the person wants to.
    return [CHECK] if stage == "outside" else list(NEXT_STEPS)


def _is_beside_the_question(tracker: Tracker) -> bool:
    """Whether a message that was no answer is what the classifier takes it for.

    A statement in reply to a question is more likely an answer that was not understood.
    """
    if intent_of(tracker) in SMALL_TALK:
        return True
    sure = confidence_of(tracker) >= SURE_WITHOUT_A_QUESTION
    asks = asks_something(tracker) and intent_of(tracker) != "goodbye"
    return (sure or asks) and not said_again(tracker)


def _leave_form() -> list[EventType]:
    return [ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction("action_listen")]


def _comes_back(tracker: Tracker) -> bool:
    """Whether someone answers a question that was left with a goodbye."""
    return bool(tracker.get_slot("asks")) and intent_of(tracker) in ABOUT_THE_SKIN


def _tells_rather_than_asks(tracker: Tracker) -> bool:
    told = told_now(tracker)
    unsure = confidence_of(tracker) < SURE_WITHOUT_A_QUESTION
    return not asks_something(tracker) and (len(told) > 1 or (len(told) == 1 and unsure))


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
            respond(dispatcher, tracker, domain, "ask_why")
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
        after_crisis = stage_of(tracker) == "after_crisis"
        changes = _have_changed(tracker, facts) and not after_crisis
        if not in_form(tracker) and (changes or told_now(tracker)):
            return [FollowupAction(FORM)]
        if after_crisis:
            respond(dispatcher, tracker, domain, "correction")
            return []
        if in_form(tracker) and said_again(tracker):
            return [FollowupAction("action_default_fallback")]  # No question is put for ever.
        known = "\n".join(f"• {phrase}" for phrase in understood(facts))
        response = "correction" if known else "correction_of_nothing"
        variations = [
            variation["text"].replace("{understood}", known)
            for variation in domain["responses"][f"utter_{response}"]
        ]
        said = last_texts(tracker)
        dispatcher.utter_message(
            response=f"utter_{response}",
            text=next((text for text in variations if text not in said), variations[0]),
            json_message=custom("notice", facts, topic="correction"),
        )
        return []


class ActionRepeat(Action):
    """Says the last thing again; a pending question is explained, and put again by the form."""

    def name(self) -> str:
        return "action_repeat"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        announcements = {v["text"] for v in domain["responses"]["utter_repeat"]}
        messages = [m for m in last_messages(tracker) if m["text"] not in announcements]
        if not messages:
            dispatcher.utter_message(
                response="utter_repeat_of_nothing",
                json_message=custom("notice", facts_of(tracker), topic="repeat"),
            )
            return []
        if in_form(tracker):
            clarify(dispatcher, tracker)
            return []
        respond(dispatcher, tracker, domain, "repeat")
        if tracker.get_slot("asks"):
            return [FollowupAction(FORM)]
        for message in messages:
            data = message["data"]
            dispatcher.utter_message(
                text=message["text"], buttons=data["buttons"], json_message=data["custom"]
            )
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
        if in_form(tracker):
            return self._in_form(dispatcher, tracker, domain)
        if told_now(tracker):
            return [FollowupAction(FORM)]
        suggestions = [*_suggestions(tracker, domain), *_ways_on(tracker)]
        times = _say_not_understood(dispatcher, tracker, domain, "outside", suggestions)
        # Rasa also falls back where no rule fits, and then knows no next action either.
        return [SlotSet("misunderstood", times + 1), FollowupAction("action_listen")]

    def _in_form(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        asks = tracker.get_slot("asks") or []
        events: list[EventType] = [FollowupAction(FORM)]
        if asks_meaning(tracker):
            clarify(dispatcher, tracker)
            return events
        if only_acknowledges(tracker):
            respond(dispatcher, tracker, domain, "affirm")
            return events
        tries = tracker.get_slot("misunderstood") or 0
        if tries >= TRIES and (intent_of(tracker) in ABOUT_THE_SKIN or said_again(tracker)):
            # Never stuck: what can't be understood is unknown, which errs on the safe side.
            # Gibberish and insults, though, change nothing however often they come.
            respond(dispatcher, tracker, domain, "noted_as_not_sure")
            return [*slots_set(misunderstood=0, **dict.fromkeys(asks, UNKNOWN)), *events]
        suggestions = _suggestions(tracker, domain)
        times = _say_not_understood(dispatcher, tracker, domain, "in_form", suggestions)
        if times and len(asks) > 1:
            events.append(SlotSet("one_by_one", asks[0]))
        return [SlotSet("misunderstood", times + 1), *events]


def _say_not_understood(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    domain: dict[str, Any],
    where: str,
    suggestions: list[str],
) -> int:
    """Say it in the words for this time; returns how often in a row it was said before."""
    times = int(tracker.get_slot("misunderstood") or 0)
    variations = domain["responses"][f"utter_not_understood_{where}"]
    # The last two take turns, so that nothing is said twice in a row.
    index = times if times < len(variations) else len(variations) - 1 - times % 2
    dispatcher.utter_message(
        response=f"utter_not_understood_{where}",
        text=variations[index]["text"],
        buttons=buttons(*suggestions),
        json_message=custom("notice", facts_of(tracker), topic="not_understood"),
    )
    return times


def _suggestions(tracker: Tracker, domain: dict[str, Any]) -> list[str]:
    """What the person may have meant, in words that are understood for certain."""
    titles = []
    for candidate in tracker.latest_message.get("intent_ranking", []):
        variations = domain["responses"].get(f"utter_{candidate['name']}", [{}])
        suggestion = variations[0].get("custom", {}).get("suggest")
        if suggestion and candidate["confidence"] >= WORTH_SUGGESTING:
            titles.append(suggestion)
    return titles[:2]
