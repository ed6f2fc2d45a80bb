"""The assessment: a form that asks what can still change the advice."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import (
    buttons,
    custom,
    facts_of,
    slots_set,
    told_now,
    was_in_crisis,
)
from actions.responses import respond_to_digression
from actions.triage.explanation import read_back, understood
from actions.triage.facts import FACTS, Facts
from actions.triage.questions import Asking, next_question, questions_left

AFTER_CRISIS = "We can talk about your skin. The people at those numbers stay there for you.\n\n"


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
        respond_to_digression(dispatcher, tracker, domain)
        _put(dispatcher, asking, facts, _opening(tracker, facts, again), asked)
        # A question is always followed by listening. To say so saves Rasa a prediction.
        listen = FollowupAction("action_listen")
        return [*slots_set(asks=list(asking.asks), questions_asked=asked), listen]


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
    if heard := read_back(tracker.get_slot("read_back") or (), facts):
        return f"{heard}\n\n"
    if not again:
        begins = tracker.get_slot("asks") is None
        return AFTER_CRISIS if begins and was_in_crisis(tracker) else ""
    noted = understood({name: facts[name] for name in told_now(tracker) if name in facts})
    heard = f"Noted: {', and '.join(noted)}. " if noted else ""
    return f"{heard}Back to my question. "
