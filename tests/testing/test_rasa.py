"""Rasa's own checks pass: the data is valid, without a warning, and the test stories hold."""

import warnings
from pathlib import Path

from rasa.core.test import test as rasa_test
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.validator import Validator

STORIES = "tests/test_stories.yml"
SAID_OF_EVERY_DOMAIN = "Slot auto-fill has been removed in 3.0"


def test_rasa_data_validate_has_nothing_to_warn_of():
    importer = RasaFileImporter("config.yml", "domain.yml", ["data"])
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        validator = Validator.from_importer(importer)
        valid = [
            validator.verify_domain_validity(),
            validator.verify_nlu(ignore_warnings=False),
            validator.verify_story_structure(ignore_warnings=False),
        ]
        validator.warn_if_config_mandatory_keys_are_not_set()
    assert all(valid)
    messages = [str(w.message) for w in found if issubclass(w.category, UserWarning)]
    assert [m for m in messages if not m.startswith(SAID_OF_EVERY_DOMAIN)] == []


def test_rasa_test_predicts_every_action_of_the_test_stories(conversation_stage, tmp_path):
    agent = conversation_stage.bot.agent
    result = conversation_stage.run(
        rasa_test(STORIES, agent, e2e=True, out_directory=str(tmp_path), disable_plotting=True)
    )
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    played = result["report"]["conversation_accuracy"]
    assert played["correct"] == played["total"], failed
    assert played["total"] == Path(STORIES).read_text(encoding="utf-8").count("- story:")
