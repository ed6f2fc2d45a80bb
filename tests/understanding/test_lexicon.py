"""The lexicon's files, where a key or phrase that stands twice would be lost unseen."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml

LEXICON = files("comedo.understanding.lexicon")
FILES = [
    path
    for folder in (LEXICON, LEXICON / "facts")
    for path in sorted(folder.iterdir(), key=lambda path: path.name)
    if path.name.endswith(".yml")
]


class Pairs(yaml.BaseLoader):
    """Loads mappings as lists of pairs, so that a key may stand twice."""


Pairs.add_constructor(
    "tag:yaml.org,2002:map", lambda loader, node: loader.construct_pairs(node, deep=True)
)


def twice(items: list[Any]) -> Iterator[Any]:
    return (item for at, item in enumerate(items) if item in items[:at])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_key_and_no_phrase_stands_twice(path: Any) -> None:
    pairs = yaml.load(path.read_text("utf-8"), Pairs)  # noqa: S506 # only text
    lists = [phrases for _, phrases in pairs if isinstance(phrases, list)]
    for items in ([key for key, _ in pairs], *lists):
        assert not list(twice(items))


def test_cues_are_in_order() -> None:
    cues = yaml.load((LEXICON / "cues.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    for label, phrases in cues.items():
        assert phrases == sorted(phrases, key=lambda phrase: phrase.strip("='").lower()), label
