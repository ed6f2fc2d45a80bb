"""The words and phrases that facts are read by, as YAML, and how to load them.

``facts/`` has one file per fact, or per piece of evidence for one. The notation of the
phrases is explained in :mod:`comedo.understanding.phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import yaml

_HERE = files(__package__)


def load(name: str) -> dict[str, Any]:
    """The contents of ``<name>.yml``, every scalar as text: "no" is a word here."""
    text = (_HERE / f"{name}.yml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 # only text
    return loaded


def load_values(name: str) -> dict[str, Any]:
    """The contents of ``<name>.yml`` with booleans and numbers."""
    loaded: dict[str, Any] = yaml.safe_load((_HERE / f"{name}.yml").read_text("utf-8"))
    return loaded


def load_facts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each fact or piece of evidence, with the contents of its file."""
    for name in sorted(path.name for path in (_HERE / "facts").iterdir()):
        fact = name.removesuffix(".yml")
        yield fact, load(f"facts/{fact}")


def words_of_phrases() -> set[str]:
    """Every word that a phrase about a fact uses."""
    contents = [load("terms"), *(content for _, content in load_facts())]
    return set(re.findall(r"[a-z]{3,}", str(contents)))
