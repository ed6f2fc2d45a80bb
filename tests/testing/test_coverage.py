"""The scripted conversations cover what the bot can hear, advise and be told."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.triage.decision import Also, Outcome
from actions.triage.facts import FACTS
from comedo.testing.cases import Case, read_cases

CONVERSATIONS = Path("tests/conversations")
INTENTS = YAML(typ="safe").load(Path("domain.yml"))["intents"]
QUESTIONS = [name for name in INTENTS if name.startswith("ask_")]
AT_LEAST = 90


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case for path in sorted(CONVERSATIONS.rglob("*.yml")) for case in read_cases(path)]


def expected(cases: list[Case]) -> Iterator[Mapping[str, Any]]:
    for case in cases:
        for step in case.steps:
            if step.kind == "custom":
                yield step.value


def test_there_are_enough_conversations_with_names_of_their_own(cases):
    names = [(case.path, case.name) for case in cases]
    assert len(set(names)) == len(names) >= AT_LEAST


def test_every_outcome_and_every_addition_is_expected_somewhere(cases):
    customs = list(expected(cases))
    assert {c.get("outcome") for c in customs} >= {outcome.value for outcome in Outcome}
    assert {also for c in customs for also in c.get("also", [])} >= {also.value for also in Also}


@pytest.mark.parametrize("fact", [name for name, fact in FACTS.items() if fact.asked])
def test_every_fact_is_read_somewhere(cases, fact):
    values = [c["facts"][fact] for c in expected(cases) if fact in c.get("facts", {})]
    assert any(value is not None for value in values)


@pytest.mark.parametrize("topic", QUESTIONS)
def test_every_question_is_answered_in_the_middle_and_the_pending_one_put_again(cases, topic):
    """In one turn, what was asked is answered, and then what was pending is asked."""
    assert any(
        {"answer", "question"} <= kinds and topic in topics for kinds, topics in turns(cases)
    ) or any({"notice", "question"} <= kinds and topic in topics for kinds, topics in turns(cases))


@pytest.mark.parametrize("fact", [name for name, fact in FACTS.items() if fact.asked])
def test_every_fact_is_put_right_somewhere(cases, fact):
    corrections = [case for case in cases if case.path.parent.name == "corrections"]
    assert any(c.get("facts", {}).get(fact) is not None for c in expected(corrections))


def turns(cases: list[Case]) -> Iterator[tuple[set[str], set[str]]]:
    """The kinds and topics that are expected of each turn."""
    for case in cases:
        kinds: set[str] = set()
        topics: set[str] = set()
        for step in case.steps:
            if step.kind in ("user", "answers"):
                yield kinds, topics
                kinds, topics = set(), set()
            elif step.kind == "custom":
                kinds.add(step.value.get("kind", ""))
                topics.add(step.value.get("topic", ""))
        yield kinds, topics


def test_every_intent_is_heard(cases, conversation_stage):
    """By what the model makes of the messages, which may differ from what was meant."""
    texts = {
        str(step.value)
        for case in cases
        for step in case.steps
        if step.kind == "user" and step.value
    }
    heard = conversation_stage.run(intents_of(conversation_stage.bot, texts))
    assert heard >= set(INTENTS)


async def intents_of(bot: Any, texts: set[str]) -> set[str]:
    return {(await bot.agent.parse_message(text))["intent"]["name"] for text in texts}
