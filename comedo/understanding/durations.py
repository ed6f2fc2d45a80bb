"""Stretches of time, in weeks: "two and a half months", "8-10 weeks", "since January".

Most number words are digits by now (:mod:`comedo.understanding.words`).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from spacy.tokens import Doc

from comedo.understanding.clauses import GRAMMAR

WEEKS = {"day": 1 / 7, "night": 1 / 7, "week": 1.0, "fortnight": 2.0, "month": 4.345, "year": 52.0}
"""Weeks in each unit: a month is a twelfth of 365 days."""

_RECENT = 120  # days: "last summer" is rarely the one that has just begun
_UNIT = r"(?P<unit>day|night|week|fortnight|month|year)s?"
_N = r"\d+(?:\.\d+)?|1/2"
_SMALL = {"one": 1, "two": 2, "couple": 2, "few": 3, "several": 4}
_AMOUNT = re.compile(  # "8-10 weeks", "10 ish weeks", "2 and a half months"
    rf"(?P<low>{_N}|one|two)(?: \+)?"
    rf"(?: (?:-|–|—|to|or|and|/|maybe)? ?(?P<high>{_N}|two))?(?P<half> and a half)?"
    r"(?: (?:ish|odd|or so|full|whole|solid|straight|good|long|plus|th|\+|-))*"
    rf" {_UNIT}\b(?P<half_after> and a half)?"
)
_SPOKEN = re.compile(  # "half a year", "a couple of months", "a year and a half"
    r"\b(?:(?P<half>half (?:of )?a|half|quarter of a)"
    r"|(?P<many>(?:a )?(?:good |solid |whole |full )?(?:couple|few|several)(?: of)?)"
    r"|(?P<one>an?|one)(?: (?:good|solid|whole|full))?)"
    rf" (?:(?:good|solid|whole|full|more) )*{_UNIT}\b(?P<half_after> and a half)?"
)
_HALFWAY = re.compile(rf"\bhalf ?way (?:through|into|in) (?:\w+ ){{0,2}}(?P<whole>{_N}) {_UNIT}\b")
_ORDINAL = re.compile(rf"\bweeks? (?:number |: )?(?P<low>{_N})\b")
_SHORTHAND = re.compile(r"\b(?P<low>\d{1,2}) / (?P<per>52|12)\b")  # weeks or months, by clinicians
_VAGUE = re.compile(r"\b(?:for |many |been )(?P<vague>weeks|months|years|ages|forever)\b")
_VAGUE_ONLY = re.compile(r"^(?:for |about |oh )?(?P<vague>weeks|months|years|ages|forever)\b")
_VAGUE_WEEKS = {"weeks": 4.0, "months": 13.0, "years": 104.0, "ages": 26.0, "forever": 52.0}
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
_FEASTS = {
    "new year": (1, 1), "christmas": (12, 25), "easter": (4, 5), "halloween": (10, 31),
    "valentine": (2, 14), "labor day": (9, 7), "labour day": (9, 7), "thanksgiving": (11, 26),
    "canadian thanksgiving": (10, 12), "august bank holiday": (8, 31),
}  # fmt: skip
_UNITS = {"week", "month", "year"}
_STARTS = [*_FEASTS, *MONTHS, *_SEASONS, *_DAYS, *_UNITS]
_PARTS = "start of |beginning of |early |mid |middle of |late |end of "
_DATE = (
    rf"(?P<part>{_PARTS})?(?:the )?(?:(?P<day>\d{{1,2}}) (?:st |nd |rd |th )?(?:of )?)?"
    rf"(?:the )?(?P<last>last )?(?P<when>{'|'.join(_STARTS)})s?\b"
    r"(?: (?:the )?(?P<day_after>\d{1,2})\b)?(?: ,? ?(?P<year>20\d\d)\b)?"
)
_SINCE = re.compile(rf"\bsince (?:around |about |the |like |roughly )*{_DATE}")
_BEGUN = re.compile(  # "I started it last week", "I began a proper routine on 28 September"
    r"\b(?:start|started|began|begun) (?:\w+ ){0,6}?"
    rf"(?P<recent>yesterday\b|(?:(?:on|in|from|around|at) |(?=last |{_PARTS}|\d)){_DATE})"
)
_DATE_ONLY = re.compile(rf"^(?:[a-z]+ [:,]? ?){{0,4}}(?=(?:the )?\d)(?P<date>{_DATE})[^\d]*$")
_STANDS_FOR = {_BEGUN: "recent", _DATE_ONLY: "date"}
"""The group that a stretch is of, where that is not the whole match."""


class Stretch(NamedTuple):
    """A stretch of time: its length, whether that is vague, and its words in the text."""

    weeks: float
    vague: bool
    start: int
    end: int


def stretches(doc: Doc, today: date) -> list[Stretch]:
    """Every stretch of time that ``doc`` names, in order. Month names count back from ``today``."""
    found: list[Stretch] = []
    text = doc.text
    for pattern in (
        _SHORTHAND,
        _HALFWAY,
        _AMOUNT,
        _SPOKEN,
        _ORDINAL,
        _SINCE,
        _BEGUN,
        _DATE_ONLY,
        _VAGUE,
        _VAGUE_ONLY,
    ):
        for match in pattern.finditer(text):
            if _is_rate(match):
                continue
            words = match.span(_STANDS_FOR.get(pattern, 0))
            span = doc.char_span(*words, alignment_mode="expand")
            if span is None or any(s.start < span.end and span.start < s.end for s in found):
                continue
            weeks, vague = _length(match, today)
            found.append(Stretch(round(weeks, 1), vague, span.start, span.end))
    return sorted(found, key=lambda stretch: stretch.start)


def _is_rate(match: re.Match[str]) -> bool:
    """Whether "a week" tells how often: "two new ones a week"; "a week into it" is a length."""
    groups = match.groupdict()
    if not groups.get("one") or groups["half_after"]:
        return False
    if match.string.startswith((" ago", " into"), match.end()):
        return False
    before = match.string[: match.start()].split()
    return bool(before) and before[-1] not in GRAMMAR["lasting"]


def _length(match: re.Match[str], today: date) -> tuple[float, bool]:
    groups = match.groupdict()
    if groups.get("vague"):
        return _VAGUE_WEEKS[groups["vague"]], True
    if groups.get("when"):
        return (today - _start(match, today)).days / 7, False
    if "per" in groups:
        return float(groups["low"]) * (1 if groups["per"] == "52" else WEEKS["month"]), False
    if "recent" in groups:  # yesterday
        return WEEKS["day"], False
    if "whole" in groups:
        return _number(groups["whole"]) / 2 * WEEKS[groups["unit"]], False
    if "unit" not in groups:
        return float(groups["low"]), False
    number: float
    if "low" in groups:
        low = _number(groups["low"])
        high = _number(groups["high"]) if groups["high"] else low
        no_range = high < low  # "I am 26 and 10 weeks into it"
        if no_range or (high > 2 * low and re.match(r"\S+ \S+ \D", match.group())):
            low = high  # "4 12 weeks" is "for 12 weeks"
        number = (low + high) / 2 + (0.5 if groups["half"] else 0)
    elif groups["half"]:
        number = 0.25 if groups["half"].startswith("quarter") else 0.5
    elif groups["many"]:
        number = next(_SMALL[word] for word in groups["many"].split() if word in _SMALL)
    else:
        number = 1
    number += 0.5 if groups["half_after"] else 0
    return number * WEEKS[groups["unit"]], False


def _number(text: str) -> float:
    return _SMALL[text] if text in _SMALL else 0.5 if text == "1/2" else float(text)


def _start(match: re.Match[str], today: date) -> date:
    """The day that "since …" names: the last one before ``today``."""
    when, part = match["when"], (match["part"] or "").strip()
    if when in _DAYS:
        return today - timedelta(days=(today.weekday() - _DAYS.index(when)) % 7 or 7)
    if when in _UNITS:
        return today - timedelta(days=round(7 * WEEKS[when]))
    month, day = _FEASTS.get(when) or (MONTHS.get(when) or _SEASONS[when], 1)
    if when in MONTHS and (named := match["day"] or match["day_after"]):
        day = min(max(int(named), 1), 28)
    elif "mid" in part:
        day = 15
    elif part.startswith(("late", "end")):
        day = 25
    if match["year"]:
        return min(date(int(match["year"]), month, day), today)
    year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    if match["last"] and when in _SEASONS and (today - date(year, month, day)).days < _RECENT:
        year -= 1
    return date(year, month, day)
