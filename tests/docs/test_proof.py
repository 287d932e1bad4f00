"""The page on what was tried has the figures that can be counted again at once."""

import re
from pathlib import Path

import pytest

from fuzz.targets import TARGETS

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs/explanation/proof.md").read_text("utf-8")


@pytest.mark.parametrize("target", TARGETS)
def test_corpus(target: str) -> None:
    """Of every corpus it says how many inputs it has."""
    inputs = len(list((TESTS / "fuzz/corpus" / target).iterdir()))
    assert re.search(rf"^\| {target} \| {inputs} \|", PAGE, re.MULTILINE)
