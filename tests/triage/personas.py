"""Random people, for tests that play the assessment through."""

from __future__ import annotations

import random

from actions.triage.facts import FACTS, UNKNOWN, Value

WEEKS = (0, 3, 7, 7.9, 8, 9.9, 10, 12, 52)
AGES = (5, 8.9, 9, 13, 17, 18, 24, 40)

PREVALENCE = {
    "red_flag": 0.03,
    "oral_isotretinoin": 0.04,
    "topical_retinoid": 0.3,
    "pregnant": 0.05,
    "active_infection": 0.07,
    "look_alike": 0.07,
    "cystic_acne": 0.15,
    "barrier_irritated": 0.2,
    "very_sensitive": 0.15,
    "mild": 0.35,
    "persistent": 0.5,
    "keeps_returning": 0.3,
    "widespread_congestion": 0.3,
    "turns_inflamed": 0.3,
    "blocks_treatment": 0.15,
    "unsure_what_is_safe": 0.3,
    "confidence_affected": 0.4,
    "hormonal_or_medical_trigger": 0.25,
    "self_extraction": 0.5,
}
"""How often each fact might hold among people who ask about whiteheads: a guess, made to be
plausible, so that the number of questions is measured on something like real people."""

SIGNS = [fact.id for fact in FACTS.values() if not fact.asked]


def plausible(rng: random.Random) -> dict[str, Value]:
    """An adult-leaning person with facts as frequent as in :data:`PREVALENCE`."""
    facts: dict[str, Value] = {name: rng.random() < p for name, p in PREVALENCE.items()}
    facts["age"] = rng.choice((12, 15, 17, 19, 22, 25, 28, 31, 35, 40, 50))
    facts["weeks_of_consistent_care"] = rng.choice((0, 0, 2, 4, 6, 8, 9, 10, 12, 20, 30))
    return consistent(facts)


def anyone(rng: random.Random, unknown: float = 0.1, signs: float = 0.1) -> dict[str, Value]:
    """A person from the whole fact space, most of them with few things that hold."""
    density = rng.random() * 0.6
    facts: dict[str, Value] = {}
    for fact in FACTS.values():
        if not fact.asked:
            if rng.random() < signs and fact.id not in ("crisis", "emergency"):
                facts[fact.id] = True
        elif rng.random() < unknown:
            facts[fact.id] = UNKNOWN
        elif fact.id == "age":
            facts[fact.id] = rng.choice(AGES)
        elif fact.numeric:
            facts[fact.id] = rng.choice(WEEKS)
        else:
            facts[fact.id] = rng.random() < density
    return consistent(facts)


def consistent(facts: dict[str, Value]) -> dict[str, Value]:
    """What has not changed in 8 weeks of care is not mild in the article's sense (S29)."""
    weeks = facts["weeks_of_consistent_care"]
    if weeks != UNKNOWN and weeks >= 8 and facts["persistent"] is True:
        facts["mild"] = False
    return facts
