"""The conversation runner passes what holds, fails what doesn't, and says where."""

import json
import textwrap
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

pytest_plugins = "pytester"

BOT = '''
class Bot:
    """Says what it is told to: "say hello", "custom {...}", "nothing"; counts its slots."""

    def __init__(self):
        self.known = {}

    async def send(self, sender, text, metadata=None):
        kind, _, rest = text.partition(" ")
        self.known.setdefault(sender, {})["last"] = text
        if metadata:
            return [{"text": str(sorted(metadata.items()))}]
        if kind == "say":
            return [{"text": rest, "buttons": [{"title": "Yes"}, {"title": "No"}]}]
        if kind == "custom":
            return [{"text": "there"}, {"custom": eval(rest)}]
        if kind == "utter":
            return [{"text": "Hello!", "utter_action": rest}]
        return []
'''
SLOTS = """
    async def slots(self, sender):
        return self.known[sender]

    async def set_slots(self, sender, slots):
        self.known[sender] = dict(slots)
"""
CONFTEST = """
import pytest
{bot}

def pytest_conversation_bot(config):
    return Bot()
"""


@pytest.fixture
def play(pytester):
    """Play the steps of one case, and return pytest's result."""

    def play(steps: str, bot: str = BOT + SLOTS, options=()):
        pytester.makeconftest(CONFTEST.format(bot=bot))
        case = "test_cases:\n  - test_case: a case\n    steps:\n"
        return play_file(pytester, case + textwrap.indent(steps, " " * 6), options)

    return play


def play_file(pytester, text, options=()):
    folder = pytester.path / "tests" / "conversations" / "some"
    folder.mkdir(parents=True)
    (folder / "file.yml").write_text(text, encoding="utf-8")
    return pytester.runpytest("-p", "comedo.testing", *options)


@pytest.mark.parametrize(
    "step",
    [
        "- bot: good   day",
        "- no_bot: evening",
        "- buttons: [No]",
        "- slot_was_set: [last, {last: say A good day to you}]",
        "- slot_was_not_set: [first, {last: something else}]",
    ],
)
def test_a_step_that_holds_passes(play, step):
    play(f"- user: say A good day to you\n{step}").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("- bot: evening", "no message of this turn contains this text"),
        ("- no_bot: GOOD DAY", "a message of this turn contains this text"),
        ("- buttons: [Maybe]", "without ['Maybe']"),
        ("- utter: utter_x", "reads like it"),
        ("- custom: {kind: question}", "there is no custom in this turn"),
        ("- slot_was_set: [first]", "first is not set"),
        ("- slot_was_set: [{last: other}]", "last is 'say A good day to you'"),
        ("- slot_was_not_set: [last]", "last is 'say A good day to you'"),
    ],
)
def test_a_step_that_does_not_hold_fails_at_its_line(play, pytester, step, why):
    (pytester.path / "domain.yml").write_text("responses: {utter_x: [{text: Bye}]}")
    result = play(f"- user: say A good day to you\n{step}\n- user: say more")
    result.assert_outcomes(failed=1)
    output = result.stdout.str()
    assert "file.yml:5: not as expected" in output
    assert why in output
    assert "say more" not in output, "the conversation goes on after a failure"


CUSTOM = "custom {'kind': 'question', 'asks': ['a', 'b'], 'facts': {'n': 8.69, 'yes': True}}"


@pytest.mark.parametrize(
    ("expected", "holds"),
    [
        ("{kind: question}", True),
        ("{asks: [b]}", True),
        ("{asks: [a, c]}", False),
        ("{kind: [question]}", True),
        ("{facts: {n: 8.7}}", True),
        ("{facts: {n: 8}}", False),
        ("{facts: {yes: 1}}", False),
        ("{facts: {other: null}}", True),
        ("{facts: {yes: null}}", False),
        ("{facts: {other: {deep: 1}}}", False),
    ],
)
def test_custom_is_matched_as_a_nested_subset(play, expected, holds):
    result = play(f'- user: "{CUSTOM}"\n- custom: {expected}\n')
    result.assert_outcomes(**{"passed" if holds else "failed": 1})
    assert not holds or result.ret == 0


@pytest.mark.parametrize(("unwanted", "held"), [("{kind: advice}", True), ("{asks: [a]}", False)])
def test_no_custom_is_the_opposite(play, unwanted, held):
    result = play(f'- user: "{CUSTOM}"\n- no_custom: {unwanted}\n')
    result.assert_outcomes(**{"passed" if held else "failed": 1})


def test_silence_fails_though_nothing_was_expected(play):
    result = play("- user: say hello\n- user: nothing")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*file.yml:5: not as expected*", "*the bot said nothing*"])


