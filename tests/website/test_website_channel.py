"""The website channel over HTTP: each message answered once, for nobody else, within limits."""

import gzip
import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from scripted_bot import CLINIC, ScriptedServer, serving
from sqlalchemy.exc import OperationalError


class Visitor:
    """A person's browser, without the browser."""

    def __init__(self, client: httpx.Client) -> None:
        started = client.post("session").json()
        self._client = client
        self.session = started["session"]
        self.turns: list[dict[str, Any]] = started["turns"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.session}"}

    def post(self, text: str, after: str | None = None, key: str | None = None) -> httpx.Response:
        body = {"id": key or uuid.uuid4().hex, "after": after or self.turns[-1]["id"], "text": text}
        return self._client.post("message", json=body, headers=self.headers)

    def say(self, text: str) -> dict[str, Any]:
        turn = self.post(text).raise_for_status().json()
        self.turns.append(turn)
        return turn

    def history(self) -> httpx.Response:
        return self._client.get("session", headers=self.headers)


@pytest.fixture
def visitor(client: httpx.Client) -> Visitor:
    return Visitor(client)


def texts(turn: dict[str, Any]) -> list[str]:
    return [message["text"] for message in turn["messages"] if "text" in message]


def test_a_session_begins_with_the_greeting(visitor: Visitor) -> None:
    assert re.fullmatch(r"web-[\w-]{43}", visitor.session)
    [turn] = visitor.turns
    assert turn["text"] is None
    assert texts(turn) == ["Hello, I ask three questions."]


def test_no_two_sessions_are_alike(client: httpx.Client) -> None:
    assert len({Visitor(client).session for _ in range(20)}) == 20


def test_a_turn_carries_text_buttons_and_custom(visitor: Visitor) -> None:
    turn = visitor.say("my whiteheads stay")
    assert turn["text"] == "my whiteheads stay"
    [said, machine_readable] = turn["messages"]
    assert said["text"] == "Question 1: is it so?"
    assert said["buttons"][0] == {"title": "Yes", "payload": "Yes"}
    assert machine_readable["custom"]["kind"] == "question"


def test_history_is_what_was_said(visitor: Visitor) -> None:
    visitor.say("hello")
    visitor.say("Yes")
    assert visitor.history().json() == {"turns": visitor.turns}


def test_a_message_sent_again_gets_the_same_turn_again(
    server: ScriptedServer, visitor: Visitor
) -> None:
    first = visitor.post("hello", key="one").json()
    assert [visitor.post("hello", key="one").json() for _ in range(5)] == [first] * 5
    assert server.agent.processor.heard == ["hi", "hello"]


def test_a_message_sent_twice_at_once_is_processed_once(
    server: ScriptedServer, visitor: Visitor
) -> None:
    server.agent.processor.gate = threading.Event()
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(visitor.post, "hello", None, "one") for _ in range(8)]
        server.agent.processor.gate.set()
        turns = [reply.result().json() for reply in sent]
    assert turns == [turns[0]] * 8
    assert server.agent.processor.heard == ["hi", "hello"]


def test_a_turn_is_taken_to_its_end_when_the_browser_is_gone(
    server: ScriptedServer, visitor: Visitor
) -> None:
    server.agent.processor.gate = threading.Event()
    with pytest.raises(httpx.ReadTimeout), httpx.Client(timeout=0.3) as impatient:
        body = {"id": "one", "after": "start", "text": "hello"}
        address = f"{server.url}/webhooks/website/message"
        impatient.post(address, json=body, headers=visitor.headers)
    server.agent.processor.gate.set()
    assert texts(visitor.post("hello", key="one").json()) == ["Question 1: is it so?"]
    assert server.agent.processor.heard == ["hi", "hello"]


def test_two_answers_to_one_question_are_not_answers_to_two(
    server: ScriptedServer, visitor: Visitor
) -> None:
    asked = visitor.say("hello")["id"]
    assert visitor.post("Yes", after=asked).status_code == 200
    assert visitor.post("No", after=asked).status_code == 409
    assert server.agent.processor.heard == ["hi", "hello", "Yes"]


def test_a_conversation_goes_on_after_a_restart_of_the_server(
    server: ScriptedServer, visitor: Visitor
) -> None:
    first = visitor.post("hello", key="one").json()
    server.stop()
    server.start()
    assert visitor.post("hello", key="one").json() == first
    assert server.agent.processor.heard == []
    visitor.turns.append(first)
    assert texts(visitor.say("Yes")) == ["Question 2: is it so?"]


def test_any_worker_knows_what_another_has_answered(
    server: ScriptedServer, visitor: Visitor, tmp_path: Path
) -> None:
    first = visitor.post("hello", key="one").json()
    body = {"id": "one", "after": "start", "text": "hello"}
    with serving(tmp_path) as other:
        address = f"{other.url}/webhooks/website/message"
        again = httpx.post(address, json=body, headers=visitor.headers)
        late = httpx.post(address, json={**body, "id": "two"}, headers=visitor.headers)
        assert other.agent.processor.heard == []
    assert again.json() == first
    assert late.status_code == 409


def test_a_turn_that_could_not_be_saved_is_an_error_and_can_be_sent_again(
    server: ScriptedServer, visitor: Visitor
) -> None:
    server.agent.processor.fails = OperationalError("select", {}, Exception("away"))
    failed = visitor.post("hello", key="one")
    assert failed.status_code == 503
    assert "send it again" in failed.json()["error"]
    server.agent.processor.fails = None
    assert visitor.post("hello", key="one").status_code == 200
    assert len(visitor.history().json()["turns"]) == 2


