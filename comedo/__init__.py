"""Comedo: a Rasa chatbot for people with whiteheads (closed comedones)."""

import comedo.rasa_light  # noqa: F401  (before anything imports Rasa)
