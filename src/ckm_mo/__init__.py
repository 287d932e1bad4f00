"""Classify coded cases of sexual exploitation by the CKM format of offenders' methods, hiding nothing that is unknown.

It describes a method. It is no evidence, no prediction, and says nothing about
guilt or consent.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

from ckm_mo.answers import Answer, Period, Reading, Truth
from ckm_mo.cases import Case
from ckm_mo.classification import Verdict, classify
from ckm_mo.codebook import VARIABLES, Variable
from ckm_mo.errors import CkmMoError, Contradiction, InvalidAnswer, InvalidInput
from ckm_mo.rules import PROFILES, RULES, Profile, Rule

if TYPE_CHECKING:
    from ckm_mo.explanation import Explanation, explain
    from ckm_mo.tables import read_table, write_table
    from ckm_mo.tallies import Tally, wilson

__all__ = (
    # Cases and their answers.
    "Answer",
    "Case",
    "Period",
    "Reading",
    "Truth",
    # The format, as data.
    "PROFILES",
    "RULES",
    "VARIABLES",
    "Profile",
    "Rule",
    "Variable",
    # What is made of cases.
    "Explanation",
    "Tally",
    "Verdict",
    "classify",
    "explain",
    "wilson",
    # Tables.
    "read_table",
    "write_table",
    # What is refused.
    "CkmMoError",
    "Contradiction",
    "InvalidAnswer",
    "InvalidInput",
    "__version__",
)

_IMPORTED_WHEN_USED = {
    "Explanation": "explanation",
    "explain": "explanation",
    "read_table": "tables",
    "write_table": "tables",
    "Tally": "tallies",
    "wilson": "tallies",
}


def __getattr__(name: str) -> object:
    """Import what is not needed to classify a case only when it is used."""
    if name in _IMPORTED_WHEN_USED:
        return getattr(import_module(f"ckm_mo.{_IMPORTED_WHEN_USED[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
