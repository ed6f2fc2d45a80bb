"""Does once what Rasa does again in every turn.

`tests/runtime/test_rasa_fast.py` shows that Rasa still behaves the same.
"""

import functools
from graphlib import TopologicalSorter
from types import SimpleNamespace
from typing import Any

from jsonschema.validators import validator_for
from rasa.core import processor
from rasa.core.actions import forms
from rasa.core.actions.action import RemoteAction
from rasa.core.policies import rule_policy
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core import trackers
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from comedo.action_runner import InProcessActions


class PlannedRunner:
    """Runs Rasa's graph node by node, in an order that is found out once for each target.

    Rasa has the graph planned by dask in every prediction.
    """

    def __init__(self, runner: DaskGraphRunner) -> None:
        """Take over the nodes of Rasa's runner."""
        self._schema = runner._graph_schema
        self._nodes = runner._instantiated_nodes
        self._plan = functools.cache(self._find_plan)

    def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
        """The outputs of the targets, by their names."""
        results = {name: (name, value) for name, value in inputs.items()}
        for name, needs in self._plan(tuple(targets)):
            results[name] = self._nodes[name](*(results[need] for need in needs))
        return dict(results[target] for target in targets)

    def _find_plan(self, targets: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        nodes = self._schema.minimal_graph_schema(list(targets)).nodes
        needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
        return [
            (name, needs[name]) for name in TopologicalSorter(needs).static_order() if name in needs
        ]


_schema = RemoteAction.action_response_format_spec()
_result_validator = validator_for(_schema)(_schema)


def _validate_action_result(action: RemoteAction, result: dict[str, Any]) -> bool:
    """Rasa's check of what an action server returned, without checking the check's own schema."""
    if not isinstance(action.action_endpoint, InProcessActions):
        _result_validator.validate(result)
    return True


def _copy_slot(slot: Slot) -> Slot:
    """What `copy.copy` makes of a slot, without asking how; Rasa copies all slots many times."""
    copied = object.__new__(type(slot))
    copied.__dict__ = slot.__dict__.copy()
    return copied


def _shallow(loop: trackers.TrackerActiveLoop) -> dict[str, Any]:
    """The active loop for an action, which reads the message that it holds and changes nothing."""
    return dict(vars(loop))


def _temporary_tracker(
    form: forms.FormAction,
    tracker: DialogueStateTracker,
    additional_events: list[Event],
    domain: Domain,
) -> DialogueStateTracker:
    """The tracker after the events, without going through all that came before them again."""
    requested = SlotSet(REQUESTED_SLOT, form.get_slot_to_fill(tracker))
    temporary = tracker.copy()
    for event in (requested, ActionExecuted(form.name()), *additional_events):
        temporary.update(event, domain)
    return temporary


_find_action_from_rules = RulePolicy._find_action_from_rules
_EMPTY_DOMAIN = Domain.empty().as_dict()


def _find_action_from_rules_on_intents(
    policy: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool,
) -> tuple[str | None, str | None, bool]:
    """What Rasa finds, without looking for a rule on the very text where no rule is on a text."""
    if use_text_for_last_user_input and not any('{"text"' in key for key in policy.lookup[RULES]):
        return None, None, False
    return _find_action_from_rules(policy, tracker, domain, use_text_for_last_user_input)


def _is_empty(domain: Domain) -> bool:
    """Whether there is nothing in the domain, without making an empty one to compare it with."""
    return domain.as_dict() == _EMPTY_DOMAIN


# Rasa walks through all classes of events for each event that it reads.
Event.resolve_by_type = staticmethod(functools.cache(Event.resolve_by_type))  # type: ignore[method-assign]
RemoteAction._validate_action_result = _validate_action_result  # type: ignore[method-assign]
RulePolicy._find_action_from_rules = _find_action_from_rules_on_intents  # type: ignore[method-assign]
forms.FormAction._temporary_tracker = _temporary_tracker  # type: ignore[method-assign]
Domain.is_empty = _is_empty  # type: ignore[method-assign]
Slot.__copy__ = _copy_slot  # type: ignore[attr-defined]
trackers.dataclasses = SimpleNamespace(asdict=_shallow)  # type: ignore[attr-defined]
# These modules copy nothing but what they would log at the level DEBUG, and do so at every level.
for _module in (processor, forms, rule_policy):
    _module.copy = SimpleNamespace(deepcopy=lambda logged: logged)  # type: ignore[attr-defined]
