"""Comedo's real server, stores and website channel, with a script in the place of the model."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Sanic

from comedo.agent import ComedoAgent
from comedo.server import create_app
from comedo.settings import Settings, settings
from comedo.stores.conversations import ConversationStore
from comedo.stores.locks import ConversationLocks

Replies = list[dict[str, Any]]
Script = Callable[[str, int], Replies]
"""From what the person said, and how many turns there were before, to the bot's replies."""

CLINIC = "https://clinic.example"
"""A site that may embed the widget."""
GREETING = [
    {"text": "Hello, I ask three questions.", "custom": {"kind": "notice", "topic": "greet"}}
]
CARD = json.loads(Path(__file__).with_name("recommendation.json").read_text("utf-8"))


def question(number: int, asks: Any = "mild", *choices: str) -> dict[str, Any]:
    """The bot's message that asks question `number` of three."""
    titles = choices or ("Yes", "No", "I'm not sure")
    return {
        "text": f"Question {number}: is it so?",
        "buttons": [{"title": title, "payload": title} for title in titles],
        "custom": {
            "schema": 1,
            "kind": "question",
            "asks": asks,
            "why": f"Because of reason {number}.",
            "cites": ["S20"],
            "facts": {},
            "progress": {"asked": number, "at_most": 3},
        },
    }


def three_questions(text: str, turns: int) -> Replies:
    """A greeting, a plain question, one with several answers, one without any, and the advice."""
    if text == "restart":
        return [{"text": "Cleared.", "custom": {"kind": "notice", "topic": "restart"}}]
    several = question(2, ["mild", "persistent"], "few", "old", "None of these", "I'm not sure")
    free = question(3, "age")
    free["buttons"] = []
    turn = (GREETING, [question(1)], [several], [free], CARD)
    return turn[min(turns, len(turn) - 1)]


class ScriptedProcessor:
    """Takes the place of Rasa's processor: reads and saves the tracker, and follows the script."""

    def __init__(self, store: ConversationStore, script: Script) -> None:
        """Begin without having heard anything."""
        self._store = store
        self.script = script
        self.heard: list[str] = []
        """Every message that was processed, in order."""
        self.fails: Exception | None = None
        """Raised in place of an answer."""
        self.gate: threading.Event | None = None
        """Answers wait until it is set."""

    async def handle_message(self, message: UserMessage) -> None:
        """Answer the message by the script."""
        if self.fails:
            raise self.fails
        tracker = await self._store.retrieve(message.sender_id)
        tracker = tracker or self._store.init_tracker(message.sender_id)
        before = sum(isinstance(event, UserUttered) for event in tracker.events)
        self.heard.append(message.text)
        tracker.update(UserUttered(message.text, message_id=message.message_id))
        for reply in self.script(message.text, before):
            await message.output_channel.send_response(message.sender_id, dict(reply))
            data = {key: value for key, value in reply.items() if key != "text"}
            tracker.update(BotUttered(reply.get("text"), data))
        if self.gate:
            await asyncio.to_thread(self.gate.wait, 30)
        await self._store.save(tracker)


class ScriptedAgent(ComedoAgent):
    """Comedo's agent without a model."""

    processor: ScriptedProcessor

    def __init__(self, options: Settings, script: Script = three_questions) -> None:
        """Take the place of the agent, with stores of its own."""
        store = ConversationStore(Domain.empty(), host=options.database)
        super().__init__(options, tracker_store=store, lock_store=ConversationLocks())
        self.processor = ScriptedProcessor(store, script)

    @property
    def model_id(self) -> str:  # type: ignore[override]
        """There is none."""
        return "scripted"

    @model_id.setter
    def model_id(self, _: str | None) -> None:
        pass


class ScriptedServer:
    """A server at `url`, which can be restarted, keeping what its database has."""

    def __init__(self, folder: Path) -> None:
        """Prepare a server whose database is in the folder."""
        self._options = settings().copy(update={"state_dir": folder})
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self._port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Serve until stopped."""
        self.agent = ScriptedAgent(self._options)
        self.loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(10)

    def stop(self) -> None:
        """Close the port and every connection."""
        self.loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._serve(started))
        self.loop.close()

    async def _serve(self, started: threading.Event) -> None:
        self._stopped = asyncio.Event()
        Sanic.test_mode = True  # lets one process serve one app after the other
        app = create_app(self._options, self.agent)
        listener = socket.create_server(("127.0.0.1", self._port))
        server = await app.create_server(
            sock=listener, return_asyncio_server=True, access_log=False
        )
        await server.startup()
        await server.before_start()
        started.set()
        await self._stopped.wait()
        await server.close()
        for connection in list(server.connections):
            connection.abort()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()


@contextmanager
def serving(folder: Path) -> Iterator[ScriptedServer]:
    """A scripted server for the time of the block."""
    server = ScriptedServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
