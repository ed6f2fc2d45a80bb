"""Turns each message into facts, in the light of the question that is pending."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import (
    asks_something,
    confidence_of,
    facts_of,
    in_form,
    intent_of,
    only_acknowledges,
    said_again,
    slots_set,
)
from actions.triage.facts import FACTS, UNKNOWN, Value
from comedo.understanding import Reading, read
from comedo.understanding.answers import Polarity

SIGNS_OF_DANGER = ("crisis", "emergency", "red_flag", "distress")
"""What ``comedo.nlu.safety_screen`` finds in a message, whatever was asked."""

ANSWER_OF_INTENT: Mapping[str, Polarity] = {"affirm": "yes", "deny": "no", "dont_know": "not_sure"}
CARE = "weeks_of_consistent_care"
UNIT_OF_TIME = re.compile(r"\b(?:day|week|wk|month|year|yr)s?\b", re.IGNORECASE)
MAY_ANSWER = {
    "assess",
    "inform",
    "affirm",
    "deny",
    "dont_know",
    "correction",
    "urgent_red_flag",
    "nlu_fallback",
}
FROM_A_MACHINE = re.compile(r"\s*(?:EXTERNAL:|[{\[])")
"""How Rasa marks what came from elsewhere, and how JSON begins. Typed, they tell no fact."""
RECONSIDERS = re.compile(
    r"\b(?:no,? wait|wait,? no|hang on|i meant|scratch that|my (?:mistake|bad)|typo|oops)\b"
    r"|(?:^|[.,;:!?]|\b(?:no|sorry|well)\b)\W{0,3}i mean\b",
    re.IGNORECASE,
)
"""Begins a correction: the "no" in it answers nothing."""
PUTS_RIGHT = re.compile(
    r"\b(?:sorry|actually|rather|make (?:that|it)|to be (?:exact|precise|fair|honest))\b",
    re.IGNORECASE,
)
"""Begins a correction, too, of a number where none is asked for."""
_YES_OR_NO = r"(?:yes|yeah|yep|yup|no|nope|nah)\b"
TAKEN_BACK = re.compile(
    rf"^\W*{_YES_OR_NO}\W*(?:(?:no|oh|hm+|well|wait|actually|sorry|i mean|or rather|hang on)\W+)+"
    rf"(?={_YES_OR_NO})",
    re.IGNORECASE,
)
"""An answer that is at once put right by the opposite one: the "no" of "no. well, yes"."""
BARE_NUMBER = re.compile(r"\W*\d{2,3}\W*")
"""More than the place of something in a list."""
NEVER_ANSWERS = {"repeat", "restart", "delete_data", "goodbye"}
TWO_CLAUSES = re.compile(r"[.,;:!?\n]\s*\w")
SURE_ENOUGH = 0.7
"""From this confidence on an intent alone counts as a yes, a no or a don't know."""
SURE_ENOUGH_NOT_TO_ANSWER = 0.7


class ActionExtractFacts(Action):
    """Fills the fact slots; the domain maps them to this action.

    Runs on every message, so that facts are taken from wherever they are said: in the
    opening, beside another answer, as a correction after the recommendation.
    """

    def name(self) -> str:
        return "action_extract_facts"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        reading, asked = _read(tracker)
        said: dict[str, Value | None] = dict(reading.facts)
        answers = not said.keys().isdisjoint(set(asked) - {"red_flag"})
        said.update(dict.fromkeys(_signs_of_danger(tracker, answers), True))
        doubtful = set(reading.doubtful)
        one_by_one = tracker.get_slot("one_by_one")

        if not said.keys() & set(asked):
            answer = reading.answer
            if answer is None and not said:
                answer = _answer_of_intent(tracker, asked)
                doubtful |= set(asked)
            if answer == "yes" and len(asked) > 1:
                # Which of them? Ask one after the other. Setting a slot to nothing tells the
                # form that the message was an answer.
                said[asked[0]] = None
                one_by_one = asked[0]
            elif answer is not None:
                said.update(_bare_answer(answer, asked))
            elif said and said_again(tracker):
                # Meant as the answer, then. No question is put for ever.
                said.update(dict.fromkeys(_asked(tracker), UNKNOWN))
        if said.get("red_flag") == UNKNOWN and one_by_one != "red_flag":
            # Explained and asked once more before "I don't know" is taken for an answer.
            said["red_flag"] = None
            one_by_one = "red_flag"
        if tracker.get_slot("crisis") and "crisis" not in said:
            said["crisis"] = None  # answered last time; the person may go on

        memory = {
            "one_by_one": one_by_one,
            "read_back": sorted(doubtful & said.keys()) or None,
            "misunderstood": None if said else tracker.get_slot("misunderstood"),
        }
        remembered = {n: v for n, v in memory.items() if v != tracker.get_slot(n)}
        return slots_set(**said, **remembered)


def _read(tracker: Tracker) -> tuple[Reading, tuple[str, ...]]:
    """What the latest message says, and the facts that it was taken to answer."""
    text = TAKEN_BACK.sub("", tracker.latest_message.get("text") or "")
    if FROM_A_MACHINE.match(text):
        text = ""
    if corrected := _corrected_number(tracker, text):
        return corrected, ()
    asked = () if _is_no_answer(tracker, text) else _asked(tracker)
    if _takes_back_alarm(tracker, text):
        asked = ("red_flag",)
    return (read(text, asked) if asked else _told(tracker, text)), asked


