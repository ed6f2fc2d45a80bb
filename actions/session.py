"""Beginning, beginning again, and forgetting."""

from __future__ import annotations

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

from actions.conversation import confidence_of, custom

SURE_ENOUGH_TO_FORGET = 0.6
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


class ActionRestart(Action):
    """Forgets the facts and begins again."""

    def name(self) -> str:
        return "action_restart"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        if confidence_of(tracker) < SURE_ENOUGH_TO_FORGET:
            return [FollowupAction("action_default_fallback")]
        dispatcher.utter_message(
            response="utter_restart", json_message=custom("notice", {}, topic="restart")
        )
        return [Restarted(), FollowupAction("action_listen")]


class ActionDeleteData(Action):
    """Forgets the conversation.

    The tracker store keeps nothing from before a restart, and erases a conversation that has
    nothing after it (``comedo/stores/conversations.py``).
    """

    def name(self) -> str:
        return "action_delete_data"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        if confidence_of(tracker) < SURE_ENOUGH_TO_FORGET:
            return [FollowupAction("action_default_fallback")]
        dispatcher.utter_message(
            response="utter_delete_data", json_message=custom("notice", {}, topic="delete_data")
        )
        return [Restarted(), FollowupAction("action_listen")]
