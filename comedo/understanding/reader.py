"""Reads one message: the facts it tells, and its answer to a pending question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Union

from comedo.understanding.ages import read_age
from comedo.understanding.answers import CARE, Polarity, answer_facts, polarity
from comedo.understanding.care import Care, weeks_of_care
from comedo.understanding.evidence import combine, gather, settle
from comedo.understanding.pipeline import pipeline
from comedo.understanding.scopes import read_scopes

Value = Union[bool, float, Literal["unknown"]]


@dataclass(frozen=True)
class Reading:
    """What a message says.

    ``facts`` maps fact ids to what was read, ``doubtful`` names those worth reading back,
    and ``answer`` is the bare polarity of a reply that says little else.
    """

    facts: dict[str, Value]
    doubtful: frozenset[str]
    answer: Polarity | None


def read(text: str, asked: Sequence[str] = (), today: date | None = None) -> Reading:
    """Read ``text``, a person's message, as a reply to the question about the ``asked`` facts.

    ``today`` is the day that "since January" counts back from; never raises on any text.
    """
    pipe = pipeline()
    doc = pipe.nlp(text)
    scopes = read_scopes(doc, pipe.cues)
    told, doubtful = settle(gather(doc, scopes, pipe, asked))
    facts: dict[str, Value] = {**told}
    no_care, irregular = facts.pop("no_care", False), facts.pop("irregular_care", False)
    care = weeks_of_care(doc, scopes, pipe.about, today or date.today(), asked=CARE in asked)
    if no_care or irregular:
        care = Care(0.0, doubtful=not no_care)
    if care:
        facts[CARE] = care.weeks
        doubtful |= {CARE} if care.doubtful else set()
    age = read_age(doc, asked="age" in asked)
    if age is not None:
        facts["age"] = age
    facts = combine(facts, doubtful)
    if asked:
        facts, unsure = answer_facts(doc, pipe, asked, facts)
        doubtful |= unsure
    return Reading(facts, frozenset(doubtful & facts.keys()), polarity(doc, pipe))
