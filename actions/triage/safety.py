"""Recognise a crisis, a red flag, an emergency and distress in one message.

The words are in ``safety_phrases.yml``, for a clinician to read and change; this module only
matches them. It is deterministic, knows nothing of Rasa, and runs on every message before
and beside the intents (``clinical.md`` 5, rule 2: never rely on a classifier alone).

A message becomes words (contractions expanded, common misspellings repaired) with a note of
where clauses and sentences end. A phrase that is found counts unless it is a figure of
speech or lies in the reach of a denial; a bodily sign must also be neither supposed
("what if …") nor long past or over. Thoughts of suicide count even when past or supposed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz.distance import OSA

MOST_CHARACTERS = 10_000
"""What lies beyond is not read, as elsewhere in Comedo."""

_GAP = 4
"""Most words that ``...`` stands for."""
_TOGETHER = 20
"""Most words between the parts of a ``+`` phrase."""
_REACH = 12
"""Most words that a denial or a supposition governs."""


@dataclass(frozen=True)
class Signs:
    """What a message shows. ``emergency`` comes with ``crisis`` or ``red_flag``, never alone."""

    crisis: bool = False
    red_flag: bool = False
    emergency: bool = False
    distress: bool = False


def screen(text: str) -> Signs:
    """Screen one message. Never raises; time grows linearly with the length of ``text``."""
    message = Message.read(text[:MOST_CHARACTERS])
    crisis_emergency = _any(message, "crisis_emergency")
    crisis = crisis_emergency or _any(message, "crisis")
    body_emergency = _any(message, "emergency", bodily=True)
    red_flag = body_emergency or _any(message, "red_flag", bodily=True)
    return Signs(
        crisis=crisis,
        red_flag=red_flag,
        emergency=crisis_emergency or body_emergency,
        distress=_any(message, "distress"),
    )


# --- the phrase file -------------------------------------------------------------------------

_DATA: Mapping[str, Any] = yaml.safe_load(
    Path(__file__).with_name("safety_phrases.yml").read_text(encoding="utf-8")
)

Element = tuple[frozenset[str], bool]
"""The words that may stand here, and whether the place may stay empty."""
_ANY: Element = (frozenset({"..."}), True)
_END: Element = (frozenset({"$"}), False)


def _element(written: str) -> Element:
    if written == "...":
        return _ANY
    if written == "$":
        return _END
    optional = written.startswith("?")
    words: set[str] = set()
    for word in written.lstrip("?").split("|"):
        words.update(_DATA["words"][word[1:-1]] if word.startswith("{") else [word])
    return frozenset(words), optional


def _parts(phrase: str) -> tuple[tuple[Element, ...], ...]:
    return tuple(tuple(_element(w) for w in part.split()) for part in phrase.split(" + "))


class Phrases:
    """Phrases of the file, found in a message by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._sets = tuple(_parts(phrase) for phrase in phrases)
        self._by_first_word: dict[str, list[tuple[int, int]]] = {}
        for number, parts in enumerate(self._sets):
            for index, part in enumerate(parts):
                for word in part[0][0]:
                    self._by_first_word.setdefault(word, []).append((number, index))

    def vocabulary(self) -> frozenset[str]:
        """Every word that any of the phrases may contain."""
        return frozenset(w for s in self._sets for p in s for words, _ in p for w in words)

    def found(self, message: Message) -> Iterator[list[tuple[int, ...]]]:
        """Each phrase found, as the word positions of each of its parts."""
        seen: dict[int, dict[int, tuple[int, ...]]] = {}
        for start, word in enumerate(message.words):
            for number, index in self._by_first_word.get(word, ()):
                positions = _follow(message, self._sets[number][index], 0, start)
                if positions is None:
                    continue
                parts = seen.setdefault(number, {})
                parts[index] = positions
                near = [at for at in parts.values() if start - at[0] <= _TOGETHER]
                if len(near) == len(self._sets[number]):
                    yield near


def _follow(
    message: Message, elements: Sequence[Element], index: int, at: int
) -> tuple[int, ...] | None:
    """Match ``elements[index:]`` at word ``at``; the positions of the words matched."""
    if index == len(elements):
        return ()
    element = elements[index]
    if element is _END:
        return () if message.clause_ends_before(at) else None
    if element is _ANY:
        for skipped in range(_GAP + 1):
            if at + skipped >= len(message.words) or message.stops.get(at + skipped) == ".":
                return None
            rest = _follow(message, elements, index + 1, at + skipped)
            if rest is not None:
                return rest
        return None
    words, optional = element
    if at < len(message.words) and message.words[at] in words:
        rest = _follow(message, elements, index + 1, at + 1)
        if rest is not None:
            return (at, *rest)
    return _follow(message, elements, index + 1, at) if optional else None


