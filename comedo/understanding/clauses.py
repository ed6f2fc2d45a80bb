"""Sentences and clauses of a text that was typed in a hurry."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc

from comedo.understanding import lexicon

GRAMMAR = {name: frozenset(words) for name, words in lexicon.load("grammar").items()}
"""The small words of ``lexicon/grammar.yml``, by list."""

SENTENCE_END = frozenset(".!?;\n…")
PUNCTUATION = SENTENCE_END | frozenset(",:()-–—/")
CLAUSE_END = PUNCTUATION | GRAMMAR["contrast"] | GRAMMAR["joining"]


def sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """The bounds of each sentence, its closing mark included."""
    start = 0
    for token in doc:
        if token.text in SENTENCE_END:
            yield start, token.i + 1
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


def clauses(doc: Doc, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The bounds of each clause between ``start`` and ``end``, without punctuation."""
    end = len(doc) if end is None else end
    begin = start
    for i in range(start, end):
        if doc[i].text in CLAUSE_END:
            if i > begin:
                yield begin, i
            begin = i + 1
    if end > begin:
        yield begin, end


def corrects(before: str) -> bool:
    """Whether what follows these words puts right a number in them: "9, sorry, | 10 weeks"."""
    return not GRAMMAR["correcting"].isdisjoint(before.split()[1:])


def next_of(doc: Doc, start: int, stops: Collection[str]) -> int:
    """The place of the first word from ``start`` on that is one of ``stops``, or the end."""
    return next((i for i in range(start, len(doc)) if doc[i].text in stops), len(doc))


def clause_start(doc: Doc, end: int) -> int:
    """Where the clause begins whose words stand before ``end``."""
    for i in range(end - 1, -1, -1):
        new_subject = doc[i].text == "and" and doc[i + 1].text in GRAMMAR["subjects"]
        if doc[i].text in CLAUSE_END or new_subject:
            return i + 1
    return 0
