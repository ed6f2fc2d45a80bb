"""Whom a person in danger can call, by country; the numbers are in ``contacts.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Line:
    """A helpline; at least one of ``call``, ``text`` and ``web`` is given.

    ``text`` is a whole instruction ("text 988"); ``serves`` says for whom the line is when
    that is not everyone ("under 19").
    """

    name: str
    call: str = ""
    text: str = ""
    web: str = ""
    serves: str = ""

    def __str__(self) -> str:
        ways = [
            f"call {self.call}" if self.call else "",
            self.text,
            f"look up a line at {self.web}" if self.web else "",
        ]
        whom = f" ({self.serves})" if self.serves else ""
        return f"{self.name}{whom}: {' or '.join(way for way in ways if way)}"


@dataclass(frozen=True)
class Contacts:
    """The numbers of one country.

    ``emergency`` reads after "call"; ``health`` is the line for what is no emergency, where
    the country has one; ``checked`` is the day the entry was last compared with ``source``.
    """

    country: str
    emergency: str
    crisis: tuple[Line, ...]
    source: str
    checked: date
    health: Line | None = None


def for_country(code: str) -> Contacts:
    """The contacts for an ISO 3166-1 alpha-2 code, in any case; the default for any other."""
    return _ALL.get(code.strip().upper(), _ALL[_DEFAULT])


def countries() -> frozenset[str]:
    """The codes that have an entry of their own."""
    return frozenset(_ALL) - {_DEFAULT}


def crisis_message(contacts: Contacts) -> str:
    """What a person in a crisis is told: warm and short, the numbers, nothing about skin."""
    lines = "\n".join(f"• {line}" for line in contacts.crisis)
    return (
        "I'm really sorry you're feeling this way, and I'm glad you told me. "
        "You deserve support from a person right now.\n\n"
        f"If you or someone else may be in danger, call {contacts.emergency} now.\n\n"
        f"You can reach someone who will listen:\n{lines}\n\n"
        "If you can, tell someone near you. I'm an automated skin guide, so I can't help with "
        "this the way they can. We can talk about your skin whenever you want."
    )


def _line(entry: dict[str, Any]) -> Line:
    return Line(serves=entry.pop("for", ""), **entry)


def _contacts(entry: dict[str, Any]) -> Contacts:
    health = entry.pop("health", None)
    return Contacts(
        crisis=tuple(_line(line) for line in entry.pop("crisis")),
        health=_line(health) if health else None,
        **entry,
    )


_DEFAULT = "DEFAULT"
_ALL = {
    code.upper(): _contacts(entry)
    for code, entry in yaml.safe_load(
        Path(__file__).with_name("contacts.yml").read_text(encoding="utf-8")
    ).items()
}
