"""Comedo's command line: `python -m comedo <command>`; Rasa's own commands work as well."""

import argparse
import asyncio
import errno
import socket
import sys
from collections.abc import Callable

from comedo.console import configure_logging, say, silence_dependencies
from comedo.failure import Failure
from comedo.settings import Settings, settings
from comedo.workers import serve_with_workers


def run(arguments: argparse.Namespace) -> None:
    """Serve the bot, after training it if there is no current model."""
    options = settings()
    with listen(options) as listener:
        _train(options)
        say("Loading the model …")
        if options.workers > 1:
            serve_with_workers(options, listener)
        else:
            from comedo.server import serve

            serve(options, listener, f"Comedo is served on {options.url} (stop it with Ctrl+C).")


def train(arguments: argparse.Namespace) -> None:
    """Train the model, unless a current one is there."""
    _train(settings(), arguments.force)


def chat(arguments: argparse.Namespace) -> None:
    """Talk to the bot in the terminal."""
    _train(settings())
    from comedo.chat import chat

    asyncio.run(chat(settings()))


def evaluate(arguments: argparse.Namespace) -> None:
    """Print the figures on the project's own evaluation data."""
    from comedo.evaluate import main

    main()


def bench(arguments: argparse.Namespace) -> None:
    """Measure against a stock Rasa bot, and write docs/performance.md."""
    from comedo.bench import main

    main()


def doctor(arguments: argparse.Namespace) -> None:
    """Check this deployment, and say what is wrong."""
    from comedo.doctor import doctor

    doctor(settings())


def listen(options: Settings) -> socket.socket:
    """Take the server's address before anything is loaded.

    Raises:
        Failure: the address is in use, or not this machine's.
    """
    try:
        return socket.create_server((options.host, options.port), backlog=512)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failure(
                f"Port {options.port} is in use: stop what listens there, or choose another with "
                f"PORT=, as in `PORT=8080 make run`."
            ) from error
        raise Failure(f"Cannot listen on {options.host}:{options.port}: {error}.") from error


def _train(options: Settings, force: bool = False) -> None:
    if options.models.is_file():
        return
    from comedo.training import train

    train(options.models, force)


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "run": run,
    "train": train,
    "chat": chat,
    "evaluate": evaluate,
    "bench": bench,
    "doctor": doctor,
}


def main() -> None:
    """Run a command; one that fails says in one sentence what to do, and exits with 1."""
    if sys.argv[1:2] and (sys.argv[1] not in COMMANDS or sys.argv[1:3] == ["run", "actions"]):
        rasa_command()
        return
    parser = argparse.ArgumentParser(prog="python -m comedo", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        subparser = commands.add_parser(name, help=command.__doc__)
        if name == "train":
            subparser.add_argument("--force", action="store_true", help="even if nothing changed")
    arguments = parser.parse_args()
    try:
        configure_logging(settings().log_level)
        COMMANDS[arguments.command](arguments)
    except Failure as failure:
        sys.exit(str(failure))


def rasa_command() -> None:
    """Hand the arguments to Rasa's own command line, which is imported without TensorFlow."""
    silence_dependencies()
    import rasa.__main__

    rasa.__main__.main()


if __name__ == "__main__":
    main()
