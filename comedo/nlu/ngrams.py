"""Counts of the short strings of letters that words are made of, which bear misspellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from scipy.sparse import csr_matrix

LENGTHS = (2, 3, 4)
_WORD = re.compile(r"\w+")


class CharacterNgrams:
    """Counts the n-grams of a vocabulary; a space before and after each word belongs to it."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Know these n-grams; others are not counted."""
        self._columns = {ngram: column for column, ngram in enumerate(vocabulary)}

    @classmethod
    def learn(cls, texts: Sequence[str]) -> CharacterNgrams:
        """Know the n-grams that occur in two of the texts or more."""
        occurrences = Counter(chain.from_iterable(set(_ngrams(text)) for text in texts))
        return cls(sorted(ngram for ngram, number in occurrences.items() if number > 1))

    @property
    def vocabulary(self) -> list[str]:
        """The n-grams that are known, in the order of their columns."""
        return list(self._columns)

    def count(self, texts: Sequence[str]) -> csr_matrix:
        """How often each n-gram occurs in each text, float32 [texts, n-grams]."""
        rows = [
            Counter(self._columns[ngram] for ngram in _ngrams(text) if ngram in self._columns)
            for text in texts
        ]
        counts = np.fromiter(chain.from_iterable(row.values() for row in rows), np.float32)
        columns = np.fromiter(chain.from_iterable(rows), np.int32)
        ends = np.cumsum([0, *map(len, rows)])
        return csr_matrix((counts, columns, ends), shape=(len(rows), len(self._columns)))


def _ngrams(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        padded = f" {word} "
        for length in LENGTHS:
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]
