"""``make evaluate``: how well the bot understands, on messages it was not trained on."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml

from comedo.agent import load_agent
from comedo.evaluation.figures import (
    Counts,
    calibration_error,
    count_fact,
    macro_f1,
    resampled,
    share,
)
from comedo.evaluation.messages import Labelled, Understood, load, understand
from comedo.evaluation.pictures import draw_confusions, draw_reliability
from comedo.nlu.encoder import encode
from comedo.nlu.kernel_ridge import KernelRidge
from comedo.nlu.ngrams import CharacterNgrams
from comedo.nlu.plain_text import plain_text
from comedo.settings import settings

OUTPUT = Path("build")
TRAINING_DATA = Path("data/nlu")
MESSAGES = {
    "own held-out messages": Path("tests/evaluation/messages.jsonl"),
    "fresh held-out messages": Path("tests/evaluation/messages_fresh.jsonl"),
    "outside sample": Path("../shared/utterances_sample.jsonl"),
}
DANGER = "urgent_red_flag"
# The bot answers both by going on with the assessment.
SAME_TOPIC = {"inform": "assess"}


def main() -> None:
    """Print the figures; write them to ``build/evaluate.json``, and the pictures beside it."""
    OUTPUT.mkdir(exist_ok=True)
    report: dict[str, Any] = {}
    with TemporaryDirectory() as state:
        agent = load_agent(
            settings().copy(
                update={
                    # A conversation that is evaluated is nobody's, and leaves nothing behind.
                    "state_dir": Path(state),
                    "database_url": "",
                    "redis_url": "",
                    "turns_per_minute_per_sender": 1_000_000,
                }
            )
        )
        expected, predicted, confidences = cross_validate()
        hits = expected == predicted
        curves = {"training phrases, each left out": (confidences, hits)}
        title = f"Training phrases, each left out of training in its turn ({len(hits)})"
        report["cross_validation"] = {
            "messages": len(hits),
            "accuracy": share(hits),
            "macro_f1": macro_f1(expected.tolist(), predicted.tolist()),
            "calibration_error": calibration_error(confidences, hits),
            "confusions": _confusions(expected.tolist(), predicted.tolist()),
        }
        _print(title, report["cross_validation"])
        draw_confusions(expected.tolist(), predicted.tolist(), OUTPUT / "confusions.png")
        for name, path in MESSAGES.items():
            if not path.exists():
                continue
            messages = load(path)
            results = asyncio.run(understand(agent, messages))
            report[name] = measure(messages, results)
            curves[name] = (
                np.array([result.confidence for result in results]),
                np.array([m.topic == r.topic for m, r in zip(messages, results, strict=True)]),
            )
            _print(f"{name.capitalize()} ({len(messages)})", report[name])
    draw_reliability(curves, OUTPUT / "reliability.png")
    (OUTPUT / "evaluate.json").write_text(json.dumps(report, default=vars, indent=1))
    print(f"\nFigures and pictures are in {OUTPUT}/.")


def cross_validate() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Classify each training phrase by a classifier that was trained on all others.

    Returns:
        The expected topics, the predicted ones, and the confidences in these.
    """
    texts, intents = training_phrases()
    vectors = np.array([encode(text) for text in texts])
    model, confidences = KernelRidge.fit(
        vectors, CharacterNgrams.learn(texts).count(texts), intents
    )
    predicted = [model.classes[index] for index in confidences.argmax(axis=1)]
    return (
        np.array([SAME_TOPIC.get(intent, intent) for intent in intents]),
        np.array([SAME_TOPIC.get(intent, intent) for intent in predicted]),
        confidences.max(axis=1),
    )


def training_phrases() -> tuple[list[str], list[str]]:
    """The texts of the training phrases, as the pipeline sees them, and their intents."""
    texts, intents = [], []
    for path in sorted(TRAINING_DATA.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block.get("examples", "").splitlines():
                if "intent" in block and line.strip():
                    texts.append(plain_text(line.strip().removeprefix("- ")))
                    intents.append(block["intent"])
    return texts, intents


def measure(messages: list[Labelled], results: list[Understood]) -> dict[str, Any]:
    """All figures on labelled messages."""
    topics = [message.topic for message in messages]
    shown = [result.topic for result in results]
    hits = np.array([topic == answer for topic, answer in zip(topics, shown, strict=True)])
    allowed = [{message.topic, *message.also_ok} for message in messages]
    harmless = [DANGER not in topics for topics in allowed]
    told = [message.facts for message in messages]
    found = [result.facts for result in results]
    optional = [message.optional_facts for message in messages]
    facts = {
        fact: count_fact(fact, told, found, optional)
        # Facts that the labels never mention were not looked for by who labelled.
        for fact in sorted({*(fact for facts in told for fact in facts), *chain(*optional)})
    }

    def facts_f1(index: np.ndarray) -> float:
        sample = [(told[i], found[i], optional[i]) for i in index]
        counts = [count_fact(fact, *zip(*sample, strict=True)) for fact in facts]
        return _sum(counts).f1

    return {
        "messages": len(messages),
        "accuracy": share(hits),
        "accuracy_also_ok": share([t in ok for t, ok in zip(shown, allowed, strict=True)]),
        "macro_f1": macro_f1(topics, shown),
        "calibration_error": calibration_error(np.array([r.confidence for r in results]), hits),
        "danger_recall": share(
            [shown[i] == DANGER for i, topic in enumerate(topics) if topic == DANGER]
        ),
        "false_alarms": share([shown[i] == DANGER for i, ok in enumerate(harmless) if ok]),
        "facts": {fact: _of_counts(counts) for fact, counts in facts.items()},
        "facts_in_all": _of_counts(_sum(list(facts.values())))
        | {"f1": resampled(facts_f1, len(messages))},
        "confusions": _confusions(topics, shown),
        "median_milliseconds": float(np.median([r.seconds for r in results]) * 1000),
    }


def _sum(counts: list[Counts]) -> Counts:
    return Counts(
        sum(count.found for count in counts),
        sum(count.wrong for count in counts),
        sum(count.missed for count in counts),
    )


def _of_counts(counts: Counts) -> dict[str, Any]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1} | vars(counts)


def _confusions(expected: list[str], predicted: list[str]) -> list[tuple[str, str, int]]:
    """The ten most frequent confusions: expected, predicted, how often."""
    pairs = zip(expected, predicted, strict=True)
    return [(*pair, n) for pair, n in Counter(p for p in pairs if p[0] != p[1]).most_common(10)]


def _print(title: str, figures: dict[str, Any]) -> None:
    print(f"\n{title}")
    for name, value in figures.items():
        label = f"  {name.replace('_', ' '):24s}"
        if name == "confusions":
            for true, guess, times in value:
                print(f"  {times:3d} × {true} taken for {guess}")
        elif name == "facts":
            for fact, of_fact in value.items():
                print(f"  {fact:26s} {_line(of_fact)}")
        elif name == "facts_in_all":
            print(f"{label} {_line(value)}")
        elif value is not None:
            print(f"{label} {value:.3f}" if isinstance(value, float) else f"{label} {value}")


def _line(of_fact: dict[str, Any]) -> str:
    parts = (f"{name} {of_fact[name]}" for name in ("precision", "recall"))
    f1 = of_fact["f1"]
    return "   ".join((*parts, f"F1 {f1:.3f}" if isinstance(f1, float) else f"F1 {f1}"))
