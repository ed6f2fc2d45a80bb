"""People who talk to a bot without pause, for Locust: `locust -f users.py --host URL`."""

import itertools
import json
import os
import random
import uuid

from locust import FastHttpUser, task

MESSAGES = json.loads(os.environ["BENCH_MESSAGES"])
FREE_TEXTS = json.loads(os.environ["BENCH_FREE_TEXTS"])
TURNS = 10
"""Turns of a conversation, after which the next one begins."""
FREE_EVERY = 5
"""The first turn and every fifth after it is a text that nobody has said before."""


def free_text() -> str:
    """One of the texts, made a new one."""
    age, days = random.randint(18, 60), random.randint(2, 400)  # noqa: S311
    return f"{random.choice(FREE_TEXTS)} I'm {age} and I've had this for {days} days."  # noqa: S311


class Person(FastHttpUser):
    """Holds one conversation after another."""

    def on_start(self) -> None:
        """Begin the first conversation."""
        self.turns = self.conversations()

    def conversations(self):
        """Who says what, for ever."""
        while True:
            sender = uuid.uuid4().hex
            for number, usual in enumerate(itertools.islice(itertools.cycle(MESSAGES), TURNS)):
                free = FREE_TEXTS and number % FREE_EVERY == 0
                yield {"sender": sender, "message": free_text() if free else usual}

    @task
    def turn(self) -> None:
        """Take one turn; an empty answer is a failure."""
        with self.client.post(
            "/webhooks/rest/webhook", json=next(self.turns), catch_response=True
        ) as answer:
            if answer.status_code != 200 or not answer.json():  # noqa: PLR2004
                answer.failure("no answer")
