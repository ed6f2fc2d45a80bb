"""What Comedo says: complete in its sources, plain, and never what it must not say."""

import json
import os
import random
import re
from datetime import date
from pathlib import Path

import pytest
import textstat
import yaml
from personas import anyone

from actions.triage import contacts, decision_table
from actions.triage.decision import CITES, CITES_BESIDE, Also, Outcome, decide
from actions.triage.explanation import (
    BESIDE,
    EXPECT_CITES,
    explain,
    summarise,
)
from actions.triage.facts import UNKNOWN, shown
from actions.triage.questions import QUESTIONS, Asking
from actions.triage.rules import RULES
from actions.triage.sources import GUIDELINES, SOURCES, STATEMENTS

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
RESPONSES = yaml.safe_load((ROOT / "domain.yml").read_text())["responses"]
PEOPLE = [anyone(random.Random(seed)) for seed in range(600)]
CONTACTS = contacts.for_country("GB")

REPLIES = {
    f"{name}[{number}]": variation["text"]
    for name, variations in RESPONSES.items()
    for number, variation in enumerate(variations)
}


def card_for(facts):
    return explain(facts, decide(facts), CONTACTS)


def questions_as_put():
    for question in QUESTIONS:
        yield Asking(question, tuple(question.items)).text
        yield from question.alone.values()
        yield question.why
        yield question.meaning


def advice_by_part():
    """Every distinct text of the cards of many people, and the summaries' fixed parts."""
    texts = set()
    for facts in PEOPLE:
        card = card_for(facts)
        texts |= {card.lead, card.recheck, *card.holds, *card.not_holds, *card.do_now}
        texts |= {*card.change, *card.avoid, *card.expect}
    return sorted(texts)


ALL_TEXTS = [*REPLIES.values(), *questions_as_put(), *advice_by_part(), *SOURCES.values()]


def test_every_statement_is_cited_by_a_rule_or_a_reply():
    cited = set(EXPECT_CITES)
    for rule in RULES:
        cited |= set(rule.cites)
    for cites in (*CITES.values(), *CITES_BESIDE.values()):
        cited |= set(cites)
    for variations in RESPONSES.values():
        for variation in variations:
            cited |= set(variation.get("custom", {}).get("cites", []))
    for question in QUESTIONS:
        cited |= set(question.cites)
    assert cited == set(SOURCES), "cited but not described, or described but never cited"
    assert set(STATEMENTS) == {f"S{number:02}" for number in range(55)}


def test_the_source_articles_own_editorial_claims_are_not_repeated():
    assert not set(SOURCES) & {"S55", "S56", "S57", "S58"}


@pytest.mark.skipif(
    not SHARED.exists() and os.environ.get("CI") != "true",
    reason="the article lies beside the project where it is developed",
)
def test_no_sentence_is_copied_from_the_article():
    statements = json.loads((SHARED / "statements.json").read_text())

    def words(text):
        return re.findall(r"[a-z0-9]+", text.lower())

    def runs(text, length=7):
        found = words(text)
        return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}

    article = set().union(*(runs(statement["quote"]) for statement in statements))
    for text in ALL_TEXTS:
        assert not runs(text) & article, text


@pytest.mark.parametrize("text", [*REPLIES.values(), *questions_as_put()])
def test_replies_and_questions_are_readable_at_grade_8(text):
    assert textstat.flesch_kincaid_grade(text.replace("\n•", ".")) <= 8, text


def test_every_card_is_readable_at_grade_8():
    for facts in PEOPLE:
        text = "\n".join(card_for(facts).messages()).replace("\n•", ".")
        assert textstat.flesch_kincaid_grade(text) <= 8


FORBIDDEN = {
    "a diagnosis": r"\byou have (acne|milia|rosacea|folliculitis)\b",
    "a promise": r"\b(will (cure|clear|fix)|guarantee|for good|get rid of them)\b",
    "a need for extraction": r"\byou (need|must have|should get) (an )?extraction",
    "a dose": r"\b\d+(\.\d+)? ?(mg|%|percent)\b",
    "a technique": r"\b(steriliz|sterilis|pierce|lance|press gently|warm compress|steam)",
    "shaming": r"\b(dirty|ugly|gross|disgusting|your own fault|lazy)\b",
    "an author's name": r"hims|clearritual",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_never_says(what):
    for text in ALL_TEXTS:
        assert not re.search(FORBIDDEN[what], text.lower()), text


def test_every_card_warns_against_squeezing_and_names_the_danger_signs():
    for facts in PEOPLE:
        card = card_for(facts)
        assert "squeeze" in card.avoid[0].lower()
        assert any("fever" in sign for sign in card.warning_signs)
        assert card.recheck
        assert card.sources


def test_considering_extraction_comes_with_what_to_expect_and_after_care():
    for facts in PEOPLE:
        decision = decide(facts)
        card = card_for(facts)
        considered = decision.outcome is Outcome.CONSIDER_EXTRACTION
        assert bool(card.expect) is considered
        if considered:
            assert "not a cure" in card.lead
            assert {"S11", "S52", "S42", "S44"} <= {source["id"] for source in card.sources}


def test_what_is_beside_the_outcome_is_said():
    for facts in PEOPLE:
        decision, card = decide(facts), card_for(facts)
        for also in decision.also:
            if also in BESIDE:
                assert BESIDE[also] in card.do_now
            else:
                assert also in (Also.CRISIS_LINES, Also.EMERGENCY_SERVICES)


def test_what_would_change_the_advice_really_would():
    facts = {name: False for name in shown(PEOPLE[0])} | {
        "age": 30,
        "weeks_of_consistent_care": 12,
        "persistent": True,
    }
    change = card_for(facts).change
    assert any("Calm your skin first" in line and "sore" in line for line in change)
    assert any("Get medical care today" in line for line in change)


def test_urgent_care_names_the_number_to_call():
    facts = {"red_flag": True, "emergency": True}
    assert CONTACTS.emergency in " ".join(card_for(facts).urgent_messages())


def test_a_crisis_gets_people_to_talk_to_first_and_nothing_about_skin_care():
    text = contacts.crisis_message(CONTACTS)
    assert text.index(CONTACTS.emergency) < text.index("skin")
    assert all(str(line) in text for line in CONTACTS.crisis)
    assert "squeeze" not in text


def test_the_summary_tells_yes_no_and_unsure_apart():
    facts = {
        "weeks_of_consistent_care": 10,
        "persistent": True,
        "cystic_acne": False,
        "very_sensitive": UNKNOWN,
        "age": UNKNOWN,
        "distress": True,
    }
    text = summarise(facts, decide(facts), "m1", "1.0", date(2026, 1, 2))
    said, rest = text.split("You answered no")
    denied, unsure = rest.split("You were not sure")
    assert "kept to one routine for 10 weeks" in said
    assert "not cleared" in said
    assert "deep, painful lumps" in denied
    assert "whether your skin reacts to almost everything" in unsure
    assert "about the age" in unsure
    assert "{" not in text
    assert "02 January 2026" in text
    assert "m1" in text
    assert "weighs heavily" not in text, "signs are noticed, not put on paper"


def test_the_decision_table_in_the_docs_is_current():
    path = ROOT / decision_table.PATH
    assert path.read_text() == decision_table.markdown(), (
        "run: python -m actions.triage.decision_table"
    )


def test_every_guideline_is_named():
    assert all(text[0].isupper() for text in GUIDELINES.values())
