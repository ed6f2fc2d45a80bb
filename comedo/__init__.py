"""Comedo: a Rasa chatbot for people with whiteheads (closed comedones)."""
