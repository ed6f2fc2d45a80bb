"""The bot in the terminal, with the choices that it offers numbered."""

import sys
import uuid
from collections.abc import Sequence
from typing import Any

from prompt_toolkit import PromptSession
from rasa.core.channels.channel import OutputChannel, UserMessage
from rich.console import Console
from rich.markup import escape

from comedo.agent import TooManyTurns, load_agent
from comedo.console import say
from comedo.settings import Settings

CHANNEL = "terminal"
LEAVE = {"/quit", "/exit"}


class Terminal(OutputChannel):
    """Shows replies, and remembers which choices the last ones offered."""

    def __init__(self) -> None:
        """Write to standard output, in colour where that is a terminal."""
        self._console = Console(highlight=False)
        self._choices: Sequence[dict[str, Any]] = ()

    @classmethod
    def name(cls) -> str:
        """The channel's name in responses."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Show a reply with its numbered choices."""
        if message.get("text"):
            self._console.print(f"[bold]Comedo:[/bold] {escape(message['text'])}")
        self._choices = message.get("buttons") or self._choices
        for number, choice in enumerate(message.get("buttons") or (), start=1):
            self._console.print(f"  [cyan]{number}[/cyan] {escape(choice['title'])}")

    def chosen(self, typed: str) -> str:
        """What the person says by typing the number of a choice, or else as it was typed."""
        choices, self._choices = self._choices, ()
        if typed.isdecimal() and 1 <= int(typed) <= len(choices):
            return choices[int(typed) - 1]["payload"]
        return typed


def _read_line() -> str:
    """A line of a pipe or file, shown as if it were typed."""
    typed = input()
    say(f"You: {typed}")
    return typed


async def chat(options: Settings) -> None:
    """Talk until the person leaves or the input ends; nothing of it is kept.

    Raises:
        Failure: there is no model.
    """
    say("Loading the model …")
    agent = load_agent(options)
    terminal, person = Terminal(), uuid.uuid4().hex
    session: PromptSession[str] | None = PromptSession() if sys.stdin.isatty() else None
    say("Write to Comedo, or the number of a choice; /quit ends the chat.")
    while True:
        try:
            typed = await session.prompt_async("You: ") if session else _read_line()
        except (EOFError, KeyboardInterrupt):
            break
        if typed.strip() in LEAVE:
            break
        message = UserMessage(
            terminal.chosen(typed.strip()), terminal, person, input_channel=CHANNEL
        )
        try:
            await agent.handle_message(message)
        except TooManyTurns as error:
            say(f"Too many messages; please wait {error.seconds} seconds.")
    await agent.tracker_store.delete(f"{CHANNEL}:{person}")
