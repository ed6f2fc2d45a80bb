"""Which words of a text are denied, supposed, asked, long past or about someone else.

The idea is ConText's (Harkema et al., J Biomed Inform 2009): cue words open a scope that
runs to the end of the clause. The cues are in ``lexicon/cues.yml``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from spacy.tokens import Doc

from comedo.understanding.clauses import (
    CLAUSE_END,
    GRAMMAR,
    PUNCTUATION,
    SENTENCE_END,
    clause_start,
    next_of,
)
from comedo.understanding.phrases import Match, PhraseBook
from comedo.understanding.questions import asked_words

# Reaches, in words.
_NEGATION = 8
_STOPPING = 3
_LIST_ITEM = 4

_TELLING = GRAMMAR["closing_no"] | {"been", "have", "had"}
_SEPARATORS = frozenset({",", "/", "and", "-", "–", "—", "("})
_STATEMENT_END = SENTENCE_END | GRAMMAR["contrast"] | {"("}


@dataclass
class Scopes:
    """For each word of a text, whether it stands in a scope of that kind.

    ``denied`` holds the places of the words that deny each word, ``negations`` all of them:
    a phrase that has its own "not" ("will not go away") is not turned round by another.
    ``commas`` counts the commas up to each word, ``personal`` tells that the text speaks of
    the writer or their skin, and not of skin in general.
    """

    denied: list[set[int]]
    supposed: list[bool]
    asked: list[bool]
    doubted: list[bool]
    past: list[bool]
    earlier: list[bool]
    ended: list[bool]
    other_person: list[bool]
    hearsay: list[bool]
    commas: list[int]
    personal: bool
    negations: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, doc: Doc) -> Scopes:
        """Scopes with nothing marked yet."""
        return cls(
            denied=[set() for _ in doc],
            supposed=[False] * len(doc),
            asked=[False] * len(doc),
            doubted=[False] * len(doc),
            past=[False] * len(doc),
            earlier=[False] * len(doc),
            ended=[False] * len(doc),
            other_person=[False] * len(doc),
            hearsay=[False] * len(doc),
            commas=list(accumulate(token.text == "," for token in doc)),
            personal=any(token.text in GRAMMAR["personal"] for token in doc),
        )

    def deny(self, cue: range, start: int, end: int) -> None:
        """Let the words at ``cue`` deny those from ``start`` to ``end``."""
        for i in range(start, end):
            self.denied[i].add(cue.start)
        if start < end:
            self.negations.update(cue)


def read_scopes(doc: Doc, cues: PhraseBook) -> Scopes:
    """Find the cue words of ``doc`` and mark what they reach."""
    scopes = Scopes.of(doc)
    found = _genuine(cues(doc))
    relatives = {i for cue in found if cue.label == "relative" for i in range(cue.start, cue.end)}
    own = any(token.text in GRAMMAR["writer"] for token in doc if token.i not in relatives)
    for cue in found:
        if cue.label in _DENIALS:
            start, end = _DENIALS[cue.label](doc, cue)
            if not any(scopes.denied[cue.start : cue.end]) or cue.label == "negation":
                scopes.deny(range(cue.start, cue.end), start, end)
        elif cue.label in _MARKS and (cue.label != "relative" or own or _is_aside(doc, cue)):
            kind, reach = _MARKS[cue.label]
            start, end = reach(doc, cue)
            getattr(scopes, kind)[start:end] = [True] * (end - start)
    for cue in found:
        if cue.label == "double_negation":
            for i in range(cue.end, _negation_end(doc, cue.end)):
                scopes.denied[i] = set() if scopes.denied[i] else {cue.start}
    for at in range(1, len(doc)):
        if doc[at].text in GRAMMAR["closing_no"]:
            scopes.deny(range(at, at + 1), *_denied_by_closing_no(doc, at))
    for start, end in asked_words(doc):
        scopes.asked[start:end] = [True] * (end - start)
    return scopes


def _genuine(cues: list[Match]) -> list[Match]:
    """The cues less those within a longer phrase that is none, or that denies twice."""
    wider = [cue for cue in cues if cue.label in {"not_a_cue", "double_negation", "hearsay"}]
    return [cue for cue in cues if not any(other.covers(cue) for other in wider)]


def is_reply(doc: Doc, cue: Match) -> bool:
    """Whether a "no" answers a question ("no, it burns") instead of denying a noun ("no pus")."""
    if doc[cue.start].text != "no" or cue.end - cue.start > 1:
        return False
    if cue.end == len(doc):
        return True
    following = doc[cue.end].text
    if following in GRAMMAR["skin"]:  # "no, skin's fine", but "no skin problems"
        return cue.end + 1 < len(doc) and doc[cue.end + 1].text in GRAMMAR["states"]
    starts = GRAMMAR["subjects"] | GRAMMAR["verbs"] | GRAMMAR["after_reply"]
    return following in CLAUSE_END or following in starts


def _negation_end(doc: Doc, start: int) -> int:
    """Where a denial that begins at ``start`` stops: lists go on, new statements do not."""
    limit = min(len(doc), start + _NEGATION)
    i = start
    while i < limit:
        word = doc[i].text
        if word in _SEPARATORS:
            if not _continues_list(doc, i + 1):
                return i
            limit = min(len(doc), i + 1 + _NEGATION)
        elif word in CLAUSE_END or word in GRAMMAR["ends_denial"] or _runs_on(doc, start, i):
            return i
        i += 1
    return limit


def _runs_on(doc: Doc, start: int, at: int) -> bool:
    """Whether a statement begins at ``at`` that no comma sets off: "not shifted | it is bumpy"."""
    return (
        start < at < len(doc) - 1
        and doc[at].text in GRAMMAR["pronouns"]
        and doc[at + 1].text in GRAMMAR["verbs"] | GRAMMAR["running_on"]
        and doc[at - 1].text not in GRAMMAR["before_clause"]
    )


def _continues_list(doc: Doc, start: int) -> bool:
    """Whether the words from ``start`` are one more item of a list, not a new statement."""
    while start < len(doc) and doc[start].text in {"or", "nor", "and"}:
        start += 1
    new = GRAMMAR["subjects"] | GRAMMAR["verbs"] | GRAMMAR["new_statement"]
    for i in range(start, min(len(doc), start + _LIST_ITEM)):
        word = doc[i].text
        if word in PUNCTUATION or word in {"or", "and"}:
            return i > start and word != ":"  # "lumps: none / burning: yes"
        if word in new or word in CLAUSE_END:
            return False
    return start < len(doc) <= start + _LIST_ITEM


def _denied_after(doc: Doc, cue: Match) -> tuple[int, int]:
    return cue.end, cue.end if is_reply(doc, cue) else _negation_end(doc, cue.end)


def _denied_by_stopping(doc: Doc, cue: Match) -> tuple[int, int]:
    # "When I stopped it all came back": these begin another statement.
    end = next_of(doc, cue.end, {"it", "they", "all", "everything"})
    end = min(cue.end + _STOPPING, _negation_end(doc, cue.end), end)
    prevents = "from" in {token.text for token in doc[cue.end : end + 2]}
    return cue.end, cue.end if prevents else end


def _before(doc: Doc, cue: Match) -> tuple[int, int]:
    return clause_start(doc, cue.start), cue.start


def _denied_by_its_end(doc: Doc, cue: Match) -> tuple[int, int]:
    """What has stopped, unless it is said what else has: "so shy that I have stopped going"."""
    goes_on = cue.end < len(doc) and doc[cue.end].text.endswith("ing")
    return (cue.start, cue.start) if goes_on else _before(doc, cue)


def _denied_by_closing_no(doc: Doc, at: int) -> tuple[int, int]:
    """What a closing "no" or "none" at ``at`` denies: "pus no", "cysts? none", "deep ones, no"."""
    if at + 1 < len(doc) and doc[at + 1].text not in PUNCTUATION | GRAMMAR["address"]:
        return at, at
    before = at - 1 if doc[at - 1].text in {":", "?", "-", "–", ","} else at
    start = clause_start(doc, before)
    words = [token.text for token in doc[start:before]]
    tells = words[:1] and words[0] in GRAMMAR["persons"]  # "I am a man, no", unlike "cysts, no"
    if doc[before].text == ",":
        tells = tells or not (GRAMMAR["verbs"] | {"yes"}).isdisjoint(words)
    elif before == at:
        tells = tells and words[1:2] and words[1] in GRAMMAR["verbs"]
    else:
        tells = False
    too_long = doc[before].text in {"?", ","} and before - start > _LIST_ITEM
    return start, start if too_long or tells else before


def _to_statement_end(doc: Doc, cue: Match) -> tuple[int, int]:
    end = next_of(doc, cue.end, _STATEMENT_END)
    for i in range(cue.end, end - 1):
        if doc[i].text == "," and doc[i + 1].text in _TELLING:
            return cue.end, i  # "wondering about extraction, been cleansing for 7 weeks"
    return cue.end, end


def _to_new_subject(doc: Doc, cue: Match) -> tuple[int, int]:
    end = next_of(doc, cue.end, _STATEMENT_END)
    for i in range(cue.end, end - 1):
        new = doc[i].text in {",", "and"} and doc[i + 1].text in GRAMMAR["subjects"] | _TELLING
        if new or _runs_on(doc, cue.end, i):
            return cue.end, i
    return cue.end, end


def _whole_clause(doc: Doc, cue: Match) -> tuple[int, int]:
    end = next_of(doc, cue.end, PUNCTUATION | GRAMMAR["contrast"] | {"and"})
    return clause_start(doc, cue.start), end


def _same_time(doc: Doc, cue: Match) -> tuple[int, int]:
    """What is told of then, not what has followed: "it burns after | the peel yesterday"."""
    start, end = _whole_clause(doc, cue)
    if any(token.text in GRAMMAR["beginning"] for token in doc[start : cue.start]):
        return cue.start, cue.start
    if [token.text for token in doc[end : end + 2]] in (["and", "it"], ["and", "they"]):
        end = next_of(doc, end + 1, PUNCTUATION | GRAMMAR["contrast"] | {"and"})
    since = [i for i in range(start, cue.start) if doc[i].text in {"after", "since", "from"}]
    return (since[-1] if since else start), end


def _sentence_before(doc: Doc, cue: Match) -> tuple[int, int]:
    start = max((i + 1 for i in range(cue.start) if doc[i].text in SENTENCE_END), default=0)
    return start, cue.start


def _to_own_words(doc: Doc, cue: Match) -> tuple[int, int]:
    return cue.start, next_of(doc, cue.end, _STATEMENT_END | {"i", "my", "me"})


def _what_they_say(doc: Doc, cue: Match) -> tuple[int, int]:
    """The words after "my mum says", the first of which the cue holds: "it looks sore"."""
    return cue.end - 1, next_of(doc, cue.end, _STATEMENT_END)


def _stands_before(doc: Doc, cue: Match) -> tuple[int, int]:
    """What is said before words that end the clause: "deep lumps? | can not tell"."""
    if not _ends_clause(doc, cue):
        return cue.start, cue.start
    follows = cue.start and doc[cue.start - 1].text in {"?", ":"}
    return clause_start(doc, cue.start - 1 if follows else cue.start), cue.start


def _denied_by_rarity(doc: Doc, cue: Match) -> tuple[int, int]:
    """What is said to be rare in the end: "they go red, | but very seldom"."""
    if not _ends_clause(doc, cue):
        return cue.start, cue.start
    end = cue.start
    while end and doc[end - 1].text in GRAMMAR["before_rarely"]:
        end -= 1
    return clause_start(doc, end), end


def _ends_clause(doc: Doc, cue: Match) -> bool:
    return cue.end == len(doc) or doc[cue.end].text in PUNCTUATION


def _is_aside(doc: Doc, cue: Match) -> bool:
    return cue.end < len(doc) and doc[cue.end].text in GRAMMAR["aside"]


_DENIALS = {
    "negation": _denied_after,
    "stopping": _denied_by_stopping,
    "negation_after": _denied_by_its_end,
    "negation_last": _denied_by_rarity,
}
_MARKS = {
    "supposition": ("supposed", _to_statement_end),
    "wish": ("supposed", _to_new_subject),
    "doubt": ("doubted", _to_new_subject),
    "doubt_after": ("doubted", _stands_before),
    "past": ("past", _whole_clause),
    "earlier": ("earlier", _same_time),
    "ended": ("ended", _sentence_before),
    "asked_after": ("asked", _before),
    "other_person": ("other_person", _to_own_words),
    "relative": ("other_person", _to_own_words),
    "hearsay": ("hearsay", _what_they_say),
}
