"""Comedo's agent, stores and Telegram channel on a real server, with an echo for a model."""

import asyncio
import json
import socket
import threading
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot_api import TOKEN, BotApi
from rasa.core.channels.channel import UserMessage, register
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from comedo.agent import ComedoAgent
from comedo.channels.rest import RestInput
from comedo.channels.telegram import TelegramInput
from comedo.processor import TurnProcessor
from comedo.settings import Settings
from comedo.stores.conversations import ConversationStore
from comedo.stores.locks import ConversationLocks

SECRET = "a-secret-that-only-telegram-knows"  # noqa: S105
Replies = list[dict[str, Any]]


def echo(text: str) -> Replies:
    """The text; or, where it is JSON, the replies that it says."""
    try:
        replies = json.loads(text)
    except ValueError:
        replies = None
    return replies if isinstance(replies, list) else [{"text": f"You said: {text}"}]


class Echo(TurnProcessor):
    """Takes each turn as Comedo does, but says what `answer` says."""

    def __init__(self, store: ConversationStore, answer: Callable[[str], Replies]) -> None:
        """Begin without having heard anything."""
        self.tracker_store = store
        self.domain = store.domain
        self.answer = answer
        self.heard: dict[str, list[str]] = defaultdict(list)
        """What was processed, by conversation."""
        self.fails: Exception | None = None

    async def handle_message(self, message: UserMessage) -> None:
        """Take the turn, unless it was taken before."""
        if self.fails:
            raise self.fails
        tracker = await self.tracker_store.retrieve(message.sender_id)
        tracker = tracker or self.tracker_store.init_tracker(message.sender_id)
        await self._handle_message_with_tracker(message, tracker)
        self.heard[message.sender_id].append(message.text)
        for reply in self.answer(message.text):
            await message.output_channel.send_response(message.sender_id, dict(reply))
            data = {key: value for key, value in reply.items() if key != "text"}
            tracker.update(BotUttered(reply.get("text"), data))
        await self.tracker_store.save(tracker)

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, *_: Any
    ) -> dict[str, Any]:
        """Nothing is understood."""
        return {"text": message.text, "intent": {"name": "echo"}, "entities": []}


class EchoAgent(ComedoAgent):
    """Comedo's agent without a model."""

    processor: Echo

    def __init__(self, options: Settings, answer: Callable[[str], Replies] = echo) -> None:
        """Take the settings, of which those of the stores."""
        store = ConversationStore(Domain.empty(), host=options.database)
        super().__init__(options, tracker_store=store, lock_store=ConversationLocks())
        self.processor = Echo(store, answer)


class Server:
    """A server with the Telegram channel, on a thread of its own."""

    def __init__(
        self,
        api: BotApi,
        folder: Path,
        load: Callable[[Settings], ComedoAgent] = EchoAgent,
        **options: Any,
    ) -> None:
        """Prepare it; settings beyond the usual ones of the channel go to `options`."""
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self._port = probe.getsockname()[1]
        self.webhook = f"http://127.0.0.1:{self._port}/webhooks/telegram/webhook"
        usual = {
            "state_dir": folder,
            "telegram_token": TOKEN,
            "telegram_api_url": api.url,
            "telegram_webhook_url": self.webhook,
            "telegram_webhook_secret": SECRET,
        }
        self.options = Settings(**{**usual, **options})
        self._load = load

    def start(self) -> None:
        """Serve until stopped or killed."""
        self.agent: Any = self._load(self.options)
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(10)

    async def stop(self) -> None:
        """Stop as on SIGTERM."""
        await asyncio.to_thread(self._end, gracefully=True)

    def kill(self) -> None:
        """Stop as on SIGKILL: nothing that was begun is finished."""
        self._end(gracefully=False)

    @property
    def heard(self) -> dict[str, list[str]]:
        """What the agent processed since the start, by conversation."""
        return self.agent.processor.heard

    def conversations(self) -> list[str]:
        """The ids of the conversations that are kept."""
        keys = self.agent.tracker_store.keys()
        return list(asyncio.run_coroutine_threadsafe(keys, self._loop).result(10))

    def _end(self, gracefully: bool) -> None:
        if not self._thread.is_alive():
            return
        self._gracefully = gracefully
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(30)
        assert not self._thread.is_alive()

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(started))
        self._loop.close()

    async def _serve(self, started: threading.Event) -> None:
        self._ended = asyncio.Event()
        Sanic.test_mode = True  # lets one process serve one app after the other
        app = Sanic("comedo", configure_logging=False)
        app.ctx.agent = self.agent
        register([RestInput(), TelegramInput(self.options)], app, route="/webhooks/")
        server = await app.create_server(
            sock=socket.create_server(("127.0.0.1", self._port)),
            return_asyncio_server=True,
            access_log=False,
        )
        await server.startup()
        await server.before_start()
        await server.after_start()
        started.set()
        await self._ended.wait()
        if self._gracefully:
            await server.before_stop()
        await server.close()
        for connection in list(server.connections):
            connection.abort()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
