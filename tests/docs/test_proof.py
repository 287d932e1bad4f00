"""The pages on what was tried have the figures that can be counted again at once."""

import re
from pathlib import Path

import pytest

from cli import test_ground, test_hostile, test_privacy
from defences.run import listed
from fuzz.targets import TARGETS

TESTS = Path(__file__).parents[1]
PAGE, SAFETY = ((TESTS.parent / f"docs/explanation/{name}.md").read_text("utf-8") for name in ("proof", "safety"))

COUNTED = {
    "defences taken out": len(listed()),
    "hostile tables": len(test_hostile.REFUSED),
    "odd tables that mean one thing only": len(test_hostile.ACCEPTED),
    "ways to write columns back": len(test_hostile.WRITING_BACK),
    "ways to write over what is read": len(test_ground.OVER_INPUT),
    "ways to write a file": len(test_ground.WRITING),
    "processes ended by kill -9": test_ground.KILLS,
    "looks at the file meanwhile": test_ground.LOOKS,
    "real disks that may only be read": 2 * len(test_ground.WRITING),
    "commands watched for what leaves or stays": len(test_privacy.COMMANDS),
    "kinds of wrong tables": len(test_privacy.WRONG),
}
"""What was tried on the page on safety, and how much of it the tests try."""


@pytest.mark.parametrize("target", TARGETS)
def test_corpus(target: str) -> None:
    """Of every corpus it says how many inputs it has."""
    inputs = len(list((TESTS / "fuzz/corpus" / target).iterdir()))
    assert re.search(rf"^\| {target} \| {inputs} \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize("tried", COUNTED)
def test_safety(tried: str) -> None:
    """Of what was tried for safety the page says how much."""
    assert f"\n| {tried} | {COUNTED[tried]:,} |" in SAFETY
