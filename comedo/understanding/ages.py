"""The age of the person with whiteheads, told apart from other numbers."""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.tokens import Doc

from comedo.understanding.clauses import corrects
from comedo.understanding.durations import MONTHS

_RELATIVE = r"(?:husband|wife|partner|boyfriend|girlfriend|brother|sister|friend|mate)"
_CHILD = (
    r"(?:son|daughter|kid|child|boy|girl|teenager|lad|lass|teen|little one|grandson|granddaughter"
    r"|niece|nephew)"
)
_SOFTENED = (
    r"(?:a |an |only |just |almost |nearly |about |currently |now |around |like |turning |already )"
)
_COUNTS_ELSE = (
    r"(?! (?:-|–|to|or)? ?\d* ?(?:day|night|week|month|time|percent|in\b|%|something|ish|odd"
    r"|hour|minute|sure\b|of\b|step|\+?week))"
)
_PERSON = r"(?:bloke|man|guy|lad|male|woman|lady|lass|girl|female|mum|mom)"
_GOES_ON = (  # "27 not pregnant", "27 and trying"; but "27 not improving" counts bumps
    r" (?:and )?(?:(?:not|no|never) )?(?:pregnant|trying|breastfeeding|taking|tablet|med|pill"
    r"|accutane|roaccutane|isotretinoin|retin)| (?:and )?not on\b"
)
_AGE = re.compile(
    rf"\b(?:i|he|she|they|we|{_RELATIVE}|{_CHILD}(?: who)?) "
    r"(?:is|am|m|are|will be|just turned|turned|be) "
    rf"{_SOFTENED}*(?P<plain>\d{{1,2}}){_COUNTS_ELSE}\b"
    r"|\b(?P<old>\d{1,3}) (?:- )?(?:year|yr)s? (?:- )?(?:old|of age)\b"
    r"|\b(?:at age|age|aged|at the age of|age of|age is|age to|age :) (?:is )?(?P<aged>\d{1,2})\b"
    rf"|\b{_CHILD} (?:, |\( )(?P<child>\d{{1,2}})\b(?! week| month| day)"
    rf"|(?:^|\b(?:for|about) )(?:(?:my|our|a|the) )?(?:\w+ )?{_RELATIVE} [:,(] "
    r"(?P<named>\d\d)(?= [,.;)/]| and|$)"
    r"|\bcompleted (?P<completed>\d{1,2}) years\b"
    rf"|\b{_CHILD} s? ?(?P<of_child>\d{{1,2}})(?= [,.;()]| and|$)"
    r"|\bturned (?P<birthday>\d\d) (?:last|this|on|in|yesterday|today)\b"
    rf"|\bjust turned (?P<turned>\d{{1,2}}){_COUNTS_ELSE}\b"
    r"|\b(?P<here>\d\d) here\b"
    rf"|(?:^|[,.;?!] )(?P<alone>[1-8]\d)(?= [,.;]|{_GOES_ON})"
    r"(?! [,.;] ?\d+(?! (?:day|week|month|year)))"
    r"|\bi have (?P<have>\d\d) years(?= (?:[,.;]|and\b|now\b)|$)"
    rf"|\b{_PERSON} of (?P<of>[1-8]\d)\b"
    rf"|\b{_PERSON} ,? ?(?P<of_person>[1-8]\d)(?= [,.;]|{_GOES_ON}|$)"
    r"|\bat (?P<at>\d\d) ,? ?i\b"
    r"|\b(?P<sex>\d{2}) ?(?:/ )?(?:f|m|female|male|woman|man|nb)\b"
    r"|\b(?:f|m|female|male) (?:[/,-] )?(?P<after_sex>\d{2})\b"
)
_DECADE = re.compile(
    r"\b(?:in|into) (?:my|her|his) (?P<part>early |mid |middle |late )?(?:- )?"
    r"(?P<decade>20|30|40|50|60|70|twenties|thirties|forties|fifties|sixties|seventies|teens)"
    r"(?: ?s)?\b"
    r"|\b(?P<something>[2-7]0) (?:- )?(?P<round>something|ish)\b"
    r"(?! (?:year|week|month|day|bump|spot|whitehead|of|on))"
)
_ALONE = re.compile(
    r"(?<!\bearly )(?<!mid )(?<!middle )(?<!late )(?<!- )\b(?P<age>\d{1,2})\b"
    rf"(?! (?:s\b|something|odd|week|month|day|of\b|{'|'.join(MONTHS)}))"
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
_COUNTED = {"mild", "weeks_of_consistent_care"}
_SHORT_REPLY = 10  # words
_PART = {"early": 2, "mid": 5, "middle": 5, "late": 8}
_NOW = re.compile(
    r"(?:^|[.,;!?] |\b(?:am|is|be|woman|man|female|male|guy|girl|lady|mom) )(?:\w+ )?$"
)
_PAST = re.compile(
    r"\b(?:since|when|until|till|was|from|were|started at|like|as if)\b(?: \w+){0,3} ?$"
)


def read_age(doc: Doc, asked: Collection[str] = ()) -> float | None:
    """The age in years that ``doc`` gives; decades give their middle ("in my thirties": 35).

    In a short reply to a question that ``asked`` for another number, one that stands alone is
    that.
    """
    text = doc.text
    may_stand_alone = _COUNTED.isdisjoint(asked) or len(doc) > _SHORT_REPLY
    found = [
        match
        for match in _AGE.finditer(text)
        if (match["plain"] or not _PAST.search(text[: match.start()]))
        and (may_stand_alone or not match["alone"])
    ]
    if found:
        # A number that stands alone is an age only if nothing else is: "weeks: 13. age 25".
        match = min(found, key=lambda match: bool(match["alone"]))
        if corrects(text[: found[-1].start()]):
            match = found[-1]  # "I am 40. actually no, I turned 41"
        return float(next(group for group in match.groups() if group))
    decade = _DECADE.search(text)
    round_number = decade and decade["round"] == "something" and may_stand_alone
    is_age = decade and (round_number or _is_now(decade))
    if decade and is_age:
        return _middle(decade)
    if "age" not in asked:
        return None
    alone = _ALONE.search(text)
    if alone:
        return float(alone["age"])
    decade = _DECADE.search(f"in my {text}")
    return _middle(decade) if decade else None


def _is_now(decade: re.Match[str]) -> bool:
    return bool(_NOW.search(decade.string[: decade.start()]))


def _middle(match: re.Match[str]) -> float:
    if match["something"]:
        return float(match["something"]) + (5 if match["round"] == "something" else 0)
    part = (match["part"] or "mid").strip()
    if match["decade"] == "teens":
        return {"early": 13.0, "late": 18.0}.get(part, 15.0)
    return float(_WORDS.get(match["decade"]) or match["decade"]) + _PART[part]
