"""Plays vignettes: a person with known facts opens, answers each question, and is advised.

A vignette is a JSON object with ``id``, ``opening``, ``facts`` (what is true of the person; null
where they don't know), ``answers`` (what they say when asked for a fact), ``opening_facts`` (what
the opening already tells) and ``expected`` (``acceptable`` outcomes, ``also_all``, ``also_none``).

``python -m comedo.testing.vignettes FILE [--bot-url URL] [--transcripts]`` prints a table.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from comedo.console import configure_logging
from comedo.testing.answers import NONE_OF_THESE, question_in
from comedo.testing.bots import Bot, Message, RestBot

MOST_QUESTIONS = 20
TOLERANCE = 0.5
"""Weeks or years by which a number may be off."""
CONTRAINDICATIONS = (
    "barrier_irritated",
    "active_infection",
    "cystic_acne",
    "mild",
    "very_sensitive",
    "red_flag",
)
"""With one of these, no dermatologist is to be asked about extraction now (S25 to S30)."""

Answerer = Callable[[Mapping[str, Any], Sequence[str]], str]


@dataclass
class Played:
    """How a vignette went.

    `misread` tells of facts that the bot took for other than they are; `custom` is the advice,
    empty if there was none.
    """

    vignette: Mapping[str, Any]
    transcript: list[str] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)
    custom: Mapping[str, Any] = field(default_factory=dict)

    @property
    def outcome_exact(self) -> bool:
        """Whether the outcome is one of the acceptable ones."""
        return self.custom.get("outcome") in self.vignette["expected"]["acceptable"]

    @property
    def also_missing(self) -> list[str]:
        """What should be said beside the outcome and is not."""
        return sorted(set(self.vignette["expected"]["also_all"]) - set(self._also))

    @property
    def also_unwanted(self) -> list[str]:
        """What is said beside the outcome and should not be."""
        return sorted(set(self.vignette["expected"]["also_none"]) & set(self._also))

    @property
    def contraindicated(self) -> bool:
        """Whether extraction is advised against a reason that holds or is unknown."""
        facts = self.vignette["facts"]
        return self.custom.get("outcome") == "consider_extraction" and any(
            facts.get(fact) is not False for fact in CONTRAINDICATIONS
        )

    @property
    def asked_again(self) -> list[str]:
        """Facts that the opening told and the bot asked for all the same."""
        asked = {fact for facts in self.asked for fact in facts}
        return sorted(asked & set(self.vignette["opening_facts"]))

    @property
    def passed(self) -> bool:
        """Whether all is as expected."""
        wrong = self.also_missing or self.also_unwanted or self.contraindicated or self.asked_again
        return self.outcome_exact and not wrong

    @property
    def _also(self) -> Sequence[str]:
        return self.custom.get("also", ())


def spoken(vignette: Mapping[str, Any], fact: str) -> str:
    """What the person says when asked for the fact: their own words, or the plainest ones."""
    if fact in vignette["answers"]:
        return str(vignette["answers"][fact])
    value = vignette["facts"].get(fact)
    if value is None:
        return "I'm not sure"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"about {value:g} weeks" if fact == "weeks_of_consistent_care" else f"{value:g}"


def _those_that_apply(vignette: Mapping[str, Any], asked: Sequence[str]) -> list[str]:
    return [fact for fact in asked if vignette["facts"].get(fact) is not False]


def _say_what_applies(vignette: Mapping[str, Any], asked: Sequence[str]) -> str:
    applies = _those_that_apply(vignette, asked)
    return ". ".join(spoken(vignette, fact) for fact in applies) or NONE_OF_THESE


def _say_it_all(vignette: Mapping[str, Any], asked: Sequence[str]) -> str:
    return ". ".join(spoken(vignette, fact) for fact in asked)


def _say_yes_or_no(vignette: Mapping[str, Any], asked: Sequence[str]) -> str:
    true = [fact for fact in asked if vignette["facts"].get(fact) is True]
    return "yes" if true else _say_what_applies(vignette, asked)


def _say_the_first(vignette: Mapping[str, Any], asked: Sequence[str]) -> str:
    return _say_what_applies(vignette, _those_that_apply(vignette, asked)[:1] or asked)


STYLES: Mapping[str, Answerer] = {
    "what applies": _say_what_applies,
    "everything": _say_it_all,
    "yes or no": _say_yes_or_no,
    "the first": _say_the_first,
}
"""How a person answers "any of these?"; a question for one fact is answered by `spoken`."""


async def play_vignette(
    vignette: Mapping[str, Any], bot: Bot, style: Answerer = _say_what_applies
) -> Played:
    """Play one vignette to its advice, or to the end of patience."""
    sender, played = uuid.uuid4().hex, Played(vignette)
    text = vignette["opening"]
    asked: list[str] = []
    known: Mapping[str, Any] = {}
    for _ in range(MOST_QUESTIONS):
        messages = await bot.send(sender, text)
        facts = _facts_in(messages, known)
        for fact in facts.keys() - known.keys():
            if not _is_true(facts[fact], vignette["facts"].get(fact)):
                played.misread.append(
                    f"{fact} = {facts[fact]} ← {text} (asked: {', '.join(asked)})"
                )
        known = facts
        played.transcript += [f"user: {text}", *_written(messages)]
        for message in messages:
            if (message.get("custom") or {}).get("kind") in ("recommendation", "safety"):
                played.custom = message["custom"]
        asked = [] if played.custom else question_in(messages)
        if not asked:
            break
        played.asked.append(asked)
        text = spoken(vignette, asked[0]) if len(asked) == 1 else style(vignette, asked)
    return played


def _facts_in(messages: Sequence[Message], known: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the bot knows after a turn."""
    told = [m["custom"]["facts"] for m in messages if "facts" in (m.get("custom") or {})]
    return told[-1] if told else known


