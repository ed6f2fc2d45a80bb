"""The training phrases: enough of them, each in one place, none a copy of another."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML
from sklearn.feature_extraction.text import CountVectorizer

ROOT = Path(__file__).parent.parent
OUTSIDE_SAMPLES = ROOT.parent / "shared" / "utterances_sample.jsonl"

AT_LEAST = 60
AT_LEAST_FOR = {"assess": 250, "inform": 250}
NEAR_DUPLICATE = 0.7
"""Two phrases are near-duplicates when their word sets' Jaccard similarity is above this."""
COMMON_WORDS = 3
"""An outside sample of up to so many words ("thanks a lot") may be anyone's phrase."""


def words(text: str) -> list[str]:
    """The words and emoji of a text in lower case, "don't" and "dont" being the same."""
    text = unicodedata.normalize("NFKC", text).lower().replace("\u2019", "'").replace("'", "")
    split = "".join(" " if unicodedata.category(c)[0] == "P" else c for c in text).split()
    return split or [text]


@pytest.fixture(scope="module")
def phrases() -> list[tuple[str, str]]:
    """Every training phrase with its intent."""
    read = YAML(typ="safe").load
    return [
        (line.removeprefix("- "), item["intent"])
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for item in read(path)["nlu"]
        if "intent" in item
        for line in item["examples"].splitlines()
    ]


@pytest.fixture(scope="module")
def outside_samples() -> list[str]:
    """The evaluation messages that lie beside the project, where there are any."""
    if not OUTSIDE_SAMPLES.exists():
        return []
    lines = OUTSIDE_SAMPLES.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    return [text for text in texts if len(set(words(text))) > COMMON_WORDS]


def near_duplicates(texts: list[str]) -> list[tuple[int, int]]:
    """The pairs of positions whose word sets are almost the same."""
    sets = CountVectorizer(analyzer=words, binary=True).fit_transform(texts)
    sizes = np.asarray(sets.sum(axis=1)).ravel()
    shared = (sets @ sets.T).tocoo()
    union = sizes[shared.row] + sizes[shared.col] - shared.data
    near = (shared.row < shared.col) & (shared.data > NEAR_DUPLICATE * union)
    return list(zip(shared.row[near].tolist(), shared.col[near].tolist(), strict=True))


def test_each_intent_has_enough_phrases(phrases):
    counts = Counter(intent for _, intent in phrases)
    assert not {
        intent: count
        for intent, count in counts.items()
        if count < AT_LEAST_FOR.get(intent, AT_LEAST)
    }


def test_no_phrase_repeats_or_nearly_repeats_another_or_an_outside_sample(phrases, outside_samples):
    texts = [text for text, _ in phrases]
    # An outside sample is named by its number, so that its text stays outside.
    names = texts + [f"sample {number}" for number in range(len(outside_samples))]
    pairs = near_duplicates(texts + outside_samples)
    assert not [(names[one], names[other]) for one, other in pairs if one < len(texts)]
