"""A reply to a pending question, read as that question's answer.

What "sometimes" and the like mean differs by question: ``lexicon/answers.yml`` has the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from spacy.tokens import Doc

from comedo.understanding.clauses import GRAMMAR, PUNCTUATION, clauses
from comedo.understanding.durations import WEEKS
from comedo.understanding.phrases import Match
from comedo.understanding.pipeline import Pipeline
from comedo.understanding.scopes import is_reply

Polarity = Literal["yes", "no", "not_sure"]

_NUMBER_REPLY = 8  # words: in longer replies a bare number may count anything
_SHORT_REPLY = 6  # words
_FIRST_WORDS = 2  # "well no, it …"
_OPENING = 4  # a reply word this late in a message is no longer its answer
CARE = "weeks_of_consistent_care"
_NUMERIC = {CARE, "age"}
_POLARITY: dict[str, Polarity] = {
    "yes": "yes",
    "probably": "yes",
    "no": "no",
    "echoed_yes": "yes",
    "echoed_no": "no",
    "none": "no",
    "probably_not": "no",
    "not_sure": "not_sure",
}


def replies(doc: Doc, pipe: Pipeline, start: int = 0, end: int | None = None) -> list[str]:
    """The labels of the reply words between ``start`` and ``end``, longest phrase first served."""
    end = len(doc) if end is None else end
    found = [match for match in pipe.replies(doc) if start <= match.start < end]
    return [
        match.label
        for match in found
        if not any(other.covers(match) for other in found)
        and not _denies_noun(doc, match)
        and not (match.label == "echoed_yes" and _goes_on(doc, match))
    ]


def _goes_on(doc: Doc, match: Match) -> bool:
    return match.end < len(doc) and doc[match.end].text not in PUNCTUATION | GRAMMAR["after_echo"]


def _first_said(doc: Doc, pipe: Pipeline) -> list[str]:
    """The reply words that a message opens with; failing that, those that it ends with."""
    last = max(clauses(doc), default=(0, 0))
    return replies(doc, pipe, 0, _OPENING) or replies(doc, pipe, *last)


def _denies_noun(doc: Doc, match: Match) -> bool:
    return (
        match.end - match.start == 1 and doc[match.start].text == "no" and not is_reply(doc, match)
    )


def polarity(doc: Doc, pipe: Pipeline) -> Polarity | None:
    """Whether ``doc`` is, or opens with, a yes, a no or an "I don't know"."""
    opening = len(doc) if len(doc) <= _SHORT_REPLY else _FIRST_WORDS
    said = replies(doc, pipe, 0, opening)
    return next((_POLARITY[label] for label in said if label in _POLARITY), None)


def answer_facts(
    doc: Doc, pipe: Pipeline, asked: Sequence[str], facts: Mapping[str, Any]
) -> tuple[dict[str, Any], set[str]]:
    """``facts`` with what ``doc`` answers about those ``asked``, and which answers are doubtful."""
    if len(asked) == 1:
        return _one(doc, pipe, asked[0], facts)
    return _several(doc, pipe, asked, facts)


def _one(
    doc: Doc, pipe: Pipeline, fact: str, facts: Mapping[str, Any]
) -> tuple[dict[str, Any], set[str]]:
    said = _first_said(doc, pipe)
    if fact in facts:
        told = {True: "yes", False: "no"}.get(facts[fact])
        reply = polarity(doc, pipe)
        differs = told is not None and reply in {"yes", "no"} and reply != told
        return {**facts}, {fact} if differs or "probably" in said else set()
    number = _bare_number(doc) if fact == CARE else None
    if number is not None:
        return {**facts, fact: number}, set()
    for label in said:
        value, doubtful = _meaning(pipe, fact, label)
        if value is not None:
            return {**facts, fact: value}, {fact} if doubtful else set()
    denies = any(token.text in {"no", "not"} for token in doc[:_OPENING])  # "no pain at all"
    if denies and _no(fact) is not None:
        return {**facts, fact: _no(fact)}, {fact}
    return {**facts}, set()


def _several(
    doc: Doc, pipe: Pipeline, asked: Sequence[str], facts: Mapping[str, Any]
) -> tuple[dict[str, Any], set[str]]:
    """Answers to "any of these?": a no covers all that was not named, a yes alone none."""
    reply = polarity(doc, pipe)
    still_open = [fact for fact in asked if fact not in facts]
    in_order = [replies(doc, pipe, start, end)[:1] for start, end in clauses(doc)]
    if len(in_order) == len(asked) and all(in_order):  # "no, yes, no"
        answers = zip(asked, in_order, strict=True)
        meant = {fact: _meaning(pipe, fact, label) for fact, (label,) in answers}
        read = {fact: meant[fact] for fact in still_open if meant[fact][0] is not None}
        doubtful = {fact for fact, (_, unsure) in read.items() if unsure}
        return {**facts, **{fact: value for fact, (value, _) in read.items()}}, doubtful
    names_one = any(facts.get(fact) is True for fact in asked)
    denies_rest = (
        reply == "no"
        or not {"none", "nothing_else"}.isdisjoint(replies(doc, pipe))
        or (names_one and "only" in _first_said(doc, pipe))
    )
    if denies_rest:
        return {**facts, **{fact: _no(fact) for fact in still_open}}, set()
    if reply == "not_sure" and len(still_open) == len(asked):
        return {**facts, **dict.fromkeys(still_open, "unknown")}, set()
    return {**facts}, set()


def _meaning(pipe: Pipeline, fact: str, label: str) -> tuple[Any, bool]:
    """What a reply word means for ``fact``, and whether to read it back; ``None`` for nothing."""
    if label == "not_sure":
        return "unknown", False
    if label in {"no", "none", "echoed_no"}:
        return _no(fact), False
    if label == "probably_not":
        return _no(fact), True
    if label in {"yes", "echoed_yes", "probably"}:
        return (None if fact in _NUMERIC else True), label == "probably"
    table = pipe.answers.get(fact, {})
    return table.get(label, pipe.answers["any_other"].get(label)), True


def _no(fact: str) -> Any:
    if fact == CARE:
        return 0.0
    return None if fact == "age" else False


def _bare_number(doc: Doc) -> float | None:
    """The number of "about ten, maybe", or the middle of "8 or 9": weeks, as was asked."""
    if any(token.lemma_ in WEEKS or token.lemma_ == "time" for token in doc):
        return None
    numbers = [float(token.text) for token in doc if token.is_digit]
    words = [token for token in doc if token.text not in PUNCTUATION]
    if not numbers or len(words) > _NUMBER_REPLY:
        return None
    return sum(numbers) / len(numbers)
