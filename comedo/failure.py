"""A failure that the person at the terminal can act on."""


class Failure(Exception):
    """Ends a command with one sentence which says what is wrong and what to do about it."""
