"""Guesses the word that a misspelt one stands for: "wihteheds", "iritatd", "monhts".

A guess is one of the words that matter here, and near in letters (a swap of neighbours counts
as one slip) or alike in its consonants, which most people get right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORT = 4  # letters: in so short a word only a swap is a typo ("awya")
_LONG = 8  # letters: from here on there is room for two slips
_MIDDLING = 6  # letters: from here on for two slips in vowels
_CONSONANTS = 3  # that it takes to tell words apart
_SAME_SOUND = str.maketrans("kqz", "ccs")
_VOWELS = re.compile(r"(?<!^)[aeiouyw]")
_DOUBLING = {"ed", "ing"}
_DOUBLES = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")  # "clog", so "cloged" is misspelt
_DOUBLED = re.compile(r"(.)\1+")


class Typos:
    """Corrects words that are not ``known`` to the nearest of ``targets``.

    Nor is a word a typo that is a form of one of ``bases``, by the rules that come with these:
    "texted" is one of "text" by ("ed", ""). Each of the targets comes with its weight: between
    two that are as near, the heavier is meant.
    """

    def __init__(
        self,
        known: Collection[str],
        bases: Iterable[tuple[Collection[str], Sequence[Sequence[str]]]],
        targets: Mapping[str, int],
    ):
        self._known = known
        self._bases = list(bases)
        self._targets = {word: n for word, n in targets.items() if len(word) >= _SHORT}
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._by_consonants: dict[str, list[str]] = defaultdict(list)
        for word in self._targets:
            self._by_letter[word[0]].append(word)
            self._by_consonants[_consonants(word)].append(word)

    def knows(self, word: str) -> bool:
        """Whether ``word`` is never a typo."""
        return word in self._known or any(
            word.endswith(ending)
            and word.removesuffix(ending) + base in bases
            and not (ending in _DOUBLING and _DOUBLES.fullmatch(word.removesuffix(ending)))
            for bases, rules in self._bases
            for ending, base in rules
        )

    def corrected(self, word: str) -> str:
        """What ``word``, in lower case, most likely stands for; mostly itself."""
        if len(word) < _SHORT or not word.isalpha() or self.knows(word):
            return word
        if len(word) == _SHORT:
            return next((swap for swap in _swaps(word) if swap in self._targets), word)
        near = process.extract(
            word,
            self._by_letter.get(word[0], ()),
            scorer=OSA.distance,
            score_cutoff=1 if len(word) < _LONG else 2,
            limit=None,
        )
        guesses = [(True, slips, guess) for guess, slips, _ in near]
        consonants = _consonants(word)
        if len(consonants) >= _CONSONANTS:
            for guess in self._by_consonants.get(consonants, ()):
                slips = OSA.distance(word, guess)
                if slips <= (1 if len(word) < _MIDDLING else 2):
                    guesses.append((False, slips, guess))
        return min(guesses, key=self._unlikely)[-1] if guesses else word

    def _unlikely(self, guess: tuple[bool, int, str]) -> tuple[bool, int, int, str]:
        other_consonants, slips, word = guess
        return other_consonants, slips, -self._targets[word], word


def _consonants(word: str) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word.translate(_SAME_SOUND)))


def _swaps(word: str) -> list[str]:
    """``word`` with each two neighbours swapped."""
    return [f"{word[:i]}{word[i + 1]}{word[i]}{word[i + 2 :]}" for i in range(len(word) - 1)]
