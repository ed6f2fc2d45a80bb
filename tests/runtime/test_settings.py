"""The settings are documented, validated, and read from where they are said to be read."""

from pathlib import Path

import pytest

from comedo.failure import Failure
from comedo.settings import DOCUMENTS, Settings, settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without the developer's own .env."""
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_are_current(document: str) -> None:
    current = (ROOT / document).read_text(encoding="utf-8")
    assert current == DOCUMENTS[document](), "run: python -m comedo.settings"


def test_every_setting_is_described() -> None:
    assert all(field.field_info.description for field in Settings.__fields__.values())


def test_the_environment_comes_before_the_env_file(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".env").write_text("PORT=6001\nWORKERS=1\nHOST=192.0.2.1\n")
    monkeypatch.setenv("PORT", "6002")
    assert settings().port == 6002
    assert settings().host == "192.0.2.1"


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")
    with pytest.raises(Failure, match="PORT cannot be used"):
        settings()


def test_without_a_database_url_the_database_is_embedded() -> None:
    assert Settings(state_dir=Path("here")).database == "sqlite:///here/comedo.db"