def _answer_of_intent(tracker: Tracker, asked: tuple[str, ...]) -> Polarity | None:
    """The answer that a message without one in words comes to, by what the classifier makes of it.

    About signs of danger, no yes or no is taken that was not read for certain.
    """
    intent = intent_of(tracker)
    sure = confidence_of(tracker) >= SURE_ENOUGH
    about_danger = "red_flag" in asked and intent != "dont_know"
    return ANSWER_OF_INTENT.get(intent) if sure and not about_danger else None


def _signs_of_danger(tracker: Tracker, answers: bool) -> list[str]:
    """The signs in the message; what answers a question is no danger on mere suspicion."""
    return [
        entity["entity"]
        for entity in tracker.latest_message.get("entities", [])
        if _is_danger(entity) and (entity["confidence"] == 1 or not answers)
    ]


def _is_danger(entity: Mapping[str, Any]) -> bool:
    return entity["entity"] in SIGNS_OF_DANGER and entity["value"] is True


def _told(tracker: Tracker, text: str) -> Reading:
    """The facts that ``comedo.nlu.fact_extractor`` found in the message taken by itself."""
    entities = [
        entity
        for entity in tracker.latest_message.get("entities", [])
        if text and entity["entity"] in FACTS and not _is_danger(entity)
    ]
    return Reading(
        facts={entity["entity"]: entity["value"] for entity in entities},
        doubtful=frozenset(e["entity"] for e in entities if e["confidence"] < 1),
        answer=None,
    )


def _asked(tracker: Tracker) -> tuple[str, ...]:
    # Still there after a goodbye in the middle: whoever comes back may just answer.
    return tuple(tracker.get_slot("asks") or ())


def _takes_back_alarm(tracker: Tracker, text: str) -> bool:
    """Whether it says "no, none of that" or "sorry, …" after the advice to get urgent care."""
    corrects = intent_of(tracker) in ("deny", "correction") or bool(PUTS_RIGHT.search(text))
    return corrects and not _asked(tracker) and tracker.get_slot("red_flag") is True


def _is_no_answer(tracker: Tracker, text: str) -> bool:
    """Whether a message corrects, or is nothing but an okay, a question, thanks or the like.

    What sounds like a yes or a no in "why can't I squeeze them?" is no answer then.
    """
    return (
        intent_of(tracker) not in MAY_ANSWER
        and confidence_of(tracker) >= SURE_ENOUGH_NOT_TO_ANSWER
        and (intent_of(tracker) in NEVER_ANSWERS or not TWO_CLAUSES.search(text))
    ) or bool(RECONSIDERS.search(text) or only_acknowledges(tracker))


def _corrected_number(tracker: Tracker, text: str) -> Reading | None:
    """What a message like "sorry, I meant 27" says of the number that was told last.

    By itself it tells nothing, and as a reply to another question it would be misread.
    """
    if BARE_NUMBER.fullmatch(text):
        return _number_given_late(tracker, text)
    puts_right = PUTS_RIGHT.search(text) and not any(FACTS[f].numeric for f in _asked(tracker))
    corrects = (
        RECONSIDERS.search(text)
        or puts_right
        or intent_of(tracker) == "correction"
        or (
            intent_of(tracker) == "inform"
            and not asks_something(tracker)
            and (not in_form(tracker) or _asked_what_to_change(tracker))
        )
    )
    if not corrects:
        return None
    if read(text).facts:
        return None
    text = RECONSIDERS.sub("", text)
    names = _numbers_told(tracker)
    unit, numbers = UNIT_OF_TIME.search(text), re.findall(r"\d+", text)
    if unit:
        names.sort(key=CARE.__ne__)
        if len(numbers) == 1 and "year" not in unit[0]:  # "and the weeks to 12"
            text = f"{numbers[0]} {unit[0]}"
    for name in names:
        reading = read(text, (name,))
        # A 0 is what a "no" comes to, not a number that was said.
        if isinstance(reading.facts.get(name), float) and reading.facts[name]:
            return reading
    return None


def _number_given_late(tracker: Tracker, text: str) -> Reading | None:
    """What a number says that comes after its question was left open."""
    asked = set(_asked(tracker))
    if asked & {CARE, "age", "mild"}:
        return None
    open_ones = [name for name in _numbers_told(tracker) if tracker.get_slot(name) == UNKNOWN]
    return read(text, open_ones[:1]) if open_ones else None


def _numbers_told(tracker: Tracker) -> list[str]:
    """The numbers that were told and are not asked for now, the latest first."""
    told = [event["name"] for event in reversed(tracker.events) if event["event"] == "slot"]
    known = [name for name in facts_of(tracker) if FACTS[name].numeric]
    pending = _asked(tracker)
    # What was told long ago is no longer among the events.
    return [
        name for name in dict.fromkeys([*told, *known]) if name in known and name not in pending
    ]


def _asked_what_to_change(tracker: Tracker) -> bool:
    messages = 0
    for event in reversed(tracker.events):
        messages += event["event"] == "user"
        if messages > 1:
            break
        if event["event"] == "action" and event["name"] == "action_correction":
            return True
    return False


def _bare_answer(answer: str, asked: tuple[str, ...]) -> dict[str, Value]:
    said: dict[str, Value] = {}
    for fact in asked:
        if answer == "not_sure" or (FACTS[fact].numeric and answer == "no"):
            said[fact] = UNKNOWN  # also a number that the person won't give
        elif not FACTS[fact].numeric:
            said[fact] = answer == "yes"
    return said