# --- the message -----------------------------------------------------------------------------


@dataclass
class Message:
    """Words, and the stop ("," or ".") before a word's position where there is one."""

    words: list[str]
    stops: dict[int, str]
    denied: dict[int, int]
    unreal: set[int]

    @classmethod
    def read(cls, text: str) -> Message:
        """Split, repair and scope a message."""
        words: list[str] = []
        stops: dict[int, str] = {}
        for token in _TOKEN.findall(_plain(text)):
            if token[0] in ".,":
                if stops.get(len(words)) != ".":
                    stops[len(words)] = token[0]
            else:
                words.extend(_known(token))
        message = cls(words, stops, {}, set())
        message.denied = _denied(message)
        message.unreal = _unreal(message)
        return message

    def clause_ends_before(self, position: int) -> bool:
        """Whether a clause or the message ends before this word."""
        return (
            position >= len(self.words)
            or position in self.stops
            or self.words[position] in _CONTRAST
        )

    def without(self, figures: Phrases) -> Message:
        """The same message with figures of speech blanked out."""
        words = list(self.words)
        for parts in figures.found(self):
            for positions in parts:
                for position in positions:
                    words[position] = "_"
        return Message(words, self.stops, self.denied, self.unreal)


def _any(message: Message, sign: str, bodily: bool = False) -> bool:
    phrases, figures = _SIGNS[sign]
    for parts in phrases.found(message.without(figures)):
        places = {position for positions in parts for position in positions}
        if any(message.denied.get(place, place) not in places for place in places):
            continue
        if bodily and not places.isdisjoint(message.unreal):
            continue
        return True
    return False


# --- words -----------------------------------------------------------------------------------

_LOOK_ALIKES = str.maketrans("аеорсухіѕԁһкмтіο", "aeopcyxisdhkmtio")
_LEET = str.maketrans("01345@$!", "oieasasi")
_TOKEN = re.compile(r"[a-z0-9]+|[.,]")
_SPACED_OUT = re.compile(r"(?<![a-z0-9])[a-z](?:[ .*_-][a-z]){2,}(?![a-z0-9])")


def _plain(text: str) -> str:
    """Lower case, Latin letters, no apostrophes; stops reduced to "," and "."."""
    text = unicodedata.normalize("NFKD", text.replace("…", " . ")).casefold()
    text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf", "Me"})
    text = text.translate(_LOOK_ALIKES)
    text = re.sub(r"(?<=[a-z])[01345@$!](?=[a-z])", lambda m: m[0].translate(_LEET), text)
    text = re.sub(r"['’‘`´]|(?<=[a-z])\*+(?=[a-z])", "", text)
    text = re.sub(r"([a-z])\1{2,}", r"\1", text)
    text = _SPACED_OUT.sub(lambda m: re.sub(r"[^a-z]", "", m[0]), text)
    text = re.sub(r"(?<=\d)\.(?=\d)", "", text)
    text = re.sub(r"[.!?;\n]+|(?<!\S)[-–—]+(?!\S)|[–—]", " . ", text)
    return re.sub(r"[,:()\[\]/\"“”]", " , ", text)


@lru_cache(maxsize=20_000)
def _known(word: str) -> tuple[str, ...]:
    """The word as the phrases write it: short forms expanded, misspellings repaired."""
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if word in _WORDS or word in _NOT_TYPOS:
        return (word,)
    for length_needed, typos in ((5, 1), (8, 2)):
        if len(word) >= length_needed - 1:
            for key in _TYPO_KEYS:
                if (
                    len(key) >= length_needed
                    and key[0] == word[0]
                    and OSA.distance(word, key, score_cutoff=typos) <= typos
                ):
                    return (key,)
    return (word,)


_SHORT_FORMS = {word: tuple(full.split()) for word, full in _DATA["short_forms"].items()}
_TYPO_KEYS = tuple(_DATA["typo_keys"])
_NOT_TYPOS = frozenset(_DATA["not_typos"])


# --- scopes ----------------------------------------------------------------------------------

_CONTRAST = frozenset(_DATA["contrast"])
_SUBJECTS = frozenset(_DATA["subjects"])
_CARRIERS = frozenset(_DATA["carriers"])
_FINITE = frozenset(_DATA["finite_verbs"])
_DENIALS = frozenset(_DATA["denials"])
_LOOSE_DENIALS = frozenset({"no", "without", "zero"})
_STILL = frozenset(_DATA["still"])


