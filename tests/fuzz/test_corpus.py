"""What the fuzzer holds the reader and the command line to, held for its corpus and for a few random bytes.

So this much of it runs with every Python, and an input that once broke something is tried for ever.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS, shows
from strategies import readings  # noqa: F401 - what is imported from there sets Hypothesis up

WORDS = ["case", "tally", "-", "-o", "cases.csv", "--where"]

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*/*"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_corpus(path: Path) -> None:
    """Every input of the corpus is refused or taken as it should be."""
    TARGETS[path.parent.name](path.read_bytes())


def test_targets() -> None:
    """Every target has a corpus, and every corpus a target."""
    assert {path.parent.name for path in CORPUS} == set(TARGETS)


@settings(max_examples=60)
@given(st.data(), st.sampled_from([path for path in CORPUS if path.parent.name == "reader"]))
def test_reader(data: st.DataObject, path: Path) -> None:
    """So is one with a part cut out and other bytes put there."""
    held = path.read_bytes()
    start, end = sorted((data.draw(st.integers(0, len(held))), data.draw(st.integers(0, len(held)))))
    TARGETS["reader"](held[:start] + data.draw(st.binary(max_size=8)) + held[end:])


@settings(max_examples=40)
@given(st.lists(st.text(max_size=8) | st.sampled_from(WORDS), max_size=6))
def test_arguments(arguments: list[str]) -> None:
    """Any arguments end with a documented code, and what they leave behind is what they say."""
    TARGETS["arguments"]("\n".join(arguments).encode("utf-8", "surrogatepass") + b"\n\ncase_id\n1\n")


@pytest.mark.parametrize("line", ["\x1b[31m", "\u202e", "\t"])
def test_shows(line: str) -> None:
    """What a terminal does not show is noticed."""
    assert shows("één [b]x[/b]")
    assert not shows(line)
