"""Rasa graph components that turn a message into an intent and facts."""
