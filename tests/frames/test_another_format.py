"""Data frames in another format: nothing of it but its data knows how many means, values and dimensions there are."""

from pathlib import Path

from another_format import run
from core.test_another_format import copy

__all__ = ["copy"]

LAW = Path(__file__).with_name("law.py")


def test_law(copy: tuple[str, Path]) -> None:
    """Every engine gives what the core gives, with six means, a dimension of three values and a fourth dimension."""
    done = run(copy, str(LAW))
    assert (done.returncode, done.stderr) == (0, "")
