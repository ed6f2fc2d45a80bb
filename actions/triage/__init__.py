"""What Comedo knows and decides: pure Python, facts in and advice out, without Rasa."""