def _segment(message: Message, start: int) -> list[str]:
    """The words from ``start`` to the next stop, at most a reach of them."""
    end = start + 1
    while end < len(message.words) and end not in message.stops and end - start < _REACH:
        end += 1
    return message.words[start:end]


def _starts_anew(message: Message, at: int) -> bool:
    """Whether a new statement begins at this word."""
    word, before = message.words[at], message.words[at - 1]
    if word in _CONTRAST:
        return True
    if word == "and" and at + 1 < len(message.words):
        return message.words[at + 1] in _FINITE | _SUBJECTS
    return word in _SUBJECTS and before not in _CARRIERS


def _denial_reach(message: Message, denial: int) -> Iterator[int]:
    """Positions of the words that the denial at ``denial`` governs."""
    words = message.words
    for at in range(denial + 1, min(denial + 1 + _REACH, len(words))):
        stop = message.stops.get(at)
        if stop == ".":
            return
        segment = _segment(message, at)
        # "no fever, chills or swelling" is one list; "no fever, cheek hot" is not.
        if stop == "," and len(segment) > 1 and not {"or", "nor"} & set(segment):
            return
        if _starts_anew(message, at) and at > denial + 1:
            return
        if words[at] == "and" and words[denial] in _LOOSE_DENIALS and len(segment) > 2:  # noqa: PLR2004
            return
        yield at


def _denied(message: Message) -> dict[int, int]:
    """Each denied word's position, with that of the word which denies it."""
    plain = message.without(_NOT_DENIALS)
    denied: dict[int, int] = {}
    for position, word in enumerate(plain.words):
        if word in _DENIALS:
            for at in _denial_reach(message, position):
                denied[at] = position
        # "Fever? no" and "swelling: none".
        if word in {"no", "nope", "none", "nah"} and plain.clause_ends_before(position + 1):
            for at in range(position - 1, max(position - 4, -1), -1):
                denied[at] = position
                if at in message.stops:
                    break
    return denied


def _sentence(message: Message, at: int) -> range:
    """Positions around ``at`` up to a full stop or a contrast ("but") on either side."""
    start = at
    while start > 0 and message.stops.get(start) != "." and message.words[start] not in _CONTRAST:
        start -= 1
    end = at + 1
    while (
        end < len(message.words)
        and message.stops.get(end) != "."
        and message.words[end] not in _CONTRAST
    ):
        end += 1
    return range(start, end)


def _unreal(message: Message) -> set[int]:
    """Positions of words that are supposed, long past, or over."""
    unreal: set[int] = set()
    for parts in _SUPPOSED.found(message.without(_NOT_SUPPOSED)):
        last = parts[0][-1]
        for at in range(parts[0][0], min(last + _REACH, len(message.words))):
            if at > last and (
                message.stops.get(at) == "."
                or message.words[at] in _CONTRAST
                or (at in message.stops and message.words[at] in _SUBJECTS)
            ):
                break
            unreal.add(at)
    for parts in _PAST.found(message):
        sentence = _sentence(message, parts[0][0])
        if _STILL.isdisjoint(message.words[sentence.start : sentence.stop]):
            unreal.update(sentence)
    for parts in _OVER.found(message):
        first = parts[0][0]
        sentence = _sentence(message, first)
        # "It was swollen but it has gone down": what "it" points to is over too.
        if first - sentence.start <= 2 and sentence.start > 0:  # noqa: PLR2004
            unreal.update(_sentence(message, sentence.start - 1))
        unreal.update(range(sentence.start, first + 1))
    return unreal


_SIGNS = {
    sign: (Phrases(entry["phrases"]), Phrases(entry["figures_of_speech"]))
    for sign, entry in _DATA["signs"].items()
}
_NOT_DENIALS = Phrases(_DATA["not_denials"])
_SUPPOSED = Phrases(_DATA["supposed"])
_NOT_SUPPOSED = Phrases(_DATA["not_supposed"])
_PAST = Phrases(_DATA["past"])
_OVER = Phrases(_DATA["over"])
_WORDS = frozenset(
    word
    for group in (
        *(phrases for phrases, _ in _SIGNS.values()),
        *(figures for _, figures in _SIGNS.values()),
        _NOT_DENIALS,
        _SUPPOSED,
        _NOT_SUPPOSED,
        _PAST,
        _OVER,
    )
    for word in group.vocabulary()
)
