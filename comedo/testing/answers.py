"""Answers to a bot that says in its ``custom`` which facts it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from comedo.testing.bots import Message

OTHERWISE = "otherwise"
"""The key of what is said about every fact that has no answer of its own."""

NONE_OF_THESE = "none of those"


def question_in(messages: Sequence[Message]) -> list[str]:
    """The facts that the last question of a turn asks for; empty if it asks for none."""
    for message in reversed(messages):
        custom = message.get("custom") or {}
        if custom.get("kind") == "question":
            asks = custom["asks"]
            return asks if isinstance(asks, list) else [asks]
    return []


def answer_to(asked: Sequence[str], answers: Mapping[str, Any]) -> str:
    """What a person with these answers says: "any of these?" is answered with those that apply."""
    given = [str(answers[fact]) for fact in asked if fact in answers]
    if given:
        return ". ".join(given)
    return NONE_OF_THESE if len(asked) > 1 else str(answers.get(OTHERWISE, "no"))
