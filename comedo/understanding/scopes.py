"""Which words of a text are denied, supposed, asked, long past or about someone else.

The idea is ConText's (Harkema et al., J Biomed Inform 2009): cue words open a scope that
runs to the end of the clause. The cues are in ``lexicon/cues.yml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from spacy.tokens import Doc

from comedo.understanding.phrases import Match, PhraseBook

SENTENCE_END = frozenset(".!?;\n…")
PUNCTUATION = SENTENCE_END | frozenset(",:()-–—/")
CONTRAST = frozenset(["but", "however", "although", "though", "except", "whereas", "otherwise"])
_CLAUSE_WORDS = CONTRAST | frozenset(["because", "so", "then", "while", "yet", "since", "unless", "until", "plus"])
_SUBJECTS = frozenset(["i", "it", "they", "he", "she", "we", "you", "this", "that", "these", "those", "there", "my", "the", "his", "her"])
_VERBS = frozenset(
    ["is", "are", "was", "were", "am", "be", "have", "has", "had", "do", "does", "did", "can", "will", "would", "get", "gets", "got"]
)
_AFTER_REPLY = (
    _SUBJECTS
    | _VERBS
    | frozenset(
        ["just", "only", "not", "never", "nothing", "none", "no", "its", "mine", "maybe", "if", "all", "for", "and", "or", "actually", "really", "to", "in", "on", "at", "with", "thank", "thanks", "thankfully", "luckily", "a", "an"]
    )
)
_ASKING = frozenset(["is", "are", "am", "was", "do", "does", "did", "can", "could", "should", "will", "would", "may", "might", "shall"])
_MODALS = frozenset(["do", "does", "can", "could", "should", "will", "would"])
_JUDGING = frozenset(
    ["safe", "ok", "okay", "bad", "good", "different", "normal", "worth", "possible", "allowed", "dangerous"]
)
_STATING = frozenset(
    ["so", "very", "still", "always", "all", "super", "quite", "just", "now", "getting", "red", "raw", "sore", "also"]
)
_QUESTION_WORDS = frozenset(["what", "how", "why", "when", "which", "who", "where"])
_BEFORE_OWN = frozenset(["with", "for", "on", "about", "help", "fix", "treat", "remove", "of", "from", "to", "clear", "like"])
_PERSONAL = frozenset(["i", "my", "me", "mine", "it", "this", "these", "them", "they"])
_WRITER = frozenset(["i", "my", "me", "mine", "myself"])
_OWN = frozenset(["i", "my", "me", "mine", "myself", "these"])
_NEW_START = frozenset(
    ["just", "only", "some", "lots", "still", "now", "very", "so", "really", "one", "a", "an", "1", "mostly", "mainly", "maybe"]
)
_NEGATION_REACH = 8  # words
_STOPPING_REACH = 3  # words
_LIST_ITEM = 4  # words
_NEGATION_STOPS = frozenset(["just", "only", "still", ":", "now", "why", "how", "where", "when", "who"])


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
    past: list[bool]
    other_person: list[bool]
    doubted: list[bool]
    earlier: list[bool]
    personal: bool = False
    commas: list[int] = field(default_factory=list)
    negations: set[int] = field(default_factory=set)


def sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """The bounds of each sentence, its closing mark included."""
    start = 0
    for token in doc:
        if token.text in SENTENCE_END and not _splits_number(doc, token.i):
            yield start, token.i + 1
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


def clauses(doc: Doc, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The bounds of each clause between ``start`` and ``end``, without punctuation."""
    end = len(doc) if end is None else end
    begin = start
    for i in range(start, end):
        if doc[i].text in PUNCTUATION or doc[i].text in _CLAUSE_WORDS:
            if i > begin:
                yield begin, i
            begin = i + 1
    if end > begin:
        yield begin, end


