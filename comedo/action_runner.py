"""Runs the actions, in this process or on a separate action server, and never fails silently.

Rasa goes on predicting after an action has failed, as if the action had done nothing, and so may
reach a verdict with empty slots. Here a failure is remembered until the turn would be saved, which
`comedo.agent` then refuses: the person is told, and the conversation stays as it was.
"""

import logging
from contextvars import ContextVar
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection as RasaRejection
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from comedo.console import describe

logger = logging.getLogger(__name__)

failed_action: ContextVar[str | None] = ContextVar("failed_action", default=None)
"""Name of the action that failed in the current turn."""


class InProcessActions(EndpointConfig):
    """Rasa's action endpoint, answered by a call instead of an HTTP request.

    The domain is handed over as it is instead of being serialised for every call; `domain` is set
    once the model is loaded.
    """

    def __init__(self, package: str = "actions") -> None:
        """Import the package and all its modules, and register the actions found in them."""
        super().__init__(url="in-process", enable_selective_domain=True)
        self.domain: dict[str, Any] = {}
        self._executor = ActionExecutor()
        # The executor itself would look up a subpackage `triage` among all modules of that name.
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            if not module.ispkg:
                self._executor.register_package(module.name)

    async def request(self, *_: Any, json: dict[str, Any], **__: Any) -> dict[str, Any] | None:  # type: ignore[override]
        """Run the action named in `json`, in the format of Rasa's action server."""
        json.setdefault("domain", self.domain)
        try:
            return await self._executor.run(json)
        except ActionExecutionRejection as rejection:
            raise RasaRejection(rejection.action_name, rejection.message) from rejection
        except Exception as error:
            _remember_failure(json["next_action"], error)
            raise


class RemoteActions(EndpointConfig):
    """An action server, as started by `rasa run actions`."""

    async def request(self, *args: Any, json: dict[str, Any], **kwargs: Any) -> Any:  # type: ignore[override]
        """Ask the action server to run the action named in `json`."""
        try:
            return await super().request(*args, json=json, **kwargs)
        except Exception as error:
            is_rejection = isinstance(error, ClientResponseError) and error.status == 400  # noqa: PLR2004
            if not is_rejection:
                _remember_failure(json["next_action"], error)
            raise


def _remember_failure(action: str, error: Exception) -> None:
    failed_action.set(action)
    logger.error("action failed: action=%s error=%s", action, describe(error))
