"""Serves the channels that `credentials.yml` names, and says truly how it is.

`/health` answers while the process is alive, `/ready` while it can take a turn: its model is loaded
and its stores answer.
"""

import asyncio
import contextlib
import ipaddress
import logging
import socket

from rasa.core.channels.channel import InputChannel, register
from rasa.shared.utils.common import class_from_module_path
from rasa.shared.utils.io import read_config_file
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json
from threadpoolctl import threadpool_limits

from comedo import metrics
from comedo.agent import ComedoAgent, TooManyTurns, load_agent
from comedo.channels.website_files import demo_page
from comedo.console import say
from comedo.failure import Failure
from comedo.settings import Settings
from comedo.stores.conversations import ConversationStore
from comedo.stores.limits import RateLimiter

logger = logging.getLogger(__name__)

EXPIRY_EVERY = 600
"""Seconds between two looks for conversations whose time is up."""
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def serve(options: Settings, listener: socket.socket, announcement: str) -> None:
    """Load the model and serve on the socket until the process is told to stop.

    Args:
        options: the settings.
        listener: the socket, which listens already.
        announcement: what to say once messages are answered.

    Raises:
        Failure: there is no model, or a channel cannot be set up.
    """
    agent = load_agent(options)
    app = create_app(options, agent)
    if options.metrics_port:
        metrics.serve(options.host, options.metrics_port)

    @app.after_server_start
    async def announce(*_: object) -> None:
        say(announcement)

    @app.before_server_start
    async def warm_up(*_: object) -> None:
        # What the first message would otherwise wait for: the encoder, spaCy's tables.
        await agent.parse_message("hello")

    @app.after_server_stop
    async def close(*_: object) -> None:
        await agent.lock_store.close()

    # Turns of different people run side by side; threads within one would only get in their way.
    with threadpool_limits(limits=1):
        app.run(sock=listener, access_log=False, motd=False)


def create_app(options: Settings, agent: ComedoAgent) -> Sanic:
    """Rasa's web application with Comedo's channels, limits and headers.

    Rasa's HTTP API, which reads and writes every conversation, is part of it only if the settings
    have a token for it.
    """
    if options.api_token:
        from rasa.server import create_app as rasa_app  # noqa: PLC0415  (loads much)

        app = rasa_app(agent, auth_token=options.api_token)
    else:
        app = Sanic("comedo", configure_logging=False)
        app.ctx.agent = agent
    app.config.update(
        REQUEST_MAX_SIZE=options.max_body_bytes,
        REQUEST_TIMEOUT=10,
        RESPONSE_TIMEOUT=options.turn_timeout + 5,
        KEEP_ALIVE_TIMEOUT=30,
        GRACEFUL_SHUTDOWN_TIMEOUT=options.shutdown_timeout,
        PROXIES_COUNT=options.proxies or None,
    )
    register(channels(), app, route="/webhooks/")
    _add_status(app, agent)
    _add_limits(app, RateLimiter(options.turns_per_minute_per_address, options.redis_url))
    _add_headers(app)
    _add_errors(app)
    app.add_task(expire_conversations(agent.tracker_store))
    return app


def channels() -> list[InputChannel]:
    """The channels that `credentials.yml` names.

    Raises:
        Failure: one of them does not exist or cannot be set up.
    """
    created = []
    for path, credentials in read_config_file("credentials.yml").items():
        try:
            created.append(class_from_module_path(path).from_credentials(credentials))
        except (AttributeError, ImportError) as error:
            raise Failure(f"credentials.yml names a channel that is not there: {path}.") from error
    return created


def _add_status(app: Sanic, agent: ComedoAgent) -> None:
    @app.get("/health")
    async def health(_: Request) -> HTTPResponse:
        return json({"status": "alive"})

    @app.get("/ready")
    async def ready(_: Request) -> HTTPResponse:
        failing = await agent.failing_stores()
        body = {"ready": not failing, "model": agent.model_id, "failing": failing}
        return json(body, status=503 if failing else 200)

    if not _has_first_page(app):
        app.add_route(demo_page, "/", methods=["GET"])


def _has_first_page(app: Sanic) -> bool:
    """Whether a channel or Rasa's API already serves the first page."""
    return any(route.path in {"", "/"} for route in app.router.routes)


def _add_limits(app: Sanic, limiter: RateLimiter) -> None:
    @app.on_request
    async def end_after_chunks(request: Request) -> None:
        # Sanic 21.12 takes what follows the last chunk, a trailer, for the connection's next
        # request, which a proxy in front has not seen as one (docs/security.md).
        if request.stream and "transfer-encoding" in request.headers:
            request.stream.keep_alive = False

    @app.on_request
    async def limit_address(request: Request) -> None:
        address = request.remote_addr or request.ip
        if request.method == "POST" and not ipaddress.ip_address(address).is_loopback:
            wait = await limiter.check(f"address:{address}")
            if wait:
                raise TooManyTurns(wait)


def _add_headers(app: Sanic) -> None:
    @app.on_response
    async def secure(_: Request, response: HTTPResponse) -> None:
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)


def _add_errors(app: Sanic) -> None:
    @app.exception(TooManyTurns)
    async def too_many(_: Request, error: TooManyTurns) -> HTTPResponse:
        return json(
            {"error": "Too many messages; please wait."},
            status=429,
            headers={"Retry-After": str(error.seconds)},
        )

    @app.exception(Exception)
    async def failed(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException) and error.status_code < 500:  # noqa: PLR2004
            headers = getattr(error, "headers", None)  # which methods are allowed, for one
            return json({"error": str(error)}, status=error.status_code, headers=headers)
        logger.error("request failed: path=%s error=%s", request.path, type(error).__name__)
        return json({"error": "Something went wrong here; please try again."}, status=500)


async def expire_conversations(store: ConversationStore) -> None:
    """Delete the conversations whose time is up, now and again for as long as the server runs."""
    while True:
        with contextlib.suppress(Exception):
            expired = await store.expire()
            if expired:
                logger.info("expired conversations: count=%d", expired)
        await asyncio.sleep(EXPIRY_EVERY)
