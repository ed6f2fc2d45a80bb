"""Plays a scripted conversation with a bot, and writes down what came of it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from comedo.testing.answers import answer_to, question_in
from comedo.testing.bots import Bot, BotWithSlots
from comedo.testing.cases import Case, Step
from comedo.testing.checks import NotCheckable, Responses, Turn, problem

MOST_QUESTIONS = 20
"""After so many questions in a row, a bot that still asks is asking in circles."""

SHOWN_CHARACTERS = 500


class CannotBegin(Exception):
    """The case sets slots before it begins, which the channel does not allow."""


class Failed(Exception):
    """The bot's turn is not what the case expects; the message is the transcript."""

    def __init__(self, line: int, transcript: str) -> None:
        """Take the line of the first step that failed."""
        super().__init__(transcript)
        self.line = line


@dataclass
class Transcript:
    """What was said, with each step beside it."""

    lines: list[str] = field(default_factory=list)
    failed_at: int | None = None
    unchecked: list[str] = field(default_factory=list)

    def said(self, line: int, text: str, turn: Turn) -> None:
        """Write down a turn."""
        self._write(line, "user  ", text)
        for message in turn.messages:
            if message.get("text"):
                choices = " ".join(f"[{b['title']}]" for b in message.get("buttons") or ())
                self._write(None, "bot   ", f"{message['text']} {choices}".rstrip())
            if message.get("custom"):
                short = {key: _shortened(value) for key, value in message["custom"].items()}
                self._write(None, "custom", _inline(short))

    def held(self, step: Step) -> None:
        """Write down that the step was met."""
        self._write(step.line, "    ✓ ", f"{step.kind}: {_inline(step.value)}")

    def failed(self, step: Step, why: str) -> None:
        """Write down that the step was not met."""
        self.failed_at = self.failed_at or step.line
        self._write(step.line, "    ✗ ", f"{step.kind}: {_inline(step.value)}")
        self._write(None, "      ", f"  → {why}")

    def not_checked(self, step: Step, why: str) -> None:
        """Write down that the channel does not tell whether the step was met."""
        self.unchecked.append(f"line {step.line}: {why}")
        self._write(step.line, "    ? ", f"{step.kind}: {_inline(step.value)} ({why})")

    def _write(self, line: int | None, who: str, text: str) -> None:
        text = " ".join(text.split())
        if len(text) > SHOWN_CHARACTERS and who != "custom":
            text = f"{text[:SHOWN_CHARACTERS]} …"
        self.lines.append(f"{line or '':>5} {who} {text}".rstrip())

    def __str__(self) -> str:
        return "\n".join(self.lines)


async def play(case: Case, bot: Bot, responses: Responses | None = None) -> Transcript:
    """Play the case in a conversation of its own.

    Args:
        case: what to say and to expect.
        bot: whom to say it to.
        responses: the domain's responses, by which ``utter`` is checked where the channel does
            not name them.

    Returns:
        The transcript.

    Raises:
        Failed: a turn is not as expected. The rest of the conversation is not played then.
        CannotBegin: the case has fixtures, and the bot's slots cannot be set.
    """
    sender, transcript, turn = uuid.uuid4().hex, Transcript(), Turn([])
    if case.slots:
        if not isinstance(bot, BotWithSlots):
            raise CannotBegin(f"{case.name}: the channel does not let fixtures set slots")
        await bot.set_slots(sender, case.slots)

    async def say(step: Step, text: str) -> Turn:
        messages = await bot.send(sender, text, step.metadata or None)
        slots = await bot.slots(sender) if isinstance(bot, BotWithSlots) else None
        turn = Turn(messages, slots, responses)
        transcript.said(step.line, text, turn)
        if not messages:
            transcript.failed(step, "the bot said nothing")
        return turn

    for step in case.steps:
        if step.kind == "user":
            _raise_if_failed(transcript)
            turn = await say(step, "" if step.value is None else str(step.value))
        elif step.kind == "answers":
            _raise_if_failed(transcript)
            for _ in range(MOST_QUESTIONS):
                asked = question_in(turn.messages)
                if not asked:
                    break
                turn = await say(step, answer_to(asked, step.value))
            else:
                transcript.failed(step, f"the bot still asks after {MOST_QUESTIONS} answers")
        else:
            _check(step, turn, transcript)
    _raise_if_failed(transcript)
    return transcript


def _check(step: Step, turn: Turn, transcript: Transcript) -> None:
    try:
        why = problem(step.kind, step.value, turn)
    except NotCheckable as reason:
        transcript.not_checked(step, str(reason))
        return
    if why:
        transcript.failed(step, why)
    else:
        transcript.held(step)


def _raise_if_failed(transcript: Transcript) -> None:
    if transcript.failed_at:
        raise Failed(transcript.failed_at, str(transcript))


def _shortened(value: Any) -> Any:
    """The value, or a mark in the place of one that would fill the screen."""
    return value if len(_inline(value)) <= SHOWN_CHARACTERS else "…"


def _inline(value: Any) -> str:
    if isinstance(value, (Mapping, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
