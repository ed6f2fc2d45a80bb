"""What a step can expect of the bot's turn before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from comedo.testing.bots import Message

TOLERANCE = 0.2
"""Numbers that differ by less are the same: "half a year" is 26 weeks, or 26.1."""

Responses = Mapping[str, list[Mapping[str, Any]]]
"""The ``responses`` of a domain."""


class NotCheckable(Exception):
    """The channel does not tell what the step needs to know."""


@dataclass(frozen=True)
class Turn:
    """What the bot said in answer to one message; `slots` where the channel tells them."""

    messages: list[Message]
    slots: Mapping[str, Any] | None = None
    responses: Responses | None = None

    @property
    def texts(self) -> list[str]:
        """What a person reads."""
        return [message["text"] for message in self.messages if message.get("text")]

    @property
    def customs(self) -> list[Mapping[str, Any]]:
        """The machine-readable parts."""
        return [message["custom"] for message in self.messages if message.get("custom")]


def problem(kind: str, expected: Any, turn: Turn) -> str | None:
    """Why the turn is not what a step of this kind expects; None if it is.

    Raises:
        NotCheckable: the channel does not tell.
    """
    return _CHECKS[kind](expected, turn)


def difference(expected: Any, actual: Any, at: str = "") -> str | None:
    """Where `actual` does not contain `expected`; None if it does.

    A mapping contains another with some of its keys, a list another with some of its items, in
    any order. A key that is expected to be null must be null or absent.
    """
    if isinstance(expected, Mapping):
        if not isinstance(actual, Mapping):
            return f"{at or 'it'} is {actual!r}"
        for key, value in expected.items():
            if found := difference(value, actual.get(key), f"{at}.{key}" if at else key):
                return found
        return None
    if isinstance(expected, list):
        items = actual if isinstance(actual, list) else [actual]
        missing = [e for e in expected if all(difference(e, item) for item in items)]
        return f"{at} is {actual!r}, without {missing}" if missing else None
    return None if _same(expected, actual) else f"{at} is {actual!r}"


def _same(expected: Any, actual: Any) -> bool:
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if isinstance(expected, (int, float)) and isinstance(actual, (int, float)):
        return abs(expected - actual) < TOLERANCE
    return bool(expected == actual)


def _bot(expected: str, turn: Turn) -> str | None:
    said = any(_plain(expected) in _plain(text) for text in turn.texts)
    return None if said else "no message of this turn contains this text"


def _no_bot(unwanted: str, turn: Turn) -> str | None:
    said = any(_plain(unwanted).lower() in _plain(text).lower() for text in turn.texts)
    return "a message of this turn contains this text" if said else None


def _utter(expected: str, turn: Turn) -> str | None:
    names = [message["utter_action"] for message in turn.messages if "utter_action" in message]
    if expected in names:
        return None
    if names or not turn.messages:
        return f"the bot uttered {', '.join(names) or 'nothing'}"
    # Over REST a message does not name its response, but reads like it.
    if turn.responses is None:
        raise NotCheckable("neither the channel nor a domain.yml tells the names of responses")
    templates = [variation.get("text", "") for variation in turn.responses.get(expected, ())]
    said = any(_reads_like(template, text) for template in templates for text in turn.texts)
    return None if said else "no message of this turn reads like it"


def _reads_like(template: str, text: str) -> bool:
    literals = re.split(r"\\{\w+\\}", re.escape(_plain(template)))
    return re.search(".*".join(literals), _plain(text)) is not None


def _buttons(expected: list[str], turn: Turn) -> str | None:
    offered = [button["title"] for m in turn.messages for button in m.get("buttons") or ()]
    missing = [title for title in expected if title not in offered]
    return f"the choices are {offered}, without {missing}" if missing else None


def _custom(expected: Mapping[str, Any], turn: Turn) -> str | None:
    differences = [difference(expected, custom) for custom in turn.customs]
    if None in differences:
        return None
    return "; ".join(map(str, differences)) or "there is no custom in this turn"


def _no_custom(unwanted: Mapping[str, Any], turn: Turn) -> str | None:
    found = any(difference(unwanted, custom) is None for custom in turn.customs)
    return "a custom of this turn is like this" if found else None


def _slot_was_set(expected: Iterable[Any], turn: Turn) -> str | None:
    return _first(_slot_set(name, value, turn) for name, value in _pairs(expected))


def _slot_set(name: str, value: Any, turn: Turn) -> str | None:
    actual = _slot(name, turn)
    if value is _ANY:
        return f"{name} is not set" if actual is None else None
    return difference(value, actual, name)


def _slot_was_not_set(unwanted: Iterable[Any], turn: Turn) -> str | None:
    return _first(_slot_not_set(name, value, turn) for name, value in _pairs(unwanted))


def _slot_not_set(name: str, value: Any, turn: Turn) -> str | None:
    actual = _slot(name, turn)
    unwanted = actual is not None if value is _ANY else difference(value, actual) is None
    return f"{name} is {actual!r}" if unwanted else None


def _slot(name: str, turn: Turn) -> Any:
    if turn.slots is not None:
        return turn.slots.get(name)
    for custom in reversed(turn.customs):
        if name in custom.get("facts", {}):
            return custom["facts"][name]
    raise NotCheckable(f"the channel does not tell whether {name} is set")


_ANY = object()


def _pairs(slots: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    """The items of ``[{age: 24}, pregnant]``: a slot's name, and its value if one is given."""
    for slot in slots:
        if isinstance(slot, Mapping):
            yield from slot.items()
        else:
            yield slot, _ANY


def _first(problems: Iterable[str | None]) -> str | None:
    return next((found for found in problems if found), None)


def _plain(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(str(text).split())


_CHECKS: Mapping[str, Callable[[Any, Turn], str | None]] = {
    "bot": _bot,
    "no_bot": _no_bot,
    "utter": _utter,
    "buttons": _buttons,
    "custom": _custom,
    "no_custom": _no_custom,
    "slot_was_set": _slot_was_set,
    "slot_was_not_set": _slot_was_not_set,
}
