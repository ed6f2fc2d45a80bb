"""Facts in, advice out: the decision order of the article and its safety layer.

Nothing here guesses. A fact that is not settled yet counts as unknown, so that advice given
early is never bolder than advice given late, and it is noted in :attr:`Decision.missing`,
in the order in which the decision looked for it. The first of these can still change the
advice; when there is none, nothing can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from .facts import FACTS, UNKNOWN, Facts, holds
from .rules import (
    RULE,
    RULES,
    WEEKS_OF_CARE_BEFORE_EXTRACTION,
    WEEKS_OF_CARE_CLEARLY_ENOUGH,
    YEARS_OF_AGE_FOR_ADULTS,
    Rule,
    Supports,
    Term,
    age_below,
    rules_that_support,
    weeks_at_least,
    weeks_below,
    yes,
)


class Outcome(str, Enum):
    """The advice: exactly one of these."""

    CONSIDER_EXTRACTION = "consider_extraction"
    POSTPONE_EXTRACTION = "postpone_extraction"
    CONTINUE_CARE = "continue_care"
    BOOK_DERMATOLOGIST = "book_dermatologist"
    URGENT_CARE = "urgent_care"


class Also(str, Enum):
    """What goes beside the outcome: any number of these."""

    STOP_SELF_EXTRACTION = "stop_self_extraction"
    RECHECK_AT_8_TO_10_WEEKS = "recheck_at_8_to_10_weeks"
    IN_8_TO_10_WEEK_WINDOW = "in_8_to_10_week_window"
    START_SIMPLE_ROUTINE = "start_simple_routine"
    BOOK_ONCE_CALM = "book_once_calm"
    NO_EXTRACTION_NOW = "no_extraction_now"
    PROMPT_MEDICAL_REVIEW = "prompt_medical_review"
    ASK_PRESCRIBER = "ask_prescriber"
    PAUSE_RETINOID_ASK_PRESCRIBER = "pause_retinoid_ask_prescriber"
    SUPPORT_FOR_DISTRESS = "support_for_distress"
    CRISIS_LINES = "crisis_lines"
    EMERGENCY_SERVICES = "emergency_services"
    INVOLVE_GUARDIAN = "involve_guardian"
    SEE_PAEDIATRICIAN = "see_paediatrician"
    GP_FOR_HORMONAL_SIGNS = "gp_for_hormonal_signs"
    LOOK_ALIKE_CHECK = "look_alike_check"


@dataclass(frozen=True)
class Reason:
    """A rule and whether it holds (``None``: an answer that it needs is unknown)."""

    rule: Rule
    holds: bool | None


@dataclass(frozen=True)
class Decision:
    """The advice, and what it rests on."""

    outcome: Outcome
    also: tuple[Also, ...]
    reasons: tuple[Reason, ...]
    cites: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether no further answer can change the outcome or what goes beside it."""
        return not self.missing


CITES = {
    Outcome.CONSIDER_EXTRACTION: ("S19", "S24", "S50", "S51", "S52", "S11"),
    Outcome.POSTPONE_EXTRACTION: ("S25", "S31", "S35", "S50"),
    Outcome.CONTINUE_CARE: ("S03", "S53"),
    Outcome.BOOK_DERMATOLOGIST: ("S45", "S50"),
    Outcome.URGENT_CARE: ("G-NHS-CELLULITIS",),
}
"""What each outcome itself rests on, besides the rules that led to it."""

CITES_BESIDE = {
    Also.STOP_SELF_EXTRACTION: ("S13", "S14", "S15", "S16", "S17", "S18"),
    Also.RECHECK_AT_8_TO_10_WEEKS: ("S20", "S53"),
    Also.IN_8_TO_10_WEEK_WINDOW: ("S20", "G-NI-FORMULARY"),
    Also.START_SIMPLE_ROUTINE: ("S20", "S36", "G-NICE-NG198"),
    Also.BOOK_ONCE_CALM: ("S31", "S50"),
    Also.NO_EXTRACTION_NOW: ("S25",),
    Also.PROMPT_MEDICAL_REVIEW: ("S27", "G-NHS-CELLULITIS"),
    Also.ASK_PRESCRIBER: ("S47", "G-ISOTRETINOIN"),
    Also.PAUSE_RETINOID_ASK_PRESCRIBER: ("S34", "S47", "G-PREGNANCY"),
    Also.SUPPORT_FOR_DISTRESS: ("S48", "G-NICE-NG198"),
    Also.CRISIS_LINES: ("G-CRISIS",),
    Also.EMERGENCY_SERVICES: ("G-NHS-CELLULITIS", "G-FDA-2014"),
    Also.INVOLVE_GUARDIAN: ("G-AAD-2024",),
    Also.SEE_PAEDIATRICIAN: ("S49", "G-CHILD"),
    Also.GP_FOR_HORMONAL_SIGNS: ("S37", "S49", "G-HORMONES"),
    Also.LOOK_ALIKE_CHECK: ("S12", "G-NICE-NG198", "G-LOOK-ALIKE"),
}


