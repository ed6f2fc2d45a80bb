"""The advice in words: the card, the messages and the summary for the dermatologist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from .contacts import Contacts
from .decision import Also, Decision, Outcome, decide
from .facts import FACTS, UNKNOWN, Facts, shown
from .rules import WEEKS_OF_CARE_BEFORE_EXTRACTION, Supports
from .sources import SOURCES

TITLE = {
    Outcome.CONSIDER_EXTRACTION: "A dermatologist may consider extraction",
    Outcome.POSTPONE_EXTRACTION: "Calm your skin first",
    Outcome.CONTINUE_CARE: "Keep going with gentle care",
    Outcome.BOOK_DERMATOLOGIST: "Book a dermatologist",
    Outcome.URGENT_CARE: "Get medical care today",
}

LEAD = {
    Outcome.CONSIDER_EXTRACTION: "From what you told me, a dermatologist may consider "
    "extraction. It can help other care work better. It is one part of a plan, not a shortcut "
    "and not a cure. The dermatologist decides.",
    Outcome.POSTPONE_EXTRACTION: "From what you told me, extraction should wait. Calming and "
    "repairing your skin comes first.",
    Outcome.CONTINUE_CARE: "From what you told me, nothing speaks for extraction right now. "
    "Steady, gentle care is the best next step.",
    Outcome.BOOK_DERMATOLOGIST: "From what you told me, a visit to a dermatologist makes sense. "
    "They can say if extraction would help, or if something else would work better.",
    Outcome.URGENT_CARE: "What you describe needs a doctor today. Please don't wait, and leave "
    "the whiteheads for later.",
}

DO_NOW = {
    Outcome.CONSIDER_EXTRACTION: (
        "Book a visit, and ask if extraction would help you.",
        "Ask who does it. It should be a dermatologist or trained medical staff, with sterile "
        "tools.",
        "Keep up your routine until then.",
    ),
    Outcome.POSTPONE_EXTRACTION: (
        "Keep it simple: wash gently, moisturise, protect your skin from the sun.",
        "Leave out harsh products until your skin is calm.",
    ),
    Outcome.CONTINUE_CARE: (
        "Keep to one gentle routine nearly every day.",
        "Give it time. Care needs 8 to 10 weeks to show what it can do.",
    ),
    Outcome.BOOK_DERMATOLOGIST: (
        "Book a visit, and take the summary with you.",
        "Until then, keep your care gentle and steady.",
    ),
    Outcome.URGENT_CARE: (),
}

BESIDE = {
    Also.STOP_SELF_EXTRACTION: "Please leave them alone for now. If the urge to pick is "
    "strong, a doctor can help with that too. It's common, and no fault of yours.",
    Also.RECHECK_AT_8_TO_10_WEEKS: "Check again once you have kept to your care for 8 to 10 weeks.",
    Also.IN_8_TO_10_WEEK_WINDOW: "You are inside the span of 8 to 10 weeks. A dermatologist "
    "may ask you to finish it first.",
    Also.START_SIMPLE_ROUTINE: "Start a simple routine: a mild cleanser, a light moisturiser "
    "and sun protection.",
    Also.BOOK_ONCE_CALM: "Once your skin is calm, book a dermatologist. Some of your answers "
    "speak for a visit.",
    Also.NO_EXTRACTION_NOW: "Extraction is not the right step now.",
    Also.PROMPT_MEDICAL_REVIEW: "Let a doctor or a pharmacist look at the infected spot within "
    "a day or two.",
    Also.ASK_PRESCRIBER: "You take isotretinoin. Ask the doctor who prescribes it before "
    "anyone works on your skin.",
    Also.PAUSE_RETINOID_ASK_PRESCRIBER: "Pause the retinoid, and call your doctor or midwife. "
    "Retinoids are not used in pregnancy.",
    Also.SUPPORT_FOR_DISTRESS: "This sounds hard to carry. A doctor or a counsellor can help "
    "with how you feel, beside the care for your skin.",
    Also.INVOLVE_GUARDIAN: "You are under 18, so bring a parent or another adult you trust.",
    Also.SEE_PAEDIATRICIAN: "At this age, please see a children's doctor. It's usually no "
    "cause for alarm, but it should be looked at.",
    Also.GP_FOR_HORMONAL_SIGNS: "Tell a doctor about the signs of a hormone change. A simple "
    "check can find the cause.",
    Also.LOOK_ALIKE_CHECK: "The bumps may not be whiteheads, so my rules don't fit. Let a "
    "dermatologist look at them first.",
}
"""What to do beside the outcome; the numbers to call are added by :func:`_numbers`."""

AVOID = (
    "Don't squeeze, pick or use tools at home. Whiteheads are closed, so forcing them does harm.",
    "It can push the clog deeper, cause inflammation or infection, hurt the skin barrier, and "
    "leave marks or rough skin.",
)

WARNING_SIGNS = (
    "fever or shivers",
    "skin that gets hot, very painful, or red and spreading",
    "swelling around an eye, or trouble with your sight",
    "swollen lips or face, or trouble breathing",
    "sudden sores that bleed, with aching joints",
    "thoughts of harming yourself",
)

RECHECK = {
    Outcome.CONSIDER_EXTRACTION: "Talk it over at your visit. If that takes long, ask me again "
    "in 4 weeks.",
    Outcome.POSTPONE_EXTRACTION: "Look again once your skin has been calm for two weeks.",
    Outcome.CONTINUE_CARE: "Look again after 8 to 10 weeks of steady care, or sooner if it "
    "gets worse.",
    Outcome.BOOK_DERMATOLOGIST: "Look again after your visit, or sooner if something changes.",
    Outcome.URGENT_CARE: "We can talk about the whiteheads once this has been seen to.",
}

EXPECT = (
    "Afterwards the skin may be a little sensitive, and red for a short time. Once healed, it "
    "may feel smoother.",
    "For a few days, leave out harsh products. Moisturise, and protect your skin well from the "
    "sun.",
    "Extraction alone rarely lasts. Without care that keeps pores clear, whiteheads often come "
    "back.",
)
EXPECT_CITES = ("S39", "S40", "S41", "S42", "S43", "S44", "S38")


@dataclass(frozen=True)
class Card:
    """The advice, part by part. Lists may be empty."""

    title: str
    lead: str
    holds: list[str]
    not_holds: list[str]
    change: list[str]
    do_now: list[str]
    avoid: list[str]
    warning_signs: list[str]
    recheck: str
    expect: list[str]
    sources: list[dict[str, str]]

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    def urgent_messages(self) -> list[str]:
        """The short form, for when there is no time to read."""
        return [
            f"{self.title}. {self.lead}",
            *self.do_now,
            _list("Why:", self.holds),
            "I can't judge how serious it is. A doctor can. If you meant something else, or "
            "it is over, tell me “no urgent signs”.",
        ]

    def in_short(self) -> str:
        """What it comes to, and what to do."""
        return f"{self.lead}\n{_list('What to do now:', self.do_now)}"

    def messages(self) -> list[str]:
        """The same in chat messages, shortest first things first."""
        return [
            "\n\n".join(part for part in parts if part)
            for parts in (
                (
                    f"{self.title}.\n{self.lead}",
                    _list("Why:", self.holds),
                    _list("What does not hold:", self.not_holds),
                    _list("What would change this:", self.change),
                ),
                (
                    _list("What to do now:", self.do_now),
                    _list("What not to do:", self.avoid),
                    _list("If it comes to extraction:", self.expect),
                ),
                (
                    _list("Get care the same day if you notice:", self.warning_signs),
                    self.recheck,
                    "Sources: " + ", ".join(source["id"] for source in self.sources) + ".",
                ),
            )
        ]


def _list(heading: str, items: Iterable[str]) -> str:
    lines = [f"• {item}" for item in items]
    return "\n".join([heading, *lines]) if lines else ""


def explain(facts: Facts, decision: Decision, contacts: Contacts) -> Card:
    """The card for a decision.

    Args:
        facts: What the decision was made from.
        decision: A settled decision.
        contacts: The numbers of the person's country, named where help can't wait.
    """
    shown_reasons = [r for r in decision.reasons if r.rule.supports is not Supports.SAFETY]
    if decision.outcome is Outcome.URGENT_CARE:
        shown_reasons = [r for r in decision.reasons if r.holds]
    extraction = decision.outcome is Outcome.CONSIDER_EXTRACTION
    cites = [*decision.cites, *(EXPECT_CITES if extraction else ())]
    return Card(
        title=TITLE[decision.outcome],
        lead=LEAD[decision.outcome],
        holds=[reason.rule.holds for reason in shown_reasons if reason.holds],
        not_holds=[reason.rule.fails for reason in shown_reasons if reason.holds is False],
        change=what_would_change(facts, decision),
        do_now=[
            *_numbers(decision, contacts),
            *(BESIDE[also] for also in decision.also if also in BESIDE),
            *DO_NOW[decision.outcome],
        ],
        avoid=list(AVOID),
        warning_signs=list(WARNING_SIGNS),
        recheck=RECHECK[decision.outcome],
        expect=list(EXPECT) if extraction else [],
        sources=[{"id": cite, "text": SOURCES[cite]} for cite in dict.fromkeys(cites)],
    )


def _numbers(decision: Decision, contacts: Contacts) -> list[str]:
    if decision.outcome is not Outcome.URGENT_CARE:
        return []
    if Also.EMERGENCY_SERVICES in decision.also:
        return [f"Call {contacts.emergency} now."]
    return [f"See a doctor today. If it gets worse fast, call {contacts.emergency}."]


def what_would_change(facts: Facts, decision: Decision) -> list[str]:
    """For each other outcome, which single change of an answer would lead to it."""
    if decision.outcome is Outcome.URGENT_CARE:
        return []
    ways: dict[Outcome, list[str]] = {}
    for name, value in shown(facts).items():
        other = _changed(name, value)
        if other is None:
            continue
        outcome = decide({**facts, name: other}).outcome
        if outcome is not decision.outcome:
            ways.setdefault(outcome, []).append(_said(name, other))
    return [
        f"“{TITLE[outcome]}”: if {' or if '.join(phrases[:3])}."
        for outcome, phrases in ways.items()
    ]


def _changed(name: str, value: object) -> bool | float | None:
    """A value that would make a difference, or ``None`` where none is worth naming."""
    if name == "weeks_of_consistent_care":
        too_few = isinstance(value, (int, float)) and value < WEEKS_OF_CARE_BEFORE_EXTRACTION
        return WEEKS_OF_CARE_BEFORE_EXTRACTION if too_few else None
    if FACTS[name].numeric:
        return None
    return value is not True


def _said(name: str, value: object) -> str:
    fact = FACTS[name]
    if fact.numeric and value:
        return fact.said.format(value=value)
    return fact.said if value else fact.denied


def understood(facts: Facts) -> list[str]:
    """What Comedo has understood so far, a phrase a fact."""
    return [_said(name, value) for name, value in shown(facts).items() if value != UNKNOWN]


def read_back(names: Iterable[str], facts: Facts) -> str:
    """Says how answers that were not plain have been understood; empty if all were."""
    phrases = understood({name: facts[name] for name in names if name in facts})
    return f"I take it that {', and '.join(phrases)}. Tell me if that's wrong." if phrases else ""


def summarise(facts: Facts, decision: Decision, model: str, rules: str, today: date) -> str:
    """The plain text that the person can take to the dermatologist.

    Args:
        facts: What the person said.
        decision: The advice that was given.
        model: The version of the trained model.
        rules: The version of the rules.
        today: The date to print.
    """
    said = shown(facts)
    yes = [_said(name, value) for name, value in said.items() if value not in (False, UNKNOWN)]
    no = [_said(name, value) for name, value in said.items() if value is False]
    unsure = [
        FACTS[name].unsure or f"whether {FACTS[name].said}"
        for name, value in said.items()
        if value == UNKNOWN
    ]
    held = [
        f"{reason.rule.holds} ({', '.join(reason.rule.cites)})"
        for reason in decision.reasons
        if reason.holds
    ]
    parts = (
        f"Summary for the dermatologist, {today:%d %B %Y}",
        _list("You said:", yes),
        _list("You answered no, which means:", no),
        _list("You were not sure:", unsure),
        _list("Reasons found:", held),
        f"Comedo's advice: {TITLE[decision.outcome]}.",
        f"Written by Comedo, an automated program (model {model}, rules {rules}). It is no "
        "diagnosis. Whether extraction is right is for the dermatologist to decide.",
    )
    return "\n\n".join(part for part in parts if part)
