"""The lock file is as docs/security.md says."""

import re
from pathlib import Path

import pytest
import tomli as tomllib
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
SECURITY = (ROOT / "docs" / "security.md").read_text()


def section(heading: str) -> str:
    return SECURITY.split(f"### {heading}\n")[1].split("\n### ")[0]


def rows(heading: str) -> list[list[str]]:
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def read_lock(file: str) -> dict[str, list[Version]]:
    """Package → its versions in the lock file, of which there may be one per platform."""
    versions: dict[str, list[Version]] = {}
    for name, version in re.findall(
        r"^([a-z0-9._-]+)==([^\s;]+)", (ROOT / file).read_text(), re.MULTILINE
    ):
        versions.setdefault(name, []).append(Version(version))
    return versions


@pytest.fixture(scope="module")
def locked() -> dict[str, list[Version]]:
    return read_lock("requirements.lock")


@pytest.mark.parametrize(("package", "least"), [(row[0], row[2]) for row in rows("Overridden")])
def test_fixes_are_locked(package: str, least: str, locked: dict[str, list[Version]]) -> None:
    assert locked.get(package), f"{package} is not locked any more: take it out of the document"
    assert min(locked[package]) >= Version(least)


def test_what_serves_is_what_was_tested_without_the_tools(locked: dict[str, list[Version]]) -> None:
    serving = read_lock("requirements-serving.lock")
    assert all(locked[package] == versions for package, versions in serving.items())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    assert needed <= set(serving)
    assert not {"pytest", "locust", "playwright", "mypy"} & set(serving)


def test_what_is_left_out_is_not_locked(locked: dict[str, list[Version]]) -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    overrides = map(Requirement, pyproject["tool"]["uv"]["override-dependencies"])
    left_out = {o.name.lower().replace("_", "-") for o in overrides if '< "3"' in str(o.marker)}
    assert not left_out & set(locked)
    text = section("Left out").lower().replace("_", "-")
    unnamed = {name for name in left_out if name not in text and "tensor" not in name}
    assert not unnamed


def test_tests_that_are_named_exist() -> None:
    tests = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    for document in ("security.md", "hazards.md"):
        named = re.findall(r"`(test_\w+)`", (ROOT / "docs" / document).read_text())
        assert named
        for name in named:
            assert f"def {name}(" in tests, f"docs/{document} names {name}"