@dataclass
class _Case:
    """The facts under decision, and those that were looked for in vain."""

    facts: Facts
    missing: list[str] = field(default_factory=list)

    def all(self, *terms: Term) -> bool:
        """Whether all terms certainly hold. Looks for no fact that cannot matter."""
        if any(_test(term, self.facts) in (False, UNKNOWN) for term in terms):
            return False
        for term in terms:
            if _test(term, self.facts) is None:
                self.missing.append(term.fact)
                return False
        return True

    def any(self, rules: Iterable[Rule]) -> bool:
        """Whether some rule certainly holds. Looks for no fact that cannot matter."""
        rules = tuple(rules)
        return any(evaluate(rule, self.facts) for rule in rules) or any(
            [self.all(*rule.terms) for rule in rules]
        )

    def holds(self, rule: str) -> bool:
        return self.all(*RULE[rule].terms)


def _test(term: Term, facts: Facts) -> bool | Literal["unknown"] | None:
    """A term's result; ``UNKNOWN`` where the person doesn't know, ``None`` before asking."""
    value = facts.get(term.fact, None if FACTS[term.fact].asked else False)
    return value if value is None or value == UNKNOWN else term.test(value)


def evaluate(rule: Rule, facts: Facts) -> bool | None:
    """Whether a rule holds by what is known; ``None`` where that cannot be said."""
    results = [_test(term, facts) for term in rule.terms]
    if False in results:
        return False
    return True if all(result is True for result in results) else None


def decide(facts: Facts) -> Decision:
    """Apply the decision order to what is known.

    Args:
        facts: Fact ids and signs (``facts.py``) with their values; absent means not asked.

    Returns:
        The decision. It is final when :attr:`Decision.settled`; before that it is what the
        known facts support with everything else unknown.
    """
    facts = _with_implied(facts)
    case = _Case(facts)
    outcome, also = _advise(case)
    reasons = tuple(Reason(rule, evaluate(rule, facts)) for rule in _applied(outcome, facts))
    return Decision(
        outcome, tuple(also), reasons, _cites(outcome, also, reasons), tuple(case.missing)
    )


def first_missing(facts: Facts) -> str | None:
    """The first of what :attr:`Decision.missing` lists, without the rest of the decision."""
    case = _Case(_with_implied(facts))
    _advise(case)
    return case.missing[0] if case.missing else None


def _with_implied(facts: Facts) -> Facts:
    """Mild means likely to respond, which 8 weeks of care without a change rule out (S29, S20)."""
    if "mild" not in facts and evaluate(RULE["persistent_despite_care"], facts):
        return {**facts, "mild": False}
    return facts


def _advise(case: _Case) -> tuple[Outcome, list[Also]]:
    facts = case.facts
    if case.any(rules_that_support(Supports.SAFETY)):
        return Outcome.URGENT_CARE, _beside_urgent_care(facts)
    on_isotretinoin = case.all(yes("oral_isotretinoin"))
    retinoid_in_pregnancy = case.holds("retinoid_in_pregnancy")
    minor_alone = not holds(facts, "asked_by_parent") and case.all(
        age_below(YEARS_OF_AGE_FOR_ADULTS)
    )
    outcome, also = _apply_article(case)
    if case.all(yes("self_extraction")):
        also.append(Also.STOP_SELF_EXTRACTION)
    if retinoid_in_pregnancy:
        also.append(Also.PAUSE_RETINOID_ASK_PRESCRIBER)
    if on_isotretinoin:
        also.append(Also.ASK_PRESCRIBER)
    if minor_alone and not evaluate(RULE["young_child"], facts):
        also.append(Also.INVOLVE_GUARDIAN)
    if holds(facts, "distress"):
        also.append(Also.SUPPORT_FOR_DISTRESS)
    if holds(facts, "hormonal_signs"):
        also.append(Also.GP_FOR_HORMONAL_SIGNS)
    return outcome, also


