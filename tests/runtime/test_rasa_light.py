"""Rasa's modules are as `comedo.rasa_light` takes them to be; another Rasa release may differ."""

import ast
import importlib.util
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from rasa.nlu.classifiers.diet_classifier import DIETClassifier

from comedo.rasa_light import (
    NEEDS_STATISTICS,
    NEEDS_TENSORFLOW,
    STAND_INS,
    UNSERVED,
    UNUSED_CLIENTS,
)

PACKAGES = Path(importlib.util.find_spec("rasa").origin).parent.parent

OF_RASA = NEEDS_TENSORFLOW | NEEDS_STATISTICS | UNSERVED


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def source(module: str) -> Path:
    return PACKAGES / (module.replace(".", "/") + ".py")


def names_that_rasa_imports() -> dict[str, set[str]]:
    """Module that is stood in for → what the rest of Rasa imports from it, functions included."""
    imported: dict[str, set[str]] = defaultdict(set)
    stood_in = {source(module) for module in STAND_INS}
    for path in set((PACKAGES / "rasa").rglob("*.py")) - stood_in:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and node.module in STAND_INS:
                imported[node.module].update(alias.name for alias in node.names)
    return imported


def test_stand_ins_have_the_names_that_rasa_imports() -> None:
    imported = names_that_rasa_imports()
    for module in OF_RASA:
        assert imported[module] <= set(STAND_INS[module]), module
    assert "Key" in imported["boto3.dynamodb.conditions"]


@pytest.mark.parametrize("module", sorted(OF_RASA))
def test_what_is_stood_in_for_exists(module: str) -> None:
    defined: set[str] = set()
    for node in parsed(source(module)).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            defined.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            defined.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Assign):
            defined.update(ast.unparse(target) for target in node.targets)
    assert set(STAND_INS[module]) <= defined


@pytest.mark.parametrize("module", sorted(NEEDS_TENSORFLOW))
def test_what_is_stood_in_for_needs_tensorflow(module: str) -> None:
    text = source(module).read_text(encoding="utf-8")
    assert "import tensorflow" in text or "from tensorflow" in text


@pytest.mark.parametrize("module", sorted(NEEDS_STATISTICS))
def test_what_is_stood_in_for_needs_statistics(module: str) -> None:
    text = source(module).read_text(encoding="utf-8")
    assert "from sklearn" in text or "import matplotlib" in text


def test_serving_and_training_load_none_of_it() -> None:
    """The real libraries stay out even where they are installed."""
    script = (
        "import sys, comedo.server, comedo.training, rasa.model_training\n"
        "import rasa.engine.recipes.default_components\n"
        "print([m for m in ('tensorflow', 'keras', 'sklearn', 'matplotlib', 'questionary',"
        " 'twilio', 'slack_sdk', 'aiogram', 'fbmessenger') if m in sys.modules])\n"
        f"names = {[name for name in UNUSED_CLIENTS if '.' not in name]}\n"
        "print(sum(1 for m in sys.modules if m.split('.')[0] in names))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    libraries, clients = done.stdout.splitlines()[-2:]
    assert libraries == "[]"
    assert int(clients) == len(UNUSED_CLIENTS)


def test_a_class_that_is_left_out_says_so() -> None:
    with pytest.raises(ImportError, match="DIETClassifier is left out"):
        DIETClassifier()
