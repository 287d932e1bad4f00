"""The way from a table to a paper: the three commands of its page are run, and what they make agrees."""

import os
import re
import shlex
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from commands import run
from latex_read import tables

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial" / "from-a-table-to-a-paper.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder in which the commands of the page were run."""
    made = tmp_path_factory.mktemp("paper")
    shutil.copytree(ROOT / "examples", made / "examples")
    (block,) = re.findall(r"(?s)<!-- paper -->\n```sh\n(.*?)```", PAGE.read_text("utf-8"))
    before = Path.cwd()
    os.chdir(made)
    try:
        done = [run(*shlex.split(line)[1:]) for line in block.splitlines()]
    finally:
        os.chdir(before)
    assert [(each.code, each.out) for each in done] == [(0, "")] * 3
    return made


def test_three_files(folder: Path) -> None:
    """Three commands make a figure, a table and a paragraph."""
    assert {path.name for path in folder.iterdir()} == {"examples", "profiles.svg", "tally.tex", "methods.md"}


def test_same_figures(folder: Path) -> None:
    """The figure has what the table has, for each profile; the paragraph counts the same cases."""
    texts = " ".join(ET.parse(folder / "profiles.svg").getroot().itertext())  # noqa: S314 - its own
    profiles, *_ = tables((folder / "tally.tex").read_text("utf-8"))
    for code, least, most, share, _ in profiles.rows:
        assert code.split()[1] in texts
        assert f"{least}–{most} ({share})" in texts
    assert "63 cases were counted" in (folder / "methods.md").read_text("utf-8")
    assert profiles.caption == "Tally of 63 cases. The profiles"
