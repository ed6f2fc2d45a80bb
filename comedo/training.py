"""Trains the model, unless a current one is there."""

import copy
import hashlib
import io
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import rasa
from rasa.shared.exceptions import RasaException

from comedo.console import say
from comedo.failure import Failure

SOURCES = (
    "config.yml",
    "domain.yml",
    "data",
    "comedo/nlu",
    "comedo/understanding",
    "requirements-serving.lock",
)
"""What a trained model depends on."""


def train(models: Path, force: bool = False) -> Path:
    """Train a model from `SOURCES` into the folder, or keep the one that was trained from them.

    Args:
        models: folder of the trained models.
        force: train even if nothing has changed.

    Returns:
        The model, named by a hash of its sources.

    Raises:
        Failure: the training data cannot be used.
    """
    model = current_model(models)
    if model.exists() and not force:
        say(f"The model {model} is current.")
        return model
    say("Training the model; this takes about a minute …")
    printed = io.StringIO()
    _leave_out_repetitions()
    try:
        with _progress(), redirect_stdout(printed):
            result = rasa.train(
                domain="domain.yml",
                config="config.yml",
                training_files="data",
                output=str(models),
                fixed_model_name=model.name,
                # Rasa's cache knows the components' own code, but not that which they call.
                force_training=True,
            )
    except (RasaException, SystemExit) as error:
        raise Failure(f"The model could not be trained: {error} {printed.getvalue()}") from error
    if result.model is None:
        raise Failure(f"The model could not be trained: {printed.getvalue()}")
    say(f"Trained {model}.")
    return model


def _leave_out_repetitions() -> None:
    """Let Rasa load the phrases once, without copying them where files are merged.

    By itself it loads them twice, once for the language by name and once for the default, which is
    the same. Nor need it fingerprint all data around each component for a cache that is unread.
    """
    from rasa.engine.training.hooks import TrainingHook  # noqa: PLC0415  (loads much)
    from rasa.shared.importers import importer  # noqa: PLC0415
    from rasa.shared.nlu.training_data import training_data  # noqa: PLC0415

    TrainingHook.on_before_node = TrainingHook.on_after_node = lambda *_, **__: {}
    for part in (
        importer.CombinedDataImporter,
        importer.ResponsesSyncImporter,
        importer.E2EImporter,
    ):
        part.get_nlu_data = _whatever_the_language(part.get_nlu_data)
    training_data.copy = SimpleNamespace(deepcopy=copy.copy)


def _whatever_the_language(get: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda importer, language="en": get(importer)


def current_model(models: Path) -> Path:
    """The file in the folder that a model trained from the current sources has, or would have."""
    return models / f"comedo-{fingerprint()}.tar.gz"


@contextmanager
def _progress() -> Iterator[None]:
    """Say which component is being trained, as Rasa logs it."""

    class Progress(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage().startswith("Starting to train component"):
                print(f"  {record.getMessage()}", file=sys.stderr, flush=True)

    log, handler = logging.getLogger("rasa.engine.training.hooks"), Progress()
    log.addHandler(handler)
    log.setLevel("INFO")
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)


def fingerprint() -> str:
    """A short hash of everything that the model depends on."""
    digest = hashlib.sha256()
    for source in map(Path, SOURCES):
        files = sorted(source.rglob("*")) if source.is_dir() else [source]
        for file in files:
            if file.is_file() and file.suffix in {".yml", ".py", ".lock"}:
                digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
