"""Reads one message: the facts it tells, and its answer to a pending question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, Union

from spacy.tokens import Doc

from comedo.recent import RecentResults
from comedo.understanding.ages import read_age
from comedo.understanding.answers import CARE, Polarity, Reply, answer_facts, polarity
from comedo.understanding.care import (
    OTHERWISE,
    WHEN_ASKED,
    WHEN_NO_BETTER,
    Care,
    Kind,
    weeks_of_care,
)
from comedo.understanding.clauses import sentences
from comedo.understanding.evidence import PIECE_OF, gather, left_open
from comedo.understanding.phrases import Match
from comedo.understanding.pipeline import Pipeline, pipeline
from comedo.understanding.scopes import Scopes, read_scopes
from comedo.understanding.settling import combine, settle

Value = Union[bool, float, Literal["unknown"]]

_NUMBERED = re.compile(r"(?:^|(?<=[\s,;/.]))(\d)(?:\s*[.):=-]\s*|\s+|(?=[a-z]))")
_LONE = 2  # words and marks: "yes."
_PAIR = 2  # facts
_SEVERAL_SIGNS = 3  # half of those that the question about urgent signs lists
RED_FLAG = "red_flag"
RETINOID = "topical_retinoid"


@dataclass(frozen=True)
class Reading:
    """What a message says.

    ``facts`` maps fact ids to what was read (read-only, as it is kept for the same message from
    others), ``doubtful`` names those worth reading back, and ``answer`` is the bare polarity of
    a reply that says little else.
    """

    facts: Mapping[str, Value]
    doubtful: frozenset[str]
    answer: Polarity | None


_latest = RecentResults[Reading]()


def read(text: str, asked: Sequence[str] = (), today: date | None = None) -> Reading:
    """Read ``text``, a person's message, as a reply to the question about the ``asked`` facts.

    Where one question asks for several facts and the reply has as many sentences, each sentence
    answers one of them. ``today`` is the day that "since January" counts back from; never raises
    on any text.
    """
    day = today or date.today()
    return _latest.get(f"{day} {tuple(asked)} {text}", lambda: _read_anew(text, asked, day))


@lru_cache(maxsize=1)
def _doc(text: str) -> Doc:
    """The words of the latest text, which is often read twice: by itself, and as an answer."""
    return pipeline().nlp(text)


def _read_anew(text: str, asked: Sequence[str], today: date) -> Reading:
    doc = _doc(_one_a_line(text, len(asked)))
    reading = _read(doc, asked, today)
    answers = [doc[start:end].as_doc() for start, end in _statements(doc) if start + 1 < end]
    if 1 < len(asked) == len(answers):
        return _read_in_order(reading, answers, asked, today)
    return reading


def _one_a_line(text: str, asked: int) -> str:
    """``text``, or its answers if they are numbered like the ``asked`` facts: "1 no 2 yes"."""
    before, *numbered = _NUMBERED.split(text)
    numbers, answers = numbered[::2], numbered[1::2]
    if asked < _PAIR or before.strip() or numbers != [str(i + 1) for i in range(asked)]:
        return text
    return "".join(f"{answer.strip(' ,;/')}\n" for answer in answers)


def _statements(doc: Doc) -> list[tuple[int, int]]:
    """The sentences, where "bit pink? or that's just my face" is one."""
    bounds: list[tuple[int, int]] = []
    for start, end in sentences(doc):
        goes_on = bounds and doc[start].text in {"or", "but", "and"}
        bounds.append((bounds.pop()[0] if goes_on else start, end))
    return bounds


def _read(doc: Doc, asked: Sequence[str], today: date) -> Reading:
    pipe = pipeline()
    scopes = read_scopes(doc, pipe.cues)
    matches = pipe.evidence(doc)
    evidence = gather(doc, scopes, pipe, matches, asked)
    told, doubtful = settle(evidence)
    facts: dict[str, Value] = {**told}
    no_care, irregular = facts.pop("no_care", False), facts.pop("irregular_care", False)
    care = weeks_of_care(doc, scopes, pipe.about, today, _kinds(facts, asked))
    if no_care or irregular:
        care = Care(0.0, doubtful=not no_care)
    if care:
        facts[CARE] = care.weeks
        doubtful |= {CARE} if care.doubtful else set()
    age = read_age(doc, asked)
    if age is not None:
        facts["age"] = age
    facts = combine(facts, doubtful)
    facts = {**dict.fromkeys(left_open(scopes, pipe, matches), "unknown"), **facts}
    if RED_FLAG not in asked and _denies_urgent_signs(doc, scopes, pipe, matches):
        facts.setdefault(RED_FLAG, False)
    if asked:
        facts, unsure = answer_facts(Reply(doc, scopes, pipe, asked, evidence), facts)
        doubtful |= unsure
    # A yes that goes on to tell other things was taken for none about danger.
    unanswered = RED_FLAG in asked and facts and RED_FLAG not in facts
    answer = None if unanswered else polarity(doc, scopes, pipe)
    return Reading(MappingProxyType(facts), frozenset(doubtful & facts.keys()), answer)


def _kinds(facts: Mapping[str, Value], asked: Sequence[str]) -> tuple[Kind, ...]:
    """The stretches of time that are weeks of care in a message that tells these ``facts``."""
    if CARE in asked:
        return WHEN_ASKED
    if "pregnant" in asked:
        return ()
    no_better = facts.get("persistent") is True and "look_alike" not in facts
    # Nothing that is asked for about danger is measured in weeks.
    by_the_way = RED_FLAG in asked and True not in facts.values()
    in_use = RETINOID in asked and facts.get(RETINOID) is True
    return WHEN_NO_BETTER if no_better or by_the_way or in_use else OTHERWISE


def _denies_urgent_signs(
    doc: Doc, scopes: Scopes, pipe: Pipeline, matches: Sequence[Match]
) -> bool:
    """Whether so many urgent signs are denied, and none told, that nobody need ask for them."""
    if not scopes.negations:
        return False
    signs = [
        sign
        for sign in gather(doc, scopes, pipe, matches, (RED_FLAG,))
        if PIECE_OF.get(sign.fact, sign.fact) == RED_FLAG
    ]
    return len(signs) >= _SEVERAL_SIGNS and not any(sign.value for sign in signs)


def _read_in_order(
    whole: Reading, answers: Sequence[Doc], asked: Sequence[str], today: date
) -> Reading:
    """``whole``, put right by reading each of the ``answers`` as one to its own fact.

    A sentence that tells of another fact of the list shows that they are in no such order, and
    so does a lone yes: "Yes. They come back."
    """
    facts, doubtful = dict(whole.facts), set(whole.doubtful)
    polarities = [_read(answer, (), today).answer for answer in answers]
    for fact, answer in zip(asked, answers, strict=True):
        own = _read(answer, (fact,), today)
        told = _read(answer, (), today).facts
        elsewhere = fact not in told and any(told.get(other) is True for other in asked)
        lone = own.answer == "yes" and len(answer) <= _LONE and len(asked) <= _PAIR
        if elsewhere or (lone and polarities[-1] is None):
            return whole
        if fact in own.facts:
            facts[fact] = own.facts[fact]
            doubtful = (doubtful - {fact}) | (own.doubtful & {fact})
    return Reading(MappingProxyType(facts), frozenset(doubtful), whole.answer)
