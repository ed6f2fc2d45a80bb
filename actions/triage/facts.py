"""The facts that Comedo gathers about a person, each with the words to name it.

A fact is three-valued: ``True``, ``False`` or :data:`UNKNOWN` (the person said that they
don't know). Weeks and age are numbers. A fact that was never settled is absent from the
mapping, which is not the same as unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Union

UNKNOWN: Literal["unknown"] = "unknown"

Value = Union[bool, float, Literal["unknown"]]
Facts = Mapping[str, Value]


@dataclass(frozen=True)
class Fact:
    """A thing that Comedo can know about a person.

    ``said`` completes "You said that …"; ``denied`` is the same for a "no" and ``unsure``
    completes "You were not sure …" where "whether" with ``said`` does not. Signs
    (``asked=False``) are noticed when a person mentions them, never asked for, and stay
    out of the ``facts`` that the bot shows.
    """

    id: str
    said: str
    denied: str
    numeric: bool = False
    asked: bool = True
    unsure: str = ""


_ALL = (
    Fact(
        "weeks_of_consistent_care",
        "you have kept to one routine for {value:g} weeks",
        "you have no steady routine",
        numeric=True,
        unsure="for how many weeks you have kept to one routine",
    ),
    Fact(
        "persistent",
        "the whiteheads have not cleared or got better",
        "the whiteheads have cleared or got better",
    ),
    Fact(
        "widespread_congestion",
        "bumps cover a wide area and the skin feels uneven",
        "it is one small area, or the skin feels smooth",
    ),
    Fact(
        "turns_inflamed",
        "the bumps often turn red and sore",
        "the bumps rarely turn red and sore",
    ),
    Fact(
        "blocks_treatment",
        "clogged pores keep a treatment from working",
        "clogged pores do not hold a treatment back",
    ),
    Fact(
        "barrier_irritated",
        "your skin is sore, stinging, peeling or raw right now",
        "your skin is calm right now",
    ),
    Fact(
        "active_infection",
        "a spot has pus, a crust or spreading warmth",
        "no spot looks infected",
    ),
    Fact("cystic_acne", "you have deep, painful lumps", "you have no deep, painful lumps"),
    Fact(
        "mild",
        "you have only a few, and they are new to care or getting better",
        "it is more than a few, or they are not getting better",
    ),
    Fact(
        "very_sensitive",
        "your skin reacts to almost everything or is damaged",
        "your skin is not extremely sensitive",
    ),
    Fact(
        "keeps_returning",
        "the bumps clear and then come back",
        "the bumps do not clear and come back",
    ),
    Fact(
        "unsure_what_is_safe",
        "you are not sure what is safe to use",
        "you know what is safe to use",
    ),
    Fact(
        "confidence_affected",
        "your skin affects how you feel about yourself",
        "your skin does not get you down",
    ),
    Fact(
        "hormonal_or_medical_trigger",
        "you suspect hormones or a health cause",
        "you do not suspect hormones or a health cause",
    ),
    Fact("self_extraction", "you squeeze, pick or use tools", "you do not squeeze or pick"),
    Fact("red_flag", "you have a sign that needs urgent care", "you have no urgent sign"),
    Fact("age", "the age is {value:g}", "", numeric=True, unsure="about the age, or kept it back"),
    Fact("pregnant", "you are or may be pregnant", "you are not pregnant"),
    Fact(
        "topical_retinoid",
        "you use a retinoid cream or gel",
        "you do not use a retinoid cream or gel",
    ),
    Fact("oral_isotretinoin", "you take isotretinoin", "you do not take isotretinoin"),
    Fact(
        "look_alike",
        "the bumps may be something other than whiteheads",
        "the bumps look and feel like whiteheads",
    ),
    # Signs: they change what goes beside the outcome.
    Fact("crisis", "you may be in danger from yourself", "", asked=False),
    Fact("emergency", "a sign cannot wait", "", asked=False),
    Fact("distress", "this weighs heavily on you", "", asked=False),
    Fact("hormonal_signs", "there are signs of a hormone change", "", asked=False),
    Fact("asked_by_parent", "you ask for your child", "", asked=False),
)

FACTS: Mapping[str, Fact] = {fact.id: fact for fact in _ALL}


def shown(facts: Facts) -> dict[str, Value]:
    """The facts without the signs: what the ``custom`` JSON carries under ``facts``."""
    return {name: value for name, value in facts.items() if FACTS[name].asked}


def holds(facts: Facts, name: str) -> bool:
    """Whether a yes/no fact is known to be true."""
    return facts.get(name) is True
