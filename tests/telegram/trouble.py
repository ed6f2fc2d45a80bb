"""The troubles of a network, and of Telegram."""

import random
import re
from dataclasses import dataclass


@dataclass
class Trouble:
    """How often things go wrong, each from 0 to 1; `methods` are those that they go wrong in."""

    seed: int = 0
    repeated: float = 0
    """An update comes twice."""
    flood: float = 0
    """429, with a second to wait."""
    broken: float = 0
    """502 from the gateway."""
    dropped: float = 0
    """The connection is lost before Telegram has seen the request."""
    lost_answers: float = 0
    """The connection is lost after Telegram has done what was asked for."""
    methods: str = ".*"

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def strikes(self, kind: str, method: str = "") -> bool:
        return bool(re.fullmatch(self.methods, method)) and (
            self._random.random() < getattr(self, kind)
        )
