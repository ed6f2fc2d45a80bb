"""The assessment: a form that asks what can still change the advice, then the advice."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import buttons, custom, facts_of, model_of, slots_set
from actions.replies import reply_to_digression
from actions.triage import contacts
from actions.triage.decision import Decision, Outcome, decide
from actions.triage.explanation import (
    TITLE,
    Card,
    crisis_message,
    explain,
    summarise,
    understood,
)
from actions.triage.facts import FACTS, Facts, shown
from actions.triage.questions import Asking, next_question, questions_left
from actions.triage.rules import RULES_VERSION
from comedo.settings import settings

OFFER_AFTERWARDS = ("Show my summary", "Change an answer", "Start over")


class ValidateAssessmentForm(FormValidationAction):
    """Lets the form require what the next question asks for, until nothing is left."""

    def name(self) -> str:
        return "validate_assessment_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        asking = next_question(facts_of(tracker))
        return list(asking.asks) if asking else []


class AskForFact(Action, ABC):
    """Puts the question that covers the requested fact. One subclass a fact, see below."""

    @property
    @abstractmethod
    def fact(self) -> str:
        """The slot that the form requests."""

    def name(self) -> str:
        return f"action_ask_{self.fact}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        facts = facts_of(tracker)
        asking = next_question(facts)
        if asking is None:
            return []
        if tracker.get_slot("one_by_one") in asking.asks:
            asking = asking.by_itself()
        again = tracker.get_slot("asks") == list(asking.asks)
        asked = (tracker.get_slot("questions_asked") or 0) + (0 if again else 1)
        reply_to_digression(dispatcher, tracker, domain)
        _put(dispatcher, asking, facts, _opening(tracker, facts, again), asked)
        return slots_set(asks=list(asking.asks), questions_asked=asked)


for _fact in FACTS.values():
    if _fact.asked:
        # Rasa looks the action up by the slot's name.
        _name = f"AskFor_{_fact.id}"
        globals()[_name] = type(_name, (AskForFact,), {"fact": _fact.id})


def _put(
    dispatcher: CollectingDispatcher, asking: Asking, facts: Facts, opening: str, asked: float
) -> None:
    question = asking.question
    asks = asking.asks[0] if len(asking.asks) == 1 else list(asking.asks)
    at_most = asked - 1 + max(1, questions_left(facts))
    dispatcher.utter_message(
        text=f"{opening}{asking.text}",
        buttons=buttons(*asking.choices),
        json_message=custom(
            "question",
            facts,
            asks=asks,
            why=question.why,
            cites=list(question.cites),
            progress={"asked": int(asked), "at_most": int(at_most)},
        ),
    )


def _opening(tracker: Tracker, facts: Facts, again: bool) -> str:
    if read_back := tracker.get_slot("read_back"):
        return f"{_read_back(read_back, facts)}\n\n"
    return "Back to my question. " if again else ""


def _read_back(names: Iterable[str], facts: Facts) -> str:
    phrases = understood({name: facts[name] for name in names if name in facts})
    return f"I take it that {', and '.join(phrases)}. Tell me if that's wrong." if phrases else ""


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
            return [FollowupAction("assessment_form")]
        reply_to_digression(dispatcher, tracker, domain)
        country = contacts.for_country(settings().country)
        if decision.outcome is Outcome.URGENT_CARE:
            _send_to_urgent_care(dispatcher, facts, decision, country)
        else:
            _recommend(dispatcher, tracker, facts, decision, explain(facts, decision, country))
        return slots_set(
            advised=decision.outcome.value, advised_facts=dict(facts), asks=None, one_by_one=None
        )


def _send_to_urgent_care(
    dispatcher: CollectingDispatcher,
    facts: Facts,
    decision: Decision,
    country: contacts.Contacts,
) -> None:
    card = explain(facts, decision, country)
    crisis = facts.get("crisis") is True
    text = crisis_message(country) if crisis else "\n\n".join(card.urgent_messages())
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


def _recommend(
    dispatcher: CollectingDispatcher, tracker: Tracker, facts: Facts, decision: Decision, card: Card
) -> None:
    today = date.today()
    payload = custom(
        "recommendation",
        facts,
        outcome=decision.outcome.value,
        also=[also.value for also in decision.also],
        reasons=[
            {
                "fact": term.fact,
                "value": facts[term.fact],
                "supports": reason.rule.supports.value,
                "cites": list(reason.rule.cites),
                "holds": reason.holds,
            }
            for reason in decision.reasons
            for term in reason.rule.terms
            if term.fact in shown(facts)
        ],
        cites=[source["id"] for source in card.sources],
        summary=summarise(facts, decision, model_of(tracker), RULES_VERSION, today),
        card=card.as_json(),
        model={"version": model_of(tracker), "date": f"{today:%Y-%m-%d}", "rules": RULES_VERSION},
    )
    opening = _what_changed(tracker, facts, decision)
    if tracker.get_slot("advised_facts") == dict(facts):
        dispatcher.utter_message(
            text=f"{opening}\n{card.lead}\nTell me what has changed, or start over.",
            buttons=buttons(*OFFER_AFTERWARDS),
            json_message=payload,
        )
        return
    first, *rest = card.messages()
    dispatcher.utter_message(
        text="\n\n".join(part for part in (opening, first) if part), json_message=payload
    )
    for text in rest:
        dispatcher.utter_message(text=text)
    dispatcher.utter_message(
        text="Shall I show the summary for the dermatologist? You can also change an answer.",
        buttons=buttons(*OFFER_AFTERWARDS),
    )


def _what_changed(tracker: Tracker, facts: Facts, decision: Decision) -> str:
    read_back = _read_back(tracker.get_slot("read_back") or (), facts)
    before = tracker.get_slot("advised")
    if before is None:
        return read_back
    old = tracker.get_slot("advised_facts") or {}
    changed = {name: value for name, value in facts.items() if old.get(name) != value}
    now_known = understood(changed)
    heard = f"You now told me that {', and '.join(now_known)}. " if now_known else ""
    if before == decision.outcome.value:
        return f"{heard}My advice stays the same."
    return f"{heard}So my advice changes. Before, it was: {TITLE[Outcome(before)]}."


class ActionSummary(Action):
    """Shows the summary for the dermatologist."""

    def name(self) -> str:
        return "action_summary"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        facts = facts_of(tracker)
        decision = decide(facts)
        if tracker.get_slot("advised") and decision.settled:
            text = summarise(facts, decision, model_of(tracker), RULES_VERSION, date.today())
            dispatcher.utter_message(
                text=text,
                json_message=custom("answer", facts, topic="ask_summary", cites=[], summary=text),
            )
        else:
            dispatcher.utter_message(
                response="utter_no_summary_yet",
                json_message=custom("notice", facts, topic="ask_summary"),
            )
        return []
