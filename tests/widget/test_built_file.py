"""The committed widget is the one that the sources build, and small."""

import gzip
import subprocess
from pathlib import Path
from typing import Any

from browsing import ROOT

BUILT = ROOT / "comedo" / "channels" / "static" / "widget.js"
SOURCES = ROOT / "widget" / "src"


def test_the_committed_file_is_what_the_sources_build(node_modules: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "widget.js"
    subprocess.run(
        ["npm", "run", "--silent", "build", "--", f"--outfile={fresh}", "--log-level=warning"],
        cwd=ROOT / "widget",
        check=True,
    )
    assert fresh.read_bytes() == BUILT.read_bytes(), "run: npm run build (in widget/), and commit"


def test_the_sources_have_no_type_errors(node_modules: Path) -> None:
    subprocess.run(["npm", "run", "--silent", "check"], cwd=ROOT / "widget", check=True)


def test_the_built_file_is_small(figures: dict[str, Any]) -> None:
    figures["gzip_bytes"] = len(gzip.compress(BUILT.read_bytes(), 9, mtime=0))
    assert figures["gzip_bytes"] <= 20 * 1024


def test_no_source_writes_html_as_text() -> None:
    for source in SOURCES.glob("*.ts"):
        text = source.read_text("utf-8")
        for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "unsafeHTML", "eval("):
            assert sink not in text, f"{source.name}: {sink}"


def test_only_one_file_has_strings_for_people() -> None:
    """Another language is another `strings.ts`."""
    for source in SOURCES.glob("*.ts"):
        if source.name != "strings.ts":
            text = source.read_text("utf-8")
            for attribute in ("aria-label=", "placeholder=", "title="):
                assert f'{attribute}"' not in text, f"{source.name}: {attribute}"
