"""A pressed button is typed text: each must be understood as what it says."""

import pytest

from actions.triage.facts import UNKNOWN
from actions.triage.questions import NONE_OF_THESE, NOT_SURE, QUESTIONS, RATHER_NOT_SAY, Asking
from comedo.understanding import read

CHOICES = {
    "urgent_signs": {NONE_OF_THESE: False, "Yes, at least one": True},
    "amount": {
        "Just a few": True,
        "More than a few": False,
        "A few, but not getting better": False,
    },
    "care": {"No routine": 0, "About 4 weeks": 4, "About 8 weeks": 8, "12 weeks or more": 12},
}


def asked_about_one():
    for question in QUESTIONS:
        if question.id == "age":
            continue  # its only choice is a refusal, see below
        for fact in question.items:
            asking = Asking(question, (fact,))
            expected = CHOICES.get(question.id, {"Yes": True, "No": False})
            for choice in asking.choices:
                value = UNKNOWN if choice == NOT_SURE else expected[choice]
                yield pytest.param(choice, fact, value, id=f"{fact}: {choice}")


@pytest.mark.parametrize(("choice", "fact", "value"), asked_about_one())
def test_a_choice_answers_the_question_about_one_fact(choice, fact, value):
    facts = dict(read(choice, [fact]).facts)
    assert facts.pop(fact, None) == value
    assert facts in ({}, {"persistent": True}), "not getting better is said beside the amount"


def test_the_age_can_be_kept_back():
    assert read(RATHER_NOT_SAY, ["age"]).answer == "not_sure"


def lists():
    for question in QUESTIONS:
        if len(question.items) > 1:
            yield pytest.param(question, id=question.id)


@pytest.mark.parametrize("question", lists())
def test_an_item_of_a_list_means_just_that_fact(question):
    asked = tuple(question.items)
    for fact, item in question.items.items():
        facts = read(item, asked).facts
        assert facts.get(fact) is True, item
        assert not [name for name in asked if name != fact and facts.get(name) is True], item


@pytest.mark.parametrize("question", [p for p in lists() if p.id != "course"])
def test_several_items_can_be_chosen_at_once(question):
    asked = tuple(question.items)
    first, second = list(question.items)[:2]
    facts = read(f"{question.items[first]}, {question.items[second]}", asked).facts
    assert facts.get(first) is True
    assert facts.get(second) is True


@pytest.mark.parametrize("question", lists())
def test_none_of_these_and_not_sure_answer_the_whole_list(question):
    asked = tuple(question.items)
    assert read(NONE_OF_THESE, asked).facts == dict.fromkeys(asked, False)
    assert read(NOT_SURE, asked).facts == dict.fromkeys(asked, UNKNOWN)
