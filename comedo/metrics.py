"""Counts turns for Prometheus; no metric carries anything that a person said or is."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from comedo.failure import Failure

_TURNS = Counter("comedo_turns", "Turns taken.", ["channel"])
_SECONDS = Histogram(
    "comedo_turn_seconds",
    "Time from a message to its replies.",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)
_FAILURES = Counter("comedo_turn_failures", "Turns that were not saved.", ["error"])
_STORE_ERRORS = Counter("comedo_store_errors", "Database or Redis did not answer.")
_OUTCOMES = Counter("comedo_outcomes", "Recommendations given.", ["outcome"])
_FALLBACKS = Counter("comedo_fallbacks", "Messages that were not understood.")
_SAFETY = Counter("comedo_safety_replies", "Red flags and crises recognised.")


def serve(host: str, port: int) -> None:
    """Serve /metrics, of this process or of all workers together, on a port of its own.

    Raises:
        Failure: the port is in use.
    """
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    try:
        start_http_server(port, host, registry)
    except OSError as error:
        raise Failure(
            f"Port {port} for metrics is in use: choose another with METRICS_PORT=, or 0 for none."
        ) from error


class Turn:
    """What is to be counted of one turn."""

    def failed(self, error: Exception) -> None:
        """The turn was not saved, because of the error."""
        _FAILURES.labels(type(error).__name__).inc()
        if isinstance(error, SQLAlchemyError | RedisError | OSError):
            _STORE_ERRORS.inc()

    def answered(self, replies: Iterable[dict[str, Any]]) -> None:
        """The turn ended with these replies."""
        for custom in (reply.get("custom") or {} for reply in replies):
            if custom.get("kind") == "recommendation":
                _OUTCOMES.labels(custom["outcome"]).inc()
            elif custom.get("kind") == "safety":
                _SAFETY.inc()
            elif custom.get("topic") == "not_understood":
                _FALLBACKS.inc()


@contextmanager
def turn(channel: str | None) -> Iterator[Turn]:
    """Time and count a turn of the channel."""
    started = time.perf_counter()
    try:
        yield Turn()
    finally:
        _TURNS.labels(channel or "unknown").inc()
        _SECONDS.observe(time.perf_counter() - started)