def read_scopes(doc: Doc, cues: PhraseBook) -> Scopes:
    """Find the cue words of ``doc`` and mark what they reach."""
    size = len(doc)
    scopes = Scopes([set() for _ in range(size)], *([False] * size for _ in range(6)))
    scopes.commas = list(accumulate(token.text == "," for token in doc))
    found = cues(doc)
    false_cues = [cue for cue in found if cue.label == "not_a_cue"]
    genuine = [
        cue
        for cue in found
        if cue.label != "not_a_cue" and not any(false.covers(cue) for false in false_cues)
    ]
    twice = [cue for cue in genuine if cue.label == "double_negation"]
    relatives = {i for cue in genuine if cue.label == "relative" for i in range(cue.start, cue.end)}
    scopes.personal = any(token.text in _PERSONAL for token in doc)
    own = any(token.text in _WRITER for token in doc if token.i not in relatives)
    for cue in genuine:
        if cue.label == "negation" and not is_reply(doc, cue):
            if not any(double.covers(cue) for double in twice):
                _deny(scopes, cue.start, cue.end, _negation_end(doc, cue.end))
        elif cue.label == "stopping":
            end = min(cue.end + _STOPPING_REACH, _negation_end(doc, cue.end))
            if "from" not in {token.text for token in doc[cue.end : end + 2]}:
                _deny(scopes, cue.start, cue.end, end)
        elif cue.label == "negation_after":
            begin = _segment_start(doc, cue.start)
            if not any(scopes.denied[cue.start : cue.end]):
                _deny(scopes, cue.start, begin, cue.start)
        elif cue.label == "supposition":
            _mark(scopes.supposed, cue.end, _sentence_end(doc, cue.end, CONTRAST))
        elif cue.label == "doubt":
            _mark(scopes.doubted, cue.end, _sentence_end(doc, cue.end, CONTRAST))
        elif cue.label in {"past", "earlier"}:
            _mark(getattr(scopes, cue.label), *_around(doc, cue))
        elif cue.label == "other_person" or (
            cue.label == "relative" and (own or _is_aside(doc, cue))
        ):
            _mark(scopes.other_person, cue.start, _person_end(doc, cue.end))
        elif cue.label == "asked_after":
            _mark(scopes.asked, _segment_start(doc, cue.start), cue.start)
    for double in twice:
        for i in range(double.end, _negation_end(doc, double.end)):
            scopes.denied[i] = set() if scopes.denied[i] else {double.start}
    _trailing_no(doc, scopes)
    _questions(doc, scopes)
    return scopes


def _mark(flags: list[bool], start: int, end: int) -> None:
    flags[start:end] = [True] * max(0, end - start)


def _deny(scopes: Scopes, cue: int, start: int, end: int) -> None:
    for i in range(start, end):
        scopes.denied[i].add(cue)
    scopes.negations.add(cue)


def _splits_number(doc: Doc, i: int) -> bool:
    return (
        doc[i].text == "." and 0 < i < len(doc) - 1 and doc[i - 1].like_num and doc[i + 1].is_digit
    )


def is_reply(doc: Doc, cue: Match) -> bool:
    """Whether a "no" answers a question ("no, it burns") instead of denying a noun ("no pus")."""
    if doc[cue.start].text != "no" or cue.end - cue.start > 1:
        return False
    if cue.end == len(doc):
        return True
    following = doc[cue.end].text
    return following in PUNCTUATION or following in _CLAUSE_WORDS or following in _AFTER_REPLY


def _negation_end(doc: Doc, start: int) -> int:
    """Where a denial that begins at ``start`` stops."""
    limit = min(len(doc), start + _NEGATION_REACH)
    i = start
    while i < limit:
        word = doc[i].text
        if word in SENTENCE_END or word in _CLAUSE_WORDS or word in _NEGATION_STOPS:
            return i
        if word in {",", "/", "and", "-", "–", "—", "("}:
            if not _continues_list(doc, i + 1):
                return i
            limit = min(len(doc), i + 1 + _NEGATION_REACH)
        i += 1
    return limit


