"""Which questions are asked: all that matter, none that do not, the urgent ones first."""

import random
import statistics
from collections import Counter

from personas import AGES, SIGNS, WEEKS, anyone, plausible

from actions.triage.decision import Outcome, decide
from actions.triage.facts import FACTS, UNKNOWN
from actions.triage.questions import QUESTIONS, next_question, questions_left


def play(person, known=None):
    """Answer all questions as the person would; the facts at the end and what was asked."""
    facts, askings = dict(known or {}), []
    while asking := next_question(facts):
        askings.append(asking)
        facts.update({fact: person[fact] for fact in asking.asks})
    return facts, askings


def test_a_thousand_people_answer_at_most_12_questions_and_8_in_the_median(record_property):
    counts = [len(play(plausible(random.Random(seed)))[1]) for seed in range(1000)]
    record_property("questions", sorted(Counter(counts).items()))
    assert statistics.median(counts) <= 8
    assert max(counts) <= 12


def test_nobody_at_all_is_asked_more_than_12_questions():
    assert max(len(play(anyone(random.Random(seed)))[1]) for seed in range(2000)) <= 12


def test_red_flags_are_screened_first_in_one_question():
    assert next_question({}).asks == ("red_flag",)


def test_asking_ends_with_the_advice_that_full_knowledge_would_give():
    """Whatever was known at the start, and so in whatever order the facts arrived."""
    for seed in range(1500):
        rng = random.Random(seed)
        person = anyone(rng)
        known = {n: v for n, v in person.items() if n in SIGNS or rng.random() < 0.4}
        facts, _ = play(person, known)
        end, full = decide(facts), decide(person)
        assert end.outcome is full.outcome, (person, known)
        if full.outcome is not Outcome.URGENT_CARE:  # where nothing more is asked
            assert end.also == full.also, (person, known)


def test_whatever_is_asked_can_still_change_the_advice():
    for seed in range(250):
        rng = random.Random(seed)
        person = anyone(rng)
        facts = {n: v for n, v in person.items() if n in SIGNS or rng.random() < 0.3}
        while asking := next_question(facts):
            for fact in asking.asks:
                assert can_matter(fact, facts, rng), (fact, facts)
            facts.update({fact: person[fact] for fact in asking.asks})


def can_matter(fact, known, rng):
    values = (AGES if fact == "age" else WEEKS) if FACTS[fact].numeric else (True, False)
    for _ in range(3000):
        rest = anyone(rng, unknown=0.05, signs=0)
        decisions = [decide({**rest, **known, fact: value}) for value in values]
        if len({(d.outcome, d.also) for d in decisions}) > 1:
            return True
    return False


def test_nothing_is_asked_twice():
    for seed in range(500):
        _, askings = play(anyone(random.Random(seed)))
        asked = [fact for asking in askings for fact in asking.asks]
        assert len(asked) == len(set(asked))


def test_what_is_known_is_never_asked():
    for seed in range(500):
        rng = random.Random(seed)
        person = anyone(rng)
        known = {n: v for n, v in person.items() if rng.random() < 0.5}
        _, askings = play(person, known)
        assert not {fact for asking in askings for fact in asking.asks} & known.keys()


def test_questions_left_reaches_zero_with_the_last_answer():
    facts, _ = play(plausible(random.Random(3)))
    assert questions_left({}) > 0
    assert questions_left(facts) == 0


def test_every_fact_has_exactly_one_question():
    covered = Counter(fact for question in QUESTIONS for fact in question.items)
    assert covered == Counter(name for name, fact in FACTS.items() if fact.asked)


def test_each_fact_of_a_list_can_be_asked_alone():
    for question in QUESTIONS:
        if len(question.items) > 1:
            assert question.alone.keys() == question.items.keys()


def test_not_knowing_is_an_answer_to_every_question():
    person = {name: UNKNOWN for name, fact in FACTS.items() if fact.asked}
    facts, _ = play(person)
    assert decide(facts).settled
