"""From what people type to plain words: slang, contractions and typos put right.

:class:`PlainWords` is a spaCy tokenizer, so everything after it sees "do not", "weeks" and
"really" whoever wrote "dont", "wks" and "rly". The words are in ``lexicon/spelling.yml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from spacy.tokens import Doc
from spacy.vocab import Vocab
from text_to_num import alpha2digit

from comedo.understanding.typos import Typos

MAX_CHARACTERS = 2000
"""Longer texts are read up to here: a person's answer fits, a pasted book does not."""

_PIECE = re.compile(r"b4\b|\d+(?:[.,]\d+)?|[a-z]+(?:'[a-z]+)*|[.!?;,:()\-–—…/+\n]")
_YEARS_OLD = re.compile(r"(?<=\d)\s?y\s?[/.]?\s?o\b")  # before "y" becomes "yes"
_ISH = re.compile(r"(?<=ty)ish\b|(?<=\bten)ish\b")  # "fortyish"
_NO = re.compile(r"(?<=(?:not|n't|ont) )no(?= (?:what|which|if|how|why)\b)")  # "I dont no what"
_NON = re.compile(r"\bnon(?=\W*$|\s+of\b)")  # "none", unlike "non stop"
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")  # "self-conscious", "over-exfoliated"
_PICTURE = re.compile(r"<3|[\u2600-\u27bf\U0001f300-\U0001faff]")  # ends a sentence: "raw 😭 help"
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
_DRAWN_OUT = re.compile(r"(.)\1{2,}")  # "sooooo"


class PlainWords:
    """A spaCy tokenizer that yields plain lower-case English words.

    ``spelling`` maps a typed word to its plain words, and ``is_after`` lists the words whose
    "'s" stands for "is".
    """

    def __init__(self, vocab: Vocab, spelling: Mapping[str, str], is_after: Collection[str]):
        self.vocab = vocab
        self._spelling = {typed: plain.split() for typed, plain in spelling.items()}
        self._is_after = frozenset(is_after)
        self._typos = Typos((), (), {})
        self._plain = lru_cache(maxsize=8192)(self._plain_uncached)

    def learn(self, typos: Typos) -> None:
        """Set what corrects words that have no plain ones of their own."""
        self._typos = typos
        self._plain.cache_clear()

    def __call__(self, text: str) -> Doc:
        folded = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS].translate(_SIGNS)).lower()
        folded = _PICTURE.sub("\n", folded)
        folded = _YEARS_OLD.sub(" years old", folded)
        folded = _HYPHEN.sub(" ", folded)
        folded = _NO.sub("know", _NON.sub("none", _ISH.sub(" ish", folded)))
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
        yield from self._corrected(piece.replace("'", ""))

    def _corrected(self, word: str) -> list[str]:
        if _DRAWN_OUT.search(word):
            for letters in (r"\1\1", r"\1"):
                guess = _DRAWN_OUT.sub(letters, word)
                if guess in self._spelling or self._typos.knows(guess):
                    return self._spelling.get(guess, [guess])
        return [self._typos.corrected(word)]