def _continues_list(doc: Doc, start: int) -> bool:
    """Whether the words from ``start`` are one more item of a list, not a new statement."""
    if start >= len(doc):
        return False
    if doc[start].text in {"or", "nor", "and"}:
        return _continues_list(doc, start + 1)
    for i in range(start, min(len(doc), start + _LIST_ITEM)):
        word = doc[i].text
        if word in PUNCTUATION or word in {"or", "and"}:
            return i > start
        if word in _SUBJECTS or word in _VERBS or word in _CLAUSE_WORDS:
            return False
        if word in _NEW_START:
            return False
    return start + _LIST_ITEM >= len(doc)


def _sentence_end(doc: Doc, start: int, stops: frozenset[str] = frozenset()) -> int:
    for i in range(start, len(doc)):
        if doc[i].text in SENTENCE_END or doc[i].text in stops:
            return i
    return len(doc)


def _segment_start(doc: Doc, end: int) -> int:
    for i in range(end - 1, -1, -1):
        word = doc[i].text
        if word in PUNCTUATION or word in _CLAUSE_WORDS:
            return i + 1
        if word == "and" and doc[i + 1].text in _SUBJECTS:
            return i + 1
    return 0


def _around(doc: Doc, cue: Match) -> tuple[int, int]:
    """The clause that holds ``cue``."""
    end = cue.end
    while end < len(doc) and doc[end].text not in PUNCTUATION | CONTRAST:
        end += 1
    return _segment_start(doc, cue.start), end


def _person_end(doc: Doc, start: int) -> int:
    """Where the talk about someone else stops: at the writer's own words."""
    for i in range(start, len(doc)):
        if (
            doc[i].text in SENTENCE_END
            or doc[i].text in CONTRAST
            or doc[i].text in {"i", "my", "me"}
        ):
            return i
    return len(doc)


def _is_aside(doc: Doc, cue: Match) -> bool:
    return cue.end < len(doc) and doc[cue.end].text in {
        "had",
        "was",
        "used",
        "says",
        "said",
        "told",
    }


def _trailing_no(doc: Doc, scopes: Scopes) -> None:
    """Deny what precedes a closing "no" or "none": "pus no", "cysts? none"."""
    for token in doc:
        at = token.i
        closes = at + 1 == len(doc) or doc[at + 1].text in PUNCTUATION
        if at > 0 and closes and token.text in {"no", "none", "nope", "never"}:
            before = at - 1 if doc[at - 1].text in {":", "?", "-", "–"} else at
            start = _segment_start(doc, before)
            if doc[at - 1].text != "?" or before - start <= _LIST_ITEM:
                _deny(scopes, at, start, before)


def _questions(doc: Doc, scopes: Scopes) -> None:
    """Mark what is asked and not told; "why do my spots keep coming back?" tells."""
    for begin, end in sentences(doc):
        for start, stop in clauses(doc, begin, end):
            words = [token.text for token in doc[start:stop]]
            while words and words[0] in {"and", "also", "or", "hi", "hello", "hey", "please"}:
                words.pop(0)
            if len(words) < 2:
                continue
            if _asks(words, doc[end - 1].text == "?"):
                _mark(scopes.asked, start, _told_from(doc, start + 2, stop))
            elif words[0] in _QUESTION_WORDS and _OWN.isdisjoint(words):
                _mark(scopes.asked, start, stop)


def _asks(words: list[str], marked: bool) -> bool:
    """Whether a clause is a yes/no question, by its order of words; many leave out the "?"."""
    if words[0] not in _ASKING or words[1] == "not":
        return False
    if marked or words[1] in _SUBJECTS:
        return True
    if words[0] in _MODALS:
        return words[1] not in _VERBS | {"my", "nothing", "hardly", "barely", "only", "always"}
    if words[0] in {"is", "are"}:
        return not (words[1].endswith(("ing", "ly", "ed")) or words[1] in _STATING)
    return not _JUDGING.isdisjoint(words)


def _told_from(doc: Doc, start: int, stop: int) -> int:
    """Where a yes/no question turns to what the writer has: "can you help with | my cysts"."""
    for i in range(start, stop):
        if doc[i].text in {"that", "when", "even", "despite", "given", "after", "if"}:
            return i
        if doc[i].text in _OWN and doc[i - 1].text in _BEFORE_OWN:
            return i
    return stop
