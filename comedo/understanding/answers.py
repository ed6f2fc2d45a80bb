"""A reply to a pending question, read as that question's answer.

What "sometimes" and the like mean differs by question: ``lexicon/answers.yml`` has the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from spacy.tokens import Doc

from comedo.understanding.durations import WEEKS
from comedo.understanding.phrases import Match
from comedo.understanding.pipeline import Pipeline
from comedo.understanding.scopes import PUNCTUATION, Scopes, clauses, is_reply

Polarity = Literal["yes", "no", "not_sure"]

_OPENING = 4  # a reply word this late in a message is no longer its answer
_CARE = "weeks_of_consistent_care"
_AFTER_ECHO = frozenset(
    ["and", "but", "yes", "yeah", "no", "sometimes", "often", "a", "lot", "now", "though", "unfortunately"]
)
_NUMERIC = {_CARE, "age"}
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
    return match.end < len(doc) and doc[match.end].text not in PUNCTUATION | _AFTER_ECHO


def _first_said(doc: Doc, pipe: Pipeline) -> list[str]:
    """The reply words that a message opens with; failing that, those that it ends with."""
    last = max(clauses(doc), default=(0, 0))
    return replies(doc, pipe, 0, _OPENING) or replies(doc, pipe, *last)


def _denies_noun(doc: Doc, match: Match) -> bool:
    return (
        match.end - match.start == 1 and doc[match.start].text == "no" and not is_reply(doc, match)
    )


def polarity(doc: Doc, pipe: Pipeline) -> Polarity | None:
    """Whether ``doc`` opens with a yes, a no or an "I don't know"."""
    said = replies(doc, pipe, 0, _OPENING)
    return next((_POLARITY[label] for label in said if label in _POLARITY), None)


def answer_facts(
    doc: Doc,
    scopes: Scopes,
    pipe: Pipeline,
    asked: Sequence[str],
    facts: dict[str, Any],
    reply: Polarity | None,
) -> tuple[dict[str, Any], set[str]]:
    """Add to ``facts`` what ``doc`` answers about those ``asked``; also say which are doubtful."""
    said = _first_said(doc, pipe)
    open_facts = [fact for fact in asked if fact not in facts]
    if len(asked) == 1:
        return _single(pipe, asked[0], facts, said, reply, doc)
    doubtful: set[str] = set()
    everywhere = replies(doc, pipe)
    affirmed = [fact for fact in asked if facts.get(fact) is True]
    in_order = [replies(doc, pipe, start, end)[:1] for start, end in clauses(doc)]
    denies_rest = reply == "no" or {"none", "nothing_else"} & set(everywhere)
    if len(in_order) == len(asked) and all(in_order):
        for fact, (label,) in zip(asked, in_order, strict=True):
            value, unsure = _meaning(pipe, fact, label)
            if fact in open_facts and value is not None:
                facts[fact] = value
                doubtful |= {fact} if unsure else set()
    elif denies_rest or (affirmed and "only" in said):
        facts.update({fact: _no(fact) for fact in open_facts})
    elif reply == "not_sure" and len(open_facts) == len(asked):
        facts.update(dict.fromkeys(open_facts, "unknown"))
    return facts, doubtful


def _single(
    pipe: Pipeline,
    fact: str,
    facts: dict[str, Any],
    said: Sequence[str],
    reply: Polarity | None,
    doc: Doc,
) -> tuple[dict[str, Any], set[str]]:
    if fact in facts:
        told = (
            {True: "yes", False: "no"}.get(facts[fact]) if isinstance(facts[fact], bool) else None
        )
        differs = reply in {"yes", "no"} and told is not None and told != reply
        return facts, {fact} if differs or "probably" in said else set()
    number = _bare_number(doc) if fact == _CARE else None
    if number is not None:
        return {**facts, fact: number}, set()
    for label in said:
        value, unsure = _meaning(pipe, fact, label)
        if value is not None:
            return {**facts, fact: value}, {fact} if unsure else set()
    if doc and doc[0].text == "no" and fact not in _NUMERIC:  # "no pain at all"
        return {**facts, fact: False}, {fact}
    return facts, set()


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
    if fact == _CARE:
        return 0.0
    return None if fact == "age" else False


def _bare_number(doc: Doc) -> float | None:
    """The number of a reply such as "about ten, maybe": weeks, as the question asked."""
    if any(token.lemma_ in WEEKS or token.lemma_ == "time" for token in doc):
        return None
    numbers = [float(token.text) for token in doc if token.is_digit]
    words = [token for token in doc if token.text not in PUNCTUATION]
    return sum(numbers) / len(numbers) if 1 <= len(numbers) <= 2 and len(words) <= 8 else None
