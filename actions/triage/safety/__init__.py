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
    """What danger a message is about that is known to be about one, though no phrase of it is.

    Without any word for the body it is a crisis, since that needs other help than a red flag.
    """
    words = words_of(text[:MAX_CHARACTERS]).words
    if _BODY.isdisjoint(words):
        return Signs(crisis=True)
    return Signs(red_flag=True, emergency=not _CANNOT_WAIT.isdisjoint(words))


_CANNOT_WAIT = frozenset(DATA["words"]["breathe"]) | frozenset(DATA["cannot_wait"])
_BODY = _CANNOT_WAIT.union(
    DATA["body"],
    *(
        DATA["words"][name]
        for name in ("swollen", "hot", "spreading", "eye", "lip", "vision", "isotretinoin")
    ),
)
_SIGNS = {
    sign: (Phrases(entry["phrases"]), Phrases(entry["figures_of_speech"]))
    for sign, entry in DATA["signs"].items()
}
