"""What an operator sees of one server: its status, limits, headers, logs and failures."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from running_bot import ROOT, Bot, topics

from comedo.testing.services import free_port, wait_until

StartBot = Callable[..., Bot]
WEBHOOK = "/webhooks/rest/webhook"
SAID = "xylophonous whiteheads"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Any:
    running = Bot(tmp_path_factory.mktemp("bot"), {"LOG_LEVEL": "INFO"})
    wait_until(lambda: running.status("/ready") == 200, "Comedo")
    yield running
    running.stop()


def command(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "comedo", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_it_says_where_it_is_served(bot: Bot) -> None:
    assert f"http://localhost:{bot.port}" in bot.log.read_text().splitlines()[-1]


def test_status(bot: Bot) -> None:
    assert httpx.get(f"{bot.url}/health").json() == {"status": "alive"}
    ready = httpx.get(f"{bot.url}/ready").json()
    assert ready["ready"] and ready["model"] and ready["failing"] == []


@pytest.mark.parametrize("path", ["/", "/health", WEBHOOK, "/nowhere"])
def test_security_headers(bot: Bot, path: str) -> None:
    headers = httpx.get(bot.url + path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/conversations/anna/tracker", "/status", "/model", "/domain"])
def test_rasas_api_is_off(bot: Bot, path: str) -> None:
    assert bot.status(path) == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"hello"',
        b"{}",
        b'{"message": 7, "sender": "anna"}',
        b'{"message": "hello", "sender": ["anna"]}',
        b'{"message": "hello", "sender": ""}',
        json.dumps({"message": "hello", "sender": "a" * 200}).encode(),
        b'{"message": "hello", "metadata": "text"}',
        b"\xff\xfe",
    ],
)
def test_a_request_that_is_wrong_is_told_so(bot: Bot, body: bytes) -> None:
    answer = httpx.post(bot.url + WEBHOOK, content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_body_that_is_too_large_is_refused(bot: Bot) -> None:
    answer = httpx.post(bot.url + WEBHOOK, content=b"x" * 1_100_000)
    assert answer.status_code == 413


def test_without_a_sender_everybody_has_a_conversation_of_their_own(bot: Bot) -> None:
    senders = {
        httpx.post(bot.url + WEBHOOK, json={"message": "hello"}).json()[0]["recipient_id"]
        for _ in range(2)
    }
    assert len(senders) == 2
    assert all(len(sender) >= 32 for sender in senders)


def test_a_client_that_dawdles_does_not_hold_up_others(bot: Bot) -> None:
    with socket.create_connection(("127.0.0.1", bot.port)) as slow:
        slow.sendall(b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n")
        assert bot.say("hello", "brisk")


def test_no_request_can_hide_in_another_ones_trailer(bot: Bot) -> None:
    body = b'{"message": "hello"}'
    with socket.create_connection(("127.0.0.1", bot.port), timeout=10) as client:
        client.sendall(
            b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n"
            % (len(body), body)
            + b"0\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        answered = b"".join(iter(lambda: client.recv(4096), b""))
    assert answered.startswith(b"HTTP/1.1 200 ")
    assert b"Comedo" in answered
    assert answered.count(b"HTTP/1.1 ") == 1


def test_nothing_that_is_said_is_logged(bot: Bot) -> None:
    bot.say(SAID, "discreet-sender")
    httpx.post(bot.url + WEBHOOK, content=json.dumps({"message": [SAID]}).encode())
    log = bot.log.read_text()
    assert SAID not in log
    assert "discreet-sender" not in log


def test_turns_in_flight_are_finished_when_it_stops(start_bot: StartBot) -> None:
    bot = start_bot()
    # One client with open connections: a turn whose request was never sent is not in flight.
    with httpx.Client(base_url=bot.url, timeout=30) as client, ThreadPoolExecutor(4) as pool:
        list(pool.map(client.get, ["/health"] * 4))
        bodies = [{"message": "hello", "sender": f"sender{n}"} for n in range(4)]
        said = [pool.submit(client.post, WEBHOOK, json=body) for body in bodies]
        said[0].result()
        bot.process.terminate()
        answers = [turn.result().json() for turn in said]
    assert all(topics(answer) for answer in answers)
    assert bot.process.wait(timeout=30) == 0


def test_too_many_messages_get_429(start_bot: StartBot) -> None:
    bot = start_bot(TURNS_PER_MINUTE_PER_SENDER="2")
    body = {"message": "hello", "sender": "fast"}
    answers = [httpx.post(bot.url + WEBHOOK, json=body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["retry-after"]) <= 60


def test_rasas_api_needs_its_token(start_bot: StartBot) -> None:
    bot = start_bot(API_TOKEN="sesame")  # noqa: S106
    assert bot.status("/conversations/anna/tracker") == 401
    assert bot.status("/conversations/anna/tracker?token=sesame") == 200


def test_metrics_count_turns_and_name_nobody(start_bot: StartBot) -> None:
    port = str(free_port())
    bot = start_bot(METRICS_PORT=port)
    bot.say(SAID, "counted-sender")
    metrics = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert 'comedo_turns_total{channel="rest"} 1.0' in metrics
    assert SAID not in metrics and "counted-sender" not in metrics


def test_an_action_server_that_is_away_is_admitted(start_bot: StartBot) -> None:
    bot = start_bot(ACTION_ENDPOINT_URL=f"http://127.0.0.1:{free_port()}/webhook")
    assert topics(bot.say("my whiteheads do not go away")) == ["not_saved"]


def test_the_same_actions_run_on_an_action_server(start_bot: StartBot, bot: Bot) -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "comedo", "run", "actions", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as actions:
        try:
            remote = start_bot(ACTION_ENDPOINT_URL=f"http://127.0.0.1:{port}/webhook")
            for message in ("my whiteheads do not go away", "none of these", "about nine weeks"):
                assert remote.say(message, "same") == bot.say(message, "same")
        finally:
            actions.terminate()


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        failed = command("run", PORT=str(other.getsockname()[1]))
    assert failed.returncode == 1
    assert "is in use" in failed.stderr
    assert len(failed.stderr.splitlines()) == 1


def test_a_damaged_model_is_one_sentence(tmp_path: Path) -> None:
    model = tmp_path / "damaged.tar.gz"
    model.write_bytes(b"not a model")
    failed = command("run", PORT=str(free_port()), MODELS=str(model))
    assert failed.returncode == 1
    assert "damaged" in failed.stderr
    assert len(failed.stderr.splitlines()) == 1


def test_workers_without_shared_stores_are_one_sentence() -> None:
    failed = command("run", PORT=str(free_port()), WORKERS="2", DATABASE_URL="", REDIS_URL="")
    assert failed.returncode == 1
    assert "set DATABASE_URL and REDIS_URL" in failed.stderr


def test_the_chat_reads_from_a_pipe(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "comedo", "chat"],
        cwd=ROOT,
        env={**os.environ, "STATE_DIR": str(tmp_path)},
        input="my whiteheads do not go away\n1\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "Comedo:" in done.stdout
    assert "  1 " in done.stdout
    assert done.stderr == ""
