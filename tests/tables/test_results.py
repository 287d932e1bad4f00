"""Verdicts as rows of a table."""

import pytest

from ckm_mo.cases import Case
from ckm_mo.classification import classify
from ckm_mo.tables.results import verdict_cells

CODED = {"relation": "affective", "initiative": "offender"}
NONE_OF_FIVE = dict.fromkeys(("vulnerable_position", "deception", "threat_of_violence", "violence", "sextortion"), "no")


@pytest.mark.parametrize(
    ("answers", "outcome", "cells"),
    [
        ({**CODED, "violence": "yes"}, "AOH", ("AOH", "AOH")),
        ({**CODED, **NONE_OF_FIVE}, "outside", ("", "outside")),
        (CODED, "undecided", ("", "")),
    ],
)
def test_profile(answers: dict[str, str], outcome: str, cells: tuple[str, str]) -> None:
    """The column of the profile has the outcome where that is a profile, or, where it is asked for, outside."""
    verdict = classify(Case.from_answers(answers))
    assert verdict.outcome == outcome
    assert (verdict_cells(verdict)[0], verdict_cells(verdict, names_outside=True)[0]) == cells
