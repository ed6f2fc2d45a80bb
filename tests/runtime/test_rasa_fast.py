"""What `comedo.rasa_fast` and the conversation store leave out makes no difference to Rasa."""

import ast
import copy
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import Mock

import pytest
from jsonschema import ValidationError
from rasa.core import processor
from rasa.core.actions import forms
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.policies import rule_policy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    FollowupAction,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

import comedo.processor
from comedo import rasa_fast, recent
from comedo.action_runner import InProcessActions
from comedo.agent import ComedoAgent, load_agent
from comedo.rasa_fast import PlannedRunner
from comedo.settings import Settings
from comedo.stores.conversations import Conversation
from comedo.training import train

ROOT = Path(__file__).parents[2]
DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": ["inform"],
        "slots": {"mild": {"type": "bool", "mappings": [{"type": "custom"}]}},
        "actions": ["action_advise"],
        "forms": {"some_form": {"required_slots": ["mild"]}},
    }
)


@pytest.fixture(scope="module")
def stock_agent() -> Agent:
    """Comedo's model, loaded by Rasa's own agent."""
    return Agent.load(train(ROOT / "models"))


@pytest.fixture(scope="module")
def comedos_agent(stock_agent: Agent, tmp_path_factory: pytest.TempPathFactory) -> ComedoAgent:
    """The same model, loaded by Comedo."""
    return load_agent(Settings(state_dir=tmp_path_factory.mktemp("state"), database_url=""))


@pytest.mark.parametrize("text", ["my whiteheads won't go away", "", "is it safe to squeeze?"])
def test_the_planned_runner_gives_what_rasas_gives(stock_agent: Agent, text: str) -> None:
    processor = stock_agent.processor
    tracker = DialogueStateTracker.from_events("anna", [], processor.domain.slots)
    target = processor.model_metadata.nlu_target
    outputs = [
        runner.run({"__message__": [UserMessage(text)], "__tracker__": tracker}, [target])
        for runner in (processor.graph_runner, PlannedRunner(processor.graph_runner))
    ]
    rasas, ours = [output[target][0].as_dict(only_output_properties=True) for output in outputs]
    assert ours["intent"]["name"] == rasas["intent"]["name"]
    assert ours.get("entities") == rasas.get("entities")


