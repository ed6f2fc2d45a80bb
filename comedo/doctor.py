"""Checks a deployment part by part, and says what is wrong and what to do about it."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from comedo.agent import ComedoAgent, load_agent
from comedo.console import describe
from comedo.failure import Failure
from comedo.server import channels
from comedo.settings import Settings
from comedo.training import current_model

Check = Callable[[Settings], Awaitable[str]]


async def examine(options: Settings) -> bool:
    """Print what each check finds; True if all is well."""
    well = True
    for name, check in CHECKS.items():
        try:
            print(f"  ok    {name}: {await check(options)}")
        except Failure as failure:
            print(f"  wrong {name}: {failure}")
            well = False
    return well


async def _settings(options: Settings) -> str:
    if options.workers > 1 and not (options.database_url and options.redis_url):
        raise Failure("WORKERS above 1 needs DATABASE_URL and REDIS_URL.")
    if options.log_level == "DEBUG":
        raise Failure("LOG_LEVEL=DEBUG logs what people write: use it only without real people.")
    return f"{options.workers} worker(s)"


async def _address(options: Settings) -> str:
    try:
        socket.create_server((options.host, options.port)).close()
    except OSError as error:
        raise Failure(
            f"{options.host}:{options.port} cannot be listened on ({error.strerror}); right if "
            "Comedo is running there, otherwise set PORT."
        ) from error
    return f"{options.host}:{options.port} is free"


async def _model(options: Settings) -> str:
    model = options.models if options.models.is_file() else current_model(options.models)
    if not model.exists():
        raise Failure(
            f"There is no model of the current sources in {options.models}: `make train`."
        )
    return str(model)


async def _turn(options: Settings) -> str:
    agent = load_agent(options)
    failing = await agent.failing_stores()
    if failing:
        raise Failure(f"No answer from: {', '.join(failing)}. Check DATABASE_URL and REDIS_URL.")
    await _say_hello(agent)
    return f"model {agent.model_id} answers, and {options.database.split(':')[0]} keeps the turn"


async def _say_hello(agent: ComedoAgent) -> None:
    message = UserMessage("hello", CollectingOutputChannel(), "doctor", input_channel="doctor")
    replies = await agent.handle_message(message)
    await agent.tracker_store.delete("doctor:doctor")
    if any((reply.get("custom") or {}).get("topic") == "not_saved" for reply in replies):
        raise Failure("A message could not be processed; the line above says where it failed.")


async def _channels(_: Settings) -> str:
    try:
        return ", ".join(channel.name() for channel in channels())
    except Failure:
        raise
    except Exception as error:
        raise Failure(f"credentials.yml cannot be used: {describe(error)}.") from error


CHECKS: dict[str, Check] = {
    "settings": _settings,
    "address": _address,
    "model": _model,
    "channels": _channels,
    "a turn": _turn,
}


def doctor(options: Settings) -> None:
    """Examine the deployment.

    Raises:
        Failure: something is wrong.
    """
    if not asyncio.run(examine(options)):
        raise Failure("Comedo is not well: see the lines marked wrong.")
