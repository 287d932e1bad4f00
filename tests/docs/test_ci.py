"""What CI does: each step is a function that says what it is for, and what is left out is said."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / ".ci/run").read_text("utf-8")
OWN = """
steps=(good bad not_here)
good() { echo did; }
bad() { echo cause; false; echo went on; }
not_here() { leave_out "no moon"; }
"""
"""The steps of a copy."""

STEPS = re.search(r"(?s)^steps=\((.+?)^\)$", TEXT, re.MULTILINE)


def test_every_step() -> None:
    """Each step in the list is a function, with a comment on its first line."""
    assert STEPS
    for step in re.sub("#.*", "", STEPS[1]).split():
        assert re.search(rf"(?m)^{step}\(\) \{{.* # .+$|^{step}\(\) \{{ .+ \}} +# .+$", TEXT), step


def run(folder: Path, *steps: str, own: str = OWN) -> "subprocess.CompletedProcess[str]":
    """Run steps of a copy, which has only one that passes, one that fails, one that cannot be done, or others."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / "README.md", folder)
    text = re.sub(r"(?s)^steps=\(.+?^\)$", lambda _: own, TEXT, flags=re.MULTILINE)
    (folder / ".ci/run").write_text(text, "utf-8")
    command = ["bash", str(folder / ".ci/run"), *steps]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 - this script


def test_end(tmp_path: Path) -> None:
    """A step that fails ends at its first failure and fails the whole; the others run; the end says all, and why."""
    done = run(tmp_path)
    assert done.returncode == 1
    assert "did\n" in done.stdout
    assert "went on" not in done.stdout
    assert re.sub(r"\d+ s", "N s", done.stdout).endswith(
        "== After N s\nran: good (N s)\nLEFT OUT: not_here: no moon\nFAILED: bad (N s)\ncause\n"
    )


def test_some(tmp_path: Path) -> None:
    """With steps named only those run, and the end is good if they are."""
    done = run(tmp_path, "not_here", "good")
    assert (done.returncode, "FAILED" in done.stdout, "ran: good" in done.stdout) == (0, False, True)


def test_no_such_step(tmp_path: Path) -> None:
    """A step that there is not is wrong usage, and those that there are, are listed."""
    done = run(tmp_path, "worse")
    assert (done.returncode, done.stdout) == (
        2,
        "There is no step worse, but: good bad not_here mutation\n",
    )


def test_input_that_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An input that breaks a target of the fuzzer is printed, however long it is."""
    for folder in (".venv/bin", "tests/fuzz"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("python", "python3"):
        (tmp_path / ".venv/bin" / name).symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path / ".venv/bin"), prepend=os.pathsep)
    (tmp_path / "atheris.py").touch()
    fuzzer = "import pathlib, sys; pathlib.Path('crash-1').write_bytes(bytes(300)); sys.exit(1)"
    (tmp_path / "tests/fuzz/run.py").write_text(fuzzer, "utf-8")
    done = run(tmp_path, own="steps=(fuzzing)\n")
    assert done.returncode == 1
    assert f"crash-1 {bytes(300)!r}\n" in done.stdout
