"""Several server processes on one port; one that dies is replaced at once.

Each is a whole Comedo: what they share is in Postgres and Redis, so that a person's messages may
arrive at any of them.
"""

import logging
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType

from comedo.console import configure_logging, say
from comedo.failure import Failure
from comedo.settings import Settings

logger = logging.getLogger(__name__)

COULD_NOT_SERVE = 1
"""Exit code of a worker that would fail again if it was replaced."""


def serve_with_workers(options: Settings, listener: socket.socket) -> None:
    """Start the workers, replace those that die, and stop them all when told to stop.

    Raises:
        Failure: the workers would not share their conversations, or could not serve.
    """
    if not (options.database_url and options.redis_url):
        raise Failure(
            f"{options.workers} workers share conversations through Postgres and Redis: "
            "set DATABASE_URL and REDIS_URL, or WORKERS=1."
        )
    # A spawned process, unlike a forked one, has no threads of the libraries half copied.
    context = multiprocessing.get_context("spawn")
    stopping = False

    def stop(*_: int | FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for worker in workers:
            worker.terminate()

    def start() -> BaseProcess:
        worker = context.Process(target=_work, args=(options, listener))
        worker.start()
        return worker

    with tempfile.TemporaryDirectory() as metrics_files:
        # The workers' metrics are added up by way of these files (prometheus_client).
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics_files
        workers: list[BaseProcess] = []
        for stop_signal in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop_signal, stop)
        workers.extend(start() for _ in range(options.workers))
        if options.metrics_port:
            from comedo import metrics  # noqa: PLC0415  (reads the folder when imported)

            metrics.serve(options.host, options.metrics_port)
        failed = False
        while workers:
            wait([worker.sentinel for worker in workers])
            for worker in [worker for worker in workers if not worker.is_alive()]:
                workers.remove(worker)
                if not stopping and worker.exitcode == COULD_NOT_SERVE:
                    failed = True
                    stop()
                elif not stopping:
                    logger.error("worker died: pid=%s code=%s", worker.pid, worker.exitcode)
                    workers.append(start())
    if failed:
        raise Failure("Comedo has stopped, as a worker could not serve: it said why above.")
    say("Comedo has stopped.")


def _work(options: Settings, listener: socket.socket) -> None:
    configure_logging(options.log_level)
    threading.Thread(target=_stop_without_supervisor, daemon=True).start()
    from comedo.server import serve  # noqa: PLC0415  (loads Rasa, which logging comes before)

    # The supervisor serves the workers' metrics.
    options = options.copy(update={"metrics_port": 0})
    try:
        serve(options, listener, f"A worker is ready on {options.url} (process {os.getpid()}).")
    except Failure as failure:
        say(str(failure))
        sys.exit(COULD_NOT_SERVE)


def _stop_without_supervisor() -> None:
    """End this worker when the supervisor is gone, whose port it would hold on to."""
    supervisor = multiprocessing.parent_process()
    assert supervisor  # noqa: S101
    wait([supervisor.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
