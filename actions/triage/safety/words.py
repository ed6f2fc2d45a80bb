"""From what people type to the words that the phrases are written in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from .phrases import DATA, Words

# Cyrillic and Greek letters that pass for Latin ones.
_LATIN = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u03b9\u03bf\u03b1", "aeopcyxisioa"
)
_DIGIT_FOR_LETTER = str.maketrans("01345@$!", "oieasasi")
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc]")
# "I'll" is not "ill", nor is its bare form before a verb.
_I_WILL = re.compile(
    "\\bi(?:['`\u00b4\u2018\u2019\u02bc]ll\\b"
    r"|ll(?= (?:be|not|never|just|kill|end|do|die|jump|take|go|have|make|cut|hurt)\b))"
)
_DISGUISED = re.compile(r"(?<=[a-z])[01345@$!](?=[a-z])")
_STARRED = re.compile(r"(?<=[a-z])\*+(?=[a-z])")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_SPELT_OUT = re.compile(r"(?<![a-z0-9])[a-z](?:[ .*_-][a-z]){2,}(?![a-z0-9])")
_SPACES = re.compile(r"[^\S\n]+")
# "38.5" is as good as "38", and so is "38C".
# A number that is hardly ever anything but a fever.
_BODY_HEAT = re.compile(r"(?<![\d.,$\u00a3\u20ac])(3[89]|4[01]|10[1-4])[.,]\d(?![\d.,%])")
_FRACTION = re.compile(r"(?<=\d)[.,]\d+")
_DEGREES = re.compile(r"(?<=\d)[cf](?![a-z0-9])")
_SENTENCE_END = re.compile("[.!?;\n\u2026]+|(?<!\\S)-+(?!\\S)|[\u2013\u2014]")
_CLAUSE_END = re.compile('[,:()\\[\\]/"\u201c\u201d]')
_PIECE = re.compile(r"[a-z0-9]+|[.,]")


def words_of(text: str) -> Words:
    """Split a message into words, with the stops between them.

    Upper case, accents, invisible and look-alike characters, digits in place of letters,
    drawn-out and spelt-out words make no difference; short forms are expanded and the
    misspellings of the words that matter most are repaired.
    """
    words: list[str] = []
    stops: dict[int, str] = {}
    for piece in _PIECE.findall(_plain(text)):
        if piece == ".":
            stops[len(words)] = "."
        elif piece == "," or piece in _FILLERS:
            stops.setdefault(len(words), ",")
        else:
            words.extend(_known(piece))
    return Words(words, stops)


def _plain(text: str) -> str:
    text = _I_WILL.sub("i will", text.casefold())
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    text = _DISGUISED.sub(lambda m: m[0].translate(_DIGIT_FOR_LETTER), text.translate(_LATIN))
    text = _DRAWN_OUT.sub(r"\1", _STARRED.sub("", text))
    text = _SPACES.sub(" ", text)
    text = _SPELT_OUT.sub(lambda m: re.sub("[^a-z]", "", m[0]), text)
    text = _BODY_HEAT.sub(r"temperature \1", text)
    text = _SENTENCE_END.sub(" . ", _DEGREES.sub("", _FRACTION.sub("", text)))
    return _CLAUSE_END.sub(" , ", text)


@lru_cache(maxsize=20_000)
def _known(word: str) -> tuple[str, ...]:
    """The word as the phrases have it."""
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if word not in _NOT_MISSPELT:
        for right in _MISSPELT:
            # Longer words leave room for two slips.
            slips = 2 if len(right) >= 9 else 1  # noqa: PLR2004
            if word[0] == right[0] and OSA.distance(word, right, score_cutoff=slips) <= slips:
                return (right,)
    return (word,)


_SHORT_FORMS = {short: tuple(full.split()) for short, full in DATA["short_forms"].items()}
_FILLERS = frozenset(DATA["fillers"])
_MISSPELT = tuple(DATA["misspelt"])
_NOT_MISSPELT = frozenset(DATA["not_misspelt"]) | frozenset(DATA["misspelt"])
