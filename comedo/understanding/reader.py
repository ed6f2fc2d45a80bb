"""Reads one message: the facts it tells, and its answer to a pending question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Union

from comedo.understanding import ages
from comedo.understanding.answers import Polarity, answer_facts, polarity
from comedo.understanding.durations import kind_of, stretches
from comedo.understanding.evidence import combine, gather, settle
from comedo.understanding.pipeline import pipeline
from comedo.understanding.scopes import read_scopes

Value = Union[bool, float, Literal["unknown"]]
CARE = "weeks_of_consistent_care"


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
    evidence = gather(doc, scopes, pipe, asked)
    told, doubtful = settle(evidence)
    facts: dict[str, Value] = dict(told)
    if not told.pop("no_care", False):
        for stretch in stretches(doc, today or date.today()):
            if scopes.other_person[stretch.start] or scopes.supposed[stretch.start]:
                continue
            kind = kind_of(doc, stretch, pipe.about)
            if kind == "care" or (CARE in asked and kind in {"unsaid", "bumps"}):
                if kind == "bumps" and CARE in facts:
                    continue
                facts[CARE] = stretch.weeks
                if stretch.vague or kind == "bumps":
                    doubtful.add(CARE)
                if kind == "care":
                    break
    if facts.pop("no_care", False):
        facts[CARE] = 0.0
    if facts.pop("irregular_care", False):
        facts[CARE] = 0.0
        doubtful.add(CARE)
    age = ages.read_age(doc, asked)
    if age is not None:
        facts["age"] = age
    facts = combine(facts, doubtful)
    reply = polarity(doc, pipe)
    if asked:
        facts, unsure = answer_facts(doc, scopes, pipe, asked, facts, reply)
        doubtful |= unsure
    elif "red_flag" in facts:
        del facts["red_flag"]
    return Reading(facts, frozenset(doubtful & facts.keys()), reply)
