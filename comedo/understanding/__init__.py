"""Facts read from what people write: plain spaCy, usable without Rasa.

>>> from comedo.understanding import read
>>> read("no but they do sting", asked=["active_infection"]).facts
{'barrier_irritated': True, 'active_infection': False}
"""

from comedo.understanding.reader import Reading, read

__all__ = ["Reading", "read"]
