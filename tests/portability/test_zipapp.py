"""The package in one file: an archive that Python runs, in which nothing is a file of its own."""

import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import attr
import attrs
import pytest

import ckm_mo
from commands import CODER1, run


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pack the package, with what it needs for views in machine formats."""
    folder = tmp_path_factory.mktemp("zipapp")
    for package in (ckm_mo, attr, attrs):
        source = Path(str(package.__file__)).parent
        shutil.copytree(source, folder / "app" / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    zipapp.create_archive(folder / "app", folder / "ckm-mo.pyz", main="ckm_mo.cli.running:main")
    return folder / "ckm-mo.pyz"


@pytest.mark.parametrize(
    "command",
    [["codebook", "--format", "json"], ["study", "--format", "json"], ["tally", CODER1, "--format", "html"]],
    ids=lambda command: command[0],
)
def test_zipapp(archive: Path, command: list[str]) -> None:
    """It says what the package says: its data are read wherever they are."""
    line = [sys.executable, "-I", "-S", str(archive), *command]
    done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)  # noqa: S603 - this interpreter
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run(*command).out
