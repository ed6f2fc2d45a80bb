"""Beginning, beginning again, and forgetting."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import (
    ActionExecuted,
    EventType,
    FollowupAction,
    Restarted,
    SessionStarted,
)
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import FORM, confidence_of, custom

SURE_ENOUGH_TO_FORGET = 0.8
"""Below this confidence nothing is forgotten on what may be a misunderstanding."""


class ActionSessionStart(Action):
    """Introduces Comedo before it answers the first message."""

    def name(self) -> str:
        return "action_session_start"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        dispatcher.utter_message(response="utter_introduction")
        return [SessionStarted(), ActionExecuted("action_listen")]


class Forget(Action, ABC):
    """Forgets the conversation, unless that may be a misunderstanding.

    The tracker store keeps nothing from before a restart, and erases a conversation that has
    nothing after it (``comedo/stores/conversations.py``).
    """

    @property
    @abstractmethod
    def topic(self) -> str:
        """The intent that asks for it, and the name of the reply."""

    goes_on_with = "action_listen"
    """The action that follows."""

    def name(self) -> str:
        return f"action_{self.topic}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        if confidence_of(tracker) < SURE_ENOUGH_TO_FORGET:
            return [FollowupAction("action_default_fallback")]
        dispatcher.utter_message(
            response=f"utter_{self.topic}", json_message=custom("notice", {}, topic=self.topic)
        )
        return [Restarted(), FollowupAction(self.goes_on_with)]


class ActionRestart(Forget):
    """Forgets the facts, and begins the assessment again."""

    topic = "restart"
    goes_on_with = FORM


class ActionDeleteData(Forget):
    """Forgets what the person told, because they want it gone."""

    topic = "delete_data"
