"""A reply to a pending question, read as that question's answer.

What "sometimes" and the like mean differs by question: ``lexicon/answers.yml`` has the table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from spacy.tokens import Doc

from comedo.understanding.clauses import GRAMMAR, PUNCTUATION, clause_start, clauses
from comedo.understanding.durations import MONTHS, WEEKS
from comedo.understanding.evidence import Evidence
from comedo.understanding.phrases import Match
from comedo.understanding.pipeline import Pipeline
from comedo.understanding.scopes import Scopes, is_reply

Polarity = Literal["yes", "no", "not_sure"]

_NUMBER_REPLY = 10  # words: in longer replies a bare number may count anything
_SHORT_REPLY = 6  # words
_FIRST_WORDS = 2  # "well no, it …"
_OPENING = 4  # a reply word this late in a message is no longer its answer
_CLOSING = 4  # words: "…, so yes" ends with an answer, a longer clause may just hold one
CARE = "weeks_of_consistent_care"
MILD = "mild"
MANY = 10
"""More bumps than that are no longer the few of S29."""
_FEWER = {"less", "fewer", "under", "below"}
_NUMERIC = {CARE, "age"}
_NO_COUNT = {*WEEKS, *MONTHS, "time"}
_POLARITY: dict[str, Polarity] = {
    "yes": "yes",
    "yes_alone": "yes",
    "probably": "yes",
    "no": "no",
    "echoed_yes": "yes",
    "echoed_no": "no",
    "none": "no",
    "probably_not": "no",
    "not_sure": "not_sure",
    "refusal": "not_sure",
}
_DEGREES = {"sometimes", "somewhat"}
_IF_DENIED = dict.fromkeys({"yes", "yes_alone", "probably", "often"} | _DEGREES, "probably_not")
_ASKED_BY_NO = {"persistent", "mild"}
"""Asked for with "are they no better?" or "how many?": a no at the start may say either."""


class Reply(NamedTuple):
    """A reply to a question: its words, the scopes in it, what was asked, what it tells."""

    doc: Doc
    scopes: Scopes
    pipe: Pipeline
    asked: Sequence[str]
    evidence: Collection[Evidence]


def labels(
    doc: Doc, scopes: Scopes, pipe: Pipeline, start: int = 0, end: int | None = None
) -> list[str]:
    """The labels of the reply words between ``start`` and ``end``, longest phrase first served."""
    end = len(doc) if end is None else end
    found = [match for match in pipe.replies(doc) if start <= match.start < end]
    return [
        _IF_DENIED.get(match.label, match.label) if _is_denied(match, scopes) else match.label
        for match in found
        if not any(other.covers(match) for other in found)
        and not _denies_noun(doc, match)
        and not (match.label in _WHOLE_CLAUSE and _is_within_more(doc, match))
    ]


_WHOLE_CLAUSE = {"echoed_yes", "echoed_no", "yes_alone", "probably"}
"""Labels of words that are an answer only by themselves: "I do", "very", "I guess"."""


def _is_within_more(doc: Doc, match: Match) -> bool:
    if doc[match.start].text in GRAMMAR["openers"] and match.end < len(doc) - 1:
        return True  # "right. no pus" begins to tell
    start = clause_start(doc, match.start)
    introduced = {token.text for token in doc[start : match.start]} <= GRAMMAR["before_echo"]
    goes_on = (
        match.end < len(doc) and doc[match.end].text not in PUNCTUATION | GRAMMAR["after_echo"]
    )
    if match.label == "probably":
        return start != match.start
    return goes_on or not introduced


def _is_denied(match: Match, scopes: Scopes) -> bool:
    return any(scopes.denied[match.start : match.end]) and scopes.negations.isdisjoint(
        range(match.start, match.end)
    )


def _denies_noun(doc: Doc, match: Match) -> bool:
    return (
        match.end - match.start == 1 and doc[match.start].text == "no" and not is_reply(doc, match)
    )


def _first_said(reply: Reply) -> list[str]:
    """The reply words that a message opens with; failing that, those of its last clause."""
    doc, scopes, pipe = reply.doc, reply.scopes, reply.pipe
    start, end = max(clauses(doc), default=(0, 0))
    said = labels(doc, scopes, pipe, start, end)
    if end - start > _CLOSING:
        last = labels(doc, scopes, pipe, end - 1, end)
        said = last or [label for label in said if label not in {"yes", "no", "none"}]
    opening = labels(doc, scopes, pipe, 0, _OPENING)
    return [*opening, *said] if opening in ([], ["only"]) else opening


def polarity(doc: Doc, scopes: Scopes, pipe: Pipeline) -> Polarity | None:
    """Whether ``doc`` is, or opens with, a yes, a no or an "I don't know"."""
    opening = len(doc) if len(doc) <= _SHORT_REPLY else _FIRST_WORDS
    said = labels(doc, scopes, pipe, 0, opening)
    if {"yes", "no"} <= set(said[:2]) and "but" not in doc.text:
        return "no"  # "yeah no", "no yeah"
    return next((_POLARITY[label] for label in said if label in _POLARITY), None)


_NEVER_UNSURE = {"red_flag", "active_infection", "pregnant", "unsure_what_is_safe"}
"""What tells of these counts, however unsure somebody is."""


def _gives_up(reply: Reply) -> bool:
    """Whether a reply ends in a shrug: "irritation or a rash, no clue"."""
    start, end = max(clauses(reply.doc), default=(0, 0))
    shrugs = (match for match in reply.pipe.replies(reply.doc) if match.label == "not_sure")
    closes = any(match.start >= start and match.end == end > match.start + 1 for match in shrugs)
    return closes and "but" not in reply.doc.text


def answer_facts(reply: Reply, facts: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """``facts`` with what ``reply`` answers about those asked, and which answers are doubtful."""
    if _gives_up(reply):
        guessed = {fact for fact in reply.asked if facts.get(fact) is True}
        facts = {**facts, **dict.fromkeys(guessed - _NEVER_UNSURE, "unknown")}
    if len(reply.asked) > 1:
        return _several(reply, facts)
    if reply.asked[0] == "red_flag" and facts and _says_yes_to_else(reply):
        return {**facts}, set()
    return _one(reply, reply.asked[0], facts)


def _says_yes_to_else(reply: Reply) -> bool:
    """Whether it is "yes I am careful, same routine for 30 weeks", which is no alarm."""
    goes_on = len(reply.doc) > 1 and reply.doc[1].text not in PUNCTUATION
    return goes_on and polarity(reply.doc, reply.scopes, reply.pipe) == "yes"


def _one(reply: Reply, fact: str, facts: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    doc, pipe = reply.doc, reply.pipe
    said = _first_said(reply)
    answer = polarity(doc, reply.scopes, pipe)
    number = _bare_number(doc) if "age" not in facts else None
    words = {token.text for token in doc}
    many = number is not None and number > MANY and _FEWER.isdisjoint(words)
    if fact == MILD and many:  # however much they fade
        return {**facts, fact: False}, set()
    if fact in facts:
        if facts[fact] is True and _is_refuted(reply, fact):
            return {**facts, fact: False}, {fact}
        told = {True: "yes", False: "no"}.get(facts[fact])
        differs = told is not None and answer in {"yes", "no"} and answer != told
        return {**facts}, {fact} if differs or "probably" in said else set()
    if answer is None and _gives_up(reply) and fact not in _NEVER_UNSURE:
        return {**facts, fact: "unknown"}, set()
    places = _places(doc) if fact == "red_flag" else []
    if places and not any(token.is_digit for token in doc):  # "1" may mean the first choice
        return {**facts, fact: True, **({"crisis": True} if _LAST in places else {})}, set()
    if number is not None and fact == CARE:
        return {**facts, fact: number}, set()
    if number is not None and fact == MILD:
        return {**facts, fact: not many}, set()
    if answer == "no":
        said = [label for label in said if _POLARITY.get(label) != "yes"]
    opening = labels(doc, reply.scopes, pipe, 0, _FIRST_WORDS)
    for label in said:
        if facts and label in _DEGREES and label not in opening:
            continue  # "my skin is kinda dry", asked for something else
        value, doubtful = _meaning(pipe, fact, label)
        if value is not None:
            return {**facts, fact: value}, {fact} if doubtful else set()
    denies = any(token.text in {"no", "not"} for token in doc[:_OPENING])  # "no pain at all"
    elsewhere = fact in {"red_flag", CARE} and facts  # "not" may be of what was told besides
    if denies and not elsewhere and _no(fact) is not None and "refusal" not in said:
        return {**facts, fact: _no(fact)}, {fact}
    return {**facts}, set()


def _is_refuted(reply: Reply, fact: str) -> bool:
    """Whether a no at the start stands against what merely sounds like a yes further on.

    "No, it takes everything" does; "no, they won't budge" and "no, but …" do not.
    """
    words = [token.text for token in reply.doc]
    grounds = [item for item in reply.evidence if item.fact == fact and item.value]
    return (
        fact not in _ASKED_BY_NO
        and words[0] in GRAMMAR["closing_no"]
        and (is_reply(reply.doc, Match("no", 0, 1)) or all(item.weak for item in grounds))
        and GRAMMAR["restricting"].isdisjoint(words)
        and not any(item.own_denial for item in grounds)
    )


def _several(reply: Reply, facts: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """Answers to "any of these?": a no covers all that was not named, a yes alone none."""
    doc, scopes, pipe, asked = reply.doc, reply.scopes, reply.pipe, reply.asked
    picked = _picked(doc, asked)
    if picked:
        return {**facts, **dict.fromkeys(picked, True)}, set()
    answer = polarity(doc, scopes, pipe)
    still_open = [fact for fact in asked if fact not in facts]
    in_order = [labels(doc, scopes, pipe, start, end)[:1] for start, end in clauses(doc)]
    if len(in_order) == len(asked) and all(in_order):  # "no, yes, no"
        answers = zip(asked, in_order, strict=True)
        meant = {fact: _meaning(pipe, fact, label) for fact, (label,) in answers}
        read = {fact: meant[fact] for fact in still_open if meant[fact][0] is not None}
        doubtful = {fact for fact, (_, unsure) in read.items() if unsure}
        return {**facts, **{fact: value for fact, (value, _) in read.items()}}, doubtful
    said = labels(doc, scopes, pipe)
    names_one = len(still_open) < len(asked)
    unsure_of_one = names_one and "not_sure" in said  # ask for it alone
    denies_rest = not unsure_of_one and (
        answer == "no"
        or not {"none", "nothing_else"}.isdisjoint(said)
        or (names_one and "only" in _first_said(reply))
    )
    if denies_rest:
        return {**facts, **{fact: _no(fact) for fact in still_open}}, set()
    if (answer == "not_sure" or _gives_up(reply)) and len(still_open) == len(asked):
        return {**facts, **dict.fromkeys(still_open, "unknown")}, set()
    return {**facts}, set()


_LAST = -1
_PLACES = {"first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": _LAST}
_ALL = re.compile(
    r"(?:yes |yes , )?(?:to )?(?:both|all|the lot|everything|each|every one)"
    r"(?: (?:of )?(?:the )?(?:them|those|these|above|lot|that|it|2|3|4|5|two|three|yes|sadly"
    r"|unfortunately|really|honestly|honest|apply|applies|fit|fits|above))*\W*"
)


def _picked(doc: Doc, asked: Sequence[str]) -> list[str]:
    """The facts that a reply names by their place: "the second one", "number 2", "both"."""
    if _ALL.fullmatch(doc.text):
        return list(asked)
    places = _places(doc)
    return [asked[place] for place in places if place < len(asked)]


def _places(doc: Doc) -> list[int]:
    """The places in a list that a reply names and does little else, the first being 0."""
    words = [token.text for token in doc if token.text not in PUNCTUATION]
    if not all(
        word in _PLACES or word.isdigit() or word in GRAMMAR["with_place"] for word in words
    ):
        return []
    return [
        int(word) - 1 if word.isdigit() else _PLACES[word]
        for word in words
        if word in _PLACES or (word.isdigit() and int(word))
    ]


def _meaning(pipe: Pipeline, fact: str, label: str) -> tuple[Any, bool]:
    """What a reply word means for ``fact``, and whether to read it back; ``None`` for nothing."""
    if label == "not_sure":
        return "unknown", False
    if label in {"no", "none", "echoed_no"}:
        return _no(fact), False
    if label == "probably_not":
        return _no(fact), True
    if label in {"yes", "yes_alone", "echoed_yes", "probably"}:
        return (None if fact in _NUMERIC else True), label == "probably"
    table = pipe.answers.get(fact, {})
    return table.get(label, pipe.answers["any_other"].get(label)), label != "often"


def _no(fact: str) -> Any:
    if fact == CARE:
        return 0.0
    return None if fact == "age" else False


def _bare_number(doc: Doc) -> float | None:
    """The number of "about ten, maybe", or the middle of "8 or 9": of weeks or bumps, as asked."""
    if any(token.lemma_ in _NO_COUNT for token in doc):
        return None
    numbers = [float(token.text) for token in doc if token.text.replace(".", "", 1).isdecimal()]
    words = [token for token in doc if token.text not in PUNCTUATION]
    if not numbers or len(words) > _NUMBER_REPLY:
        return None
    return sum(numbers) / len(numbers)