def test_a_deleted_conversation_is_gone(client: httpx.Client, visitor: Visitor) -> None:
    visitor.say("hello")
    assert client.delete("session", headers=visitor.headers).status_code == 204
    assert visitor.history().status_code == 404
    assert visitor.post("Yes").status_code == 404
    assert client.delete("session", headers=visitor.headers).status_code == 204


def test_starting_over_deletes_the_older_conversation(
    client: httpx.Client, visitor: Visitor
) -> None:
    visitor.say("hello")
    renewed = client.post("session", headers=visitor.headers).json()
    assert renewed["session"] != visitor.session
    assert [turn["id"] for turn in renewed["turns"]] == ["start"]
    assert visitor.history().status_code == 404


@pytest.mark.parametrize("session", ["x", "web-guessed", "web-" + "A" * 43])
def test_history_needs_the_session(client: httpx.Client, visitor: Visitor, session: str) -> None:
    visitor.say("hello")
    reply = client.get("session", headers={"Authorization": f"Bearer {session}"})
    assert reply.status_code in {401, 404}
    assert set(reply.json()) == {"error"}


def test_another_channel_cannot_continue_a_session(
    server: ScriptedServer, visitor: Visitor
) -> None:
    visitor.say("hello")
    rest = f"{server.url}/webhooks/rest/webhook"
    for sender in (visitor.session, f"website:{visitor.session}"):
        replies = httpx.post(rest, json={"sender": sender, "message": "Yes"}).json()
        assert replies[0]["text"] == "Hello, I ask three questions."
    assert len(visitor.history().json()["turns"]) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"{}",
        b'{"id": 1, "after": "start", "text": "x"}',
        b'{"id": "one", "after": "start", "text": null}',
        b'{"id": "one", "after": ["start"], "text": "x"}',
        b'{"id": "", "after": "start", "text": "x"}',
        b'{"id": "a b", "after": "start", "text": "x"}',
    ],
)
def test_what_is_no_message_is_refused(
    server: ScriptedServer, client: httpx.Client, visitor: Visitor, body: bytes
) -> None:
    reply = client.post("message", content=body, headers=visitor.headers)
    assert reply.status_code == 400
    assert reply.json()["error"]
    assert server.agent.processor.heard == ["hi"]


def test_too_long_a_message_is_refused_with_the_limit(visitor: Visitor) -> None:
    reply = visitor.post("a" * 10_001)
    assert reply.status_code == 413
    assert "10000 characters" in reply.json()["error"]
    assert visitor.post("a" * 10000).status_code == 200


def test_too_many_messages_are_refused_with_the_time_to_wait(visitor: Visitor) -> None:
    reply = visitor.post("hello")
    for _ in range(50):
        if reply.status_code != 200:
            break
        visitor.turns.append(reply.json())
        reply = visitor.post("Yes")
    assert reply.status_code == 429
    assert int(reply.headers["Retry-After"]) > 0


def test_an_allowed_site_may_use_the_bot(client: httpx.Client) -> None:
    asked = client.options("message", headers={"Origin": CLINIC})
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Origin"] == CLINIC
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    reply = client.post("session", headers={"Origin": CLINIC})
    assert reply.status_code == 200
    assert reply.headers["Access-Control-Allow-Origin"] == CLINIC
    assert "Access-Control-Allow-Credentials" not in reply.headers


def test_an_allowed_site_can_read_errors(client: httpx.Client) -> None:
    reply = client.get("session", headers={"Origin": CLINIC})
    assert reply.status_code == 401
    assert reply.headers["Access-Control-Allow-Origin"] == CLINIC


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://clinic.example"])
def test_other_sites_may_not(server: ScriptedServer, client: httpx.Client, origin: str) -> None:
    for reply in (
        client.post("session", headers={"Origin": origin}),
        client.options("message", headers={"Origin": origin}),
    ):
        assert reply.status_code == 403
        assert "Access-Control-Allow-Origin" not in reply.headers
    assert server.agent.processor.heard == []


def test_the_bots_own_pages_may(server: ScriptedServer, client: httpx.Client) -> None:
    assert client.post("session", headers={"Origin": server.url}).status_code == 200


def test_the_widget_is_served_compressed_and_not_sent_twice(client: httpx.Client) -> None:
    reply = client.get("widget.js", headers={"Accept-Encoding": "gzip"})
    assert reply.headers["Content-Encoding"] == "gzip"
    assert reply.headers["Content-Type"].startswith("text/javascript")
    assert "max-age" in reply.headers["Cache-Control"]
    plain = client.get("widget.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.content == reply.content
    tag = reply.headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        assert client.get("widget.js", headers={"If-None-Match": known}).status_code == 304
    assert client.get("widget.js", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/webhooks/website/"])
def test_the_demo_page_loads_the_widget_by_its_hash(
    server: ScriptedServer, client: httpx.Client, path: str
) -> None:
    page = httpx.get(f"{server.url}{path}")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    [address] = re.findall(r'src="(/webhooks/website/widget\.\w+\.js)"', page.text)
    hashed = httpx.get(f"{server.url}{address}")
    assert "immutable" in hashed.headers["Cache-Control"]
    assert hashed.content == client.get("widget.js").content


def test_the_compressed_widget_is_small(client: httpx.Client) -> None:
    body = client.get("widget.js").content
    assert len(gzip.compress(body, 9)) <= 20_480


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000", "\\u202e", "\\ufffe", ""])
def test_odd_characters_do_no_harm(visitor: Visitor, client: httpx.Client, text: str) -> None:
    body = f'{{"id": "one", "after": "start", "text": "{text}"}}'
    reply = client.post("message", content=body.encode(), headers=visitor.headers)
    assert reply.status_code == 200
    assert texts(reply.json()) == ["Question 1: is it so?"]
    assert visitor.history().status_code == 200
