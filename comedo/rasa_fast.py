"""Does once what Rasa does again in every turn; importing this module is enough.

`tests/runtime/test_rasa_fast.py` shows that Rasa still behaves the same.
"""

import functools
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event

_schema = RemoteAction.action_response_format_spec()
_result_validator = validator_for(_schema)(_schema)


def _validate_action_result(_: RemoteAction, result: dict[str, Any]) -> bool:
    """Rasa's check of what an action returned, without checking the check's own schema first."""
    _result_validator.validate(result)
    return True


# Rasa walks through all classes of events for each event that it reads.
Event.resolve_by_type = staticmethod(functools.cache(Event.resolve_by_type))  # type: ignore[method-assign]
RemoteAction._validate_action_result = _validate_action_result  # type: ignore[method-assign]
