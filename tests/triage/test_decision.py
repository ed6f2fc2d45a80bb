"""The decision over the fact space, held against a second reading of the contract."""

import random
from dataclasses import replace

import pytest
from personas import AGES, WEEKS, anyone

from actions.triage import rules
from actions.triage.decision import Also, Decision, Outcome, decide
from actions.triage.facts import FACTS, UNKNOWN, Facts
from actions.triage.rules import RULE, RULES

PEOPLE = [anyone(random.Random(seed)) for seed in range(4000)]
AGAINST = ("active_infection", "cystic_acne", "barrier_irritated", "very_sensitive", "mild")


def by_the_contract(f: Facts) -> tuple[str, set[str]]:
    """The decision order of the contract for a complete set of facts, read straight from it."""

    def is_true(name: str) -> bool:
        return f.get(name) is True

    def number(name: str) -> float | None:
        value = f[name]
        return None if value == UNKNOWN else float(value)

    weeks, age = number("weeks_of_consistent_care"), number("age")
    retinoid_in_pregnancy = is_true("pregnant") and is_true("topical_retinoid")
    enough = weeks is not None and weeks >= 8
    s20 = enough and is_true("persistent")
    reason_for = s20 or any(
        map(is_true, ("widespread_congestion", "turns_inflamed", "blocks_treatment"))
    )
    booking = (
        (enough and is_true("keeps_returning"))
        or retinoid_in_pregnancy
        or any(
            map(
                is_true,
                ("unsure_what_is_safe", "confidence_affected", "hormonal_or_medical_trigger"),
            )
        )
    )
    also: set[str] = set()
    isotretinoin_in_pregnancy = is_true("pregnant") and is_true("oral_isotretinoin")
    if is_true("crisis") or is_true("red_flag") or isotretinoin_in_pregnancy:
        if is_true("crisis"):
            also.add("crisis_lines")
        if is_true("emergency"):
            also.add("emergency_services")
        if isotretinoin_in_pregnancy:
            also.add("ask_prescriber")
        return "urgent_care", also
    elsewhere = set()
    if is_true("look_alike"):
        elsewhere.add("look_alike_check")
    if age is not None and age < 9:
        elsewhere.add("see_paediatrician")
    if is_true("active_infection"):
        outcome = "postpone_extraction"
        also.add("prompt_medical_review")
    elif elsewhere:
        outcome = "book_dermatologist"
        also |= elsewhere
    elif is_true("cystic_acne"):
        outcome = "book_dermatologist"
        also.add("no_extraction_now")
    elif is_true("barrier_irritated") or is_true("very_sensitive"):
        outcome = "postpone_extraction"
        if reason_for or booking:
            also.add("book_once_calm")
    elif is_true("mild"):
        outcome = "book_dermatologist" if booking else "continue_care"
        if booking:
            also.add("no_extraction_now")
    elif reason_for:
        clear = all(f[name] is False for name in AGAINST)
        outcome = "consider_extraction" if clear else "book_dermatologist"
    elif booking:
        outcome = "book_dermatologist"
    else:
        outcome = "continue_care"
    if outcome == "continue_care" and weeks is not None and weeks < 8:
        also.add("recheck_at_8_to_10_weeks")
        if weeks == 0:
            also.add("start_simple_routine")
    if outcome == "consider_extraction" and s20 and weeks < 10:
        also.add("in_8_to_10_week_window")
    if is_true("self_extraction"):
        also.add("stop_self_extraction")
    if retinoid_in_pregnancy:
        also.add("pause_retinoid_ask_prescriber")
    if is_true("oral_isotretinoin"):
        also.add("ask_prescriber")
    if age is not None and 9 <= age < 18 and not is_true("asked_by_parent"):
        also.add("involve_guardian")
    if is_true("distress"):
        also.add("support_for_distress")
    if is_true("hormonal_signs"):
        also.add("gp_for_hormonal_signs")
    return outcome, also


def advice(decision: Decision) -> tuple[str, set[str]]:
    return decision.outcome.value, {also.value for also in decision.also}


def test_follows_the_contract_over_the_fact_space():
    for facts in PEOPLE:
        assert advice(decide(facts)) == by_the_contract(facts), facts


def test_complete_facts_leave_nothing_to_ask():
    for facts in PEOPLE:
        assert decide(facts).settled, facts


def test_never_considers_extraction_with_a_reason_against_true_or_unknown():
    for facts in PEOPLE:
        if decide(facts).outcome is Outcome.CONSIDER_EXTRACTION:
            assert all(facts[name] is False for name in AGAINST), facts


