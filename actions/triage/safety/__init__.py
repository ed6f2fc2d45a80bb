"""Recognises a crisis, a red flag, an emergency and distress in one message.

The words are in ``phrases.yml``, for a clinician to read and change. Matching is
deterministic, knows nothing of Rasa, and runs on every message before and beside the intents
(``clinical.md`` 5, rule 2: never rely on a classifier alone).

A phrase that is found counts unless it is a figure of speech or lies in the reach of a
denial. A bodily sign must also be neither supposed ("what if …") nor long past or over;
thoughts of suicide count even then.
"""

from __future__ import annotations

from dataclasses import dataclass

from .phrases import DATA, Phrases
from .scopes import denied_by, unreal
from .words import words_of

MAX_CHARACTERS = 10_000
"""What lies beyond is not read."""


@dataclass(frozen=True)
class Signs:
    """What a message shows. ``emergency`` comes with ``crisis`` or ``red_flag``, never alone."""

    crisis: bool = False
    red_flag: bool = False
    emergency: bool = False
    distress: bool = False


def screen(text: str) -> Signs:
    """Screen one message. Never raises; takes time in proportion to the length of ``text``."""
    words = words_of(text[:MAX_CHARACTERS])
    denied = denied_by(words)
    imagined = unreal(words)

    def shows(sign: str, bodily: bool = False) -> bool:
        phrases, figures_of_speech = _SIGNS[sign]
        for places in phrases.found(words.without(figures_of_speech)):
            # A denial that is part of the phrase itself ("do not want to live") denies nothing.
            if any(denied.get(place, place) not in places for place in places):
                continue
            if not bodily or places.isdisjoint(imagined):
                return True
        return False

    in_danger_now = shows("crisis_emergency")
    body_cannot_wait = shows("emergency", bodily=True)
    return Signs(
        crisis=in_danger_now or shows("crisis"),
        red_flag=body_cannot_wait or shows("red_flag", bodily=True),
        emergency=in_danger_now or body_cannot_wait,
        distress=shows("distress"),
    )


def likeliest_danger(text: str) -> Signs:
    """What a message is about that is taken for danger though no phrase of it was found.

    Without any word for the body it is a crisis, since that needs other help than a red flag.
    It is nothing where each sign that it names is denied, supposed, over or a figure of speech.
    """
    words = words_of(text[:MAX_CHARACTERS])
    figures = {
        place for _, spoken in _SIGNS.values() for found in spoken.found(words) for place in found
    }
    unsaid = denied_by(words).keys() | unreal(words) | figures
    named = {place for place, word in enumerate(words.words) if word in _SIGN_WORDS}
    if (named or figures) and named <= unsaid:
        return Signs()
    if _BODY_WORDS.isdisjoint(words.words):
        return Signs(crisis=True)
    return Signs(red_flag=True, emergency=not _CANNOT_WAIT.isdisjoint(words.words))


def _listed(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in DATA["words"].get(name) or DATA[name])


_CANNOT_WAIT = _listed("breathe", "cannot_wait")
_BODY_WORDS = _CANNOT_WAIT | _listed("swollen", "hot", "spreading", "isotretinoin", "body", "parts")
_SIGN_WORDS = _listed("swollen", "hot", "spreading", "body", "kill", "harm", "mind", "breathe")
_SIGNS = {
    sign: (Phrases(entry["phrases"]), Phrases(entry["figures_of_speech"]))
    for sign, entry in DATA["signs"].items()
}
