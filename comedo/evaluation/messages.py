"""What the bot makes of single messages, each the first of its conversation."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from comedo.agent import ComedoAgent
from comedo.testing.in_process import AgentBot

# The outside sample was labelled with the fact ids of an earlier contract.
_EARLIER_IDS = {
    "frequently_inflamed": "turns_inflamed",
    "interfering_with_treatment": "blocks_treatment",
    "irritated_barrier": "barrier_irritated",
    "recurring": "keeps_returning",
    "self_extracting": "self_extraction",
    "unsure_treatments": "unsure_what_is_safe",
    "using_retinoid": "topical_retinoid",
    "widespread_uneven_texture": "widespread_congestion",
}
# What has no id in today's contract, and so can be neither found nor missed.
_WITHOUT_ID = {"consistent_skincare", "duration_weeks"}


@dataclass(frozen=True)
class Labelled:
    """A message with what a reader takes from it.

    Attributes:
        text: the message.
        topic: its topic, one of the contract's intents.
        also_ok: other topics that would do.
        facts: the facts that it tells.
        optional_facts: facts that it may be read to tell.
    """

    text: str
    topic: str
    also_ok: tuple[str, ...]
    facts: dict[str, Any]
    optional_facts: tuple[str, ...]


@dataclass(frozen=True)
class Understood:
    """What the bot took from a message, and how sure it was and how long it took.

    ``seconds`` is the time for understanding alone, without the reply.
    """

    topic: str
    facts: dict[str, Any]
    confidence: float
    seconds: float


def load(path: Path) -> list[Labelled]:
    """Read labelled messages, a JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_labelled(json.loads(line)) for line in lines if line]


def _labelled(entry: dict[str, Any]) -> Labelled:
    def names(ids: list[str]) -> tuple[str, ...]:
        return tuple(_EARLIER_IDS.get(id_, id_) for id_ in ids if id_ not in _WITHOUT_ID)

    facts = {
        _EARLIER_IDS.get(id_, id_): value
        for id_, value in entry["facts"].items()
        if id_ not in _WITHOUT_ID
    }
    return Labelled(
        entry["text"],
        entry["topic"],
        tuple(entry.get("also_ok") or ()),
        facts,
        names(entry.get("optional_facts") or []),
    )


async def understand(agent: ComedoAgent, messages: list[Labelled]) -> list[Understood]:
    """Send each message to the bot in a conversation of its own."""
    bot = AgentBot(agent)
    results = []
    for message in messages:
        start = time.perf_counter()
        parsed = await agent.parse_message(message.text)
        seconds = time.perf_counter() - start
        replies = await bot.send(f"evaluation-{uuid4().hex}", message.text)
        customs = [reply["custom"] for reply in replies if reply.get("custom")]
        facts = {fact: value for custom in customs for fact, value in custom["facts"].items()}
        topic = topic_of(customs[0]) if customs else "nothing"
        results.append(Understood(topic, facts, parsed["intent"]["confidence"], seconds))
    return results


def topic_of(custom: dict[str, Any]) -> str:
    """The topic that a reply shows (``custom`` of the contract)."""
    kinds = {"question": "assess", "recommendation": "assess", "safety": "urgent_red_flag"}
    return kinds.get(custom["kind"]) or custom["topic"]