def test_never_considers_extraction_before_every_reason_against_was_answered():
    for number, complete in enumerate(PEOPLE):
        rng = random.Random(number)
        partial = {name: value for name, value in complete.items() if rng.random() < 0.7}
        if decide(partial).outcome is Outcome.CONSIDER_EXTRACTION:
            unanswered = {name for name in AGAINST if partial.get(name) is not False}
            # No change in 8 weeks of care answers for "mild".
            assert unanswered <= {"mild"}, partial
            assert not unanswered or (
                partial["persistent"] is True and partial["weeks_of_consistent_care"] >= 8
            )


@pytest.mark.parametrize(
    "danger",
    [{"red_flag": True}, {"crisis": True}, {"pregnant": True, "oral_isotretinoin": True}],
    ids=str,
)
def test_danger_always_wins(danger):
    for facts in PEOPLE:
        decision = decide({**facts, **danger})
        assert decision.outcome is Outcome.URGENT_CARE
        assert decision.settled
    assert decide(danger).settled, "nothing needs to be asked before urgent care is advised"


def urgency(decision: Decision) -> int:
    """3 urgent, 2 a doctor within days, 1 a visit to be booked, 0 care at home."""
    if decision.outcome is Outcome.URGENT_CARE:
        return 3
    if Also.PROMPT_MEDICAL_REVIEW in decision.also:
        return 2
    visit = (Outcome.CONSIDER_EXTRACTION, Outcome.BOOK_DERMATOLOGIST)
    return 1 if decision.outcome in visit or Also.BOOK_ONCE_CALM in decision.also else 0


@pytest.mark.parametrize(
    "fact",
    [
        "red_flag",
        "crisis",
        "active_infection",
        "cystic_acne",
        "unsure_what_is_safe",
        "confidence_affected",
        "hormonal_or_medical_trigger",
        "keeps_returning",
        "turns_inflamed",
        "widespread_congestion",
        "blocks_treatment",
    ],
)
def test_more_alarming_facts_never_lower_the_urgency(fact):
    for facts in PEOPLE:
        calm, alarmed = decide({**facts, fact: False}), decide({**facts, fact: True})
        assert urgency(alarmed) >= urgency(calm), facts


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_reachable(outcome):
    assert any(decide(facts).outcome is outcome for facts in PEOPLE)


@pytest.mark.parametrize("also", Also)
def test_everything_beside_the_outcome_is_reachable(also):
    in_danger = [{"crisis": True}, {"red_flag": True, "emergency": True}]
    assert any(also in decide(facts).also for facts in [*PEOPLE, *in_danger])


def test_the_order_of_facts_does_not_matter():
    for number, facts in enumerate(PEOPLE[:500]):
        items = list(facts.items())
        random.Random(number).shuffle(items)
        assert decide(dict(items)) == decide(facts)


def never(value):
    return False


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("change", ["dropped", "inverted"])
def test_every_rule_is_needed(rule, change, monkeypatch):
    def invert(term):
        return replace(term, test=lambda value, test=term.test: not test(value))

    terms = (
        (replace(rule.terms[-1], test=never),)
        if change == "dropped"
        else (*rule.terms[:-1], invert(rule.terms[-1]))
    )
    changed = replace(rule, terms=terms)
    monkeypatch.setitem(RULE, rule.id, changed)
    monkeypatch.setattr(rules, "RULES", tuple(changed if r is rule else r for r in RULES))
    people = [*PEOPLE, {**PEOPLE[0], "red_flag": False, "crisis": True}]
    assert any(advice(decide(facts)) != by_the_contract(facts) for facts in people)


@pytest.mark.parametrize(
    ("weeks", "outcome", "window"),
    [
        (7.9, Outcome.CONTINUE_CARE, False),
        (8, Outcome.CONSIDER_EXTRACTION, True),
        (9.9, Outcome.CONSIDER_EXTRACTION, True),
        (10, Outcome.CONSIDER_EXTRACTION, False),
    ],
)
def test_the_8_to_10_week_window_of_s20(weeks, outcome, window):
    facts = {name: False for name in FACTS if FACTS[name].asked}
    decision = decide({**facts, "age": 30, "persistent": True, "weeks_of_consistent_care": weeks})
    assert decision.outcome is outcome
    assert (Also.IN_8_TO_10_WEEK_WINDOW in decision.also) is window


def test_the_boundaries_of_age():
    facts = {name: False for name in FACTS if FACTS[name].asked} | {"weeks_of_consistent_care": 0}
    beside = {age: decide({**facts, "age": age}).also for age in AGES}
    assert {age for age in AGES if Also.SEE_PAEDIATRICIAN in beside[age]} == {5, 8.9}
    assert {age for age in AGES if Also.INVOLVE_GUARDIAN in beside[age]} == {9, 13, 17}


def test_weeks_are_tried_on_both_sides_of_each_boundary():
    assert {7.9, 8, 9.9, 10} <= set(WEEKS)
