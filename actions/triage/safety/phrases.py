"""The small language of ``phrases.yml``, and the search for its phrases in a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path
from typing import Any

import yaml

MOST_SKIPPED = 4
"""Most words that ``...`` stands for."""
TOGETHER = 20
"""Most words between the parts of a ``+`` phrase."""

DATA: Mapping[str, Any] = yaml.safe_load(
    Path(__file__).with_name("phrases.yml").read_text(encoding="utf-8")
)
CONTRAST = frozenset(DATA["contrast"])
TURNS = frozenset(DATA["turns"])
OWNERS = frozenset(DATA["owners"])
CLAUSE_STARTERS = CONTRAST | {"and", "so", "or", "also", "hi", "hello"}


@dataclass(frozen=True)
class Words:
    """The words of a message, and the stop ("," or ".") before a word where there is one."""

    words: list[str]
    stops: Mapping[int, str]

    def clause_ends_before(self, position: int) -> bool:
        """Whether a clause or the message ends before this word."""
        return (
            position >= len(self.words)
            or position in self.stops
            or self.words[position] in CONTRAST
        )

    def clause_starts_at(self, position: int) -> bool:
        """Whether a clause or the message starts with this word."""
        return (
            position == 0 or position in self.stops or self.words[position - 1] in CLAUSE_STARTERS
        )

    def thought_ends_before(self, position: int) -> bool:
        """Whether a sentence ends before this word, or a new thought begins with it."""
        stop, word = self.stops.get(position), self.words[position]
        return stop == "." or word in TURNS or (stop == "," and word in OWNERS)

    def without(self, phrases: Phrases) -> Words:
        """The same words with every phrase found blanked out."""
        kept = list(self.words)
        for places in phrases.found(self):
            for place in places:
                kept[place] = "_"
        return Words(kept, self.stops)


@dataclass(frozen=True)
class _Place:
    """One place in a phrase: the words that may stand there."""

    words: frozenset[str]
    optional: bool = False
    clause_end: bool = False


_GAP = _Place(frozenset())
_CLAUSE_START = _Place(frozenset())
_Row = Sequence[_Place]


class Phrases:
    """Phrases of the file, looked up by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._sizes: list[int] = []
        self._by_first_word: dict[str, list[tuple[int, int, _Row]]] = {}
        for number, phrase in enumerate(phrases):
            parts = phrase.split(" + ")
            self._sizes.append(len(parts))
            for index, part in enumerate(parts):
                for row in _rows(part):
                    first = row[1] if row[0] is _CLAUSE_START else row[0]
                    for word in first.words:
                        self._by_first_word.setdefault(word, []).append((number, index, row))

    def found(self, message: Words) -> Iterator[frozenset[int]]:
        """The places of the words of each phrase found."""
        parts_seen: dict[int, dict[int, tuple[int, ...]]] = {}
        for start, word in enumerate(message.words):
            for number, index, row in self._by_first_word.get(word, ()):
                places = _follow(message, row, 0, start)
                if places is None:
                    continue
                seen = parts_seen.setdefault(number, {})
                seen[index] = places
                near = [part for part in seen.values() if start - part[0] <= TOGETHER]
                if len(near) == self._sizes[number]:
                    yield frozenset(place for part in near for place in part)


def _rows(part: str) -> Iterator[_Row]:
    """Every row of places that a part of a phrase stands for, a concept being any of its own."""
    for rows in product(*(_choices(written) for written in part.split())):
        yield tuple(chain.from_iterable(rows))


def _choices(written: str) -> list[_Row]:
    rows: list[_Row] = []
    words = []
    for choice in written.split("|"):
        if choice.startswith("<"):
            for phrase in DATA["concepts"][choice[1:-1]]:
                rows.extend(_rows(phrase))
        else:
            words.append(choice)
    return [*rows, (_place("|".join(words)),)] if words else rows


def _place(written: str) -> _Place:
    if written == "...":
        return _GAP
    if written == "^":
        return _CLAUSE_START
    words: set[str] = set()
    for word in written.removeprefix("?").split("|"):
        words.update(DATA["words"][word[1:-1]] if word.startswith("{") else [word])
    return _Place(frozenset(words), written.startswith("?"), clause_end="$" in words)


def _follow(message: Words, row: _Row, index: int, at: int) -> tuple[int, ...] | None:
    """Match ``row[index:]`` from word ``at`` on; the places of the words matched."""
    if index == len(row):
        return ()
    place = row[index]
    if place is _CLAUSE_START:
        return _follow(message, row, index + 1, at) if message.clause_starts_at(at) else None
    if place is _GAP:
        for here in range(at, min(at + MOST_SKIPPED + 1, len(message.words))):
            if message.thought_ends_before(here):
                return None
            if (rest := _follow(message, row, index + 1, here)) is not None:
                return rest
        return None
    if at < len(message.words) and message.words[at] in place.words:
        rest = _follow(message, row, index + 1, at + 1)
        if rest is not None:
            return (at, *rest)
    if place.optional or (place.clause_end and message.clause_ends_before(at)):
        return _follow(message, row, index + 1, at)
    return None
