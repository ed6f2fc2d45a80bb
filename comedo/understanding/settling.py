"""From evidence to facts: which of it counts, and which pieces add up to one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from comedo.understanding.evidence import Evidence

LONG_CARE = 8  # weeks of care that S20 asks for


def settle(evidence: Collection[Evidence]) -> tuple[dict[str, bool], set[str]]:
    """One value per fact, and the facts whose evidence disagrees.

    The last word counts, but "burning yes, peeling no" is a yes: denying one way in which a
    fact may hold takes nothing from another. What others think counts for want of the writer's
    own word.
    """
    told = {item.fact for item in evidence if not item.hearsay}
    facts: dict[str, bool] = {}
    doubtful: set[str] = set()
    partial: frozenset[str] = frozenset()
    for item in sorted(evidence, key=lambda item: item.start):
        known = facts.get(item.fact)
        if (item.hearsay and item.fact in told) or (item.partial and known is True):
            continue
        if (item.doubtful or item.hearsay) or (
            known is not None and known != item.value and item.fact not in partial
        ):
            doubtful.add(item.fact)
        facts[item.fact] = item.value
        partial = partial | {item.fact} if item.partial else partial - {item.fact}
    return facts, doubtful


def combine(facts: Mapping[str, Any], doubtful: set[str]) -> dict[str, Any]:
    """Replace pieces of evidence by the contract's facts that they add up to."""
    known = dict(facts)
    clears_then_returns = known.pop("clears_then_returns", None)
    if clears_then_returns:
        known.setdefault("keeps_returning", True)
        known["persistent"] = False
    if known.pop("still_bumpy", None) and known.get("weeks_of_consistent_care"):
        known.setdefault("persistent", True)
    wide, uneven = known.pop("wide_area", None), known.pop("uneven_texture", None)
    if "widespread_congestion" not in known:
        if wide and uneven:
            known["widespread_congestion"] = True
        elif wide is False:
            known["widespread_congestion"] = False
    if known.get("crisis"):
        known["red_flag"] = True
    else:
        known.pop("crisis", None)
    if known.get("hormonal_signs"):
        known.setdefault("hormonal_or_medical_trigger", True)
    few = known.pop("few", None)
    many = known.get("widespread_congestion") is True
    if few is not None and "mild" not in known and not (few and many):
        known["mild"] = few
        weeks = known.get("weeks_of_consistent_care", 0)
        if few and known.get("persistent") and weeks >= LONG_CARE:
            doubtful.add("mild")
    return known
