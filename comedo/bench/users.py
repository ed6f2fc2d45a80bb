"""People who talk to a bot without pause, for Locust: `locust -f users.py --host URL`."""

import itertools
import json
import os
import uuid

from locust import FastHttpUser, task

MESSAGES = json.loads(os.environ["BENCH_MESSAGES"])
TURNS = 20
"""Turns of a conversation, after which the next one begins."""


class Person(FastHttpUser):
    """Holds one conversation after another."""

    def on_start(self) -> None:
        """Begin the first conversation."""
        self.turns = self.conversations()

    def conversations(self):
        """Who says what, for ever."""
        while True:
            sender = uuid.uuid4().hex
            for message in itertools.islice(itertools.cycle(MESSAGES), TURNS):
                yield {"sender": sender, "message": message}

    @task
    def turn(self) -> None:
        """Take one turn; an empty answer is a failure."""
        with self.client.post(
            "/webhooks/rest/webhook", json=next(self.turns), catch_response=True
        ) as answer:
            if answer.status_code != 200 or not answer.json():  # noqa: PLR2004
                answer.failure("no answer")
