"""Weeks of consistent care, told apart from how long the bumps exist, from age and from pills.

What a stretch of time is about is told by the words around it, listed in
``lexicon/durations.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from spacy.tokens import Doc

from comedo.understanding.clauses import GRAMMAR, PUNCTUATION, SENTENCE_END, corrects, next_of
from comedo.understanding.durations import Stretch, stretches
from comedo.understanding.scopes import Scopes

Kind = Literal["care", "bumps", "other", "unsaid"]

WHEN_ASKED: tuple[Kind, ...] = ("care", "unsaid", "bumps")
"""How long the bumps have been there is better than no answer."""
WHEN_NO_BETTER: tuple[Kind, ...] = ("care", "unsaid")
"""Who says that nothing changed in three months has most likely cared for their skin."""
OTHERWISE: tuple[Kind, ...] = ("care",)

_STARTING = {"start", "begin", "restart", "since", "move", "new", "put", "prescribe", "give"}
_RATES = {"every", "per", "each", "time", "once", "twice", "hour", "next", "minute", "first"}
_NOT_CARE = {"pregnant", "along", "old", "postpartum"}
_FAITHFUL = re.compile(
    r"\b(?:same|done|do|doing) (?:\w+ ){0,5}?(?:every|each) (?:single )?(?:day|night|morning)\b"
    r"|\b(?:without|not|never) (?:missing|missed|skipping|skipped)\b"
    r"|\b(?:look|looked|looking) after (?:my|her|his) (?:skin|face)\b"
)
_DAILY = re.compile(r"\b(?:every|each) (?:day|night|morning|evening)\b|\bday in\b")
_DAILY_FOR = re.compile(
    r"(?:yes ,? ?)?(?:every|each) (?:single )?(?:day|night|morning|evening)"
    r"(?: and (?:day|night|morning|evening))? (?:for |about |like |over |nearly )*"
)
_AT_IT = re.compile(
    r"\b(?:at (?:it|this)|back on it|do (?:it|this|that))"
    r"(?: (?:for|a|bit|just|over|about|around|almost|now))*$"
)
_LIKE_THAT = re.compile(r"\blike (?:that|this)(?: for)?$")
_ON_IT = re.compile(r"\bon it(?: for)?$")
_SO_FAR = PUNCTUATION | {"so", "now", "already"}
_ENDING = {",", ".", "and", "now", "of", "with"}


class Care(NamedTuple):
    """Weeks of consistent care, and whether they are worth reading back."""

    weeks: float
    doubtful: bool = False


class About(NamedTuple):
    """The words that tell what a stretch of time is about."""

    care: frozenset[str]
    bumps: frozenset[str]
    other: frozenset[str]


def about(lexicon: Mapping[str, Sequence[str]]) -> About:
    """The word lists of ``lexicon/durations.yml``."""
    return About(*(frozenset(lexicon[kind]) for kind in About._fields))


def weeks_of_care(
    doc: Doc, scopes: Scopes, words: About, today: date, kinds: Collection[Kind]
) -> Care | None:
    """The weeks of consistent care that ``doc`` tells of, if any, by stretches of these ``kinds``.

    The kinds are tried in their order; what is not said to be care is at least a guess.
    """
    found: dict[Kind, Care] = {}
    # "Week 3" may be when something happened: "clear in week 3, now at 7 weeks of it".
    for stretch in sorted(stretches(doc, today), key=lambda s: doc[s.start].text == "week"):
        corrected = stretch.start and doc[stretch.start - 1].text == "not"  # "not 11 weeks, 6"
        if not (corrected or scopes.other_person[stretch.start] or scopes.supposed[stretch.start]):
            kind = _kind_of(doc, stretch, words)
            guessed = kind == "bumps" or (kind == "unsaid" and "bumps" not in kinds)
            if kind not in found or corrects(doc[: stretch.start].text):
                found[kind] = Care(stretch.weeks, stretch.vague or guessed)
    return next((found[kind] for kind in kinds if kind in found), None)


def _kind_of(doc: Doc, stretch: Stretch, words: About) -> Kind:
    """What ``stretch`` is the length of, told by the words nearest to it in its clause."""
    before = [token.lemma_ for token in doc[max(0, stretch.start - 8) : stretch.start]]
    after = [token.lemma_ for token in doc[stretch.end : stretch.end + 3]]
    begin, end = _clause(doc, stretch)
    faithful = _FAITHFUL.search(doc[begin:end].text)
    kind = "care" if faithful else _kind_by_neighbours(doc, before, after, words)
    if kind:
        return kind
    nearest: dict[str, int] = {}
    for i in range(begin, end):
        if stretch.start <= i < stretch.end:
            continue
        distance = stretch.start - i if i < stretch.start else i - stretch.end + 1
        for name, lemmas in zip(About._fields, words, strict=True):
            if (doc[i].lemma_ in lemmas or doc[i].text in lemmas) and not _goes_on(doc, i, words):
                nearest[name] = min(distance, nearest.get(name, distance))
    if "other" in nearest and nearest["other"] <= nearest.get("care", len(doc)):
        return "other"
    if "care" in nearest:
        return "care"
    if "bumps" in nearest and before[-1:] not in (["in"], ["after"]):  # "not moved in 2 months"
        return "bumps"
    numbered = doc[stretch.start].text == "week"  # "week 3 now"
    return "care" if numbered or _within_care(doc, stretch, words) else "unsaid"


def _kind_by_neighbours(
    doc: Doc, before: Sequence[str], after: Sequence[str], words: About
) -> Kind | None:
    """What the words just ``before`` and ``after`` a stretch settle by themselves."""
    if _is_rate_or_date(before, after):
        return "other"
    if _LIKE_THAT.search(" ".join(before)):
        return "bumps"
    if after[:1] == ["in"] and _ENDING.issuperset(after[1:2]):  # "12 weeks in"
        return "care"
    at_it = _AT_IT.search(" ".join(before)) or after[:2] in (["of", "it"], ["of", "try"])
    if at_it or _is_in_use(doc, before, after, words):
        return "care"
    if after[:1] == ["old"] and not words.care.isdisjoint(before):  # "the routine is 4 weeks old"
        return "care"
    if before[-2:] == ["pregnant", ","] and "not" not in before:  # "I am pregnant, 20 weeks"
        return "other"
    return None if _NOT_CARE.isdisjoint(after[:1]) else "other"


def _goes_on(doc: Doc, i: int, words: About) -> bool:
    """Whether the "keep" at ``i`` is no care: "keep coming" is not, "keep washing" is."""
    if doc[i].lemma_ != "keep" or i + 1 == len(doc):
        return False
    return doc[i + 1].text.endswith("ing") and doc[i + 1].lemma_ not in words.care | {"do", "go"}


def _is_in_use(doc: Doc, before: Sequence[str], after: Sequence[str], words: About) -> bool:
    """Whether it is "14 weeks on it", said of a product, or "2 weeks into" a new one."""
    if after[:1] == ["into"]:
        return words.other.isdisjoint(token.lemma_ for token in doc)
    on_it = _ON_IT.search(" ".join(before)) or after[:2] == ["on", "it"]
    named = [token.lemma_ for token in doc if token.lemma_ in words.care | words.other]
    return bool(on_it and named) and named[-1] in words.care


def _within_care(doc: Doc, stretch: Stretch, words: About) -> bool:
    """Whether it stands by itself in a sentence about care: "same products, 6 weeks"."""
    first = stretch.start - (stretch.start > 0 and doc[stretch.start - 1].text in {"been", "so"})
    opened = first == 0 or doc[first - 1].text in PUNCTUATION
    alone = opened and (stretch.end == len(doc) or doc[stretch.end].text in _SO_FAR)
    end = next_of(doc, stretch.end, SENTENCE_END)
    start = next((i for i in range(stretch.start, 0, -1) if doc[i - 1].text in SENTENCE_END), 0)
    begins = stretch.start == 0 or _DAILY_FOR.fullmatch(f"{doc[start : stretch.start].text} ")
    around = doc[stretch.end if stretch.start == 0 else start : end]
    told = any(token.lemma_ in words.care for token in around)
    return bool(begins or alone) and (told or bool(_DAILY.search(around.text)))


def _is_rate_or_date(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether it is "twice a week", "every 3 months", "3 days ago" or "in 2 weeks"."""
    last = before[-1:] or [""]
    words = {*before, *after}
    rate = last[0] in _RATES
    ahead = last[0] in {"in", "within"} and words.isdisjoint({"not", "never", "once", "single"})
    paused = after[:1] in (["break"], ["off"])
    ago = after[:1] == ["ago"] and words.isdisjoint(_STARTING)
    return rate or ahead or ago or paused


def _clause(doc: Doc, stretch: Stretch) -> tuple[int, int]:
    stops = SENTENCE_END | GRAMMAR["contrast"] | {","}
    begin, end = stretch.start, stretch.end
    if begin and doc[begin - 1].text == "and":  # "I am pregnant, and 9 weeks into it"
        stops = stops | {"and"}
    while (
        begin > 0
        and doc[begin - 1].text not in stops
        and (doc[begin - 1].lemma_ not in {"week", "month", "year"} or doc[begin - 2].text == "a")
    ):
        begin -= 1
    while end < len(doc) and doc[end].text not in stops | {"and"}:
        end += 1
    return begin, end