def test_a_response_is_known_by_its_name_where_the_channel_tells_it(play):
    play("- user: utter utter_greet\n- utter: utter_greet").assert_outcomes(passed=1)


def test_a_response_is_known_by_its_words_where_it_does_not(play, pytester):
    domain = {"responses": {"utter_day": [{"text": "Good {part} to you"}, {"text": "Hi"}]}}
    (pytester.path / "domain.yml").write_text(json.dumps(domain))
    play("- user: say A Good day to you all\n- utter: utter_day").assert_outcomes(passed=1)


def test_slots_are_read_from_facts_where_the_channel_tells_no_more(play):
    steps = (
        "- user: \"custom {'facts': {'age': 24}}\"\n"
        "- slot_was_set: [{age: 24}]\n"
        "- slot_was_not_set: [{age: 5}]\n"
        "- slot_was_set: [requested_slot]"
    )
    result = play(steps, bot=BOT)
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*line 7: the channel does not tell whether requested_slot*"])


FIXTURES = """
fixtures:
  - adult:
      - age: 24
      - pregnant: false
  - tired: [{mood: tired}]
metadata:
  - phone: {os: android}
  - late: {hour: 23}
test_cases:
  - test_case: a case
    fixtures: [adult, tired]
    steps:
      - user: say hello
      - slot_was_set: [{age: 24}, {pregnant: false}, {mood: tired}]
  - test_case: another
    metadata: phone
    steps:
      - user: say hello
        metadata: late
      - bot: "[('hour', 23), ('os', 'android')]"
"""


def test_fixtures_set_slots_and_metadata_is_sent(pytester):
    pytester.makeconftest(CONFTEST.format(bot=BOT + SLOTS))
    play_file(pytester, FIXTURES).assert_outcomes(passed=2)


def test_fixtures_are_skipped_where_slots_cannot_be_set(pytester):
    pytester.makeconftest(CONFTEST.format(bot=BOT))
    play_file(pytester, FIXTURES).assert_outcomes(passed=1, skipped=1)


ASKING = '''
class Bot:
    """Asks for a, then for b and c, then ends; or asks for a for ever."""

    async def send(self, sender, text, metadata=None):
        if text == "for ever" or text == "x":
            asks = "a"
        elif text == "go":
            asks = "a2"
        elif text == "A":
            asks = ["b", "c"]
        else:
            return [{"text": "heard " + text}]
        return [{"custom": {"kind": "question", "asks": asks}}]
'''


@pytest.mark.parametrize(
    ("answers", "heard"),
    [("{a2: A, b: B, c: C}", "heard B. C"), ("{a2: A}", "heard none of those"), ("{}", "heard no")],
)
def test_answers_are_given_as_long_as_the_bot_asks(play, answers, heard):
    play(f"- user: go\n- answers: {answers}\n- bot: {heard}", bot=ASKING).assert_outcomes(passed=1)


def test_a_bot_that_asks_for_ever_fails(play):
    result = play("- user: for ever\n- answers: {a: x}", bot=ASKING)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*still asks after 20 answers*"])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("test_cases: []", ":1: there are no test_cases"),
        ("test_cases:\n  - test_case: x", ":2: a test case needs"),
        ("test_cases:\n  - test_case: x\n    steps:\n      - bot: hi", ":4: the first step must"),
        ("test_cases:\n  - test_case: x\n    steps:\n      - usr: hi", ":4: a step is one of"),
        (
            "test_cases:\n  - test_case: x\n    fixtures: [gone]\n    steps:\n      - user: hi",
            ":2: gone is not defined",
        ),
        ("test_cases: [", ":1:"),
    ],
)
def test_a_file_that_is_no_test_case_is_an_error_at_its_line(pytester, text, where):
    pytester.makeconftest(CONFTEST.format(bot=BOT))
    result = play_file(pytester, text)
    result.assert_outcomes(errors=1)
    assert f"file.yml{where}" in result.stdout.str()


def test_only_the_folder_of_conversations_is_collected(pytester):
    pytester.makeconftest(CONFTEST.format(bot=BOT))
    pytester.makefile(".yml", elsewhere="test_cases: []")
    play_file(pytester, "test_cases:\n  - {test_case: x, steps: [{user: say hi}]}").assert_outcomes(
        passed=1
    )


class RestChannel(BaseHTTPRequestHandler):
    """Rasa's REST channel, which repeats what it is sent."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = [{"recipient_id": body["sender"], "text": f"{self.path} {body['message']}"}]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        pass


def test_the_same_files_are_played_over_rest(play):
    server = HTTPServer(("127.0.0.1", 0), RestChannel)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/"
        result = play(
            "- user: hello\n- bot: /webhooks/rest/webhook hello", options=("--bot-url", url)
        )
    finally:
        server.shutdown()
        server.server_close()
    result.assert_outcomes(passed=1)
