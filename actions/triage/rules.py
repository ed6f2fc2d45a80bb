"""The rules, as a table to be checked against the article line by line.

Each rule names the facts that must all hold, what it then supports, the statements it
rests on and the words that explain it. ``docs/decision-table.md`` is made from this table.
Statement ids (S00 to S58) are the article's; ids that begin with G are guidelines that
stand behind what Comedo adds for safety (see ``sources.yml``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from .facts import Value

RULES_VERSION = "1.0"
"""Goes up with every change of what follows; stated in each recommendation."""

WEEKS_OF_CARE_BEFORE_EXTRACTION = 8
"""Weeks of consistent care after which extraction may be considered: the lower bound of
S20's range of 8 to 10 weeks. S46 states no number of its own and uses the same one."""

WEEKS_OF_CARE_CLEARLY_ENOUGH = 10
"""The upper bound of S20's range: from here on nobody need be asked to wait longer."""

YEARS_OF_AGE_FOR_ADULTS = 18
YEARS_OF_AGE_FOR_ACNE_RULES = 9
"""Acne guidelines start at age 9; before that a paediatrician should look (G-AAD-2024,
G-CHILD)."""


class Supports(str, Enum):
    """What a rule speaks for when it holds."""

    SAFETY = "safety"
    SCOPE = "scope"
    FOR = "for"
    AGAINST = "against"
    BOOKING = "booking"


@dataclass(frozen=True)
class Term:
    """One condition on one fact."""

    fact: str
    test: Callable[[Value], bool]
    reads: str


@dataclass(frozen=True)
class Rule:
    """A line of the article, or of the safety layer.

    ``holds`` says that the rule holds, ``fails`` that it does not: plain sentences to
    the person. ``fact`` is the fact that the rule is mainly about.
    """

    id: str
    supports: Supports
    terms: tuple[Term, ...]
    cites: tuple[str, ...]
    holds: str
    fails: str

    @property
    def fact(self) -> str:
        return self.terms[-1].fact


def yes(fact: str) -> Term:
    """The fact is true."""
    return Term(fact, lambda value: value is True, fact)


def weeks_at_least(weeks: int) -> Term:
    """Consistent care for at least so many weeks."""
    name = "weeks_of_consistent_care"
    return Term(name, lambda value: value >= weeks, f"{name} >= {weeks}")  # type: ignore[operator]


def weeks_below(weeks: int) -> Term:
    """Consistent care for less than so many weeks."""
    name = "weeks_of_consistent_care"
    return Term(name, lambda value: value < weeks, f"{name} < {weeks}")  # type: ignore[operator]


def age_below(years: int) -> Term:
    """Younger than so many years."""
    return Term("age", lambda value: value < years, f"age < {years}")  # type: ignore[operator]


