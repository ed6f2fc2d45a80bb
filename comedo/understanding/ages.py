"""The age of the person with whiteheads, told apart from other numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

_WHO = r"(?:i|he|she|they|we|son|daughter|kid|child|boy|girl|teenager)"
_AGE = re.compile(
    rf"\b{_WHO} (?:is|am|m|are|will be|just turned|turned|be) (?:a |an |only |just |almost |nearly |about |currently |now |around |like |turning |already )*"
    r"(?P<plain>\d{1,2})(?! (?:-|–|to|or)? ?\d* ?(?:day|night|week|month|time|percent|in\b|%|something|ish|odd|hour|minute|day|of\b|step|\+?week))\b"
    r"|\b(?P<old>\d{1,3}) (?:- )?(?:year|yr)s? (?:- )?(?:old|of age)\b"
    r"|\b(?P<yo>\d{1,2}) (?:- )?(?:yo|y o|y / o)\b"
    r"|\b(?:at age|age|aged|at the age of|age of|age is|age :) (?:is )?(?P<aged>\d{1,2})\b"
    r"|\b(?:son|daughter|kid|child|boy|girl) (?:, |\( )(?P<child>\d{1,2})\b(?! week| month| day)"
    r"|\bat (?P<at>\d\d) ,? ?i am\b"
    r"|\b(?P<sex>\d{2}) ?(?:/ )?(?:f|m|female|male|woman|man|nb)\b"
    r"|\b(?:f|m|female|male) (?:[/,-] )?(?P<after_sex>\d{2})\b"
)
_DECADE = re.compile(
    r"\b(?:in|into) (?:my|her|his) (?P<part>early |mid |middle |late )?(?:- )?"
    r"(?P<decade>20|30|40|50|60|70|twenties|thirties|forties|fifties|sixties|seventies|teens)(?: ?s)?\b"
    r"|\b(?P<something>[2-7]0) (?:- )?(?:something|ish|odd)\b(?! (?:year|week|month|day|bump|spot|whitehead|of|on))"
)
_WORDS = {
    "teens": 15,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
}
_PART = {"early": 2, "mid": 5, "middle": 5, "late": 8}
_NOW = re.compile(
    r"(?:^|[.,;!?] |\b(?:am|is|be|woman|man|female|male|guy|girl|lady|mom) )(?:\w+ )?$"
)
_PAST = re.compile(
    r"\b(?:since|when|until|till|was|from|were|started at|like|as if)\b(?: \w+){0,3} ?$"
)


def read_age(doc: Doc, asked: Sequence[str] = ()) -> float | None:
    """The age in years that ``doc`` gives; decades give their middle ("in my thirties": 35)."""
    text = doc.text
    for match in _AGE.finditer(text):
        if _PAST.search(text[: match.start()]) and not match["plain"]:
            continue
        return float(next(group for group in match.groups() if group))
    match = _DECADE.search(text)
    if match and (match["something"] or _NOW.search(text[: match.start()])):
        return _middle(match)
    if "age" in asked:
        decade = _DECADE.search(f"in my {text}")
        if decade:
            return _middle(decade)
        alone = re.search(r"\b(?P<age>\d{1,2})\b(?! (?:week|month|day))", text)
        return float(alone["age"]) if alone else None
    return None


def _middle(match: re.Match[str]) -> float:
    if match["something"]:
        return float(match["something"]) + 5
    part = (match["part"] or "mid").strip()
    if match["decade"] == "teens":
        return {"early": 13.0, "late": 18.0}.get(part, 15.0)
    return float(_WORDS.get(match["decade"]) or match["decade"]) + _PART[part]
