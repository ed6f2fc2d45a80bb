"""Talks to Telegram's servers, patiently, and never says the bot's token."""

import asyncio
import logging
import os
from typing import Any

from telegram import Bot, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

logger = logging.getLogger(__name__)

# These log the URL of each request, which contains the token, and what people write.
for _library in ("httpx", "httpcore", "telegram"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

os.environ["PTB_TIMEDELTA"] = "true"  # what the library's next release does anyway

PAUSES = (0.5, 1, 2, 4, 8, 15, 30, *[60] * 10)
"""Seconds between the tries of a request that Telegram did not answer: a quarter of an hour."""
RECONNECT_AFTER = 30
"""Seconds between two tries to sign in that no waiting within `PAUSES` has helped."""
CONNECTIONS = 16
"""At once. Telegram allows a bot some 30 messages a second, for which these are enough."""
POLL_FOR = 30
"""Seconds that Telegram may take to answer that nobody has written."""
FINAL = (BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken)
"""Answers that would be the same on another try."""
READ = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]
"""The kinds of updates that are asked for."""


class TelegramClient(Bot):
    """python-telegram-bot's client, which tries again for as long as that can help.

    A request that was refused for flooding (429) or failed there (5xx) was not carried out, nor was
    one for which no connection was made, so it is sent again. After a connection that was lost
    before the answer nobody can know; then, too, it is sent again, since to be told something twice
    is better than to wait for nothing.
    """

    def __init__(self, token: str, api_url: str) -> None:
        """Take the bot's token and the address of the Bot API; connects later."""
        super().__init__(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            base_file_url=f"{api_url.rstrip('/')}/file/bot",
            request=HTTPXRequest(CONNECTIONS, read_timeout=20, connect_timeout=10, pool_timeout=60),
            get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=10),
        )

    async def sign_in(self, webhook_url: str = "", secret: str = "") -> None:
        """Learn the bot's name, and choose how updates come.

        Returns once Telegram could be reached, which may be long after start-up.

        Args:
            webhook_url: where Telegram sends updates; empty if they are polled.
            secret: what Telegram proves itself with at the webhook.
        """
        while True:
            try:
                await self.initialize()
                if webhook_url:
                    await self.set_webhook(webhook_url, allowed_updates=READ, secret_token=secret)
                else:
                    await self.delete_webhook()
                return
            except InvalidToken:
                logger.error("Telegram refuses the bot's token: check TELEGRAM_TOKEN.")
            except Exception as error:
                logger.error("telegram sign-in failed: error=%s", type(error).__name__)
            await asyncio.sleep(RECONNECT_AFTER)

    async def updates(self, offset: int | None, timeout: int = POLL_FOR) -> list[Any]:
        """Updates from `offset` on as Telegram sent them; those before it are confirmed.

        The library's own `get_updates` returns none of them if a single one cannot be read.

        Raises:
            TelegramError: there was no answer, or another program polls with the same token.
        """
        data = {"offset": offset, "timeout": timeout, "allowed_updates": READ}
        result = await self._post("getUpdates", data, read_timeout=timeout + 10)
        return result if isinstance(result, list) else []

    async def _do_post(self, endpoint: str, data: dict[str, Any], **timeouts: Any) -> Any:
        """Send a request, again and again if need be: each call of the API ends here."""
        if endpoint == "sendChatAction":  # that the bot is typing is worth no wait
            return await super()._do_post(endpoint, data, **timeouts)
        for pause in PAUSES:
            try:
                result = await super()._do_post(endpoint, data, **timeouts)
            except FINAL:
                raise
            except RetryAfter as error:
                await asyncio.sleep(error.retry_after.total_seconds())  # type: ignore[union-attr]
            except TelegramError as error:
                logger.warning("%s failed: error=%s", endpoint, type(error).__name__)
                await asyncio.sleep(pause)
            else:
                return _readable(endpoint, result)
        return _readable(endpoint, await super()._do_post(endpoint, data, **timeouts))


def _readable(endpoint: str, result: Any) -> Any:
    """An answer of which the library reads no more than is needed.

    It fails on one that lacks a field which its latest version knows, though all was done.
    """
    if endpoint.startswith(("send", "edit")):
        return True
    return {"is_bot": True, "first_name": "", **result} if endpoint == "getMe" else result