RULES = (
    # --- Safety layer: beyond the article ------------------------------------------------
    Rule(
        "crisis",
        Supports.SAFETY,
        (yes("crisis"),),
        ("G-NICE-NG198", "G-CRISIS"),
        "You may be in danger from your own thoughts.",
        "You spoke of no thoughts of harming yourself.",
    ),
    Rule(
        "urgent_sign",
        Supports.SAFETY,
        (yes("red_flag"),),
        ("G-NHS-CELLULITIS", "G-FDA-2014", "G-NICE-NG198"),
        "You have a sign that needs urgent care.",
        "You have none of the signs that need urgent care.",
    ),
    Rule(
        "isotretinoin_in_pregnancy",
        Supports.SAFETY,
        (yes("oral_isotretinoin"), yes("pregnant")),
        ("G-PREGNANCY",),
        "Isotretinoin must not be taken in pregnancy.",
        "You are not taking isotretinoin while pregnant.",
    ),
    # --- Not the article's subject -------------------------------------------------------
    Rule(
        "look_alike",
        Supports.SCOPE,
        (yes("look_alike"),),
        ("S12", "G-NICE-NG198", "G-LOOK-ALIKE"),
        "The bumps may be something other than whiteheads.",
        "The bumps look and feel like whiteheads.",
    ),
    Rule(
        "young_child",
        Supports.SCOPE,
        (age_below(YEARS_OF_AGE_FOR_ACNE_RULES),),
        ("S49", "G-AAD-2024", "G-CHILD"),
        "Acne before the age of 9 should be seen by a children's doctor.",
        "The age is 9 or more.",
    ),
    # --- When extraction is usually avoided: S25, S31 ------------------------------------
    Rule(
        "infection",
        Supports.AGAINST,
        (yes("active_infection"),),
        ("S27", "S25", "S31"),
        "A spot looks infected, so extraction has to wait.",
        "No spot looks infected.",
    ),
    Rule(
        "cystic",
        Supports.AGAINST,
        (yes("cystic_acne"),),
        ("S28", "S25", "S31"),
        "You have deep, painful lumps. Extraction is often avoided with those.",
        "You have no deep, painful lumps.",
    ),
    Rule(
        "irritated",
        Supports.AGAINST,
        (yes("barrier_irritated"),),
        ("S26", "S25", "S31"),
        "Your skin is sore or irritated right now, so calming it comes first.",
        "Your skin is calm right now.",
    ),
    Rule(
        "sensitive",
        Supports.AGAINST,
        (yes("very_sensitive"),),
        ("S30", "S25", "S31"),
        "Your skin is very sensitive or damaged, so calming it comes first.",
        "Your skin is not extremely sensitive.",
    ),
    Rule(
        "mild",
        Supports.AGAINST,
        (yes("mild"),),
        ("S29", "S25"),
        "There are only a few, and care at home may well clear them.",
        "There are more than a few, or they are not getting better.",
    ),
    # --- When a dermatologist may consider extraction: S19, S24 --------------------------
    Rule(
        "persistent_despite_care",
        Supports.FOR,
        (weeks_at_least(WEEKS_OF_CARE_BEFORE_EXTRACTION), yes("persistent")),
        ("S20", "S19"),
        "The whiteheads have stayed through 8 weeks or more of steady care.",
        "They have not stayed through 8 weeks or more of steady care.",
    ),
    Rule(
        "widespread",
        Supports.FOR,
        (yes("widespread_congestion"),),
        ("S21", "S19"),
        "Bumps cover a wide area and make the skin uneven.",
        "The bumps are not spread widely with uneven skin.",
    ),
    Rule(
        "turn_inflamed",
        Supports.FOR,
        (yes("turns_inflamed"),),
        ("S22", "S19"),
        "The whiteheads often turn red and sore.",
        "The whiteheads do not often turn red and sore.",
    ),
    Rule(
        "block_treatment",
        Supports.FOR,
        (yes("blocks_treatment"),),
        ("S23", "S19"),
        "Clogged pores keep your treatment from working.",
        "Clogged pores are not holding a treatment back.",
    ),
    # --- When to book a visit: S45, S50 --------------------------------------------------
    Rule(
        "keep_returning",
        Supports.BOOKING,
        (weeks_at_least(WEEKS_OF_CARE_BEFORE_EXTRACTION), yes("keeps_returning")),
        ("S46", "S45"),
        "They keep coming back in spite of steady care.",
        "They do not keep coming back in spite of steady care.",
    ),
    Rule(
        "unsure_what_is_safe",
        Supports.BOOKING,
        (yes("unsure_what_is_safe"),),
        ("S47", "S45"),
        "You are not sure what is safe to use on your skin.",
        "You feel sure about what is safe to use on your skin.",
    ),
    Rule(
        "retinoid_in_pregnancy",
        Supports.BOOKING,
        (yes("topical_retinoid"), yes("pregnant")),
        ("S47", "S34", "G-PREGNANCY"),
        "You use a retinoid on your skin and are, or may be, pregnant.",
        "You are not using a retinoid on your skin while pregnant.",
    ),
    Rule(
        "confidence",
        Supports.BOOKING,
        (yes("confidence_affected"),),
        ("S48", "S45"),
        "The look or feel of your skin weighs on you.",
        "The look or feel of your skin does not weigh on you.",
    ),
    Rule(
        "trigger",
        Supports.BOOKING,
        (yes("hormonal_or_medical_trigger"),),
        ("S49", "S45", "S37"),
        "You suspect hormones or a health cause.",
        "You do not suspect hormones or a health cause.",
    ),
)


RULE = {rule.id: rule for rule in RULES}


def rules_that_support(*kinds: Supports) -> tuple[Rule, ...]:
    """The table's rules of some kinds, in its order."""
    return tuple(rule for rule in RULES if rule.supports in kinds)
