"""Receives one bot's updates while the server runs, by polling or at the webhook."""

import asyncio
import logging
import math
from contextlib import suppress
from typing import Any

from rasa.core.lock_store import LockStore
from telegram.error import TelegramError

from comedo.channels.telegram.client import TelegramClient
from comedo.channels.telegram.dispatcher import Dispatcher
from comedo.channels.telegram.updates import MENU
from comedo.settings import Settings

logger = logging.getLogger(__name__)

POLL_AGAIN_AFTER = 5
"""Seconds until the next poll after one that failed for good."""
LOOK_FOR_OTHERS_AFTER = 0.5
"""Seconds until the next poll while the updates of the last one are being answered."""
CONFIRM_WITHIN = 10
"""Seconds that the last confirmation may take when the server stops."""


class Receiver:
    """From signing in to the stop of the server."""

    def __init__(
        self, bot: TelegramClient, dispatcher: Dispatcher, locks: LockStore, options: Settings
    ) -> None:
        """Take what answers the updates, and the settings of the channel."""
        self._bot = bot
        self._dispatcher = dispatcher
        self._locks = locks
        self._options = options
        self._ready = False
        self._task: asyncio.Task[None] | None = None

    @property
    def _polls(self) -> bool:
        return self._options.telegram_mode == "polling"

    def start(self) -> None:
        """Sign in, and poll if there is no webhook; goes on until `stop`."""
        self._task = asyncio.create_task(self._run())

    async def answer(self, update: Any) -> bool:
        """Answer an update of the webhook; `False` if it is not done with and must come again."""
        if not self._ready:
            return False
        self._dispatcher.take(update)
        return await self._dispatcher.answered(update, self._options.turn_timeout)

    async def stop(self) -> None:
        """Take no more updates, and finish those that were taken."""
        self._ready = False
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self._dispatcher.finish(self._options.shutdown_timeout)
        if self._polls and self._dispatcher.offset is not None:
            with suppress(TelegramError, asyncio.TimeoutError):
                confirm = self._bot.updates(self._dispatcher.offset, timeout=0)
                await asyncio.wait_for(confirm, CONFIRM_WITHIN)
        with suppress(TelegramError):
            await self._bot.shutdown()

    async def _run(self) -> None:
        if self._polls:
            # Telegram gives updates to one program at a time, so one worker polls, and another
            # takes over when it ends.
            async with self._locks.lock("telegram updates", lock_lifetime=math.inf):
                await self._bot.sign_in()
                await asyncio.gather(self._register_commands(), self._poll())
        else:
            url, secret = self._options.telegram_webhook_url, self._options.telegram_webhook_secret
            await self._bot.sign_in(url, secret)
            self._ready = True
            await self._register_commands()

    async def _register_commands(self) -> None:
        try:
            await self._bot.set_my_commands(MENU)
        except TelegramError as error:
            logger.warning("commands not registered: error=%s", type(error).__name__)

    async def _poll(self) -> None:
        while True:
            try:
                updates = await self._bot.updates(self._dispatcher.offset)
            except TelegramError as error:
                logger.error("telegram polling failed: error=%s", type(error).__name__)
                await asyncio.sleep(POLL_AGAIN_AFTER)
                continue
            if not any([self._dispatcher.take(update) for update in updates]):
                # What is being answered is not confirmed, so Telegram would send it again at once.
                await self._dispatcher.progress(LOOK_FOR_OTHERS_AFTER)
