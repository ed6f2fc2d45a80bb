"""Facts read from what people write: plain spaCy, usable without Rasa.

>>> from comedo.understanding import read
>>> read("no but they do sting", asked=["active_infection"]).facts
{'active_infection': False, 'barrier_irritated': True}
"""

from comedo.understanding.reader import Reading, read

__all__ = ["Reading", "read"]
