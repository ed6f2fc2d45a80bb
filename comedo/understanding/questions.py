"""Which words of a text ask instead of telling.

"Is cystic acne different?" tells nothing about the person. "Why do my bumps keep coming
back?" and "can you help with my cysts" do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from comedo.understanding.clauses import GRAMMAR, clauses, sentences


def asked_words(doc: Doc) -> Iterator[tuple[int, int]]:
    """The bounds of each stretch of words that asks."""
    for begin, end in sentences(doc):
        for start, stop in clauses(doc, begin, end):
            words = [token.text for token in doc[start:stop]]
            while words and words[0] in GRAMMAR["greeting"]:
                words.pop(0)
            if len(words) <= 1:
                continue
            if _is_inverted(words, marked=doc[end - 1].text == "?"):
                yield start, _told_from(doc, start + 2, stop)
            elif words[0] in GRAMMAR["question_words"] and _speaks_of_nobody(words):
                yield start, stop


def _is_inverted(words: Sequence[str], *, marked: bool) -> bool:
    """Whether a clause is a yes/no question by its order of words; many leave out the "?"."""
    first, second = words[:2]
    if first not in GRAMMAR["asking"] or second == "not":
        return False
    if marked or second in GRAMMAR["subjects"]:
        return True
    if first in GRAMMAR["modals"]:
        return second not in GRAMMAR["verbs"] | GRAMMAR["after_modal"]
    if first in {"is", "are"}:
        return not second.endswith(("ing", "ly", "ed")) and second not in GRAMMAR["stating"]
    return not GRAMMAR["judging"].isdisjoint(words)


def _speaks_of_nobody(words: Sequence[str]) -> bool:
    """Whether no word is the writer's own: "how do I treat a cyst" is not, "my cyst" is."""
    wants_to_know = words[0] == "how" and words[1] in GRAMMAR["modals"]
    return (GRAMMAR["own"] - ({"i"} if wants_to_know else set())).isdisjoint(words)


def _told_from(doc: Doc, start: int, stop: int) -> int:
    """Where a yes/no question turns to what the writer has: "can you help with | my cysts"."""
    for i in range(start, stop):
        owned = doc[i].text in GRAMMAR["own"] and doc[i - 1].text in GRAMMAR["before_own"]
        if owned or doc[i].text in GRAMMAR["telling"]:
            return i
    return stop
