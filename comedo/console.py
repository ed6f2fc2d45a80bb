"""What Comedo's commands print and log: their own progress, and nothing that a person wrote."""

import logging
import os
import traceback
import warnings
from typing import Any

import structlog


def say(sentence: str) -> None:
    """Print a line of progress or of result at once."""
    print(sentence, flush=True)


def describe(error: BaseException) -> str:
    """Name an exception, its causes and their places, without messages that may quote a person."""
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = f" at {place[0].filename}:{place[0].lineno}" if place else ""
    cause = f" from {describe(error.__cause__)}" if error.__cause__ else ""
    return f"{type(error).__name__}{where}{cause}"


class DiscreetFormatter(logging.Formatter):
    """Describes exceptions as `describe` does, in place of tracebacks."""

    def formatException(self, ei: Any) -> str:
        """The exception, its causes and their places."""
        return describe(ei[1])


def silence_dependencies() -> None:
    """Turn telemetry off, and warnings that only the authors of Rasa's dependencies can act on.

    Must come before Rasa is imported.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", message="pkg_resources is deprecated")


def configure_logging(log_level: str, rasa_level: str = "ERROR") -> None:
    """Log Comedo at the level, Rasa at its own, and other libraries' errors only.

    Must come before Rasa is imported. At DEBUG, which is not for use with real people, everything
    is shown: Rasa then logs what they write.
    """
    silence_dependencies()
    os.environ["LOG_LEVEL"] = rasa_level  # by which Rasa decides on progress bars
    debugging = log_level == "DEBUG"
    line = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    handler = logging.StreamHandler()
    handler.setFormatter((logging.Formatter if debugging else DiscreetFormatter)(line))
    logging.basicConfig(level="DEBUG" if debugging else "ERROR", handlers=[handler])
    logging.captureWarnings(True)
    if debugging:
        return
    logging.getLogger("comedo").setLevel(log_level)
    logging.getLogger("rasa").setLevel(rasa_level)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
