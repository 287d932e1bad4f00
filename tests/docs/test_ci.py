"""What CI does: each step is a function that says what it is for, and what is left out is said."""

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / ".ci/run").read_text("utf-8")
OWN = """
steps=(good bad not_here)
watched=(odd)
odd() { false; }
good() { echo did; }
bad() { false; echo went on; }
not_here() { leave_out "no moon"; }
"""
"""The steps of a copy."""

STEPS = re.search(r"(?s)^steps=\((.+?)\)\nwatched=\((.+?)\)$", TEXT, re.MULTILINE)


def test_every_step() -> None:
    """Each step in the list is a function, with a comment on its first line."""
    assert STEPS
    for step in (*STEPS[1].split(), *STEPS[2].split()):
        assert re.search(rf"(?m)^{step}\(\) \{{.* # .+$|^{step}\(\) \{{ .+ \}} +# .+$", TEXT), step


def run(folder: Path, *steps: str, own: str = OWN) -> "subprocess.CompletedProcess[str]":
    """Run steps of a copy that has only one that passes, one that fails, one that cannot be done."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / "README.md", folder)
    text = re.sub(r"(?s)^steps=\(.+?\)\nwatched=\(.+?\)$", lambda _: own, TEXT, flags=re.MULTILINE)
    (folder / ".ci/run").write_text(text, "utf-8")
    command = ["bash", str(folder / ".ci/run"), *steps]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 - this script


def test_end(tmp_path: Path) -> None:
    """A step that fails ends at its first failure and fails the whole; the others run; the end says all."""
    done = run(tmp_path)
    assert done.returncode == 1
    assert "did\n" in done.stdout
    assert "went on" not in done.stdout
    assert re.sub(r"\d+ s", "N s", done.stdout).endswith(
        "== After N s\nran: good (N s)\nLEFT OUT: not_here: no moon\nFAILED: bad (N s)\n"
    )


def test_watched(tmp_path: Path) -> None:
    """A watched step runs where the others are in order; what it finds is said, and does not decide."""
    done = run(tmp_path, own=OWN.replace("(good bad not_here)", "(good)"))
    assert done.returncode == 0
    assert done.stdout.endswith("WATCHED, AND NOT IN ORDER: odd\n")


def test_watched_and_left_out(tmp_path: Path) -> None:
    """A watched step that cannot be done is said to be left out, and not to have run."""
    done = run(tmp_path, own=OWN.replace("(good bad not_here)", "(good)").replace("(odd)", "(not_here)"))
    assert done.returncode == 0
    assert re.sub(r"\d+ s", "N s", done.stdout).endswith("ran: good (N s)\nLEFT OUT: not_here: no moon\n")


def test_some(tmp_path: Path) -> None:
    """With steps named only those run, and the end is good if they are."""
    done = run(tmp_path, "not_here", "good")
    assert (done.returncode, "FAILED" in done.stdout, "ran: good" in done.stdout) == (0, False, True)


def test_no_such_step(tmp_path: Path) -> None:
    """A step that there is not is wrong usage, and those that there are, are listed."""
    done = run(tmp_path, "worse")
    assert (done.returncode, done.stdout) == (2, "There is no step worse, but: good bad not_here odd\n")
