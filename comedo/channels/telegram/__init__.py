"""The Telegram channel: polls for updates, or has them sent to a webhook (`docs/telegram.md`).

- `updates` reads what a person did from an update, and ignores whatever else an update may be.
- `receiver` gets the updates; `dispatcher` has each answered once, in order within a chat.
- `chats` answers them; `replies` and `formatting` make Telegram's messages of the agent's replies.
- `client` sends them, and tries again while Telegram does not answer.

An update is confirmed to Telegram only when it is answered: by the next poll, or by the webhook's
200. One that was not, because the server stopped, comes again after the next start; if the agent
had already taken its turn, it replies the same.
"""

import hmac
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import Forbidden
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from comedo.failure import Failure
from comedo.settings import Settings, settings

if TYPE_CHECKING:
    from comedo.channels.telegram.receiver import Receiver

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class TelegramInput(InputChannel):
    """Configured as `comedo.channels.telegram.TelegramInput` in `credentials.yml`."""

    def __init__(self, options: Settings) -> None:
        """Take the settings; without a TELEGRAM_TOKEN the channel is off.

        Raises:
            Failure: the settings of the webhook are not complete.
        """
        self._options = options
        self._receiver: Receiver | None = None
        if not self._has_webhook:
            return
        if not options.telegram_webhook_url:
            raise Failure("With TELEGRAM_MODE=webhook, TELEGRAM_WEBHOOK_URL must be set.")
        if not SECRET.fullmatch(options.telegram_webhook_secret):
            raise Failure(
                "TELEGRAM_WEBHOOK_SECRET must be 16 to 256 of the characters A-Z, a-z, 0-9, _ and "
                "-; `openssl rand -hex 32` makes one."
            )

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "TelegramInput":
        """Made from the settings; `credentials.yml` only names the channel."""
        return cls(settings())

    @classmethod
    def name(cls) -> str:
        """The channel's place under /webhooks/."""
        return "telegram"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """What runs beside the server, and the webhook where there is one."""
        telegram = Blueprint("telegram")
        if not self._options.telegram_token:
            return telegram

        @telegram.after_server_start
        async def start(app: Sanic, _: Any) -> None:
            self._receiver = _receiver(self._options, on_new_message, app.ctx.agent)
            self._receiver.start()

        @telegram.before_server_stop
        async def stop(*_: Any) -> None:
            if self._receiver:
                await self._receiver.stop()

        if self._has_webhook:

            @telegram.post("/webhook")
            async def receive(request: Request) -> HTTPResponse:
                self._check_secret(request)
                done = self._receiver is not None and await self._receiver.answer(request.json)
                return empty(200 if done else 503)

        return telegram

    @property
    def _has_webhook(self) -> bool:
        return bool(self._options.telegram_token) and self._options.telegram_mode == "webhook"

    def _check_secret(self, request: Request) -> None:
        given, secret = (
            request.headers.get(SECRET_HEADER, ""),
            self._options.telegram_webhook_secret,
        )
        if not hmac.compare_digest(given.encode(), secret.encode()):
            raise Forbidden("Only Telegram may send updates here.")


def _receiver(
    options: Settings, on_new_message: Callable[[UserMessage], Awaitable[None]], agent: Any
) -> "Receiver":
    # Most deployments have no bot in Telegram, and the library takes half a second to import.
    from comedo.channels.telegram.chats import Chats  # noqa: PLC0415
    from comedo.channels.telegram.client import TelegramClient  # noqa: PLC0415
    from comedo.channels.telegram.dispatcher import Dispatcher  # noqa: PLC0415
    from comedo.channels.telegram.receiver import Receiver  # noqa: PLC0415

    bot = TelegramClient(options.telegram_token, options.telegram_api_url)
    chats = Chats(bot, on_new_message, agent.tracker_store, options.conversation_hours)
    return Receiver(bot, Dispatcher(bot, chats.answer), agent.lock_store, options)
