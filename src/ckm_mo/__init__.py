"""Classify coded cases of sexual exploitation by the CKM format of offenders' methods, without hiding what is unknown.

It describes a method. It is no evidence, no prediction, and says nothing about
guilt or consent.
"""

from typing import TYPE_CHECKING

from ckm_mo._exports import exported
from ckm_mo._version import __version__
from ckm_mo.answers import Answer, Period, Reading, Truth
from ckm_mo.cases import Case
from ckm_mo.classification import Verdict, classify
from ckm_mo.codebook import VARIABLES, Variable
from ckm_mo.errors import CkmMoError, Contradiction, InvalidAnswer, InvalidInput
from ckm_mo.rules import PROFILES, RULES, Profile, Rule

if TYPE_CHECKING:
    from ckm_mo.explanation import Explanation, explain
    from ckm_mo.tables import check_table, read_table, write_table
    from ckm_mo.tallies.intervals import wilson
    from ckm_mo.tallies.tally import Tally
    from ckm_mo.views.papers import latex, methods

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
    "latex",
    "methods",
    "wilson",
    # Tables.
    "check_table",
    "read_table",
    "write_table",
    # What is refused.
    "CkmMoError",
    "Contradiction",
    "InvalidAnswer",
    "InvalidInput",
    "__version__",
)

__getattr__, __dir__ = exported(
    __name__,
    {
        "Explanation": "explanation",
        "explain": "explanation",
        "check_table": "tables",
        "read_table": "tables",
        "write_table": "tables",
        "Tally": "tallies.tally",
        "latex": "views.papers",
        "methods": "views.papers",
        "wilson": "tallies.intervals",
    },
)
