"""The spaCy pipeline and the phrase books, built once from ``lexicon/``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import spacy
import spacy_lookups_data
import yaml
from spacy.language import Language
from spacy.util import load_language_data

from comedo.understanding.durations import About, about
from comedo.understanding.phrases import PhraseBook
from comedo.understanding.words import PlainWords

LEXICON = files(__package__) / "lexicon"


class Pipeline(NamedTuple):
    """What turns a text into matches."""

    nlp: Language
    cues: PhraseBook
    evidence: PhraseBook
    replies: PhraseBook
    answers: Mapping[str, Mapping[str, Any]]
    heed: Mapping[str, frozenset[str]]
    about: About


def lexicon(name: str) -> dict[str, Any]:
    """The contents of ``lexicon/<name>.yml``, every scalar as text: "no" is a word here."""
    return _words((LEXICON / f"{name}.yml").read_text("utf-8"))


def _words(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 # builds only text
    return loaded


def fact_files() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each fact (or piece of evidence) with the contents of its file."""
    for path in sorted((LEXICON / "facts").iterdir(), key=lambda path: path.name):
        yield path.name.removesuffix(".yml"), _words(path.read_text("utf-8"))


def _own_words() -> set[str]:
    """The words of all phrases."""
    paths = [LEXICON / "terms.yml", *(LEXICON / "facts").iterdir()]
    return {word for path in paths for word in re.findall(r"[a-z]{3,}", path.read_text("utf-8"))}


@cache
def pipeline() -> Pipeline:
    """Build the pipeline; takes about a second, once per process."""
    nlp = spacy.blank("en")
    spelling = lexicon("spelling")
    words = PlainWords(nlp.vocab, spelling["means"], spelling["is_after"])
    nlp.tokenizer = words
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    lemmas = {**load_language_data(spacy_lookups_data.en["lemma_lookup"]), **lexicon("lemmas")}
    for word in _own_words():  # spaCy's table has no "zits"
        lemmas.setdefault(f"{word}s", lemmas.get(word, word))
    lemmatizer.lookups.get_table("lemma_lookup").update(lemmas)  # type: ignore[attr-defined]

    terms = lexicon("terms")
    cues, evidence, replies = (PhraseBook(nlp, terms) for _ in range(3))
    for label, phrases in lexicon("cues").items():
        cues.add(label, phrases)
    for label, phrases in lexicon("replies").items():
        replies.add(label, phrases)
    heed = {}
    for fact, content in fact_files():
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
    return Pipeline(
        nlp,
        cues,
        evidence,
        replies,
        yaml.safe_load((LEXICON / "answers.yml").read_text("utf-8")),
        heed,
        about(lexicon("durations")),
    )
