"""The spaCy pipeline and the phrase books, built once from ``lexicon/``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import spacy
import spacy_lookups_data
from spacy.language import Language
from spacy.util import load_language_data

from comedo.understanding import lexicon
from comedo.understanding.care import About, about
from comedo.understanding.durations import MONTHS, WEEKS
from comedo.understanding.phrases import PhraseBook
from comedo.understanding.typos import Typos
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

    durations = lexicon.load("durations")
    words.learn(
        _typos(
            own=cues.words + evidence.words + replies.words + Counter(chain(*durations.values())),
            known={*spelling["means"], *nlp.Defaults.stop_words},
        )
    )
    answers = lexicon.load_values("answers")
    return Pipeline(nlp, cues, evidence, replies, answers, heed, about(durations))


def _typos(own: Counter[str], known: Collection[str]) -> Typos:
    """Corrects to the ``own`` words of the lexicon, in all their forms."""
    lemmas = _table("lemma_lookup") | lexicon.load("lemmas")
    words = {part: frozenset(listed) for part, listed in _table("lemma_index").items()}
    rules = _table("lemma_rules")
    own = own + Counter([*MONTHS, *WEEKS])
    uses: Counter[str] = Counter()
    for word, times in own.items():
        uses[lemmas.get(word, word)] += times
    forms = {form: uses[lemma] for form, lemma in lemmas.items() if lemma in uses}
    nouns = {f"{word}s": uses[word] for word in uses if word in words["noun"]}
    targets = {**nouns, **uses, **forms}
    return Typos(
        known={*known, *own, *targets, *lemmas, *lemmas.values(), *chain(*words.values())},
        bases=((words[part], rules[part]) for part in ("noun", "verb")),
        targets=targets,
    )


def _table(name: str) -> dict[str, Any]:
    """A table of spacy-lookups-data for English; WordNet's words and rules among them."""
    return dict(load_language_data(spacy_lookups_data.en[name]))


def _lemmas() -> dict[str, str]:
    """spaCy's lemmas, put right and completed: its table has no "zits"."""
    lemmas: dict[str, str] = _table("lemma_lookup") | lexicon.load("lemmas")
    for word in lexicon.words_of_phrases():
        lemmas.setdefault(f"{word}s", lemmas.get(word, word))
    return lemmas
