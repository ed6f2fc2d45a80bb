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


class DiscreetFormatter(logging.Formatter):
    """Names an exception and its place, but not its message, which may quote what a person said."""

    def formatException(self, ei: Any) -> str:
        """The type of the exception and the line that raised it."""
        kind, _, trace = ei
        place = traceback.extract_tb(trace)[-1]
        return f"{kind.__name__} at {place.filename}:{place.lineno}"


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
