"""Which words of a message are denied, supposed, long past or over."""

from __future__ import annotations

from collections.abc import Iterator

from .phrases import CONTRAST, DATA, Phrases, Words

REACH = 12
"""Most words that a denial or a supposition governs."""

_SUBJECTS = frozenset(DATA["subjects"])
_CARRIERS = frozenset(DATA["carriers"])
_FINITE_VERBS = frozenset(DATA["finite_verbs"])
_DENIALS = frozenset(DATA["denials"])
_STILL = frozenset(DATA["still"])
_DENY_NOUNS = frozenset({"no", "without", "zero"})
_ANSWERS = frozenset({"no", "nope", "none", "nah"})

_NOT_DENIALS = Phrases(DATA["not_denials"])
_SUPPOSED = Phrases(DATA["supposed"])
_NOT_SUPPOSED = Phrases(DATA["not_supposed"])
_PAST = Phrases(DATA["past"])
_OVER = Phrases(DATA["over"])


def denied_by(message: Words) -> dict[int, int]:
    """The place of each denied word, with the place of the word which denies it."""
    plain = message.without(_NOT_DENIALS)
    denied: dict[int, int] = {}
    for place, word in enumerate(plain.words):
        if word in _DENIALS:
            denied.update(dict.fromkeys(_denied_from(plain, place), place))
        # "Fever? No." and "swelling: none".
        if word in _ANSWERS and plain.clause_ends_before(place + 1):
            asked = _clause_before(plain, place)
            if place in plain.stops or len(asked) <= 2:  # noqa: PLR2004
                denied.update(dict.fromkeys(asked, place))
    return denied


def _denied_from(message: Words, denial: int) -> Iterator[int]:
    words = message.words
    for at in range(denial + 1, min(denial + 1 + REACH, len(words))):
        stop = message.stops.get(at)
        rest = _rest_of_clause(message, at)
        # "no fever, chills or swelling" is one list; "no fever, cheek hot" is not.
        if stop == "." or (stop == "," and len(rest) > 1 and not {"or", "nor"} & set(rest)):
            return
        if words[at] in CONTRAST or (at > denial + 1 and _starts_anew(message, at)):
            return
        # "no fever and chills", but not "no fever and hot swollen cheek".
        if words[at] == "and" and words[denial] in _DENY_NOUNS and len(rest) > 2:  # noqa: PLR2004
            return
        yield at


def _clause_before(message: Words, end: int) -> range:
    """The places of the up to three words of the clause that leads up to ``end``."""
    start = end
    while start > max(end - 3, 0) and (start == end or start not in message.stops):
        start -= 1
    return range(start, end)


def _rest_of_clause(message: Words, start: int) -> list[str]:
    end = start + 1
    while end < min(start + REACH, len(message.words)) and end not in message.stops:
        end += 1
    return message.words[start:end]


def _starts_anew(message: Words, at: int) -> bool:
    """Whether a new statement begins with this word."""
    word, before = message.words[at], message.words[at - 1]
    if word == "and" and at + 1 < len(message.words):
        return message.words[at + 1] in _FINITE_VERBS | _SUBJECTS
    return word in _SUBJECTS and before not in _CARRIERS


def unreal(message: Words) -> set[int]:
    """The places of the words that are supposed, long past, or over."""
    places: set[int] = set()
    for cue in _SUPPOSED.found(message.without(_NOT_SUPPOSED)):
        places.update(range(min(cue), max(cue) + 1))
        places.update(_supposed_from(message, max(cue)))
    for cue in _PAST.found(message):
        sentence = _sentence(message, min(cue))
        going_on = _STILL.intersection(message.words[sentence.start : sentence.stop])
        if going_on == {"now"}:
            # "She had it as a baby, now she is 14": the clause alone is past.
            sentence = _sentence(message, min(cue), stops=",.")
            going_on &= set(message.words[sentence.start : sentence.stop])
        if not going_on:
            places.update(sentence)
    for cue in _OVER.found(message):
        if min(cue) > 0 and message.words[min(cue) - 1] in _DENIALS:
            continue
        sentence = _sentence(message, min(cue))
        places.update(range(sentence.start, max(cue) + 1))
        if sentence.start > 0 and min(cue) - sentence.start <= 2:  # noqa: PLR2004
            # "It was swollen but it has gone": what "it" stands for is over too.
            places.update(_sentence(message, sentence.start - 1))
    return places


def _supposed_from(message: Words, cue: int) -> Iterator[int]:
    for at in range(cue + 1, min(cue + 1 + REACH, len(message.words))):
        word, stop = message.words[at], message.stops.get(at)
        if stop == "." or word in CONTRAST or (stop == "," and word in _SUBJECTS):
            return
        yield at


def _sentence(message: Words, at: int, stops: str = ".") -> range:
    """The places around ``at`` up to one of the ``stops`` or a contrast ("but") on either side."""

    def parts(place: int) -> bool:
        return message.stops.get(place, " ") in stops or message.words[place] in CONTRAST

    start, end = at, at + 1
    while start > 0 and not parts(start):
        start -= 1
    while end < len(message.words) and not parts(end):
        end += 1
    return range(start, end)