def _applied(outcome: Outcome, facts: Facts) -> tuple[Rule, ...]:
    """The rules that the outcome was decided by."""
    if outcome is Outcome.URGENT_CARE:
        return rules_that_support(Supports.SAFETY)
    elsewhere = any(evaluate(rule, facts) for rule in rules_that_support(Supports.SCOPE))
    if elsewhere and outcome is Outcome.BOOK_DERMATOLOGIST:
        return rules_that_support(Supports.SAFETY, Supports.SCOPE)
    return RULES


def _beside_urgent_care(facts: Facts) -> list[Also]:
    also = []
    if holds(facts, "crisis"):
        also.append(Also.CRISIS_LINES)
    if holds(facts, "emergency"):
        also.append(Also.EMERGENCY_SERVICES)
    if evaluate(RULE["isotretinoin_in_pregnancy"], facts):
        also.append(Also.ASK_PRESCRIBER)
    return also


def _apply_article(case: _Case) -> tuple[Outcome, list[Also]]:
    """The decision order of ``contract.md`` from its scope check to its last step."""
    if case.holds("infection"):
        return Outcome.POSTPONE_EXTRACTION, [Also.PROMPT_MEDICAL_REVIEW]
    elsewhere = []
    if case.holds("look_alike"):
        elsewhere.append(Also.LOOK_ALIKE_CHECK)
    if case.holds("young_child"):
        elsewhere.append(Also.SEE_PAEDIATRICIAN)
    if elsewhere:
        return Outcome.BOOK_DERMATOLOGIST, elsewhere
    if case.holds("cystic"):
        return Outcome.BOOK_DERMATOLOGIST, [Also.NO_EXTRACTION_NOW]

    reasons_to_go = rules_that_support(Supports.FOR, Supports.BOOKING)
    if case.any((RULE["irritated"], RULE["sensitive"])):
        return (
            Outcome.POSTPONE_EXTRACTION,
            [Also.BOOK_ONCE_CALM] if case.any(reasons_to_go) else [],
        )
    against = rules_that_support(Supports.AGAINST)
    others = [rule for rule in against if rule.id != "mild"]
    if "mild" not in case.facts and all(evaluate(rule, case.facts) is False for rule in others):
        case.holds("persistent_despite_care")  # asked first, for it may settle the next
    if case.holds("mild"):
        if case.any(rules_that_support(Supports.BOOKING)):
            return Outcome.BOOK_DERMATOLOGIST, [Also.NO_EXTRACTION_NOW]
        return Outcome.CONTINUE_CARE, _beside_continued_care(case)

    if all(evaluate(rule, case.facts) is False for rule in against):
        if case.any(rules_that_support(Supports.FOR)):
            return Outcome.CONSIDER_EXTRACTION, _beside_extraction(case)
        reasons_to_go = rules_that_support(Supports.BOOKING)
    if case.any(reasons_to_go):
        return Outcome.BOOK_DERMATOLOGIST, []
    return Outcome.CONTINUE_CARE, _beside_continued_care(case)


def _beside_extraction(case: _Case) -> list[Also]:
    in_window = case.all(
        weeks_at_least(WEEKS_OF_CARE_BEFORE_EXTRACTION),
        weeks_below(WEEKS_OF_CARE_CLEARLY_ENOUGH),
        yes("persistent"),
    )
    return [Also.IN_8_TO_10_WEEK_WINDOW] if in_window else []


def _beside_continued_care(case: _Case) -> list[Also]:
    also = []
    if case.all(weeks_below(WEEKS_OF_CARE_BEFORE_EXTRACTION)):
        also.append(Also.RECHECK_AT_8_TO_10_WEEKS)
        if case.facts["weeks_of_consistent_care"] == 0:
            also.append(Also.START_SIMPLE_ROUTINE)
    return also


def _cites(outcome: Outcome, also: Iterable[Also], reasons: Iterable[Reason]) -> tuple[str, ...]:
    cites = list(CITES[outcome])
    for reason in reasons:
        if reason.holds:
            cites.extend(reason.rule.cites)
    for addition in also:
        cites.extend(CITES_BESIDE[addition])
    return tuple(dict.fromkeys(cites))
