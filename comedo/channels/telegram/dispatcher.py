"""Has each update answered once, in order within a chat, and different chats at the same time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Bot

from comedo.channels.telegram.updates import Incoming, read

logger = logging.getLogger(__name__)

REMEMBERED = 10_000
"""Number of updates after which a repeated one would no longer be known to be one."""


class Dispatcher:
    """Takes the updates of one bot."""

    def __init__(self, bot: Bot, answer: Callable[[Incoming], Awaitable[None]]) -> None:
        """Take the signed-in bot, and what answers what a person did."""
        self._bot = bot
        self._answer = answer
        self._seen: dict[int, None] = {}
        self._running: dict[int, asyncio.Task[None]] = {}
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @property
    def offset(self) -> int | None:
        """The id up to which all updates are done with; `None` if there was none yet."""
        if self._running:
            return min(self._running)
        return max(self._seen) + 1 if self._seen else None

    def take(self, update: Any) -> bool:
        """Begin to answer an update as Telegram sent it, and say whether it is a new one."""
        update_id = _id_of(update)
        if update_id is None or update_id in self._seen:
            return False
        self._seen[update_id] = None
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
        incoming = read(update, self._bot.bot)
        if incoming:
            task = asyncio.create_task(self._answer_in_turn(incoming))
            self._running[update_id] = task
            task.add_done_callback(lambda _: self._running.pop(update_id))
        return True

    async def answered(self, update: Any, timeout: float) -> bool:
        """Wait until an update that was taken is done with; `False` if it is not by then."""
        update_id = _id_of(update)
        if update_id not in self._running:
            return True
        task = self._running[update_id]
        await asyncio.wait([task], timeout=timeout)
        return task.done() and not task.cancelled()

    async def progress(self, timeout: float) -> None:
        """Wait until the first of the updates is answered, or for so many seconds."""
        if self._running:
            await asyncio.wait([self._running[min(self._running)]], timeout=timeout)

    async def finish(self, timeout: float) -> None:
        """Give the updates so many seconds to be answered, and give up those that are not."""
        if self._running:
            _, late = await asyncio.wait(self._running.values(), timeout=timeout)
            for task in late:
                task.cancel()

    async def _answer_in_turn(self, incoming: Incoming) -> None:
        lock = self._chats.setdefault(incoming.chat_id, asyncio.Lock())
        async with lock:
            try:
                await self._answer(incoming)
            except Exception as error:
                # Its message may contain the bot's token.
                logger.error("update not answered: error=%s", type(error).__name__)


def _id_of(update: Any) -> int | None:
    """The update's id, if it has one that makes sense."""
    update_id = update.get("update_id") if isinstance(update, dict) else None
    return update_id if isinstance(update_id, int) else None
