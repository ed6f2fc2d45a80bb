"""Reads scripted conversations: Rasa Pro's end-to-end test cases, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

ACTS = ("user", "answers")
"""The steps that say something to the bot."""

ASSERTIONS = (
    "bot",
    "no_bot",
    "utter",
    "buttons",
    "custom",
    "no_custom",
    "slot_was_set",
    "slot_was_not_set",
)
"""The steps that expect something of the turn before them."""


class UnreadableCase(Exception):
    """A file of test cases that does not follow the format; the message says where and why."""


@dataclass(frozen=True)
class Step:
    """A line of the conversation: what is said, or what is expected of the bot's turn."""

    line: int
    kind: str
    value: Any
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A conversation to play. Lines count from 1; `slots` are set before it begins."""

    path: Path
    line: int
    name: str
    steps: tuple[Step, ...]
    slots: Mapping[str, Any] = field(default_factory=dict)


def read_cases(path: Path) -> list[Case]:
    """The test cases of a file.

    Raises:
        UnreadableCase: the file does not follow the format.
    """
    try:
        content = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableCase(f"{path}:{line}: {error.problem}") from error
    if not isinstance(content, dict) or not content.get("test_cases"):
        raise UnreadableCase(f"{path}:1: there are no test_cases")
    return [_File(path, content).case(number) for number in range(len(content["test_cases"]))]


class _File:
    def __init__(self, path: Path, content: Any) -> None:
        self._path = path
        self._cases = content["test_cases"]
        self._fixtures = _named(content.get("fixtures"))
        self._metadata = _named(content.get("metadata"))

    def case(self, number: int) -> Case:
        case, line = self._cases[number], self._cases.lc.item(number)[0] + 1
        if not isinstance(case, dict) or not case.get("test_case") or not case.get("steps"):
            raise self._error(line, "a test case needs a test_case (its name) and steps")
        slots: dict[str, Any] = {}
        for name in case.get("fixtures") or ():
            slots.update(self._look_up(self._fixtures, name, line))
        for_all = self._look_up(self._metadata, case.get("metadata"), line)
        steps = tuple(self._step(case["steps"], i, for_all) for i in range(len(case["steps"])))
        if steps[0].kind not in ACTS:
            raise self._error(steps[0].line, "the first step must be the user's")
        return Case(self._path, line, str(case["test_case"]), steps, slots)

    def _step(self, steps: Any, number: int, for_all: Mapping[str, Any]) -> Step:
        step, line = steps[number], steps.lc.item(number)[0] + 1
        kinds = [key for key in step if key != "metadata"] if isinstance(step, dict) else []
        if len(kinds) != 1 or kinds[0] not in (*ACTS, *ASSERTIONS):
            raise self._error(line, f"a step is one of {', '.join((*ACTS, *ASSERTIONS))}")
        metadata = {**for_all, **self._look_up(self._metadata, step.get("metadata"), line)}
        return Step(line, kinds[0], step[kinds[0]], metadata)

    def _look_up(
        self, where: Mapping[str, Mapping[str, Any]], name: str | None, line: int
    ) -> Mapping[str, Any]:
        if name is None:
            return {}
        if name not in where:
            raise self._error(line, f"{name} is not defined in this file")
        return where[name]

    def _error(self, line: int, problem: str) -> UnreadableCase:
        return UnreadableCase(f"{self._path}:{line}: {problem}")


def _named(section: Any) -> dict[str, dict[str, Any]]:
    """A section like ``- adult: [{age: 24}]`` or ``- phone: {os: …}``, by name."""
    named: dict[str, dict[str, Any]] = {}
    for entry in section or ():
        for name, values in entry.items():
            parts = values if isinstance(values, list) else [values]
            named[name] = {key: value for part in parts for key, value in part.items()}
    return named
