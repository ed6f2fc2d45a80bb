"""The safety screen: what it must see, what it must leave alone, and that nothing upsets it."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.triage.safety import MAX_CHARACTERS, Signs, screen
from actions.triage.safety import phrases as phrase_language
from actions.triage.safety.phrases import DATA
from actions.triage.safety.words import words_of

MESSAGES = yaml.safe_load(
    Path(__file__).with_name("safety_messages.yml").read_text(encoding="utf-8")
)
EXPECTED = {
    "crisis": {"crisis"},
    "crisis_emergency": {"crisis", "emergency"},
    "red_flag": {"red_flag"},
    "emergency": {"red_flag", "emergency"},
    "distress": {"distress"},
}
POSITIVES = [(kind, text) for kind in EXPECTED for text in MESSAGES[kind]]
DANGERS = [text for kind, text in POSITIVES if kind != "distress"]
MINIMISED = (
    "it's probably nothing but {}",
    "sorry to bother you. {}",
    "lol {}",
    "mum says it's nothing. {}",
    "{} but i'm sure it's fine",
    "{} haha",
    "{}, just saying",
)
TRAINING = Path(__file__).parents[2] / "data" / "nlu"


def shown(signs: Signs) -> set[str]:
    return {name for name, value in vars(signs).items() if value}


def dangerous(text: str) -> bool:
    signs = screen(text)
    return signs.crisis or signs.red_flag


@pytest.mark.parametrize(("kind", "text"), POSITIVES)
def test_sees(kind: str, text: str) -> None:
    assert EXPECTED[kind] <= shown(screen(text))


@pytest.mark.parametrize("text", MESSAGES["distress"])
def test_does_not_take_distress_for_danger(text: str) -> None:
    assert shown(screen(text)) == {"distress"}


@pytest.mark.parametrize("text", MESSAGES["none"])
def test_leaves_alone(text: str) -> None:
    assert screen(text) == Signs()


@pytest.mark.parametrize("frame", MINIMISED)
def test_minimising_changes_nothing(frame: str) -> None:
    missed = [text for text in DANGERS if not dangerous(frame.format(text))]
    assert missed == []


@pytest.mark.parametrize(
    "disguise",
    [
        str.upper,
        str.title,
        lambda text: text.replace(" ", "   "),
        lambda text: f"!!! {text} !!!",
        lambda text: f"\n{text}\u2026",
        lambda text: text.replace("'", "\u2019"),
        lambda text: text.replace("'", ""),
        "\u200b".join,
        lambda text: text.replace("a", "\u0430").replace("e", "\u0435"),
        lambda text: f"{text} \U0001f622",
    ],
    ids=[
        "upper",
        "title",
        "spaces",
        "exclamation",
        "lines",
        "curly",
        "bare",
        "zero-width",
        "cyrillic",
        "emoji",
    ],
)
def test_disguise_changes_nothing(disguise) -> None:
    changed = [
        text for _, text in POSITIVES if shown(screen(disguise(text))) != shown(screen(text))
    ]
    assert changed == []


@pytest.mark.parametrize("text", MESSAGES["crisis"])
def test_other_matters_before_do_not_hide_a_crisis(text: str) -> None:
    assert screen(f"I've had whiteheads on my chin for ten weeks, no cysts. {text}").crisis


@given(st.text(max_size=400))
def test_never_raises(text: str) -> None:
    assert isinstance(screen(text), Signs)


@given(
    st.lists(st.sampled_from(sorted({w for text in DANGERS for w in text.split()})), max_size=60)
)
def test_an_emergency_never_comes_alone(words: list[str]) -> None:
    signs = screen(" ".join(words))
    assert not signs.emergency or signs.crisis or signs.red_flag


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "my ",
        "not ",
        "no ",
        "if ",
        "hot ",
        "eye ",
        "i want to ",
        "kill ",
        "a.",
        ",",
        "\u0301",
        "my face is ",
        "no fever, ",
        "what if it is ",
    ],
)
def test_work_grows_in_proportion_to_length(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    follow = phrase_language._follow
    steps = 0

    def counted(*args):
        nonlocal steps
        steps += 1
        return follow(*args)

    monkeypatch.setattr(phrase_language, "_follow", counted)
    counts = []
    for length in (MAX_CHARACTERS // 2, MAX_CHARACTERS):
        steps = 0
        screen((unit * length)[:length])
        counts.append(steps)
    assert counts[1] <= 2.2 * counts[0] + 100


def test_reads_no_further_than_the_bound() -> None:
    assert not screen("a " * MAX_CHARACTERS + "I want to die").crisis


def test_no_common_word_counts_as_misspelt() -> None:
    """ "Fewer" must not become "fever": tried on the 60,000 commonest words of English."""
    table = resources.files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz"
    with table.open("rb") as packed, gzip.open(packed) as file:
        probability = json.load(file)
    common = sorted(
        (w for w in probability if re.fullmatch("[a-z]{4,}", w)), key=lambda w: -probability[w]
    )[:60_000]
    meant = {
        "blech", "bleedin", "brethe", "creepin", "cryin", "cuttin", "disapear", "disappears",
        "dissapear", "dissapeared", "dissappear", "everwhere", "eyelids", "fevers", "growin",
        "hert", "killin", "killings", "lieing", "livin", "livings", "meself", "myslef", "nobodys",
        "puffed", "puffing", "shakin", "sollen", "suicided", "suicides", "sweatin", "tongued",
        "tongues", "tonights", "tonite", "tounge", "unconcious", "visions", "vomitting",
    }  # fmt: skip
    repaired = {word for word in common if set(words_of(word).words) & set(DATA["misspelt"])}
    assert repaired - meant <= set(DATA["misspelt"])


def training_examples() -> list[tuple[str, str]]:
    examples = []
    for path in sorted(TRAINING.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block.get("examples", "").splitlines() if "intent" in block else ():
                text = re.sub(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})", r"\1", line.strip()[2:])
                examples.append((block["intent"], text))
    return examples


def test_training_data_agrees() -> None:
    wrong: dict[str, list[str]] = {"missed": [], "alarm": []}
    total = Counter()
    for intent, text in training_examples():
        danger = intent == "urgent_red_flag"
        total[danger] += 1
        if danger and not dangerous(text):
            wrong["missed"].append(text)
        if not danger and dangerous(text):
            wrong["alarm"].append(f"{intent}: {text}")
    assert total[True] >= 200
    # The classifier is a second net for what the phrases leave.
    assert len(wrong["missed"]) <= 0.03 * total[True], wrong["missed"]
    assert len(wrong["alarm"]) <= 0.005 * total[False], wrong["alarm"]


def test_every_phrase_can_be_found() -> None:
    """A phrase that begins with an optional word or a gap would never be looked up."""
    lists = [DATA[name] for name in ("not_denials", "supposed", "not_supposed", "past", "over")]
    lists += [kind for sign in DATA["signs"].values() for kind in sign.values()]
    for phrase in (phrase for phrases in lists for phrase in phrases):
        for part in phrase.split(" + "):
            for row in phrase_language._rows(part.removeprefix("^ ")):
                assert row[0].words and not row[0].optional and not row[0].clause_end, phrase
