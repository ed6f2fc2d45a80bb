"""Vignettes are played as they say, and what goes wrong is counted."""

import json
from pathlib import Path

import pytest

from comedo.testing.vignettes import STYLES, play_vignette, play_vignettes, report, spoken

SAMPLE = Path("../shared/vignettes_sample.json")
VIGNETTE = {
    "id": "T1",
    "opening": "hello",
    "facts": {"a": True, "b": False, "c": None, "d": True, "age": 24.0, "mild": True},
    "answers": {"a": "a indeed", "b": "not b"},
    "opening_facts": {},
    "expected": {"acceptable": ["continue_care"], "also_all": [], "also_none": []},
}
ADVICE = {"kind": "recommendation", "outcome": "continue_care", "also": [], "facts": {}}


class Interviewer:
    """Asks its questions one after the other, and then gives its advice."""

    def __init__(self, *questions, advice=ADVICE):
        self.questions = list(questions)
        self.advice = advice
        self.heard = []

    async def send(self, sender, text, metadata=None):
        self.heard.append(text)
        if self.questions:
            return [{"custom": {"kind": "question", "asks": self.questions.pop(0), "facts": {}}}]
        return [{"text": "So:"}, {"custom": self.advice}]


def test_a_person_says_their_own_words_or_the_plainest():
    facts = {**VIGNETTE["facts"], "weeks_of_consistent_care": 8.7}
    said = [spoken({**VIGNETTE, "facts": facts}, fact) for fact in facts]
    assert said == ["a indeed", "not b", "I'm not sure", "yes", "24", "yes", "about 8.7 weeks"]


@pytest.mark.parametrize(
    ("style", "asked", "said"),
    [
        ("what applies", ["a", "b", "c"], "a indeed. I'm not sure"),
        ("what applies", ["b", "x"], "none of those"),
        ("what applies", ["b"], "not b"),
        ("everything", ["a", "b"], "a indeed. not b"),
        ("yes or no", ["a", "b"], "yes"),
        ("the first", ["b", "a", "d"], "a indeed"),
    ],
)
async def test_the_styles_of_answering(style, asked, said):
    vignette = {**VIGNETTE, "facts": {**VIGNETTE["facts"], "x": False}}
    bot = Interviewer(asked if len(asked) > 1 else asked[0])
    await play_vignette(vignette, bot, STYLES[style])
    assert bot.heard == ["hello", said]


async def test_a_vignette_that_goes_as_expected_passes():
    played = await play_vignette(VIGNETTE, Interviewer("a"))
    assert played.passed
    assert "T1" in report([played])
    assert "1 of 1 as expected" in report([played])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"advice": {**ADVICE, "outcome": "urgent_care"}}, "expected continue_care"),
        ({"expected": {"also_all": ["wait"]}}, "without wait"),
        ({"advice": {**ADVICE, "also": ["cut"]}, "expected": {"also_none": ["cut"]}}, "with cut"),
        ({"opening_facts": {"a": True}}, "asked for a again"),
        (
            {
                "advice": {**ADVICE, "outcome": "consider_extraction"},
                "expected": {"acceptable": ["consider_extraction"]},
            },
            "contraindicated extraction",
        ),
    ],
)
async def test_what_goes_wrong_is_told(change, problem):
    vignette = {
        **VIGNETTE,
        "opening_facts": change.get("opening_facts", {}),
        "expected": {**VIGNETTE["expected"], **change.get("expected", {})},
    }
    played = await play_vignette(vignette, Interviewer("a", advice=change.get("advice", ADVICE)))
    assert not played.passed
    assert problem in report([played])


async def test_a_bot_that_asks_for_ever_gives_no_advice():
    played = await play_vignette(VIGNETTE, Interviewer(*["a"] * 50))
    assert not played.passed
    assert "no advice" in report([played])


async def test_a_misread_answer_is_told():
    played = await play_vignette(VIGNETTE, Interviewer(advice={**ADVICE, "facts": {"a": False}}))
    assert played.misread == ["a = False ← hello (asked: )"]


async def test_a_file_is_played_vignette_by_vignette(tmp_path):
    path = tmp_path / "vignettes.json"
    path.write_text(json.dumps([VIGNETTE, VIGNETTE]))
    assert len(await play_vignettes(path, Interviewer())) == 2


if SAMPLE.exists():

    def test_the_sample_goes_as_expected(conversation_stage):
        results = conversation_stage.run(play_vignettes(SAMPLE, conversation_stage.bot))
        assert all(played.passed for played in results), report(results)
