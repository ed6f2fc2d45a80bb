"""The questions, and which one to ask next.

A question may cover several facts ("do you have any of these?"). It then lists only those
that are still open, and "none of those" answers them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .decision import first_missing
from .facts import FACTS, UNKNOWN, Facts, Value

NONE_OF_THESE = "None of these"
NOT_SURE = "I'm not sure"
RATHER_NOT_SAY = "I'd rather not say"
YES_NO = ("Yes", "No", NOT_SURE)


@dataclass(frozen=True)
class Question:
    """A question to the person.

    ``items`` maps each fact that the question covers to the words that name it in a list;
    a question on one fact has it as its only key. ``alone`` asks for one fact by itself, and
    ``meaning`` says all of it more plainly, to someone who did not follow.
    ``choices`` are the buttons when one fact is asked; their titles are sent as if typed.
    """

    id: str
    text: str
    items: Mapping[str, str]
    why: str
    meaning: str
    cites: tuple[str, ...]
    alone: Mapping[str, str]
    choices: tuple[str, ...] = YES_NO


QUESTIONS = (
    Question(
        "urgent_signs",
        "First, a safety check. Do you have any of these now?\n"
        "• fever or shivers\n"
        "• skin that is hot, very painful, or red and spreading\n"
        "• swelling around an eye, or trouble seeing or moving it\n"
        "• swollen lips or face, or trouble breathing\n"
        "• sudden sores that bleed, with aching joints\n"
        "• thoughts of harming yourself",
        {"red_flag": "an urgent sign"},
        "Some signs need a doctor today, whatever the whiteheads do. So I ask this first.",
        "I ask for signs that can't wait. You feel ill and hot, or shake with cold. The skin "
        "gets hotter, redder or more painful by the hour. An eye, your lips or your face "
        "swell up. It is hard to breathe. Sores come on fast, and your joints ache. Or you "
        "think of harming yourself.",
        ("G-NHS-CELLULITIS", "G-FDA-2014", "G-NICE-NG198"),
        {
            "red_flag": "Let me put it another way. Do you feel ill, does your skin get hotter "
            "or redder by the hour, is an eye or your face swollen, is it hard to breathe, or "
            "do you think of harming yourself?"
        },
        (NONE_OF_THESE, "Yes, at least one", NOT_SURE),
    ),
    Question(
        "medicines",
        "Do you use any of these?",
        {
            "oral_isotretinoin": "isotretinoin capsules",
            "topical_retinoid": "a retinoid cream or gel (such as adapalene, tretinoin or retinol)",
        },
        "Some acne medicines change what is safe, above all in pregnancy.",
        "Isotretinoin is a strong acne medicine that you swallow, from a doctor. A retinoid is "
        "a vitamin A cream or gel that you put on the skin. Look for these names on the pack.",
        ("S34", "S47", "G-PREGNANCY", "G-ISOTRETINOIN"),
        {
            "oral_isotretinoin": "Do you take isotretinoin capsules?",
            "topical_retinoid": "Do you use a retinoid cream or gel, such as adapalene, "
            "tretinoin or retinol?",
        },
    ),
    Question(
        "pregnancy",
        "Are you pregnant, or trying to be? If that can't apply to you, just say no.",
        {"pregnant": "pregnant"},
        "Retinoids are not safe in pregnancy, so the advice would change.",
        "I ask if you are having a baby, or hope to have one soon.",
        ("S34", "S47", "G-PREGNANCY"),
        {},
    ),
    Question(
        "age",
        "How old are you? A number will do. If you ask for your child, give the child's age.",
        {"age": "age"},
        "Young skin needs other advice. Under 18 an adult should be part of it, and under 9 "
        "a children's doctor should look.",
        "I mean the age in years of the person who has the bumps. You don't have to tell me.",
        ("G-AAD-2024", "G-CHILD"),
        {},
        (RATHER_NOT_SAY,),
    ),
    Question(
        "skin_today",
        "Now look at your skin as it is today. Is any of this true?",
        {
            "active_infection": "a spot with pus, a yellow crust or oozing",
            "look_alike": "bumps that itch or sit on the eyelids, or one that bleeds or won't heal",
            "cystic_acne": "deep lumps that hurt",
            "barrier_irritated": "skin that stings, burns, peels or feels raw",
            "very_sensitive": "skin that reacts to almost everything, or is damaged",
        },
        "An infection, deep lumps or sore skin speak against extraction for now. And bumps "
        "that itch or bleed may not be whiteheads at all.",
        "An infected spot has yellow stuff in it, or a wet or yellow crust on top. A deep "
        "lump is big, under the skin, and hurts when you touch it. Raw skin is sore like a "
        "burn or a graze. A whitehead itself is small and white, does not hurt and does not "
        "itch.",
        ("S26", "S27", "S28", "S30", "S31", "S12", "G-LOOK-ALIKE"),
        {
            "active_infection": "Is there a spot with pus, a yellow crust or oozing?",
            "look_alike": "Do the bumps itch or sit on the eyelids, or is there one that "
            "bleeds or won't heal?",
            "cystic_acne": "Do you have deep lumps under the skin that hurt?",
            "barrier_irritated": "Does your skin sting, burn, peel or feel raw today?",
            "very_sensitive": "Does your skin react to almost everything, or is it damaged, "
            "say by sunburn or a peel?",
        },
    ),
    Question(
        "care",
        "For how many weeks have you kept to the same skin routine, nearly every day? "
        "No routine counts as 0.",
        {"weeks_of_consistent_care": "weeks of care"},
        "The clock starts with steady care, not with the first bump. Care needs 8 to 10 "
        "weeks to show what it can do.",
        "A routine is what you do for your skin each day, such as wash, cream and sun "
        "protection. Count the weeks since you last changed it. If you skip it often, say 0.",
        ("S20", "S46"),
        {},
        ("No routine", "About 4 weeks", "About 8 weeks", "12 weeks or more", NOT_SURE),
    ),
    Question(
        "course",
        "What have the bumps done in that time?",
        {
            "persistent": "still there, no better",
            "keeps_returning": "cleared, but came back",
        },
        "Bumps that never clear and bumps that come back are two different reasons.",
        "Think back to when you began to care for your skin. Are the bumps as they were then, "
        "or worse? Or did they go away for a while, and come back? If they just got better, "
        "say none.",
        ("S20", "S46"),
        {
            "persistent": "Are the bumps still there, no better than before?",
            "keeps_returning": "Do the bumps clear and then come back?",
        },
    ),
    Question(
        "amount",
        "How many are there, and are they getting better? Would you say: just a few, and "
        "either new to any care or getting better?",
        {"mild": "just a few, untreated or getting better"},
        "A few bumps that are new to care, or on the way out, often clear with care at home.",
        "Just a few means that you could count them at a glance. New to care means that you "
        "have not yet put anything on them. If there are many, or they stay as they are, say "
        "no.",
        ("S29",),
        {},
        ("Just a few", "More than a few", "A few, but not getting better", NOT_SURE),
    ),
    Question(
        "pattern",
        "Does any of this fit?",
        {
            "widespread_congestion": "bumps over a wide area, and the skin feels rough",
            "turns_inflamed": "the bumps often turn red and sore",
            "blocks_treatment": "clogged pores keep a treatment from working",
        },
        "If one of these fits, a dermatologist may think about extraction.",
        "A wide area is most of the forehead, or more than one part of the face. Red and sore "
        "means that white bumps keep turning into pimples. And clogged pores hold a treatment "
        "back when it can't do its work because of them.",
        ("S21", "S22", "S23"),
        {
            "widespread_congestion": "Do the bumps cover a wide area, and does the skin feel "
            "rough or uneven there?",
            "turns_inflamed": "Do the bumps often turn red and sore?",
            "blocks_treatment": "Do clogged pores keep a treatment from working?",
        },
    ),
    Question(
        "you",
        "Last one, about you. Does any of this apply?",
        {
            "unsure_what_is_safe": "not sure what is safe for me to use",
            "confidence_affected": "my skin gets me down",
            "hormonal_or_medical_trigger": "I suspect hormones or a health cause",
            "self_extraction": "I squeeze, pick or use tools",
        },
        "Each of these is a good reason to see a dermatologist. And squeezing at home does "
        "harm, so I'd like to warn you.",
        "Do you doubt what you may put on your skin? Do you feel bad about how it looks? Do you "
        "think that hormones or an illness are behind it? Or do you press or pick at the bumps? "
        "One yes is enough: just name it.",
        ("S47", "S48", "S49", "S18"),
        {
            "unsure_what_is_safe": "Are you unsure what is safe for you to use?",
            "confidence_affected": "Does your skin get you down, or keep you from things?",
            "hormonal_or_medical_trigger": "Do you suspect hormones or a health cause?",
            "self_extraction": "Do you squeeze, pick at them or use tools?",
        },
    ),
)


@dataclass(frozen=True)
class Asking:
    """A question as it is put now: the facts that it asks for, its words and its buttons."""

    question: Question
    asks: tuple[str, ...]
    alone: bool = False

    @property
    def text(self) -> str:
        if (len(self.question.items) > 1 and len(self.asks) == 1) or self.alone:
            return self.question.alone[self.asks[0]]
        if len(self.asks) == 1:
            return self.question.text
        items = "\n".join(f"• {self.question.items[fact]}" for fact in self.asks)
        return f"{self.question.text}\n{items}"

    @property
    def choices(self) -> tuple[str, ...]:
        if len(self.asks) == 1:
            return self.question.choices
        return (*(self.question.items[fact] for fact in self.asks), NONE_OF_THESE, NOT_SURE)

    def by_itself(self) -> Asking:
        """Ask for the first fact only, in other words, when an answer left things open."""
        if not self.question.alone:
            return self
        return Asking(self.question, self.asks[:1], alone=True)


_QUESTION_OF = {fact: question for question in QUESTIONS for fact in question.items}


def next_question(facts: Facts) -> Asking | None:
    """What to ask next, or ``None`` when no answer can change the advice any more.

    The question covers those of its facts that would still matter if all else was denied.
    """
    open_facts = _open_if_denied(facts)
    if not open_facts:
        return None
    question = _QUESTION_OF[open_facts[0]]
    return Asking(question, tuple(fact for fact in open_facts if fact in question.items))


def questions_left(facts: Facts) -> int:
    """How many questions are still to come if all of them are answered with a no."""
    return len({_QUESTION_OF[fact].id for fact in _open_if_denied(facts)})


def _open_if_denied(facts: Facts) -> tuple[str, ...]:
    """The facts that would be looked for one after the other if each was denied."""
    return _open_if_denied_of(frozenset(facts.items()))


@lru_cache(maxsize=1024)
def _open_if_denied_of(facts: frozenset[tuple[str, Value]]) -> tuple[str, ...]:
    supposed: dict[str, Value] = dict(facts)
    open_facts: list[str] = []
    while fact := first_missing(supposed):
        open_facts.append(fact)
        supposed[fact] = UNKNOWN if FACTS[fact].numeric else False
    return tuple(open_facts)
