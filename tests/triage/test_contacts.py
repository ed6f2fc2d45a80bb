"""The numbers to call: complete, recent, and never missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.triage.contacts import countries, crisis_message, for_country

ALL = [for_country(code) for code in sorted(countries())] + [for_country("")]


def test_serves_the_countries_promised() -> None:
    assert countries() >= {"US", "GB", "IE", "CA", "AU", "NZ", "IN", "ZA", "DE", "FR"}


@pytest.mark.parametrize("contacts", ALL, ids=lambda contacts: contacts.country)
def test_entry_is_complete_and_recent(contacts) -> None:
    assert any(character.isdigit() for character in contacts.emergency)
    assert contacts.crisis
    for line in (*contacts.crisis, *([contacts.health] if contacts.health else [])):
        assert line.name
        assert line.call or line.text or line.web
    assert contacts.source.startswith("https://")
    assert date.today() - contacts.checked < timedelta(days=2 * 365)


@pytest.mark.parametrize("contacts", ALL, ids=lambda contacts: contacts.country)
def test_crisis_message_gives_every_number_and_no_skin_advice(contacts) -> None:
    message = crisis_message(contacts)
    assert contacts.emergency in message
    for line in contacts.crisis:
        assert all(way in message for way in (line.call, line.text, line.web))
    assert not {"whitehead", "extraction", "squeez"} & {word for word in message.lower().split()}


def test_code_may_be_in_any_case() -> None:
    assert for_country(" gb ") == for_country("GB") != for_country("US")


@given(st.text(max_size=5).filter(lambda code: code.strip().upper() not in countries()))
def test_unknown_country_gets_the_default(code: str) -> None:
    assert for_country(code) == for_country("")
