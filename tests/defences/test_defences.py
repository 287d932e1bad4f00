"""The list of defences: each is there once, can be taken out, and names a test that is there."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from defences.run import Defence, listed, stale

TESTS = Path(__file__).parents[1]


def name(defence: Defence) -> str:
    """Name a defence by its module and what it is against."""
    return f"{defence.file}, {defence.against}"


@cache
def parsed(file: str) -> list[ast.stmt]:
    """Parse a file of tests."""
    return ast.parse((TESTS / file).read_text("utf-8")).body


@pytest.mark.parametrize("defence", listed(), ids=name)
def test_well_formed(defence: Defence) -> None:
    """What is taken out stands in the module once, what is left is Python, and the test is there."""
    assert defence.times == 1, f"{defence.file}: bring the row up to date"
    ast.parse(defence.taken_out())
    assert defence.was != defence.now
    found = re.fullmatch(r"([\w/]+\.py)::(\w+)(?:::(\w+))?(\[.+\])?", defence.test)
    assert found
    file, *names, _ = found.groups()
    body = parsed(file)
    for each in filter(None, names):
        (body,) = (node.body for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == each)


def test_each_once() -> None:
    """No defence is listed twice."""
    assert len({each[1:5] for each in listed()}) == len(listed())


def test_stale() -> None:
    """A row whose code has changed, or whose module is gone, is named, and no other."""
    row = listed()[0]
    gone = row._replace(file="gone.py")
    assert stale([row, gone, row._replace(was="\n")]) == [*stale([gone]), *stale([row._replace(was="\n")])]
    assert stale([gone]) == [f"Bring the row up to date: gone.py has 0 times {row.was!r} (against {row.against})"]


def test_taken_out() -> None:
    """A defence that is taken out is noticed."""
    command = [sys.executable, str(TESTS / "defences/run.py"), "a group of four cases"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 - this interpreter
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n1 defences taken out, 1 noticed" in done.stdout
