"""The spaCy pipeline and the phrase books, built once from ``lexicon/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import spacy
import spacy_lookups_data
from spacy.language import Language
from spacy.util import load_language_data

from comedo.understanding import lexicon
from comedo.understanding.care import About, about
from comedo.understanding.phrases import PhraseBook
from comedo.understanding.words import PlainWords


class Pipeline(NamedTuple):
    """What turns a text into matches.

    ``answers`` is the table of ``lexicon/answers.yml``; ``heed`` names, for each fact, what
    counts although it usually does not: questions, suppositions, doubt, the past; or
    "today", where the recent past does not count.
    """

    nlp: Language
    cues: PhraseBook
    evidence: PhraseBook
    replies: PhraseBook
    answers: Mapping[str, Mapping[str, Any]]
    heed: Mapping[str, frozenset[str]]
    about: About


@cache
def pipeline() -> Pipeline:
    """Build the pipeline; takes about a second, once per process."""
    nlp = spacy.blank("en")
    spelling = lexicon.load("spelling")
    words = PlainWords(nlp.vocab, spelling["means"], spelling["is_after"])
    nlp.tokenizer = words
    lemmas = _lemmas()
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    lemmatizer.lookups.get_table("lemma_lookup").update(lemmas)  # type: ignore[attr-defined]

    terms = lexicon.load("terms")
    cues, evidence, replies = (PhraseBook(nlp, terms) for _ in range(3))
    for book, name in ((cues, "cues"), (replies, "replies")):
        for label, phrases in lexicon.load(name).items():
            book.add(label, phrases)
    heed = {}
    for fact, content in lexicon.load_facts():
        heed[fact] = frozenset(content.pop("heed", ()))
        for sense, phrases in content.items():
            evidence.add(f"{fact}/{sense}", phrases)
    for book in (cues, evidence, replies):
        book.seal()

    own = cues.words | evidence.words | replies.words
    own_lemmas = {lemmas.get(word, word) for word in own}
    words.learn(
        known={*lemmas, *lemmas.values(), *own, *nlp.Defaults.stop_words},
        targets=own | {form for form, lemma in lemmas.items() if lemma in own_lemmas},
    )
    answers = lexicon.load_values("answers")
    return Pipeline(nlp, cues, evidence, replies, answers, heed, about(lexicon.load("durations")))


def _lemmas() -> dict[str, str]:
    """spaCy's lemmas, put right and completed: its table has no "zits"."""
    lemmas: dict[str, str] = dict(load_language_data(spacy_lookups_data.en["lemma_lookup"]))
    lemmas.update(lexicon.load("lemmas"))
    for word in lexicon.words_of_phrases():
        lemmas.setdefault(f"{word}s", lemmas.get(word, word))
    return lemmas
