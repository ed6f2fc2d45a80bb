"""What the phrases of a text say about each fact, once denial, time and person are heeded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from comedo.understanding.clauses import clause_start
from comedo.understanding.phrases import Match
from comedo.understanding.pipeline import Pipeline
from comedo.understanding.scopes import Scopes

PIECE_OF = {
    "few": "mild",
    "wide_area": "widespread_congestion",
    "uneven_texture": "widespread_congestion",
    "clears_then_returns": "persistent",
    "no_care": "weeks_of_consistent_care",
    "irregular_care": "weeks_of_consistent_care",
    "still_bumpy": "persistent",
    "crisis": "red_flag",
}
"""Evidence that has a phrase file of its own and adds up to a fact of the contract."""

OF_BUMPS = {"persistent", "keeps_returning", "mild", "widespread_congestion", *PIECE_OF} - {
    "crisis"
}
"""Read from a reply to another question about the skin only if told plainly, in a clause of
its own, and never denied: "they stay white" tells nothing of whether they persist."""
NOT_BY_THE_WAY = {"mild", "no_care", "irregular_care"}  # not even then
ABOUT_SKIN = {
    "active_infection",
    "look_alike",
    "cystic_acne",
    "barrier_irritated",
    "very_sensitive",
    "widespread_congestion",
    "turns_inflamed",
    "blocks_treatment",
    "unsure_what_is_safe",
    "confidence_affected",
    "hormonal_or_medical_trigger",
    "self_extraction",
}

MEDICINES = {"oral_isotretinoin", "topical_retinoid"}
ONES_OWN = {"confidence_affected", "self_extraction", *MEDICINES}
"""Nobody doubts these of themselves; who is "not sure whether to squeeze" asks for advice."""

MAY_END = {*MEDICINES, "active_infection", "barrier_irritated", "cystic_acne", "self_extraction"}
"""A past that is said to be over is a no: "I had cysts years ago but not any more"."""


class Evidence(NamedTuple):
    """Words ``start`` to ``end`` that make ``fact`` true or false."""

    fact: str
    value: bool
    start: int
    end: int
    doubtful: bool = False
    partial: bool = False
    """Whether it denies only one way in which the fact may hold: "no burning"."""
    own_denial: bool = False
    """Whether the words hold a "not" themselves: "will not budge"."""
    weak: bool = False
    """Whether it speaks only because the question was about the fact."""
    hearsay: bool = False
    """Whether it is what someone else thinks: "my mum says it looks sore"."""

    def overlaps(self, other: Evidence) -> bool:
        """Whether the two rest on a common word."""
        return self.start < other.end and other.start < self.end


def gather(
    doc: Doc,
    scopes: Scopes,
    pipe: Pipeline,
    matches: Sequence[Match],
    asked: Collection[str] = (),
) -> list[Evidence]:
    """All evidence in ``doc`` among the ``matches`` of its phrases.

    ``asked`` lets the phrases that need the question speak too.
    """
    found = []
    replies = pipe.replies(doc) if asked else []
    for match in _longest(matches, asked):
        fact, sense = match.label.split("/")
        verdict = _verdict(sense, match, scopes, pipe.heed[fact], _asks_for(fact, asked))
        weak = sense.endswith("_when_asked")
        if verdict is not None and not (weak and any(r.covers(match) for r in replies)):
            partial = verdict is False and sense.startswith("affirmed")
            found.append(
                Evidence(
                    fact,
                    verdict,
                    match.start,
                    match.end,
                    doubtful=_hedged(match, scopes),
                    partial=partial,
                    own_denial=_has_own_denial(match, scopes),
                    weak=weak,
                    hearsay=scopes.hearsay[match.start],
                )
            )
    return [item for item in found if not _is_by_the_way(doc, item, found, asked)]


def left_open(scopes: Scopes, pipe: Pipeline, matches: Sequence[Match]) -> set[str]:
    """The facts of which the writer cannot tell: "no idea if my skin is very sensitive"."""
    named = {
        _fact(match)
        for match in _longest(matches, ())
        if match.label.endswith(("/affirmed", "/denied", "/denied_if_denied"))
        and scopes.doubted[match.end - 1]
        and not any(scopes.other_person[match.start : match.end])
    }
    return {fact for fact in named - ONES_OWN if "doubt" not in pipe.heed[fact]} - PIECE_OF.keys()


def _is_by_the_way(
    doc: Doc, item: Evidence, found: Iterable[Evidence], asked: Collection[str]
) -> bool:
    """Whether words of a reply that answer its question are no evidence of ``item`` besides.

    "They turn red and sore" is about inflamed spots when asked for them, and "just a few" is
    no count of all bumps when asked for deep ones.
    """
    is_asked = _asks_for(item.fact, asked)
    others = [other for other in found if _answers_else(other, item, asked)]
    if asked and not is_asked and item.fact in OF_BUMPS and ABOUT_SKIN.issuperset(asked):
        # "Just a few" are few of what was asked for, but loads of that are loads.
        plain = item.value != (item.fact == "few") and item.fact not in NOT_BY_THE_WAY
        return not plain or any(_side_by_side(doc, item, other) for other in others)
    if is_asked and not item.weak:
        return False
    if is_asked:
        return any(
            (other.overlaps(item) and _strength(other) > _strength(item))
            or (not item.value and other.value and _side_by_side(doc, item, other))
            for other in others
        )
    return any(other.overlaps(item) for other in others)


def _answers_else(other: Evidence, item: Evidence, asked: Collection[str]) -> bool:
    """Whether ``other`` is what was asked for, and about another fact than ``item``."""
    same = PIECE_OF.get(other.fact, other.fact) == PIECE_OF.get(item.fact, item.fact)
    return not same and _asks_for(other.fact, asked)


def _side_by_side(doc: Doc, item: Evidence, other: Evidence) -> bool:
    return clause_start(doc, item.start) == clause_start(doc, other.start)


def _strength(item: Evidence) -> tuple[int, bool]:
    return item.end - item.start, not item.weak


def _longest(matches: Iterable[Match], asked: Collection[str]) -> list[Match]:
    """The matches that may speak; where two about the same fact overlap, the longer."""
    usable = [
        match
        for match in matches
        if not match.label.endswith("_when_asked") or _asks_for(_fact(match), asked)
    ]
    chosen: list[Match] = []
    for match in sorted(usable, key=_precedence):
        if not any(_fact(other) == _fact(match) and other.clashes(match) for other in chosen):
            chosen.append(match)
    mute = {(_fact(m), m.start, m.end) for m in chosen if m.label.endswith("/unrelated")}
    return [match for match in chosen if (_fact(match), match.start, match.end) not in mute]


def _precedence(match: Match) -> tuple[bool, int, int]:
    """The longest first, but what only a question would say last."""
    return match.label.endswith("affirmed_if_asked"), match.start - match.end, match.start


def _fact(match: Match) -> str:
    return match.label.split("/")[0]


def _asks_for(fact: str, asked: Collection[str]) -> bool:
    """Whether the question is about ``fact`` or what it is a piece of."""
    return fact in asked or PIECE_OF.get(fact) in asked


def _verdict(
    sense: str, match: Match, scopes: Scopes, heed: Collection[str], asked: bool
) -> bool | None:
    """Whether ``match`` makes its fact true or false; ``None`` if it does neither."""
    ends_in_the_past = scopes.past[match.start] and scopes.past[match.end - 1]
    over = ends_in_the_past or (scopes.earlier[match.start] and "today" in heed)
    if not _tells(sense, match, scopes, heed):
        return None
    ended = scopes.ended[match.start] and _fact(match) in MAY_END
    if ended and sense.startswith("affirmed"):
        return False
    if over and not ended and "past" not in heed:
        return False if asked and sense.startswith("affirmed") else None
    kind = sense.removesuffix("_when_asked")
    denied = _is_denied(kind, match, scopes)
    if kind in ONLY_IF:
        return ONLY_IF[kind](denied, scopes.asked[match.start])
    return kind.startswith("affirmed") != denied


ONLY_IF: Mapping[str, Callable[[bool, bool], bool | None]] = {
    "affirmed_if_denied": lambda denied, asked: True if denied else None,
    "affirmed_unless_denied": lambda denied, asked: None if denied else True,
    "affirmed_if_asked": lambda denied, asked: True if asked else None,
    "denied_if_denied": lambda denied, asked: False if denied else None,
}
"""What phrases say that speak only if they stand in a denial or a question, or in none."""


def _tells(sense: str, match: Match, scopes: Scopes, heed: Collection[str]) -> bool:
    """Whether ``match`` tells of the patient, instead of asking, supposing or gossiping."""
    owned = sense == "affirmed_even_if_asked"
    counts_asked = owned or ("questions" in heed and scopes.personal)
    return not (
        scopes.other_person[match.start]
        or (scopes.supposed[match.start] and "suppositions" not in heed and not owned)
        or (scopes.asked[match.start] and not (counts_asked or sense == "affirmed_if_asked"))
        or (scopes.doubted[match.end - 1] and "doubt" not in heed and not owned)
    )


def _is_denied(kind: str, match: Match, scopes: Scopes) -> bool:
    if _has_own_denial(match, scopes):
        return False
    deniers = scopes.denied[match.start] | scopes.denied[match.end - 1]
    if kind in {"denied", "affirmed_if_denied"}:  # a list's "not" reaches no new statement
        deniers = {cue for cue in deniers if scopes.commas[cue] == scopes.commas[match.start]}
    return bool(deniers)


def _has_own_denial(match: Match, scopes: Scopes) -> bool:
    return not scopes.negations.isdisjoint(range(match.start, match.end))


def _hedged(match: Match, scopes: Scopes) -> bool:
    return scopes.supposed[match.start] or scopes.asked[match.start] or scopes.doubted[match.start]
