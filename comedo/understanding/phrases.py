"""The phrase notation of ``lexicon/*.yml``, compiled to spaCy matchers.

A phrase is written as plain words, and each matches in every inflection ("keep coming back"
also finds "keeps coming back"):

- ``red|sore|angry``  any of these words
- ``skin?``           a word that may be missing
- ``...``             up to four words, or none, without punctuation or a "not" between
- ``<bumps>``         any entry of the list ``bumps`` in ``lexicon/terms.yml``
- ``=gone|better``    these forms only
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Any, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

Pattern = list[dict[str, Any]]

_NOT_IN_GAP = [
    "but",
    "not",
    "no",
    "never",
    "nothing",
    "without",
    "rarely",
    "hardly",
    "seldom",
    "barely",
]
_GAP = {"IS_PUNCT": False, "LOWER": {"NOT_IN": _NOT_IN_GAP}, "OP": "{0,4}"}
_LONGEST_GAP = 4
_COMMON = STOP_WORDS | {"skin", "face", "get", "feel", "good", "do", "doe", "like", "time"}


class Match(NamedTuple):
    """Words ``start`` up to ``end`` of a text that match a phrase filed under ``label``."""

    label: str
    start: int
    end: int

    def covers(self, other: Match) -> bool:
        """Whether this match is longer than ``other`` and holds all of its words."""
        longer = self.end - self.start > other.end - other.start
        return longer and self.start <= other.start and other.end <= self.end

    def clashes(self, other: Match) -> bool:
        """Whether the two share words but not all of them."""
        overlap = self.start < other.end and other.start < self.end
        return overlap and (self.start, self.end) != (other.start, other.end)


class PhraseBook:
    """Finds many phrases fast: only those with a word in the text are tried, and only around it.

    Each phrase waits under its rarest-looking word, in a spaCy :class:`Matcher` of its own,
    because one matcher holding every phrase takes ten times as long for each message.
    """

    def __init__(self, nlp: Language, terms: Mapping[str, Sequence[str]]):
        self._nlp = nlp
        self._terms = terms
        self._waiting: dict[int, dict[str, list[Pattern]]] = defaultdict(dict)
        self._matchers: dict[int, Matcher] = {}
        self._reach: dict[int, tuple[int, int]] = {}
        self.words: Counter[str] = Counter()

    def add(self, label: str, phrases: Iterable[str]) -> None:
        """File ``phrases`` under ``label``. Call :meth:`seal` after the last."""
        for phrase in phrases:
            for pattern in self._compile(phrase):
                lengths = [_LONGEST_GAP if token is _GAP else 1 for token in pattern]
                place, lemmas = self._anchor(pattern)
                for lemma in lemmas:
                    key = self._nlp.vocab.strings.add(lemma)
                    self._waiting[key].setdefault(label, []).append(pattern)
                    before, after = self._reach.get(key, (0, 0))
                    before = max(before, sum(lengths[:place]))
                    self._reach[key] = before, max(after, sum(lengths[place:]))

    def seal(self) -> None:
        """Build the matchers."""
        for key, labelled in self._waiting.items():
            self._matchers[key] = Matcher(self._nlp.vocab, validate=False)
            for label, patterns in labelled.items():
                self._matchers[key].add(label, patterns, greedy="LONGEST")

    def __call__(self, doc: Doc) -> list[Match]:
        """All matches in ``doc``, in order of their start, which are looked for only once."""
        key = f"matches of book {id(self)}"
        if key not in doc.user_data:
            doc.user_data[key] = self._find(doc)
        matches: list[Match] = doc.user_data[key]
        return matches

    def _find(self, doc: Doc) -> list[Match]:
        strings = self._nlp.vocab.strings
        found = {
            Match(strings[label], begin + start, begin + end)
            for key, begin, stop in self._windows(doc)
            for label, start, end in self._matchers[key](doc[begin:stop])
        }
        return sorted(found, key=lambda match: (match.start, match.end, match.label))

    def _windows(self, doc: Doc) -> Iterator[tuple[int, int, int]]:
        """Each word that phrases wait under, with the bounds of what these may reach."""
        windows: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for i, token in enumerate(doc):
            key = token.lemma
            if key in self._matchers:
                before, after = self._reach[key]
                begin, stop = max(0, i - before), min(len(doc), i + after)
                if windows[key] and begin <= windows[key][-1][1]:
                    begin, _ = windows[key].pop()
                windows[key].append((begin, stop))
        return ((key, *bounds) for key, found in windows.items() for bounds in found)

    def _lemmas(self, words: str) -> list[str]:
        doc = self._nlp(words)
        self.words.update(token.text for token in doc)
        return [token.lemma_ for token in doc]

    def _compile(self, phrase: str) -> list[Pattern]:
        elements = map(self._element, phrase.split())
        return [list(chain.from_iterable(parts)) for parts in product(*elements)]

    def _element(self, element: str) -> list[Pattern]:
        """The patterns that one element of a phrase stands for, as alternatives."""
        if element == "...":
            return [[_GAP]]
        optional = element.endswith("?")
        exact = element.startswith("=")
        words: list[str] = []
        for option in element.strip("=?").split("|"):
            words.extend(self._terms[option[1:-1]] if option.startswith("<") else [option])
        forms = words if exact else []
        lemmas = [] if exact else [self._lemmas(word) for word in words]
        singles = sorted({lemma[0] for lemma in lemmas if len(lemma) == 1})
        patterns: list[Pattern] = [
            [{"LEMMA": lemma} for lemma in lemma_list]
            for lemma_list in lemmas
            if len(lemma_list) > 1
        ]
        if singles:
            patterns.append([{"LEMMA": {"IN": singles}}])
        if forms:
            self.words.update(forms)
            patterns.append([{"LOWER": {"IN": forms}}])
        return [*patterns, []] if optional else patterns

    def _anchor(self, pattern: Pattern) -> tuple[int, list[str]]:
        """A place in ``pattern``, and the words of which a text that matches has one there."""

        def rarity(anchor: tuple[int, list[str]]) -> tuple[bool, int]:
            words = anchor[1]
            return any(word in _COMMON for word in words), len(words)

        return min(
            (
                (place, _required(token, self._lemmas))
                for place, token in enumerate(pattern)
                if token is not _GAP
            ),
            key=rarity,
        )


def _required(token: dict[str, Any], lemmas: Any) -> list[str]:
    if "LOWER" in token:
        return sorted({lemma for form in token["LOWER"]["IN"] for lemma in lemmas(form)})
    lemma = token["LEMMA"]
    return [lemma] if isinstance(lemma, str) else lemma["IN"]
