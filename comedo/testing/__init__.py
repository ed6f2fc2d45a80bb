"""Scripted conversations as pytest tests (``docs/testing-conversations.md``).

This module is the pytest plugin: ``pytest -p comedo.testing``. It collects the YAML files of a
folder and plays them with the bot in this process, or with a running server (``--bot-url``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from comedo.console import configure_logging
from comedo.testing.bots import Bot, RestBot
from comedo.testing.cases import Case, UnreadableCase, read_cases
from comedo.testing.checks import Responses
from comedo.testing.play import CannotBegin, Failed, play


class Hooks:
    """What a project can say for itself in its ``conftest.py``."""

    @staticmethod
    @pytest.hookspec(firstresult=True)
    def pytest_conversation_bot(config: pytest.Config) -> Bot | None:
        """Return the bot to play the conversations with, where no ``--bot-url`` is given."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Let projects bring their own bot."""
    pluginmanager.add_hookspecs(Hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("conversations")
    group.addoption("--bot-url", help="play the conversations with the Rasa server at this address")
    group.addoption("--bot-model", help="play them with this model as it is, without training")
    parser.addini(
        "conversations", "folder of scripted conversations", default="tests/conversations"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ConversationFile | None:
    """Collect the YAML files of the folder."""
    folder = parent.config.rootpath / parent.config.getini("conversations")
    if file_path.suffix in {".yml", ".yaml"} and folder in file_path.parents:
        return ConversationFile.from_parent(parent, path=file_path)
    return None


class ConversationFile(pytest.File):
    """A file of test cases."""

    def collect(self) -> Iterable[pytest.Item]:
        """One test for each case."""
        try:
            cases = read_cases(self.path)
        except UnreadableCase as error:
            raise self.CollectError(str(error)) from error
        for case in cases:
            yield ConversationItem.from_parent(self, name=case.name, case=case)


class ConversationItem(pytest.Item):
    """A test case."""

    def __init__(self, *, case: Case, **kwargs: Any) -> None:
        """Take the case beside what pytest gives."""
        super().__init__(**kwargs)
        self.case = case

    def runtest(self) -> None:
        """Play the conversation."""
        stage = _stage(self.config)
        try:
            transcript = stage.run(play(self.case, stage.bot, stage.responses))
        except CannotBegin as reason:
            pytest.skip(str(reason))
        for unchecked in transcript.unchecked:
            self.warn(pytest.PytestWarning(f"not checked: {unchecked}"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The transcript, beside what was expected."""
        if isinstance(excinfo.value, Failed):
            place = self.path.relative_to(self.config.rootpath)
            return f"{place}:{excinfo.value.line}: not as expected (✗)\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, self.case.line - 1, self.case.name


class Stage:
    """The bot that a test run plays with, its domain's responses, and its event loop."""

    def __init__(self, config: pytest.Config) -> None:
        """Get the bot ready; that may take a minute if its model has to be trained."""
        self._loop = asyncio.new_event_loop()
        url = config.getoption("--bot-url")
        self.bot: Bot = RestBot(url) if url else config.hook.pytest_conversation_bot(config=config)
        domain = config.rootpath / "domain.yml"
        self.responses: Responses | None = (
            YAML(typ="safe").load(domain).get("responses") if domain.exists() else None
        )

    def run(self, conversation: Any) -> Any:
        """Run a coroutine on the loop that the bot lives on."""
        return self._loop.run_until_complete(conversation)

    def close(self) -> None:
        """Close the loop."""
        self._loop.close()


_STAGE = pytest.StashKey[Stage]()


def _stage(config: pytest.Config) -> Stage:
    if _STAGE not in config.stash:
        config.stash[_STAGE] = stage = Stage(config)
        config.add_cleanup(stage.close)
    return config.stash[_STAGE]


@pytest.fixture(scope="session")
def conversation_stage(pytestconfig: pytest.Config) -> Iterator[Stage]:
    """The bot of the conversations, for tests of other kinds."""
    yield _stage(pytestconfig)


@pytest.hookimpl(trylast=True)
def pytest_conversation_bot(config: pytest.Config) -> Bot:
    """Comedo itself, trained if its model is not current."""
    configure_logging("ERROR")
    # Rasa takes seconds to import, which runs of other tests and over REST are spared.
    from comedo.testing.in_process import load_comedo  # noqa: PLC0415

    model = config.getoption("--bot-model")
    return load_comedo(config.add_cleanup, Path(model) if model else None)
