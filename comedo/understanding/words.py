"""From what people type to plain words: slang, contractions and typos put right.

:class:`PlainWords` is a spaCy tokenizer, so everything after it sees "do not", "weeks" and
"really" whoever wrote "dont", "wks" and "rly". The words are in ``lexicon/spelling.yml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from spacy.matcher.levenshtein import levenshtein
from spacy.tokens import Doc
from spacy.vocab import Vocab
from text_to_num import alpha2digit

MAX_CHARACTERS = 2000
"""Longer texts are read up to here: a person's answer fits, a pasted book does not."""

_PIECE = re.compile(r"b4\b|\d+(?:[.,]\d+)?|[a-z]+(?:'[a-z]+)*|[.!?;,:()\-–—…/+\n]")
_YEARS_OLD = re.compile(r"(?<=\d)\s?y\s?[/.]?\s?o\b")  # before "y" becomes "yes"
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")  # "self-conscious", "over-exfoliated"
_PICTURE = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]")  # ends a sentence: "so raw 😭 help"
_SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "½": ".5",
        "&": " and ",
        "👍": " yes ",
        "👌": " yes ",
        "👎": " no ",
    }
)
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_LONG = 5  # letters: shorter words have too many neighbours to guess a typo


class PlainWords:
    """A spaCy tokenizer that yields plain lower-case English words.

    ``spelling`` maps a typed word to its plain words, ``is_after`` lists the words whose
    "'s" stands for "is", ``known`` are words never taken for a typo and ``targets`` those
    that a typo may stand for.
    """

    def __init__(self, vocab: Vocab, spelling: Mapping[str, str], is_after: Collection[str]):
        self.vocab = vocab
        self._spelling = {typed: plain.split() for typed, plain in spelling.items()}
        self._is_after = frozenset(is_after)
        self._known: Collection[str] = frozenset()
        self._targets: dict[str, list[str]] = {}
        self._plain = lru_cache(maxsize=8192)(self._plain_uncached)

    def learn(self, known: Collection[str], targets: Iterable[str]) -> None:
        """Set the words that are never a typo, and those that a typo may stand for."""
        self._known = known
        by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(targets)):
            if len(word) >= _LONG:
                by_letter[word[0]].append(word)
        self._targets = dict(by_letter)
        self._plain.cache_clear()

    def __call__(self, text: str) -> Doc:
        folded = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS].translate(_SIGNS)).lower()
        folded = _PICTURE.sub("\n", folded)
        folded = _YEARS_OLD.sub(" years old", folded)
        folded = _HYPHEN.sub(" ", folded)
        folded = alpha2digit(folded, "en")  # "twenty-four" to "24"; "one" and "two" stay words
        words = [word for piece in _PIECE.findall(folded) for word in self._plain(piece)]
        return Doc(self.vocab, words=words)

    def _plain_uncached(self, piece: str) -> tuple[str, ...]:
        return tuple(self._split(piece))

    def _split(self, piece: str) -> Iterator[str]:
        if piece in self._spelling:
            yield from self._spelling[piece]
            return
        for ending, word in _ENDINGS.items():
            if piece.endswith(ending) and len(piece) > len(ending):
                stem = piece[: -len(ending)]
                yield from self._split(_IRREGULAR.get(stem, stem))
                yield word
                return
        if piece.endswith("'s"):
            stem = piece[:-2]
            yield from self._split(stem)
            if stem in self._is_after:
                yield "is"
            return
        yield self._corrected(piece.replace("'", ""))

    def _corrected(self, word: str) -> str:
        if len(word) < _LONG or not word.isalpha() or word in self._known:
            return word
        squeezed = re.sub(r"(.)\1{2,}", r"\1\1", word)  # "sooooo", "yesssss"
        if squeezed != word:
            once = re.sub(r"(.)\1+", r"\1", word)
            for guess in (squeezed, once):
                if guess in self._spelling:
                    return " ".join(self._spelling[guess])
                if guess in self._known:
                    return guess
        allowed = 1 if len(word) < 2 * _LONG - 2 else 2
        best = min(
            (
                (levenshtein(word, target, allowed), target)
                for target in self._targets.get(word[0], ())
                if abs(len(target) - len(word)) <= allowed
            ),
            default=(allowed + 1, word),
        )
        return best[1] if best[0] <= allowed else word
