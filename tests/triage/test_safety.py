"""The safety screen: what it must see, what it must leave alone, and that nothing upsets it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.triage.safety import Signs, screen
from actions.triage.safety.phrases import DATA

MESSAGES = yaml.safe_load(
    Path(__file__).with_name("safety_messages.yml").read_text(encoding="utf-8")
)
EXPECTED = {
    "crisis": {"crisis"},
    "crisis_emergency": {"crisis", "emergency"},
    "red_flag": {"red_flag"},
    "emergency": {"red_flag", "emergency"},
    "distress": {"distress"},
}
POSITIVES = [(kind, text) for kind in EXPECTED for text in MESSAGES[kind]]
DANGERS = [text for kind, text in POSITIVES if kind != "distress"]
MINIMISING = ["it's probably nothing but {}", "{} but i'm sure it's fine", "lol {}", "{} haha",
              "don't worry about me, {}", "mum says it's nothing. {}"]


def shown(signs: Signs) -> set[str]:
    return {name for name, value in vars(signs).items() if value}


@pytest.mark.parametrize(("kind", "text"), POSITIVES)
def test_sees(kind: str, text: str) -> None:
    assert EXPECTED[kind] <= shown(screen(text))


@pytest.mark.parametrize("text", MESSAGES["distress"])
def test_distress_is_not_danger(text: str) -> None:
    assert shown(screen(text)) == {"distress"}


@pytest.mark.parametrize("text", MESSAGES["none"])
def test_leaves_alone(text: str) -> None:
    assert screen(text) == Signs()
