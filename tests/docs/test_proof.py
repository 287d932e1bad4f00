"""The page on what was tried has the figures that can be counted again at once."""

import re
from pathlib import Path

import pytest

from fuzz.targets import TARGETS
from mutation.mutants import Tree
from mutation.run import MODULES, listed, source

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs/explanation/proof.md").read_text("utf-8")


@pytest.mark.parametrize("module", MODULES)
def test_changes(module: str) -> None:
    """Of every module it says how many changes there are, and how many no test can notice."""
    (row,) = re.findall(rf"^\| {module} \| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    changes = sum(1 for _ in Tree(module, source(module).read_text("utf-8")).mutants())
    unnoticed = sum(mutant.module == module for mutant in listed())
    assert tuple(map(int, row)) == (changes, changes - unnoticed, unnoticed)


def test_all_changes() -> None:
    """The sum below them is theirs."""
    rows = re.findall(r"^\| \*?\*?(\w+)\*?\*? \| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    figures = {module: tuple(map(int, some)) for module, *some in rows}
    total = figures.pop("all")
    assert set(figures) == set(MODULES)
    assert total == tuple(map(sum, zip(*figures.values(), strict=True)))


@pytest.mark.parametrize("target", TARGETS)
def test_corpus(target: str) -> None:
    """Of every corpus it says how many inputs it has."""
    inputs = len(list((TESTS / "fuzz/corpus" / target).iterdir()))
    assert re.search(rf"^\| {target} \| {inputs} \|", PAGE, re.MULTILINE)
