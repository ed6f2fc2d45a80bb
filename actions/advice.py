"""The advice that ends an assessment, and the summary to take along."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import (
    FORM,
    asks_something,
    buttons,
    custom,
    facts_of,
    in_form,
    model_of,
    slots_set,
    told_now,
)
from actions.responses import last_texts, respond_to_digression
from actions.triage import contacts
from actions.triage.decision import Decision, Outcome, decide
from actions.triage.explanation import (
    TITLE,
    Card,
    explain,
    read_back,
    summarise,
    understood,
)
from actions.triage.facts import Facts, shown
from actions.triage.rules import RULES_VERSION
from comedo.settings import settings

WORTH_NAMING = 3
"""Of more new facts than this, the advice does not name each."""

CHANGES_NOTHING = (
    "I can't tell what that would change, so my advice stays the same. {lead}\nTell me what is "
    "different, or start over.",
    "That changes nothing in my advice either. If something is different, name it, such as "
    "“it has been 6 weeks” or “my skin burns today”.",
)
STILL_URGENT = "My advice stays the same: please get medical care today."
OFFER = "Shall I show the summary for the dermatologist? You can also change an answer."
NEXT_STEPS = ("Show my summary", "Change an answer", "Start over")


class ActionRecommend(Action):
    """Gives the advice, always decided anew from the facts."""

    def name(self) -> str:
        return "action_recommend"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        facts = facts_of(tracker)
        decision = decide(facts)
        if not decision.settled:
            # No advice on half of the facts: back to asking.
            return [FollowupAction(FORM)]
        respond_to_digression(dispatcher, tracker, domain)
        unchanged = tracker.get_slot("advised_facts") == facts
        advise(dispatcher, tracker, facts, in_full=not unchanged)
        # After a crisis the skin is only spoken of again if the person wants to.
        advised = None if facts.get("crisis") else decision.outcome.value
        return slots_set(advised=advised, advised_facts=facts, asks=None, one_by_one=None)


def advise(dispatcher: CollectingDispatcher, tracker: Tracker, facts: Facts, in_full: bool) -> None:
    """Say what the facts lead to: all of it, or only where it stands."""
    decision = decide(facts)
    card = explain(facts, decision, _contacts())
    if decision.outcome is Outcome.URGENT_CARE:
        _send_to_urgent_care(dispatcher, facts, decision, card, in_full)
        return
    summary = _summary(tracker, facts, decision)
    payload = custom(
        "recommendation",
        facts,
        outcome=decision.outcome.value,
        also=[also.value for also in decision.also],
        reasons=_reasons(decision, facts),
        cites=[source["id"] for source in card.sources],
        summary=summary,
        card=card.as_json(),
        model={
            "version": model_of(tracker),
            "date": f"{date.today():%Y-%m-%d}",
            "rules": RULES_VERSION,
        },
    )
    if not in_full:
        text = _where_it_stands(tracker, card)
        dispatcher.utter_message(text=text, buttons=buttons(*NEXT_STEPS), json_message=payload)
        return
    opening = _what_changed(tracker, facts, decision)
    first, *rest = card.messages()
    text = f"{opening}\n\n{first}" if opening else first
    dispatcher.utter_message(text=text, json_message=payload)
    for text in rest:
        dispatcher.utter_message(text=text)
    dispatcher.utter_message(
        text=OFFER,
        buttons=buttons(*NEXT_STEPS),
    )


def _send_to_urgent_care(
    dispatcher: CollectingDispatcher, facts: Facts, decision: Decision, card: Card, in_full: bool
) -> None:
    if facts.get("crisis") is True:
        text = contacts.crisis_message(_contacts())
    elif in_full:
        text = "\n\n".join(card.urgent_messages())
    else:
        text = "\n\n".join([STILL_URGENT, *card.do_now, card.urgent_messages()[-1]])
    dispatcher.utter_message(
        text=text,
        json_message=custom(
            "safety",
            {**facts, "red_flag": True},
            outcome=decision.outcome.value,
            also=[also.value for also in decision.also],
            cites=list(decision.cites),
        ),
    )


def _contacts() -> contacts.Contacts:
    return contacts.for_country(settings().country)


def _reasons(decision: Decision, facts: Facts) -> list[dict[str, Any]]:
    return [
        {
            "fact": term.fact,
            "value": facts[term.fact],
            "supports": reason.rule.supports.value,
            "holds": reason.holds,
            "cites": list(reason.rule.cites),
        }
        for reason in decision.reasons
        for term in reason.rule.terms
        if term.fact in shown(facts)
    ]


def _where_it_stands(tracker: Tracker, card: Card) -> str:
    """The advice in short, after a message that changes nothing."""
    if asks_something(tracker):
        return f"My advice stays the same. {card.in_short()}"
    if told_now(tracker):
        return f"I have noted that already, so my advice stays the same. {card.in_short()}"
    first, again = (text.format(lead=card.lead) for text in CHANGES_NOTHING)
    return again if first in last_texts(tracker) else first


def _what_changed(tracker: Tracker, facts: Facts, decision: Decision) -> str:
    before = tracker.get_slot("advised")
    if before is None:
        return read_back(tracker.get_slot("read_back") or (), facts)
    old = tracker.get_slot("advised_facts") or {}
    new = understood({name: value for name, value in facts.items() if old.get(name) != value})
    heard = f"You now told me that {', and '.join(new)}. " if 0 < len(new) <= WORTH_NAMING else ""
    if before == decision.outcome.value:
        return f"{heard}My advice stays the same."
    return f"{heard}So my advice changes. Before, it was: {TITLE[Outcome(before)]}."


def _summary(tracker: Tracker, facts: Facts, decision: Decision) -> str:
    return summarise(facts, decision, model_of(tracker), RULES_VERSION, date.today())


class ActionSummary(Action):
    """Shows the summary for the dermatologist."""

    def name(self) -> str:
        return "action_summary"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        show_summary(dispatcher, tracker)
        return []


def show_summary(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """The summary of what was advised last, or when there will be one."""
    facts = facts_of(tracker)
    if in_form(tracker) or not tracker.get_slot("advised"):
        dispatcher.utter_message(
            response="utter_no_summary_yet",
            json_message=custom("notice", facts, topic="ask_summary"),
        )
        return
    text = _summary(tracker, facts, decide(facts))
    dispatcher.utter_message(
        text=text,
        json_message=custom("answer", facts, topic="ask_summary", cites=[], summary=text),
    )