async def test_a_message_is_parsed_once_and_its_text_forgotten(
    comedos_agent: ComedoAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def parse(text: str) -> dict[str, Any]:
        return await comedos_agent.processor.parse_message(UserMessage(text))

    text = "I'm 34 and my chin is xylophonous \ud83d"
    first = await parse(text)
    with monkeypatch.context() as blind:
        blind.setattr(comedos_agent.processor, "graph_runner", None)
        again = await parse(text)
        assert again == first
        again["entities"].clear()
        assert await parse(text) == first
        with pytest.raises(AttributeError):
            await parse(f"{text}!")
    assert "xylophonous" not in repr(vars(comedos_agent.processor._parses))


async def test_a_message_is_parsed_anew_on_another_day(
    comedos_agent: ComedoAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    await comedos_agent.processor.parse_message(UserMessage("since January"))
    monkeypatch.setattr(comedo.processor, "date", Mock(today=lambda: date(2030, 1, 1)))
    monkeypatch.setattr(comedos_agent.processor, "graph_runner", None)
    with pytest.raises(AttributeError):
        await comedos_agent.processor.parse_message(UserMessage("since January"))


async def test_only_the_latest_parses_are_remembered(
    comedos_agent: ComedoAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "REMEMBERED", 2)
    monkeypatch.setattr(comedos_agent.processor, "_parses", recent.RecentResults())
    for text in ("yes", "no", "yes", "maybe"):
        await comedos_agent.processor.parse_message(UserMessage(text))
    monkeypatch.setattr(comedos_agent.processor, "graph_runner", None)
    await comedos_agent.processor.parse_message(UserMessage("yes"))
    with pytest.raises(AttributeError):
        await comedos_agent.processor.parse_message(UserMessage("no"))


def test_rules_see_the_same_recent_states() -> None:
    events: list[Event] = [ActionExecuted(ACTION_LISTEN_NAME)]
    for number in range(5):
        events += [
            UserUttered(str(number), {"name": "inform"}),
            SlotSet("mild", number % 2 == 0),
            ActionExecuted("action_advise"),
            ActionExecuted(ACTION_LISTEN_NAME),
        ]
    events.append(UserUttered("5", {"name": "inform"}))
    whole = DialogueStateTracker.from_events("anna", events, DOMAIN.slots)
    ours = Conversation("anna", DOMAIN.slots)
    ours.update_with_events(events, DOMAIN)
    recent = ours.past_states(DOMAIN)
    assert len(recent) < len(whole.past_states(DOMAIN))
    assert recent[-3:] == whole.past_states(DOMAIN)[-3:]


def test_a_copy_of_a_conversation_is_as_rasa_makes_it_and_stays_as_it_is() -> None:
    ours = Conversation("anna", DOMAIN.slots)
    events: list[Event] = [
        ActionExecuted(ACTION_LISTEN_NAME),
        UserUttered("yes", {"name": "inform"}),
        ActiveLoop("form"),
        SlotSet("mild", value=True),
        FollowupAction("action_advise"),
    ]
    ours.update_with_events(events, DOMAIN)
    copied, rasas = ours.copy(), DialogueStateTracker.copy(ours)
    everything = EventVerbosity.ALL
    assert copied.current_state(everything) == rasas.current_state(everything)
    state = ours.current_state(everything)
    copied.update_with_events(
        [SlotSet("mild", value=False), LoopInterrupted(True), ActionExecuted("action_advise")],
        DOMAIN,
    )
    assert copied.current_state(everything) != state
    assert ours.current_state(everything) == state


def test_an_action_gets_the_active_loop_that_rasa_would_send() -> None:
    tracker = DialogueStateTracker.from_events(
        "anna", [UserUttered("yes", {"name": "inform"}), ActiveLoop("form")], DOMAIN.slots
    )
    assert tracker.current_state()["active_loop"] == asdict(tracker.active_loop)


def test_a_copied_slot_has_a_value_of_its_own() -> None:
    (slot,) = DOMAIN.slots[:1]
    copied = copy.copy(slot)
    assert (type(copied), vars(copied)) == (type(slot), vars(slot))
    copied.value = True
    assert slot.value is None


@pytest.mark.parametrize("module", [processor, forms, rule_policy])
def test_rasa_copies_only_what_it_logs_where_nothing_is_copied_for_logs(module: ModuleType) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    logged = [
        ast.unparse(argument.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for argument in call.keywords
    ]
    copied = [
        ast.unparse(call)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("copy.")
    ]
    assert copied
    assert sorted(copied) == sorted(what for what in logged if what.startswith("copy."))


def test_a_form_sees_the_tracker_that_rasa_would_make() -> None:
    told: list[Event] = [
        ActionExecuted(ACTION_LISTEN_NAME),
        UserUttered("yes", {"name": "inform"}),
        ActiveLoop("some_form"),
        SlotSet(REQUESTED_SLOT, "mild"),
    ]
    ours = Conversation("anna", DOMAIN.slots)
    ours.update_with_events(told, DOMAIN)
    before = ours.current_state(EventVerbosity.ALL)
    form = forms.FormAction("some_form", None)
    temporary = form._temporary_tracker(ours, [SlotSet("mild", value=True)], DOMAIN)
    rasas = DialogueStateTracker.from_events(
        "anna",
        [
            *told,
            SlotSet(REQUESTED_SLOT, "mild"),
            ActionExecuted("some_form"),
            SlotSet("mild", value=True),
        ],
        DOMAIN.slots,
    )
    assert list(temporary.events) == list(rasas.events)
    for known in (
        "slots",
        "latest_message",
        "latest_action_name",
        "active_loop",
        "followup_action",
    ):
        assert temporary.current_state()[known] == rasas.current_state()[known]
    assert ours.current_state(EventVerbosity.ALL) == before


@pytest.mark.parametrize("intent", ["greet", "ask_cost", "assess", "nlu_fallback"])
def test_rasa_would_find_no_rule_on_a_text(comedos_agent: ComedoAgent, intent: str) -> None:
    domain = comedos_agent.domain
    tracker = DialogueStateTracker.from_events(
        "anna",
        [ActionExecuted(ACTION_LISTEN_NAME), UserUttered("hello", {"name": intent})],
        domain.slots,
    )
    nodes = comedos_agent.processor.graph_runner._nodes.values()
    (policy,) = [n._component for n in nodes if isinstance(n._component, rule_policy.RulePolicy)]
    assert rasa_fast._find_action_from_rules(policy, tracker, domain, True)[0] is None
    assert policy._find_action_from_rules(tracker, domain, True)[0] is None


def test_where_a_rule_is_on_a_text_it_is_still_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_fast, "_find_action_from_rules", Mock(return_value=("action", "", 0)))
    policy = Mock(lookup={rule_policy.RULES: {'[{"user": {"text": "hi"}}]': "action"}})
    find = rule_policy.RulePolicy._find_action_from_rules
    assert find(policy, Mock(), DOMAIN, True) == ("action", "", 0)


def test_only_an_empty_domain_is_empty() -> None:
    assert Domain.empty().is_empty()
    assert not DOMAIN.is_empty()


def test_every_event_is_still_known_by_its_name() -> None:
    assert Event.resolve_by_type("slot") is SlotSet
    with pytest.raises(ValueError, match="Unknown event"):
        Event.resolve_by_type("no such event")


def test_what_an_action_server_answers_is_still_checked() -> None:
    action = RemoteAction("action_advise", EndpointConfig("http://localhost"))
    assert action._validate_action_result({"events": [], "responses": []})
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": "none"})


async def test_actions_in_process_get_the_domain_without_its_being_sent() -> None:
    actions = InProcessActions()
    actions.domain = DOMAIN.as_dict()
    action = RemoteAction("action_advise", actions)
    tracker = DialogueStateTracker.from_events("anna", [], DOMAIN.slots)
    assert "domain" not in action._action_call_format(tracker, DOMAIN)
