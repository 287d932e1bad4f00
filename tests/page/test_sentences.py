"""What the page says: both languages, and words of its own for what names an option of the command line."""

import re
from string import Formatter

import pytest

import catalogue
from page.opened import sentences

OPTION = re.compile(r"(?<!\w)--[a-z]|`ckm-mo |\[\{extra\}\]")
"""What a message of the command line has that means nothing in the page."""


def test_languages() -> None:
    """Every sentence is there in both languages, and names the same in each."""
    for english, dutch in (*sentences.SENTENCES.values(), *sentences.REWORDED.values()):
        assert english.strip()
        assert dutch.strip()
        assert fields(english) == fields(dutch)


@pytest.mark.parametrize("key", sentences.REWORDED)
def test_reworded(key: str) -> None:
    """What stands in the place of a sentence names what that names, or less, and no option."""
    english, dutch = sentences.REWORDED[key]
    assert fields(english) <= fields(catalogue.SENTENCES[key][0])
    assert not OPTION.search(english + dutch)


def test_options() -> None:
    """Every error about a table that names an option has words of the page."""
    told = {
        key
        for name in ("ckm_mo.messages", "ckm_mo.tables.messages", "ckm_mo.agreement.messages")
        for key, (english, _) in catalogue.CATALOGUES[name].items()
        if OPTION.search(english)
    }
    assert told - set(sentences.REWORDED) == NOT_ASKED


NOT_ASKED = {
    *("negative_answers", "negative_yes", "assumed_decided", "negative_least", "whole_population"),
    *("output_exists", "answers_exist", "repeated_victims", "repeated_victims_one"),
    *("usage_save_kind", "usage_save_verdicts"),
}
"""Those that no field of the page leads to: no number below 0, nothing left out or replaced."""


def fields(text: str) -> set[str]:
    """Name what a sentence names."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}