def _is_true(read: Any, fact: Any) -> bool:
    if fact is None or isinstance(fact, bool):
        return bool(read == ("unknown" if fact is None else fact))
    return not isinstance(read, str) and abs(read - fact) <= TOLERANCE


def _written(messages: Sequence[Message]) -> list[str]:
    lines = []
    for message in messages:
        custom = message.get("custom") or {}
        lines += [f"bot:  {message['text']}"] if message.get("text") else []
        lines += [f"      {json.dumps({k: custom[k] for k in _TELLING if k in custom})}"] * bool(
            custom
        )
    return lines


_TELLING = ("kind", "topic", "asks", "outcome", "also", "facts")


async def play_vignettes(path: Path, bot: Bot, style: Answerer = _say_what_applies) -> list[Played]:
    """Play all vignettes of a file, one after the other.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not JSON.
    """
    vignettes = json.loads(path.read_text(encoding="utf-8"))  # noqa: ASYNC240  (a small file)
    return [await play_vignette(vignette, bot, style) for vignette in vignettes]


def report(results: Sequence[Played]) -> str:
    """The results as a table, with totals in the last lines."""
    lines = [f"{'':8}{'outcome':22}{'questions':>9}  problems"]
    for played in results:
        problems = [
            f"expected {' or '.join(played.vignette['expected']['acceptable'])}"
            * (not played.outcome_exact),
            f"without {', '.join(played.also_missing)}" * bool(played.also_missing),
            f"with {', '.join(played.also_unwanted)}" * bool(played.also_unwanted),
            "contraindicated extraction" * played.contraindicated,
            f"asked for {', '.join(played.asked_again)} again" * bool(played.asked_again),
        ]
        outcome = str(played.custom.get("outcome", "no advice"))
        told = "; ".join(filter(None, problems)) or "none"
        lines.append(f"{played.vignette['id']:8}{outcome:22}{len(played.asked):>9}  {told}")
    lines.append(
        f"{sum(p.passed for p in results)} of {len(results)} as expected; "
        f"outcome exact {sum(p.outcome_exact for p in results)}, "
        f"also complete {sum(not p.also_missing for p in results)}, "
        f"contraindicated extraction {sum(p.contraindicated for p in results)}, "
        f"known facts asked again {sum(bool(p.asked_again) for p in results)}, "
        f"median of questions {median(len(p.asked) for p in results):g}"
    )
    return "\n".join(lines)


def main() -> None:
    """Play a file in every style of answering, and exit with 1 unless all is as expected."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("file", type=Path)
    parser.add_argument("--bot-url", help="play with the Rasa server at this address")
    parser.add_argument("--bot-model", type=Path, help="play with this model, without training")
    parser.add_argument("--transcripts", action="store_true", help="show what was said and failed")
    arguments = parser.parse_args()
    with ExitStack() as when_done:
        if arguments.bot_url:
            bot: Bot = RestBot(arguments.bot_url)
        else:
            configure_logging("ERROR")
            from comedo.testing.in_process import load_comedo  # noqa: PLC0415

            bot = load_comedo(when_done.callback, arguments.bot_model)
        passed = asyncio.run(_play_all_styles(arguments.file, bot, arguments.transcripts))
    sys.exit(0 if passed else 1)


async def _play_all_styles(path: Path, bot: Bot, transcripts: bool) -> bool:
    passed = True
    for name, style in STYLES.items():
        results = await play_vignettes(path, bot, style)
        print(f"Answering with {name}:\n{report(results)}\n")
        failed = [played for played in results if not played.passed]
        for played in failed if transcripts else ():
            misread = [f"misread: {line}" for line in played.misread]
            print("\n".join([f"--- {played.vignette['id']}", *played.transcript, *misread, ""]))
        passed = passed and not failed
    return passed


if __name__ == "__main__":
    main()
