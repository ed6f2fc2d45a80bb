"""Comedo's Rasa actions: thin code around the pure rules in ``actions.triage``."""
