"""The sources that Comedo cites, by id, in its own words (``sources.yml``)."""

from __future__ import annotations

from pathlib import Path

import yaml

_DATA = yaml.safe_load(Path(__file__).with_name("sources.yml").read_text(encoding="utf-8"))

STATEMENTS: dict[str, str] = _DATA["statements"]
"""The article's statements, ``S00`` to ``S54``."""

GUIDELINES: dict[str, str] = _DATA["guidelines"]
"""Guidelines behind what Comedo adds beyond the article, by ids that begin with ``G-``."""

SOURCES: dict[str, str] = {**STATEMENTS, **GUIDELINES}
