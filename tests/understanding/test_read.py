"""What people write, and the facts that must be read from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from comedo.understanding import Reading, read
from comedo.understanding.pipeline import pipeline

TODAY = date(2026, 11, 23)
CASES = Path(__file__).parent / "cases"
CARE = "weeks_of_consistent_care"
OF_SEVERAL_FACTS = {"durations", "ages", "messages", "several", "signs", "exactly"}
SIGNS = {"hormonal_signs", "asked_by_parent"}
VALUES = {"true": True, "false": False, "unknown": "unknown", "absent": None}


def load(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))


def by_fact() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yml")):
        if path.stem in OF_SEVERAL_FACTS:
            continue
        for how, groups in load(path.stem).items():
            asked = (path.stem,) if how == "asked" else ()
            yield from rows(path.stem, groups, asked)
    for fact, groups in load("signs").items():
        yield from rows(fact, groups, ())


def rows(fact: str, groups: dict[Any, list[str]], asked: tuple[str, ...]) -> Iterator[Any]:
    for value, texts in groups.items():
        for text in texts:
            expected = VALUES[str(value).lower()]
            yield pytest.param(text, asked, fact, expected, id=f"{fact}-{text[:60]}")


@pytest.mark.parametrize(("text", "asked", "fact", "expected"), list(by_fact()))
def test_fact(text: str, asked: tuple[str, ...], fact: str, expected: Any) -> None:
    assert read(text, asked, TODAY).facts.get(fact) == expected


@pytest.mark.parametrize(("text", "weeks"), load("durations")["care"].items())
def test_weeks_of_care_told_unasked(text: str, weeks: float) -> None:
    assert read(text, (), TODAY).facts.get(CARE) == pytest.approx(weeks, abs=0.3)


@pytest.mark.parametrize("text", load("durations")["none"])
def test_other_stretches_of_time_are_not_weeks_of_care(text: str) -> None:
    assert CARE not in read(text, (), TODAY).facts


@pytest.mark.parametrize(("text", "weeks"), load("durations")["asked"].items())
def test_weeks_of_care_answered(text: str, weeks: float | str) -> None:
    value = read(text, (CARE,), TODAY).facts.get(CARE)
    assert value == (weeks if weeks == "unknown" else pytest.approx(weeks, abs=0.3))


@pytest.mark.parametrize(("text", "age"), load("ages")["unasked"].items())
def test_age_told_unasked(text: str, age: float) -> None:
    assert read(text).facts.get("age") == age


@pytest.mark.parametrize("text", load("ages")["none"])
def test_other_numbers_are_no_age(text: str) -> None:
    assert "age" not in read(text).facts


@pytest.mark.parametrize(("text", "age"), load("ages")["asked"].items())
def test_age_answered(text: str, age: float) -> None:
    assert read(str(text), ("age",)).facts.get("age") == age


@pytest.mark.parametrize("case", load("messages"), ids=lambda case: case["text"][:60])
def test_message_of_several_facts(case: dict[str, Any]) -> None:
    facts = read(case["text"], (), TODAY).facts
    assert {fact: facts.get(fact) for fact in case["facts"]} == pytest.approx(
        case["facts"], abs=0.3
    )
    assert not set(case.get("absent", ())) & facts.keys()


@pytest.mark.parametrize("case", load("exactly"), ids=lambda case: case["text"][:60])
def test_message_tells_these_facts_and_no_others(case: dict[str, Any]) -> None:
    facts = read(case["text"], case.get("asked", ()), TODAY).facts
    told = {fact: value for fact, value in facts.items() if fact not in SIGNS}
    assert told == pytest.approx(case["facts"], abs=0.6)


@pytest.mark.parametrize("case", load("several"), ids=lambda case: case["text"][:60])
def test_reply_to_a_question_about_several_facts(case: dict[str, Any]) -> None:
    facts = read(case["text"], case["asked"], TODAY).facts
    named = {*case["asked"], *case["facts"]}
    assert {fact: facts[fact] for fact in facts if fact in named} == case["facts"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yep", "yes"),
        ("nah not rly", "no"),
        ("idk", "not_sure"),
        ("my skin is bumpy", None),
        ("my acne always comes back when I stop using the cream", None),
        ("well no, it only itches a little bit in the evening", "no"),
        ("maybe?", "not_sure"),
    ],
)
def test_bare_polarity(text: str, answer: str | None) -> None:
    assert read(text).answer == answer


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("sometimes", "turns_inflamed"),
        ("kinda", "barrier_irritated"),
        ("probably not", "active_infection"),
        ("on n off", CARE),
        ("for months", CARE),
        ("yes, it is calm", "barrier_irritated"),
        ("my wife says it looks infected", "active_infection"),
    ],
)
def test_what_is_not_plain_is_doubtful(text: str, fact: str) -> None:
    reading = read(text, (fact,), TODAY)
    assert fact in reading.facts
    assert fact in reading.doubtful


@pytest.mark.parametrize(
    ("text", "fact"), [("yes", "cystic_acne"), ("no", "mild"), ("ten weeks", CARE)]
)
def test_a_plain_answer_is_not_doubtful(text: str, fact: str) -> None:
    assert not read(text, (fact,), TODAY).doubtful


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wihteheds", "whiteheads"),
        ("peroxid", "peroxide"),
        ("monhts", "months"),
        ("awya", "away"),
        ("brning", "burning"),
        ("cloged", "clogged"),
        ("infectn", "infection"),
        ("sensatvie", "sensitive"),
        ("sooooore", "sore"),
        # Words, names and brands of their own.
        ("carve", "carve"),
        ("costco", "costco"),
        ("nivea", "nivea"),
        ("sephora", "sephora"),
    ],
)
def test_misspelt_words_are_put_right_and_others_left_alone(typed: str, meant: str) -> None:
    assert [word.text for word in pipeline().nlp(typed)] == [meant]


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300), st.lists(st.sampled_from([CARE, "age", "mild", "red_flag"]), unique=True)
)
def test_any_text_is_read(text: str, asked: list[str]) -> None:
    assert isinstance(read(text, asked), Reading)


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "no " * 5_000, "bumps, " * 2_000, "…" * 10_000, "8 " * 5_000]
)
@pytest.mark.timeout(10)
def test_a_very_long_text_is_read_in_bounded_time(text: str) -> None:
    assert isinstance(read(text, ("mild",)), Reading)
